"""The rows of a ledger as SpreadsheetML text. Used by `ledger_xlsx` only.

Nothing is lost silently: a cell beyond Excel's 32,767 characters is cut with a mark at its end, numbers of more
than 15 digits and days before 1 March 1900 (Excel's calendar is wrong there) become text.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from models.base.progress import Report, tell
from models.export.ledger import Band, Ledger, Row
from models.export.text import Value, escaped, legal, shown

CELL_LIMIT = 32_767
"""Characters a cell holds, in UTF-16 units (Excel specifications and limits)."""
CUT_MARK = "……（内容超过表格单元格上限，以下略）"
LINE_HEIGHT, ROW_PADDING = 15, 5
"""In points, for 11-point text."""

_STEP = 500
_MAX_HEIGHT = 409
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_FIRST_DAY = date(1900, 3, 1)


@dataclass
class Styles:
    """Style numbers of the body cells, by kind and, for a status, by light."""

    plain: dict[str, int] = field(default_factory=dict)
    quoted: int = 0
    """A text that begins like a formula: Excel keeps it text even after it is edited."""
    lights: dict[str, int] = field(default_factory=dict)


def column_letter(number: int) -> str:
    """The name of the column with this number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_pieces(ledger: Ledger, first: int, styles: Styles, report: Report) -> Iterator[str]:
    """The rows as sheet XML, a few hundred at a time; reports and stops between the pieces."""
    places = [
        _Place(column_letter(number), column.kind, max(column.width, 2))
        for number, column in enumerate(ledger.columns, 1)
    ]
    total = len(ledger.rows)
    lines: list[str] = []
    for number, row in enumerate(ledger.checked_rows()):
        shown_row = Row((row.text, *[None] * (len(places) - 1))) if isinstance(row, Band) else row
        lines.append(_row_xml(shown_row, first + number, places, styles))
        if len(lines) == _STEP:
            yield "".join(lines)
            lines.clear()
            tell(report, number + 1, total)
    yield "".join(lines)


@dataclass(frozen=True)
class _Place:
    """A column as the rows need it: its letter, kind and width in full-width characters."""

    letter: str
    kind: str
    width: float


def _row_xml(row: Row, number: int, places: list[_Place], styles: Styles) -> str:
    """A row with its height, so that wrapped text shows also where the program does not measure it itself.

    The height is not marked as the person's own (customHeight), so it goes on following the text.
    """
    cells: list[str] = []
    lines = 1
    for place, value in zip(places, row.cells, strict=True):
        style = styles.plain[place.kind]
        if place.kind == "status":
            style = styles.lights.get(row.light, style)
        reference = f"{place.letter}{number}"
        plain = _plain_value(place.kind, value)
        if plain is not None:
            cells.append(f'<c r="{reference}" s="{style}"><v>{plain}</v></c>')
            continue
        text = fitting(shown(value))
        if not text:
            cells.append(f'<c r="{reference}" s="{style}"/>')
            continue
        lines = max(lines, line_count(text, place.width))
        if place.kind == "text" and text.startswith(_FORMULA_LIKE):
            style = styles.quoted
        cells.append(
            f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'
        )
    height = min(lines * LINE_HEIGHT + ROW_PADDING, _MAX_HEIGHT)
    return f'<row r="{number}" ht="{height}">{"".join(cells)}</row>'


def _plain_value(kind: str, value: Value) -> str | None:
    """A number, or a day as Excel counts it, where Excel can hold it exactly; None: write it as text."""
    if kind == "number" and isinstance(value, int | float) and _exact(value):
        return repr(value)
    if kind == "date" and isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= _EXCEL_FIRST_DAY:
            return str((day - _EXCEL_EPOCH).days)
    return None


def line_count(text: str, width: float) -> int:
    """About how many lines the text takes in a column of this width.

    The length in GB 18030 is the width in half characters, but for rare characters: quick, and near enough.
    """
    if "\n" not in text and len(text) <= width:
        return 1
    return sum(max(1, math.ceil(len(line.encode("gb18030", "replace")) / 2 / width)) for line in text.split("\n"))


def _exact(value: float) -> bool:
    """Whether Excel keeps this number as it is: finite and at most 15 digits."""
    if isinstance(value, bool) or not math.isfinite(value):
        return False
    return not isinstance(value, int) or abs(value) < 10**15


def fitting(text: str) -> str:
    """Legal text, cut with a mark when a cell can't hold it, `_x0041_` kept from being read as an escape."""
    plain = legal(text)
    if len(plain) * 2 > CELL_LIMIT:
        units = plain.encode("utf-16-le")
        if len(units) > CELL_LIMIT * 2:
            kept = units[: (CELL_LIMIT - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore")
            plain = kept + CUT_MARK
    return _EXCEL_ESCAPE.sub("_x005F_", plain)
