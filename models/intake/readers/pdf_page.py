"""What stands on one page of a printed document: characters with their places, drawn lines, how much is pictures.

The readers of PDF, OFD and scans make these values, `pdf_layout` reads them. Everything is turned so
that the text runs from left to right and upwards is more: a table set sideways on an upright page reads like
any other. Lengths are points (1/72 inch).
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from models.intake.readers.pdf_folding import folded

THIN = 3.0
"""A filled rectangle no thicker than this is a drawn line."""


class Glyph(NamedTuple):
    """A character: its edges at the left and right, its base line, its size; blank ones are kept too."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A drawn line (框线): `at` is its height when it is level, else its distance from the left."""

    level: bool
    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom


@dataclass
class Frame:
    """Characters of a page that run in one direction, and the page turned so that they run to the right."""

    box: Box
    glyphs: list[Glyph]
    rules: list[Rule] = field(default_factory=list)


@dataclass
class Page:
    """A page: the frame most of its text runs in, then the others; `number` counts from 1; shares are 0 to 1.

    `pictured` is the share of the page covered by pictures, `unseen` the share of its characters that are
    there to be copied but not drawn (under a scan), `unknown` the share whose meaning the file doesn't tell.
    `measured` says that places were measured in a picture, and so vary a little.
    """

    frames: list[Frame]
    number: int = 0
    pictured: float = 0.0
    unseen: float = 0.0
    unknown: float = 0.0
    measured: bool = False

    @property
    def characters(self) -> int:
        """How many characters there are, blanks left out."""
        return sum(not glyph.text.isspace() for frame in self.frames for glyph in frame.glyphs)


def character_of(code: int) -> str | None:
    """The character of a code as it is kept; None for one without meaning."""
    if code in (0x02, 0xAD):
        return "-"
    if code in (0x09, 0xA0):
        return " "
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFD, 0xFFFE, 0xFFFF):
        return None
    if code > 0x10FFFF or 0x200B <= code <= 0x200F or code == 0xFEFF:
        return None
    return folded(chr(code))


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A place after the page was turned back by quarter turns."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def turned_box(box: Box, turn: int) -> Box:
    """A rectangle after the page was turned back by quarter turns."""
    (x1, y1), (x2, y2) = turned(box.left, box.bottom, turn), turned(box.right, box.top, turn)
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def turned_rule(rule: Rule, turn: int) -> Rule:
    """A drawn line after the page was turned back by quarter turns."""
    ends = ((rule.start, rule.at), (rule.end, rule.at)) if rule.level else ((rule.at, rule.start), (rule.at, rule.end))
    (x1, y1), (x2, y2) = (turned(x, y, turn) for x, y in ends)
    if rule.level == (turn % 2 == 0):
        return Rule(True, y1, min(x1, x2), max(x1, x2))
    return Rule(False, x1, min(y1, y2), max(y1, y2))


def without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Characters drawn twice at nearly one place to look bold, or for a shadow, are there once."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        step = max(1.0, glyph.size)
        column, row = int(glyph.left // step), int(glyph.base // step)
        near = (
            other
            for across in (-1, 0, 1)
            for up in (-1, 0, 1)
            for other in seen.get((glyph.text, column + across, row + up), ())
        )
        close = glyph.size * 0.2
        if any(abs(other.left - glyph.left) < close and abs(other.base - glyph.base) < close for other in near):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def multiplied(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that does first the one, then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def rules_of(points: Sequence[tuple[float, float]], stroked: bool) -> Iterator[Rule]:
    """The level and upright lines of a part of a path: its edges, or itself when it is a thin rectangle."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not all(map(math.isfinite, (*xs, *ys))):
        return
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if bottom + THIN >= top and right - left > THIN:
        yield Rule(True, (bottom + top) / 2, left, right)
    elif left + THIN >= right and top - bottom > THIN:
        yield Rule(False, (left + right) / 2, bottom, top)
    elif stroked:
        for (x1, y1), (x2, y2) in pairwise(points):
            if abs(y1 - y2) < 0.5 < abs(x1 - x2):
                yield Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
            elif abs(x1 - x2) < 0.5 < abs(y1 - y2):
                yield Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


def commonest(values: Sequence[float], default: float) -> float:
    """The value that occurs most, to half a point."""
    counts = Counter(round(value * 2) / 2 for value in values)
    return counts.most_common(1)[0][0] if counts else default
