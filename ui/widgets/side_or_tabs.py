"""Two panes that stand beside or above each other where there is room, and behind two tabs where there is not.

A screen of 1366 × 768 at 150 % has 911 pixels: a text and its pages don't fit beside a form there. For any page
with two panes that are read together.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QTabWidget, QWidget


class SideOrTabs(QWidget):
    """Both panes with their tabs' titles; seen at once from `room` pixels on: of the width, upright of the height.

    `front`: the pane that is seen first behind tabs. A pane that is behind a tab comes to the front by `show_pane`.
    """

    def __init__(
        self,
        panes: tuple[tuple[str, QWidget], tuple[str, QWidget]],
        room: int,
        way: Qt.Orientation = Qt.Orientation.Horizontal,
        *,
        front: int = 1,
    ) -> None:
        super().__init__()
        self._titles = tuple(title for title, _ in panes)
        self._panes = tuple(pane for _, pane in panes)
        self._room = room
        self._front = front
        self.splitter = QSplitter(way)
        self.splitter.setChildrenCollapsible(False)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.tabs)
        for pane in self._panes:
            self.splitter.addWidget(pane)
        for place in range(len(panes)):
            self.splitter.setStretchFactor(place, 1)
        if way == Qt.Orientation.Horizontal:
            self.splitter.setMinimumWidth(0)
            self.setMinimumWidth(240)
        else:
            self.splitter.setMinimumHeight(0)
            self.setMinimumHeight(160)

    @property
    def beside(self) -> bool:
        """Whether both panes are seen at once."""
        return self._stack.currentWidget() is self.splitter

    def show_pane(self, pane: QWidget) -> None:
        """Bring the pane to the front."""
        if not self.beside:
            self.tabs.setCurrentWidget(pane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.splitter.orientation() == Qt.Orientation.Horizontal
        self._arrange((event.size().width() if beside else event.size().height()) >= self._room)

    def _arrange(self, beside: bool) -> None:
        if beside == self.beside:
            return
        focus = self.focusWidget()
        if beside:
            for place, pane in enumerate(self._panes):
                self.splitter.insertWidget(place, pane)
                pane.show()
            self.splitter.setSizes([1000] * len(self._panes))
        else:
            for title, pane in zip(self._titles, self._panes, strict=True):
                self.tabs.addTab(pane, title)
            holding = next((pane for pane in self._panes if focus is not None and pane.isAncestorOf(focus)), None)
            self.tabs.setCurrentWidget(holding or self._panes[self._front])
        self._stack.setCurrentWidget(self.splitter if beside else self.tabs)
        if focus is not None:
            focus.setFocus()
