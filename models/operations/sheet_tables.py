"""Where in a sheet the table is: its head of one or more rows, its data rows, and what stands around them.

Part of `spreadsheets`, which is the way in. Which row is the head follows from the titles a register knows.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.base.errors import ClerkError
from models.base.fields import plain_name
from models.base.groups import says_nothing
from models.base.register import Register
from models.intake import Sheet, filled_down
from models.operations.sheet_labels import taken_apart
from models.operations.sheet_levels import levelled
from models.operations.sheet_ticks import unticked
from models.operations.sheet_titles import fields_by_title
from models.workdays.meaning import year_of_title

Row = tuple[str, ...]

HEADINGS = "小标题"
"""Title of the column that holds, for each row, the heading row above it."""
_DEEPEST_HEAD = 25
_MOST_HEAD_ROWS = 4
_SAMPLES, _SAMPLE_LENGTH = 5, 60
_LONGEST_TITLE = 40
_TOTAL = re.compile(r"(?:合|总|小|共|累)计[:：]?|本页(?:合|小)计[:：]?")
_SUBTOTAL = re.compile(r"(?:合|总|小|共|累)计[:：]")
_FOOTER = re.compile(
    r"[（(]?(?:备注|注|附注|说明|填报说明|填表[人说日]|填报[人单日]|填写说明|制表|审核|复核|审批|单位负责人|负责人|经办人|"
    r"联系人|联系电话|分管领导|主要领导|报送人|报送日期|签[字章名]|盖章|统计负责人)"
)
_TOLD = re.compile(r"[^\s：:]{2,8}[：:]\s*[^\s）)]")
_MEASURE = re.compile(
    r"[（(]?(?:单位[:：])?(?:[万亿千百]?元|%|％|个|项|人次?|件|份|次|天|日|户|家|条|篇|平方米|公里|名)[)）]?"
)
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[部章])"
)


@dataclass(frozen=True)
class Column:
    """One column: its place in the row, its title (rows of a head joined by “/”), and its first few values."""

    index: int
    title: str
    samples: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The title, or where the column stands when it has none."""
        return self.title or f"第 {self.index + 1} 列"


@dataclass(frozen=True)
class Table:
    """The table of a sheet.

    `rows` are the data rows, all as wide as `columns`, merged cells filled, labelled lines in columns of their own
    (see `sheet_labels`), ticks and levels as words and paths (`sheet_ticks`, `sheet_levels`); `numbers` their row numbers in the sheet, from 1. `head_rows` counts all rows above the
    data. `dropped` tells the rows below the head that were taken for totals, notes or a repeated head: their number
    and what they say. `lost` are the cells (row index, column index) whose number had lost its last digits.
    `fingerprint` stands for the lay-out of the sheet.
    """

    source: str
    sheet: str
    head_rows: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    fingerprint: str = ""
    dropped: tuple[tuple[int, str], ...] = ()
    lost: frozenset[tuple[int, int]] = frozenset()
    year: int | None = None
    """The year that the rows above the head, the sheet's name or the file's name state (2021年…任务分工表)."""


def find_table(sheet: Sheet, register: Register, source: str, head_rows: int | None = None) -> Table:
    """The table of a sheet, read for a register; `head_rows` says how many rows stand above the data.

    Raises:
        ClerkError: the sheet has no row, or none below the head.
    """
    if not sheet.rows:
        raise ClerkError(f"工作表“{sheet.name}”是空的，没有可以导入的内容。")
    rows = filled_down(sheet.rows, sheet.merged)
    first, end = _head(rows, sheet, register)
    titles = _titles(rows, first, end)
    fingerprint = hashlib.sha256("\x1f".join((register.name, *titles)).encode()).hexdigest()[:24]
    if head_rows is not None and head_rows != end:
        end = max(0, min(head_rows, len(rows)))
        first = max(0, min(first, end)) if end > first else max(0, end - 1)
        titles = _titles(rows, first, end)
    body = _Body(rows, end, titles, sheet.merged)
    if not body.numbers:
        where = f"“{source}”的工作表“{sheet.name}”" if sheet.name else f"“{source}”"
        raise ClerkError(f"{where}里只有表头，没有数据行。")
    if body.headings:
        titles = (*titles, HEADINGS)
    told = (*("".join(dict.fromkeys(row)) for row in rows[:first]), sheet.name, source)
    titles, data = taken_apart(register, titles, tuple(body.rows(len(titles))), 1 if body.headings else 0)
    titles, data = unticked(register, titles, data)
    titles, data = levelled(register, titles, data, told, bool(body.headings))
    return Table(
        source=source,
        sheet=sheet.name,
        head_rows=end,
        columns=tuple(Column(index, title, _samples(data, index)) for index, title in enumerate(titles)),
        rows=data,
        numbers=tuple(number + 1 for number in body.numbers),
        fingerprint=fingerprint,
        dropped=tuple(body.dropped),
        lost=_lost(sheet, body.numbers),
        year=year_of_title(*told),
    )


