"""Rows of a register: read as values, written from images.

An image is a record's stored values as JSON types, the same text the change log keeps; writing images is
the one way rows change, so that undo, redo, import and editing share it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from models.base.fields import Field, Json
from models.base.register import Register
from models.workbook.entering import Entered, Tail, plain
from models.workbook.inserting import insert_rows
from models.workbook.sql import owner_column, plain_fields, quoted

Image = dict[str, Json]

_AT_ONCE = 500


def read_values(
    connection: sqlite3.Connection, register: Register, ids: Sequence[int], *, fields: Iterable[str] | None = None
) -> dict[int, dict[str, Any]]:
    """Values of the records by id; missing ids are left out. `fields` limits what is read."""
    wanted = set(fields) if fields is not None else {field.name for field in register.fields}
    plain = [field for field in plain_fields(register) if field.name in wanted]
    sided = [field for field in register.fields if field.sql_type is None and field.name in wanted]
    columns = ", ".join(["id", *(quoted(field.name) for field in plain)])
    result: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        sql = f"SELECT {columns} FROM {quoted(register.name)} WHERE id IN ({marks})"
        for row in connection.execute(sql, list(part)):
            values = {field.name: field.from_json(raw) for field, raw in zip(plain, row[1:], strict=True)}
            values.update({field.name: field.empty for field in sided})
            result[row[0]] = values
        _read_sides(connection, register, sided, part, result)
    return result


def _read_sides(
    connection: sqlite3.Connection,
    register: Register,
    fields: list[Field],
    ids: Sequence[int],
    result: dict[int, dict[str, Any]],
) -> None:
    tables: dict[str, list[Field]] = defaultdict(list)
    for field in fields:
        side = field.side(register.name)
        assert side is not None
        tables[side.table].append(field)
    owner = owner_column(register)
    marks = ",".join("?" * len(ids))
    for table, owners in tables.items():
        side = owners[0].side(register.name)
        assert side is not None
        names = ", ".join(quoted(name) for name in (owner, *(column for column, _ in side.fixed), *side.columns))
        sql = f"SELECT {names} FROM {quoted(table)} WHERE {quoted(owner)} IN ({marks}) ORDER BY position"
        rows: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
        width = 1 + len(side.fixed)
        for row in connection.execute(sql, list(ids)):
            rows[row[:width]].append(row[width:])
        for field in owners:
            own = field.side(register.name)
            assert own is not None
            key = tuple(value for _, value in own.fixed)
            for identity in ids:
                found = rows.get((identity, *key))
                if found and identity in result:
                    result[identity][field.name] = field.from_rows(found)


def read_links(connection: sqlite3.Connection, register: Register, name: str) -> dict[int, list[int]]:
    """What every record links to by one field, in order; records that link to nothing are left out."""
    side = register.field(name).side(register.name)
    if side is None:
        sql = f"SELECT id, {quoted(name)} FROM {quoted(register.name)} WHERE {quoted(name)} IS NOT NULL"
    else:
        owner, linked = quoted(owner_column(register)), quoted(side.columns[0])
        where = "".join(f" AND {quoted(column)} = ?" for column, _ in side.fixed)
        sql = f"SELECT {owner}, {linked} FROM {quoted(side.table)} WHERE 1{where} ORDER BY {owner}, position"
    found: dict[int, list[int]] = {}
    for owner_id, linked_id in connection.execute(sql, [word for _, word in side.fixed] if side else []):
        found.setdefault(owner_id, []).append(linked_id)
    return found


def image_of(register: Register, values: dict[str, Any]) -> Image:
    """The image of a record's values."""
    return {field.name: field.to_json(values.get(field.name, field.empty)) for field in register.fields}


def compact(register: Register, image: Image) -> Image:
    """The image without the fields in which there is nothing, as the change log keeps it."""
    empty = register.empty_image
    return {name: image[name] for name in empty if name in image and image[name] != empty[name]}


def values_of(register: Register, image: Image) -> dict[str, Any]:
    """The values behind an image; fields the image does not know (an older one) are empty."""
    return {
        field.name: field.from_json(image[field.name]) if field.name in image else field.empty
        for field in register.fields
    }


class ImageWriter:
    """Writes images of one register; statements are prepared once and many rows go in one call."""

    def __init__(self, connection: sqlite3.Connection, register: Register) -> None:
        self._connection = connection
        self._register = register
        self._plain = plain_fields(register)
        names = ["id", *(field.name for field in self._plain)]
        updates = ", ".join(f"{quoted(field.name)} = excluded.{quoted(field.name)}" for field in self._plain)
        self._upsert = f"{_insert(register.name, names)} ON CONFLICT (id) DO UPDATE SET {updates}"
        self._sides = [
            (
                field,
                _insert(side.table, (owner_column(register), *(c for c, _ in side.fixed), *side.columns, "position")),
                side,
            )
            for field in register.fields
            if (side := field.side(register.name))
        ]

    def next_id(self) -> int:
        """An id that no record of this register has or ever had."""
        row = self._connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", [self._register.name]
        ).fetchone()
        return (row[0] if row else 0) + 1

    def enter(self, ids: Sequence[int], entered: Entered) -> None:
        """Insert new records."""
        columns = entered.raws(self._plain, self._register)
        insert_rows(
            self._connection,
            _insert(self._register.name, ("id", *columns)),
            zip(ids, *columns.values(), strict=True),
        )
        sides: dict[str, list[Tail]] = defaultdict(list)
        for field, sql, _ in self._sides:
            if (column := entered.columns.get(field.name)) is not None:
                rows = zip(ids, column.tails, strict=True)
                sides[sql] += [(identity, *tail) for identity, tails in rows for tail in tails]
        for sql, own in sides.items():
            own.sort(key=itemgetter(0))  # the order in which the table keeps them: they go to its end
            insert_rows(self._connection, sql, own)

    def write(self, images: Sequence[tuple[int, Image]], *, new: bool = False) -> None:
        """Insert or overwrite records; `new` ones are not there yet."""
        last = dict(images)  # of several images of one record the last one counts
        self._connection.executemany(self._upsert, ([identity, *self._raws(image)] for identity, image in last.items()))
        if not new:
            self._clear_sides(list(last))
        for field, sql, side in self._sides:
            fixed = [value for _, value in side.fixed]
            self._connection.executemany(
                sql,
                (
                    [identity, *fixed, *row, position]
                    for identity, image in last.items()
                    if image.get(field.name)
                    for position, row in enumerate(field.to_rows(field.from_json(image[field.name])))
                ),
            )

    def delete(self, ids: Sequence[int]) -> None:
        """Delete records; their side rows go with them."""
        self._connection.executemany(f"DELETE FROM {quoted(self._register.name)} WHERE id = ?", [[i] for i in ids])

    def _raws(self, image: Image) -> list[Json]:
        empty = self._register.empty_image
        return [plain(image.get(field.name, empty[field.name])) for field in self._plain]

    def _clear_sides(self, ids: Sequence[int]) -> None:
        owner = quoted(owner_column(self._register))
        for table in {side.table for _, _, side in self._sides}:
            self._connection.executemany(f"DELETE FROM {quoted(table)} WHERE {owner} = ?", [[i] for i in ids])


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, columns))}) VALUES ({', '.join('?' * len(columns))})"
