"""Whom a notice reaches, which records it is meant for, and whose number it bears."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import ClerkError
from models.base.record import Query
from models.export.gongwen import BodyTable, Paragraph
from models.export.wording_values import listed
from models.operations import actions, dispatching, issuing, notice_kinds, numbering, records
from models.operations.collective_names import collective_name
from models.operations.desk import Desk
from models.operations.matching import TOLD_APART
from models.operations.notice_checks import RECORDS, checks
from models.operations.settings import set_settings
from models.registers.office_codes import code_fits
from models.registers.units import looks_like_group
from tests.models.operations.desks import office_desk

KIND = "督办通知单"
OFFICE = "望溪区人民政府办公室"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Friday 15 October 2021; two overdue tasks of several units, one that is due later, one without a day."""
    with office_desk(tmp_path) as made:
        records.add(made, "settings", {"key": "office_name", "value": OFFICE})
        records.add(made, "settings", {"key": "contact", "value": "何静"})
        records.add(made, "units", {"name": "各镇", "kind": "群体", "members": "澄湖镇；石埠镇"})
        for row in (
            {"content": "公开权责清单", "lead_units": "区司法局", "responsible_units": "区财政局；各镇"},
            {
                "content": "公开预算",
                "responsible_units": "区财政局",
                "cooperating_units": f"区司法局；区审计局；{OFFICE}",
            },
        ):
            records.add(made, "tasks", {"due_on": "2021-09-30", **row})
        records.add(made, "tasks", {"content": "编制目录", "lead_units": "区司法局", "due_on": "2021-12-31"})
        records.add(made, "tasks", {"content": "更新栏目", "lead_units": "区司法局", "due_on": "2021-10-18"})
        yield made


def said(desk: Desk, ids: tuple[int, ...], kind: str = KIND, **elements: str) -> list[tuple[str, str]]:
    document = issuing.compose(desk, kind, ids, elements)
    return [(check.place, check.sentence) for check in checks(desk, kind, document, ids, elements)]


def test_who_acts_but_is_not_addressed_gets_a_copy(desk: Desk) -> None:
    document = issuing.compose(desk, KIND, [1], {})
    assert (document.addressees, document.copy_to) == ("区司法局", ("区财政局", "各镇"))
    both = issuing.compose(desk, KIND, [1, 2], {})
    assert (both.addressees, both.copy_to) == ("区司法局、区财政局", ("各镇", "区审计局"))


def test_who_is_addressed_by_hand_gets_no_copy(desk: Desk) -> None:
    assert issuing.compose(desk, KIND, [1], {"主送": "区司法局、各镇"}).copy_to == ("区财政局",)
    assert issuing.proposed(desk, KIND, [1], {"主送": "区司法局，区财政局"})["抄送"] == "各镇"
    assert issuing.compose(desk, KIND, [1], {"主送": "区司法局、石埠镇"}).copy_to == ("区财政局", "澄湖镇")


def test_no_copies_where_they_are_struck_out_or_the_kind_addresses_all(desk: Desk) -> None:
    assert issuing.compose(desk, KIND, [1], {"抄送": ""}).copy_to == ()
    division = issuing.compose(desk, "任务分工通知", [1, 2], {})
    assert (division.addressees, division.copy_to) == ("各镇、区司法局、区财政局、区审计局", ())


def test_a_unit_left_out_is_told(desk: Desk) -> None:
    missed = "区财政局承担所写的任务，主送、抄送里都没有"
    assert ("抄送", missed) not in said(desk, (1,))
    assert ("抄送", missed) in said(desk, (1,), 抄送="澄湖镇，石埠镇")
    assert ("抄送", missed) in said(desk, (1,), 抄送="各镇"), "a group stands for its members"
    assert not any("都没有" in told for _, told in said(desk, (1,), 主送="各有关单位", 抄送="")), "that may be anybody"
    assert ("抄送", "区财政局、澄湖镇、石埠镇承担所写的任务，主送、抄送里都没有") in said(desk, (1,), 抄送="")


def test_the_issuer_does_not_write_to_itself_under_a_short_name(desk: Desk) -> None:
    row = {"content": "更新指南", "lead_units": "区政府办公室；区司法局；区委办公室", "due_on": "2021-09-30"}
    task = records.add(desk, "tasks", {**row, "cooperating_units": f"区财政局；{OFFICE}"}).ids[0]
    long_name = f"云岭市{OFFICE}"
    set_settings(desk, {"office_name": long_name})
    assert desk.book.known("units", long_name) is None
    assert issuing.proposed(desk, KIND, [task])["主送"] == "区司法局、区委办公室"
    document = issuing.compose(desk, KIND, [task], {})
    assert (document.addressees, document.copy_to) == ("区司法局、区委办公室", ("区财政局",))
    assert not any("都没有" in told for _, told in said(desk, (task,)))
    assert issuing.compose(desk, KIND, [task], {"单位": "区司法局"}).addressees == "区政府办公室、区委办公室"
    records.add(desk, "settings", {"key": TOLD_APART, "value": json.dumps({"区政府办公室": [long_name]})})
    assert issuing.proposed(desk, KIND, [task])["主送"] == "区政府办公室、区司法局、区委办公室"


