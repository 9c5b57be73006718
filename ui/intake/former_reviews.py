"""Reviews as the program kept them before `ui.unfinished`: in a pickle, by the workbook's path. Read once, then rewritten.

For `ui.main_window.incoming` only.
"""

import io
import logging
import pickle
from dataclasses import is_dataclass
from typing import Any

from models.base.errors import WriteError
from ui.intake.unfinished import REVIEW, KeptReview, as_content
from ui.unfinished import Unfinished

log = logging.getLogger(__name__)

_OURS = ("models.", "ui.intake.")
_WAS_CALLED = ("ui.intake.unfinished", "Unfinished")
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


_DAMAGED = (
    *(pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError),
    *(LookupError, MemoryError, OverflowError, RecursionError),
)
"""What reading a pickle that is none raises."""


class _Reader(pickle.Unpickler):
    """Makes nothing but the values of a review: a file that asks for something else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == _WAS_CALLED:
            return KeptReview
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_OURS) and is_dataclass(value := super().find_class(module, name)):
            return value
        raise pickle.UnpicklingError("no part of a review")


def take_over(store: Unfinished) -> None:
    """Keep in the store what was kept for its workbook in the former way; the former file goes."""
    file = store.former_review
    if not file.is_file():
        return
    try:
        _, reviews = _Reader(io.BytesIO(file.read_bytes())).load()
        if reviews and all(isinstance(review, KeptReview) for review in reviews):
            store.keep(REVIEW, as_content(reviews))
        file.unlink()
    except (WriteError, OSError) as error:
        log.warning("former reviews stay where they were: %s", type(error).__name__)
    except _DAMAGED as error:
        log.warning("former reviews can't be read: %s", type(error).__name__)
