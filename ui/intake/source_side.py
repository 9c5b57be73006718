"""The left of the review: the source text below its head line, above what is told of the place and the legend.

Used by `ui.intake.review` only.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.intake.notice import Notice
from ui.intake.marks import Legend
from ui.intake.source import SourcePane, repair_told


class SourceSide(QWidget):
    """The source pane with its head, the repair at the caret and the legend."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = SourcePane(notice, self)
        mended = len(notice.repairs)
        head = QLabel(f"<b>原文</b>　修复 {mended} 处，已标出" if mended else "<b>原文</b>", self)
        head.setBuddy(self.pane)
        self._about = QLabel(self)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about.hide()
        self.legend = Legend(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for widget in (head, self.pane, self._about, self.legend):
            box.addWidget(widget, 1 if widget is self.pane else 0)

    def tell_of(self, position: int) -> None:
        """Tell of the repair at this place of the text, if there is one."""
        repair = self.pane.repair_at(position)
        self._about.setText(repair_told(repair) if repair else "")
        self._about.setVisible(repair is not None)
