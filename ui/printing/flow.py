"""Lets a document flow onto its pages: what keeps together, what hangs at the foot, sections, page numbers.

The rules are those by which Word, WPS and LibreOffice break the same file (ISO/IEC 29500-1, 17.3.1 and 17.6), as far
as our writers use them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from models.base.progress import Report, ignore_progress, tell
from ui.printing.blocks import Block, Border, Box, Paper, Para, Sheet
from ui.printing.drawing import Page, Rule, Stroke
from ui.printing.lines import Line, lines_of, moved
from ui.printing.tables import LaidBox, LaidRow, drawn, kept_height, lay_out, part_row

_CLOSE = 2.0
"""A tenth of a point too high still fits."""


@dataclass
class _Draft:
    """A page being filled: the section it belongs to, whether it is that section's first, and its strokes."""

    sheet: Sheet
    is_first: bool
    is_blank: bool = False
    strokes: list[Stroke] = field(default_factory=list)


def pages_of(paper: Paper, report: Report = ignore_progress) -> list[Page]:
    """The document's pages.

    Raises:
        Cancelled: `report` said so.
    """
    flow = _Flow(report, sum(len(sheet.blocks) for sheet in paper.sheets))
    for sheet in paper.sheets:
        flow.begin(sheet)
        flow.run(sheet.blocks)
    return [
        Page(draft.sheet.width, draft.sheet.height, (*draft.strokes, *_footer(paper, draft, number, len(flow.drafts))))
        for number, draft in enumerate(flow.drafts, 1)
    ]


