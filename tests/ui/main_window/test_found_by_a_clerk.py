"""What a clerk stumbled over when using the window for the first time."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from models.operations import records
from models.operations.settings import set_settings
from tests.e2e.notices import ACTION
from ui.actions import ACTIONS
from ui.intake import IntakePage
from ui.main_window import MainWindow
from ui.notice.composer import ComposerPage
from ui.session import Session

Make = Callable[[Session], MainWindow]


@pytest.fixture
def window(make_window: Make, filled: Session) -> MainWindow:
    return make_window(filled)


def names(window: MainWindow) -> list[str]:
    return [window.navigation.item(row).text() for row in range(window.navigation.count())]


def test_a_review_left_by_the_navigation_is_found_again(qtbot: QtBot, window: MainWindow) -> None:
    window.incoming.review_text(ACTION)
    qtbot.waitUntil(lambda: window.intake is not None and window.intake.review is not None)
    review = window.intake
    assert names(window)[0] == "导入核对" and window.stack.currentWidget() is review
    window.show_page("units")
    assert window.stack.currentWidget() is window.page("units")
    window.navigation.setCurrentRow(0)
    assert window.stack.currentWidget() is review, "nothing of the review is lost"
    assert window.intake is not None
    window.intake.accept()
    qtbot.waitUntil(lambda: window.intake is None)
    assert "导入核对" not in names(window)
    assert window.stack.currentWidget() is window.page("tasks")


def begun(qtbot: QtBot, window: MainWindow) -> IntakePage:
    """A review in which something was done, left for the tasks."""
    window.incoming.review_text(ACTION)
    qtbot.waitUntil(lambda: window.intake is not None and window.intake.review is not None)
    assert isinstance(window.intake, IntakePage) and window.intake.review is not None
    window.intake.review.drafts.remove(window.intake.review.drafts.items[:1])
    window.show_page("tasks")
    return window.intake


def test_a_review_that_can_not_be_kept_is_asked_about_on_leaving(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begun(qtbot, window)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError("full")))
    monkeypatch.setattr(page, "may_leave", lambda: False)
    assert not window.close()
    assert window.stack.currentWidget() is page
    monkeypatch.setattr(page, "may_leave", lambda: True)


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_review_is_gone_on_with_when_the_workbook_is_opened_again(
    qtbot: QtBot, window: MainWindow, make_window: Make, monkeypatch: pytest.MonkeyPatch, goes_on: bool
) -> None:
    page = begun(qtbot, window)
    assert page.review is not None
    left = [item.task for item in page.review.drafts.items]
    session, path = window._session, window._session.desk.book.path
    store = session.unfinished
    assert window.close() and store.names() == ["review"]
    asked: list[str] = []
    monkeypatch.setattr(
        "ui.main_window.incoming.may_lose", lambda *words: asked.append(words[2]) is None and not goes_on
    )
    again = make_window(session)
    assert session.open(path)
    qtbot.waitUntil(lambda: bool(asked))
    assert "没有核对完" in asked[0]
    if goes_on:
        assert isinstance(again.intake, IntakePage) and again.intake.review is not None
        assert [item.task for item in again.intake.review.drafts.items] == left
        assert again.stack.currentWidget() is again.intake
    else:
        qtbot.waitUntil(lambda: store.names() == [])
        assert again.intake is None


def test_a_review_given_up_for_another_import_does_not_come_back(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = begun(qtbot, window)
    store = window._session.unfinished
    assert page.keep_now() and store.names() == ["review"]
    monkeypatch.setattr("ui.intake.page.may_lose", lambda *_: False)
    sheet = tmp_path / "单位.csv"
    sheet.write_text("单位名称\n市档案馆\n", "utf-8")
    window.incoming.import_sheets([sheet], "units")
    assert window.intake is page and store.names() == ["review"]
    monkeypatch.setattr("ui.intake.page.may_lose", lambda *_: True)
    window.incoming.import_sheets([sheet], "units")
    assert window.intake is not page
    assert store.names() == [], "a power cut now must not bring it back"


def test_messages_move_nothing(qtbot: QtBot, window: MainWindow, filled: Session) -> None:
    page = window.page("tasks")
    before = page.mapTo(window, page.rect().bottomRight())
    filled.told.emit("已完成 1 项任务。", True)
    filled.refused.emit("“台账.xlsx”写不进去。")
    qtbot.wait(20)
    assert window.strip.isVisible()
    assert page.mapTo(window, page.rect().bottomRight()) == before
    assert not window.status._left.isVisible()
    window.strip.put_away()
    qtbot.waitUntil(window.status._left.isVisible)
    filled.told.emit("已完成 1 项任务。", True)
    window.strip.put_away()
    qtbot.wait(20)
    assert window.status._left.isVisible(), "that the work is safe is said again"


def test_after_an_undo_no_further_undo_is_offered_beside_the_message(window: MainWindow, filled: Session) -> None:
    window.table["undo"].trigger()
    assert window.strip.sentence.startswith("已撤销：")
    assert not window.strip.undo_button.isVisible()


def test_the_first_window_fits_the_screen(make_window: Make, empty_session: Session) -> None:
    window = make_window(empty_session)
    available = QGuiApplication.primaryScreen().availableSize()
    assert window.isMaximized() or (
        window.frameGeometry().width() <= available.width() and window.frameGeometry().height() <= available.height()
    )


def test_every_action_has_a_shortcut_and_no_two_the_same() -> None:
    keys = [spec.shortcut for spec in ACTIONS]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_reading_only_is_said_for_as_long_as_it_lasts(
    window: MainWindow, filled: Session, make_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    filled.desk.book.reading_because = "甲电脑上的张三正在使用这个工作簿，现在只能查看，不能修改"
    window.status.show_all()
    assert "张三正在使用" in window.status._left.text()
    filled.desk.book.reading_because = ""


def test_after_bringing_in_the_first_new_task_is_shown(qtbot: QtBot, window: MainWindow, filled: Session) -> None:
    before = set(filled.desk.book.ids("tasks"))
    window.page("tasks").show_only([("status", "overdue")])
    window.incoming.review_text(ACTION)
    qtbot.waitUntil(lambda: window.intake is not None and window.intake.review is not None)
    assert window.intake is not None
    window.intake.accept()
    qtbot.waitUntil(lambda: window.intake is None)
    chosen = window.page("tasks").selected_ids()
    assert chosen == [min(set(filled.desk.book.ids("tasks")) - before)]


def test_a_ledger_with_the_columns_shown_has_just_those(window: MainWindow) -> None:
    page = window.page("tasks")
    page.table.keep_columns(["number", "deadline_text", "content"])
    assert page.ledgers.columns() == ["number", "deadline_text", "content", "status"]
    page.table.keep_columns(["due_on", "deadline_text"])
    assert page.ledgers.columns() == ["due_on", "deadline_text", "status"]


def test_the_keys_of_what_can_not_be_done_say_why(window: MainWindow, filled: Session) -> None:
    page = window.page("tasks")
    page.table.select_ids([1])
    window.strip.hide()
    control = Qt.KeyboardModifier.ControlModifier
    for key, why in ((Qt.Key.Key_R, "还没有完成，不能退回"), (Qt.Key.Key_L, "还没有完成或者已经销号")):
        QTest.keyClick(page.table, key, control)
        assert why in window.strip.sentence
    page.form.rows["number"].editor.setFocus()
    window.strip.refuse("别的")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R, control)
    assert "不能退回" in window.strip.sentence, "from the form, too"
    page.table.clearSelection()
    QTest.keyClick(page.table, Qt.Key.Key_L, control)
    assert window.strip.sentence == "请先选中要销号的任务。"
    window.show_page("problems")
    assert not any(shortcut.isEnabled() for keys, shortcut in window.table._explaining.items() if keys == "Ctrl+Z")
    page = window.page("problems")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_L, control)
    assert window.strip.sentence == "请先选中要审核通过的问题。"


def composing(window: MainWindow, kind: str = "督办通知单") -> ComposerPage:
    """The composer in front; a notice about a task that is asked to go out has no number yet."""
    set_settings(window._session.desk, {"office_name": "云岭市政务公开办公室"})
    window.pages.compose([1])
    assert window.pages.composer is not None
    window.pages.composer.compose([1], kind)
    window.pages.composer.issue()
    assert "还没有填写文号" in window.strip.sentence
    return window.pages.composer


def test_what_keeps_a_paper_back_is_said_until_it_is_mended(window: MainWindow) -> None:
    composer = composing(window)
    composer.lines["反馈方式"].insert("书面")
    composer.refresh()
    assert "还没有填写文号" in window.strip.sentence, "that did not mend it"
    composer.lines["文号"].insert("云政公开督〔2021〕1号")
    composer.refresh()
    assert window.strip.sentence == ""
    window._session.close()  # the window would ask about what is written


def test_esc_closes_the_message_first_and_leaves_the_paper_then(window: MainWindow) -> None:
    composer = composing(window)
    QTest.keyClick(composer.lines["文号"], Qt.Key.Key_Escape)
    assert window.strip.sentence == "" and window.stack.currentWidget() is composer
    assert composer.lines["文号"].hasFocus()
    QTest.keyClick(composer.lines["文号"], Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.page("tasks")


def test_what_kept_a_paper_back_is_not_said_elsewhere(window: MainWindow) -> None:
    composing(window).leave()
    assert window.strip.sentence == ""


def test_what_was_refused_goes_with_the_next_thing_done(window: MainWindow) -> None:
    session = window._session
    session.refused.emit("不能为空，请填写。")
    assert window.strip.isVisible()
    outcome = records.edit(session.desk, "tasks", [1], {"number": "99"})
    session.announce(replace(outcome, message=""))
    assert window.strip.sentence == ""
    session.refused.emit("不能为空，请填写。")
    window.strip.close_button.click()
    assert session.refusal == ""
