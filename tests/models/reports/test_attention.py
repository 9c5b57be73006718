from datetime import date
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.operations import Desk, records, workbooks
from models.registers import all_registers
from models.reports.attention import attention_count, overdue_by_unit


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
