"""签收 and 回复: a line for each unit, only by units that got the paper, groups by their members, who is outstanding."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import ClerkError, FieldError
from models.base.register import Each
from models.operations import actions, records
from models.operations.asked import candidates
from models.operations.desk import Desk
from tests.models.operations.desks import office_desk
from tests.spending import calls

PAPER = {"doc_number": "望政办督〔2021〕9号", "title": "催办单", "reply_due": "2021-10-22"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Friday 15 October 2021; the units of a small place, two of them a group."""
    with office_desk(tmp_path) as made:
        for name in ("区农业农村局", "区教育局", "区委办公室", "北溪街道", "南桥街道"):
            records.add(made, "units", {"name": name})
        records.add(made, "units", {"name": "各街道", "members": "北溪街道、南桥街道"})
        yield made


def sent(desk: Desk, addressees: str, copy_to: str = "", number: int = 9) -> int:
    told = {**PAPER, "doc_number": f"望政办督〔2021〕{number}号", "addressees": addressees, "copy_to": copy_to}
    return records.add(desk, "dispatches", told).ids[0]


def lines(desk: Desk, paper: int, field: str) -> list[str]:
    return [entry.text for entry in desk.book.record("dispatches", paper)[field]]


def units(desk: Desk) -> int:
    return len(desk.book.ids("units"))


def test_every_unit_has_a_line_of_its_own_also_with_the_same_words(desk: Desk) -> None:
    paper = sent(desk, "区农业农村局、区教育局、各街道")
    said = [
        actions.perform(desk, "dispatches", [paper], "reply", {"units": unit, "text": "已办结"}).message
        for unit in ("区农业农村局", "区教育局")
    ]
    assert said == ["已记下区农业农村局的回复。", "已记下区教育局的回复。"]
    assert lines(desk, paper, "replies") == ["区农业农村局　已办结", "区教育局　已办结"]
    message = actions.perform(desk, "dispatches", [paper], "reply", {"units": "各街道", "text": "已办结"}).message
    assert message == "已记下 2 个单位的回复。" and len(lines(desk, paper, "replies")) == 4
    now = desk.book.record("dispatches", paper)
    assert (now.status, now["replied_on"], now["received_on"]) == ("replied", date(2021, 10, 15), date(2021, 10, 15))
    assert now["share"] == "已签 4/4，已回 4/4"
    assert actions.undo(desk).message == "已撤销：记下 2 个单位的回复。"
    assert len(lines(desk, paper, "replies")) == 2


def test_who_signed_stands_behind_the_unit(desk: Desk) -> None:
    paper = sent(desk, "区农业农村局、区教育局")
    actions.perform(desk, "dispatches", [paper], "receive", {"units": "区农业农村局", "text": "王敏"})
    now = desk.book.record("dispatches", paper)
    assert (now["share"], now["unreceived_units"]) == ("已签 1/2，已回 0/2", "区教育局")
    said = actions.perform(desk, "dispatches", [paper], "receive", {"text": "门卫代收，已转办公室"}).message
    assert said == "已记下区教育局签收。"  # the only one that was outstanding
    assert lines(desk, paper, "receipts") == ["区农业农村局　王敏签收", "区教育局　签收：门卫代收，已转办公室"]
    now = desk.book.record("dispatches", paper)
    assert (now.status, now["unreceived_units"]) == ("unreplied", "")
    assert now["unreplied_units"] == "区农业农村局、区教育局"


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("区农业局", "区农业局不在主送、抄送单位里，是不是区农业农村局？"),
        (
            "区委办公室、区教育局",
            "区教育局不在主送、抄送单位里，可以选的有：区农业农村局、北溪街道、南桥街道、区委办公室。",
        ),
        ("", "请写明签收单位，可以选的有：区农业农村局、北溪街道、南桥街道、区委办公室。"),
    ],
)
def test_only_who_got_the_paper_can_sign_and_nobody_is_registered(desk: Desk, named: str, sentence: str) -> None:
    paper = sent(desk, "区农业农村局、各街道", copy_to="区委办公室")
    before = units(desk)
    with pytest.raises(FieldError) as refused:
        actions.perform(desk, "dispatches", [paper], "receive", {"units": named})
    assert refused.value.sentence == sentence
    with pytest.raises(FieldError, match="请写明签收单位"):
        actions.perform(desk, "dispatches", [paper], "receive")  # nobody is signed for silently
    assert units(desk) == before and not desk.book.record("dispatches", paper)["received_by"]


