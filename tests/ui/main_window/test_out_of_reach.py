"""The workbook's disk or network goes away and comes back while the window is open."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from models.base.errors import Disconnected
from models.operations import records
from tests.models.workbook.cutting import cut, on_linux
from tests.ui.register.helpers import value
from ui import session as sessions
from ui.main_window import MainWindow
from ui.session import Session

pytestmark = on_linux


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """All workbooks lie on a network drive."""
    monkeypatch.setattr("models.workbook.connecting.on_local_disk", lambda _: False)


@pytest.fixture
def window(network: None, make_window: Callable[[Session], MainWindow], filled: Session) -> MainWindow:
    del network
    window = make_window(filled)
    window.show_page("tasks")
    return window


def edit(session: Session, words: str) -> None:
    session.run(records.edit, "tasks", [1], {"note": words})


def test_after_a_sleep_the_work_goes_on(window: MainWindow, filled: Session) -> None:
    edit(filled, "睡前")
    cut(filled.desk.book.path)
    edit(filled, "醒来")
    assert "已经重新连上；刚才的操作没有保存，请再做一次。" in window.strip.sentence
    edit(filled, "醒来")
    assert value(filled, 1, "note") == "醒来"
    window.undoing.undo()
    assert value(filled, 1, "note") == "睡前"


def test_the_network_comes_back_later(window: MainWindow, filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_TRIED_AGAIN", 3600)
    page, path = window.page("tasks"), filled.desk.book.path
    shown = list(page.model.found)
    cut(path)
    away = path.parent.rename(path.parent.with_name(path.parent.name + " away"))
    edit(filled, "没存上")
    assert "已保存的内容都在" in window.strip.sentence
    assert window.strip.offer_button.text() == "重新连接"
    with pytest.raises(Disconnected):
        filled.desk.book.ids("tasks")
    try:  # what a cell being painted meets is told in the same place
        filled.desk.book.ids("tasks")
    except Disconnected:
        window.trouble.take(*sys.exc_info())  # type: ignore[arg-type]
    assert window.strip.offer_button.text() == "重新连接"
    window.strip.offer_button.click()
    assert "重新连接" in window.strip.sentence, "still away"
    away.rename(path.parent)
    window.strip.offer_button.click()
    assert "已经重新连上" in window.strip.sentence
    assert page.model.found == shown
    assert page.model.index(0, 1).data(Qt.ItemDataRole.DisplayRole) is not None
    edit(filled, "存上了")
    assert value(filled, 1, "note") == "存上了"


def test_f5_reaches_for_it(window: MainWindow, filled: Session) -> None:
    cut(filled.desk.book.path)
    window.table["refresh"].trigger()
    assert "已经重新连上" in window.strip.sentence
    assert filled.writable


def test_another_workbook_out_of_reach_is_not_this_one(window: MainWindow, filled: Session) -> None:
    before = filled.desk.book.connection
    filled.refuse(Disconnected("“别的.gkb”读写不了。", filled.desk.book.path.with_name("别的.gkb")))
    assert window.strip.sentence == "“别的.gkb”读写不了。"
    assert filled.desk.book.connection is before
