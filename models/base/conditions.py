"""Conditions over a record's fields: one small language for statuses, filters and what an action needs.

A condition is a plain value. It is evaluated here in Python on one record, and compiled to SQL by the
workbook for all records at once; a property test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from typing_extensions import override

from models.base.fields import Values

Limit = date | Literal["today", "soon"]


@dataclass(frozen=True)
class Moment:
    """What "today" and "soon" mean: a day, and how many calendar days ahead count as 临期."""

    today: date
    soon_days: int = 7

    def day(self, limit: Limit) -> date:
        """The calendar day behind a limit."""
        if limit == "today":
            return self.today
        if limit == "soon":
            return self.today + timedelta(days=self.soon_days)
        assert isinstance(limit, date)
        return limit


class Condition:
    """Base of all conditions; combine with & | ~."""

    def __and__(self, other: "Condition") -> "Condition":
        return All((self, other))

    def __or__(self, other: "Condition") -> "Condition":
        return AnyOf((self, other))

    def __invert__(self) -> "Condition":
        return Not(self)

    def holds(self, values: Values, moment: Moment) -> bool:
        """Whether a record with these values meets the condition."""
        raise NotImplementedError


@dataclass(frozen=True)
class Always(Condition):
    """Every record."""

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        del values, moment
        return True


@dataclass(frozen=True)
class Filled(Condition):
    """The field has a value: not None, not empty, not 否."""

    field: str

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        del moment
        return bool(values.get(self.field))


@dataclass(frozen=True)
class Equals(Condition):
    """The field's value is exactly this one (None: nothing)."""

    field: str
    value: Any

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        del moment
        return bool(values.get(self.field) == self.value)


@dataclass(frozen=True)
class Contains(Condition):
    """The field's text has this part, letter for letter."""

    field: str
    part: str

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        del moment
        return self.part in (values.get(self.field) or "")


@dataclass(frozen=True)
class Before(Condition):
    """The field's day is earlier than the limit; a missing day is not."""

    field: str
    limit: Limit

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        day = values.get(self.field)
        return day is not None and day < moment.day(self.limit)


@dataclass(frozen=True)
class UpTo(Condition):
    """The field's day is the limit or earlier; a missing day is not."""

    field: str
    limit: Limit

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        day = values.get(self.field)
        return day is not None and day <= moment.day(self.limit)


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


@dataclass(frozen=True)
class Holds(Condition):
    """One of the fields holds, or is, one of these items (a unit in any role, say)."""

    fields: tuple[str, ...]
    items: tuple[Any, ...]

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        del moment
        return any(item in _items(values.get(name)) for name in self.fields for item in self.items)


@dataclass(frozen=True)
class All(Condition):
    """All of them; of none, true."""

    parts: tuple[Condition, ...]

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        return all(part.holds(values, moment) for part in self.parts)


@dataclass(frozen=True)
class AnyOf(Condition):
    """At least one of them; of none, false."""

    parts: tuple[Condition, ...]

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        return any(part.holds(values, moment) for part in self.parts)


@dataclass(frozen=True)
class Not(Condition):
    """The contrary."""

    part: Condition

    @override
    def holds(self, values: Values, moment: Moment) -> bool:
        return not self.part.holds(values, moment)
