"""The program's log: a file that turns over, that a clerk can send to others, and that holds nobody's data.

`keep` sets it up, for the window and for the command line. What is written goes through `discreet` and
`described`: no Chinese text, no long number, no address and no home folder gets into it, and of an error only what
the interpreter, the disk or the database says of it. Qt is not needed here.
"""

import logging
import platform
import re
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ui.folders import NAME, VERSION, log_folder

_MOST_BYTES, _KEPT = 1_000_000, 4
"""Of one file; and how many older ones stay: five megabytes at most."""
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LONG_NUMBER = re.compile(r"\d[\d -]{5,}\d[Xx]?")
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|“[^”]*”""")
_NAMES_ONLY = (AttributeError, NameError, ImportError, TypeError, NotImplementedError, RecursionError)
"""What these quote are names in the program."""
_PROGRAM = Path(__file__).resolve().parents[1]

log = logging.getLogger(__name__)


def discreet(text: str) -> str:
    """A text without what may tell of people: home folder, Chinese words, numbers of seven digits and more, addresses.

    What was left out shows as its length.
    """
    text = text.replace(str(Path.home()), "~")
    text = _ADDRESS.sub("<address>", text)
    text = _LONG_NUMBER.sub(lambda found: f"<{len(found[0])} digits>", text)
    return _CHINESE.sub(lambda found: f"<{len(found[0])} characters>", text)


def described(error: BaseException) -> str:
    """An error as developers read it, with the places it went through and with those that led to it, without data."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in told:
        yield from _lines(before, told)
        yield "-- then --"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
    words = _words(error)
    yield f"{type(error).__module__}.{type(error).__qualname__}{': ' + words if words else ''}"


def _place(file: str) -> str:
    """A source file as seen from the program's folder, or else from Python's libraries."""
    path = Path(file)
    for folder in (_PROGRAM, *map(Path, sys.path)):
        if folder.is_absolute() and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def _words(error: BaseException) -> str:
    """What an error says, as far as no value of a record can be in it."""
    if isinstance(error, OSError):
        return discreet(f"[{error.errno}] {error.strerror}")
    if isinstance(error, (sqlite3.Error, *_NAMES_ONLY)):
        return discreet(str(error))
    return discreet(_QUOTED.sub("<…>", str(error)))


class _Discreet(logging.Formatter):
    """One line for each entry, and the places of an error below it."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {discreet(record.getMessage())}"
        error = record.exc_info[1] if record.exc_info else None
        return head if error is None else f"{head}\n{described(error)}"


class _Turning(RotatingFileHandler):
    """Goes on in the same file while another window of the program has it open (Windows lets none be renamed then)."""

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            self.stream = self.stream or self._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """A log that can't be written (a full disk) stops nobody, and there is nowhere else to say so."""


def keep(name: str) -> Path | None:
    """Write the log to `name`.log in the program's log folder, else in the folder for temporary files.

    Gives the file, None when neither can be written. Asked again it gives the file that is kept already.
    """
    root = logging.getLogger()
    kept = next((handler for handler in root.handlers if isinstance(handler, _Turning)), None)
    if kept is not None:
        return Path(kept.baseFilename)
    for folder in (log_folder(), Path(tempfile.gettempdir()) / NAME):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = _Turning(folder / f"{name}.log", maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
        except OSError:
            continue
        handler.setFormatter(_Discreet())
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        log.info("%s %s, Python %s, %s", NAME, VERSION, platform.python_version(), _system())
        return Path(handler.baseFilename)
    return None


def _system() -> str:
    """Such as Windows 10.0.19045; on Windows not from `platform`, which asks WMI for it: seconds on some PCs."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return f"Windows {version.major}.{version.minor}.{version.build}"
    return platform.platform()


def leave() -> None:
    """Write no further; for whoever kept a log for one piece of work only."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _Turning)]:
        root.removeHandler(handler)
        handler.close()
