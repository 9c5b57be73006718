"""三分钟上手: seen at the first start, led through by the window, remembered, put away, called again."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.operations.demo import fill_demo
from models.registers import all_registers
from tests.ui.main_window.test_window import Make
from ui.app import make_session
from ui.dashboard.guide import LEDGER, NOTICE, PAPER, REVIEW, STEPS, WORKBOOK, Guide
from ui.intake import IntakePage
from ui.session import Session

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Session:
    """A session on a PC that never ran the program."""
    return make_session(clock, all_registers(), ROOT / "resources", tmp_path / "home")


def test_the_main_job_from_the_first_start(
    qtbot: QtBot, make_window: Make, fresh: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(fresh)
    guiding = window.guiding
    assert guiding.in_front and guiding.bar is None
    buttons = guiding.page.buttons
    assert buttons["demo_workbook"].isEnabled() and not buttons["review"].isEnabled()
    monkeypatch.setattr(window.files, "_ask_target", lambda *_: tmp_path / "示例.gkb")
    buttons["demo_workbook"].click()
    assert guiding.guide.done == {WORKBOOK} and fresh.desk.book.count("tasks") == 45
    assert "45 项任务" in window.strip.sentence and not window.strip.undo_button.isVisible()
    assert guiding.bar is not None and guiding.bar.isVisible() and "拖进一份通知" in guiding.bar.words.text()
    pressed(guiding.bar, "practice")
    qtbot.waitUntil(lambda: isinstance(window.intake, IntakePage) and window.intake.review is not None)
    assert guiding.guide.done == {WORKBOOK, NOTICE}
    assert "核对" in guiding.bar.words.text()
    window.show_page("tasks")
    pressed(guiding.bar, "review")
    assert window.stack.currentWidget() is window.intake
    assert isinstance(window.intake, IntakePage)
    window.intake.accept()
    assert guiding.guide.done == {WORKBOOK, NOTICE, REVIEW} and fresh.desk.book.count("tasks") == 51
    pressed(guiding.bar, "steps")
    assert guiding.in_front and not guiding.bar.isVisible()
    guiding.page.buttons["notice"].click()
    assert window.pages.composer is not None and window.stack.currentWidget() is window.pages.composer
    window.pages.composer.leave()
    window.page("tasks").exported.emit(tmp_path / "台账.xlsx")
    assert LEDGER in guiding.guide.done and PAPER not in guiding.guide.done
    assert "写公文" in guiding.bar.words.text()
    pressed(guiding.bar, "notice")
    window.pages.composer.finished.emit(True)
    assert PAPER in guiding.guide.done and guiding.guide.next is None
    assert "走了一遍" in guiding.bar.words.text()
    pressed(guiding.bar, "away")
    assert not guiding.bar.isVisible() and not guiding.guide.wanted
    fresh.close()


def pressed(bar: object, name: str) -> None:
    next(button for button in bar.buttons if button.objectName() == name).click()  # type: ignore[attr-defined]


def test_who_knows_the_program_does_not_see_it(make_window: Make, filled: Session) -> None:
    window = make_window(filled)
    assert not window.guiding.guide.wanted and window.guiding.bar is None
    filled.close()
    assert window.stack.currentWidget() is window.first.welcome


def test_put_away_it_stays_away_until_it_is_called(make_window: Make, fresh: Session) -> None:
    window = make_window(fresh)
    window.guiding.page.buttons["away"].click()
    assert window.stack.currentWidget() is window.first.welcome
    assert not Guide(fresh).wanted
    window.table["guide"].trigger()
    assert window.guiding.in_front and Guide(fresh).wanted


def test_called_again_after_the_last_step_it_begins_anew(fresh: Session) -> None:
    guide = Guide(fresh)
    for step in STEPS:
        guide.do(step.name)
    assert guide.next is None and Guide(fresh).next is None
    guide.call()
    assert guide.next is STEPS[0]


def test_the_practice_notice_has_something_to_look_at(empty_session: Session) -> None:
    from models.intake import read_clipboard, read_notice
    from models.operations.demo import practice_notice

    empty_session.run(fill_demo)
    desk = empty_session.desk
    notice = read_notice(read_clipboard(None, practice_notice(desk)), desk.calendar)
    assert len(notice.tasks) == 6 and notice.doc_number == "望政办发〔2021〕27号"
    undated = [task.number for task in notice.tasks if not (task.due_on or task.ongoing or task.recurrence)]
    assert undated == ["2"], "the day that does not exist is left to the clerk"
