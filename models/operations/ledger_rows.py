"""The columns and rows of a ledger, from records and a layout. Part of `ledgers`."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from models.base.choices import Choice
from models.base.fields import Directory, Field
from models.base.groups import by_urgency, heading_of, nothing_heading
from models.base.layouts import ROLE, ROW_NUMBER, SPECIAL_TITLES, SPECIAL_WIDTHS, STATUS, Layout, LayoutColumn
from models.base.record import Record
from models.base.register import Register
from models.export.ledger import Band, Column, Kind, Row
from models.export.text import Value, shown
from models.operations.desk import Desk

_KINDS: dict[str, Kind] = {"date": "date", "number": "number", "money": "money", "code": "code"}
_SPECIAL_KINDS: dict[str, Kind] = {STATUS: "status", ROW_NUMBER: "ordinal", ROLE: "code"}

Cell = Callable[[Record], Value]
Role = Callable[[Record], str]
"""Which part a unit has in a record: 牵头, 责任, 配合."""


def ledger_columns(
    register: Register, layout: Layout, directory: Directory, *, for_unit: bool = False
) -> tuple[Column, ...]:
    """The ledger's columns by the layout; for_unit: on the sheet of one unit."""
    return tuple(_column(register, item, directory) for item in arranged(register, layout, for_unit=for_unit))


def arranged(register: Register, layout: Layout, *, for_unit: bool = False) -> tuple[LayoutColumn, ...]:
    """The layout's columns as they stand: no status without statuses, no part of a unit without one.

    The column of merged groups is marked as such.
    """
    lacking = {name for name, there in ((STATUS, bool(register.statuses)), (ROLE, for_unit)) if not there}
    columns = tuple(item for item in layout.columns if item.single not in lacking)
    if not layout.group_by or _in_bands(register, layout):
        return columns
    if not any(item.single == layout.group_by for item in columns):
        columns = (LayoutColumn((layout.group_by,)), *columns)
    return tuple(replace(item, merged=True) if item.single == layout.group_by else item for item in columns)


def _in_bands(register: Register, layout: Layout) -> bool:
    """Whether groups stand under rows of their own: what no column holds as it is grouped by always does."""
    field = register.by_name.get(layout.group_by)
    return layout.group_as == "bands" or field is None or field.kind == "date"


def column_title(register: Register, column: LayoutColumn) -> str:
    """A column's heading: its own, else the titles of what it holds."""
    return (
        column.title
        or column.option
        or "、".join(SPECIAL_TITLES.get(name) or register.field(name).title for name in column.fields)
    )


def column_width(register: Register, column: LayoutColumn) -> float:
    """A column's width: its own, else that of what it holds, in full-width characters."""
    widths = [SPECIAL_WIDTHS.get(name) or register.field(name).width for name in column.fields]
    return column.width or max(widths)


def _column(register: Register, column: LayoutColumn, directory: Directory) -> Column:
    name = column.single
    kind: Kind = "ordinal" if column.option else _SPECIAL_KINDS.get(name, "text")
    choices: tuple[str, ...] = ()
    free = term = False
    if name == STATUS:
        choices = tuple(status.title for status in register.statuses)
    elif name and name not in SPECIAL_TITLES and not column.option:
        field = register.field(name)
        kind = _KINDS.get(field.looks.kind, "text")
        choices = field.offered(directory) if field.looks.kind in ("yes_no", "choice") else ()
        free = isinstance(field, Choice) and bool(field.words)
        term = bool(field.sorted_by) and kind == "text"
    title, width = column_title(register, column), column_width(register, column)
    return Column(title, kind, width, column.over, column.merged, choices, free, term)


