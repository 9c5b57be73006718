"""The composer: fields, own text kept a kind, checks that jump, tasks dropped, and the document written."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from models.operations import actions, issuing, records
from models.operations.settings import set_settings
from ui.notice.composer import ComposerPage
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
    line.textEdited.emit(text)
    composer.refresh()


def body_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_for_one_task(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    assert composer.lines["主送"].text() == "市司法局"
    assert composer.lines["日期"].text() == "2021-10-15"
    assert composer.lines["办理时限"].text() == "2021-10-22"
    assert "规范性文件入库" in composer.text.toPlainText()
    assert "督办通知单" in composer.paper.toPlainText()
    assert "还没填发文字号" in composer._checks.text()
    assert composer.tasks.count() == 1


def test_without_a_choice_all_that_are_overdue(composer: ComposerPage) -> None:
    composer.compose([], NOTICE)
    assert composer.tasks.count() == 2
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
    assert "还没填主送" in composer._checks.text()
    type_in(composer, "主送", "市数据局")
    assert "还没填主送" not in composer._checks.text()
    assert "市数据局：" in composer.paper.toPlainText()


def test_a_bad_day_is_told(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    type_in(composer, "日期", "2021-2-30")
    assert "不存在" in composer._checks.text()
    assert not composer.save_button.isEnabled()
    type_in(composer, "日期", "2021-10-18")
    assert "2021年10月18日" in composer.paper.toPlainText()


def test_checks_jump_to_their_place(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    composer._checks.linkActivated.emit("文号")
    assert composer.lines["文号"].hasFocus()
    composer.text.setPlainText("")
    composer.refresh()
    assert "正文是空的" in composer._checks.text()
    composer._checks.linkActivated.emit("正文")
    assert composer.text.hasFocus()


def test_own_text_is_kept_for_each_kind_and_can_be_taken_back(composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    made = composer.text.toPlainText()
    composer.text.setPlainText(made + "\n特此通知。")
    composer.refresh()
    assert "特此通知。" in composer.paper.toPlainText()
    composer.kind.setCurrentText(OTHER)
    assert "特此通知。" not in composer.text.toPlainText()
    assert not composer._original.isEnabled()
    composer.kind.setCurrentText(NOTICE)
    assert composer.text.toPlainText().endswith("特此通知。")
    assert composer._original.isEnabled()
    composer._original.click()
    assert composer.text.toPlainText() == made


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
    composer.tasks.setCurrentRow(0)
    composer._drop_task()
    assert composer.lines["主送"].text() == "各有关单位"


def test_a_task_is_dropped_but_not_the_last(filled: Session, composer: ComposerPage) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    composer.compose([1, 3], NOTICE)
    composer.tasks.setFocus()
    composer.tasks.setCurrentRow(0)
    QTest.keyClick(composer.tasks, Qt.Key.Key_Delete)
    assert "规范性文件入库" not in composer.text.toPlainText()
    assert composer.lines["主送"].text() == "市财政局"
    composer.tasks.setCurrentRow(0)
    QTest.keyClick(composer.tasks, Qt.Key.Key_Delete)
    assert heard == ["公文里至少要留一项任务。"]
    assert composer.tasks.count() == 1


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
    composer.write(tmp_path / "没有这个文件夹" / "督办.docx")
    assert len(heard) == 1
    assert not composer.open_button.isVisible()


def test_leaving_asks_only_about_what_was_written_by_hand(
    qtbot: QtBot, composer: ComposerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer.compose([1], NOTICE)
    with qtbot.waitSignal(composer.finished):
        QTest.keyClick(composer.lines["文号"], Qt.Key.Key_Escape)
    type_in(composer, "文号", "云政办函〔2021〕12号")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    with qtbot.assertNotEmitted(composer.finished):
        composer.leave()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    with qtbot.waitSignal(composer.finished):
        composer.leave()


def test_every_kind_can_be_composed(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1], NOTICE)
    for kind in issuing.kinds_about(filled.desk, "tasks"):
        composer.kind.setCurrentText(kind)
        accepted = issuing.acceptable(filled.desk, kind, [1]) == [1] or kind == "培训通知"  # about no records
        assert composer.save_button.isEnabled() == accepted, (kind, composer._checks.text())
        assert composer.text.toPlainText() if accepted else "还没有办结" in composer._checks.text()


def test_a_task_done_meanwhile_is_told(filled: Session, composer: ComposerPage) -> None:
    composer.compose([1, 3], NOTICE)
    filled.run(actions.perform, "tasks", [1], "complete", {})
    composer.refresh()
    assert "已经完成" in composer._checks.text()
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
    assert composer._ids == overdue
    composer.compose([*done, *waiting])
    assert composer.kind.currentText() == "催办单"
    composer.compose(done)
    assert composer.kind.currentText() == "任务分工通知"
    assert composer._ids == done


def test_a_task_without_any_unit_is_pointed_out(filled: Session, composer: ComposerPage) -> None:
    lonely = records.add(filled.desk, "tasks", {"content": "<没有单位>的任务", "due_on": "2021-09-01"}).ids[0]
    composer.compose([1, lonely], NOTICE)
    assert "“&lt;没有单位&gt;的任务…”没有写明单位" in composer._checks.text()
    composer.compose([1], NOTICE)
    assert "没有写明单位" not in composer._checks.text()
