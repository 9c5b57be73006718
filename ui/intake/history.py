"""Undo and redo of what a person does in a review, step by step, as states of the whole.

Nothing here knows what a state holds; whoever owns it says how to take one and how to put it back. Used by
`ui.intake.drafts` only.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

State = TypeVar("State")


class History(Generic[State]):
    """The states before and after, each with the name of the step between them."""

    def __init__(self, take: Callable[[], State], put: Callable[[State], None]) -> None:
        self._take = take
        self._put = put
        self._past: list[tuple[str, State]] = []
        self._future: list[tuple[str, State]] = []
        self._depth = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step, named for people; steps inside it belong to it. One that changes nothing is none.

        When it fails, everything is as before.
        """
        if self._depth:
            yield
            return
        before = self._take()
        self._depth += 1
        try:
            yield
        except BaseException:
            self._put(before)
            raise
        finally:
            self._depth -= 1
        if self._take() != before:
            self._past.append((name, before))
            self._future.clear()

    @property
    def undoable(self) -> str:
        """The name of the last step; "" when there is none."""
        return self._past[-1][0] if self._past else ""

    @property
    def redoable(self) -> str:
        """The name of the step undone last; "" when there is none."""
        return self._future[-1][0] if self._future else ""

    def undo(self) -> str:
        """Take the last step back; its name, "" when there is none."""
        return self._move(self._past, self._future)

    def redo(self) -> str:
        """Take the step undone last again; its name, "" when there is none."""
        return self._move(self._future, self._past)

    def _move(self, source: list[tuple[str, State]], target: list[tuple[str, State]]) -> str:
        if not source:
            return ""
        name, state = source.pop()
        target.append((name, self._take()))
        self._put(state)
        return name
