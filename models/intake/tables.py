"""Tables of tasks wherever they hide: real ones, tab-separated cells, cells joined by “|”, one cell per line.

Each becomes the same `Table`: a head and a grid of cells with their places in the text. Spreadsheet
readers can feed their grids here through `Block.rows`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.intake.columns import ROLE_KINDS, TEXT_KINDS, Head, column_kind, find_head, is_head, make_head
from models.intake.notice import CELL_BREAK, Block, Cell, Span
from models.intake.roles import is_deadline
from models.intake.units import looks_like_unit, read_units

MOST_COLUMNS = 60
BLANKS = " \u3000\xa0\u2002\u2003\r"
SECTION_LINE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[部章])")
FLAT_END = re.compile(
    r"扫一扫|上一[篇条]|下一[篇条]|版权所有|ICP备|^附件|主办单位[:：]|^备注[:：]|^注[:：]|打印|关闭|^抄送|印发$"
)


@dataclass(frozen=True)
class Table:
    """A task table: its head and the rows below it, all of the head's width."""

    span: Span
    head: Head
    rows: tuple[tuple[Cell, ...], ...]


def cell_text(text: str, cell: Cell) -> str:
    """A cell's text, its own line breaks as line feeds."""
    return text[cell.span[0] : cell.span[1]].replace(CELL_BREAK, "\n").strip()


def find_tables(text: str, blocks: Sequence[Block]) -> list[Table]:
    """Every task table of a text, in order, none overlapping another."""
    found = [table for block in blocks if block.kind == "table" and (table := from_block(text, block))]
    taken = [block.span for block in blocks if block.kind == "table"]
    for table in (*delimited_tables(text, "\t", taken), *delimited_tables(text, "|", taken)):
        if all(table.span[1] <= other.span[0] or other.span[1] <= table.span[0] for other in found):
            found.append(table)
    if not found:
        found += flattened_tables(text)
    return sorted(found, key=lambda table: table.span)


def from_block(text: str, block: Block) -> Table | None:
    """A real table, when its head names tasks and units."""
    width = max((len(row) for row in block.rows), default=0)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    names = [[cell_text(text, cell) for cell in row] + [""] * (width - len(row)) for row in block.rows[:8]]
    found = find_head(names)
    if found is None:
        return vertical_form(text, block)
    index, head = found
    return Table(block.span, head, tuple(padded(row, width) for row in block.rows[index + head.rows :]))


def vertical_form(text: str, block: Block) -> Table | None:
    """A form (督办单) whose names stand left of what they name; it is a table of one row."""
    names: list[str] = []
    values: list[Cell] = []
    for row in block.rows:
        for label, value in zip(row[::2], row[1::2], strict=False):
            name = cell_text(text, label)
            if not label.filled and column_kind(name) and label.span != value.span:
                names.append(name)
                values.append(value)
    kinds = [column_kind(name) for name in names]
    if len(names) < 3 or len(names) < len(block.rows) * 0.6 or len(set(kinds)) < len(kinds) or not is_head(kinds):
        return None
    if column_kind(cell_text(text, values[0])):
        return None
    return Table(block.span, make_head(tuple(names), 0), (tuple(values),))


