"""Many new records at once, a field at a time: only a step calls this.

Of each field's values everything that storing needs is made in one go: the column's value, the piece of the
change log, the folded text for searching, the rows of a side table. Words and links that come again and again
(units, sections, days) are worked out once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

from models.base.fields import Directory, Field, Value
from models.base.register import Register
from models.workbook.search import fold, joined

_LONG, _MOST = 60, 20_000
"""Characters, and how many are remembered: longer texts hardly come twice."""

as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A stored value or image as the change log writes it."""
Refuse = Callable[[Field, Value], None]
"""Raises FieldError for a value that does not fit the workbook (a link to a record that is gone)."""


class _Stored(NamedTuple):
    """One value in every form it is kept in; "" where there is nothing to keep."""

    value: Value
    raw: Any
    logged: str
    searched: str
    tails: tuple[tuple[Any, ...], ...]
    """Rows of the side table, without their owner."""


@dataclass(frozen=True)
class Entered:
    """A batch of new records, ready to be written, in order."""

    count: int
    columns: dict[str, Sequence[_Stored]]
    """By field name; fields that no record of the batch names are left out."""

    def values(self, names: Iterable[str], register: Register) -> Iterator[dict[str, Value]]:
        """The records' values of these fields, as they are kept."""
        wanted = {name: self.columns.get(name) for name in names}
        for row in range(self.count):
            yield {
                name: column[row].value if column is not None else register.field(name).empty
                for name, column in wanted.items()
            }

    def raws(self, fields: Iterable[Field], register: Register) -> list[Iterable[Any]]:
        """The columns of the register's own table."""
        empty = register.empty_image
        return [
            [item.raw for item in self.columns[field.name]]
            if field.name in self.columns
            else repeat(plain(empty[field.name]), self.count)
            for field in fields
        ]

    def logged(self) -> Iterator[str]:
        """The records' images as the change log keeps them."""
        pieces = [[item.logged for item in column] for column in self.columns.values()]
        return (f"{{{','.join(filter(None, row))}}}" for row in self._rows(pieces))

    def searched(self) -> Iterator[str]:
        """The records' texts as the search index keeps them."""
        pieces = [[item.searched for item in column] for column in self.columns.values()]
        return map(joined, self._rows([column for column in pieces if any(column)]))

    def _rows(self, columns: list[list[str]]) -> Iterable[tuple[str, ...]]:
        return zip(*columns, strict=True) if columns else repeat((), self.count)


def plain(raw: Any) -> Any:
    """A stored value as SQLite takes it."""
    return int(raw) if isinstance(raw, bool) else raw


class Entering:
    """Makes batches of one register ready; remembers what it worked out from one batch to the next.

    Titles of linked records are remembered too, so it must not outlive a change of them.
    """

    def __init__(self, register: Register, directory: Directory, refuse: Refuse) -> None:
        self._register = register
        self._columns = [_Column(register, field, directory, refuse) for field in register.fields]

    def ready(self, given: Mapping[str, Sequence[Value]], count: int) -> Entered:
        """A batch of `count` records, the values of each field in their order, checked and in the forms they are kept in.

        Raises:
            FieldError: a value does not fit. KeyError: a field that the register has not.
        """
        for name in given:
            self._register.field(name)
        columns: dict[str, Sequence[_Stored]] = {}
        for column in self._columns:
            name = column.field.name
            if name in given:
                columns[name] = column.stored(given[name])
            elif (nothing := column.stored([None])[0]).searched:
                columns[name] = [nothing] * count
        return Entered(count, columns)


class _Column:
    """Brings the values of one field into the forms in which they are kept."""

    def __init__(self, register: Register, field: Field, directory: Directory, refuse: Refuse) -> None:
        self.field = field
        self._directory = directory
        self._refuse = refuse
        self._many = field.sql_type is None
        side = field.side(register.name)
        self._fixed = tuple(word for _, word in side.fixed) if side is not None else ()
        self._empty = field.empty
        self._links = field.target is not None
        self._known: dict[Value, _Stored] = {}

    def stored(self, values: Sequence[Value]) -> list[_Stored]:
        """The values in the order given."""
        known = self._known
        if self._many:
            values = [tuple(value) if value else () for value in values]
        stored: list[_Stored] = []
        for value in values:
            item = known.get(value)
            if item is None:
                item = self._made(value)
                if len(known) < _MOST and not (isinstance(value, str) and len(value) > _LONG):
                    known[value] = item
            stored.append(item)
        return stored

    def _made(self, given: Value) -> _Stored:
        field = self.field
        value = field.settled(given)
        field.check(value)
        image = field.to_json(value)
        there = value != self._empty
        if there and self._links:
            self._refuse(field, value)
        return _Stored(
            value,
            plain(image),
            f'"{field.name}":{as_json(image)}' if there else "",
            fold(field.format(value, self._directory)) if field.searched else "",
            self._tails(value) if self._many and there else (),
        )

    def _tails(self, value: Value) -> tuple[tuple[Any, ...], ...]:
        return tuple((*self._fixed, *row, position) for position, row in enumerate(self.field.to_rows(value)))
