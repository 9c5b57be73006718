"""The search index: every record's searched fields as two-character runs (bigrams) in FTS5.

Chinese has no blanks between words, and SQLite's own trigrams can't find words of two characters. So a
text is folded (NFKC, case folded, letters and digits only, a line a field) and cut into all pairs of
neighbours. The folded text is kept beside the index: it verifies a hit and is what deleting needs.
"""

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable
from operator import add

from models.workbook.sql import selected_ids

_MANY = 40_000
"""From so many hits on, reading all texts in a row is quicker."""
_LONGEST_PATTERN = 10_000
_WORDS_AT_ONCE = 500

_NOT_WORD = re.compile(r"[\W_]+")


def folded(parts: Iterable[str]) -> str:
    """Field texts as one folded text, a line a field."""
    return "\n".join(filter(None, (_fold(part) for part in parts)))


def _fold(text: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def grams(text: str) -> str:
    """The distinct pairs of neighbours of a folded text, and each line's last character, blank-separated."""
    found: set[str] = set()
    for line in text.split("\n"):
        found.update(map(add, line, line[1:]))
        found.add(line[-1:])
    return " ".join(found)


class SearchIndex:
    """The index of one register."""

    def __init__(self, connection: sqlite3.Connection, register: str) -> None:
        self._connection = connection
        self._index = f"search_{register}"
        self._texts = f"search_{register}_text"

    def put(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index records anew: (id, folded text) each."""
        rows = list(texts)
        self.remove(identity for identity, _ in rows)
        self._connection.executemany(f"INSERT INTO {self._texts} (id, text) VALUES (?, ?)", rows)
        self._connection.executemany(
            f"INSERT INTO {self._index} (rowid, grams) VALUES (?, ?)",
            ((identity, grams(text)) for identity, text in rows),
        )

    def remove(self, ids: Iterable[int]) -> None:
        """Forget records; ids that are not indexed are passed over."""
        for identity in ids:
            row = self._connection.execute(f"SELECT text FROM {self._texts} WHERE id = ?", [identity]).fetchone()
            if row is None:
                continue
            self._connection.execute(
                f"INSERT INTO {self._index} ({self._index}, rowid, grams) VALUES ('delete', ?, ?)",
                [identity, grams(row[0])],
            )
            self._connection.execute(f"DELETE FROM {self._texts} WHERE id = ?", [identity])

    def find(self, text: str) -> set[int] | None:
        """Ids of the records that hold all the words of `text`; None when `text` has no letter or digit."""
        words = list(dict.fromkeys(word for word in (_fold(part) for part in text.split()) if word))
        if not words:
            return None
        match = " AND ".join(f'"{gram}"' if len(gram) > 1 else f'"{gram}"*' for word in words for gram in _asked(word))
        long_words = [word for word in words if len(word) > 2]
        hits = f"SELECT rowid AS id FROM {self._index} WHERE {self._index} MATCH ?"
        if not long_words:
            return set(selected_ids(self._connection, hits, [match]))
        return self._holding(hits, match, words, long_words)

    def _holding(self, hits: str, match: str, words: list[str], long_words: list[str]) -> set[int]:
        """Of the hits, those whose text really holds each long word: pairs may match apart from each other.

        Many hits are read quicker with all the texts in a row than each by itself; then the short words are
        looked for there too.
        """
        (count,) = self._connection.execute(f"SELECT count(*) FROM ({hits})", [match]).fetchone()
        if not count:
            return set()
        within, first, asked = ("1", [], words) if count > _MANY else (f"id IN ({hits})", [match], long_words)
        found: list[set[int]] = []
        for start in range(0, len(asked), _WORDS_AT_ONCE):
            test, values = _test_for(asked[start : start + _WORDS_AT_ONCE])
            held = f"SELECT id FROM {self._texts} WHERE {within} AND {test}"
            found.append(set(selected_ids(self._connection, held, [*first, *values])))
        return set.intersection(*found)

    def disagreements(self, texts: Iterable[tuple[int, str]], *, writable: bool) -> int:
        """How many records the index knows wrongly, is missing or has left over."""
        known: dict[int, str] = dict(self._connection.execute(f"SELECT id, text FROM {self._texts}"))
        holders = Counter(gram for text in known.values() for gram in grams(text).split())
        wrong = 0 if self._holders() == holders else 1
        wrong += sum(known.pop(identity, None) != text for identity, text in texts)
        if writable and not self._is_sound():
            wrong += 1
        return wrong + len(known)

    def _holders(self) -> dict[str, int]:
        """In how many records the index knows each pair. The view of it is temporary, so readers may make it too."""
        words = f"temp.{self._index}_words"
        (reading,) = self._connection.execute("PRAGMA query_only").fetchone()
        self._connection.execute("PRAGMA query_only = OFF")
        self._connection.execute(f"DROP TABLE IF EXISTS {words}")
        self._connection.execute(f"CREATE VIRTUAL TABLE {words} USING fts5vocab('main', '{self._index}', 'row')")
        try:
            return dict(self._connection.execute(f"SELECT term, doc FROM {words}"))
        finally:
            self._connection.execute(f"DROP TABLE {words}")
            self._connection.execute(f"PRAGMA query_only = {reading}")

    def _is_sound(self) -> bool:
        """SQLite's own check of the index; it is asked for by a write, which must not stay open."""
        self._connection.execute("SAVEPOINT checking")
        try:
            self._connection.execute(f"INSERT INTO {self._index} ({self._index}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        finally:
            self._connection.execute("ROLLBACK TO checking")
            self._connection.execute("RELEASE checking")
        return True

    def rebuild(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index everything from scratch."""
        self._connection.execute(f"INSERT INTO {self._index} ({self._index}) VALUES ('delete-all')")
        self._connection.execute(f"DELETE FROM {self._texts}")
        self.put(texts)


def _test_for(words: list[str]) -> tuple[str, list[str]]:
    """SQL that is true of a text with all these words, and its values.

    GLOB is SQLite's quickest look into a text, and a folded word has none of its signs; but it takes no
    pattern of more than 50,000 bytes.
    """
    short = [len(word) <= _LONGEST_PATTERN for word in words]
    tests = ("text GLOB ?" if globbed else "instr(text, ?)" for globbed in short)
    values = [f"*{word}*" if globbed else word for word, globbed in zip(words, short, strict=True)]
    return " AND ".join(tests), values


def _asked(word: str) -> list[str]:
    if len(word) == 1:
        return [word]
    return list(dict.fromkeys(map(add, word, word[1:])))
