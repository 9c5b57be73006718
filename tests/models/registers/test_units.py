"""单位: contacts are handed over, with an entry in the log, and the work that is left is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import ClerkError, FieldError
from models.base.lists import Entry
from models.operations import Desk, actions, records
from models.operations.concerned import work_left
from models.operations.desk import Outcome
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """15 October 2021, a Friday."""
    with office_desk(tmp_path) as made:
        yield made


@pytest.fixture
def unit(desk: Desk) -> int:
    told = {"name": "区教育局", "contact_a": "冯丽娟", "phone_a": "8856101", "contact_b": "韩松", "phone_b": "8856201"}
    return records.add(desk, "units", told).ids[0]


def hand_over(desk: Desk, unit: int, **answers: Any) -> Outcome:
    return actions.perform(desk, "units", [unit], "hand_over", answers)


def test_a_post_is_handed_over_with_day_and_names(desk: Desk, unit: int) -> None:
    told = hand_over(desk, unit, to="李明", phone="8856111", on="2021-10-11", told="台账、账号密码")
    values = desk.book.values("units", unit)
    assert (values["contact_a"], values["phone_a"], values["contact_b"]) == ("李明", "8856111", "韩松")
    assert values["log"] == (Entry(date(2021, 10, 11), "A岗由冯丽娟交给李明：台账、账号密码"),)
    assert told.message == "已交接 1 个单位。", "nothing is left to be told"
    hand_over(desk, unit, post="B岗", to="王芳", on="2021-10-08")
    values = desk.book.values("units", unit)
    assert (values["contact_b"], values["phone_b"]) == ("王芳", "8856201")
    assert [entry.text for entry in values["log"]] == ["B岗由韩松交给王芳", "A岗由冯丽娟交给李明：台账、账号密码"]
    desk.book.undo()
    desk.book.undo()
    assert desk.book.values("units", unit)["contact_a"] == "冯丽娟"
    assert desk.book.values("units", unit)["log"] == ()


def test_work_that_is_not_done_and_names_the_unit_or_the_person_is_told(desk: Desk, unit: int) -> None:
    def task(content: str, **more: str) -> int:
        return records.add(desk, "tasks", {"content": content, **more}).ids[0]

    led = task("公开招生计划", lead_units="区教育局")
    helped = task("公开收费项目", cooperating_units="区教育局")
    task("公开预算", lead_units="区财政局")
    records.add(desk, "units", {"name": "各部门", "kind": "群体", "members": "区教育局"})
    shared = task("报送总结", responsible_units="各部门")
    done = task("公开校车信息", lead_units="区教育局")
    actions.perform(desk, "tasks", [done], "complete", {"completed_on": "2021-10-08"})
    actions.perform(desk, "tasks", [done], "close")
    theirs = records.add(desk, "problems", {"content": "栏目没有更新", "person": "冯丽娟"}).ids[0]
    records.add(desk, "problems", {"content": "链接打不开", "person": "韩松"})
    asked = records.add(
        desk, "requests", {"applicant": "李某", "content": "学区划分", "handling_units": "区教育局"}
    ).ids[0]
    found = work_left(desk, desk.registers["units"], [unit], {"contact_a": ["冯丽娟"]})
    assert found == {"tasks": (led, helped, shared), "problems": (theirs,), "requests": (asked,)}
    told = hand_over(desk, unit, to="李明").message
    assert told.startswith("已交接 1 个单位；还没办完、要告诉接手人的有任务 3 项（“公开招生计划”“公开收费项目”等）、")
    assert "“栏目没有更新”" in told
    assert "“学区划分”" in told
    assert "公开预算" not in told
    assert "公开校车信息" not in told


def test_a_post_that_nobody_had_is_taken_without_telling(desk: Desk) -> None:
    bare = records.add(desk, "units", {"name": "区财政局"}).ids[0]
    records.add(desk, "tasks", {"content": "公开预算", "lead_units": "区财政局"})
    assert hand_over(desk, bare, to="余婷").message == "已交接 1 个单位。"
    assert desk.book.values("units", bare)["log"][0].text == "A岗由余婷担任"


def test_what_can_not_be_handed_over(desk: Desk, unit: int) -> None:
    with pytest.raises(FieldError, match="A岗已经是冯丽娟，不用交接"):
        hand_over(desk, unit, to="冯 丽娟")
    with pytest.raises(FieldError, match="“接手人”不能为空"):
        hand_over(desk, unit)
    group = records.add(desk, "units", {"name": "各部门", "kind": "群体"}).ids[0]
    with pytest.raises(ClerkError, match="“各部门”是群体，没有联系人可以交接"):
        hand_over(desk, group, to="李明")
