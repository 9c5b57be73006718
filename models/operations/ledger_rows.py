"""The columns and rows of a ledger, from records and a layout. Part of `ledgers`."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from models.base.choices import Choice
from models.base.fields import Directory, Field
from models.base.layouts import ROW_NUMBER, SPECIAL_TITLES, SPECIAL_WIDTHS, STATUS, Layout, LayoutColumn
from models.base.record import Record
from models.base.register import Register
from models.export.ledger import Band, Column, Kind, Row
from models.export.text import Value, shown
from models.operations.desk import Desk

_KINDS: dict[str, Kind] = {"date": "date", "number": "number", "money": "money", "code": "code"}
_SPECIAL_KINDS: dict[str, Kind] = {STATUS: "status", ROW_NUMBER: "ordinal"}

Cell = Callable[[Record], Value]


def ledger_columns(register: Register, layout: Layout, directory: Directory) -> tuple[Column, ...]:
    """The ledger's columns by the layout."""
    return tuple(_column(register, item, directory) for item in arranged(register, layout))


def arranged(register: Register, layout: Layout) -> tuple[LayoutColumn, ...]:
    """The layout's columns as they stand: no status without statuses, the column of merged groups marked as such."""
    columns = tuple(item for item in layout.columns if item.single != STATUS or register.statuses)
    if not layout.group_by or layout.group_as != "merged":
        return columns
    if not any(item.single == layout.group_by for item in columns):
        columns = (LayoutColumn((layout.group_by,)), *columns)
    return tuple(replace(item, merged=True) if item.single == layout.group_by else item for item in columns)


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
    free = False
    if name == STATUS:
        choices = tuple(status.title for status in register.statuses)
    elif name and name not in SPECIAL_TITLES and not column.option:
        field = register.field(name)
        kind = _KINDS.get(field.looks.kind, "text")
        choices = field.offered(directory) if field.looks.kind in ("yes_no", "choice") else ()
        free = isinstance(field, Choice) and bool(field.words)
    title, width = column_title(register, column), column_width(register, column)
    return Column(title, kind, width, column.over, column.merged, choices, free)


class Rows:
    """Collects records and gives the ledger's rows: by group, numbered, with the groups' bands and subtotals."""

    def __init__(self, desk: Desk, register: Register, layout: Layout) -> None:
        self._register = register
        self._layout = layout
        columns = arranged(register, layout)
        self._numbers = [place for place, item in enumerate(columns) if item.single == ROW_NUMBER]
        self._cells = [
            _ticked(columns, place) if item.option else _cell_of(desk, register, item, layout.private)
            for place, item in enumerate(columns)
        ]
        self._group = _field_cell(desk, register.field(layout.group_by), layout.private) if layout.group_by else None
        self._lights = {status.code: status.light for status in register.statuses}
        self._groups: dict[str, list[Row]] = {"": []}
        self._counts: dict[str, Counter[str]] = {}

    def add(self, record: Record) -> None:
        """One more record."""
        row = Row(tuple([cell(record) for cell in self._cells]), self._lights.get(record.status, ""))
        if self._group is None:
            self._groups[""].append(row)
            return
        group = str(self._group(record) or "")
        self._groups.setdefault(group, []).append(row)
        self._counts.setdefault(group, Counter())[record.status] += 1

    def in_order(self) -> list[Row | Band]:
        """The rows as they stand, records without a group first."""
        found: list[Row | Band] = []
        number = 0
        for group, rows in self._groups.items():
            if group and self._layout.group_as == "bands":
                found.append(Band(group))
            for row in rows:
                number += 1
                found.append(self._numbered(row, number) if self._numbers else row)
            if rows and self._layout.subtotals and self._layout.group_by:
                found.append(Band(self._subtotal(len(rows), self._counts[group]), "subtotal"))
        return found

    def _numbered(self, row: Row, number: int) -> Row:
        cells = list(row.cells)
        for place in self._numbers:
            cells[place] = number
        return Row(tuple(cells), row.light)

    def _subtotal(self, count: int, by_status: Counter[str]) -> str:
        """“小计：5 项，其中未启动 3 项、逾期 2 项”."""
        counter = self._register.counter
        parts = [
            f"{status.title} {by_status[status.code]} {counter}"
            for status in self._register.statuses
            if by_status[status.code]
        ]
        return f"小计：{count} {counter}" + (f"，其中{'、'.join(parts)}" if parts else "")


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
        return lambda record: field.format(record.values[name], book)  # what is written must read again
    return lambda record: field.display(record.values[name], book)


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
