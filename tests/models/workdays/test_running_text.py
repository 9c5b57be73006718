"""Running text: what binds a task and what only names a date; slot and text together."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import NO_DEADLINE, Deadline, DocumentDates, combine, find_in_text, read_slot

DATES = DocumentDates(title_year=2021, issued_on=date(2021, 6, 22), published_on=date(2021, 7, 5))
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


def find(text: str, dates: DocumentDates = DATES) -> Deadline:
    return find_in_text(text, dates, WorkCalendar())


@pytest.mark.parametrize(
    ("text", "wording", "due"),
    [
        ("主要领导年内至少听取一次汇报，部署相关工作。", "年内", "2021-12-31"),
        ("清理栏目，2021年 9月底前，要对各项制度开展一次修订。", "2021年 9月底前", "2021-09-30"),
        ("对2019年年报进行排查，12月底前完成。", "12月底前", "2021-12-31"),
        ("县级目录修订工作年底前完成；乡镇开展试点。", "年底前", "2021-12-31"),
        ("在本方案印发后30日内，梳理形成台账。", "印发后30日内", "2021-07-22"),
        ("自本通知印发之日起10个工作日内报送方案。", "印发之日起10个工作日内", "2021-07-06"),
        ("接到通知后3个工作日内报送联络员名单。", "接到通知后3个工作日内", "2021-06-25"),
        ("请于10月15日前报送总结。", "10月15日前", "2021-10-15"),
        ("将于2021年9月底前上线新版网站。", "2021年9月底前", "2021-09-30"),
        ("2021年10月底，完成网站改版。", "2021年10月底", "2021-10-31"),
        ("10月下旬组织政府开放日活动。", "10月下旬", "2021-10-31"),
        ("9月份开展自查。", "9月份", "2021-09-30"),
        ("三季度末完成清理。", "三季度末", "2021-09-30"),
        ("下半年完成清理。", "下半年", "2021-12-31"),
        ("不迟于9月30日报送。", "9月30日", "2021-09-30"),
        ("下周五下班前报送名单。", "下周五下班前", "2021-07-02"),
        ("到2025年，基本建成统一平台。", "到2025年", "2025-12-31"),
        ("2021年全面推广告知承诺制。", "2021年", "2021-12-31"),
        ("力争5年内建成。", "5年内", "2026-06-22"),
        ("2021年7月至9月，开展专项整治。", "2021年7月至9月", "2021-09-30"),
        ("截至6月已建成12个，12月底前再建成8个。", "12月底前", "2021-12-31"),
        ("从7月1日起至10月31日，开展整治。", "7月1日起至10月31日", "2021-10-31"),
        ("即日起至12月31日，开展自查。", "12月31日", "2021-12-31"),
        ("12月31日（含）前报送。", "12月31日（含）前", "2021-12-31"),
        ("2020年底前未完成的任务，2021年9月底前完成。", "2021年9月底前", "2021-09-30"),
    ],
)
def test_finds_what_binds(text: str, wording: str, due: str) -> None:
    found = find(text)
    assert (found.text, found.due_on) == (wording, date.fromisoformat(due))
    assert found.span is not None
    assert text[found.span[0] : found.span[1]] == wording


@pytest.mark.parametrize(
    "text",
    [
        "围绕2020年政府重点工作任务，加大公开力度。",
        "对2019年年报数据质量进行排查。",
        "按照国办公开办函〔2019〕61号要求，统一规范栏目。",
        "落实《2021年底前完成目录修订工作方案》。",
        "新办法自2021年10月1日起施行。",
        "截至2021年12月底，全市公开信息300条。",
        "2020年以来，累计公开信息300条。",
        "结合2019年底前形成的文件开展清理。",
        "统计2021年1月1日至12月31日期间的数据。",
        "于2021年5月10日印发实施。",
        "持续推进三大攻坚战信息公开，长期坚持，常态化开展。",
        "超期未完成或进度滞后的要立即着手整改。",
        "将落实情况纳入年底考核。",
        "总结上半年工作情况。",
        "加强年度内部控制。",
        "近3年内的数据应当公开。",
        "征求意见期限不少于30日。",
        "拨打12345热线，实现100%网上可办。",
        "在5月份政务公开主题月期间宣传。",
        "按年度重点任务安排公开。",
        "充分听取每年的报告意见。",
        "根据要求做好工作。",
        "落实2020年至2022年三年行动方案。",
        "截至2020年，共有专区12个。",
        "对年内新增事项编制指南。",
        "2021年8月开展了检查。",
        "国务院2019年4月15日公布的条例。",
        "9月1日起执行新标准。",
        "栏目6个月内应有更新。",
        "概况信息栏目应在6个月内更新。",
        "新任信息员到岗1个月内完成岗前培训。",
        "上半年印发的文件要做好解读。",
        "",
    ],
)
def test_leaves_alone_what_does_not_bind(text: str) -> None:
    found = find(text)
    assert not found.says_when
    assert found.text == ""


@pytest.mark.parametrize(
    ("text", "wording", "event", "amount", "unit"),
    [
        (
            "确保在收到留言咨询之日起3个工作日内完成回复。",
            "收到留言咨询之日起3个工作日内",
            "收到留言咨询之日",
            3,
            "WORKDAY",
        ),
        (
            "信息形成或者变更之日起20个工作日内公开。",
            "信息形成或者变更之日起20个工作日内",
            "信息形成或者变更之日",
            20,
            "WORKDAY",
        ),
        ("政策文件印发后三日内发布解读材料。", "政策文件印发后三日内", "政策文件印发", 3, "DAY"),
        ("应在收到督办单之日起5个工作日内整改。", "收到督办单之日起5个工作日内", "收到督办单之日", 5, "WORKDAY"),
        ("突发事件发生后5小时内发布信息。", "突发事件发生后5小时内", "突发事件发生", 5, "HOUR"),
        ("做到5个工作日内办结。", "5个工作日内", "", 5, "WORKDAY"),
    ],
)
def test_keeps_rules_per_event_without_a_date(text: str, wording: str, event: str, amount: int, unit: str) -> None:
    found = find(text)
    assert found.text == wording
    assert found.due_on is None
    assert not found.ongoing
    assert found.relative == f"AMOUNT={amount};UNIT={unit};EVENT={event}"


@pytest.mark.parametrize(
    ("text", "wording", "rule"),
    [
        ("每半年开展一次评估。", "每半年", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("各牵头单位于每月28日前将进展报市政府。", "每月28日前", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("在每季度首月20日前将上季度情况报送。", "每季度首月20日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=20"),
        ("每年1月31日前公布上一年度报告。", "每年1月31日前", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"),
        ("半年一通报。", "半年一通报", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每年6月底和12月底前各报送一次。", "每年6月底和12月底前", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("按月报送工作信息。", "按月", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ],
)
def test_finds_recurrences(text: str, wording: str, rule: str) -> None:
    found = find(text)
    assert (found.text, found.recurrence, found.due_on) == (wording, rule, None)


def test_several_dates_become_milestones_and_the_last_is_due() -> None:
    found = find("7月20日前，各单位自查；8月底前，市里抽查；2021年12月底前，全面完成。")
    assert found.due_on == date(2021, 12, 31)
    assert [m.due_on for m in found.milestones] == [date(2021, 7, 20), date(2021, 8, 31), date(2021, 12, 31)]
    assert sum("已列为节点" in w for w in found.warnings) == 2


def test_milestones_say_what_is_to_be_done() -> None:
    text = "省级修订工作年底前完成；市县试点10月底前启动。"
    found = find(text)
    assert [m.text for m in found.milestones] == ["省级修订工作年底前完成", "市县试点10月底前启动"]
    assert all(text[m.span[0] : m.span[1]] == m.text for m in found.milestones)


def test_the_year_of_an_earlier_limit_carries_over() -> None:
    found = find("2022年6月底前完成一期，12月底前完成二期。")
    assert found.due_on == date(2022, 12, 31)
    assert "“12月底前”的年份按前文推定为2022年" in found.warnings


def test_a_year_that_is_no_limit_does_not_carry_over() -> None:
    assert find("参照2019年报告格式，12月底前完成。").due_on == date(2021, 12, 31)


@pytest.mark.parametrize(
    "text", ["2月30日前报送总结。", "于75日前报送总结。", "2022年底11月前完成。", "2011年底前建成。"]
)
def test_faulty_originals_get_a_warning_and_no_date(text: str) -> None:
    found = find(text)
    assert found.due_on is None
    assert len(found.warnings) == 1


def test_the_slot_wins_and_the_text_gives_milestones() -> None:
    dates = DocumentDates(2024, date(2024, 5, 21))
    calendar = WorkCalendar()
    slot = read_slot("2024年12月底前", dates, calendar)
    text = find_in_text("县级修订工作年底前完成；乡镇开展试点。", dates, calendar)
    found = combine(slot, text)
    assert (found.text, found.due_on) == ("2024年12月底前", date(2024, 12, 31))
    assert [(m.text, m.due_on) for m in found.milestones] == [("年底前", date(2024, 12, 31))]

    slot = read_slot("2024年6月底前", dates, calendar)
    found = combine(slot, find_in_text("在本任务分工方案印发后30日内，形成台账。", dates, calendar))
    assert found.due_on == date(2024, 6, 30)
    assert [(m.text, m.due_on) for m in found.milestones] == [("印发后30日内", date(2024, 6, 20))]


def test_an_ongoing_slot_stays_ongoing_beside_a_recurrence() -> None:
    slot = read_slot("持续推进", DATES, WorkCalendar())
    found = combine(slot, find("每半年开展一次评估。"))
    assert found.ongoing
    assert found.due_on is None
    assert found.recurrence == "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"


def test_a_later_date_in_the_text_is_doubtful() -> None:
    found = combine(read_slot("2021年9月底前", DATES, WorkCalendar()), find("年底前完成改版。"))
    assert found.due_on == date(2021, 9, 30)
    assert any("晚于完成时限" in w for w in found.warnings)


def test_without_a_slot_or_with_an_empty_one_the_text_stands() -> None:
    text = find("年底前完成改版。")
    assert combine(None, text) == text
    assert combine(NO_DEADLINE, text) == text
    assert combine(read_slot("按要求", DATES, WorkCalendar()), text) == text
    kept = combine(read_slot("按要求", DATES, WorkCalendar()), NO_DEADLINE)
    assert kept.text == "按要求"


def test_a_faulty_slot_is_not_mended_from_the_text() -> None:
    found = combine(read_slot("2月30日前", DATES, WorkCalendar()), find("年底前完成改版。"))
    assert found.due_on is None
    assert found.warnings[0].startswith("“2月30日前”")


@pytest.mark.parametrize("name", ["000_2f6965311e0af134", "001_febf679c157ee80c"])
def test_agrees_with_the_sample_notices(name: str) -> None:
    truth_file = SAMPLES / "truth" / f"{name}.json"
    if not truth_file.exists():
        pytest.skip("the sample notices are not on this machine")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    text = (SAMPLES / truth["source"]).read_text(encoding="utf-8")
    year = re.search(r"(20\d\d)年", truth["title"])
    dates = DocumentDates(
        int(year[1]) if year else None,
        date.fromisoformat(truth["issued_date"]) if truth["issued_date"] else None,
        date.fromisoformat(truth["published_date"]) if truth["published_date"] else None,
    )
    for task in truth["tasks"]:
        body = re.search(
            rf"^{task['number']}\s*[.．].*?(?=^\s*(?:\d+[.．]|[(（][一二三四五六七八九十]|[一二三四五]、)|\Z)",
            text,
            re.M | re.S,
        )
        assert body, task["number"]
        found = find_in_text(body[0], dates, WorkCalendar())
        due = found.due_on.isoformat() if found.due_on else None
        assert (due, found.ongoing) == (task["deadline_date"], task["ongoing"]), task["number"]


def test_agrees_with_the_slots_of_the_garbled_sample() -> None:
    truth_file = SAMPLES / "truth" / "002_e51a37d3a59f4f4a.json"
    if not truth_file.exists():
        pytest.skip("the sample notices are not on this machine")
    dates = DocumentDates(2024, date(2024, 5, 21), date(2024, 5, 24))
    for task in json.loads(truth_file.read_text(encoding="utf-8"))["tasks"]:
        wording = task.get("deadline_text_repaired") or task["deadline_text"]
        found = read_slot(wording, dates, WorkCalendar())
        due = found.due_on.isoformat() if found.due_on else None
        assert (due, found.ongoing, found.text) == (task["deadline_date"], task["ongoing"], wording)


def test_another_document_named_in_the_text_has_its_own_day() -> None:
    found = find("《全区办理规则》印发后3日内完成修订。")
    assert found.due_on is None
    assert found.relative == "AMOUNT=3;UNIT=DAY;EVENT=《全区办理规则》印发"
    assert "《全区办理规则》" in found.warnings[0]
    slot = read_slot("《年度清单》下发之日起5个工作日内", DATES, WorkCalendar())
    assert slot.due_on is None and slot.warnings
    own = DocumentDates(issued_on=date(2021, 6, 22), own_titles=("关于印发《某区工作方案》的通知",))
    assert find("《某区工作方案》印发后10日内报送。", own).due_on == date(2021, 7, 2)
    assert find("《本方案》印发后10日内报送。").due_on == date(2021, 7, 2)


def test_months_side_by_side_share_what_follows_the_last() -> None:
    found = find("5月、10月各举办一次开放日活动。")
    assert [step.due_on for step in found.milestones] == [date(2021, 5, 31), date(2021, 10, 31)]
    assert found.due_on == date(2021, 10, 31)
    assert any("推定" in warning for warning in found.warnings)
