"""Ledgers of what is shown, and the file that comes out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import Cancelled, ClerkError, WriteError
from models.operations import Desk, records
from models.operations.ledgers import export_ledger, ledger_of
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        records.add(opened, "settings", {"key": "office_name", "value": "区政务公开办"})
        rows = [
            {"number": "001", "content": "甲", "lead_units": "司法局", "due_on": "2021-10-01"},
            {"number": "002", "content": "乙", "responsible_units": "各乡、街道办事处；司法局"},
        ]
        records.add_many(opened, "tasks", rows)
        yield opened


def test_the_ledger_holds_what_is_shown(desk: Desk) -> None:
    ledger = ledger_of(desk, desk.registers["tasks"], [2, 1], notes=("已筛选",))
    assert (ledger.title, ledger.unit, ledger.dated) == ("任务台账", "区政务公开办", date(2021, 10, 15))
    titles = [column.title for column in ledger.columns]
    assert titles[:4] == ["序号", "所属大项", "工作任务", "牵头单位"]
    assert "状态" in titles
    second, first = (dict(zip(titles, row.cells, strict=True)) for row in ledger.rows)
    assert (first["序号"], first["到期日期"], first["状态"]) == ("001", date(2021, 10, 1), "逾期 14 天")
    assert (second["责任单位"], second["状态"]) == ("各乡、街道办事处；司法局", "未启动")
    assert [row.light for row in ledger.rows] == ["grey", "red"]
    assert ledger.notes == ("已筛选",)


def test_registers_without_numbers_are_numbered(desk: Desk) -> None:
    ledger = ledger_of(desk, desk.registers["units"], desk.book.ids("units"), columns=("name", "status"))
    assert [column.title for column in ledger.columns] == ["序号", "单位名称"]
    assert ledger.title == "单位台账"
    assert [row.cells for row in ledger.rows] == [(1, "司法局"), (2, "各乡、街道办事处")]


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".XLSX"])
def test_it_is_written(desk: Desk, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"台账{ending}"
    told: list[tuple[int, int]] = []
    outcome = export_ledger(
        desk, "tasks", [1, 2], target, report=lambda done, total: told.append((done, total)) or True
    )
    assert outcome.message == f"已导出 2 项任务到“台账{ending}”。"
    assert target.read_bytes()[:2] == b"PK"
    assert all(0 <= done <= total for done, total in told)
    assert not outcome.changes


def test_what_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match=r"不能导出成“\.txt”，请把文件名写成 \.xlsx（表格）或 \.docx（文档）。"):
        export_ledger(desk, "tasks", [1], tmp_path / "台账.txt")
    with pytest.raises(WriteError, match="不存在。请换一个位置再试。"):
        export_ledger(desk, "tasks", [1], tmp_path / "无" / "台账.xlsx")
    old = tmp_path / "台账.xlsx"
    old.write_bytes(b"old")
    with pytest.raises(Cancelled):
        export_ledger(desk, "tasks", [1], old, report=lambda done, total: False)
    assert old.read_bytes() == b"old"
