"""Reviews that are not finished: kept on the disk outside the workbook, so that a power cut costs seconds of work.

`keep` writes what the reviews of a page hold, `found` gives it back when the workbook is opened the next time,
`forget` throws it away once everything is brought in or given up. The file is `Session.unfinished`. Used by
`ui.intake.page` and `ui.main_window.incoming`.
"""

import io
import logging
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any

from models.base.files import written_whole
from models.operations.matching import Decision
from ui.folders import VERSION
from ui.intake.drafts import State
from ui.intake.reading import Incoming

log = logging.getLogger(__name__)

_OURS = ("models.", "ui.intake.")
_PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("pathlib", "PosixPath"),
    ("pathlib", "PurePosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib._local", "WindowsPath"),
}


@dataclass(frozen=True)
class Unfinished:
    """One review: the notice as it was read, what the clerk made of it, and what was decided of its units."""

    incoming: Incoming
    state: State
    decisions: tuple[Decision, ...]


class _Reader(pickle.Unpickler):
    """Makes nothing but the values of a review: a file that asks for something else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_OURS) and is_dataclass(value := super().find_class(module, name)):
            return value
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a review")


def keep(file: Path, reviews: Sequence[Unfinished]) -> None:
    """Write the reviews. Raises WriteError, OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(file) as temporary:
        temporary.write_bytes(pickle.dumps((VERSION, tuple(reviews))))


def forget(file: Path) -> None:
    """Nothing is unfinished any more."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("unfinished reviews stay", exc_info=error)


def found(file: Path) -> tuple[Unfinished, ...]:
    """The reviews that were kept; none when there are none, or when another version of the program kept them."""
    try:
        version, reviews = _Reader(io.BytesIO(file.read_bytes())).load()
    except FileNotFoundError:
        return ()
    except Exception as error:
        log.warning("unfinished reviews can't be read", exc_info=error)
        return ()
    known = version == VERSION and isinstance(reviews, tuple)
    return reviews if known and all(isinstance(item, Unfinished) for item in reviews) else ()
