"""The line at the foot: its own words, a message and the tips of menus never stand over one another."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QStatusTipEvent
from PySide6.QtWidgets import QApplication, QLabel

from ui.main_window import MainWindow
from ui.main_window.status import StatusLine
from ui.session import Session


@pytest.fixture
def window(make_window: Callable[[Session], MainWindow], filled: Session) -> MainWindow:
    return make_window(filled)


def shown(line: StatusLine) -> set[str]:
    """What is painted beside the day: a tip, a message, or the words of the line."""
    QApplication.processEvents()
    words = {label.text() for label in line.findChildren(QLabel) if label.isVisible()}
    return {line.currentMessage(), *words} - {"", line._right.text()}


def hover(window: MainWindow, tip: str) -> None:
    """What Qt does when the mouse comes to an entry of a menu, or leaves it."""
    QApplication.sendEvent(window, QStatusTipEvent(tip))


def test_a_tip_takes_the_place_of_a_message_and_gives_it_back(window: MainWindow, filled: Session) -> None:
    line = window.status
    own = shown(line)
    assert own == {line._left.text()}
    filled.told.emit("已导入 3 项任务。", True)
    assert shown(line) == {"已导入 3 项任务。"}
    hover(window, "把通知文件变成任务")
    assert shown(line) == {"把通知文件变成任务"}
    hover(window, "")
    assert shown(line) == {"已导入 3 项任务。"}
    hover(window, "把通知文件变成任务")
    window.strip.put_away()
    assert shown(line) == {"把通知文件变成任务"}
    hover(window, "")
    assert shown(line) == own


def test_a_message_shows_though_the_mouse_rests_on_the_button_pressed(window: MainWindow, filled: Session) -> None:
    hover(window, "撤销上一步操作")
    filled.told.emit("已撤销：登记任务。", False)
    assert shown(window.status) == {"已撤销：登记任务。"}
