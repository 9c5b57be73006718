"""The main window itself: builds the frame, puts pages in front, and passes actions on to them."""

from __future__ import annotations

from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
    QShowEvent,
    QStatusTipEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.base.record import Changes
from models.base.register import Register, Registers
from ui import actions as table
from ui.actions import ActionTable, Handler
from ui.main_window import asides
from ui.main_window.files import FileCommands
from ui.main_window.frame import Frame, row_menu
from ui.main_window.guiding import Guiding
from ui.main_window.helping import Helping
from ui.main_window.incoming import Ending, Incoming
from ui.main_window.navigation import DASHBOARD, REVIEW, Navigation
from ui.main_window.own_registers import OwnRegisterCommands
from ui.main_window.safety import Safety
from ui.main_window.status import StatusLine
from ui.main_window.trouble import Trouble
from ui.main_window.undoing import UndoCommands, name_undo
from ui.session import Session
from ui.widgets.icons import Icons
from ui.widgets.opening import open_outside
from ui.widgets.strip import MessageStrip

# What is not seen when the window is first painted is imported where it is made.
if TYPE_CHECKING:
    from ui.dashboard.dashboard import DashboardPage
    from ui.dashboard.welcome import WelcomePage
    from ui.intake import IntakePage
    from ui.notice.composer import ComposerPage
    from ui.register.left import Left
    from ui.register.page import RegisterPage
    from ui.sheets import SheetsPage

PROGRAM = "政务公开台账"
_TASKS = "tasks"
_NAVIGATION_WIDTH = 168
_ON_SCREEN_MS = 5
"""After a paint, until the picture has reached the screen."""
_SIZE, _AROUND = QSize(1280, 760), QSize(40, 60)
_GEOMETRY, _PANES = "window/geometry", "window/panes"


def _shown(registers: Registers) -> list[Register]:
    return [register for register in registers.values() if not register.hidden]


