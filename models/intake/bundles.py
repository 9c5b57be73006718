"""Several files brought in at once: each read, those of one notice taken together.

For the window and the command line through `models.intake`. One helper process reads them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.apart import Apart
from models.base.errors import ClerkError
from models.base.progress import Report, ignore_progress, tell
from models.intake.joining import group, joined
from models.intake.notice import SourceText
from models.intake.readers.reading import read_file


@dataclass(frozen=True)
class Bundle:
    """The files of one notice with what was read of each, the covering notice first."""

    paths: tuple[Path, ...]
    parts: tuple[SourceText, ...]

    @property
    def source(self) -> SourceText:
        """All of it as one source."""
        return joined(self.parts)

    def __add__(self, other: "Bundle") -> "Bundle":
        """Both as files of one notice."""
        return Bundle((*self.paths, *other.paths), (*self.parts, *other.parts))

    def apart(self) -> tuple["Bundle", ...]:
        """Each file as a notice of its own."""
        return tuple(Bundle(self.paths[at : at + 1], (part,)) for at, part in enumerate(self.parts))


def read_bundles(paths: Sequence[Path], report: Report = ignore_progress) -> tuple[list[Bundle], list[str]]:
    """The notices in some files, in order, and a sentence for each file that can't be read; it names the file.

    Raises:
        Cancelled: as `report` says.
    """
    read: list[tuple[Path, SourceText]] = []
    refusals: list[str] = []
    with Apart() as process:
        for index, path in enumerate(paths):

            def part(done: int, total: int, before: int = index) -> bool:
                inside = min(99, 100 * done // total) if total > 0 else 0
                return report(before * 100 + inside, len(paths) * 100)

            tell(part, 0, 1)
            try:
                read.append((path, read_file(path, part, process)))
            except ClerkError as error:
                named = path.name in error.sentence
                refusals.append(error.sentence if named else f"“{path.name}”：{error.sentence}")
    groups = group([source for _, source in read])
    bundles = [Bundle(tuple(read[at][0] for at in one), tuple(read[at][1] for at in one)) for one in groups]
    tell(report, len(paths) * 100, len(paths) * 100)
    return bundles, refusals
