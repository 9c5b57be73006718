"""Stop-watches, medians and tables; used by every benchmark, by nobody else."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Time:
    """Seconds on the wall and seconds of the processor; on a busy machine the second says more."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{told(self.wall)} ({told(self.cpu)})"


def once(work: Callable[[], Any]) -> tuple[Time, Any]:
    """How long `work` takes, and what it gives."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return Time(time.perf_counter() - wall, time.process_time() - cpu), answer


def usual(work: Callable[[], Any], runs: int = 5) -> Time:
    """The median of several runs."""
    return middle([once(work)[0] for _ in range(runs)])


def middle(times: Sequence[Time]) -> Time:
    """The medians of walls and processors."""
    return Time(median(item.wall for item in times), median(item.cpu for item in times))


def told(seconds: float) -> str:
    """“1.24 s”, “37 ms” or “0.4 ms”."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table with a title; Chinese characters count as two columns."""
    lines = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(_width(cell) for cell in column) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for number, line in enumerate(lines):
        print("  " + "   ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)))
        if number == 0:
            print("  " + "   ".join("-" * width for width in widths), flush=True)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
