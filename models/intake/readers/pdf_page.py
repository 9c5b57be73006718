"""What stands on one page of a PDF: characters with their places, drawn lines, how much of it is pictures.

Only the PDF reader calls this. Everything is turned so that the text runs from left to right and upwards
is more: a table set sideways on an upright page reads like any other. Lengths are points (1/72 inch).
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_float
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from models.base.errors import ReadError
from models.intake.readers.pdf_folding import folded

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

THIN = 3.0
"""A filled rectangle no thicker than this is a drawn line."""
SLANTED = math.radians(4)
DEEPEST = 6
MOST_OBJECTS = 60_000
MOST_SEGMENTS = 4_000
MOST_CHARACTERS = 60_000
"""On one page; the smallest print fills a page with some 10,000."""


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


def read_page(page: "PdfPage", name: str) -> Page:
    """Everything of a page that matters to reading. Raises ReadError when it holds absurdly much."""
    box = Box(*page.get_bbox())
    by_turn, slanted, unknown = characters(page, name)
    drawn = Drawn()
    drawn.collect(page)
    turns = sorted(by_turn, key=lambda turn: -len(by_turn[turn])) or [0]
    frames = [Frame(turned_box(box, turn), without_doubles(by_turn.get(turn, []))) for turn in turns]
    frames[0].rules = [turned_rule(rule, turns[0]) for rule in drawn.rules]
    many = sum(map(len, by_turn.values())) + slanted
    return Page(
        frames,
        pictured=min(1.0, drawn.pictured / max(1.0, box.width * box.height)),
        unseen=drawn.unseen / max(1, drawn.texts),
        unknown=unknown / max(1, many + unknown),
    )


def characters(page: "PdfPage", name: str) -> tuple[dict[int, list[Glyph]], int, int]:
    """The characters by their direction in quarter turns, how many run slanted, how many have no meaning."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        raise ReadError(f"“{name}”有一页的文字多得不正常，没有读取；请打开后另存一份，只留下要导入的部分再试。")
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    x, y = c_double(), c_double()
    turns: dict[int, list[Glyph]] = {}
    slanted = unknown = 0
    lead = 0
    for index in range(count):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        if 0xDC00 <= code < 0xE000 and lead:
            code = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00
        lead = 0
        character = character_of(code)
        if character is None:
            unknown += 1
            continue
        raw.FPDFText_GetMatrix(text, index, byref(matrix))
        raw.FPDFText_GetLooseCharBox(text, index, byref(box))
        raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) > SLANTED:
            slanted += 1
            continue
        turn = quarter % 4
        edges = turned_box(Box(box.left, box.bottom, box.right, box.top), turn)
        base = turned(x.value, y.value, turn)[1]
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        if not (0.5 < size < 2000 and all(map(math.isfinite, (*edges, base)))):
            continue
        turns.setdefault(turn, []).append(Glyph(character, edges.left, edges.right, base, size))
        unknown += 0xE000 <= code < 0xF900
    return turns, slanted, unknown


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


class Drawn:
    """What is drawn on a page besides text."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.pictured = 0.0
        self.texts = 0
        self.unseen = 0
        self._left = MOST_OBJECTS

    def collect(self, page: "PdfPage") -> None:
        """Look at all objects of a page, also those inside its forms."""
        import pypdfium2.raw as raw

        self._objects(
            (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))),
            (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
            0,
        )

    def _objects(self, objects: Iterator[Any], outer: tuple[float, ...], depth: int) -> None:
        import pypdfium2.raw as raw

        for item in objects:
            self._left -= 1
            if self._left < 0:
                return
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, multiplied(matrix_of(item), outer))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(multiplied(matrix_of(item), outer))
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts += 1
                self.unseen += raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = (raw.FPDFFormObj_GetObject(item, index) for index in range(raw.FPDFFormObj_CountObjects(item)))
                self._objects(inner, multiplied(matrix_of(item), outer), depth + 1)

    def _picture(self, matrix: tuple[float, ...]) -> None:
        a, b, c, d, _, _ = matrix
        area = abs(a * d - b * c)
        if math.isfinite(area):
            self.pictured += area

    def _path(self, item: Any, matrix: tuple[float, ...]) -> None:
        from ctypes import c_int

        import pypdfium2.raw as raw

        fill, stroke = c_int(), c_int()
        count = raw.FPDFPath_CountSegments(item)
        if not 2 <= count <= MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke)):
            return
        if not (fill.value or stroke.value):
            return
        for points in subpaths(item, count, matrix):
            self.rules += rules_of(points, bool(stroke.value))


def matrix_of(item: Any) -> tuple[float, ...]:
    """The matrix of an object of the page."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def multiplied(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that does first the one, then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def subpaths(item: Any, count: int, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path as lists of points on the page; parts with curves are left out."""
    import pypdfium2.raw as raw

    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            if not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points and not curved:
        yield points


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
