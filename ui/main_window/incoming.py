"""Notices on their way in: one review at a time, begun by a file, a drop or pasted text."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.session import Session

if TYPE_CHECKING:
    from ui.intake import IntakePage


class Incoming(QObject):
    """Makes the intake page when there is something to review, and puts it away afterwards."""

    begun = Signal(object)
    """The page to put in front."""
    finished = Signal(bool)
    """The review is over; True when something was accepted."""

    def __init__(self, session: Session, window: QWidget, need_workbook: Callable[[], bool]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._need_workbook = need_workbook
        self.page: IntakePage | None = None

    def import_files(self, paths: list[Path]) -> None:
        """Review these files."""
        if self._may_begin():
            self._begin().open_files(paths)

    def import_text(self) -> None:
        """Ask for a text and review it."""
        from ui.intake import paste_dialog

        if self._may_begin():
            source = paste_dialog(self._session, self._window)
            if source is not None and source.text.strip():
                self._begin().open_source(source)

    def review_text(self, text: str, html: str | None = None) -> None:
        """Review a text that is there already; `html` is the same as a page fragment, where there is one."""
        from models.intake import read_clipboard

        source = read_clipboard(html, text)
        if source.text.strip() and self._may_begin():
            self._begin().open_source(source)

    def end(self) -> None:
        """Put the page away, whatever is on it."""
        if self.page is not None:
            self.page.hide()
            self.page.setParent(None)
            self.page.deleteLater()
            self.page = None

    def _may_begin(self) -> bool:
        """Whether a review under way may be given up, and there is a workbook to bring things into."""
        return (self.page is None or self.page.may_leave()) and self._need_workbook()

    def _begin(self) -> "IntakePage":
        from ui.intake import IntakePage

        self.end()
        page = IntakePage(self._session)
        page.finished.connect(self._done)
        self.page = page
        self.begun.emit(page)
        return page

    def _done(self, accepted: bool) -> None:
        self.end()
        self.finished.emit(accepted)
