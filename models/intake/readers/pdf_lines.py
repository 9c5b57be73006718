"""Characters of a PDF page become lines (行), and lines columns (栏) in the order they are read.

Only the PDF reader calls this. Blanks that the file states are kept; wider gaps without one get one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from models.intake.readers.pdf_page import Glyph

SAME_LINE = 0.35
"""Part of the size that base lines on one line may differ by (raised and lowered figures)."""
WIDE_GAP = 0.75
WORD_GAP = 0.2
TAB_GAP = 1.6
GUTTER = 0.9
"""Parts of the size: the space between two columns of print is at least this wide."""
FULL = 0.6
FEWEST = 4
NARROWEST = 8
"""A column of print has at least so many lines, of at least so many characters' width, most of them this full."""
MOST_PLACES = 40
WORD = re.compile(r"[!-~]")
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(eq=False)
class Line:
    """A line of print: its characters from left to right; `page` counts from 1.

    `key` names the block of text it belongs to: lines with equal keys have margins in common. `ruled` says
    that a line is drawn across the block between it and the one above.
    """

    glyphs: list[Glyph]
    page: int = 0
    key: tuple[int, ...] = ()
    ruled: bool = False

    @cached_property
    def printed(self) -> list[Glyph]:
        """The characters that are not blank."""
        return [glyph for glyph in self.glyphs if not glyph.text.isspace()]

    @cached_property
    def left(self) -> float:
        """Where its print begins."""
        return self.printed[0].left

    @cached_property
    def right(self) -> float:
        """Where its print ends."""
        return max(glyph.right for glyph in self.printed)

    @property
    def base(self) -> float:
        """Its base line."""
        return self.printed[0].base

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes = sorted(glyph.size for glyph in self.printed)
        return sizes[len(sizes) // 2]

    @cached_property
    def text(self) -> str:
        """Its text, blanks at the ends left out."""
        return text_of(self.glyphs).strip()

    @property
    def ends_blank(self) -> bool:
        """Whether the file has a blank after its last character."""
        return self.glyphs[-1].text.isspace()


def lines_of(glyphs: Sequence[Glyph], page: int = 0, key: tuple[int, ...] = ()) -> list[Line]:
    """The lines that characters form, from the top; lines of blanks only are left out."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: -each.base):
        if rows and on_one_line(rows[-1][0], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (Line(sorted(row, key=lambda each: (each.left, each.right)), page, key) for row in rows)
    return [line for line in lines if line.printed]


def on_one_line(first: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands on the line that another one began."""
    return first.base - glyph.base < SAME_LINE * max(first.size, min(glyph.size, 2 * first.size))


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of characters on one line."""
    parts: list[str] = []
    spread = is_spread(glyphs)
    last: Glyph | None = None
    blanks = ""
    for glyph in glyphs:
        if glyph.text.isspace():
            blanks += glyph.text
            continue
        if last is not None and not spread:
            parts.append(blanks or blank_between(last, glyph))
        blanks = ""
        parts.append(glyph.text)
        last = glyph
    return "".join(parts) + blanks


def is_spread(glyphs: Sequence[Glyph]) -> bool:
    """Whether a few characters are spread evenly over a width (分散对齐), so that the gaps mean nothing."""
    if not 3 <= len(glyphs) <= 20 or not all(WIDE.match(glyph.text) for glyph in glyphs):
        return False
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    size = glyphs[0].size
    return min(gaps) > WIDE_GAP * size / 2 and max(gaps) - min(gaps) < 0.2 * size


def blank_between(before: Glyph, after: Glyph) -> str:
    """The blank that a gap stands for where the file has none."""
    gap = (after.left - before.right) / max(before.size, after.size)
    if gap > TAB_GAP:
        return "\u3000"
    if gap > WIDE_GAP or (gap > WORD_GAP and WORD.match(before.text) and WORD.match(after.text)):
        return " "
    return ""


def pieces_of(line: Line, gap: float) -> list[Line]:
    """A line cut where its print has a gap of at least so many times its size."""
    pieces: list[list[Glyph]] = []
    for glyph in line.printed:
        if pieces and glyph.left - pieces[-1][-1].right < gap * line.size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return [Line(piece, line.page, line.key) for piece in pieces]


def in_columns(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Lines in the order they are read: stretches of lines below each other, a stretch for each column."""
    found = gutter(lines) if depth < 3 and len(lines) >= FEWEST else None
    if found is None:
        return [list(lines)] if lines else []
    first, last, middle = found
    inside = [glyph for line in lines[first:last] for glyph in line.glyphs]
    page = lines[first].page
    result = in_columns(lines[:first], depth)
    for side, part in enumerate(
        ([glyph for glyph in inside if glyph.left < middle], [glyph for glyph in inside if glyph.left >= middle])
    ):
        result += in_columns(lines_of(part, page, (*lines[first].key, round(middle / 4), side)), depth + 1)
    return result + in_columns(lines[last:], depth)


def gutter(lines: Sequence[Line]) -> tuple[int, int, float] | None:
    """The largest run of lines (from, to) that two columns of print make up, and where they part."""
    best: tuple[int, int, float] | None = None
    places = Counter(round(place) for line in lines for place in gap_middles(line))
    for middle, _ in places.most_common(MOST_PLACES):
        for first, last in runs(lines, middle):
            if (best is None or last - first > best[1] - best[0]) and are_columns(lines[first:last], middle):
                best = first, last, float(middle)
    return best


def gap_middles(line: Line) -> Iterator[float]:
    """The middles of the gaps in a line that may be the space between columns."""
    for before, after in pairwise(line.printed):
        if after.left - before.right >= GUTTER * line.size:
            yield (before.right + after.left) / 2


def runs(lines: Sequence[Line], middle: float) -> Iterator[tuple[int, int]]:
    """The runs of lines (from, to) that print nothing at a place."""
    first: int | None = None
    for index, line in enumerate(lines):
        half = GUTTER / 2 * line.size * 0.9
        crossed = any(glyph.left < middle + half and glyph.right > middle - half for glyph in line.printed)
        if crossed and first is not None:
            yield first, index
        first = None if crossed else index if first is None else first
    if first is not None:
        yield first, len(lines)


def are_columns(lines: Sequence[Line], middle: float) -> bool:
    """Whether the print on both sides of a place is running text, not the columns of a table."""
    sides = [
        lines_of([glyph for line in lines for glyph in line.glyphs if (glyph.left < middle) == left])
        for left in (True, False)
    ]
    for side in sides:
        if len(side) < FEWEST:
            return False
        left, right = min(line.left for line in side), max(line.right for line in side)
        size = side[len(side) // 2].size
        full = sum(line.right - line.left > FULL * (right - left) for line in side)
        if right - left < NARROWEST * size or full < FULL * len(side) or any(has_gaps(line) for line in side):
            return False
    return True


def has_gaps(line: Line) -> bool:
    """Whether a line is cut by gaps like those between the cells of a table."""
    return len(pieces_of(line, 2 * TAB_GAP)) > 2
