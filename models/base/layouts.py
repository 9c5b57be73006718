"""Layouts (版式) of ledgers as data: which columns, in which order, how grouped, and how they look on paper.

A register declares its own ones; an office adds others in its workbook. A layout names fields and knows no
record: `models.operations.ledgers` makes a ledger of records by one.
"""

from dataclasses import dataclass, field
from typing import Literal

STATUS, ROW_NUMBER, ROLE = "status", "row_number", "role"
"""What a column may hold besides fields: the status in words, the number of the row (序号), and, on one unit's sheet,
which part that unit has in the record (承担方式: 牵头, 责任, 配合)."""
UNITS = "units"
"""Groups by the units that answer for a record: those of the first role that names any (牵头, else 责任, else 配合)."""
UNIT_MARK = "{单位}"
"""Stands in a title for the unit whose sheet it is."""

SPECIAL_TITLES = {STATUS: "状态", ROW_NUMBER: "序号", ROLE: "承担方式"}
SPECIAL_WIDTHS = {STATUS: 6.0, ROW_NUMBER: 3.0, ROLE: 4.0}


@dataclass(frozen=True)
class Look:
    """How a ledger looks on paper: A4 or A3, fonts by name ("" is the office's own), sizes in points.

    body_size 0 is the largest at which the columns have the width they ask for.
    """

    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    title_font: str = ""
    title_size: float = 22.0
    head_font: str = ""
    body_font: str = ""
    body_size: float = 0.0


@dataclass(frozen=True)
class LayoutColumn:
    """One column: the fields it holds, its heading and its width in full-width characters.

    A column of one field holds its value; one of several holds a line for each that is filled in, after the
    field's title (牵头单位：…). title "" and width 0 are the field's own. over: a heading above this one, shared
    with neighbours that have the same. merged: equal cells of neighbouring rows are one cell. option: of a field of
    words, the one that is ticked (√) in this column; words that no column of the field has stand in its last one.
    """

    fields: tuple[str, ...]
    title: str = ""
    width: float = 0.0
    over: str = ""
    merged: bool = False
    option: str = ""

    @property
    def single(self) -> str:
        """The one field it holds; "" when it holds several."""
        return self.fields[0] if len(self.fields) == 1 else ""


def column(*fields: str, title: str = "", width: float = 0.0, over: str = "", merged: bool = False) -> LayoutColumn:
    """A column of these fields."""
    return LayoutColumn(fields, title, width, over, merged)


def ticks(field: str, over: str, *options: tuple[str, str]) -> tuple[LayoutColumn, ...]:
    """A narrow column for each option of a field of words, (heading, option), below a heading shared."""
    return tuple(
        LayoutColumn((field,), title, max(3.0, float(len(title))), over, option=option) for title, option in options
    )


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A layout. title "" is the register's; in it `{单位}` is the unit whose sheet it is.

    group_by: what brings records together, as `models.base.groups` has it: a field, the status, `UNITS`; under a row
    merged across (bands) or beside a merged cell in the field's own column (merged). Records without a value stand
    last. subtotals: a row below each group that counts it, and one below all. signature: what stands at the foot for signing. per_unit: made for one unit's sheet.
    private: personal data shows as it is; somebody asked for it. as_shown: of what a table shows, whose order and groups
    the records keep; any other layout that groups has them in the order of the register.
    """

    name: str
    columns: tuple[LayoutColumn, ...]
    title: str = ""
    group_by: str = ""
    group_as: Literal["bands", "merged"] = "bands"
    subtotals: bool = False
    look: Look = field(default_factory=Look)
    signature: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    per_unit: bool = False
    private: bool = False
    as_shown: bool = False

    def field_names(self) -> tuple[str, ...]:
        """Every field it shows or groups by, each once."""
        names = [name for item in self.columns for name in item.fields if name not in SPECIAL_TITLES]
        grouped = self.group_by not in ("", STATUS, UNITS)
        return tuple(dict.fromkeys([*names, *([self.group_by] if grouped else [])]))


def plain_layout(name: str, *columns: str) -> Layout:
    """A layout of single fields with their own headings and widths."""
    return Layout(name=name, columns=tuple(LayoutColumn((item,)) for item in columns))
