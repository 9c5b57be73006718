"""Lays out a table: how high its rows are, and what is drawn where some of them stand on a page.

Cells merged downwards are drawn once over all their rows on a page; a row higher than a page is parted between its
lines. `flow` decides which rows stand on which page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ui.printing.blocks import Border, Box, BoxCell, BoxRow
from ui.printing.drawing import Fill, Rule, Stroke, Turned
from ui.printing.lines import Line, Numbers, lines_of, moved

_NO_BORDER = Border(0.0)


@dataclass(frozen=True)
class LaidCell:
    """A cell in its place: left edge, width, lines; goes_on: it is one with the cell above, merges: with one below."""

    left: float
    width: float
    lines: tuple[Line, ...]
    fill: str
    centred: bool
    goes_on: bool
    merges: bool
    turned: bool = False

    @property
    def height(self) -> float:
        """Of its lines."""
        return sum(line.height for line in self.lines)


@dataclass(frozen=True)
class LaidRow:
    """A row: its height, its cells, and whether it must not be the last on its page."""

    height: float
    cells: tuple[LaidCell, ...]
    keep_next: bool = False


@dataclass(frozen=True)
class LaidBox:
    """A table: its rows, how many at the top are its head, its width, margins within cells, borders."""

    box: Box
    rows: tuple[LaidRow, ...]
    heads: int

    @property
    def width(self) -> float:
        """Over all columns."""
        return sum(self.box.widths)

    @property
    def height(self) -> float:
        """Over all rows."""
        return sum(row.height for row in self.rows)

    @property
    def head_height(self) -> float:
        """Of the rows that stand on each page."""
        return sum(row.height for row in self.rows[: self.heads])


def lay_out(box: Box, numbers: Numbers = str) -> LaidBox:
    """The table with the heights of its rows."""
    edges = (0.0, *accumulate(box.widths))
    rows = [_row(box, row, edges, numbers) for row in box.rows]
    heads = 0
    while heads < len(box.rows) and box.rows[heads].is_head:
        heads += 1
    return LaidBox(box, tuple(_grown(box, rows)), heads)


def _row(box: Box, row: BoxRow, edges: Sequence[float], numbers: Numbers) -> LaidRow:
    cells = []
    column = 0
    for cell in row.cells:
        left, right = edges[column], edges[min(column + cell.across, len(edges) - 1)]
        cells.append(_cell(box, row, cell, left, right - left, numbers))
        column += cell.across
    own = [cell.height for cell in cells if not (cell.goes_on or cell.merges or cell.turned)]
    _, top, _, bottom = box.margins
    height = max(row.height, max(own, default=_least(cells)) + top + bottom)
    keep = any(para.keep_next for cell in row.cells for para in cell.paras)
    return LaidRow(height, tuple(cells), keep)


def kept_height(rows: Sequence[LaidRow], first: int, most: float) -> float:
    """How high the rows from `first` on are that keep together, up to `most`; what is higher keeps with one row only."""
    last = first
    while last + 1 < len(rows) and rows[last].keep_next:
        last += 1
    height = sum(row.height for row in rows[first : last + 1])
    return height if height <= most else sum(row.height for row in rows[first : min(first + 1, last) + 1])


def _least(cells: Sequence[LaidCell]) -> float:
    return min((cell.lines[0].height for cell in cells if cell.lines), default=0.0)


def _cell(box: Box, row: BoxRow, cell: BoxCell, left: float, width: float, numbers: Numbers) -> LaidCell:
    before, _, after, _ = box.margins
    room = row.height if cell.turned else width - before - after
    goes_on = cell.merge == "continue"
    lines = [] if goes_on else [line for para in cell.paras for line in lines_of(para, room, numbers)]
    return LaidCell(
        left, width, tuple(lines), cell.fill, cell.centred, goes_on, cell.merge == "restart", turned=cell.turned
    )


def _grown(box: Box, rows: list[LaidRow]) -> list[LaidRow]:
    """The last row under a merged cell grows where the cell needs more than its rows give."""
    _, top, _, bottom = box.margins
    result = list(rows)
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.merges:
                last = _merge_end(rows, number, cell.left)
                missing = cell.height + top + bottom - sum(item.height for item in result[number : last + 1])
                if missing > 0:
                    result[last] = replace(result[last], height=result[last].height + missing)
    return result


def _merge_end(rows: Sequence[LaidRow], first: int, left: float, stop: int | None = None) -> int:
    """The last row, before row `stop`, of the merged cell that begins in row `first` at `left`."""
    last = first
    while last + 1 < (len(rows) if stop is None else stop) and any(
        cell.goes_on and cell.left == left for cell in rows[last + 1].cells
    ):
        last += 1
    return last


def part_row(laid: LaidBox, row: LaidRow, room: float) -> tuple[LaidRow, LaidRow] | None:
    """A row that is too high as the part that fits into `room` and the rest; None when not a line of it fits."""
    _, top, _, bottom = laid.box.margins
    above: list[LaidCell] = []
    below: list[LaidCell] = []
    for cell in row.cells:
        used, count = 0.0, 0
        while count < len(cell.lines) and used + cell.lines[count].height <= room - top - bottom:
            used += cell.lines[count].height
            count += 1
        above.append(replace(cell, lines=cell.lines[:count], centred=False))
        below.append(replace(cell, lines=cell.lines[count:], centred=False))
    if not any(cell.lines for cell in above) or not any(cell.lines for cell in below):
        return None
    rest = max(cell.height for cell in below) + top + bottom
    return LaidRow(room, tuple(above)), LaidRow(rest, tuple(below))


def drawn(laid: LaidBox, rows: Sequence[LaidRow], left: float, top: float) -> Iterator[Stroke]:
    """These rows one below the other from `top`, as they stand on one page: backgrounds, words, then borders.

    The head comes first on every page; a cell that goes on from the page before begins anew below it.
    """
    begins = (0, laid.heads)
    tops = list(accumulate((row.height for row in rows[:-1]), initial=top))
    words: list[Stroke] = []
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.goes_on and number not in begins:
                continue
            stop = laid.heads if number < laid.heads else len(rows)
            last = _merge_end(rows, number, cell.left, stop) if cell.merges or cell.goes_on else number
            height = tops[last] + rows[last].height - tops[number]
            if cell.fill and cell.fill != "auto":
                yield Fill(left + cell.left, tops[number], cell.width, height, cell.fill)
            words += _words(laid.box, cell, left, tops[number], height)
    yield from words
    yield from _borders(laid, rows, tops, left)


def _words(box: Box, cell: LaidCell, left: float, top: float, height: float) -> Iterator[Stroke]:
    before, above, _, below = box.margins
    if cell.turned:
        strokes: list[Stroke] = []
        down = (cell.width - cell.height) / 2
        for line in cell.lines:
            strokes += moved(line, 0.0, down)
            down += line.height
        yield Turned(left + cell.left + cell.width, top, tuple(strokes))
        return
    spare = height - above - below - cell.height
    down = top + above + (max(spare, 0.0) / 2 if cell.centred else 0.0)
    for line in cell.lines:
        yield from moved(line, left + cell.left + before, down)
        down += line.height


def _borders(laid: LaidBox, rows: Sequence[LaidRow], tops: Sequence[float], left: float) -> Iterator[Rule]:
    """Lines between and around the cells; those that go on are one stroke."""
    sides = laid.box.borders
    if not rows or not sides:
        return
    bottom = tops[-1] + rows[-1].height
    upright: dict[float, list[list[float]]] = {}
    for number, row in enumerate(rows):
        line = sides.get("top" if number == 0 else "insideH", _NO_BORDER)
        for start, end in _spans(row, whole=number in (0, laid.heads)):
            yield from _rule(left + start, tops[number], left + end, tops[number], line)
        end = tops[number] + row.height
        for edge in {cell.left for cell in row.cells} | {row.cells[-1].left + row.cells[-1].width}:
            pieces = upright.setdefault(edge, [])
            if pieces and abs(pieces[-1][1] - tops[number]) < 0.01:
                pieces[-1][1] = end
            else:
                pieces.append([tops[number], end])
    yield from _rule(left, bottom, left + laid.width, bottom, sides.get("bottom", _NO_BORDER))
    for edge, pieces in upright.items():
        name = "left" if edge == 0 else "right" if abs(edge - laid.width) < 0.01 else "insideV"
        for start, end in pieces:
            yield from _rule(left + edge, start, left + edge, end, sides.get(name, _NO_BORDER))


def _spans(row: LaidRow, *, whole: bool) -> list[tuple[float, float]]:
    """Where a row has a line above it: not over cells that go on from the row before, unless it is the `whole` width."""
    spans: list[tuple[float, float]] = []
    for cell in row.cells:
        if cell.goes_on and not whole:
            continue
        if spans and abs(spans[-1][1] - cell.left) < 0.01:
            spans[-1] = (spans[-1][0], cell.left + cell.width)
        else:
            spans.append((cell.left, cell.left + cell.width))
    return spans


def _rule(x1: float, y1: float, x2: float, y2: float, border: Border) -> Iterator[Rule]:
    if border.width:
        yield Rule(x1, y1, x2, y2, border.width, border.colour if border.colour != "auto" else "000000")
