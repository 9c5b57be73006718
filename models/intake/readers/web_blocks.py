"""The paragraphs and tables of a tree of web page elements, in reading order.

For the readers of saved pages and of the clipboard. Tables that only arrange a page are unwrapped; numbers
of ordered lists are written out; line ends of the markup that stand between Chinese characters vanish.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.base.progress import Report, ignore_progress, tell
from models.intake.columns import find_head
from models.intake.lines import STARTS_ITEM
from models.intake.readers.building import Piece, in_one_line
from models.intake.readers.web_lists import list_number, whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element
else:
    Element = Any

BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "optgroup",
        "option",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3"))
BREAK = "\v"
BLANKS = re.compile(r"[ \t\r\n\f]+")
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
MOST_COLUMNS = 200
MOST_COVERED = 400_000
"""Grid places a table's merged cells may cover; one that claims more has its merging ignored."""
MOST_LAYOUT_ROWS = 8
LARGE_CELL = 400
"""Characters; a cell of a page's layout holds a whole text."""


@dataclass
class Item:
    """A paragraph (`text`) or a table (`rows`); where in the page it stands is told by `element`."""

    element: Element
    text: str = ""
    rows: list[list[Piece]] = field(default_factory=list)
    linked: bool = False
    """All of the paragraph is links."""
    heading: bool = False


