"""Long work: its answer, its errors, progress and 取消, and a window that is itself again afterwards."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QProgressDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.base.errors import Cancelled, ClerkError
from models.base.progress import Report, tell
from models.operations import Desk, Outcome, records
from ui import background
from ui.background import run
from ui.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    made.line = QLineEdit()  # type: ignore[attr-defined]
    column.addWidget(made.line)  # type: ignore[attr-defined]
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()  # type: ignore[attr-defined]
    return made


def test_the_answer_comes_from_another_thread_and_the_keyboard_comes_back(window: QWidget) -> None:
    seen: list[bool] = []

    def work(report: Report) -> int:
        seen.append(window.isEnabled())
        assert threading.current_thread() is not threading.main_thread()
        return 7

    assert run(window, "正在做…", work) == 7
    assert seen == [False]
    assert window.isEnabled()
    assert QApplication.focusWidget() is window.line  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", [ClerkError("不行。"), KeyError("bug")])
def test_errors_are_raised_here(window: QWidget, error: Exception) -> None:
    def work(report: Report) -> None:
        raise error

    with pytest.raises(type(error)):
        run(window, "正在做…", work)
    assert window.isEnabled()


def until_cancelled(report: Report) -> None:
    for number in range(10_000):
        tell(report, number, 10_000)
        time.sleep(0.002)


def test_a_dialog_with_cancel_appears(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "SHOWN_AFTER_MS", 10)
    seen: list[tuple[str, str]] = []

    def press_cancel() -> None:
        dialog = window.findChild(QProgressDialog)
        assert dialog is not None
        if not dialog.isVisible() or dialog.value() < 1:
            QTimer.singleShot(10, press_cancel)
            return
        seen.append((dialog.labelText(), dialog.windowTitle()))
        dialog.findChild(QPushButton).click()

    QTimer.singleShot(30, press_cancel)
    with pytest.raises(Cancelled):
        run(window, "正在导入…", until_cancelled)
    assert seen == [("正在导入…", "请稍候")]


def test_quick_work_shows_no_dialog(window: QWidget) -> None:
    shown: list[bool] = []
    QTimer.singleShot(0, lambda: shown.append(any(d.isVisible() for d in window.findChildren(QProgressDialog))))
    run(window, "正在做…", lambda report: time.sleep(0.05))
    assert shown == [False]


def test_cancelled_operations_leave_everything_as_it_was(
    window: QWidget, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "SHOWN_AFTER_MS", 10)
    told: list[str] = []
    empty_session.told.connect(lambda sentence, _: told.append(sentence))
    records.add(empty_session.desk, "tasks", {"content": "先有的"})

    def slow(desk: Desk, rows: list[dict[str, str]], report: Report) -> Outcome:
        def reported(done: int, total: int) -> bool:
            time.sleep(0.01)
            return report(done, total)

        def work(step: object) -> None:
            for number in range(500):
                step.insert("tasks", {"content": f"任务{number}"})  # type: ignore[attr-defined]
                tell(reported, number, 500)

        return Outcome(desk.book.change("test", "放入", work), "放入。")

    def press_cancel() -> None:
        dialog = window.findChild(QProgressDialog)
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(10, press_cancel)
            return
        dialog.findChild(QPushButton).click()

    QTimer.singleShot(30, press_cancel)
    assert empty_session.run_long(window, "正在放入…", slow, []) is None
    assert told == ["已取消，没有改动。"]
    assert empty_session.desk.book.count("tasks") == 1
    assert empty_session.run(records.add, "tasks", {"content": "之后"}) is not None


def test_the_windows_own_connection_sees_what_was_done(window: QWidget, empty_session: Session) -> None:
    heard: list[object] = []
    empty_session.changed.connect(heard.append)
    rows = [{"content": f"任务{number}", "lead_units": "新局"} for number in range(300)]
    outcome = empty_session.run_long(window, "正在粘贴…", records.add_many, "tasks", rows)
    assert outcome is not None
    assert len(outcome.ids) == 300
    assert len(heard) == 1
    assert empty_session.desk.book.find("units", "新局")
    assert empty_session.desk.book.history.undoable() is not None


def test_a_refusal_in_the_background_is_told(window: QWidget, empty_session: Session, tmp_path: Path) -> None:
    heard: list[str] = []
    empty_session.refused.connect(heard.append)
    rows = [{"content": "好"}, {"content": ""}]
    assert empty_session.run_long(window, "正在粘贴…", records.add_many, "tasks", rows) is None
    assert heard[0].startswith("第 2 行：")
    assert empty_session.desk.book.count("tasks") == 0
