"""A session over a fresh workbook, empty or with a few tasks; nothing of the person's own settings is touched."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.operations import actions, records
from models.registers import all_registers
from tests.models.operations.desks import empty_office_book
from ui.app import make_session
from ui.main_window import MainWindow
from ui.register.page import RegisterPage
from ui.session import Session
from ui.widgets.icons import Icons
from ui.widgets.input_method import InputMethodGuard
from ui.widgets.tab_order import TabOrder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def keyboard(qapp: QApplication) -> None:
    """As `make_application` has it."""
    InputMethodGuard(qapp)
    TabOrder(qapp)


@pytest.fixture(autouse=True)
def clean_clipboard() -> Iterator[None]:
    """What a test copied does not reach the next; Python's own data left there would crash Qt as it ends."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def empty_session(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Session]:
    made = make_session(clock, all_registers(), ROOT / "resources", tmp_path / "home")
    path = tmp_path / "工作簿.gkb"
    path.write_bytes(empty_office_book())
    assert made.open(path)
    yield made
    made.close()


@pytest.fixture
def filled(empty_session: Session) -> Session:
    """Six tasks on 15 October 2021: two overdue, one due soon, one under way, one ongoing, one completed."""
    desk = empty_session.desk
    records.add(desk, "units", {"name": "市政府办公室", "aliases": "市政府办"})
    records.add(desk, "documents", {"title": "2021年政务公开工作要点", "doc_number": "云政办〔2021〕8号"})
    rows: list[dict[str, object]] = [
        {"number": "1", "section": "一", "content": "规范性文件入库", "lead_units": "市司法局", "due_on": "2021-09-30"},
        {"number": "2", "section": "一", "content": "教育收费公示", "lead_units": "市教育局", "due_on": "2021-10-20"},
        {"number": "3", "section": "二", "content": "预算公开", "lead_units": "市财政局", "due_on": "2021-08-31"},
        {"number": "4", "section": "二", "content": "平台改版", "due_on": "2021-12-31", "started_on": "2021-05-06"},
        {"number": "5", "content": "日常更新", "responsible_units": "市司法局", "deadline_text": "持续推进"},
        {"number": "6", "content": "政策解读", "lead_units": "市政府办", "source": "云政办〔2021〕8号"},
    ]
    records.add_many(desk, "tasks", rows)
    actions.perform(desk, "tasks", [6], "complete", {"completed_on": "2021-10-08"})
    return empty_session


@pytest.fixture
def page(qtbot: QtBot, filled: Session) -> RegisterPage:
    """The page of the tasks, shown, over `filled`."""
    made = RegisterPage(filled, filled.registers["tasks"])
    qtbot.addWidget(made)
    filled.changed.connect(made.take_changes)
    made.resize(1200, 700)
    made.open_workbook()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_table()
    return made


@pytest.fixture
def make_window(qtbot: QtBot) -> Callable[[Session], MainWindow]:
    """Makes the main window over a session, shown."""

    def make(session: Session) -> MainWindow:
        window = MainWindow(session, Icons.of(session))
        qtbot.addWidget(window, before_close_func=lambda it: it.pages.made.clear())
        window.resize(1280, 760)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if session.is_open:
            session.opened.emit()
        return window

    return make
