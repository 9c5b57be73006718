"""留言回应, 公开审查, 公开渠道, 工作活动: the office's own numbers of days, gates, one main account, what a year still lacks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import ClerkError, FieldError
from models.intake import read_spreadsheet
from models.operations import Desk, actions, ledgers, records, spreadsheets
from models.operations.settings import read_settings, set_settings
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """15 October 2021, a Friday."""
    with office_desk(tmp_path) as made:
        yield made


def add(desk: Desk, register: str, **inputs: Any) -> int:
    return records.add(desk, register, inputs).ids[0]


def do(desk: Desk, register: str, identity: int, action: str, **answers: Any) -> None:
    actions.perform(desk, register, [identity], action, answers)


def status(desk: Desk, register: str, identity: int) -> str:
    return desk.book.record(register, identity).status


# -- 留言 ------------------------------------------------------------------------------------------


def test_three_working_days_unless_the_office_says_otherwise(desk: Desk) -> None:
    """2021-10-09 is a Saturday that is worked."""
    one = add(desk, "messages", content="路灯不亮", received_on="2021-10-08")
    assert desk.book.values("messages", one)["due_on"] == date(2021, 10, 12)
    assert status(desk, "messages", one) == "overdue"
    assert read_settings(desk)["message_days"] == "3"
    with pytest.raises(FieldError, match="留言答复天数要填 1 到 60"):
        set_settings(desk, {"message_days": "0"})
    set_settings(desk, {"message_days": "10"})
    assert desk.book.values("messages", one)["due_on"] == date(2021, 10, 21), "those that are open follow at once"
    desk.book.undo()
    assert desk.book.values("messages", one)["due_on"] == date(2021, 10, 12)
    desk.book.redo()
    two = add(desk, "messages", content="路灯不亮", received_on="2021-10-08")
    assert desk.book.values("messages", two)["due_on"] == date(2021, 10, 21)
    assert status(desk, "messages", two) == "new"


def test_other_days_count_for_what_is_long_overdue_but_not_for_what_is_answered(desk: Desk) -> None:
    waits, done = (add(desk, "messages", content="路灯不亮", received_on="2021-08-02") for _ in range(2))
    do(desk, "messages", done, "answer", answer="已修", answered_on="2021-08-03")
    set_settings(desk, {"message_days": "60"})
    assert desk.book.values("messages", done)["due_on"] == date(2021, 8, 5)
    assert desk.book.values("messages", waits)["due_on"] == date(2021, 10, 29), "21 + 22 + 17 working days"
    assert status(desk, "messages", waits) == "new"


def test_a_promise_is_tracked_until_it_is_kept(desk: Desk) -> None:
    one = add(desk, "messages", content="路灯不亮", received_on="2021-10-08")
    with pytest.raises(FieldError, match="先写承诺了什么"):
        do(desk, "messages", one, "answer", answer="会修", promise_due_on="2021-10-20")
    do(desk, "messages", one, "answer", answer="会修", promise="换线路", promise_due_on="2021-10-14")
    assert status(desk, "messages", one) == "promise_late"
    assert "超过期限 2021-10-12" in desk.book.values("messages", one)["log"][0].text
    with pytest.raises(FieldError, match="“怎样兑现的”不能为空"):
        do(desk, "messages", one, "keep")
    do(desk, "messages", one, "keep", told="已换")
    assert status(desk, "messages", one) == "answered"
    do(desk, "messages", one, "reopen", reason="又不亮了")
    assert status(desk, "messages", one) == "overdue"
    do(desk, "messages", one, "answer", answer="再修")
    assert desk.book.values("messages", one)["promise"] == "换线路", "another answer does not lose the promise"
    assert status(desk, "messages", one) == "promise_late"
    do(desk, "messages", one, "reopen", reason="换了办法")
    do(desk, "messages", one, "answer", answer="再修", promise="", promise_due_on="")
    assert status(desk, "messages", one) == "answered", "unless it is taken back"


def test_a_promise_survives_a_ledger_that_comes_back(desk: Desk, tmp_path: Path) -> None:
    one = add(desk, "messages", content="路灯不亮", received_on="2021-10-13")
    answers = {"answer": "已报修", "promise": "月底前修好", "promise_due_on": "2021-10-31"}
    do(desk, "messages", one, "answer", **answers)
    do(desk, "messages", one, "keep", promise_kept_on="2021-10-15", told="修好了")
    before = dict(desk.book.values("messages", one))
    ledgers.export_ledger(desk, "messages", [one], tmp_path / "留言.xlsx")
    records.delete(desk, "messages", [one])
    register = desk.registers["messages"]
    (sheet, *_) = spreadsheets.sheets_of_records(read_spreadsheet(tmp_path / "留言.xlsx"))
    table = spreadsheets.find_table(sheet, register, "留言.xlsx")
    mapping = spreadsheets.propose(desk, register, table).mapping
    (two,) = spreadsheets.bring_in(desk, register, table, mapping).ids
    after = desk.book.values("messages", two)
    kept = ("promise", "promise_due_on", "promise_kept_on", "answered_on", "answer")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_a_message_is_passed_on_to_units(desk: Desk) -> None:
    one = add(desk, "messages", content="路灯不亮")
    do(desk, "messages", one, "pass_on", handling_units="区城管局")
    assert desk.book.values("messages", one)["handling_units"] == (desk.book.find("units", "区城管局"),)


# -- 审查 ------------------------------------------------------------------------------------------


def test_nothing_is_published_before_it_is_reviewed(desk: Desk) -> None:
    """先审后发."""
    one = add(desk, "reviews", title="名单公示", submitted_on="2021-10-11")
    with pytest.raises(ClerkError, match="还没有审查"):
        do(desk, "reviews", one, "publish")
    with pytest.raises(FieldError, match="“修改后公开”的，要写明审查意见"):
        do(desk, "reviews", one, "review", reviewer="何静", decision="修改后公开")
    do(desk, "reviews", one, "review", reviewer="何静", decision="修改后公开", opinion="隐去证件号")
    with pytest.raises(ClerkError, match="每件只审一次"):
        do(desk, "reviews", one, "review", reviewer="何静")
    with pytest.raises(FieldError, match="早于审查日期"):
        do(desk, "reviews", one, "publish", published_on="2021-10-14")
    do(desk, "reviews", one, "publish")
    do(desk, "reviews", one, "clean", cleaned="2")
    do(desk, "reviews", one, "clean", cleaned="1", told="手机号")
    values = desk.book.values("reviews", one)
    assert (values["cleaned"], status(desk, "reviews", one)) == (3, "published")
    assert [entry.text for entry in values["log"]][-1] == "清理排查，处理 1 处：手机号"


def test_what_holds_personal_data_is_looked_through_again(desk: Desk) -> None:
    """A local rule; the number of days is the office's."""
    plain = add(desk, "reviews", title="公告")
    names = add(desk, "reviews", title="名单公示", personal="是")
    for one in (plain, names):
        do(desk, "reviews", one, "review", reviewer="何静", reviewed_on="2021-04-01")
        assert desk.book.values("reviews", one)["clean_due_on"] is None, "nothing to clean before it is out"
        do(desk, "reviews", one, "publish", published_on="2021-04-15")
    assert desk.book.values("reviews", plain)["clean_due_on"] is None
    assert desk.book.values("reviews", names)["clean_due_on"] == date(2021, 10, 14)
    assert [status(desk, "reviews", one) for one in (plain, names)] == ["published", "to_clean"]
    with pytest.raises(FieldError, match="早于发布日期"):
        do(desk, "reviews", names, "clean", cleaned_on="2021-04-14")
    do(desk, "reviews", names, "clean", cleaned="3", cleaned_on="2021-10-08")
    assert status(desk, "reviews", names) == "published"
    assert desk.book.values("reviews", names)["clean_due_on"] == date(2022, 4, 8)
    set_settings(desk, {"clean_days": "5"})
    assert desk.book.values("reviews", names)["clean_due_on"] == date(2021, 10, 13)
    assert status(desk, "reviews", names) == "to_clean"
    do(desk, "reviews", names, "again", reason="名单换了")
    assert desk.book.values("reviews", names)["clean_due_on"] is None


