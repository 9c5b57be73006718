"""Sentences that stand across a page of intake: what the clerk has to know before accepting, and what just happened.

For `ui.intake` and `ui.sheets`.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget

from models.base.register import Light
from ui.widgets import colours


class NoteStrip(QFrame):
    """One sentence with an icon, and a button where there is something to do about it."""

    def __init__(self, light: Light, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light: Light = light
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
        self._label.setWordWrap(True)
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
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        """What is shown; "" when the strip is hidden."""
        return self._label.text()

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