class MainWindow(QMainWindow):
    """One window, one workbook."""

    first_painted = Signal()
    """The window stands on the screen for the first time."""

    def __init__(self, session: Session, icons: Icons, log_file: Path | None = None) -> None:
        super().__init__()
        self._session = session
        self._icons = icons
        self._pages: dict[str, RegisterPage] = {}
        self._left: dict[str, Left] = {}
        """What pages showed whose registers have become others, until they are shown again."""
        self._taken = _shown(session.registers)
        self._shown = False
        self._expecting = False
        self._came_from = DASHBOARD
        self._painted = False
        self.setAcceptDrops(True)
        self._fit_screen()
        self.table = ActionTable(session.registers, icons, self)
        self.files = FileCommands(session, self, self.import_files, self.import_sheets, self._may_leave)
        self.own = OwnRegisterCommands(session, self, self._open_register, self._may_redefine, self.show_page)
        self.incoming = Incoming(session, self, self.files.need_workbook)
        self.undoing = UndoCommands(session, self, self._may_redefine)
        self.safety = Safety(session, self)
        self.trouble = Trouble(session, self, log_file, self._rescue)
        self.helping = Helping(session, self, self._place)
        self._build()
        self._connect()
        self._show_workbook()
        geometry = session.settings.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _fit_screen(self) -> None:
        """A good size, with room left for the frame and the task bar; on a small screen all of it."""
        screen = self.screen().availableSize()
        self.resize(_SIZE.boundedTo(screen - _AROUND))
        if screen.width() < _SIZE.width() + _AROUND.width() or screen.height() < _SIZE.height() + _AROUND.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    # -- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.navigation = Navigation(self._session.registers, self._icons)
        self._welcome: WelcomePage | None = None
        self._dashboard: DashboardPage | None = None
        self.composer: ComposerPage | None = None
        self.stack = QStackedWidget()
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self.navigation)
        self._panes.addWidget(self.stack)
        self._panes.setStretchFactor(1, 1)
        kept = self._session.settings.value(_PANES)
        if not isinstance(kept, QByteArray) or not self._panes.restoreState(kept):
            self._panes.setSizes([_NAVIGATION_WIDTH, 10_000])
        self.strip = MessageStrip()
        self.status = StatusLine(self._session)
        self.status.hold(self.strip)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._panes, 1)
        self.guiding = Guiding(
            self._session, self.stack, column, self._guided(), lambda: self.intake is not None, self._leave_guide
        )
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self._frame = Frame(self, self.table, self._refresh_actions)
        self.table.show_register(_TASKS)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._workbook_opened)
        session.closed.connect(self._workbook_closed)
        self._icons.recoloured.connect(lambda: self.table.show_icons(self._icons))
        session.changed.connect(self._take_changes)
        for said in (session.told, session.refused):
            said.connect(lambda *_: self.status.show_tip(""))  # the mouse still rests on the button that was pressed
        session.told.connect(self.strip.tell)
        session.refused.connect(self.strip.refuse)
        session.lost.connect(self._workbook_lost)
        session.reconnected.connect(self._workbook_back)
        self.strip.undo_asked.connect(self.undoing.undo)
        self.navigation.chosen.connect(lambda name: self.show_page(name, focus=False))
        self.navigation.left_rightwards.connect(self._focus_front)
        self.navigation.define_asked.connect(self._define)
        self.navigation.menu_asked.connect(self._show_register_menu)
        session.closing.connect(self._workbook_closing)
        self.incoming.begun.connect(self._intake_begun)
        self.incoming.finished.connect(self._intake_finished)
        self.table.before = self._finish_editing
        self.safety.day_began.connect(self.status.show_all)
        self.safety.backed_up.connect(self.status.backed_up)
        self.safety.failed.connect(self.strip.refuse)
        QApplication.instance().applicationStateChanged.connect(self._application_changed)  # type: ignore[union-attr]

    def _application_changed(self, _: Qt.ApplicationState) -> None:
        self._refresh_actions()

    # -- workbook -------------------------------------------------------------------------------------

    def _workbook_opened(self) -> None:
        self._left.clear()
        self._take_registers(same_workbook=False)
        for page in self._pages.values():
            page.open_workbook()
        self.status.forget()
        self.navigation.show_chosen("tasks")
        self._show_workbook()
        self.show_page("tasks")
        self._refresh_later()
        QTimer.singleShot(0, self.incoming.offer_unfinished)

    def _workbook_lost(self, sentence: str) -> None:
        self.strip.refuse(sentence)
        self.strip.offer("重新连接", self._session.reconnect)

    def _workbook_back(self) -> None:
        self._take_registers(same_workbook=True)
        self._show_workbook()
        self.refresh()

    def _workbook_closing(self) -> None:
        for page in self._pages.values():
            page.close_workbook()

    def _finish_editing(self) -> None:
        page = self._register_page()
        if page is not None:
            page.finish_editing()

    def _rescue(self) -> None:
        """Keep what is being typed, and what is not brought in yet."""
        self.incoming.keep()
        self._finish_editing()

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
                self._show_first_page()
        self.navigation.setVisible(session.is_open)
        self._refresh_actions()

    def _show_first_page(self) -> None:
        """What is seen without a workbook: how the main job is done, to whom that is new; else how to begin."""
        if self.guiding.guide.wanted:
            self.guiding.show_page()
        else:
            self.stack.setCurrentWidget(self.welcome)

    def expect_workbook(self, expecting: bool) -> None:
        """Whether a workbook is about to be opened, so that the first page need not be made."""
        self._expecting = expecting
        if self._shown and not expecting:
            self._show_workbook()

    def _take_registers(self, *, same_workbook: bool) -> None:
        """The office's own registers may be others than before: so are the navigation, the actions and the pages.

        A page of the same workbook goes on showing what it showed, as far as its register still has it.
        """
        registers = self._session.registers
        before, self._taken = self._taken, _shown(registers)
        if len(before) == len(self._taken) and all(map(is_, before, self._taken)):
            return
        from ui.register.left import left_by

        front = self._open_register()
        if self.table.take_registers(registers):
            self._frame.refill()
        for name in [name for name, page in self._pages.items() if registers.get(name) is not page.register]:
            page = self._pages.pop(name)
            if same_workbook:
                self._left[name] = left_by(page)
            self.stack.removeWidget(page)
            page.deleteLater()
        self.navigation.show_registers(registers)
        if front and front not in self._pages:
            self.show_page(front if front in registers and not registers[front].hidden else DASHBOARD)

    def _may_redefine(self) -> bool:
        """Whether the office's own registers may become others now; says what stands in the way."""
        book = self._session.desk.book
        if any(page.has_typed() for name, page in self._pages.items() if book.is_own(name)):
            self._session.refused.emit("新建的记录还没有保存，请先保存或放弃，再改台账。")
            return False
        if self.intake is not None:
            self._session.refused.emit("还有内容正在导入，请先导完或放弃，再改台账。")
            return False
        return True

    def _define(self) -> None:
        self.own.define()
        self.navigation.show_chosen(self._came_from)

    def _show_register_menu(self, name: str, at: QPoint) -> None:
        self.show_page(name)
        self.own.show_menu(self.table, name, at)

    def _take_changes(self, changes: Changes) -> None:
        self._take_registers(same_workbook=True)
        for page in self._pages.values():
            page.take_changes(changes)
        if changes.step:
            self.status.saved()
        self._refresh_later()

    def _refresh_later(self) -> None:
        """Counts and the dashboard, once the window has painted."""
        if self._painted:
            QTimer.singleShot(0, self._refresh_counts)
        self._refresh_actions()

    def _refresh_counts(self) -> None:
        if not self._session.is_open:
            return
        book = self._session.desk.book
        from models.reports.attention import attention_count

        counts = {register.name: attention_count(book, register) for register in self._session.registers.values()}
        counts[DASHBOARD] = sum(counts.values())
        self.navigation.show_counts(counts)
        if self._dashboard is not None and self.stack.currentWidget() is self._dashboard:
            self._dashboard.refresh()

    # -- pages ----------------------------------------------------------------------------------------

    @property
    def welcome(self) -> WelcomePage:
        """The first page, without a workbook; made when it is first asked for."""
        if self._welcome is None:
            from ui.dashboard.welcome import WelcomePage

            self._welcome = page = WelcomePage(self._session)
            page.notice_chosen.connect(self.import_files)
            page.new_asked.connect(self.files.new_workbook)
            page.open_asked.connect(self.files.open_workbook)
            page.demo_asked.connect(self.files.demo_workbook)
            page.recent_chosen.connect(self.files.open_this)
            self.stack.addWidget(page)
        return self._welcome

    @property
    def dashboard(self) -> DashboardPage:
        """The 工作台; made when it is first asked for."""
        if self._dashboard is None:
            from ui.dashboard.dashboard import DashboardPage

            self._dashboard = page = DashboardPage(self._session)
            page.show_asked.connect(self.show_filtered)
            page.record_asked.connect(self.show_record)
            self.stack.addWidget(page)
        return self._dashboard

    def page(self, register: str) -> RegisterPage:
        """The page of a register, made when it is first asked for."""
        if register not in self._pages:
            from ui.register.left import take_up
            from ui.register.page import RegisterPage

            page = RegisterPage(self._session, self._session.registers[register])
            own = [spec for spec in self.table.specs.values() if spec.in_table and spec.register in ("", register)]
            page.add_table_actions(
                [self.table[spec.name] for spec in own], row_menu(self.table, self._session.registers[register], self)
            )
            page.state_changed.connect(self._refresh_actions)
            page.record_asked.connect(self.show_record)
            page.exported.connect(self._offer_to_open)
            page.exported.connect(self.guiding.written)
            fed = page.register.fed_by_notices
            page.import_asked.connect(self.files.import_file if fed else self.files.import_sheet)
            self._pages[register] = page
            self.stack.addWidget(page)
            page.open_workbook()
            if (left := self._left.pop(register, None)) is not None:
                take_up(page, left)
        return self._pages[register]

    def show_page(self, name: str, *, focus: bool = True) -> None:
        """Put the dashboard or a register in front, with the keyboard unless that is in the navigation."""
        if not self._session.is_open:
            return
        self.navigation.show_chosen(name)
        if name != REVIEW:
            self._came_from = name
        if name == DASHBOARD:
            self.dashboard.refresh()
            self.stack.setCurrentWidget(self.dashboard)
        elif name == REVIEW:
            if self.intake is not None:
                self.stack.setCurrentWidget(self.intake)
        else:
            self.stack.setCurrentWidget(self.page(name))
        if focus:
            self._focus_front()
        self._refresh_actions()

    def _focus_front(self) -> None:
        """Move the keyboard to the page in front."""
        if self._dashboard is not None and self.stack.currentWidget() is self._dashboard:
            self._dashboard.focus_table()
        page = self._register_page()
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

    def _register_page(self) -> RegisterPage | None:
        """The page in front, when it is a register's."""
        return next((page for page in self._pages.values() if page is self.stack.currentWidget()), None)

    def _place(self) -> str:
        """The page in front, as the handbook names it: a register's name, "own" for the office's own, else the class."""
        page = self._register_page()
        if page is not None:
            return "own" if self._session.desk.book.is_own(page.register.name) else page.register.name
        return type(self.stack.currentWidget()).__name__

    # -- 三分钟上手 -----------------------------------------------------------------------------------

    def _guided(self) -> dict[str, Handler]:
        """What the guide's buttons ask for."""
        return {
            **self.files.handlers(),
            "practice": self._practise,
            "review": lambda: self.show_page(REVIEW),
            "export": lambda: self._with_tasks("export"),
            "notice": lambda: self._with_tasks("notice"),
            "help": self.helping.show,
        }

    def _practise(self) -> None:
        """Bring the practice notice in, into the workbook that is open or one that is made for it."""
        if self.files.need_workbook():
            from models.operations.demo import practice_notice

            self.incoming.review_text(practice_notice(self._session.desk), name="练习通知")

    def _with_tasks(self, name: str) -> None:
        """Do an action to the register in front, else to the tasks."""
        if self._register_page() is None:
            self.show_page(_TASKS)
        self.table[name].trigger()

    def _leave_guide(self) -> None:
        if self._session.is_open:
            self.show_page(self._came_from)
        else:
            self._show_first_page()

    def _front(self) -> RegisterPage | DashboardPage | IntakePage | SheetsPage | ComposerPage | None:
        widget = self.stack.currentWidget()
        known = (*self._pages.values(), self._dashboard, self.intake, self.composer)
        return next((page for page in known if page is not None and page is widget), None)

    # -- actions --------------------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Handler]:
        own: dict[str, Handler] = {
            "import_text": self.incoming.import_text,
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "find_everywhere": lambda: asides.find_everywhere(self._session, self, self.show_record),
            "refresh": self.refresh,
            "history": lambda: asides.show_history(self._session, self, self.undoing.undo_steps),
            "annual": lambda: asides.show_annual(self._session, self, self.show_records),
            "numbers": lambda: asides.show_numbers(self._session, self, self.show_record),
            "help": self.helping.show,
            "guide": self.guiding.call,
            "log": self.trouble.open_folder,
            "file_type": lambda: asides.ask_about_double_clicks(self, self._session),
            "about": lambda: asides.about(self, PROGRAM),
            "quit": self.close,
            "pane_left": self.navigation.setFocus,
            "pane_right": self._focus_front,
        }
        return {**self.files.handlers(), **self.own.handlers(), **own}

    def _refresh_actions(self) -> None:
        session = self._session
        state: set[str] = set()
        front = self._front()
        if session.is_open:
            state.add(table.WORKBOOK)
            if session.writable:
                state.add(table.WRITABLE)
            state |= name_undo(self.table, self._steps())
        offered: list[dict[str, Handler]] = []
        if front is not None and session.is_open:
            state |= front.state()
            offered.append(dict(front.handlers()))
            page = self._register_page()
            if page is not None and page.register.unit_fields:  # there is somebody to write to
                offered[0]["notice"] = lambda: self.compose(page.selected_ids(), page.register.name)
            if page is not None:
                self.table.show_register(page.register.name)
                if session.desk.book.is_own(page.register.name):
                    state.add(table.OWN)
        self.table.use(*self._with_panes(offered), self._handlers())
        self.table.refresh(frozenset(state))
        self._show_selection()

    def _with_panes(self, offered: list[dict[str, Handler]]) -> list[dict[str, Handler]]:
        """Alt+arrows go on into the navigation where the page has no pane further left."""
        register_page = self._register_page()
        page = register_page or self.intake
        if page is None or page is not self._front():
            return offered

        def left() -> None:
            if not page.focus_pane(-1):
                self.navigation.setFocus()

        def right() -> None:
            if self.navigation.hasFocus() and register_page is not None:
                register_page.focus_table()
            else:
                page.focus_pane(1)

        return [{**handlers, "pane_left": left, "pane_right": right} for handlers in offered]

    def _steps(self) -> tuple[str, str]:
        """What can be undone and redone: while something is brought in its own steps, else those of the workbook."""
        if self.intake is not None and self._front() is self.intake:
            return self.intake.steps()
        return self.undoing.steps()

    def _show_selection(self) -> None:
        page = self._register_page()
        if page is not None:
            chosen, shown = len(page.selected_ids()), len(page.model.found)
            counter = page.register.counter
            self.status.show_selection(f"{shown} {counter}中选中 {chosen} {counter}" if chosen else "")
        else:
            self.status.show_selection("")

    def refresh(self) -> None:
        """Read the workbook anew."""
        try:
            self._session.desk.book.refresh()
        except ClerkError as error:
            self._session.refuse(error)
            return
        for page in self._pages.values():
            page.model.forget()
            page.reload()
        self._refresh_later()

    # -- bringing in and writing out ------------------------------------------------------------------

    @property
    def intake(self) -> IntakePage | SheetsPage | None:
        """What is being brought in."""
        return self.incoming.page

    def import_files(self, paths: list[Path]) -> None:
        """Bring notices and spreadsheets in; a workbook among the files is opened instead."""
        books = [path for path in paths if path.suffix.lower() == ".gkb"]
        if books:
            self.files.open_this(books[0])
        elif paths:
            self.incoming.import_files(paths, self._open_register())

    def import_sheets(self, paths: list[Path]) -> None:
        """Bring spreadsheets row by row into the register that is open."""
        self.incoming.import_sheets(paths, self._open_register())

    def _offer_to_open(self, target: Path) -> None:
        """Beside the message that a ledger was written: open it, or the folder that the ledgers are in."""
        words = "打开文件夹" if target.is_dir() else "打开"
        url = QUrl.fromLocalFile(str(target))
        self.strip.offer(words, lambda: open_outside(self._session, url, target.name))

    def _open_register(self) -> str:
        """The name of the register whose page is in front; "" when none is."""
        page = self._register_page()
        return page.register.name if page is not None else ""

    def _intake_begun(self, page: IntakePage | SheetsPage) -> None:
        self.stack.addWidget(page)
        page.state_changed.connect(self._refresh_actions)
        self.navigation.show_review(True)
        self.show_page(REVIEW)
        self.guiding.notice_read()

    def _intake_finished(self, ending: Ending | None) -> None:
        self.navigation.show_review(False)
        self.show_page(ending.register if ending else self._came_from)
        self.guiding.arrange()
        if ending is None:
            return
        if ending.ids:
            self.guiding.reviewed()
            self.page(ending.register).show_from(ending.ids[0])
        if ending.offer is not None:
            self.strip.offer(*ending.offer)

    def compose(self, ids: list[int], register: str = _TASKS) -> None:
        """Write a notice about these records of a register."""
        if self.composer is None:
            from ui.notice.composer import ComposerPage

            self.composer = ComposerPage(self._session)
            self.composer.finished.connect(self._composed)
            self.stack.addWidget(self.composer)
        self.composer.compose(ids, register=register)
        self.stack.setCurrentWidget(self.composer)
        self._refresh_actions()

    def _composed(self, done: bool) -> None:
        """Back to where the notice came from; a kind about no records came from the tasks."""
        if done:
            self.guiding.written()
        assert self.composer is not None
        self.show_page(self.composer.register or _TASKS)

    # -- Qt's side ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is not None:  # words dragged from this window itself are nothing to bring in
            event.ignore()
            return
        data = event.mimeData()
        if data.hasUrls() or data.hasText() or data.hasHtml():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not None:
            event.ignore()
            return
        data = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            QTimer.singleShot(0, lambda: self.import_files(paths))
        elif data.hasText() or data.hasHtml():
            self.incoming.review_text(data.text(), data.html() if data.hasHtml() else None)

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
            QTimer.singleShot(0, self._refresh_counts)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.status.show_tip(event.tip())
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isEnabled() or not self._may_leave():  # disabled: long work is under way
            event.ignore()
            return
        self._session.settings.setValue(_GEOMETRY, self.saveGeometry())
        if self._session.is_open:  # the first page has no panes
            self._session.settings.setValue(_PANES, self._panes.saveState())
        self.safety.wait()
        self._session.close()
        event.accept()

    def _may_leave(self) -> bool:
        """Whether the workbook may be left: what is typed is kept first; asks about what would be lost."""
        refused = [page for page in self._pages.values() if not page.finish_editing()]
        if self.intake is not None and not self.incoming.keep() and not self.intake.may_leave():
            self.show_page(REVIEW)
            return False
        lost = ["新建的记录还没有保存"] if any(page.has_typed() for page in self._pages.values()) else []
        lost += ["有一处修改不合要求，没有保存"] if refused else []
        lost += ["公文还没有存为 Word，也没有登记"] if self.composer is not None and self.composer.has_unsaved() else []
        if not lost:
            return True
        buttons = QMessageBox.StandardButton
        question = f"{'；'.join(lost)}。要放弃并离开吗？"
        return QMessageBox.question(self, PROGRAM, question, buttons.Yes | buttons.No, buttons.No) == buttons.Yes
