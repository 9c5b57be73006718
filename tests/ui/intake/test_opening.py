"""Opening files and pasted text, the sample notices, and the dialog for pasting."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from models.base.errors import ReadError
from models.intake import read_pasted
from tests.ui.intake.looking import document_named, review_of, stored
from ui.intake import IntakePage, paste_dialog
from ui.intake.pasting import PasteDialog
from ui.session import Session

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"


# -- files and text -----------------------------------------------------------------------------------


def opened(qtbot: QtBot, session: Session, paths: list[Path]) -> tuple[IntakePage, list[str], list[bool]]:
    page = IntakePage(session)
    qtbot.addWidget(page)
    refused: list[str] = []
    finished: list[bool] = []
    session.refused.connect(refused.append)
    page.finished.connect(finished.append)
    page.show()
    page.open_files(paths)
    return page, refused, finished


def test_a_file_that_can_not_be_read_is_told(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page, refused, finished = opened(qtbot, session, [tmp_path / "没有.txt"])
    assert len(refused) == 1
    assert "没有.txt" in refused[0]
    assert finished == [False]
    assert page.review is None


def test_the_readable_files_are_shown_all_the_same(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    good = tmp_path / "好.txt"
    good.write_text(
        "关于做好工作的通知\n\n1．公开预算。（责任单位：区财政局；完成时限：2024年9月底前）\n", encoding="utf-8"
    )
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    page, refused, finished = opened(qtbot, session, [empty, good])
    assert len(refused) == 1
    assert finished == []
    assert len(review_of(page).drafts.items) == 1
    page.accept()
    assert finished == [True]
    document = document_named(session, "关于做好工作的通知")
    assert [item.title for item in document["files"]] == ["好.txt"]


def test_a_program_error_while_reading_is_not_swallowed(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, *_: object) -> None:
        raise ReadError("读不出来，请换一份。") if path.name == "a" else ZeroDivisionError

    monkeypatch.setattr("models.intake.bundles.read_file", fails)
    with pytest.raises(ZeroDivisionError):
        opened(qtbot, session, [tmp_path / "a", tmp_path / "b"])


def test_pasted_text_is_reviewed(qtbot: QtBot, session: Session) -> None:
    page = IntakePage(session)
    qtbot.addWidget(page)
    page.show()
    page.open_source(
        read_pasted("关于做好工作的通知\n\n1．公开预算。（责任单位：区财政局；完成时限：2024年9月底前）\n")
    )
    assert [draft.task.due_on for draft in review_of(page).drafts.items] == [date(2024, 9, 30)]
    page.accept()
    assert len(stored(session)) == 1


@pytest.mark.parametrize(
    ("pattern", "tasks"), [("000*.txt", 12), ("001*.txt", 35), ("001*.docx", 35), ("002*.txt", 27), ("004*.txt", 0)]
)
def test_the_sample_notices(qtbot: QtBot, session: Session, pattern: str, tasks: int) -> None:
    paths = sorted(SAMPLES.glob(pattern))
    if not paths:
        pytest.skip("the sample notices are not here")
    page, refused, finished = opened(qtbot, session, paths[:1])
    assert refused == []
    review = review_of(page)
    assert len(review.drafts.tasks) == tasks
    for draft in review.drafts.items:
        assert review.drafts.at(draft.task.span[0]) is not None
    page.accept()
    assert finished == [True]
    assert len(stored(session)) == tasks
    session.desk.book.history.undo()
    assert stored(session) == []


# -- pasting ------------------------------------------------------------------------------------------


def test_the_clipboard_fills_the_field(qtbot: QtBot, session: Session) -> None:
    QGuiApplication.clipboard().setText("关于做好工作的通知")
    dialog = PasteDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.text.toPlainText() == "关于做好工作的通知"
    assert dialog.read.isEnabled()
    dialog.text.setPlainText("  \n ")
    assert not dialog.read.isEnabled()
    dialog.text.setPlainText("一二三")
    assert dialog.read.isEnabled()


def test_a_key_does_not_wipe_out_what_was_filled_in(qtbot: QtBot, session: Session) -> None:
    QGuiApplication.clipboard().setText("关于做好工作的通知")
    dialog = PasteDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert dialog.text.toPlainText() == "关于做好工作的通知\n"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(("press", "answer"), [("read", "关于做好工作的通知"), ("reject", None)])
def test_the_dialog_answers(qtbot: QtBot, session: Session, press: str, answer: str | None) -> None:
    QGuiApplication.clipboard().setText("关于做好工作的通知")

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasteDialog)
        dialog.read.click() if press == "read" else dialog.reject()

    QTimer.singleShot(50, act)
    source = paste_dialog(session, None)
    assert (source.text if source else None) == answer
