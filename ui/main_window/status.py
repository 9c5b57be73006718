"""The line at the foot: that the work is safe, how much is selected, and what day it is."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from ui.session import Session

_AROUND = 10
_WEEKDAYS = "一二三四五六日"


class StatusLine(QStatusBar):
    """Says 已自动保存, 已备份, the selection, and the date."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._saved: datetime | None = None
        self._backed_up: datetime | None = None
        self._selection = ""
        self._left = QLabel()
        self._right = QLabel()
        self.setSizeGripEnabled(True)
        self.addWidget(self._left, 1)
        self.addPermanentWidget(self._right)
        self.show_all()

    def hold(self, message: QWidget) -> None:
        """Give the line's place to a message while it is shown, so that nothing above it moves."""
        self.insertWidget(0, message, 1)
        message.hide()
        message.installEventFilter(self)
        self.setMinimumHeight(message.sizeHint().height() + _AROUND)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent) and isinstance(watched, QWidget):
            # Once the message's own change is over: a status bar keeps account of its widgets while they change.
            QTimer.singleShot(0, self, lambda: self._left.setVisible(watched.isHidden()))
        return super().eventFilter(watched, event)

    def saved(self) -> None:
        """Something was written just now."""
        self._saved = self._session.clock.now()
        self.show_all()

    def backed_up(self, at: datetime) -> None:
        """The workbook was copied."""
        self._backed_up = at
        self.show_all()

    def forget(self) -> None:
        """Another workbook is open."""
        self._saved = self._backed_up = None
        self.show_all()

    def show_selection(self, selection: str) -> None:
        """How much is selected, in words; "" for nothing."""
        self._selection = selection
        self.show_all()

    def show_all(self) -> None:
        """Write the line anew."""
        parts: list[str] = []
        if self._session.is_open:
            if not self._session.writable:
                parts.append(f"只读：{self._session.desk.book.reading_because}")
            else:
                parts.append(f"已自动保存 {self._saved:%H:%M}" if self._saved else "所有内容都已保存")
            if self._backed_up:
                parts.append(f"已备份 {self._backed_up:%H:%M}")
        if self._selection:
            parts.append(self._selection)
        self._left.setText("  ·  ".join(parts))
        today = self._session.clock.today()
        self._right.setText(f"{today:%Y-%m-%d} 周{_WEEKDAYS[today.weekday()]}")
