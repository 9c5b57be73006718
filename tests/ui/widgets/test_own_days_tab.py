"""放假安排 in the settings: typed, pasted, refused in its line, and only looked at in a workbook for reading."""

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from models.operations import actions
from models.operations.own_days import OFF, WORKED, DayLine, day_lines, own_years
from tests.models.workdays.test_arrangement import NOTICE_2025
from ui.session import Session
from ui.widgets.own_days_tab import NoticeDialog
from ui.widgets.settings_dialog import SettingsDialog


def dialog_over(qtbot: QtBot, session: Session) -> SettingsDialog:
    dialog = SettingsDialog(session)
    qtbot.addWidget(dialog)
    return dialog


def write(dialog: SettingsDialog, row: int, day: str, arranged: str, note: str) -> None:
    table = dialog.days.table
    while table.rowCount() <= row:
        dialog.days.add()
    table.item(row, 0).setText(day)
    table.item(row, 2).setText(note)
    choice = table.cellWidget(row, 1)
    assert isinstance(choice, QComboBox)
    choice.setCurrentText(arranged)


def test_days_are_typed_and_kept_with_the_rest(qtbot: QtBot, filled: Session) -> None:
    dialog = dialog_over(qtbot, filled)
    write(dialog, 0, "2021年11月2日", OFF, "停电检修")
    write(dialog, 1, "2021-11-6", WORKED, "")
    dialog.accept()
    assert day_lines(filled.desk) == [DayLine("2021-11-02", OFF, "停电检修"), DayLine("2021-11-06", WORKED)]
    again = dialog_over(qtbot, filled)
    again.days.table.selectRow(0)
    again.days.remove()
    again.accept()
    assert day_lines(filled.desk) == [DayLine("2021-11-06", WORKED)]
    filled.run(actions.undo)
    assert len(day_lines(filled.desk)) == 2


def test_a_bad_line_keeps_the_dialog_and_nothing_else_is_kept(qtbot: QtBot, filled: Session) -> None:
    dialog = dialog_over(qtbot, filled)
    dialog.lines["soon_days"].setText("9")
    write(dialog, 0, "2021-11-31", OFF, "")
    steps = len(filled.desk.book.history.steps(50))
    dialog.accept()
    assert dialog._problem.text() == "第 1 行的“2021-11-31”不是日期，请写成 2027-02-08 这样。"
    assert dialog.tabs.currentWidget() is dialog.days
    assert len(filled.desk.book.history.steps(50)) == steps


def test_a_notice_is_pasted(qtbot: QtBot, filled: Session) -> None:
    dialog = dialog_over(qtbot, filled)
    assert dialog.days.known.text().startswith("2027 年起的放假安排还没有")
    paste = NoticeDialog(dialog)
    paste.text.setPlainText("元旦：1月1日放假")
    paste.accept()
    assert paste.found is None
    assert "没有写明年份" in paste.problem.text()
    paste.text.setPlainText(NOTICE_2025)
    paste.accept()
    assert paste.found is not None
    write(dialog, 0, "2025-01-26", OFF, "记错的")
    dialog.days.take(paste.found)
    dialog.accept()
    lines = day_lines(filled.desk)
    assert DayLine("2025-01-26", WORKED, "春节") in lines
    assert DayLine("2025-10-08", OFF, "国庆节、中秋节") in lines
    assert len(lines) == len(paste.found.days)
    assert own_years(filled.desk) == {2025}


def test_a_setting_that_cannot_be_read_is_told(qtbot: QtBot, filled: Session) -> None:
    filled.desk.book.change("x", "x", lambda step: step.keep_setting("holiday_overrides", "[1]"))
    dialog = dialog_over(qtbot, filled)
    assert "读不懂" in dialog.days.problem.text()
    assert dialog.days.table.rowCount() == 0
    write(dialog, 0, "2021-11-06", WORKED, "")
    dialog.accept()
    assert day_lines(filled.desk) == [DayLine("2021-11-06", WORKED)]


def test_for_reading_only(qtbot: QtBot, filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filled.desk.book, "reading_because", "有人在用")
    dialog = dialog_over(qtbot, filled)
    assert not any(button.isEnabled() for button in dialog.days.findChildren(QPushButton))
