"""Two panes: beside each other in a wide window, behind tabs in a narrow one."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.widgets.side_or_tabs import SideOrTabs


@pytest.fixture
def texts() -> tuple[QPlainTextEdit, QPlainTextEdit]:
    return QPlainTextEdit("左边"), QPlainTextEdit("右边")


@pytest.fixture
def panes(qtbot: QtBot, texts: tuple[QPlainTextEdit, QPlainTextEdit]) -> SideOrTabs:
    made = SideOrTabs((("正文", texts[0]), ("页面", texts[1])), 700)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_both_are_seen_where_there_is_room(panes: SideOrTabs, texts: tuple[QPlainTextEdit, QPlainTextEdit]) -> None:
    assert panes.beside
    assert all(text.isVisible() for text in texts)
    assert texts[0].x() < texts[1].x()


def test_a_narrow_window_has_tabs(panes: SideOrTabs, texts: tuple[QPlainTextEdit, QPlainTextEdit]) -> None:
    panes.resize(500, 400)
    assert not panes.beside
    assert [panes.tabs.tabText(place) for place in range(2)] == ["正文", "页面"]
    panes.show_pane(texts[0])
    assert texts[0].isVisible()
    assert not texts[1].isVisible()
    panes.show_pane(texts[1])
    assert texts[1].isVisible()


def test_wide_again_both_come_back_in_order(panes: SideOrTabs, texts: tuple[QPlainTextEdit, QPlainTextEdit]) -> None:
    panes.resize(500, 400)
    panes.resize(900, 400)
    assert panes.beside
    assert all(text.isVisible() for text in texts)
    assert panes.splitter.indexOf(texts[0]) == 0
    assert panes.tabs.count() == 0


def test_the_pane_that_is_written_in_stays_in_front(
    panes: SideOrTabs, texts: tuple[QPlainTextEdit, QPlainTextEdit]
) -> None:
    texts[0].setFocus()
    panes.resize(500, 400)
    assert panes.tabs.currentWidget() is texts[0]
    assert texts[0].hasFocus()