class _Flow:
    """The pages as they are filled, and where the next line comes."""

    def __init__(self, report: Report, total: int) -> None:
        self.drafts: list[_Draft] = []
        self._report, self._total, self._done = report, total, 0
        self._y = 0.0
        self._frame_bottom = 0.0

    # -- pages ------------------------------------------------------------------------------------------

    def begin(self, sheet: Sheet) -> None:
        """A section begins on a new page; where it asks for an even one, a blank page may go before it."""
        if sheet.begins == "evenPage" and self.drafts and len(self.drafts) % 2 == 0:
            self.drafts.append(_Draft(self.drafts[-1].sheet, is_first=False, is_blank=True))
        self._new_page(sheet, is_first=True)

    def _new_page(self, sheet: Sheet, *, is_first: bool = False) -> None:
        self.drafts.append(_Draft(sheet, is_first))
        self._y = sheet.margins[1]
        self._frame_bottom = 0.0

    @property
    def _page(self) -> _Draft:
        return self.drafts[-1]

    @property
    def _sheet(self) -> Sheet:
        return self._page.sheet

    @property
    def _room(self) -> float:
        return self._sheet.text_bottom - self._y + _CLOSE

    @property
    def _is_at_top(self) -> bool:
        return self._y <= self._sheet.margins[1]

    # -- blocks -----------------------------------------------------------------------------------------

    def run(self, blocks: Sequence[Block]) -> None:
        """The blocks in order; paragraphs that keep with the next go on together."""
        place = 0
        while place < len(blocks):
            end = place
            while end + 1 < len(blocks) and _keeps(blocks[end]):
                end += 1
            chain = blocks[place : end + 1]
            self._keep_together(chain)
            for block in chain:
                self._put(block)
                self._tell()
            place = end + 1

    def _tell(self) -> None:
        self._done += 1
        tell(self._report, self._done, self._total)

    def _keep_together(self, chain: Sequence[Block]) -> None:
        """Begin a new page where the chain and the first line after it don't fit here.

        The lines before the last of its first paragraph may stay behind.
        """
        if len(chain) < 2 or self._is_at_top:
            return
        width = self._sheet.text_width
        heights = [_height(block, width) for block in chain[:-1]]
        first = chain[0]
        tail = 0.0
        if isinstance(first, Para) and not first.page_break_before:
            lines = lines_of(first, width)
            tail = sum(line.height for line in lines[:-1])
            if len(lines) > 1 and tail + lines[-1].height > self._room:
                return  # it breaks by itself, and its last line comes on the next page with the rest
        page = self._sheet.text_bottom - self._sheet.margins[1]
        wanted = sum(heights) - tail + _first_height(chain[-1], width)
        if wanted > page:  # a table that no page holds together with its title: its rows may part
            self._parting = chain[-1]
            wanted = sum(heights) - tail + _first_height(chain[-1], width, parting=True)
        if tail + wanted <= self._room:
            return
        if tail and wanted <= page:
            self._held = first
            return
        self._new_page(self._sheet)

    _held: Block | None = None
    """A paragraph whose last line goes to the next page, to stay with what follows it."""

    _parting: Block | None = None
    """A table whose rows can't all keep with the next."""

    def _put(self, block: Block) -> None:
        if isinstance(block, Para):
            self._put_para(block)
        elif block.place is not None:
            self._put_floating(block)
        else:
            self._put_box(lay_out(block), block)

    def _put_para(self, para: Para) -> None:
        if para.frame is not None:
            self._put_framed(para)
            return
        if para.page_break_before and not self._is_at_top:
            self._new_page(self._sheet)
        if self._y < self._frame_bottom:
            self._y = self._frame_bottom
        lines = lines_of(para, self._sheet.text_width)
        self._y += para.before
        if "top" in para.borders:
            self._y += para.borders["top"].width + para.borders["top"].space
        for number, line in enumerate(lines):
            holds_back = para is self._held and number == len(lines) - 1
            if (line.height > self._room and not self._is_at_top) or (holds_back and number):
                self._new_page(self._sheet)
            self._add(moved(line, self._sheet.margins[0], self._y))
            self._y += line.height
        self._held = None
        border = para.borders.get("bottom")
        if border is not None:
            self._y += border.space
            left = self._sheet.margins[0]
            self._add(_border(border, left + para.left, left + self._sheet.text_width - para.right, self._y))
            self._y += border.width
        self._y += para.after

    def _put_framed(self, para: Para) -> None:
        """At its place on the paper; the text begins below it."""
        assert para.frame is not None
        self._add(framed(para))
        bottom = para.frame.y + para.frame.height + para.frame.space
        if para.frame.y <= self._sheet.margins[1] or bottom > self._sheet.margins[1]:
            self._frame_bottom = max(self._frame_bottom, bottom)

    def _put_floating(self, box: Box) -> None:
        """A table at the foot of the text, on the page where the paragraph after it comes."""
        assert box.place is not None
        laid = lay_out(box)
        if box.place.y is None:
            self._make_room(laid)
        top = self._sheet.text_bottom - laid.height if box.place.y is None else box.place.y
        self._add(drawn(laid, laid.rows, box.place.x, top))

    def _make_room(self, laid: LaidBox) -> None:
        """Go on where the foot of the page is free for the 版记: on the next page, which for one with lines is even.

        The writer counts pages to find it a place; what it can't foresee must not print words over words. A page left
        blank on the way, and the one after it, have no number (GB/T 9704-2012, 7.4, 7.5); a letter's 版记 has no
        lines and stands on any page (10.1).
        """
        if self._page.strokes and laid.height > self._room:
            self._new_page(self._sheet)
        if not laid.box.borders or len(self.drafts) % 2 == 0:
            return
        if self._page.strokes:
            self._new_page(self._sheet)
            return
        self._page.is_blank = True
        self._new_page(replace(self._sheet, footers={}))

    def _put_box(self, laid: LaidBox, box: Box) -> None:
        if self._y < self._frame_bottom:
            self._y = self._frame_bottom
        heads, rest = list(laid.rows[: laid.heads]), list(laid.rows[laid.heads :])
        here: list[LaidRow] = list(heads)
        page = self._sheet.text_bottom - self._sheet.margins[1]
        most = 0.0 if box is self._parting else page - laid.head_height
        if heads and laid.head_height + kept_height(rest, 0, most) > self._room and not self._is_at_top:
            self._new_page(self._sheet)
        used = laid.head_height
        place = 0
        while place < len(rest):
            tell(self._report, place, len(rest))
            row = rest[place]
            if used + kept_height(rest, place, most) <= self._room:
                here.append(row)
                used += row.height
                place += 1
                continue
            parted = self._parted(laid, row, used)
            if parted is not None:
                here.append(parted[0])
                rest[place] = parted[1]
            elif len(here) == len(heads) and self._is_at_top:  # it fits nowhere: it sticks out
                here.append(row)
                place += 1
            self._draw_rows(laid, box, here if len(here) > len(heads) else [])
            self._new_page(self._sheet)
            here, used = list(heads), laid.head_height
        if len(here) > len(heads) or not rest:
            self._draw_rows(laid, box, here)

    def _parted(self, laid: LaidBox, row: LaidRow, used: float) -> tuple[LaidRow, LaidRow] | None:
        """A row that no page can hold, parted at the end of this one."""
        page = self._sheet.text_bottom - self._sheet.margins[1]
        return part_row(laid, row, self._room - used) if row.height > page - laid.head_height else None

    def _draw_rows(self, laid: LaidBox, box: Box, rows: Sequence[LaidRow]) -> None:
        if not rows:
            return
        spare = self._sheet.text_width - laid.width
        left = self._sheet.margins[0] + (spare / 2 if box.centred else 0.0)
        self._add(drawn(laid, rows, left, self._y))
        self._y += sum(row.height for row in rows)

    def _add(self, strokes: Iterable[Stroke]) -> None:
        self._page.strokes.extend(strokes)