def test_an_item_that_is_there_twice_is_pointed_out(desk: Desk) -> None:
    """先审后发, one review an item (条例第十七条)."""
    look = desk.registers["reviews"].looks[0]
    add(desk, "reviews", title="2021年部门预算")
    add(desk, "reviews", title="2021年部门决算")
    assert look(desk.book) == []
    add(desk, "reviews", title="2021年部门预算")
    (found,) = look(desk.book)
    assert found.short == "重复登记 1" and found.told.startswith("“2021年部门预算”2 件的标题相同，每件只审一次")


def test_what_went_out_unreviewed_shows_red(desk: Desk) -> None:
    one = add(desk, "reviews", title="公告", published_on="2021-10-12")
    assert status(desk, "reviews", one) == "unreviewed"


def test_what_is_refused_is_not_published(desk: Desk) -> None:
    one = add(desk, "reviews", title="通报")
    do(desk, "reviews", one, "review", reviewer="何静", decision="不予公开", opinion="涉及隐私")
    with pytest.raises(ClerkError, match="审查不予公开"):
        do(desk, "reviews", one, "publish")
    do(desk, "reviews", one, "again", reason="内容改过")
    assert status(desk, "reviews", one) == "waiting"


# -- 渠道 ------------------------------------------------------------------------------------------


