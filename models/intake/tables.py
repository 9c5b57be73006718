"""Tables of tasks wherever they hide: real ones, tab-separated cells, cells joined by “|”, one cell per line.

Each becomes the same `Table`: a head and a grid of cells with their places in the text. Spreadsheet
readers can feed their grids here through `Block.rows`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from models.intake.alignment import best_columns, fits_kind, suits
from models.intake.columns import ROLE_KINDS, TEXT_KINDS, Head, column_kind, find_head, is_head, kinds_of, make_head
from models.intake.flattened import flattened_tables
from models.intake.grids import BLANKS, Table, cell_text, narrow_bars, padded, raw_lines
from models.intake.labelled import labelled_tables
from models.intake.lines import BARS, META
from models.intake.notice import Block, Cell, Span

MOST_COLUMNS = 60
LEADING_NUMBER = re.compile(r"\s*(\d{1,3})[.．、](?!\d)")
WIDE = "  "
"""Two blanks or more between cells, as text copied from a page in columns has them."""
FEWEST_BARS = 4
"""Fewer are no table: titles of web pages and metadata have them too."""
LOOKED_AT = 12
MOST_LOST = 2
LOST_NAMES = ("序号", "类别")
"""What the second half of a merged name in a head holds; looked for in the first rows."""

APART = re.compile(r"[^\s]+(?:[ \u3000\xa0][^\s]+)*")


def find_tables(text: str, blocks: Sequence[Block]) -> list[Table]:
    """Every task table of a text, in order, none overlapping another."""
    found = [table for block in blocks if block.kind == "table" and (table := from_block(text, block))]
    taken = [block.span for block in blocks if block.kind == "table"]
    signs = ("\t", "|", WIDE)
    for table in (
        *(table for sign in signs for table in delimited_tables(text, sign, taken)),
        *labelled_tables(text, taken),
    ):
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


def cut_cells(text: str, start: int, end: int, sign: str) -> list[Span]:
    """The cells of a line cut at a sign, without blanks at their ends; outer “|” are left out."""
    line = text[start:end]
    if sign == "|":
        line = narrow_bars(line)
        stripped = line.strip(BLANKS + "\t")
        start += line.index(stripped) if stripped else 0
        line = stripped
        if line.startswith("|"):
            line, start = line[1:], start + 1
        line = line.removesuffix("|")
    if sign == WIDE:
        return [(start + cell.start(), start + cell.end()) for cell in APART.finditer(line)]
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
    if narrow_bars(text).count(sign) < (FEWEST_BARS if sign == "|" else 2):
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
    if len(names) < (3 if sign == WIDE else 2) or len(names) > MOST_COLUMNS:
        return None
    below = [text[slice(*cell)] for cell in cut_cells(text, *lines[index + 1], sign)] if index + 1 < len(lines) else []
    found = find_head([names, below + [""] * (len(names) - len(below))], deepest=1)
    if found is None:
        return None
    head = widened(text, lines[index + found[1].rows :], found[1], sign)
    rows, end = delimited_rows(text, lines, index + head.rows, head, sign)
    return Table((lines[index][0], end or lines[index][1]), head, tuple(rows))


def widened(text: str, lines: Sequence[Span], head: Head, sign: str) -> Head:
    """The head with the columns that its merged cells lost (工作任务 over a category and a number)."""
    names = list(head.names)
    while names and not names[-1].strip():
        names.pop()
    wordings = [[text[slice(*cell)] for cell in cut_cells(text, *line, sign)] for line in lines[:LOOKED_AT]]
    rows = [row[: max((i + 1 for i, cell in enumerate(row) if cell.strip()), default=0)] for row in wordings]
    most = max((len(row) for row in rows), default=0)
    extra = most - len(names)
    if not names or not 1 <= extra <= MOST_LOST or any(name == "" for name in names):
        return head
    full = [row for row in rows if len(row) == most]
    merged = [
        (i, name) for i, kind in enumerate(head.kinds) if kind in (*TEXT_KINDS, "category") for name in LOST_NAMES
    ]
    best = max(
        ([*with_columns(names, places)] for places in product(merged, repeat=extra)),
        key=lambda wider: sum(
            suits(cell, kind) for row in full for cell, kind in zip(row, kinds_of(wider), strict=True)
        ),
        default=names,
    )
    return make_head(tuple(best), head.rows)


def with_columns(names: Sequence[str], places: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Names with more of them put behind some."""
    for index, name in enumerate(names):
        yield name
        yield from (more for place, more in places if place == index)


