"""Heads of two rows, bands, merged cells, looks, signature lines, choices and figures, in both kinds of files."""

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st

from models.export.columns import column_widths
from models.export.ledger import Band, Column, Figures, Ledger, Look, Row
from models.export.ledger_docx import text_width, write_ledger_docx
from models.export.ledger_xlsx import write_ledger_xlsx
from models.export.sheet_choices import CHOICES_SHEET
from models.export.sheet_figures import FIGURES_SHEET
from models.export.sheet_styles import sheet_widths
from tests.models.export.parts import found, part, same_as_reference, well_formed
from tests.models.export.samples import DAY
from tests.models.export.schema import in_order
from tests.models.export.sheet_schema import sheet_in_order

COLUMNS = (
    Column("序号", "ordinal", 3),
    Column("大项", "text", 7, merged=True),
    Column("单位", "text", 8, merged=True),
    Column("启动时间", "date", 6, over="时间节点"),
    Column("完成时限", "text", 7, over="时间节点"),
    Column("状态", "status", 6, choices=("逾期", "已完成")),
    Column("有效性", "text", 5, choices=("现行有效", "废止")),
)
FIGURES = (
    Figures("按状态统计", ("状态", "数量"), (("逾期", 2), ("已完成", 3)), "bar", ("red", "done")),
    Figures("按单位统计", ("单位", "合计", "逾期", "已完成"), (("甲局", 3, 1, 2), ("乙局", 2, 1, 1)), "stacked"),
)


def row(number: int, section: str, unit: str) -> Row:
    return Row((number, section, unit, DAY, "年底前", "逾期 3 天", "废止"), "red")


ROWS = (
    Band("一、公开"),
    row(1, "公开", "甲局"),
    row(2, "公开", "甲局"),
    row(3, "公开", "乙局"),
    row(4, "公开", ""),
    row(5, "公开", ""),
    Band("小计：5 项", "subtotal"),
    Band("二、队伍"),
    row(6, "公开", "乙局"),
    row(7, "队伍", "乙局"),
)
LEDGER = Ledger("清单", "县政府办", DAY, COLUMNS, ROWS, ("说明",), signature=("填表人：", "审核人："), figures=FIGURES)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    target = tmp_path / "台账.xlsx"
    write_ledger_xlsx(LEDGER, target)
    well_formed(target)
    sheet_in_order(target)
    return openpyxl.load_workbook(target)


