"""The page of one register: heading, filters, table and form, and what the window's actions do here.

It builds the parts, wires them, and follows what is selected; what is done with the records, with the ledger and with
the arrangement of the table is done by the objects it makes for that.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from models.base.record import Changes
from models.base.register import Register
from ui import actions as table_of_actions
from ui.actions import Handler
from ui.register.arrangement import Arrangement
from ui.register.filter_bar import FilterBar
from ui.register.form_side import FormSide
from ui.register.heading import Heading
from ui.register.ledger_commands import LedgerCommands
from ui.register.panes import RegisterPanes
from ui.register.record_commands import RecordCommands, write_cell
from ui.register.remembered import Remembered
from ui.register.row_arrangement import RowArrangement
from ui.register.selection import Selection
from ui.register.table_model import RegisterModel
from ui.register.table_or_hint import TableOrHint
from ui.register.table_view import RegisterTable
from ui.register.views import ViewButton
from ui.session import Session

if TYPE_CHECKING:
    from ui.register.form import RecordForm


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
        self.model = RegisterModel(session, register, self)
        remembered = Remembered(session, register.name)
        self.table = RegisterTable(session, register, self.model, partial(write_cell, session, register), remembered)
        self.filters = FilterBar(session, register)
        self._selection = Selection(self.table, self.model, self.filters)
        self.rows = RowArrangement(register, self.model, remembered, self._selection, self)
        self.arrangement = Arrangement(self.table, self.filters, self.rows, remembered, self)
        self.views = ViewButton(session, register, self.arrangement, self)
        self.commands = RecordCommands(session, register, self.table, self.model, self)
        self.ledgers = LedgerCommands(session, register, self.table, self.model, self.filters, self)
        self.heading = Heading(session, register, [self.rows.as_tree, self.rows.grouping, self.views])
        self.place = TableOrHint(register, self.table)
        key = remembered.key("page", "form_width")
        self.panes = RegisterPanes(session, key, self.place, self.table.wanted_width)
        self.side = FormSide(session, register, self.table, self.panes)
        self._stands = False
        self._row_actions: list[QAction] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 4)
        column.addWidget(self.heading)
        column.addWidget(self.filters)
        column.addWidget(self.panes, 1)
        self.rows.restore()
        self._connect()

    def _connect(self) -> None:
        self.table.selected.connect(self._selection_changed)
        self.table.sort_asked.connect(self.arrangement.sort)
        self.table.space_pressed.connect(self.commands.take_space)
        heads = self.table.horizontalHeader()
        heads.customContextMenuRequested.connect(lambda _: self.choose_columns())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        for moved in (heads.sectionMoved, heads.sectionResized):
            moved.connect(lambda *_: self.views.refresh_soon())
        self.model.modelReset.connect(self.views.refresh_soon)
        self.filters.changed.connect(self.reload)
        self.filters.left_downwards.connect(self.focus_table)
        self.model.modelReset.connect(self.panes.fit)
        self.arrangement.asked_anew.connect(self.reload)
        self.rows.arranged.connect(self.state_changed)
        self.side.made.connect(self._made)
        self.side.draft_begun.connect(self.state_changed)
        self.side.draft_changed.connect(self.state_changed)
        self.side.draft_left.connect(self._selection_changed)
        self.side.change_all_asked.connect(self.commands.change_all)
        self.side.record_asked.connect(self.record_asked)
        self.commands.made.connect(self._made)
        self.ledgers.exported.connect(self.exported)
        self.place.new_asked.connect(self.side.new)
        self.place.import_asked.connect(self.import_asked)
        self.place.all_asked.connect(self.filters.clear)

    @property
    def form(self) -> "RecordForm":
        """The form at the right; made once the table has been painted, or when it is first asked for."""
        return self.side.form

    def has_typed(self) -> bool:
        """Whether something typed into a new record is not in the workbook yet."""
        return self.side.has_typed()

    def keep_draft(self) -> bool:
        """Keep on the disk what is typed into a new record; False when that can't be."""
        return self.side.keep_draft()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self._complete)

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
        self.side.show_none()
        self.heading.forget()
        self.model.forget()
        self.views.open_first()
        QTimer.singleShot(0, self.table, self.table.fit_width)

    def reload(self) -> None:
        """Ask anew with the filters as they are; the selection stays on the records still shown."""
        if not self._session.is_open:
            return
        chosen = self.table.selected_ids()
        self.model.ask(self.arrangement.query())
        self._show_state()
        self.table.select_ids(chosen)
        self._selection_changed()

    def take_changes(self, changes: Changes) -> None:
        """Refresh what an operation touched."""
        self.heading.forget()
        if changes.ids("settings"):
            self.views.refresh()
        if self.filters.refresh():
            self._session.told.emit("筛选用的单位或文件已经删除，已去掉这个筛选条件。", False)
            self.reload()
        typing = self.side.has_keyboard()
        self._selection.take_changes(changes, self.arrangement.query(), stay=typing)
        self._show_state()
        if self.side.is_draft:
            return
        if typing and not self.table.selected_ids() and self.side.show_again():
            self.commands.note_allowed()  # the filter hides it now: the form stays while somebody works in it
        else:
            self._selection_changed()

    def close_workbook(self) -> None:
        """The workbook is about to be closed: keep what is being typed, and forget its records."""
        self.finish_editing()
        self.side.close()

    def finish_editing(self) -> bool:
        """Keep what is being typed, in a cell or in the form; False when it was refused."""
        in_table = self.table.delegate.finish()
        return self.side.finish() and in_table

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
        self._selection.bring_in_sight(ids)
        self.table.select_ids(ids)
        self.focus_table()

    def _made(self, ids: list[int]) -> None:
        self._selection.bring_in_sight(ids)
        if not self.form.is_draft:
            self.table.select_ids(ids)

    def _show_state(self) -> None:
        total, shown = self._session.desk.book.count(self.register.name), len(self.model.found)
        self.place.show_for(shown, total)
        self.heading.show_counts(shown, total, attention=self._stands)

    def _selection_changed(self) -> None:
        if self.side.follow():
            self.commands.note_allowed()
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
        if self.register.tree:
            state.add(table_of_actions.TREE)
        if self.model.tree is not None:
            state.add(table_of_actions.AS_TREE)
        return frozenset(state) | self.commands.allowed

    def handlers(self) -> dict[str, Handler]:
        """What this page does for the window's actions."""
        own: dict[str, Handler] = {
            "new": self.side.new,
            "edit": self.edit,
            "select_all": self.table.selectAll,
            "find": self.go_to_search,
            "clear_filters": self.filters.clear,
            "columns": self.choose_columns,
            "views": self.views.open,
            "save_view": self.views.save_as,
            "toggle_form": self.toggle_form,
            "pane_left": lambda: self.focus_pane(-1),
            "pane_right": lambda: self.focus_pane(1),
        }
        return own | self.rows.handlers() | self.commands.handlers() | self.ledgers.handlers()

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

    def go_to_search(self) -> None:
        """Move the keyboard to the search box."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def edit(self) -> None:
        """Edit the current cell."""
        if not self.table.edit_current():
            self.focus_pane(1)

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
