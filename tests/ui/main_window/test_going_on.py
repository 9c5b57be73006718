"""What was not finished is offered when its workbook is opened again, after a crash as after a normal close."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.session import Session
from ui.sheets import SheetsPage

Make = Callable[[Session], MainWindow]
NOTICE = "督办通知单"


@pytest.fixture
def window(make_window: Make, filled: Session, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    def question(*words: object) -> QMessageBox.StandardButton:
        raise AssertionError(f"nothing is lost, yet it is asked: {words[2]}")

    monkeypatch.setattr(QMessageBox, "question", question)
    return make_window(filled)


def opened_again(window: MainWindow, make_window: Make) -> MainWindow:
    """The program ended by closing its window and was started anew, over the same workbook."""
    session, path = window._session, window._session.desk.book.path
    assert window.close()
    session.opened.disconnect(window._workbook_opened)
    again = make_window(session)
    assert session.open(path)
    return again


def write_paper(window: MainWindow) -> None:
    window.pages.compose([1])
    composer = window.pages.composer
    assert composer is not None
    composer.kind.setCurrentText(NOTICE)
    composer.lines["反馈方式"].selectAll()
    composer.lines["反馈方式"].insert("书面报送")


def test_a_paper_left_by_closing_is_offered_again(qtbot: QtBot, window: MainWindow, make_window: Make) -> None:
    write_paper(window)
    again = opened_again(window, make_window)
    qtbot.waitUntil(again.strip.offer_button.isVisible)
    assert again.strip.sentence == "上次写的督办通知单还没有做完，都留着。"
    again.strip.offer_button.click()
    composer = again.pages.composer
    assert composer is not None and again.stack.currentWidget() is composer
    assert composer.going_on.isVisible() and composer.lines["反馈方式"].text() == "书面报送"
    assert not again.strip.isVisible()


def test_a_new_record_left_by_closing_is_offered_again(qtbot: QtBot, window: MainWindow, make_window: Make) -> None:
    window.show_page("tasks")
    window.page("tasks").side.new()
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    again = opened_again(window, make_window)
    qtbot.waitUntil(again.strip.offer_button.isVisible)
    assert again.strip.sentence == "上次新建的任务还没有做完，都留着。"
    again.show_page("units")
    again.strip.offer_button.click()
    page = again.page("tasks")
    assert again.stack.currentWidget() is page and page.form.is_draft
    assert page.form.rows["content"].editor.answer() == "abc"
    assert again.strip.sentence.startswith("接着上次没有保存的新建任务")


def test_of_several_it_is_chosen(qtbot: QtBot, window: MainWindow, make_window: Make) -> None:
    for register in ("tasks", "units"):
        window.show_page(register)
        window.page(register).side.new()
        QTest.keyClicks(QApplication.focusWidget(), "abc")
    write_paper(window)
    again = opened_again(window, make_window)
    qtbot.waitUntil(again.strip.offer_button.isVisible)
    assert again.strip.sentence == "上次新建的任务、新建的单位、写的督办通知单还没有做完，都留着。"
    again.strip.offer_button.click()
    (menu,) = again.strip.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["新建的任务", "新建的单位", "写的督办通知单"]
    menu.actions()[1].trigger()
    menu.close()
    assert again.page("units").form.rows["name"].editor.answer() == "abc"


def test_the_status_line_says_what_is_not_saved(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page("tasks")
    page.side.new()
    assert window.status._left.text() == "所有内容都已保存"
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    qtbot.waitUntil(lambda: window.status._left.text() == "新建的任务还没有保存")
    window.show_page("units")
    assert window.status._left.text().startswith("新建的任务还没有保存")
    window.show_page("tasks")
    assert page.form.save()
    assert window.status._left.text().startswith("已自动保存")
    page.side.new()
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    qtbot.waitUntil(lambda: window.status._left.text() == "新建的任务还没有保存")
    page.form.leave_draft()
    assert window.status._left.text().startswith("已自动保存")


def test_it_is_asked_about_a_paper_that_can_not_be_kept(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    write_paper(window)
    asked: list[str] = []

    def question(_window: object, _title: str, sentence: str, *_more: object) -> QMessageBox.StandardButton:
        asked.append(sentence)
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", question)
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
        assert not window.close()
    assert asked == ["公文还没有存为 Word，也没有登记。要放弃并离开吗？"]
    assert "没能留到磁盘上" in window.strip.sentence
    assert window.close() and len(asked) == 1


@pytest.mark.parametrize("goes_on", [True, False])
def test_an_import_of_a_sheet_is_gone_on_with(
    qtbot: QtBot, window: MainWindow, make_window: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, goes_on: bool
) -> None:
    sheet = tmp_path / "通讯录.csv"
    sheet.write_text("单位名称,类型\n市民政局,单位\n市水利局,单位\n", "utf-8")
    window.incoming.import_sheets([sheet], "units")
    page = window.intake
    assert isinstance(page, SheetsPage)
    qtbot.waitUntil(lambda: page.draft is not None and not page._checker.is_busy)
    assert page.draft is not None
    page.draft.correct(1, 0, "市水务局")
    assert page.keep_now() and window._session.unfinished.names() == ["sheets", "sheets-content"]
    sheet.unlink()
    asked: list[str] = []
    monkeypatch.setattr(
        "ui.main_window.incoming.may_lose", lambda *words: asked.append(words[2]) is None and not goes_on
    )
    again = opened_again(window, make_window)
    session = again._session
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["上次“通讯录.csv”没有导完，改过的都留着。要接着核对吗？"]
    if goes_on:
        taken = again.intake
        assert isinstance(taken, SheetsPage)
        qtbot.waitUntil(lambda: taken.draft is not None and not taken._checker.is_busy)
        assert taken.draft is not None and taken.draft.text(1, 0) == "市水务局"
        taken.accept()
        assert session.desk.book.find("units", "市水务局") is not None
    else:
        assert again.intake is None
    qtbot.waitUntil(lambda: session.unfinished.names() == [])
