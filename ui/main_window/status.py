"""The line at the foot: that the work is safe, how much is selected, and what day it is."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from ui.session import Session

_AROUND = 10
_SHOWN_OR_HIDDEN = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
_WEEKDAYS = "一二三四五六日"


class StatusLine(QStatusBar):
    """Says 已自动保存, 已备份, the selection, and the date.

    Tips of menus are shown here by a label of its own, not by `showMessage`: Qt's bar paints a tip over its widgets
    and brings them up again below it whenever their height changes.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._saved: datetime | None = None
        self._backed_up: datetime | None = None
        self._selection = ""
        self._unsaved = ""
        self._message: QWidget | None = None
        self._left = QLabel()
        self._tip = QLabel()
        self._tip.hide()
        self._right = QLabel()
        self._place = QWidget()
        inside = _bare_row(self._place)
        self._holder = QWidget()
        self._held = _bare_row(self._holder)
        for widget in (self._left, self._holder, self._tip):
            inside.addWidget(widget, 1)
        self._holder.hide()
        self.setSizeGripEnabled(True)
        self.addWidget(self._place, 1)
        self.addPermanentWidget(self._right)
        self.show_all()

    def hold(self, message: QWidget) -> None:
        """Give the line's place to a message while it is shown, so that nothing above it moves."""
        self._message = message
        self._held.addWidget(message, 1)
        message.hide()
        message.installEventFilter(self)
        self.setMinimumHeight(message.sizeHint().height() + _AROUND)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        message = self._message
        if message is not None and watched is message and event.type() in _SHOWN_OR_HIDDEN:
            self._arrange()
        return super().eventFilter(watched, event)

    def show_tip(self, tip: str) -> None:
        """Show what a menu's entry is for in the place of all else; "" gives that its place again."""
        self._tip.setText(tip)
        self._arrange()

    def _arrange(self) -> None:
        """One of three: a tip, else a message, else the line's own words."""
        tip = bool(self._tip.text())
        message = self._message is not None and not self._message.isHidden()
        self._tip.setVisible(tip)
        self._holder.setVisible(message and not tip)
        self._left.setVisible(not message and not tip)

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

    def show_unsaved(self, unsaved: str) -> None:
        """What is typed and not saved yet, in words; "" for nothing."""
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.show_all()

    def show_all(self) -> None:
        """Write the line anew."""
        parts: list[str] = []
        if self._session.is_open:
            if not self._session.writable:
                parts.append(f"只读：{self._session.desk.book.reading_because}")
            elif self._unsaved:
                parts.append(self._unsaved)
            else:
                parts.append(f"已自动保存 {self._saved:%H:%M}" if self._saved else "所有内容都已保存")
            if self._backed_up:
                parts.append(f"已备份 {self._backed_up:%H:%M}")
        if self._selection:
            parts.append(self._selection)
        self._left.setText("  ·  ".join(parts))
        today = self._session.clock.today()
        self._right.setText(f"{today:%Y-%m-%d} 周{_WEEKDAYS[today.weekday()]}")


def _bare_row(inside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    return row
