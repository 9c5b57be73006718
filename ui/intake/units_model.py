"""The unit names of a notice as a table model: name, what it is, in how many tasks. For `ui.intake.units_pane` only."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from models.operations.matching import Match
from ui.intake.roster import Roster
from ui.widgets import colours

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
NOWHERE = QModelIndex()
NAME, WHAT, TIMES = range(3)
_HEADS = ("单位", "是什么", "任务")


class UnitsModel(QAbstractTableModel):
    """The names of a notice, one a row."""

    renamed = Signal(object, str)
    """This Match is to be spelled otherwise."""
    chosen = Signal(object, str)
    """This Match is that unit."""

    def __init__(self, roster: Roster, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roster = roster
        self._palette = QPalette()
        self.rows: list[Match] = list(roster.matches)

    def show_roster(self) -> None:
        """Show the names as they are now."""
        if len(self.rows) == len(self._roster.matches):
            self.rows = list(self._roster.matches)
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, TIMES))
            return
        self.beginResetModel()
        self.rows = list(self._roster.matches)
        self.endResetModel()

    def use_palette(self, palette: QPalette) -> None:
        """Take the colours of the view."""
        self._palette = palette

    def named(self, index: Index) -> Match | None:
        """The name of a row."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        match = self.named(index)
        if match is None:
            return Qt.ItemFlag.NoItemFlags
        if index.column() == NAME or (index.column() == WHAT and match.kind not in ("same", "alias")):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        match = self.named(index)
        if match is None:
            return None
        if role == ROLE.DisplayRole:
            return (match.name, self._roster.told(match), f"{match.times} 项")[index.column()]
        if role == ROLE.EditRole:
            decided = self._roster.decision(match.name)
            return match.name if index.column() == NAME else (decided.same_as if decided else "") or match.unit_name
        if role == ROLE.ToolTipRole:
            members = self._roster.members(match)
            told = f"{match.name}：{self._roster.told(match)}"
            return told + (f"\n成员：{'、'.join(members)}" if members else "")
        if role == ROLE.ForegroundRole:
            light = self._roster.light(match)
            if light:
                return colours.light_colour(light, self._palette)
            return colours.faint(self._palette) if index.column() != NAME else None
        if role == ROLE.AccessibleTextRole:
            return f"{match.name}，{self._roster.told(match)}，{match.times} 项任务"
        return None

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        match = self.named(index)
        if match is None or role != ROLE.EditRole:
            return False
        (self.renamed if index.column() == NAME else self.chosen).emit(match, str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(_HEADS)
        return _HEADS[section] if across and role == ROLE.DisplayRole else None
