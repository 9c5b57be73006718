"""What the window says at its foot, and what it offers to do about it."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl

from ui.main_window.status import StatusLine
from ui.session import Session
from ui.widgets.opening import open_outside
from ui.widgets.strip import MessageStrip


class Telling(QObject):
    """Puts the session's sentences into the strip; the window tells it of ledgers that were written."""

    def __init__(self, session: Session, strip: MessageStrip, status: StatusLine) -> None:
        super().__init__(strip)
        self._session, self._strip, self._status = session, strip, status
        for said in (session.told, session.refused):
            said.connect(self._end_tip)
        session.told.connect(strip.tell)
        session.refused.connect(strip.refuse)
        session.mended.connect(strip.mended)
        strip.read.connect(session.dismiss)
        session.lost.connect(self._offer_to_reconnect)
        session.closing.connect(strip.put_away)  # what was said of one workbook is not about the next
        session.opened.connect(strip.put_away)

    def offer_to_open(self, target: Path) -> None:
        """Beside the message that a ledger was written: open it, or the folder that the ledgers are in."""
        words = "打开文件夹" if target.is_dir() else "打开"
        url = QUrl.fromLocalFile(str(target))
        self._strip.offer(words, lambda: open_outside(self._session, url, target.name))

    def _end_tip(self) -> None:
        """The mouse still rests on the button that was pressed, whose tip has the message's place."""
        self._status.show_tip("")

    def _offer_to_reconnect(self, sentence: str) -> None:
        self._strip.refuse(sentence)
        self._strip.offer("重新连接", self._session.reconnect)
