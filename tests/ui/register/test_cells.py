"""Editing in cells: how it begins and ends, what is kept, what happens to a refused value, input methods."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.operations import actions
from tests.ui.composing import send
from tests.ui.register.helpers import SHIFT, cell_editor, go_to, inside, press, said, value, write
from ui.register.delegate import text_in
from ui.register.page import RegisterPage
from ui.session import Session


def begin_by_f2(page: RegisterPage) -> None:
    page.edit()


def begin_by_enter(page: RegisterPage) -> None:
    press(Qt.Key.Key_Return)


def begin_by_double_click(page: RegisterPage) -> None:
    at = page.table.visualRect(page.table.currentIndex()).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


@pytest.mark.parametrize("begin", [begin_by_f2, begin_by_enter, begin_by_double_click])
def test_beginning_keeps_what_stands_there(filled: Session, page: RegisterPage, begin: object) -> None:
    go_to(page, 0, "content")
    begin(page)  # type: ignore[operator]
    write("!")
    press(Qt.Key.Key_Return)
    assert value(filled, 1, "content") == "规范性文件入库!"
    assert page.table.hasFocus()
    assert page.table.delegate.editor is None


@pytest.mark.parametrize(("name", "typed"), [("content", "abc"), ("number", "17"), ("lead_units", "abc")])
def test_typing_takes_the_place_of_what_stands_there(
    filled: Session, page: RegisterPage, name: str, typed: str
) -> None:
    go_to(page, 0, name)
    write(typed)
    assert text_in(cell_editor(page)) == typed
    press(Qt.Key.Key_Return)
    assert filled.registers["tasks"].field(name).format(value(filled, 1, name), filled.desk.book) == typed


def test_escape_gives_up(filled: Session, page: RegisterPage) -> None:
    go_to(page, 0, "content")
    write("x")
    press(Qt.Key.Key_Escape)
    assert value(filled, 1, "content") == "规范性文件入库"
    assert page.table.hasFocus()


def test_tab_goes_across_the_cells_that_can_be_edited(filled: Session, page: RegisterPage) -> None:
    go_to(page, 0, "deadline_text")
    page.edit()
    inside().setText("2021年11月底前")  # type: ignore[attr-defined]
    press(Qt.Key.Key_Tab)
    assert value(filled, 1, "deadline_text") == "2021年11月底前"
    assert (page.table.currentIndex().row(), cell_editor(page).field.name) == (1, "number"), "the status is skipped"
    press(Qt.Key.Key_Tab)
    assert cell_editor(page).field.name == "content"
    press(Qt.Key.Key_Backtab, SHIFT)
    press(Qt.Key.Key_Backtab, SHIFT)
    assert (page.table.currentIndex().row(), cell_editor(page).field.name) == (0, "deadline_text")
    press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_tab_follows_the_columns_as_they_stand(page: RegisterPage) -> None:
    page.table.horizontalHeader().moveSection(4, 0)
    go_to(page, 0, "deadline_text")
    page.edit()
    press(Qt.Key.Key_Tab)
    assert cell_editor(page).field.name == "number"


def test_a_refused_value_stays_in_its_editor(filled: Session, page: RegisterPage) -> None:
    page.table.keep_columns(["number", "content", "due_on"])
    heard = said(filled)
    go_to(page, 0, "due_on")
    write("2021-2-30")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        press(key)
        assert text_in(cell_editor(page)) == "2021-2-30"
        assert cell_editor(page).problem() == heard[-1]
    assert value(filled, 1, "due_on") == date(2021, 9, 30)
    inside().selectAll()  # type: ignore[attr-defined]
    write("2021-3-1")
    press(Qt.Key.Key_Return)
    assert value(filled, 1, "due_on") == date(2021, 3, 1)


def test_a_value_refused_while_leaving_comes_back_for_mending(
    qtbot: QtBot, filled: Session, page: RegisterPage
) -> None:
    page.table.keep_columns(["number", "content", "due_on"])
    heard = said(filled)
    go_to(page, 0, "due_on")
    write("2021-2-30")
    page.filters.search.setFocus()
    qtbot.waitUntil(lambda: page.table.delegate.editor is not None)
    assert len(heard) == 1
    assert text_in(cell_editor(page)) == "2021-2-30"
    assert cell_editor(page).problem() == heard[0]
    assert value(filled, 1, "due_on") == date(2021, 9, 30)
    press(Qt.Key.Key_Escape)
    assert page.table.delegate.editor is None


def test_a_click_elsewhere_commits_once(filled: Session, page: RegisterPage) -> None:
    steps = len(filled.desk.book.history.steps(50))
    go_to(page, 0, "content")
    write("abc")
    at = page.table.visualRect(page.model.index(3, 1)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert value(filled, 1, "content") == "abc"
    assert len(filled.desk.book.history.steps(50)) == steps + 1
    assert page.selected_ids() == [4]


def test_a_change_that_moves_the_row_keeps_cell_and_keyboard(filled: Session, page: RegisterPage) -> None:
    page.arrangement.sort("number", False)
    before = page.model.ids.index(1)
    go_to(page, before, "number")
    write("9")
    press(Qt.Key.Key_Return)
    assert page.model.ids.index(1) != before
    assert page.selected_ids() == [1]
    assert page.table.currentIndex().row() == page.model.ids.index(1)
    assert page.table.currentIndex().column() == 0
    assert page.table.hasFocus()


def test_a_change_from_elsewhere_does_not_take_away_what_is_typed(filled: Session, page: RegisterPage) -> None:
    go_to(page, 0, "content")
    write("abc")
    filled.announce_all_changed()
    assert text_in(cell_editor(page)) == "abc"
    press(Qt.Key.Key_Return)
    assert value(filled, 1, "content") == "abc"


def test_a_day_is_picked_from_the_calendar(filled: Session, page: RegisterPage) -> None:
    page.table.keep_columns(["number", "content", "due_on"])
    go_to(page, 0, "due_on")
    page.edit()
    popup = cell_editor(page).open_calendar()  # type: ignore[attr-defined]
    popup._pick(date(2021, 11, 5))
    assert text_in(cell_editor(page)) == "2021-11-05"
    press(Qt.Key.Key_Return)
    assert value(filled, 1, "due_on") == date(2021, 11, 5)


def test_units_are_completed(filled: Session, page: RegisterPage) -> None:
    go_to(page, 3, "lead_units")
    page.edit()
    send("", "财政")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert "市财政局" in text_in(cell_editor(page))
    press(Qt.Key.Key_Return)
    assert page.model.data(page.model.index(3, 2)) == "市财政局"


@pytest.mark.parametrize("name", ["content", "lead_units", "deadline_text"])
def test_an_input_method_composes_in_a_cell(filled: Session, page: RegisterPage, name: str) -> None:
    go_to(page, 1, name)
    page.edit()
    inside().selectAll()  # type: ignore[attr-defined]
    send("chi xu")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert page.table.delegate.editor is not None, "Enter and Space belong to the input method"
    send("", "统计部门")
    press(Qt.Key.Key_Return)
    assert filled.registers["tasks"].field(name).format(value(filled, 2, name), filled.desk.book) == "统计部门"


def test_composing_begins_in_the_table_itself(filled: Session, page: RegisterPage) -> None:
    go_to(page, 1, "content")
    send("zhong")
    send("", "重点领域公开")
    press(Qt.Key.Key_Return)
    assert value(filled, 2, "content") == "重点领域公开"


def test_space_never_begins_typing(filled: Session, page: RegisterPage) -> None:
    heard = said(filled)
    go_to(page, 5, "content")
    press(Qt.Key.Key_Space)
    assert page.table.delegate.editor is None
    assert heard == ["“政策解读”已经完成，不用再完成。"]


def test_undo_by_the_window_while_a_cell_is_open(filled: Session, page: RegisterPage) -> None:
    go_to(page, 0, "content")
    write("abc")
    assert page.finish_editing()
    filled.run(actions.undo)
    assert value(filled, 1, "content") == "规范性文件入库"
    assert page.model.data(page.model.index(0, 1)) == "规范性文件入库"
    assert page.table.delegate.editor is None


def test_nothing_is_edited_in_a_workbook_for_reading(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled.desk.book, "reading_because", "有人在用")
    go_to(page, 0, "content")
    write("abc")
    press(Qt.Key.Key_Return)
    assert page.table.delegate.editor is None


def test_several_lines_in_a_cell(filled: Session, page: RegisterPage) -> None:
    go_to(page, 0, "content")
    write("a")
    assert isinstance(inside(), QPlainTextEdit)
    press(Qt.Key.Key_Return, SHIFT)
    write("b")
    press(Qt.Key.Key_Return)
    assert value(filled, 1, "content") == "a\nb"
