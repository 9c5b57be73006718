"""Under which heading each record of a register stands, read for all records at once. Part of `Workbook.groups`."""

import sqlite3

from models.base.conditions import Moment
from models.base.fields import Directory, Field, Value
from models.base.groups import UNITS, heading
from models.base.layouts import STATUS
from models.base.register import Register
from models.workbook.rows import read_links, read_values
from models.workbook.sql import plain_fields, quoted, status_case


def headings(
    connection: sqlite3.Connection, register: Register, name: str, moment: Moment, directory: Directory
) -> dict[int, str]:
    """The heading of every record by a field, or by its status; records without one may be left out."""
    if name == STATUS:
        case, values = status_case(register, moment)
        titles = {status.code: status.title for status in register.statuses}
        found = connection.execute(f"SELECT id, {case} FROM {quoted(register.name)}", values)
        return {identity: titles.get(code, "") for identity, code in found}
    if name == UNITS:
        return _answering(connection, register, directory)
    field = register.field(name)
    texts: dict[Value, str] = {}  # the same values come up again and again
    told: dict[int, str] = {}
    for identity, value in _held(connection, register, field):
        text = texts.get(value)
        if text is None:
            text = texts[value] = heading(field, value, directory)
        told[identity] = text
    return told


def _answering(connection: sqlite3.Connection, register: Register, directory: Directory) -> dict[int, str]:
    """The units that answer for each record, of the first role that names any."""
    told: dict[int, str] = {}
    texts: dict[Value, str] = {}
    for role in reversed(register.unit_fields):
        field = register.field(role)
        for identity, value in _held(connection, register, field):
            if value not in texts:
                texts[value] = heading(field, value, directory)
            told[identity] = texts[value]
    return told


def _held(connection: sqlite3.Connection, register: Register, field: Field) -> list[tuple[int, Value]]:
    """The value that each record has in a field."""
    if field in plain_fields(register):
        rows = connection.execute(f"SELECT id, {quoted(field.name)} FROM {quoted(register.name)}")
        return [(identity, field.from_json(raw)) for identity, raw in rows]
    if field.target is not None:
        return [(identity, tuple(linked)) for identity, linked in read_links(connection, register, field.name).items()]
    ids = [row[0] for row in connection.execute(f"SELECT id FROM {quoted(register.name)}")]
    return [(i, facts[field.name]) for i, facts in read_values(connection, register, ids, fields=[field.name]).items()]
