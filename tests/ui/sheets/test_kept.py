"""An import that the program did not get to the end of: kept with all that was decided, gone on with, gone when done."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.sheets.conftest import TABLE, Show, settled
from tests.ui.sheets.test_page import choose, correct, line_of, titles
from ui.session import Session
from ui.sheets import SheetsPage, kept


def went_on(qtbot: QtBot, session: Session) -> SheetsPage:
    """The page of the program started anew."""
    found = kept.found(session.unfinished)
    assert found is not None
    page = SheetsPage(session, found[0].register)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.take_up(*found)
    settled(qtbot, page)
    return page


def edited(page: SheetsPage, qtbot: QtBot) -> SheetsPage:
    """A column mapped, a day corrected, rows with problems set aside."""
    choose(page, "备用", "备注")
    settled(qtbot, page)
    assert page.draft is not None
    correct(page, 2, 2, "2024-03-01")
    settled(qtbot, page)
    page.preview.set_aside.click()
    settled(qtbot, page)
    return page


def test_after_a_power_cut_it_goes_on_where_it_was(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    page = show(TABLE)
    assert page.keep_now() and empty_session.unfinished.names() == [], "nothing was done yet"
    edited(page, qtbot)
    assert page.draft is not None
    page.draft.tick([0], on=False)
    qtbot.waitUntil(lambda: empty_session.unfinished.names() == ["sheets", "sheets-content"])
    page.keep_now()
    again = went_on(qtbot, empty_session)
    assert again.draft is not None
    assert again.draft.decided() == page.draft.decided()
    assert again.draft.left_out == page.draft.left_out and again.draft.counts() == page.draft.counts()
    assert again.head.counts.text() == page.head.counts.text()
    assert again.is_edited and again.steps() == ("接着上次的核对", "")
    assert again.mapping.lines[line_of(again, "备用")].field == "note"
    again.handlers()["undo"]()
    settled(qtbot, again)
    assert not again.is_edited


def test_brought_in_it_is_not_offered_again(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    edited(show(TABLE), qtbot).keep_now()
    again = went_on(qtbot, empty_session)
    before = len(titles(empty_session))
    again.accept()
    assert len(titles(empty_session)) > before
    assert empty_session.unfinished.names() == []


@pytest.mark.parametrize("what", ["sheets", "sheets-content"])
@pytest.mark.parametrize("wrong", [5, [], {}, {"token": "x", "sheets": []}, None])
def test_what_is_damaged_is_passed_over(
    qtbot: QtBot, show: Show, empty_session: Session, what: str, wrong: Any
) -> None:
    edited(show(TABLE), qtbot).keep_now()
    empty_session.unfinished.keep(what, wrong)
    assert kept.found(empty_session.unfinished) is None


def test_what_does_not_fit_the_table_any_more_is_said(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    edited(show(TABLE), qtbot).keep_now()
    store = empty_session.unfinished
    store.keep("sheets", {**store.found("sheets"), "by_hand": [[99, True]]})
    heard: list[str] = []
    empty_session.told.connect(lambda sentence, _: heard.append(sentence))
    again = went_on(qtbot, empty_session)
    assert not again.is_edited
    assert heard == ["上次改过的和这张表对不上，请重新核对。"]


def test_what_can_not_be_kept_is_still_in_the_window(
    qtbot: QtBot, show: Show, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = edited(show(TABLE), qtbot)
    page.give_up()
    heard: list[str] = []
    empty_session.refused.connect(heard.append)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert not page.keep_now()
    assert len(heard) == 1 and page.is_edited
