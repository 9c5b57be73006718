"""Takes the pages of a PDF apart with PDFium: characters and drawn lines with their places, pictures.

Only the PDF reader calls this. Lengths are points (1/72 inch).
"""

import math
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int
from typing import TYPE_CHECKING, Any

from models.base.errors import ReadError
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
    from pypdfium2 import PdfPage

DEEPEST = 6
MOST_OBJECTS = 60_000
MOST_SEGMENTS = 4_000
SLANTED = math.radians(4)
MOST_CHARACTERS = 60_000
"""On one page; the smallest print fills a page with some 10,000."""


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
