"""Everything a text says about time, found and dated: the ground `models.workdays.deadlines` stands on.

Used by that module only.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from models.workdays.calendar import WorkCalendar
from models.workdays.meaning import DocumentDates, quoted
from models.workdays.phrase_forms import LAST, LIST_GAP, Force, Phrase
from models.workdays.phrases import find_phrases
from models.workdays.plain import Plain, make_plain
from models.workdays.recurring import Recurring, find_recurring
from models.workdays.relative import RelativePhrase, due_after, find_relative
from models.workdays.resolve import Resolved, base_doubt, first_day, no_base_doubt, place_doubts, resolve
from models.workdays.running import binds, hidden_places, relative_binds

_STARTS = re.compile(r"起|开始|以来|启动|开工")
# What may stand before a count in a slot for it to run from the document (限3个月内).
_BARE_SLOT = re.compile(r"(?:请|须|应|限|在|于|用|原则上|力争|完成|整改|办理|期限|时限|时间|:|,)*$")
_FROM_NOW = re.compile(r"即日起?(?:至|到|-)$")


@dataclass(frozen=True)
class Dated:
    """A phrase that gives a day (or should have), with its place [start, end) in the plain text."""

    start: int
    end: int
    due_on: date | None
    starts_on: date | None
    warnings: tuple[str, ...]
    target: bool = False  # a target year (到2025年), weaker than any other date


@dataclass
class Reading:
    """What was found in `source`: dates in order, recurrences, rules per event."""

    source: str
    plain: Plain
    dated: list[Dated] = field(default_factory=list)
    recurring: list[Recurring] = field(default_factory=list)
    events: list[RelativePhrase] = field(default_factory=list)

    def wording(self, start: int, end: int) -> str:
        """The original characters of a place in the plain text."""
        first, last = self.plain.span(start, end)
        return self.source[first:last]


def read_all(text: str, dates: DocumentDates, calendar: WorkCalendar, *, in_slot: bool) -> Reading:
    """Find every phrase of `text`, the more specific kinds first.

    In a slot every date is a limit; in running text only those that bind the task are kept.
    """
    reading = Reading(text, make_plain(text))
    flat = reading.plain.text
    taken = [] if in_slot else hidden_places(flat)
    reading.recurring = [r for r in find_recurring(flat) if not _touches(r.start, r.end, taken)]
    taken += [(r.start, r.end) for r in reading.recurring]
    for found in find_relative(flat, taken, in_slot=in_slot, own_titles=dates.own_titles):
        if not in_slot and not relative_binds(flat, found):
            continue
        taken.append((found.start, found.end))
        own = found.counts_from in ("document", "receipt")
        bare = _BARE_SLOT.match(flat[: found.start]) if in_slot else found.rule.unit in ("MONTH", "YEAR")
        by_default = not found.counts_from and bare
        if (own or by_default) and found.rule.unit != "HOUR":
            reading.dated.append(_from_document(reading, found, dates, calendar))
        else:
            reading.events.append(found)
    _add_dates(reading, find_phrases(flat, taken, in_slot=in_slot), dates, in_slot=in_slot)
    reading.dated.sort(key=lambda dated: dated.start)
    return reading


def _touches(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in places)


def _add_dates(reading: Reading, phrases: list[Phrase], dates: DocumentDates, *, in_slot: bool) -> None:
    """Resolve the date phrases in order; the year of a limit carries over to the next (rule 2b)."""
    flat = reading.plain.text
    year: int | None = None
    last: date | None = None
    for index, phrase in enumerate(phrases):
        wording = reading.wording(phrase.start, phrase.end)
        found = resolve(phrase, wording, dates, year)
        if not in_slot and not binds(flat, _last_of_list(flat, phrases, index, found, dates), dates):
            continue
        if in_slot and phrase.force is not Force.LIMIT and _STARTS.match(flat, phrase.end):
            found = _as_start(found, dates)
        elif found.due_on and _FROM_NOW.search(flat, max(0, phrase.start - 6), phrase.start):
            found = replace(found, starts_on=dates.base)
        said = found.due_on or found.starts_on
        doubts = found.warnings
        if said and phrase.when.month is not None:
            if phrase.when.year is None and year is not None and last and said < last:
                doubts += (f"{quoted(wording)}没有写年份，推定的日期早于前文的时限，请核对。",)
            if phrase.when.year is not None or said.year != dates.reference_year:
                year = said.year
            last = said
        target = phrase.note == "target"
        reading.dated.append(Dated(phrase.start, phrase.end, found.due_on, found.starts_on, doubts, target))


def _last_of_list(flat: str, phrases: list[Phrase], index: int, found: Resolved, dates: DocumentDates) -> Resolved:
    """The last of the dates that a list puts side by side (5月、10月各举办一次): what follows it is said of all."""
    while index + 1 < len(phrases) and LIST_GAP.match(flat[phrases[index].end : phrases[index + 1].start]):
        index += 1
        found = resolve(phrases[index], found.wording, dates, None)
    return found


def _as_start(found: Resolved, dates: DocumentDates) -> Resolved:
    """A slot's 2021年3月起 gives the first day, not the last."""
    when = found.phrase.when
    if when.day == LAST:
        when = replace(when, day=1, month=1 if found.phrase.note == "target" else when.month)
    day, doubts = first_day(when, found.wording, dates)
    return replace(found, due_on=None, starts_on=day, warnings=tuple(doubts))


def _from_document(reading: Reading, found: RelativePhrase, dates: DocumentDates, calendar: WorkCalendar) -> Dated:
    """Rule 7: count from 成文日期, else from 发布日期."""
    wording = reading.wording(found.start, found.end)
    if dates.base is None:
        return Dated(found.start, found.end, None, None, (no_base_doubt(wording),))
    try:
        due = due_after(found.rule, dates.base, calendar)
    except OverflowError:
        doubt = f"{quoted(wording)}超出日历范围，未推算日期，请核对原文。"
        return Dated(found.start, found.end, None, None, (doubt,))
    sure = found.counts_from == "document" and dates.issued_on is not None
    doubts = [] if sure else [base_doubt(dates)]
    if not found.counts_from and found.rule.unit == "YEAR":
        doubts.append(f"{quoted(wording)}像是规划期限，日期仅供参考，请核对。")
    if found.rule.unit == "WORKDAY":
        years = range(dates.base.year, due.year + 1)
        doubts += [
            f"{year}年放假安排尚未公布，工作日按周末和法定节日推算，请留意。"
            for year in years
            if calendar.is_estimate(year)
        ]
    doubts += place_doubts(due, wording, dates)
    return Dated(found.start, found.end, due, None, tuple(doubts))
