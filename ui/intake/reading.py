"""Reads files and pasted text into notices, in the background; what can't be read is told.

The only place of the window that calls the readers and the parser of `models.intake`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.base.errors import ClerkError
from models.base.progress import Report, tell
from models.intake import PASTED, Bundle, SourceText, is_spreadsheet, read_bundles, read_notice
from models.intake.notice import Notice
from models.workdays.calendar import WorkCalendar
from ui import background

_TITLE = "正在读取通知…"


@dataclass(frozen=True)
class Incoming:
    """A notice that was read, and the files it came from with what stands in each (None: pasted)."""

    notice: Notice
    bundle: Bundle | None = None

    @property
    def name(self) -> str:
        """What people call it: its file; what was pasted goes by the title that was found in it."""
        return (self.notice.title if self.notice.source == PASTED else "") or self.notice.source

    @property
    def originals(self) -> tuple[Path, ...]:
        """The files, the covering notice first; () when it was pasted."""
        return self.bundle.paths if self.bundle else ()

    @cached_property
    def is_spreadsheet(self) -> bool:
        """Whether it came from spreadsheets alone, so that its rows may be meant as records."""
        try:
            return bool(self.originals) and all(map(is_spreadsheet, self.originals))
        except ClerkError:
            return False  # the file went away since it was read


@dataclass(frozen=True)
class Readings:
    """What could be read, and one sentence for each file that could not."""

    notices: tuple[Incoming, ...]
    refusals: tuple[str, ...] = ()


def read_files(parent: QWidget, paths: Sequence[Path], calendar: WorkCalendar) -> Readings:
    """Read notices from files; those of one notice are taken together. Raises Cancelled."""

    def work(report: Report) -> Readings:
        bundles, refusals = read_bundles(paths, report)
        return Readings(_notices(bundles, calendar, report), tuple(refusals))

    found: Readings = background.run(parent, _TITLE, work)
    return found


def read_again(parent: QWidget, bundles: Sequence[Bundle], calendar: WorkCalendar) -> Readings:
    """Read notices from files that were read already and are put together otherwise now. Raises Cancelled."""
    found: Readings = background.run(parent, _TITLE, lambda report: Readings(_notices(bundles, calendar, report)))
    return found


def read_source(parent: QWidget, source: SourceText, calendar: WorkCalendar) -> Readings:
    """Read a notice from what was pasted. Raises Cancelled."""
    found: Readings = background.run(
        parent, _TITLE, lambda _report: Readings((Incoming(read_notice(source, calendar)),))
    )
    return found


def _notices(bundles: Sequence[Bundle], calendar: WorkCalendar, report: Report) -> tuple[Incoming, ...]:
    notices: list[Incoming] = []
    for done, bundle in enumerate(bundles):
        tell(report, done, len(bundles))
        notices.append(Incoming(read_notice(bundle.source, calendar), bundle))
    return tuple(notices)
