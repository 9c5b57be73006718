"""The search index: every record's searched fields as one folded text (NFKC, case folded, letters and digits only).

Chinese has no blanks between words, so a word may begin anywhere in a text and all texts are looked through. In
memory that takes 0.15 µs a record, less than asking an index of two-character runs took for frequent words, and
storing a record takes a tenth of the time. The texts lie in a table, so that opening a workbook folds nothing.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence

from models.workbook.inserting import insert_rows

_NOT_WORD = re.compile(r"[\W_]+")
_CUT = "\x00"
_MARKS = "，。；：、（）《》“”〔〕…—！？ \n　.,;:()-/"
"""Signs of which the folding leaves nothing, as themselves or in their narrow form; the usual ones."""


def folded(parts: Iterable[str]) -> str:
    """Field texts as one folded text, a line a field."""
    return joined(map(fold, parts))


def fold(text: str) -> str:
    """One field's text, folded."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Many texts, each as `fold` has it, in a third of the time.

    Without their marks nearly all texts are in the normal form already and nothing but letters and digits.
    """
    bare = _CUT.join(texts)
    for mark in _MARKS:
        bare = bare.replace(mark, "")
    parts = bare.casefold().split(_CUT)
    if len(parts) != len(texts) or not unicodedata.is_normalized("NFKC", bare):
        return list(map(fold, texts))
    return [part if not part or part.isalnum() else _NOT_WORD.sub("", part) for part in parts]


def joined(parts: Iterable[str]) -> str:
    """Folded texts as one; no word runs from one field into the next."""
    return "\n".join(filter(None, parts))


class SearchIndex:
    """The index of one register; its texts are read into memory by the first search."""

    def __init__(self, connection: sqlite3.Connection, register: str) -> None:
        self._connection = connection
        self._table = f"search_{register}_text"
        self._known: dict[int, str] | None = None

    def put(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index records anew: (id, folded text) each."""
        rows = list(texts)
        insert_rows(self._connection, f"INSERT OR REPLACE INTO {self._table} (id, text) VALUES (?, ?)", rows)
        if self._known is not None:
            self._known.update(rows)

    def remove(self, ids: Iterable[int]) -> None:
        """Forget records; ids that are not indexed are passed over."""
        gone = list(ids)
        self._connection.executemany(f"DELETE FROM {self._table} WHERE id = ?", ((identity,) for identity in gone))
        if self._known is not None:
            for identity in gone:
                self._known.pop(identity, None)

    def find(self, text: str) -> set[int] | None:
        """Ids of the records that hold all the words of `text`; None when `text` has no letter or digit."""
        words = sorted({word for part in text.split() if (word := fold(part))}, key=len, reverse=True)
        if not words:
            return None
        held = self._texts()
        for word in words[:-1]:
            held = {identity: known for identity, known in held.items() if word in known}
        return {identity for identity, known in held.items() if words[-1] in known}

    def read(self) -> None:
        """Read the texts into memory now, so that the next search need not wait for them."""
        self._texts()

    def disagreements(self, texts: Iterable[tuple[int, str]]) -> int:
        """How many records the index knows wrongly, is missing or has left over."""
        known = self._stored()
        wrong = sum(known.pop(identity, None) != text for identity, text in texts)
        return wrong + len(known)

    def rebuild(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index everything from scratch."""
        self._known = None
        self._connection.execute(f"DELETE FROM {self._table}")
        self.put(texts)

    def _texts(self) -> dict[int, str]:
        if self._known is None:
            self._known = self._stored()
        return self._known

    def _stored(self) -> dict[int, str]:
        return dict(self._connection.execute(f"SELECT id, text FROM {self._table}"))
