"""The text of a spreadsheet's cell, as a clerk would type it. Used by `sheet_files` and `sheet_formats` only."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

LARGEST_EXACT = 1e15
"""From here on a spreadsheet program has kept only the first 15 digits of a number (Excel's specifications)."""
_MOST_KEPT = 50_000
_SHORT = 60


def number_text(value: float) -> str:
    """A number without exponent and without ".0", with the 15 digits that spreadsheet programs show."""
    if not isfinite(value):
        return ""
    if value == int(value):
        return str(int(value)) if abs(value) < LARGEST_EXACT else f"{Decimal(f'{value:.15g}'):f}"
    text = f"{Decimal(f'{value:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_text(value: date) -> str:
    """A day as YYYY-MM-DD, with its time only when it is not midnight."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    return value.isoformat()


def time_text(value: time) -> str:
    """A time of day as HH:MM, with seconds where there are any."""
    return value.isoformat("seconds" if value.second else "minutes")


def duration_text(value: timedelta) -> str:
    """A length of time as H:MM:SS."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class _Kept(dict[Any, str]):
    """Texts by value: made once, and short ones held once."""

    def __init__(self, make: Any) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        text: str = self._make(value)
        if len(text) <= _SHORT and len(self) < _MOST_KEPT:
            self[value] = text
        return text


class Texts:
    """The texts of a sheet's cells: `of_type[type(cell)][cell]`."""

    def __init__(self) -> None:
        self.long_numbers = False
        """Whether a number came that has lost digits."""
        self.of_type: dict[type, _Kept] = {
            str: _Kept(_text_of_text),
            float: _Kept(self._number),
            int: _Kept(self._number),
            bool: _Kept(lambda value: "是" if value else "否"),
            date: _Kept(date_text),
            datetime: _Kept(date_text),
            time: _Kept(time_text),
            timedelta: _Kept(duration_text),
            type(None): _Kept(lambda _: ""),
        }

    def of_column(self, cells: Sequence[Any]) -> list[str]:
        """The texts of cells, quickest when they are all of one type."""
        of_type = self.of_type
        if len(set(map(type, cells))) == 1:
            return list(map(of_type[type(cells[0])].__getitem__, cells))
        return [of_type[type(cell)][cell] for cell in cells]

    def _number(self, value: float) -> str:
        if abs(value) >= LARGEST_EXACT:
            self.long_numbers = True
        return number_text(value)


def _text_of_text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
