"""How long work tells how far it is and learns that it should stop."""

from collections.abc import Callable

from models.base.errors import Cancelled

Report = Callable[[int, int], bool]
"""Called with (done, total); returns False when the person has pressed Cancel."""


def ignore_progress(done: int, total: int) -> bool:
    """A report for work that nobody watches."""
    del done, total
    return True


def tell(report: Report, done: int, total: int) -> None:
    """Report progress.

    Raises:
        Cancelled: the person pressed Cancel.
    """
    if not report(done, total):
        raise Cancelled
