"""Intake (收文): any notice becomes a plain value with draft tasks, source spans and doubts.

For the operations and, through them, the review window and the command line. It stores nothing and knows
nothing of workbooks or registers. Readers (`reading`) give one common value, `SourceText`; the repairs
(`repair`) clean it; the parser (`parsing`) works on that value only.

All that is offered stands in `exports` and is loaded when first asked for: the helper process in which files are
read needs the readers below this package, and none of what makes sense of notices.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.intake.exports import *  # noqa: F403


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    return getattr(import_module("models.intake.exports"), name)