def test_the_fields_copied_from_must_be_fields_of_units(desk: Desk) -> None:
    template = notice_kinds.wording(desk, KIND).replace("抄送范围：责任单位、配合单位", "抄送范围：工作任务")
    with pytest.raises(ClerkError, match="“工作任务”不是台账里的单位栏目，可以写的有：牵头单位、责任单位、配合单位。"):
        notice_kinds.keep_wording(desk, KIND, template)


def test_what_is_not_overdue_is_doubted_in_a_supervision_notice(desk: Desk) -> None:
    assert not any(place == RECORDS for place, _ in said(desk, (1, 2)))
    assert (RECORDS, "“更新栏目”不是逾期，督办通知单一般只写逾期的，请核对，可以改写提醒函或催办单") in said(
        desk, (1, 4)
    )
    assert (
        RECORDS,
        "“公开权责清单”“公开预算”不是临期，提醒函一般只写临期的，请核对，可以改写催办单或督办通知单",
    ) in said(desk, (1, 2), "提醒函")
    assert (RECORDS, "“编制目录”不是临期或逾期，催办单一般只写临期或逾期的，请核对") in said(desk, (3,), "催办单")


def test_what_is_left_out_is_told_with_its_reason(desk: Desk) -> None:
    actions.perform(desk, "tasks", [1, 2], "complete", {})
    actions.perform(desk, "tasks", [2], "close", {})
    refused = issuing.refused(desk, KIND, [1, 2, 3])
    assert refused == {1: "已经完成（已完成待销号）", 2: "已经完成（已销号）"}
    assert issuing.told_refused(desk, KIND, refused) == (
        "有 2 项任务不能写进督办通知单，已去掉：1 项已经完成（已完成待销号），1 项已经完成（已销号）；督办通知单只写未办结的任务。"
    )
    assert issuing.told_refused(desk, KIND, {}) == ""


@pytest.mark.parametrize(
    ("code", "issuer", "fits"),
    [
        ("望政办函", OFFICE, True),
        ("望政办督", "望溪区政务公开办公室", True),
        ("望司函", "望溪区司法局", True),
        ("望财预", "望溪区财政局", True),
        ("皖政办", "安徽省人民政府办公厅", True),
        ("穗府办函", "广州市人民政府办公厅", True),
        ("青函", "青河县人民政府", True),
        ("望政办函", "望溪区司法局", False),
        ("望政办函", "望溪区财政局", False),
        ("清政办函", OFFICE, False),
        ("皖政办", OFFICE, False),
        ("清政办函", "政务公开办公室", True),
    ],
)
def test_whether_a_code_can_be_an_offices(code: str, issuer: str, fits: bool) -> None:
    assert code_fits(code, issuer) == fits


def test_the_number_of_another_office_is_doubted(desk: Desk) -> None:
    numbering.define_sequence(desk, "望政办督")
    doubt = ("文号", "文号的机关代字“望政办督”看来不是望溪区司法局的，请核对是不是用了别的机关的文号")
    assert doubt not in said(desk, (1,), 文号="望政办督〔2021〕1号")
    assert doubt in said(desk, (1,), 文号="望政办督〔2021〕1号", 单位="望溪区司法局")


def test_the_code_in_the_settings_is_the_offices_own(desk: Desk) -> None:
    records.add(desk, "settings", {"key": "office_code", "value": "溪办"})
    assert not any("看来不是" in told for _, told in said(desk, (1,), 文号="溪办〔2021〕1号"))
    assert any("看来不是" in told for _, told in said(desk, (1,), 文号="清办〔2021〕1号"))


def test_each_unit_is_looked_up_once_however_many_tasks_it_has(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"due_on": "2021-09-30", "lead_units": "区司法局", "responsible_units": "区财政局；各镇"}
    many = [records.add(desk, "tasks", {"content": f"任务{number}", **row}).ids[0] for number in range(12)]
    real, asked = desk.book.values, []

    def values(register: str, record: int) -> Any:
        asked.append(register)
        return real(register, record)

    monkeypatch.setattr(desk.book, "values", values)
    counts = []
    for ids in (many[:1], many):
        asked.clear()
        document = issuing.compose(desk, KIND, ids, {})
        checks(desk, KIND, document, ids, {})
        counts.append(asked.count("units"))
    assert counts[0] == counts[1] > 0


