"""Errors of the program itself: logged, told once and calmly, and what was typed is kept."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.register.helpers import inside, value, write
from ui.main_window import MainWindow
from ui.main_window.trouble import Trouble
from ui.session import Session


@pytest.fixture
def window(make_window: Callable[[Session], MainWindow], filled: Session) -> MainWindow:
    return make_window(filled)


@pytest.fixture
def trouble(window: MainWindow) -> Iterator[Trouble]:
    yield window.trouble
    for page in window.findChildren(QMessageBox):
        page.close()


def fail(trouble: Trouble) -> None:
    try:
        raise KeyError("王五")
    except KeyError:
        trouble.take(*sys.exc_info())  # type: ignore[arg-type]


def pages(window: MainWindow) -> list[QMessageBox]:
    return [page for page in window.findChildren(QMessageBox) if page.isVisible()]


def test_a_bug_is_told_calmly(window: MainWindow, trouble: Trouble, caplog: pytest.LogCaptureFixture) -> None:
    fail(trouble)
    (page,) = pages(window)
    assert "已保存的内容不受影响" in page.text()
    assert "KeyError" not in page.text() + page.informativeText()
    assert "KeyError" in caplog.text
    buttons = {button.text(): button for button in page.buttons()}
    buttons["复制问题说明"].click()
    told = QGuiApplication.clipboard().text()
    assert "KeyError" in told and "test_trouble.py" in told and "王五" not in told
    QGuiApplication.clipboard().clear()


def test_further_ones_do_not_pile_up(window: MainWindow, trouble: Trouble) -> None:
    fail(trouble)
    fail(trouble)
    (page,) = pages(window)
    assert "意外问题" in window.strip.sentence
    page.buttons()[0].click()
    fail(trouble)
    assert not pages(window)


def test_what_is_being_typed_is_kept(window: MainWindow, trouble: Trouble) -> None:
    window.show_page("tasks")
    page = window.page("tasks")
    page.show_record(1)
    page.form.rows["number"].editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write("11")
    fail(trouble)
    assert value(window._session, 1, "number") == "11"


def test_what_can_not_be_kept_is_logged(
    window: MainWindow, trouble: Trouble, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trouble, "_rescue", lambda: 1 / 0)
    fail(trouble)
    assert len(pages(window)) == 1
    assert "ZeroDivisionError" in caplog.text


def test_an_error_of_another_thread_is_told_in_the_window(
    window: MainWindow, trouble: Trouble, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", trouble._take_of_thread)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(pages(window)) == 1)


def test_without_a_log_there_is_no_folder_to_open(window: MainWindow, trouble: Trouble) -> None:
    window.table["log"].trigger()
    assert "没有可看的日志" in window.strip.sentence


def test_where_no_file_manager_can_be_started_the_folder_is_named(
    make_window: Callable[[Session], MainWindow], filled: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(filled)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    monkeypatch.setattr(window.trouble, "_file", tmp_path / "window.log")
    window.table["log"].trigger()
    assert str(tmp_path) in window.strip.sentence