def test_what_is_merged_in_a_sheet(book: Any) -> None:
    sheet = book["清单"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {
        *("A1:G1", "A2:E2", "F2:G2", "A3:G3"),
        *("A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:G5"),
        *("A6:G6", "A12:G12", "A13:G13", "A17:G17"),
        *("B7:B11", "C7:C8"),
    }
    assert [cell.value for cell in sheet[4]][3:5] == ["时间节点", None]
    assert [cell.value for cell in sheet[5]][3:5] == ["启动时间", "完成时限"]
    assert sheet["A6"].value == "一、公开"
    assert sheet["A17"].value.startswith("填表人：　")


def test_cells_under_a_merged_one_keep_their_value_for_the_filter(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_ledger_xlsx(LEDGER, target)
    texts = found(part(target, "xl/worksheets/sheet1.xml"), "//s:c[@r='B8']//s:t/text()")
    assert texts == ["公开"]


def test_frozen_repeated_and_filtered_below_two_rows_of_head(book: Any) -> None:
    sheet = book["清单"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A6", "$4:$5", "A5:G15")


def test_lists_to_choose_from(book: Any) -> None:
    status, choice = book["清单"].data_validations.dataValidation
    assert (status.formula1, str(status.sqref), status.showErrorMessage) == ('"逾期,已完成"', "F6:F15", False)
    assert (choice.formula1, str(choice.sqref), choice.showErrorMessage) == ('"现行有效,废止"', "G6:G15", True)
    assert CHOICES_SHEET not in book.sheetnames


def test_long_lists_stand_in_a_hidden_sheet(tmp_path: Path) -> None:
    words = tuple(f"第{number}个可选的内容" for number in range(40))
    columns = (Column("甲", "text", 5, choices=words), Column("乙", "text", 5, choices=("一,二", "三")))
    write_ledger_xlsx(Ledger("台账", "", DAY, columns, (Row((None, None)),)), tmp_path / "a.xlsx")
    sheet_in_order(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rules = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert rules == ["选项!$A$1:$A$40", "选项!$B$1:$B$2"]
    hidden = book[CHOICES_SHEET]
    assert hidden.sheet_state == "hidden"
    assert ([cell.value for cell in hidden["A"]], hidden["B1"].value) == (list(words), "一,二")


def test_figures_have_a_sheet_with_native_charts(book: Any, tmp_path: Path) -> None:
    sheet = book[FIGURES_SHEET]
    assert [cell.value for cell in sheet[2]][:2] == ["状态", "数量"]
    assert (sheet["A3"].value, sheet["B3"].value) == ("逾期", 2)
    values = [value for line in sheet.iter_rows(values_only=True) for value in line]
    assert values.count("按单位统计") == 1
    with zipfile.ZipFile(tmp_path / "台账.xlsx") as archive:
        charts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        assert len(charts) == 2
        first, second = (archive.read(name).decode() for name in charts)
    assert f"'{FIGURES_SHEET}'!$B$3:$B$4" in first
    assert "C0392B" in first  # what is overdue is red
    assert '<grouping val="stacked"' in second.replace("c:", "")


def test_a_table_of_figures_without_rows_has_no_chart(tmp_path: Path) -> None:
    empty = replace(LEDGER, figures=(Figures("统计", ("状态", "数量"), (), "bar"),))
    write_ledger_xlsx(empty, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not [name for name in archive.namelist() if "charts/chart" in name]


def test_paper_fonts_and_sizes_of_a_sheet(tmp_path: Path) -> None:
    look = Look("A3", False, title_font="华文中宋", title_size=30, head_font="微软雅黑", body_font="仿宋", body_size=12)
    write_ledger_xlsx(replace(LEDGER, look=look), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["清单"]
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("8", "portrait")
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("华文中宋", 30)
    assert (sheet["A4"].font.name, sheet["B7"].font.name, sheet["B7"].font.size) == ("微软雅黑", "仿宋", 12)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=20), st.sampled_from(["A4", "A3"]), st.booleans())
def test_a_sheet_is_not_printed_much_smaller_than_it_is(widths: list[int], paper: Any, landscape: bool) -> None:
    columns = tuple(Column(str(number), "text", width) for number, width in enumerate(widths))
    ledger = Ledger("台账", "", DAY, columns, (), look=Look(paper, landscape))
    page = text_width(ledger.look) / 20
    printed = sum(width * 11 + 9 for width in sheet_widths(ledger))
    least = sum(max(min(width, 4), 2) * 11 + 9 for width in widths)
    assert printed <= max(page / 0.8, least) * 1.02
    assert all(width >= 2 for width in sheet_widths(ledger))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    target = tmp_path / "台账.docx"
    write_ledger_docx(LEDGER, target)
    well_formed(target)
    in_order(target)
    return target


def test_what_is_merged_in_a_document(document: Path) -> None:
    table = Document(str(document)).tables[0]
    texts = [[cell.text for cell in line.cells] for line in table.rows]  # merged cells tell the same text
    assert texts[0][3:5] == ["时间节点", "时间节点"]
    assert texts[1] == ["序号", "大项", "单位", "启动时间", "完成时限", "状态", "有效性"]
    assert set(texts[2]) == {"一、公开"}
    assert [line[1] for line in texts[3:8]] == ["公开"] * 5
    root = part(document, "word/document.xml")
    merges = [found(line, "./w:tc/w:tcPr/w:vMerge/@w:val") for line in found(root, "//w:tr")]
    assert merges[3:8] == [
        ["restart", "restart"],
        ["continue", "continue"],
        ["continue", "restart"],
        ["continue", "restart"],
        ["continue", "restart"],
    ]
    assert len(found(root, "//w:tr[w:trPr/w:tblHeader]")) == 2
    assert len(found(root, "//w:tr")) == len(found(root, "//w:tr[w:trPr/w:cantSplit]")) == 12


def test_every_row_of_a_document_is_as_wide_as_its_grid(document: Path) -> None:
    root = part(document, "word/document.xml")
    w = root.nsmap["w"]
    grid = [int(column.get(f"{{{w}}}w")) for column in found(root, "//w:gridCol")]
    for line in found(root, "//w:tr"):
        widths = [int(item.get(f"{{{w}}}w")) for item in found(line, "./w:tc/w:tcPr/w:tcW")]
        spans = [int((found(cell, "./w:tcPr/w:gridSpan/@w:val") or ["1"])[0]) for cell in found(line, "./w:tc")]
        assert (sum(widths), sum(spans)) == (sum(grid), len(grid))


def test_the_line_for_signing_is_spread_over_the_page(document: Path) -> None:
    last = Document(str(document)).paragraphs[-1]
    assert last.text == "填表人：\t审核人："
    assert [round(stop.position.mm) for stop in last.paragraph_format.tab_stops] == [134]


def test_paper_fonts_and_sizes_of_a_document(tmp_path: Path) -> None:
    look = Look("A3", True, title_font="华文中宋", title_size=26, body_font="仿宋", body_size=12)
    write_ledger_docx(replace(LEDGER, look=look), tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    styles = document.styles
    assert (styles["台账标题"].font.name, styles["台账标题"].font.size.pt) == ("华文中宋", 26)
    assert (styles["台账文字"].font.name, styles["台账文字"].font.size.pt) == ("仿宋", 12)
    write_ledger_docx(replace(LEDGER, look=Look(landscape=False)), tmp_path / "a.docx")
    section = Document(str(tmp_path / "a.docx")).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_parts_are_as_they_were(book: Any, document: Path) -> None:
    same_as_reference(document.with_suffix(".xlsx"), "xl/worksheets/sheet1.xml", "ledger_shapes_sheet.xml")
    same_as_reference(document, "word/document.xml", "ledger_shapes_document.xml")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", ""])), max_size=12))
def test_merged_cells_are_runs_of_equal_ones(pairs: list[tuple[str, str]]) -> None:
    columns = (Column("一", "text", 5, merged=True), Column("二", "text", 5), Column("三", "text", 5, merged=True))
    ledger = Ledger("台账", "", DAY, columns, [Row((first, first, second)) for first, second in pairs])
    flags = [merges for _, merges in ledger.merging_rows()]
    for place, (first, second) in enumerate(pairs):
        same = place > 0 and pairs[place - 1][0] == first
        assert flags[place] == (same, False, same and bool(second) and pairs[place - 1][1] == second)


def test_widths_of_the_page_are_filled_exactly() -> None:
    for paper in ("A4", "A3"):
        room = text_width(Look(paper))
        assert sum(column_widths(COLUMNS, room, 210)) == room


def test_an_amount_is_a_number_with_two_places_and_a_free_list_takes_other_words(tmp_path: Path) -> None:
    columns = (Column("费用", "money", 6), Column("来源", "text", 6, choices=("督查", "自查"), free=True))
    rows = [Row((2200.5, "来信")), Row((None, "督查"))]
    target = tmp_path / "a.xlsx"
    write_ledger_xlsx(Ledger("台账", "", DAY, columns, rows), target)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 2200.5)
    assert cell.number_format == "#,##0.00"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"督查,自查"' and not rule.showErrorMessage


def test_figures_are_printed_upright_as_wide_as_the_page(book: Any) -> None:
    sheet = book[FIGURES_SHEET]
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_title_in_songti_is_bold_as_it_stands_in_for_xiaobiaosong(tmp_path: Path) -> None:
    for font, bold in (("宋体", True), ("", False)):
        value = replace(LEDGER, look=Look(title_font=font))
        write_ledger_xlsx(value, tmp_path / "a.xlsx")
        assert bool(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].font.bold) == bold
        write_ledger_docx(value, tmp_path / "a.docx")
        assert bool(Document(str(tmp_path / "a.docx")).styles["台账标题"].font.bold) == bold
