"""What is half done: typed and not saved, brought in and not finished, written and in no file yet."""

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.main_window.incoming import Incoming
from ui.main_window.navigation import REVIEW
from ui.main_window.pages import Pages
from ui.session import Session


class HalfDone:
    """Keeps it, and says whether it stands in the way of what the window or one of its parts is about to do."""

    def __init__(self, session: Session, window: QWidget, program: str, pages: Pages, incoming: Incoming) -> None:
        self._session, self._window, self._program = session, window, program
        self._pages, self._incoming = pages, incoming

    def finish_editing(self) -> None:
        """Keep what is being typed on the page in front."""
        page = self._pages.register_page()
        if page is not None:
            page.finish_editing()

    def rescue(self) -> None:
        """Keep what is being typed, and what is not brought in yet: the program has failed."""
        self._incoming.keep()
        for page in self._pages.made.values():
            page.keep_draft()
        if self._pages.composer is not None:
            self._pages.composer.keep()
        self.finish_editing()

    def may_redefine(self) -> bool:
        """Whether the office's own registers may become others now; says what stands in the way."""
        book = self._session.desk.book
        if any(page.has_typed() for name, page in self._pages.made.items() if book.is_own(name)):
            self._session.refused.emit("新建的记录还没有保存，请先保存或放弃，再改台账。")
            return False
        if self._incoming.page is not None:
            self._session.refused.emit("还有内容正在导入，请先导完或放弃，再改台账。")
            return False
        return True

    def may_leave(self) -> bool:
        """Whether the workbook may be left: what is half done is kept first; asks about what would be lost."""
        pages, composer = self._pages.made.values(), self._pages.composer
        refused = [page for page in pages if not page.finish_editing()]
        coming = self._incoming.page
        if coming is not None and not self._incoming.keep() and not coming.may_leave():
            self._pages.show_page(REVIEW)
            return False
        drafts = [page for page in pages if page.has_typed() and not page.keep_draft()]
        lost = ["新建的记录还没有保存"] if drafts else []
        lost += ["有一处修改不合要求，没有保存"] if refused else []
        kept = composer is None or composer.keep() or not composer.has_unsaved()
        lost += [] if kept else ["公文还没有存为 Word，也没有登记"]
        if not lost:
            return True
        buttons = QMessageBox.StandardButton
        question = f"{'；'.join(lost)}。要放弃并离开吗？"
        answer = QMessageBox.question(self._window, self._program, question, buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes
