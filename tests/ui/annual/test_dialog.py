"""The annual report in the window: figures counted, typed, led to their records; units; what does not balance."""

from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from models.operations import actions, annual, records
from models.operations.settings import set_settings
from models.registers.annual import Cell
from ui.annual.dialog import AnnualDialog
from ui.annual.figure_table import FigureTable
from ui.annual.parts_dialog import PartsDialog
from ui.session import Session

NEW = Cell("三", "一", "自然人")
SUM = Cell("三", "一", "总计")


@pytest.fixture
def dialog(qtbot: QtBot, filled: Session) -> AnnualDialog:
    set_settings(filled.desk, {"office_name": "云岭市司法局"})
    for number, day in enumerate(("2020-03-02", "2020-05-06"), 1):
        given = {"number": str(number), "content": "某项信息", "applicant": "某人", "applicant_kind": "自然人"}
        records.add(filled.desk, "requests", {**given, "channel": "当面提交", "arrived_on": day})
    made = AnnualDialog(filled)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def table(dialog: AnnualDialog, number: str = "三") -> FigureTable:
    return next(item for item in dialog.tables if item.number == number)


def text(dialog: AnnualDialog, cell: Cell) -> str:
    return table(dialog, cell.table)._items[cell].text()


def type_in(dialog: AnnualDialog, cell: Cell, typed: str) -> None:
    shown = table(dialog, cell.table)
    dialog.tabs.setCurrentWidget(shown)
    assert shown.go_to(cell)
    shown.editItem(shown.currentItem())
    editor = [found for found in shown.findChildren(QLineEdit) if found.isVisible()][-1]
    editor.setText(typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_last_year_is_shown_counted_from_the_register(dialog: AnnualDialog) -> None:
    assert dialog.year == 2020
    assert dialog.report is not None
    assert dialog.report.form.name == "2019年格式"
    assert (text(dialog, NEW), text(dialog, SUM), text(dialog, Cell("三", "四", "总计"))) == ("2", "2", "2")
    assert "勾稽关系全部平衡" in dialog.told.text()


def test_every_figure_stands_in_its_table(dialog: AnnualDialog) -> None:
    assert dialog.report is not None
    shown = {cell for item in dialog.tables for cell in item.cells()}
    assert shown == set(dialog.report.form.cells)


def test_a_figure_is_typed_told_and_taken_back(filled: Session, dialog: AnnualDialog) -> None:
    type_in(dialog, NEW, "5")
    assert (text(dialog, NEW), text(dialog, SUM)) == ("5", "5")
    assert table(dialog)._items[NEW].font().bold()
    assert "勾稽关系不平" in dialog.told.text()
    assert dialog.findings.count() > 0
    filled.announce(actions.undo(filled.desk))
    assert text(dialog, NEW) == "2"
    type_in(dialog, NEW, "5")
    table(dialog).go_to(NEW)
    QTest.keyClick(table(dialog), Qt.Key.Key_Delete)
    assert text(dialog, NEW) == "2"


def test_what_is_no_figure_is_told_and_nothing_changes(filled: Session, dialog: AnnualDialog) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    type_in(dialog, NEW, "很多")
    assert heard == ["“很多”不是数字，请填数字。"]
    assert text(dialog, NEW) == "2"


def test_what_does_not_balance_leads_to_its_cell(dialog: AnnualDialog) -> None:
    type_in(dialog, Cell("四", "行政复议", "结果维持"), "3")
    type_in(dialog, Cell("四", "行政复议", "总计"), "4")
    dialog.tabs.setCurrentIndex(0)
    item = next(
        dialog.findings.item(row)
        for row in range(dialog.findings.count())
        if "行政复议" in dialog.findings.item(row).text()
    )
    dialog.findings.itemActivated.emit(item)
    assert dialog.tabs.currentWidget() is table(dialog, "四")
    assert table(dialog, "四").current_cell() == Cell("四", "行政复议", "总计")


def test_a_figure_leads_to_its_records(dialog: AnnualDialog) -> None:
    asked: list[tuple[str, list[int]]] = []
    dialog.records_asked.connect(lambda register, ids: asked.append((register, ids)))
    table(dialog).go_to(Cell("三", "一", "科研机构"))
    assert not dialog.records_button.isEnabled()
    table(dialog).go_to(SUM)
    dialog.records_button.click()
    assert asked == [("requests", [1, 2])]
    assert not dialog.isVisible()


def test_a_units_table_is_brought_in_and_added_up(
    filled: Session, dialog: AnnualDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annual.set_figures(filled.desk, 2020, "某局", {NEW: 7, Cell("三", "四", "自然人"): 7})
    annual.write_report(filled.desk, annual.report_of(filled.desk, 2020, "某局"), tmp_path / "市教育局.xlsx")
    filled.announce(annual.drop_unit(filled.desk, 2020, "某局"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "市教育局.xlsx"), ""))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, text: (text, True))
    dialog.another.click()
    assert dialog.unit == "市教育局"
    assert text(dialog, NEW) == "7"
    dialog.units.setCurrentIndex(dialog.units.count() - 1)
    assert dialog.is_sum
    assert text(dialog, NEW) == "9"
    assert not table(dialog)._items[NEW].flags() & Qt.ItemFlag.ItemIsEditable
    dialog.units.setCurrentIndex(1)
    dialog.drop.click()
    assert annual.units(filled.desk, 2020) == []
    assert dialog.unit == ""


