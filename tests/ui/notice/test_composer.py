"""The composer: fields, own text kept a kind, checks that jump, tasks dropped, and the document written."""

from collections.abc import Callable
from math import ceil
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from models.operations import actions, issuing, notice_kinds, numbering, records
from models.operations.notice_checks import BODY, RECORDS, Check
from models.operations.settings import set_settings
from tests.models.export.rendering import pages_in
from ui.last_folders import folder_for
from ui.notice.composer import ComposerPage
from ui.notice.wording_dialog import WordingDialog
from ui.session import Session

NOTICE, OTHER = "督办通知单", "任务分工通知"


@pytest.fixture
def composer(qtbot: QtBot, filled: Session) -> ComposerPage:
    set_settings(filled.desk, {"office_name": "云岭市政务公开办公室", "contact": "李明"})
    made = ComposerPage(filled)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def type_in(composer: ComposerPage, name: str, text: str) -> None:
    line = composer.lines[name]
    line.selectAll()
    line.insert(text)
    composer.refresh()


def answer(text: str, boxes: list[QMessageBox]) -> Callable[[QMessageBox], int]:
    """Answers questions with the button of that text; keeps them in `boxes`."""

    def press(box: QMessageBox) -> int:
        boxes.append(box)
        next(button for button in box.buttons() if button.text() == text).click()
        return 0

    return press


