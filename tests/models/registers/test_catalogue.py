"""公开事项目录: items found by their paths, made above on the way, checked, amended and cancelled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import ClerkError, FieldError
from models.intake import Sheet
from models.operations import Desk, actions, records, spreadsheets
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """15 October 2021, a Friday."""
    with office_desk(tmp_path) as made:
        yield made


def add(desk: Desk, **inputs: Any) -> int:
    return records.add(desk, "catalogue", inputs).ids[0]


def do(desk: Desk, identity: int, action: str, **answers: Any) -> None:
    actions.perform(desk, "catalogue", [identity], action, answers)


def status(desk: Desk, identity: int) -> str:
    return desk.book.record("catalogue", identity).status


def test_items_above_are_made_on_the_way_and_give_their_field(desk: Desk) -> None:
    leaf = add(desk, name="招生计划", parent="义务教育 > 学校信息 > 招生")
    assert desk.book.title("catalogue", leaf) == "义务教育 > 学校信息 > 招生 > 招生计划"
    assert [desk.book.values("catalogue", i)["field"] for i in desk.book.ids("catalogue")] == ["义务教育"] * 3
    assert desk.book.tree("catalogue").depths == [0, 1, 2]
    again = add(desk, name="招生结果", parent="义务教育＞学校信息＞招生")
    assert desk.book.count("catalogue") == 4
    assert desk.book.values("catalogue", again)["parent"] == desk.book.values("catalogue", leaf)["parent"]


def test_the_same_name_in_another_field_is_another_item(desk: Desk) -> None:
    one = add(desk, name="政策文件", field="义务教育")
    two = add(desk, name="政策文件", field="社会救助")
    below = add(desk, name="低保标准", parent="社会救助 > 政策文件")
    assert desk.book.values("catalogue", below)["parent"] == two != one
    records.edit(desk, "catalogue", [two], {"name": "政策法规"})
    assert desk.book.title("catalogue", below) == "社会救助 > 政策法规 > 低保标准"
    assert desk.book.find("catalogue", "社会救助 > 政策文件") is None
    desk.book.undo()
    assert desk.book.title("catalogue", below) == "社会救助 > 政策文件 > 低保标准"


def test_an_item_of_no_field_has_a_path_too(desk: Desk) -> None:
    one = add(desk, name="机构职能")
    assert desk.book.title("catalogue", one) == "未分类 > 机构职能"
    assert desk.book.values("catalogue", add(desk, name="领导信息", parent="未分类 > 机构职能"))["parent"] == one


def test_a_bare_name_is_no_item_above(desk: Desk) -> None:
    with pytest.raises(FieldError, match="“学校信息”找不到；请写已有事项的编码，或者“领域 > 一级事项”"):
        add(desk, name="招生", parent="学校信息")
    assert desk.book.count("catalogue") == 0
    one = add(desk, code="01", name="学校信息", field="义务教育")
    assert desk.book.values("catalogue", add(desk, name="招生", parent="01"))["parent"] == one


def test_no_item_stands_below_itself(desk: Desk) -> None:
    top = add(desk, code="01", name="学校信息", field="义务教育")
    middle = add(desk, code="02", name="招生", parent="01")
    leaf = add(desk, code="03", name="计划", parent="02")
    with pytest.raises(FieldError, match="“学校信息”的上级事项不能是“计划”，而它就在“学校信息”下面，请另选上级事项"):
        records.edit(desk, "catalogue", [top], {"parent": "03"})
    with pytest.raises(FieldError, match="“招生”的上级事项不能是自己"):
        records.edit(desk, "catalogue", [middle], {"parent": "02"})
    assert [desk.book.values("catalogue", i)["parent"] for i in (top, middle, leaf)] == [None, top, middle]
    rows = (("编码", "公开事项", "上级事项"), ("11", "甲", "13"), ("12", "乙", "11"), ("13", "丙", "12"))
    register = desk.registers["catalogue"]
    table = spreadsheets.find_table(Sheet("目录", rows, ()), register, "目录.xlsx")
    with pytest.raises(FieldError, match="而它就在"):
        spreadsheets.bring_in(desk, register, table, spreadsheets.propose(desk, register, table).mapping)
    assert desk.book.count("catalogue") == 3


def test_items_below_are_of_the_field_of_those_above(desk: Desk) -> None:
    def fields() -> list[object]:
        return [desk.book.values("catalogue", i)["field"] for i in desk.book.ids("catalogue")]

    top = add(desk, code="01", name="学校信息", field="义务教育")
    middle = add(desk, code="02", name="招生", parent="01")
    add(desk, code="03", name="计划", parent="02")
    add(desk, code="09", name="低保", field="社会救助")
    records.edit(desk, "catalogue", [top], {"field": "户籍管理"})
    assert fields() == ["户籍管理"] * 3 + ["社会救助"]
    assert desk.book.title("catalogue", 3) == "户籍管理 > 学校信息 > 招生 > 计划"
    records.edit(desk, "catalogue", [middle], {"parent": "09"})
    assert fields() == ["户籍管理", *["社会救助"] * 3]
    desk.book.undo()
    desk.book.undo()
    assert fields() == ["义务教育"] * 3 + ["社会救助"]
    with pytest.raises(FieldError, match="“招生”的领域填的是“救灾”，上级事项的领域却是“义务教育”"):
        records.edit(desk, "catalogue", [middle], {"field": "救灾"})
    records.edit(desk, "catalogue", [1, 2, 3], {"field": "救灾"})
    assert fields() == ["救灾"] * 3 + ["社会救助"]


def test_many_items_are_moved_without_reading_all_names_for_each(desk: Desk) -> None:
    """Moving is done one record after another: 300 of 3,000 must not cost 300 times the whole register."""
    rows = [{"name": f"事项{number}", "code": f"{number:04d}", "field": "救灾"} for number in range(3000)]
    made = records.add_many(desk, "catalogue", rows).ids
    desk.book.find("catalogue", "0000")
    read: list[str] = []
    desk.book.connection.set_trace_callback(read.append)
    records.edit(desk, "catalogue", made[1:301], {"parent": "0000"})
    desk.book.connection.set_trace_callback(None)
    whole = [sql for sql in read if sql.startswith("SELECT id") and "WHERE" not in sql and '"catalogue"' in sql]
    assert len(whole) < 5
    assert desk.book.title("catalogue", made[300]) == "救灾 > 事项0 > 事项300"
    assert desk.book.find("catalogue", "救灾 > 事项0 > 事项300") == made[300]
    assert desk.book.find("catalogue", "救灾 > 事项300") is None


def test_rows_below_others_of_the_table_are_of_their_field(desk: Desk) -> None:
    rows = (
        ("编码", "公开事项", "上级事项", "领域"),
        ("12", "乙", "11", ""),
        ("11", "甲", "", "救灾"),
        ("13", "丙", "12", ""),
    )
    register = desk.registers["catalogue"]
    table = spreadsheets.find_table(Sheet("目录", rows, ()), register, "目录.xlsx")
    mapping = spreadsheets.propose(desk, register, table).mapping
    assert spreadsheets.preview(desk, register, table, mapping).problems == ()
    spreadsheets.bring_in(desk, register, table, mapping)
    assert [desk.book.values("catalogue", i)["field"] for i in desk.book.ids("catalogue")] == ["救灾"] * 3


def test_what_others_stand_below_is_not_deleted(desk: Desk) -> None:
    one = add(desk, name="学校信息", field="义务教育")
    add(desk, name="招生", parent="义务教育 > 学校信息")
    with pytest.raises(ClerkError, match="还被1 项公开事项"):
        records.delete(desk, "catalogue", [one])


def test_what_is_open_needs_a_page_and_a_yearly_check(desk: Desk) -> None:
    heading = add(desk, name="学校信息", field="义务教育")
    assert status(desk, heading) == "heading"
    leaf = add(desk, name="招生", openness="主动")
    assert status(desk, leaf) == "unpublished"
    do(desk, leaf, "check", checked_on="2020-10-14", page_address="https://a.gov.cn/1", told="栏目已建")
    assert status(desk, leaf) == "to_check"
    assert desk.book.values("catalogue", leaf)["check_due_on"] == date(2021, 10, 14)
    do(desk, leaf, "check")
    assert status(desk, leaf) == "published"
    assert desk.book.values("catalogue", leaf)["page_address"] == "https://a.gov.cn/1"
    assert [entry.text for entry in desk.book.values("catalogue", leaf)["log"]] == ["核对：栏目已建", "核对无误"]
    assert status(desk, add(desk, name="名单", openness="依申请")) == "on_request"


def test_what_was_never_checked_falls_due_a_year_after_it_was_listed(desk: Desk) -> None:
    """A catalogue is kept up to date (条例第十二条): the term runs from the listing until the first check."""
    leaf = add(desk, name="招生", openness="主动", page_address="https://a.gov.cn/1")
    values = desk.book.values("catalogue", leaf)
    assert (values["listed_on"], values["check_due_on"]) == (date(2021, 10, 15), date(2022, 10, 15))
    records.edit(desk, "catalogue", [leaf], {"listed_on": "2020-10-15"})
    assert status(desk, leaf) == "to_check"
    do(desk, leaf, "check")
    assert status(desk, leaf) == "published"
    (copy,) = records.duplicate(desk, "catalogue", [leaf]).ids
    assert desk.book.values("catalogue", copy)["check_due_on"] == date(2021, 10, 15), "the copy was never checked"
    heading = add(desk, name="学校信息")
    assert desk.book.values("catalogue", heading)["check_due_on"] is None
    records.edit(desk, "catalogue", [heading], {"openness": "依申请"})
    assert desk.book.values("catalogue", heading)["check_due_on"] == date(2022, 10, 15)


def test_items_from_a_spreadsheet_are_listed_on_the_day_it_says_or_today(desk: Desk) -> None:
    rows = (("公开事项", "公开方式", "列入日期"), ("招生", "主动公开", "2020-03-01"), ("收费", "主动公开", ""))
    register = desk.registers["catalogue"]
    table = spreadsheets.find_table(Sheet("目录", rows, ()), register, "表.xlsx")
    spreadsheets.bring_in(desk, register, table, spreadsheets.propose(desk, register, table).mapping)
    found = [desk.book.values("catalogue", i)["check_due_on"] for i in desk.book.ids("catalogue")]
    assert found == [date(2021, 3, 1), date(2022, 10, 15)]


def test_amended_with_a_reason_cancelled_and_restored(desk: Desk) -> None:
    leaf = add(desk, name="招生", openness="主动公开", page_address="https://a.gov.cn/1", content="计划")
    do(desk, leaf, "amend", content="计划、结果", reason="补充要素")
    assert desk.book.values("catalogue", leaf)["content"] == "计划、结果"
    do(desk, leaf, "cancel", reason="依据废止")
    assert status(desk, leaf) == "cancelled"
    with pytest.raises(ClerkError, match="已经取消"):
        do(desk, leaf, "check")
    do(desk, leaf, "restore", reason="重新公开")
    assert status(desk, leaf) == "published"
    assert [entry.text[:2] for entry in desk.book.values("catalogue", leaf)["log"]] == ["调整", "取消", "恢复"]
