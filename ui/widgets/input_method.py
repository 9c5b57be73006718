"""What an input method is composing: until it commits or gives up, the keys it works with act on nothing else.

Input methods mostly keep the keys they use, but not every one of them does, and not always: an Enter that takes
a candidate and is passed on would submit a form, a Space would complete a task, Esc would throw away what was
typed. One guard for the whole program, so that no editor has to think of it.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication
from shiboken6 import Shiboken

from ui.widgets.keyboard import KeyboardWatch

_KEYS = frozenset(
    getattr(Qt.Key, f"Key_{name}")
    for name in (
        *("Return", "Enter", "Space", "Escape", "Tab", "Backtab", "Backspace", "Delete"),
        *("Up", "Down", "Left", "Right", "PageUp", "PageDown", "Home", "End"),
    )
)
"""Keys that choose among candidates, commit, or give up."""
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


class InputMethodGuard(KeyboardWatch):
    """Keeps back what belongs to the input method."""

    composing = False
    """Whether there is composed text that has not been committed."""

    def moved(self) -> None:
        self.composing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            given_up = self.composing and not event.preeditString() and not event.commitString()
            self.composing = bool(event.preeditString())
            if given_up and isinstance(watched, QAbstractItemView):
                QTimer.singleShot(0, self, lambda: self._leave_cell(watched))
        elif self.composing and isinstance(event, QKeyEvent) and _is_of_candidates(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no shortcut either
                return True
            return event.type() == QEvent.Type.KeyPress
        return False

    def _leave_cell(self, view: QAbstractItemView) -> None:
        """Close the cell that the first letter opened: nothing was written, so what stands there stays."""
        editing = Shiboken.isValid(view) and view.state() == QAbstractItemView.State.EditingState
        editor = view.indexWidget(view.currentIndex()) if editing and not self.composing else None
        if editor is not None:
            QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, _PLAIN[0]))


def _is_of_candidates(event: QKeyEvent) -> bool:
    return event.key() in _KEYS and event.modifiers() in _PLAIN


def is_composing() -> bool:
    """Whether an input method is composing where the keyboard is."""
    application = QApplication.instance()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    guard = application.findChild(InputMethodGuard, options=direct) if application is not None else None
    return guard is not None and guard.composing
