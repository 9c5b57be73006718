"""Under which heading each record of a register stands, for all records at once. Part of `Workbook.groups`."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from models.base.conditions import Moment
from models.base.fields import Directory, Field, Value
from models.base.groups import heading
from models.base.layouts import STATUS, UNITS
from models.base.register import Register
from models.workbook.rows import read_links, read_values
from models.workbook.sql import plain_fields, quoted, status_case

_FEW = 2000
"""So many changed records are read one by one; of more, all are read anew."""


class Headings:
    """The headings of a register's records by one field; after a change only what was changed is read anew."""

    def __init__(self, register: Register, name: str, moment: Moment) -> None:
        self.register = register
        self.name = name
        self.moment = moment
        self._texts: dict[int, str] | None = None
        self._stale: set[int] = set()

    def touch(self, touched: Mapping[str, Collection[int]]) -> None:
        """Records were changed; those of registers that are linked to may be called otherwise now."""
        if any(item.target in touched for item in self.register.fields if item.target):
            self._texts = None
        self._stale.update(touched.get(self.register.name, ()))

    def texts(self, connection: sqlite3.Connection, directory: Directory) -> Mapping[int, str]:
        """The heading of every record; records without one may be left out."""
        if self._texts is None or len(self._stale) > _FEW:
            self._texts = _read(connection, self, directory, None)
        elif self._stale:
            fresh = _read(connection, self, directory, sorted(self._stale))
            for identity in self._stale:
                self._texts[identity] = fresh.get(identity, "")
        self._stale.clear()
        return self._texts


def _read(
    connection: sqlite3.Connection, asked: Headings, directory: Directory, ids: list[int] | None
) -> dict[int, str]:
    """The headings of these records; None: of all."""
    register = asked.register
    if asked.name == STATUS:
        return _statuses(connection, register, asked.moment, ids)
    roles = register.unit_fields if asked.name == UNITS else (asked.name,)
    told: dict[int, str] = {}
    for role in reversed(roles):  # the first role that names anybody wins
        field = register.field(role)
        texts: dict[Value, str] = {}  # the same values come up again and again
        for identity, value in _held(connection, register, field, ids):
            text = texts.get(value)
            if text is None:
                text = texts[value] = heading(field, value, directory)
            if text:
                told[identity] = text
    return told


def _statuses(
    connection: sqlite3.Connection, register: Register, moment: Moment, ids: list[int] | None
) -> dict[int, str]:
    case, values = status_case(register, moment)
    titles = {status.code: status.title for status in register.statuses}
    where = "" if ids is None else f" WHERE id IN ({','.join('?' * len(ids))})"
    found = connection.execute(f"SELECT id, {case} FROM {quoted(register.name)}{where}", [*values, *(ids or ())])
    return {identity: titles.get(code, "") for identity, code in found}


def _held(
    connection: sqlite3.Connection, register: Register, field: Field, ids: list[int] | None
) -> Iterable[tuple[int, Value]]:
    """The value that each of these records has in a field; None: each of all."""
    if ids is None and field in plain_fields(register):
        rows = connection.execute(f"SELECT id, {quoted(field.name)} FROM {quoted(register.name)}")
        return [(identity, field.from_json(raw)) for identity, raw in rows]
    if ids is None and field.target is not None:
        found = read_links(connection, register, field.name)
        return [(identity, tuple(linked)) for identity, linked in found.items()]
    if ids is None:
        ids = [row[0] for row in connection.execute(f"SELECT id FROM {quoted(register.name)}")]
    return [(i, facts[field.name]) for i, facts in read_values(connection, register, ids, fields=[field.name]).items()]
