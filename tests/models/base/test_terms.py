"""Terms set by law: against a count of one day after another, the published cases, and the articles' own examples."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.terms import Counting, Extension, Pause, Restart, Term, days_left, reckon
from models.workdays.calendar import WorkCalendar
from tests.models.workdays.test_calendar import CASES, SAMPLE_CASES

CALENDAR = WorkCalendar()
DAY = timedelta(days=1)
FIRST = date(2024, 1, 1)

ANSWER = Term(
    starts="received",
    days=20,
    told="收到申请",
    source="条例第三十三条",
    ends="answered",
    restarts=(
        Restart("correction_asked", "corrected", "告知补正", "收到补正", "条例第三十条"),
        Restart("fee_asked", "paid", "通知缴费", "缴费"),
    ),
    pauses=(
        Pause("party_asked", "party_said", "征求第三方意见", "收到第三方意见", 15, "party_heard", "条例第三十二条"),
        Pause("agency_asked", "agency_said", "征求共同制作机关意见", "收到共同制作机关意见", 15),
    ),
    extensions=(Extension("extended_on", "extended_by", "延期", "条例第三十三条"),),
)
PLAIN = Term(starts="received", days=20, told="收到")


def slow(term: Term, facts: Mapping[str, Any], calendar: Any, counting: Counting) -> date | None:
    """One day after another for two years: what counts, in a list that a restart empties."""
    start = facts.get(term.starts)
    if start is None or any(facts.get(r.asked) and not facts.get(r.given) for r in term.restarts):
        return None
    counted: list[date] = []
    extended = 0
    day = start
    while day < start + timedelta(days=700):
        if (
            day > start
            and (calendar.is_workday(day) or not term.workdays)
            and not paused(term, facts, day, calendar, counting)
        ):
            counted.append(day)
        if any(facts.get(restart.given) == day for restart in term.restarts):
            counted, extended = [], 0
        for extension in term.extensions:
            if facts.get(extension.granted) == day:
                extended += facts.get(extension.days) or 0
        day += DAY
    due = counted[term.days + extended - 1]
    while term.rolls and not calendar.is_workday(due):
        due += DAY
    return due


def paused(term: Term, facts: Mapping[str, Any], day: date, calendar: Any, counting: Counting) -> bool:
    for pause in term.pauses:
        begun, ended = facts.get(pause.begun), facts.get(pause.ended)
        if begun is None:
            continue
        silence, left = (facts.get(pause.heard) if pause.heard else None) or begun, pause.at_most
        while left:
            silence += DAY
            left -= calendar.is_workday(silence)
        if ended is not None and ended < silence:
            after = day > begun if counting != "both" else day >= begun
            before = day <= ended if counting != "between" else day < ended
        else:
            after = day > begun if counting != "both" else day >= begun
            before = day <= silence
        if after and before:
            return True
    return False


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of an application: every field may be missing, none lies before the receipt."""
    start = draw(st.dates(FIRST, date(2025, 12, 31)))
    facts: dict[str, Any] = {"received": start}
    for name in ("correction_asked", "corrected", "fee_asked", "paid", "party_asked", "party_heard", "agency_asked"):
        if draw(st.booleans()):
            facts[name] = start + draw(st.integers(0, 90)) * DAY
    for begun, ended in (("party_asked", "party_said"), ("agency_asked", "agency_said")):
        if begun in facts and draw(st.booleans()):
            facts[ended] = facts[begun] + draw(st.integers(0, 60)) * DAY
    if facts.get("party_heard", start) < facts.get("party_asked", start) and "party_heard" in facts:
        facts.pop("party_heard")
    if draw(st.booleans()):
        facts |= {"extended_on": start + draw(st.integers(0, 60)) * DAY, "extended_by": draw(st.integers(1, 20))}
    return facts


