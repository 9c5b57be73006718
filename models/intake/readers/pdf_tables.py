"""Tables drawn with lines on a PDF page: the lines become a grid, the grid cells, merged ones included.

Only the PDF reader calls this. Tables that go on over pages are put together in `pdf_table_parts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.intake.readers.pdf_lines import Line, lines_of
from models.intake.readers.pdf_page import Box, Glyph, Rule

TOUCHING = 3.0
"""Points that lines may miss each other by and yet meet; also the distance of a double line."""
COVERED = 0.6
"""Part of a cell's edge that must be drawn for the edge to be there."""
MOST_RULES = 2_500
MOST_COLUMNS = 80
MOST_ROWS = 500


@dataclass
class PartCell:
    """A cell of a table on one page: its place, the rows it covers, and the lines of print in it."""

    box: Box
    rows: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text without blanks, for comparisons."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass
class Part:
    """A table, or what of it stands on one page: row by row the cells that begin there, from left to right.

    `measured` is as in `Page`.
    """

    page: int
    box: Box
    rows: list[list[PartCell]]
    measured: bool = False

    @property
    def edges(self) -> list[float]:
        """Where its columns part, from left to right."""
        places = [place for row in self.rows for cell in row for place in (cell.box.left, cell.box.right)]
        return clustered(places)


def find_tables(
    rules: Sequence[Rule], glyphs: Sequence[Glyph], page: int
) -> tuple[list[Part], list[Glyph], list[Rule]]:
    """The tables of a page, the characters outside them, and the drawn lines that belong to none."""
    merged = merged_rules(rules)
    if len(merged) > MOST_RULES:
        return [], list(glyphs), []
    groups = sorted(connected(merged), key=lambda group: -area(around(group)))
    tables: list[Part] = []
    free = list(glyphs)
    loose: list[Rule] = []
    for group in groups:
        box = around(group)
        if any(inside(box, table.box) for table in tables):
            continue
        cells = grid_of(group, box)
        part, left = filled(cells, box, free, page) if cells else (None, free)
        if part is None:
            loose += group
        else:
            tables.append(part)
            free = left
    return sorted(tables, key=lambda table: -table.box.top), free, loose


