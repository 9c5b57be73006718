"""The main job through the real window: a notice comes in, tasks get done, ledgers and a notice go out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.base.record import Record
from models.intake import read_pasted
from tests.e2e.conftest import Start
from tests.e2e.notices import ACTION, GARBLED, SUMMARY
from tests.models.export.rendering import render
from ui.intake.review import Review
from ui.intake.task_model import HEADS
from ui.main_window import MainWindow
from ui.register.page import RegisterPage
from ui.widgets.action_dialog import ActionDialog
from ui.widgets.export_dialog import ExportDialog

ChooseFile = Callable[[Path], None]


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(600, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def reviewed(qtbot: QtBot, window: MainWindow) -> Review:
    qtbot.waitUntil(lambda: window.intake is not None and window.intake.review is not None)
    assert window.intake is not None and window.intake.review is not None
    return window.intake.review


def bring_in(qtbot: QtBot, window: MainWindow, path: Path) -> RegisterPage:
    drop(window, path)
    reviewed(qtbot, window)
    assert window.intake is not None
    window.intake.accept()
    qtbot.waitUntil(lambda: window.intake is None)
    return window.page("tasks")


def answer_dialog(kind: type[QDialog], fill: Callable[[QDialog], None]) -> None:
    """When a dialog of this kind comes up, fill it in and accept it."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            fill(found)
            found.accept()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def write(dialog: QDialog, **answers: str) -> None:
    assert isinstance(dialog, ActionDialog)
    for name, text in answers.items():
        editor = dialog.rows[name].editor
        line = editor.findChild(QLineEdit)
        if line is not None:
            line.setText(text)
        else:
            editor.findChild(QPlainTextEdit).setPlainText(text)


def trigger(window: MainWindow, name: str) -> None:
    action = window.table[name]
    assert action.isEnabled(), name
    action.trigger()


def task(page: RegisterPage, number: str) -> Record:
    book = page._session.desk.book
    return next(record for record in book.records("tasks", book.ids("tasks")) if record["number"] == number)


@pytest.fixture
def begun(qtbot: QtBot, start: Start, choose_file: ChooseFile, tmp_path: Path) -> MainWindow:
    """The program with a new workbook into which the first notice was brought."""
    window = start()
    choose_file(tmp_path / "政务公开2021.gkb")
    trigger(window, "new_workbook")
    notice = tmp_path / "工作要点.txt"
    notice.write_text(ACTION, encoding="utf-8")
    bring_in(qtbot, window, notice)
    return window


def test_a_dropped_notice_is_reviewed_corrected_and_accepted(
    qtbot: QtBot, start: Start, choose_file: ChooseFile, tmp_path: Path
) -> None:
    window = start()
    choose_file(tmp_path / "新的.gkb")
    notice = tmp_path / "要点.txt"
    notice.write_bytes(ACTION.encode("gb18030"))
    drop(window, notice)  # no workbook yet: its name is asked for on the way
    review = reviewed(qtbot, window)
    model = review.model
    texts = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert sum("义务教育" in str(text) for text in texts) == 1
    drafts = review.drafts
    assert [draft.task.number for draft in drafts.items] == ["1", "2", "3", "4", "5", "6"]
    third = drafts.items[2]
    row = review.model.row_of(third)
    column = list(HEADS).index("responsible_units")
    assert model.setData(model.index(row, column), "区教育局；区妇联")
    assert window.intake is not None
    window.intake.accept()
    qtbot.waitUntil(lambda: window.intake is None)
    page = window.page("tasks")
    book = page._session.desk.book
    assert book.count("tasks") == 6
    assert [book.title("units", unit) for unit in task(page, "3")["responsible_units"]] == ["区教育局", "区妇联"]
    assert task(page, "1")["due_on"] == date(2021, 7, 31)
    assert task(page, "5")["ongoing"]
    trigger(window, "undo")
    assert book.count("tasks") == 0 and book.count("units") == 0 and book.count("documents") == 0
    trigger(window, "redo")
    assert book.count("tasks") == 6


