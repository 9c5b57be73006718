"""Tab goes in reading order: line by line from the left, whatever was made first.

Qt's own order is that in which widgets were made. Forms, bars and panes that come and go would each have to mend
it; here the order is put right at the moment Tab is pressed, by where things stand.
"""

from collections.abc import Iterable
from functools import cmp_to_key
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.keyboard import KeyboardWatch

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_Path = tuple[QWidget, ...]
"""What holds a widget, from the outermost below the window down to itself."""


class TabOrder(KeyboardWatch):
    """Puts the window's order right before Tab moves the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS
        if pressed and isinstance(watched, QWidget):
            read_in_order(watched.window())
        return False


def stops_of(window: QWidget) -> list[QWidget]:
    """What Tab visits in a window now, in any order.

    Not by `nextInFocusChain`: PySide makes each widget that it returns the child of the one before, which crashes.
    """
    return [widget for widget in window.findChildren(QWidget) if _is_stop(widget) and widget.window() is window]


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def read_in_order(window: QWidget) -> list[QWidget]:
    """Make Tab visit what is shown pane by pane, in a pane line by line, in a line from the left.

    Returns what it visits, in that order.
    """
    paths = [_path(stop, window) for stop in stops_of(window)]
    wanted = _sorted(paths, 0) if paths else []
    for before, after in pairwise(wanted):
        QWidget.setTabOrder(before, after)
    return wanted


def _path(widget: QWidget, window: QWidget) -> _Path:
    found = [widget]
    holder = widget.parentWidget()
    while holder is not None and holder is not window:
        found.insert(0, holder)
        holder = holder.parentWidget()
    return tuple(found)


def _sorted(paths: list[_Path], depth: int) -> list[QWidget]:
    """The widgets at the ends of these paths, which are the same above `depth`."""
    parts: dict[QWidget, list[_Path]] = {}
    for path in paths:
        parts.setdefault(path[depth], []).append(path)
    found: list[QWidget] = []
    for part in _by_place(parts):
        found += [part for path in parts[part] if len(path) == depth + 1]
        inner = [path for path in parts[part] if len(path) > depth + 1]
        found += _sorted(inner, depth + 1) if inner else []
    return found


def _by_place(parts: Iterable[QWidget]) -> list[QWidget]:
    """In reading order: from above; of those that stand beside each other, from the left."""
    places = {part: QRect(part.mapToGlobal(QPoint(0, 0)), part.size()) for part in parts}

    def compare(one: QWidget, other: QWidget) -> int:
        return _compare(places[one], places[other])

    return sorted(places, key=cmp_to_key(compare))


def _compare(one: QRect, other: QRect) -> int:
    together = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if together > min(one.height(), other.height()) / 2:
        return one.left() - other.left()
    return one.top() - other.top()
