"""Counting terms again (重算期限) when the calendar may know more than when they were counted.

The arrangement of a year's holidays is published late in the year before; a term that runs into it was an estimate
until then. Called when a workbook is opened for writing.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from models.base.conditions import Before, Filled
from models.base.fields import Values
from models.base.record import Changes, Query
from models.base.register import Calendar, Register, Rule
from models.operations.desk import Around, Desk, Outcome
from models.operations.records import counted
from models.workbook.steps import Step
from models.workdays.calendar import WorkCalendar

_AT_ONCE = 1000
_LOOKED_BACK = timedelta(days=30)
"""A term that ended longer ago than this was counted when the calendar was known; its day is history and stays."""


def recount(desk: Desk) -> Outcome:
    """Ask the rules that keep days again, for records whose day is still to come or just past, in one step.

    Raises:
        ClerkError: the office's own working days can't be read.
    """
    moved = _moved(desk, Around(desk), earlier_calendars(desk), overdue=False)
    if not moved:
        return Outcome(Changes(), "")
    counts = {name: sum(owner == name for owner, _ in moved) for name in dict.fromkeys(owner for owner, _ in moved)}
    title = f"按现在的放假安排重算 {'、'.join(counted(desk.registers[name], count) for name, count in counts.items())}的期限"
    return Outcome(desk.book.change("recount", title, lambda step: _write(step, moved)), f"已{title}。")


def recount_inside(desk: Desk, step: Step, before: Sequence[Calendar]) -> None:
    """The same inside a running step, after it has changed a setting that terms go by; what is overdue follows too.

    before: the calendars by which days may have been counted, from before the change (`earlier_calendars`).
    """
    _write(step, _moved(desk, Around(desk, step), before, overdue=True))


def earlier_calendars(desk: Desk) -> list[WorkCalendar]:
    """The calendar as it is, and as it was before the arrangements of this year and of the next were known."""
    now, year = desk.calendar, desk.clock.today().year
    return [now, now.as_before(year), now.as_before(year + 1)]


_Moved = Mapping[tuple[str, int], Mapping[str, object]]
"""(register, record) -> the fields that come out differently now."""


def _write(step: Step, moved: _Moved) -> None:
    for (register, identity), fresh in moved.items():
        step.update(register, identity, fresh)


def _moved(desk: Desk, around: Around, before: Sequence[Calendar], *, overdue: bool) -> _Moved:
    moved: dict[tuple[str, int], dict[str, object]] = {}
    for register in desk.registers.values():
        rules = [rule for rule in register.rules if rule.keeps]
        asked = {rule: frozenset(_open(desk, register, rule, overdue=overdue)) for rule in rules}
        ids = sorted(frozenset[int]().union(*asked.values()))
        for start in range(0, len(ids), _AT_ONCE):
            for record in desk.book.records(register.name, ids[start : start + _AT_ONCE]):
                fresh: dict[str, object] = {}
                for rule in rules:
                    if record.id in asked[rule]:
                        fresh.update(_fresh(rule, record.values, around, before))
                if fresh:
                    moved[register.name, record.id] = fresh
    return moved


def _fresh(rule: Rule, values: Values, around: Around, before: Sequence[Calendar]) -> Mapping[str, object]:
    """What comes out differently by a rule now."""
    told = rule.recount(values, around, before) if rule.recount is not None else rule.then(values, around)
    return {name: value for name, value in told.items() if value != values[name]}


def _open(desk: Desk, register: Register, rule: Rule, *, overdue: bool) -> list[int]:
    since = desk.clock.today() - _LOOKED_BACK
    ids: dict[int, None] = {}
    for name in rule.keeps:
        late = ~Before(name, since) | register.wanting if overdue else ~Before(name, since)
        ids.update(dict.fromkeys(desk.book.ids(register.name, Query(where=Filled(name) & late & rule.among))))
    return list(ids)
