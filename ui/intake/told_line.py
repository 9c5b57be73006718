"""The line below the panes of a review: what just happened, else the keys. Its height is always the same.

So nothing jumps under the hand when there is something to tell; only on a low screen the keys give way. Used by `ui.intake.review` only.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.widgets.note_strip import NoteStrip
from ui.widgets.one_line import OneLine
from ui.widgets.tone import set_tone

KEYS = "Ctrl+M 合并　Ctrl+Shift+M 拆分　Ctrl+T 原文列为任务　Ctrl+1～4 填入牵头、责任、配合、时限　F7 下一处未用到　Ctrl+Z 撤销"


class ToldLine(QWidget):
    """One line with two faces."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = NoteStrip("blue", self, one_line=True)
        self._keys = OneLine(KEYS, self)
        self._keys.setToolTip(KEYS.replace("　", "\n"))
        self._faces = QStackedLayout(self)
        self._faces.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._faces.addWidget(self._keys)
        self._faces.addWidget(self.strip)
        self._faces.setCurrentWidget(self.strip)
        self.strip.tell("")
        self.strip.installEventFilter(self)
        self._roomy = True
        self._set_height()
        self._colour()

    def give_room(self, roomy: bool) -> None:
        """Without room the keys give way, and the line stands only while there is something to tell."""
        self._roomy = roomy
        self._keys.setVisible(roomy)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._roomy or not self.strip.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.strip and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show()
        return super().eventFilter(watched, event)

    def _set_height(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() + 18)

    def _colour(self) -> None:
        set_tone(self._keys, "grey")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_faces"):
            return
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()
        elif event.type() == QEvent.Type.FontChange:
            self._set_height()
