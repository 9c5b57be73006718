"""A register (台账) as data: fields, statuses, actions, rules and how it is shown.

A new register is one such value; no code of the window, the workbook or the exports knows it by name.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, Protocol

from models.base.computed import Computed
from models.base.conditions import All, Always, AnyOf, Condition, Moment, Not
from models.base.fields import Directory, Field, Json, Value, Values
from models.base.layouts import ROW_NUMBER, STATUS, Layout, plain_layout
from models.base.record import ESTIMATED, Query

Light = Literal["red", "amber", "green", "blue", "grey", "done", ""]
"""Red to green as on the road; blue waits for a check, grey has not begun, done is over."""


@dataclass(frozen=True)
class Status:
    """One derived status (状态): the first in the register's order whose condition holds is the record's.

    `light` is its traffic light; `counts` names the date field from which the days are told (逾期 15 天).
    """

    code: str
    title: str
    light: Light
    when: Condition = field(default_factory=Always)
    counts: str = ""
    attention: bool = False
    """Counts as something that needs a hand, in the numbers beside the registers."""
    waits: bool = False
    """Its name alone does not say that the days are those left: 待回复（剩 12 天）."""


class Calendar(Protocol):
    """Which days are working days; `models.workdays` has the real one. It never changes: what it says may be kept."""

    def __hash__(self) -> int:
        """By identity will do."""
        ...

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        ...

    def add_workdays(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`."""
        ...

    def is_estimate(self, year: int) -> bool:
        """Whether the arrangement of that year's holidays is not published yet."""
        ...


class Surroundings(Directory, Protocol):
    """What a rule may ask about the world outside its record."""

    @property
    def calendar(self) -> Calendar:
        """The working-day calendar, with the office's overrides."""
        ...

    def today(self) -> date:
        """The present day."""
        ...

    def stated_year(self) -> int | None:
        """The year that is stated where the values come from (the title of a table); None where none is."""
        ...

    def values(self, register: str, record_id: int) -> Values:
        """The values of another record."""
        ...

    def linked(self, register: str, field: str) -> Mapping[int, Sequence[int]]:
        """What every record of a register links to by one field; those that link to nothing are left out."""
        ...

    def setting(self, key: str, default: str = "") -> str:
        """One of the office's settings."""
        ...


Effect = Callable[[Values, Values, date], Mapping[str, Value]]
"""(the record's values, the answers asked for, today) -> the fields to set."""

EffectAround = Callable[[Values, Values, Surroundings], Mapping[str, Value]]
"""The same for an effect that must ask about the world, for names say: (values, answers, the world) -> fields to set."""

Default = Callable[[Values, date], Value]


@dataclass(frozen=True)
class Candidate:
    """One of the records among which an answer must choose. `note` says in a word what it is besides (抄送)."""

    id: int
    wanted: bool = True
    """It is offered; others may be named all the same."""
    usual: bool = False
    """It stands ticked at first."""
    note: str = ""


Among = Callable[[Values, Surroundings], Sequence[Candidate]]
"""The only records that may be the answer, for one record; none: nothing is asked about it."""


@dataclass(frozen=True)
class Each:
    """An answer for all that were chosen, and in place of it what some of them have as their own: id -> answer."""

    shared: Value = None
    own: Mapping[int, Value] = field(default_factory=dict)

    def of(self, identity: int) -> Value:
        """What one of them has."""
        return self.own.get(identity, self.shared)


@dataclass(frozen=True)
class Ask:
    """One answer an action asks for: the field that reads it, and what stands there at first.

    With `among` it is a choice of links, at least one; a name that is none of them is refused and never registered,
    in the sentence “区农业局” + `refusal`.
    """

    field: Field
    default: Default | None = None
    among: Among | None = None
    refusal: str = ""
    each: str = ""
    """The answer by which records are chosen (one with `among`): each of them may have its own of this one; then an
    `Each` is answered."""
    happened: bool = False
    """It is the day on which something happened, so not one that is still to come."""
    begins: bool = False
    """The keyboard begins here, although something stands there at first."""

    def first(self, values: Values, around: Surroundings, day: date) -> Value:
        """What stands there at first, for one record."""
        if self.among is not None:
            return tuple(item.id for item in self.among(values, around) if item.usual)
        return self.default(values, day) if self.default else self.field.empty


