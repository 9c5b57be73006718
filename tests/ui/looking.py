"""What is wrong with how a window looks, in sentences: names, sizes of text, cut text, the order of the keyboard, contrast."""

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.widgets.colours import contrast
from ui.widgets.growing_line import MOST_LINES, GrowingLine
from ui.widgets.one_line import OneLine
from ui.widgets.tab_order import read_in_order


class StrayWindows(QObject):
    """Watches for widgets that come up as windows of their own, however shortly: shown before they had a parent.

    They flicker on the screen and take the keyboard with them.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.found: list[str] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = watched.windowType() != Qt.WindowType.Widget and watched.windowType() != Qt.WindowType.Window
            if not meant and not isinstance(watched, QMainWindow):
                self.found.append(f"{called(watched)} comes up as a window of its own")
        return False


LEAST_POINTS = 9.0
LEAST_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3."""
_COLOUR = re.compile(r"(?<!-)color:\s*(#[0-9a-fA-F]{6})")
_NO_FOCUS = Qt.FocusPolicy.NoFocus


def called(widget: QWidget) -> str:
    """A widget as a test names it."""
    words = (text_on(widget) or widget.accessibleName() or widget.objectName())[:24]
    return f"{type(widget).__name__}“{words}”"


def text_on(widget: QWidget) -> str:
    """The words that stand on a label or a button."""
    if isinstance(widget, QLabel):
        document = QTextDocument()
        if widget.textFormat() != Qt.TextFormat.PlainText and "<" in widget.text():
            document.setHtml(widget.text())
            return document.toPlainText()
        return widget.text()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def seen(shown: QWidget) -> list[QWidget]:
    """The visible widgets of one window; not the inner parts of a box, a spin box, or a scrolled view."""
    found = [widget for widget in shown.findChildren(QWidget) if widget.isVisible()]
    return [widget for widget in found if widget.window() is shown and not _is_part(widget)]


def _is_part(widget: QWidget) -> bool:
    holder = widget.parentWidget()
    if isinstance(holder, (QComboBox, QAbstractSpinBox, QTabBar, QLineEdit)) or widget.objectName().startswith("qt_"):
        return True
    return isinstance(widget, QHeaderView) or isinstance(holder, QHeaderView)


# -- names ----------------------------------------------------------------------------------------------


def nameless(widgets: Sequence[QWidget]) -> list[str]:
    """Controls that a screen reader can't name: without a name, words of their own, or a label that is theirs."""
    buddies = {widget.buddy() for widget in widgets if isinstance(widget, QLabel)}
    named = buddies | {buddy.focusProxy() for buddy in buddies if buddy is not None}
    wrong = []
    for widget in widgets:
        controls = widget.focusPolicy() != _NO_FOCUS or isinstance(widget, QAbstractButton)
        if not controls or widget.focusProxy() is not None or isinstance(widget, (QScrollArea, QTabBar)):
            continue
        if widget not in named and not re.search(r"\w", widget.accessibleName() or text_on(widget)):
            wrong.append(f"{called(widget)} in {type(widget.parentWidget()).__name__} has no name")
    return wrong


# -- text -----------------------------------------------------------------------------------------------


def small(widgets: Sequence[QWidget]) -> list[str]:
    """Text under nine points."""
    return [
        f"{called(widget)} has {widget.font().pointSizeF()} points"
        for widget in widgets
        if 0 <= widget.font().pointSizeF() < LEAST_POINTS
    ]


def cut(widgets: Sequence[QWidget]) -> list[str]:
    """Words that have too little room, and widgets that stick out of what holds them."""
    wrong = []
    for widget in widgets:
        lack = _lack(widget)
        if lack.x() > 0 or lack.y() > 0:
            wrong.append(f"{called(widget)} lacks {lack.x()} across, {lack.y()} down")
        wrong += _sticks_out(widget)
    return wrong


def _lack(widget: QWidget) -> QPoint:
    """So many pixels more would be needed, across and down."""
    if not text_on(widget) and not isinstance(widget, (QComboBox, QLineEdit, GrowingLine)):
        return QPoint()
    metrics, words = widget.fontMetrics(), _wordy(widget)
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return QPoint(0, widget.heightForWidth(widget.width()) - widget.height())
        least = widget.minimumSizeHint()
        across = 0 if isinstance(widget, OneLine) else least.width() - widget.width()  # that one writes …
        return QPoint(across, least.height() - widget.height())
    if isinstance(widget, (QCheckBox, QRadioButton, QToolButton)):
        return QPoint(widget.minimumSizeHint().width() - widget.width(), metrics.height() - widget.height())
    if isinstance(widget, QPushButton):
        across = max(metrics.horizontalAdvance(line) for line in words.split("\n")) + 6
        return QPoint(across - widget.width(), metrics.height() - widget.height())
    if isinstance(widget, GrowingLine):
        lines = min(MOST_LINES, widget.document().firstBlock().lineCount())
        laid = widget.document().firstBlock().layout()
        high = sum(laid.lineAt(number).height() for number in range(lines))
        return QPoint(0, int(high) - widget.viewport().height())
    if isinstance(widget, QLineEdit) and not widget.text():
        room = widget.width() - 10 - 22 * bool(widget.actions() or widget.isClearButtonEnabled())
        return QPoint(metrics.horizontalAdvance(widget.placeholderText()) - room, metrics.height() - widget.height())
    return QPoint(0, metrics.height() - widget.height())


