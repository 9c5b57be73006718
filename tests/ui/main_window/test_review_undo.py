"""Ctrl+Z and Ctrl+Y while a review is in front: its own steps, named in the menu, never those of the workbook."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.intake.test_regroup import READ
from ui.intake import IntakePage
from ui.intake.reading import Incoming
from ui.main_window import MainWindow
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


def test_undo_in_a_review_takes_its_own_steps(
    qtbot: QtBot, make_window: Callable[[Session], MainWindow], filled: Session
) -> None:
    window = make_window(filled)
    stored = filled.desk.book.history.undoable()
    page = IntakePage(filled)
    window.incoming.page = page
    window.incoming.begun.emit(page)
    page.show_notices([Incoming(READ)])
    review = page.review
    assert review is not None
    undo, redo = window.table["undo"], window.table["redo"]
    assert not undo.isEnabled()
    review.drafts.set_text(review.drafts.items[0], "content", "改写")
    review.model.edited.emit(None)
    assert undo.isEnabled()
    assert undo.text() == "撤销：修改工作任务"
    review.table.setFocus()
    qtbot.keyClick(review.table, Qt.Key.Key_Z, CTRL)
    assert not review.drafts.is_edited
    assert not undo.isEnabled()
    assert redo.text() == "重做：修改工作任务"
    qtbot.keyClick(review.table, Qt.Key.Key_Y, CTRL)
    assert review.drafts.items[0].task.text == "改写"
    assert filled.desk.book.history.undoable() == stored
    review.undo()  # nothing is left that closing would ask about
