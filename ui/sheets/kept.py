"""An import of spreadsheets that is not finished, as plain values: kept on the disk outside the workbook.

The decisions are small and written after each; what stands in the sheets is written once, beside them, so that it is
there though the file be moved or changed meanwhile. `ui.sheets.page` keeps them, `ui.main_window.incoming` offers them.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.plain_values import from_plain, to_plain
from models.intake import Sheet
from ui.sheets.draft import Draft
from ui.sheets.steps import Decided
from ui.unfinished import Unfinished

log = logging.getLogger(__name__)

SHEETS, CONTENT = "sheets", "sheets-content"
"""The names under which `Session.unfinished` has the decisions, and what stands in the sheets."""


@dataclass(frozen=True)
class KeptSheets:
    """One file in the page, those that come after it, and what was decided."""

    content: str
    """Tells which sheets it is about."""
    register: str
    source: str
    """What people call the file."""
    file: Path | None
    files: tuple[Path, ...]
    """Those that come after it."""
    many: int
    """How many there are together."""
    sheet: int
    head_rows: int
    mapping: tuple[str | None, ...]
    corrections: tuple[tuple[int, int, str], ...]
    """Row, column, text."""
    by_hand: tuple[tuple[int, bool], ...]
    """Rows ticked or not by hand."""
    set_aside: frozenset[int]

    def as_plain(self) -> object:
        """As it is written to the disk."""
        return to_plain(self)

    @property
    def decided(self) -> Decided:
        """As the draft has it."""
        corrections = {(row, column): text for row, column, text in self.corrections}
        return Decided(self.mapping, corrections, dict(self.by_hand), self.set_aside)


class SheetsContent:
    """What stands in the sheets of one file; written when something is first kept of them."""

    def __init__(self, sheets: tuple[Sheet, ...], token: str = "") -> None:
        """token: under which it is on the disk already."""
        self._sheets = sheets
        self._written = bool(token)
        self.token = token or secrets.token_hex(8)

    def keep(self, store: Unfinished) -> str:
        """See that it is on the disk, and tell under which token. Raises WriteError."""
        if not self._written:
            store.keep(CONTENT, {"token": self.token, "sheets": to_plain(self._sheets)})
            self._written = True
        return self.token


def as_plain(
    content: str, draft: Draft, named: tuple[str, Path | None], files: Sequence[Path], many: int, sheet: int
) -> object:
    """What is written to the disk: a draft over one sheet of a file (its name, itself), and the files after it."""
    decided = draft.decided()
    kept = KeptSheets(
        content,
        draft.register.name,
        *named,
        tuple(files),
        many,
        sheet,
        draft.head_rows,
        decided.mapping,
        tuple((row, column, text) for (row, column), text in decided.corrections.items()),
        tuple(decided.by_hand.items()),
        decided.set_aside,
    )
    return kept.as_plain()


def found(store: Unfinished) -> tuple[KeptSheets, tuple[Sheet, ...]] | None:
    """What was kept, with what stands in the sheets; None when there is nothing that can be understood."""
    plain, content = store.found(SHEETS), store.found(CONTENT)
    if plain is None or not isinstance(content, dict):
        return None
    try:
        kept = from_plain(KeptSheets, plain)
        sheets: tuple[Sheet, ...] = tuple(from_plain(Sheet, sheet) for sheet in content["sheets"])
        if content["token"] != kept.content or not 0 <= kept.sheet < len(sheets):
            raise ValueError("of other sheets")
    except (ValueError, TypeError, KeyError) as error:
        log.warning("an import that was kept can't be read: %s", type(error).__name__)
        return None
    return kept, sheets


def forget(store: Unfinished) -> None:
    """Nothing of it is unfinished any more."""
    for what in (SHEETS, CONTENT):
        store.forget(what)