class Blocks:
    """Collects the items of a tree; `layout` are tables known to arrange the page only."""

    def __init__(self, layout: frozenset[Element] = frozenset(), report: Report = ignore_progress) -> None:
        self.items: list[Item] = []
        self._layout = layout
        self._report = report
        self._parts: list[str] = []
        self._links = 0
        self._in_link = 0
        self._heading = 0

    def read(self, root: Element) -> list[Item]:
        """The items of an element."""
        self._walk(root)
        self._end(root)
        return self.items

    def read_inside(self, root: Element) -> list[Item]:
        """The items of what an element holds."""
        self._block(root)
        return self.items

    # -- text -----------------------------------------------------------------------------------------

    def _say(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            if self._in_link:
                self._links += len(text.strip())

    def _end(self, element: Element) -> None:
        """The paragraph so far is over."""
        if not self._parts:
            return
        raw = "".join(self._parts)
        links, self._links = self._links, 0
        self._parts.clear()
        text = plain(raw)
        if text.strip():
            linked = links >= len(raw.strip()) * 0.8
            self.items.append(Item(element, text, linked=linked, heading=bool(self._heading)))

    def _walk(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._parts.append(BREAK)
        elif tag == "hr":
            self._end(element)
        elif tag == "table":
            self._end(element)
            self._table(element)
        elif tag in BLOCK or "block" in (element.get("style") or ""):
            self._end(element)
            self._block(element)
            self._end(element)
        else:
            link = tag == "a" and element.get("href") is not None
            self._in_link += link
            self._inside(element)
            self._in_link -= link

    def _block(self, element: Element) -> None:
        heading = element.tag in HEADINGS
        self._heading += heading
        before = len(self.items)
        if element.tag == "pre":
            self._say((element.text or "").replace("\r\n", "\n").replace("\n", BREAK))
            self._children(element, preformatted=True)
        else:
            self._inside(element)
        self._end(element)
        self._heading -= heading
        if element.tag == "li":
            self._number(element, before)
        elif element.tag == "dd":
            self._definition(element, before)

    def _inside(self, element: Element) -> None:
        self._say(element.text)
        self._children(element)

    def _children(self, element: Element, *, preformatted: bool = False) -> None:
        for child in element:
            self._walk(child)
            tail = child.tail
            self._say(tail.replace("\n", BREAK) if tail and preformatted else tail)

    # -- lists ----------------------------------------------------------------------------------------

    def _number(self, element: Element, before: int) -> None:
        """Put an ordered list's number before its item, unless the words have one."""
        item = self.items[before] if before < len(self.items) else None
        number = list_number(element)
        if item is not None and number and not item.rows and not STARTS_ITEM.match(item.text.lstrip()):
            item.text = number + item.text.lstrip()

    def _definition(self, element: Element, before: int) -> None:
        """索引号 and what it is, on one line, as a page's box of facts (dl) shows them."""
        term = self.items[before - 1] if before else None
        if term is None or before >= len(self.items) or term.element.tag != "dt" or self.items[before].rows:
            return
        if len(term.text) <= 20 and element.getprevious() is not None and element.getprevious().tag == "dt":
            value = self.items.pop(before)
            term.text = f"{term.text.rstrip('：: ')}：{value.text.strip()}"

    # -- tables ---------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        if table in self._layout or is_layout(table):
            for child in table:
                self._block(child)
            return
        for caption in table.findall("caption"):
            self._block(caption)
        rows = self._grid(table)
        if any(piece.text for row in rows for piece in row):
            self.items.append(Item(table, rows=rows))

    def _grid(self, table: Element) -> list[list[Piece]]:
        rows = list(rows_of(table))
        covered = sum(
            span_of(cell, "colspan", MOST_COLUMNS) * span_of(cell, "rowspan", len(rows)) for r in rows for cell in r
        )
        merged = covered <= MOST_COVERED + sum(map(len, rows))
        made: list[list[Piece]] = []
        for index, row in enumerate(rows):
            tell(self._report, index, len(rows))
            left = len(rows) - index
            pieces: list[Piece] = []
            for cell in row:
                columns = span_of(cell, "colspan", MOST_COLUMNS) if merged else 1
                pieces.append(Piece(cell_text(cell), columns, span_of(cell, "rowspan", left) if merged else 1))
            made.append(pieces)
        return made


def plain(raw: str) -> str:
    """Text as a browser shows it: runs of blanks are one, none between Chinese characters at a line's end."""

    def blank(match: re.Match[str]) -> str:
        start, end = match.span()
        if "\n" in match[0] and start and end < len(raw) and WIDE.match(raw[start - 1]) and WIDE.match(raw[end]):
            return ""
        return " "

    lines = BLANKS.sub(blank, raw).split(BREAK)
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


def cell_text(cell: Element) -> str:
    """What stands in a cell, its lines as line feeds; a table in it becomes lines of its cells."""
    if not len(cell):
        return plain(cell.text or "").strip()
    lines: list[str] = []
    for item in Blocks().read_inside(cell):
        lines.append(item.text)
        lines += ("，".join(text for piece in row if (text := in_one_line(piece.text))) for row in item.rows)
    return "\n".join(line for line in lines if line.strip())


def rows_of(table: Element) -> Iterator[list[Element]]:
    """The rows of a table as lists of cells, without those of tables inside it."""
    for part in table:
        if part.tag == "tr":
            yield cells_of(part)
        elif part.tag in ("tbody", "thead", "tfoot"):
            yield from (cells_of(row) for row in part.findall("tr"))


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def span_of(cell: Element, name: str, most: int) -> int:
    """How many columns or rows a cell covers: at least 1, and no absurd number."""
    stated = cell.get(name)
    if stated is None:
        return 1
    count = whole(stated)
    return min(max(most if count == 0 and name == "rowspan" else count or 1, 1), max(most, 1))


def is_layout(table: Element) -> bool:
    """Whether a table only arranges a page: one column, other tables in it, or nearly all in one large cell."""
    rows = list(rows_of(table))
    if all(len(row) <= 1 for row in rows) or table.get("role") == "presentation":
        return True
    cells = [cell for row in rows for cell in row]
    if not any(len(cell) for cell in cells):
        return False
    if find_head([[text_of(cell) for cell in row] for row in rows[:8]]) is not None:
        return False
    inner = [inside for cell in cells for inside in cell.iter("table")]
    if any(len(cells_of(row)) > 1 for inside in inner for row in inside.iter("tr")):
        return True
    if len(rows) > MOST_LAYOUT_ROWS:
        return False
    sizes = sorted(len(text_of(cell)) for cell in cells)
    return sizes[-1] >= LARGE_CELL and sizes[-1] >= sum(sizes) * 0.75


def text_of(element: Element) -> str:
    """All text in an element, without blanks."""
    return re.sub(r"\s+", "", "".join(element.itertext()))
