"""Looks at sheets in the background while the page stays alive: the latest question wins, older ones are dropped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.base.errors import Cancelled, ClerkError
from models.base.progress import Report
from models.operations import Desk
from ui.background import Worker
from ui.session import Session

Work = Callable[[Desk, Report], Any]
Take = Callable[[Any], None]


class Checker(QObject):
    """Answers one question at a time, with a desk of its own; `take` gets the answer on the window's thread."""

    refused = Signal(str)
    """The work raised a ClerkError; its sentence."""
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: tuple[Work, Take] | None = None
        self._running: tuple[Worker, Take] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._wanted is not None or self._running is not None

    def ask(self, work: Work, take: Take, delay_ms: int = 0) -> None:
        """Have `work` done after a moment without another question; what is under way is given up."""
        self._wanted = (work, take)
        if self._running is not None:
            self._running[0].cancel()
        self._timer.start(delay_ms)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Give up what is under way, and wait until it has let go of the workbook."""
        self._timer.stop()
        self._wanted = None
        if self._running is not None:
            worker, self._running = self._running[0], None
            worker.finished.disconnect(self._done)
            worker.cancel()
            worker.wait()
            worker.deleteLater()

    def _start(self) -> None:
        if self._running is not None or self._wanted is None:
            return  # the one under way begins the next when it ends
        (work, take), self._wanted = self._wanted, None
        source = self._session.desk

        def in_thread(report: Report) -> Any:
            desk = source.sibling()
            try:
                return work(desk, report)
            finally:
                desk.book.close()

        worker = Worker(in_thread, self)
        self._running = (worker, take)
        worker.finished.connect(self._done)
        worker.start()

    def _done(self) -> None:
        if self._running is None or self.sender() is not self._running[0]:
            return  # it had ended already when it was given up, and its signal was on the way
        (worker, take), self._running = self._running, None
        worker.deleteLater()
        if self._wanted is not None:
            if not self._timer.isActive():
                self._start()
            return
        self.busy_changed.emit(False)
        if isinstance(worker.error, ClerkError):
            self.refused.emit(worker.error.sentence)
        elif worker.error is None:
            take(worker.answer)
        elif not isinstance(worker.error, Cancelled):
            raise worker.error
