"""Tables that a web page gave as one cell per line: a run of column names, then the cells row by row."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.intake.alignment import HEADING, lay_out
from models.intake.columns import ROLE_KINDS, Head, column_kind, is_catalogue, is_head, kinds_of, make_head
from models.intake.grids import BLANKS, Table, raw_lines
from models.intake.lines import BARS, DATE
from models.intake.notice import Cell, Span
from models.intake.roles import is_deadline
from models.intake.units import looks_like_unit

FLAT_END = re.compile(
    r"扫一扫|上一[篇条]|下一[篇条]|版权所有|ICP备|^附件|主办单位[:：]|^备注[:：]|^注[:：]|打印|关闭|^抄送|印发$"
)


def flattened_tables(text: str) -> Iterator[Table]:
    """Tables that a web page gave as one cell per line: a run of column names, then the cells."""
    lines = []
    for start, end in raw_lines(text):
        stripped = text[start:end].strip(BLANKS + BARS)
        if stripped:
            first = start + text[start:end].index(stripped)
            lines.append((first, first + len(stripped)))
    index = 0
    while index < len(lines):
        kinds: list[str | None] = []
        while index + len(kinds) < len(lines) and len(kinds) < 14:
            start, end = lines[index + len(kinds)]
            kind = column_kind(text[start:end]) if end - start <= 18 else None
            if kind is None and not unknown_name(text, lines[index + len(kinds) :], kinds):
                break
            kinds.append(kind)
        names = tuple(text[slice(*line)] for line in lines[index : index + len(kinds)])
        if len(kinds) >= 3 and is_head(kinds_of(names)):
            if is_catalogue(names):
                return
            table = flattened_at(text, lines, index, make_head(names, 1))
            if table is not None:
                yield table
                return
        index += max(1, len(kinds))


def unknown_name(text: str, lines: Sequence[Span], before: Sequence[str | None]) -> bool:
    """Whether a line is a column's name nobody knows: short, and with known ones on both sides."""
    if not before or before[-1] is None or len(lines) < 2:
        return False
    name, following = (text[slice(*line)] for line in lines[:2])
    return len(name) <= 8 and not re.search(r"[\d，。；、：:]", name) and column_kind(following) is not None


def flattened_at(text: str, lines: Sequence[Span], index: int, head: Head) -> Table | None:
    """The flattened table whose head begins at a line."""
    width = len(head.kinds)
    rest = list(lines[index + width :])
    stop = next((i for i, line in enumerate(rest) if FLAT_END.search(text[slice(*line)][:40])), len(rest))
    rest = without_signature(text, rest[:stop], head)
    head = with_number_column(text, rest, head)
    rows = laid_out(text, rest, head)
    if rows is None:
        return None
    last = max((cell.span[1] for row in rows for cell in row), default=lines[index + width - 1][1])
    return Table((lines[index][0], last), head, tuple(rows))


def without_signature(text: str, rest: list[Span], head: Head) -> list[Span]:
    """The lines without issuer and day at their end, which are no cells: the last row has all of its own."""
    if len(rest) < 3:
        return rest
    above, unit, day = (text[slice(*line)] for line in rest[-3:])
    if not DATE.fullmatch(day) or not looks_like_unit(unit):
        return rest
    complete = not head.places("deadline") or is_deadline(above) or bool(DATE.search(above))
    return rest[:-2] if complete else rest


def running_numbers(text: str, rest: Sequence[Span]) -> list[int]:
    """The places of the lines that are nothing but a number, each one more than the one before."""
    starts: list[int] = []
    following: int | None = None
    for index, line in enumerate(rest):
        found = re.fullmatch(r"0*(\d{1,4})[.．、]?", text[slice(*line)])
        if found and following in (None, int(found[1])):
            starts.append(index)
            following = int(found[1]) + 1
    return starts


def with_number_column(text: str, rest: Sequence[Span], head: Head) -> Head:
    """The head with a column for numbers that stand in the rows but have no name in the head."""
    starts = running_numbers(text, rest)
    if head.places("number") or len(starts) < 2:
        return head
    shortest = min(following - start - 1 for start, following in pairwise(starts))
    column = len(head.kinds) - shortest
    if not 0 <= column <= 2:
        return head
    return make_head((*head.names[:column], "序号", *head.names[column:]), head.rows)


def laid_out(text: str, rest: Sequence[Span], head: Head) -> list[tuple[Cell, ...]] | None:
    """The rows of a flattened table; None when hardly any line suits."""
    width = len(head.kinds)
    rows: list[list[Span | None]] = []
    last = width
    for span, (column, goes_on) in zip(
        rest, lay_out([text[slice(*line)] for line in rest], head.layout()), strict=False
    ):
        if goes_on:
            above = rows[-1][column]
            rows[-1][column] = (above[0] if above else span[0], span[1])
        elif column == HEADING:
            rows.append([span, *[None] * (width - 1)])
            last = width
        else:
            if column <= last:
                rows.append([None] * width)
            rows[-1][column] = span
            last = column
    named = [*head.places(*ROLE_KINDS), *head.places("deadline")]
    if not any(row[column] for row in rows for column in named):
        return None
    return [cells_of(row) for row in rows]


def cells_of(row: Sequence[Span | None]) -> tuple[Cell, ...]:
    """A row's cells; one that is missing is empty and stands where the one before it ends."""
    cells: list[Cell] = []
    end = next(span[0] for span in row if span)
    for span in row:
        start, end = span or (end, end)
        cells.append(Cell((start, end)))
    return tuple(cells)
