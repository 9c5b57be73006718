"""Conditions compiled to SQL, and the names of tables and columns behind a register's fields."""

from collections.abc import Iterable
from typing import Any

from models.base.conditions import All, Always, AnyOf, Before, Condition, Equals, Filled, Holds, Moment, Not, UpTo
from models.base.fields import Field
from models.base.register import Register

Compiled = tuple[str, list[Any]]


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
            raw = register.field(field).to_json(value)
            return f"{quoted(field)} IS ?", [raw]
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


def _filled(register: Register, name: str) -> Compiled:
    field = register.field(name)
    side = field.side(register.name)
    if side is None:
        empty = "0" if field.sql_type == "INTEGER" else "''"
        return f"ifnull({quoted(name)}, {empty}) <> {empty}", []
    where = "".join(f" AND {quoted(column)} = ?" for column, _ in side.fixed)
    sql = (
        f"EXISTS (SELECT 1 FROM {quoted(side.table)} s "
        f"WHERE s.{quoted(owner_column(register))} = {quoted(register.name)}.id{where})"
    )
    return sql, [value for _, value in side.fixed]


def _holds(register: Register, name: str, items: tuple[Any, ...]) -> Compiled:
    field = register.field(name)
    side = field.side(register.name)
    marks = ", ".join("?" * len(items))
    if side is None:
        return (f"{quoted(name)} IN ({marks})", [field.to_json(item) for item in items]) if items else ("0", [])
    where = "".join(f" AND {quoted(column)} = ?" for column, _ in side.fixed)
    sql = (
        f"{quoted(register.name)}.id IN (SELECT {quoted(owner_column(register))} FROM {quoted(side.table)} "
        f"WHERE {quoted(side.columns[0])} IN ({marks}){where})"
    )
    return sql, [*items, *(value for _, value in side.fixed)]


def _joined(word: str, parts: Iterable[Compiled], empty: str) -> Compiled:
    found = list(parts)
    if not found:
        return empty, []
    return word.join(f"({sql})" for sql, _ in found), [value for _, values in found for value in values]
