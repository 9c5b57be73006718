"""A document's body as plain lines that a clerk can edit, and back; used by the window's composer.

A paragraph is a line; its level follows from its number (一、 （一） 1. （1）). A table is one line that names
it, such as 【表1】, and comes back where that line stands.
"""

import re
from collections.abc import Sequence

from models.export.gongwen import BodyTable, Paragraph
from models.export.wording_parts import level_of

_TABLE = re.compile(r"^\s*【表(\d+)】\s*$")

Body = tuple[Paragraph | BodyTable, ...]


def body_to_text(body: Body) -> str:
    """The body as lines."""
    lines: list[str] = []
    tables = 0
    for part in body:
        if isinstance(part, BodyTable):
            tables += 1
            lines.append(f"【表{tables}】")
        else:
            lines.append(part.text)
    return "\n".join(lines)


def tables_of(body: Body) -> tuple[BodyTable, ...]:
    """The tables that the lines speak of, in order."""
    return tuple(part for part in body if isinstance(part, BodyTable))


def body_from_text(text: str, tables: Sequence[BodyTable]) -> Body:
    """Lines as a body; empty lines are dropped, and table lines whose table is not there."""
    parts: list[Paragraph | BodyTable] = []
    for line in text.split("\n"):
        table = _TABLE.match(line)
        if table:
            number = int(table[1])
            parts += tables[number - 1 : number] if number > 0 else ()
        elif line.strip():
            parts.append(Paragraph(line.strip(), level_of(line.strip())))
    return tuple(parts)
