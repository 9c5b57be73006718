"""An .xlsx read piece by piece says what the library says of the whole; what is written strangely is left to it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from models.base.errors import ReadError
from models.base.progress import ignore_progress
from models.intake.readers import sheet_xlsx, sheet_xlsx_cells
from models.intake.readers.sheet_files import Sheet, _workbook_pieces, collected, sheet_pieces
from models.intake.readers.sheet_xlsx import xlsx_pieces
from models.intake.readers.sheet_xlsx_cells import UnusualError
from tests.examples import some

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="5" uniqueCount="5">'
    '<si><t>区教育局</t></si><si/><si><t xml:space="preserve"> 前后有空 </t></si>'
    "<si><r><t>粗</t></r><r><rPr><b/></rPr><t>细</t></r><rPh><t>拼</t></rPh></si><si><t>甲&amp;乙&#10;丙_x000D_丁</t></si></sst>"
)
STYLES = ("General", "0", "yyyy-mm-dd", "000000", "0.00%", "[h]:mm:ss", '"第"0"号"', "@", "h:mm", "#,##0.00")


def package(rows: str, behind: str = "", strings: str = STRINGS, head: str = "") -> bytes:
    """An .xlsx of one sheet with these rows, all of `STYLES` and shared strings."""
    book = Workbook()
    for number, code in enumerate(STYLES, 1):
        assert book.active is not None
        cell = book.active.cell(number, 1, 1)
        cell.number_format = code
    held = io.BytesIO()
    book.save(held)
    made = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == SHEET:
                main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
                text = f"{head}<worksheet {main}><sheetData>{rows}</sheetData>{behind}</worksheet>"
                part = text.encode()
            if info.filename != "xl/sharedStrings.xml":
                new.writestr(info.filename, part)
        new.writestr("xl/sharedStrings.xml", strings)
    return made.getvalue()


def by_pieces(data: bytes) -> tuple[Sheet, ...]:
    return collected("表.xlsx", xlsx_pieces("表.xlsx", data, ignore_progress))


def by_the_library(data: bytes) -> tuple[Sheet, ...]:
    return collected("表.xlsx", _workbook_pieces("表.xlsx", data, "xlsx", len(data), ignore_progress))


NUMBERS = st.sampled_from(
    [
        "0",
        "7",
        "0012",
        "-3",
        "44585",
        "44585.75",
        "0.1",
        "12.50",
        "1E5",
        "1e-7",
        "123456789012345",
        "1234567890123456789",
    ]
) | st.floats(-1e6, 1e6).map(repr)
TEXTS = st.text("区教育局 ab<&>\"'\n\t　①", max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;").replace("局", "&#23616;")
)
CONTENTS = st.one_of(
    NUMBERS.map(lambda number: ("", f"<v>{number}</v>")),
    NUMBERS.map(lambda number: (' t="n"', f"<f>A1+1</f><v>{number}</v>")),
    st.integers(0, 4).map(lambda number: (' t="s"', f"<v>{number}</v>")),
    TEXTS.map(lambda text: (' t="inlineStr"', f"<is><t>{text}</t></is>")),
    TEXTS.map(lambda text: (' t="inlineStr"', f'<is><t xml:space="preserve">{text}</t></is>')),
    TEXTS.map(lambda text: (' t="inlineStr"', f"<is><r><t>{text}</t></r><r><t>尾</t></r></is>")),
    TEXTS.map(lambda text: (' t="str"', f"<f>B1</f><v>{text}</v>")),
    st.sampled_from([(' t="b"', "<v>1</v>"), (' t="e"', "<v>#N/A</v>"), ("", "<v></v>"), ("", "")]),
    st.just((' t="inlineStr"', "<is><t>_x000D__x005F_\ue000</t></is>")),
)


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Rows with gaps between them and between their cells."""
    rows: list[str] = []
    number = 0
    for _ in range(draw(st.integers(1, 6))):
        number += draw(st.sampled_from([1, 1, 1, 3]))
        cells: list[str] = []
        for column in sorted(draw(st.sets(st.sampled_from("ABCDEF"), max_size=5))):
            kind, content = draw(CONTENTS)
            style = f' s="{draw(st.integers(0, len(STYLES) - 1))}"' if draw(st.booleans()) else ""
            place = f'<c r="{column}{number}"{style}{kind}'
            cells.append(f"{place}>{content}</c>" if content else f"{place}/>")
        more = draw(st.sampled_from(["", ' spans="1:6"', ' ht="20" customHeight="1"']))
        rows.append(f'<row r="{number}"{more}>{"".join(cells)}</row>' if cells else f'<row r="{number}"{more}/>')
    return "".join(rows)


