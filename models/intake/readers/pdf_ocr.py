"""Scans and photographs: pages are recognised (OCR) and then laid out like pages of a PDF with text.

Only `reading` calls this, in a process with room for it, where the extra of requirements-ocr.txt is installed.
The models are part of that package; nothing is fetched.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress, tell
from models.intake.notice import SourceText
from models.intake.readers.building import SourceBuilder
from models.intake.readers.pdf_files import read_pdf
from models.intake.readers.pdf_layout import write
from models.intake.readers.pdf_page import Box, Frame, Glyph, Page, Rule
from models.intake.readers.scans import IMAGE, Scanned

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MEMORY = 2_000 * 1024 * 1024
SILENCE = 90.0
"""Bytes and seconds for the process that recognises: the models take some 900 MB and several seconds a page."""
DENSITY = 200 / 72
LONGEST = 2_600
"""Pixels to a point, and pixels of the longer side at the most."""
CERTAIN = 0.5
ALIKE = 0.16
SHORTEST_RULE = 40
THICKEST_RULE = 12

UNREADABLE = "“{name}”是图片，但打不开，可能已损坏；请重新截图或拍照后再试。"
NO_TEXT = "“{name}”里没有认出文字；请换一份清楚的文件，或向来文单位要电子版。"
RECOGNISED = "文字是由程序从图片中识别的，可能有错字、漏字，请对照原件逐条核对。"


class Seen(NamedTuple):
    """A line of text seen in a picture, and where, in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


Look = Callable[[Any], tuple[list[Seen], list[Rule]]]
"""What is seen in a picture (an array of rows of BGR pixels): text, and drawn lines in pixels."""


def recognise_file(path: Path, report: Report = ignore_progress) -> SourceText:
    """The text that the pictures in a PDF, or a picture itself, show.

    Raises:
        ReadError: there is none, or the file is damaged. Cancelled: as `report` says.
    """
    data = path.read_bytes()
    tell(report, 0, 0)
    look = eye()
    if not data.startswith(b"%PDF"):
        return recognised_image(path, data, look)
    source = read_pdf(path, data, report, lambda sheet: page_of(sheet, look))
    return SourceText(source.name, source.text, source.blocks, (*source.warnings, RECOGNISED))


def read_image(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """A picture has no text of its own. Raises Scanned."""
    del data, report
    raise Scanned(IMAGE.format(name=path.name))


def recognised_image(path: Path, data: bytes, look: Look) -> SourceText:
    """The text that a picture shows. Raises ReadError."""
    import cv2
    import numpy

    try:
        picture = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        picture = None
    if picture is None:
        raise ReadError(UNREADABLE.format(name=path.name))
    high, wide = picture.shape[:2]
    shrunk = min(1.0, LONGEST / max(high, wide))
    if shrunk < 1:
        picture = cv2.resize(picture, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    builder = SourceBuilder()
    page = laid_out(*look(picture), picture.shape[1], picture.shape[0], DENSITY)
    page.number = 1
    write(builder, [page])
    source = builder.source(path.name, [RECOGNISED])
    if not source.text.strip():
        raise ReadError(NO_TEXT.format(name=path.name))
    return source


def page_of(sheet: "PdfPage", look: Look) -> Page:
    """What is seen on a page of a PDF when it is drawn."""
    wide, high = sheet.get_size()
    scale = min(DENSITY, LONGEST / max(wide, high, 1.0))
    picture = sheet.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]
    return laid_out(*look(picture), picture.shape[1], picture.shape[0], scale)


def laid_out(seen: Sequence[Seen], rules: Sequence[Rule], wide: int, high: int, scale: float) -> Page:
    """A page of what was seen in a picture `wide` and `high` pixels large, `scale` pixels to a point."""
    sizes = [size_of(each) for each in seen]
    usual = median(sizes) if sizes else 0.0
    glyphs: list[Glyph] = []
    for each, size in zip(seen, sizes, strict=True):
        # What is measured in a picture varies a little from line to line.
        size = usual if abs(size / usual - 1) < ALIKE else size
        glyphs += spread(each, size, high, scale)
    turned = [
        Rule(True, (high - rule.at) / scale, rule.start / scale, rule.end / scale)
        if rule.level
        else Rule(False, rule.at / scale, (high - rule.end) / scale, (high - rule.start) / scale)
        for rule in rules
    ]
    return Page([Frame(Box(0.0, 0.0, wide / scale, high / scale), glyphs, turned)], pictured=1.0, measured=True)


def widths(text: str) -> list[float]:
    """How wide the characters of a text are as parts of a Chinese one."""
    return [0.5 if character < "\u2000" else 1.0 for character in text]


def size_of(seen: Seen) -> float:
    """The size of a line's characters in pixels: by its width when it is long, else by its height."""
    units = sum(widths(seen.text))
    return max(1.0, (seen.right - seen.left) / units if units >= 6 else (seen.bottom - seen.top) * 0.92)


def spread(seen: Seen, size: float, high: int, scale: float) -> list[Glyph]:
    """The characters of a line, each at its place."""
    shares = widths(seen.text)
    unit = (seen.right - seen.left) / max(0.5, sum(shares))
    base = (high - (seen.top + seen.bottom) / 2 - 0.36 * size) / scale
    glyphs, left = [], seen.left
    for character, share in zip(seen.text, shares, strict=True):
        glyphs.append(Glyph(character, left / scale, (left + share * unit) / scale, base, size / scale))
        left += share * unit
    return glyphs


def eye() -> Look:
    """The engine that recognises text, ready to look. Its models are loaded here."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})

    def look(picture: Any) -> tuple[list[Seen], list[Rule]]:
        found = engine(picture)
        seen = []
        if found.boxes is not None:
            for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
                xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
                if score >= CERTAIN and text.strip():
                    seen.append(Seen(text, min(xs), min(ys), max(xs), max(ys)))
        return seen, drawn_lines(picture)

    return look


def drawn_lines(picture: Any) -> list[Rule]:
    """The level and upright lines drawn in a picture, in pixels."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(~grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 15, -10)
    rules = []
    for level in (True, False):
        shape = (SHORTEST_RULE, 1) if level else (1, SHORTEST_RULE)
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        for contour in cv2.findContours(strokes, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
            x, y, wide, high = cv2.boundingRect(contour)
            if (high if level else wide) > THICKEST_RULE:
                continue
            rules.append(Rule(True, y + high / 2, x, x + wide) if level else Rule(False, x + wide / 2, y, y + high))
    return rules
