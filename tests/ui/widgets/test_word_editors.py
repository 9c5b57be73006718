"""Editors for words of a list, ticks, amounts and people: by keyboard, with a list that can grow."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.base.choices import Checklist, Choice
from models.base.fields import Field, Number
from models.base.money import Money
from models.base.people import Person
from models.operations import records
from models.operations.settings import set_words
from ui.session import Session
from ui.widgets.choice_editors import ChecklistEditor, ChoiceEditor
from ui.widgets.editors import editor_for
from ui.widgets.field_editor import FieldEditor
from ui.widgets.growing_line import GrowingLine
from ui.widgets.link_editors import PersonEditor

ORIGIN = Choice(name="origin", title="问题来源", options=("督查", "自查"), words="problem_origins")
FORMS = Checklist(name="forms", title="形式", options=("文字", "图片", "视频"))


def shown(qtbot: QtBot, session: Session, field: Field) -> FieldEditor:
    editor = editor_for(field, session)
    qtbot.addWidget(editor)
    editor.show()
    editor.setFocus()
    qtbot.waitUntil(editor.isVisible)
    return editor


def typed(editor: QWidget, text: str) -> None:
    line = editor.focusProxy()
    assert isinstance(line, QLineEdit | GrowingLine)
    line.insert(text)
    line.textEdited.emit(text)  # QTest has no keys for Chinese


def test_a_word_that_is_not_in_the_list_may_be_typed(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, session, ORIGIN)
    assert isinstance(editor, ChoiceEditor)
    assert editor.answer() == ""
    editor.box.setEditText("群众来信")
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.focusProxy(), Qt.Key.Key_Return)
    assert editor.answer() == "群众来信"
    made = session.run(records.add, "problems", {"content": "甲", "origin": editor.answer()})
    assert made is not None and "选项里增加了“群众来信”" in made.message
    editor.show_value(None)
    assert editor.box.findText("群众来信") > 0
    assert not editor.is_changed()


def test_the_list_is_walked_by_the_keyboard(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, session, ORIGIN)
    assert isinstance(editor, ChoiceEditor)
    QTest.keyClick(editor.box, Qt.Key.Key_Down)
    assert editor.answer() == editor.box.itemText(1)
    QTest.keyClick(editor.box, Qt.Key.Key_Up)
    assert editor.answer() == ""


def test_a_word_that_has_left_the_list_still_shows(qtbot: QtBot, session: Session) -> None:
    set_words(session.desk, {"problem_origins": ["巡察"]})
    editor = shown(qtbot, session, ORIGIN)
    editor.show_value("督查")
    assert editor.answer() == "督查"
    assert not editor.is_changed()


def test_ticks_are_set_by_space(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, session, FORMS)
    assert isinstance(editor, ChecklistEditor)
    editor.show_value(("图片",))
    assert editor.answer() == ("图片",)
    QTest.keyClick(editor.list, Qt.Key.Key_Down)
    QTest.keyClick(editor.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.list, Qt.Key.Key_Space)
    assert editor.answer() == ("图片", "视频")
    editor.set_read_only(True)
    QTest.keyClick(editor.list, Qt.Key.Key_Space)
    assert editor.answer() == ("图片", "视频")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Money(name="fee", title="费用"), "1.5万元", Decimal(15000)),
        (Money(name="fee", title="费用"), "2200.5", Decimal("2200.50")),
        (Number(name="pages", title="页数"), "1,200", 1200),
    ],
)
def test_amounts_are_typed_as_people_write_them(
    qtbot: QtBot, session: Session, field: Field, text: str, value: object
) -> None:
    editor = shown(qtbot, session, field)
    typed(editor, text)
    with qtbot.waitSignal(editor.entered):
        QTest.keyClick(editor.focusProxy(), Qt.Key.Key_Return)
    assert field.accept(editor.answer(), session.desk.book) == value
    editor.show_value(value)
    assert field.accept(editor.answer(), session.desk.book) == value


def test_a_contact_is_offered_with_the_unit_behind_it(qtbot: QtBot, session: Session) -> None:
    records.edit(session.desk, "units", [2], {"contact_a": "孟凡", "contact_b": "袁芳"})
    editor = shown(qtbot, session, Person(name="person", title="责任人"))
    assert isinstance(editor, PersonEditor)
    typed(editor, "孟")
    assert editor.suggestions.isVisible()
    assert [(item.title, item.shown) for item in editor.suggestions.names.found] == [("孟凡", ("市司法局",))]
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.answer() == "孟凡"


def test_any_other_name_may_be_typed(qtbot: QtBot, session: Session) -> None:
    records.edit(session.desk, "units", [2], {"contact_a": "孟凡"})
    editor = shown(qtbot, session, Person(name="person", title="责任人"))
    typed(editor, "孟")
    QTest.keyClick(editor.focusProxy(), Qt.Key.Key_Return)
    assert editor.answer() == "孟", "Enter keeps what was typed: a stranger is not turned into a contact"
