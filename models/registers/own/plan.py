"""A register as a clerk describes it: what it is called, its fields in order, its clock; and the same as text.

The text is JSON that a person can read; what is as usual is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

ClockKind = Literal["none", "done", "day", "term"]
"""No state; open until done (办结); due on the day in a field; due so many days after the day in a field."""


@dataclass(frozen=True, kw_only=True)
class PlannedField:
    """A field: `code` is its English name, which never changes; `kind` one of `kinds.KINDS`.

    options: the words of a list. to: the register that a link is to. listed: a column of the table at first.
    gone: taken out by the clerk; what it holds is kept, and it can be put back.
    """

    code: str
    title: str
    kind: str
    options: tuple[str, ...] = ()
    to: str = ""
    required: bool = False
    listed: bool = True
    gone: bool = False


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The clock: `field` is the code of the field of the day (the last day, or the one from which a term runs).

    days: working days or calendar days of the term, counted from the day after; nothing moves a last day without work.
    """

    kind: ClockKind = "none"
    field: str = ""
    days: int = 0
    workdays: bool = True


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole: `title_field` is the code of the field by which a record is called."""

    title: str
    noun: str
    counter: str = "条"
    fields: tuple[PlannedField, ...]
    title_field: str
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def by_code(self) -> Mapping[str, PlannedField]:
        """The fields by code, those taken out too."""
        return {item.code: item for item in self.fields}

    @property
    def kept(self) -> tuple[PlannedField, ...]:
        """The fields that were not taken out."""
        return tuple(item for item in self.fields if not item.gone)

    def free_code(self, kind: str, to: str = "") -> str:
        """A code for a new field: its kind, so that one given up by an undo is only ever taken by its like, and a number."""
        numbers = [int(number) for code in self.by_code if (number := code.rpartition("_")[2]).isdecimal()]
        return "_".join(filter(None, (kind, to, str(max(numbers, default=0) + 1))))

    def recoded(self, old: str, new: PlannedField) -> "Plan":
        """The plan with a field of another code in the place of one."""
        fields = tuple(new if item.code == old else item for item in self.fields)
        clock = replace(self.clock, field=new.code) if self.clock.field == old else self.clock
        title_field = new.code if self.title_field == old else self.title_field
        return replace(self, fields=fields, clock=clock, title_field=title_field)


_USUAL_FIELD, _USUAL_CLOCK = PlannedField(code="", title="", kind=""), Clock()


def plan_text(plan: Plan) -> str:
    """The plan but for its title."""
    told: dict[str, Any] = {"noun": plan.noun, "counter": plan.counter, "title_field": plan.title_field}
    told["clock"] = _told(plan.clock, _USUAL_CLOCK)
    told["fields"] = [_told(item, _USUAL_FIELD) for item in plan.fields]
    return json.dumps(told, ensure_ascii=False)


def read_plan(title: str, text: str) -> Plan:
    """The plan of that text.

    Raises:
        ValueError: it is none, or one of another version of the program.
    """
    try:
        told = json.loads(text)
        fields = [PlannedField(**{**item, "options": tuple(item.get("options", ()))}) for item in told.pop("fields")]
        clock = Clock(**told.pop("clock"))
        return Plan(title=title, fields=tuple(fields), clock=clock, **told)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _told(value: PlannedField | Clock, usual: PlannedField | Clock) -> dict[str, Any]:
    """What is not as usual."""
    others = asdict(usual)
    return {name: item for name, item in asdict(value).items() if item != others[name]}
