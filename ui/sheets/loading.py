"""Finds the table in a file's sheets, in the background: which sheet, where its head stands, how its columns map."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.base.errors import ClerkError
from models.base.register import Register
from models.intake import Sheet
from models.operations import Desk, spreadsheets
from models.operations.sheet_layouts import title_fit
from models.operations.spreadsheets import Layout, Table

_MOST_LOOKED_AT = 20


@dataclass(frozen=True)
class Loaded:
    """A sheet (its number in the file) as a table for a register."""

    register: Register
    sheet: int
    table: Table
    layout: Layout


def load(
    desk: Desk, register: Register, sheets: Sequence[Sheet], source: str, sheet: int | None, head_rows: int | None
) -> Loaded:
    """The table in a sheet; without one, in the sheet whose columns fit the register best.

    When nobody has chosen the sheet yet and its titles are plainly another register's, it is read for that one.

    Raises:
        ClerkError: the sheet, or every sheet, has no rows.
    """
    if sheet is not None:
        return _one(desk, register, sheets, source, sheet, head_rows)
    best = _best(desk, register, sheets, source)
    own = title_fit(register, best.table)
    if best.layout.remembered or own.has_title:
        return best
    for other in desk.registers.values():
        if not other.hidden and other is not register:
            fit = title_fit(other, best.table)
            if fit.has_title and fit.count > own.count + 1:
                return _best(desk, other, sheets, source)
    return best


def _best(desk: Desk, register: Register, sheets: Sequence[Sheet], source: str) -> Loaded:
    """The sheet whose columns fit the register best."""
    found: list[Loaded] = []
    refused: ClerkError | None = None
    for number in range(min(len(sheets), _MOST_LOOKED_AT)):
        try:
            found.append(_one(desk, register, sheets, source, number, None))
        except ClerkError as error:
            refused = refused or error
    if not found:
        raise refused or ClerkError(f"“{source}”里没有内容，请核对文件。")
    return max(found, key=_fitness)


def _one(
    desk: Desk, register: Register, sheets: Sequence[Sheet], source: str, number: int, head_rows: int | None
) -> Loaded:
    table = spreadsheets.find_table(sheets[number], register, source, head_rows)
    return Loaded(register, number, table, spreadsheets.propose(desk, register, table))


def _fitness(loaded: Loaded) -> tuple[bool, int, int]:
    """Remembered before recognised, then the most columns; the first of equals, as `max` gives it."""
    taken = [name for name in loaded.layout.mapping if name is not None]
    return loaded.layout.remembered, len(set(taken)), -loaded.sheet
