"""The office's own working days: kept with their reasons, counted with, undone, refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import FieldError
from models.operations import Desk, records
from models.operations.own_days import OFF, WORKED, DayLine, day_lines, own_years, set_own_days
from models.operations.settings import set_settings
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def due(desk: Desk, request: int) -> date:
    found: date = desk.book.record("requests", request)["due_on"]
    return found


def asked(desk: Desk, **more: str) -> int:
    """An application that came on 11 October 2021."""
    values = {"applicant": "张三", "channel": "当面提交", "arrived_on": "2021-10-11", "content": "预算"}
    return records.add(desk, "requests", values | more).ids[0]


def test_terms_are_counted_anew_and_undone_in_the_same_step(desk: Desk) -> None:
    request = asked(desk)
    assert due(desk, request) == date(2021, 11, 8)
    lines = [DayLine("2021年10月18日", OFF, "停电检修"), DayLine("2021-10-23", WORKED), DayLine(" ", OFF)]
    outcome = set_own_days(desk, [*lines, DayLine("20211020", OFF)], ())
    assert outcome.message == "已修改放假安排：本单位另定 3 天，期限已按新的安排重算。"
    assert due(desk, request) == date(2021, 11, 9)
    assert day_lines(desk) == [
        DayLine("2021-10-18", OFF, "停电检修"),
        DayLine("2021-10-20", OFF),
        DayLine("2021-10-23", WORKED),
    ]
    assert not set_own_days(desk, day_lines(desk), own_years(desk)).changes
    desk.book.undo()
    assert due(desk, request) == date(2021, 11, 8)
    assert (day_lines(desk), own_years(desk)) == ([], frozenset())


def test_a_year_is_arranged_as_long_as_its_days_are_there(desk: Desk) -> None:
    lines = [DayLine(f"2040-01-{day:02}", OFF) for day in range(1, 12)]
    set_own_days(desk, lines, {2040, 2041})
    assert own_years(desk) == {2040}
    assert (desk.calendar.is_estimate(2040), desk.calendar.is_estimate(2041)) == (False, True)
    assert desk.calendar.is_workday(date(2040, 5, 1)), "what the notice does not say is no holiday"
    set_own_days(desk, lines[1:], own_years(desk))
    assert own_years(desk) == frozenset()
    assert desk.calendar.is_estimate(2040)
    assert not desk.calendar.is_workday(date(2040, 5, 1)), "the law's own days count again"


def test_days_kept_without_a_reason_are_read(desk: Desk) -> None:
    told = '{"2021-10-23": true, "2021-10-18": {"works": false, "note": "停电"}}'
    desk.book.change("x", "x", lambda step: step.keep_setting("holiday_overrides", told))
    assert day_lines(desk) == [DayLine("2021-10-18", OFF, "停电"), DayLine("2021-10-23", WORKED)]
    assert desk.calendar.is_workday(date(2021, 10, 23))
    assert not desk.calendar.is_workday(date(2021, 10, 18))


@pytest.mark.parametrize(
    ("lines", "sentence", "field"),
    [
        ([DayLine("2021-2-30", OFF)], "第 1 行的“2021-2-30”不是日期，请写成 2027-02-08 这样。", "0"),
        ([DayLine("春节", OFF)], "第 1 行的“春节”不是日期，请写成 2027-02-08 这样。", "0"),
        ([DayLine("1021-02-03", OFF)], "第 1 行的“1021-02-03”不是日期，请写成 2027-02-08 这样。", "0"),
        ([DayLine("2021-10-18", "半天")], "第 1 行要写明放假还是上班。", "0"),
        ([DayLine("2021-10-18", OFF), DayLine("2021.10.18", WORKED)], "2021-10-18 写了两行，请只留一行。", "1"),
        ([DayLine("2021-10-18", OFF, "长" * 101)], "第 1 行的说明有 101 个字，最多 100 个字。", "0"),
    ],
)
def test_refused_in_one_sentence(desk: Desk, lines: list[DayLine], sentence: str, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        set_own_days(desk, lines, ())
    assert (refused.value.sentence, refused.value.field) == (sentence, field)
    assert day_lines(desk) == []


def test_how_days_of_asking_are_left_out_can_be_set(desk: Desk) -> None:
    request = asked(desk, party_asked_on="2021-10-13", party_said_on="2021-10-15")
    assert due(desk, request) == date(2021, 11, 10)
    set_settings(desk, {"excluded_days": "both"})
    assert due(desk, request) == date(2021, 11, 11)
    set_settings(desk, {"excluded_days": "between"})
    assert due(desk, request) == date(2021, 11, 9)
    with pytest.raises(FieldError, match="征求意见的天数没有“half”这一种"):
        set_settings(desk, {"excluded_days": "half"})
