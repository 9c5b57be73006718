"""What was not finished is offered when its workbook is opened again, after a crash as after a normal close."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.session import Session

Make = Callable[[Session], MainWindow]
NOTICE = "督办通知单"


@pytest.fixture
def window(make_window: Make, filled: Session, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    def question(*words: object) -> QMessageBox.StandardButton:
        raise AssertionError(f"nothing is lost, yet it is asked: {words[2]}")

    monkeypatch.setattr(QMessageBox, "question", question)
    return make_window(filled)


def write_paper(window: MainWindow) -> None:
    window.pages.compose([1])
    composer = window.pages.composer
    assert composer is not None
    composer.kind.setCurrentText(NOTICE)
    composer.lines["反馈方式"].selectAll()
    composer.lines["反馈方式"].insert("书面报送")


def test_a_paper_left_by_closing_is_offered_again(qtbot: QtBot, window: MainWindow, make_window: Make) -> None:
    session, path = window._session, window._session.desk.book.path
    write_paper(window)
    assert window.close()
    again = make_window(session)
    assert session.open(path)
    qtbot.waitUntil(again.strip.offer_button.isVisible)
    assert again.strip.sentence == "上次写的督办通知单还没有做完，都留着。"
    again.strip.offer_button.click()
    composer = again.pages.composer
    assert composer is not None and again.stack.currentWidget() is composer
    assert composer.going_on.isVisible() and composer.lines["反馈方式"].text() == "书面报送"
    assert not again.strip.isVisible()


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
