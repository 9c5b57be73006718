"""How many pages a text will fill: what decides whether the 版记 finds its even page (GB/T 9704-2012, 7.4, 7.5).

No field and no setting of a .docx can ask for "the foot of the last page, which is even" in a way that Word, WPS and
LibreOffice all keep, so the writer counts. On the standard's grid of 22 lines of 28 characters that can be done
from the paragraphs themselves; what the count can't be sure of (Latin letters, full last lines, tables) is told
as a range. Used by `gongwen`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.export.docx_base import Style, body_elements
from models.export.docx_xml import TWIPS_PER_POINT
from models.export.gongwen_page import TEXT_HEIGHT, TEXT_WIDTH, TOP
from models.export.line_breaks import unbroken
from models.export.text import width_of

_SURE = 1.25
"""A last line this near to full or to empty, in characters, may come out as one more or one less."""
_FITTED = ("GwMark", "GwTitle")
"""Elements whose lines the writer breaks, or makes so small, that they fit."""
_LATIN_DOUBT = 0.1
"""How much wider or narrower than half a Han character a Latin one may be, in characters."""
_TABLE_PITCH = 1.32
"""A single line of a table in the size of its text, in the fonts an office has; they differ by a tenth."""
_TABLE_DOUBT = 0.12
_RULE = 0.5
"""The line between two rows of a table that has lines."""


@dataclass(frozen=True)
class Extent:
    """How far a text reaches: `points` from the top of its first page, pages taken as one column of text.

    The true reach lies between `points - less` and `points + more`. `page` is the height of a page in points.
    """

    points: float
    less: float
    more: float
    page: float

    def last_page(self, shift: float = 0.0) -> int:
        """The page it ends on, 1 or more; `shift` points further on."""
        return max(math.ceil((self.points + shift - 0.5) / self.page), 1)

    @property
    def is_sure(self) -> bool:
        """Whether the page it ends on is beyond doubt."""
        return self.last_page(-self.less) == self.last_page(self.more)

    def room(self) -> float:
        """Points that are left on the last page in the worst case."""
        return self.last_page(self.more) * self.page - self.points - self.more


def measured(
    pieces: Sequence[str], styles: Sequence[Style], width: int = TEXT_WIDTH, height: int = TEXT_HEIGHT
) -> Extent:
    """The reach of paragraphs and tables in a 版心 of this size in twips.

    Counted three times, with the rows of tables as they are likely to be, as low and as high as they can be: what is
    doubtful about a row does not carry over to the next page but where it moves a row there.
    """
    known, elements = {style.id: style for style in styles}, body_elements(pieces)
    likely, low, high = (
        _Count(known, width / TWIPS_PER_POINT, height / TWIPS_PER_POINT, _TABLE_PITCH * (1 + doubt))
        for doubt in (0.0, -_TABLE_DOUBT, _TABLE_DOUBT)
    )
    for element in elements:
        for count in (likely, low, high):
            count.add(element)
    less, more = likely.less + likely.points - low.points, likely.more + high.points - likely.points
    return Extent(likely.points, less, more, likely.page)


class _Count:
    """The column of text as it grows; `pitch`: a single line of a table in the size of its text."""

    def __init__(self, styles: dict[str, Style], width: float, page: float, pitch: float) -> None:
        self.styles, self.width, self.page, self.pitch = styles, width, page, pitch
        self.points = self.less = self.more = 0.0
        self.kept = 0.0
        """Of the paragraphs just above that stay with what follows them, in points."""

    def add(self, element: Any) -> None:
        if element.tag.endswith("}tbl"):
            if element.xpath("./w:tblPr/w:tblpPr"):
                return
            self._add_table(element)
            self.kept = 0.0
        else:
            before = self.points
            self._add_paragraph(element)
            keeps = bool(element.xpath("./w:pPr/w:keepNext"))
            self.kept = self.kept + self.points - before if keeps else 0.0

    def _add_paragraph(self, element: Any) -> None:
        style = self.styles[element.xpath("string(./w:pPr/w:pStyle/@w:val)")]
        if element.xpath("./w:pPr/w:framePr"):
            place = [float(element.xpath(f"string(./w:pPr/w:framePr/@w:{side})")) for side in ("y", "h", "vSpace")]
            self.points = max(self.points, (sum(place) - TOP) / TWIPS_PER_POINT)
            return
        if element.xpath("./w:pPr/w:pageBreakBefore"):
            self.points = math.ceil(self.points / self.page) * self.page
        before, pitch = _spacing(element, style)
        self._take(before)
        lines, less, more = self._lines(element, style)
        for _ in range(lines):
            self._take(pitch)
        self._take(_borders(element))
        self.less += less * pitch
        self.more += more * pitch

    def _lines(self, element: Any, style: Style) -> tuple[int, int, int]:
        """The paragraph's lines, and how many fewer or more they may be."""
        if style.id in _FITTED:
            return len(_texts(element)), 0, 0
        size = _size(element, style)
        left, right, first = _indents(element, style)
        character = size + (style.spacing if style.spacing is not None else (-0.25 if size == 16.0 else 0.0))
        whole = (self.width - left - right) / character
        total, less, more = 0, 0, 0
        for part in _texts(element):
            beginning = whole - first / character if not total else whole
            lines, rest = broken(part, beginning, whole)
            room = whole if lines > 1 else beginning
            total += lines
            doubt = _SURE + _LATIN_DOUBT * sum(map(str.isascii, part))
            less += lines > 1 and rest < doubt
            more += room - rest < doubt
        return max(total, 1), less, more

    def _add_table(self, table: Any) -> None:
        """Rows that keep with the next stand on one page, and the head stands on each (17.3.1.15, 17.4.50)."""
        sides, ends = (sum(_margin(table, side) for side in pair) for pair in (("left", "right"), ("top", "bottom")))
        rows = table.xpath("./w:tr")
        heights = [self._row_height(row, sides, ends) for row in rows]
        head = sum(height for row, height in zip(rows, heights, strict=True) if row.xpath("./w:trPr/w:tblHeader"))
        place = 0
        while place < len(rows):
            end = place + 1
            while end < len(rows) and rows[end - 1].xpath("./w:tc/w:p/w:pPr/w:keepNext"):
                end += 1
            self._together(heights[place:end], head if place else self.kept, head)
            place = end

    def _together(self, heights: Sequence[float], above: float, head: float) -> None:
        """Room for rows that keep together, if a page holds them, on the next page where this one has not enough.

        So much stands `above` them there; above rows that no page holds together and that part, the `head`.
        """
        for height in [sum(heights)] if above + sum(heights) <= self.page else heights:
            self._take(height, above)
            above = head

    def _row_height(self, row: Any, sides: float, ends: float) -> float:
        """A row is as high as its highest cell and does not split; `sides` and `ends` are a cell's margins in all."""
        heights = [0.0]
        for cell in row.xpath("./w:tc"):
            width = float(cell.xpath("string(./w:tcPr/w:tcW/@w:w)")) / TWIPS_PER_POINT - sides
            height = 0.0
            for element in cell.xpath("./w:p"):
                style = self.styles[element.xpath("string(./w:pPr/w:pStyle/@w:val)")]
                size = _size(element, style)
                lines = sum(broken(part, width / size, width / size)[0] for part in _texts(element)) or 1
                exact = style.line or element.xpath("./w:pPr/w:spacing[@w:lineRule='exact']")
                height += lines * (_spacing(element, style)[1] if exact else size * self.pitch)
            heights.append(height)
        least = float(row.xpath("string(./w:trPr/w:trHeight[@w:hRule='atLeast']/@w:val)") or 0) / TWIPS_PER_POINT
        return max(max(heights), least - ends) + (ends + _RULE if ends else 0.0)

    def _take(self, height: float, above: float = 0.0) -> None:
        """Room for a line or a row, on the next page where this one has none left, there with so much `above` it."""
        page = math.floor(self.points / self.page + 1e-6)
        if height <= self.page and self.points + height > (page + 1) * self.page + 0.5:
            self.points = (page + 1) * self.page + above
        self.points += height


