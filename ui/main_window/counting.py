"""The numbers beside the registers: how much of each needs a hand."""

from PySide6.QtCore import QObject, QTimer

from ui.main_window.navigation import DASHBOARD, Navigation
from ui.main_window.pages import Pages
from ui.session import Session


class Counting(QObject):
    """Counts anew, and with it the 工作台 in front, whenever the window says that something is other than before.

    Never before the window was painted for the first time: it stands before it is counted for.
    """

    def __init__(self, session: Session, navigation: Navigation, pages: Pages) -> None:
        super().__init__(navigation)
        self._session, self._navigation, self._pages = session, navigation, pages
        self._begun = False

    def begin(self) -> None:
        """The window was painted."""
        self._begun = True
        self.count_later()

    def count_later(self) -> None:
        """Count as soon as the window has done what it is doing."""
        if self._begun:
            QTimer.singleShot(0, self._count)

    def _count(self) -> None:
        if not self._session.is_open:
            return
        book = self._session.desk.book
        from models.reports.attention import attention_count

        counts = {register.name: attention_count(book, register) for register in self._session.registers.values()}
        counts[DASHBOARD] = sum(counts.values())
        self._navigation.show_counts(counts)
        self._pages.refresh_dashboard()
