"""Spreadsheets as sheets of text: values, formats, merged cells; and every way a file can be bad."""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from models.base.apart import Apart
from models.base.errors import Cancelled, ReadError
from models.base.progress import ignore_progress
from models.intake import Sheet, is_spreadsheet, read_file, read_notice, read_spreadsheet
from models.intake.readers import sheet_guard
from models.intake.readers.sheet_csv import delimiter_of
from models.intake.readers.sheet_files import collected, filled_down, read_sheets, sheet_pieces
from models.intake.readers.sheet_formats import show_of
from models.workdays.calendar import WorkCalendar
from tests.examples import some
from tests.spending import LONGEST, PATIENCE, no_more_than

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
SHARED = Path(__file__).resolve().parents[5] / "shared" / "samples"
HEAD = ["序号", "工作任务", "责任单位", "完成时限"]


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(silence=PATIENCE) as process:
        yield process


def xlsx(rows: list[list[Any]], formats: dict[str, str] | None = None, merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kept(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def rows_of(data: bytes) -> tuple[tuple[str, ...], ...]:
    return read_sheets(Path("表.xlsx"), data, "xlsx")[0].rows


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (7, "000000", "000007"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (5551234, "000-0000", "555-1234"),
        (12, '"A"0000', "A0012"),
        (0.15, "0%", "15%"),
        (0.1234, "0%", "12.34%"),
        (1.1, "0.00", "1.10"),
        (1234.5, "#,##0.00", "1234.50"),
        (1234.567, "0.00", "1234.567"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (123456789012, "0.00E+00", "123456789012"),
        (True, "General", "是"),
        (False, "General", "否"),
        (date(2021, 9, 30), "yyyy-mm-dd", "2021-09-30"),
        (datetime(2021, 9, 30, 8, 5), "yyyy/m/d h:mm", "2021-09-30 08:05"),
        (44469, 'yyyy"年"m"月"d"日"', "2021-09-30"),
        ("000123", "@", "000123"),
        ("340123199001011234", "@", "340123199001011234"),
        ("=cmd", "@", "=cmd"),
        ("上\n下", "General", "上\n下"),
        ("a_x005F_x0041_", "General", "a_x0041_"),
    ],
)
def test_cells_are_as_a_clerk_would_type_them(value: Any, code: str, text: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    cell = sheet["B2"]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = code
    out = io.BytesIO()
    book.save(out)
    assert rows_of(out.getvalue()) == ((), ("", text))


def test_errors_are_nothing() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["一", "#N/A", "三"])
    sheet["B1"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    assert rows_of(out.getvalue()) == (("一", "", "三"),)


def test_a_number_too_long_is_told() -> None:
    (sheet,) = read_sheets(Path("表.xlsx"), xlsx([["号码"], [123456789012345678], [123]]), "xlsx")
    assert sheet.lost == ((1, 0),) and sheet.rows[1] == ("123456789012346000",)


@pytest.mark.parametrize("name", ["formats.xls", "formats.ods"])
def test_other_kinds_of_spreadsheet(name: str) -> None:
    """Made from one .xlsx by an office program: 000000, 0%, 0.00, a merged cell, 18 digits, a date."""
    (sheet,) = read_spreadsheet(FIXTURES / "sheets" / name)
    plain = ("7", "0.15", "1.1") if name.endswith("ods") else ("000007", "15%", "1.10")
    assert sheet.rows[1] == (*plain, "甲", "123456789012346000", "2020-06-18")
    assert sheet.merged == ((1, 3, 2, 3),) and sheet.lost == ((1, 4), (2, 4), (3, 4))


def test_hidden_sheets_come_last_and_empty_ones_not_at_all() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "藏"
    first.append(["甲"])
    book.create_sheet("空")
    book.create_sheet("明").append(["乙"])
    first.sheet_state = "hidden"
    book.active = 2
    out = io.BytesIO()
    book.save(out)
    found = read_sheets(Path("表.xlsx"), out.getvalue(), "xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in found] == [("明", False), ("藏", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_tables(tmp_path: Path, encoding: str, sign: str) -> None:
    lines = [
        HEAD,
        ["1", '公开"预算"' + sign + "决算", "区财政局、区审计局", "年底前"],
        ["2", "公开\n目录", "区司法局", ""],
    ]
    quoted = [sign.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    path = kept(tmp_path, "表.csv", "\r\n".join(quoted).encode(encoding))
    assert is_spreadsheet(path)
    assert read_spreadsheet(path)[0].rows == (tuple(HEAD), tuple(lines[1]), ("2", "公开\n目录", "区司法局"))


@pytest.mark.parametrize("notice", sorted((FIXTURES / "notices").glob("*.txt")), ids=lambda path: path.stem)
def test_no_notice_is_taken_for_comma_separated_text(notice: Path) -> None:
    assert delimiter_of(notice.read_text(encoding="utf-8")) in (None, "\t")


@pytest.mark.parametrize("name", ["001_febf679c157ee80c.txt", "000_2f6965311e0af134.txt", "004_a4af0b0c03741768.txt"])
def test_no_real_notice_is_taken_for_a_table(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the samples are not here")
    assert not is_spreadsheet(SHARED / name)
    with pytest.raises(ReadError, match="不是表格"):
        read_spreadsheet(SHARED / name)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12)


@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(TEXTS.map(str.strip), min_size=2, max_size=5), min_size=1, max_size=6))
def test_any_text_comes_back(rows: list[list[str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column)
                cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    wanted = [tuple(row[: max((n for n, text in enumerate(row, 1) if text), default=0)]) for row in rows]
    while wanted and not wanted[-1]:
        wanted.pop()
    if not wanted:
        with pytest.raises(ReadError, match="没有内容"):
            rows_of(out.getvalue())
        return
    assert list(rows_of(out.getvalue())) == wanted


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_no_number_has_an_exponent(value: float) -> None:
    from models.intake.readers.sheet_cells import number_text

    text = number_text(value)
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text) and float(text) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "@", "yyyy-mm-dd", "0_ ", "# ?/?", "[h]:mm", '"共"0"项"'])
def test_formats_that_leave_a_number_alone(code: str) -> None:
    assert show_of(200, code) is None


def test_merged_cells_are_filled() -> None:
    rows = (("题",), ("甲", "乙"), ("", "丙"), ("丁",))
    assert filled_down(rows, [(0, 0, 0, 1), (1, 0, 2, 0), (9, 0, 12, 0)]) == [
        ("题", "题"),
        ("甲", "乙"),
        ("甲", "丙"),
        ("丁",),
    ]


def test_many_rows_come_in_pieces_and_can_be_cancelled(tmp_path: Path, apart: Apart) -> None:
    path = kept(tmp_path, "表.xlsx", xlsx([HEAD, *([n, f"任务{n}", "区财政局", "年底前"] for n in range(5000))]))
    pieces = list(sheet_pieces(path, path.read_bytes(), "xlsx"))
    assert len(pieces) == 4 and sum(map(len, pieces[1:])) == 5001
    (sheet,) = read_spreadsheet(path, apart=apart)
    assert sheet.rows[5000] == ("4999", "任务4999", "区财政局", "年底前")
    assert sheet.rows[1][2] is sheet.rows[4000][2]
    with pytest.raises(Cancelled):
        read_spreadsheet(path, report=lambda done, total: False, apart=apart)


# -- notices --------------------------------------------------------------------------------------------


def test_a_sheet_is_read_as_a_notice(tmp_path: Path) -> None:
    rows = [
        ["青山区2021年政务公开任务分工表", None, None, None, None],
        ["填报单位：区政府办", None, None, None, "单位：项"],
        ["序号", "工作任务", "责任分工", None, "完成时限"],
        [None, None, "牵头单位", "配合单位", None],
        [1, "公开预算决算信息，方便群众查询。", "区财政局", "区审计局", "9月底前"],
        [2, "公开行政许可结果，接受社会监督。", "区财政局", "区司法局", "年底前"],
        ["备注：未尽事宜另行通知", None, None, None, None],
    ]
    merged = ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "C5:C6", "A7:E7")
    source = read_file(kept(tmp_path, "表.bin", xlsx(rows, merged=merged)))
    assert {block.where for block in source.blocks} == {"工作表“Sheet”"}
    assert [block.kind for block in source.blocks] == ["paragraph", "paragraph", "table", "paragraph"]
    notice = read_notice(source, WorkCalendar())
    assert [task.lead_units for task in notice.tasks] == [("区财政局",), ("区财政局",)]
    assert [task.cooperating_units for task in notice.tasks] == [("区审计局",), ("区司法局",)]
    assert [task.due_on for task in notice.tasks] == [date(2021, 9, 30), date(2021, 12, 31)]


def test_comma_separated_text_is_read_as_a_notice(tmp_path: Path) -> None:
    text = "序号,工作任务,责任单位,完成时限\n1,公开预算决算信息。,区财政局,2021年9月底前\n2,公开行政许可结果。,区司法局,年底前\n"
    notice = read_notice(read_file(kept(tmp_path, "表.csv", text.encode("gb18030"))), WorkCalendar())
    assert [task.responsible_units for task in notice.tasks] == [("区财政局",), ("区司法局",)]


# -- bad files ------------------------------------------------------------------------------------------


def refused(path: Path, apart: Apart) -> str:
    with no_more_than(LONGEST), pytest.raises(ReadError) as caught:
        read_spreadsheet(path, apart=apart)
    sentence = caught.value.sentence
    assert sentence.endswith("。") and path.name in sentence and "\n" not in sentence
    return sentence


def changed(data: bytes, part: str, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_a_cell_in_the_last_corner_is_refused_cleanly(tmp_path: Path, apart: Apart) -> None:
    def far(text: bytes) -> bytes:
        row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return text.replace(b"</sheetData>", row)

    data = changed(xlsx([HEAD]), "xl/worksheets/sheet1.xml", far)
    assert "读不出来" in (told := refused(kept(tmp_path, "远.xlsx", data), apart)) or "大得不正常" in told


def test_a_zip_bomb_is_refused(tmp_path: Path, apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    def padded(text: bytes) -> bytes:
        return text + b" " * 3_000_000

    data = changed(xlsx([HEAD]), "xl/worksheets/sheet1.xml", padded)
    monkeypatch.setattr(sheet_guard, "LARGEST_UNPACKED", 2_000_000)
    with pytest.raises(ReadError, match="大得不正常"):
        sheet_guard.guard("弹.xlsx", data, "xlsx", ignore_progress)
    lying = bytearray(data)
    at = lying.index(b"PK\x01\x02", lying.index(b"PK\x01\x02"))
    while b"sheet1.xml" not in lying[at : at + 80]:
        at = lying.index(b"PK\x01\x02", at + 4)
    lying[at + 24 : at + 28] = (100).to_bytes(4, "little")  # the size it says it has
    refused(kept(tmp_path, "弹.xlsx", bytes(lying)), apart)


def test_bad_spreadsheets_are_refused_in_a_sentence(tmp_path: Path, apart: Apart) -> None:
    good = xlsx([HEAD, [1, "公开", "区财政局", "年底前"]])
    assert "空文件" in refused(kept(tmp_path, "空.xlsx", b""), apart)
    assert "不是表格" in refused(kept(tmp_path, "字.xlsx", "这是一段文字，没有表格。".encode()), apart)
    refused(kept(tmp_path, "断.xlsx", good[: len(good) // 2]), apart)
    assert "没有内容" in refused(kept(tmp_path, "白.xlsx", xlsx([])), apart)
    refused(tmp_path / "没有.xlsx", apart)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert "密码" in refused(kept(tmp_path, "锁.xlsx", ole), apart)
    old = (FIXTURES / "sheets" / "formats.xls").read_bytes()
    refused(kept(tmp_path, "断.xls", old[:900]), apart)


@pytest.mark.parametrize("name", ["xlsx", "xls", "ods"])
def test_flipped_bits_never_bring_the_program_down(tmp_path: Path, apart: Apart, name: str) -> None:
    """A sentence, or the sheets as far as the damage did not touch them; never anything else, and never long."""
    good = xlsx([HEAD, [1, "公开", "区财政局", "年底前"]], {"A2": "000000"})
    good = good if name == "xlsx" else (FIXTURES / "sheets" / f"formats.{name}").read_bytes()
    chance = random.Random(20210930)
    for number in range(25):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path = kept(tmp_path, f"{number}.{name}", bytes(data))
        try:
            with no_more_than(LONGEST):
                sheets = read_spreadsheet(path, apart=apart)
        except ReadError as error:
            assert error.sentence.endswith("。")
        else:
            assert all(isinstance(sheet, Sheet) for sheet in sheets)


def test_the_ending_says_nothing(tmp_path: Path, apart: Apart) -> None:
    path = kept(tmp_path, "表.doc", xlsx([HEAD, [1, "公开", "区财政局", "年底前"]]))
    assert is_spreadsheet(path) and read_spreadsheet(path, apart=apart)[0].rows[0] == tuple(HEAD)


def test_pieces_without_rows_are_no_sheets() -> None:
    with pytest.raises(ReadError, match="没有内容"):
        collected("表.xlsx", iter([Sheet("甲", ())]))


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>
<tr><td colspan=3>任务表</td></tr><tr><td>工作任务</td><td>责任单位</td><td>序号</td></tr>
<tr><td>公开预算<br>决算</td><td rowspan="2">区财政局</td><td>001</td></tr><tr><td>公开目录</td><td>002</td></tr>
</table></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="任务"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">任务表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">公开</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell>
<Cell><Data ss:Type="DateTime">2021-09-30T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_markup_under_the_ending_of_a_spreadsheet(tmp_path: Path, apart: Apart) -> None:
    path = kept(tmp_path, "导出.xls", HTML.encode())
    assert is_spreadsheet(path)
    (sheet,) = read_spreadsheet(path, apart=apart)
    assert sheet.rows[1:] == (
        ("工作任务", "责任单位", "序号"),
        ("公开预算\n决算", "区财政局", "001"),
        ("公开目录", "", "002"),
    )
    assert sheet.merged == ((0, 0, 0, 2), (2, 1, 3, 1))
    path = kept(tmp_path, "二.xls", XML.encode())
    assert is_spreadsheet(path)
    (sheet,) = read_spreadsheet(path, apart=apart)
    assert sheet == Sheet("任务", (("任务表",), (), ("公开", "", "7", "2021-09-30", "是")), ((0, 0, 0, 2),))
    assert "公开" in read_file(path, apart=apart).text


def test_bad_markup_is_refused(tmp_path: Path, apart: Apart) -> None:
    refused(kept(tmp_path, "断.xls", XML[:-60].encode()), apart)
    bomb = XML.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><Workbook').replace(
        "公开", "&b;"
    )
    with pytest.raises(ReadError, match="外部引用"):
        read_spreadsheet(kept(tmp_path, "外.xls", bomb.encode()), apart=apart)
    far = XML.replace('ss:Index="3"><Cell>', 'ss:Index="1048576"><Cell ss:Index="16380">')
    assert len(read_spreadsheet(kept(tmp_path, "远.xls", far.encode()), apart=apart)[0].rows) == 1048576
    refused(kept(tmp_path, "更远.xls", far.replace("1048576", "9999999").encode()), apart)
