"""Reviews that the program did not get to the end of: kept, gone on with, thrown away; nothing else is read from there."""

import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.intake.notice import Notice
from models.operations.matching import Decision
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import review_of
from ui.intake import IntakePage
from ui.intake.draft import Draft
from ui.intake.former_reviews import take_over
from ui.intake.reading import Incoming
from ui.intake.unfinished import KeptReview, as_content, read_content
from ui.session import Session


def found(session: Session) -> tuple[KeptReview, ...]:
    return read_content(session.unfinished.found("review"))


def plain(review: KeptReview) -> tuple[object, ...]:
    """A review as values that can be compared: drafts are the same by identity alone."""
    places = {item: place for place, item in enumerate(review.state.items)}
    keys = [key for key in review.state.settled if isinstance(key, tuple)]
    kept = [(said, about) for said, about in keys if not isinstance(about, Draft) or about in places]
    settled = {(said, places[about] if isinstance(about, Draft) else about) for said, about in kept}
    items = [(item.is_duty, item.is_twin, item.task_id, item.sources) for item in review.state.items]
    return review.incoming, review.state.tasks, review.state.notice, settled, items, review.decisions


def edited(show: Show, notice: Notice) -> IntakePage:
    page = show(notice)
    drafts = review_of(page).drafts
    drafts.set_text(drafts.items[0], "content", "公开规划编制的依据")
    return page


def test_a_review_is_kept_and_gone_on_with(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    assert page.keep_now() and session.unfinished.names() == [], "nothing was done yet"
    drafts = review_of(page).drafts
    drafts.set_text(drafts.items[0], "content", "公开规划编制的依据")
    drafts.settle(review_of(page).doubts._shown[0].keys)
    review_of(page).model.edited.emit(drafts.items[0])
    qtbot.waitUntil(lambda: session.unfinished.names() == ["review"])
    left = review_of(page).doubts.left

    again = IntakePage(session)
    qtbot.addWidget(again)
    again.take_up(found(session))
    review = review_of(again)
    assert [item.task for item in review.drafts.items] == [item.task for item in drafts.items]
    assert review.doubts.left == left
    assert again.is_edited
    review.undo()
    assert review.drafts.items[0].task == notice.tasks[0]


def test_all_of_a_review_comes_back_the_same(session: Session, show: Show, notice: Notice) -> None:
    page = edited(show, notice)
    drafts = review_of(page).drafts
    drafts.set_document("issued_on", "2024-06-01")
    drafts.remove(drafts.items[2:3])
    for doubt in review_of(page).doubts._shown[:6]:
        drafts.settle(doubt.keys)
    decisions = (Decision("市数据局", same_as="市数据资源局"), Decision("各部门", kind="群体", members=("甲", "乙")))
    kept = KeptReview(page._incoming[review_of(page)], drafts.state(), decisions)
    (again,) = read_content(json.loads(json.dumps(as_content([kept]))))
    assert plain(again) == plain(kept)


def test_what_is_brought_in_is_not_offered_again(session: Session, show: Show, notice: Notice) -> None:
    page = edited(show, notice)
    assert page.keep_now() and session.unfinished.names() == ["review"]
    page.accept()
    assert session.unfinished.names() == []


def test_what_was_kept_before_in_another_way_is_taken_over(session: Session, show: Show, notice: Notice) -> None:
    page = edited(show, notice)
    kept = KeptReview(page._incoming[review_of(page)], review_of(page).drafts.state(), ())
    former = session.unfinished.former_review
    former.parent.mkdir(exist_ok=True)
    former.write_bytes(pickle.dumps(("0.1.0", (kept,))).replace(b"KeptReview", b"Unfinished"))
    assert b"KeptReview" not in former.read_bytes()
    take_over(session.unfinished)
    (again,) = found(session)
    assert plain(again) == plain(kept)
    assert not former.exists()


def test_a_former_file_that_asks_for_anything_else_is_no_review(session: Session, tmp_path: Path) -> None:
    file, harm = session.unfinished.former_review, tmp_path / "harm"
    file.parent.mkdir(exist_ok=True)

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.write_text, (harm, "")

    for content in (
        pickle.dumps(("0", (Evil(),))),
        pickle.dumps(("0", (5,))),
        pickle.dumps(5),
        b"",
        b"\x80\x05gibberish",
    ):
        file.write_bytes(content)
        take_over(session.unfinished)
        assert found(session) == ()
    assert not harm.exists()


@pytest.mark.parametrize("wrong", [5, {}, {"notice": 1}, None, "机密"])
def test_one_that_is_damaged_is_passed_over_and_the_others_are_not(
    notice: Notice, show: Show, wrong: Any, caplog: pytest.LogCaptureFixture
) -> None:
    page = edited(show, notice)
    kept = KeptReview(Incoming(notice), review_of(page).drafts.state(), ())
    content = as_content([kept])
    assert content is not None
    assert [review.incoming for review in read_content([wrong, *content])] == [kept.incoming]
    assert "机密" not in caplog.text
    assert read_content(wrong) == ()
    cut = replace(kept, state=replace(kept.state, settled=frozenset({("x", kept.state.items[-1])})))
    (plain_cut,) = as_content([cut]) or ()
    assert isinstance(plain_cut, dict)
    assert read_content([{**plain_cut, "items": []}]) == ()
