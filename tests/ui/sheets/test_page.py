"""The page itself: from the sheet to records and back by one undo, by keyboard and without losing a row."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from models.intake import Sheet
from models.operations import actions as doing
from models.operations import records
from tests.ui.sheets.conftest import HEAD, ROWS, TABLE, Show, settled
from ui.session import Session
from ui.sheets import SheetsPage
from ui.sheets.preview_model import FIRST, PROBLEM, TICK, Shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GOOD = Sheet("目录", (HEAD, *(row for row in ROWS if row[3] == "现行有效" and row[2] != "2024-02-30")))


def line_of(page: SheetsPage, title: str) -> int:
    assert page.draft is not None
    return next(column.index for column in page.draft.table.columns if column.title == title)


def choose(page: SheetsPage, title: str, field: str) -> None:
    """Choose a field for a column, as a person does with the keyboard or the mouse."""
    combo = page.mapping.lines[line_of(page, title)].fields
    index = combo.findText(field, Qt.MatchFlag.MatchStartsWith)
    assert index >= 0
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def correct(page: SheetsPage, row: int, column: int, text: str) -> None:
    """Type another text into a cell of the preview."""
    table = page.preview.table
    table.setFocus()
    place = page.preview.model.place_of(row)
    assert place is not None
    table.setCurrentIndex(page.preview.model.index(place, page.preview.model.place_of_column(column)))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def titles(session: Session, register: str = "documents") -> list[str]:
    book = session.desk.book
    return [record["title"] for record in book.records(register, book.ids(register))]


def ended(page: SheetsPage) -> list[bool]:
    heard: list[bool] = []
    page.finished.connect(heard.append)
    return heard


# -- what is shown ------------------------------------------------------------------------------------


def test_the_numbers_and_the_reason_stand_there(show: Show) -> None:
    page = show(TABLE)
    assert page.head.counts.text() == "共 4 行：1 行可以导入，3 行有问题"
    assert page.head.register == "documents"
    assert page.head.head_rows.value() == 2
    assert not page.head.sheets.isVisible()
    assert not page.parts.accept.isEnabled()
    assert "还有 3 行有问题" in page.parts.told.text()
    assert page.parts.accept.text() == "导入(&I)", "no number of rows beside a head that counts others"
    assert [line.field for line in page.mapping.lines] == ["title", "doc_number", "issued_on", "validity", None]


def test_the_sheet_that_fits_is_chosen_among_several(show: Show) -> None:
    cover = Sheet("封面", (("云岭区",), ("二〇二四年",)))
    page = show(cover, TABLE)
    assert page.head.sheets.isVisible()
    assert page.head.sheets.currentText() == "目录"


def test_another_sheet_another_register_another_head(qtbot: QtBot, show: Show) -> None:
    units = Sheet("单位", (("单位名称", "A岗"), ("区司法局", "张三"), ("区财政局", "李四")))
    page = show(TABLE, units)
    page.head.sheets.setCurrentIndex(1)
    page.head.sheets.activated.emit(1)
    settled(qtbot, page)
    index = page.head.registers.findData("units")
    page.head.registers.setCurrentIndex(index)
    page.head.registers.activated.emit(index)
    settled(qtbot, page)
    assert page.draft is not None
    assert page.draft.register.name == "units"
    assert [line.field for line in page.mapping.lines] == ["name", "contact_a"]
    assert page.head.counts.text() == "共 2 行：2 行可以导入"
    page.head.head_rows.setValue(0)
    settled(qtbot, page)
    assert len(page.draft.table.rows) == 3
    assert page.draft.head_rows == 0


def test_a_sheet_without_rows_leaves_the_present_one(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    page = show(TABLE, Sheet("空表", (("文件标题", "文号"),)))
    refused: list[str] = []
    empty_session.refused.connect(refused.append)
    page.head.sheets.setCurrentIndex(1)
    page.head.sheets.activated.emit(1)
    qtbot.waitUntil(lambda: bool(refused))
    assert page.head.sheets.currentText() == "目录"
    assert page.draft is not None


# -- the mapping --------------------------------------------------------------------------------------


def test_a_change_of_the_mapping_is_checked_in_the_background(qtbot: QtBot, show: Show) -> None:
    page = show(TABLE)
    choose(page, "有效性", "不导入")
    assert page._checker.is_busy
    settled(qtbot, page)
    assert page.head.counts.text() == "共 4 行：3 行可以导入，1 行有问题"
    assert "有效性" not in [
        page.preview.model.headerData(column, Qt.Orientation.Horizontal)
        for column in range(page.preview.model.columnCount())
    ]


def test_a_field_taken_twice_and_one_that_is_missing_are_told_in_red(qtbot: QtBot, show: Show) -> None:
    page = show(TABLE)
    choose(page, "备用", "文号")
    settled(qtbot, page)
    assert "“文号”选了不止一列" in page.mapping.problem.text()
    assert [line.is_warned for line in page.mapping.lines] == [False, True, False, False, True]
    assert not page.parts.accept.isEnabled()
    choose(page, "备用", "不导入")
    choose(page, "文件标题", "不导入")
    settled(qtbot, page)
    assert "必填的“文件标题”" in page.mapping.problem.text()
    assert page.mapping.problem.isVisible()
    choose(page, "文件标题", "文件标题")
    settled(qtbot, page)
    assert not page.mapping.problem.isVisible()


def test_the_wheel_over_a_field_chooses_nothing(show: Show) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    page = show(TABLE)
    combo = page.mapping.lines[0].fields
    page.preview.table.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, phase, False
    )
    before = combo.currentIndex()
    QApplication.sendEvent(combo, wheel)
    assert combo.currentIndex() == before


def test_the_second_time_the_mapping_is_remembered(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    page = show(GOOD)
    assert not page.head.remembered.isVisible()
    choose(page, "备用", "备注")
    settled(qtbot, page)
    page.accept()
    again = show(Sheet("目录", (HEAD, ("另一份通知", "云政办〔2024〕9号", "2024-09-09", "失效", "戊"))))
    assert again.head.remembered.isVisible()
    assert again.mapping.lines[4].field == "note"


# -- correcting ---------------------------------------------------------------------------------------


def test_a_cell_is_mended_in_place(qtbot: QtBot, show: Show) -> None:
    page = show(TABLE)
    correct(page, 1, 2, "2024-2-28")
    assert page.draft is not None
    assert page.draft.problems(1) == ()
    assert page.preview.model.index(1, FIRST + 2).data() == "2024-02-28"
    settled(qtbot, page)
    assert page.head.counts.text() == "共 4 行：2 行可以导入，2 行有问题"


def test_the_same_mistake_is_mended_in_all_rows_at_once(qtbot: QtBot, show: Show) -> None:
    page = show(TABLE)
    correct(page, 2, 3, "现行有效")
    assert "另有 1 行" in page.preview.told.sentence
    page.preview.told._button.click()
    settled(qtbot, page)
    assert page.head.counts.text() == "共 4 行：3 行可以导入，1 行有问题"
    assert page.preview.told.sentence == ""


def test_a_correction_that_is_no_better_keeps_its_mark(show: Show) -> None:
    page = show(TABLE)
    correct(page, 1, 2, "2024-13-01")
    assert "2024-13-01" in page.preview.model.index(1, PROBLEM).data()
    assert page.preview.told.sentence == ""


def test_f8_goes_from_problem_to_problem(show: Show) -> None:
    page = show(TABLE)
    table = page.preview.table
    seen = []
    for key in (Qt.Key.Key_F8,) * 3:
        QTest.keyClick(QApplication.focusWidget(), key)
        seen.append((table.currentIndex().row(), table.currentIndex().column() - FIRST))
    assert seen == [(1, 2), (2, 3), (3, 3)]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8, SHIFT)
    assert table.currentIndex().row() == 2


def test_problems_behind_a_filter_are_found(show: Show) -> None:
    page = show(TABLE)
    page.preview.show_only(Shown.LEFT_OUT)
    assert page.preview.model.rowCount() == 0
    page.preview.walk(1)
    assert page.preview.model.shown is Shown.ALL
    assert page.preview.table.currentIndex().row() == 1


# -- leaving out, bringing in -------------------------------------------------------------------------


def test_bad_rows_are_left_out_and_the_rest_comes_in_at_one_undo(show: Show, empty_session: Session) -> None:
    page = show(TABLE)
    heard = ended(page)
    page.preview.set_aside.click()
    assert page.parts.accept.text().startswith("导入 1 行")
    assert page.parts.accept.isEnabled()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert heard == [True]
    assert titles(empty_session) == ["关于公开预算的通知"]
    assert page.register == "documents"
    assert len(page.made) == 1
    empty_session.run(doing.undo)
    assert titles(empty_session) == []


def test_everything_comes_in_once_it_is_mended(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    page = show(TABLE)
    correct(page, 1, 2, "2024-2-28")
    correct(page, 2, 3, "失效")
    page.preview.told._button.click()
    page.accept()
    assert len(titles(empty_session)) == 4
    found = empty_session.desk.book.find("documents", "云政办〔2024〕2号")
    assert found is not None
    assert str(empty_session.desk.book.record("documents", found)["issued_on"]) == "2024-02-28"
    assert page.offer is None


def test_what_is_being_typed_counts_when_it_is_brought_in(show: Show, empty_session: Session) -> None:
    page = show(GOOD)
    table = page.preview.table
    table.setFocus()
    table.setCurrentIndex(page.preview.model.index(0, FIRST))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert("改过的标题")
    QTest.keyClick(editor, Qt.Key.Key_Return, CTRL)
    assert titles(empty_session) == ["改过的标题"]


def test_rows_that_are_there_already_come_unticked(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    first = show(GOOD)
    first.accept()
    page = show(GOOD)
    assert page.head.counts.text() == "共 1 行：0 行可以导入，1 行台账里已有"
    assert not page.parts.accept.isEnabled()
    assert "没有勾选的行" in page.parts.told.text()
    page.preview.table.focus_cell()
    QTest.keyClick(page.preview.table, Qt.Key.Key_Space)
    assert page.parts.accept.isEnabled()


def test_rows_left_out_are_saved_with_reasons(
    show: Show, tmp_path: Path, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "留下的.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target.with_suffix("")), ""))
    page = show(TABLE)
    assert not page.parts.save.isVisible()
    page.preview.set_aside.click()
    page.parts.save.click()
    rows = list(load_workbook(target).active.values)
    assert rows[0] == (*HEAD, "原因")
    assert [row[1] for row in rows[1:]] == ["云政办〔2024〕2号", "云政办〔2024〕3号", "云政办〔2024〕4号"]
    assert "2024-02-30" in rows[1][5]
    target.unlink()
    page.accept()
    assert page.offer is not None
    words, act = page.offer
    assert words == "另存未导入的行…"
    act()
    assert len(list(load_workbook(target).active.values)) == 4


def test_a_place_that_can_not_be_written_is_told(
    show: Show, tmp_path: Path, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "a.xlsx"), ""))
    refused: list[str] = []
    empty_session.refused.connect(refused.append)
    page = show(TABLE)
    page.preview.set_aside.click()
    page.save_left_out()
    assert len(refused) == 1


# -- leaving ------------------------------------------------------------------------------------------


def test_cancel_changes_nothing(show: Show, empty_session: Session) -> None:
    page = show(TABLE)
    heard = ended(page)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert heard == [False]
    assert titles(empty_session) == []
    assert empty_session.desk.book.history.undoable() is None


@pytest.mark.parametrize("leave", [True, False])
def test_corrections_are_asked_about(show: Show, monkeypatch: pytest.MonkeyPatch, *, leave: bool) -> None:
    page = show(TABLE)
    heard = ended(page)
    correct(page, 1, 2, "2024-2-28")
    wanted = "放弃" if leave else "继续核对"
    asked: list[QMessageBox] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box)
        next(button for button in box.buttons() if button.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    page.cancel()
    assert len(asked) == 1
    assert heard == ([False] if leave else [])


def test_files_come_one_after_the_other(
    qtbot: QtBot, empty_session: Session, book: Callable[..., Path], tmp_path: Path
) -> None:
    other = Sheet("目录", (HEAD, ("另一份通知", "云政办〔2024〕9号", "2024-09-09", "失效", "戊")))
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    refused: list[str] = []
    empty_session.refused.connect(refused.append)
    page = SheetsPage(empty_session, "documents")
    qtbot.addWidget(page)
    page.show()
    heard = ended(page)
    page.open_files([book(GOOD, name="一.xlsx"), broken, book(other, name="二.xlsx")])
    settled(qtbot, page)
    assert "第 1 份/共 3 份" in page.head.title.text()
    page.accept()
    assert len(refused) == 1
    settled(qtbot, page)
    assert "二.xlsx" in page.head.title.text()
    assert heard == []
    page.accept()
    assert heard == [True]
    assert sorted(titles(empty_session)) == ["关于公开预算的通知", "另一份通知"]


def test_a_file_that_can_not_be_read_ends_the_page(qtbot: QtBot, empty_session: Session, tmp_path: Path) -> None:
    page = SheetsPage(empty_session, "documents")
    qtbot.addWidget(page)
    refused: list[str] = []
    empty_session.refused.connect(refused.append)
    heard = ended(page)
    page.open_files([tmp_path / "没有.xlsx"])
    assert len(refused) == 1
    assert heard == [False]


def test_closing_the_workbook_waits_for_the_check(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    page = show(TABLE)
    choose(page, "备用", "备注")
    empty_session.close()
    assert page._checker._running is None


def test_what_others_change_is_seen(qtbot: QtBot, show: Show, empty_session: Session) -> None:
    page = show(GOOD)
    title, number, day, validity, _ = GOOD.rows[1]
    values = {"title": title, "doc_number": number, "issued_on": day, "validity": validity}
    empty_session.run(records.add, "documents", values)
    settled(qtbot, page)
    assert "1 行台账里已有" in page.head.counts.text()
    assert page.preview.model.index(0, TICK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


# -- taken back ----------------------------------------------------------------------------------------


def test_each_decision_can_be_taken_back_and_done_again(qtbot: QtBot, show: Show) -> None:
    page = show(TABLE)
    draft = page.draft
    assert draft is not None
    assert page.steps() == ("", "")
    correct(page, 1, 2, "2024-02-28")
    settled(qtbot, page)
    choose(page, "备用", "备注")
    settled(qtbot, page)
    page.preview.set_aside.click()
    assert page.steps() == ("有问题的 2 行先不导入", "")
    turn = page.handlers()
    turn["undo"]()
    settled(qtbot, page)
    assert not draft.left_out
    turn["undo"]()
    settled(qtbot, page)
    assert page.mapping.lines[4].field is None
    turn["undo"]()
    settled(qtbot, page)
    assert draft.text(1, 2) == "2024-02-30"
    assert page.head.counts.text() == "共 4 行：1 行可以导入，3 行有问题"
    assert page.steps() == ("", "改第 4 行")
    for _ in range(3):
        turn["redo"]()
        settled(qtbot, page)
    assert (draft.text(1, 2), page.mapping.lines[4].field, len(draft.left_out)) == ("2024-02-28", "note", 2)
    turn["redo"]()
    assert page.steps()[1] == ""


def test_the_same_correction_for_several_rows_is_one_step(qtbot: QtBot, show: Show) -> None:
    page = show(TABLE)
    assert page.draft is not None
    correct(page, 2, 3, "现行有效")
    page.preview.told._button.click()
    settled(qtbot, page)
    assert page.draft.text(3, 3) == "现行有效"
    page.handlers()["undo"]()
    assert page.draft.text(3, 3) == "有效的"
    assert page.draft.text(2, 3) == "现行有效"
