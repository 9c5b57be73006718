"""Matching (核对单位): what each unit name of a notice is: a registered unit, a likely spelling of one, new, or a group.

The review asks `match_units`, lets the clerk decide, and hands the `Decision`s to `bringing_in.bring_in`, which
has `keep` apply them in its own step. Nothing is merged without a decision; what was decided is remembered: a
spelling as the unit's 别称, a refusal (不是同一单位) in the settings.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from models.base.fields import plain_name
from models.intake import DraftTask
from models.operations.desk import Around, Desk
from models.operations.unit_names import likeness, read_name
from models.registers.units import GROUP, SINGLE, looks_like_group
from models.workbook.steps import Step

TOLD_APART = "units_told_apart"
"""Setting: spellings that are not the unit they look like, JSON {"区司法局": ["市司法局"]}."""

MOST_CANDIDATES = 5

Kind = Literal["same", "alias", "likely", "new", "group"]


@dataclass(frozen=True)
class Match:
    """What one name of a notice is.

    same: a unit's name; alias: a 别称 of it; likely: by the rules of the field a spelling of `unit_name`, which the
    clerk has to confirm; new: nobody so far; group: a phrase for many units that is not registered so far.
    """

    name: str
    kind: Kind
    unit_id: int | None = None
    """The registered unit; None for new names, and where `unit_name` is another name of the same notice."""
    unit_name: str = ""
    candidates: tuple[str, ...] = ()
    """Units that the name looks like, the nearest first; several equally near ones make it `new`."""
    times: int = 0
    """In how many tasks it stands."""
    is_group: bool = False
    members: tuple[str, ...] = ()
    """The names of a registered group's members."""


@dataclass(frozen=True)
class Decision:
    """What the clerk decided of one name. `same_as` names a unit, registered or of the same notice; "" is a unit of its own."""

    name: str
    same_as: str = ""
    kind: str = ""
    """单位 or 群体; "" leaves it to the name."""
    members: tuple[str, ...] | None = None
    """The units of a group by name; None leaves them as they are."""
    not_same: tuple[str, ...] = ()
    """Units that it is not; they are not proposed again."""


@dataclass(frozen=True)
class _Unit:
    """A registered unit with all its spellings."""

    name: str
    spellings: tuple[str, ...]
    id: int


def names_in(tasks: Iterable[DraftTask]) -> Counter[str]:
    """The distinct unit names of tasks, in the order of first mention, with the number of tasks that name each."""
    counted: Counter[str] = Counter()
    for task in tasks:
        named = (*task.lead_units, *task.responsible_units, *task.cooperating_units)
        counted.update(list(dict.fromkeys(name for name in named if name.strip())))
    return counted


def match_units(desk: Desk, tasks: Iterable[DraftTask]) -> tuple[Match, ...]:
    """What each distinct unit name of these tasks is, in the order of first mention."""
    counted = names_in(tasks)
    roster = desk.book.records("units", desk.book.ids("units"))
    singles = [
        _Unit(unit["name"], (unit["name"], *unit["aliases"]), unit.id) for unit in roster if unit["kind"] != GROUP
    ]
    known = {unit.id: unit for unit in roster}
    apart = told_apart(desk)
    home = read_name(desk.book.setting("office_name")).places
    found = {name: desk.book.find("units", name) for name in counted}
    matches = []
    for name, times in counted.items():
        identity = found[name]
        if identity is not None:
            unit = known[identity]
            kind: Kind = "same" if plain_name(name) == plain_name(unit["name"]) else "alias"
            members = tuple(known[item]["name"] for item in unit["members"] if item in known)
            matches.append(Match(name, kind, identity, unit["name"], (), times, unit["kind"] == GROUP, members))
        elif looks_like_group(name):
            matches.append(Match(name, "group", times=times, is_group=True))
        else:
            refused = apart.get(plain_name(name), frozenset())
            matches.append(_stranger(name, times, singles, refused, home))
    return tuple(_among_themselves(matches, apart))


def units_of(desk: Desk, name: str, among: Iterable[int]) -> frozenset[int]:
    """The unit that goes by this name, and those of `among` of whose names it is likely a spelling.

    For a name that nobody is asked about, as the office's own: 望溪区人民政府办公室 is 区政府办公室 of the roster, unless
    the clerk told them apart. A name without a place may be any office's: for it only the roster counts.
    """
    known = desk.book.known("units", name) if name else None
    itself = frozenset(() if known is None else (known,))
    if not read_name(name).places:
        return itself
    apart, plain = told_apart(desk), plain_name(name)
    near = set()
    for identity in among:
        unit = desk.book.values("units", identity)
        other = plain_name(unit["name"])
        refused = other in apart.get(plain, ()) or plain in apart.get(other, ())
        if not refused and any(likeness(name, spelling) is not None for spelling in (unit["name"], *unit["aliases"])):
            near.add(identity)
    return itself | near


