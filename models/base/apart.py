"""Work in a process of its own, with limits: what goes wrong there can't take the program down.

For reading files that others made, with libraries of C and Rust: a damaged or malicious file may make
them loop, take all the memory or crash. `Apart` starts one helper process when first asked and uses it
for one job after another; one that is silent for too long, dies, or is no longer wanted is ended.
Knows nothing of what the jobs are.
"""

import contextlib
import logging
import multiprocessing
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from inspect import isgenerator
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Literal

from models.base.errors import Cancelled, ClerkError
from models.base.progress import Report, ignore_progress

log = logging.getLogger(__name__)

SILENCE = 8.0
"""Seconds a job that has begun may go without progress or result before it counts as hanging."""
START = 60.0
"""Seconds the process may take to start, and to load the code of a job; virus scanners look at it first."""
MEMORY = 380 * 1024 * 1024
"""Bytes the process may take on top of its program code."""

Why = Literal["silent", "memory", "died", "broken"]


class ApartError(Exception):
    """The job came to no result: it hung, took too much memory, its process died, or it met a bug.

    The caller turns it into a sentence about the file.
    """

    def __init__(self, why: Why, told: str = "") -> None:
        super().__init__(f"{why}: {told}")
        self.why = why


class Apart:
    """A helper process for jobs; a context manager that ends it.

    A job is a function of a module, called with its arguments and a `report`; it gives a value that can
    be pickled, or yields several.
    """

    def __init__(self, *, silence: float = SILENCE, memory: int = MEMORY) -> None:
        self._silence = silence
        self._memory = memory
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def ask(self, job: Callable[..., Any], *arguments: Any, report: Report = ignore_progress) -> Any:
        """The answer of a job that gives one value.

        Raises:
            ClerkError: as the job raised it. Cancelled: as `report` says. ApartError: no result.
        """
        return list(self.each(job, *arguments, report=report))[-1]

    def each(self, job: Callable[..., Any], *arguments: Any, report: Report = ignore_progress) -> Iterator[Any]:
        """The values a job yields, as they come. Raises as `ask`."""
        line = self._started()
        whole = False
        try:
            line.send((job, arguments))
            for kind, value in self._answers(line, report):
                if kind == "value":
                    yield value
                elif kind == "done":
                    whole = True
                    return
                elif kind == "refused":
                    whole = True
                    raise value
                else:
                    raise ApartError(kind, value)
        except (EOFError, OSError) as error:
            raise ApartError("died", repr(error)) from error
        finally:
            if not whole:
                self.end()

    def _answers(self, line: Connection, report: Report) -> Iterator[tuple[Any, Any]]:
        done, total = 0, 0
        heard, patience = time.monotonic(), max(START, self._silence)
        while True:
            if not report(done, total):
                raise Cancelled
            if not line.poll(0.1):
                if time.monotonic() - heard > patience:
                    raise ApartError("silent")
                continue
            kind, value = line.recv()
            if kind == "at":
                done, total = value
            elif kind != "begun":
                yield kind, value
            heard, patience = time.monotonic(), self._silence

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._line = self._process = None

    def _started(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            self.end()
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._memory), daemon=True)
            process.start()
            theirs.close()
            self._process, self._line = process, ours
            try:
                if not ours.poll(START):
                    raise ApartError("silent", "did not start")
                ours.recv()
            except (EOFError, OSError, ApartError) as error:
                self.end()
                raise error if isinstance(error, ApartError) else ApartError("died", repr(error)) from error
        return self._line


def _serve(line: Connection, memory: int) -> None:
    """The helper process: one job after another until the line is closed."""
    _limit_memory(memory)
    line.send(("ready", None))
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            job, arguments = line.recv()  # imports the job's module, which virus scanners look at first
            line.send(("begun", None))
            _answer(line, job, arguments)


def _answer(line: Connection, job: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    def report(done: int, total: int) -> bool:
        line.send(("at", (done, total)))
        return True

    try:
        answer = job(*arguments, report)
        for value in answer if isgenerator(answer) else (answer,):
            line.send(("value", value))
    except ClerkError as error:
        line.send(("refused", error))
    except MemoryError:
        line.send(("memory", ""))
    except (EOFError, OSError):
        raise  # the line is closed: nobody waits any more
    except BaseException:  # noqa: BLE001  (a panic of a Rust library is no Exception)
        line.send(("broken", traceback.format_exc()))
    else:
        line.send(("done", None))


def _limit_memory(size: int) -> None:
    """Make the system refuse memory beyond `size` bytes; where it knows no such limit there is none."""
    if sys.platform == "win32":
        from models.base.apart_windows import limit_memory

        limit_memory(size)
    else:
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))
