"""Merge, split, paragraph to task, words into cells, doubts settled by keys, undo: with keys and buttons."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from models.intake import read_notice, read_pasted
from models.intake.notice import Notice
from models.workdays.calendar import WorkCalendar
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import review_of, stored
from tests.ui.intake.test_regroup import TEXT
from ui.intake.review import Review
from ui.intake.split_dialog import SplitDialog
from ui.session import Session

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def read() -> Notice:
    return read_notice(read_pasted(TEXT), WorkCalendar())


def select(review: Review, words: str, *, only_caret: bool = False) -> None:
    start = review.drafts.notice.text.index(words)
    review.source.setFocus()
    if only_caret:
        cursor = review.source.textCursor()
        cursor.setPosition(start)
        review.source.setTextCursor(cursor)
    else:
        review.source.show_place((start, start + len(words)))


def numbers(review: Review) -> list[str]:
    return [item.task.number for item in review.drafts.tasks]


def test_selected_tasks_are_merged_and_taken_apart_again(qtbot: QtBot, show: Show, read: Notice) -> None:
    review = review_of(show(read))
    review.table.setFocus()
    review.table.go_to(review.drafts.items[0])
    qtbot.keyClick(review.table, KEY.Key_M, CTRL)
    assert "两项" in review.told.sentence
    qtbot.keyClick(review.table, KEY.Key_Down, SHIFT)
    qtbot.keyClick(review.table, KEY.Key_M, CTRL)
    assert numbers(review) == ["1", "3"]
    assert review.told.sentence == "2 项已合并为一项。"
    assert review.model.draft(review.table.currentIndex()) is review.drafts.items[0]
    review.undo()
    assert numbers(review) == ["1", "2", "3"]
    review.redo()
    assert numbers(review) == ["1", "3"]
    assert review.told.sentence == "已重做：合并 2 项任务。"


def test_the_dialog_splits_where_it_is_ticked(qtbot: QtBot, show: Show, read: Notice) -> None:
    review = review_of(show(read))
    third = review.drafts.items[2]
    review.table.setFocus()
    review.table.go_to(third)
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SplitDialog)
        qtbot.keyClick(dialog.list, KEY.Key_Space)
        seen.append(dialog.split_button.text())
        qtbot.mouseClick(dialog.split_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    qtbot.keyClick(review.table, KEY.Key_M, CTRL | SHIFT)
    assert seen == ["拆成 2 项"]
    assert [item.task.text for item in review.drafts.tasks[2:]] == [
        "一是公开预算，二是公开决算，",
        "三是公开审计结果。",
    ]


def test_a_task_is_split_at_the_caret(qtbot: QtBot, show: Show, read: Notice) -> None:
    review = review_of(show(read))
    select(review, "及时更新目录", only_caret=True)
    qtbot.keyClick(review.source, KEY.Key_M, CTRL | SHIFT)
    assert numbers(review) == ["1", "1-2", "2", "3"]
    select(review, "云岭区", only_caret=True)
    qtbot.keyClick(review.source, KEY.Key_M, CTRL | SHIFT)
    assert numbers(review) == ["1", "1-2", "2", "3"]
    assert "光标" in review.told.sentence


def test_what_was_left_out_is_walked_through_and_made_a_task(
    qtbot: QtBot, session: Session, show: Show, read: Notice
) -> None:
    page = show(read)
    review = review_of(page)
    left_out: QAbstractButton = review._left.left_out
    assert left_out.text() == "另有 2 段没有列为任务 ›"
    qtbot.keyClick(review.table, KEY.Key_F7)
    assert review.source.textCursor().selectedText() == "各乡镇要认真组织自查，并加强宣传。"
    qtbot.keyClick(review.source, KEY.Key_F7)
    assert review.source.textCursor().selectedText() == "由区档案局牵头，做好档案移交。"
    qtbot.keyClick(review.source, KEY.Key_F7, SHIFT)
    qtbot.keyClick(review.source, KEY.Key_F7)
    qtbot.keyClick(review.source, KEY.Key_T, CTRL)
    assert left_out.text() == "另有 1 段没有列为任务 ›"
    made = review.drafts.tasks[3]
    assert review.model.draft(review.table.currentIndex()) is made
    assert review.accept.text().startswith("导入 4 项")
    assert page._counts.text().startswith("4 项任务")
    page.accept()
    assert [task["clause"] for task in stored(session)][3] == "由区档案局牵头，做好档案移交。"


def test_the_paragraph_of_a_duty_ticks_it_and_the_head_counts_it(qtbot: QtBot, show: Show, read: Notice) -> None:
    page = show(read)
    review = review_of(page)
    select(review, "报送自查", only_caret=True)
    qtbot.keyClick(review.source, KEY.Key_T, CTRL)
    assert review.drafts.duties[0].task.ticked
    assert page._counts.text().startswith("4 项任务")
    assert review.accept.text().startswith("导入 4 项")
    select(review, "公开惠民", only_caret=True)
    qtbot.keyClick(review.source, KEY.Key_T, CTRL)
    assert review.told.sentence.startswith("这一段已经是任务 2")


def test_words_of_the_source_are_put_into_the_current_task(qtbot: QtBot, show: Show, read: Notice) -> None:
    review = review_of(show(read))
    second = review.drafts.items[1]
    review.table.go_to(second)
    select(review, "区财政局牵头")
    qtbot.keyClick(review.source, KEY.Key_1, CTRL)
    assert second.task.lead_units == ("区财政局",)
    select(review, "2024年12月底前")
    qtbot.keyClick(review.source, KEY.Key_4, CTRL)
    assert str(second.task.due_on) == "2024-12-31"
    assert not review.table.isColumnHidden(2)


def test_a_document_without_tasks_gets_its_first_one(qtbot: QtBot, show: Show, summary: Notice) -> None:
    page = show(summary)
    review = review_of(page)
    assert review.nothing.isVisible()
    review.nothing.source_asked.emit()
    select(review, "公开惠民政策", only_caret=True)
    qtbot.keyClick(review.source, KEY.Key_T, CTRL)
    assert not review.nothing.isVisible()
    assert review.table.isVisible()
    assert review.accept.isVisible()
    assert len(review.drafts.chosen) == 1


# -- doubts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("press", "due"),
    [
        (lambda qtbot, review: qtbot.keyClick(review.doubts.list, KEY.Key_Return), "2024-09-30"),
        (lambda qtbot, review: qtbot.keyClick(review.doubts.list, KEY.Key_1), "2025-09-30"),
        (
            lambda qtbot, review: qtbot.mouseClick(review.doubts.bar.others[1], Qt.MouseButton.LeftButton),
            "2023-09-30",
        ),
    ],
)
def test_a_year_is_settled_by_a_key_or_a_button(
    qtbot: QtBot, show: Show, read: Notice, press: Callable[[QtBot, Review], None], due: str
) -> None:
    review = review_of(show(read))
    left = review.doubts.left
    assert review.doubts.list.item(0).text() == "3　“9月底前”的年份按标题推定为2024年"
    review.doubts.list.setCurrentRow(0)
    press(qtbot, review)
    assert review.doubts.left == left - 1
    assert str(review.drafts.items[2].task.due_on) == due
    review.undo()
    assert review.doubts.left == left
    assert str(review.drafts.items[2].task.due_on) == "2024-09-30"


def test_a_changed_cell_settles_its_doubt(qtbot: QtBot, show: Show, read: Notice) -> None:
    review = review_of(show(read))
    left = review.doubts.left
    third = review.drafts.items[2]
    qtbot.keyClick(review.doubts.list, KEY.Key_F2)
    line = QApplication.focusWidget()
    qtbot.keyClick(line, KEY.Key_A, CTRL)
    qtbot.keyClicks(line, "2024-10-08")
    qtbot.keyClick(line, KEY.Key_Return)
    qtbot.waitUntil(lambda: third.task.deadline_text == "2024-10-08")
    assert review.doubts.left == left - 1


def test_the_bar_and_the_line_keep_their_height(show: Show, read: Notice) -> None:
    review = review_of(show(read))
    before = review.panes.geometry()
    review.told.tell("台账里还没有这些单位，导入时将新登记：" + "区某某局、" * 60)
    QApplication.processEvents()
    assert review.panes.geometry() == before
    assert review.told._label.text().endswith("…")
    review.told.tell("")
    QApplication.processEvents()
    assert review.panes.geometry() == before


def test_a_changed_title_goes_back_too(show: Show, read: Notice) -> None:
    review = review_of(show(read))
    review.form.lines["title"].setText("云岭区2025年政务公开工作要点")
    assert review.commit()
    assert str(review.drafts.items[2].task.due_on) == "2025-09-30"
    review.undo()
    assert review.form.lines["title"].text() == "云岭区2024年政务公开工作要点"
    assert str(review.drafts.items[2].task.due_on) == "2024-09-30"
    review.undo()
    assert review.told.sentence == "这次核对里没有可以撤销的修改。"
