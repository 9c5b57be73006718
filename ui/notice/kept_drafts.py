"""Notices that were begun and not issued, kept while the workbook is open: coming back to one, it goes on where it was left.

One for each kind and choice of records. For `composer` only.
"""

from ui.notice.draft import NoticeDraft


class KeptDrafts:
    """Drafts put away by the composer; only what a person wrote in is worth keeping."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, frozenset[int]], NoticeDraft] = {}

    def put(self, draft: NoticeDraft) -> None:
        """Keep this draft in place of an earlier one of its kind about the same records."""
        if draft.touched:
            self._drafts[_place(draft)] = draft

    def take(self, fresh: NoticeDraft) -> NoticeDraft | None:
        """The draft that was kept of the kind and about the records of `fresh`, no longer kept here; None for none.

        What its records have become meanwhile counts: those that the kind may not be about now are left out.
        """
        kept = self._drafts.pop(_place(fresh), None)
        if kept is not None:
            kept.change_kind(kept.kind)
        return kept

    def forget(self) -> None:
        """The workbook is closed."""
        self._drafts.clear()

    def has_unsaved(self) -> bool:
        """Whether one of them stands in no file."""
        return any(draft.unsaved for draft in self._drafts.values())


def _place(draft: NoticeDraft) -> tuple[str, frozenset[int]]:
    return draft.kind, frozenset(draft.everything())
