import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.workdays.calendar import WorkCalendar
from tests.spending import calls

SAMPLE_CASES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "workday_cases.json"

# Counted from the next day, the n-th working day included; each was checked against the yearly notices.
CASES = [
    ("2024-09-29", 7, "2024-10-14"),
    ("2024-09-29", 20, "2024-10-31"),
    ("2024-09-29", 40, "2024-11-28"),
    ("2025-01-20", 20, "2025-02-21"),
    ("2025-09-26", 20, "2025-10-30"),
    ("2026-02-09", 7, "2026-02-25"),
    ("2026-02-09", 20, "2026-03-13"),
    ("2023-12-25", 20, "2024-01-23"),
]

days = st.dates(date(2001, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(("start", "count", "due"), CASES)
def test_counts_the_values_of_the_statutes(start: str, count: int, due: str) -> None:
    found = WorkCalendar().add_workdays(date.fromisoformat(start), count)
    assert found == date.fromisoformat(due)


def test_counts_the_sample_cases() -> None:
    if not SAMPLE_CASES.exists():
        pytest.skip("the sample cases are not on this machine")
    calendar = WorkCalendar()
    for case in json.loads(SAMPLE_CASES.read_text(encoding="utf-8")):
        found = calendar.add_workdays(date.fromisoformat(case["start"]), case["n"])
        assert found == date.fromisoformat(case["due"]), case


def test_knows_holidays_and_make_up_days() -> None:
    calendar = WorkCalendar()
    assert not calendar.is_workday(date(2024, 10, 1))
    assert not calendar.is_workday(date(2024, 10, 7))
    assert calendar.is_workday(date(2024, 10, 12))  # a Saturday worked for 国庆
    assert calendar.is_workday(date(2024, 10, 8))
    assert not calendar.is_workday(date(2024, 10, 19))


def test_a_make_up_day_in_the_december_before_counts() -> None:
    assert WorkCalendar().is_workday(date(2011, 12, 31))  # worked for 3 January 2012


def test_overrides_go_before_the_data() -> None:
    calendar = WorkCalendar({date(2024, 10, 1): True, date(2024, 10, 8): False})
    assert calendar.is_workday(date(2024, 10, 1))
    assert not calendar.is_workday(date(2024, 10, 8))
    assert not calendar.is_workday(date(2024, 10, 2))


def test_later_changes_to_the_mapping_do_not_reach_in() -> None:
    overrides = {date(2024, 10, 1): True}
    calendar = WorkCalendar(overrides)
    overrides[date(2024, 10, 1)] = False
    assert calendar.is_workday(date(2024, 10, 1))


def test_unpublished_years_are_estimates_with_weekends_and_statutory_days() -> None:
    calendar = WorkCalendar()
    assert not calendar.is_estimate(2024)
    assert calendar.is_estimate(2090)
    assert not calendar.is_workday(date(2090, 1, 1)) or date(2090, 1, 1).weekday() >= 5
    assert not calendar.is_workday(date(2091, 10, 1))
    saturdays = [d for n in range(365) if (d := date(2090, 1, 1) + timedelta(n)).weekday() == 5]
    assert not any(calendar.is_workday(d) for d in saturdays)


@pytest.mark.parametrize("year", [1, 1900, 2101, 9999])
def test_years_without_any_data_have_plain_weeks(year: int) -> None:
    calendar = WorkCalendar()
    week = [date(year, 12, 1) + timedelta(n) for n in range(7)]
    assert [calendar.is_workday(d) for d in week] == [d.weekday() < 5 for d in week]
    assert calendar.is_estimate(year)


@given(start=days, count=st.integers(0, 120))
def test_adding_agrees_with_a_day_by_day_count(start: date, count: int) -> None:
    calendar = WorkCalendar()
    due = calendar.add_workdays(start, count)
    between = [start + timedelta(n) for n in range(1, (due - start).days + 1)]
    assert sum(1 for d in between if calendar.is_workday(d)) == count
    assert due == start if count == 0 else calendar.is_workday(due)
    assert calendar.count_workdays(start, due) == count


@given(start=days, end=days)
def test_counting_agrees_with_a_day_by_day_count(start: date, end: date) -> None:
    calendar = WorkCalendar()
    expected, day = 0, start
    while day < end:
        day += timedelta(days=1)
        expected += calendar.is_workday(day)
    assert calendar.count_workdays(start, end) == expected


def test_agrees_with_the_package_day_by_day() -> None:
    import holidays

    known = holidays.country_holidays("CN", years=range(2018, 2027))
    calendar = WorkCalendar()
    every = [date(2018, 1, 1) + timedelta(n) for n in range(3287)]
    assert [d for d in every if calendar.is_workday(d) != known.is_working_day(d)] == []


def test_agrees_with_chinesecalendar_on_every_day_that_both_know() -> None:
    """All of 2004 to 2026; it lacks only the make-up day before 2006 (元旦放假: 2005-12-31, a Saturday, was worked)."""
    import chinese_calendar

    last = max(chinese_calendar.constants.holidays).year
    years = [year for year in range(2004, last + 1) if not WorkCalendar().is_estimate(year)]
    assert years == list(range(2004, 2027))
    every = [date(years[0], 1, 1) + timedelta(n) for n in range((date(years[-1] + 1, 1, 1) - date(2004, 1, 1)).days)]
    calendar = WorkCalendar()
    different = [day for day in every if calendar.is_workday(day) != chinese_calendar.is_workday(day)]
    assert different == [date(2005, 12, 31)]


def test_refuses_to_count_backwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        WorkCalendar().add_workdays(date(2024, 1, 1), -1)


def test_the_end_of_time_is_an_overflow() -> None:
    with pytest.raises(OverflowError):
        WorkCalendar().add_workdays(date(9999, 12, 30), 5)


def test_loads_only_the_years_it_needs_and_each_once() -> None:
    calendar = WorkCalendar()
    calendar.add_workdays(date(2024, 3, 1), 20)
    assert set(calendar._years) == {2024}
    every = [date(2005, 1, 1) + timedelta(n) for n in range(10_000)]
    assert calls(lambda: [calendar.is_workday(day) for day in every]) > 0
    assert calls(lambda: [calendar.is_workday(day) for day in every]) <= 5 * len(every)