def test_a_task_is_found_edited_started_completed_closed_and_sent_back(
    qtbot: QtBot, begun: MainWindow, tmp_path: Path
) -> None:
    page = begun.page("tasks")
    page.filters.search.setText("招生")
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    page.focus_table()
    page.form.rows["number"].editor.line.setText("3a")
    page.form.rows["number"].editor.commit()
    assert page.model.record_at(0)["number"] == "3a"
    answer_dialog(ActionDialog, lambda dialog: write(dialog, started_on="2021-06-01"))
    trigger(begun, "perform:tasks:start")
    evidence = tmp_path / "招生公告.pdf"
    evidence.write_bytes(b"%PDF-1.4 evidence")

    def complete(dialog: QDialog) -> None:
        write(dialog, completed_on="2021-09-10", note="已在网站公开")
        dialog.rows["evidence"].editor.add([evidence])

    answer_dialog(ActionDialog, complete)
    begun.activateWindow()
    qtbot.waitUntil(begun.isActiveWindow)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.record_at(0)["completed_on"] is not None)
    record = page.model.record_at(0)
    assert record["completed_on"] == date(2021, 9, 10) and record["progress"][-1].text == "已在网站公开"
    assert page._session.desk.book.kept_file(record["evidence"][0].digest) == b"%PDF-1.4 evidence"
    assert record.status == "completed"
    answer_dialog(ActionDialog, lambda dialog: write(dialog, closed_on="2021-09-20"))
    trigger(begun, "perform:tasks:close")
    assert page.model.record_at(0).status == "closed"
    answer_dialog(ActionDialog, lambda dialog: write(dialog, reason="佐证不全"))
    trigger(begun, "perform:tasks:return")
    assert page.model.record_at(0).status == "overdue"
    for _ in range(5):
        trigger(begun, "undo")
    assert page.model.record_at(0)["number"] == "3"
    assert page.model.record_at(0)["completed_on"] is None
    for _ in range(5):
        trigger(begun, "redo")
    assert page.model.record_at(0)["return_reason"] == "佐证不全"


def test_filters_by_status_unit_section_and_words(qtbot: QtBot, begun: MainWindow) -> None:
    page = begun.page("tasks")
    page.show_only([("status", "overdue")])
    assert [page.model.record_at(row)["number"] for row in range(len(page.model.ids))] == ["1", "2", "3"]
    page.show_only([("status", "overdue"), ("units", "区司法局")])
    assert [page.model.record_at(row)["number"] for row in range(len(page.model.ids))] == ["1"]
    section = task(page, "5")["section"]
    page.show_only([("section", section)])
    assert {page.model.record_at(row)["number"] for row in range(len(page.model.ids))} == {"5", "6"}
    page.filters.clear()
    page.filters.search.setText("低保")
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    trigger(begun, "clear_filters")
    assert len(page.model.ids) == 6


def test_the_ledger_of_what_is_shown_goes_to_excel_and_word(
    qtbot: QtBot, begun: MainWindow, choose_file: ChooseFile, tmp_path: Path
) -> None:
    page = begun.page("tasks")
    page.show_only([("status", "overdue")])
    for suffix in (".xlsx", ".docx"):
        choose_file(tmp_path / f"台账{suffix}")
        answer_dialog(ExportDialog, lambda dialog, suffix=suffix: dialog.kinds[suffix].setChecked(True))
        trigger(begun, "export")
        qtbot.waitUntil((tmp_path / f"台账{suffix}").exists)
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("行政规范性文件" in str(cell) for cell in cells)
    assert not any("低保" in str(cell) for cell in cells)
    assert any(getattr(cell, "year", 0) == 2021 for cell in cells), "due dates are real dates"
    table = docx.Document(str(tmp_path / "台账.docx")).tables[0]
    assert sum("2021年" in "".join(cell.text for cell in row.cells) for row in table.rows) >= 3
    pages = render({".docx": tmp_path / "台账.docx"}, tmp_path)
    assert "任务台账" in pages[".docx"][0].texts()


