"""What work costs, told so that a loaded machine changes nothing: in processor time against a hang, else in calls.

How quickly something goes is no matter for a test but for `tests/benchmarks`.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 10.0
"""Seconds that no file whatever may take: what the program promises."""
PATIENCE = 60.0
"""Seconds of silence, by the clock on the wall, that tests allow a helper process on a loaded machine."""


def children() -> list[int]:
    """The processes that this one has started and that have not ended; only Linux tells."""
    found: list[int] = []
    if not sys.platform.startswith("linux"):
        return found  # under Wine there is a /proc, of other processes
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:  # the thread has ended
            continue
    return found


def spent_by(pid: int) -> float:
    """Seconds of processor time of a child, and of those of its own that have ended; 0 when it is gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Seconds of processor time that this process and all its children, ended or not, have taken until now."""
    mine = os.times()
    ended = mine.children_user + mine.children_system
    return mine.user + mine.system + ended + sum(map(spent_by, children()))


@contextmanager
def no_more_than(seconds: float, label: str = "") -> Iterator[None]:
    """Fails when the work inside takes more processor time. `label` tells in a failure what it was about."""
    before = spent()
    yield
    took = spent() - before
    assert took < seconds, (label, took)


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called in this thread while `work` is done.

    The same on every machine: compared for two sizes it tells how the steps grow.
    """
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted
