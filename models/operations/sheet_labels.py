"""Columns whose cells hold several fields, a labelled line each (牵头单位：…), taken apart. Part of `spreadsheets`.

So ledgers write who leads and who is responsible into one cell (责任主体); layouts of ours do, too.
"""

import re
from collections.abc import Sequence
from itertools import islice

from models.base.register import Register
from models.operations.sheet_titles import EXACT, candidates

Row = tuple[str, ...]

_LOOKED_AT, _MOSTLY = 400, 0.8
_LABEL = re.compile(r"\s*([^\s：:]{2,12})[：:]\s*")


def taken_apart(
    register: Register, titles: tuple[str, ...], rows: tuple[Row, ...], kept: int = 0
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Titles and rows with a column more for each label of a column that holds labelled lines.

    The new columns are called 责任主体/牵头单位 and stand behind the others, but for the last `kept`; what went into
    them stands no more in the old column. A line without a label goes on the one before it.
    """
    labels = _Labels(register)
    found: dict[int, tuple[str, ...]] = {}
    for column, title in enumerate(titles[: len(titles) - kept]):
        if not labels.known(title):
            names = labels.of_column(rows, column)
            if names:
                found[column] = names
    if not found:
        return titles, rows
    end = len(titles) - kept
    more = tuple(f"{titles[column]}/{name}".lstrip("/") for column, names in found.items() for name in names)
    return (*titles[:end], *more, *titles[end:]), tuple(labels.parted(row, found, end) for row in rows)


class _Labels:
    """Which labels name a field of the register, and the lines that begin with them."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, bool] = {}

    def known(self, label: str) -> bool:
        """Whether the label is a field's own name."""
        if label not in self._known:
            self._known[label] = max(candidates(self._register, label).values(), default=0) >= EXACT
        return self._known[label]

    def of_column(self, rows: Sequence[Row], column: int) -> tuple[str, ...]:
        """The labels in a column, in the order in which they come; none when its cells are not mostly labelled."""
        first = list(islice((row[column] for row in rows if row[column]), _LOOKED_AT))
        if not first or sum(self._begins(text) for text in first) < len(first) * _MOSTLY:
            return ()
        return tuple(dict.fromkeys(label for row in rows for label in self._lines(row[column])))

    def parted(self, row: Row, found: dict[int, tuple[str, ...]], end: int) -> Row:
        """A row with what its labelled cells hold in columns of their own."""
        own = list(row)
        more: list[str] = []
        for column, names in found.items():
            lines = self._lines(row[column])
            more += [lines.get(name, "") for name in names]
            if lines:
                own[column] = ""
        return (*own[:end], *more, *own[end:])

    def _begins(self, text: str) -> bool:
        match = _LABEL.match(text)
        return match is not None and self.known(match[1])

    def _lines(self, text: str) -> dict[str, str]:
        """What stands behind each label; nothing for a cell that does not begin with one."""
        if not self._begins(text):
            return {}
        parts: dict[str, list[str]] = {}
        now = ""
        for line in text.split("\n"):
            match = _LABEL.match(line)
            if match is not None and self.known(match[1]):
                now = match[1]
                line = line[match.end() :]
            parts.setdefault(now, []).append(line)
        return {label: "\n".join(lines) for label, lines in parts.items()}