class Rows:
    """Collects records and gives the ledger's rows: by group, numbered, with the groups' bands and subtotals."""

    def __init__(self, desk: Desk, register: Register, layout: Layout, role: Role | None = None) -> None:
        """role: of the unit whose sheet it is."""
        self._register = register
        self._layout = layout
        columns = arranged(register, layout, for_unit=role is not None)
        self._numbers = [place for place, item in enumerate(columns) if item.single == ROW_NUMBER]
        self._cells = [
            role
            if role is not None and item.single == ROLE
            else _ticked(columns, place)
            if item.option
            else _cell_of(desk, register, item, layout.private)
            for place, item in enumerate(columns)
        ]
        self._group = _group_of(desk, register, layout) if layout.group_by else None
        self._lights = {status.code: status.light for status in register.statuses}
        first = by_urgency(register) if layout.group_by == STATUS else ()
        self._groups: dict[str, list[Row]] = {status.title: [] for status in first}
        self._counts: dict[str, Counter[str]] = {}

    def add(self, record: Record) -> None:
        """One more record."""
        row = Row(tuple([cell(record) for cell in self._cells]), self._lights.get(record.status, ""))
        if self._group is None:
            self._groups.setdefault("", []).append(row)
            return
        group = self._group(record)
        self._groups.setdefault(group, []).append(row)
        self._counts.setdefault(group, Counter())[record.status] += 1

    def in_order(self) -> list[Row | Band]:
        """The rows as they stand, records without a group last; what is in no group needs no heading when all are."""
        found: list[Row | Band] = []
        number = 0
        groups = {group: rows for group, rows in self._groups.items() if rows}
        alone = list(groups) == [""]
        counted = self._layout.subtotals and bool(self._layout.group_by) and bool(groups)
        for group, rows in sorted(groups.items(), key=lambda item: not item[0]):
            if not alone and _in_bands(self._register, self._layout):
                found.append(Band(group or nothing_heading(self._register, self._layout.group_by)))
            for row in rows:
                number += 1
                found.append(self._numbered(row, number) if self._numbers else row)
            if counted:
                found.append(Band(self._total("小计", len(rows), self._counts[group]), "subtotal"))
        if counted:
            found.append(Band(self._total("合计", number, sum(self._counts.values(), Counter())), "subtotal"))
        return found

    def _numbered(self, row: Row, number: int) -> Row:
        cells = list(row.cells)
        for place in self._numbers:
            cells[place] = number
        return Row(tuple(cells), row.light)

    def _total(self, called: str, count: int, by_status: Counter[str]) -> str:
        """“小计：5 项，其中未启动 3 项、逾期 2 项”."""
        counter = self._register.counter
        parts = [
            f"{status.title} {by_status[status.code]} {counter}"
            for status in self._register.statuses
            if by_status[status.code]
        ]
        return f"{called}：{count} {counter}" + (f"，其中{'、'.join(parts)}" if parts else "")


def _cell_of(desk: Desk, register: Register, column: LayoutColumn, private: bool) -> Cell:
    match column.single:
        case "":
            return _lines(desk, register, column.fields, private)
        case name if name == STATUS:
            return lambda record: record.status_text
        case name if name == ROW_NUMBER:
            return _not_yet
        case name:
            return _field_cell(desk, register.field(name), private)


def _group_of(desk: Desk, register: Register, layout: Layout) -> Callable[[Record], str]:
    """The heading under which a record stands; personal data as the columns show it."""
    field = register.by_name.get(layout.group_by)
    if field is not None and field.private:
        cell = _field_cell(desk, field, layout.private)
        return lambda record: str(cell(record) or "")
    return lambda record: heading_of(register, layout.group_by, record, desk.book)


def _ticked(columns: Sequence[LayoutColumn], place: int) -> Cell:
    """√ where the option is there; the last column of the field tells what no column is for."""
    name, option = columns[place].single, columns[place].option
    options = [item.option for item in columns if item.single == name and item.option]
    last = not any(item.single == name and item.option for item in columns[place + 1 :])

    def cell(record: Record) -> Value:
        value = record.values[name]
        words = value if isinstance(value, tuple) else (value,) if value else ()
        rest = [word for word in words if word not in options] if last else []
        return "、".join([*(["√"] if option in words else []), *rest])

    return cell


def _not_yet(record: Record) -> Value:
    """The number of a row is given when the order is known."""
    del record
    return None


def _field_cell(desk: Desk, field: Field, private: bool) -> Cell:
    name, book = field.name, desk.book
    if field.looks.kind in ("date", "number", "money"):
        return lambda record: _marked(record, name) if name in record.estimates else _plain(record.values[name])
    if (field.target is None and not field.private) or (field.private and private):
        return lambda record: record.marked(
            name, field.format(record.values[name], book)
        )  # what is written must read again
    return lambda record: record.marked(name, field.display(record.values[name], book))


def _marked(record: Record, name: str) -> str:
    """An estimate as text with its mark, which reads again as the day."""
    return record.marked(name, shown(_plain(record.values[name])))


def _plain(value: Any) -> Value:
    """A day or a number as the file's own; an amount in yuan."""
    return float(value) if isinstance(value, Decimal) else cast(Value, value)


def _lines(desk: Desk, register: Register, names: tuple[str, ...], private: bool) -> Cell:
    """A line for each field that is filled in, after its title."""
    titled = [(register.field(name).title, _field_cell(desk, register.field(name), private)) for name in names]

    def cell(record: Record) -> Value:
        told = [(title, one(record)) for title, one in titled]
        return "\n".join(f"{title}：{shown(value)}" for title, value in told if value not in (None, ""))

    return cell
