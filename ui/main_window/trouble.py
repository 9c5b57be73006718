"""When the program itself fails: the error goes to the log, what was being typed is kept, and a calm page says so.

`ui.app` makes one for the window and calls `watch`; errors of other threads and what Qt complains of come here too.
"""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from models.base.errors import ClerkError
from ui import logs
from ui.folders import VERSION
from ui.session import Session
from ui.widgets.opening import open_outside

log = logging.getLogger(__name__)

_SOON = 60.0
"""Seconds: an error so soon after another is told at the foot of the window only."""
_TITLE = "程序遇到意外问题"
_CALM = "刚才的操作可能没有完成；已保存的内容不受影响，可以接着用。"
_ADVICE = (
    "如果再出现，请先退出再打开；还不行，请把日志发给技术人员。日志只记程序出错的地方，没有台账里的内容和任何人的信息。"
)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


class Trouble(QObject):
    """Takes the errors that nobody else took.

    `file` is the log, None when none can be written; `rescue` keeps what is being typed, as far as it can be.
    """

    _came = Signal(object)

    def __init__(self, session: Session, window: QWidget, file: Path | None, rescue: Callable[[], None]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._file = file
        self._rescue = rescue
        self._page: QMessageBox | None = None
        self._told_at: float | None = None
        self._crashes: IO[str] | None = None
        self._came.connect(self._tell)  # from another thread: told in the window's

    def watch(self) -> None:
        """From now on everything that goes wrong in this program comes here."""
        sys.excepthook = self.take
        threading.excepthook = self._take_of_thread
        sys.unraisablehook = _log_unraisable
        qInstallMessageHandler(_log_of_qt)
        if self._file is not None:
            try:
                self._crashes = self._file.with_name("crash.log").open("a", encoding="utf-8")
            except OSError as error:
                log.warning("no file for crashes", exc_info=error)
            else:
                faulthandler.enable(self._crashes)  # places in the program only, no values

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error of the program's own: logged, what is typed kept, told once."""
        if not isinstance(error, ClerkError):
            log.critical("unexpected error", exc_info=(kind, error, trace))
        self._came.emit(error)

    def _take_of_thread(self, failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            self.take(failed.exc_type, failed.exc_value, failed.exc_traceback)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):  # met while something was drawn: the file can't be read just now
            self._session.refuse(error)
            return
        try:
            self._rescue()
        except Exception as another:
            log.critical("nothing more could be kept", exc_info=another)
        again = self._told_at is not None and monotonic() - self._told_at < _SOON
        if self._page is not None or again:
            self._session.refused.emit(f"{_TITLE}，{_CALM}问题已记入日志。")
        else:
            self._show(error)
        self._told_at = monotonic()

    def _show(self, error: BaseException) -> None:
        page = QMessageBox(
            QMessageBox.Icon.Warning, _TITLE, f"{_TITLE}。{_CALM}", QMessageBox.StandardButton.NoButton, self._window
        )
        page.setInformativeText(_ADVICE)
        on = page.addButton("接着用", QMessageBox.ButtonRole.AcceptRole)
        page.setDefaultButton(on)
        page.setEscapeButton(on)
        words = f"政务公开台账 {VERSION}\n{logs.described(error)}"
        copy = page.addButton("复制问题说明", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
        if self._file is not None:
            folder = page.addButton("打开日志文件夹", QMessageBox.ButtonRole.ActionRole)
            folder.clicked.connect(self.open_folder)
        page.finished.connect(self._closed)
        self._page = page
        page.open()

    def _closed(self) -> None:
        if self._page is not None:
            self._page.deleteLater()
            self._page = None

    def open_folder(self) -> None:
        """Show the folder of the log in the system's file manager."""
        if self._file is None:
            self._session.refused.emit("日志写不进去，没有可看的日志；请检查磁盘空间。")
            return
        open_outside(self._session, QUrl.fromLocalFile(str(self._file.parent)), "日志文件夹")


def _log_unraisable(failed: "sys.UnraisableHookArgs") -> None:
    """What failed where nobody can be told, such as while an object is thrown away."""
    log.error("unraisable error", exc_info=failed.exc_value)


def _log_of_qt(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", message)