@dataclass(frozen=True)
class Action:
    """A named change to records (启动, 完成, 销号, 退回 …).

    `when` says on which records it is allowed and `refusal` why it is not on the others, as the rest of
    a sentence: “第 3 项” + refusal.
    """

    name: str
    title: str
    help: str
    when: Condition
    refusal: str
    effect: Effect | None = None
    effect_around: EffectAround | None = None
    """One of the two."""
    asks: tuple[Ask, ...] = ()
    heading: str = ""
    """Above the questions, where the title and the number of records do not say whose deed it is."""
    told: "Told | None" = None
    """What was done, where the title and the number of records do not say it."""
    shortcut: str = ""
    """May be that of another register's action: only those of the page in front answer."""
    icon: str = ""
    hands_over: tuple[str, ...] = ()
    """Fields with the name of somebody who is followed by another: the outcome tells the work that names the one before."""
    toolbar: bool = False
    """Stands in the toolbar while the register's page is in front."""

    def done(self, values: Values, answers: Values, around: Surroundings, today: date) -> Mapping[str, Value]:
        """The fields to set."""
        if self.effect_around is not None:
            return self.effect_around(values, answers, around)
        assert self.effect is not None
        return self.effect(values, answers, today)


Told = Callable[[Sequence[Values], Surroundings], str]
"""(the answers for each of the records, the world) -> what was done, as it goes on after 已: 记下区农业农村局的回复."""


@dataclass(frozen=True)
class Rule:
    """When one of the `watches` fields changes, `then` gives other fields that follow from it.

    A field the person changed at the same time is left as the person wrote it.
    """

    watches: tuple[str, ...]
    then: Callable[[Values, Surroundings], Mapping[str, Value]]
    keeps: tuple[str, ...] = ()
    """Fields of days that also depend on the calendar: the rule is asked again when that may have changed."""
    estimates: "Estimates | None" = None
    """Which of its days are estimates now."""
    among: Condition = field(default_factory=Always)
    """The only records whose days depend on the calendar."""
    recount: "Recount | None" = None
    """Asked in place of `then` when the calendar may have changed, where a day set by hand must stay as it is."""
    retold: "Retold | None" = None
    """What is told in place of words that no longer hold."""


Estimates = Callable[[Values, Surroundings], Collection[str]]
"""The fields whose days were counted through a year whose holidays are not arranged yet (放假安排未公布)."""

Retold = Callable[[Values, Surroundings], Mapping[str, str]]
"""Fields whose words no longer hold (a term put off), each with what is told in their place; what is kept stays as it is."""

Recount = Callable[[Values, Surroundings, Sequence[Calendar]], Mapping[str, Value]]
"""(the record's values, the world, calendars by which its day may have been counted) -> the fields to set."""


class Reader(Protocol):
    """What may be asked when a whole register is looked through."""

    def today(self) -> date:
        """The present day."""
        ...

    def distinct(self, register: str, field: str, limit: int = 500) -> list[str]:
        """The different texts in a plain field."""
        ...

    def repeated(self, register: str, field: str, where: Condition | None = None) -> list[tuple[str, int]]:
        """The texts that stand in a plain field of several records (that meet `where`), each with how many."""
        ...

    def ids(self, register: str, query: Query | None = None) -> list[int]:
        """The records asked for."""
        ...


@dataclass(frozen=True)
class Finding:
    """Something about a register as a whole that should not be so: in a word or two, and in a sentence."""

    short: str
    told: str


Look = Callable[[Reader], Sequence[Finding]]
"""Looks a register through, for gaps in numbers and the like."""


