"""问题整改: statuses on the boundary days, the gate of 销号, and what follows from the linked task and the wording."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.base.conditions import Moment
from models.base.errors import ClerkError, FieldError
from models.base.lists import Entry
from models.operations import Desk, actions, layouts, ledgers, records
from models.registers.problems import PROBLEMS
from tests.models.operations.desks import office_desk

TODAY = date(2021, 10, 15)
OPINION = {"reviewer": "何静", "opinion": "逐件核对无误"}


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as made:
        yield made


def add(desk: Desk, **inputs: Any) -> int:
    return records.add(desk, "problems", {"content": "栏目长期不更新", **inputs}).ids[0]


def status(desk: Desk, identity: int) -> str:
    return desk.book.record("problems", identity).status


@pytest.mark.parametrize(
    ("values", "code", "text"),
    [
        ({}, "not_started", "待整改"),
        ({"started_on": after(-1)}, "in_progress", "整改中"),
        ({"due_on": after(-1)}, "overdue", "逾期 1 天"),
        ({"due_on": TODAY, "started_on": TODAY}, "due_soon", "临期（今天）"),
        ({"due_on": after(7)}, "due_soon", "临期 7 天"),
        ({"due_on": after(8)}, "not_started", "待整改"),
        ({"due_on": after(-30), "applied_on": TODAY}, "applied", "待审核"),
        ({"due_on": after(-30), "applied_on": TODAY, "closed_on": TODAY}, "closed", "已销号"),
        ({"due_on": after(-30), "returned_on": TODAY, "started_on": after(-60)}, "overdue", "逾期 30 天"),
    ],
)
def test_the_status_of_a_problem(values: dict[str, Any], code: str, text: str) -> None:
    full = {**PROBLEMS.empty_values(), **values}
    assert PROBLEMS.status_of(full, Moment(TODAY)) == code
    assert PROBLEMS.status_text(full, Moment(TODAY)) == text


def test_a_problem_goes_through_the_gate(desk: Desk) -> None:
    one = add(desk)
    actions.perform(desk, "problems", [one], "start", {"started_on": "2021-10-08"})
    actions.perform(desk, "problems", [one], "apply", {"result": "已更新"})
    assert status(desk, one) == "applied"
    actions.perform(desk, "problems", [one], "return", {**OPINION, "missing": "请补充更新前后的页面截图各一份"})
    assert status(desk, one) == "in_progress"
    actions.perform(desk, "problems", [one], "apply", {"result": "已更新并附截图", "applied_on": "2021-10-15"})
    actions.perform(desk, "problems", [one], "approve", OPINION)
    values = desk.book.values("problems", one)
    assert (values["closed_on"], values["reviewer"], values["opinion"]) == (TODAY, "何静", "逐件核对无误")
    assert [entry.text for entry in values["progress"]] == [
        "申请销号：已更新",
        "审核退回（何静）：逐件核对无误；还缺：请补充更新前后的页面截图各一份",
        "申请销号：已更新并附截图",
        "审核通过，予以销号（何静）：逐件核对无误",
    ]
    actions.perform(desk, "problems", [one], "reopen", {"missing": "回头看发现栏目又停更一个月"})
    assert status(desk, one) == "in_progress"
    actions.undo(desk)
    assert status(desk, one) == "closed"


@pytest.mark.parametrize(
    ("action", "answers", "sentence"),
    [
        ("approve", {"reviewer": "何静"}, "“审核意见”不能为空"),
        ("approve", {"reviewer": "何静", "opinion": "  "}, "“审核意见”不能为空"),
        ("approve", {"opinion": "属实"}, "“审核人”不能为空"),
        ("approve", {"opinion": "属实", "reviewer": "王 五"}, "王 五是责任人，不能审核自己的整改"),
        ("return", {"opinion": "不实", "reviewer": "王五", "missing": "栏目还是没有更新过一次"}, "是责任人"),
        ("approve", {**OPINION, "reviewed_on": "2021-10-14"}, "2021-10-14 早于申请销号日期（2021-10-15）"),
        ("return", {**OPINION}, "“还缺什么”不能为空"),
        ("return", {**OPINION, "missing": "材料不全材料不全材"}, "“还缺什么”只有 9 个字，至少写 10 个字"),
        ("return", {**OPINION, "missing": "　  缺材料           "}, "只有 3 个字"),
    ],
)
def test_a_check_says_by_whom_and_why(desk: Desk, action: str, answers: dict[str, str], sentence: str) -> None:
    one = add(desk, person="王五")
    actions.perform(desk, "problems", [one], "apply", {"result": "已更新"})
    with pytest.raises(FieldError, match=sentence):
        actions.perform(desk, "problems", [one], action, answers)
    assert status(desk, one) == "applied"


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("approve", "没有申请销号或已经销号，只有“待审核”的才能审核"),
        ("return", "没有申请销号"),
        ("reopen", "还没有销号"),
    ],
)
def test_nothing_is_taken_off_without_an_application(desk: Desk, action: str, sentence: str) -> None:
    one = add(desk)
    with pytest.raises(ClerkError, match=sentence):
        actions.perform(desk, "problems", [one], action, {**OPINION, "missing": "一二三四五六七八九十"})
    with pytest.raises(FieldError, match="“整改结果”不能为空"):
        actions.perform(desk, "problems", [one], "apply", {})
    assert status(desk, one) == "not_started"


def test_a_closed_problem_is_neither_applied_for_nor_extended_again(desk: Desk) -> None:
    one = add(desk)
    actions.perform(desk, "problems", [one], "apply", {"result": "已更新"})
    actions.perform(desk, "problems", [one], "approve", OPINION)
    for action, answers in (("apply", {"result": "再来"}), ("extend", {"due_on": "2021-12-01"}), ("approve", OPINION)):
        with pytest.raises(ClerkError):
            actions.perform(desk, "problems", [one], action, answers)


@pytest.mark.parametrize(
    ("wording", "due", "kind"),
    [
        ("立行立改", None, "立行立改"),
        ("即知即改，10月20日前", date(2021, 10, 20), "立行立改"),
        ("2021年11月底前", date(2021, 11, 30), None),
        ("长期坚持", None, "长期"),
        ("每季度末", None, "长期"),
    ],
)
def test_what_a_wording_means(desk: Desk, wording: str, due: date | None, kind: str | None) -> None:
    values = desk.book.values("problems", add(desk, deadline_text=wording))
    assert values["limit_kind"] == kind
    if due or kind != "长期":
        assert values["due_on"] == due


def test_a_kind_somebody_chose_stays(desk: Desk) -> None:
    one = add(desk, deadline_text="立行立改", limit_kind="短期")
    assert desk.book.values("problems", one)["limit_kind"] == "短期"


def test_a_limit_counts_from_the_document_that_sets_it(desk: Desk) -> None:
    notice = records.add(desk, "documents", {"title": "整改通知", "issued_on": "2021-09-27"}).ids[0]
    task = records.add(desk, "tasks", {"content": "更新栏目", "source": notice, "responsible_units": "区司法局"}).ids[0]
    direct = desk.book.values("problems", add(desk, document=notice, deadline_text="印发后10日内"))
    by_task = desk.book.values("problems", add(desk, task=task, deadline_text="印发后10日内"))
    assert direct["due_on"] == by_task["due_on"] == date(2021, 10, 7)
    assert by_task["document"] == notice
    unit = desk.book.find("units", "区司法局")
    assert by_task["responsible_units"] == (unit,)
    assert direct["responsible_units"] == ()


def test_a_task_with_problems_is_not_deleted_under_them(desk: Desk) -> None:
    task = records.add(desk, "tasks", {"content": "更新栏目"}).ids[0]
    add(desk, task=task)
    with pytest.raises(ClerkError, match="还被1 个问题（“栏目长期不更新”）用到"):
        records.delete(desk, "tasks", [task])


def test_the_extension_keeps_the_first_day(desk: Desk) -> None:
    one = add(desk, due_on="2021-10-20")
    actions.perform(desk, "problems", [one], "extend", {"due_on": "2021-11-20", "reason": "涉及历史数据"})
    values = desk.book.values("problems", one)
    assert (values["due_on"], values["original_due_on"]) == (date(2021, 11, 20), date(2021, 10, 20))
    assert values["progress"] == (Entry(TODAY, "延期至2021-11-20：涉及历史数据"),)


def test_the_number_of_a_contact_is_filled_in(desk: Desk) -> None:
    records.add(desk, "units", {"name": "区司法局", "contact_a": "孟凡", "phone_a": "8856108", "contact_b": "袁芳"})
    assert desk.book.values("problems", add(desk, responsible_units="区司法局", person="孟凡"))["phone"] == "8856108"
    given = add(desk, responsible_units="区司法局", person="孟凡", phone="110")
    assert desk.book.values("problems", given)["phone"] == "110"
    for person in ("袁芳", "外人"):
        assert not desk.book.values("problems", add(desk, responsible_units="区司法局", person=person))["phone"]


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("问题清单", {"问题描述": "栏目空白", "责任单位": "区司法局"}),
        ("整改清单", {"整改措施": "补齐栏目", "整改时限": "9月底前"}),
        ("责任清单", {"事项": "栏目空白", "责任领导": "李副局长", "责任人": "王五", "职责": "补齐栏目"}),
    ],
)
def test_the_three_lists_are_layouts_of_one_register(
    desk: Desk, tmp_path: Path, layout: str, told: dict[str, str]
) -> None:
    """三套清单 (阜阳): what is wrong, what is done about it, who answers for it."""
    given = {"content": "栏目空白", "measures": "补齐栏目", "deadline_text": "9月底前", "leader": "李副局长"}
    one = add(desk, **given, person="王五", responsible_units="区司法局")
    target = tmp_path / f"{layout}.xlsx"
    ledgers.export_ledger(desk, "problems", [one], target, layout=layouts.layout_named(desk, PROBLEMS, layout))
    rows = [
        [str(cell or "") for cell in row] for row in load_workbook(target).worksheets[0].iter_rows(values_only=True)
    ]
    head = next(number for number, row in enumerate(rows) if "序号" in row)
    found = dict(zip(rows[head], rows[head + 1], strict=True))
    assert {title: found.get(title) for title in told} == told
