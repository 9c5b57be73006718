"""The handbook's page: contents, search, going back, size, paper; F1 on pages and dialogs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.main_window.test_window import Make
from ui.handbook.page import HelpPage
from ui.handbook.paper import handbook_pages
from ui.handbook.viewer import show_picture
from ui.printing import Page
from ui.session import Session
from ui.widgets.find_everywhere import FindEverywhere
from ui.widgets.settings_dialog import SettingsDialog


@pytest.fixture
def page(qtbot: QtBot, empty_session: Session) -> HelpPage:
    made = HelpPage(empty_session, None, "tasks")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_opens_where_it_was_asked_for(page: HelpPage) -> None:
    assert page.target == "tasks" and page.view.chapter is not None
    page.open_place("channels")
    assert page.target == "reviews#公开渠道"
    assert page.contents.currentItem().text(0) == "公开渠道"
    page.open_place("no such page")
    assert page.target == "start"


def test_searching_filters_the_contents_and_marks_every_place(page: HelpPage) -> None:
    everything = page.contents.targets()
    page.search.setText("法定期限")
    assert 0 < len(page.contents.targets()) < len(everything)
    assert "requests" in page.contents.targets()
    page.find_next()
    assert page.view.textCursor().selectedText() == "法定期限"
    assert len(page.view.extraSelections()) == len(page.view.places()) > 0
    page.search.setText("没有这样的词")
    assert "没有“没有这样的词”" in page.told.text() and page.contents.targets() == []
    page.search.clear()
    assert page.contents.targets() == everything and page.view.extraSelections() == []


def test_next_goes_on_through_all_chapters_and_round(page: HelpPage) -> None:
    page.search.setText("销号")
    total = sum(hit.count for hit in page.found)
    seen = []
    for _ in range(total + 1):
        page.find_next()
        seen.append((page.target, page.view.textCursor().selectionStart()))
    assert len(set(seen)) == total and seen[-1] == seen[0]
    page.find_next(forward=False)
    assert (page.target, page.view.textCursor().selectionStart()) == seen[-2]


def test_chapters_are_found_by_pinyin_initials(page: HelpPage) -> None:
    page.search.setText("cbdb")
    assert page.contents.targets()[0] == "chase"
    assert "名称" in page.told.text()


def test_links_lead_on_and_back_leads_back(page: HelpPage) -> None:
    page.go("start")
    page.view.verticalScrollBar().setValue(40)
    page.view.followed.emit("review")
    assert page.target == "review" and page.back_button.isEnabled()
    page.back()
    assert (page.target, page.view.verticalScrollBar().value()) == ("start", 40)
    page.forward()
    assert page.target == "review" and not page.forward_button.isEnabled()
    page.after_button.click()
    assert page.target == "tasks"


def test_the_size_of_the_text_is_remembered(qtbot: QtBot, page: HelpPage, empty_session: Session) -> None:
    points = page.view.font().pointSizeF()
    page.larger_button.click()
    page.larger_button.click()
    assert page.view.font().pointSizeF() == points + 2
    again = HelpPage(empty_session)
    qtbot.addWidget(again)
    assert again.view.font().pointSizeF() == points + 2
    again.view.zoom(0)
    assert again.view.font().pointSizeF() == points


def test_pictures_are_as_wide_as_there_is_room_and_open_in_full(qtbot: QtBot, page: HelpPage) -> None:
    page.go("window")
    image = next(
        form.format.toImageFormat()
        for block in iter_blocks(page)
        for form in block.textFormats()
        if form.format.isImageFormat()
    )
    assert 100 < image.width() <= page.view.viewport().width()
    assert image.anchorHref() == "ledger.png"
    shown = show_picture(str(page.handbook.folder / "ledger.png"), "图片", page)
    assert shown.isVisible()


def iter_blocks(page: HelpPage):  # type: ignore[no-untyped-def]
    block = page.view.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def page_of(pages: list[Page], title: str) -> int:
    return next(one.number for one in pages if one.document.firstBlock().text() == title)  # type: ignore[attr-defined]


def test_the_whole_handbook_as_pdf(page: HelpPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = handbook_pages(page.handbook)
    assert len(pages) > len(page.handbook.chapters)
    numbers = {chapter.title: page_of(pages, chapter.title) for chapter in page.handbook.chapters}
    told = pages[0].document.toPlainText().splitlines()  # type: ignore[attr-defined]
    assert [line for line in told if "　" in line] == [f"{title}　{number}" for title, number in numbers.items()]
    target = tmp_path / "手册.pdf"
    monkeypatch.setattr("ui.handbook.paper.handbook_pages", lambda _: pages[:2])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.save_pdf()
    assert target.read_bytes().startswith(b"%PDF") and "手册.pdf" in page.told.text()


def test_f1_opens_the_chapter_of_the_page_in_front(qtbot: QtBot, make_window: Make, filled: Session) -> None:
    window = make_window(filled)
    window.show_page("requests")
    window.table["help"].trigger()
    shown = window.findChild(HelpPage)
    assert shown is not None and shown.target == "requests"
    window.show_page("dashboard")
    window.table["help"].trigger()
    assert window.findChildren(HelpPage) == [shown] and shown.target == "window"
    shown.close()


def test_f1_in_a_dialog_of_which_nothing_is_told_opens_the_chapter_of_the_page(
    qtbot: QtBot, make_window: Make, filled: Session
) -> None:
    window = make_window(filled)
    window.show_page("messages")
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    shown = dialog.findChild(HelpPage)
    assert shown is not None and shown.target == "messages"
    dialog.close()


def test_f1_in_a_dialog_opens_the_chapter_of_the_dialog(qtbot: QtBot, make_window: Make, filled: Session) -> None:
    window = make_window(filled)
    dialog = SettingsDialog(filled, window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    shown = dialog.findChild(HelpPage)
    assert shown is not None and shown.target == "settings"
    shown.close()
    dialog.close()


@pytest.mark.parametrize("place", ["consultations", "interpretations", "channels"])
def test_it_opens_with_the_heading_it_was_asked_for_at_the_top(
    qtbot: QtBot, empty_session: Session, place: str
) -> None:
    page = HelpPage(empty_session, None, place)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    heading = page.target.partition("#")[2]

    def at_the_top() -> bool:
        bar = page.view.verticalScrollBar()
        cursor = page.view.textCursor()
        return cursor.block().text() == heading and (
            0 <= page.view.cursorRect(cursor).top() <= 40 or bar.value() == bar.maximum() > 0
        )

    qtbot.waitUntil(at_the_top)
    page.resize(page.width() - 200, page.height() + 30)
    qtbot.waitUntil(at_the_top)
    page.view.verticalScrollBar().setValue(0)
    page.resize(page.width() + 100, page.height())
    assert page.view.verticalScrollBar().value() == 0, "where somebody scrolled to, it stays"


def test_f1_in_the_search_over_everything_explains_searching(qtbot: QtBot, make_window: Make, filled: Session) -> None:
    window = make_window(filled)
    window.show_page("requests")
    window.table["find_everywhere"].trigger()
    popup = window.findChild(FindEverywhere)
    assert popup is not None
    qtbot.waitUntil(popup.isActiveWindow)
    window.table["help"].trigger()
    shown = window.findChild(HelpPage)
    assert shown is not None and shown.target == "find"
    shown.close()
