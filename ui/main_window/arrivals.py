"""What is handed to the window: where files and dropped words go, and what is seen while they are brought in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from ui.main_window.files import FileCommands
from ui.main_window.guiding import Guiding
from ui.main_window.incoming import Ending, Incoming
from ui.main_window.navigation import REVIEW, Navigation
from ui.main_window.pages import Pages
from ui.session import Session
from ui.widgets.strip import MessageStrip

if TYPE_CHECKING:
    from ui.intake import IntakePage
    from ui.sheets import SheetsPage


class Arrivals:
    """Sorts what the window is given, and shows the pages that `Incoming` makes of it.

    The window passes on files and drops; the file dialogs, the first page and the guide bring things here too.
    """

    def __init__(
        self,
        session: Session,
        files: FileCommands,
        incoming: Incoming,
        pages: Pages,
        navigation: Navigation,
        guiding: Guiding,
        strip: MessageStrip,
    ) -> None:
        self._session, self._files, self._incoming, self._pages = session, files, incoming, pages
        self._navigation, self._guiding, self._strip = navigation, guiding, strip
        incoming.begun.connect(self._begun)
        incoming.finished.connect(self._finished)

    def import_files(self, paths: list[Path]) -> None:
        """Bring notices and spreadsheets in; a workbook among the files is opened instead."""
        books = [path for path in paths if path.suffix.lower() == ".gkb"]
        if books:
            self._files.open_this(books[0])
        elif paths:
            self._incoming.import_files(paths, self._pages.open_register())

    def import_sheets(self, paths: list[Path]) -> None:
        """Bring spreadsheets row by row into the register that is open."""
        self._incoming.import_sheets(paths, self._pages.open_register())

    def practise(self) -> None:
        """Bring the practice notice in, into the workbook that is open or one that is made for it."""
        if self._files.need_workbook():
            from models.operations.demo import practice_notice

            self._incoming.review_text(practice_notice(self._session.desk), name="练习通知")

    def drag(self, event: QDragEnterEvent) -> None:
        """Something is held over the window."""
        if event.source() is not None:  # words dragged from this window itself are nothing to bring in
            event.ignore()
            return
        data = event.mimeData()
        if data.hasUrls() or data.hasText() or data.hasHtml():
            event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Something was let go over the window."""
        if event.source() is not None:
            event.ignore()
            return
        data = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            QTimer.singleShot(0, lambda: self.import_files(paths))
        elif data.hasText() or data.hasHtml():
            self._incoming.review_text(data.text(), data.html() if data.hasHtml() else None)

    def _begun(self, page: IntakePage | SheetsPage) -> None:
        self._pages.add_incoming(page)
        self._navigation.show_review(True)
        self._pages.show_page(REVIEW)
        self._guiding.notice_read()

    def _finished(self, ending: Ending | None) -> None:
        self._navigation.show_review(False)
        self._pages.show_page(ending.register if ending else self._pages.came_from)
        self._guiding.arrange()
        if ending is None:
            return
        if ending.ids:
            self._guiding.reviewed()
            self._pages.page(ending.register).show_from(ending.ids[0])
        if ending.offer is not None:
            self._strip.offer(*ending.offer)
