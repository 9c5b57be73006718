"""文号一览: numbers of a year with gaps, kept back and given free."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from models.operations import numbering, records
from ui.main_window import MainWindow
from ui.notice.numbers_dialog import NumbersDialog
from ui.session import Session

CODE = "云政办函"


@pytest.fixture
def dialog(qtbot: QtBot, filled: Session) -> NumbersDialog:
    """Numbers 1 and 4 are used in 2021, number 2 in 2020; the year is 2021."""
    filled.run(numbering.define_sequence, CODE, ["催办单"])
    for number, year in ((1, 2021), (4, 2021), (2, 2020)):
        filled.run(records.add, "dispatches", {"title": f"通知{number}", "doc_number": f"{CODE}〔{year}〕{number}号"})
    made = NumbersDialog(filled)
    qtbot.addWidget(made)
    return made


def rows(dialog: NumbersDialog) -> list[tuple[str, str, str]]:
    def text(row: int, column: int) -> str:
        item = dialog.table.item(row, column)
        assert item is not None
        return item.text()

    return [(text(row, 0), text(row, 1), text(row, 2)) for row in range(dialog.table.rowCount())]


def test_the_list_names_what_is_missing(dialog: NumbersDialog) -> None:
    assert [(number[-2:], state) for number, state, _ in rows(dialog)] == [
        ("1号", "已用"),
        ("2号", "空号"),
        ("3号", "空号"),
        ("4号", "已用"),
    ]
    assert dialog.told.text() == f"下一个：{CODE}〔2021〕2号。　空着的号：2、3。　用于：催办单。"
    dialog.years.setCurrentText("2020")
    assert [state for _, state, _ in rows(dialog)] == ["空号", "已用"]


def test_a_number_is_kept_back_and_given_free(filled: Session, dialog: NumbersDialog) -> None:
    assert dialog.number.text() == f"{CODE}〔2021〕2号"
    dialog.table.selectRow(2)
    assert dialog.number.text() == f"{CODE}〔2021〕3号"
    dialog.whom.setText("王静")
    dialog.why.setText("会议纪要")
    dialog.reserve_button.click()
    assert rows(dialog)[2] == (f"{CODE}〔2021〕3号", "预留", "留给王静，用于会议纪要")
    assert dialog.whom.text() == ""
    dialog.table.selectRow(2)
    assert dialog.release_button.isEnabled()
    dialog.release_button.click()
    assert rows(dialog)[2][1] == "空号"
    assert filled.desk.book.count("reserved_numbers") == 0


def test_what_is_refused_is_said_and_kept_in_the_line(filled: Session, dialog: NumbersDialog) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    dialog.reserve_button.click()
    assert "留给谁" in heard[-1]
    dialog.number.setText(f"{CODE}〔2021〕4号")
    dialog.whom.setText("王静")
    dialog.reserve_button.click()
    assert "已经用了" in heard[-1] and dialog.whom.text() == "王静"


def test_an_entry_is_opened(dialog: NumbersDialog) -> None:
    asked: list[tuple[str, int]] = []
    dialog.record_asked.connect(lambda register, record: asked.append((register, record)))
    dialog.table.selectRow(1)
    dialog.open_chosen()
    assert asked == [] and not dialog.open_button.isEnabled()
    dialog.table.selectRow(3)
    dialog.open_chosen()
    assert asked == [("dispatches", 2)]


def test_without_a_sequence_it_says_what_to_do(qtbot: QtBot, filled: Session) -> None:
    dialog = NumbersDialog(filled)
    qtbot.addWidget(dialog)
    assert "请先在“文号序列”里新建" in dialog.told.text() and not dialog.reserve_button.isEnabled()


def test_it_opens_from_the_menu(
    filled: Session, make_window: Callable[[Session], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(NumbersDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))
    window = make_window(filled)
    window.table["numbers"].trigger()
    assert shown == ["文号一览"]
