"""Tables that a web page gave as one cell per line: a run of column names, then the cells row by row."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.intake.columns import ROLE_KINDS, TEXT_KINDS, Head, column_kind, is_catalogue, is_head, make_head
from models.intake.grids import BLANKS, Table, padded, raw_lines
from models.intake.notice import Cell, Span
from models.intake.roles import is_deadline
from models.intake.units import looks_like_unit, read_units

SECTION_LINE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[部章])")
LONGEST_HEADING = 60
FLAT_END = re.compile(
    r"扫一扫|上一[篇条]|下一[篇条]|版权所有|ICP备|^附件|主办单位[:：]|^备注[:：]|^注[:：]|打印|关闭|^抄送|印发$"
)


def flattened_tables(text: str) -> Iterator[Table]:
    """Tables that a web page gave as one cell per line: a run of column names, then the cells."""
    lines = []
    for start, end in raw_lines(text):
        stripped = text[start:end].strip(BLANKS + "|｜")
        if stripped:
            first = start + text[start:end].index(stripped)
            lines.append((first, first + len(stripped)))
    index = 0
    while index < len(lines):
        kinds: list[str | None] = []
        while index + len(kinds) < len(lines) and len(kinds) < 14:
            start, end = lines[index + len(kinds)]
            kind = column_kind(text[start:end]) if end - start <= 18 else None
            if kind is None:
                break
            kinds.append(kind)
        if len(kinds) >= 3 and is_head(kinds):
            names = tuple(text[slice(*line)] for line in lines[index : index + len(kinds)])
            if is_catalogue(names):
                return
            table = flattened_at(text, lines, index, make_head(names, 1))
            if table is not None:
                yield table
                return
        index += max(1, len(kinds))


def flattened_at(text: str, lines: Sequence[Span], index: int, head: Head) -> Table | None:
    """The flattened table whose head begins at a line."""
    width = len(head.kinds)
    rest = list(lines[index + width :])
    stop = next((i for i, line in enumerate(rest) if FLAT_END.search(text[slice(*line)][:40])), len(rest))
    rest = rest[:stop]
    head = with_number_column(text, rest, head)
    numbers = head.places("number")
    rows = numbered_rows(text, rest, head, numbers[0]) if numbers else even_rows(text, rest, head)
    if rows is None:
        return None
    last = max((cell.span[1] for row in rows for cell in row), default=lines[index + width - 1][1])
    return Table((lines[index][0], last), head, tuple(rows))


def running_numbers(text: str, rest: Sequence[Span]) -> list[int]:
    """The places of the lines that are nothing but 1, 2, 3 … in order."""
    starts: list[int] = []
    for index, line in enumerate(rest):
        if re.fullmatch(rf"0*{len(starts) + 1}[.．、]?", text[slice(*line)]):
            starts.append(index)
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


def even_rows(text: str, rest: Sequence[Span], head: Head) -> list[tuple[Cell, ...]] | None:
    """Rows of a flattened table without numbers: every row has all its cells, headings (一、) stand between."""
    width = len(head.kinds)
    rows: list[tuple[Cell, ...]] = []
    full: list[tuple[Cell, ...]] = []
    position = 0
    while position < len(rest):
        if SECTION_LINE.match(text, *rest[position]) and rest[position][1] - rest[position][0] <= LONGEST_HEADING:
            rows.append(padded([Cell(rest[position])], width))
            position += 1
            continue
        full.append(tuple(Cell(span) for span in rest[position : position + width]))
        rows.append(full[-1])
        position += width
    units = head.places(*ROLE_KINDS)
    fitting = [row for row in full if len(row) == width and all(fits_units(text, row[place]) for place in units)]
    return rows if full and len(fitting) == len(full) else None


def fits_units(text: str, cell: Cell) -> bool:
    """Whether a cell may stand in a column of units."""
    return bool(read_units(text[slice(*cell.span)]))


def numbered_rows(text: str, rest: Sequence[Span], head: Head, column: int) -> list[tuple[Cell, ...]]:
    """Rows of a flattened table that begin with a running number."""
    rest, headings = without_headings(text, carried_on(text, rest))
    starts = running_numbers(text, rest)
    rows: list[tuple[Cell, ...]] = []
    before = list(rest[: starts[0]]) if starts else []
    after_number = len(head.kinds) - column - 1
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        cells = list(rest[start + 1 : following])
        early: list[Span] = []
        if following is None:
            cells = cells[: max(after_number, 1)]
        elif column and len(cells) > after_number:
            cells, early = cells[:after_number], cells[after_number:]
        fitted = fit_cells(text, cells, head.kinds[column + 1 :])
        place = rest[start][1]
        lead = [Cell(span) for span in before[-column:]] if column else []
        lead = [Cell((place, place))] * (column - len(lead)) + lead
        while headings and headings[0] < rest[start]:
            rows.append(padded([Cell(headings.pop(0))], len(head.kinds)))
        rows.append((*lead, Cell(rest[start]), *fitted))
        before = early
    return rows


def carried_on(text: str, rest: Sequence[Span]) -> list[Span]:
    """The lines, each that ends in 、 or ， put together with the one that carries it on."""
    found: list[Span] = []
    for line in rest:
        if found and text[found[-1][1] - 1] in "、，,":
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def without_headings(text: str, rest: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """(the cells, the headings such as 二、政民互动 that stand between rows)."""
    headings = [line for line in rest if SECTION_LINE.match(text, *line) and line[1] - line[0] <= LONGEST_HEADING]
    return [line for line in rest if line not in headings], headings


def fit_cells(text: str, cells: Sequence[Span], kinds: Sequence[str | None]) -> list[Cell]:
    """Put a row's lines under its columns: straight when they are as many, else by what they look like."""
    if len(cells) == len(kinds):
        return [Cell(span) for span in cells]
    end = cells[-1][1] if cells else 0
    result = [Cell((end, end)) for _ in kinds]
    left = list(cells)
    if len(cells) < len(kinds):
        for span, index in zip(left, best_columns([text[slice(*span)] for span in left], kinds), strict=True):
            result[index] = Cell(span)
        return result
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] in TEXT_KINDS or not left:
            break
        if fits_kind(text[slice(*left[-1])], kinds[index]):
            result[index] = Cell(left.pop())
    wording = next((index for index, kind in enumerate(kinds) if kind == "detail"), None)
    wording = wording if wording is not None else next((i for i, kind in enumerate(kinds) if kind in TEXT_KINDS), 0)
    for index in range(wording):
        if len(left) > 1:
            result[index] = Cell(left.pop(0))
    if left:
        result[wording] = Cell((left[0][0], left[-1][1]))
    return result


