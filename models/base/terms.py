"""Terms set by law (法定期限): from when a term runs, for how long, and what stops, restarts or extends it.

A `Term` is declared in a register and names fields of days; `reckon` works out from a record's facts when it ends,
and which step moved the end, with the article. Pure: the calendar is handed in.

How days are counted: a term runs from the day after the event (国办公开办函〔2015〕207号, part two). Days on which a
pause lies do not count. A restart begins the whole term anew from the day of its event; an extension that was granted
before it is used up, so that the end is never put later than the law surely allows. While the other side is waited for
(补正, 缴费) the term has no end.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from models.base.fields import Value, Values
from models.base.register import Calendar, Rule, Surroundings

Counting = Literal["after", "both", "between"]
"""Which days of a pause are left out: those after its first up to its last (the usual), both included, neither."""

COUNTING_SETTING = "excluded_days"
"""Setting: how an office counts a pause; the Regulation does not say it (条例第三十三条)."""
_COUNTINGS: Mapping[str, Counting] = {"after": "after", "both": "both", "between": "between"}
_DAY = timedelta(days=1)
_ARRANGED_SINCE = 2001
"""The data on holidays begin here; for the years before it no arrangement is still to come."""


@dataclass(frozen=True)
class Restart:
    """The other side is asked for something; when it comes, the term begins anew on that day."""

    asked: str
    given: str
    told_asked: str
    told_given: str
    source: str = ""


@dataclass(frozen=True)
class Pause:
    """Days that do not count: from `begun` to `ended`, at most `at_most` working days; silence ends it by itself.

    `heard` is the field of the day from which these are counted, when it is not the first day itself.
    """

    begun: str
    ended: str
    told_begun: str
    told_ended: str
    at_most: int
    heard: str = ""
    source: str = ""


@dataclass(frozen=True)
class Extension:
    """The term is made longer once, by the number of days in `days`, on the day `granted`."""

    granted: str
    days: str
    told: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of `days` working days, or calendar days, from the day in the field `starts`.

    `rolls`: a last day without work moves to the next working day (calendar days: 民事诉讼法第八十五条). `ends` is the
    field of the day on which what was due was done; nothing that comes after it moves the term. `setting`: for a
    rule of the place, the office's setting that says how many days instead. `again`: for what comes round, the field
    of the day on which it was last done; once filled, the term runs from there.
    """

    starts: str
    days: int
    told: str
    source: str = ""
    workdays: bool = True
    rolls: bool = False
    ends: str = ""
    restarts: tuple[Restart, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    setting: str = ""
    again: str = ""
    told_again: str = ""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every field it looks at."""
        names = [self.starts, *(name for name in (self.again, self.ends) if name)]
        names += [name for item in self.restarts for name in (item.asked, item.given)]
        names += [name for item in self.pauses for name in (item.begun, item.ended, item.heard) if name]
        names += [name for item in self.extensions for name in (item.granted, item.days)]
        return tuple(dict.fromkeys(names))

    @property
    def unit(self) -> str:
        """What its days are called."""
        return "个工作日" if self.workdays else "日"


@dataclass(frozen=True)
class Moved:
    """A step that set or moved the end: on which day, what happened, by which article, and the end after it."""

    on: date
    told: str
    source: str
    due: date | None

    def text(self) -> str:
        """“2024-10-14 收到补正，重新计算（条例第三十条） → 2024-11-11”."""
        by = f"（{self.source}）" if self.source else ""
        return f"{self.on.isoformat()} {self.told}{by} → {self.due.isoformat() if self.due else '暂不计算'}"


@dataclass(frozen=True)
class Reckoned:
    """What a term comes to.

    due: its last day; None before it begins and while the other side is waited for. waiting: what is waited for, in
    words. paused_until: the last day of a pause that has no end yet. estimate: the arrangement of holidays of a year
    that was counted through is not published.
    """

    due: date | None = None
    waiting: str = ""
    paused_until: date | None = None
    estimate: bool = False
    steps: tuple[Moved, ...] = ()

    def text(self) -> str:
        """Every step that moved it, one a line."""
        lines = [step.text() for step in self.steps]
        if self.estimate and self.due is not None:
            lines.append(f"{self.due.year} 年的放假安排还没有公布，到期日期按周末和法定节日推算，公布后会变。")
        return "\n".join(lines)


def reckon(term: Term, facts: Values, calendar: Calendar, counting: Counting = "after") -> Reckoned:
    """Work a term out from a record's facts; the same facts again cost nothing."""
    return _reckoned(term, tuple([facts.get(name) for name in term.fields]), calendar, counting)


@lru_cache(maxsize=8192)
def _reckoned(term: Term, told: tuple[Value, ...], calendar: Calendar, counting: Counting) -> Reckoned:
    facts: Values = dict(zip(term.fields, told, strict=True))
    last = facts.get(term.again) if term.again else None
    start = last or facts.get(term.starts)
    if start is None:
        return Reckoned()
    done = facts.get(term.ends) if term.ends else None
    count = _Count(term, calendar, counting)
    known: dict[str, Value] = {term.starts: start}
    begun = term.told_again if last else term.told
    steps = [Moved(start, f"{begun}，{term.days} {term.unit}内", term.source, count.due(known))]
    for happened in sorted(_happenings(term, facts), key=lambda item: item.on):
        if done is not None and happened.on > done:
            break
        known.update(happened.adds)
        due = count.due(known)
        steps.append(Moved(happened.on, happened.told + count.said(known, happened), happened.source, due))
    due = count.due(known)
    through = range(start.year, (due or start).year + 1)
    return Reckoned(
        due=due,
        waiting=count.waiting(known),
        paused_until=count.open_pause(known),
        estimate=term.workdays and any(year >= _ARRANGED_SINCE and calendar.is_estimate(year) for year in through),
        steps=tuple(steps),
    )


def days_left(term: Term, due: date, today: date, calendar: Calendar) -> int:
    """How many days of the term are left after today; less than nothing when it is over."""
    first, last, sign = (today, due, 1) if due >= today else (due, today, -1)
    if not term.workdays:
        return sign * (last - first).days
    return sign * _workdays(first, last, calendar)


@lru_cache(maxsize=4096)
def _workdays(first: date, last: date, calendar: Calendar) -> int:
    """How many working days lie in (first, last]; a ledger asks for the same days again and again."""
    return sum(calendar.is_workday(first + n * _DAY) for n in range(1, (last - first).days + 1))


def counting_of(around: Surroundings) -> Counting:
    """How this office counts a pause."""
    return _COUNTINGS.get(around.setting(COUNTING_SETTING), "after")


def of_office(term: Term, around: Surroundings) -> Term:
    """The term with the days that the office has set for it."""
    said = around.setting(term.setting).strip() if term.setting else ""
    return replace(term, days=int(said)) if said.isdecimal() and 0 < int(said) < 1000 else term


def keeps(term: Term, due: str) -> Rule:
    """A rule that keeps the last day of a term in a field, so that statuses and filters can ask for it."""

    def follow(values: Values, around: Surroundings) -> Mapping[str, Value]:
        return {due: reckon(of_office(term, around), values, around.calendar, counting_of(around)).due}

    def estimates(values: Values, around: Surroundings) -> Collection[str]:
        return estimated(term, due, values, around)

    return Rule(term.fields, follow, keeps=(due,), estimates=estimates if term.workdays else None)


def estimated(term: Term, due: str, values: Values, around: Surroundings, *others: str) -> Collection[str]:
    """The field of the last day of a term, and `others` that follow from it, when that day is an estimate; else nothing."""
    day = values.get(due)
    if day is None or not around.calendar.is_estimate(day.year):
        return ()
    found = reckon(of_office(term, around), values, around.calendar, counting_of(around))
    return (due, *others) if found.estimate and found.due == day else ()


@dataclass(frozen=True)
class _Happening:
    """Something that happened on a day, and the facts that it adds."""

    on: date
    told: str
    source: str
    adds: Mapping[str, Value]
    pause: Pause | None = None


def _happenings(term: Term, facts: Values) -> Iterator[_Happening]:
    for restart in term.restarts:
        asked, given = facts.get(restart.asked), facts.get(restart.given)
        if asked is not None:
            yield _Happening(asked, restart.told_asked, restart.source, {restart.asked: asked})
        if given is not None:
            told = f"{restart.told_given}，从这一天重新计算"
            yield _Happening(given, told, restart.source, {restart.asked: asked, restart.given: given})
    for pause in term.pauses:
        begun, ended = facts.get(pause.begun), facts.get(pause.ended)
        if begun is not None:
            adds = {pause.begun: begun, **({pause.heard: facts.get(pause.heard)} if pause.heard else {})}
            yield _Happening(begun, pause.told_begun, pause.source, adds, pause)
            if ended is not None and ended >= begun:
                yield _Happening(ended, pause.told_ended, pause.source, {pause.ended: ended}, pause)
    for extension in term.extensions:
        granted, days = facts.get(extension.granted), facts.get(extension.days)
        if granted is not None and days:
            told = f"{extension.told} {days} {term.unit}"
            yield _Happening(granted, told, extension.source, {extension.granted: granted, extension.days: days})


class _Count:
    """Counts one term over what is known so far."""

    def __init__(self, term: Term, calendar: Calendar, counting: Counting) -> None:
        self._term = term
        self._calendar = calendar
        self._counting = counting

    def due(self, known: Values) -> date | None:
        """The last day of the term; None while the other side is waited for."""
        if self.waiting(known):
            return None
        start = self._begins(known)
        total = self._term.days + self._extended(known, start)
        spans = [span for pause in self._term.pauses if (span := self._span(known, pause)) is not None]
        due, left_out = self._add(start, total), 0
        while (out := self._left_out(start, due, spans)) != left_out:
            left_out = out
            due = self._add(start, total + left_out)
        while self._term.rolls and not self._calendar.is_workday(due):
            due += _DAY
        return due

    def waiting(self, known: Values) -> str:
        """What the other side is waited for; "" when for nothing."""
        for restart in self._term.restarts:
            if known.get(restart.asked) is not None and known.get(restart.given) is None:
                return restart.told_asked
        return ""

    def open_pause(self, known: Values) -> date | None:
        """The last day of a pause whose end is not known yet."""
        open_ones = [pause for pause in self._term.pauses if known.get(pause.begun) and not known.get(pause.ended)]
        return max((self._silent_end(known, pause) for pause in open_ones), default=None)

    def said(self, known: Values, happened: _Happening) -> str:
        """What is said beside a step of a pause: until when at the latest, or how many days it left out."""
        pause = happened.pause
        if pause is None:
            return ""
        span = self._span(known, pause)
        if known.get(pause.ended) is None or span is None:
            return f"，所需时间不计算在内，最迟到 {self._silent_end(known, pause).isoformat()}"
        start = self._begins(known)
        count = self._left_out(start, max(span[1], start), [span])
        return f"，扣除 {count} {self._term.unit}"

    def _begins(self, known: Values) -> date:
        given: list[date | None] = [known.get(restart.given) for restart in self._term.restarts]
        first: date = known[self._term.starts]
        return max([first, *(day for day in given if day is not None)])

    def _extended(self, known: Values, start: date) -> int:
        granted = (item for item in self._term.extensions if known.get(item.granted) and known[item.granted] >= start)
        return sum(known[item.days] for item in granted)

    def _span(self, known: Values, pause: Pause) -> tuple[date, date] | None:
        """The first and the last day that are left out, both included; None for no day."""
        begun = known.get(pause.begun)
        if begun is None:
            return None
        ended = known.get(pause.ended)
        last = self._silent_end(known, pause)
        if ended is not None and ended < last:
            last = ended - _DAY if self._counting == "between" else ended
        first = begun if self._counting == "both" else begun + _DAY
        return (first, last) if last >= first else None

    def _silent_end(self, known: Values, pause: Pause) -> date:
        begun: date = known[pause.begun]
        heard: date | None = known.get(pause.heard) if pause.heard else None
        return self._calendar.add_workdays(heard or begun, pause.at_most)

    def _left_out(self, start: date, due: date, spans: list[tuple[date, date]]) -> int:
        """How many countable days of (start, due] lie in a span."""
        days: set[date] = set()
        for first, last in spans:
            day = max(first, start + _DAY)
            while day <= min(last, due):
                if not self._term.workdays or self._calendar.is_workday(day):
                    days.add(day)
                day += _DAY
        return len(days)

    def _add(self, start: date, count: int) -> date:
        return self._calendar.add_workdays(start, count) if self._term.workdays else start + count * _DAY
