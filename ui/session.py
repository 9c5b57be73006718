"""The session: the workbook that is open, and the one way the window changes it.

Made by `ui.app`, handed to every page. Pages read through `session.desk.book` and write by
`session.run(operation, …)`; what changed comes back to all of them as the signal `changed`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from models.base.clock import Clock
from models.base.errors import Cancelled, ClerkError, Disconnected
from models.base.progress import Report
from models.base.record import Changes
from models.base.register import Registers
from ui.unfinished import Unfinished

if TYPE_CHECKING:
    from models.operations import Desk, Outcome

log = logging.getLogger(__name__)

AT_ONCE = 300
"""How many records an operation changes within half a second on an old computer."""

_TRIED_AGAIN = 5.0
"""Seconds: a file that is out of reach keeps the window waiting at each try."""
_RECENT = "recent_workbooks"
_MOST_VISITED = 20

InBackground = Callable[[QWidget, str, Callable[[Report], Any]], Any]
"""Does work with progress and 取消 while the window stays alive; `ui.background.run`."""


class Session(QObject):
    """Holds the open workbook's desk; `desk` may be used only while `is_open`."""

    opened = Signal()
    """A workbook is open now (another one, perhaps)."""
    closing = Signal()
    """The open workbook is about to be closed: last chance to write what is being typed."""
    closed = Signal()
    changed = Signal(object)
    """Changes: records were created, changed or deleted."""
    told = Signal(str, bool)
    """A sentence for the strip at the foot; whether 撤销 is to be offered beside it."""
    refused = Signal(str)
    """A sentence that says what is wrong and what to do."""
    mended = Signal(str)
    """What that sentence said is past."""
    lost = Signal(str)
    """The file of the open workbook is out of reach; `reconnect` is what there is to do."""
    reconnected = Signal()
    """It is within reach again, and may have been changed meanwhile; perhaps it can only be read now."""

    def __init__(
        self,
        clock: Clock,
        registers: Registers,
        resources: Path,
        settings: QSettings,
        backups: Path,
        in_background: InBackground,
    ) -> None:
        super().__init__()
        self._in_background = in_background
        self.clock = clock
        self._built_in = registers
        self.resources = resources
        self.settings = settings
        self.backups = backups
        self._desk: Desk | None = None
        self._unfinished: Unfinished | None = None
        self._visited: list[tuple[str, int]] = []
        self._lost_at: float | None = None
        self._refusal = ""
        self.refused.connect(self._keep_refusal)
        self.told.connect(lambda *_: self._keep_refusal(""))

    def _keep_refusal(self, sentence: str) -> None:
        self._refusal = sentence

    @property
    def refusal(self) -> str:
        """What was said last to be wrong, while it is not past."""
        return self._refusal

    def dismiss(self) -> bool:
        """Take back what was said last to be wrong: it is past, or was read; gives whether anything was."""
        sentence, self._refusal = self._refusal, ""
        if sentence:
            self.mended.emit(sentence)
        return bool(sentence)

    @property
    def unfinished(self) -> Unfinished:
        """What was begun in the open workbook and is not in it yet, kept outside it."""
        assert self._unfinished is not None, "no workbook is open"
        return self._unfinished

    @property
    def is_open(self) -> bool:
        """Whether a workbook is open."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """The open workbook's desk."""
        assert self._desk is not None, "no workbook is open"
        return self._desk

    @property
    def registers(self) -> Registers:
        """The registers of the open workbook, the office's own among them; without one those of the program."""
        return self._built_in if self._desk is None else self._desk.registers

    def place_of(self, register: str) -> str:
        """Under which name this PC remembers how a register is looked at.

        Registers of the program are looked at alike in all workbooks; an office's own are numbered alike in different
        workbooks, and are remembered for each.
        """
        own = self._desk is not None and self._desk.book.is_own(register)
        return f"{register}@{self.desk.book.identity}" if own else register

    @property
    def writable(self) -> bool:
        """Whether the open workbook can be changed."""
        return self._desk is not None and not self._desk.book.read_only

    def open(self, path: Path) -> bool:
        """Open a workbook in place of the present one; tells why when it can't, and keeps the present one."""
        if self._desk is not None and _same_file(path, self._desk.book.path):
            self.told.emit(f"“{path.name}”已经打开了。", False)
            return True
        return self._replace(
            lambda: _workbooks().open_desk(path, self._built_in, self.clock, self.resources, backups=self.backups)
        )

    def create(self, path: Path) -> bool:
        """Make a new workbook and open it."""
        return self._replace(lambda: _workbooks().new(path, self._built_in, self.clock, self.resources))

    def _replace(self, make: Callable[[], Desk]) -> bool:
        try:
            desk = make()
        except ClerkError as error:
            self.refused.emit(error.sentence)
            return False
        self.close()  # only now: a file that can't be opened leaves the present workbook open
        self._desk = desk
        self._visited = []
        self._unfinished = self._store_of(desk)
        self._unfinished.sweep()
        self._remember(desk.book.path)
        self.opened.emit()
        if desk.book.read_only:
            self.told.emit(desk.book.reading_because + "。", False)
        return True

    def _store_of(self, desk: Desk) -> Unfinished:
        book = desk.book
        home, was_here = self.backups.parent / "unfinished", book.path.absolute() in self._opened_before()
        return Unfinished(home, book.identity, book.path, lambda: book.reading_because, was_here=was_here)

    def close(self) -> None:
        """Close the open workbook, if there is one."""
        if self._desk is not None:
            self.closing.emit()
            self._desk.book.close()
            self._desk = None
            self._refusal = ""
            self.closed.emit()

    def recent(self) -> list[Path]:
        """Workbooks opened before that still exist, latest first."""
        return [path for path in self._opened_before() if path.is_file()]

    def last(self) -> Path | None:
        """The workbook opened last, whether it is still there or not."""
        return next(iter(self._opened_before()), None)

    def _opened_before(self) -> list[Path]:
        found: Any = self.settings.value(_RECENT, [])
        listed = found if isinstance(found, list) else [found]
        return [Path(item) for item in listed if isinstance(item, str) and item and "\0" not in item]

    def _remember(self, path: Path) -> None:
        full = str(path.absolute())
        others = [str(item) for item in self.recent() if str(item) != full]
        self.settings.setValue(_RECENT, [full, *others][:8])

    def visit(self, register: str, record_id: int) -> None:
        """A record was opened from elsewhere: a search, a link, the dashboard."""
        here = (register, record_id)
        self._visited = [here, *(other for other in self._visited if other != here)][:_MOST_VISITED]

    def visited(self) -> list[tuple[str, int]]:
        """The records of this workbook opened so, (register, id), the last one first."""
        return list(self._visited)

    def refuse(self, error: ClerkError) -> None:
        """Say why something was refused; where the workbook's file is out of reach, try to reach it anew."""
        if sentence := self.why(error):
            self.refused.emit(sentence)

    def why(self, error: ClerkError) -> str:
        """The sentence that says why something was refused; as `refuse`. "" where `lost` says it."""
        if self._desk is None or not isinstance(error, Disconnected) or error.path != self._desk.book.path:
            return error.sentence
        if (self._lost_at is None or monotonic() - self._lost_at > _TRIED_AGAIN) and self._reach():
            return f"和“{error.path.name}”的连接断开过，已经重新连上；刚才的操作没有保存，请再做一次。{self._why_reading()}"
        return ""

    def reconnect(self) -> None:
        """Try to reach the workbook's file anew, as the person asked for."""
        if self._reach():
            self.told.emit(f"已经重新连上“{self.desk.book.path.name}”。{self._why_reading()}", False)

    def _reach(self) -> bool:
        try:
            _workbooks().reconnect(self.desk)
        except ClerkError as error:
            self._lost_at = monotonic()
            self.lost.emit(f"{error.sentence}已保存的内容都在；恢复以后点“重新连接”接着用。")
            return False
        self._lost_at = None
        self.reconnected.emit()
        return True

    def _why_reading(self) -> str:
        because = self.desk.book.reading_because
        return f"{because}。" if because else ""

    def run(self, operation: Callable[..., Outcome], *arguments: Any, **named: Any) -> Outcome | None:
        """Do an operation on the open workbook at once; None when it was refused (the person has been told)."""
        try:
            outcome = operation(self.desk, *arguments, **named)
        except ClerkError as error:
            self.refuse(error)
            return None
        self.announce(outcome)
        return outcome

    def run_long(
        self, parent: QWidget, title: str, operation: Callable[..., Outcome], *arguments: Any, **named: Any
    ) -> Outcome | None:
        """As `run`, in the background over a connection of its own, with progress and 取消.

        The operation must take a keyword `report`.
        """
        try:
            outcome: Outcome = self.read_long(
                parent, title, lambda desk, report: operation(desk, *arguments, **named, report=report)
            )
        except Cancelled:
            self.told.emit("已取消，没有改动。", False)
            return None
        except ClerkError as error:
            self.refuse(error)
            return None
        self.desk.book.refresh()
        self.announce(outcome)
        return outcome

    def run_many(
        self, parent: QWidget, title: str, count: int, operation: Callable[..., Outcome], *arguments: Any, **named: Any
    ) -> Outcome | None:
        """As `run` for few records, as `run_long` for so many that it may take over half a second."""
        if count <= AT_ONCE:
            return self.run(operation, *arguments, **named)
        return self.run_long(parent, title, operation, *arguments, **named)

    def attempt(
        self, parent: QWidget, title: str, count: int, operation: Callable[..., Outcome], *arguments: Any, **named: Any
    ) -> Outcome:
        """As `run_many`, for a dialog that stays when it is refused: raises why, and leaves it to `announce` what was done.

        Raises:
            ClerkError: as the operation does. Cancelled: the person pressed 取消.
        """
        if count <= AT_ONCE:
            return operation(self.desk, *arguments, **named)
        outcome: Outcome = self.read_long(
            parent, title, lambda desk, report: operation(desk, *arguments, **named, report=report)
        )
        self.desk.book.refresh()
        return outcome

    def read_long(self, parent: QWidget, title: str, work: Callable[[Desk, Report], Any]) -> Any:
        """Do `work(desk, report)` in the background with a desk of its own. Raises what the work raises."""
        source = self.desk

        def in_thread(report: Report) -> Any:
            desk = source.sibling()
            try:
                return work(desk, report)
            finally:
                desk.book.close()

        return self._in_background(parent, title, in_thread)

    def announce(self, outcome: Outcome) -> None:
        """Tell everybody what an operation did."""
        if outcome.changes:
            self.dismiss()
            self.changed.emit(outcome.changes)
        if outcome.message:
            undoable = outcome.undoable and bool(outcome.changes) and self.desk.book.history.undoable() is not None
            self.told.emit(outcome.message, undoable and outcome.changes.step > 0)

    def announce_all_changed(self) -> None:
        """Everything may look different: a day has passed, a setting was changed."""
        self.changed.emit(Changes(0, "", {name: frozenset({0}) for name in self.registers}))


def _workbooks() -> ModuleType:
    """The operations on workbooks, imported when one is opened: the window stands before that."""
    from models.operations import workbooks

    return workbooks


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
