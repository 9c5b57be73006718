"""Spreadsheets brought in by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from models.intake import read_spreadsheet
from tests.cli.conftest import Run

HEAD = ("任务内容", "责任科室", "办结时限", "到期日期")


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "空.gkb"
    assert run("new", path).status == 0
    return path


def sheet(path: Path, *rows: tuple[Any, ...], **others: list[tuple[Any, ...]]) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(row)
    for name, more in others.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(row)
    book.save(path)
    return path


def listed(run: Run, book: Path, register: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", book, register, "--json").out)
    return found


def test_rows_become_tasks(run: Run, empty: Path, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "任务.xlsx",
        ("2021年任务清单", None, None, None),
        HEAD,
        ("公开预算", "区财政局、区审计局", "9月底前", None),
        ("公开决算", "区财政局", None, "2021-12-01"),
        ("合计", "2", None, None),
        说明=[("填表说明",), ("照实填写",)],
    )
    said = run("import", path, "--into", empty, "--register", "tasks")
    assert said.status == 0, said.err
    assert "导入 2 项任务，新登记单位 2 个" in said.out and "第 5 行" in said.out and "1 张工作表" in said.out
    tasks = listed(run, empty, "tasks")
    assert [(task["content"], task["responsible_units"], task["due_on"]) for task in tasks] == [
        ("公开预算", ["区财政局", "区审计局"], "2021-09-30"),
        ("公开决算", ["区财政局"], "2021-12-01"),
    ]
    again = run("import", path, "--into", empty, "--register", "tasks")
    assert "都相同" in again.sentence()
    assert len(listed(run, empty, "tasks")) == 2
    assert run("import", path, "--into", empty, "--register", "tasks", "--all").status == 0
    assert len(listed(run, empty, "tasks")) == 4


def test_bad_rows_stop_all_and_are_named(run: Run, empty: Path, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "任务.xlsx",
        HEAD,
        ("公开预算", "区财政局", "年底前", None),
        ("公开决算", "区财政局", "2月30日前", "不知道"),
        (None, "区司法局", "年底前", None),
    )
    said = run("import", path, "--into", empty, "--register", "tasks")
    lines = said.err.splitlines()
    assert said.status == 1 and len(lines) == 3
    assert lines[0].startswith("第 3 行") and "到期日期" in lines[0] and "不存在" in lines[0]
    assert lines[1].startswith("第 4 行") and "不能为空" in lines[1]
    assert "--leave-out" in lines[2]
    assert listed(run, empty, "tasks") == [] and listed(run, empty, "units") == []

    left = tmp_path / "没导入.xlsx"
    said = run("import", path, "--into", empty, "--register", "tasks", "--leave-out", left)
    assert said.status == 0 and "有 2 行要改正" in said.out, said.err
    assert [task["content"] for task in listed(run, empty, "tasks")] == ["公开预算"]
    assert [unit["name"] for unit in listed(run, empty, "units")] == ["区财政局"]
    (kept,) = read_spreadsheet(left)
    assert kept.rows[0] == (*HEAD, "原因")
    assert kept.rows[1][:4] == ("公开决算", "区财政局", "2月30日前", "不知道") and "不是日期" in kept.rows[1][4]
    assert load_workbook(left).active["A2"].number_format == "@"  # type: ignore[index, union-attr]


def test_many_bad_rows_are_told_in_few_lines(run: Run, empty: Path, tmp_path: Path) -> None:
    path = sheet(tmp_path / "任务.xlsx", HEAD, *(("公开", "区财政局", None, "某天") for _ in range(50)))
    said = run("import", path, "--into", empty, "--register", "tasks")
    assert said.status == 1 and len(said.err.splitlines()) == 22 and "等 50 行" in said.err


def test_another_register(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "单位.csv"
    path.write_text(
        "单位名称,简称,联系人,联系电话\n区财政局,财政局、区财局,李一,0991\n区司法局,,王二,\n", encoding="gb18030"
    )
    assert run("import", path, "--into", empty, "--register", "units").status == 0
    units = listed(run, empty, "units")
    assert [(unit["name"], unit["aliases"], unit["phone_a"]) for unit in units] == [
        ("区财政局", ["财政局", "区财局"], "0991"),
        ("区司法局", [], None),
    ]
    assert "已有名为" in run("import", path, "--into", empty, "--register", "units").err


def test_a_missing_column_is_named(run: Run, empty: Path, tmp_path: Path) -> None:
    path = sheet(tmp_path / "任务.xlsx", ("责任单位", "完成时限"), ("区财政局", "年底前"))
    assert "“工作任务”" in run("import", path, "--into", empty, "--register", "tasks").sentence()


def test_without_a_register_a_spreadsheet_is_a_notice(run: Run, empty: Path, tmp_path: Path) -> None:
    head = ("序号", "工作任务", "责任单位", "完成时限")
    path = sheet(tmp_path / "分工.xlsx", ("2021年任务分工表",), head, (1, "公开预算决算信息。", "区财政局", "9月底前"))
    said = run("import", path, "--into", empty)
    assert said.status == 0, said.err
    (task,) = listed(run, empty, "tasks")
    assert task["due_on"] == "2021-09-30" and task["source"]


def test_leaving_out_wants_a_register_and_an_xlsx(run: Run, empty: Path, tmp_path: Path) -> None:
    path = sheet(tmp_path / "任务.xlsx", HEAD, ("公开", "区财政局", None, None))
    assert run("import", path, "--into", empty, "--leave-out", tmp_path / "余.xlsx").status == 2
    said = run("import", path, "--into", empty, "--register", "tasks", "--leave-out", tmp_path / "余.csv")
    assert ".xlsx" in said.sentence() and listed(run, empty, "tasks") == []


def test_of_several_tables_all_go_in_or_none(run: Run, empty: Path, tmp_path: Path) -> None:
    good = sheet(tmp_path / "好.xlsx", HEAD, ("公开", "区财政局", None, None))
    bad = sheet(tmp_path / "坏.xlsx", HEAD, ("公开", "区财政局", None, "某天"))
    assert run("import", good, bad, "--into", empty, "--register", "tasks").status == 1
    assert listed(run, empty, "tasks") == []
    more = sheet(
        tmp_path / "两张.xlsx",
        HEAD,
        ("甲任务", "区财政局", None, None),
        二月=[HEAD, ("乙任务", "区财政局", None, None)],
    )
    assert run("import", good, more, "--into", empty, "--register", "tasks").status == 0
    assert [task["content"] for task in listed(run, empty, "tasks")] == ["公开", "甲任务", "乙任务"]


def test_a_ledger_with_its_statistics_comes_back_alone(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    assert run("export", book, "tasks", target).status == 0
    before = len(json.loads(run("list", book, "tasks", "--json").out))
    said = run("import", target, "--into", book, "--register", "tasks", "--all")
    assert (said.status, said.err) == (0, "")
    assert "工作表" not in said.out
    assert len(json.loads(run("list", book, "tasks", "--json").out)) == 2 * before
