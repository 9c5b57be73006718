"""FIELD=VALUE as people write it, as a condition."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import ClerkError
from models.base.groups import NOTHING
from models.base.record import Query
from models.operations import Desk, records
from models.operations.selection import groups_told, where
from models.operations.unit_ledgers import shares_of
from tests.examples import some
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


@pytest.fixture
def grouped(desk: Desk) -> Desk:
    """各街道 = 东街、西街；各部门 = 司法局、各街道；各科室 has no members."""
    records.add(desk, "units", {"name": "各街道", "kind": "群体", "members": "东街；西街"})
    records.add(desk, "units", {"name": "各部门", "kind": "群体", "members": "司法局；各街道；各科室"})
    records.add_many(
        desk,
        "tasks",
        [
            {"content": "戊", "lead_units": "各街道"},
            {"content": "己", "responsible_units": "各部门"},
            {"content": "庚", "cooperating_units": "东街"},
        ],
    )
    return desk


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([("units", "东街")], "戊己庚"),
        ([("units", "西街")], "戊己"),
        ([("units", "司法局")], "甲乙己"),
        ([("units", "财政局")], "乙丙"),
        ([("units", "各街道")], "戊"),  # a group: what names it
        ([("units", "各部门")], "己"),
        ([("units", "各科室")], "己"),  # without members it is as a unit
        ([("units", "西街"), ("units", "财政局")], "乙丙戊己"),
        ([("lead_units", "西街")], "戊"),
        ([("responsible_units", NOTHING), ("responsible_units", "西街")], "甲丙丁戊己庚"),
    ],
)
def test_a_unit_is_meant_by_the_groups_that_it_is_in(grouped: Desk, pairs: list[tuple[str, str]], found: str) -> None:
    condition = where(grouped, grouped.registers["tasks"], pairs)
    assert condition is not None
    ids = grouped.book.ids("tasks", Query(where=condition))
    assert "".join(record["content"] for record in grouped.book.records("tasks", ids)) == found
    every = grouped.book.records("tasks", grouped.book.ids("tasks"))
    assert [record.id for record in every if condition.holds(record.values, grouped.book.moment())] == ids


def test_what_a_filter_by_a_unit_includes_is_told(grouped: Desk) -> None:
    units = [grouped.book.find("units", name) or 0 for name in ("西街", "财政局")]
    assert groups_told(grouped, units) == "（含写给各街道、各部门的）"
    assert groups_told(grouped, units[1:]) == ""


_INSIDE = st.lists(st.integers(1, 7), max_size=3, unique=True).map(tuple)
_NAMED = st.lists(st.tuples(_INSIDE, _INSIDE), max_size=8)


@settings(max_examples=some(40), deadline=None)
@given(inside=st.lists(_INSIDE, min_size=7, max_size=7), named=_NAMED)
def test_the_filter_by_a_unit_means_the_same_as_a_ledger_for_each(
    inside: list[tuple[int, ...]], named: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    """However groups hold groups, each other or themselves; but for groups that stand for others, which go by name."""
    with TemporaryDirectory() as folder, office_desk(Path(folder)) as desk:
        tasks = desk.registers["tasks"]
        records.add_many(desk, "units", [{"name": f"{number}局", "kind": "群体"} for number in range(1, 8)])
        for number, members in enumerate(inside, 1):
            records.edit(desk, "units", [number], {"members": members})
        rows = [{"content": "事", "lead_units": lead, "cooperating_units": others} for lead, others in named]
        records.add_many(desk, "tasks", rows)
        ids = desk.book.ids("tasks")
        shares = shares_of(desk, tasks, ids)
        for number in range(1, 8):
            found = desk.book.ids("tasks", Query(where=where(desk, tasks, [("units", f"{number}局")])))
            by_name = [at for at, (lead, others) in enumerate(named, 1) if number in (*lead, *others)]
            stands_for_others = any(member != number for member in inside[number - 1])
            assert found == (by_name if stands_for_others else shares.by_unit.get(number, []))


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
