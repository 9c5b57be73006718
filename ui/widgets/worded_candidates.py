"""The editor for a choice among records each of which may have words of its own: 签收单位, and who signed there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.base.fields import Field, Value
from models.base.register import Candidate
from ui.session import Session
from ui.widgets.field_editor import FieldEditor
from ui.widgets.text_editors import one_line

_MOST_ROWS = 10
_UNIT, _WORDS = 0, 1


class WordedCandidatesEditor(FieldEditor):
    """A line for each, with a tick box and a place for its own words; writing there ticks it.

    Up and Down walk through the lines, Space ticks, F2 or just typing writes in the right column. What all have alike is
    asked for elsewhere.
    """

    wide = True

    def __init__(
        self,
        field: Field,
        session: Session,
        candidates: Sequence[Candidate],
        words: str,
        parent: QWidget | None = None,
    ) -> None:
        """words: what the words of each are called."""
        super().__init__(field, session, parent)
        self._candidates = [item for item in candidates if item.wanted]
        self.table = QTableWidget(0, 2, self)
        self.table.setHorizontalHeaderLabels([field.title])
        head = QTableWidgetItem(f"{words}（各不相同时）")
        head.setToolTip(f"{words}各单位不一样的，写在各自后面；不写的用下面统一填的")
        self.table.setHorizontalHeaderItem(_WORDS, head)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_UNIT, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._use(self.table)
        self.all_box = QCheckBox(f"全选（{len(self._candidates)} 个）", self)
        self.all_box.setVisible(len(self._candidates) > 1)
        self.all_box.clicked.connect(self._tick_all)
        self._column.insertWidget(0, self.all_box)
        self.table.itemChanged.connect(self._changed)

    def answer(self) -> Any:
        self._take_what_is_typed()
        return tuple(self._meant(item) for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    def own(self) -> dict[int, str]:
        """The words of those that are ticked and have their own."""
        ticked = set(self.answer())
        words = {self._meant(item): one_line(self.words_of(row).text()) for row, item in enumerate(self._items())}
        return {meant: text for meant, text in words.items() if text and meant in ticked}

    def words_of(self, row: int) -> QTableWidgetItem:
        """The place for the words of a line."""
        item = self.table.item(row, _WORDS)
        assert item is not None
        return item

    def _items(self) -> list[QTableWidgetItem]:
        return [item for row in range(self.table.rowCount()) if (item := self.table.item(row, _UNIT)) is not None]

    def _meant(self, item: QTableWidgetItem) -> int:
        meant: int = item.data(Qt.ItemDataRole.UserRole)
        return meant

    def _put(self, value: Value) -> None:
        assert self.field.target is not None
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._candidates))
        for row, candidate in enumerate(self._candidates):
            title = self._directory.title(self.field.target, candidate.id)
            item = QTableWidgetItem(f"{title}（{candidate.note}）" if candidate.note else title)
            item.setData(Qt.ItemDataRole.UserRole, candidate.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if candidate.id in (value or ()) else Qt.CheckState.Unchecked)
            self.table.setItem(row, _UNIT, item)
            self.table.setItem(row, _WORDS, QTableWidgetItem(""))
        self.table.blockSignals(False)
        self.table.setCurrentCell(0, _UNIT)
        rows = min(_MOST_ROWS, self.table.rowCount())
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * self.table.rowHeight(0) + 2 * self.table.frameWidth() + 2)
        self._show_all()

    def _set_input_read_only(self, on: bool) -> None:
        self.table.setEnabled(not on)

    def _own_key(self, event: QKeyEvent) -> bool:
        """Space ticks, in whichever column the keyboard is."""
        row = self.table.currentRow()
        if event.key() != Qt.Key.Key_Space or event.modifiers() or row < 0 or self.read_only:
            return False
        item = self._items()[row]
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        return True

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _WORDS and item.text().strip():
            self._items()[item.row()].setCheckState(Qt.CheckState.Checked)
        self._show_all()
        self.commit()

    def _take_what_is_typed(self) -> None:
        """Ctrl+Enter is pressed while a place is still being written in."""
        open_cell = self.table.viewport().findChild(QLineEdit)
        if open_cell is not None and self.table.state() == QAbstractItemView.State.EditingState:
            self.words_of(self.table.currentRow()).setText(open_cell.text())

    def _tick_all(self, on: bool) -> None:
        self.table.blockSignals(True)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.table.blockSignals(False)
        self.commit()

    def _show_all(self) -> None:
        ticked = [item for item in self._items() if item.checkState() == Qt.CheckState.Checked]
        self.all_box.setChecked(len(ticked) == len(self._candidates))
