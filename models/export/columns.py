"""How wide a table's columns stand on the page, and where days in them end a line. Used by the .docx writers."""

import math
import re
from collections.abc import Sequence

from models.export.docx_xml import CELL_MARGIN
from models.export.ledger import Column
from models.export.line_breaks import unbroken

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


def content_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], available: int, character: int, margin: int
) -> tuple[int, ...]:
    """Widths in twips that fill `available` exactly, by what stands in the columns: for a table known as a whole.

    Each column begins with the least it can do with: its longest word, two lines of a written day, four characters
    of other texts, all of a state, half of a head that is longer than three characters. What is left goes, half a
    character at a time, to the column whose cells have most lines, so nearly all of it to the long texts; where no
    cell needs more, all columns share it by their own widths. A column in which nothing stands, to be written in, is
    taken as full of texts of its own width. `margin` is the one inside a cell, left and right.
    """
    cells = [[row[place] for row in rows] for place in range(len(columns))]
    needs = [_Needs(column, own) for column, own in zip(columns, cells, strict=True)]
    rim = 2 * margin + character // 8
    room = available / character - len(columns) * rim / character
    parts = [part * character + rim for part in _shared(needs, room)] if room > 0 else [1.0] * len(columns)
    widths = [int(part * available / sum(parts)) for part in parts]
    widths[-1] += available - sum(widths)
    return tuple(widths)


class _Needs:
    """What a column's cells ask for, in characters.

    word: the longest piece that no line may break. least: what it begins with. most: with which no cell has a second
    line. own: its share of room that no column needs.
    """

    def __init__(self, column: Column, cells: Sequence[str]) -> None:
        lines = [line for cell in cells for line in cell.split("\n") if line]
        title, texts = _width(column.title), [_width(line) for line in lines]
        longest = max(texts, default=0.0)
        head = math.ceil(title / 2) if title > _WHOLE_HEAD else title
        self.widths = [title, *(texts or [column.width] * len(cells))]
        self.own = column.width
        self.word = max((_width(piece) for line in lines for piece in unbroken(line)), default=1.0)
        self.least = max(head, self.word, _least_of(column, lines, longest))
        self.most = max(self.least, *self.widths)

    def weight(self, width: float) -> float:
        """How much the column would gain by more: the squares of its cells' lines; 0 when it needs no more."""
        return sum(max(text / width, 1.0) ** 2 for text in self.widths) if width < self.most else 0.0


_WHOLE_HEAD = 3.0
"""A head of so many characters is not parted."""
_STEP = 0.5


def _least_of(column: Column, lines: Sequence[str], longest: float) -> float:
    if column.term:
        return min(_TERM, max(map(_two_lines, lines), default=0.0))
    return min(longest, _LEAST) if column.kind == "text" else longest


def _two_lines(text: str) -> float:
    """How wide a written day is on two lines at most."""
    pieces = _BEGINS.split(text)
    parted = (max(_width("".join(pieces[:end])), _width("".join(pieces[end:]))) for end in range(1, len(pieces)))
    return min(parted, default=_width(text))


def _shared(needs: Sequence[_Needs], room: float) -> list[float]:
    """The columns' widths in characters, without their margins; more than `room` in all when even words are wider."""
    widths = [need.least for need in needs]
    spare = room - sum(widths)
    if spare < 0:
        words = [min(need.word, need.least) for need in needs]
        over = sum(widths) - sum(words)
        kept = max(room - sum(words), 0.0) / over if over else 0.0
        return [word + (width - word) * kept for word, width in zip(words, widths, strict=True)]
    weights = [need.weight(width) for need, width in zip(needs, widths, strict=True)]
    while spare > 0 and any(weights):
        place = weights.index(max(weights))
        step = min(_STEP, spare, needs[place].most - widths[place])
        widths[place] += step
        spare -= step
        weights[place] = needs[place].weight(widths[place])
    whole = sum(need.own for need in needs)
    return [width + spare * need.own / whole for need, width in zip(needs, widths, strict=True)]


def term_lines(text: str, width: int, character: int, margin: int = CELL_MARGIN) -> str:
    """A day as it is written, in lines for a cell `width` twips wide: 2021年11月 / 23日前, never 11 / 月23日前.

    Word ends a line between any digit and word, and knows no sign in a text that would forbid it. What fits stays as
    it is, and so does what has lines already.
    """
    room = (width - 2 * margin) / character
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
