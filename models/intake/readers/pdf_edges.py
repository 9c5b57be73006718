"""Finds what stands at the top and bottom of pages and is no text: page numbers (页码), running heads (页眉).

Only the PDF reader calls this.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from models.intake.readers.pdf_lines import Line
from models.intake.readers.pdf_page import Box, commonest

DASH = r"[-—–－‐‑―─·•~～_]"
DECORATED = re.compile(
    rf"{DASH}{{1,2}}\s*\d{{1,4}}\s*{DASH}{{1,2}}"
    r"|第?\s*\d{1,4}\s*页\s*[,，/（(]?\s*(?:共\s*\d{1,4}\s*页)?[)）]?"
    r"|第\s*[一二三四五六七八九十百]{1,4}\s*页|共\s*\d{1,4}\s*页[,，/]?\s*第\s*\d{1,4}\s*页"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*of\s*\d{1,4}"
)
OWN_TEXT = re.compile(r"附\s*[件表录图]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
"""What begins like this is text, though it may look alike on many pages."""
BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,5}")
ZONE = 0.16
BARE_ZONE = 0.11
"""Parts of a page's height at its top and bottom where heads and page numbers stand."""
OUTERMOST = 2


def edge_lines(lines: Sequence[Line], box: Box, zone: float) -> list[Line]:
    """The outermost lines at the top and bottom of a page."""
    reach = zone * box.height
    upper = [line for line in lines[:OUTERMOST] if line.base > box.top - reach]
    return upper + [line for line in lines[-OUTERMOST:] if line.base < box.bottom + reach and line not in upper]


def is_page_number(line: Line, box: Box) -> bool:
    """Whether a line near the edge of its page is a page number."""
    text = line.text
    if DECORATED.fullmatch(text):
        return True
    reach = BARE_ZONE * box.height
    return BARE.fullmatch(text) is not None and not box.bottom + reach < line.base < box.top - reach


def outline(line: Line) -> tuple[str, int]:
    """A line as it looks on every page: its text with figures alike, and its height."""
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", line.text)), round(line.base / 4)


def stands_apart(line: Line, lines: Sequence[Line], pitch: float) -> bool:
    """Whether a line is not one of the text's: further from its neighbour than lines are, or of another size."""
    index = next(index for index, other in enumerate(lines) if other is line)
    inner = index + 1 if index < len(lines) / 2 else index - 1
    if not 0 <= inner < len(lines):
        return True
    other = lines[inner]
    return abs(line.base - other.base) > 1.25 * pitch or not 0.93 < line.size / other.size < 1.07


def without_edges(pages: Sequence[tuple[Sequence[Line], Box]]) -> list[list[Line]]:
    """The lines of each page (from the top) without page numbers and running heads."""
    outer = [edge_lines(lines, box, ZONE) for lines, box in pages]
    gaps = [above.base - below.base for lines, _ in pages for above, below in pairwise(lines)]
    pitch = commonest(gaps, 0.0)
    seen: Counter[tuple[str, int]] = Counter()
    apart: Counter[tuple[str, int]] = Counter()
    for (lines, _), edges in zip(pages, outer, strict=True):
        seen.update({outline(line) for line in edges})
        apart.update({outline(line) for line in edges if stands_apart(line, lines, pitch)})
    often, surely = max(2, 0.4 * len(pages)), max(3, 0.6 * len(pages))
    heads = {mark for mark in seen if apart[mark] >= often or seen[mark] >= surely}
    return [
        [line for line in lines if line not in edges or not is_edge(line, box, heads)]
        for (lines, box), edges in zip(pages, outer, strict=True)
    ]


def is_edge(line: Line, box: Box, heads: Container[tuple[str, int]]) -> bool:
    """Whether a line near the edge of its page is a page number or one of the running heads."""
    return is_page_number(line, box) or (outline(line) in heads and not OWN_TEXT.match(line.text))
