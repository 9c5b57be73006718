"""Conditions from what people type or click: FIELD=VALUE on the command line, chips in the window."""

from collections.abc import Sequence

from models.base.conditions import All, Condition, Equals, Filled, Holds
from models.base.errors import ClerkError
from models.base.groups import NOTHING
from models.base.lists import first_named
from models.base.membership import naming
from models.base.register import Register
from models.operations.desk import Desk
from models.operations.records import field_named

_NAMED = 3
UNITS = "units"
"""Stands for the units of a register in any role."""


def where(desk: Desk, register: Register, pairs: Sequence[tuple[str, str]]) -> Condition | None:
    """All of FIELD=VALUE; FIELD may be "status", "units" (any role) or a field, VALUE as people write it.

    Several pairs of one field mean any of the values. A unit is meant by its own name and by that of every group that it
    is in, as it is when each unit gets a ledger of its own. Returns None for no pairs.

    Raises:
        ClerkError: an unknown field, status, or a unit that is not registered.
    """
    by_field: dict[str, list[str]] = {}
    for name, value in pairs:
        by_field.setdefault(_canonical(register, name), []).append(value)
    parts = tuple(_one(desk, register, name, values) for name, values in by_field.items())
    return All(parts) if parts else None


def _canonical(register: Register, name: str) -> str:
    if name in ("status", "状态"):
        return "status"
    if name in (UNITS, "单位") and register.unit_fields:
        return UNITS
    return field_named(register, name).name


def _one(desk: Desk, register: Register, name: str, values: list[str]) -> Condition:
    if name == "status":
        return register.in_status(tuple(_status(register, value) for value in values))
    if name == UNITS and register.unit_fields:
        return Holds(register.unit_fields, _meant(desk, values))
    field = field_named(register, name)
    if NOTHING in values or "" in values:
        others = [value for value in values if value not in (NOTHING, "")]
        nothing = ~Filled(field.name)
        return nothing | _one(desk, register, name, others) if others else nothing
    if field.name in register.unit_fields:
        return Holds((field.name,), _meant(desk, values))
    if field.target is not None:
        return Holds((field.name,), tuple(_linked(desk, field.target, value) for value in values))
    if field.sql_type is None:
        raise ClerkError(f"不能按“{field.title}”筛选。")
    read = [field.parse(value, desk.book) for value in values]
    return Equals(field.name, read[0]) if len(read) == 1 else Holds((field.name,), tuple(read))


def _meant(desk: Desk, names: list[str]) -> tuple[int, ...]:
    """By what these units are named in a record: themselves, and the groups that they are in."""
    members = desk.book.linked("units", "members")
    units = dict.fromkeys(_linked(desk, "units", name) for name in names)
    return tuple(dict.fromkeys(one for unit in units for one in naming(unit, members)))


def groups_of(desk: Desk, units: Sequence[int]) -> tuple[int, ...]:
    """The groups whose records are shown, too, when records are filtered by these units."""
    members = desk.book.linked("units", "members")
    return tuple(dict.fromkeys(one for unit in units for one in naming(unit, members) if one not in units))


def groups_told(desk: Desk, units: Sequence[int]) -> str:
    """For a reader of what was filtered so: “（含写给各部门、各街道的）”; "" where no group has a part in it."""
    names = [desk.book.title("units", group) for group in groups_of(desk, units)]
    return f"（含写给{first_named(names, _NAMED, '个群体')}的）" if names else ""


def _status(register: Register, text: str) -> str:
    for status in register.statuses:
        if text in (status.code, status.title):
            return status.code
    known = "、".join(f"{item.code}（{item.title}）" for item in register.statuses)
    raise ClerkError(f"{register.title}没有“{text}”这个状态" + (f"，可用的有：{known}。" if known else "。"))


def _linked(desk: Desk, target: str, text: str) -> int:
    if target != "units" and text.isdecimal():
        return int(text)
    found = desk.book.find(target, text)
    if found is None:
        raise ClerkError(f"没有登记过“{text}”这个{desk.registers[target].noun}，请核对名称。")
    return found
