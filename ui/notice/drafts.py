"""The notice being written, and those begun before it and not issued: coming back to one, it goes on where it was left.

They are kept one for each kind and choice of records, on the disk as well (`ui.notice.kept`), where they outlast the
program. For `composer` only.
"""

from collections.abc import Collection

from ui.notice.draft import NoticeDraft
from ui.notice.kept import KeptNotice, Place, as_content, last_waiting, read_content
from ui.session import Session
from ui.unfinished import PAPERS

_MOST_IN_FILES = 30
"""Of those that a Word or PDF file holds, the ones written last are kept; of the others all."""


class Drafts:
    """One draft is open; of those put away, only what a person wrote in is worth keeping."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.open: NoticeDraft | None = None
        """The notice being written."""
        self.issued = False
        """Whether that has gone out: then it is not kept."""
        self._kept: dict[Place, KeptNotice] = {}
        self._were_read = False

    def begin(self, fresh: NoticeDraft, *, anew: bool = False) -> bool:
        """Open what was kept of this notice, else (or anew) the one given; whether it goes on."""
        kept = self._take(fresh.place)
        self.open = fresh
        self.issued = False
        if kept is None or anew:
            return False
        fresh.take_up(kept)
        return True

    def put_away(self) -> None:
        """Keep the open one, in place of an earlier one of its kind about the same records."""
        if self.open is not None and not self.issued and self.open.touched:
            self._keep(self.open.kept())

    def change_kind(self, kind: str) -> tuple[int, bool]:
        """Make the open one a notice of another kind, or go on with the one that was kept of it: both stay as written.

        Gives how many records come back by that, and whether it goes on.
        """
        if self.open is None:
            return 0, False
        before = self.open.kept() if self.open.touched else None
        come_back = self.open.change_kind(kind)
        kept = self._take(self.open.place)
        if kept is not None:
            if before is not None:
                self._keep(before)
            self.open.take_up(kept)
        return come_back, kept is not None

    def latest(self, kinds: Collection[str]) -> KeptNotice | None:
        """Of those of these kinds that no file holds, the one put away last."""
        self._read()
        return last_waiting(self._kept.values(), kinds)

    def forget(self) -> None:
        """The workbook is closed."""
        self._kept.clear()
        self._were_read = False
        self.open = None

    def has_unsaved(self) -> bool:
        """Whether something was written by hand that no file holds yet, in the open one or in one put away."""
        here = self.open is not None and not self.issued and self.open.unsaved
        return here or any(kept.unsaved for kept in self._kept.values())

    def content(self) -> object:
        """What is to be kept on the disk; None for nothing."""
        self._read()
        kept = dict(self._kept)
        if self.open is not None and not self.issued and self.open.touched:
            kept.pop(self.open.place, None)
            kept[self.open.place] = self.open.kept()
        in_files = [place for place, notice in kept.items() if not notice.unsaved]
        for place in in_files[:-_MOST_IN_FILES]:
            del kept[place]
        return as_content(kept.values())

    def _keep(self, notice: KeptNotice) -> None:
        self._read()
        self._kept.pop(notice.place, None)
        self._kept[notice.place] = notice

    def _take(self, place: Place) -> KeptNotice | None:
        """What was kept of a notice, no longer kept here; None for nothing."""
        self._read()
        return self._kept.pop(place, None)

    def _read(self) -> None:
        """Once, what was kept the last time; of a workbook that can only be read nothing is, as long as it is so."""
        if self._were_read or not self._session.writable:
            return
        self._were_read = True
        before = read_content(self._session.unfinished.found(PAPERS))
        self._kept = {**{notice.place: notice for notice in before}, **self._kept}
