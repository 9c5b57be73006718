"""The middle of the window, between toolbar and foot."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.main_window.navigation import Navigation
from ui.session import Session
from ui.widgets.icons import Icons

_NAVIGATION_WIDTH = 168
_PANES = "window/panes"


class Middle(QWidget):
    """Navigation and pages side by side, as wide as they were left; `column` has room above both.

    The window makes it and hands its parts on to those that fill them.
    """

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__()
        self._settings = session.settings
        self.navigation = Navigation(session.registers, icons)
        self.stack = QStackedWidget()
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self.navigation)
        self.panes.addWidget(self.stack)
        self.panes.setStretchFactor(1, 1)
        kept = self._settings.value(_PANES)
        if not isinstance(kept, QByteArray) or not self.panes.restoreState(kept):
            self.panes.setSizes([_NAVIGATION_WIDTH, 10_000])
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.panes, 1)

    def keep_widths(self) -> None:
        """Have them as wide the next time."""
        self._settings.setValue(_PANES, self.panes.saveState())