def delimited_rows(
    text: str, lines: Sequence[Span], index: int, head: Head, sign: str
) -> tuple[list[tuple[Cell, ...]], int]:
    """The rows below a head, and where they end; a row short of cells goes on in the next line."""
    width = len(head.kinds)
    edged = text[slice(*lines[index - head.rows])].strip(BLANKS).startswith(tuple(BARS))
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
        bare = narrow_bars(line).strip(BLANKS)
        if rows and META.match(bare.lstrip("|" + BLANKS)):
            break  # 索引号: | … below the table
        if sign == "|" and not edged and bare[:1] == "|" and 1 < len(cells) < width:
            cells.insert(0, (lines[place][0], lines[place][0]))  # the first cell is empty, no edge
            cells += [(lines[place][1], lines[place][1])] * (bare[-1:] == "|" and len(cells) < width)
        elif sign == "|" and len(cells) == width - 1 and bare[-1:] == "|" != bare[:1]:
            cells.append((lines[place][1], lines[place][1]))  # the last cell is empty
        if re.fullmatch(r"[\s|:：\-—+]+", bare):
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
    fitted: list[tuple[Cell, ...]] = []
    for row in rows:
        follows = numbered_on(text, row, head, fitted[-1]) if fitted else None
        fitted.append(follows or fitted_row(text, row, head))
    return fitted, end


def numbered_on(text: str, row: Sequence[Span], head: Head, above: Sequence[Cell]) -> tuple[Cell, ...] | None:
    """A row whose first cell goes on counting (15.…) under a later cell of the row above (14.…): cells before it were merged."""
    filled = [span for span in row if text[slice(*span)].strip()]
    first = LEADING_NUMBER.match(text[slice(*filled[0])]) if filled else None
    if first is None or len(filled) == len(head.kinds):
        return None
    for column, cell in enumerate(above):
        number = LEADING_NUMBER.match(cell_text(text, cell))
        if column and number and int(first[1]) == int(number[1]) + 1 and column + len(filled) <= len(head.kinds):
            empty = Cell((filled[0][0], filled[0][0]))
            cells = padded([empty] * column + [Cell(span) for span in filled], len(head.kinds))
            return cells if suit(text, cells, head) else None
    return None


def fitted_row(text: str, row: Sequence[Span], head: Head) -> tuple[Cell, ...]:
    """A row under its columns; one whose merged cell was lost (2 | text | unit | date) is put where it fits."""
    natural = padded([Cell(span) for span in row], len(head.kinds))
    filled = list(row)
    while filled and not text[slice(*filled[-1])].strip():
        filled.pop()
    if not 1 < len(filled) < len(head.kinds):
        return natural
    wordings = [text[slice(*span)] for span in filled]
    columns = best_columns(wordings, head.layout())
    if columns == list(range(len(filled))) or (suit(text, natural, head) and not odd_text(wordings, head)):
        return natural
    end = row[-1][1]
    cells = [Cell((end, end)) for _ in head.kinds]
    for span, column in zip(filled, columns, strict=True):
        cells[column] = Cell(span)
    return tuple(cells) if suit(text, cells, head) else natural


def odd_text(wordings: Sequence[str], head: Head) -> bool:
    """Whether units or a deadline would stand where the wording belongs."""
    pairs = zip(wordings, head.kinds, strict=False)
    return any(kind in TEXT_KINDS and word.strip() and suits(word, kind) <= -3 for word, kind in pairs)


def suit(text: str, cells: Sequence[Cell], head: Head) -> bool:
    """Whether every filled cell may stand in its column of units or deadlines."""
    return all(
        fits_kind(wording, kind)
        for cell, kind in zip(cells, head.kinds, strict=True)
        if kind in (*ROLE_KINDS, "deadline") and (wording := cell_text(text, cell))
    )


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
    return (
        following is not None and sign in narrow_bars(text[slice(*following)]) and len(text[slice(*lines[place])]) <= 60
    )
