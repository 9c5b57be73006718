"""The lines of the editors of words: seen whole in a narrow form, and still lines to the keyboard, the mouse and the clipboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.base.fields import Field, Number, Text
from models.base.lists import Names
from models.base.people import Person
from models.operations import records
from ui.session import Session
from ui.widgets.editors import editor_for
from ui.widgets.form_fields import FieldRow
from ui.widgets.growing_line import MOST_LINES, GrowingLine
from ui.widgets.link_editors import LinksEditor

TEXT = Text(name="a", title="所属大项")
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Form = Callable[..., QScrollArea]


@pytest.fixture
def form(qtbot: QtBot, session: Session) -> Form:
    """Makes a form of some fields, in a pane of a width."""
    kept: list[QWidget] = []

    def make(*fields: Field, width: int = 250, height: int = 300) -> QScrollArea:
        area, body = QScrollArea(), QWidget()
        qtbot.addWidget(area)
        kept.append(area)
        column = QVBoxLayout(body)
        for field in fields:
            column.addWidget(FieldRow(field, session))
        column.addWidget(QLabel("下面"))
        column.addStretch(1)
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.resize(width, height)
        with qtbot.waitActive(area):
            area.show()
        return area

    return make


def rows_of(area: QScrollArea) -> list[FieldRow]:
    return area.findChildren(FieldRow)


def line_of(row: FieldRow) -> GrowingLine:
    line = row.editor.focusProxy()
    assert isinstance(line, GrowingLine)
    return line


def lines_in(line: GrowingLine) -> int:
    return line.document().firstBlock().lineCount()


def is_seen_whole(line: GrowingLine) -> bool:
    laid = line.document().firstBlock().layout()
    high = sum(laid.lineAt(number).height() for number in range(laid.lineCount()))
    bar = line.verticalScrollBar()
    return high <= line.viewport().height() and bar.maximum() == 0 and bar.value() == 0


def write(line: GrowingLine, words: str, letters: str = "") -> None:
    """As an input method does."""
    event = QInputMethodEvent(letters, [])
    event.setCommitString(words)
    QApplication.sendEvent(line, event)


def units(session: Session, count: int) -> tuple[int, ...]:
    named = [{"name": f"区第{number}退役军人事务局"} for number in range(count)]
    return records.add_many(session.desk, "units", named).ids


def test_a_long_list_of_units_is_read_whole_in_a_narrow_form(qtbot: QtBot, form: Form, session: Session) -> None:
    area = form(session.registers["tasks"].field("cooperating_units"))
    row = rows_of(area)[0]
    line, empty = line_of(row), line_of(row).height()
    row.editor.show_value(units(session, 3))
    assert line.text() == "区第0退役军人事务局、区第1退役军人事务局、区第2退役军人事务局"
    qtbot.waitUntil(lambda: is_seen_whole(line))
    assert lines_in(line) > 1 and line.width() < area.width()
    row.editor.show_value(())
    assert line.height() == empty, "it shrinks again"


def test_it_follows_the_width_of_the_pane(qtbot: QtBot, form: Form) -> None:
    area = form(TEXT, width=700)
    row = rows_of(area)[0]
    row.editor.show_value("一、深化重点领域信息公开，加强政策解读和回应关切")
    line = line_of(row)
    qtbot.waitUntil(lambda: lines_in(line) == 1 and is_seen_whole(line))
    area.resize(250, 300)
    qtbot.waitUntil(lambda: lines_in(line) > 1 and is_seen_whole(line))
    area.resize(700, 300)
    qtbot.waitUntil(lambda: lines_in(line) == 1 and is_seen_whole(line))


def test_more_than_three_lines_are_scrolled(qtbot: QtBot, form: Form, session: Session) -> None:
    area = form(session.registers["tasks"].field("cooperating_units"))
    row = rows_of(area)[0]
    line = line_of(row)
    row.editor.show_value(units(session, 12))
    bar = line.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() > 0)
    spacing = line.fontMetrics().lineSpacing()
    assert MOST_LINES * spacing <= line.viewport().height() < (MOST_LINES + 1) * spacing
    assert bar.value() == 0, "the beginning is shown"


def test_a_line_of_chinese_is_as_high_as_an_empty_one(form: Form) -> None:
    row = rows_of(form(TEXT))[0]
    line, empty = line_of(row), line_of(row).height()
    line.setFocus()
    write(line, "", "zheng")
    assert line.height() == empty
    write(line, "政务")
    assert line.height() == empty, "nothing below moves"


def test_what_is_typed_beyond_the_edge_of_the_pane_stays_in_sight(qtbot: QtBot, form: Form) -> None:
    area = form(*(Text(name=f"a{number}", title="栏") for number in range(4)), height=140)
    row = rows_of(area)[-1]
    line = line_of(row)
    line.setFocus()
    area.ensureWidgetVisible(line, 0, 0)
    write(line, "很长的一段话" * 6)
    assert lines_in(line) > 2

    def cursor_is_seen() -> bool:
        end = line.viewport().mapTo(area.viewport(), line.cursorRect().bottomLeft())
        return area.viewport().rect().contains(end)

    qtbot.waitUntil(cursor_is_seen)


@pytest.mark.parametrize("kind", [Text, Names, Person], ids=lambda kind: kind.__name__)
def test_words_grow_in_forms_and_stay_lines_in_cells(qtbot: QtBot, session: Session, kind: type[Text]) -> None:
    field = kind(name="a", title="甲")
    for compact, wanted in ((False, GrowingLine), (True, QLineEdit)):
        editor = editor_for(field, session, compact=compact)
        qtbot.addWidget(editor)
        line = editor.focusProxy()
        assert isinstance(line, wanted)
        assert line.accessibleName() == "甲"


def test_numbers_and_days_are_plain_lines(qtbot: QtBot, session: Session) -> None:
    for field in (Number(name="n", title="数"), session.registers["tasks"].field("due_on")):
        editor = editor_for(field, session)
        qtbot.addWidget(editor)
        assert isinstance(editor.focusProxy(), QLineEdit)


def test_the_keyboard_goes_from_line_to_line(form: Form, session: Session) -> None:
    first, second = rows_of(form(TEXT, session.registers["tasks"].field("lead_units")))
    first.editor.show_value("甲")
    second.editor.show_value((1,))
    line_of(first).setFocus()
    QTest.keyClick(line_of(first), Qt.Key.Key_Return)
    assert line_of(second).hasFocus()
    assert line_of(second).selectedText() == line_of(second).text() != "", "typing replaces what stands there"
    QTest.keyClick(line_of(second), Qt.Key.Key_Backtab, SHIFT)
    assert line_of(first).hasFocus() and line_of(first).selectedText() == "甲"
    assert line_of(second).selectedText() == ""
    QTest.keyClick(line_of(first), Qt.Key.Key_Tab)
    assert line_of(second).hasFocus()
    assert (first.editor.answer(), first.editor.is_changed()) == ("甲", False)


def test_a_click_puts_the_cursor_there(form: Form) -> None:
    row = rows_of(form(TEXT))[0]
    row.editor.show_value("政务公开")
    line = line_of(row)
    at = line.cursorRect(line.textCursor()).center() + QPoint(2 * line.fontMetrics().horizontalAdvance("政"), 0)
    QTest.mouseClick(line.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert line.hasFocus() and line.cursorPosition() == 2 and not line.selectedText()


def test_what_was_typed_can_be_taken_back_inside(form: Form) -> None:
    row = rows_of(form(TEXT))[0]
    row.editor.show_value("甲")
    line = line_of(row)
    line.setFocus()
    assert row.editor._can_undo() == (False, False)
    write(line, "乙")
    assert row.editor._can_undo() == (True, False)
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert row.editor.answer() == "甲" and row.editor._can_undo() == (False, True)
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL | SHIFT)
    assert row.editor.answer() == "乙甲"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert row.editor.answer() == "甲"


@pytest.mark.parametrize(
    ("field", "answer"),
    [(TEXT, "甲局 乙、丙局"), (Names(name="n", title="名"), ("甲局", "乙、丙局"))],
    ids=["text", "names"],
)
def test_several_lines_are_pasted_as_one(form: Form, field: Field, answer: object) -> None:
    row = rows_of(form(field))[0]
    QApplication.clipboard().setText("甲局\r\n乙、丙局\n")
    line_of(row).paste()
    assert row.editor.answer() == answer
    assert line_of(row).document().blockCount() == 1


def test_plain_words_go_in_and_out(form: Form) -> None:
    row = rows_of(form(TEXT))[0]
    row.editor.show_value("政务\u00a0公开")
    line = line_of(row)
    assert line.text() == "政务\u00a0公开", "blanks are what they were"
    line.selectAll()
    line.copy()
    copied = QApplication.clipboard().mimeData()
    assert (copied.text(), copied.hasHtml()) == ("政务\u00a0公开", False)


def test_files_are_dropped_on_the_window_and_not_into_a_line() -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/要点.docx")])
    assert not GrowingLine().canInsertFromMimeData(files)


def test_read_only_is_read_and_copied(form: Form) -> None:
    row = rows_of(form(TEXT))[0]
    row.editor.show_value("政务公开")
    row.editor.set_read_only(True)
    line = line_of(row)
    line.setFocus()
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClick(line, Qt.Key.Key_C, CTRL)
    assert row.editor.answer() == QApplication.clipboard().text() == "政务公开"
    assert line.palette().base().color() == line.palette().window().color(), "looks like paper"


def test_the_list_of_names_follows_a_line_that_grows(qtbot: QtBot, form: Form, session: Session) -> None:
    area = form(session.registers["tasks"].field("cooperating_units"))
    row = rows_of(area)[0]
    editor, line = row.editor, line_of(row)
    assert isinstance(editor, LinksEditor)
    units(session, 4)
    line.setFocus()
    write(line, "区第0退役军人事务局、区第1退役军人事务局、区第")
    assert lines_in(line) > 1 and editor.suggestions.isVisible()
    foot = line.mapToGlobal(QPoint(0, line.height())).y()
    assert editor.suggestions.y() == foot, "no word of the line is under the list"
    QTest.mouseClick(line.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 8))
    assert not editor.suggestions.isVisible()