def framed(para: Para) -> list[Stroke]:
    """A paragraph in its frame: its words, and the borders above and below them."""
    frame = para.frame
    assert frame is not None
    strokes: list[Stroke] = []
    y = frame.y + para.before
    top, bottom = para.borders.get("top"), para.borders.get("bottom")
    right = frame.x + frame.width
    if top is not None:
        strokes += _border(top, frame.x, right, y)
        y += top.width + top.space
    for line in lines_of(para, frame.width):
        strokes += moved(line, frame.x, y)
        y += line.height
    if bottom is not None:
        strokes += _border(bottom, frame.x, right, y + bottom.space)
    return strokes


def _border(border: Border, left: float, right: float, top: float) -> list[Stroke]:
    y = top + border.width / 2
    return [Rule(left, y, right, y, border.width, border.colour)]


def _keeps(block: Block) -> bool:
    """Whether it must stand on one page with what follows; a table at the foot goes with its paragraph."""
    if isinstance(block, Para):
        return block.keep_next and block.frame is None
    return block.place is not None and block.place.y is None


def _height(block: Block, width: float) -> float:
    if isinstance(block, Box):
        return 0.0 if block.place is not None else lay_out(block).height
    return sum(line.height for line in _whole(block, width)) + block.before + block.after


def _whole(para: Para, width: float) -> list[Line]:
    return [] if para.frame is not None else lines_of(para, width)


def _first_height(block: Block, width: float, *, parting: bool = False) -> float:
    """Of the first line or row, with its head and the rows it keeps with unless they may part."""
    if isinstance(block, Box):
        laid = lay_out(block)
        return laid.head_height + kept_height(laid.rows, laid.heads, 0.0 if parting else math.inf)
    lines = _whole(block, width)
    return block.before + (lines[0].height if lines else 0.0)


def _footer(paper: Paper, draft: _Draft, number: int, total: int) -> list[Stroke]:
    """The page's foot: its bottom lies the footer's distance above the paper's; a blank page has none."""
    if draft.is_blank:
        return []
    sheet = draft.sheet
    use = "default"
    if paper.odd_even and number % 2 == 0 and "even" in sheet.footers:
        use = "even"
    if sheet.first_differs and draft.is_first:
        use = "first"
    blocks = sheet.footers.get(use, ())
    numbers = {"PAGE": str(number), "NUMPAGES": str(total)}

    def told(code: str) -> str:
        return numbers.get(code, "")

    strokes: list[Stroke] = []
    laid: list[tuple[Para, list[Line]]] = []
    for block in blocks:
        if isinstance(block, Box):
            assert block.place is not None and block.place.y is not None
            box = lay_out(block, told)
            strokes += drawn(box, box.rows, block.place.x, block.place.y)
        elif block.frame is not None:
            strokes += framed(block)
        else:
            laid.append((block, lines_of(block, sheet.text_width, told)))
    y = sheet.height - sheet.footer - sum(para.before + sum(line.height for line in lines) for para, lines in laid)
    for para, lines in laid:
        y += para.before
        for line in lines:
            strokes += moved(line, sheet.margins[0], y)
            y += line.height
    return strokes
