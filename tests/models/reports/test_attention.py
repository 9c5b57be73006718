from datetime import date
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.operations import Desk, records, workbooks
from models.registers import all_registers
from models.reports.attention import attention_count, counted_day, overdue_by_unit, overdue_or_soon


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = workbooks.new(tmp_path / "a.gkb", all_registers(), Clock.fixed(date(2021, 10, 15)), tmp_path)
    records.add_many(
        made,
        "tasks",
        [
            {"content": "一", "lead_units": "甲局；乙局", "responsible_units": "丙局", "due_on": "2021-10-14"},
            {"content": "二", "responsible_units": "甲局", "due_on": "2021-10-01"},
            {"content": "三", "lead_units": "乙局", "due_on": "2021-10-20"},
            {"content": "四", "lead_units": "丙局", "due_on": "2021-12-31"},
            {"content": "五"},
        ],
    )
    return made


def test_what_needs_a_hand_is_counted(desk: Desk) -> None:
    assert attention_count(desk.book, desk.registers["tasks"]) == 3
    assert attention_count(desk.book, desk.registers["units"]) == 0


def test_overdue_tasks_count_for_the_units_that_lead_else_for_the_responsible_ones(desk: Desk) -> None:
    found = overdue_by_unit(desk.book, desk.registers["tasks"], 8)
    assert [(desk.book.title("units", unit), count) for unit, count in found] == [("甲局", 2), ("乙局", 1)]
    assert len(overdue_by_unit(desk.book, desk.registers["tasks"], 1)) == 1


def test_what_a_group_answers_for_counts_for_its_members(desk: Desk) -> None:
    records.add(desk, "units", {"name": "各街道", "kind": "群体", "members": "东街；西街；甲局"})
    records.add(desk, "tasks", {"content": "六", "lead_units": "各街道；东街", "due_on": "2021-10-01"})
    records.add(desk, "tasks", {"content": "七", "lead_units": "各科室", "due_on": "2021-10-01"})
    found = {desk.book.title("units", unit): n for unit, n in overdue_by_unit(desk.book, desk.registers["tasks"], 8)}
    assert found == {"甲局": 3, "乙局": 1, "东街": 1, "西街": 1, "各科室": 1}


def test_what_is_due_comes_by_the_day_a_status_counts_from(desk: Desk) -> None:
    tasks = desk.registers["tasks"]
    found = overdue_or_soon(desk.book, tasks, 10)
    assert [record["content"] for record in found] == ["二", "一", "三"]
    assert [counted_day(tasks, record).day for record in found] == [1, 14, 20]
    assert len(overdue_or_soon(desk.book, tasks, 2)) == 2
    assert counted_day(tasks, desk.book.record("tasks", 5)) == date.max
    assert overdue_or_soon(desk.book, desk.registers["units"], 10) == []
