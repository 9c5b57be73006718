"""What stands on a page of an OFD: characters with their places and drawn lines, as `pdf_layout` takes them.

After GB/T 33190-2016, 7.7, 9 and 11: lengths are millimetres, downwards is more; an object stands in a
boundary, within which a matrix may turn and scale it. Used by `ofd_files`.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from models.intake.readers.pdf_page import (
    Box,
    Frame,
    Glyph,
    Page,
    Rule,
    character_of,
    multiplied,
    rules_of,
    turned,
    turned_box,
    turned_rule,
    without_doubles,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

POINTS = 72 / 25.4
A4 = (0.0, 0.0, 210.0, 297.0)
MOST_CHARACTERS = 60_000
MOST_RULES = 20_000
"""On one page."""
DEEPEST = 20
FARTHEST = 20_000.0
"""Points; nobody prints on larger sheets."""
UPRIGHT = 0.07
"""How far a direction may be from a quarter turn, as a tangent."""
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


class TooMuchError(Exception):
    """A page holds more than a page can."""


def local(element: Element) -> str:
    """The name of an element without its namespace; OFD files use several."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute."""
    return [float(match[0]) for match in NUMBER.finditer((text or "")[:200_000])]


def number(text: str | None, default: float) -> float:
    """The first number of an attribute."""
    found = numbers(text)
    return found[0] if found else default


def deltas(text: str | None) -> list[float]:
    """The steps between characters; "g 3 4.2" stands for 4.2 4.2 4.2."""
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < MOST_CHARACTERS:
        if words[at] == "g" and at + 2 < len(words):
            count = int(number(words[at + 1], 0))
            steps += [number(words[at + 2], 0.0)] * min(max(count, 0), MOST_CHARACTERS)
            at += 3
        else:
            steps += numbers(words[at])[:1]
            at += 1
    return steps


class Sheet:
    """Collects the objects of a page and of the template below it."""

    def __init__(self, area: Sequence[float]) -> None:
        left, top, width, height = area if len(area) == 4 and area[2] > 0 and area[3] > 0 else A4
        self._move = (-left, -top)
        self._height = min(height * POINTS, FARTHEST)
        self._box = Box(0.0, 0.0, min(width * POINTS, FARTHEST), self._height)
        self._glyphs: dict[int, list[Glyph]] = {}
        self._rules: list[Rule] = []
        self._count = 0
        self._pictured = 0.0

    def page(self, index: int) -> Page:
        """What was collected, for page `index`, counted from 1."""
        turns = sorted(self._glyphs, key=lambda turn: -len(self._glyphs[turn])) or [0]
        frames = [Frame(turned_box(self._box, turn), without_doubles(self._glyphs.get(turn, []))) for turn in turns]
        frames[0].rules = [turned_rule(rule, turns[0]) for rule in self._rules]
        pictured = self._pictured / max(1.0, self._box.width * self._box.height)
        return Page(frames, number=index, pictured=min(1.0, pictured))

    def collect(self, parent: Element, depth: int = 0) -> None:
        """Take in the objects of a layer or of a block of objects. Raises TooMuchError."""
        for child in parent:
            name = local(child)
            if child.get("Visible", "true") in ("false", "0"):
                continue
            if name == "TextObject":
                self._text(child)
            elif name == "PathObject":
                self._path(child)
            elif name == "ImageObject":
                a, b, c, d, _, _ = self._matrix(child)
                area = abs(a * d - b * c)
                self._pictured += area if math.isfinite(area) else 0.0
            elif name in ("Content", "Layer", "PageBlock") and depth < DEEPEST:
                self.collect(child, depth + 1)

    def _matrix(self, item: Element) -> tuple[float, ...]:
        """From the object's own places to points on the page, upwards is more."""
        own = numbers(item.get("CTM"))
        boundary = [*numbers(item.get("Boundary")), 0.0, 0.0][:2]
        x, y = (place + move for place, move in zip(boundary, self._move, strict=True))
        matrix = tuple(own) if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        matrix = multiplied(matrix, (1.0, 0.0, 0.0, 1.0, x, y))
        return multiplied(matrix, (POINTS, 0.0, 0.0, -POINTS, 0.0, self._height))

    def _text(self, item: Element) -> None:
        matrix = self._matrix(item)
        a, b, c, d, e, f = matrix
        turn = turn_of(a, b)
        size = number(item.get("Size"), 0.0)
        height = size * math.hypot(c, d)
        if turn is None or not 0.5 < height < 1000:
            return
        scale = number(item.get("HScale"), 1.0)
        for text, x, y, wide in characters(item, size * (scale if 0.1 < scale < 10 else 1.0)):
            self._count += 1
            if self._count > MOST_CHARACTERS:
                raise TooMuchError
            place = turned(a * x + c * y + e, b * x + d * y + f, turn)
            if not all(abs(value) < FARTHEST for value in place):
                continue
            width = wide * math.hypot(a, b)
            self._glyphs.setdefault(turn, []).append(Glyph(text, place[0], place[0] + width, place[1], height))

    def _path(self, item: Element) -> None:
        stroked = item.get("Stroke", "true") in ("true", "1")
        if not stroked and item.get("Fill", "false") not in ("true", "1"):
            return
        data = next((child.text for child in item if local(child) == "AbbreviatedData"), None)
        a, b, c, d, e, f = self._matrix(item)
        for points in subpaths(data or ""):
            placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
            if len(placed) > 1 and all(abs(value) < FARTHEST for place in placed for value in place):
                self._rules += rules_of(placed, stroked)
            if len(self._rules) > MOST_RULES:
                raise TooMuchError


