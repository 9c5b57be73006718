from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import FieldError
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import DocumentDates, read_slot
from models.workdays.recurrence import daily, describe_recurrence, monthly, next_occurrence, weekly
from models.workdays.relative import RelativeRule, describe_relative, due_after, parse_relative

days = st.dates(date(2001, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("rule", "after", "expected"),
    [
        (monthly(28), "2024-02-28", "2024-03-28"),
        (monthly(28), "2024-02-27", "2024-02-28"),
        (monthly(-1), "2024-02-01", "2024-02-29"),
        (monthly(31), "2024-04-01", "2024-04-30"),
        (monthly(30), "2023-02-01", "2023-02-28"),
        (monthly(10, 20), "2024-05-10", "2024-05-20"),
        (monthly(20, months=(1, 4, 7, 10)), "2024-04-20", "2024-07-20"),
        (monthly(-1, months=(6, 12)), "2024-06-30", "2024-12-31"),
        (monthly(-1, months=(2,)), "2024-03-01", "2025-02-28"),
        (weekly(4), "2024-05-17", "2024-05-24"),
        (daily(), "2024-12-31", "2025-01-01"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5", "2024-06-01", "2024-06-07"),
    ],
)
def test_next_occurrence(rule: str, after: str, expected: str) -> None:
    assert next_occurrence(rule, date.fromisoformat(after)) == date.fromisoformat(expected)


def test_a_series_does_not_occur_before_it_begins() -> None:
    assert next_occurrence(monthly(25), date(2021, 1, 1), date(2022, 3, 1)) == date(2022, 3, 25)


def test_intervals_count_from_the_first_day() -> None:
    rule = monthly(-1, interval=3)
    assert next_occurrence(rule, date(2022, 3, 31), date(2022, 3, 1)) == date(2022, 6, 30)
    assert next_occurrence(weekly(4, interval=2), date(2022, 3, 4), date(2022, 3, 1)) == date(2022, 3, 18)


def test_a_series_that_has_ended_has_no_next() -> None:
    assert next_occurrence("FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20240301", date(2024, 3, 1)) is None
    assert next_occurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2024, 3, 1)) is None
    assert next_occurrence(monthly(-1), date(9999, 12, 31)) is None


@given(day=st.integers(1, 31), after=days)
def test_every_month_has_its_day_clipped(day: int, after: date) -> None:
    found = next_occurrence(monthly(day), after)
    probe = after + timedelta(days=1)
    while not (probe.day == day or ((probe + timedelta(days=1)).day == 1 and probe.day < day)):
        probe += timedelta(days=1)
    assert found == probe


@given(months=st.sets(st.integers(1, 12), min_size=1), day=st.integers(1, 28), after=days)
def test_chosen_months(months: set[int], day: int, after: date) -> None:
    found = next_occurrence(monthly(day, months=tuple(months)), after)
    probe = after + timedelta(days=1)
    while not (probe.day == day and probe.month in months):
        probe += timedelta(days=1)
    assert found == probe


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "每月",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;BYMONTHDAY=x",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;FOO=1",
        "FREQ=MONTHLY;BYMONTHDAY=99",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;INTERVAL=99999",
    ],
)
def test_a_bad_rule_is_an_error_a_clerk_can_mend(rule: str) -> None:
    with pytest.raises(FieldError, match="循环规则"):
        next_occurrence(rule, date(2024, 1, 1))


@given(rule=st.text(st.sampled_from("FREQ=MONTHLYDAILYWEEKLY;BYDAYINTERVALCOUNTUNTIL,0123456789-TZ "), max_size=40))
def test_any_rule_is_followed_or_refused(rule: str) -> None:
    for prefix in ("", "FREQ=MONTHLY;", "FREQ=DAILY;"):
        try:
            next_occurrence(prefix + rule, date(2024, 1, 1))
        except FieldError:
            continue
    try:
        describe_recurrence("FREQ=MONTHLY;" + rule)
    except FieldError:
        return


@pytest.mark.parametrize(
    "phrase",
    [
        "每月28日前",
        "每月底前",
        "每季度",
        "每半年",
        "每年底前",
        "每季度首月20日前",
        "每季度末月25日前",
        "每周五前",
        "每日",
        "每个工作日",
        "每年3月15日前",
        "每月10日、20日前",
        "每月30日前",
        "每年6月、9月底前",
    ],
)
def test_the_words_for_display_read_back_as_the_same_rule(phrase: str) -> None:
    rule = read_slot(phrase, DocumentDates(), WorkCalendar()).recurrence
    assert rule is not None
    assert describe_recurrence(rule) == phrase


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "每3个月底前"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=-1", "每2年"),
        ("FREQ=WEEKLY", "每周"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "每两周（周五前）"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5", "每月第5个工作日前"),
    ],
)
def test_describes_other_rules(rule: str, words: str) -> None:
    assert describe_recurrence(rule) == words


def test_rules_per_event_are_kept_as_text_and_counted() -> None:
    rule = RelativeRule("收到留言咨询之日", 3, "WORKDAY")
    assert parse_relative(str(rule)) == rule
    assert due_after(rule, date(2024, 9, 29), WorkCalendar()) == date(2024, 10, 9)
    assert describe_relative(str(rule)) == "收到留言咨询之日起3个工作日内"
    assert describe_relative("AMOUNT=5;UNIT=HOUR;EVENT=突发事件发生") == "突发事件发生后5小时内"
    assert due_after(RelativeRule("", 1, "MONTH"), date(2024, 1, 31), WorkCalendar()) == date(2024, 2, 29)
    assert due_after(RelativeRule("", 2, "WEEK"), date(2024, 1, 31), WorkCalendar()) == date(2024, 2, 14)
    assert due_after(RelativeRule("", 24, "HOUR"), date(2024, 1, 31), WorkCalendar()) == date(2024, 2, 1)
    with pytest.raises(FieldError, match="相对时限"):
        parse_relative("3天内")