def test_a_copy_may_sign_but_is_not_waited_for(desk: Desk) -> None:
    paper = sent(desk, "区农业农村局", copy_to="区委办公室、没有登记的单位")
    ask = desk.registers["dispatches"].action("receive").asks[1]  # type: ignore[union-attr]
    offered = [
        (desk.book.title("units", it.id), it.usual, it.note) for it in candidates(desk, ask, "dispatches", [paper])
    ]
    assert offered == [("区农业农村局", True, ""), ("区委办公室", False, "抄送")]
    actions.perform(desk, "dispatches", [paper], "receive", {"units": "区委办公室"})
    assert desk.book.record("dispatches", paper).status == "unreceived"
    actions.perform(desk, "dispatches", [paper], "receive")
    assert desk.book.record("dispatches", paper)["share"] == "已签 1/1，已回 0/1"


def test_several_papers_at_once_each_take_their_own_units(desk: Desk) -> None:
    one, two = sent(desk, "区农业农村局、区教育局"), sent(desk, "区教育局", number=10)
    three = sent(desk, "各街道", number=11)
    said = actions.perform(desk, "dispatches", [one, two, three], "receive", {"units": "区教育局"}).message
    assert said == "已记下区教育局签收（2 份发文）。"
    assert [desk.book.record("dispatches", it)["share"] for it in (one, two, three)] == [
        "已签 1/2，已回 0/2",
        "已签 1/1，已回 0/1",
        "已签 0/2，已回 0/2",
    ]


def test_a_paper_without_addressees_can_be_ticked_off(desk: Desk) -> None:
    paper = sent(desk, "")
    assert actions.perform(desk, "dispatches", [paper], "receive").message == "已记下 1 份发文签收。"
    now = desk.book.record("dispatches", paper)
    assert (now["received_on"], now["share"]) == (date(2021, 10, 15), "")
    actions.perform(desk, "dispatches", [paper], "reply", {"text": "都办好了"})
    with pytest.raises(ClerkError, match="不用再记回复"):
        actions.perform(desk, "dispatches", [paper], "reply", {"text": "又来"})


def test_a_group_that_holds_itself_ends(desk: Desk) -> None:
    group = desk.book.find("units", "各街道")
    assert group is not None
    records.edit(desk, "units", [group], {"members": (group, desk.book.find("units", "北溪街道"))})
    paper = sent(desk, "各街道")
    assert desk.book.record("dispatches", paper)["unreceived_units"] == "北溪街道"


def test_groups_are_read_once_however_many_papers_there_are(desk: Desk) -> None:
    def steps(count: int) -> int:
        rows = [{"title": "通知", "addressees": "各街道"} for _ in range(count)]
        ids = list(records.add_many(desk, "dispatches", rows).ids)
        desk.book.records("dispatches", ids)
        return calls(lambda: desk.book.records("dispatches", ids))

    assert steps(100) < 12 * steps(10)
    group = desk.book.find("units", "各街道")
    assert group is not None
    records.edit(desk, "units", [group], {"members": "北溪街道、南桥街道、区教育局"})
    assert desk.book.record("dispatches", 1)["share"] == "已签 0/3"
    actions.undo(desk)
    assert desk.book.record("dispatches", 1)["share"] == "已签 0/2"


def test_each_unit_may_have_words_of_its_own(desk: Desk) -> None:
    """Those that have none take what was said for all; a group's member its group's."""
    paper = sent(desk, "区农业农村局、区教育局、各街道")
    named = {name: desk.book.find("units", name) for name in ("区农业农村局", "区教育局", "各街道", "南桥街道")}
    own = {named["区教育局"]: "李老师", named["各街道"]: "街道值班室", named["南桥街道"]: "王敏"}
    told = {"units": "区农业农村局、区教育局、各街道", "text": Each("张三", own)}
    said = actions.perform(desk, "dispatches", [paper], "receive", told).message
    assert said == "已记下 4 个单位签收。"
    assert lines(desk, paper, "receipts") == [
        "区农业农村局　张三签收",
        "区教育局　李老师签收",
        "北溪街道　签收：街道值班室",
        "南桥街道　王敏签收",
    ]


def test_what_all_share_is_wanted_only_by_those_without_their_own(desk: Desk) -> None:
    paper = sent(desk, "区农业农村局、区教育局")
    farm, school = (desk.book.find("units", name) for name in ("区农业农村局", "区教育局"))
    with pytest.raises(FieldError, match="回复内容"):
        actions.perform(
            desk, "dispatches", [paper], "reply", {"units": (farm, school), "text": Each("", {farm: "办结"})}
        )
    own = {farm: "已办结", school: "正在办理"}
    actions.perform(desk, "dispatches", [paper], "reply", {"units": (farm, school), "text": Each("", own)})
    assert lines(desk, paper, "replies") == ["区农业农村局　已办结", "区教育局　正在办理"]
    task = records.add(desk, "tasks", {"content": "甲"}).ids
    with pytest.raises(ClerkError, match="只能统一填写"):
        actions.perform(desk, "tasks", task, "complete", {"note": Each("好")})
