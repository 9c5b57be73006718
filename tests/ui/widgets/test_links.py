"""Names of units and documents: what is suggested, what is put in, what is not known yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base.lists import split_names
from models.operations import records
from tests.spending import calls
from ui.session import Session
from ui.widgets.editors import editor_for
from ui.widgets.known_names import KnownNames, joined_names, known, segment_at, suggest, typed_names
from ui.widgets.link_editors import LinkEditor, LinksEditor
from ui.widgets.pinyin import initials_of, readings
from ui.widgets.suggestions import SuggestionModel


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("市教育局", "sjyj"),
        ("政务公开", "zwgk"),
        ("贵阳", "gy"),
        ("亳州", "bz"),
        ("濮阳", "py"),
        ("一中2部", "yz2b"),
        ("啊昂", "aa"),
        ("座", "z"),
        ("（市）", "s"),
        ("", ""),
        ("重庆", "zq"),
        ("重庆", "cq"),
        ("市银行", "syh"),
    ],
)
def test_pinyin_initials(name: str, reading: str) -> None:
    assert reading in readings(name)


def test_pinyin_of_every_common_character_is_a_letter() -> None:
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF if high < 0xD7 else 0xFA):
            character = bytes((high, low)).decode("gb2312")
            assert initials_of(character)[0] in "abcdefghjklmnopqrstwxyz", character


@given(st.text(max_size=30))
def test_readings_never_fail_and_are_few(text: str) -> None:
    assert 1 <= len(readings(text)) <= 8


@pytest.mark.parametrize(
    ("text", "cursor", "segment"),
    [
        ("甲；乙；丙", 3, "乙"),
        ("甲；乙；丙", 0, "甲"),
        ("甲；乙；", 4, ""),
        ("甲、乙,丙", 5, "丙"),
        ("甲（乙、丙）；丁", 3, "甲（乙、丙）"),
        ("", 0, ""),
    ],
)
def test_segment_at_the_cursor(text: str, cursor: int, segment: str) -> None:
    start, end = segment_at(text, cursor)
    assert text[start:end] == segment


KNOWN = {"甲局", "乙局", "各乡、街道办事处"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲局；乙局；", ("甲局", "乙局")),
        ("甲局、乙局", ("甲局", "乙局")),
        ("甲局；新局、乙局", ("甲局", "新局", "乙局")),
        ("各乡、街道办事处", ("各乡、街道办事处",)),
        ("甲局；各乡、街道办事处", ("甲局", "各乡、街道办事处")),
        ("甲局；各村、各社区", ("甲局", "各村、各社区")),
        ("甲局；甲局", ("甲局",)),
        ("  ", ()),
    ],
)
def test_typed_names(text: str, names: tuple[str, ...]) -> None:
    assert typed_names(text, KNOWN.__contains__) == names


@given(st.lists(st.text("甲乙丙、（）", min_size=1, max_size=6), max_size=4))
def test_joined_names_split_into_the_same(parts: list[str]) -> None:
    names = split_names("；".join(parts) + "；")
    assert split_names(joined_names(names)) == names


def test_the_best_suggestion_comes_first() -> None:
    listed = [
        known(1, ["县教育局"]),
        known(2, ["教育局"]),
        known(3, ["教育局考试院"]),
        known(4, ["市政府办公室", "教育局办"]),
        known(5, ["建议局"]),
    ]
    assert [record.id for record in suggest(listed, "教育局")] == [2, 3, 4, 1]
    assert [record.id for record in suggest(listed, "jyj")] == [2, 3, 4, 5, 1]
    assert suggest(listed, "没有") == []


def test_suggestions_take_steps_by_the_number_of_names() -> None:
    def steps(count: int) -> int:
        listed = [known(number, [f"第{number}号教育局", f"教{number}"]) for number in range(count)]
        assert len(suggest(listed, "jyj")) == 50
        return calls(lambda: suggest(listed, "jyj")) + calls(lambda: suggest(listed, "号教育"))

    assert steps(5_000) < 11 * steps(500)


def test_the_model_is_sound(qtbot: QtBot) -> None:
    model = SuggestionModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([known(1, ["甲", "乙"]), known(2, ["丙"])])
    assert model.index(0).data() == "甲　（乙）"
    model.show([])
    assert model.rowCount() == 0
    del tester


@pytest.fixture
def units(qtbot: QtBot, session: Session) -> LinksEditor:
    made = editor_for(session.registers["tasks"].field("lead_units"), session)
    assert isinstance(made, LinksEditor)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


def write(editor: LinkEditor, text: str) -> None:
    """As an input method puts it in."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor.line, event)


