"""The choices of a filter chip, with ticks; thousands of them stay quick to filter."""

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.base.fields import plain_name
from ui.widgets.pinyin import readings

Choice = tuple[object, str, int]
"""(value, text, how many records; below zero: not counted)."""
Index = QModelIndex | QPersistentModelIndex

_NO_PARENT = QModelIndex()
_LATIN = re.compile(r"[a-z0-9]+$")


class ChoiceModel(QAbstractListModel):
    """Choices whose text (or pinyin initials) holds the words typed; ticks stay on choices filtered away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []
        self.ticked: set[object] = set()
        self._folded: list[str] = []
        self._initials: list[tuple[str, ...]] | None = None
        self._shown: list[int] = []
        self._words = ""

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these in place of the former; the ticks stay, also on what is no longer offered."""
        self.beginResetModel()
        self.choices = list(choices)
        self._folded = [plain_name(text) for _, text, _ in self.choices]
        self._initials = None
        self._shown = self._matching()
        self.endResetModel()

    def filter(self, words: str) -> None:
        """Show only the choices that hold these words."""
        self.beginResetModel()
        self._words = plain_name(words)
        self._shown = self._matching()
        self.endResetModel()

    def tick(self, values: Iterable[object]) -> None:
        """Tick exactly these."""
        self.ticked = set(values)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [Qt.ItemDataRole.CheckStateRole])

    def toggle(self, row: int) -> None:
        """Tick or untick the choice in this row of what is shown."""
        if 0 <= row < len(self._shown):
            self.ticked ^= {self.choices[self._shown[row]][0]}
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.CheckStateRole])

    def values(self) -> list[object]:
        """The ticked values in the order of the choices; those no longer offered come last."""
        offered = [value for value, _, _ in self.choices]
        gone = self.ticked.difference(offered)
        return [value for value in offered if value in self.ticked] + sorted(gone, key=str)

    def text_of(self, value: object) -> str:
        """The text of a value; the value itself when it is not offered."""
        return next((text for known, text, _ in self.choices if known == value), str(value))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        value, text, count = self.choices[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{text}　{count}" if count >= 0 else text
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        # not ItemIsUserCheckable: a click anywhere in the row ticks, which the popup does
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _matching(self) -> list[int]:
        if not self._words:
            return list(range(len(self.choices)))
        found = [row for row, text in enumerate(self._folded) if self._words in text]
        if _LATIN.match(self._words):
            if self._initials is None:
                self._initials = [readings(text) for _, text, _ in self.choices]
            present = set(found)
            for row, ways in enumerate(self._initials):
                if row not in present and any(self._words in way for way in ways):
                    found.append(row)
        return found
