"""What the clerk decided about a sheet, step by step, so that it can be taken back and done again. No Qt.

A state is small (a mapping, corrected cells, ticks), so a step keeps the whole state before it. For `draft` only.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decided:
    """All that the clerk decided: mapping, corrections by (row, column), ticks by row, rows set aside for problems."""

    mapping: tuple[str | None, ...]
    corrections: dict[tuple[int, int], str]
    by_hand: dict[int, bool]
    set_aside: frozenset[int]


class Steps:
    """The states before each step, and those that were taken back."""

    def __init__(self) -> None:
        self._done: list[tuple[str, Decided]] = []
        self._undone: list[tuple[str, Decided]] = []

    @property
    def undoable(self) -> str:
        """The name of the step that would be taken back; "" for none."""
        return self._done[-1][0] if self._done else ""

    @property
    def redoable(self) -> str:
        """The name of the step that would be done again; "" for none."""
        return self._undone[-1][0] if self._undone else ""

    def begin(self, title: str, before: Decided) -> None:
        """A step that leads away from this state; what was taken back is gone."""
        self._done.append((title, before))
        self._undone.clear()

    def undo(self, now: Decided) -> Decided | None:
        """The state to go back to; None when there is no step."""
        return self._turn(self._done, self._undone, now)

    def redo(self, now: Decided) -> Decided | None:
        """The state to go forward to; None when nothing was taken back."""
        return self._turn(self._undone, self._done, now)

    @staticmethod
    def _turn(of: list[tuple[str, Decided]], to: list[tuple[str, Decided]], now: Decided) -> Decided | None:
        if not of:
            return None
        title, state = of.pop()
        to.append((title, now))
        return state
