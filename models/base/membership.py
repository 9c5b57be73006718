"""Groups of units (各部门, 县区政府) and who is meant by them: one rule for filters, exports, notices and receipts. Pure.

A group stands for its members and theirs; one without members, and any other unit, for itself.
"""

from collections.abc import Iterable, Mapping, Sequence

Members = Mapping[int, Sequence[int]]
"""Group -> its members, in order; units without members need not be there."""


def has_members(unit: int, members: Members) -> bool:
    """Whether a unit stands for others."""
    return any(member != unit for member in members.get(unit, ()))


def meant_by(units: Iterable[int], members: Members) -> tuple[int, ...]:
    """The units that are meant, each group in its place by its members; each once."""
    found: dict[int, None] = {}
    for unit in dict.fromkeys(units):
        inside = _singles(unit, members)
        found |= dict.fromkeys(inside or (unit,))  # groups that hold only each other mean nobody else
    return tuple(found)


def _singles(unit: int, members: Members) -> list[int]:
    found, seen = list[int](), set[int]()

    def take(one: int) -> None:
        if one in seen:
            return
        seen.add(one)
        if not has_members(one, members):
            found.append(one)
        else:
            for member in members[one]:
                take(member)

    take(unit)
    return found


def naming(unit: int, members: Members) -> tuple[int, ...]:
    """By what a unit is meant: itself and every group that it is in, the nearest first; a group by itself alone."""
    found = {unit: None}
    if has_members(unit, members):
        return tuple(found)
    groups: dict[int, list[int]] = {}
    for group, inside in members.items():
        for member in inside:
            groups.setdefault(member, []).append(group)
    above = [unit]
    for one in above:
        above += (new := [group for group in groups.get(one, ()) if group not in found])
        found |= dict.fromkeys(new)
    return tuple(found)
