"""Links to records that are called by a sentence: they come back whatever it holds, are opened and taken out by a click."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.base.fields import NOBODY
from models.base.lists import Links, split_names
from models.operations import records
from ui.session import Session
from ui.widgets.editors import editor_for
from ui.widgets.known_names import joined_names, open_ended
from ui.widgets.linked_records import LinkedRecordsEditor

TITLES = (
    "公开补贴项目的条件；公开流程、结果。",
    "梳理政策，\n形成“一企一策”清单",
    "规范公开栏" * 60,
    "同样的话",
    "同样的话",
)


@pytest.fixture
def editor(qtbot: QtBot, session: Session) -> LinkedRecordsEditor:
    records.add_many(session.desk, "tasks", [{"content": title} for title in TITLES])
    made = editor_for(session.registers["dispatches"].field("tasks"), session)
    assert isinstance(made, LinkedRecordsEditor)
    qtbot.addWidget(made)
    made.resize(260, 200)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    made.show_value(tuple(session.desk.book.ids("tasks")[-5:]))
    return made


def test_whatever_the_words_hold_the_links_come_back(
    qtbot: QtBot, editor: LinkedRecordsEditor, session: Session
) -> None:
    ids = tuple(session.desk.book.ids("tasks")[-5:])
    with qtbot.assertNotEmitted(editor.edited):
        editor.commit(again=True)
    assert not editor.is_changed() and not editor.problem()
    assert editor.field.accept(editor.answer(), session.desk.book) == ids
    assert [link.place for link in editor.lines.links] == [("tasks", identity) for identity in ids]
    assert all(link.height() < 2 * link.fontMetrics().lineSpacing() for link in editor.lines.links)


def test_a_click_opens_and_a_cross_takes_out(qtbot: QtBot, editor: LinkedRecordsEditor) -> None:
    ids = editor.ids
    with qtbot.waitSignal(editor.record_asked) as asked:
        editor.lines.links[3].linkActivated.emit("open")
    assert asked.args == ["tasks", ids[3]]
    with qtbot.waitSignal(editor.edited):
        editor.lines.crosses[3].click()
    assert editor.answer() == (*ids[:3], ids[4])


def test_more_are_found_by_words_or_number(qtbot: QtBot, editor: LinkedRecordsEditor, session: Session) -> None:
    made = records.add(session.desk, "tasks", {"content": "公布咨询电话", "number": "77"}).ids[0]
    before = editor.ids
    QTest.keyClicks(editor.line, "77")
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.field.accept(editor.answer(), session.desk.book) == (*before, made)


def test_read_only_shows_the_lines_alone(editor: LinkedRecordsEditor) -> None:
    editor.set_read_only(True)
    assert len(editor.lines.links) == 5 and not editor.lines.crosses and not editor.line.isVisible()


def test_names_of_units_are_parted_as_in_the_tables() -> None:
    assert joined_names(("甲局", "乙局")) == "甲局、乙局"
    assert joined_names(("甲局", "各乡、街道")) == "甲局；各乡、街道"
    assert Links(name="f", title="单位", to="units").accept((), NOBODY) == ()


@given(st.lists(st.text("甲乙、（）", min_size=1, max_size=6), max_size=4))
def test_a_line_left_open_holds_the_same_names(parts: list[str]) -> None:
    names = split_names("；".join(parts) + "；")
    assert split_names(open_ended(names)) == names
