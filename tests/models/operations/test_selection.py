"""FIELD=VALUE as people write it, as a condition."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base.errors import ClerkError
from models.base.groups import NOTHING
from models.base.record import Query
from models.operations import Desk, records
from models.operations.selection import where
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        records.add(opened, "documents", {"title": "2021年要点", "doc_number": "宿政办〔2021〕1号"})
        records.add_many(
            opened,
            "tasks",
            [
                {
                    "content": "甲",
                    "section": "一",
                    "lead_units": "司法局",
                    "due_on": "2021-10-01",
                    "source": "2021年要点",
                },
                {"content": "乙", "section": "二", "responsible_units": "司法局；财政局", "ongoing": "是"},
                {"content": "丙", "section": "", "cooperating_units": "财政局", "due_on": "2021-10-16"},
                {"content": "丁", "section": "二"},
            ],
        )
        yield opened


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], "甲乙丙丁"),
        ([("status", "overdue")], "甲"),
        ([("状态", "逾期"), ("status", "临期")], "甲丙"),  # two names of one field: either value
        ([("status", "逾期"), ("status", "临期")], "甲丙"),
        ([("units", "司法局")], "甲乙"),
        ([("单位", "司法局"), ("单位", "财政局")], "甲乙丙"),
        ([("lead_units", "司法局")], "甲"),
        ([("所属大项", "二")], "乙丁"),
        ([("section", "一"), ("section", "二")], "甲乙丁"),
        ([("section", NOTHING)], "丙"),
        ([("section", "")], "丙"),
        ([("section", NOTHING), ("section", "一")], "甲丙"),
        ([("lead_units", NOTHING)], "乙丙丁"),
        ([("lead_units", NOTHING), ("lead_units", "司法局")], "甲乙丙丁"),
        ([("source", "宿政办[2021]1号")], "甲"),
        ([("source", "1")], "甲"),
        ([("source", NOTHING)], "乙丙丁"),
        ([("due_on", "2021年10月1日")], "甲"),
        ([("ongoing", "是")], "乙"),
        ([("ongoing", "否")], "甲丙丁"),
        ([("section", "二"), ("units", "财政局")], "乙"),
    ],
)
def test_what_is_found(desk: Desk, pairs: list[tuple[str, str]], found: str) -> None:
    condition = where(desk, desk.registers["tasks"], pairs)
    ids = desk.book.ids("tasks", Query(where=condition))
    told = "".join(record["content"] for record in desk.book.records("tasks", ids))
    assert told == found


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("colour", "红"), "任务台账没有“colour”这一栏"),
        (("status", "好"), "任务台账没有“好”这个状态，可用的有：closed（已销号）"),
        (("units", "审计局"), "没有登记过“审计局”这个单位，请核对名称。"),
        (("source", "²"), "没有登记过“²”这个来源文件，请核对名称。"),
        (("due_on", "明天"), "“到期日期”“明天”不是日期"),
        (("evidence", "a"), "不能按“佐证材料”筛选。"),
    ],
)
def test_what_cannot_be_asked(desk: Desk, pair: tuple[str, str], sentence: str) -> None:
    with pytest.raises(ClerkError) as caught:
        where(desk, desk.registers["tasks"], [pair])
    assert str(caught.value).startswith(sentence)
    assert desk.book.count("units") == 2  # asking registers nobody
