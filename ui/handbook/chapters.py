"""The handbook's chapters as they lie in resources/handbook; no Qt here.

contents.toml lists the parts and their chapters in order; a chapter is a Markdown file with one heading `# ` at its
top and others `## `. What the program itself knows better (its keys, statuses, settings) is not written there but
asked for by a line such as `{keys}` or `{statuses requests}` and filled in by `ui.handbook.facts`.
A link is `[words](chapter)` or `[words](chapter#heading)`, a picture `![words](name.png)`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Fill = Callable[[str, str], str]
"""(what is asked for, about what) -> Markdown."""

_ASKED = re.compile(r"^\{(\w+)(?: (\w+))?\}$", re.MULTILINE)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """One chapter: `key` names it in links, `text` is its Markdown, `headings` are those below its title."""

    key: str
    part: str
    title: str
    text: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Handbook:
    """All chapters in order. `places`: page of the program -> "chapter" or "chapter#heading" that explains it."""

    folder: Path
    chapters: tuple[Chapter, ...]
    places: Mapping[str, str]

    def chapter(self, key: str) -> Chapter:
        """The chapter of that key.

        Raises:
            KeyError: there is none.
        """
        return {chapter.key: chapter for chapter in self.chapters}[key]

    def target_of(self, *places: str) -> str:
        """Where the first of these pages that is declared is explained; the first chapter when none of them is."""
        return next((self.places[place] for place in places if place in self.places), self.chapters[0].key)


def read_handbook(folder: Path, fill: Fill) -> Handbook:
    """Read the handbook of a folder, asking `fill` for what the program knows itself."""
    with (folder / "contents.toml").open("rb") as file:
        contents = tomllib.load(file)
    chapters: list[Chapter] = []
    for part in contents["parts"]:
        for key in part["chapters"]:
            text = (folder / f"{key}.md").read_text(encoding="utf-8")
            text = _ASKED.sub(lambda match: fill(match[1], match[2] or ""), text)
            title = text.partition("\n")[0].removeprefix("# ").strip()
            chapters.append(Chapter(key, part["title"], title, text, tuple(_HEADING.findall(text))))
    places = {place: target for target, places in contents["places"].items() for place in places}
    return Handbook(folder, tuple(chapters), places)