def test_a_supervision_notice_for_three_overdue_tasks(
    qtbot: QtBot, begun: MainWindow, choose_file: ChooseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begun.page("tasks")
    page.show_only([("status", "overdue")])
    page.table.selectAll()
    trigger(begun, "notice")
    composer = begun.pages.composer
    assert composer is not None and begun.stack.currentWidget() is composer
    for name, typed in (("单位", "云河区政务公开办公室"), ("文号", "云政公开督〔2021〕2号"), ("联系人", "陈晓")):
        composer.lines[name].clear()
        committed = QInputMethodEvent()
        committed.setCommitString(typed)
        QApplication.sendEvent(composer.lines[name], committed)
    target = tmp_path / "督办通知单.docx"
    choose_file(target)
    composer.save()
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(target)).paragraphs)
    assert "云河区政务公开办公室督办通知单" in text
    assert "云政公开督〔2021〕2号" in text and "区司法局" in text and "逾期" in text
    assert "2021年10月15日" in text
    page_of_notice = render({"notice": target}, tmp_path)["notice"][0]
    assert "云河区政务公开办公室督办通知单" in "".join(page_of_notice.texts())
    monkeypatch.setattr("ui.notice.composer.looked_over", lambda *_: True)
    composer.issue_button.click()
    register = begun._session.desk.book
    (entry,) = register.records("dispatches", register.ids("dispatches"))
    assert entry["doc_number"] == "云政公开督〔2021〕2号"
    assert len(entry["tasks"]) == 3
    assert begun.pages.front() is begun.page("tasks")


def test_quit_and_start_again_everything_is_there(qtbot: QtBot, begun: MainWindow, start: Start) -> None:
    before = begun.page("tasks")._session.desk.book.records("tasks", begun.page("tasks").model.ids)
    begun.close()
    again = start()
    page = again.page("tasks")
    assert page._session.desk.book.records("tasks", page.model.ids) == before
    trigger(again, "undo")
    assert page.model.ids == []


def test_a_garbled_notice_from_a_web_page_is_pasted(
    qtbot: QtBot, begun: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.intake.paste_dialog", lambda *_: read_pasted(GARBLED))
    trigger(begun, "import_text")
    review = reviewed(qtbot, begun)
    notice = review.drafts.notice
    assert notice.doc_number == "云政务办〔2021〕3号"
    assert any(repair.repaired == "2021年9月底前" or "年" in repair.repaired for repair in notice.repairs)
    assert begun.intake is not None
    begun.intake.accept()
    qtbot.waitUntil(lambda: begun.intake is None)
    page = begun.page("tasks")
    book = page._session.desk.book
    new = book.records("tasks", book.ids("tasks"))[-2:]
    assert [record["due_on"] for record in new] == [date(2021, 9, 30), date(2021, 12, 31)]
    assert [book.title("units", unit) for unit in new[0]["lead_units"]] == ["区财政局"]


def test_a_summary_gives_a_plain_message_and_no_tasks(qtbot: QtBot, begun: MainWindow, tmp_path: Path) -> None:
    notice = tmp_path / "总结.txt"
    notice.write_text(SUMMARY, encoding="utf-16")
    drop(begun, notice)
    review = reviewed(qtbot, begun)
    assert not review.drafts.items
    assert review.drafts.notice.warnings
    assert begun.intake is not None
    begun.intake.cancel()
    assert begun.page("tasks")._session.desk.book.count("tasks") == 6


def test_a_file_that_is_no_notice_is_refused_in_one_sentence(qtbot: QtBot, begun: MainWindow, tmp_path: Path) -> None:
    lies = tmp_path / "通知.docx"
    lies.write_bytes(bytes(range(256)) * 40)
    drop(begun, lies)
    qtbot.waitUntil(lambda: "通知.docx" in begun.strip.sentence)
    assert begun.page("tasks")._session.desk.book.count("tasks") == 6


SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real sample notices are not beside this checkout")
def test_the_three_real_notices_come_in(qtbot: QtBot, start: Start, choose_file: ChooseFile, tmp_path: Path) -> None:
    window = start()
    choose_file(tmp_path / "样本.gkb")
    trigger(window, "new_workbook")
    for name, count in (("000_*.txt", 12), ("001_*.docx", 35), ("002_*.txt", 27)):
        before = window.page("tasks")._session.desk.book.count("tasks")
        page = bring_in(qtbot, window, next(SAMPLES.glob(name)))
        assert page._session.desk.book.count("tasks") == before + count
    assert page._session.desk.book.problems() == []


def test_keys_alone_reach_the_table(qtbot: QtBot, begun: MainWindow) -> None:
    page = begun.page("tasks")
    begun.activateWindow()
    trigger(begun, "find")
    assert page.filters.search.hasFocus() or QApplication.focusWidget() is None
    page.filters.search.keyPressEvent(
        QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    )
    assert page.table.selected_ids() == page.model.ids[:1]
