"""Days typed in any usual way, stepped by keys, picked in the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.base.errors import FieldError
from ui.session import Session
from ui.widgets.date_editor import CalendarPopup, DateEditor, months_later, read_day
from ui.widgets.editors import editor_for

TODAY = date(2021, 10, 15)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2021-9-30", date(2021, 9, 30)),
        ("2021.9.30", date(2021, 9, 30)),
        ("2021年9月30日", date(2021, 9, 30)),
        ("20210930", date(2021, 9, 30)),
        ("9-30", date(2021, 9, 30)),
        ("9/30", date(2021, 9, 30)),
        ("9.30", date(2021, 9, 30)),
        ("9月30日", date(2021, 9, 30)),
        ("９月３０号", date(2021, 9, 30)),
        (" 12月1日 ", date(2021, 12, 1)),
        ("今天", TODAY),
        ("明天", date(2021, 10, 16)),
    ],
)
def test_ways_to_write_a_day(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["2-30", "2021-2-30", "13-1", "下周", "9月底", "2021"])
def test_what_is_no_day_stays_text(typed: str) -> None:
    assert isinstance(read_day(typed, TODAY), str)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.integers(-600, 600))
def test_months_later_keeps_the_day_or_takes_the_months_last(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or (later.day >= 28 and months_later(later, 0) == later)


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_shown_day_reads_back(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day


@pytest.fixture
def editor(qtbot: QtBot, session: Session) -> DateEditor:
    made = editor_for(session.registers["tasks"].field("due_on"), session)
    assert isinstance(made, DateEditor)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


def test_a_short_day_is_written_out(qtbot: QtBot, editor: DateEditor) -> None:
    QTest.keyClicks(editor.line, "9-30")
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "2021-09-30"
    assert editor.answer() == date(2021, 9, 30)


def test_a_day_that_does_not_exist_is_refused_with_its_year(editor: DateEditor, session: Session) -> None:
    QTest.keyClicks(editor.line, "2-30")
    with pytest.raises(FieldError, match="2021-2-30”这一天不存在"):
        editor.field.accept(editor.answer(), session.desk.book)


def test_the_same_day_written_otherwise_is_no_change(qtbot: QtBot, editor: DateEditor) -> None:
    editor.show_value(date(2021, 9, 30))
    editor.line.setText("2021.9.30")
    with qtbot.assertNotEmitted(editor.edited):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "2021-09-30"


def test_keys_step(editor: DateEditor) -> None:
    editor.show_value(date(2021, 10, 31))
    for key, expected in (
        (Qt.Key.Key_Up, date(2021, 11, 1)),
        (Qt.Key.Key_Down, date(2021, 10, 31)),
        (Qt.Key.Key_PageDown, date(2021, 9, 30)),
        (Qt.Key.Key_PageUp, date(2021, 10, 30)),
    ):
        QTest.keyClick(editor.line, key)
        assert editor.answer() == expected
    editor.line.clear()
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.answer() == TODAY
    editor.show_value(None)
    editor.set_read_only(True)
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.answer() is None


def popup_of(editor: DateEditor) -> CalendarPopup:
    QTest.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    found = editor.findChild(CalendarPopup)
    assert found is not None
    return found


def test_the_calendar_shows_the_month_in_chinese_and_turns(qtbot: QtBot, editor: DateEditor) -> None:
    editor.show_value(date(2021, 12, 31))
    popup = popup_of(editor)
    assert popup.title.text() == "2021年12月"
    popup._turn(1)
    assert popup.title.text() == "2022年1月"
    popup._turn(-12)
    assert popup.title.text() == "2021年1月"
    assert popup.month.dateTextFormat(popup.month.minimumDate()).toolTip() == ""


def test_today_is_marked_and_picked(qtbot: QtBot, editor: DateEditor) -> None:
    popup = popup_of(editor)
    marked = popup.month.dateTextFormat()
    assert [(day.year(), day.month(), day.day()) for day in marked] == [(2021, 10, 15)]
    now = next(button for button in popup.findChildren(QPushButton) if button.text().startswith("今天"))
    with qtbot.waitSignal(editor.edited):
        now.click()
    assert editor.answer() == TODAY


def test_the_calendar_clears(qtbot: QtBot, editor: DateEditor) -> None:
    editor.show_value(TODAY)
    popup = popup_of(editor)
    with qtbot.waitSignal(editor.edited):
        next(button for button in popup.findChildren(QPushButton) if button.text() == "清除").click()
    assert editor.answer() is None


def test_a_day_is_picked_by_keyboard(qtbot: QtBot, editor: DateEditor) -> None:
    editor.show_value(TODAY)
    popup = popup_of(editor)
    view = popup.month.findChild(type(popup.month.focusProxy() or popup.month)) or popup.month
    QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert editor.answer() == date(2021, 10, 16)
