"""F1: the handbook opens at the chapter that belongs to what is in front, a page of the window or a dialog.

Which chapter that is stands in resources/handbook/contents.toml: registers by their names, other pages and dialogs by their class; a dialog without one is explained with its page.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.session import Session

_KEY = "F1"


class Helping(QObject):
    """Gives each dialog that comes up the window's F1; `place` names the page in front."""

    def __init__(self, session: Session, window: QWidget, place: Callable[[], str]) -> None:
        super().__init__(window)
        self._session, self._window, self._place = session, window, place
        application = QApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._give_key)

    def show(self) -> None:
        """The chapter of the page in front, or of what stands above it and passes its keys on, such as the search."""
        above = QApplication.activeWindow()
        self._open(self._window, *([type(above).__name__] if above is not None else []), self._place())

    def _open(self, beside: QWidget, *places: str) -> None:
        from ui.handbook.page import show_help

        show_help(self._session, beside, *places)

    def _give_key(self, _: object) -> None:
        """The window's own shortcuts do nothing while a dialog is in front of it."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not dialog.property("has_help"):
            dialog.setProperty("has_help", True)
            name = type(dialog).__name__
            QShortcut(QKeySequence(_KEY), dialog).activated.connect(lambda: self._open(dialog, name, self._place()))
