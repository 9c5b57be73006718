"""The rows of a ledger as SpreadsheetML text. Used by `ledger_xlsx` only.

Numbers of more than 15 digits and days before 1 March 1900 (Excel's calendar is wrong there) become text.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from models.base.progress import Report, tell
from models.export.ledger import Band, Ledger, Row
from models.export.sheet_styles import USUAL_SIZE, Styles, sheet_widths
from models.export.sheet_text import column_letter, fitting, line_count
from models.export.text import Value, escaped, shown, width_of

LINE_HEIGHT, ROW_PADDING = 15 / 11, 5
"""A line's height by the size of its text, and what a row has beside its lines, in points."""

_STEP = 500
_MAX_HEIGHT = 409
_FORMULA_LIKE = ("=", "+", "-", "@")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True)
class _Place:
    """A column as the rows need it: its letter, kind and width in full-width characters."""

    letter: str
    kind: str
    width: float
    merged: bool


class SheetRows:
    """The rows below the head, from row number `first` on; afterwards `merged` holds the merged ranges (A5:H5)."""

    def __init__(self, ledger: Ledger, first: int, styles: Styles) -> None:
        self.merged: list[str] = []
        self._ledger = ledger
        self._styles = styles
        self._line = (ledger.look.body_size or USUAL_SIZE) * LINE_HEIGHT
        self._places = [
            _Place(column_letter(number), column.kind, width, column.merged)
            for number, (column, width) in enumerate(zip(ledger.columns, sheet_widths(ledger), strict=True), 1)
        ]
        self._next = first
        self._starts = [first] * len(self._places)
        self._last = self._places[-1].letter

    def pieces(self, report: Report) -> Iterator[str]:
        """The rows as sheet XML, a few hundred at a time; reports and stops between the pieces."""
        total = len(self._ledger.rows)
        lines: list[str] = []
        for count, (row, merges, least) in enumerate(self._with_heights(), 1):
            if merges:
                self._close_runs(merges)
            lines.append(self._band(row) if isinstance(row, Band) else self._row(row, least))
            self._next += 1
            if len(lines) == _STEP:
                yield "".join(lines)
                lines.clear()
                tell(report, count, total)
        self._close_runs((False,) * len(self._places))
        if self._ledger.signature:
            self._next += 1
            lines.append(self._signature())
        yield "".join(lines)

    def _with_heights(self) -> Iterator[tuple[Row | Band, tuple[bool, ...], int]]:
        """The rows, each with the lines it must have so that the merged cells it is part of can show their text."""
        merged = [(number, place) for number, place in enumerate(self._places) if place.merged]
        if not merged:
            yield from ((row, merges, 1) for row, merges in self._ledger.merging_rows())
            return
        rows = list(self._ledger.merging_rows())
        least = [1] * len(rows)
        for number, place in merged:
            end = len(rows)
            for start in range(len(rows) - 1, -1, -1):
                row, merges = rows[start]
                if isinstance(row, Row) and merges[number]:
                    continue
                if isinstance(row, Row):
                    share = math.ceil(line_count(shown(row.cells[number]), place.width) / (end - start))
                    least[start:end] = [max(lines, share) for lines in least[start:end]]
                end = start
        yield from ((row, merges, lines) for (row, merges), lines in zip(rows, least, strict=True))

    def _close_runs(self, merges: tuple[bool, ...]) -> None:
        """End the vertical merges that the next row does not go on with."""
        for place, goes_on in enumerate(merges):
            if goes_on:
                continue
            start, end = self._starts[place], self._next - 1
            if end > start and self._ledger.columns[place].merged:
                letter = self._places[place].letter
                self.merged.append(f"{letter}{start}:{letter}{end}")
            self._starts[place] = self._next

    def _row(self, row: Row, least: int) -> str:
        """A row with its height, so that wrapped text shows also where the program does not measure it itself.

        The height is not marked as the person's own (customHeight), so it goes on following the text. Cells under
        a merged one keep their value: a filter finds each row.
        """
        cells: list[str] = []
        styles, number = self._styles, self._next
        lines = least
        for place, value in zip(self._places, row.cells, strict=True):
            style = styles.plain[place.kind]
            if place.kind == "status":
                style = styles.lights.get(row.light, style)
            plain = _plain_value(place.kind, value)
            if plain is not None:
                cells.append(f'<c r="{place.letter}{number}" s="{style}"><v>{plain}</v></c>')
                continue
            text = fitting(shown(value))
            if not text:
                cells.append(f'<c r="{place.letter}{number}" s="{style}"/>')
                continue
            if not place.merged:
                lines = max(lines, line_count(text, place.width))
            if place.kind == "text" and text.startswith(_FORMULA_LIKE):
                style = styles.quoted
            cells.append(_text_cell(f"{place.letter}{number}", style, text))
        return f'<row r="{number}" ht="{self._height(lines)}">{"".join(cells)}</row>'

    def _band(self, band: Band) -> str:
        """A row that is one cell over all columns."""
        number, style = self._next, self._styles.bands[band.kind]
        text = fitting(band.text)
        lines = line_count(text, sum(place.width for place in self._places))
        others = "".join(f'<c r="{place.letter}{number}" s="{style}"/>' for place in self._places[1:])
        self._merge_across(number)
        return f'<row r="{number}" ht="{self._height(lines)}">{_text_cell(f"A{number}", style, text)}{others}</row>'

    def _signature(self) -> str:
        """What stands at the foot for signing, spread over the width of the sheet."""
        room = sum(place.width for place in self._places) / len(self._ledger.signature)
        parts = (part + "　" * max(2, int(room - width_of(part))) for part in self._ledger.signature)
        text = fitting("".join(parts).rstrip("　"))
        self._merge_across(self._next)
        height = self._height(1, 3 * ROW_PADDING)
        return f'<row r="{self._next}" ht="{height}">{_text_cell(f"A{self._next}", self._styles.signature, text)}</row>'

    def _merge_across(self, number: int) -> None:
        if len(self._places) > 1:
            self.merged.append(f"A{number}:{self._last}{number}")

    def _height(self, lines: int, padding: float = ROW_PADDING) -> str:
        return f"{min(lines * self._line + padding, _MAX_HEIGHT):g}"


def _text_cell(reference: str, style: int, text: str) -> str:
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _plain_value(kind: str, value: Value) -> str | None:
    """A number, or a day as Excel counts it, where Excel can hold it exactly; None: write it as text."""
    if kind in ("number", "money", "ordinal") and isinstance(value, int | float) and _exact(value):
        return repr(value)
    if kind == "date" and isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= _EXCEL_FIRST_DAY:
            return str((day - _EXCEL_EPOCH).days)
    return None


def _exact(value: float) -> bool:
    """Whether Excel keeps this number as it is: finite and at most 15 digits."""
    if isinstance(value, bool) or not math.isfinite(value):
        return False
    return not isinstance(value, int) or abs(value) < 10**15
