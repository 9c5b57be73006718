"""Deadline slots: one wording, one meaning. The document is a 2021 plan issued on 22 June 2021."""

from datetime import date

import pytest

from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import Deadline, DocumentDates, read_slot

DATES = DocumentDates(title_year=2021, issued_on=date(2021, 6, 22), published_on=date(2021, 7, 5))


def slot(text: str, dates: DocumentDates = DATES) -> Deadline:
    return read_slot(text, dates, WorkCalendar())


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2021-09-30", "2021-09-30"),
        ("2021.9.30", "2021-09-30"),
        ("2021/9/30", "2021-09-30"),
        ("2021-09-30 00:00:00", "2021-09-30"),
        ("20210930", "2021-09-30"),
        ("9月30日", "2021-09-30"),
        ("9.30", "2021-09-30"),
        ("2021年9月", "2021-09-30"),
        ("12月", "2021-12-31"),
        ("2021年12月底", "2021-12-31"),
        ("2021年 9月底前", "2021-09-30"),
        ("２０２１年９月底前", "2021-09-30"),
        ("2021 年 9 月 30 日 前", "2021-09-30"),
        ("2021年12月底前。", "2021-12-31"),
        ("于2023年2月10日前", "2023-02-10"),
        ("2024年2月底前", "2024-02-29"),
        ("10月17日下午下班前", "2021-10-17"),
        ("12月31日17:00前", "2021-12-31"),
        ("12月5日（星期日）下午5点前", "2021-12-05"),
        ("年底前", "2021-12-31"),
        ("2022年年底前", "2022-12-31"),
        ("2022年底", "2022-12-31"),
        ("年内", "2021-12-31"),
        ("年度内", "2021-12-31"),
        ("今年内", "2021-12-31"),
        ("次年3月底前", "2022-03-31"),
        ("二○二一年十月五日前", "2021-10-05"),
        ("二〇二一年年底前", "2021-12-31"),
        ("十二月底前", "2021-12-31"),
        ("十一月二十日前", "2021-11-20"),
        ("三季度末", "2021-09-30"),
        ("上半年", "2021-06-30"),
        ("下半年", "2021-12-31"),
        ("第二季度末", "2021-06-30"),
        ("2022年一季度", "2022-03-31"),
        ("9月份", "2021-09-30"),
        ("9月上旬", "2021-09-10"),
        ("9月中旬", "2021-09-20"),
        ("9月下旬", "2021-09-30"),
        ("本周五", "2021-06-25"),
        ("下周五下班前", "2021-07-02"),
        ("本月底前", "2021-06-30"),
        ("下月15日前", "2021-07-15"),
        ("6个月内", "2021-12-22"),
        ("六个月内", "2021-12-22"),
        ("半年内", "2021-12-22"),
        ("2年内", "2023-06-22"),
        ("10个工作日内", "2021-07-06"),
        ("印发后30日内", "2021-07-22"),
        ("自印发之日起一个月内", "2021-07-22"),
        ("当日", "2021-06-22"),
        ("次日", "2021-06-23"),
        ("立行立改", "2021-06-22"),
        ("即知即改", "2021-06-22"),
        ("到2025年", "2025-12-31"),
        ("2021年", "2021-12-31"),
        ("本年度", "2021-12-31"),
        ("年中", "2021-06-30"),
        ("22年3月底", "2022-03-31"),
        ("9月30前", "2021-09-30"),
        ("3个月", "2021-09-22"),
        ("15个工作日", "2021-07-13"),
        ("自印发之日起30日", "2021-07-22"),
        ("2021.07.01-2021.12.31", "2021-12-31"),
        ("即日起至年底", "2021-12-31"),
        ("2021年6月启动，12月底前完成", "2021-12-31"),
    ],
)
def test_gives_the_date(text: str, due: str) -> None:
    found = slot(text)
    assert found.due_on == date.fromisoformat(due)
    assert not found.ongoing
    assert found.recurrence is None