def padded(row: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """A row of the head's width; missing cells at the end are empty."""
    end = row[-1].span[1] if row else 0
    return (*row[:width], *(Cell((end, end)) for _ in range(width - len(row))))


def raw_lines(text: str) -> Iterator[Span]:
    """The places of all lines, blank ones too."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def cut_cells(text: str, start: int, end: int, sign: str) -> list[Span]:
    """The cells of a line cut at a sign, without blanks at their ends; outer “|” are left out."""
    line = text[start:end]
    if sign == "|":
        line = line.replace("｜", "|")
        stripped = line.strip(BLANKS + "\t")
        start += line.index(stripped) if stripped else 0
        line = stripped
        if line.startswith("|"):
            line, start = line[1:], start + 1
        line = line.removesuffix("|")
    spans: list[Span] = []
    for piece in line.split(sign):
        first, last = start, start + len(piece)
        start = last + 1
        while first < last and text[first] in BLANKS + '"':
            first += 1
        while last > first and text[last - 1] in BLANKS + '"':
            last -= 1
        spans.append((first, last))
    return spans


def delimited_tables(text: str, sign: str, taken: Sequence[Span]) -> Iterator[Table]:
    """Tables whose cells are separated by a sign, one row or more lines for each row."""
    if text.count(sign) + text.count("｜" if sign == "|" else sign) < 4:
        return
    lines = [line for line in raw_lines(text) if not any(a <= line[0] < b for a, b in taken)]
    index = 0
    while index < len(lines):
        table = delimited_at(text, lines, index, sign)
        if table is None:
            index += 1
            continue
        yield table
        while index < len(lines) and lines[index][0] < table.span[1]:
            index += 1


def delimited_at(text: str, lines: Sequence[Span], index: int, sign: str) -> Table | None:
    """The table whose head is at a line, or None."""
    names = [text[slice(*cell)] for cell in cut_cells(text, *lines[index], sign)]
    if len(names) < 2 or len(names) > MOST_COLUMNS:
        return None
    below = [text[slice(*cell)] for cell in cut_cells(text, *lines[index + 1], sign)] if index + 1 < len(lines) else []
    found = find_head([names, below + [""] * (len(names) - len(below))], deepest=1)
    if found is None:
        return None
    head = found[1]
    rows, end = delimited_rows(text, lines, index + head.rows, head, sign)
    return Table((lines[index][0], end or lines[index][1]), head, tuple(rows))


def delimited_rows(
    text: str, lines: Sequence[Span], index: int, head: Head, sign: str
) -> tuple[list[tuple[Cell, ...]], int]:
    """The rows below a head, and where they end; a row short of cells goes on in the next line."""
    width = len(head.kinds)
    rows: list[list[Span]] = []
    end = 0
    blank = 0
    for place in range(index, len(lines)):
        line = text[slice(*lines[place])]
        if not line.strip():
            blank += 1
            if blank > 2:
                break
            continue
        cells = cut_cells(text, *lines[place], sign)
        if re.fullmatch(r"[\s|:：\-—+]+", line):
            continue
        if (
            rows
            and 1 < len(rows[-1]) < width
            and len(rows[-1]) + len(cells) - 1 <= width
            and not new_row(text, cells, head)
        ):
            rows[-1][-1] = (rows[-1][-1][0], cells[0][1])
            rows[-1] += cells[1:]
        elif len(cells) > 1 or section_row(text, lines, place, sign):
            rows.append(cells)
        else:
            break
        end, blank = lines[place][1], 0
    return [padded([Cell(span) for span in row], width) for row in rows], end


def new_row(text: str, cells: Sequence[Span], head: Head) -> bool:
    """Whether a line begins a row: its number stands where numbers stand."""
    numbers = head.places("number")
    if not numbers:
        return len(cells) > 1
    place = numbers[0]
    return place < len(cells) and bool(
        re.fullmatch(r"\d{1,4}|[一二三四五六七八九十]{1,3}", text[slice(*cells[place])].strip())
    )


def section_row(text: str, lines: Sequence[Span], place: int, sign: str) -> bool:
    """Whether a line of one cell is a section's heading inside the table: more rows follow it."""
    following = next((line for line in lines[place + 1 : place + 3] if text[slice(*line)].strip()), None)
    return following is not None and sign in text[slice(*following)] and len(text[slice(*lines[place])]) <= 60


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
    numbers = head.places("number")
    rows = numbered_rows(text, rest, head, numbers[0]) if numbers else even_rows(text, rest, head)
    if rows is None:
        return None
    last = max((cell.span[1] for row in rows for cell in row), default=lines[index + width - 1][1])
    return Table((lines[index][0], last), head, tuple(rows))


def even_rows(text: str, rest: Sequence[Span], head: Head) -> list[tuple[Cell, ...]] | None:
    """Rows of a flattened table without numbers: every row has all its cells, headings (一、) stand between."""
    width = len(head.kinds)
    rows: list[tuple[Cell, ...]] = []
    full: list[tuple[Cell, ...]] = []
    position = 0
    while position < len(rest):
        if SECTION_LINE.match(text, *rest[position]) and rest[position][1] - rest[position][0] <= 60:
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
    starts: list[int] = []
    for index, line in enumerate(rest):
        if re.fullmatch(rf"0*{len(starts) + 1}[.．、]?", text[slice(*line)]):
            starts.append(index)
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
        rows.append((*lead, Cell(rest[start]), *fitted))
        before = early
    return rows


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
