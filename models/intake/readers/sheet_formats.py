"""Number formats (数字格式) that change what a number says: 000000, 0%, 0.00. For `sheet_files` only.

The library gives bare numbers. Only where a workbook has such formats are its sheets looked through for the
cells that use them (ECMA-376 part 1, 18.8.30 and 18.3.1.4). `.xlsb` and `.ods` are not looked through; an .ods
tells of its cells' merging here instead.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from models.intake.readers.sheet_cells import number_text

Show = Callable[[float], str]
RowOfCells = tuple[int, dict[int, Show]]
_BUILT_IN = {2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_ASIDE = re.compile(r"\[[^\]]*\]|[_*].")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DATE = re.compile(r"[ymdhse年月日时分秒]", re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    """Of one sheet: the rows that hold cells with such a format, in order, and merged cells found on the way."""

    rows: Iterable[RowOfCells] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()


class Formats(Protocol):
    """What the number formats of a workbook do to the cells of its sheets."""

    def of_sheet(self, index: int) -> Shown:
        """Of the sheet with this index in the workbook."""
        ...


class NoFormats:
    """A workbook without such formats."""

    def of_sheet(self, index: int) -> Shown:
        """Nothing."""
        del index
        return Shown()


def shown_formats(data: bytes, kind: str) -> Formats:
    """What the number formats of a workbook do; nothing where they can't be made out."""
    if kind == "xlsx":
        from models.intake.readers.sheet_formats_xlsx import formats_of_xlsx

        return formats_of_xlsx(data) or NoFormats()
    if kind == "xls":
        from models.intake.readers.sheet_formats_xls import formats_of_xls

        return formats_of_xls(data) or NoFormats()
    if kind == "ods":
        from models.intake.readers.sheet_merging_ods import merging_of_ods

        return merging_of_ods(data)
    return NoFormats()


def show_of(number: int, code: str | None) -> Show | None:
    """How the number format with this number and code shows numbers; None when the bare number says the same."""
    code = code if code is not None else _BUILT_IN.get(number)
    if not code:
        return None
    first = _ASIDE.sub("", _section(code))
    bare = _LITERAL.sub("", first)
    if _DATE.search(bare) or "/" in bare or "@" in bare:
        return None
    decimals = len(re.match(r"0*", bare.partition(".")[2])[0])  # type: ignore[index]
    if "%" in bare:
        return lambda value: _with_decimals(round(value * 100, 10), decimals) + "%"
    if "." in bare:
        return (lambda value: _with_decimals(value, decimals)) if decimals else None
    if bare.count("0") >= 2 and "," not in bare and "#" not in bare:
        return _padded(first)
    return None


def _section(code: str) -> str:
    """The part of a format that is for positive numbers; a semicolon inside quotes does not end it."""
    return re.match(r'(?:"[^"]*"|\\.|[^;])*', code)[0]  # type: ignore[index]


def _with_decimals(value: float, least: int) -> str:
    """A number with at least so many decimals; none that it has is cut off."""
    text = number_text(value)
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest.ljust(least, '0')}" if least else text


def _padded(code: str) -> Show:
    """A format of zeros, and signs between them: 000000, 000-0000, "A"0000."""
    signs = [match[1] or match[2] or "" if match.lastindex else match[0] for match in _signs(code)]
    zeros = [bool(match.lastindex is None and match[0] == "0") for match in _signs(code)]

    def show(value: float) -> str:
        if value < 0 or value != int(value):
            return number_text(value)
        digits = str(int(value)).rjust(sum(zeros), "0")
        places = iter([digits[: len(digits) - sum(zeros) + 1], *digits[len(digits) - sum(zeros) + 1 :]])
        return "".join(next(places) if zero else sign for sign, zero in zip(signs, zeros, strict=True))

    return show


def _signs(code: str) -> list[re.Match[str]]:
    return list(re.finditer(_LITERAL.pattern + r"|.", code))
