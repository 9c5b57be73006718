"""Records in groups (分组) under headings: by status, unit, section, a choice, or the month of a day. Pure.

A group's heading is what stands in the field as people read it, so that a table on the screen and a ledger on paper
part the same records; records in which nothing stands come last. Each record is in exactly one group.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.base.fields import Directory, Field, Value
from models.base.layouts import STATUS, UNITS
from models.base.record import Record
from models.base.register import Register, Status
from models.base.trees import Tree

NOTHING = "（空）"
"""The heading of records in which the field is empty; chosen in a filter it means the same."""
_SAYS_NOTHING = re.compile(r"未明确\S{0,10}单位|未填“[^”]+”")
_TITLES = {STATUS: "状态", UNITS: "单位"}
_KINDS = frozenset({"units", "link", "choice", "yes_no", "person", "date"})


@dataclass(frozen=True)
class Group:
    """A heading, and the records below it in the order asked for."""

    text: str
    ids: list[int]


def groupings(register: Register) -> tuple[str, ...]:
    """By what a register's records can be grouped: the names of fields, "status", and `UNITS` where units have roles."""
    names = [item.name for item in register.fields if _parts(register, item)]
    units = (UNITS,) if len(register.unit_fields) > 1 else ()
    return (*((STATUS,) if register.statuses else ()), *units, *names)


def _parts(register: Register, field: Field) -> bool:
    """Whether many records have the same in this field."""
    if field.hidden or field.private:
        return False
    return field.kind in _KINDS or field.name in register.filters


def grouping_title(register: Register, name: str) -> str:
    """What a grouping is called: 状态, 单位, 牵头单位, 到期日期（按月）."""
    if name in _TITLES:
        return _TITLES[name]
    field = register.field(name)
    return f"{field.title}（按月）" if field.kind == "date" else field.title


def heading(field: Field, value: Value, directory: Directory) -> str:
    """The heading under which a record with this value stands; "" when nothing is filled in."""
    if value is None or value == field.empty:
        return "否" if field.kind == "yes_no" else ""
    if field.kind == "date":
        return f"{value.year}年{value.month}月"
    return " ".join(field.display(value, directory).split())


def heading_of(register: Register, name: str, record: Record, directory: Directory) -> str:
    """The heading of one record in a grouping of `groupings`; "" when it has none."""
    if name == STATUS:
        return next((status.title for status in register.statuses if status.code == record.status), "")
    roles = register.unit_fields if name == UNITS else (name,)
    told = (heading(register.field(role), record.values[role], directory) for role in roles)
    return next((text for text in told if text), "")


def nothing_heading(register: Register, name: str) -> str:
    """The heading on paper of records in which nothing stands: 未明确牵头单位, 未填“所属大项”."""
    title = grouping_title(register, name)
    return f"未明确{title}" if title.endswith("单位") else f"未填“{title}”"


def says_nothing(heading: str) -> bool:
    """Whether a heading read from a file is a `nothing_heading`."""
    return _SAYS_NOTHING.fullmatch(heading) is not None


def by_urgency(register: Register) -> list[Status]:
    """The statuses in the order of sorting: what needs a hand first."""
    order = {"red": 0, "amber": 1, "blue": 2, "green": 3, "grey": 4, "done": 5, "": 6}
    return sorted(register.statuses, key=lambda status: order[status.light])


def gathered(ids: Iterable[int], texts: Mapping[int, str], order: Sequence[str] = ()) -> list[Group]:
    """The records in groups; `order` tells headings that come first, others come as their first record does."""
    found: dict[str, list[int]] = {text: [] for text in order}
    for identity in ids:
        text = texts.get(identity, "")
        text = "" if text == NOTHING else text
        if text in found:
            found[text].append(identity)
        else:
            found[text] = [identity]
    without = found.pop("", [])
    groups = [Group(text, members) for text, members in found.items() if members]
    return [*groups, *([Group(NOTHING, without)] if without else [])]


def headed(groups: Sequence[Group], numbers: dict[str, int]) -> tuple[Tree, dict[int, Group]]:
    """The groups as a tree, and its headings by their ids: these are below nought, to be told from records.

    numbers: the ids of headings that were given before, by their texts; grows, so that a heading keeps its id.
    """
    tree, heads = Tree([], [], []), dict[int, Group]()
    for group in groups:
        identity = numbers.setdefault(group.text, -1 - len(numbers))
        heads[identity] = group
        place, count = len(tree.ids), len(group.ids)
        tree.ids.append(identity)
        tree.ids.extend(group.ids)
        tree.depths.append(0)
        tree.depths.extend([1] * count)
        tree.ends.append(place + 1 + count)
        tree.ends.extend(range(place + 2, place + 2 + count))
    return tree, heads
