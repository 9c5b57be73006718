"""The main window itself: builds its parts, wires them, and passes Qt's events and the workbook's on to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from models.base.errors import ClerkError
from models.base.record import Changes
from ui.actions import ActionTable, Handler
from ui.main_window import asides
from ui.main_window.answering import Answering
from ui.main_window.arrivals import Arrivals
from ui.main_window.counting import Counting
from ui.main_window.files import FileCommands
from ui.main_window.first_page import FirstPage
from ui.main_window.frame import Frame
from ui.main_window.geometry import fit_screen, keep_geometry, stand_as_before
from ui.main_window.going_on import GoingOn
from ui.main_window.guiding import Guiding
from ui.main_window.half_done import HalfDone
from ui.main_window.helping import Helping
from ui.main_window.incoming import Incoming
from ui.main_window.middle import Middle
from ui.main_window.navigation import REVIEW
from ui.main_window.own_registers import OwnRegisterCommands
from ui.main_window.pages import TASKS, Pages
from ui.main_window.safety import Safety
from ui.main_window.status import StatusLine
from ui.main_window.telling import Telling
from ui.main_window.trouble import Trouble
from ui.main_window.undoing import UndoCommands
from ui.session import Session
from ui.widgets.icons import Icons
from ui.widgets.strip import MessageStrip

# What is not seen when the window is first painted is imported where it is made.
if TYPE_CHECKING:
    from ui.intake import IntakePage
    from ui.register.page import RegisterPage
    from ui.sheets import SheetsPage

PROGRAM = "政务公开台账"
_ON_SCREEN_MS = 5
"""After a paint, until the picture has reached the screen."""


class MainWindow(QMainWindow):
    """One window, one workbook."""

    first_painted = Signal()
    """The window stands on the screen for the first time."""

    def __init__(self, session: Session, icons: Icons, log_file: Path | None = None) -> None:
        super().__init__()
        self._session = session
        self._icons = icons
        self._shown = False
        self._expecting = False
        self._painted = False
        self.setAcceptDrops(True)
        fit_screen(self)
        self.table = ActionTable(session.registers, icons, self)
        self._build()
        self._make_parts(log_file)
        self._connect()
        self._show_workbook()
        stand_as_before(self, session.settings)

    # -- building and wiring --------------------------------------------------------------------------

    def _build(self) -> None:
        """What is seen."""
        self._middle = Middle(self._session, self._icons)
        self.navigation, self.stack = self._middle.navigation, self._middle.stack
        self.strip = MessageStrip()
        self.status = StatusLine(self._session)
        self.status.hold(self.strip)
        self.telling = Telling(self._session, self.strip, self.status)
        self.setCentralWidget(self._middle)
        self.setStatusBar(self.status)
        self._frame = Frame(self, self.table, self._refresh_actions)
        self.table.show_register(TASKS)

    def _make_parts(self, log_file: Path | None) -> None:
        """Who does the work; each is handed what it needs."""
        session, stack, navigation = self._session, self.stack, self.navigation
        self.files = FileCommands(
            session,
            self,
            self.import_files,
            lambda paths: self.arrivals.import_sheets(paths),
            lambda: self.half_done.may_leave(),
        )
        self.incoming = Incoming(session, self, self.files.need_workbook)
        self.pages = Pages(session, stack, navigation, self.table, self.files, self.incoming)
        self.half_done = HalfDone(session, self, PROGRAM, self.pages, self.incoming)
        self.going_on = GoingOn(session, self.strip, self.pages, self.incoming)
        may_redefine = self.half_done.may_redefine
        self.own = OwnRegisterCommands(session, self, self.pages.open_register, may_redefine, self.pages.show_page)
        self.undoing = UndoCommands(session, self, may_redefine)
        self.safety = Safety(session, self)
        self.trouble = Trouble(session, self, log_file, self.half_done.rescue)
        self.helping = Helping(session, self, self.pages.place)
        self.guiding = Guiding(
            session, stack, self._middle.column, self._guided(), lambda: self.intake is not None, self._leave_guide
        )
        self.first = FirstPage(session, stack, self.guiding, self.files, self.import_files)
        self.arrivals = Arrivals(session, self.files, self.incoming, self.pages, navigation, self.guiding, self.strip)
        self.counting = Counting(session, navigation, self.pages)
        self._answering = Answering(
            session, self.table, self.pages, navigation, self.incoming, self.undoing, self._handlers
        )

    def _connect(self) -> None:
        session, pages = self._session, self.pages
        session.opened.connect(self._workbook_opened)
        session.closing.connect(pages.close_workbook)
        session.closed.connect(self._workbook_closed)
        session.changed.connect(self._take_changes)
        session.reconnected.connect(self._workbook_back)
        self.strip.undo_asked.connect(self.undoing.undo)
        self._icons.recoloured.connect(lambda: self.table.show_icons(self._icons))
        self.table.before = self.half_done.finish_editing
        self.navigation.chosen.connect(lambda name: self.show_page(name, focus=False))
        self.navigation.left_rightwards.connect(pages.focus_front)
        self.navigation.define_asked.connect(self._define)
        self.navigation.menu_asked.connect(lambda name, at: self.own.show_menu(self.table, name, at))
        pages.changed.connect(self._refresh_actions)
        pages.exported.connect(self.telling.offer_to_open)
        pages.exported.connect(lambda _: self.guiding.exported())
        pages.written.connect(self.guiding.written)
        self.safety.day_began.connect(self.status.show_all)
        self.safety.backed_up.connect(self.status.backed_up)
        self.safety.failed.connect(self.strip.refuse)
        QApplication.instance().applicationStateChanged.connect(self._refresh_actions)  # type: ignore[union-attr]

    def _handlers(self) -> dict[str, Handler]:
        """Who answers the actions that no page answers."""
        session, pages = self._session, self.pages
        own: dict[str, Handler] = {
            "import_text": self.incoming.import_text,
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "find_everywhere": lambda: asides.find_everywhere(session, self, pages.show_record),
            "refresh": self.refresh,
            "history": lambda: asides.show_history(session, self, self.undoing.undo_steps),
            "annual": lambda: asides.show_annual(session, self, pages.show_records),
            "numbers": lambda: asides.show_numbers(session, self, pages.show_record),
            "help": self.helping.show,
            "guide": self.guiding.call,
            "log": self.trouble.open_folder,
            "file_type": lambda: asides.ask_about_double_clicks(self, session),
            "about": lambda: asides.about(self, PROGRAM),
            "quit": self.close,
            "pane_left": self.navigation.setFocus,
            "pane_right": pages.focus_front,
        }
        return {**self.files.handlers(), **self.own.handlers(), **own}

    def _guided(self) -> dict[str, Handler]:
        """What the guide's buttons ask for."""
        return {
            **self.files.handlers(),
            "practice": lambda: self.arrivals.practise(),
            "review": lambda: self.show_page(REVIEW),
            "export": lambda: self._with_tasks("export"),
            "notice": lambda: self._with_tasks("notice"),
            "help": self.helping.show,
        }

    def _with_tasks(self, name: str) -> None:
        """Do an action to the register in front, else to the tasks."""
        if self.pages.register_page() is None:
            self.show_page(TASKS)
        self.table[name].trigger()

    def _leave_guide(self) -> None:
        if self._session.is_open:
            self.pages.show_last()
        else:
            self.first.show()

    def _refresh_actions(self) -> None:
        self._answering.refresh()
        self.status.show_unsaved(self.pages.unsaved())
        self.status.show_selection(self.pages.selection())

    # -- workbook -------------------------------------------------------------------------------------

    def expect_workbook(self, expecting: bool) -> None:
        """Whether a workbook is about to be opened, so that the first page need not be made."""
        self._expecting = expecting
        if self._shown and not expecting:
            self._show_workbook()

    def _workbook_opened(self) -> None:
        self._take_registers(same_workbook=False)
        self.pages.open_workbook()
        self.status.forget()
        self.navigation.show_chosen(TASKS)
        self._show_workbook()
        self.show_page(TASKS)
        self._refresh_later()
        QTimer.singleShot(0, self.going_on.offer)

    def _workbook_back(self) -> None:
        self._take_registers(same_workbook=True)
        self._show_workbook()
        self.refresh()

    def _workbook_closed(self) -> None:
        self.incoming.end()
        self.navigation.show_review(False)
        self._show_workbook()

    def _show_workbook(self) -> None:
        session = self._session
        if session.is_open:
            name = session.desk.book.path.name
            self.setWindowTitle(f"{name}{'（只读）' if not session.writable else ''}")  # Qt adds the program's name
        else:
            self.setWindowTitle(PROGRAM)
            if self._shown and not self._expecting:
                self.first.show()
        self.navigation.setVisible(session.is_open)
        self._refresh_actions()

    def _take_registers(self, *, same_workbook: bool) -> None:
        """The office's own registers may be others than before: so are the navigation, the actions and the pages."""
        registers, front = self._session.registers, self.pages.open_register()
        if self.pages.take_registers(same_workbook=same_workbook):
            if self.table.take_registers(registers):
                self._frame.refill()
            self.navigation.show_registers(registers)
            self.pages.show_again(front)

    def _define(self) -> None:
        self.own.define()
        self.navigation.show_chosen(self.pages.came_from)

    def _take_changes(self, changes: Changes) -> None:
        self._take_registers(same_workbook=True)
        self.pages.take_changes(changes)
        if changes.step:
            self.status.saved()
        self._refresh_later()

    def _refresh_later(self) -> None:
        self.counting.count_later()
        self._refresh_actions()

    def refresh(self) -> None:
        """Read the workbook anew."""
        try:
            self._session.desk.book.refresh()
        except ClerkError as error:
            self._session.refuse(error)
            return
        self.pages.reload()
        self._refresh_later()

    # -- asked most of all ----------------------------------------------------------------------------

    def page(self, register: str) -> RegisterPage:
        """The page of a register."""
        return self.pages.page(register)

    def show_page(self, name: str, *, focus: bool = True) -> None:
        """Put the dashboard or a register in front."""
        self.pages.show_page(name, focus=focus)

    @property
    def intake(self) -> IntakePage | SheetsPage | None:
        """What is being brought in."""
        return self.incoming.page

    def import_files(self, paths: list[Path]) -> None:
        """Bring notices and spreadsheets in; a workbook among the files is opened instead."""
        self.arrivals.import_files(paths)

    # -- Qt's side ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.arrivals.drag(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.arrivals.drop(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self._show_workbook()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(_ON_SCREEN_MS, self.first_painted.emit)
            self.counting.begin()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.status.show_tip(event.tip())
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isEnabled() or not self.half_done.may_leave():  # disabled: long work is under way
            event.ignore()
            return
        keep_geometry(self, self._session.settings)
        if self._session.is_open:  # the first page has no panes
            self._middle.keep_widths()
        self.safety.wait()
        self._session.close()
        event.accept()
