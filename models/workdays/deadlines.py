"""Deadlines (完成时限): what the wording of a slot or of a task's text means.

After the domain notes on 完成时限, rules 1-7 and 9; the repair of garbled figures (rule 8) is the
intake's. Nothing is guessed: what cannot exist or contradicts itself gets no date and a Chinese
warning; what rests on an assumption says so in `Deadline.warnings`. Any layer above `models.base` may
call this; the document's dates and the calendar are handed in.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from models.workdays.calendar import WorkCalendar
from models.workdays.meaning import NO_DEADLINE, Deadline, DocumentDates, Milestone, spoken
from models.workdays.phrases import find_phrases
from models.workdays.plain import Plain, make_plain
from models.workdays.recurring import Recurring, find_recurring
from models.workdays.relative import RelativePhrase, due_after, find_relative
from models.workdays.resolve import Resolved, base_doubt, first_day, no_base_doubt, place_doubts, resolve
from models.workdays.running import binds, hidden_places, relative_binds

__all__ = ["Deadline", "DocumentDates", "Milestone", "combine", "find_in_text", "read_slot"]

_ONGOING = re.compile(r"持续|长期|常态|常年|全年|经常性|不间断|始终|一贯|日常|长效")
_AT_ONCE = re.compile(r"立行立改|立即|即知即改|立查立改|边查边改|即查即改|马上|即时整改|随即|即行")
_FROM_NOW = re.compile(r"即日起")
_SAYS_NOTHING = re.compile(
    r"(?:按照?(?:上级|文件|规定|有关|相关|通知|市|省|区|县)*(?:要求|规定|时间|时限|时间要求|时间节点|时序进度|进度|计划|程序)*(?:完成|办理|落实|执行)?"
    r"|按[时期]|如期|无|/+|-+|略|待定|见[^,]{0,8}|已完成|已办结|已整改|已整改完成|完成|已落实|同上)(?:完成|办理|报送|落实)?"
)
_EDGES = " \t\r\n\u3000，。；、,;:：."
_CLAUSE_BREAK = "，。；：！？,;:!?\n"


@dataclass(frozen=True)
class _Dated:
    """A phrase that gives a day (or should have), with its place in the plain text."""

    start: int
    end: int
    due_on: date | None
    starts_on: date | None
    warnings: tuple[str, ...]
    target: bool = False


@dataclass
class _Reading:
    """Everything found in one text."""

    plain: Plain
    source: str
    dated: list[_Dated] = field(default_factory=list)
    recurring: list[Recurring] = field(default_factory=list)
    events: list[RelativePhrase] = field(default_factory=list)

    def wording(self, start: int, end: int) -> str:
        """The original characters of a place in the plain text."""
        first, last = self.plain.span(start, end)
        return self.source[first:last]


def read_slot(text: str, dates: DocumentDates, calendar: WorkCalendar) -> Deadline:
    """Read a deadline slot: what follows 完成时限：/时限要求 or stands in a ledger's 时限 column.

    The whole slot, its blanks and closing punctuation aside, is the `text` of the answer.
    """
    span = _trimmed(text)
    if span is None:
        return NO_DEADLINE
    wording = text[span[0] : span[1]]
    reading = _read(wording, dates, calendar, in_slot=True)
    found = _compose(reading, dates)
    found = replace(found, milestones=found.milestones if len(reading.dated) > 1 else ())
    found = _slot_words(reading, found, dates)
    return replace(found, text=wording, span=(0, len(wording))).shifted(span[0])


def find_in_text(text: str, dates: DocumentDates, calendar: WorkCalendar) -> Deadline:
    """Find what binds one task in its running text (正文).

    Words such as 持续推进 are no deadline here, nor are dates that only name something. `text` and
    `span` of the answer are the phrase that gives the deadline: the last date, else the rule.
    """
    return _compose(_read(text, dates, calendar, in_slot=False), dates)


def combine(slot: Deadline | None, text: Deadline) -> Deadline:
    """The deadline of a task from its slot and its running text: the slot wins.

    The text's dates become milestones; its recurrence and its rule per event stay as information
    when the slot has none. `text` and `span` are the slot's, the milestones' places the text's.
    A slot that says nothing (按要求) leaves the text's deadline in force.
    """
    if slot is None or not slot.text or not (slot.says_when or slot.warnings or slot.starts_on):
        return text
    steps = text.milestones
    if not steps and text.span and (text.due_on or text.relative):
        steps = (Milestone(text.text, text.due_on, text.span),)
    warnings = slot.warnings + text.warnings
    late = [step for step in steps if step.due_on and slot.due_on and step.due_on > slot.due_on]
    warnings += tuple(
        f"正文中的“{step.text}”（{spoken(step.due_on)}）晚于完成时限，请核对。" for step in late if step.due_on
    )
    return replace(
        slot,
        recurrence=slot.recurrence or text.recurrence,
        starts_on=slot.starts_on or (text.starts_on if text.recurrence and not slot.recurrence else None),
        relative=slot.relative or text.relative,
        milestones=slot.milestones + steps,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _trimmed(text: str) -> tuple[int, int] | None:
    """The place of the slot's wording without blanks, closing punctuation and a stray bracket."""
    start, end = 0, len(text)
    while start < end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGES or text[end - 1].isspace() or _stray(text[start:end])):
        end -= 1
    return (start, end) if start < end else None


