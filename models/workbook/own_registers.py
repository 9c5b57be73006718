"""An office's own registers (自建台账) in its workbook: read from the records that declare them, with their tables made.

The program's own tables come from migrations; these come from declarations, so tables and columns are only ever added:
what a clerk takes out, or an undo takes back, stays in the file and is there again when it is put back.
"""

import json
import sqlite3
from collections.abc import Iterator

from models.base.fields import Field, Side
from models.base.register import Register, Registers
from models.workbook.rows import read_values, values_of
from models.workbook.sql import owner_column, plain_fields, quoted


def read_own(connection: sqlite3.Connection, built_in: Registers) -> Registers:
    """The program's registers with the office's own ones.

    Those that were deleted, or whose making was undone, are among them, hidden: the change log speaks of them.
    """
    own = built_in.own
    if own is None:
        return built_in
    keeper = built_in[own.kept_in]
    ids = [row[0] for row in connection.execute(f"SELECT id FROM {quoted(keeper.name)} ORDER BY id")]
    values = read_values(connection, keeper, ids)
    kept = [made for one in ids if (made := own.declared(one, values[one])) is not None]
    gone = [
        made
        for one, image in _last_images(connection, keeper)
        if one not in values and (made := own.declared(one, values_of(keeper, json.loads(image)))) is not None
    ]
    return built_in.with_own(kept, [item for item in gone if _columns(connection, item.name)])


def _last_images(connection: sqlite3.Connection, keeper: Register) -> list[tuple[int, str]]:
    """What each record was at last: (id, image); SQLite takes `after` from the row that has the max."""
    sql = "SELECT record_id, after, max(id) FROM changes WHERE register = ? AND after IS NOT NULL GROUP BY record_id"
    return [(row[0], row[1]) for row in connection.execute(sql, [keeper.name])]


def unreadable(connection: sqlite3.Connection, registers: Registers) -> list[str]:
    """The titles of those whose declaration can't be read."""
    own = registers.own
    if own is None:
        return []
    keeper = registers[own.kept_in]
    rows = connection.execute(f"SELECT id, {quoted(keeper.title_field)} FROM {quoted(keeper.name)}").fetchall()
    values = read_values(connection, keeper, [row[0] for row in rows])
    return [str(title) for one, title in rows if own.declared(one, values[one]) is None]


def make_room(connection: sqlite3.Connection, register: Register) -> None:
    """Make the tables and columns of a register that are not there yet, inside a transaction."""
    for statement in missing(connection, register):
        connection.execute(statement)


def missing(connection: sqlite3.Connection, register: Register) -> list[str]:
    """The statements that make what a register needs and the file has not; none when all is there."""
    there = _columns(connection, register.name)
    plain = plain_fields(register)
    found = [] if there else [_table(register, plain)]
    if there:
        found += [f"ALTER TABLE {quoted(register.name)} ADD COLUMN {_column(f)}" for f in plain if f.name not in there]
    found += [
        f"CREATE INDEX {quoted(f'{register.name}_{field.name}')} ON {quoted(register.name)} ({quoted(field.name)})"
        for field in plain
        if field.target and field.name not in there
    ]
    sides = {side.table: (field, side) for field in register.fields if (side := field.side(register.name))}
    for field, side in sides.values():
        if not _columns(connection, side.table):
            found += _side_table(register, field, side)
    search = f"search_{register.name}_text"
    if register.searched and not _columns(connection, search):
        found.append(f"CREATE TABLE {search} (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    return found


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})")}


def _table(register: Register, plain: list[Field]) -> str:
    columns = ", ".join(["id INTEGER PRIMARY KEY AUTOINCREMENT", *map(_column, plain)])
    return f"CREATE TABLE {quoted(register.name)} ({columns})"


def _column(field: Field) -> str:
    return f"{quoted(field.name)} {field.sql_type}{_link(field)}"


def _link(field: Field) -> str:
    return f" REFERENCES {quoted(field.target)}(id)" if field.target else ""


def _side_table(register: Register, field: Field, side: Side) -> Iterator[str]:
    """The table of a field of many values, or of all fields that share it, and the index by which links are found."""
    owner, table = quoted(owner_column(register)), quoted(side.table)
    fixed = [f"{quoted(name)} TEXT NOT NULL" for name, _ in side.fixed]
    kinds = {name: f"INTEGER NOT NULL{_link(field)}" for name in side.columns[:1] if field.target}
    kinds |= {"digest": "TEXT REFERENCES sqlar(name)", "size": "INTEGER"}
    key = [owner, *(quoted(name) for name, _ in side.fixed)]
    key.append(quoted(side.columns[0]) if field.target else "position")
    columns = [
        f"{owner} INTEGER NOT NULL REFERENCES {quoted(register.name)}(id) ON DELETE CASCADE",
        *fixed,
        *(f"{quoted(name)} {kinds.get(name, 'TEXT')}" for name in side.columns),
        "position INTEGER NOT NULL",
        f"PRIMARY KEY ({', '.join(key)})",
    ]
    yield f"CREATE TABLE {table} ({', '.join(columns)}) WITHOUT ROWID"
    if field.target:
        yield f"CREATE INDEX {quoted(f'{side.table}_back')} ON {table} ({quoted(side.columns[0])})"
