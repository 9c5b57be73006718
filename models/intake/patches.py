"""Replacing pieces of a text while keeping track of where everything else went.

Used by the repairs: blocks of the source and repairs made earlier must follow the text they describe.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from models.intake.notice import Block, Cell, Repair, Span


@dataclass(frozen=True)
class Patch:
    """Put `text` in the place of `span`; `reason` is "" for tidying that is not a repair."""

    span: Span
    text: str
    reason: str = ""


class Shift:
    """Where the characters of a text are after its patches: `shift(position)` gives the new position."""

    def __init__(self, patches: list[Patch]) -> None:
        self._patches = patches
        self._starts = [patch.span[0] for patch in patches]
        grown = [len(patch.text) - (patch.span[1] - patch.span[0]) for patch in patches]
        self._moved = list(accumulate(grown, initial=0))

    def __call__(self, position: int) -> int:
        """The new place of a character."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return position
        patch = self._patches[index]
        if position >= patch.span[1]:
            return position + self._moved[index + 1]
        inside = min(position - patch.span[0], len(patch.text))
        return patch.span[0] + self._moved[index] + inside

    def span(self, span: Span) -> Span:
        """The new place of a span."""
        return self(span[0]), max(self(span[0]), self(span[1]))


@dataclass(frozen=True)
class CleanText:
    """A text under repair: its blocks and the repairs made so far all point into `text`."""

    text: str
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()

    def patched(self, patches: Iterable[Patch]) -> "CleanText":
        """The text with `patches` applied; those with a reason are recorded as repairs.

        Patches that overlap an earlier one, or change nothing, are left out.
        """
        kept = kept_patches(self.text, patches)
        if not kept:
            return self
        shift = Shift(kept)
        parts: list[str] = []
        made: list[Repair] = []
        position = grown = 0
        for patch in kept:
            start, end = patch.span
            parts += (self.text[position:start], patch.text)
            position = end
            if patch.reason:
                place = (start + grown, start + grown + len(patch.text))
                made.append(Repair(place, self.text[start:end], patch.text, patch.reason))
            grown += len(patch.text) - (end - start)
        parts.append(self.text[position:])
        moved = [replace(item, span=shift.span(item.span)) for item in self.repairs]
        blocks = tuple(moved_block(block, shift) for block in self.blocks)
        repairs = tuple(sorted((*moved, *made), key=lambda item: item.span))
        return replace(self, text="".join(parts), blocks=blocks, repairs=repairs)

    def warned(self, *sentences: str) -> "CleanText":
        """The same text with more warnings."""
        return replace(self, warnings=(*self.warnings, *sentences))


def kept_patches(text: str, patches: Iterable[Patch]) -> list[Patch]:
    """The patches in order of place, without overlaps and without those that change nothing."""
    kept: list[Patch] = []
    for patch in sorted(patches, key=lambda item: item.span):
        start, end = patch.span
        if text[start:end] == patch.text or (kept and start < kept[-1].span[1]):
            continue
        kept.append(patch)
    return kept


def moved_block(block: Block, shift: Shift) -> Block:
    """A block, its cells too, at the new place."""
    rows = tuple(tuple(Cell(shift.span(cell.span), cell.filled) for cell in row) for row in block.rows)
    return replace(block, span=shift.span(block.span), rows=rows)
