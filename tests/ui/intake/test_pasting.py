"""Pasting: a table from the clipboard keeps its merged cells unless the text is edited."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from models.intake import CELL_BREAK
from ui.intake.pasting import PasteDialog
from ui.session import Session

TABLE = (
    "<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>公开<br>预算</td><td rowspan=2>市财政局</td></tr>"
    "<tr><td>公开决算</td></tr></table>"
)
PLAIN = "任务\t责任单位\n公开预算\t市财政局\n公开决算\t"
SHOWN = f"任务\t责任单位\n公开{CELL_BREAK}预算\t市财政局\n公开决算\n"


def table_on_clipboard() -> QMimeData:
    data = QMimeData()
    data.setHtml(TABLE)
    data.setText(PLAIN)
    return data


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> PasteDialog:
    QGuiApplication.clipboard().setMimeData(table_on_clipboard())
    made = PasteDialog(session)
    qtbot.addWidget(made)
    return made


def test_a_table_stays_a_table(dialog: PasteDialog) -> None:
    source = dialog.text.source()
    assert source.text == SHOWN
    (block,) = source.blocks
    assert [cell.filled for cell in block.rows[2]] == [False, True]
    assert dialog.read.isEnabled()


def test_an_edited_table_is_the_text_that_is_seen(dialog: PasteDialog) -> None:
    dialog.text.moveCursor(QTextCursor.MoveOperation.End)
    dialog.text.insertPlainText("请办理。")
    source = dialog.text.source()
    assert source.text == SHOWN + "请办理。"
    assert all(block.kind == "paragraph" for block in source.blocks)


def test_undone_edits_leave_the_table(dialog: PasteDialog) -> None:
    dialog.text.insertPlainText("甲")
    dialog.text.undo()
    assert dialog.text.source().blocks[0].kind == "table"


def test_pasting_over_everything_takes_the_table(dialog: PasteDialog) -> None:
    dialog.text.setPlainText("别的")
    assert dialog.text.source().text == "别的"
    dialog.text.selectAll()
    dialog.text.paste()
    assert dialog.text.source().blocks[0].kind == "table"


def test_pasting_into_a_text_adds_rows_to_it(dialog: PasteDialog) -> None:
    dialog.text.setPlainText("关于公开的通知\n")
    dialog.text.moveCursor(QTextCursor.MoveOperation.End)
    dialog.text.paste()
    assert dialog.text.source().text == "关于公开的通知\n" + SHOWN
