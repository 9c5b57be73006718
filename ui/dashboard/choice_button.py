"""A large button with a heading and a line of explanation, for the first page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.tone import set_tone

_ICON = 32


class LargeChoice(QPushButton):
    """Looks like the system's buttons, only larger."""

    def __init__(self, text: str, hint: str, icon: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        picture, heading, line = QLabel(), QLabel(text), QLabel(hint)
        picture.setPixmap(icon.pixmap(QSize(_ICON, _ICON)))
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        heading.setFont(font)
        set_tone(line, "grey")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading)
        words.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(18)
        row.addWidget(picture)
        row.addLayout(words, 1)
        for label in (picture, heading, line):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # a button's own is that of its text, of which it has none

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()
