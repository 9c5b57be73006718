"""What registers add to records: how a wording is sorted, and what can't be a unit."""

from datetime import date
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.base.errors import ClerkError
from models.base.record import Query
from models.operations import records, workbooks
from models.registers import all_registers


def test_a_deadline_is_sorted_by_the_day_it_means(tmp_path: Path) -> None:
    desk = workbooks.new(tmp_path / "s.gkb", all_registers(), Clock.fixed(date(2021, 10, 15)), tmp_path)
    for text in ("12月15日前", "2021年6月底前", "持续推进", "2021年11月1日前"):
        records.add(desk, "tasks", {"content": text, "deadline_text": text})
    ids = desk.book.ids("tasks", Query(order="deadline_text"))
    assert [desk.book.title("tasks", one) for one in ids] == [
        "2021年6月底前",
        "2021年11月1日前",
        "12月15日前",
        "持续推进",
    ]


def test_a_day_is_not_registered_as_a_unit(tmp_path: Path) -> None:
    desk = workbooks.new(tmp_path / "s.gkb", all_registers(), Clock.fixed(date(2021, 10, 15)), tmp_path)
    for wrong in ("12月15日前", "2021-12-15", "年底前", "持续推进"):
        with pytest.raises(ClerkError, match="像是时间，不像单位名称"):
            records.add(desk, "tasks", {"content": "甲", "cooperating_units": wrong})
    assert desk.book.count("units") == 0
    records.add(desk, "tasks", {"content": "甲", "cooperating_units": "区12345热线中心、五一街道办事处"})
    assert desk.book.count("units") == 2
