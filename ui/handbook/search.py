"""Finding words in the handbook, chapter by chapter and heading by heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextDocument

from ui.handbook.chapters import Chapter, Handbook
from ui.handbook.document import headings, write_chapter
from ui.widgets.pinyin import readings


@dataclass(frozen=True)
class Found:
    """What was found in a chapter: how often in all (0: its titles alone tell it), and under which headings."""

    chapter: Chapter
    count: int
    headings: tuple[str, ...]


class Search:
    """Looks for words in all chapters; their plain texts are made when the first word is looked for."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._sections: dict[str, list[tuple[str, str]]] = {}

    def find(self, words: str) -> list[Found]:
        """The chapters in which all the words stand; for letters also those whose titles begin so in pinyin (cbdb)."""
        wanted = [word.casefold() for word in words.split()]
        if not wanted:
            return []
        letters = wanted[0] if len(wanted) == 1 and wanted[0].isascii() and wanted[0].isalpha() else ""
        hits = (
            self._in_chapter(chapter, wanted) or (_by_initials(chapter, letters) if letters else None)
            for chapter in self._handbook.chapters
        )
        return [hit for hit in hits if hit is not None]

    def _in_chapter(self, chapter: Chapter, wanted: Sequence[str]) -> Found | None:
        sections = self._sections_of(chapter)
        counts = {word: sum(text.count(word) for _, text in sections) for word in wanted}
        if not all(counts.values()):
            return None
        under = tuple(name for name, text in sections if name and any(word in text for word in wanted))
        return Found(chapter, sum(counts.values()), under)

    def _sections_of(self, chapter: Chapter) -> list[tuple[str, str]]:
        """(heading, what stands under it in small letters); "" for what stands above the first."""
        if chapter.key not in self._sections:
            document = QTextDocument()
            write_chapter(document, chapter.text, self._handbook.folder, QColor())
            text = document.toPlainText()
            starts = [("", 0), *headings(document)]
            ends = [start for _, start in starts[1:]] + [len(text)]
            self._sections[chapter.key] = [
                (name, text[start:end].casefold()) for (name, start), end in zip(starts, ends, strict=True)
            ]
        return self._sections[chapter.key]


def _by_initials(chapter: Chapter, letters: str) -> Found | None:
    def fits(title: str) -> bool:
        return any(letters in reading for reading in readings(title))

    under = tuple(name for name in chapter.headings if fits(name))
    return Found(chapter, 0, under) if under or fits(chapter.title) else None
