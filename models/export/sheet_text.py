"""Text in the cells of a spreadsheet: what a cell holds, how many lines it takes, how columns are called.

Used by the .xlsx writers. Nothing is lost silently: a cell beyond Excel's 32,767 characters is cut with a mark at
its end.
"""

import math
import re

from models.export.text import legal

CELL_LIMIT = 32_767
"""Characters a cell holds, in UTF-16 units (Excel specifications and limits)."""
CUT_MARK = "……（内容超过表格单元格上限，以下略）"

_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def column_letter(number: int) -> str:
    """The name of the column with this number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def line_count(text: str, width: float) -> int:
    """About how many lines the text takes in a column of this width.

    The length in GB 18030 is the width in half characters, but for rare characters: quick, and near enough.
    """
    if "\n" not in text and len(text) <= width:
        return 1
    return sum(max(1, math.ceil(len(line.encode("gb18030", "replace")) / 2 / width)) for line in text.split("\n"))


def fitting(text: str) -> str:
    """Legal text, cut with a mark when a cell can't hold it, `_x0041_` kept from being read as an escape."""
    plain = legal(text)
    if len(plain) * 2 > CELL_LIMIT:
        units = plain.encode("utf-16-le")
        if len(units) > CELL_LIMIT * 2:
            kept = units[: (CELL_LIMIT - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore")
            plain = kept + CUT_MARK
    return _EXCEL_ESCAPE.sub("_x005F_", plain)