@dataclass(frozen=True)
class Tally:
    """A number for the summary of a year (工作总结): the records whose `day` lies in it, and how many of each word of `by`.

    adds: a field of numbers whose sum is told, too.
    """

    title: str
    day: str
    by: str = ""
    adds: str = ""


@dataclass(frozen=True)
class Group:
    """Fields that stand together in the form, under a heading."""

    title: str
    fields: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Register:
    """A register's declaration. `name` is its English name and its table's; `title` what people see."""

    name: str
    title: str
    noun: str
    """What one record is called in a sentence: 任务."""
    counter: str = "项"
    """Measure word: 35 项, 3 份."""
    icon: str = ""
    shelf: str = "台账"
    """The heading under which the navigation lists it."""
    fields: tuple[Field, ...]
    """What is stored."""
    computed: tuple[Computed, ...] = ()
    """What is worked out from it whenever a record is read."""
    statuses: tuple[Status, ...] = ()
    actions: tuple[Action, ...] = ()
    rules: tuple[Rule, ...] = ()
    looks: tuple[Look, ...] = ()
    """What is looked for in the register as a whole; what they find stands beside its numbers."""
    tallies: tuple[Tally, ...] = ()
    """What the summary of a year counts of its records."""
    title_field: str
    known_by: tuple[str, ...] = ()
    """Fields by whose value another record finds this one (name, aliases, 文号)."""
    from_name: Callable[[str], Values] | None = None
    """Makes a record of a name that is not found when something links here; None: that is an error."""
    columns: tuple[str, ...] = ()
    """Fields shown in the table at first, in order; the status comes by itself."""
    layouts: tuple[Layout, ...] = ()
    """Layouts (版式) of its exported ledger; the first is the usual one."""
    groups: tuple[Group, ...] = ()
    filters: tuple[str, ...] = ()
    """Fields offered as filter chips, beside the status."""
    empty_hint: str = ""
    """What to do when there is nothing yet."""
    tree: str = ""
    """The field that names a record's parents in this same register: its records can be shown as a tree."""
    tree_root: str = ""
    """Of a tree by one parent: the field whose value begins a record's path (义务教育 > 学校信息 > 招生), by which links
    show and find it, since names alone come again and again."""
    work: bool = False
    """Its records are work for somebody until their status is done."""
    fed_by_notices: bool = False
    """Its records come from notices brought in, so its empty page offers that."""
    hidden: bool = False

    @cached_property
    def wanting(self) -> Condition:
        """Whether a record's status is one that needs a hand."""
        found: list[Condition] = []
        for at, status in enumerate(self.statuses):
            if status.attention:
                found.append(All((status.when, *(Not(other.when) for other in self.statuses[:at]))))
        return AnyOf(tuple(found)) if found else Not(Always())

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Fields by their English name."""
        return {item.name: item for item in self.shown}

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """All fields, those that are computed after those that are stored."""
        return (*self.fields, *self.computed)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError when there is none."""
        return self.by_name[name]

    def action(self, name: str) -> Action | None:
        """The action of that name."""
        return next((item for item in self.actions if item.name == name), None)

    def status(self, code: str) -> Status | None:
        """The status of that code."""
        return next((item for item in self.statuses if item.code == code), None)

    def status_of(self, values: Values, moment: Moment) -> str:
        """The code of the status that holds; "" for a register without statuses."""
        for status in self.statuses:
            if status.when.holds(values, moment):
                return status.code
        return ""

    def estimates(self, values: Values, around: Surroundings) -> frozenset[str]:
        """The fields of a record whose days are estimates: a year's holidays are not arranged yet."""
        asked = (rule.estimates for rule in self.rules if rule.estimates is not None)
        return frozenset(name for estimates in asked for name in estimates(values, around))

    def retold(self, values: Values, around: Surroundings) -> Mapping[str, str]:
        """The fields of a record whose words no longer hold, each with what is told in their place."""
        asked = (rule.retold for rule in self.rules if rule.retold is not None)
        return {name: text for retold in asked for name, text in retold(values, around).items()}

    def status_text(self, values: Values, moment: Moment, estimates: Collection[str] = ()) -> str:
        """The status in words, with the days where it counts them: 逾期 15 天, 临期 3 天（估算）."""
        status = self.status(self.status_of(values, moment))
        if status is None:
            return ""
        day = values.get(status.counts) if status.counts else None
        if day is None:
            return status.title
        days = abs((day - moment.today).days)
        mark = ESTIMATED if status.counts in estimates else ""
        if not days:
            return f"{status.title}（今天）{mark}"
        return f"{status.title}（剩 {days} 天）{mark}" if status.waits else f"{status.title} {days} 天{mark}"

    def in_status(self, codes: tuple[str, ...]) -> Condition:
        """A condition that holds for records in one of these statuses."""
        parts: list[Condition] = []
        earlier: list[Condition] = []
        for status in self.statuses:
            if status.code in codes:
                parts.append(All((status.when, *(Not(item) for item in earlier))))
            earlier.append(status.when)
        return AnyOf(tuple(parts))

    @cached_property
    def usual_layout(self) -> Layout:
        """The first layout; for a register that declares none, every field that shows."""
        shown = [item.name for item in self.fields if not item.hidden]
        state = [STATUS] if self.statuses else []
        return self.layouts[0] if self.layouts else plain_layout(self.title, ROW_NUMBER, *shown, *state)

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """Fields on whose values depends by which names a record goes."""
        path = (self.tree, self.tree_root) if self.tree_root else ()
        return tuple(dict.fromkeys((self.title_field, *self.known_by, *path)))

    @cached_property
    def unit_fields(self) -> tuple[str, ...]:
        """Fields that hold units, in any role."""
        return tuple(item.name for item in self.fields if item.kind == "units")

    @cached_property
    def searched(self) -> tuple[Field, ...]:
        """Fields that are looked through when words are searched; without one there is no search index."""
        return tuple(item for item in self.fields if item.searched)

    @cached_property
    def empty_image(self) -> Mapping[str, Json]:
        """The same as stored values."""
        return {item.name: item.to_json(item.empty) for item in self.fields}

    def empty_values(self) -> dict[str, Any]:
        """The values of a record in which nothing is filled in."""
        return {item.name: item.empty for item in self.fields}