@given(histories(), st.sampled_from(["after", "both", "between"]))
def test_as_a_count_of_one_day_after_another(facts: dict[str, Any], counting: Counting) -> None:
    found = reckon(ANSWER, facts, CALENDAR, counting)
    assert found.due == slow(ANSWER, facts, CALENDAR, counting)
    assert found.steps[0].due == CALENDAR.add_workdays(facts["received"], 20)
    assert found.steps[-1].due == found.due
    days = [step.on for step in found.steps]
    assert days == sorted(days)


@given(st.dates(FIRST, date(2025, 12, 1)), st.integers(1, 90), st.booleans())
def test_calendar_days_end_on_a_day_with_work_where_the_law_says_so(start: date, days: int, rolls: bool) -> None:
    term = Term(starts="received", days=days, told="收到", workdays=False, rolls=rolls)
    found = reckon(term, {"received": start}, CALENDAR)
    assert found.due == slow(term, {"received": start}, CALENDAR, "after")
    if rolls:
        assert found.due is not None and CALENDAR.is_workday(found.due)


@given(histories())
def test_a_pause_never_brings_the_end_forward(facts: dict[str, Any]) -> None:
    without = {name: day for name, day in facts.items() if not name.startswith(("party", "agency"))}
    due, plain = reckon(ANSWER, facts, CALENDAR).due, reckon(ANSWER, without, CALENDAR).due
    assert (due is None) == (plain is None)
    if due is not None and plain is not None:
        assert due >= plain


@pytest.mark.skipif(not SAMPLE_CASES.exists(), reason="the shared samples are not on this machine")
def test_the_published_cases() -> None:
    cases = [case for case in json.loads(SAMPLE_CASES.read_text(encoding="utf-8")) if "n" in case]
    assert len(cases) > 5
    for case in cases:
        term = Term(starts="received", days=case["n"], told="收到")
        found = reckon(term, {"received": date.fromisoformat(case["start"])}, CALENDAR)
        assert found.due == date.fromisoformat(case["due"]), case


@pytest.mark.parametrize(
    ("start", "count", "due"),
    CASES,
)
def test_counted_from_the_next_day_over_holidays_and_exchanges(start: str, count: int, due: str) -> None:
    found = reckon(Term(starts="r", days=count, told="收到"), {"r": date.fromisoformat(start)}, CALENDAR)
    assert found.due == date.fromisoformat(due)


def test_a_correction_restarts_the_term() -> None:
    """条例第三十条: 答复期限自收到补正的申请之日起计算."""
    facts = {"received": date(2024, 9, 2), "correction_asked": date(2024, 9, 6)}
    waiting = reckon(ANSWER, facts, CALENDAR)
    assert (waiting.due, waiting.waiting) == (None, "告知补正")
    found = reckon(ANSWER, facts | {"corrected": date(2024, 9, 29)}, CALENDAR)
    assert found.due == date(2024, 10, 31)
    assert found.text().split("\n") == [
        "2024-09-02 收到申请，20 个工作日内（条例第三十三条） → 2024-09-30",
        "2024-09-06 告知补正（条例第三十条） → 暂不计算",
        "2024-09-29 收到补正，从这一天重新计算（条例第三十条） → 2024-10-31",
    ]


def test_a_third_party_stops_it_until_it_has_spoken_or_kept_silent() -> None:
    """条例第三十二条: 15 working days from receiving the notice; silence lets the agency decide."""
    facts = {"received": date(2024, 11, 1), "party_asked": date(2024, 11, 6)}
    silent = reckon(ANSWER, facts, CALENDAR)
    assert silent.paused_until == date(2024, 11, 27)
    assert silent.due == CALENDAR.add_workdays(date(2024, 11, 1), 35)
    heard = reckon(ANSWER, facts | {"party_heard": date(2024, 11, 8)}, CALENDAR)
    assert heard.paused_until == date(2024, 11, 29)
    said = reckon(ANSWER, facts | {"party_said": date(2024, 11, 13)}, CALENDAR)
    assert (said.paused_until, said.due) == (None, CALENDAR.add_workdays(date(2024, 11, 1), 25))
    assert said.steps[-1].text().startswith("2024-11-13 收到第三方意见，扣除 5 个工作日（条例第三十二条）")
    for counting, days in (("both", 26), ("between", 24)):
        counted = reckon(ANSWER, facts | {"party_said": date(2024, 11, 13)}, CALENDAR, counting)  # type: ignore[arg-type]
        assert counted.due == CALENDAR.add_workdays(date(2024, 11, 1), days)


