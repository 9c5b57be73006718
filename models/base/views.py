"""A view (视图) of a register: which records a table shows, in what order, with which columns, how grouped.

A view names fields and knows no record; `models.operations.views` keeps views in a workbook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.base.groups import groupings
from models.base.layouts import STATUS
from models.base.register import Register


@dataclass(frozen=True)
class View:
    """What a table is made to show.

    filters: (field, "status" or "units"; value) as the chips of the window give them, records that are linked to by
    their ids. columns: names of fields in order, "status" at its place; none: those the register declares. widths:
    (column, full-width characters) of the columns to which the person gave one.
    """

    name: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    words: str = ""
    order: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    widths: tuple[tuple[str, float], ...] = ()
    group_by: str = ""
    tree: bool = False


def fitting(register: Register, view: View) -> tuple[View, tuple[str, ...]]:
    """The view without what this register does not have (any more), and the names of what was left out."""
    columns = {item.name for item in register.shown if not item.hidden} | ({STATUS} if register.statuses else set())
    chips = {*register.filters, *([STATUS] if register.statuses else [])}
    states = {item.code for item in register.statuses}
    kept = tuple((name, value) for name, value in view.filters if name in chips and (name != STATUS or value in states))
    found = replace(
        view,
        filters=kept,
        order=view.order if view.order in columns else "",
        columns=tuple(name for name in view.columns if name in columns),
        widths=tuple(item for item in view.widths if item[0] in columns),
        group_by=view.group_by if view.group_by in groupings(register) else "",
        tree=view.tree and bool(register.tree),
    )
    lost = [name for name, _ in view.filters if name not in chips]
    lost += [value for name, value in view.filters if name in chips and name == STATUS and value not in states]
    lost += [name for name in view.columns if name not in columns]
    lost += [name for name in (view.order, view.group_by) if name and name not in (found.order, found.group_by)]
    return found, tuple(dict.fromkeys(lost))


def renamed(view: View, fates: Mapping[str, str]) -> View:
    """The view when fields have become others: old name -> new name, "" for one that is gone."""

    def now(name: str) -> str:
        return fates.get(name, name)

    return replace(
        view,
        filters=tuple((now(name), value) for name, value in view.filters if now(name)),
        order=now(view.order),
        columns=tuple(now(name) for name in view.columns if now(name)),
        widths=tuple((now(name), width) for name, width in view.widths if now(name)),
        group_by=now(view.group_by),
    )
