"""The notice being written, and those begun before it and not issued: coming back to one, it goes on where it was left.

They are kept while the workbook is open, one for each kind and choice of records. For `composer` only.
"""

from ui.notice.draft import NoticeDraft


class Drafts:
    """One draft is open; of those put away, only what a person wrote in is worth keeping."""

    def __init__(self) -> None:
        self.open: NoticeDraft | None = None
        """The notice being written."""
        self.issued = False
        """Whether that has gone out: then it is not kept."""
        self._kept: dict[tuple[str, frozenset[int]], NoticeDraft] = {}

    def begin(self, fresh: NoticeDraft, *, anew: bool = False) -> bool:
        """Open what was kept of this notice, else (or anew) the one given; whether it goes on."""
        before = None if anew else self._take(fresh)
        self.open = before or fresh
        self.issued = False
        return before is not None

    def put_away(self) -> None:
        """Keep the open one, in place of an earlier one of its kind about the same records."""
        if self.open is not None and not self.issued and self.open.touched:
            self._kept[_place(self.open)] = self.open

    def change_kind(self, kind: str) -> tuple[int, bool]:
        """Make the open one a notice of another kind, or go on with the one that was kept of it.

        Gives how many records come back by that, and whether it goes on.
        """
        if self.open is None:
            return 0, False
        come_back = self.open.change_kind(kind)
        left = None if self.open.touched else self._take(self.open)
        self.open = left or self.open
        return come_back, left is not None

    def _take(self, fresh: NoticeDraft) -> NoticeDraft | None:
        """The draft that was kept of the kind and about the records of `fresh`, no longer kept here; None for none.

        What its records have become meanwhile counts: those that the kind may not be about now are left out.
        """
        kept = self._kept.pop(_place(fresh), None)
        if kept is not None:
            kept.change_kind(kept.kind)
        return kept

    def forget(self) -> None:
        """The workbook is closed."""
        self._kept.clear()
        self.open = None

    def has_unsaved(self) -> bool:
        """Whether something was written by hand that no file holds yet, in the open one or in one put away."""
        here = self.open is not None and not self.issued and self.open.unsaved
        return here or any(draft.unsaved for draft in self._kept.values())


def _place(draft: NoticeDraft) -> tuple[str, frozenset[int]]:
    return draft.kind, frozenset(draft.everything())
