"""A ledger (台账) as a plain value: what the two ledger writers render and nothing more.

Operations make one from a register and the rows shown; `ledger_xlsx` and `ledger_docx` write it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from models.base.layouts import Look
from models.export.text import Value, chinese_day

__all__ = ["LIGHT_FILLS", "Band", "Column", "Figures", "Kind", "Ledger", "Light", "Look", "Row"]

Kind = Literal["text", "code", "date", "number", "money", "ordinal", "status"]
Light = Literal["red", "amber", "green", "grey", "blue", "done", ""]

LIGHT_FILLS = {
    "red": "F8CBC6",
    "amber": "FFE4B5",
    "green": "D5EBD0",
    "grey": "E4E4E4",
    "done": "E4E4E4",
    "blue": "D3E4F5",
}
"""Background of a status cell, RRGGBB: pale enough for black words, and told apart in a grey print."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, what its cells hold, and its width in full-width characters (字).

    "ordinal" is the number of the row (序号) or a tick, which stands in the middle; "code" is text in which every character
    counts (leading zeros, 18 digits); "money" is a number in yuan; "status" is text that takes the row's traffic
    light as its background. over: a heading above this one, shared with neighbours that have the same (a head of two
    rows, 时间节点 over 启动时间 and 完成时间). merged: equal cells of neighbouring rows are one cell. choices: the words
    among which Excel offers a choice; empty: anything. free: other words may be written too. term: days as they
    are written (2021年11月23日前), whose lines end behind 年 and 月 only.
    """

    title: str
    kind: Kind
    width: float
    over: str = ""
    merged: bool = False
    choices: tuple[str, ...] = ()
    free: bool = False
    term: bool = False


@dataclass(frozen=True)
class Row:
    """One record: a cell for each column, in order, and the traffic light of its status cell.

    The colour never speaks alone: the words stand in the cell. An unknown light gives no colour.
    """

    cells: tuple[Value, ...]
    light: str = ""


@dataclass(frozen=True)
class Band:
    """A row that is one cell over all columns: the heading of a section (大项, 单位) or its subtotal (小计)."""

    text: str
    kind: Literal["section", "subtotal"] = "section"


@dataclass(frozen=True)
class Figures:
    """A small table of figures that goes with a ledger (统计表), with a chart of its numbers where that says more.

    heads: the headings, the first over the names; rows: a name and its numbers. chart "stacked": the first number of
    each row is the sum of the others; these are drawn on top of one another. lights: the traffic light of each row
    (bar, pie) or of each number that is drawn (stacked); empty: any colours.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Literal["bar", "stacked", "pie", ""] = ""
    lights: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """A whole ledger: title, 填报单位 (may be empty), the day it shows, columns, rows, and notes.

    `notes` say what the reader must know, such as the filter that was on. `rows` is gone through once and may
    be lazy. signature: what stands at the foot for signing, such as 填表人：, 审核人：. figures: for a sheet of their
    own beside the ledger, where the file can have one.
    """

    title: str
    unit: str
    dated: date
    columns: tuple[Column, ...]
    rows: Sequence[Row | Band]
    notes: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    signature: tuple[str, ...] = ()
    figures: tuple[Figures, ...] = ()

    def unit_line(self) -> str:
        """填报单位：…, or "" when no unit is named."""
        return f"填报单位：{self.unit}" if self.unit.strip() else ""

    def day_line(self) -> str:
        """日期：2021年10月15日."""
        return f"日期：{chinese_day(self.dated)}"

    def note_lines(self) -> tuple[str, ...]:
        """The notes as they stand on the page, 注： before the first, numbers when there are several."""
        notes = [note.strip() for note in self.notes if note.strip()]
        if len(notes) == 1:
            return (f"注：{notes[0]}",)
        return tuple(f"{'注：' if n == 1 else '　　'}{n}. {note}" for n, note in enumerate(notes, 1))

    def merging_rows(self) -> Iterator[tuple[Row | Band, tuple[bool, ...]]]:
        """The checked rows, each with the columns in which it goes on the cell above (a vertical merge).

        A merged column follows those at its left: where one of them begins anew, it does too. Empty cells are not
        merged, and nothing reaches over a band. Without merged columns the flags are an empty tuple.
        """
        places = [place for place, column in enumerate(self.columns) if column.merged]
        above: tuple[Value, ...] = ()
        nothing = (False,) * len(self.columns) if places else ()
        for row in self.checked_rows():
            if isinstance(row, Band) or not places:
                above = ()
                yield row, nothing
                continue
            flags = [False] * len(self.columns)
            for place in places:
                if not above or row.cells[place] in (None, "") or row.cells[place] != above[place]:
                    break
                flags[place] = True
            above = row.cells
            yield row, tuple(flags)

    def checked_rows(self) -> Iterator[Row | Band]:
        """The rows, each but the bands proved to have one cell a column.

        Raises:
            ValueError: a row has more or fewer cells than there are columns.
        """
        count = len(self.columns)
        for number, row in enumerate(self.rows, 1):
            if isinstance(row, Row) and len(row.cells) != count:
                raise ValueError(f"row {number} has {len(row.cells)} cells for {count} columns")
            yield row
