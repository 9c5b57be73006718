"""Where the panes of a review stand, how they share the room, and how the keyboard walks through them.

Knows the widgets, not what they are about. Used by `ui.intake.review` only.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ui.intake.doubt_list import DoubtList
from ui.intake.task_pane import TaskPane

_TASKS = 48
"""Full-width characters that the tasks like to have."""
_LEAST = 96
"""The height of the panes, in pixels, below which the window does not go."""


class TaskSide(QScrollArea):
    """The right of the review: doubts above tasks; on a low screen they scroll together, with the keyboard in view."""

    def __init__(self, doubts: DoubtList, tasks: TaskPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubts = doubts
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(doubts)
        self._halves.addWidget(tasks)
        self._halves.setStretchFactor(0, 0)
        self._halves.setStretchFactor(1, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._halves)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def minimumSizeHint(self) -> QSize:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return QSize(self._halves.minimumSizeHint().width() + bar, _LEAST)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 0)

    def share_height(self) -> None:
        """All doubts in view when they fit a third of the height."""
        whole = self._halves.height()
        doubts = self._doubts.fitting_height(whole // 3)
        self._halves.setSizes([doubts, whole - doubts])


class SideBySide(QSplitter):
    """Until somebody moves the handle, the source has two fifths, less where the tasks need the room."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._moved = False
        self.splitterMoved.connect(lambda *_: setattr(self, "_moved", True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            whole = self.width() - self.handleWidth()
            wanted = _TASKS * self.fontMetrics().horizontalAdvance("国")
            source = max(whole // 3, min(whole * 2 // 5, whole - wanted))
            self.setSizes([source, whole - source, whole - source])


def side_by_side(source: QWidget, tasks: QWidget, nothing: QWidget) -> QSplitter:
    """Source and tasks, and in the place of these the page that says that there are none."""
    panes = SideBySide()
    panes.setChildrenCollapsible(False)
    for index, (pane, share) in enumerate(((source, 2), (tasks, 3), (nothing, 3))):
        panes.addWidget(pane)
        panes.setStretchFactor(index, share)
    return panes


def stack_up(review: QWidget, lines: Sequence[QWidget], form: QWidget) -> QHBoxLayout:
    """What stands one below the other, the panes among it taking the room, and the form at the foot.

    The foot's row, which takes the buttons.
    """
    box = QVBoxLayout(review)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    for widget in lines:
        box.addWidget(widget, 1 if isinstance(widget, QSplitter) else 0)
    foot = QHBoxLayout()
    foot.addWidget(form, 1)
    box.addLayout(foot)
    return foot


def add_buttons(foot: QHBoxLayout, buttons: Sequence[QPushButton]) -> None:
    """Put buttons at the right of the foot."""
    for button in buttons:
        button.setAutoDefault(False)
        foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)


def walk(stops: Sequence[QWidget], here: QWidget | None, last: QWidget, delta: int, *, around: bool) -> bool:
    """Move the keyboard from the pane that holds `here` to the next one; False when there is none on that side.

    What stands in `last` without being a stop counts as the last stop.
    """
    now = next((n for n, stop in enumerate(stops) if here is not None and _holds(stop, here)), None)
    if now is None and here is not None and last.isAncestorOf(here):
        now = len(stops) - 1
    following = (0 if delta > 0 else len(stops) - 1) if now is None else now + delta
    if around and stops:
        following %= len(stops)
    if not 0 <= following < len(stops):
        return False
    stops[following].setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
