"""The base of what watches whatever has the keyboard, instead of every event of the program."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken


class KeyboardWatch(QObject):
    """An event filter on the object that has the keyboard; a child of the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._watched: QObject | None = None
        application.focusObjectChanged.connect(self._watch)
        self._watch(application.focusObject())

    def _watch(self, target: QObject | None) -> None:
        if self._watched is not None and Shiboken.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = target
        if target is not None:
            target.installEventFilter(self)
            self.moved()

    def moved(self) -> None:
        """The keyboard has come to another object."""