def test_a_figure_of_the_sum_leads_to_the_units_and_from_there_to_their_report(
    filled: Session, dialog: AnnualDialog
) -> None:
    annual.set_figures(filled.desk, 2020, "市教育局", {NEW: 7, Cell("三", "四", "自然人"): 7})
    filled.announce_all_changed()
    dialog.units.setCurrentIndex(dialog.units.count() - 1)
    dialog.tabs.setCurrentWidget(table(dialog))
    table(dialog).go_to(SUM)
    assert dialog.records_button.isEnabled()
    assert dialog.records_button.text() == "看这一格由哪些单位合成…"
    shown = PartsDialog(dialog.report, SUM, dialog)
    told = [[shown.table.item(row, column).text() for column in (0, 1)] for row in range(shown.table.rowCount())]
    assert told == [["云岭市司法局", "2"], ["市教育局", "7"], ["合计", "9"]]
    shown.table.selectRow(1)
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert shown.chosen is not None
    dialog.go_to_part(shown.chosen)
    assert (dialog.unit, table(dialog).current_cell()) == ("市教育局", SUM)
    assert dialog.records_button.text() == "看这一格由哪些数合成…", "a total of figures that were typed"
    shown = PartsDialog(dialog.report, SUM, dialog)
    shown.table.selectRow(0)
    shown.accept()
    dialog.go_to_part(shown.chosen)
    assert table(dialog).current_cell() == NEW
    assert not dialog.records_button.isEnabled(), "typed: nothing lies below"
    dialog.units.setCurrentIndex(0)
    table(dialog).go_to(SUM)
    assert dialog.records_button.text() == "看这一格的记录"


def test_a_unit_that_does_not_balance_leads_to_the_cell_of_its_report(filled: Session, dialog: AnnualDialog) -> None:
    annual.set_figures(filled.desk, 2020, "市财政局", {NEW: 1, Cell("三", "四", "自然人"): 1})
    annual.set_figures(filled.desk, 2020, "市教育局", {NEW: 7})
    filled.announce_all_changed()
    dialog.units.setCurrentIndex(dialog.units.count() - 1)
    (item,) = (
        dialog.findings.item(row)
        for row in range(dialog.findings.count())
        if dialog.findings.item(row).text().startswith("提示：市教育局的报表有")
    )
    dialog.findings.itemClicked.emit(item)
    assert dialog.unit == "市教育局"
    assert table(dialog).current_cell() == annual.report_of(filled.desk, 2020, "市教育局").wrong[0].cell


def test_enter_on_a_figure_that_nobody_can_type_shows_its_parts(
    filled: Session, dialog: AnnualDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    annual.set_figures(filled.desk, 2020, "市教育局", {NEW: 7})
    filled.announce_all_changed()
    dialog.units.setCurrentIndex(dialog.units.count() - 1)
    seen: list[str] = []
    monkeypatch.setattr(PartsDialog, "exec", lambda self: seen.append(self.windowTitle()) or 0)
    table(dialog).go_to(NEW)
    QTest.keyClick(table(dialog), Qt.Key.Key_Return)
    assert seen == ["表三“一、本年新收政府信息公开申请数量”自然人"]


def test_texts_are_kept_when_it_is_closed_and_files_written(
    filled: Session, dialog: AnnualDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.texts["一"].insertPlainText("认真落实条例。")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "年报.docx"), ""))
    dialog.word_button.click()
    assert any("认真落实条例。" in item.text for item in docx.Document(str(tmp_path / "年报.docx")).paragraphs)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "年报"), ""))
    dialog.excel_button.click()
    assert openpyxl.load_workbook(tmp_path / "年报.xlsx").sheetnames == ["表二", "表三", "表四"]
    dialog.texts["五"].insertPlainText("存在不足。")
    dialog.close()
    assert annual.report_of(filled.desk, 2020).texts["五"] == "存在不足。"
