"""The pages of a PDF in the order they are read: lines and tables, then paragraphs and tables over all pages.

Only the PDF reader calls this.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.intake.readers.building import SourceBuilder
from models.intake.readers.pdf_aligned import with_aligned_tables
from models.intake.readers.pdf_edges import without_edges
from models.intake.readers.pdf_lines import Line, in_columns, lines_of
from models.intake.readers.pdf_page import Box, Frame, Glyph, Page, commonest
from models.intake.readers.pdf_paragraphs import Margins, joined, margins_of, paragraphs
from models.intake.readers.pdf_table_parts import pieces, put_together
from models.intake.readers.pdf_tables import Part, crossing_rules, find_tables

MARK = 0xF0000
"""Characters from here on stand for the tables of a page while its columns are found."""

PAGE_KEY = 3
"""Parts of the key of lines as wide as the page; those of columns have more."""


def write(builder: SourceBuilder, pages: Sequence[Page]) -> None:
    """Write the paragraphs and tables of all pages."""
    items = whole_tables(sequence(pages))
    margins = all_margins([item for item in items if isinstance(item, Line)])
    waiting: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            waiting.append(item)
            continue
        write_paragraphs(builder, waiting, margins)
        waiting = []
        builder.where = f"第 {item.page} 页"
        builder.table(pieces(item))
    write_paragraphs(builder, waiting, margins)


def write_paragraphs(builder: SourceBuilder, lines: Sequence[Line], margins: dict[tuple[int, ...], Margins]) -> None:
    """Write the paragraphs that lines form."""
    for paragraph in paragraphs(lines, margins):
        builder.where = f"第 {paragraph[0].page} 页"
        builder.paragraph(joined(paragraph))


def all_margins(lines: Sequence[Line]) -> dict[tuple[int, ...], Margins]:
    """The margins of every block of text."""
    body = commonest([line.size for line in lines for _ in line.printed], 0.0)
    blocks: dict[tuple[int, ...], list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.key, []).append(line)
    # A key of a whole page begins with the sum of the page's edges: the mirror image of its left margin.
    return {key: margins_of(block, body, key[0] if len(key) == PAGE_KEY else 0) for key, block in blocks.items()}


def whole_tables(items: Sequence[Line | Part]) -> list[Line | Part]:
    """The same with tables that go on over pages as one."""
    result: list[Line | Part] = []
    last = 0
    for item in items:
        above = result[-1] if result else None
        if isinstance(item, Part) and isinstance(above, Part) and item.page == last + 1 and put_together(above, item):
            last = item.page
            continue
        result.append(item)
        last = item.page
    return [each for item in result for each in without_frame(item)]


def without_frame(item: Line | Part) -> Sequence[Line | Part]:
    """The lines of a table that has text in one cell only, and so is a mere frame; anything else as it is."""
    if isinstance(item, Line):
        return [item]
    written = [cell for row in item.rows for cell in row if cell.lines]
    return [item] if len(written) > 1 else written[0].lines


def sequence(pages: Sequence[Page]) -> list[Line | Part]:
    """The lines and tables of all pages in the order they are read, page numbers and running heads left out."""
    sheets = [sheet for number, page in enumerate(pages, 1) for sheet in sheets_of(page, page.number or number)]
    kept = without_edges([(sheet.lines, sheet.box) for sheet in sheets])
    return [item for sheet, lines in zip(sheets, kept, strict=True) for item in sheet.in_order(lines)]


def sheets_of(page: Page, number: int) -> Iterator["Sheet"]:
    """The frames of a page, each with its tables found."""
    for index, frame in enumerate(page.frames):
        if index == 0 or frame.glyphs:
            yield Sheet(frame, number, index, measured=page.measured)


class Sheet:
    """The text of a page that runs in one direction: its tables and the lines outside them."""

    def __init__(self, frame: Frame, page: int, index: int, *, measured: bool) -> None:
        self.box: Box = frame.box
        self._page = page
        self._tables, free, self._loose = find_tables(frame.rules, frame.glyphs, page)
        for table in self._tables:
            table.measured = measured
        key = (round(frame.box.left + frame.box.right), round(frame.box.height / 8), index)
        self.lines = lines_of(free, page, key)

    def in_order(self, lines: Sequence[Line]) -> Iterator[Line | Part]:
        """The lines (without the page's edges) and the tables in the order they are read."""
        if not self._tables and not lines:
            return
        for stretch in in_columns(self._with_marks(lines)):
            waiting: list[Line] = []
            for before, line in pairwise([None, *stretch]):
                assert line is not None
                tables = list(self._tables_in(line))
                if tables:
                    yield from with_aligned_tables(waiting)
                    yield from tables
                    waiting = []
                rest = [glyph for glyph in line.glyphs if not is_mark(glyph)]
                if any(not glyph.text.isspace() for glyph in rest):
                    ruled = before is not None and self._is_ruled_off(before, line)
                    waiting.append(Line(rest, line.page, line.key, ruled))
            yield from with_aligned_tables(waiting)

    def _with_marks(self, lines: Sequence[Line]) -> list[Line]:
        if not self._tables:
            return list(lines)
        marks = [
            Glyph(chr(MARK + index), table.box.left, table.box.right, table.box.top - 1, 4.0)
            for index, table in enumerate(self._tables)
        ]
        key = lines[0].key if lines else (0, 0, 0)
        return lines_of([*marks, *(glyph for line in lines for glyph in line.glyphs)], self._page, key)

    def _tables_in(self, line: Line) -> Iterator[Part]:
        for glyph in line.glyphs:
            if is_mark(glyph):
                yield self._tables[ord(glyph.text) - MARK]

    def _is_ruled_off(self, above: Line, below: Line) -> bool:
        upper, lower = above.base - 0.35 * above.size, below.base + 0.7 * below.size
        return any(
            lower < rule.at < upper and rule.start < below.right and rule.end > below.left
            for rule in crossing_rules(self._loose, self.box.width)
        )


def is_mark(glyph: Glyph) -> bool:
    """Whether a character stands for a table."""
    return MARK <= ord(glyph.text[0]) < MARK + 0x10000
