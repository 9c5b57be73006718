"""Reviews that the program did not get to the end of: kept, gone on with, thrown away; nothing else is read from there."""

import pickle
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.intake.notice import Notice
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import review_of
from ui.intake import IntakePage, unfinished
from ui.intake import page as intake_page
from ui.session import Session


def test_a_review_is_kept_and_gone_on_with(
    qtbot: QtBot, session: Session, show: Show, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_page, "_KEPT_AFTER_MS", 1)
    page = show(notice)
    assert page.keep_now() and not session.unfinished.former_review.exists(), "nothing was done yet"
    drafts = review_of(page).drafts
    drafts.set_text(drafts.items[0], "content", "公开规划编制的依据")
    drafts.settle(review_of(page).doubts._shown[0].keys)
    review_of(page).model.edited.emit(drafts.items[0])
    qtbot.waitUntil(session.unfinished.former_review.is_file)
    left = review_of(page).doubts.left

    again = IntakePage(session)
    qtbot.addWidget(again)
    again.take_up(unfinished.found(session.unfinished.former_review))
    review = review_of(again)
    assert [item.task for item in review.drafts.items] == [item.task for item in drafts.items]
    assert review.doubts.left == left
    assert again.is_edited
    review.undo()
    assert review.drafts.items[0].task == notice.tasks[0]


def test_what_is_brought_in_is_not_offered_again(session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    drafts = review_of(page).drafts
    drafts.set_text(drafts.items[0], "content", "公开规划编制的依据")
    assert page.keep_now() and session.unfinished.former_review.is_file()
    page.accept()
    assert not session.unfinished.former_review.exists()


def test_a_file_that_asks_for_anything_else_is_no_review(tmp_path: Path) -> None:
    file, harm = tmp_path / "x.review", tmp_path / "harm"

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.write_text, (harm, "")

    for content in (
        pickle.dumps(("0", (Evil(),))),
        pickle.dumps(("0", ())),
        pickle.dumps(5),
        b"",
        b"\x80\x05gibberish",
    ):
        file.write_bytes(content)
        assert unfinished.found(file) == ()
    assert not harm.exists()
    unfinished.forget(file)
    assert unfinished.found(file) == ()