def merged_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Lines drawn piece by piece, or twice, as one line each."""
    result: list[Rule] = []
    for level in (True, False):
        bands: list[list[Rule]] = []
        for rule in sorted((rule for rule in rules if rule.level == level), key=lambda rule: rule.at):
            if bands and rule.at - bands[-1][0].at <= TOUCHING / 2:
                bands[-1].append(rule)
            else:
                bands.append([rule])
        for band in bands:
            result += in_one_band(sorted(band, key=lambda rule: rule.start))
    return result


def in_one_band(band: Sequence[Rule]) -> list[Rule]:
    """Lines at one height (or one distance from the left), those that meet joined."""
    result = [band[0]]
    for rule in band[1:]:
        last = result[-1]
        if rule.start <= last.end + TOUCHING:
            result[-1] = last._replace(end=max(last.end, rule.end))
        else:
            result.append(rule)
    return result


def connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The lines in groups of those that meet."""
    parent = list(range(len(rules)))

    def top(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    upright = [index for index, rule in enumerate(rules) if not rule.level]
    for index, rule in enumerate(rules):
        if rule.level:
            for other in upright:
                if meet(rule, rules[other]):
                    parent[top(index)] = top(other)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(top(index), []).append(rule)
    return list(groups.values())


def meet(level: Rule, upright: Rule) -> bool:
    """Whether a level and an upright line meet or cross."""
    return (
        level.start - TOUCHING <= upright.at <= level.end + TOUCHING
        and upright.start - TOUCHING <= level.at <= upright.end + TOUCHING
    )


def around(rules: Sequence[Rule]) -> Box:
    """The smallest rectangle around lines."""
    xs = [x for rule in rules for x in ((rule.start, rule.end) if rule.level else (rule.at,))]
    ys = [y for rule in rules for y in ((rule.at,) if rule.level else (rule.start, rule.end))]
    return Box(min(xs), min(ys), max(xs), max(ys))


def area(box: Box) -> float:
    """The area of a rectangle."""
    return box.width * box.height


def inside(box: Box, outer: Box) -> bool:
    """Whether a rectangle lies in another one."""
    return (
        box.left >= outer.left - TOUCHING
        and box.right <= outer.right + TOUCHING
        and box.bottom >= outer.bottom - TOUCHING
        and box.top <= outer.top + TOUCHING
    )


def clustered(places: Sequence[float]) -> list[float]:
    """Places in ascending order, those that touch as one."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= TOUCHING:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def grid_of(rules: Sequence[Rule], box: Box) -> list[tuple[int, Box, int]]:
    """The cells that lines make: the row each begins in, its place, the rows it covers; [] for no table.

    The outline of the table counts as drawn, also where it is open (开口表格).
    """
    if not any(not rule.level for rule in rules) or sum(rule.level for rule in rules) < 2:
        return []
    xs = clustered([box.left, box.right, *(rule.at for rule in rules if not rule.level)])
    ys = clustered([box.bottom, box.top, *(rule.at for rule in rules if rule.level)])[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if not (1 < columns <= MOST_COLUMNS and 1 <= rows <= MOST_ROWS):
        return []
    right = walls([rule for rule in rules if not rule.level], xs, ys[::-1])
    below = walls([rule for rule in rules if rule.level], ys, xs)
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            wide = 1
            while (row, column + wide) in free and (column + wide, rows - 1 - row) not in right:
                wide += 1
            high = 1
            while all((row + high, each) in free for each in range(column, column + wide)) and not any(
                (row + high, each) in below for each in range(column, column + wide)
            ):
                high += 1
            free -= {(row + down, column + across) for down in range(high) for across in range(wide)}
            cells.append((row, Box(xs[column], ys[row + high], xs[column + wide], ys[row]), high))
    return cells


def walls(rules: Sequence[Rule], places: Sequence[float], crossing: Sequence[float]) -> set[tuple[int, int]]:
    """The pieces of edges that are drawn: (which place, which stretch between crossings)."""
    found = set()
    for index, place in enumerate(places):
        near = [rule for rule in rules if abs(rule.at - place) <= 1.5 * TOUCHING]
        for stretch, (start, end) in enumerate(pairwise(crossing)):
            drawn = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in near)
            if drawn >= COVERED * (end - start):
                found.add((index, stretch))
    return found


def filled(
    cells: Sequence[tuple[int, Box, int]], box: Box, glyphs: Sequence[Glyph], page: int
) -> tuple[Part | None, list[Glyph]]:
    """The table with the characters in its cells, and the characters outside; None when it is empty."""
    own: list[list[Glyph]] = [[] for _ in cells]
    outside = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.base + 0.35 * glyph.size
        if not (box.left < x < box.right and box.bottom < y < box.top):
            outside.append(glyph)
            continue
        index = next((index for index, (_, cell, _) in enumerate(cells) if holds(cell, x, y)), None)
        if index is None:
            outside.append(glyph)
        else:
            own[index].append(glyph)
    if all(glyph.text.isspace() for each in own for glyph in each):
        return None, list(glyphs)
    rows: list[list[PartCell]] = [[] for _ in range(max(row + high for row, _, high in cells))]
    for (row, place, high), inner in zip(cells, own, strict=True):
        rows[row].append(PartCell(place, high, lines_of(inner, page)))
    return Part(page, box, rows), outside


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a place lies in a rectangle."""
    return box.left <= x <= box.right and box.bottom <= y <= box.top


def crossing_rules(rules: Sequence[Rule], width: float) -> Iterator[Rule]:
    """Level lines that are drawn across a good part of the page, to part what is above from what is below."""
    for rule in rules:
        if rule.level and rule.end - rule.start >= 0.3 * width:
            yield rule
