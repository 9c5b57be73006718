"""Columns that hold the levels of a tree (一级事项, 二级事项, 三级事项), read as the way to a record. Part of `spreadsheets`.

So the prescribed catalogues (基层政务公开标准目录, 国办发〔2019〕54号) are written: one sheet a field (领域), each row an item with
those above it. Only for registers whose tree is one of paths.
"""

import re
from collections.abc import Iterator, Sequence

from models.base.choices import WordList
from models.base.register import Register
from models.base.trees import NO_ROOT, PATH_SIGN, path_parts
from models.operations.sheet_titles import EXACT, candidates

Row = tuple[str, ...]

_LEVEL = re.compile(r"([一二三四五六1-6])级(?:公开|政务公开)?(?:事项|目录|指标|栏目|分类|类别|名称)?(?:名称)?")
_ORDER = "一二三四五六"
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）]|\d+[、.．])\s*")


def levelled(
    register: Register, titles: tuple[str, ...], rows: tuple[Row, ...], around: Sequence[str], headings: bool
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Titles and rows with the record's name, and the path above it, in place of its levels.

    A level that is left out goes on the row above. What all are of (领域) is the row's own, else the heading above it
    (`headings`: the last column holds them), else what one of the texts `around` names: the title of the table, of
    the sheet, of the file.
    """
    levels = _levels(titles)
    if not register.tree_root or not levels:
        return titles, rows
    reader = _Levels(register, titles, levels, around, headings)
    return reader.titles(), tuple(reader.rows(rows))


def _levels(titles: Sequence[str]) -> list[int]:
    """The columns of the levels, the highest first."""
    found: dict[int, int] = {}
    for column, title in enumerate(titles):
        match = _LEVEL.fullmatch(title.rsplit("/", 1)[-1])
        if match is not None:
            number = int(match[1]) if match[1].isdecimal() else _ORDER.index(match[1]) + 1
            found.setdefault(number, column)
    return [found[number] for number in sorted(found)]


class _Levels:
    """Reads the levels of one table."""

    def __init__(
        self, register: Register, titles: tuple[str, ...], levels: list[int], around: Sequence[str], headings: bool
    ) -> None:
        self._register = register
        self._titles = titles
        self._levels = levels
        self._end = len(titles) - 1 if headings else len(titles)
        self._name, self._root = self._column(register.title_field), self._column(register.tree_root)
        self._stated = self._named_by(around)

    def _column(self, field: str) -> int | None:
        """The column that is surely of that field and no level."""
        free = (column for column in range(self._end) if column not in self._levels)
        return next((c for c in free if candidates(self._register, self._titles[c]).get(field, 0) >= EXACT), None)

    def _named_by(self, around: Sequence[str]) -> str:
        """The word of the root's list that the texts name, the longest of the first text that names any."""
        field = self._register.field(self._register.tree_root)
        words = field.options if isinstance(field, WordList) else ()
        for text in around:
            if named := [word for word in words if word in text]:
                return max(named, key=len)
        return ""

    def titles(self) -> tuple[str, ...]:
        """The new titles: two more, of the parent and of the root, and of the name where no column has it."""
        register = self._register
        named = list(self._titles)
        for column in self._levels:
            named[column] = f"{named[column].rsplit('/', 1)[-1]}（并入{register.field(register.tree).title}）"
        if self._name is None:
            named[self._levels[-1]] = register.field(register.title_field).title
        more = [register.field(register.tree).title]
        more += [register.field(register.tree_root).title] if self._root is None else []
        return (*named[: self._end], *more, *named[self._end :])

    def rows(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows with what the new titles say."""
        above: list[str] = []
        root_above = ""
        for row in rows:
            root = self._root_of(row)
            above, root_above = ([] if root != root_above else above), root
            path = self._path(row, above)
            above = path or above
            own = list(row)
            for column in self._levels:
                own[column] = ""
            if self._name is None:
                own[self._levels[-1]] = path[-1] if path else ""
                path = path[:-1]
            more = [PATH_SIGN.join((root or NO_ROOT, *path)) if path else ""]
            more += [root] if self._root is None else []
            yield (*own[: self._end], *more, *own[self._end :])

    def _root_of(self, row: Row) -> str:
        if self._root is not None:
            return row[self._root].strip()
        heading = row[self._end] if self._end < len(row) else ""
        return _NUMBERED.sub("", heading).strip().removesuffix("领域") or self._stated

    def _path(self, row: Row, above: Sequence[str]) -> list[str]:
        """The names of the levels down to the last one filled in; the same name twice is a cell merged across."""
        cells = [row[column].strip() for column in self._levels]
        last = max((place for place, cell in enumerate(cells) if cell), default=-1)
        path: list[str] = []
        for place, cell in enumerate(cells[: last + 1]):
            told = path_parts(cell) if cell else list(above[place : place + 1])
            path += [part for part in told if part and part != (path[-1] if path else "")]
        return path
