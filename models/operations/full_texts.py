"""The full text (全文) of the document a record comes from (任务来源), and where in it the record's clause (原文条款) stands."""

import re
from dataclasses import dataclass

from models.base.record import Record
from models.operations.desk import Desk

DOCUMENTS = "documents"
_SOURCE, _CLAUSE, _TEXT = "source", "clause", "text"
_SHORTEST = 4
"""Characters of a line below which finding it says nothing."""


@dataclass(frozen=True)
class FullText:
    """A document's id, title and text; "" when it was registered without. `places` are (start, end) in the text."""

    document: int
    title: str
    text: str
    places: tuple[tuple[int, int], ...] = ()


def full_text_of(desk: Desk, register: str, record: Record) -> FullText | None:
    """The text of a document, or of the one that a record names as its source; None when it names none."""
    if register == DOCUMENTS:
        return FullText(record.id, record.values["title"], record.values[_TEXT] or "")
    source = record.values.get(_SOURCE)
    named = any(field.name == _SOURCE and field.target == DOCUMENTS for field in desk.registers[register].fields)
    if not named or not source:
        return None
    values = desk.book.values(DOCUMENTS, source)
    text = values[_TEXT] or ""
    return FullText(source, values["title"], text, places_of(text, record.values.get(_CLAUSE) or ""))


def places_of(text: str, clause: str) -> tuple[tuple[int, int], ...]:
    """Where a clause stands in a text: as a whole, else line by line; blanks and line ends do not matter."""
    whole = _place(text, clause)
    if whole is not None:
        return (whole,)
    lines = (line for line in clause.splitlines() if len("".join(line.split())) >= _SHORTEST)
    return tuple(place for place in (_place(text, line) for line in lines) if place is not None)


def _place(text: str, words: str) -> tuple[int, int] | None:
    letters = "".join(words.split())
    found = re.search(r"\s*".join(map(re.escape, letters)), text) if letters else None
    return found.span() if found else None