@dataclass(frozen=True)
class OwnRegisters:
    """How an office's own registers (自建台账) come about: each is declared by a record of the register `kept_in`."""

    kept_in: str
    declared: Callable[[int, Values], Register | None]
    """(id and values of the record) -> the register; None when the definition can't be read. Equal ones give the same."""


class Registers(Mapping[str, Register]):
    """All registers, by name, in the order of the navigation; `own` says how an office adds some of its own."""

    def __init__(self, registers: tuple[Register, ...], own: OwnRegisters | None = None) -> None:
        self.own = own
        self._by_name = {register.name: register for register in registers}
        self._links: dict[str, list[tuple[Register, Field]]] = {}
        for register in registers:
            for item in register.fields:
                if item.target is not None:
                    self._links.setdefault(item.target, []).append((register, item))
        self._anywhere = [(owner, item) for owner in registers for item in owner.fields if item.links_anywhere]

    def __getitem__(self, name: str) -> Register:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def with_own(self, own: Sequence[Register], given_up: Sequence[Register]) -> "Registers":
        """These and an office's own, where the register stands that keeps them; last those it has given up, hidden.

        What was given up has no records, but the change log still speaks of it.
        """
        assert self.own is not None
        at = list(self._by_name).index(self.own.kept_in)
        built_in = tuple(self._by_name.values())
        gone = (replace(item, title=f"{item.title}（已删除）", hidden=True) for item in given_up)
        return Registers((*built_in[:at], *own, *built_in[at:], *gone), self.own)

    def links_to(self, name: str) -> Sequence[tuple[Register, Field]]:
        """Every field of any register that links to the register `name`, or can."""
        return (*self._links.get(name, ()), *self._anywhere)
