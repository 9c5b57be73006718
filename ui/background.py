"""Long work off the window's thread: plain values in, progress and an answer by signal, Cancel at any time.

`run` is all others need. The work gets a `report` to call with (done, total); it must not touch widgets
nor the window's own connection to the workbook (it gets a sibling desk from the session for that).
"""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget
from shiboken6 import isValid

from models.base.errors import Cancelled, ClerkError
from models.base.progress import Report

log = logging.getLogger(__name__)

Work = Callable[[Report], Any]
SHOWN_AFTER_MS = 500


class Worker(QThread):
    """Runs one piece of work in a thread of its own."""

    progressed = Signal(int, int)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = False
        self.answer: Any = None
        self.error: BaseException | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop = True

    def run(self) -> None:
        try:
            self.answer = self._work(self._report)
        except BaseException as error:  # noqa: BLE001  (handed to the caller's thread, which raises it)
            self.error = error

    def _report(self, done: int, total: int) -> bool:
        self.progressed.emit(done, total)
        return not self._stop


def run(parent: QWidget, title: str, work: Work) -> Any:
    """Do the work in the background while the window stays alive, and give its answer.

    After half a second a dialog shows the progress, with 取消. The window takes no other input meanwhile.

    Raises:
        Cancelled: the person pressed 取消. ClerkError, or whatever else the work raised.
    """
    worker = Worker(work)
    dialog = QProgressDialog(title, "取消", 0, 0, parent)
    dialog.setWindowTitle("请稍候")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumWidth(380)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setMinimumDuration(2**31 - 1)
    dialog.canceled.connect(worker.cancel)
    dialog.setAccessibleName(title)
    worker.progressed.connect(lambda done, total: _show_progress(dialog, done, total))
    loop = QEventLoop()
    worker.finished.connect(loop.quit)
    timer = QTimer(dialog)
    timer.setSingleShot(True)
    timer.timeout.connect(dialog.show)
    window, focus = parent.window(), QApplication.focusWidget()
    window.setEnabled(False)
    dialog.setEnabled(True)  # as a child of the window it went with it, and 取消 with it
    try:
        timer.start(SHOWN_AFTER_MS)
        worker.start()
        loop.exec()
    finally:
        timer.stop()
        dialog.close()
        dialog.deleteLater()
        window.setEnabled(True)
        if focus is not None and isValid(focus):
            focus.setFocus()
    worker.wait()
    if worker.error is not None:
        if not isinstance(worker.error, ClerkError | Cancelled):
            log.error("background work failed", exc_info=worker.error)
        raise worker.error
    return worker.answer


def _show_progress(dialog: QProgressDialog, done: int, total: int) -> None:
    if total > 0:
        dialog.setMaximum(1000)
        dialog.setValue(min(999, done * 1000 // total))
