"""Deadlines (完成时限): what the wording of a slot or of a task's text means.

After the domain notes on 完成时限, rules 1-7 and 9; the repair of garbled figures (rule 8) is the
intake's. Nothing is guessed: what cannot exist or contradicts itself gets no date and a Chinese
warning; what rests on an assumption says so in `Deadline.warnings`. Any layer above `models.base` may
call this; the document's dates and the calendar are handed in. No function here raises on any text.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache

from models.workdays.calendar import WorkCalendar
from models.workdays.meaning import (
    NO_DEADLINE,
    Deadline,
    DocumentDates,
    Milestone,
    quoted,
    spoken,
    year_of_number,
    year_of_title,
)
from models.workdays.reading import Dated, Reading, read_all
from models.workdays.recurring import Recurring
from models.workdays.relative import RelativePhrase
from models.workdays.resolve import base_doubt, first_day
from models.workdays.slot_words import add_slot_words

__all__ = [
    "NO_DEADLINE",
    "Deadline",
    "DocumentDates",
    "Milestone",
    "combine",
    "find_in_text",
    "read_slot",
    "year_of_number",
    "year_of_title",
]

# Text without any of these says nothing about time; most tasks do not.
_CUE = re.compile(r"[年月日号周天时季旬星⽉⽇]|[0-9０-９]{1,2}[-./－．／][0-9０-９]")
# What a ledger says of a limit that was put off (延期): 2021年12月31日前（原定9月30日前）. It holds no longer.
_FORMER = re.compile(r"[（(]\s*原(?:定|为|时限)[^（）()]*[）)]")
_EDGES = " \t\r\n\u3000，。；、,;:：."
_CLAUSE_BREAK = "，。；：！？,;:!?\n"
_LONGEST_CLAUSE = 200  # characters on either side; no clause of a real sentence is longer
_CLOSING = {")": "(", "）": "（", "〕": "〔", "】": "【", "]": "["}


@lru_cache(maxsize=4096)
def read_slot(text: str, dates: DocumentDates, calendar: WorkCalendar) -> Deadline:
    """Read a deadline slot: what follows 完成时限：/时限要求 or stands in a ledger's 时限 column.

    The whole slot, its blanks and closing punctuation aside, is the `text` of the answer.
    """
    span = _trimmed(text)
    if span is None:
        return NO_DEADLINE
    wording = text[span[0] : span[1]]
    holds = _FORMER.sub(lambda former: " " * len(former[0]), wording)
    reading = read_all(holds, dates, calendar, in_slot=True)
    found = add_slot_words(reading, _compose(reading, dates), dates)
    return replace(found, text=wording, span=(0, len(wording))).shifted(span[0])


def find_in_text(text: str, dates: DocumentDates, calendar: WorkCalendar) -> Deadline:
    """Find what binds one task in its running text (正文).

    Words such as 持续推进 are no deadline here, nor are dates that only name something. `text` and
    `span` of the answer are the phrase that gives the deadline: the last date, else the rule.
    """
    if not _CUE.search(text):
        return NO_DEADLINE
    return _compose(read_all(text, dates, calendar, in_slot=False), dates)


def combine(slot: Deadline | None, text: Deadline) -> Deadline:
    """The deadline of a task from its slot and its running text: the slot wins.

    The text's dates become milestones; its recurrence and its rule per event stay as information
    when the slot has none. `text` and `span` are the slot's, the added milestones' places the text's.
    A slot that says nothing (按要求) leaves the text's deadline in force.
    """
    if slot is None or not (slot.says_when or slot.warnings or slot.starts_on):
        return text if slot is None or text.text else slot
    steps = text.milestones
    if not steps and text.span and text.due_on:
        steps = (Milestone(text.text, text.due_on, text.span),)
    late = tuple(
        f"正文中的{quoted(step.text)}（{spoken(step.due_on)}）晚于完成时限，请核对。"
        for step in steps
        if step.due_on and slot.due_on and step.due_on > slot.due_on
    )
    return replace(
        slot,
        recurrence=slot.recurrence or text.recurrence,
        starts_on=slot.starts_on or (text.starts_on if text.recurrence and not slot.recurrence else None),
        relative=slot.relative or text.relative,
        milestones=slot.milestones + steps,
        warnings=tuple(dict.fromkeys(slot.warnings + text.warnings + late)),
    )


def _trimmed(text: str) -> tuple[int, int] | None:
    """The place of the slot's wording without blanks, closing punctuation and a stray bracket."""
    start, end = 0, len(text)
    while start < end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGES or text[end - 1].isspace() or _stray(text, start, end)):
        end -= 1
    return (start, end) if start < end else None


def _stray(text: str, start: int, end: int) -> bool:
    """Whether the part ends in a bracket that it never opened."""
    opening = _CLOSING.get(text[end - 1])
    return opening is not None and text.count(opening, start, end) < text.count(text[end - 1], start, end)


