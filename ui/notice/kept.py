"""A notice that was begun and not issued, as plain values: put away while another is written, and kept on the disk.

`draft` takes it up again, `drafts` holds those put away; the window reads from here which wait to be gone on with.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models.base.plain_values import from_plain, to_plain

log = logging.getLogger(__name__)

Place = tuple[str, frozenset[int]]
"""What makes a notice the same: its kind, and the records it was begun with."""


@dataclass(frozen=True)
class KeptNotice:
    """What a person made of one notice."""

    kind: str
    asked: tuple[int, ...]
    """Its records, without those taken out."""
    dropped: tuple[tuple[int, int], ...]
    """Records taken out by hand, each with its place."""
    typed: dict[str, str]
    """Elements filled in by hand."""
    own: dict[str, str]
    """Kind -> the text as the person rewrote it."""
    unsaved: bool
    """Whether something was written by hand that no file holds."""

    @property
    def place(self) -> Place:
        """Which notice it is."""
        return self.kind, frozenset(self.everything())

    def everything(self) -> list[int]:
        """Its records, those taken out last."""
        return [*self.asked, *(one for one, _ in self.dropped)]


def as_content(notices: Iterable[KeptNotice]) -> list[object] | None:
    """What is written to the disk; None for nothing."""
    return [to_plain(notice) for notice in notices] or None


def waiting(content: object, kinds: Collection[str]) -> KeptNotice | None:
    """Of what was written to the disk, the notice of one of these kinds that was written last and that no file holds."""
    return last_waiting(read_content(content), kinds)


def last_waiting(notices: Iterable[KeptNotice], kinds: Collection[str]) -> KeptNotice | None:
    """Of notices in the order in which they were put away, the last one of these kinds that no file holds."""
    return next((kept for kept in reversed(list(notices)) if kept.unsaved and kept.kind in kinds), None)


def read_content(content: object) -> list[KeptNotice]:
    """What was written to the disk; what can't be understood is left out."""
    found: list[KeptNotice] = []
    for plain in content if isinstance(content, list) else ():
        try:
            found.append(from_plain(KeptNotice, plain))
        except ValueError as error:
            log.warning("a paper that was kept can't be read: %s", type(error).__name__)
    return found