def broken(text: str, first: float, whole: float) -> tuple[int, float]:
    """The lines of a paragraph and the width of its last one, in characters.

    Lines break between Han characters, not before a closing mark, not after an opening one, not inside a word, a number
    or an address; the first line holds `first` characters, the others `whole`.
    """
    lines, used, room = 1, 0.0, max(first, 1.0)
    for piece in unbroken(text):
        wide = width_of(piece)
        if used and used + wide > room + 1e-6:
            lines, used, room = lines + 1, 0.0, max(whole, 1.0)
        used += wide
        while used > room + 1e-6 and wide > room:
            lines, used, room = lines + 1, used - room, max(whole, 1.0)
    return lines, used


def _texts(element: Any) -> list[str]:
    """What the paragraph's lines say, parted by its line breaks; a tab counts as a blank."""
    lines = [""]
    for child in element.xpath("./w:r/*"):
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            lines[-1] += child.text or ""
        elif tag == "tab":
            lines[-1] += " "
        elif tag == "br":
            lines.append("")
    return lines


def _margin(table: Any, side: str) -> float:
    """A margin inside the table's cells, in points."""
    return float(table.xpath(f"string(./w:tblPr/w:tblCellMar/w:{side}/@w:w)") or 0) / TWIPS_PER_POINT


def _size(element: Any, style: Style) -> float:
    sizes = element.xpath("./w:r[1]/w:rPr/w:sz/@w:val")
    return float(sizes[0]) / 2 if sizes else style.size


def _spacing(element: Any, style: Style) -> tuple[float, float]:
    """Above the paragraph and from line to line, in points."""
    own = element.xpath("./w:pPr/w:spacing")
    if not own:
        return 0.0, style.line or style.size * _TABLE_PITCH
    before, line = (float(own[0].xpath(f"string(@w:{name})") or 0) / TWIPS_PER_POINT for name in ("before", "line"))
    return before, line


def _borders(element: Any) -> float:
    """What lines above and below the paragraph add to its height, with their distance from it, in points."""
    spaces, sizes = (element.xpath(f"./w:pPr/w:pBdr/*/@w:{name}") for name in ("space", "sz"))
    return sum(map(float, spaces)) + sum(map(float, sizes)) / 8


def _indents(element: Any, style: Style) -> tuple[float, float, float]:
    """Left, right, and how much further in the first line begins (less than 0: it hangs out), in points."""
    first = style.first_line * style.size
    own = element.xpath("./w:pPr/w:ind")
    if not own:
        return 0.0, 0.0, first
    left, right, hanging = (
        float(own[0].xpath(f"string(@w:{name})") or 0) / TWIPS_PER_POINT for name in ("left", "right", "hanging")
    )
    return left, right, -hanging if hanging else first