def _stray(text: str) -> bool:
    """Whether `text` ends in a bracket that it never opened."""
    pairs = {")": "(", "）": "（", "〕": "〔", "】": "【", "]": "["}
    opening = pairs.get(text[-1])
    return opening is not None and text.count(opening) < text.count(text[-1])


def _read(text: str, dates: DocumentDates, calendar: WorkCalendar, *, in_slot: bool) -> _Reading:
    """Find every phrase of `text`, the more specific kinds first."""
    reading = _Reading(make_plain(text), text)
    flat = reading.plain.text
    taken = [] if in_slot else hidden_places(flat)
    reading.recurring = [r for r in find_recurring(flat) if not _touches(r.start, r.end, taken)]
    taken += [(r.start, r.end) for r in reading.recurring]
    for relative in find_relative(flat, taken):
        if not in_slot and not relative_binds(flat, relative):
            continue
        taken.append((relative.start, relative.end))
        own = relative.counts_from in ("document", "receipt")
        by_default = not relative.counts_from and (in_slot or relative.rule.unit in ("MONTH", "YEAR"))
        if (own or by_default) and relative.rule.unit != "HOUR":
            reading.dated.append(_from_document(reading, relative, dates, calendar))
        else:
            reading.events.append(relative)
    _add_dates(reading, taken, dates, in_slot=in_slot)
    reading.dated.sort(key=lambda d: d.start)
    return reading


def _touches(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in places)


def _add_dates(reading: _Reading, taken: list[tuple[int, int]], dates: DocumentDates, *, in_slot: bool) -> None:
    """Resolve the date phrases in order; the year of a limit carries over to the next (rule 2b)."""
    flat = reading.plain.text
    year: int | None = None
    for phrase in find_phrases(flat, taken, in_slot=in_slot):
        found = resolve(phrase, reading.wording(phrase.start, phrase.end), dates, year)
        if not in_slot and not binds(flat, found, dates):
            continue
        if in_slot and re.match(r"起|开始|以来", flat[phrase.end :]):
            found = _as_start(found, dates)
        if found.due_on or found.starts_on:
            year = (found.due_on or found.starts_on or date.min).year
        target = phrase.note == "target"
        reading.dated.append(_Dated(phrase.start, phrase.end, found.due_on, found.starts_on, found.warnings, target))


def _as_start(found: Resolved, dates: DocumentDates) -> Resolved:
    """A slot's 2021年3月起 gives the first day, not the last."""
    when = found.phrase.when
    if when.day == -1:
        when = replace(when, day=1, month=1 if found.phrase.note == "target" else when.month)
    day, doubts = first_day(when, found.wording, dates)
    return replace(found, due_on=None, starts_on=day, warnings=tuple(doubts))


def _from_document(reading: _Reading, found: RelativePhrase, dates: DocumentDates, calendar: WorkCalendar) -> _Dated:
    """Rule 7: count from 成文日期, else from 发布日期."""
    wording = reading.wording(found.start, found.end)
    if dates.base is None:
        return _Dated(found.start, found.end, None, None, (no_base_doubt(wording),))
    try:
        due = due_after(found.rule, dates.base, calendar)
    except OverflowError:
        return _Dated(found.start, found.end, None, None, (f"“{wording}”超出日历范围，请核对原文。",))
    doubts = [base_doubt(dates)] if found.counts_from != "document" or not dates.issued_on else []
    if not found.counts_from and found.rule.unit == "YEAR":
        doubts.append(f"“{wording}”像是规划期限，日期仅供参考，请核对。")
    if found.rule.unit == "WORKDAY":
        doubts += [
            f"{year}年放假安排尚未公布，工作日按周末和法定节日推算，请留意。"
            for year in range(dates.base.year, due.year + 1)
            if calendar.is_estimate(year)
        ]
    doubts += place_doubts(due, wording, dates)
    return _Dated(found.start, found.end, due, None, tuple(doubts))


