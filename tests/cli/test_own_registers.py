"""An office's own register is named on the command line like those of the program."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.base.clock import Clock
from models.operations import workbooks
from models.operations.own_registers import define
from models.registers import all_registers
from tests.cli.conftest import ROOT, Run
from tests.models.own_plans import SEALS


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workbook with a register of the use of seals."""
    path = tmp_path / "账.gkb"
    desk = workbooks.new(path, all_registers(), Clock.fixed(date(2021, 10, 15)), ROOT / "resources")
    define(desk, SEALS)
    desk.book.close()
    return path


def test_records_are_added_done_listed_exported_and_brought_in(own: Path, run: Run, tmp_path: Path) -> None:
    assert run("add", own, "用印登记", "事由=签合同", "申请日期=2021-9-29", "印章=合同章").out.split() == ["1"]
    (told,) = json.loads(run("list", own, "own_1", "--where", "印章=合同章", "--json").out)
    assert (told["text_1"], told["due_on"], told["status_text"]) == ("签合同", "2021-10-12", "逾期 3 天")
    assert run("export", own, "用印登记", tmp_path / "用印.xlsx").status == 0
    assert openpyxl.load_workbook(tmp_path / "用印.xlsx").worksheets[0].max_row > 2
    said = run("import", tmp_path / "用印.xlsx", "--into", own, "--register", "用印登记", "--all")
    assert said.status == 0, said.err
    assert run("do", own, "own_1", "1", "办结").status == 0
    first, _ = json.loads(run("list", own, "own_1", "--json").out)
    assert first["status"] == "done"
    assert "用印登记：共 2 次" in run("report", own, "summary", "--year", "2021").out
    assert run("undo", own, "--steps", "4").status == 0
    assert "用印登记" not in run("list", own, "own_1").out
    assert run("check", own).status == 0


def test_a_field_that_it_has_not_is_refused_with_those_it_has(own: Path, run: Run) -> None:
    assert "事由" in run("add", own, "用印登记", "题目=签合同").sentence()
    assert "own_1" in run("list", own, "own_2").sentence()
