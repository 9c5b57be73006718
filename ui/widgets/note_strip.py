"""Sentences that stand across a page of intake: what the clerk has to know before accepting, and what just happened.

For `ui.intake` and `ui.sheets`.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStyle, QWidget

from models.base.register import Light
from ui.widgets import colours


class NoteStrip(QFrame):
    """One sentence with an icon, and a button where there is something to do about it."""

    def __init__(self, light: Light, parent: QWidget | None = None, *, one_line: bool = False) -> None:
        """`one_line`: a sentence that is too long for the line ends in … and stands whole in the tooltip."""
        super().__init__(parent)
        self._light: Light = light
        self._one_line = one_line
        self._sentence = ""
        self._act: Callable[[], None] | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        icon = QLabel(self)
        kind = (
            QStyle.StandardPixmap.SP_MessageBoxInformation
            if light == "blue"
            else QStyle.StandardPixmap.SP_MessageBoxWarning
        )
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        icon.setPixmap(self.style().standardIcon(kind).pixmap(size, size))
        self._label = QLabel(self)
        self._label.setWordWrap(not one_line)
        if one_line:
            self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self)
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._do)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        self._colour()
        self.tell("")

    def tell(self, sentence: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a sentence; an empty one hides the strip."""
        self._act = act
        self._sentence = sentence
        self._show()
        self.setAccessibleName(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        """What is shown; "" when the strip is hidden."""
        return self._sentence

    def _show(self) -> None:
        shown = self._sentence
        if self._one_line:
            room = self._label.width()
            shown = self._label.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
            self._label.setToolTip(self._sentence if shown != self._sentence else "")
        self._label.setText(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._one_line:
            self._show()

    def _do(self) -> None:
        if self._act is not None:
            self._act()

    def _colour(self) -> None:
        palette = self.palette()
        wanted = colours.tint(self._light, palette)
        if palette.color(self.backgroundRole()) != wanted:
            palette.setColor(self.backgroundRole(), wanted)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange and hasattr(self, "_button"):
            self._colour()