def _compose(reading: _Reading, dates: DocumentDates) -> Deadline:
    """Choose the deadline among what was found: the last date (rule 3), else the rules."""
    warnings = [w for d in reading.dated for w in d.warnings]
    known = [d for d in reading.dated if d.due_on]
    firm = [d for d in known if not d.target] or known
    chosen = max(firm, key=lambda d: (d.due_on or date.min, -d.start), default=None)
    if chosen and len(known) > 1:
        others = [d for d in known if d is not chosen]
        warnings += [
            f"另有时限“{reading.wording(d.start, d.end)}”（{spoken(d.due_on)}），已列为节点。"
            for d in others
            if d.due_on
        ]
    steps = tuple(_milestone(reading, d.start, d.end, d.due_on) for d in known) if len(known) > 1 else ()
    event = reading.events[0] if reading.events else None
    extra = reading.events if chosen else reading.events[1:]
    steps += tuple(_milestone(reading, e.start, e.end, None) for e in extra)
    series = next((r for r in reading.recurring if r.rule), None)
    starts_on = chosen.starts_on if chosen else next((d.starts_on for d in reading.dated if d.starts_on), None)
    if series:
        starts_on = _series_start(reading, series, dates, warnings) or starts_on
    warnings += _rule_doubts(reading, series, event)
    main = chosen or series or event or (reading.dated[0] if reading.dated else None)
    main = main or (reading.recurring[0] if reading.recurring else None)
    return Deadline(
        text=reading.wording(main.start, main.end) if main else "",
        due_on=chosen.due_on if chosen else None,
        ongoing=False,
        recurrence=series.rule if series else None,
        starts_on=starts_on,
        relative=str(_original_event(reading, event)) if event else None,
        milestones=steps,
        warnings=tuple(dict.fromkeys(w for w in warnings if w)),
        span=reading.plain.span(main.start, main.end) if main else None,
    )


def _original_event(reading: _Reading, found: RelativePhrase) -> object:
    """The rule with its event in the original characters (numerals as written)."""
    length = len(found.rule.event)
    return replace(found.rule, event=reading.wording(found.start, found.start + length) if length else "")


def _series_start(reading: _Reading, series: Recurring, dates: DocumentDates, warnings: list[str]) -> date | None:
    wording = reading.wording(series.start, series.end)
    if series.since:
        day, doubts = first_day(series.since, wording, dates)
        warnings += doubts
        return day
    if dates.base and (series.from_now or "INTERVAL" in (series.rule or "")):
        warnings.append(base_doubt(dates))
        return dates.base
    return None


def _rule_doubts(reading: _Reading, series: Recurring | None, event: RelativePhrase | None) -> list[str]:
    doubts = [series.doubt] if series else []
    doubts += [
        f"“{reading.wording(r.start, r.end)}”这一天不存在，请核对原文。" for r in reading.recurring if not r.rule
    ]
    doubts += [
        f"另有周期要求“{reading.wording(r.start, r.end)}”，只按第一个周期提醒。"
        for r in reading.recurring
        if series and r.rule and r.rule != series.rule
    ]
    if event and not event.counts_from:
        doubts.append(f"“{reading.wording(event.start, event.end)}”没有写明从何时算起，未推算日期。")
    return doubts


def _milestone(reading: _Reading, start: int, end: int, due_on: date | None) -> Milestone:
    """The step with the clause around it, so that it says what is to be done."""
    first, last = reading.plain.span(start, end)
    text = reading.source
    while first > 0 and text[first - 1] not in _CLAUSE_BREAK:
        first -= 1
    while last < len(text) and text[last] not in _CLAUSE_BREAK:
        last += 1
    while text[first].isspace():
        first += 1
    while text[last - 1].isspace():
        last -= 1
    return Milestone(text[first:last], due_on, (first, last))


def _slot_words(reading: _Reading, found: Deadline, dates: DocumentDates) -> Deadline:
    """What words without a date mean in a slot: 持续推进, 立行立改, 按要求 (rule 4)."""
    flat = reading.plain.text
    if _ONGOING.search(flat):
        stated = [d for d in reading.dated if not d.target]
        if found.due_on and stated and not any(d.starts_on for d in stated):
            doubt = f"“{flat}”既有日期又写持续推进，按{spoken(found.due_on)}为完成时限，请核对。"
            return replace(found, warnings=(*found.warnings, doubt))
        target = {w for d in reading.dated if d.target for w in d.warnings}
        kept = tuple(w for w in found.warnings if w not in target)
        return replace(found, due_on=None, ongoing=True, milestones=(), warnings=kept)
    if found.says_when or found.warnings:
        return found
    if _FROM_NOW.search(flat) or _AT_ONCE.search(flat):
        return _immediate(flat, found, dates)
    if found.starts_on:
        doubt = f"“{flat}”只写了开始时间，没有完成时限，请核对。"
        return replace(found, warnings=(*found.warnings, doubt))
    if _SAYS_NOTHING.fullmatch(flat):
        return found
    return replace(found, warnings=(f"“{reading.source}”看不出完成时限，请对照原文填写。",))


def _immediate(flat: str, found: Deadline, dates: DocumentDates) -> Deadline:
    if dates.base is None:
        return replace(found, warnings=(no_base_doubt(flat),))
    if _AT_ONCE.search(flat):
        doubt = f"“{flat}”要求马上办，{base_doubt(dates)}，请尽快办理。"
        return replace(found, due_on=dates.base, warnings=(doubt,))
    doubt = f"“{flat}”只写了开始时间，{base_doubt(dates)}，没有完成时限，请核对。"
    return replace(found, starts_on=dates.base, warnings=(doubt,))