@settings(max_examples=some(150), deadline=None)
@given(rows=sheets(), piece=st.sampled_from([1 << 18, 97]), held=st.sampled_from([1 << 21, 60]))
def test_it_says_what_the_library_says(rows: str, piece: int, held: int) -> None:
    data = package(rows + '<row r="100"><c r="A100"><v>1</v></c></row>')
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sheet_xlsx, "_PIECE", piece)
        patched.setattr(sheet_xlsx_cells, "_MOST_HELD", held)
        try:
            expected = by_the_library(data)
        except ReadError:  # a length of time beyond all measure
            with pytest.raises(UnusualError):
                by_pieces(data)
        else:
            assert by_pieces(data) == expected


def test_merged_cells_and_lost_digits_are_told_behind_the_rows() -> None:
    rows = '<row r="1"><c r="B1"><v>123456789012345678</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    data = package(rows, '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="C3:C9"/></mergeCells>')
    (found,) = by_pieces(data)
    assert found.merged == ((0, 0, 0, 1), (2, 2, 8, 2))
    assert found.lost == ((0, 1),)
    assert (found,) == by_the_library(data)


@pytest.mark.parametrize("piece", [64, 100, 127])
def test_merged_cells_cut_apart_by_reading(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xlsx, "_PIECE", piece)
    behind = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(1, 60))
    (found,) = by_pieces(package('<row r="1"><c r="A1"><v>1</v></c></row>', f"<mergeCells>{behind}</mergeCells>"))
    assert found.merged == tuple((number, 0, number, 1) for number in range(59))


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
STRANGE: dict[str, Callable[[], bytes]] = {
    "row without number": lambda: package('<row><c r="A1"><v>1</v></c></row>'),
    "cell without place": lambda: package('<row r="1"><c><v>1</v></c></row>'),
    "place behind style": lambda: package('<row r="1"><c s="1" r="A1"><v>1</v></c></row>'),
    "place behind style in a later cell": lambda: package(f'{ONE[:-6]}<c s="1" r="B1"><v>1</v></c></row>'),
    "words between cells": lambda: package(f"{ONE[:-6]}?</row>"),
    "cell outside a row": lambda: package(f'{ONE}<c r="A2"><v>2</v></c><row r="3"></row>'),
    "comment": lambda: package(f"<!-- <row --> {ONE}"),
    "cdata": lambda: package('<row r="1"><c r="A1" t="str"><v><![CDATA[1]]></v></c></row>'),
    "prefix": lambda: package(ONE).replace(b"<row", b"<x:row"),
    "rows backwards": lambda: package('<row r="2"><c r="A2"><v>1</v></c></row>' + ONE),
    "same place twice": lambda: package('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    "other encoding": lambda: package(ONE, head='<?xml version="1.0" encoding="GB18030"?>'),
    "string that is not there": lambda: package('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
    "entity": lambda: package('<row r="1"><c r="A1" t="inlineStr"><is><t>&none;</t></is></c></row>'),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_written_strangely_is_left_to_the_library(strange: str) -> None:
    with pytest.raises(UnusualError):
        by_pieces(STRANGE[strange]())


def test_the_library_then_reads_it_from_the_start() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 9000))
    data = package(rows + '<row r="9000"><c s="0" r="A9000"><v>9000</v></c></row>')
    (found,) = collected("表.xlsx", sheet_pieces(Path("表.xlsx"), data, "xlsx"))
    assert found.rows == tuple((str(number),) for number in range(1, 9001))
