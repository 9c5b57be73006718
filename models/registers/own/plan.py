"""A register as a clerk describes it: what it is called, its fields in order, its clock; and the same as text.

The text is JSON that a person can read; what is as usual is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

ClockKind = Literal["none", "done", "day", "term", "wording"]
"""No state; open until done (办结); due on the day in a field; due so many days after the day in a field; due on the day
that the wording in a field means (9月底前)."""
CLOCK_FIELDS: Mapping[ClockKind, str] = {"day": "date", "term": "date", "wording": "deadline"}
"""The kind of the field from which a clock runs."""


@dataclass(frozen=True, kw_only=True)
class PlannedField:
    """A field: `code` is its English name, which never changes; `kind` one of `kinds.KINDS`.

    A code says the kind (date_2, link_units_3): one given up by an undo is only ever taken by its like. A field that has
    become one of another kind, or is new, may have any other until the plan is kept (`Plan.coded`).
    options: the words of a list. to: the register that a link is to. listed: a column of the table at first.
    printed: a column of the exported ledger. gone: taken out by the clerk; what it holds is kept, and it can be put back.
    """

    code: str
    title: str
    kind: str
    options: tuple[str, ...] = ()
    to: str = ""
    required: bool = False
    listed: bool = True
    printed: bool = True
    gone: bool = False

    @property
    def is_coded(self) -> bool:
        """Whether its code is one of its kind."""
        start, _, number = self.code.rpartition("_")
        return start == _stem(self.kind, self.to) and number.isdecimal()


def _stem(kind: str, to: str) -> str:
    return f"{kind}_{to}" if to else kind


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The clock: `field` is the code of the field it goes by: the last day, the one from which a term runs, the wording.

    days: working days or calendar days of the term, counted from the day after; nothing moves a last day without work.
    """

    kind: ClockKind = "none"
    field: str = ""
    days: int = 0
    workdays: bool = True

    @property
    def counts(self) -> bool:
        """Whether the last day is worked out and kept beside the fields."""
        return self.kind in ("term", "wording")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole: `title_field` is the code of the field by which a record is called.

    paper, landscape: of its exported ledger, whose columns stand in the order of the fields.
    """

    title: str
    noun: str
    counter: str = "条"
    fields: tuple[PlannedField, ...]
    title_field: str
    clock: Clock = field(default_factory=Clock)
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True

    @cached_property
    def by_code(self) -> Mapping[str, PlannedField]:
        """The fields by code, those taken out too."""
        return {item.code: item for item in self.fields}

    @property
    def kept(self) -> tuple[PlannedField, ...]:
        """The fields that were not taken out."""
        return tuple(item for item in self.fields if not item.gone)

    def coded(self, before: "Plan | None" = None) -> tuple["Plan", Mapping[str, str]]:
        """The plan with codes of their kind for all fields, none of them one of `before`; and (new code -> the one it had)."""
        plan, renamed = self, dict[str, str]()
        numbers = [_number(item.code) for item in (*self.fields, *(before.fields if before else ()))]
        for item in self.fields:
            if not item.is_coded:
                numbers.append(max(numbers, default=0) + 1)
                code = f"{_stem(item.kind, item.to)}_{numbers[-1]}"
                plan = plan._recoded(item.code, replace(item, code=code))
                renamed[code] = item.code
        return plan, renamed

    def _recoded(self, old: str, new: PlannedField) -> "Plan":
        fields = tuple(new if item.code == old else item for item in self.fields)
        clock = replace(self.clock, field=new.code) if self.clock.field == old else self.clock
        title_field = new.code if self.title_field == old else self.title_field
        return replace(self, fields=fields, clock=clock, title_field=title_field)


def _number(code: str) -> int:
    number = code.rpartition("_")[2]
    return int(number) if number.isdecimal() else 0


_USUAL_FIELD, _USUAL_CLOCK = PlannedField(code="", title="", kind=""), Clock()


def plan_text(plan: Plan) -> str:
    """The plan but for its title."""
    told: dict[str, Any] = {"noun": plan.noun, "counter": plan.counter, "title_field": plan.title_field}
    told |= {} if plan.paper == "A4" else {"paper": plan.paper}
    told |= {} if plan.landscape else {"landscape": False}
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
