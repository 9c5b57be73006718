"""How wide a table's columns stand on the page, and where days in them end a line. Used by the .docx writers."""

import re

from models.export.docx_xml import CELL_MARGIN
from models.export.ledger import Column

_LEAST = 4
_DAY = 6.0
_TERM = 6.5
"""2021年11月, with the blanks that Word puts between digits and words."""
_DIGIT, _BLANK = 0.6, 0.25
"""How wide a digit is at most, and the blank beside it, in characters."""
_BEGINS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)")
_BESIDE = re.compile(r"(?<=\d)(?=[^\d\s])|(?<=[^\d\s])(?=\d)")
_LONG_FIRST = 1.25
"""Characters a text column keeps as long as the page allows."""


def column_widths(columns: tuple[Column, ...], available: int, character: int) -> tuple[int, ...]:
    """Widths in twips that fill `available` exactly, by the columns' own widths.

    Codes, days, numbers and states keep the width they ask for, but a day takes no more than it needs. No text
    gets fewer than four characters, so that a heading of four stays on one line, and none of written days too few
    for 2021年11月; what is left goes to the long
    texts rather than to the short ones, which keeps the rows low. When even that is too wide for the page, all
    columns shrink alike. `character` is the width of a full-width character.
    """
    room = 2 * CELL_MARGIN + character // 4
    widest = {"date": _DAY}
    wanted = [round(max(min(c.width, widest.get(c.kind, c.width)), 2.0) * character) + room for c in columns]
    least = [
        min(want, round((_TERM if column.term else _LEAST) * character) + room) if column.kind == "text" else want
        for want, column in zip(wanted, columns, strict=True)
    ]
    spare = available - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if spare < 0:
        parts = [need * available / sum(least) for need in least]
    elif any(more):
        shares = [extra**_LONG_FIRST for extra in more] if spare < sum(more) else [float(extra) for extra in more]
        parts = [need + spare * share / sum(shares) for need, share in zip(least, shares, strict=True)]
    else:
        parts = [want * available / sum(wanted) for want in wanted]
    widths = [int(part) for part in parts]
    widths[-1] += available - sum(widths)
    return tuple(widths)


def term_lines(text: str, width: int, character: int) -> str:
    """A day as it is written, in lines for a cell `width` twips wide: 2021年11月 / 23日前, never 11 / 月23日前.

    Word ends a line between any digit and word, and knows no sign in a text that would forbid it. What fits stays as
    it is, and so does what has lines already.
    """
    room = (width - 2 * CELL_MARGIN) / character
    if "\n" in text or _width(text) <= room:
        return text
    lines = [""]
    for piece in _BEGINS.split(text):
        if lines[-1] and _width(lines[-1] + piece) > room:
            lines.append(piece)
        else:
            lines[-1] += piece
    return "\n".join(lines)


def _width(text: str) -> float:
    """In characters, as wide as the fonts of any PC draw it."""
    return sum(_DIGIT if char.isascii() else 1.0 for char in text) + _BLANK * len(_BESIDE.findall(text))