def _compose(reading: Reading, dates: DocumentDates) -> Deadline:
    """Choose the deadline among what was found: the last date (rule 3), else the rules."""
    known = [d for d in reading.dated if d.due_on]
    firm = [d for d in known if not d.target] or known
    chosen = max(firm, key=lambda d: (d.due_on or date.min, -d.start), default=None)
    series = next((r for r in reading.recurring if r.rule), None)
    event = reading.events[0] if reading.events else None
    starts_on, start_doubts = _start(reading, chosen, series, dates)
    rest: list[Dated | Recurring] = [*reading.dated, *reading.recurring]
    main = chosen or series or event or (rest[0] if rest else None)
    warnings = [w for d in reading.dated for w in d.warnings]
    warnings += _other_dates(reading, known, chosen) + start_doubts + _rule_doubts(reading, series, event)
    return Deadline(
        text=reading.wording(main.start, main.end) if main else "",
        due_on=chosen.due_on if chosen else None,
        ongoing=False,
        recurrence=series.rule if series else None,
        starts_on=starts_on,
        relative=_relative_text(reading, event) if event else None,
        milestones=_milestones(reading, known, reading.events[0 if chosen else 1 :]),
        warnings=tuple(dict.fromkeys(w for w in warnings if w)),
        span=reading.plain.span(main.start, main.end) if main else None,
    )


def _other_dates(reading: Reading, known: list[Dated], chosen: Dated | None) -> list[str]:
    """Rule 3: a doubt for each date that did not become the deadline."""
    return [
        f"另有时限{quoted(reading.wording(d.start, d.end))}（{spoken(d.due_on)}），已列为节点。"
        for d in known
        if d is not chosen and d.due_on
    ]


def _start(
    reading: Reading, chosen: Dated | None, series: Recurring | None, dates: DocumentDates
) -> tuple[date | None, list[str]]:
    """The first day of the series, else of the span, and the assumption it rests on."""
    if series and series.since:
        return first_day(series.since, reading.wording(series.start, series.end), dates)
    if series and dates.base and (series.from_now or "INTERVAL" in (series.rule or "")):
        return dates.base, [base_doubt(dates)]
    if chosen and chosen.starts_on and not series:
        return chosen.starts_on, []
    return next((d.starts_on for d in reading.dated if d.starts_on), None), []


def _relative_text(reading: Reading, found: RelativePhrase) -> str:
    """The rule with its event in the original characters (numerals as written)."""
    length = len(found.rule.event)
    event = reading.wording(found.start, found.start + length) if length else ""
    return str(replace(found.rule, event=found.named + event))


def _rule_doubts(reading: Reading, series: Recurring | None, event: RelativePhrase | None) -> list[str]:
    doubts = [series.doubt] if series else []
    for other in reading.recurring:
        wording = reading.wording(other.start, other.end)
        if not other.rule:
            doubts.append(f"{quoted(wording)}这一天不存在，请核对原文。")
        elif series and other.rule != series.rule:
            doubts.append(f"另有周期要求{quoted(wording)}，只按第一个周期提醒。")
    if event and event.counts_from == "other":
        wording = reading.wording(event.start, event.end)
        doubts.append(f"{quoted(wording)}从{event.named}算起，不知道它是哪天印发的，未推算日期。")
    if event and not event.counts_from:
        doubts.append(f"{quoted(reading.wording(event.start, event.end))}没有写明从何时算起，未推算日期。")
    return doubts


def _milestones(reading: Reading, known: list[Dated], events: list[RelativePhrase]) -> tuple[Milestone, ...]:
    """Every dated step when there are several, and the rules per event beside a date.

    Each with the clause around it, so that it says what is to be done; where one clause holds
    several, each with its own phrase.
    """
    steps = [(d.start, d.end, d.due_on) for d in known] if len(known) > 1 else []
    steps += [(e.start, e.end, None) for e in events]
    clauses = [_clause(reading, start, end) for start, end, _ in steps]
    shared = Counter(clauses)
    found = []
    for (start, end, due_on), clause in zip(steps, clauses, strict=True):
        span = clause if shared[clause] == 1 else reading.plain.span(start, end)
        found.append(Milestone(reading.source[span[0] : span[1]], due_on, span))
    return tuple(sorted(found, key=lambda step: step.span))


def _clause(reading: Reading, start: int, end: int) -> tuple[int, int]:
    first, last = reading.plain.span(start, end)
    text = reading.source
    earliest, latest = max(0, first - _LONGEST_CLAUSE), min(len(text), last + _LONGEST_CLAUSE)
    while first > earliest and text[first - 1] not in _CLAUSE_BREAK:
        first -= 1
    while last < latest and text[last] not in _CLAUSE_BREAK:
        last += 1
    while text[first].isspace():
        first += 1
    while text[last - 1].isspace():
        last -= 1
    return first, last
