"""The pages in the window's stack: made when they are first asked for, found again, put in front."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from models.base.record import Changes
from models.base.register import Register, Registers
from ui.actions import ActionTable
from ui.main_window.files import FileCommands
from ui.main_window.frame import row_menu
from ui.main_window.incoming import Incoming
from ui.main_window.navigation import DASHBOARD, REVIEW, Navigation
from ui.session import Session

# What is not seen when the window is first painted is imported where it is made.
if TYPE_CHECKING:
    from ui.dashboard.dashboard import DashboardPage
    from ui.intake import IntakePage
    from ui.notice.composer import ComposerPage
    from ui.register.left import Left
    from ui.register.page import RegisterPage
    from ui.sheets import SheetsPage

    Front = RegisterPage | DashboardPage | IntakePage | SheetsPage | ComposerPage

TASKS = "tasks"


def _shown(registers: Registers) -> list[Register]:
    return [register for register in registers.values() if not register.hidden]


class Pages(QObject):
    """Holds every page that belongs to a workbook, and knows which one is in front.

    The window makes it and tells it what happens to the workbook; its other parts ask it for pages and have it show
    them. It keeps the navigation's mark at the page in front, and says by signals what its pages say.
    """

    changed = Signal()
    """Another page is in front, or the one in front allows other actions than before."""
    exported = Signal(object)
    """A ledger was written: the file, or the folder with several."""
    written = Signal()
    """A paper was written."""

    def __init__(
        self,
        session: Session,
        stack: QStackedWidget,
        navigation: Navigation,
        table: ActionTable,
        files: FileCommands,
        incoming: Incoming,
    ) -> None:
        super().__init__(stack)
        self._session, self._stack, self._navigation = session, stack, navigation
        self._table, self._files, self._incoming = table, files, incoming
        self.made: dict[str, RegisterPage] = {}
        """The pages of registers, as far as they were asked for."""
        self.composer: ComposerPage | None = None
        self.came_from = DASHBOARD
        """What was in front last, other than what is brought in or a paper."""
        self._dashboard: DashboardPage | None = None
        self._left: dict[str, Left] = {}
        """What pages showed whose registers have become others, until they are shown again."""
        self._taken = _shown(session.registers)

    # -- made when first asked for --------------------------------------------------------------------

    @property
    def dashboard(self) -> DashboardPage:
        """The 工作台."""
        if self._dashboard is None:
            from ui.dashboard.dashboard import DashboardPage

            self._dashboard = page = DashboardPage(self._session)
            page.show_asked.connect(self.show_filtered)
            page.record_asked.connect(self.show_record)
            self._stack.addWidget(page)
        return self._dashboard

    def page(self, register: str) -> RegisterPage:
        """The page of a register."""
        if register not in self.made:
            from ui.register.left import take_up

            self.made[register] = page = self._make(self._session.registers[register])
            self._stack.addWidget(page)
            page.open_workbook()
            if (left := self._left.pop(register, None)) is not None:
                take_up(page, left)
        return self.made[register]

    def _make(self, register: Register) -> RegisterPage:
        from ui.register.page import RegisterPage

        page, table = RegisterPage(self._session, register), self._table
        own = [spec for spec in table.specs.values() if spec.in_table and spec.register in ("", register.name)]
        page.add_table_actions([table[spec.name] for spec in own], row_menu(table, register, self))
        page.state_changed.connect(self.changed)
        page.record_asked.connect(self.show_record)
        page.exported.connect(self.exported)
        files = self._files
        page.import_asked.connect(files.import_file if register.fed_by_notices else files.import_sheet)
        return page

    def add_incoming(self, page: IntakePage | SheetsPage) -> None:
        """Take in the page of what is being brought in; `Incoming` made it and puts it away."""
        self._stack.addWidget(page)
        page.state_changed.connect(self.changed)

    # -- which one is in front ------------------------------------------------------------------------

    def front(self) -> Front | None:
        """The page in front; None for the first page and the guide's."""
        widget = self._stack.currentWidget()
        known = (*self.made.values(), self._dashboard, self._incoming.page, self.composer)
        return next((page for page in known if page is not None and page is widget), None)

    def register_page(self) -> RegisterPage | None:
        """The page in front, when it is a register's."""
        return next((page for page in self.made.values() if page is self._stack.currentWidget()), None)

    def open_register(self) -> str:
        """The name of the register whose page is in front; "" when none is."""
        page = self.register_page()
        return page.register.name if page is not None else ""

    def place(self) -> str:
        """The page in front, as the handbook names it: a register's name, "own" for the office's own, else the class."""
        name = self.open_register()
        if name:
            return "own" if self._session.desk.book.is_own(name) else name
        return type(self._stack.currentWidget()).__name__

    def selection(self) -> str:
        """How much is selected on the page in front, in words; "" for nothing."""
        page = self.register_page()
        chosen = len(page.selected_ids()) if page is not None else 0
        if page is None or not chosen:
            return ""
        counter = page.register.counter
        return f"{len(page.model.found)} {counter}中选中 {chosen} {counter}"

    def unsaved(self) -> str:
        """Which new records are not saved yet, in words; "" for none."""
        nouns = [page.register.noun for page in self.made.values() if page.has_typed()]
        return f"新建的{'、'.join(nouns)}还没有保存" if nouns else ""

    # -- put in front ---------------------------------------------------------------------------------

    def show_page(self, name: str, *, focus: bool = True) -> None:
        """Put the dashboard or a register in front, with the keyboard unless that is in the navigation."""
        if not self._session.is_open:
            return
        self._navigation.show_chosen(name)
        if name != REVIEW:
            self.came_from = name
        if name == DASHBOARD:
            self.dashboard.refresh()
            self._stack.setCurrentWidget(self.dashboard)
        elif name == REVIEW:
            if self._incoming.page is not None:
                self._stack.setCurrentWidget(self._incoming.page)
        else:
            self._stack.setCurrentWidget(self.page(name))
        if focus:
            self.focus_front()
        self.changed.emit()

    def show_last(self) -> None:
        """Go back to what was in front before."""
        self.show_page(self.came_from)

    def focus_front(self) -> None:
        """Move the keyboard to the page in front."""
        if self._dashboard is not None and self._stack.currentWidget() is self._dashboard:
            self._dashboard.focus_table()
        page = self.register_page()
        if page is not None:
            page.focus_table()

    def show_filtered(self, register: str, pairs: list[tuple[str, str]]) -> None:
        """Put a register in front, filtered."""
        self.show_page(register)
        self.page(register).show_only(pairs)

    def show_record(self, register: str, record_id: int) -> None:
        """Put a register in front with a record selected."""
        self._session.visit(register, record_id)
        self.show_page(register)
        self.page(register).show_record(record_id)

    def show_records(self, register: str, ids: list[int]) -> None:
        """Put a register in front with these records selected."""
        self.show_page(register)
        self.page(register).show_records(ids)

    def begin_new(self, register: str) -> None:
        """Put a register in front and begin a new record there, or go on with the one that was not saved."""
        self.show_page(register)
        self.page(register).side.new()

    def compose(self, ids: list[int], register: str = TASKS) -> None:
        """Write a notice about these records of a register."""
        self._show_composer(lambda composer: composer.compose(ids, register=register))

    def go_on_composing(self) -> None:
        """Go on with the notice that was written last and neither issued nor put into a file."""
        self._show_composer(lambda composer: composer.go_on())

    def _show_composer(self, begin: Callable[[ComposerPage], None]) -> None:
        if self.composer is None:
            from ui.notice.composer import ComposerPage

            self.composer = ComposerPage(self._session)
            self.composer.finished.connect(self._composed)
            self._stack.addWidget(self.composer)
        begin(self.composer)
        self._stack.setCurrentWidget(self.composer)
        self.changed.emit()

    def _composed(self, done: bool) -> None:
        """Back to where the notice came from; a kind about no records came from the tasks."""
        if done:
            self.written.emit()
        assert self.composer is not None
        self.show_page(self.composer.register or TASKS)

    # -- what the window tells ------------------------------------------------------------------------

    def open_workbook(self) -> None:
        """Show the workbook that was opened."""
        for page in self.made.values():
            page.open_workbook()

    def close_workbook(self) -> None:
        """The workbook is about to be closed."""
        for page in self.made.values():
            page.close_workbook()

    def take_changes(self, changes: Changes) -> None:
        """Show what an operation changed."""
        for page in self.made.values():
            page.take_changes(changes)

    def reload(self) -> None:
        """Read every page's records anew."""
        for page in self.made.values():
            page.model.forget()
            page.reload()

    def refresh_dashboard(self) -> None:
        """Bring the 工作台 up to date where it is in front; else that is done when it is shown."""
        if self._dashboard is not None and self._stack.currentWidget() is self._dashboard:
            self._dashboard.refresh()

    def take_registers(self, *, same_workbook: bool) -> bool:
        """Put away the pages of registers that are others than before; whether any is.

        In the same workbook what such a page showed is kept for the one that takes its place.
        """
        if not same_workbook:
            self._left.clear()
        registers = self._session.registers
        before, self._taken = self._taken, _shown(registers)
        if len(before) == len(self._taken) and all(map(is_, before, self._taken)):
            return False
        from ui.register.left import left_by

        for name in [name for name, page in self.made.items() if registers.get(name) is not page.register]:
            page = self.made.pop(name)
            page.keep_draft()
            if same_workbook:
                self._left[name] = left_by(page)
            self._stack.removeWidget(page)
            page.deleteLater()
        return True

    def show_again(self, register: str) -> None:
        """Put a register in front whose page was put away, or the 工作台 when there is no such register any more."""
        if register and register not in self.made:
            registers = self._session.registers
            self.show_page(register if register in registers and not registers[register].hidden else DASHBOARD)
