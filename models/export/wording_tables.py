"""Tables in a notice: those of its records that a template places by name, and those it writes out itself.

A table of records is a line with nothing but its name ({{ 任务表 }}); one written out is lines whose cells are parted
by ｜, the first being the head. Part of `wording`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from models.export.gongwen import BodyTable
from models.export.ledger import Column
from models.export.text import width_of
from models.export.wording_figures import by_status, by_unit, decimals_of, of_all, share, units_of

Seen = Mapping[str, object]
"""A record as templates see it."""

TABLE_SIGN = "\ue000"
CELL_SIGN = "｜"

TABLE_MEANINGS = (
    ("{noun}表", "一览表，带逾期天数或状态；要单独占一行"),
    ("分工表", "分工表，只有内容、单位和完成时限；要单独占一行"),
    ("办结表", "办结情况表：内容、单位、完成时限、办结日期；要单独占一行"),
    ("状态表", "各种状态的项数和占比；要单独占一行"),
    ("单位表", "各单位的项数、办结、逾期和办结率，办结率高的在前，每项只有一个单位时有合计；要单独占一行"),
    ("报送表", "各单位报送什么、什么时候报送；要单独占一行"),
)
"""Name and meaning of each table; {noun} is what a record is called."""


@dataclass(frozen=True)
class TaskTable:
    """Stands in a template's output for a table of the records until the paragraphs are made."""

    name: str

    @property
    def mark(self) -> str:
        """The text that marks the table's place; no one types such characters."""
        return f"{TABLE_SIGN}{self.name}{TABLE_SIGN}"

    def __str__(self) -> str:
        return self.mark


_COLUMNS = {
    "内容": Column("{noun}内容", "text", 16),
    "牵头单位": Column("牵头单位", "text", 6),
    "责任单位": Column("责任单位", "text", 6.5),
    "配合单位": Column("配合单位", "text", 6),
    "完成时限": Column("{deadline}", "text", 7.5, term=True),
    "逾期天数": Column("逾期天数", "number", 4),
    "状态": Column("状态", "status", 4),
    "办结日期": Column("办结日期", "text", 7.5, term=True),
}
_LISTED = ("内容", "牵头单位", "责任单位", "配合单位", "完成时限")
_NUMBER = Column("序号", "code", 2)


class Words(Protocol):
    """What a register calls its records, their limit and their statuses."""

    @property
    def noun(self) -> str:
        """任务."""
        ...

    @property
    def deadline(self) -> str:
        """完成时限."""
        ...

    @property
    def statuses(self) -> Sequence[str]:
        """Titles, in order."""
        ...


_Made = Callable[[Sequence[Seen], Words], BodyTable | None]


def record_table(name: str, items: Sequence[Seen], words: Words) -> BodyTable | None:
    """The table of this name (as in `TABLE_MEANINGS`) of these records; None when nothing stands in it.

    Raises:
        KeyError: there is no such table.
    """
    return _TABLES[name](items, words)


def _listing(*keys: str) -> _Made:
    """A row a record; columns in which nothing stands are left out, 状态 where 逾期天数 tells more."""

    def table(items: Sequence[Seen], words: Words) -> BodyTable | None:
        kept = [key for key in keys if any(item[key] for item in items)]
        if "逾期天数" in kept and "状态" in kept:
            kept.remove("状态")
        titled = [_COLUMNS[key] for key in kept]
        columns = [replace(item, title=item.title.format(noun=words.noun, deadline=words.deadline)) for item in titled]
        return _numbered(columns, [[str(item[key]) for key in kept] for item in items]) if kept else None

    return table


def _of_statuses(items: Sequence[Seen], words: Words) -> BodyTable | None:
    columns = [Column("状态", "text", 10), Column(f"{words.noun}数", "number", 6), Column("占比", "number", 6)]
    counts = by_status(items, words.statuses)
    decimals = decimals_of((count, len(items)) for _, count in counts)
    rows = [[status, str(count), share(count, len(items), decimals)] for status, count in counts]
    return _numbered(columns, rows, "合计", [str(len(items)), share(1, 1, decimals)]) if rows else None


def _of_units(items: Sequence[Seen], words: Words) -> BodyTable | None:
    keys = ("名称", "总数", "办结数", "推进数", "逾期数", "办结率")
    titles = ("单位", f"承办{words.noun}", "已办结", "办理中", "逾期", "办结率")
    widths = (10, 4, 4, 4, 4, 5)
    columns = [Column(title, "text" if not place else "number", widths[place]) for place, title in enumerate(titles)]
    rows = [[str(unit[key]) for key in keys] for unit in by_unit(items)]
    if len(rows) < 2 or any(len(units_of(item)) > 1 for item in items):
        return _numbered(columns, rows) if rows else None
    whole = of_all([item for item in items if units_of(item)])
    return _numbered(columns, rows, "合计", [str(whole[key]) for key in keys[1:]])


def _of_reports(items: Sequence[Seen], words: Words) -> BodyTable | None:
    """A row for each unit and each record it has to report on, one unit's together."""
    del words
    found: dict[str, list[list[str]]] = {}
    for item in items:
        for unit in units_of(item) if item["报送时限"] else ():
            found.setdefault(unit, []).append([unit, *(str(item[key]) for key in ("内容", "报送内容", "报送时限"))])
    columns = [
        Column("报送单位", "text", 7, merged=True),
        Column("报送事项", "text", 16),
        Column("报送内容", "text", 4),
        Column("报送时限", "text", 8, term=True),
    ]
    rows = [row for own in found.values() for row in own]
    return BodyTable(tuple(columns), tuple(map(tuple, rows))) if rows else None


def _numbered(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], total: str = "", sums: Sequence[str] = ()
) -> BodyTable:
    """Rows with their numbers before them, and a last row of totals."""
    told = [(str(number), *row) for number, row in enumerate(rows, 1)]
    last = [("", total, *sums)] if total else []
    return BodyTable((_NUMBER, *columns), (*told, *last))


_TABLES: Mapping[str, _Made] = {
    "{noun}表": _listing(*_LISTED, "逾期天数", "状态"),
    "分工表": _listing(*_LISTED),
    "办结表": _listing(*_LISTED, "办结日期"),
    "状态表": _of_statuses,
    "单位表": _of_units,
    "报送表": _of_reports,
}

_WIDEST, _NARROWEST, _TO_FILL_IN = 16.0, 3.0, 8.0


def written_table(lines: Sequence[str]) -> BodyTable:
    """A table written out: cells parted by ｜, the first line the head; short rows are filled up, long ones cut.

    A column in which nothing stands is there to be written in, and gets room, as do the rows.
    """
    cells = [[cell.strip() for cell in line.split(CELL_SIGN)] for line in lines]
    head, rows = cells[0], cells[1:]
    fitted = [tuple((row + [""] * len(head))[: len(head)]) for row in rows]
    columns = tuple(_written_column(title, [row[place] for row in fitted]) for place, title in enumerate(head))
    empty = any(not any(row[place] for row in fitted) for place in range(len(head)))
    return BodyTable(columns, tuple(fitted), to_fill_in=bool(fitted) and empty)


def _written_column(title: str, cells: Sequence[str]) -> Column:
    widest = max([width_of(title), *map(width_of, cells)])
    width = widest if any(cells) or not cells else max(widest, _TO_FILL_IN)
    return Column(title, "code" if title == "序号" else "text", min(_WIDEST, max(_NARROWEST, width)))
