"""The intake page as a person uses it: correct, accept, take back, leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.intake import PASTED, read_notice, read_pasted
from models.intake.notice import Notice
from models.operations import bringing_in, records
from models.workdays.calendar import WorkCalendar
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import document_named, review_of, stored
from ui import background
from ui.intake import IntakePage
from ui.intake.drafts import TASK_FIELDS, Draft
from ui.intake.reading import Incoming
from ui.intake.review import NO_UNITS, Review
from ui.session import Session

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def cell(review: Review, draft: Draft, name: str) -> QPoint:
    index = review.model.index(review.model.row_of(draft), TASK_FIELDS.index(name))
    return review.table.visualRect(index).center()


def type_into(qtbot: QtBot, review: Review, draft: Draft, name: str, text: str) -> None:
    """Edit a cell by keyboard: Enter, the new text, Enter."""
    review.table.go_to(draft, name)
    review.table.setFocus()
    qtbot.keyClick(review.table, KEY.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit if name == "content" else QLineEdit)
    editor.selectAll()
    editor.insert(text) if isinstance(editor, QLineEdit) else editor.insertPlainText(text)
    qtbot.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()  # a line editor is committed from the event loop


def answer_question(button: str) -> Callable[[], bool]:
    """Presses a button of the next question; tells whether one was asked."""
    asked = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            next(item for item in box.buttons() if item.text() == button).click()

    QTimer.singleShot(50, press)
    return lambda: bool(asked)


# -- what is shown ------------------------------------------------------------------------------------


def test_it_shows_the_notice_and_its_counts(show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    labels = [label.text() for label in (page._title, page._counts)]
    assert labels == ["导入：云岭区要点.txt", "3 项任务 · 1 处待确认"]
    assert review.accept.text().startswith("导入 3 项")
    assert review.form.fold.text() == "文件：云政办〔2024〕6号 · 2024年5月21日 · 依据 云市政办〔2024〕2号"
    assert review.doubts.list.count() == 2
    assert review.table.isColumnHidden(TASK_FIELDS.index("cooperating_units"))
    assert not review.table.isColumnHidden(TASK_FIELDS.index("lead_units"))


def test_pasted_text_goes_by_its_title_and_days_are_never_cut(show: Show, notice: Notice) -> None:
    page = show(replace(notice, source=PASTED))
    assert page._title.text() == f"导入：{notice.title}"
    table = review_of(page).table
    page.resize(700, 500)
    due = TASK_FIELDS.index("due_on")
    assert table.columnWidth(due) >= table.fontMetrics().horizontalAdvance("2026-12-31") + 10


def test_a_task_shows_its_clause_and_the_text_its_task(qtbot: QtBot, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    third = review.drafts.items[2]
    qtbot.mouseClick(review.table.viewport(), Qt.MouseButton.LeftButton, pos=cell(review, third, "content"))
    assert review.source._clause == third.places
    second = review.drafts.items[1]
    cursor = review.source.textCursor()
    cursor.setPosition(second.task.span[0] + 3)
    review.source.setTextCursor(cursor)
    assert review.model.draft(review.table.currentIndex()) is second
    assert review.source._clause == second.places


def test_a_doubt_leads_to_its_place_and_is_settled(qtbot: QtBot, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    doubts = review.doubts.list
    assert doubts.hasFocus() or review.focusWidget() is doubts
    qtbot.mouseClick(doubts.viewport(), Qt.MouseButton.LeftButton, pos=doubts.visualItemRect(doubts.item(0)).center())
    assert review.model.draft(review.table.currentIndex()) is review.drafts.items[2]
    qtbot.mouseClick(doubts.viewport(), Qt.MouseButton.LeftButton, pos=doubts.visualItemRect(doubts.item(1)).center())
    assert review.source.textCursor().selectedText() == "2024年12月底前"
    doubts.setCurrentRow(0)
    assert review.accept.text() == "导入 3 项（1 处未确认）(&I)"
    qtbot.keyClick(doubts, KEY.Key_Space)
    assert doubts.count() == 1
    assert review.accept.text() == "导入 3 项(&I)"
    assert page._counts.text() == "3 项任务"


def test_the_words_that_a_doubt_asks_about_are_selected_in_the_text(show: Show) -> None:
    text = (
        "云岭区2024年政务公开工作要点\n\n1．公开预算（区财政局负责，完成时限：2月底前）\n2．公开决算（区财政局负责）\n"
    )
    review = review_of(show(read_notice(read_pasted(text), WorkCalendar())))
    told = [doubt.sentence for doubt in review.doubts._shown]
    row = next(row for row, sentence in enumerate(told) if "“2月底前”的年份" in sentence)
    review.doubts.list.setCurrentRow(row)
    review.doubts.point()
    assert review.source.textCursor().selectedText() == "2月底前"
    review.show_place(review.drafts.items[1], "没有写明完成时限")
    assert not review.source.textCursor().hasSelection(), "words of another doubt stay marked"


def test_doubts_of_tasks_that_stay_out_are_not_asked_about(show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    third = review.drafts.items[2]
    review.model.tick([third], False)
    assert review.accept.text() == "导入 2 项(&I)"
    review.model.tick([third], True)
    assert review.accept.text() == "导入 3 项（1 处未确认）(&I)"


def test_that_nothing_is_ticked_is_told_until_something_is(show: Show, notice: Notice) -> None:
    bare = [
        replace(task, lead_units=(), responsible_units=(), cooperating_units=(), ticked=False) for task in notice.tasks
    ]
    review = review_of(show(replace(notice, tasks=tuple(bare))))
    assert review.told.sentence == NO_UNITS
    review.model.tick(review.drafts.tasks, True)
    assert review.told.sentence == ""


def test_a_doubt_stays_settled_when_something_else_is_edited(qtbot: QtBot, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    review.doubts.list.setCurrentRow(0)
    review.doubts.settle()
    type_into(qtbot, review, review.drafts.items[0], "deadline_text", "2月30日前")
    sentences = [review.doubts.list.item(row).text() for row in range(review.doubts.list.count())]
    assert any("不存在" in sentence for sentence in sentences)
    assert not any("推定" in sentence and sentence.startswith("3") for sentence in sentences)


# -- corrections ---------------------------------------------------------------------------------------


def test_corrections_are_what_is_stored(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    first, second, third = review.drafts.items
    type_into(qtbot, review, first, "content", "公开全部规划")
    type_into(qtbot, review, first, "responsible_units", "区司法局；区教育局")
    type_into(qtbot, review, first, "deadline_text", "2024年7月底前")
    assert review.drafts.text_of(first, "due_on") == "2024-07-31"
    type_into(qtbot, review, third, "number", "12")
    review.table.go_to(second)
    qtbot.keyClick(review.table, KEY.Key_Space)
    assert review.accept.text().startswith("导入 2 项")
    with qtbot.waitSignal(page.finished) as finished:
        qtbot.keyClick(review.table, KEY.Key_Return, CTRL)
    assert finished.args == [True]
    tasks = stored(session)
    assert [task["content"] for task in tasks] == ["公开全部规划", "解读重大政策"]
    assert [task["number"] for task in tasks] == ["1", "12"]
    assert tasks[0]["deadline_text"] == "2024年7月底前"
    assert tasks[0]["due_on"] == date(2024, 7, 31)
    book = session.desk.book
    names = [book.title("units", number) for number in tasks[0]["responsible_units"]]  # type: ignore[attr-defined]
    assert names == ["区司法局", "区教育局"]
    assert tasks[0]["clause"] == notice.tasks[0].clause


def test_one_undo_takes_all_back(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    told: list[str] = []
    session.told.connect(lambda sentence, _undo: told.append(sentence))
    page.accept()
    assert len(stored(session)) == 3
    assert told[-1].startswith("已导入 3 项任务")
    session.desk.book.history.undo()
    book = session.desk.book
    assert [len(book.ids(name)) for name in ("tasks", "documents", "units")] == [0, 0, 0]


def test_what_is_being_typed_counts_when_it_is_accepted(
    qtbot: QtBot, session: Session, show: Show, notice: Notice
) -> None:
    page = show(notice)
    review = review_of(page)
    review.table.go_to(review.drafts.items[0], "deadline_text")
    review.table.setFocus()
    qtbot.keyClick(review.table, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("2024年8月底前")
    page.accept()
    assert stored(session)[0]["due_on"] == date(2024, 8, 31)


def test_a_wrong_day_being_typed_stops_the_import(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    review.table.go_to(review.drafts.items[0], "due_on")
    review.table.setFocus()
    qtbot.keyClick(review.table, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("2024-02-31")
    page.accept()
    assert stored(session) == []
    assert "不存在" in review.told.sentence


def test_long_wording_is_kept_whole(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    long = "依法公开并及时更新" * 300
    index = review_of(page).model.index(1, TASK_FIELDS.index("content"))
    assert review_of(page).model.setData(index, long)
    page.accept()
    assert stored(session)[0]["content"] == long


def test_delete_removes_and_restore_brings_back(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    review.table.go_to(review.drafts.items[0])
    qtbot.keyClick(review.table, KEY.Key_Delete)
    assert len(review.drafts.items) == 2
    assert review.told.sentence == "已移除 1 项任务。"
    qtbot.mouseClick(review.told._button, Qt.MouseButton.LeftButton)
    assert len(review.drafts.items) == 3
    assert not review.drafts.is_edited


def test_rows_are_as_high_as_what_they_hold_after_removing(qtbot: QtBot, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    table, model = review.table, review.model
    section, task = table.rowHeight(0), table.rowHeight(1)
    assert section < task
    table.go_to(review.drafts.items[0])
    review.commands.remove()
    wanted = [section if model.draft(model.index(row, 0)) is None else task for row in range(model.rowCount())]
    assert [table.rowHeight(row) for row in range(model.rowCount())] == wanted
    assert [table.columnSpan(row, 0) > 1 for row in range(model.rowCount())] == [high == section for high in wanted]


@pytest.mark.parametrize("width", [1000, 1100, 1180, 1181, 1740])
def test_the_table_does_not_scroll_sideways_on_usual_screens(
    qtbot: QtBot, show: Show, notice: Notice, width: int
) -> None:
    page = show(notice)
    page.resize(width, 640)
    table = review_of(page).table
    qtbot.waitUntil(lambda: page.width() == width)
    assert table.horizontalHeader().length() == table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()


def test_a_workbook_that_can_only_be_read_takes_nothing(
    qtbot: QtBot, session: Session, notice: Notice, clock: Clock, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat)
    other = Session(clock, session.registers, session.resources, settings, tmp_path / "b", background.run)
    assert other.open(session.desk.book.path)
    assert not other.writable
    page = IntakePage(other)
    qtbot.addWidget(page)
    page.show_notices([Incoming(notice)])
    page.show()
    assert "只能看" in review_of(page).known.sentence
    assert not review_of(page).accept.isEnabled()
    page.accept()
    assert stored(session) == []
    other.close()


def test_document_fields_are_kept_as_corrected(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    review.form.fold.setChecked(True)
    review.form.lines["title"].setText("云岭区2025年政务公开工作要点")
    review.form.lines["issued_on"].setText("2025-3-1")
    qtbot.keyClick(review.form.lines["title"], KEY.Key_Return)
    assert review.drafts.text_of(review.drafts.items[2], "due_on") == "2025-09-30"
    page.accept()
    document = document_named(session, "云政办〔2024〕6号")
    assert document["title"] == "云岭区2025年政务公开工作要点"
    assert document["issued_on"] == date(2025, 3, 1)
    assert document["doc_number"] == "云政办〔2024〕6号"


def test_a_wrong_date_of_the_document_stops_the_import(session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    review.form.lines["issued_on"].setText("2024-15-40")
    page.accept()
    assert stored(session) == []
    assert review.form.lines["issued_on"].isVisible()
    assert "不存在" in review.form._problem.text()


# -- special notices -----------------------------------------------------------------------------------


def test_items_without_units_come_unticked_and_say_so(qtbot: QtBot, show: Show, unit_less: Notice) -> None:
    review = review_of(show(unit_less))
    assert "没有写明责任单位" in review.told.sentence
    assert not review.accept.isEnabled()
    qtbot.keyClick(review.table, KEY.Key_A, CTRL)
    qtbot.keyClick(review.table, KEY.Key_Space)
    assert review.accept.isEnabled()
    assert len(review.drafts.chosen) == 3


def test_a_document_without_tasks_can_be_kept_as_a_source(
    qtbot: QtBot, session: Session, show: Show, summary: Notice, tmp_path: Path
) -> None:
    original = tmp_path / "总结.txt"
    original.write_text(summary.text, encoding="utf-8")
    page = show(summary, original=original)
    review = review_of(page)
    assert review.nothing.isVisible()
    assert not review.table.isVisible()
    assert review.nothing.reason == "这份材料没有布置任务。"
    with qtbot.waitSignal(page.finished) as finished:
        review.nothing.register.click()
    assert finished.args == [True]
    assert stored(session) == []
    document = document_named(session, summary.title)
    assert [item.title for item in document["files"]] == ["总结.txt"]


def test_a_known_notice_is_told_before_anything_is_accepted(session: Session, show: Show, notice: Notice) -> None:
    session.run(bringing_in.bring_in, notice, notice.tasks)
    page = show(notice)
    review = review_of(page)
    assert review.known.isVisible()
    assert review.known.sentence == "这份通知 2021-10-15 已导入过（3 项），没有新的任务可以导入。"
    assert not review.accept.isEnabled()
    assert not review.drafts.is_edited
    assert str(review.model.index(1, 1).data()).startswith("（已在台账里）")
    review.model.tick(review.drafts.items, True)
    assert review.drafts.chosen == ()
    assert "已在台账里" in review.told.sentence
    page.accept()
    assert len(stored(session)) == 3
    review.form.lines["doc_number"].setText("云政办〔2024〕9号")
    assert review.form.commit()
    assert "“云政办〔2024〕6号”（3 项任务），文号或日期不同，这一份按新文件导入" in review.known.sentence
    assert review.accept.isEnabled()
    assert len(review.drafts.chosen) == 3


def test_what_is_new_in_a_known_notice_is_brought_in(
    qtbot: QtBot, session: Session, show: Show, notice: Notice
) -> None:
    session.run(bringing_in.bring_in, notice, notice.tasks[:2])
    page = show(notice)
    review = review_of(page)
    assert [draft.is_there for draft in review.drafts.items] == [True, True, False]
    assert review.known.sentence == "这份通知 2021-10-15 已导入过（2 项）：新增 1 项。"
    assert review.accept.text().startswith("导入 1 项")
    review.model.toggle([4])
    assert review.known.sentence == "这份通知 2021-10-15 已导入过（2 项）：新增 1 项。"
    review.model.toggle([4])
    with qtbot.waitSignal(page.finished):
        page.accept()
    assert [task["content"] for task in stored(session)] == [task.text for task in notice.tasks]
    session.desk.book.history.undo()
    assert len(stored(session)) == 2
    assert len(session.desk.book.ids("documents")) == 2


def test_a_task_taken_back_from_the_workbook_can_be_chosen_again(session: Session, show: Show, notice: Notice) -> None:
    session.run(bringing_in.bring_in, notice, notice.tasks)
    review = review_of(show(notice))
    assert review.drafts.new == []
    session.run(records.delete, "tasks", session.desk.book.ids("tasks")[:1])
    assert review.drafts.new == review.drafts.items[:1]
    assert review.accept.isEnabled()
    assert not review.drafts.is_edited


def test_a_known_source_without_tasks_gets_them(session: Session, show: Show, notice: Notice) -> None:
    session.run(bringing_in.bring_in, notice, ())
    documents = session.desk.book.ids("documents")
    page = show(notice)
    assert "已经登记为来源文件" in review_of(page).known.sentence
    page.accept()
    assert len(stored(session)) == 3
    assert session.desk.book.ids("documents") == documents


# -- leaving ------------------------------------------------------------------------------------------


def test_escape_leaves_at_once_when_nothing_was_edited(
    qtbot: QtBot, session: Session, show: Show, notice: Notice
) -> None:
    page = show(notice)
    with qtbot.waitSignal(page.finished) as finished:
        qtbot.keyClick(review_of(page).table, KEY.Key_Escape)
    assert finished.args == [False]
    assert [len(session.desk.book.ids(name)) for name in ("tasks", "documents", "units")] == [0, 0, 0]


def test_escape_asks_when_something_was_edited(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    page = show(notice)
    type_into(qtbot, review_of(page), review_of(page).drafts.items[0], "number", "7")
    asked = answer_question("继续核对")
    with qtbot.assertNotEmitted(page.finished):
        page.cancel()
    assert asked()
    answer_question("放弃")
    with qtbot.waitSignal(page.finished) as finished:
        page.cancel()
    assert finished.args == [False]
    assert stored(session) == []


def test_escape_in_a_cell_leaves_only_the_cell(qtbot: QtBot, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    review.table.go_to(review.drafts.items[0], "number")
    review.table.setFocus()
    qtbot.keyClick(review.table, KEY.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("99")
    with qtbot.assertNotEmitted(page.finished):
        qtbot.keyClick(editor, KEY.Key_Escape)
    assert review.drafts.items[0].task.number == "1"


def test_several_notices_come_one_after_the_other(
    qtbot: QtBot, session: Session, show: Show, notice: Notice, summary: Notice
) -> None:
    other = replace(notice, source="另一份.txt", title="另一份2024年要点", doc_number="云政办〔2024〕8号")
    page = show(notice, other, summary)
    assert page._tabs.isVisible()
    assert page._counts.text().startswith("第1份/共3份")
    page.accept()
    assert page._counts.text().startswith("第1份/共2份")
    assert review_of(page).drafts.notice.source == "另一份.txt"
    page.skip()
    assert review_of(page).drafts.notice.source == "总结.txt"
    assert not page._tabs.isVisible()
    with qtbot.waitSignal(page.finished) as finished:
        page.cancel()
    assert finished.args == [True]
    assert len(stored(session)) == 3
    assert session.desk.book.find("documents", "云政办〔2024〕8号") is None


# -- keyboard -----------------------------------------------------------------------------------------


def test_panes_are_walked_by_keyboard(qtbot: QtBot, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    review.source.setFocus()
    seen = [review.focusWidget()]
    for _ in range(3):
        assert page.focus_pane(1)
        seen.append(review.focusWidget())
    assert seen == [review.source, review.doubts.list, review.table, review.form.fold]
    assert not page.focus_pane(1)
    qtbot.keyClick(review.form.fold, KEY.Key_F6)
    assert review.focusWidget() is review.source
    assert not page.focus_pane(-1)


def test_tab_walks_the_cells_and_leaves_at_the_end(qtbot: QtBot, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    review.table.go_to(review.drafts.items[0], "number")
    review.table.setFocus()
    qtbot.keyClick(review.table, KEY.Key_Tab)
    assert review.table.currentIndex().column() == TASK_FIELDS.index("content")
    review.table.go_to(review.drafts.items[-1], "due_on")
    qtbot.keyClick(review.table, KEY.Key_Tab)
    assert review.focusWidget() is not review.table


def test_every_control_has_a_name(show: Show, notice: Notice, summary: Notice) -> None:
    page = show(notice, summary)
    for widget in page.findChildren(QWidget):
        if isinstance(widget, QAbstractButton) and not widget.text() and widget.isVisible():
            assert widget.accessibleName() or widget.toolTip(), widget
        if isinstance(widget, QTableView | QListWidget | QTextEdit | QLineEdit) and widget.isVisible():
            assert widget.accessibleName(), widget