def body_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_for_one_task(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    assert composer.lines["主送"].text() == "市司法局"
    assert composer.lines["日期"].text() == "2021-10-15"
    assert composer.lines["办理时限"].text() == "2021-10-22"
    assert "规范性文件入库" in composer.text.toPlainText()
    assert "督办通知单" in composer.pages.plain_text()
    assert "还没有填写文号" in composer.checks.text()
    assert composer.subjects.list.count() == 1


def test_without_a_choice_all_that_are_overdue(composer: ComposerPage) -> None:
    composer.compose([], NOTICE)
    assert composer.subjects.list.count() == 2
    assert composer.lines["主送"].text() == "市司法局、市财政局"


def test_three_tasks_of_different_sources(filled: Session, composer: ComposerPage) -> None:
    other = records.add(filled.desk, "documents", {"title": "另一份要点", "doc_number": "云政发〔2021〕3号"}).ids[0]
    records.edit(filled.desk, "tasks", [1], {"source": "云政办〔2021〕8号"})
    records.edit(filled.desk, "tasks", [2], {"source": other})
    composer.compose([1, 2, 3], NOTICE)
    text = composer.text.toPlainText()
    assert "云政办〔2021〕8号" in text
    assert "云政发〔2021〕3号" in text
    assert all(word in text for word in ("规范性文件入库", "教育收费公示", "预算公开"))


def test_without_units_it_says_so_until_the_addressee_is_filled_in(composer: ComposerPage) -> None:
    composer.compose([4], NOTICE)
    assert "还没有填写主送单位" in composer.checks.text()
    type_in(composer, "主送", "市数据局")
    assert "还没填主送" not in composer.checks.text()
    assert "市数据局：" in composer.pages.plain_text()


def test_an_element_left_empty_shows_what_is_printed(composer: ComposerPage) -> None:
    composer.compose([1, 3], NOTICE)
    line = composer.lines["主送"]
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert line.text() == ""
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "市司法局、市财政局"
    assert "市司法局、市财政局：" in composer.pages.plain_text()


def test_a_bad_day_is_told(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    type_in(composer, "日期", "2021-2-30")
    assert "不存在" in composer.checks.text()
    assert not composer.save_button.isEnabled()
    type_in(composer, "日期", "2021-10-18")
    assert "2021年10月18日" in composer.pages.plain_text()


def click(composer: ComposerPage, words: str) -> None:
    """Click the check that says this."""
    number = next(n for n, check in enumerate(composer.checks.checks) if words in check.sentence)
    bar = composer.checks
    bar.scrollToItem(bar.item(number))
    QTest.mouseClick(bar.viewport(), Qt.MouseButton.LeftButton, pos=bar.visualItemRect(bar.item(number)).center())


def test_checks_jump_to_their_place(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    composer.lines["联系人"].setFocus()
    click(composer, "还没有填写文号")
    assert composer.lines["文号"].hasFocus()
    composer.text.setPlainText("")
    composer.refresh()
    click(composer, "正文是空的")
    assert composer.text.hasFocus()


def test_a_check_about_a_paragraph_shows_it(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    lines = composer.text.toPlainText().split("\n")
    lines[2] = "请于____前办结。"
    composer.text.setPlainText("\n\n".join(lines))
    composer.refresh()
    click(composer, "没填的“____”")
    assert composer.text.textCursor().selectedText() == "请于____前办结。"


def test_a_check_about_a_rarer_element_unfolds_it(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    type_in(composer, "附件", "另外的一张表")
    composer.form.more.setChecked(False)
    click(composer, "另外的一张表")
    assert composer.lines["附件"].isVisible()
    assert composer.lines["附件"].hasFocus()


def test_the_form_scrolls_to_where_a_check_leads(qtbot: QtBot, composer: ComposerPage) -> None:
    composer.resize(911, 420)
    composer.compose([1, 4], "会议通知")

    def seen(widget: QWidget) -> bool:
        area = composer._left_area.viewport()
        return area.rect().contains(widget.mapTo(area, widget.rect().center()))

    qtbot.waitUntil(lambda: not seen(composer.subjects.list))
    composer.jump(Check("", "附件"))
    qtbot.waitUntil(lambda: seen(composer.lines["附件"]))
    composer.jump(Check("", RECORDS))
    qtbot.waitUntil(lambda: seen(composer.subjects.list))
    composer.jump(Check("", "主送"))
    qtbot.waitUntil(lambda: seen(composer.lines["主送"]))


def test_records_are_led_to(composer: ComposerPage) -> None:
    composer.compose([1, 4], NOTICE)
    click(composer, "没有写明单位")
    assert composer.subjects.list.hasFocus()


def test_own_text_is_kept_for_each_kind_and_can_be_taken_back(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    made = composer.text.toPlainText()
    composer.text.setPlainText(made + "\n特此通知。")
    composer.refresh()
    assert "特此通知。" in composer.pages.plain_text()
    composer.kind.setCurrentText(OTHER)
    assert "特此通知。" not in composer.text.toPlainText()
    assert not composer.original.isEnabled()
    composer.kind.setCurrentText(NOTICE)
    assert composer.text.toPlainText().endswith("特此通知。")
    assert composer.original.isEnabled()
    composer.original.click()
    assert composer.text.toPlainText() == made


def test_what_is_filled_in_after_the_text_was_edited_and_is_not_in_it_is_told(composer: ComposerPage) -> None:
    composer.compose([1], "会议通知")
    type_in(composer, "会议时间", "2021年10月20日下午3时")
    composer.text.setPlainText(composer.text.toPlainText() + "\n请提前10分钟入场。")
    type_in(composer, "会议地点", "市政府三楼会议室")
    type_in(composer, "参会人员", "分管负责人；联络员")
    type_in(composer, "会议要求", "不得替会")
    (grave,) = [check for check in composer.checks.checks if check.grave]
    assert grave == Check("正文改过，没有写进：会议地点、参会人员", BODY, grave=True)
    assert Check("正文改过，没有写进：会议要求", BODY) in composer.checks.checks
    added = "\n会议在市政府三楼 会议室召开，各单位分管负责人和联络员参加，不得替会。"
    composer.text.setPlainText(composer.text.toPlainText() + added)
    composer.refresh()
    assert "正文改过" not in composer.checks.text()
    type_in(composer, "会议时间", "2021年10月21日下午3时")
    assert "没有写进：会议时间" in composer.checks.text()
    composer.original.click()
    assert "正文改过" not in composer.checks.text()


def test_what_was_filled_in_by_hand_stays_what_was_proposed_follows(composer: ComposerPage) -> None:
    composer.compose([1, 3], NOTICE)
    type_in(composer, "联系人", "王芳")
    type_in(composer, "主送", "各有关单位")
    assert composer.lines["办理时限"].text()
    composer.kind.setCurrentText(OTHER)
    assert composer.lines["联系人"].text() == "王芳"
    assert composer.lines["主送"].text() == "各有关单位"
    assert composer.lines["办理时限"].text() == "", "this kind sets no new limit"
    composer.kind.setCurrentText(NOTICE)
    composer.subjects.list.setCurrentRow(0)
    composer.subjects.drop.click()
    assert composer.lines["主送"].text() == "各有关单位"


def test_the_number_follows_the_kind_also_with_the_cursor_in_it(filled: Session, composer: ComposerPage) -> None:
    numbering.define_sequence(filled.desk, "云政办督", [NOTICE])
    numbering.define_sequence(filled.desk, "云政办函")
    composer.compose([1], NOTICE)
    line = composer.lines["文号"]
    assert line.hasFocus() and line.text() == "云政办督〔2021〕1号"
    composer.kind.setCurrentText(OTHER)
    assert line.hasFocus() and line.text() == "云政办函〔2021〕1号"
    line.selectAll()
    QTest.keyClicks(line, "9")
    composer.kind.setCurrentText(NOTICE)
    assert line.text() == "9"


def test_a_task_is_dropped_but_not_the_last(filled: Session, composer: ComposerPage) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    composer.compose([1, 3], NOTICE)
    composer.subjects.list.setFocus()
    composer.subjects.list.setCurrentRow(0)
    QTest.keyClick(composer.subjects.list, Qt.Key.Key_Delete)
    assert "规范性文件入库" not in composer.text.toPlainText()
    assert composer.lines["主送"].text() == "市财政局"
    composer.subjects.list.setCurrentRow(0)
    QTest.keyClick(composer.subjects.list, Qt.Key.Key_Delete)
    assert heard == ["公文里至少要留一项任务。"]
    assert composer.subjects.list.count() == 1


def test_several_tasks_are_dropped_at_once_and_come_back(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1, 2, 3], NOTICE)
    rows = composer.subjects
    rows.list.setFocus()
    rows.list.setCurrentRow(0)
    QTest.keyClick(rows.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert rows.drop.text() == "去掉选中的 2 项"
    QTest.keyClick(rows.list, Qt.Key.Key_Delete)
    assert composer.ids == [3] and rows.back.isEnabled()
    rows.back.click()
    assert composer.ids == [1, 2, 3] and not rows.back.isEnabled()


def test_what_was_filled_in_last_is_proposed_again(
    filled: Session, composer: ComposerPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "一.docx"), ""))
    composer.compose([1], NOTICE)
    for name, text in (("联系人", "王芳"), ("联系电话", "0551-1234567"), ("发文机关标志", "云岭市人民政府文件")):
        type_in(composer, name, text)
    composer.save()
    again = ComposerPage(filled)
    again.compose([2], NOTICE)
    shown = {name: again.lines[name].text() for name in ("联系人", "联系电话", "发文机关标志")}
    assert list(shown.values()) == ["王芳", "0551-1234567", "云岭市人民政府文件"]
    again.kind.setCurrentText(OTHER)
    assert (again.lines["联系人"].text(), again.lines["发文机关标志"].text()) == ("王芳", ""), "each kind has its mark"
    again.deleteLater()


def test_the_kind_picked_last_is_offered_first(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1])
    assert composer.kind.currentText() == NOTICE
    composer.kind.setCurrentText("催办单")
    composer.compose([2])
    assert composer.kind.currentText() == "催办单"
    actions.perform(filled.desk, "tasks", [2], "complete", {})
    composer.compose([2])
    assert composer.kind.currentText() != "催办单", "not about what is done"


def test_another_notice_begins_at_the_top(qtbot: QtBot, composer: ComposerPage) -> None:
    composer.resize(911, 420)
    composer.compose([1, 2], "会议通知")
    bar = composer._left_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum())
    composer.compose([1, 2], "会议通知")
    QTest.qWait(20)
    assert bar.value() == 0 and composer.lines["文号"].hasFocus()


def test_the_document_holds_what_was_edited(
    composer: ComposerPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer.compose([1], NOTICE)
    type_in(composer, "文号", "云政办函〔2021〕12号")
    composer.text.setPlainText(composer.text.toPlainText() + "\n请于本周五前报送。")
    assert composer.has_unsaved()
    target = tmp_path / "督办.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "督办"), ""))
    composer.save()
    lines = body_of(target)
    assert any("督办通知单" in line for line in lines)
    assert "市司法局：" in lines
    assert any("请于本周五前报送。" in line for line in lines)
    assert any("2021年10月15日" in line for line in lines)
    assert not composer.has_unsaved()
    assert composer.open_button.isVisible()
    assert folder_for(composer._session.settings, "papers") == tmp_path
    assert folder_for(composer._session.settings, "ledgers") == Path.home()


def test_an_existing_file_is_not_replaced_unasked(
    composer: ComposerPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer.compose([1], NOTICE)
    (tmp_path / "督办.docx").write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "督办"), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    composer.save()
    assert (tmp_path / "督办.docx").read_bytes() == b"old"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    composer.save()
    assert body_of(tmp_path / "督办.docx")


def test_a_place_that_can_not_be_written_is_told(filled: Session, composer: ComposerPage, tmp_path: Path) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    composer.compose([1], NOTICE)
    assert composer._document is not None
    composer.outgoing.write(tmp_path / "没有这个文件夹" / "督办.docx", NOTICE, composer._document, [1])
    assert len(heard) == 1
    assert not composer.open_button.isVisible()


@pytest.mark.parametrize("suffix", [".pdf", ""])
def test_what_was_left_goes_on_until_it_is_issued(
    qtbot: QtBot,
    filled: Session,
    composer: ComposerPage,
    tmp_path: Path,
    suffix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_settings(filled.desk, {"office_code": "云政公开督"})
    composer.compose([1], NOTICE)
    assert not composer.going_on.isVisible()
    type_in(composer, "反馈方式", "书面报送")
    composer.text.setPlainText(composer.text.toPlainText() + "\n特此督办。")
    composer.refresh()
    if suffix:
        composer.outgoing.write(tmp_path / f"督办{suffix}", NOTICE, issuing.compose(filled.desk, NOTICE, [1], {}), [1])
    assert composer.has_unsaved() == (not suffix)
    with qtbot.waitSignal(composer.finished):
        QTest.keyClick(composer.text, Qt.Key.Key_Escape)
    composer.compose([3], NOTICE)
    assert composer.lines["反馈方式"].text() == ""
    assert not composer.going_on.isVisible()
    assert composer.has_unsaved() == (not suffix)
    composer.compose([1], NOTICE)
    assert composer.going_on.isVisible()
    assert composer.lines["反馈方式"].text() == "书面报送"
    assert composer.text.toPlainText().endswith("特此督办。")
    assert composer.original.isEnabled()
    monkeypatch.setattr(QMessageBox, "exec", answer("登记并发出", []))
    composer.issue()
    composer.compose([1], NOTICE)
    assert not composer.going_on.isVisible()
    assert "特此督办。" not in composer.text.toPlainText()
    assert not composer.has_unsaved()


def test_what_was_left_comes_with_its_kind_and_can_be_begun_anew(
    composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer.compose([1], NOTICE)
    type_in(composer, "反馈方式", "书面报送")
    composer.leave()
    composer.compose([1], OTHER)
    assert not composer.going_on.isVisible()
    composer.kind.setCurrentText(NOTICE)
    assert composer.going_on.isVisible()
    assert composer.lines["反馈方式"].text() == "书面报送"
    monkeypatch.setattr("ui.notice.composer.may_lose", lambda *_: False)
    composer.anew.setFocus()
    composer.anew.click()
    assert composer.lines["反馈方式"].text() == "书面报送"
    monkeypatch.setattr("ui.notice.composer.may_lose", lambda *_: True)
    composer.anew.click()
    assert composer.lines["反馈方式"].text() == ""
    assert not composer.going_on.isVisible()
    assert not composer.has_unsaved()


def begun_again(qtbot: QtBot, session: Session) -> ComposerPage:
    """The composer of the program started anew, over the same workbook and the same folders."""
    made = ComposerPage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def write_by_hand(composer: ComposerPage) -> None:
    composer.compose([1, 3], NOTICE)
    type_in(composer, "反馈方式", "书面报送")
    composer._drop([3])
    composer.text.setPlainText(composer.text.toPlainText() + "\n特此督办。")


def written_by_hand(composer: ComposerPage) -> bool:
    return (
        composer.lines["反馈方式"].text() == "书面报送"
        and composer.text.toPlainText().endswith("特此督办。")
        and composer.ids == [1]
    )


def test_looking_at_a_kind_written_before_loses_neither(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    type_in(composer, "主送", "市财政局")
    composer.text.setPlainText("督办的话")
    composer.leave()
    composer.compose([1], OTHER)
    composer.text.setPlainText("分工的话")
    composer.kind.setCurrentText(NOTICE)
    assert composer.text.toPlainText() == "督办的话" and composer.going_on.isVisible()
    composer.leave()
    path = filled.desk.book.path
    filled.close()
    assert filled.open(path)
    composer.compose([1], OTHER)
    assert composer.text.toPlainText() == "分工的话" and composer.lines["主送"].text() != "市财政局"
    composer.kind.setCurrentText(NOTICE)
    assert composer.text.toPlainText() == "督办的话" and composer.lines["主送"].text() == "市财政局"


def test_after_a_power_cut_the_paper_goes_on_where_it_was(
    qtbot: QtBot, filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_by_hand(composer)
    qtbot.waitUntil(lambda: filled.unfinished.found("papers") is not None)
    again = begun_again(qtbot, filled)
    again.compose([3], NOTICE)
    assert not again.going_on.isVisible()
    again.compose([3, 1], NOTICE)
    assert again.going_on.isVisible() and written_by_hand(again)
    again._bring_back()
    assert sorted(again.ids) == [1, 3]
    assert again.has_unsaved()
    monkeypatch.setattr("ui.notice.composer.may_lose", lambda *_: True)
    again.anew.click()
    assert filled.unfinished.found("papers") is None
    third = begun_again(qtbot, filled)
    third.compose([1, 3], NOTICE)
    assert not third.going_on.isVisible() and third.lines["反馈方式"].text() == ""


def test_a_paper_is_kept_while_its_workbook_is_closed(
    qtbot: QtBot, filled: Session, composer: ComposerPage, tmp_path: Path
) -> None:
    write_by_hand(composer)
    path = filled.desk.book.path
    assert filled.create(tmp_path / "另一本.gkb")
    assert not composer.has_unsaved()
    records.add_many(filled.desk, "tasks", [{"content": f"另一项{number}"} for number in range(3)])
    composer.compose([1, 3], NOTICE)
    assert not composer.going_on.isVisible() and composer.lines["反馈方式"].text() == ""
    assert filled.open(path)
    composer.go_on()
    assert composer.going_on.isVisible() and written_by_hand(composer)


def test_once_issued_a_paper_is_not_kept(
    qtbot: QtBot, filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_settings(filled.desk, {"office_code": "云政公开督"})
    write_by_hand(composer)
    assert composer.keep() and filled.unfinished.names() == ["papers"]
    monkeypatch.setattr(QMessageBox, "exec", answer("登记并发出", []))
    composer.issue()
    assert filled.unfinished.names() == []


def test_of_a_record_deleted_meanwhile_it_is_said_that_it_is_left_out(
    qtbot: QtBot, filled: Session, composer: ComposerPage
) -> None:
    composer.compose([1, 3], NOTICE)
    type_in(composer, "反馈方式", "书面报送")
    assert composer.keep()
    records.delete(filled.desk, "tasks", [3])
    heard: list[str] = []
    filled.told.connect(lambda sentence, _: heard.append(sentence))
    again = begun_again(qtbot, filled)
    again.go_on()
    assert again.going_on.isVisible() and again.lines["反馈方式"].text() == "书面报送" and again.ids == [1]
    assert "已被删除" in heard[-1]


def test_where_nothing_can_be_kept_that_is_said_once_and_the_paper_stays(
    qtbot: QtBot, filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    write_by_hand(composer)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert not composer.keep() and not composer.keep()
    assert len(heard) == 1 and "没能留到磁盘上" in heard[0]
    assert composer.has_unsaved() and written_by_hand(composer)
    assert composer._keeper._again.isActive()
    monkeypatch.undo()
    mended: list[str] = []
    filled.mended.connect(mended.append)
    composer._keeper._again.setInterval(0)
    composer._keeper._again.start()
    qtbot.waitUntil(lambda: filled.unfinished.found("papers") is not None)
    assert mended == heard and not composer._keeper._again.isActive()


def test_over_a_workbook_to_be_read_it_is_said_that_a_paper_does_not_outlast_the_program(
    qtbot: QtBot, filled: Session, composer: ComposerPage
) -> None:
    composer.compose([3], NOTICE)
    type_in(composer, "反馈方式", "电话报送")
    assert composer.keep()
    heard: list[str] = []
    filled.refused.connect(heard.append)
    filled.desk.book.reading_because = "张三正在使用这个工作簿，现在只能查看，不能修改"
    write_by_hand(composer)
    assert not composer.keep() and composer.has_unsaved() and written_by_hand(composer)
    assert heard == ["张三正在使用这个工作簿，现在只能查看，不能修改，没做完的内容关掉程序以后留不住。"]
    again = begun_again(qtbot, filled)
    write_by_hand(again)
    filled.desk.book.reading_because = ""
    assert again.keep(), "it can be changed again"
    again.compose([3], NOTICE)
    assert again.lines["反馈方式"].text() == "电话报送", "what was kept before is still there"
    again.compose([1, 3], NOTICE)
    assert written_by_hand(again)


def test_of_papers_that_files_hold_only_the_last_are_kept(
    qtbot: QtBot, filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.notice.drafts._MOST_IN_FILES", 2)
    for task in (1, 2, 3, 4):
        composer.compose([task], NOTICE)
        type_in(composer, "反馈方式", "书面报送")
        composer._in_file(composer._draft if task != 1 else None)
    assert composer.keep()
    again = begun_again(qtbot, filled)
    goes_on = []
    for task in (1, 2, 3, 4):
        again.compose([task], NOTICE)
        goes_on.append(again.going_on.isVisible())
    assert goes_on == [True, False, True, True]


def test_every_kind_can_be_composed(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    for kind in issuing.kinds_about(filled.desk, "tasks"):
        composer.kind.setCurrentText(kind)
        accepted = issuing.acceptable(filled.desk, kind, [1]) == [1] or kind == "培训通知"  # about no records
        assert composer.save_button.isEnabled() == accepted, (kind, composer.checks.text())
        assert composer.text.toPlainText() if accepted else "还没有办结" in composer.checks.text()


def test_a_task_done_meanwhile_is_told(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1, 3], NOTICE)
    filled.run(actions.perform, "tasks", [1], "complete", {})
    composer.refresh()
    assert "已经完成" in composer.checks.text()
    assert not composer.save_button.isEnabled()


def test_every_line_has_a_name(composer: ComposerPage) -> None:
    assert all(line.accessibleName() for line in composer.findChildren(QLineEdit))


def test_the_kind_fits_what_is_chosen_and_what_is_done_is_left_out(filled: Session, composer: ComposerPage) -> None:
    tasks = {record.id: record.status for record in filled.desk.book.records("tasks", filled.desk.book.ids("tasks"))}
    overdue = [one for one, status in tasks.items() if status == "overdue"]
    done = [one for one, status in tasks.items() if status in ("completed", "closed")]
    waiting = [one for one, status in tasks.items() if status not in ("overdue", "completed", "closed")]
    composer.compose([*done, *overdue])
    assert composer.kind.currentText() == "督办通知单"
    assert composer.ids == overdue
    composer.compose([*done, *waiting])
    assert composer.kind.currentText() == "催办单"
    composer.compose(done)
    assert composer.kind.currentText() == "任务分工通知"
    assert composer.ids == done


def test_a_task_without_any_unit_is_pointed_out(filled: Session, composer: ComposerPage) -> None:
    lonely = records.add(filled.desk, "tasks", {"content": "<没有单位>的任务", "due_on": "2021-09-01"}).ids[0]
    composer.compose([1, lonely], NOTICE)
    assert "“<没有单位>的任务”没有写明单位" in composer.checks.text()
    composer.compose([1], NOTICE)
    assert "没有写明单位" not in composer.checks.text()


# -- out of the composer -------------------------------------------------------------------------------


def test_pdf(composer: ComposerPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    composer.compose([1], NOTICE)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "督办.pdf"), ""))
    composer.pdf_button.click()
    (page, *_) = pages_in(tmp_path / "督办.pdf")
    assert any("督办通知单" in line for line in page.texts())
    assert composer.open_button.isVisible()


def test_a_last_look_is_offered_in_any_case(
    filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kind, number and who gets it; what is open is nothing, so that Enter lets it go."""
    set_settings(filled.desk, {"office_code": "云政公开督"})
    composer.compose([1], NOTICE)
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", answer("返回修改", boxes))
    composer.issue_button.click()
    assert list(filled.desk.book.ids("dispatches")) == []
    (box,) = boxes
    assert box.text() == "登记并发出这份督办通知单吗？"
    told = box.informativeText().split("\n")
    assert told[:3] == ["文号：云政公开督〔2021〕1号", "主送：市司法局", "抄送：无"]
    assert "Ctrl+Z 可以撤销" in told[-1]
    assert box.defaultButton().text() == "登记并发出"
    assert box.escapeButton().text() == "返回修改"
    monkeypatch.setattr(QMessageBox, "exec", answer("登记并发出", boxes))
    composer.issue_button.click()
    assert len(list(filled.desk.book.ids("dispatches"))) == 1


def test_issued_it_stands_in_the_register_with_its_file(
    filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", answer("登记并发出", []))
    set_settings(filled.desk, {"office_code": "云政公开督"})
    composer.compose([1], NOTICE)
    assert composer.lines["文号"].text() == "云政公开督〔2021〕1号"
    composer.text.setPlainText(composer.text.toPlainText() + "\n请于本周五前报送。")
    finished: list[bool] = []
    composer.finished.connect(finished.append)
    QTest.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert finished == [True]
    (entry,) = filled.desk.book.records("dispatches", filled.desk.book.ids("dispatches"))
    assert entry["doc_number"] == "云政公开督〔2021〕1号"
    assert entry["tasks"] == (1,)
    (kept,) = entry["files"]
    copy = filled.desk.book.path.parent / "kept.docx"
    copy.write_bytes(filled.desk.book.kept_file(kept.digest))
    assert any("请于本周五前报送。" in line for line in body_of(copy))
    assert not composer.has_unsaved()
    actions.undo(filled.desk)
    assert list(filled.desk.book.ids("dispatches")) == []


def test_with_remarks_open_it_is_asked_once_which_they_are(
    filled: Session, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_settings(filled.desk, {"office_code": "云政公开督"})
    composer.compose([1], NOTICE)
    type_in(composer, "抄送", "没有登记的某局")
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", answer("返回修改", boxes))
    composer.issue_button.click()
    assert list(filled.desk.book.ids("dispatches")) == []
    assert composer.lines["抄送"].hasFocus(), "led to the first of them"
    assert "· “没有登记的某局”不在单位名册里，请核对写法" in boxes[0].informativeText().split("\n")
    assert "字体" not in boxes[0].informativeText(), "what this PC lacks is not the paper's"
    monkeypatch.setattr(QMessageBox, "exec", answer("仍然发出", boxes))
    composer.issue_button.click()
    assert len(boxes) == 2
    assert len(list(filled.desk.book.ids("dispatches"))) == 1


def test_what_keeps_it_from_going_out_is_led_to(filled: Session, composer: ComposerPage) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    composer.compose([1], NOTICE)
    composer.issue_button.click()
    assert heard == ["还没有填写文号；在“文号序列”里写好机关代字，就会自动编号。"]
    assert composer.lines["文号"].hasFocus()
    assert list(filled.desk.book.ids("dispatches")) == []


def test_printing_asks_for_a_printer(composer: ComposerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("ui.notice.outgoing.print_pages", lambda window, pages, title: asked.append(len(pages)) or True)
    composer.compose([1], NOTICE)
    QTest.keyClick(composer.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == [len(composer.pages.pages)]


# -- the page ------------------------------------------------------------------------------------------


def test_the_elements_follow_the_kind(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    assert "会议时间" not in composer.lines
    type_in(composer, "联系人", "王芳")
    composer.kind.setCurrentText("会议通知")
    assert composer.lines["会议时间"].isVisible()
    assert composer.lines["联系人"].text() == "王芳"
    assert not composer.lines["签发人"].isVisible()
    composer.form.more.click()
    assert composer.lines["签发人"].isVisible()


def test_a_kind_about_another_register_takes_its_own_records(filled: Session, composer: ComposerPage) -> None:
    problem = records.add(filled.desk, "problems", {"content": "栏目不更新", "responsible_units": "市司法局"}).ids[0]
    composer.compose([1], NOTICE)
    composer.kind.setCurrentText("整改通知书")
    assert (composer.register, composer.ids) == ("problems", [problem])
    assert "栏目不更新" in composer.pages.plain_text()
    composer.compose([problem], register="problems")
    assert composer.kind.currentText() == "整改通知书"


def test_a_narrow_window_has_text_and_pages_behind_tabs(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    assert composer.both.beside == (composer.both.width() >= 760)
    composer.resize(700, 500)
    assert not composer.both.beside
    composer.show_text()
    assert composer.text.isVisible()
    assert not composer.pages.isVisible()


def test_the_remarks_stand_one_a_line_the_grave_first_and_move_nothing(
    composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.notice.remarks.missing_fonts", lambda names: list(names)[:1])
    composer.compose([1], NOTICE)
    bar = composer.checks
    tall, top = bar.height(), composer.form.mapTo(composer, composer.form.pos()).y()
    type_in(composer, "抄送", "，".join(f"没有登记的{number}局" for number in "一二三四五六七八九"))
    composer.text.setPlainText("请于____前办结。")
    composer.refresh()
    said = bar.text().split("\n")
    assert len(said) == len(bar.checks) > 10
    assert said[0] == "✕ 须改：正文里还有没填的“____”"
    assert said[-1].startswith("字体：")
    assert (bar.height(), composer.form.mapTo(composer, composer.form.pos()).y()) == (tall, top)
    assert bar.verticalScrollBar().maximum() > 0
    bar.setCurrentRow(0)
    QTest.keyClick(bar, Qt.Key.Key_Return)
    assert composer.text.hasFocus()


def test_long_lines_and_hints_are_never_cut(qtbot: QtBot, composer: ComposerPage) -> None:
    composer.compose([1], "会议通知")
    composer.form.more.click()
    composer.resize(911, 512)

    def cut() -> list[str]:
        names = []
        for name, line in composer.lines.items():
            room = QRect(0, 0, line.viewport().width() - 6, 1000)
            hint = line.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, line.placeholderText())
            if not line.text() and hint.height() > line.viewport().height():
                names.append(name)
        return names

    qtbot.waitUntil(lambda: not cut())
    line = composer.lines["主送"]
    low = line.height()
    type_in(composer, "主送", "、".join(f"望溪区第{number}街道办事处" for number in "一二三四五六七八九"))
    pitch = ceil(line.document().firstBlock().layout().lineAt(0).height())
    assert low + 2 * pitch == line.height(), "three lines, the rest scrolls"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not line.hasFocus() and "\n" not in line.text(), "Enter goes on"


def test_names_pasted_a_line_each_are_parted_as_the_element_parts_them(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    pasted = QMimeData()
    pasted.setText("市财政局\n市审计局\r\n")
    for name, told in (("主送", "市财政局、市审计局"), ("抄送", "市财政局，市审计局")):
        composer.lines[name].selectAll()
        composer.lines[name].insertFromMimeData(pasted)
        assert composer.lines[name].text() == told


def test_a_copy_can_be_struck_out(filled: Session, composer: ComposerPage) -> None:
    records.edit(filled.desk, "tasks", [1], {"responsible_units": "市财政局"})
    composer.compose([1], NOTICE)
    line = composer.lines["抄送"]
    assert line.isVisible(), "who gets a copy is seen at once"
    assert line.text() == "市财政局"
    type_in(composer, "主送", "市司法局、市财政局")
    assert line.text() == "", "who is addressed gets no copy"
    type_in(composer, "主送", "市司法局")
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    composer.refresh()
    assert line.text() == ""
    assert "抄送" not in composer.pages.plain_text()
    assert "市财政局承担所写的任务，主送、抄送里都没有" in composer.checks.text()


def test_more_elements_stay_folded_as_they_were_left(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    composer.form.jump("密级")
    assert composer.form.more.isChecked()
    composer.compose([1], NOTICE)
    assert not composer.form.more.isChecked(), "a jump is no wish"
    composer.form.more.click()
    composer.compose([1], NOTICE)
    assert composer.form.more.isChecked()


def test_what_is_left_out_is_listed_with_its_reason_and_comes_back(filled: Session, composer: ComposerPage) -> None:
    told: list[str] = []
    filled.told.connect(lambda sentence, _: told.append(sentence))
    filled.run(actions.perform, "tasks", [3], "complete", {})
    composer.compose([1, 3], NOTICE)
    assert told[-1] == "有 1 项任务不能写进督办通知单，已去掉：已经完成（已完成待销号）；督办通知单只写未办结的任务。"
    shown = [composer.subjects.list.item(row).text() for row in range(composer.subjects.list.count())]
    assert len(shown) == 2 and shown[1].startswith("[去掉：已经完成（已完成待销号）]")
    composer.kind.setCurrentText(OTHER)
    assert composer.ids == [1, 3]
    assert told[-1] == "任务分工通知可以写刚才去掉的 1 项任务，已写回来。"


# -- wording -------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot: QtBot, filled: Session) -> WordingDialog:
    made = WordingDialog(filled, NOTICE)
    # what is changed would be asked about when it is put away
    qtbot.addWidget(made, before_close_func=lambda _: made.text.document().setModified(False))
    made.show()
    return made


def test_the_wording_is_proved_before_it_is_kept(filled: Session, dialog: WordingDialog) -> None:
    assert dialog.told.text() == "检查通过。"
    assert "督办通知单" in dialog.sample.plain_text()
    assert dialog.names.count() > 20
    assert not dialog.restore.isEnabled()
    dialog.text.setPlainText(dialog.text.toPlainText() + "\n{{ 没有这个名称 }}")
    assert not dialog.prove()
    assert "没有这个名称" in dialog.told.text()
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Save).isEnabled()
    dialog._keep()
    assert not notice_kinds.has_own_wording(filled.desk, NOTICE)


def test_a_wrong_line_is_marked_and_gone_to(dialog: WordingDialog) -> None:
    assert not dialog.jump.isVisible()
    lines = dialog.text.toPlainText().split("\n")
    dialog.text.setPlainText("\n".join([*lines[:-1], "{% 如果 办理时限 %}甲", ""]))
    assert not dialog.prove()
    assert "“{% 如果 办理时限 %}”没有结束" in dialog.told.text()
    assert dialog.text.wrong == len(lines)
    dialog.jump.click()
    assert dialog.text.textCursor().blockNumber() + 1 == dialog.text.wrong and dialog.text.hasFocus()
    place = next(number for number, line in enumerate(lines, 1) if line.startswith("台账："))
    dialog.text.setPlainText("\n".join(lines).replace("台账：任务", "台账：花名册"))
    assert not dialog.prove() and dialog.text.wrong == place, "told by its name"
    dialog.text.setPlainText("\n".join(lines))
    assert dialog.prove() and dialog.text.wrong == 0 and not dialog.jump.isVisible()


def test_what_was_changed_is_not_thrown_away_unasked(dialog: WordingDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.notice.wording_dialog.may_lose", lambda *told: bool(asked.append(told[2])))
    dialog.text.insertPlainText("甲")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and asked == ["文稿改过还没有保存，要放弃吗？"]
    dialog.text.undo()
    dialog.buttons.button(dialog.buttons.StandardButton.Cancel).click()
    assert not dialog.isVisible() and len(asked) == 1


def test_names_and_explanations_are_seen_whole(qtbot: QtBot, dialog: WordingDialog) -> None:
    told = dialog.help.toPlainText()
    for word in ("次序：", "宜写：", "抄送范围：", "统称：", "{% 如果 办理时限 %}…{% 结束 %}", "逐项", "序号"):
        assert word in told
    dialog.resize(870, 480)
    qtbot.waitUntil(lambda: dialog.beside.width() >= 180)
    assert dialog.names.horizontalScrollBar().maximum() == 0


def test_own_wording_is_kept_used_and_taken_back(
    filled: Session, dialog: WordingDialog, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.text.setPlainText(dialog.text.toPlainText() + "\n联系单位：{{ 单位 }}督查科。")
    assert dialog.prove()
    assert "督查科" in dialog.sample.plain_text()
    dialog._keep()
    assert dialog.result() == WordingDialog.DialogCode.Accepted
    composer.compose([1], NOTICE)
    assert "云岭市政务公开办公室督查科。" in composer.text.toPlainText()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    again = WordingDialog(filled, NOTICE)
    assert again.restore.isEnabled()
    again.restore.click()
    composer.compose([1], NOTICE)
    assert "督查科" not in composer.text.toPlainText()


def test_a_kind_of_the_offices_own(
    filled: Session, dialog: WordingDialog, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("重点督办单", True))
    dialog.another.click()
    composer.compose([1], "重点督办单")
    assert composer.kind.currentText() == "重点督办单"
    assert "督办事项" in composer.text.toPlainText()


def test_a_name_is_written_where_the_cursor_stands(dialog: WordingDialog) -> None:
    dialog.text.moveCursor(dialog.text.textCursor().MoveOperation.End)
    dialog.names.itemActivated.emit(dialog.names.item(0))
    name = dialog.names.item(0).data(Qt.ItemDataRole.UserRole)
    assert dialog.text.toPlainText().endswith(f"{{{{ {name} }}}}")