def best_columns(wordings: Sequence[str], kinds: Sequence[str | None]) -> list[int]:
    """The columns, in order, that suit the wordings of a row best when empty cells were dropped."""
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for count, wording in enumerate(wordings):
        following: dict[int, tuple[float, list[int]]] = {}
        for column in range(count, len(kinds) - (len(wordings) - count - 1)):
            before = max((item for last, item in best.items() if last < column), default=None)
            if before is not None:
                following[column] = (before[0] + suits(wording, kinds[column]), [*before[1], column])
        best = following
    return max(best.values())[1]


def suits(wording: str, kind: str | None) -> float:
    """How well a wording suits a column; more is better."""
    if kind in TEXT_KINDS:
        odd = fits_kind(wording, "responsible") or is_deadline(wording)
        return -3.0 if odd else 2.0 + (kind == "detail") * 0.2 + (len(wording) >= 15)
    if kind == "category":
        return -1.0 if fits_kind(wording, "responsible") else 1.0 - (len(wording) > 30)
    if kind in ROLE_KINDS:
        return 3.0 + (kind == "responsible") * 0.1 if fits_kind(wording, kind) else -2.0
    if kind == "deadline":
        return 3.0 if fits_kind(wording, kind) else -2.0
    return 0.0


def fits_kind(wording: str, kind: str | None) -> bool:
    """Whether a line may stand in a column of a kind."""
    if kind == "deadline":
        return is_deadline(wording) or (bool(re.search(r"\d+月|年底|持续|长期", wording)) and len(wording) <= 30)
    if kind in ROLE_KINDS:
        units = read_units(wording)
        return bool(units) and all(looks_like_unit(unit.name) for unit in units)
    if kind in TEXT_KINDS or kind == "category":
        return len(wording) >= 4 and not is_deadline(wording)
    return True
