"""Tables without lines on a PDF page: a head over columns that nothing crosses.

Only the PDF reader calls this. It takes what is surely a table and leaves all else alone: the head must
name columns as task tables do, each row begins in the first column, and no text reaches into two columns.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.intake.readers.pdf_lines import Line, pieces_of
from models.intake.readers.pdf_page import Box
from models.intake.readers.pdf_tables import Part, PartCell

HEAD_WORD = re.compile(r"序号|编号|任务|事项|内容|举措|措施|要求|单位|部门|科室|时限|时间|备注|类别|项目|指标|名称")
FEWEST_COLUMNS = 3
FEWEST_ROWS = 2
LONGEST_HEAD = 10
GAP = 1.0
"""Part of the size: pieces of a line further apart than this are cells of their own."""
FURTHEST = 3.0
"""A line further below than so many times its size belongs to something else."""
Column = tuple[float, float]


def with_aligned_tables(lines: Sequence[Line]) -> Iterator[Line | Part]:
    """The lines of a stretch of text, those that make up a table without drawn lines as tables."""
    index = 0
    while index < len(lines):
        found = table_at(lines[index:]) if is_head(lines[index]) else None
        if found is None:
            yield lines[index]
            index += 1
        else:
            part, count = found
            yield part
            index += count


def is_head(line: Line) -> bool:
    """Whether a line may be the head of a table: short words far apart, most of them names of columns."""
    pieces = pieces_of(line, GAP)
    named = sum(HEAD_WORD.search(piece.text) is not None for piece in pieces)
    short = all(len(piece.printed) <= LONGEST_HEAD for piece in pieces)
    return len(pieces) >= FEWEST_COLUMNS and short and named * 2 >= len(pieces) and named >= 2


def table_at(lines: Sequence[Line]) -> tuple[Part, int] | None:
    """The table whose head is the first line, and how many lines it takes; None when it is none."""
    columns = [(piece.left, piece.right) for piece in pieces_of(lines[0], GAP)]
    rows = [[[piece] for piece in pieces_of(lines[0], GAP)]]
    count = 1
    for above, line in pairwise(lines):
        placed = in_columns_of(line, columns)
        if placed is None or above.base - line.base > FURTHEST * line.size or line.ruled:
            break
        begins = 0 in placed
        if (begins and len(placed) < 2) or (not begins and len(rows) == 1):
            break
        if begins:
            rows.append([[] for _ in columns])
        for column, piece in placed.items():
            rows[-1][column].append(piece)
            columns[column] = (min(columns[column][0], piece.left), max(columns[column][1], piece.right))
        count += 1
    if len(rows) <= FEWEST_ROWS:
        return None
    return part_of(rows, columns), count


def in_columns_of(line: Line, columns: Sequence[Column]) -> dict[int, Line] | None:
    """The pieces of a line by the columns they stand in; None when one reaches into two, or two into one."""
    placed: dict[int, Line] = {}
    for piece in pieces_of(line, GAP):
        touched = [
            index for index, (left, right) in enumerate(columns) if piece.left < right and piece.right > left
        ] or [min(range(len(columns)), key=lambda index: distance(columns[index], piece))]
        if len(touched) > 1 or touched[0] in placed:
            return None
        placed[touched[0]] = piece
    return placed


def distance(column: Column, piece: Line) -> float:
    """How far a piece stands beside a column."""
    return max(column[0] - piece.right, piece.left - column[1])


def part_of(rows: Sequence[Sequence[list[Line]]], columns: Sequence[Column]) -> Part:
    """The table of pieces of lines."""
    first, last = rows[0][0][0], max((piece for cell in rows[-1] for piece in cell), key=lambda piece: -piece.base)
    box = Box(columns[0][0], last.base, columns[-1][1], first.base + first.size)
    cells = [
        [
            PartCell(Box(left, box.bottom, right, box.top), 1, cell)
            for (left, right), cell in zip(columns, row, strict=True)
        ]
        for row in rows
    ]
    return Part(first.page, box, cells)
