"""Places in a notice's text: against those of a QTextDocument, and of the headings that tasks name.

Plain functions without Qt. Used by `ui.intake.source` only.
"""

from bisect import bisect_right
from collections.abc import Sequence

from models.intake.notice import DraftTask, Span


class Places:
    """Positions in a Python string against positions in a QTextDocument (which counts UTF-16 units)."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_there = [index + before for before, index in enumerate(self._wide)]

    def there(self, position: int) -> int:
        """The document's position of a string's position."""
        return position + bisect_right(self._wide, position - 1)

    def here(self, position: int) -> int:
        """The string's position of a document's position."""
        return position - bisect_right(self._wide_there, position - 1)


def section_places(text: str, tasks: Sequence[DraftTask]) -> set[Span]:
    """Where the headings stand that the tasks' section paths name: each at its last place before the task.

    Headings are compared without blanks, which a section path does not keep.
    """
    kept = [index for index, char in enumerate(text) if not char.isspace()]
    bare = "".join(text[index] for index in kept)
    found: set[Span] = set()
    known: set[tuple[str, ...]] = set()
    for task in tasks:
        if task.section in known:
            continue
        known.add(task.section)
        end = bisect_right(kept, task.span[0] - 1)
        for heading in reversed(task.section):
            words = "".join(heading.split())
            start = bare.rfind(words, 0, end) if words else -1
            if start >= 0:
                found.add((kept[start], kept[start + len(words) - 1] + 1))
                end = start
    return found
