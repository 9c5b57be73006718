"""The page of one register: heading, filters, table and form, and what the window's actions do here."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.base.groups import groupings
from models.base.layouts import Layout
from models.base.record import Changes, Query
from models.base.register import Action, Finding, Register
from models.base.views import View
from models.operations import Outcome, records
from models.operations import actions as doing
from ui import actions as table_of_actions
from ui.actions import Handler, perform_name
from ui.register.clipboard import copy_rows, pasted_rows
from ui.register.filter_bar import FilterBar
from ui.register.group_button import GroupButton
from ui.register.panes import RegisterPanes
from ui.register.remembered import Remembered
from ui.register.table_model import STATUS, RegisterModel
from ui.register.table_view import RegisterTable
from ui.register.views import ViewButton
from ui.session import Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from models.operations.ledgers import Write
    from ui.register.form import RecordForm
    from ui.widgets.export_dialog import ExportChoice

_FORM, _TREE, _GROUPS = "form_width", "tree", "groups"
_FEW = 200
_SELECTED = 500


class RegisterPage(QWidget):
    """Serves any register; the window asks it for `handlers` and `state` and tells it of changes."""

    state_changed = Signal()
    import_asked = Signal()
    """Bring in what this register is fed by, a notice or a spreadsheet: there is nothing here yet."""
    record_asked = Signal(str, int)
    """Open a record of another register: register name, id."""
    exported = Signal(object)
    """Path of a file that was written."""

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.register = register
        self._order = ("", False)
        self.model = RegisterModel(session, register, self)
        self._remembered = Remembered(session, register.name)
        self.table = RegisterTable(session, register, self.model, self._write_cell, self._remembered)
        self.filters = FilterBar(session, register)
        self._form: RecordForm | None = None
        self._stands = False
        self._row_actions: list[QAction] = []
        self._allowed: frozenset[str] = frozenset()
        self._numbers: tuple[int, tuple[list[str], list[Finding]]] | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title = QLabel(self.register.title)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._title.setFont(font)
        self._counts = OneLine("", self)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(8)
        head.addWidget(self._counts, 1)
        self.as_tree = QCheckBox("按层级显示")
        self.as_tree.setToolTip("下级排在上级下面；点三角或按左右方向键展开、收起（Ctrl+Shift+T）")
        if not self.register.tree:
            self.as_tree.hide()
        head.addWidget(self.as_tree)
        self.grouping = GroupButton(self.register)
        self.views = ViewButton(self._session, self.register, self)
        head.addWidget(self.grouping)
        head.addWidget(self.views)
        self._empty = EmptyState()
        self._nothing = EmptyState()
        self._stack = QStackedWidget()
        for widget in (self.table, self._empty, self._nothing):
            self._stack.addWidget(widget)
        self.panes = RegisterPanes(self._session, self._key(_FORM), self._stack, self.table.wanted_width)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 4)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.panes, 1)
        self._restore_rows()

    def _connect(self) -> None:
        self.table.selected.connect(self._selection_changed)
        self.table.sort_asked.connect(self._sort)
        self.table.space_pressed.connect(self._space)
        self.table.horizontalHeader().customContextMenuRequested.connect(lambda _: self.choose_columns())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.as_tree.toggled.connect(lambda on: self._arrange_rows(tree=on))
        self.grouping.chosen.connect(lambda name: self._arrange_rows(group_by=name))
        for moved in (self.table.horizontalHeader().sectionMoved, self.table.horizontalHeader().sectionResized):
            moved.connect(lambda *_: self.views.refresh_soon())
        self.model.modelReset.connect(self.views.refresh_soon)
        self.filters.changed.connect(self.reload)
        self.filters.left_downwards.connect(self.focus_table)
        self.model.modelReset.connect(self.panes.fit)

    @property
    def form(self) -> "RecordForm":
        """The form at the right; made once the table has been painted, or when it is first asked for."""
        if self._form is None:
            from ui.register.form import RecordForm

            self._form = form = RecordForm(self._session, self.register)
            form.created.connect(lambda identity: self._made([identity]))
            form.draft_left.connect(self._selection_changed)
            form.new_asked.connect(self.new)
            form.change_all_asked.connect(self.change_all)
            form.record_asked.connect(self.record_asked)
            self.panes.take_form(form)
            self._show_in_form()
        return self._form

    def has_typed(self) -> bool:
        """Whether something typed into a new record is not kept yet."""
        return self._form is not None and self._form.has_typed()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self._complete)

    def _complete(self) -> None:
        """What the first picture did not wait for: the form, and the numbers in the heading."""
        self.form.show()
        self.panes.fit()
        if self._session.is_open:
            self._show_state()

    def add_table_actions(self, actions: list[QAction], menu: list[QAction]) -> None:
        """Actions whose shortcuts count in the table, and those its context menu shows."""
        self.table.addActions(actions)
        self._row_actions = menu

    # -- what is shown --------------------------------------------------------------------------------

    def open_workbook(self) -> None:
        """Show the workbook that was just opened."""
        if self._form is not None:
            self._form.show_record(None)
        self._numbers = None
        self.model.forget()
        self.views.open_first()
        QTimer.singleShot(0, self.table.fit_width)

    # -- views ----------------------------------------------------------------------------------------

    def arrangement(self) -> View:
        """What the table shows now, as a view without a name."""
        order, descending = self._order
        return View(
            filters=self.filters.kept(),
            words=self.filters.words(),
            order=order,
            descending=descending,
            columns=tuple(self.table.columns.in_order()),
            widths=self.table.columns.given_widths(),
            group_by=self.model.group_by,
            tree=self.as_tree.isChecked(),
        )

    def show_arrangement(self, view: View) -> int:
        """Show what a view holds, until it is left; the number of records it filters for that are gone."""
        self._remembered.lay_over(self._as_remembered(view))
        self._order = (view.order, view.descending)
        gone = self.filters.show_kept(view.filters, view.words)
        self._show_arranged()
        return gone

    def hold_arrangement(self) -> None:
        """What is shown now is a view's: changes are no longer the person's own arrangement."""
        self._remembered.lay_over(self._as_remembered(self.arrangement()))

    def show_own_arrangement(self) -> None:
        """Show all records, as the person left the table before it showed a view."""
        self._remembered.lay_over(None)
        self._order = ("", False)
        self.filters.show_kept((), "")
        self._show_arranged()

    def show_filtered(self, view: View) -> None:
        """Show what a view filters for, in its order; columns and groups stay as the person left them."""
        self._order = (view.order, view.descending)
        self.filters.show_kept(view.filters, view.words)
        self._show_arranged()

    def _show_arranged(self) -> None:
        self._restore_rows()
        self.table.show_order(*self._order)
        self.table.restore_columns()
        self.reload()

    def _as_remembered(self, view: View) -> dict[str, Any]:
        rows = {self._key(_TREE): "1" if view.tree else "0", self._key(_GROUPS): view.group_by}
        return rows | self.table.columns.remembered_as(view.columns, view.widths)

    def reload(self) -> None:
        """Ask anew with the filters as they are; the selection stays on the records still shown."""
        if not self._session.is_open:
            return
        chosen = self.table.selected_ids()
        order, descending = self._order
        self.model.ask(Query(self.filters.condition(), self.filters.words(), order, descending))
        self._show_state()
        self.table.select_ids(chosen)
        self._selection_changed()

    def take_changes(self, changes: Changes) -> None:
        """Refresh what an operation touched."""
        self._numbers = None
        if changes.ids("settings"):
            self.views.refresh()
        if self.filters.refresh():
            self._session.told.emit("筛选用的单位或文件已经删除，已去掉这个筛选条件。", False)
            self.reload()
        chosen = self.table.selected_ids()
        at, row = self.table.currentIndex().column(), self.table.currentIndex().row()
        scroll = self.table.verticalScrollBar().value()
        typing = self._form is not None and self._form.isAncestorOf(QApplication.focusWidget() or self)
        if self.model.take_changes(changes):
            self._select_again(chosen, row, at, stay=typing)
            self.table.verticalScrollBar().setValue(scroll)
            if not typing:
                self.table.scrollTo(self.table.currentIndex())
        self._show_state()
        if self._form is None:
            self._selection_changed()
            return
        if self.form.is_draft:
            return
        shown = self.form.record
        if typing and shown is not None and not self.table.selected_ids():
            # the filter hides it now: the form stays on it while somebody is working in it
            found = self._session.desk.book.records(self.register.name, [shown.id])
            self.form.show_record(found[0] if found else None)
            self._note_allowed()
        else:
            self._selection_changed()

    def _select_again(self, chosen: list[int], row: int, column: int, *, stay: bool) -> None:
        """The same records; where all are gone, the one that took their place, so that the keyboard goes on."""
        there = [identity for identity in chosen if self.model.row_of(identity) is not None]
        if chosen and not there and not stay and (beside := self.model.nearest(row)) is not None:
            there = [beside]
        self.table.select_ids(there, column)

    def close_workbook(self) -> None:
        """The workbook is about to be closed: keep what is being typed, and forget its records."""
        self.finish_editing()
        if self._form is not None:
            if self._form.is_draft:
                self._form.leave_draft()
            self._form.show_record(None)

    def finish_editing(self) -> bool:
        """Keep what is being typed, in a cell or in the form; False when it was refused."""
        in_table = self.table.delegate.finish()
        return (self._form is None or self._form.finish()) and in_table

    def show_only(self, pairs: list[tuple[str, str]]) -> None:
        """Filter by these (field, value) and nothing else."""
        self.filters.show_only(pairs)

    def show_record(self, record_id: int) -> None:
        """Select a record; filters that hide it are cleared."""
        self.show_records([record_id])

    def show_from(self, record_id: int) -> None:
        """Select a record with what follows it in sight: the first of several new ones."""
        self.show_record(record_id)
        self.table.scrollTo(self.table.currentIndex(), self.table.ScrollHint.PositionAtTop)

    def show_records(self, ids: list[int]) -> None:
        """Select records; filters that hide one of them are cleared."""
        self._bring_in_sight(ids)
        self.table.select_ids(ids)
        self.focus_table()

    def _bring_in_sight(self, ids: list[int]) -> None:
        """Clear the filters that hide records, and open the branches that do."""
        if any(self.model.row_of(identity) is None for identity in ids) and not set(ids) <= set(self.model.found):
            self.filters.clear()
        for identity in ids[:_FEW]:
            self.model.reveal(identity)

    def _arrange_rows(self, *, tree: bool = False, group_by: str = "") -> None:
        """Show the rows as a tree, or grouped, or as a plain list, as the person asked."""
        chosen = self.table.selected_ids()
        self._remembered.keep(self._key(_TREE), "1" if tree else "0")
        self._remembered.keep(self._key(_GROUPS), group_by)
        self._restore_rows()
        self._select_again(chosen, 0, -1, stay=False)
        self.state_changed.emit()

    def _restore_rows(self) -> None:
        """The rows as they are remembered: as a tree, grouped, or as a plain list."""
        tree = self._remembered.value(self._key(_TREE)) == "1" and bool(self.register.tree)
        kept = str(self._remembered.value(self._key(_GROUPS)) or "")
        group_by = kept if kept in groupings(self.register) and not tree else ""
        self.grouping.show_grouping(group_by)
        self.as_tree.blockSignals(True)
        self.as_tree.setChecked(tree)
        self.as_tree.blockSignals(False)
        self.model.arrange(tree=tree, group_by=group_by)

    def _turn_all(self, opened: bool) -> None:
        chosen = self.table.selected_ids()
        self.model.turn_all(opened)
        self._select_again(chosen, 0, -1, stay=False)

    def _show_state(self) -> None:
        total = self._session.desk.book.count(self.register.name)
        shown = len(self.model.found)
        if shown:
            self._stack.setCurrentWidget(self.table)
        elif total:
            self._nothing.show_hint(
                "没有符合筛选条件的记录", "换几个字，或清除筛选。", [("清除筛选", self.filters.clear)]
            )
            self._stack.setCurrentWidget(self._nothing)
        else:
            choices: list[tuple[str, Callable[[], object]]] = [(f"新建{self.register.noun}", self.new)]
            if self.register.fed_by_notices:
                choices.insert(0, ("导入通知…", self.import_asked.emit))
            else:
                choices.append(("导入表格…", self.import_asked.emit))
            self._empty.show_hint(f"还没有{self.register.noun}", self.register.empty_hint, choices)
            self._stack.setCurrentWidget(self._empty)
        self._show_counts(shown, total)

    def _show_counts(self, shown: int, total: int) -> None:
        counter = self.register.counter
        first = f"{shown} {counter}" if shown == total else f"显示 {shown} {counter} · 全部 {total} {counter}"
        found = self._attention() if self._stands else ([], [])
        told = " · ".join([first, *found[0], *(item.short for item in found[1])])
        self._counts.setText(told)
        self._counts.setToolTip("\n".join(item.told for item in found[1]) or told)

    def _attention(self) -> tuple[list[str], list[Finding]]:
        """What needs a hand, and what the register as a whole lacks; once after each change, not at each keystroke."""
        book = self._session.desk.book
        day = book.today().toordinal()
        if self._numbers is None or self._numbers[0] != day:
            counts = book.status_counts(self.register.name)
            words = {"due_soon": f"{book.moment().soon_days} 日内到期"}
            parts = [
                f"{words.get(status.code, status.title)} {counts[status.code]}"
                for status in self.register.statuses
                if status.attention and counts.get(status.code)
            ]
            self._numbers = (day, (parts, [item for look in self.register.looks for item in look(book)]))
        return self._numbers[1]

    def _selection_changed(self) -> None:
        if self._form is not None:
            if self._form.is_draft:
                if self._form.has_typed():
                    return
                self._form.leave_draft()
                return
            self._show_in_form()
        self._note_allowed()
        self.state_changed.emit()

    def _show_in_form(self) -> None:
        ids = self.table.selected_ids()
        book = self._session.desk.book if self._session.is_open else None
        if book is not None and len(ids) == 1:
            found = book.records(self.register.name, ids)
            self.form.show_record(found[0] if found else None)
        else:
            self.form.show_record(None, len(ids))
        self.panes.show_several(len(ids) > 1)

    def _note_allowed(self) -> None:
        """Which of the register's actions the selection allows; on many records each explains itself."""
        ids = self.table.selected_ids()
        register, book = self.register, self._session.desk.book if self._session.is_open else None
        allowed: set[str] = set()
        if ids and book is not None and register.actions:
            few = len(ids) <= _FEW
            moment = book.moment()
            chosen = book.records(register.name, ids) if few else []
            for action in register.actions:
                if all(action.when.holds(record.values, moment) for record in chosen):
                    allowed.add(f"can:{register.name}:{action.name}")
        self._allowed = frozenset(allowed)

    # -- what the window asks -------------------------------------------------------------------------

    def selected_ids(self) -> list[int]:
        """The selected records, in the order shown."""
        return self.table.selected_ids()

    def state(self) -> frozenset[str]:
        """What holds here now, for enabling actions."""
        ids = self.table.selected_ids()
        state = {table_of_actions.REGISTER}
        if ids:
            state.add(table_of_actions.SELECTION)
        if len(ids) > 1:
            state.add(table_of_actions.SEVERAL)
        if self.register.tree:
            state.add(table_of_actions.TREE)
        if self.model.tree is not None:
            state.add(table_of_actions.AS_TREE)
        return frozenset(state) | self._allowed

    def handlers(self) -> dict[str, Handler]:
        """What this page does for the window's actions."""
        handlers: dict[str, Handler] = {
            "new": self.new,
            "edit": self.edit,
            "duplicate": self.duplicate,
            "delete": self.delete,
            "copy": self.copy,
            "paste": self.paste,
            "fill_down": self.fill_down,
            "change_all": self.change_all,
            "select_all": self.table.selectAll,
            "find": self.go_to_search,
            "clear_filters": self.filters.clear,
            "columns": self.choose_columns,
            "tree": self.as_tree.toggle,
            "group": self.grouping.open,
            "views": self.views.open,
            "save_view": self.views.save_as,
            "open_all": lambda: self._turn_all(True),
            "close_all": lambda: self._turn_all(False),
            "toggle_form": self.toggle_form,
            "export": self.export,
            "print": self.print_ledger,
            "pane_left": lambda: self.focus_pane(-1),
            "pane_right": lambda: self.focus_pane(1),
        }
        for action in self.register.actions:
            handlers[perform_name(self.register.name, action.name)] = partial(self.perform, action)
        return handlers

    # -- panes ----------------------------------------------------------------------------------------

    def focus_table(self) -> None:
        """Move the keyboard to the table, on a row."""
        self.table.setFocus()
        if not self.table.selected_ids() and (first := self.model.nearest(0)) is not None:
            self.table.select_ids([first])

    def focus_pane(self, step: int) -> bool:
        """Move the keyboard to the pane at the left or right; False when that is outside this page."""
        inside = QApplication.focusWidget()
        if inside is None or not self.isAncestorOf(inside):
            return False
        in_form = self.form.isAncestorOf(inside)
        if step > 0 and not in_form and self.form.isVisible():
            row = next((row for row in self.form.rows.values() if row.isVisible()), None)
            (row.editor if row else self.form).setFocus()
            return True
        if step < 0 and in_form:
            self.focus_table()
            return True
        return False

    def toggle_form(self) -> None:
        """Show or hide the form."""
        self.form.setVisible(not self.form.isVisible())
        self.panes.fit()

    def _key(self, name: str) -> str:
        return self._remembered.key("page", name)

    def go_to_search(self) -> None:
        """Move the keyboard to the search box."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    # -- records --------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a new record in the form."""
        if not self._session.writable:
            self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能新建。")
            return
        if self.form.has_typed():
            self.form.begin_typing()
            return
        self.table.clearSelection()
        self.form.show()
        self.form.begin_draft()
        self.state_changed.emit()

    def _made(self, ids: list[int]) -> None:
        self._bring_in_sight(ids)
        if not self.form.is_draft:
            self.table.select_ids(ids)

    def edit(self) -> None:
        """Edit the current cell."""
        if not self.table.edit_current():
            self.focus_pane(1)

    def _write_cell(self, record_id: int, field: str, answer: object) -> str:
        try:
            outcome = records.edit(self._session.desk, self.register.name, [record_id], {field: answer})
        except ClerkError as error:
            self._session.refuse(error)
            return error.sentence
        self._session.announce(outcome)
        return ""

    def _space(self) -> None:
        """Space came through, so its action is not allowed on these records: say why."""
        for action in self.register.actions:
            if action.shortcut == "Space" and self.table.selected_ids():
                self.perform(action)

    def _run(self, title: str, operation: Callable[..., Outcome], ids: list[int], *more: object) -> Outcome | None:
        """Do an operation on records: few at once, many in the background with progress and 取消."""
        return self._session.run_many(self, title, len(ids), operation, self.register.name, ids, *more)

    def duplicate(self) -> None:
        """A copy of the selected records."""
        outcome = self._session.run(records.duplicate, self.register.name, self.table.selected_ids())
        if outcome:
            self._made(list(outcome.ids))

    def delete(self) -> None:
        """Delete the selected records; 撤销 brings them back."""
        self._run("正在删除…", records.delete, self.table.selected_ids())

    def fill_down(self) -> None:
        """The first selected row's value of the current column for the others."""
        field = self.model.field_of(self._column())
        if field is None or not field.inline:
            self._session.refused.emit("这一栏不能填充，请把光标放到能修改的栏里。")
            return
        self._run("正在填充…", records.fill_down, self.table.selected_ids(), field.name)

    def change_all(self) -> None:
        """Change one field of all selected records."""
        from ui.register.bulk_dialog import BulkDialog

        if not self._session.writable:
            self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能修改。")
            return
        ids = self.table.selected_ids()
        dialog = BulkDialog(self._session, self.register, ids, self.model.name_of(self._column()), self)
        if dialog.exec():
            self._run("正在修改…", records.change_all, ids, dialog.name(), dialog.answer(), dialog.manner())

    def _column(self) -> int:
        """The column in which the keyboard is."""
        return max(0, self.table.currentIndex().column())

    def copy(self) -> None:
        """The selected rows to the clipboard, as Excel and WPS take them."""
        names = self.table.shown_columns() + ([STATUS] if self.register.statuses else [])
        count = copy_rows(self._session, self.register, self.table.selected_ids(), names)
        self._session.told.emit(f"已复制 {count} 行，可粘贴到 Excel 或 WPS。", False)

    def paste(self) -> None:
        """Rows from Excel or WPS become new records; the columns are those shown, or those of a head row."""
        try:
            rows = pasted_rows(self.register, self.table.shown_columns())
        except ClerkError as error:
            self._session.refuse(error)
            return
        outcome = self._session.run_long(self, "正在粘贴…", records.add_many, self.register.name, rows)
        if outcome:
            self._made(list(outcome.ids[:_SELECTED]))

    def perform(self, action: Action) -> None:
        """Ask what the action wants to know, and do it."""
        ids = self.table.selected_ids()
        book = self._session.desk.book
        try:
            if book.read_only:
                raise ClerkError(f"{book.reading_because}，不能{action.title}。")
            doing.refuse(self._session.desk, self.register, ids, action)
        except ClerkError as error:
            self._session.refuse(error)
            return
        from ui.widgets.action_dialog import ask

        answers = ask(self._session, self.register, action, ids, self) if action.asks else {}
        if answers is not None:
            self._run(f"正在{action.title}…", doing.perform, ids, action.name, answers)

    def _sort(self, name: str, descending: bool) -> None:
        self._order = (name, descending)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # many long texts take up to a second
        try:
            self.reload()
        finally:
            QGuiApplication.restoreOverrideCursor()

    def choose_columns(self) -> None:
        """Let the person choose which columns show."""
        from ui.widgets.column_chooser import choose_columns

        chosen = choose_columns(self.register, self.table.shown_columns(), self)
        if chosen is not None:
            self.table.keep_columns(chosen)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for action in self._row_actions:
            if action.isSeparator():
                menu.addSeparator()
            elif action.isEnabled():
                menu.addAction(action)
        menu.exec(self.table.viewport().mapToGlobal(at))

    def export(self) -> None:
        """Write the ledger of what is shown, or of what is selected."""
        from ui.widgets.export_dialog import ask_export

        chosen = self.table.selected_ids()
        shown = list(self.model.found)
        choice = ask_export(self._session, self.register, len(shown), len(chosen), self, self._edit_layout)
        if choice is not None:
            self.write_ledger(chosen if choice.only_selected else shown, choice)

    def print_ledger(self) -> None:
        """Show the pages of what is shown, or of the selected rows when there are several, to be printed."""
        from models.operations import ledgers
        from ui.register.ledger_preview import LedgerPreview

        selected = self.table.selected_ids()
        ids = selected if len(selected) > 1 else list(self.model.found)

        def shown() -> Layout:
            return ledgers.shown_layout(self._ledger_columns(), self._ledger_groups())

        preview = LedgerPreview(self._session, self.register, ids, shown, self._filter_notes(), self)
        if preview.show_pages():
            preview.exec()

    def _filter_notes(self) -> list[str]:
        """What a reader of the ledger must know: which filter was on."""
        return [f"筛选条件：{'；'.join(self.filters.described())}"] if self.filters.is_on() else []

    def _edit_layout(self, layout: Layout, parent: QWidget) -> str:
        """Let the person change a layout, with the records shown as its pages; the name of the one to choose then."""
        from ui.register.layout_dialog import LayoutDialog

        ids = self.table.selected_ids() or list(self.model.found)
        dialog = LayoutDialog(self._session, self.register, layout, ids, parent)
        dialog.exec()
        return dialog.saved.name if dialog.saved else layout.name

    def _ledger_columns(self) -> list[str]:
        """The columns as the table shows them, with the status at its place."""
        names: list[str] = []
        for name in self.table.columns.in_order():
            names.append(name)
            meant = self.register.field(name).sorted_by if name != STATUS else ""
            if meant and meant not in self.table.columns.in_order():
                names.append(meant)  # 7月5日前 alone does not tell its year
        return [*names, STATUS] if self.register.statuses and STATUS not in names else names

    def _ledger_groups(self) -> str:
        """By what the table is grouped: a ledger has the same groups."""
        return self.model.group_by

    def write_ledger(self, ids: list[int], choice: "ExportChoice") -> None:
        """Write the ledger of these records in the background, or one for each unit, as the person chose."""
        from models.operations import ledgers, unit_ledgers

        layout = choice.layout or ledgers.shown_layout(self._ledger_columns(), self._ledger_groups())
        layout = ledgers.with_private(self.register, layout) if choice.private else layout
        operation, told = (
            (partial(unit_ledgers.export_by_unit, ending=choice.suffix), "正在按单位导出")
            if choice.by_unit
            else (ledgers.export_ledger, "正在导出")
        )
        outcome = self._session.run_long(
            self,
            f"{told}到“{choice.target.name}”…",
            operation,
            self.register.name,
            ids,
            choice.target,
            layout=layout,
            notes=self._filter_notes(),
            write=_pdf_writer() if choice.suffix == ".pdf" else None,
        )
        if outcome:
            self.exported.emit(choice.target)


def _pdf_writer() -> "Write":
    from ui.printing import write_ledger_pdf

    return write_ledger_pdf
