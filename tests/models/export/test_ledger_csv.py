"""Ledgers as .csv: opened again by Python and by the program's own reader."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import Cancelled
from models.export.ledger import Band, Column, Ledger, Row
from models.export.ledger_csv import write_ledger_csv
from models.export.text import Value, legal
from models.intake.readers.sheet_csv import csv_rows

COLUMNS = (
    Column("序号", "ordinal", 3),
    Column("事项", "text", 20),
    Column("启动", "date", 8, over="时间"),
    Column("金额", "money", 8),
    Column("代码", "code", 12),
)


def ledger(*rows: Row | Band) -> Ledger:
    return Ledger(
        "台账", "市政府办公室", date(2026, 11, 27), COLUMNS, rows, notes=("筛选条件：逾期",), signature=("填表人：",)
    )


def written(path: Path, *rows: Row | Band) -> list[list[str]]:
    write_ledger_csv(ledger(*rows), path)
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


ROW = Row((1, "公开预算，“三公”经费", date(2026, 9, 30), 12.5, "114400000070"))


def test_a_head_and_rows(tmp_path: Path) -> None:
    found = written(tmp_path / "台账.csv", ROW, Row((2, '甲"乙\n丙,丁', None, None, None)))
    assert found == [
        ["序号", "事项", "时间/启动", "金额", "代码"],
        ["1", "公开预算，“三公”经费", "2026-09-30", "12.5", "\t114400000070"],
        ["2", '甲"乙\n丙,丁', "", "", ""],
    ]
    raw = (tmp_path / "台账.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == 3


@pytest.mark.parametrize(
    "text",
    [
        *("00123", "440000199001011234", "114400000070000000", "1.50", "1e5", "12%"),
        *("3-5", "3/5", "2026/9/3", "(3)", "10:30", "9月3日", "2026年9月", "1,234"),
        *("=1+1", "+86 755", "-甲", "@甲", "=cmd|' /C calc'!A0", "123456789012"),
    ],
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    found = written(tmp_path / "台账.csv", Row((1, text, None, None, None)))
    assert found[1][1] == f"\t{text}"


@pytest.mark.parametrize(
    "text", ["12", "0", "0.5", "12345678901", "2026-09-03", "9月底前", "甲-乙", "粤府办〔2026〕3号", "—"]
)
def test_plain_text_is_as_it_is(tmp_path: Path, text: str) -> None:
    assert written(tmp_path / "台账.csv", Row((1, text, None, None, None)))[1][1] == text


def test_groups_are_a_column(tmp_path: Path) -> None:
    rows = (Band("一、重点领域"), ROW, Band("小计：1 项", "subtotal"), Band("未明确牵头单位"), ROW)
    found = written(tmp_path / "台账.csv", *rows)
    assert [row[:2] for row in found] == [["分组", "序号"], ["一、重点领域", "1"], ["未明确牵头单位", "1"]]


def test_given_up_in_the_middle(tmp_path: Path) -> None:
    target = tmp_path / "台账.csv"
    target.write_text("旧", encoding="utf-8")

    def stop(done: int, total: int) -> None:
        if done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_ledger_csv(ledger(*[ROW] * 1200), target, stop)
    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


CELLS: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=20), st.none(), st.integers(-(10**9), 10**9), st.dates(date(1900, 3, 1))
)


@given(cells=st.lists(st.tuples(*[CELLS] * 5), max_size=5))
def test_what_this_program_reads_back(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[Value, ...]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "台账.csv"
    write_ledger_csv(ledger(*map(Row, cells)), path)
    back = list(csv_rows(path.read_bytes().decode("utf-8-sig"), path.name))
    told = [[legal("" if value is None else str(value)).strip() for value in row] for row in cells]
    assert [[cell.strip() for cell in row] for row in back[1:]] == told
