"""Pairing: the assignment of two lists to each other with the greatest total likeness.

Pure numbers, for `models.operations.comparing`. Each item has at most one partner; items may stay alone.
"""

from collections import defaultdict, deque
from collections.abc import Mapping

Weights = Mapping[tuple[int, int], float]
"""(left, right) -> how well they fit, more than 0; pairs that don't fit are left out."""


def best_pairs(weights: Weights) -> dict[int, int]:
    """Left -> right such that the sum of the weights is the greatest possible.

    Left items are taken in one by one, each along the augmenting path that gains most; without cycles that
    would gain (the pairs so far are the best for the items so far) the search for it ends.
    """
    edges: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (left, right), weight in sorted(weights.items()):
        edges[left].append((right, weight))
    left_of: dict[int, int] = {}
    for start in edges:
        end, came = _best_path(start, edges, weights, left_of)
        for left, right in _steps(end, came):
            left_of[right] = left
    return {left: right for right, left in sorted(left_of.items(), key=lambda pair: pair[1])}


_End = tuple[int, int]
"""The last step of a path: this left item takes this right one."""


def _best_path(
    start: int, edges: Mapping[int, list[tuple[int, float]]], weights: Weights, left_of: Mapping[int, int]
) -> tuple[_End | None, dict[int, _End]]:
    """The last step of the path that gains most, and by which step each left item on the way lost its partner."""
    gain = {start: 0.0}
    came: dict[int, _End] = {}
    waiting = deque([start])
    best, end = 1e-9, None
    while waiting:
        left = waiting.popleft()
        for right, weight in edges[left]:
            gained = gain[left] + weight
            holder = left_of.get(right)
            if holder == left:
                continue
            if holder is not None:
                gained -= weights[holder, right]
            if gained > best + 1e-9:
                best, end = gained, (left, right)
            if holder is not None and gained > gain.get(holder, -1e9) + 1e-9:
                gain[holder] = gained
                came[holder] = (left, right)
                waiting.append(holder)
    return end, came


def _steps(end: _End | None, came: Mapping[int, _End]) -> list[_End]:
    """The steps of a path from its end to its start."""
    steps = []
    while end is not None:
        steps.append(end)
        end = came.get(end[0])
    return steps
