"""Keeps one kind of unfinished work on the disk, a moment after it changed last: for every page where something is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from models.base.errors import WriteError
from ui.session import Session

QUIET_MS = 1000
"""After the last change."""
_MOST_MS = 5000
"""After the first one, though the typing goes on."""
_AGAIN_MS = 30_000
"""After it could not be kept: the disk may have room again."""


class Keeper(QObject):
    """Told of changes by `touch`, it asks for the content and keeps it in `session.unfinished`."""

    def __init__(self, session: Session, what: str, content: Callable[[], object], parent: QObject) -> None:
        """content: what is unfinished now, in plain values of JSON; None when nothing is. May raise WriteError."""
        super().__init__(parent)
        self._session = session
        self._what = what
        self._content = content
        self._kept: tuple[object] | None = None
        self._refusal = ""
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._most = QTimer(self, singleShot=True, interval=_MOST_MS)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        for timer in (self._quiet, self._most, self._again):
            timer.timeout.connect(self.keep_now)
        session.closed.connect(self._forget_book)

    def touch(self) -> None:
        """Something was changed."""
        self._quiet.start()
        if not self._most.isActive():
            self._most.start()

    def keep_now(self) -> bool:
        """Keep it without waiting; False when that can't be, which is said once."""
        self.stop()
        if not self._session.is_open:
            return False
        store = self._session.unfinished
        try:
            content = self._content()
            if self._kept == (content,):
                return True
            store.forget(self._what) if content is None else store.keep(self._what, content)
        except WriteError as error:
            if error.sentence != self._refusal:
                self._refusal = error.sentence
                self._session.refused.emit(error.sentence)
            self._again.start()
            return False
        if self._refusal:
            self._session.mended.emit(self._refusal)
            self._refusal = ""
        self._kept = (content,)
        return True

    def forget(self) -> None:
        """It is done with, or given up: nothing of it stays on the disk."""
        self.stop()
        self._kept = None
        if self._session.is_open:
            self._session.unfinished.forget(self._what)

    def stop(self) -> None:
        """Wait no longer; what was kept stays as it is."""
        for timer in (self._quiet, self._most, self._again):
            timer.stop()

    def _forget_book(self) -> None:
        self.stop()
        self._kept = None
        self._refusal = ""
