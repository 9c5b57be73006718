"""Gaps in a sequence (文号, 期号): numbers between those that are there which no record has. Pure."""

from collections.abc import Callable, Iterable
from itertools import groupby

from models.registers.number_sequences import number_parts

_WIDEST = 2000
"""A jump wider than this is another way of numbering, not papers that are missing."""

Parts = tuple[str, int, int]
"""A sequence, a year, and the number within both."""


def missing(
    numbers: Iterable[str], explained: Iterable[str] = (), parts_of: Callable[[str], Parts | None] = number_parts
) -> dict[tuple[str, int], list[int]]:
    """(机关代字, year) -> the numbers that lack between 1 and the highest one there, without those that are explained.

    `parts_of` takes a number apart; one that it can't read is passed over.
    """
    taken: dict[tuple[str, int], set[int]] = {}
    for told in numbers:
        if parts := parts_of(told):
            taken.setdefault(parts[:2], set()).add(parts[2])
    known = {parts for told in explained if (parts := parts_of(told))}
    found: dict[tuple[str, int], list[int]] = {}
    for sequence, there in sorted(taken.items()):
        wanted = range(1, max(there)) if max(there) <= _WIDEST else range(0)
        if lacking := [n for n in wanted if n not in there and (*sequence, n) not in known]:
            found[sequence] = lacking
    return found


def told(sequence: tuple[str, int], numbers: list[int]) -> str:
    """“望政办〔2026〕3、7至9号”."""
    return f"{sequence[0]}〔{sequence[1]}〕{runs(numbers)}号"


def runs(numbers: list[int]) -> str:
    """“3、7至9”."""
    found = []
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        inside = [number for _, number in run]
        found.append(str(inside[0]) if len(inside) == 1 else f"{inside[0]}至{inside[-1]}")
    return "、".join(found)
