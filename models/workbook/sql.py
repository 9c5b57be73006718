"""Conditions compiled to SQL, and the names of tables and columns behind a register's fields."""

import json
import sqlite3
from collections.abc import Iterable, Sequence, Sized
from typing import Any

from models.base.conditions import (
    All,
    Always,
    AnyOf,
    Before,
    Condition,
    Contains,
    Equals,
    Filled,
    Holds,
    Moment,
    Not,
    UpTo,
)
from models.base.fields import Field, Side
from models.base.register import Register

Compiled = tuple[str, list[Any]]


def selected_ids(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> list[int]:
    """The ids that a query for one column `id` gives, in no particular order.

    SQLite hands them over as one text: a hundred thousand rows one by one would take four times as long.
    """
    (text,) = connection.execute(f"SELECT json_group_array(id) FROM ({sql})", values).fetchone()
    ids: list[int] = json.loads(text)
    return ids


def quoted(name: str) -> str:
    """An identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def plain_fields(register: Register) -> list[Field]:
    """The fields that are columns of the register's own table."""
    return [field for field in register.fields if field.sql_type is not None]


def owner_column(register: Register) -> str:
    """The column of a side table that points to the record."""
    return f"{register.name}_id"


def compile_condition(condition: Condition, register: Register, moment: Moment) -> Compiled:
    """An SQL expression over the register's table that is true (1) where the condition holds, else 0."""
    match condition:
        case Always():
            return "1", []
        case Filled(field):
            return _filled(register, field)
        case Equals(field, value):
            return _equals(register, register.field(field), value)
        case Contains(field, part):
            return f"instr(ifnull({quoted(field)}, ''), ?) > 0", [part]
        case Before(field, limit):
            return f"ifnull({quoted(field)} < ?, 0)", [moment.day(limit).isoformat()]
        case UpTo(field, limit):
            return f"ifnull({quoted(field)} <= ?, 0)", [moment.day(limit).isoformat()]
        case Holds(fields, items):
            return _joined(" OR ", (_holds(register, field, items) for field in fields), "0")
        case All(parts):
            return _joined(" AND ", (compile_condition(part, register, moment) for part in parts), "1")
        case AnyOf(parts):
            return _joined(" OR ", (compile_condition(part, register, moment) for part in parts), "0")
        case Not(part):
            sql, values = compile_condition(part, register, moment)
            return f"NOT ({sql})", values
    raise TypeError(f"no SQL for {condition!r}")


def status_case(register: Register, moment: Moment) -> Compiled:
    """An SQL expression that gives the derived status code."""
    parts: list[str] = []
    values: list[Any] = []
    for status in register.statuses:
        sql, more = compile_condition(status.when, register, moment)
        parts.append(f"WHEN {sql} THEN ?")
        values += [*more, status.code]
    return (f"CASE {' '.join(parts)} ELSE '' END", values) if parts else ("''", [])


def _equals(register: Register, field: Field, value: Any) -> Compiled:
    side = field.side(register.name)
    if value is None and field.empty is not None:
        return "0", []
    if side is None:
        raw = field.to_json(value)
        if value == field.empty and raw is not None:  # a column added later holds NULL for "nothing"
            return f"ifnull({quoted(field.name)}, ?) IS ?", [raw, raw]
        return f"{quoted(field.name)} IS ?", [raw]
    rows = list(field.to_rows(value)) if isinstance(value, tuple) else []
    if not rows and value != field.empty:
        return "0", []
    total, values = _matching(register, side, "count(*)", "1", [])
    parts = [(f"{total} = ?", [*values, len(rows)])]
    for position, row in enumerate(rows):
        test = " AND ".join(f"s.{quoted(column)} IS ?" for column in side.columns)
        found, values = _matching(register, side, "count(*)", f"s.position = ? AND {test}", [position, *row])
        parts.append((f"{found} = 1", values))
    return _joined(" AND ", parts, "1")


def _matching(register: Register, side: Side, what: str, test: str, values: list[Any]) -> Compiled:
    """A sub-select over the side rows of one field of the record at hand."""
    fixed = "".join(f" AND s.{quoted(column)} = ?" for column, _ in side.fixed)
    sql = (
        f"(SELECT {what} FROM {quoted(side.table)} s "
        f"WHERE s.{quoted(owner_column(register))} = {quoted(register.name)}.id AND {test}{fixed})"
    )
    return sql, [*values, *(value for _, value in side.fixed)]


def _filled(register: Register, name: str) -> Compiled:
    field = register.field(name)
    side = field.side(register.name)
    if side is None:
        empty = "0" if field.sql_type == "INTEGER" else "''"
        return f"ifnull({quoted(name)}, {empty}) <> {empty}", []
    sql, values = _matching(register, side, "1", "1", [])
    return f"EXISTS {sql}", values


def _holds(register: Register, name: str, items: tuple[Any, ...]) -> Compiled:
    field = register.field(name)
    side = field.side(register.name)
    if side is None:
        nothing = [_equals(register, field, item) for item in items if item == field.empty]
        raws = [field.to_json(item) for item in items if item is not None and item != field.empty]
        listed = [(f"ifnull({quoted(name)} IN ({_marks(raws)}), 0)", raws)] if raws else []
        return _joined(" OR ", [*listed, *nothing[:1]], "0")
    rows = [row for item in items if item is not None for row in field.to_rows((item,))]
    if not rows:
        return "0", []
    if len(side.columns) == 1:
        test = f"{quoted(side.columns[0])} IN ({_marks(rows)})"
    else:  # IS, not IN: some of an attachment's columns are NULL
        one = " AND ".join(f"{quoted(column)} IS ?" for column in side.columns)
        test = " OR ".join([f"({one})"] * len(rows))
    where = "".join(f" AND {quoted(column)} = ?" for column, _ in side.fixed)
    sql = (
        f"{quoted(register.name)}.id IN (SELECT {quoted(owner_column(register))} FROM {quoted(side.table)} "
        f"WHERE ({test}){where})"
    )
    return sql, [*(raw for row in rows for raw in row), *(value for _, value in side.fixed)]


def _marks(values: Sized) -> str:
    return ", ".join("?" * len(values))


def _joined(word: str, parts: Iterable[Compiled], empty: str) -> Compiled:
    found = list(parts)
    if not found:
        return empty, []
    return word.join(f"({sql})" for sql, _ in found), [value for _, values in found for value in values]
