"""Reads files and pasted text into notices, in the background; what can't be read is told.

The only place of the window that calls the readers and the parser of `models.intake`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.base.errors import ClerkError
from models.base.progress import Report, tell
from models.intake import read_file, read_notice, read_pasted
from models.intake.notice import Notice
from models.workdays.calendar import WorkCalendar
from ui import background


@dataclass(frozen=True)
class Incoming:
    """A notice that was read, and the file it came from (None: pasted)."""

    notice: Notice
    original: Path | None


@dataclass(frozen=True)
class Readings:
    """What could be read, and one sentence for each file that could not."""

    notices: tuple[Incoming, ...]
    refusals: tuple[str, ...]


def read_files(parent: QWidget, paths: Sequence[Path], calendar: WorkCalendar) -> Readings:
    """Read notices from files, one after the other. Raises Cancelled."""

    def source(path: Path) -> Callable[[], Incoming]:
        return lambda: Incoming(read_notice(read_file(path), calendar), path)

    return _read(parent, [source(path) for path in paths])


def read_text(parent: QWidget, text: str, calendar: WorkCalendar) -> Readings:
    """Read a notice from pasted text. Raises Cancelled."""
    return _read(parent, [lambda: Incoming(read_notice(read_pasted(text), calendar), None)])


def _read(parent: QWidget, sources: Sequence[Callable[[], Incoming]]) -> Readings:
    def work(report: Report) -> Readings:
        notices: list[Incoming] = []
        refusals: list[str] = []
        for done, source in enumerate(sources):
            tell(report, done, len(sources))
            try:
                notices.append(source())
            except ClerkError as error:
                refusals.append(error.sentence)
        tell(report, len(sources), len(sources))
        return Readings(tuple(notices), tuple(refusals))

    found: Readings = background.run(parent, "正在读取通知…", work)
    return found
