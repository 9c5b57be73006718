"""Tables that go on over several pages of a PDF are put together: repeated heads dropped, broken rows and cells joined.

Only the PDF reader calls this.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.intake.readers.building import Piece
from models.intake.readers.pdf_lines import Line
from models.intake.readers.pdf_page import Box
from models.intake.readers.pdf_paragraphs import BEGINS_ITEM, Margins, is_full, joined, paragraphs
from models.intake.readers.pdf_tables import Part, PartCell

ALIKE = 5.0
"""Points that the columns of a table may differ by from page to page."""
USUAL = 0.8
PADDING = 6.0
SLACK_MEASURED = 0.8
FINISHED = ("。", "；", "！", "？")
ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()、，]{1,16}(?:局|委|办|厅|委员会|人民政府|办公室|街道|镇|乡|中心|集团|公司)[、，；。]?"
)
"""A line of a cell that names a whole unit: in a narrow column each stands on a line of its own."""


def put_together(first: Part, second: Part) -> bool:
    """Append a table to the one on the page before when it goes on there; says whether it did."""
    move = first.box.left - second.box.left
    if abs(first.box.width - second.box.width) > ALIKE or not same_columns(first, second, move):
        return False
    rows = [[moved(cell, move) for cell in row] for row in second.rows]
    rows = rows[repeated(first.rows, rows) :]
    if not rows:
        return True
    above = cells_at_end(first)
    below = rows[0]
    pairs = [(partner(cell, above), cell) for cell in below]
    if row_goes_on(first, pairs):
        extend(pairs)
        rows = rows[1:]
    else:
        keep = []
        for upper, cell in pairs:
            if upper is not None and not cell.lines and is_merged_column(first, cell):
                upper.rows += cell.rows
            else:
                keep.append(cell)
        rows[0] = keep
    first.rows += rows
    return True


def same_columns(first: Part, second: Part, move: float) -> bool:
    """Whether the columns of one table are, or are among, those of the other."""
    ours, theirs = first.edges, [edge + move for edge in second.edges]
    fewer, more = sorted((ours, theirs), key=len)
    return all(min(abs(edge - other) for other in more) <= ALIKE for edge in fewer)


def moved(cell: PartCell, move: float) -> PartCell:
    """A cell as far to the side as its table stood further left on the page before; its lines keep their places."""
    box = cell.box
    return PartCell(Box(box.left + move, box.bottom, box.right + move, box.top), cell.rows, cell.lines)


def repeated(above: Sequence[Sequence[PartCell]], below: Sequence[Sequence[PartCell]]) -> int:
    """How many rows at the beginning of a table are those that the table above begins with."""
    count = 0
    for upper, lower in zip(above, below, strict=False):
        texts = [cell.text for cell in upper]
        if not any(texts) or texts != [cell.text for cell in lower]:
            break
        count += 1
    return count


def cells_at_end(part: Part) -> list[PartCell]:
    """The cells that reach the last row of a table."""
    count = len(part.rows)
    return [cell for index, row in enumerate(part.rows) for cell in row if index + cell.rows >= count]


def partner(cell: PartCell, above: Sequence[PartCell]) -> PartCell | None:
    """The cell above that is as wide and stands at the same place."""
    return next((upper for upper in above if same_width(upper, cell)), None)


def same_width(one: PartCell, other: PartCell) -> bool:
    """Whether two cells begin and end at the same places from the left."""
    return abs(one.box.left - other.box.left) <= ALIKE and abs(one.box.right - other.box.right) <= ALIKE


def row_goes_on(part: Part, pairs: Sequence[tuple[PartCell | None, PartCell]]) -> bool:
    """Whether the first row on a page is the rest of the last one on the page before (跨页断行).

    It is when a column that is filled in nearly every row is empty, and what stands there continues
    sentences of the row above.
    """
    if any(upper is None for upper, _ in pairs):
        return False
    both = [(upper, cell) for upper, cell in pairs if upper is not None]
    with_text = [(upper, cell) for upper, cell in both if cell.lines]
    if not with_text or not all(upper.lines for upper, _ in with_text):
        return False
    opens = any(
        upper.lines and not cell.lines and upper.rows == 1 and is_usually_filled(part, cell) for upper, cell in both
    )
    goes_on = [unfinished(upper, cell) for upper, cell in with_text]
    return any(goes_on) if opens else all(goes_on)


def is_usually_filled(part: Part, cell: PartCell) -> bool:
    """Whether nearly all cells of a column hold text."""
    column = [other for row in part.rows for other in row if same_width(other, cell)]
    return sum(bool(other.lines) for other in column) >= USUAL * len(column)


def is_merged_column(part: Part, cell: PartCell) -> bool:
    """Whether cells of a column cover several rows."""
    return any(other.rows > 1 for row in part.rows for other in row if same_width(other, cell))


def unfinished(upper: PartCell, lower: PartCell) -> bool:
    """Whether a text breaks off in one cell and may go on in the other."""
    last, first = upper.lines[-1], lower.lines[0]
    ends = last.text.endswith(FINISHED) or BEGINS_ITEM.match(first.text) or first.text[0].isdigit()
    return not ends and is_full(last, first, cell_margins(upper))


def extend(pairs: Sequence[tuple[PartCell | None, PartCell]]) -> None:
    """Add the rest of a row to the cells it began in."""
    for upper, cell in pairs:
        if upper is not None:
            upper.lines = upper.lines + cell.lines
            upper.rows += cell.rows - 1


def cell_margins(cell: PartCell) -> Margins:
    """The margins of the text in a cell."""
    left = min(line.left for line in cell.lines)
    right = max(line.right for line in cell.lines)
    padding = min(PADDING, max(0.0, cell.box.right - right), max(0.0, left - cell.box.left))
    return Margins(left, max(right, cell.box.right - padding), slack=0.1)


def cell_text(cell: PartCell, measured: bool = False) -> str:
    """A cell's text, its paragraphs parted by line feeds."""
    if not cell.lines:
        return ""
    if all(ORGAN.fullmatch(line.text) for line in cell.lines):
        return "\n".join(line.text for line in cell.lines)
    margins = replace(cell_margins(cell), slack=SLACK_MEASURED) if measured else cell_margins(cell)
    lines = [Line(line.glyphs, line.page) for line in cell.lines]
    # Text set in the middle of a cell begins anywhere.
    texts: list[list[Line]] = []
    for line in lines:
        centred = abs((line.left - cell.box.left) - (cell.box.right - line.right)) < 0.8 * line.size
        last = texts[-1][-1:] if texts else []
        if last and (
            (centred and is_full(last[0], line, margins)) or len(paragraphs([*last, line], {(): margins})) == 1
        ):
            texts[-1].append(line)
        else:
            texts.append([line])
    return "\n".join(joined(text) for text in texts)


def pieces(part: Part) -> list[list[Piece]]:
    """The rows of a table as the builder takes them."""
    edges = part.edges
    result = []
    for row in part.rows:
        line = []
        for cell in sorted(row, key=lambda cell: cell.box.left):
            columns = sum(cell.box.left - ALIKE / 2 < edge < cell.box.right - ALIKE / 2 for edge in edges)
            line.append(Piece(cell_text(cell, part.measured), max(1, columns), cell.rows))
        result.append(line)
    return result