def test_too_many_units_are_addressed_together(desk: Desk) -> None:
    names = [f"区第{number}局" for number in range(14)]
    for name in (*names, "石埠镇"):
        records.add(desk, "tasks", {"content": f"{name}的事", "lead_units": name, "due_on": "2021-12-31"})
    every = tuple(range(1, 20))
    few, many = (issuing.compose(desk, "进度通报", ids, {}) for ids in ((3, 1, 19), every))
    assert few.addressees == "各镇、区司法局、区财政局", "a group stands for its members, the roster gives the order"
    assert many.addressees == issuing.proposed(desk, "进度通报", every)["主送"] == "各镇人民政府，区直各有关部门"
    wording = notice_kinds.wording(desk, KIND).replace("次序：", "统称：各单位（超过1个时）\n次序：")
    notice_kinds.keep_wording(desk, KIND, wording)
    proposed = issuing.proposed(desk, KIND, (1, 2))
    assert (proposed["主送"], proposed["抄送"]) == ("各单位", "各镇，区审计局"), "who is meant by 各单位 gets no copy"
    assert issuing.compose(desk, KIND, (1, 2), proposed).copy_to == ("各镇", "区审计局")


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (
            ["区司法局", "区财政局", "澄湖镇", "石埠乡人民政府", "东门街道办事处"],
            "各乡镇人民政府、各街道办事处，区直各有关部门",
        ),
        (["各街道（乡镇）", "区政府办公室"], "各乡镇人民政府、各街道办事处，区直各有关部门"),
        (["市司法局", "云岭县人民政府", "市财政局", "北区人民政府"], "各县区人民政府，市直各有关部门"),
        (["澄湖镇", "石埠镇人民政府"], "各镇人民政府"),
        (["供电公司", "铁塔公司"], "各有关单位"),
    ],
)
def test_units_together_by_their_types(names: list[str], together: str) -> None:
    assert collective_name(names) == together
    assert all(looks_like_group(name) for name in listed(together)), "no unit that has to be in the roster"


def test_what_went_out_a_few_days_ago_is_told(desk: Desk) -> None:
    dispatching.issue(desk, KIND, issuing.compose(desk, KIND, (1,), {"文号": "望政办督〔2021〕9号"}), (1,))
    assert (RECORDS, "这 1 项任务今天已发过望政办督〔2021〕9号督办通知单") in said(desk, (1,))
    assert (RECORDS, "其中 1 项任务今天已发过望政办督〔2021〕9号督办通知单") in said(desk, (1, 2))
    assert not any("已发过" in told for _, told in (*said(desk, (2,)), *said(desk, (1,), "催办单")))
    entry = desk.book.ids("dispatches", Query())
    records.edit(desk, "dispatches", entry, {"issued_on": "2021-10-12"})
    assert any("2021年10月12日已发过" in told for _, told in said(desk, (1,)))
    records.edit(desk, "dispatches", entry, {"issued_on": "2021-10-01"})
    assert not any("已发过" in told for _, told in said(desk, (1,)))


MEETING = {"会议时间": "2021年10月29日", "会议地点": "三楼会议室", "参会人员": "联络员"}


def test_tasks_of_a_meeting_are_led_in_and_many_are_annexed(desk: Desk) -> None:
    told = {**MEETING, "会议内容": "听取汇报；研究要点；部署工作。"}
    few = issuing.compose(desk, "会议通知", (1, 2), told)
    lines = [part.text if isinstance(part, Paragraph) else "" for part in few.body]
    place = lines.index("四、会议内容")
    led_in = "会议同时研究推进下列2项任务。"
    assert lines[place + 1 : place + 6] == ["1.听取汇报。", "2.研究要点。", "3.部署工作。", led_in, ""]
    for number in range(4):
        records.add(desk, "tasks", {"content": f"任务{number}", "lead_units": "区司法局"})
    many = issuing.compose(desk, "会议通知", range(1, 9), MEETING)
    assert not any(isinstance(part, BodyTable) for part in many.body)
    assert any(getattr(part, "text", "") == "研究推进8项任务，任务清单附后。" for part in many.body)
    assert many.attachments == ("工作会议参会回执", "任务清单")
    (table,) = many.annexes[1].body
    assert isinstance(table, BodyTable) and len(table.rows) == 8


def test_a_meeting_is_not_about_what_is_done(desk: Desk) -> None:
    actions.perform(desk, "tasks", [2], "complete", {})
    assert issuing.refused(desk, "会议通知", [1, 2]) == {2: "已经完成（已完成待销号）"}


@pytest.mark.parametrize(
    ("time", "early"),
    [
        ("10月14日下午3时", True),
        ("2021-10-14 15:00", True),
        ("10月15日", False),
        ("1月5日上午", False),
        ("2月30日", False),
    ],
)
def test_a_meeting_before_the_day_of_its_notice_is_told(desk: Desk, time: str, early: bool) -> None:
    found = said(desk, (1,), "会议通知", **{**MEETING, "会议时间": time})
    assert any("早于成文日期" in told for place, told in found if place == "会议时间") is early
