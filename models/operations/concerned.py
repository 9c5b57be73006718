"""Whom a change concerns (交接告知): work that is not done and still names who handed over, or is for the unit it was in.

General over registers: declarations say which register holds work, which field links to units, and among whose names
a person's name is picked.
"""

from collections.abc import Collection, Mapping, Sequence

from models.base.conditions import AnyOf, Condition, Equals, Holds
from models.base.fields import Values
from models.base.people import Person
from models.base.record import Query
from models.base.register import Action, Register
from models.operations.desk import Desk
from models.operations.selection import UNITS, groups_of

_NAMED, _LONGEST = 2, 14


def names_given_up(action: Action, before: Values, after: Values) -> dict[str, str]:
    """By field the names that no longer stand where an action hands over (see `Action.hands_over`)."""
    return {
        name: before[name]
        for name in action.hands_over
        if before.get(name) and name in after and after[name] != before[name]
    }


def work_left(
    desk: Desk, register: Register, ids: Collection[int], names: Mapping[str, Collection[str]]
) -> dict[str, tuple[int, ...]]:
    """Records of work that are not done and link to one of these, or hold one of these names; by register.

    `names`: the names that were in each field of `register`. What names a group is work for the units in it, too.
    """
    meant = (*ids, *(groups_of(desk, tuple(ids)) if register.name == UNITS else ()))
    found: dict[str, tuple[int, ...]] = {}
    for owner in desk.registers.values():
        if owner.work:
            links = tuple(field.name for field in owner.fields if field.target == register.name)
            people = [
                Equals(field.name, name)
                for field in owner.fields
                if isinstance(field, Person)
                for source, own in field.among
                if source == register.name
                for name in names.get(own, ())
            ]
            linked: tuple[Condition, ...] = (Holds(links, meant),) if links else ()
            not_done = owner.in_status(tuple(status.code for status in owner.statuses if status.light != "done"))
            wanted = desk.book.ids(owner.name, Query(not_done & AnyOf((*linked, *people))))
            if wanted:
                found[owner.name] = tuple(wanted)
    return found


def told(desk: Desk, work: Mapping[str, Sequence[int]]) -> str:
    """The end of a sentence: how much of it there is, and the first of each kind by name."""
    parts = []
    for name, ids in work.items():
        register = desk.registers[name]
        titles = (" ".join(desk.book.title(name, identity).split()) for identity in ids[:_NAMED])
        shown = "".join(f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”" for text in titles)
        parts.append(f"{register.noun} {len(ids)} {register.counter}（{shown}{'等' if len(ids) > _NAMED else ''}）")
    return f"；还没办完、要告诉接手人的有{'、'.join(parts)}" if parts else ""