def test_two_pauses_at_once_leave_a_day_out_once() -> None:
    facts = {
        "received": date(2024, 11, 1),
        "party_asked": date(2024, 11, 6),
        "party_said": date(2024, 11, 13),
        "agency_asked": date(2024, 11, 8),
        "agency_said": date(2024, 11, 15),
    }
    assert reckon(ANSWER, facts, CALENDAR).due == CALENDAR.add_workdays(date(2024, 11, 1), 27)


def test_an_extension_before_a_restart_is_used_up() -> None:
    facts = {
        "received": date(2024, 9, 2),
        "extended_on": date(2024, 9, 3),
        "extended_by": 20,
        "fee_asked": date(2024, 9, 6),
        "paid": date(2024, 9, 29),
    }
    assert reckon(ANSWER, facts, CALENDAR).due == date(2024, 10, 31)
    later = facts | {"extended_on": date(2024, 9, 30)}
    assert reckon(ANSWER, later, CALENDAR).due == date(2024, 11, 28)


def test_nothing_moves_it_after_the_answer() -> None:
    facts = {
        "received": date(2024, 9, 29),
        "answered": date(2024, 10, 20),
        "extended_on": date(2024, 10, 25),
        "extended_by": 20,
    }
    found = reckon(ANSWER, facts, CALENDAR)
    assert found.due == date(2024, 10, 31)
    assert len(found.steps) == 1


def test_what_comes_round_runs_from_the_last_time() -> None:
    term = Term(
        starts="opened",
        days=182,
        told="开通",
        workdays=False,
        source="本地规定",
        again="checked",
        told_again="上次检查",
    )
    assert reckon(term, {"opened": None, "checked": None}, CALENDAR).due is None
    first = reckon(term, {"opened": date(2024, 1, 1), "checked": None}, CALENDAR)
    assert first.text() == "2024-01-01 开通，182 日内（本地规定） → 2024-07-01"
    again = reckon(term, {"opened": date(2024, 1, 1), "checked": date(2024, 6, 1)}, CALENDAR)
    assert again.text() == "2024-06-01 上次检查，182 日内（本地规定） → 2024-11-30"
    assert reckon(term, {"opened": None, "checked": date(2024, 6, 1)}, CALENDAR).due == again.due


def test_a_year_without_arrangement_is_an_estimate() -> None:
    assert CALENDAR.is_estimate(2031)
    found = reckon(PLAIN, {"received": date(2030, 12, 20)}, CALENDAR)
    assert found.estimate and "2031 年的放假安排还没有公布" in found.text()
    assert not reckon(PLAIN, {"received": date(2024, 12, 20)}, CALENDAR).estimate
    calendar_days = Term(starts="received", days=30, told="收到", workdays=False)
    assert not reckon(calendar_days, {"received": date(2030, 12, 20)}, CALENDAR).estimate
    assert reckon(PLAIN, {}, CALENDAR).due is None


def test_days_left_are_working_days() -> None:
    """From Friday 27 September 2024: Sunday 29 is worked, 1 to 7 October are off."""
    assert days_left(PLAIN, date(2024, 10, 8), date(2024, 9, 27), CALENDAR) == 3
    assert days_left(PLAIN, date(2024, 9, 27), date(2024, 10, 8), CALENDAR) == -3
    assert days_left(PLAIN, date(2024, 9, 27), date(2024, 9, 27), CALENDAR) == 0
    assert (
        days_left(Term(starts="r", days=30, told="", workdays=False), date(2024, 10, 8), date(2024, 9, 27), CALENDAR)
        == 11
    )