def turn_of(a: float, b: float) -> int | None:
    """The quarter turns of text that runs in a direction; None for slanted text such as a watermark."""
    length = math.hypot(a, b)
    if not math.isfinite(length) or length == 0:
        return None
    if abs(b) <= UPRIGHT * length:
        return 0 if a > 0 else 2
    if abs(a) <= UPRIGHT * length:
        return 1 if b > 0 else 3
    return None


def advance(text: str) -> float:
    """How wide a character usually is, in parts of its size."""
    return 0.5 if text < "\u2000" else 1.0


def width_of(text: str, size: float, following: float) -> float:
    """How wide a character is, which the file doesn't say; where the next one begins is a better guide if near."""
    usual = size * advance(text)
    return following if 0.2 * size < following < min(1.0, 1.8 * advance(text)) * size else usual


def characters(item: Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a text object, each with its place in it and its width."""
    x = y = 0.0
    for code in item:
        if local(code) != "TextCode":
            continue
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across, down = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
        left, top = x, y
        for index, sign in enumerate((code.text or "").replace("\r", "").replace("\n", "")):
            shown = character_of(ord(sign))
            onwards = step(across, index, 0.0 if down else size * advance(sign))
            if shown is not None:
                yield shown, left, top, width_of(sign, size, onwards)
            left += onwards
            top += step(down, index, 0.0)


def step(steps: Sequence[float], index: int, default: float) -> float:
    """The step after a character; the last one stated goes on."""
    return (steps[index] if index < len(steps) else steps[-1]) if steps else default


def subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path in the short form of OFD as lists of points; parts with curves are left out."""
    points: list[tuple[float, float]] = []
    curved = False
    for match in re.finditer(r"([A-Z])([^A-Z]*)", data[:2_000_000]):
        sign, values = match[1], numbers(match[2])
        if sign in "SM":
            if not curved:
                yield points
            points, curved = [], False
        if sign in "SML" and len(values) >= 2:
            points.append((values[0], values[1]))
        elif sign in "QBA":
            curved = True
        elif sign == "C" and points:
            points.append(points[0])
    if not curved:
        yield points
