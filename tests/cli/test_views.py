"""Saved views on the command line: which records, in which order, with which columns; a wrong name lists those there are."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.base.views import View
from models.operations import records, views, workbooks
from models.registers import all_registers
from tests.cli.conftest import ROOT, Run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Three tasks and a view of those of one unit, the last due first."""
    path = tmp_path / "账.gkb"
    desk = workbooks.new(path, all_registers(), Clock.fixed(date(2021, 10, 15)), ROOT / "resources")
    tasks = desk.registers["tasks"]
    for number, (unit, due) in enumerate(
        (("区司法局", "2021-09-30"), ("区教育局", "2021-10-01"), ("区司法局", "2021-12-31"))
    ):
        given = {"number": str(number + 1), "content": f"事{number + 1}", "lead_units": unit, "deadline_text": due}
        records.add(desk, "tasks", given)
    unit = desk.book.find("units", "区司法局")
    mine = View(name="司法局的", filters=(("units", str(unit)),), order="due_on", descending=True, columns=("content",))
    views.save_view(desk, tasks, mine)
    views.save_view(desk, tasks, View(name="没了的", filters=(("units", "99"), ("status", "overdue"))))
    desk.book.close()
    return path


def test_the_records_of_a_view_in_its_order_with_its_columns(book: Path, run: Run) -> None:
    found = json.loads(run("list", book, "tasks", "--view", "司法局的", "--json").out)
    assert [record["id"] for record in found] == [3, 1]
    assert "section" in found[0], "JSON has all fields"
    told = run("list", book, "任务", "--view", "司法局的").out.splitlines()
    assert told[0].split() == ["编号", "工作任务", "状态"]
    assert "共 2 项任务。" in told
    (one,) = json.loads(run("list", book, "tasks", "--view", "司法局的", "--where", "status=overdue", "--json").out)
    assert one["id"] == 1


def test_what_is_gone_of_a_view_is_told_and_left_out(book: Path, run: Run) -> None:
    said = run("list", book, "tasks", "--view", "没了的", "--json")
    assert [record["id"] for record in json.loads(said.out)] == [1, 2]
    assert said.err.strip() == "视图“没了的”里有 1 处已经没有了，已略过。"


def test_a_wrong_name_lists_the_views_there_are(book: Path, run: Run) -> None:
    said = run("list", book, "tasks", "--view", "司法", "--json").sentence()
    assert said == "任务台账没有名为“司法”的视图，可用的有：没了的、司法局的。"
    assert "还没有存过视图" in run("list", book, "requests", "--view", "司法").sentence()
