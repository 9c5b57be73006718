"""Field types with a list of words: one of them (选项), or those that are ticked off (核对清单).

The list is fixed, or the office's own: then its words are kept in the workbook under a key, the declared ones are
only what it starts with, and a new word that is used joins the list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from typing_extensions import override

from models.base.fields import Directory, Field, Value, plain_name, writable
from models.base.lists import ManyValues, listed, split_names

LONGEST_WORD = 60


@dataclass(frozen=True, kw_only=True)
class WordList(Field):
    """What both share: `options` to start with, and `words`, the key of the office's own list ("": it is fixed).

    `spellings` are other ways in which sheets write an option: (as written, the option).
    """

    options: tuple[str, ...]
    words: str = ""
    spellings: tuple[tuple[str, str], ...] = ()

    @override
    def offered(self, directory: Directory) -> tuple[str, ...]:
        return (directory.words(self.words) if self.words else ()) or self.options

    def _known(self, word: str, directory: Directory) -> str:
        """The word as the list has it; one that is new joins a list of the office's own.

        Raises:
            FieldError: it is not in a fixed list, or too long for a word.
        """
        offered = self.offered(directory)
        word = dict(self.spellings).get(word, word)
        wanted = plain_name(word)
        for option in offered:
            if plain_name(option) == wanted:
                return option
        if not self.words:
            raise self.error(f"只能填{'、'.join(offered)}，“{word}”不在其中")
        fresh = re.sub(r"\s+", " ", writable(word)).strip()
        self._check_words((fresh,))
        directory.add_word(self.words, offered, fresh)
        return fresh

    def _check_words(self, words: Sequence[str]) -> None:
        for word in words:
            if not self.words and word not in self.options:
                raise self.error(f"只能填{'、'.join(self.options)}")
            if len(word) > LONGEST_WORD:
                raise self.error(f"里的“{word[:12]}…”有 {len(word)} 个字，选项最多 {LONGEST_WORD} 个字")


@dataclass(frozen=True, kw_only=True)
class Choice(WordList):
    """One of a list of words."""

    kind: ClassVar[str] = "choice"

    @override
    def parse(self, text: str, directory: Directory) -> Value:
        written = text.strip()
        return self._known(written, directory) if written else None

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        if value is not None:
            self._check_words((value,))

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        offered = self.offered(directory)
        place = offered.index(value) if value in offered else len(offered) + (value is None)
        return (place, value or "")


_BOX = re.compile(r"\s*([■☑☒√✓✔●]|[□☐○])\s*([^■☑☒√✓✔●□☐○]*)")
_EMPTY_BOXES = "□☐○"


def _boxed(text: str) -> list[str]:
    """The words behind boxes that are ticked, as forms print them: ■政府网站 □政府公报 ■其他___."""
    words = [
        re.sub(r"[\s_＿]+", " ", word).strip(" 、，,；;") for box, word in _BOX.findall(text) if box not in _EMPTY_BOXES
    ]
    return [word for word in words if word]


@dataclass(frozen=True, kw_only=True)
class Checklist(WordList, ManyValues):
    """What of a list is done or there: the words that are ticked, in the order of the list."""

    kind: ClassVar[str] = "checklist"

    def _columns(self) -> tuple[str, ...]:
        return ("item",)

    @override
    def parse(self, text: str, directory: Directory) -> Value:
        words = _boxed(text) if _BOX.match(text) else split_names(text)
        ticked = [self._known(word, directory) for word in words]
        return self.in_order(ticked, self.offered(directory))

    @staticmethod
    def in_order(ticked: Sequence[str], offered: Sequence[str]) -> tuple[str, ...]:
        """The ticked words in the order of the list; those that have left it come last."""
        once = dict.fromkeys(ticked)
        return (*(word for word in offered if word in once), *(word for word in once if word not in offered))

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        self._check_words(value or ())

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        return listed(value or ())

    @override
    def display(self, value: Value, directory: Directory) -> str:
        """3/8：背景和依据、主要任务、保障措施."""
        if not value:
            return ""
        total = len({*self.offered(directory), *value})
        return f"{len(value)}/{total}：{'、'.join(value)}"

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        del directory
        return (not value, len(value or ()), tuple(value or ()))