def _wordy(widget: QWidget) -> str:
    return re.sub(r"&(?=\w)", "", text_on(widget))


def _sticks_out(widget: QWidget) -> list[str]:
    holder = widget.parentWidget()
    if holder is None or widget.isWindow():
        return []
    area = holder.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        over = widget.width() - holder.width()
        return (
            [f"{called(widget)} is {over} wider than its page"]
            if isinstance(area, QScrollArea) and never and over > 0
            else []
        )
    place = widget.geometry()
    if holder.rect().contains(place) or not place.isValid():
        return []
    return [f"{called(widget)} sticks out of {called(holder)}: {place.getRect()} in {holder.size().toTuple()}"]


# -- the keyboard ---------------------------------------------------------------------------------------


def visited(shown: QWidget) -> list[QWidget]:
    """What Tab really visits, from the first stop on until it comes back to it."""
    wanted = read_in_order(shown)  # as pressing Tab does
    if not wanted or not shown.isActiveWindow():
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in wanted:
        at = QApplication.focusWidget()
        if at is None or at in found:
            break
        found.append(at)
        QWidget.focusNextPrevChild(shown, True)
    assert len(found) >= min(2, len(wanted)), f"Tab does not leave {found}"
    return found


def out_of_order(shown: QWidget) -> list[str]:
    """Where Tab goes against the order in which one reads: lines from above, in a line from the left."""
    visits: dict[QWidget, list[QWidget]] = {}
    for widget in visited(shown):
        part, holder = widget, widget.parentWidget()
        while part is not shown and holder is not None:
            order = visits.setdefault(holder, [])
            if not order or order[-1] is not part:
                order.append(part)
            part, holder = holder, holder.parentWidget()
    wrong = []
    for order in visits.values():
        for number, part in enumerate(order):
            if part in order[:number]:
                wrong.append(f"Tab comes back to {called(part)} after {called(order[number - 1])}")
        wrong += [f"Tab goes from {called(a)} back to {called(b)}" for a, b in pairwise(order) if _is_back(a, b)]
    return wrong


def _is_back(first: QWidget, then: QWidget) -> bool:
    a, b = _place(first), _place(then)
    if b.bottom() <= a.top():
        return b.left() < a.right()
    together = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
    return together > min(a.height(), b.height()) / 2 and b.right() <= a.left()


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


# -- colours --------------------------------------------------------------------------------------------


def pale(widgets: Sequence[QWidget]) -> list[str]:
    """Words that do not stand out enough from what is behind them."""
    wrong = []
    for widget in widgets:
        if not widget.isEnabled():
            continue
        if isinstance(widget, QAbstractItemView):
            wrong += _pale_cells(widget)
        elif text_on(widget) or isinstance(widget, (QLineEdit, QPlainTextEdit, QComboBox)):
            wrong += [
                f"{called(widget)}: {ink.name()} on {ground.name()}"
                for ink in _inks(widget)
                if contrast(ink, ground := _ground(widget)) < LEAST_CONTRAST
            ]
    return wrong


def _inks(widget: QWidget) -> list[QColor]:
    words = widget.text() if isinstance(widget, QLabel) else ""
    return [widget.palette().color(widget.foregroundRole()), *map(QColor, _COLOUR.findall(words))]


def _ground(widget: QWidget) -> QColor:
    """What is behind a widget: its own if it is painted, else that of what holds it."""
    at: QWidget | None = widget
    while at is not None and not at.isWindow():
        if at.autoFillBackground() or isinstance(at, (QLineEdit, QPushButton, QAbstractScrollArea)):
            inner = at.viewport() if isinstance(at, QAbstractScrollArea) else at
            if at is widget or inner.autoFillBackground() or at.autoFillBackground():
                return at.palette().color(inner.backgroundRole())
        at = at.parentWidget()
    return widget.window().palette().color(widget.window().backgroundRole())


def _pale_cells(view: QAbstractItemView) -> list[str]:
    """The first rows of a list: the model's own colours on the list's, on every second line's, or on its own."""
    model, palette, wrong = view.model(), view.palette(), []
    if model is None:
        return []
    grounds = [palette.base().color(), *([palette.alternateBase().color()] if view.alternatingRowColors() else [])]
    for row in range(min(12, model.rowCount())):
        for column in range(1 if isinstance(view, QListView) else min(12, model.columnCount())):
            index = model.index(row, column)
            if not index.flags() & Qt.ItemFlag.ItemIsEnabled or not index.data():
                continue
            ink = _colour(index.data(Qt.ItemDataRole.ForegroundRole)) or palette.text().color()
            own = _colour(index.data(Qt.ItemDataRole.BackgroundRole))
            wrong += [
                f"{called(view)} row {row} column {column}: {ink.name()} on {ground.name()}"
                for ground in ([own] if own else grounds)
                if contrast(ink, ground) < LEAST_CONTRAST
            ]
    return wrong


def _colour(given: object) -> QColor | None:
    if given is None:
        return None
    return given if isinstance(given, QColor) else given.color()  # type: ignore[attr-defined]  # a brush


def settle() -> None:
    """Let what was asked for be laid out; long texts that take their height from their width take several rounds."""
    for _ in range(16):
        QApplication.processEvents()
