"""The page of one register: heading, filters, table and form, and what the window's actions do here."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.base.errors import ClerkError, FieldError
from models.base.record import Changes, Query
from models.base.register import Action, Register
from models.operations import actions as doing
from models.operations import ledgers, records
from ui import actions as table_of_actions
from ui.actions import Handler, perform_name
from ui.register.clipboard import copy_rows, pasted_rows
from ui.register.filter_bar import FilterBar
from ui.register.form import RecordForm
from ui.register.table_model import STATUS, RegisterModel
from ui.register.table_view import RegisterTable
from ui.session import Session
from ui.widgets.action_dialog import ask
from ui.widgets.column_chooser import choose_columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.export_dialog import ask_export

_PANES = "panes"
_FORM_WIDTH = 360


class RegisterPage(QWidget):
    """Serves any register; the window asks it for `handlers` and `state` and tells it of changes."""

    state_changed = Signal()
    notice_asked = Signal(list)
    """Write a notice about these records."""
    exported = Signal(object)
    """Path of a file that was written."""

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.register = register
        self._order = ("", False)
        self.model = RegisterModel(session, register, self)
        self.table = RegisterTable(session, register, self.model)
        self.filters = FilterBar(session, register)
        self.form = RecordForm(session, register)
        self._row_actions: list[QAction] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title = QLabel(self.register.title)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._title.setFont(font)
        self._counts = QLabel()
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(8)
        head.addWidget(self._counts, 1)
        self._empty = EmptyState()
        self._nothing = EmptyState()
        self._stack = QStackedWidget()
        for widget in (self.table, self._empty, self._nothing):
            self._stack.addWidget(widget)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self._stack)
        self.panes.addWidget(self.form)
        self.panes.setStretchFactor(0, 1)
        self.panes.setStretchFactor(1, 0)
        self.form.setMinimumWidth(300)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 4)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.panes, 1)
        kept = self._session.settings.value(self._key(_PANES))
        if kept is not None:
            self.panes.restoreState(kept)
        else:
            self.panes.setSizes([700, _FORM_WIDTH])

    def _connect(self) -> None:
        self.table.selected.connect(self._selection_changed)
        self.table.sort_asked.connect(self._sort)
        self.table.delegate.answered.connect(self._cell_answered)
        self.table.horizontalHeader().customContextMenuRequested.connect(lambda _: self.choose_columns())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.filters.changed.connect(self.reload)
        self.filters.left_downwards.connect(self.focus_table)
        self.form.created.connect(lambda identity: self._made([identity]))
        self.form.draft_left.connect(self._selection_changed)
        self.panes.splitterMoved.connect(lambda *_: self._keep_panes())

    def add_table_actions(self, actions: list[QAction], menu: list[QAction]) -> None:
        """Actions whose shortcuts count in the table, and those its context menu shows."""
        self.table.addActions(actions)
        self._row_actions = menu

    # -- what is shown --------------------------------------------------------------------------------

    def open_workbook(self) -> None:
        """Show the workbook that was just opened."""
        self.table.restore_columns()
        self.form.show_record(None)
        self.model.forget()
        self.reload()
        QTimer.singleShot(0, self.table.fit_width)

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
        chosen = self.table.selected_ids()
        at = self.table.currentIndex().column()
        scroll = self.table.verticalScrollBar().value()
        if self.model.take_changes(changes):
            self.table.select_ids(chosen, at)
            self.table.verticalScrollBar().setValue(scroll)
        self._show_state()
        if not self.form.is_draft:
            self._selection_changed()

    def show_only(self, pairs: list[tuple[str, str]]) -> None:
        """Filter by these (field, value) and nothing else."""
        self.filters.show_only(pairs)

    def show_record(self, record_id: int) -> None:
        """Select a record; filters that hide it are cleared."""
        if self.model.row_of(record_id) is None:
            self.filters.clear()
        self.table.select_ids([record_id])
        self.focus_table()

    def _show_state(self) -> None:
        total = self._session.desk.book.count(self.register.name)
        shown = len(self.model.ids)
        if shown:
            self._stack.setCurrentWidget(self.table)
        elif total:
            self._nothing.show_hint(
                "没有符合筛选条件的记录", "换几个字，或清除筛选。", [("清除筛选", self.filters.clear)]
            )
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._empty.show_hint(
                f"还没有{self.register.noun}", self.register.empty_hint, [(f"新建{self.register.noun}", self.new)]
            )
            self._stack.setCurrentWidget(self._empty)
        self._show_counts(shown, total)

    def _show_counts(self, shown: int, total: int) -> None:
        counter = self.register.counter
        parts = [f"{shown} {counter}" if shown == total else f"显示 {shown} {counter}，共 {total} {counter}"]
        if self.register.statuses and total:
            counts = self._session.desk.book.status_counts(self.register.name)
            soon = self._session.desk.book.moment().soon_days
            words = {"due_soon": f"{soon} 日内到期"}
            parts += [
                f"{words.get(status.code, status.title)} {counts[status.code]}"
                for status in self.register.statuses
                if status.attention and counts.get(status.code)
            ]
        self._counts.setText(" · ".join(parts))

    def _selection_changed(self) -> None:
        if self.form.is_draft:
            if self.form.has_typed():
                return
            self.form.leave_draft()
            return
        ids = self.table.selected_ids()
        book = self._session.desk.book if self._session.is_open else None
        if book is not None and len(ids) == 1:
            found = book.records(self.register.name, ids)
            self.form.show_record(found[0] if found else None)
        else:
            self.form.show_record(None, len(ids))
        self.state_changed.emit()

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
        if ids:
            state |= {
                f"can:{self.register.name}:{action.name}" for action in self.register.actions if self._may(action, ids)
            }
        return frozenset(state)

    def _may(self, action: Action, ids: list[int]) -> bool:
        """Whether an action is offered: on few records exactly where it is allowed, on many it explains itself."""
        return len(ids) > 200 or doing.allowed(self._session.desk, self.register.name, ids, action.name)

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
            "select_all": self.table.selectAll,
            "find": self.go_to_search,
            "clear_filters": self.filters.clear,
            "columns": self.choose_columns,
            "toggle_form": self.toggle_form,
            "export": self.export,
            "notice": lambda: self.notice_asked.emit(self.table.selected_ids()),
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
        if not self.table.selected_ids() and self.model.ids:
            self.table.select_ids(self.model.ids[:1])

    def focus_pane(self, step: int) -> bool:
        """Move the keyboard to the pane at the left or right; False when that is outside this page."""
        in_form = self.form.isAncestorOf(self.focusWidget() or self)
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

    def _keep_panes(self) -> None:
        self._session.settings.setValue(self._key(_PANES), self.panes.saveState())

    def _key(self, name: str) -> str:
        return f"page/{self.register.name}/{name}"

    def go_to_search(self) -> None:
        """Move the keyboard to the search box."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    # -- records --------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a new record in the form."""
        if self.form.has_typed():
            self.form.setFocus()
            return
        self.table.clearSelection()
        self.form.show()
        self.form.begin_draft()
        self.state_changed.emit()

    def _made(self, ids: list[int]) -> None:
        missing = [identity for identity in ids if self.model.row_of(identity) is None]
        if missing:
            self.filters.clear()
        if not self.form.is_draft:
            self.table.select_ids(ids)

    def edit(self) -> None:
        """Edit the current cell."""
        if not self.table.edit_current():
            self.focus_pane(1)

    def _cell_answered(self, record_id: int, field: str, answer: object) -> None:
        try:
            outcome = records.edit(self._session.desk, self.register.name, [record_id], {field: answer})
        except ClerkError as error:
            self._session.refused.emit(error.sentence)
            return
        self._session.announce(outcome)

    def duplicate(self) -> None:
        """A copy of the selected records."""
        outcome = self._session.run(records.duplicate, self.register.name, self.table.selected_ids())
        if outcome:
            self._made(list(outcome.ids))

    def delete(self) -> None:
        """Delete the selected records; 撤销 brings them back."""
        row = self.table.currentIndex().row()
        if self._session.run(records.delete, self.register.name, self.table.selected_ids()) and self.model.ids:
            self.table.select_ids([self.model.ids[min(row, len(self.model.ids) - 1)]])

    def fill_down(self) -> None:
        """The first selected row's value of the current column for the others."""
        field = self.model.field_of(max(0, self.table.currentIndex().column()))
        if field is None or not field.inline:
            self._session.refused.emit("这一栏不能填充，请把光标放到能修改的栏里。")
            return
        self._session.run(records.fill_down, self.register.name, self.table.selected_ids(), field.name)

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
            self._session.refused.emit(error.sentence)
            return
        outcome = self._session.run_long(self, "正在粘贴…", records.add_many, self.register.name, rows)
        if outcome:
            self._made(list(outcome.ids[:1]))

    def perform(self, action: Action) -> None:
        """Ask what the action wants to know, and do it."""
        ids = self.table.selected_ids()
        try:
            doing.refuse(self._session.desk, self.register, ids, action)
        except ClerkError as error:
            self._session.refused.emit(error.sentence)
            return
        answers = ask(self._session, self.register, action, ids, self) if action.asks else {}
        if answers is None:
            return
        try:
            outcome = doing.perform(self._session.desk, self.register.name, ids, action.name, answers)
        except FieldError as error:
            self._session.refused.emit(error.sentence)
            return
        except ClerkError as error:
            self._session.refused.emit(error.sentence)
            return
        self._session.announce(outcome)

    def _sort(self, name: str, descending: bool) -> None:
        self._order = (name, descending)
        self.reload()

    def choose_columns(self) -> None:
        """Let the person choose which columns show."""
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
        chosen = self.table.selected_ids()
        choice = ask_export(self._session, self.register, len(self.model.ids), len(chosen), self)
        if choice is None:
            return
        ids = chosen if choice.only_selected else list(self.model.ids)
        self.write_ledger(ids, choice.target)

    def write_ledger(self, ids: list[int], target: Path) -> None:
        """Write a ledger of these records in the background."""
        notes = [f"筛选条件：{'；'.join(self.filters.described())}"] if self.filters.is_on() else []
        outcome = self._session.run_long(
            self, f"正在导出到“{target.name}”…", ledgers.export_ledger, self.register.name, ids, target, notes=notes
        )
        if outcome:
            self.exported.emit(target)
