"""Keeps the work safe without being asked: a dated copy a day, a file that is whole, a look at the calendar."""

import logging
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from models.base.errors import ClerkError
from ui.background import Worker
from ui.session import Session

log = logging.getLogger(__name__)

_FIRST_MS = 3_000
_MINUTE_MS = 60_000
_PAUSE_MS = 2_000
"""After the last change, until it is brought from SQLite's log into the file that a person copies."""


class Safety(QObject):
    """Backs up in the background, and tells the pages when midnight has passed."""

    day_began = Signal()
    """Midnight has passed."""
    backed_up = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._day = session.clock.today()
        self._worker: Worker | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._look)
        self._minute.start()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_MS)
        self._first.timeout.connect(self._settle)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._make_whole)
        session.changed.connect(lambda _: self._pause.start())
        session.opened.connect(self._first.start)
        session.closed.connect(self.wait)

    def _settle(self) -> None:
        """A moment after opening: what was counted with an older calendar is counted again, then today's copy."""
        if self._session.writable:
            from models.operations.recounting import recount

            self._session.run(recount)
        self.back_up()

    def _make_whole(self) -> None:
        """Let the workbook's file hold everything by itself: whoever copies it has all of it, also after a crash."""
        if not self._session.writable:
            return
        from models.operations import workbooks

        try:
            workbooks.make_whole(self._session.desk)
        except ClerkError as error:
            log.info("the log was not merged: %s", type(error).__name__)  # it holds as it is; the next one tries again

    def back_up(self) -> None:
        """Make today's copy, unless it is there."""
        if not self._session.writable or self._worker is not None:
            return
        source, home = self._session.desk, self._session.backups

        def work(report: object) -> object:
            del report
            desk = source.sibling()
            try:
                from models.operations import workbooks

                return workbooks.back_up_by_day(desk, home)
            finally:
                desk.book.close()

        self._worker = Worker(work, self)
        self._worker.finished.connect(self._done)
        self._worker.start()

    def wait(self) -> None:
        """Let a running copy finish: the workbook is about to be closed."""
        self._first.stop()
        if self._worker is not None:
            self._worker.wait()

    def _done(self) -> None:
        worker, self._worker = self._worker, None
        assert worker is not None
        if worker.error is not None:
            log.warning("automatic backup failed", exc_info=worker.error)
            known = isinstance(worker.error, ClerkError)
            why = str(worker.error) if known else "程序遇到意外问题，已记入日志。请用“文件”里的“备份到…”备份一次。"
            self.failed.emit(f"自动备份没有做成：{why}")
        elif worker.answer is not None:
            moment: datetime = self._session.clock.now()
            self.backed_up.emit(moment)
        worker.deleteLater()

    def _look(self) -> None:
        today = self._session.clock.today()
        if today != self._day:
            self._day = today
            self.day_began.emit()
            if self._session.is_open:
                self._session.announce_all_changed()
                self.back_up()