def offered(editor: LinkEditor) -> list[str]:
    return [record.title for record in editor.suggestions.names.found] if editor.suggestions.isVisible() else []


def test_picking_by_initials_and_alias(qtbot: QtBot, units: LinksEditor, session: Session) -> None:
    QTest.keyClicks(units.line, "jyj")
    assert offered(units) == ["市教育局"]
    QTest.keyClick(units.line, Qt.Key.Key_Return)
    assert units.line.text() == "市教育局、"
    write(units, "政府")
    assert offered(units)[0] == "市政府办公室"
    with qtbot.assertNotEmitted(units.entered):
        QTest.keyClick(units.line, Qt.Key.Key_Return)
    assert units.line.text() == "市教育局、市政府办公室、"
    with qtbot.waitSignals([units.edited, units.entered]):
        QTest.keyClick(units.line, Qt.Key.Key_Return)
    ids = units.field.accept(units.answer(), session.desk.book)
    assert units.field.format(ids, session.desk.book) == "市教育局、市政府办公室"


def test_the_segment_at_the_cursor_is_completed(units: LinksEditor) -> None:
    write(units, "市财政局；jyj；市司法局")
    units.line.setCursorPosition(8)
    units._suggest()
    assert offered(units) == ["市教育局"]
    QTest.keyClick(units.line, Qt.Key.Key_Tab)
    assert units.line.text() == "市财政局、市教育局、市司法局"
    assert units.line.cursorPosition() == 10


def test_down_moves_in_the_list_and_escape_closes_it(units: LinksEditor) -> None:
    QTest.keyClick(units.line, Qt.Key.Key_Down)
    assert len(offered(units)) == 5
    QTest.keyClick(units.line, Qt.Key.Key_Down)
    QTest.keyClick(units.line, Qt.Key.Key_Down)
    QTest.keyClick(units.line, Qt.Key.Key_Return)
    assert units.line.text() == "市司法局、"
    write(units, "市")
    assert offered(units)
    QTest.keyClick(units.line, Qt.Key.Key_Escape)
    assert not offered(units)
    assert units.line.text() == "市司法局、市"


def test_nothing_is_offered_while_composing(units: LinksEditor) -> None:
    QApplication.sendEvent(units.line, QInputMethodEvent("jiao yu", []))
    assert not offered(units)
    QTest.keyClick(units.line, Qt.Key.Key_Return)
    assert units.answer() == ""
    write(units, "教育")
    assert offered(units) == ["市教育局"]


def test_a_complete_name_does_not_stand_in_the_way_of_enter(qtbot: QtBot, units: LinksEditor) -> None:
    write(units, "市司法局")
    assert not offered(units)
    with qtbot.waitSignal(units.entered):
        QTest.keyClick(units.line, Qt.Key.Key_Return)


def test_new_names_are_marked(qtbot: QtBot, units: LinksEditor, session: Session) -> None:
    write(units, "市司法局；市大数据局")
    assert units.unknown() == ("市大数据局",)
    assert "将新登记" not in units.toolTip()
    write(units, "；")
    assert "将新登记单位：市大数据局" in units.toolTip()
    records.add(session.desk, "units", {"name": "市大数据局"})
    units._mark_unknown()
    assert "将新登记" not in units.toolTip()


def test_a_name_with_a_comma_of_its_own_stays_whole(units: LinksEditor, session: Session) -> None:
    book = session.desk.book
    identity = book.find("units", "各乡、街道办事处")
    units.show_value((identity,))
    assert not units.is_changed()
    assert units.field.accept(units.answer(), book) == (identity,)


def test_known_names_follow_changes(qtbot: QtBot, session: Session) -> None:
    names = KnownNames.of(session)
    assert names is KnownNames.of(session)
    assert names.suggest("units", "大数据") == []
    session.run(records.add, "units", {"name": "市大数据局"})
    assert [record.title for record in names.suggest("units", "大数据")] == ["市大数据局"]


def test_one_link_by_number(qtbot: QtBot, session: Session) -> None:
    editor = editor_for(session.registers["tasks"].field("source"), session)
    assert isinstance(editor, LinkEditor)
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
    editor.setFocus()
    QTest.keyClicks(editor.line, "31")
    assert offered(editor) == ["信息公开条例实施办法"]
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.field.accept(editor.answer(), session.desk.book) == session.desk.book.find(
        "documents", "云政办〔2020〕31号"
    )
    editor.line.clear()
    assert editor.answer() == ""