def test_one_main_account_on_a_platform(desk: Desk) -> None:
    """国办秘函〔2019〕19号."""
    account = {"platform": "微信公众号", "main": "是", "handling_units": "区融媒体中心"}
    one = add(desk, "channels", name="望溪发布", **account)
    with pytest.raises(FieldError, match="区融媒体中心在微信公众号已有主账号“望溪发布”，一个平台只能有一个"):
        add(desk, "channels", name="望溪在线", **account)
    with pytest.raises(FieldError, match="要先填是哪个平台"):
        add(desk, "channels", name="望溪在线", main="是")
    assert add(desk, "channels", name="望溪微博", **{**account, "platform": "微博"})
    assert add(desk, "channels", name="望溪人社", **{**account, "handling_units": "区人社局"})
    second = add(desk, "channels", name="望溪在线", **{**account, "main": "否"})
    do(desk, "channels", one, "close", reason="整合")
    records.edit(desk, "channels", [second], {"main": True})
    with pytest.raises(FieldError, match="已有主账号“望溪在线”"):
        do(desk, "channels", one, "reopen", reason="再开")


def test_two_weeks_without_anything_new(desk: Desk) -> None:
    """国办秘函〔2019〕19号: sites and accounts."""
    one = add(desk, "channels", name="望溪发布", kind="政务新媒体", opened_on="2021-09-30")
    assert status(desk, "channels", one) == "stale", "nothing since it was opened"
    records.edit(desk, "channels", [one], {"updated_on": "2021-10-01"})
    assert status(desk, "channels", one) == "running"
    records.edit(desk, "channels", [one], {"updated_on": "2021-09-30"})
    assert status(desk, "channels", one) == "stale"
    do(desk, "channels", one, "update")
    assert status(desk, "channels", one) == "running"
    corner = add(
        desk, "channels", name="大厅专区", kind="政务公开专区", opened_on="2021-08-01", updated_on="2021-08-01"
    )
    assert status(desk, "channels", corner) == "running", "the two weeks are not for a corner in a hall"
    records.edit(desk, "channels", [corner], {"kind": "网站栏目"})
    assert status(desk, "channels", corner) == "stale"


def test_the_numbers_of_days_are_the_offices_own(desk: Desk) -> None:
    account = add(desk, "channels", name="望溪发布", kind="政务新媒体", updated_on="2021-10-04", opened_on="2021-05-01")
    assert status(desk, "channels", account) == "running"
    set_settings(desk, {"update_days": "10", "check_days": "100"})
    values = desk.book.values("channels", account)
    assert (values["update_due_on"], values["check_due_on"]) == (date(2021, 10, 14), date(2021, 8, 9))
    assert status(desk, "channels", account) == "stale"
    with pytest.raises(FieldError, match="渠道检查天数要填 1 到 366"):
        set_settings(desk, {"check_days": "367"})


def test_a_change_is_noted_with_its_day(desk: Desk) -> None:
    one = add(desk, "channels", name="望溪发布", keeper="乔木", opened_on="2021-01-01")
    with pytest.raises(FieldError, match="“变更内容”不能为空"):
        do(desk, "channels", one, "change", name="望溪政务")
    with pytest.raises(FieldError, match="早于开通日期"):
        do(desk, "channels", one, "change", told="改名", changed_on="2020-12-31")
    do(desk, "channels", one, "change", told="认证更新", changed_on="2021-10-11", name="望溪政务", keeper="柏松")
    values = desk.book.values("channels", one)
    assert (values["name"], values["keeper"]) == ("望溪政务", "柏松")
    assert values["log"][0].on == date(2021, 10, 11)
    assert values["log"][0].text == "变更：认证更新，名称由“望溪发布”改为“望溪政务”，管理员由乔木改为柏松"
    add(desk, "channels", name="望溪在线")
    with pytest.raises(FieldError):
        do(desk, "channels", one, "change", told="改名", name="望溪在线")
    do(desk, "channels", one, "close", reason="整合")
    with pytest.raises(ClerkError, match="已经关停"):
        do(desk, "channels", one, "change", told="改名")