@pytest.mark.parametrize(
    "text",
    [
        "持续推进",
        "持续推进)",
        "持续",
        "长期",
        "长期坚持",
        "常态化",
        "常态化推进",
        "全年",
        "2021年全年",
        "贯穿全年",
        "全年持续推进",
    ],
)
def test_ongoing_has_no_date(text: str) -> None:
    found = slot(text)
    assert found.ongoing
    assert found.due_on is None
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每月28日前", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月十五日前", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("每月10日、20日前", "FREQ=MONTHLY;BYMONTHDAY=10,20"),
        ("每季度", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("每季度首月20日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=20"),
        ("每个季度第1个月的20日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=20"),
        ("每季度末月25日前", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("每季度结束后10日内", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("每半年", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每半年一次", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每年12月底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("每年6月、12月底前", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每年1月10日前", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10"),
        ("每周五下班前", "FREQ=WEEKLY;BYDAY=FR"),
        ("每日", "FREQ=DAILY"),
        ("每周二、周四", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("一季度一次", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("按季度报送", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ],
)
def test_recurring_has_a_rule_and_no_date(text: str, rule: str) -> None:
    found = slot(text)
    assert found.recurrence == rule
    assert found.due_on is None
    assert not found.ongoing


@pytest.mark.parametrize(
    "text", ["从2022年3月起每月25日前", "从2022年3月起, 每月25日前", "自二〇二二年三月起，每月25日前"]
)
def test_a_series_begins_where_it_says(text: str) -> None:
    found = slot(text)
    assert found.recurrence == "FREQ=MONTHLY;BYMONTHDAY=25"
    assert found.starts_on == date(2022, 3, 1)


@pytest.mark.parametrize("text", ["按要求", "按时", "按要求完成", "已完成", "/", "—", "无", "按规定时间"])
def test_words_without_a_limit_mean_nothing(text: str) -> None:
    found = slot(text)
    assert not found.says_when
    assert found.warnings == ()
    assert found.text == text


@pytest.mark.parametrize("text", ["", "  ", "\n", "。"])
def test_an_empty_slot_is_no_deadline(text: str) -> None:
    found = slot(text)
    assert found.text == ""
    assert found.span is None


@pytest.mark.parametrize(
    "text",
    [
        "2月30日前",
        "2021年2月29日前",
        "4月31日",
        "13月底前",
        "2021-13-01",
        "2022年底11月前",
        "2011年底前",
        "202412月底前",
        "75日前",
        "每月32日前",
        "每年2月30日前",
        "尽快",
        "2022年初",
        "2022年春节前",
    ],
)
def test_what_cannot_be_read_gets_a_warning_and_no_date(text: str) -> None:
    found = slot(text)
    assert not found.says_when
    assert found.warnings
    assert any(text.strip("前") in w for w in found.warnings)


def test_a_span_has_both_ends() -> None:
    found = slot("2021年6月10日至年底")
    assert (found.starts_on, found.due_on) == (date(2021, 6, 10), date(2021, 12, 31))
    assert (slot("2021年9-12月").starts_on, slot("2021年9-12月").due_on) == (date(2021, 9, 1), date(2021, 12, 31))


def test_a_rule_per_event_has_no_date() -> None:
    found = slot("收到申请之日起20个工作日内")
    assert found.due_on is None
    assert found.relative == "AMOUNT=20;UNIT=WORKDAY;EVENT=收到申请之日"


def test_the_last_of_several_dates_is_the_deadline() -> None:
    found = slot("2021年6月底前完成初稿，12月底前完成")
    assert found.due_on == date(2021, 12, 31)
    assert [m.due_on for m in found.milestones] == [date(2021, 6, 30), date(2021, 12, 31)]
    assert [m.text for m in found.milestones] == ["2021年6月底前完成初稿", "12月底前完成"]
    assert any("已列为节点" in w for w in found.warnings)


@pytest.mark.parametrize(
    "former", ["（原定9月30日前）", "（原定2020年9月底前）", "(原定持续推进)", "（原为每季度末）", "（原时限：6月底）"]
)
def test_a_limit_that_was_put_off_counts_no_more(former: str) -> None:
    """As the program's own ledgers write it."""
    told = slot(f"2021年12月31日前{former}")
    assert told.due_on == date(2021, 12, 31)
    assert told.text == f"2021年12月31日前{former}"
    assert not told.milestones and not told.warnings and not told.ongoing and told.recurrence is None


def test_month_without_end_asks() -> None:
    found = slot("2024年8月前")
    assert found.due_on == date(2024, 8, 31)
    assert any("2024年7月31日" in w for w in found.warnings)


def test_the_year_comes_from_the_title_then_the_issue_then_the_publication() -> None:
    issued, published = date(2020, 6, 1), date(2019, 6, 1)
    for dates, year, source in (
        (DocumentDates(2021, issued, published), 2021, "标题"),
        (DocumentDates(None, issued, published), 2020, "成文日期"),
        (DocumentDates(None, None, published), 2019, "发布日期"),
    ):
        found = slot("9月底前", dates)
        assert found.due_on == date(year, 9, 30)
        assert f"“9月底前”的年份按{source}推定为{year}年" in found.warnings
    unknown = slot("9月底前", DocumentDates())
    assert unknown.due_on is None
    assert "请补上年份" in unknown.warnings[0]


def test_a_plan_issued_in_december_means_the_spring_to_come() -> None:
    found = slot("2月底前", DocumentDates(None, date(2021, 12, 20)))
    assert found.due_on == date(2022, 2, 28)
    assert "2022年" in found.warnings[0]


def test_too_early_and_too_far_are_doubtful() -> None:
    assert any("早于成文日期" in w for w in slot("2021年3月底前").warnings)
    assert any("五年以后" in w for w in slot("2030年底前").warnings)


def test_counting_from_the_publication_says_so() -> None:
    found = slot("印发后30日内", DocumentDates(published_on=date(2024, 5, 21)))
    assert found.due_on == date(2024, 6, 20)
    assert "起算日按发布日期推定为2024年5月21日" in found.warnings
    assert slot("印发后30日内", DocumentDates(2024)).due_on is None


def test_counting_through_an_unpublished_year_says_so() -> None:
    found = slot("印发后10个工作日内", DocumentDates(issued_on=date(2090, 3, 1)))
    assert found.due_on is not None
    assert any("2090年放假安排尚未公布" in w for w in found.warnings)


def test_ongoing_beside_a_recurrence_keeps_both() -> None:
    found = slot("持续推进，每半年评估一次")
    assert found.ongoing
    assert found.recurrence == "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"


def test_an_unnamed_second_limit_is_not_counted_from_the_document() -> None:
    found = slot("信息形成之日起20个工作日内；政策文件3个工作日内")
    assert found.due_on is None
    assert found.relative == "AMOUNT=20;UNIT=WORKDAY;EVENT=信息形成之日"


def test_a_start_alone_is_no_limit() -> None:
    found = slot("2021年9月起")
    assert (found.due_on, found.starts_on) == (None, date(2021, 9, 1))
    assert "没有完成时限" in found.warnings[0]
    ongoing = slot("自2021年3月起持续推进")
    assert (ongoing.ongoing, ongoing.starts_on, ongoing.warnings) == (True, date(2021, 3, 1), ())


def test_the_end_of_time_raises_nothing() -> None:
    late = DocumentDates(None, date(9999, 12, 31))
    for text in ("印发后3650日内", "印发后100个月内", "印发后5个工作日内", "下周五", "次日", "下月底", "次年3月底前"):
        assert slot(text, late).due_on is None
        assert slot(text, late).warnings


def test_places_move_with_the_text_around() -> None:
    found = slot("6月底前完成初稿，12月底前完成")
    moved = found.shifted(7)
    assert found.span == (0, 16)
    assert moved.span == (7, 23)
    assert [m.span for m in moved.milestones] == [(7, 15), (16, 23)]