def _stranger(name: str, times: int, units: Sequence[_Unit], refused: frozenset[str], home: tuple[str, ...]) -> Match:
    """A name that nobody goes by: likely when one registered unit is nearer than all others, else new."""
    ranked: list[tuple[int, int, _Unit]] = []
    for place, unit in enumerate(units):
        told = [likeness(name, spelling) for spelling in unit.spellings if plain_name(unit.name) not in refused]
        near = [item for item in told if item is not None]
        if near:
            away = 0 if home and read_name(unit.name).places[-1:] == home[-1:] else 1
            ranked.append((2 * min(near) + away, place, unit))
    ranked.sort(key=lambda item: item[:2])
    if not ranked:
        return Match(name, "new", times=times)
    candidates = tuple(unit.name for _, _, unit in ranked[:MOST_CANDIDATES])
    best = ranked[0][2]
    rivals = [unit.name for rank, _, unit in ranked[1:] if rank == ranked[0][0]]
    if any(likeness(best.name, rival) is None for rival in rivals):
        return Match(name, "new", candidates=candidates, times=times)
    return Match(name, "likely", best.id, best.name, candidates, times)


def _among_themselves(matches: Sequence[Match], apart: Mapping[str, frozenset[str]]) -> list[Match]:
    """New names of one notice that look like one another: the shorter are likely the fullest one."""
    new = [match.name for match in matches if match.kind == "new" and not match.candidates]
    found = []
    for match in matches:
        if match.name in new:
            refused = apart.get(plain_name(match.name), frozenset())
            near = [
                other
                for other in new
                if _fullness(other) > _fullness(match.name)
                and plain_name(other) not in refused
                and likeness(match.name, other) is not None
            ]
            near.sort(key=_fullness, reverse=True)
            if near:
                one = all(likeness(near[0], other) is not None for other in near)
                kind: Kind = "likely" if one else "new"
                match = replace(match, kind=kind, unit_name=near[0] if one else "", candidates=tuple(near))
        found.append(match)
    return found


def _fullness(name: str) -> tuple[bool, int, str]:
    """Which of several spellings is to be the unit's name: one without a bracket, then the longest."""
    return "（" not in name and "(" not in name, len(name), name


def told_apart(desk: Desk) -> dict[str, frozenset[str]]:
    """What the clerk has refused so far: folded spelling -> folded names of units that it is not."""
    try:
        kept: Mapping[str, Sequence[str]] = json.loads(desk.book.setting(TOLD_APART, "{}"))
        return {plain_name(name): frozenset(map(plain_name, others)) for name, others in kept.items()}
    except (ValueError, TypeError, AttributeError):
        return {}  # somebody else wrote there: then everything is asked again


def keep(desk: Desk, step: Step, around: Around, decisions: Sequence[Decision], tasks: Sequence[DraftTask]) -> str:
    """Apply decisions inside a running step, before the tasks are written; gives the end of a sentence.

    A unit or group of its own is registered only when one of `tasks` names it.

    Raises:
        FieldError: a name does not fit, or belongs to another unit by now.
    """
    used = names_in(tasks)
    aliases = 0
    for decision in decisions:
        if decision.same_as:
            continue
        if decision.name in used and (decision.kind or decision.members is not None):
            _keep_unit(step, around, decision)
    same_as = {plain_name(decision.name): decision.same_as for decision in decisions if decision.same_as}
    for name, target in ((decision.name, decision.same_as) for decision in decisions if decision.same_as):
        seen = {plain_name(name)}
        while plain_name(target) in same_as and plain_name(target) not in seen:  # a spelling of a spelling
            seen.add(plain_name(target))
            target = same_as[plain_name(target)]
        aliases += _keep_alias(desk, step, around, name, target)
    _keep_apart(desk, step, decisions)
    return f"，记下别称 {aliases} 个" if aliases else ""


def _keep_unit(step: Step, around: Around, decision: Decision) -> None:
    identity = around.find("units", decision.name)
    if identity is None:
        return
    changed: dict[str, object] = {"kind": decision.kind} if decision.kind in (SINGLE, GROUP) else {}
    if decision.members is not None:
        members = dict.fromkeys(around.find("units", name) for name in decision.members)
        changed["members"] = tuple(item for item in members if item not in (None, identity))
    step.update("units", identity, changed)


def _keep_alias(desk: Desk, step: Step, around: Around, name: str, target: str) -> int:
    """Make a name the alias of a unit; 0 when it is known already."""
    if desk.book.find("units", name) is not None:
        return 0
    identity = around.find("units", target)
    if identity is None or plain_name(name) == plain_name(target):
        return 0
    aliases = desk.book.values("units", identity)["aliases"]
    return int(step.update("units", identity, {"aliases": (*aliases, name)}))


def _keep_apart(desk: Desk, step: Step, decisions: Sequence[Decision]) -> None:
    before = told_apart(desk)
    after = dict(before)
    for decision in decisions:
        if decision.not_same:
            name = plain_name(decision.name)
            after[name] = after.get(name, frozenset()) | frozenset(map(plain_name, decision.not_same))
    if after != before:
        told = {name: sorted(others) for name, others in sorted(after.items())}
        step.keep_setting(TOLD_APART, json.dumps(told, ensure_ascii=False))
