"""Columns of a register's table: which, in what order, how wide; remembered from one start to the next, or by a view."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from models.base.register import Register
from ui.register.remembered import Remembered
from ui.register.table_model import STATUS, RegisterModel
from ui.session import Session

_LEAST_TEXT = 9
_STATUS_WIDTH = 8.0
_TIGHT_WIDEST, _TIGHT_TEXT, _TIGHT_CODE, _TIGHT_TERM, _TIGHT_STATUS = 5.0, 4.0, 6.0, 5.2, 6.5
"""Characters to which a column gives way in a window that would not show all: the widest text, texts, codes (云政办函 /
〔2021〕21号), days as they are written (2021年9 / 月底前), the status."""
_NEARLY = 1.25
"""Times the window's room: a table that asks for more even then is scrolled, and keeps its widths."""
_PLAIN, _TIGHT = 16, 12
"""Pixels beside a column's characters."""
_WIDEST = 2000
_FIXED = frozenset({"date", "number", "money", "yes_no"})
"""Kinds whose words can't be broken."""
_TABLE, _COLUMNS = "table", "columns"


def forget_columns(session: Session, register: str) -> None:
    """The register declares other columns now: which of those before were shown no longer counts; widths still do."""
    session.settings.remove(Remembered(session, register).key(_TABLE, _COLUMNS))


class Columns:
    """Arranges the columns of one table and keeps in the settings what the person changes."""

    def __init__(self, table: QTableView, remembered: Remembered, register: Register, model: RegisterModel) -> None:
        self._table = table
        self._remembered = remembered
        self._register = register
        self._model = model
        self._arranging = False
        self._heads = table.horizontalHeader()
        self._heads.sectionResized.connect(self._keep_width)
        self._heads.sectionMoved.connect(self._keep_order)

    def restore(self) -> None:
        """The columns as the person left them, else as the register declares them."""
        kept = self._setting(_COLUMNS)
        kept = ",".join(map(str, kept)) if isinstance(kept, list) else kept  # an ini file reads a,b as a list
        names = list(dict.fromkeys(kept.split(","))) if isinstance(kept, str) else []
        known = {field.name for field in self._register.shown if not field.hidden}
        self._show([name for name in names if name in known or name == STATUS])

    def keep(self, names: list[str]) -> None:
        """Show these columns from now on, the status behind them."""
        self._remembered.keep(self._key(_COLUMNS), ",".join(names))
        self._show(names)

    def _show(self, names: list[str]) -> None:
        """Show columns in this order; none means those the register declares."""
        fields = [name for name in names if name != STATUS]
        self._model.show_columns(fields or list(self._register.columns))
        self._arranging = True
        for column in range(self._model.columnCount()):
            self._heads.moveSection(self._heads.visualIndex(column), column)
        if fields and STATUS in names and self._register.statuses:
            self._heads.moveSection(self._model.columnCount() - 1, names.index(STATUS))
        self._arranging = False

    def in_order(self) -> list[str]:
        """The columns shown, in the order they stand on the screen; the status is "status"."""
        count = min(self._heads.count(), self._model.columnCount())
        return [self._model.name_of(self._heads.logicalIndex(place)) for place in range(count)]

    def given_widths(self) -> tuple[tuple[str, float], ...]:
        """The columns shown to which the person gave a width, with it in full-width characters."""
        kept = ((self._model.name_of(at), self._kept_width(at)) for at in range(self._model.columnCount()))
        return tuple(sorted((name, round(width / self._unit(), 2)) for name, width in kept if width))

    def remembered_as(self, names: Sequence[str], widths: Iterable[tuple[str, float]]) -> dict[str, Any]:
        """What is remembered for these columns and widths in full-width characters."""
        kept: dict[str, Any] = {self._key(_COLUMNS): ",".join(names)} if names else {}
        return kept | {self._key(f"width/{name}"): round(width * self._unit()) for name, width in widths}

    def _unit(self) -> int:
        return max(1, QFontMetrics(self._table.font()).horizontalAdvance("字"))

    def set_widths(self) -> None:
        """Give each column the width the person gave it, else what its field asks for."""
        self.fit()

    def fit(self) -> None:
        """Give the columns what the window has: the widest text takes up what is left over, unless the person set it.

        Where there is too little, those the person did not set get narrower, as long as nearly all of it then shows.
        """
        if not self._model.columnCount():
            return
        widths = self._fitting(self._table.viewport().width())
        self._arranging = True
        for column, width in enumerate(widths):
            self._table.setColumnWidth(column, width)
        self._arranging = False

    def wanted(self) -> int:
        """What all columns ask for together; of the widest text, the least."""
        return sum(self._asked())

    def _fitting(self, room: int) -> list[int]:
        asked = self._asked()
        tight = [min(wide, self._tight(column)) for column, wide in enumerate(asked)]
        spare = room - sum(asked)
        if spare < 0 and sum(tight) <= room * _NEARLY:
            part = max(0.0, room - sum(tight)) / max(1, sum(asked) - sum(tight))
            return [int(least + (wide - least) * part) for least, wide in zip(tight, asked, strict=True)]
        widest = self._widest()
        if widest is not None and not self._kept_width(widest):
            asked[widest] += max(0, spare)
        return asked

    def _asked(self) -> list[int]:
        """Each column's width: what the person gave it, else what its field asks for; of the widest text, the least."""
        widest, unit = self._widest(), self._unit()
        found = []
        for column in range(self._model.columnCount()):
            field = self._model.field_of(column)
            usual = int((field.width if field else _STATUS_WIDTH) * unit) + _PLAIN
            usual = _LEAST_TEXT * unit if column == widest else usual
            found.append(self._kept_width(column) or usual)
        return found

    def _widest(self) -> int | None:
        """The column of the widest text."""
        fields = ((self._model.field_of(column), column) for column in range(self._model.columnCount()))
        return max(((field.width, column) for field, column in fields if field), default=(0.0, None))[1]

    def _tight(self, column: int) -> int:
        """The least that a column gives way to; what the person set stays, and so does what is as short as can be."""
        field = self._model.field_of(column)
        if kept := self._kept_width(column):
            return kept
        if field is None:
            words = _TIGHT_STATUS
        elif column == self._widest():
            words = _TIGHT_WIDEST
        elif field.kind in _FIXED:
            return _WIDEST
        else:
            words = _TIGHT_CODE if field.kind == "code" else _TIGHT_TERM if field.sorted_by else _TIGHT_TEXT
            words = min(words, field.width)
        return int(words * self._unit()) + _TIGHT

    def _kept_width(self, column: int) -> int:
        """The width the person gave a column; 0 when none, or when the settings hold something else."""
        kept = self._setting(f"width/{self._model.name_of(column)}")
        try:
            return min(max(0, int(kept)), _WIDEST) if kept is not None else 0
        except (TypeError, ValueError):
            return 0

    def _keep_width(self, column: int, old: int, new: int) -> None:
        del old
        if not self._arranging:
            self._remembered.keep(self._key(f"width/{self._model.name_of(column)}"), new)

    def _keep_order(self, *_: int) -> None:
        if not self._arranging:
            self._remembered.keep(self._key(_COLUMNS), ",".join(self.in_order()))

    def _key(self, name: str) -> str:
        return self._remembered.key(_TABLE, name)

    def _setting(self, name: str) -> Any:
        return self._remembered.value(self._key(name))
