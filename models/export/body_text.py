"""A document's text as plain lines that a clerk can edit, and back; used by the window's composer.

A paragraph is a line; its level follows from its number (一、 （一） 1. （1）). A table is one line that names
it, such as 【表1】, and comes back where that line stands. 【附件1】 and the annex's name begin an annex; an annex without
a text of its own (a ledger) is that line alone. A line taken out takes its table or its annex out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.export.gongwen import Annex, BodyTable, Gongwen, Paragraph
from models.export.wording import level_of

_TABLE = re.compile(r"^\s*【表(\d+)】\s*$")
_ANNEX = re.compile(r"^\s*【附件(\d+)】\s*(.*?)\s*$")

Body = tuple[Paragraph | BodyTable, ...]


def document_to_text(document: Gongwen) -> str:
    """The body and the annexes as lines; every annex is named among the attachments."""
    tables = iter(range(1, len(_tables(document)) + 1))
    lines = list(_lines(document.body, tables))
    for annex in document.annexes:
        number = document.attachments.index(annex.name) + 1
        lines.append(f"【附件{number}】{' '.join(annex.name.split())}")
        lines += _lines(annex.body, tables)
    return "\n".join(lines)


def with_text(document: Gongwen, text: str) -> Gongwen:
    """The document with its body and annexes as these lines have them; empty lines are dropped.

    A line about a table or an annex that the document does not have is dropped too.
    """
    tables = _tables(document)
    body, told = _parted(text.split("\n"))
    own = {annex.name: annex for annex in document.annexes}
    names: list[str] = []
    annexes: list[Annex] = []
    for number, name in enumerate(document.attachments, 1):
        if name not in own:
            names.append(name)  # it goes out beside this document
        elif number in told:
            title, lines = told[number]
            kept = name if title in ("", " ".join(name.split())) else title
            names.append(kept)
            annexes.append(replace(own[name], name=kept, body=_body(lines, tables)))
    return replace(document, body=_body(body, tables), attachments=tuple(names), annexes=tuple(annexes))


def _parted(lines: Sequence[str]) -> tuple[list[str], dict[int, tuple[str, list[str]]]]:
    """The lines of the body, and for each annex's number its name and its lines."""
    body: list[str] = []
    annexes: dict[int, tuple[str, list[str]]] = {}
    current = body
    for line in lines:
        if (found := _ANNEX.match(line)) is None:
            current.append(line)
        else:
            current = annexes.setdefault(int(found[1]), (found[2], []))[1]
    return body, annexes


def _tables(document: Gongwen) -> tuple[BodyTable, ...]:
    """The tables that the lines speak of, in order."""
    bodies = (document.body, *(annex.body for annex in document.annexes))
    return tuple(part for body in bodies for part in body if isinstance(part, BodyTable))


def _lines(body: Body, tables: Iterator[int]) -> Iterator[str]:
    for part in body:
        yield f"【表{next(tables)}】" if isinstance(part, BodyTable) else part.text


def _body(lines: Sequence[str], tables: Sequence[BodyTable]) -> Body:
    parts: list[Paragraph | BodyTable] = []
    for line in lines:
        table = _TABLE.match(line)
        if table:
            number = int(table[1])
            parts += tables[number - 1 : number] if number > 0 else ()
        elif line.strip():
            parts.append(Paragraph(line.strip(), level_of(line.strip())))
    return tuple(parts)
