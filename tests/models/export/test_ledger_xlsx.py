import math
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from models.base.errors import Cancelled, WriteError
from models.export import ledger_xlsx
from models.export.ledger import LIGHT_FILLS, Column, Ledger, Row
from models.export.ledger_xlsx import sheet_name, write_ledger_xlsx
from models.export.sheet_text import CELL_LIMIT, CUT_MARK, column_letter
from models.export.text import legal
from tests.models.export.parts import found, part, same_as_reference, well_formed
from tests.models.export.samples import COLUMNS, DAY, ledger


def written(value: Ledger, folder: Path) -> Any:
    """The sheet, opened again."""
    target = folder / "台账.xlsx"
    write_ledger_xlsx(value, target)
    well_formed(target)
    return openpyxl.load_workbook(target).active


def one_column(kind: Any, *values: Any) -> Ledger:
    rows = tuple(Row((value,)) for value in values)
    return Ledger("台账", "", DAY, (Column("列", kind, 10),), rows)


def test_head_lines_and_cells(tmp_path: Path) -> None:
    sheet = written(ledger(3, notes=("筛选条件：状态为逾期。",)), tmp_path)
    assert sheet["A1"].value == "云岭县2024年政务公开工作任务台账"
    assert sheet["A2"].value == "填报单位：云岭县人民政府办公室"
    assert [cell.value for cell in sheet[2] if cell.value][-1] == "日期：2024年10月15日"
    assert sheet["A3"].value == "注：筛选条件：状态为逾期。"
    assert [cell.value for cell in sheet[4]] == [column.title for column in COLUMNS]
    assert sheet["A5"].value == "001"
    assert sheet["A5"].number_format == "@"
    assert sheet["E5"].value == datetime(2024, 9, 30)
    assert sheet["E5"].number_format == "yyyy\\-mm\\-dd"
    assert sheet["G5"].value == 0.5
    assert sheet["H5"].value == "000000000000000001"
    assert {"A1:H1", "A3:H3"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_frozen_filtered_printed(tmp_path: Path) -> None:
    sheet = written(ledger(40), tmp_path)
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:H43"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_looks(tmp_path: Path) -> None:
    sheet = written(ledger(5), tmp_path)
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert sheet["A3"].font.name == "黑体"
    body = sheet["B4"]
    assert (body.font.name, body.alignment.wrap_text, body.border.left.style) == ("仿宋_GB2312", True, "thin")
    assert sheet["F4"].fill.fgColor.rgb == "FF" + LIGHT_FILLS["amber"]
    assert sheet["F8"].fill.fill_type == "solid"  # the fifth row is red again
    assert sheet["B4"].fill.fill_type is None
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width * 4
    assert sheet.row_dimensions[4].height >= 3 * 15  # the task takes three lines of 28 characters


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@sum", '=HYPERLINK("x")', "#N/A", "1E5", "TRUE", "007"])
@pytest.mark.parametrize("kind", ["text", "code", "status", "number", "date"])
def test_text_stays_text(tmp_path: Path, text: str, kind: Any) -> None:
    sheet = written(one_column(kind, text), tmp_path)
    assert (sheet["A4"].value, sheet["A4"].data_type) == (text, "s")


def test_text_like_a_formula_stays_text_when_edited(tmp_path: Path) -> None:
    sheet = written(one_column("text", "=1+1", "普通"), tmp_path)
    assert (sheet["A4"].quotePrefix, sheet["A5"].quotePrefix) == (True, False)


def test_a_title_like_a_formula_stays_text(tmp_path: Path) -> None:
    sheet = written(Ledger("=1+1", "=2", DAY, (Column("=3", "text", 5),), ()), tmp_path)
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=3", "s")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (10**15, "1000000000000000"),
        (123456789012345, 123456789012345),
        (-3, -3),
        (2.5, 2.5),
        (math.inf, "inf"),
        (True, "是"),
        (None, None),
    ],
)
def test_numbers(tmp_path: Path, value: Any, shown: Any) -> None:
    assert written(one_column("number", value), tmp_path)["A4"].value == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(1900, 3, 1), datetime(1900, 3, 1)),
        (date(1900, 2, 28), "1900-02-28"),
        (datetime(2024, 9, 30, 8, 30), datetime(2024, 9, 30)),
        ("持续推进", "持续推进"),
    ],
)
def test_days(tmp_path: Path, value: Any, shown: Any) -> None:
    assert written(one_column("date", value), tmp_path)["A4"].value == shown


def test_a_cell_too_long_is_cut_with_a_mark(tmp_path: Path) -> None:
    sheet = written(one_column("text", "公" * 40_000, "公" * CELL_LIMIT, "𠮷" * 20_000), tmp_path)
    cut, whole, rare = (sheet[f"A{row}"].value for row in (4, 5, 6))
    assert cut.endswith(CUT_MARK)
    assert len(cut) == CELL_LIMIT
    assert whole == "公" * CELL_LIMIT
    assert rare.endswith("𠮷" + CUT_MARK)
    assert len(rare.encode("utf-16-le")) <= CELL_LIMIT * 2


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sheet = written(one_column("text", *texts), Path(folder))
        for row, text in enumerate(texts, 4):
            assert unescape(sheet[f"A{row}"].value or "") == legal(text)


def test_an_escape_in_a_text_is_not_taken_for_one(tmp_path: Path) -> None:
    sheet = written(one_column("text", "_x0041_ 与 a_b"), tmp_path)
    assert sheet["A4"].value == "_x005F_x0041_ 与 a_b"
    assert unescape(sheet["A4"].value) == "_x0041_ 与 a_b"


def test_without_rows_unit_or_second_column(tmp_path: Path) -> None:
    sheet = written(one_column("text"), tmp_path)
    assert sheet["A2"].value == "日期：2024年10月15日"
    assert sheet.auto_filter.ref == "A3:A3"
    assert sheet.max_row == 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("任务台账", "任务台账"),
        ("a/b:c*[d]?", "abcd"),
        ("'引号'", "引号"),
        ("台" * 40, "台" * 31),
        ("History", "台账"),
        ("", "台账"),
    ],
)
def test_sheet_names(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_column_letters() -> None:
    numbers = (1, 26, 27, 52, 702, 703, 16384)
    assert [column_letter(number) for number in numbers] == ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    write_ledger_xlsx(ledger(1200), tmp_path / "a.xlsx", report)
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


def test_cancel_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_ledger_xlsx(ledger(1200), target, lambda done, total: done < 1000)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_xlsx, "ROW_LIMIT", 10)
    with pytest.raises(WriteError, match="共 8 行，一张表最多 7 行"):
        write_ledger_xlsx(ledger(8), tmp_path / "a.xlsx")
    write_ledger_xlsx(ledger(7), tmp_path / "a.xlsx")


def test_a_row_that_does_not_fit_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row 1 has 2 cells for 1 columns"):
        write_ledger_xlsx(Ledger("台账", "", DAY, (Column("列", "text", 5),), (Row(("a", "b")),)), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_sheet_is_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_ledger_xlsx(ledger(2, notes=("甲", "乙")), target)
    same_as_reference(target, "xl/worksheets/sheet1.xml", "ledger_sheet.xml")


def test_heights_follow_the_text(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_ledger_xlsx(ledger(1), target)
    rows = found(part(target, "xl/worksheets/sheet1.xml"), "//s:row[@r='4']")
    assert rows[0].get("ht") is not None
    assert rows[0].get("customHeight") is None  # Excel goes on fitting the row when its text changes
