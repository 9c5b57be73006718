"""The form: each field written on leaving it, problems beside it, drafts, and nothing typed for a wrong record."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.base.errors import WorkbookError
from models.base.lists import Attachment, Entry
from models.operations import actions, records
from tests.ui.register.helpers import CTRL, inside, press, said, type_in, value, write
from ui.register.form import RecordForm
from ui.register.page import RegisterPage
from ui.register.sections import Section
from ui.session import Session
from ui.widgets.form_fields import FieldRow
from ui.widgets.growing_line import GrowingLine


def show(page: RegisterPage, record_id: int) -> None:
    page.table.select_ids([record_id])
    assert page.form.record is not None
    assert page.form.record.id == record_id


def test_a_field_is_written_when_the_keyboard_leaves_it(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    type_in(page, "number", "11")
    page.table.setFocus()
    assert value(filled, 1, "number") == "11"
    assert page.model.data(page.model.index(0, 0)) == "11"


def test_enter_goes_on_to_the_next_field_and_undo_shows(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    editor = type_in(page, "number", "11")
    press(Qt.Key.Key_Return)
    assert page.form.rows["section"].editor.isAncestorOf(inside())
    assert not editor.is_changed()
    filled.run(actions.undo)
    assert editor.answer() == "1", "what was taken back is shown as it is"
    filled.run(actions.redo)
    assert editor.answer() == "11"


def test_undo_right_after_the_window_was_left_and_come_back_to(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    editor = type_in(page, "content", "abcdef")
    line = inside()
    cursor = line.textCursor()  # type: ignore[attr-defined]
    cursor.setPosition(3)
    line.setTextCursor(cursor)  # type: ignore[attr-defined]
    editor.commit()
    assert value(filled, 1, "content") == "abcdef"
    write("X")
    assert editor.answer() == "abcXdef", "the cursor stays where it was"


def test_a_problem_stands_beside_its_field_and_the_old_value_stays(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    editor = type_in(page, "due_on", "2021-2-30")
    press(Qt.Key.Key_Return)
    assert "不存在" in editor.problem() or "看不懂" in editor.problem()
    assert value(filled, 1, "due_on") == date(2021, 9, 30)
    type_in(page, "number", "12")
    press(Qt.Key.Key_Return)
    assert editor.answer() == "2021-2-30", "another change does not take away what is to be mended"
    assert editor.problem()
    type_in(page, "due_on", "2021-3-1")
    press(Qt.Key.Key_Return)
    assert editor.problem() == ""
    assert value(filled, 1, "due_on") == date(2021, 3, 1)


def test_a_required_field_can_not_be_emptied(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    editor = type_in(page, "content", "")
    page.table.setFocus()
    assert "不能为空" in editor.problem()
    assert value(filled, 1, "content") == "规范性文件入库"


def test_a_click_on_another_row_keeps_the_edit_for_its_record(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    type_in(page, "number", "11")
    at = page.table.visualRect(page.model.index(2, 1)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert value(filled, 1, "number") == "11"
    assert value(filled, 3, "number") == "3"
    assert page.form.record is not None
    assert page.form.record.id == 3
    assert page.form.rows["number"].editor.answer() == "3"


def test_a_selection_changed_by_the_program_keeps_the_edit_too(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    type_in(page, "number", "11")
    page.table.select_ids([3])
    assert (value(filled, 1, "number"), value(filled, 3, "number")) == ("11", "3")
    assert page.form.rows["number"].editor.answer() == "3"


def test_what_was_refused_is_told_again_when_the_record_is_left(filled: Session, page: RegisterPage) -> None:
    heard = said(filled)
    show(page, 1)
    type_in(page, "due_on", "2021-2-30")
    page.table.setFocus()
    assert heard == []
    page.table.select_ids([3])
    assert len(heard) == 1
    assert page.form.rows["due_on"].editor.problem() == ""
    assert page.form.rows["due_on"].editor.answer() == date(2021, 8, 31)


def test_escape_brings_the_old_value_back(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    editor = type_in(page, "number", "11")
    press(Qt.Key.Key_Escape)
    assert editor.answer() == "1"
    page.table.setFocus()
    assert value(filled, 1, "number") == "1"


def test_an_edit_that_the_filter_hides_leaves_the_form_on_its_record(filled: Session, page: RegisterPage) -> None:
    page.show_only([("status", "overdue")])
    show(page, 1)
    type_in(page, "due_on", "2021-12-31")
    press(Qt.Key.Key_Return)
    assert page.model.ids == [3]
    assert page.form.record is not None
    assert page.form.record.id == 1
    type_in(page, "number", "77")
    press(Qt.Key.Key_Return)
    assert (value(filled, 1, "number"), value(filled, 3, "number")) == ("77", "3")
    page.focus_table()
    assert page.form.record is not None
    assert page.form.record.id == 3


def test_a_renamed_unit_shows(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    unit = filled.desk.book.find("units", "市司法局")
    filled.run(records.edit, "units", [unit], {"name": "市法务局"})
    assert page.form.rows["lead_units"].editor.line.text() == "市法务局"
    assert not page.form.rows["lead_units"].editor.is_changed()


def test_several_records_show_only_how_many(page: RegisterPage) -> None:
    page.table.select_ids([1, 2, 3])
    assert page.form.record is None
    assert page.form.head.title.text() == "选中了 3 项任务"


def test_everything_is_read_only_in_a_workbook_for_reading(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled.desk.book, "reading_because", "“张三”正在使用这个工作簿，现在只能看")
    show(page, 2)
    assert all(row.editor.read_only for row in page.form.rows.values())
    heard = said(filled)
    page.side.new()
    assert heard == ["“张三”正在使用这个工作簿，现在只能看，不能新建。"]
    assert not page.form.is_draft


# -- a new record ---------------------------------------------------------------------------------


def test_ctrl_enter_saves_and_begins_another(filled: Session, page: RegisterPage) -> None:
    page.side.new()
    write("abc")
    type_in(page, "number", "7")
    press(Qt.Key.Key_Return, CTRL)
    assert value(filled, 7, "content") == "abc"
    assert value(filled, 7, "number") == "7"
    assert page.form.is_draft
    assert not page.form.has_typed()
    assert page.form.rows["content"].editor.isAncestorOf(inside())
    write("def")
    press(Qt.Key.Key_S, CTRL)
    assert value(filled, 8, "content") == "def"
    assert not page.form.is_draft
    assert page.selected_ids() == [8]
    assert page.form.record is not None


def test_what_is_missing_is_said_beside_its_field(filled: Session, page: RegisterPage) -> None:
    page.side.new()
    type_in(page, "number", "7")
    assert not page.form.save()
    assert "不能为空" in page.form.rows["content"].editor.problem()
    assert page.form.is_draft
    assert page.form.rows["number"].editor.answer() == "7"
    assert filled.desk.book.count("tasks") == 6


def test_trouble_with_the_file_is_told_and_the_draft_stays(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = said(filled)
    page.side.new()
    write("abc")

    def full(*_: object) -> None:
        raise WorkbookError("磁盘已满，请清理后再试。")

    monkeypatch.setattr(records, "add", full)
    assert not page.form.save()
    assert heard == ["磁盘已满，请清理后再试。"]
    assert page.form.has_typed()


def test_a_typed_draft_stays_an_untouched_one_goes(page: RegisterPage) -> None:
    page.side.new()
    page.table.select_ids([2])
    assert not page.form.is_draft
    assert page.form.record is not None
    page.side.new()
    write("abc")
    page.table.select_ids([3])
    assert page.form.is_draft
    page.side.new()
    assert page.form.rows["content"].editor.answer() == "abc"
    page.form.leave_draft()
    assert page.form.record is not None
    assert page.form.record.id == 3


def test_the_buttons_of_a_draft_work(filled: Session, page: RegisterPage) -> None:
    page.side.new()
    write("abc")
    leave = next(button for button in page.form.findChildren(QPushButton) if button.text() == "放弃")
    leave.click()
    assert not page.form.is_draft
    assert filled.desk.book.count("tasks") == 6
    page.side.new()
    write("abc")
    page.form.buttons.save.click()
    assert filled.desk.book.count("tasks") == 7


def test_ctrl_enter_on_a_kept_record_keeps_it_and_begins_the_next(filled: Session, page: RegisterPage) -> None:
    show(page, 1)
    type_in(page, "number", "11")
    press(Qt.Key.Key_Return, CTRL)
    assert value(filled, 1, "number") == "11"
    assert page.form.is_draft


def test_a_new_record_that_the_filter_hides_clears_the_filter(filled: Session, page: RegisterPage) -> None:
    page.show_only([("status", "overdue")])
    page.side.new()
    write("abc")
    press(Qt.Key.Key_S, CTRL)
    assert page.selected_ids() == [7]
    assert not page.filters.is_on()


def test_history_unfolds(filled: Session, page: RegisterPage) -> None:
    show(page, 6)
    page.form.body.log._button.click()
    told = page.form.body.history._text.text()
    assert "完成日期：（空） → 2021-10-08" in told
    assert "新建" in told


def test_editors_are_named(page: RegisterPage) -> None:
    show(page, 1)
    for name, row in page.form.rows.items():
        for line in (*row.editor.findChildren(QLineEdit), *row.editor.findChildren(GrowingLine)):
            assert line.accessibleName() or row.label.buddy() is row.editor, name


def put(page: RegisterPage, name: str, text: str) -> None:
    """As `type_in`, for Chinese, which comes from an input method and not from keys."""
    editor = page.form.rows[name].editor
    editor.setFocus()
    target = inside()
    target.selectAll()  # type: ignore[attr-defined]
    if isinstance(target, QLineEdit):
        target.insert(text)
    else:
        target.insertPlainText(text)  # type: ignore[attr-defined]


def test_a_new_record_shows_at_once_what_its_deadline_means(filled: Session, page: RegisterPage) -> None:
    units = filled.desk.book.count("units")
    page.side.new()
    put(page, "content", "新任务")
    put(page, "lead_units", "还没登记的单位")
    put(page, "deadline_text", "2021年11月20日前")
    press(Qt.Key.Key_Return)
    assert page.form.rows["due_on"].editor.answer() == date(2021, 11, 20)
    put(page, "deadline_text", "2月30日前")
    press(Qt.Key.Key_Return)
    assert "2月30日" in page.form.rows["deadline_text"].editor.problem()
    assert filled.desk.book.count("units") == units, "nothing is registered before it is saved"
    put(page, "deadline_text", "持续推进")
    press(Qt.Key.Key_Return)
    assert page.form.rows["due_on"].editor.answer() in (None, "")
    assert page.form.save()
    kept = filled.desk.book.records("tasks", filled.desk.book.ids("tasks"))[-1]
    assert kept["ongoing"] and kept["due_on"] is None
    assert filled.desk.book.count("units") == units + 1


def test_an_estimate_is_marked_beside_its_day(filled: Session, page: RegisterPage) -> None:
    records.add(filled.desk, "documents", {"title": "关于报送方案的通知", "issued_on": "2090-12-25"})
    values = {"content": "报送方案", "source": "关于报送方案的通知", "deadline_text": "印发后7个工作日内"}
    outcome = filled.run(records.add, "tasks", values)
    assert outcome is not None
    page.table.keep_columns(["content", "due_on"])
    page.show_record(outcome.ids[0])
    row = page.form.rows["due_on"]
    assert row.label.text() == "到期日期<br>（估算）"
    assert row.label.toolTip().startswith("2091 年的放假安排还没有公布")
    at = page.model.index(page.table.currentIndex().row(), 1)
    assert str(at.data()).endswith("（估算）")
    assert "放假安排还没有公布" in at.data(Qt.ItemDataRole.ToolTipRole)
    page.table.select_ids([1])
    assert row.label.text() == "到期日期"


def test_the_heading_says_what_it_counts(qtbot: QtBot, filled: Session) -> None:
    section = Section("公文")
    qtbot.addWidget(section)
    rows = [FieldRow(filled.registers["dispatches"].field(name), filled) for name in ("title", "files", "receipts")]
    for row in rows:
        section.add(row)
    rows[1].editor.show_value((Attachment("催办单.docx"),))
    section.note_content()
    assert section._button.text() == "公文（1 个文件）"
    rows[2].editor.show_value((Entry(date(2021, 10, 15), "区司法局　签收"),))
    section.note_content()
    assert section._button.text() == "公文（1 个文件，1 条）"


def test_escape_leaves_an_empty_new_record(page: RegisterPage) -> None:
    page.side.new()
    assert page.form.is_draft
    press(Qt.Key.Key_Escape)
    assert not page.form.is_draft and page.table.hasFocus()


def test_escape_asks_before_it_gives_up_what_was_typed(page: RegisterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = [False, True]
    monkeypatch.setattr("ui.register.form.may_lose", lambda *told: asked.append(told[2]) or answers[len(asked) - 1])
    page.side.new()
    write("new")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Escape)
    assert page.form.has_typed() and "要放弃这项新任务吗" in asked[0]
    press(Qt.Key.Key_Escape)
    assert not page.form.is_draft and len(asked) == 2


def test_no_words_are_cut_in_a_narrow_form(qtbot: QtBot, filled: Session) -> None:
    form = RecordForm(filled, filled.registers["tasks"])
    qtbot.addWidget(form)
    form.resize(250, 700)
    form.show()
    section = "一、深化重点领域信息公开，加强政策解读"
    records.edit(
        filled.desk, "tasks", [1], {"section": section, "cooperating_units": "市财政局、市退役军人事务局、市教育局"}
    )
    form.show_record(filled.desk.book.record("tasks", 1))
    for name in ("section", "cooperating_units"):
        line = form.rows[name].editor.focusProxy()
        assert isinstance(line, GrowingLine)
        assert line.text()
        qtbot.waitUntil(lambda line=line: line.document().firstBlock().lineCount() > 1)
        qtbot.waitUntil(lambda line=line: line.verticalScrollBar().maximum() == 0)
        row = form.rows[name]
        qtbot.waitUntil(lambda line=line, row=row: row.height() >= line.height() and line.width() < form.width())
