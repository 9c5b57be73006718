"""Rows of a table that name other rows of it: one record each, in the order of the table, wherever the other stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.intake import Sheet
from models.operations import Desk, records, spreadsheets
from models.operations.desk import Outcome
from models.operations.spreadsheets import RowsRefused, Table, find_table, propose
from tests.examples import some
from tests.models.operations.desks import office_desk

HEAD = ("编码", "领域", "上级事项", "公开事项", "公开方式")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def tabled(desk: Desk, register: str, *rows: tuple[str, ...]) -> Table:
    return find_table(Sheet("表", tuple(rows), ()), desk.registers[register], "表.xlsx")


def bring_in(desk: Desk, register: str, table: Table, **more: bool) -> Outcome:
    declared = desk.registers[register]
    mapping = propose(desk, declared, table).mapping
    seen = spreadsheets.preview(desk, declared, table, mapping)
    made = spreadsheets.bring_in(desk, declared, table, mapping, **more)
    assert seen.problems == ()
    return made


def shown(desk: Desk) -> list[str]:
    return [desk.book.title("catalogue", identity) for identity in desk.book.ids("catalogue")]


ROWS = (
    ("010101", "义务教育", "0101", "招生计划", "主动"),
    ("0101", "义务教育", "01", "招生", ""),
    ("01", "义务教育", "", "学校信息", ""),
    ("02", "社会救助", "", "学校信息", ""),
)
PATHS = [
    "义务教育 > 学校信息 > 招生 > 招生计划",
    "义务教育 > 学校信息 > 招生",
    "义务教育 > 学校信息",
    "社会救助 > 学校信息",
]


def test_items_stand_below_rows_that_come_later(desk: Desk) -> None:
    bring_in(desk, "catalogue", tabled(desk, "catalogue", HEAD, *ROWS))
    assert shown(desk) == PATHS
    assert desk.book.find("catalogue", PATHS[0]) == desk.book.find("catalogue", "010101")
    desk.book.undo()
    assert shown(desk) == []
    desk.book.redo()
    assert shown(desk) == PATHS
    assert desk.book.problems() == []


def test_paths_find_rows_and_what_no_row_is_gets_registered_after_them(desk: Desk) -> None:
    rows = [("", "义务教育", "义务教育 > 学校信息", "招生", ""), ("", "义务教育", "", "学校信息", "")]
    rows += [("", "社会救助", "社会救助 > 低保", "标准", "")]
    told = bring_in(desk, "catalogue", tabled(desk, "catalogue", HEAD, *rows))
    assert shown(desk) == [
        *("义务教育 > 学校信息 > 招生", "义务教育 > 学校信息"),
        "社会救助 > 低保 > 标准",
        "社会救助 > 低保",
    ]
    assert "新登记公开事项 1 项" in told.message
    again = tabled(desk, "catalogue", HEAD, *rows, ("", "社会救助", "社会救助 > 低保 > 标准", "城市", ""))
    bring_in(desk, "catalogue", again, without_twins=True)
    assert shown(desk)[4:] == ["社会救助 > 低保 > 标准 > 城市"]


def test_a_row_that_is_left_out_is_nobody_s_parent(desk: Desk) -> None:
    table = tabled(desk, "catalogue", HEAD, *ROWS)
    register = desk.registers["catalogue"]
    mapping = propose(desk, register, table).mapping
    with pytest.raises(RowsRefused, match="“01”找不到"):
        spreadsheets.bring_in(desk, register, table, mapping, left_out=frozenset({2}))
    assert shown(desk) == []
    corrections = {(1, 2): "社会救助 > 学校信息"}
    with pytest.raises(RowsRefused, match="“领域”填的是“义务教育”，上级事项的领域却是“社会救助”，请改成一样的"):
        spreadsheets.bring_in(desk, register, table, mapping, left_out=frozenset({2}), corrections=corrections)
    corrections |= {(0, 1): "", (1, 1): "社会救助"}
    spreadsheets.bring_in(desk, register, table, mapping, left_out=frozenset({2}), corrections=corrections)
    assert {desk.book.values("catalogue", i)["field"] for i in desk.book.ids("catalogue")} == {"社会救助"}
    assert shown(desk) == ["社会救助 > 学校信息 > 招生 > 招生计划", "社会救助 > 学校信息 > 招生", "社会救助 > 学校信息"]
    assert records.add(desk, "catalogue", {"name": "新的"}).ids == (5,), "an id that was kept is not given again"


def test_members_of_a_group_may_stand_below_it(desk: Desk) -> None:
    head = ("单位名称", "类型", "成员单位")
    bring_in(
        desk,
        "units",
        tabled(desk, "units", head, ("各部门", "群体", "甲局、乙局"), ("甲局", "单位", ""), ("乙局", "单位", "")),
    )
    assert desk.book.values("units", 1)["members"] == (2, 3)
    assert desk.book.count("units") == 3


@settings(max_examples=some(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(8)), st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_in_whatever_order_the_rows_stand_the_tree_is_the_same(
    desk: Desk, order: list[int], parents: list[int]
) -> None:
    def row(item: int) -> tuple[str, ...]:
        above = f"c{parents[item]}" if item and parents[item] < item else ""
        return f"c{item}", "义务教育", above, f"事项{item}", ""

    bring_in(desk, "catalogue", tabled(desk, "catalogue", HEAD, *map(row, order)))
    found = {record["code"]: record for record in desk.book.records("catalogue", desk.book.ids("catalogue"))}
    assert list(found) == [f"c{item}" for item in order]
    for item in range(8):
        above = row(item)[2]
        assert found[f"c{item}"]["parent"] == (found[above].id if above else None)
    desk.book.undo()
