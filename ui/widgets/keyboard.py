"""The base of what watches whatever has the keyboard, instead of every event of the program."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken


class KeyboardWatch(QObject):
    """An event filter on the object that has the keyboard; a child of the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._watched: QObject | None = None
        application.focusObjectChanged.connect(self._watch)
        self._watch(None)

    def _watch(self, _: QObject | None) -> None:
        """Go where the keyboard is, not where the signal says: a window that closes may tell late that it lost it."""
        target = self._application.focusObject()
        before, self._watched = self._watched, target
        if before is not None and Shiboken.isValid(before):
            before.removeEventFilter(self)
        if target is not None:
            target.installEventFilter(self)  # the last one installed is asked first
            if target is not before:  # the same again is told when the window becomes the active one once more
                self.moved()

    def moved(self) -> None:
        """The keyboard has come to another object."""
