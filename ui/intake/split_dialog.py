"""Asks where a task is to be split: its sentences and points in a list, each one may begin a task of its own.

Used by `ui.intake.review_commands` only.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.intake.regroup import Piece, grouped


class SplitDialog(QDialog):
    """Pieces with ticks; the first piece always begins the first task."""

    def __init__(self, pieces: Sequence[Piece], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("拆分任务")
        self._pieces = pieces
        told = QLabel("打勾的各成一项；不打勾的并入上一项。空格键打勾或取消，回车拆分。", self)
        told.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("任务里的各句")
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        for index, piece in enumerate(pieces):
            item = QListWidgetItem(" ".join(piece.text.split()))
            if index:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(min(1, len(pieces) - 1))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.split_button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        for widget in (told, self.list, self._buttons):
            box.addWidget(widget)
        self.list.itemChanged.connect(lambda _item: self._count())
        self._count()

    def parts(self) -> list[Piece]:
        """The parts as ticked."""
        rows = range(self.list.count())
        return grouped(self._pieces, [self.list.item(row).checkState() == Qt.CheckState.Checked for row in rows])

    def _count(self) -> None:
        number = len(self.parts())
        self.split_button.setText(f"拆成 {number} 项")
        self.split_button.setEnabled(number > 1)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance("国") * 40
        return QSize(wide, super().sizeHint().height())
