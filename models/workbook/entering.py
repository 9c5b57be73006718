"""Many new records at once, a field at a time: only a step calls this.

Of each field's values everything that storing needs is made in one go: the column's value, the piece of the
change log, the folded text for searching, the rows of a side table. Words and links that come again and again
(units, sections, days) are worked out once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from models.base.fields import Directory, Field, Value
from models.base.register import Register
from models.workbook.search import fold_all, joined

_LONG, _MOST = 60, 2000
"""Characters, and how many are remembered: longer texts hardly come twice."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Refuse = Callable[[Field, Value], None]
"""Raises FieldError for a value that does not fit the workbook (a link to a record that is gone)."""


Tail = tuple[Any, ...]
_Stored = tuple[Value, Any, str, str, tuple[Tail, ...]]
"""One value in every form it is kept in, in the order of `Forms`."""


class Forms(NamedTuple):
    """The values of one field in every form they are kept in; "" where there is nothing to keep."""

    values: tuple[Value, ...]
    raws: tuple[Any, ...]
    """What the register's own table keeps."""
    logged: tuple[str, ...]
    searched: tuple[str, ...]
    tails: tuple[tuple[Tail, ...], ...]
    """Rows of the side table, without their owner."""

    def repeated(self, count: int) -> "Forms":
        """The same values over and over."""
        return Forms(*[form * count for form in self])  # type: ignore[arg-type]  # a tuple times a number stays one


@dataclass(frozen=True)
class Entered:
    """A batch of new records, ready to be written, in order."""

    count: int
    columns: dict[str, Forms]
    """By field name; fields that no record of the batch names are left out."""

    def values(self, names: Iterable[str], register: Register) -> Iterator[dict[str, Value]]:
        """The records' values of these fields, as they are kept."""
        wanted = {name: self.columns.get(name) for name in names}
        for row in range(self.count):
            yield {
                name: column.values[row] if column is not None else register.field(name).empty
                for name, column in wanted.items()
            }

    def raws(self, fields: Iterable[Field], register: Register) -> dict[str, Iterable[Any]]:
        """The columns of the register's own table, by name; those in which no record has anything are left out."""
        empty = register.empty_image
        return {
            field.name: self.columns[field.name].raws
            if field.name in self.columns
            else repeat(plain(empty[field.name]), self.count)
            for field in fields
            if field.name in self.columns or empty[field.name] is not None
        }

    def logged(self) -> Iterator[str]:
        """The records' images as the change log keeps them."""
        return (
            "{" + ",".join(filter(None, row)) + "}" for row in self._rows([c.logged for c in self.columns.values()])
        )

    def searched(self) -> Iterator[str]:
        """The records' texts as the search index keeps them."""
        return map(joined, self._rows([c.searched for c in self.columns.values() if any(c.searched)]))

    def _rows(self, columns: list[Sequence[str]]) -> Iterable[tuple[str, ...]]:
        return zip(*columns, strict=True) if columns else repeat((), self.count)


def as_json(image: Any) -> str:
    """A stored value or image as the change log writes it."""
    return encode_basestring(image) if type(image) is str else _encode(image)


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
        columns: dict[str, Forms] = {}
        for column in self._columns:
            name = column.field.name
            if name in given:
                columns[name] = column.forms(given[name])
            elif (nothing := column.forms([None])).searched[0]:
                columns[name] = nothing.repeated(count)
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
        self._key = f'"{field.name}":'
        self._empty = field.empty
        self._links = field.target is not None
        self._known: dict[Value, _Stored] = {}

    def forms(self, values: Sequence[Value]) -> Forms:
        """The values in the order given."""
        if self._many:
            values = [tuple(value) if value else () for value in values]
        known = self._known
        fresh = [value for value in dict.fromkeys(values) if value not in known]
        if fresh:
            made = dict(zip(fresh, self._made(fresh), strict=True))
            known = known | made
            self._remember(made)
        return Forms(*zip(*map(known.__getitem__, values), strict=True))

    def _remember(self, made: Mapping[Value, _Stored]) -> None:
        for value, item in made.items():
            if len(self._known) >= _MOST:
                break
            if not (isinstance(value, str) and len(value) > _LONG):
                self._known[value] = item

    def _made(self, given: Sequence[Value]) -> Iterable[_Stored]:
        """Values that are not known yet, checked, in their forms."""
        field, empty, key = self.field, self._empty, self._key
        values = list(map(field.settled, given))
        for value in values:
            field.check(value)
            if self._links and value != empty:
                self._refuse(field, value)
        images = list(map(field.to_json, values))
        logged = [key + as_json(image) if value != empty else "" for value, image in zip(values, images, strict=True)]
        nothing = repeat("", len(values))
        searched = fold_all([field.format(value, self._directory) for value in values]) if field.searched else nothing
        tails = [self._tails(value) if value != empty else () for value in values] if self._many else repeat(())
        return zip(values, map(plain, images), logged, searched, tails, strict=False)

    def _tails(self, value: Value) -> tuple[Tail, ...]:
        return tuple((*self._fixed, *row, position) for position, row in enumerate(self.field.to_rows(value)))