def _lost(sheet: Sheet, numbers: Sequence[int]) -> frozenset[tuple[int, int]]:
    """The cells that lost digits, by the index of their data row."""
    if not sheet.lost:
        return frozenset()
    places = {number: index for index, number in enumerate(numbers)}
    return frozenset((places[row], column) for row, column in sheet.lost if row in places)


def _samples(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows[:500]:
        if row[column].strip():
            found[row[column].strip()[:_SAMPLE_LENGTH]] = None
            if len(found) == _SAMPLES:
                break
    return tuple(found)


def _head(rows: Sequence[Row], sheet: Sheet, register: Register) -> tuple[int, int]:
    """(the first row of the head, the first row below it); the same row twice when there is no head."""
    known = fields_by_title(register)
    best: tuple[int, int, int] | None = None
    for first in range(min(_DEEPEST_HEAD, len(rows))):
        names = [name.strip() for name in rows[first]]
        different = {name for name in names if name}
        if len(different) < min(2, max(map(len, rows[: first + 50]))) or max(map(len, different), default=0) > 60:
            continue
        if _says_who_reports(different, known):
            continue
        end = _head_end(rows, first, sheet, known)
        titles = _titles(rows, first, end)
        recognised = len({known(title) for title in titles} - {None})
        score = recognised
        if best is None or score > best[0]:
            best = score, first, end
    if best is not None and best[0] >= 1:
        return best[1], best[2]
    return _plain_head(rows)


def _says_who_reports(cells: Collection[str], known: Callable[[str], str | None]) -> bool:
    """Whether a row above the head tells of the table (填报单位：区政府办公室　填报日期：2026年3月) and names no column."""
    return any(map(_TOLD.match, cells)) and not any(known(cell) for cell in cells if not _TOLD.match(cell))


def _plain_head(rows: Sequence[Row]) -> tuple[int, int]:
    """The head of a table none of whose titles is known: the first row filled about as widely as the widest."""
    widest = max(len({cell for cell in row if cell.strip()}) for row in rows[:200])
    for number, row in enumerate(rows[:_DEEPEST_HEAD]):
        filled = {cell.strip() for cell in row if cell.strip()}
        if len(filled) >= widest * 0.7:
            wordy = all(len(cell) <= _LONGEST_TITLE and not re.fullmatch(r"[\d./%-]+", cell) for cell in filled)
            return (number, number + 1) if wordy and number + 1 < len(rows) else (number, number)
    return 0, 0


def _head_end(rows: Sequence[Row], first: int, sheet: Sheet, known: Callable[[str], str | None]) -> int:
    """The first row below a head: below its merged cells, the names that divide them, units of measure, numbers."""
    width = len(rows[first])
    end = first + 1
    for top, _left, bottom, _right in sheet.merged:
        if top == first and bottom < first + _MOST_HEAD_ROWS:
            end = max(end, bottom + 1)
    divided = any(top == first == bottom and right > left for top, left, bottom, right in sheet.merged)
    if end == first + 1 and (divided or _divides(rows, first, known)):
        end += 1
    while end < len(rows) and end < first + _MOST_HEAD_ROWS + 2 and _measures(rows[end], width):
        end += 1
    return min(end, len(rows))


def _divides(rows: Sequence[Row], first: int, known: Callable[[str], str | None]) -> bool:
    """Whether the next row, of a sheet that tells no merged cells, only divides names of this one."""
    if first + 1 >= len(rows):
        return False
    upper, lower = rows[first], rows[first + 1]
    filled = [column for column, name in enumerate(lower) if name.strip()]
    if not 2 <= len(filled) < len(upper) or len(upper) < len(lower) - 1:
        return False
    below_blank = [column for column in filled if column >= len(upper) or not upper[column].strip()]
    return bool(below_blank) and all(known(lower[column]) is not None for column in filled)


def _measures(row: Row, width: int) -> bool:
    """Whether a row holds only units of measure (万元, %), or the numbers of the columns."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) >= 3 and len(filled) >= width * 0.6 and all(cell.isdigit() for cell in filled):
        return int(filled[0]) <= 2 and all(int(b) == int(a) + 1 for a, b in pairwise(filled))
    return bool(filled) and all(_MEASURE.fullmatch(cell) for cell in filled)


def _titles(rows: Sequence[Row], first: int, end: int) -> tuple[str, ...]:
    """The columns' titles: the different names above one another joined by “/”."""
    head = rows[first:end]
    width = max(map(len, rows[first:]), default=0)
    titles: list[str] = []
    for column in range(width):
        names = [re.sub(r"\s+", "", row[column]) for row in head if column < len(row)]
        if len(names) > 1:
            names = names[:1] + [name for name in names[1:] if not _MEASURE.fullmatch(name) and not name.isdigit()]
        titles.append("/".join(dict.fromkeys(name for name in names if name)))
    return tuple(titles)


class _Body:
    """The rows below the head: which are data, which are not, and the headings between them."""

    def __init__(
        self, rows: Sequence[Row], first: int, titles: Sequence[str], merged: Sequence[tuple[int, int, int, int]]
    ) -> None:
        self._rows = rows
        self._titles = [plain_name(title) for title in titles]
        self._first = {part for title in titles[:1] for part in (title, title.split("/")[0]) if part}
        self._width = len(titles)
        self._across = {
            top
            for top, left, bottom, right in merged
            if top == bottom and top >= first and left <= 1 and right - left + 1 >= max(2, self._width - 1)
        }
        self.dropped: list[tuple[int, str]] = []
        self.headings: dict[int, str] = {}
        self.numbers: list[int] = []
        self._look(first)

    def _look(self, first: int) -> None:
        last = self._last()
        heading = ""
        under: dict[int, str] = {}
        for number in range(first, len(self._rows)):
            row = self._rows[number]
            if not "".join(row).strip():
                continue
            if number > last or self._is_total(row) or self._is_subtotal(number, row) or self._is_head(row):
                self._drop(number)
            elif self._is_heading(number, row, last):
                told = next(cell.strip() for cell in row if cell.strip())
                heading = "" if says_nothing(told) else told
            else:
                self.numbers.append(number)
                if heading:
                    under[number] = heading
        self.headings = under

    def rows(self, width: int) -> Iterator[Row]:
        """The data rows, of that width, with their heading last when there are headings."""
        own = width - 1 if self.headings else width
        for number in self.numbers:
            row = self._rows[number]
            row = row if len(row) == own else (*row[:own], *("",) * (own - len(row)))
            yield (*row, self.headings.get(number, "")) if self.headings else row

    def _drop(self, number: int) -> None:
        told = " ".join(dict.fromkeys(cell.strip() for cell in self._rows[number] if cell.strip()))
        self.dropped.append((number + 1, told[:200]))

    def _last(self) -> int:
        """The last row that is no footer (备注, 填表人 …) standing below the table."""
        last = len(self._rows) - 1
        for number in range(len(self._rows) - 1, max(-1, len(self._rows) - 40), -1):
            filled = list(dict.fromkeys(cell.strip() for cell in self._rows[number] if cell.strip()))
            if not filled:
                last = number - 1 if last == number else last
            elif len(filled) == 1 and number in self._across:
                last = number - 1  # merged across and nothing below it: for signing, or a note
            elif len(filled) <= max(1, self._width // 2) and self._says_footer(filled):
                last = number - 1
            else:
                break
        return last

    def _says_footer(self, filled: Sequence[str]) -> bool:
        if not _FOOTER.match(filled[0]):
            return False
        return len(filled) == 1 or all(_FOOTER.match(cell) or "：" in cell or ":" in cell for cell in filled)

    def _is_total(self, row: Row) -> bool:
        return any("计" in cell and _TOTAL.fullmatch("".join(cell.split())) for cell in row[:3])

    def _is_subtotal(self, number: int, row: Row) -> bool:
        """Whether a row merged across tells what the rows above come to (小计：5 项，其中…)."""
        return (
            number in self._across and _SUBTOTAL.match(next(cell for cell in row if cell.strip()).lstrip()) is not None
        )

    def _is_head(self, row: Row) -> bool:
        """Whether this is the head again, as on each new page."""
        if len(row[0]) > _LONGEST_TITLE or "".join(row[0].split()) not in self._first:
            return False
        same = sum(bool(title) and plain_name(cell) == title for cell, title in zip(row, self._titles, strict=False))
        return same >= max(2, sum(map(bool, self._titles)) * 0.6)

    def _is_heading(self, number: int, row: Row, last: int) -> bool:
        """Whether a row is only a heading for those below: merged across, or alone and numbered 一、."""
        if number >= last or self._width < 3:
            return False
        if number in self._across and len({cell for cell in row if cell}) == 1:
            return True
        return bool(_HEADING.match(row[0].lstrip())) and not "".join(row[1:]).strip()