def test_issues_of_the_gazette_that_lack_are_found(desk: Desk) -> None:
    """政府公报: as with 文号, each year begins with 1; how the number is written does not matter."""
    look = desk.registers["channels"].looks[0]
    for issue in ("2020年第1期", "2021年第1期", "2021年第４期（总第88期）", "2021-06", "创刊号"):
        add(desk, "channels", name=f"公报{issue}", kind="政府公报", issue=issue)
    (found,) = look(desk.book)
    assert found.short == "缺期 3" and found.told.startswith("政府公报 2021 年缺第 2至3、5 期：请登记")
    for issue in ("2021 年第 2 期", "2021年3期", "2021年第5期"):
        add(desk, "channels", name=f"公报{issue}", kind="政府公报", issue=issue)
    assert look(desk.book) == []


def test_checks_come_every_half_year(desk: Desk) -> None:
    unchecked = add(desk, "channels", name="老专区", kind="政务公开专区", opened_on="2021-04-16")
    assert status(desk, "channels", unchecked) == "to_check", "never checked since it was opened"
    one = add(desk, "channels", name="专区", kind="政务公开专区")
    do(desk, "channels", one, "check", checked_on="2021-04-16", dead_links="3", score="92")
    values = desk.book.values("channels", one)
    assert (values["check_due_on"], values["dead_links"], values["score"]) == (date(2021, 10, 15), 3, 92)
    assert status(desk, "channels", one) == "to_check"
    do(desk, "channels", one, "check")
    assert (status(desk, "channels", one), desk.book.values("channels", one)["score"]) == ("running", 92)


def test_a_channel_of_which_no_check_can_fall_due_is_pointed_out(desk: Desk) -> None:
    look = desk.registers["channels"].looks[1]
    for inputs in ({"opened_on": "2021-04-16"}, {}, {}):
        last = add(desk, "channels", name=f"渠道{desk.book.count('channels')}", kind="公开栏", **inputs)
    assert [item.short for item in look(desk.book)] == ["缺开通日期 2"]
    do(desk, "channels", last, "check")
    (found,) = look(desk.book)
    assert found.told.startswith("1 个渠道没有开通日期，也没有检查过")


def test_a_copy_is_no_second_main_account_and_has_days_of_its_own(desk: Desk) -> None:
    one = add(desk, "channels", name="宿州发布", kind="政务新媒体", platform="微博", main="是", opened_on="2021-10-01")
    do(desk, "channels", one, "update", updated_on="2021-10-08")
    copied = desk.book.values("channels", records.duplicate(desk, "channels", [one]).ids[0])
    assert (copied["main"], copied["main_of"], copied["check_due_on"]) == (False, None, date(2022, 4, 1))
    assert desk.book.values("channels", one)["main"] is True


def test_an_account_is_closed_before_it_is_deregistered(desk: Desk) -> None:
    one = add(desk, "channels", name="望溪微博")
    with pytest.raises(ClerkError, match="没有关停"):
        do(desk, "channels", one, "deregister")
    do(desk, "channels", one, "close", reason="不更新")
    do(desk, "channels", one, "deregister")
    assert status(desk, "channels", one) == "deregistered"


# -- 活动 ------------------------------------------------------------------------------------------


def test_what_has_not_been_yet_was_not_held(desk: Desk) -> None:
    with pytest.raises(FieldError, match="2021-10-16 还没有到，没办的活动把日期填在“计划日期”"):
        add(desk, "activities", title="培训", kind="业务培训", held_on="2021-10-16")
    one = add(desk, "activities", title="培训", kind="业务培训", planned_on="2021-10-16")
    with pytest.raises(FieldError, match="还没有到"):
        do(desk, "activities", one, "hold", held_on="2021-10-16")
    do(desk, "activities", one, "hold", held_on="2021-10-15")
    assert status(desk, "activities", one) == "held"


def test_what_a_year_still_lacks(desk: Desk) -> None:
    """条例 art. 48 (training); a briefing to leaders once a year (local assessments)."""

    def lacking() -> list[str]:
        return [item.short for look in desk.registers["activities"].looks for item in look(desk.book)]

    assert lacking() == [], "an office that keeps no activities here is not reminded"
    add(desk, "activities", title="去年的培训", kind="业务培训", held_on="2020-12-31")
    assert lacking() == ["今年没有向领导汇报", "今年没有业务培训"], "due from the first day of the year"
    one = add(desk, "activities", title="例会", kind="工作会议", planned_on="2021-10-14")
    assert status(desk, "activities", one) == "late"
    do(desk, "activities", one, "hold", people="12")
    assert lacking() == ["今年没有向领导汇报", "今年没有业务培训"]
    add(desk, "activities", title="汇报", kind="向领导汇报", held_on="2021-01-01")
    assert lacking() == ["今年没有业务培训"]
    do(desk, "activities", one, "not_held")
    assert status(desk, "activities", one) == "late"
