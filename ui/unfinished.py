"""Unfinished work: what was typed and is not in the workbook yet, kept on the disk outside it, so that nothing is lost.

One store for each workbook, `Session.unfinished`; in it one file for each kind of work: papers, a review, a new record.
Whoever makes that work says what a file holds, in plain values of JSON; `ui.widgets.keeper` writes it a moment after
the typing stops. A file belongs to a workbook (`identity`, which its copies share) at one place, so that two copies
don't get in each other's way; one that was renamed, moved or copied finds what was kept under its former name.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.base.errors import WriteError
from models.base.files import written_whole
from models.base.held_files import when_free

log = logging.getLogger(__name__)

PAPERS, NEW = "papers", "new-"
"""Kinds of work by which the window asks for what waits: papers begun; new records, the register's name behind it."""
_CUT_OFF_S = 3600

FORMAT = "gongkai-ledger unfinished"
VERSION = 1
NOT_KEPT = (
    "没做完的内容没能留到磁盘上：可能是磁盘满了，或者存备份的文件夹写不进去。窗口里的都还在，做完以前请不要关程序。"
)


class Unfinished:
    """What is unfinished in one workbook."""

    def __init__(
        self,
        home: Path,
        identity: str,
        path: Path,
        reading_because: Callable[[], str] = str,
        *,
        was_here: bool = False,
    ) -> None:
        """Keep it in the folder `home`, which need not be there.

        reading_because: why the workbook can only be read now, "" when it can be changed; else nothing is kept.
        was_here: it was opened at this place before, so that it is no copy made just now.
        """
        self._home = home
        self._identity = identity
        self._path = path.absolute()
        self._reading_because = reading_because
        self._was_here = was_here

    @property
    def former_review(self) -> Path:
        """The file in which earlier versions of the program kept a review; most often there is none."""
        name = hashlib.sha256(str(self._path).encode("utf-8", "surrogateescape")).hexdigest()
        return self._home / f"{name[:24]}.review"

    def sweep(self) -> None:
        """Throw away what a write that was cut off left behind, in an hour or more before."""
        for file in self._home.glob(".~*.json"):
            if time.time() - _written_at(file) > _CUT_OFF_S:
                with suppress(OSError):
                    file.unlink()

    def keep(self, what: str, content: object) -> None:
        """Keep this, in place of what was kept of the same kind before.

        Raises:
            WriteError: the workbook can only be read, or the file can't be written; what was kept before stays.
        """
        if because := self._reading_because():
            raise WriteError(f"{because}，没做完的内容关掉程序以后留不住。")
        self._write(what, content)

    def found(self, what: str) -> Any:
        """What was kept of this kind; None when there is nothing, or nothing that can be read."""
        if self._reading_because():
            return None
        file = self._file(what)
        if file.is_file():
            return self._read(file, what).get("content")
        return self._found_elsewhere(what)

    def may_have(self, what: str) -> bool:
        """Whether it is worth asking for this kind; its file need not be read for that."""
        return any(self._home.glob(f"{_short(self._identity)}-*.{what}.json"))

    def names(self) -> list[str]:
        """The kinds of which something is kept."""
        files = self._home.glob(f"{_short(self._identity)}-*.json")
        kinds = sorted({file.name.split(".")[1] for file in files if file.name.count(".") > 1})
        return [what for what in kinds if self.found(what) is not None]

    def forget(self, what: str) -> None:
        """Nothing of this kind is unfinished any more; of a workbook that can only be read, all stays."""
        if self._reading_because() or not self._home.is_dir():
            return
        file = self._file(what)
        try:
            if self._elsewhere(what):
                self._write(what, None)  # else what a copy keeps would be offered here once more
            else:
                file.unlink(missing_ok=True)
        except (WriteError, OSError) as error:
            log.warning("unfinished %s stays: %s", what, type(error).__name__)

    # -- files ----------------------------------------------------------------------------------------

    def _file(self, what: str) -> Path:
        place = os.path.normcase(self._path)
        return self._home / f"{_short(self._identity)}-{_short(place)}.{what}.json"

    def _write(self, what: str, content: object) -> None:
        file = self._file(what)
        held = {
            "format": FORMAT,
            "version": VERSION,
            "workbook": self._identity,
            "path": str(self._path),
            "what": what,
            "content": content,
        }
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(file) as temporary:
                temporary.write_bytes(json.dumps(held, ensure_ascii=True).encode())
        except (WriteError, OSError) as error:
            cause = error.__cause__ or error
            log.warning("unfinished %s can't be kept: %s %s", what, type(cause).__name__, getattr(cause, "errno", ""))
            raise WriteError(NOT_KEPT) from error

    def _read(self, file: Path, what: str) -> dict[str, Any]:
        """What a file holds; {} when it is damaged, of another program, another version or another workbook."""
        try:
            held = json.loads(when_free(file.read_bytes))
        except (OSError, ValueError, RecursionError) as error:
            log.warning("unfinished %s can't be read: %s", what, type(error).__name__)
            return {}
        expected = {"format": FORMAT, "version": VERSION, "workbook": self._identity, "what": what}
        if not isinstance(held, dict) or any(held.get(name) != value for name, value in expected.items()):
            log.warning("unfinished %s is not one of this workbook and version", what)
            return {}
        return held

    # -- copies ---------------------------------------------------------------------------------------

    def _elsewhere(self, what: str) -> list[Path]:
        """The files of this workbook's copies, and of itself at other places, the latest first."""
        if not self._identity:
            return []
        found = [
            file for file in self._home.glob(f"{_short(self._identity)}-*.{what}.json") if file != self._file(what)
        ]
        return sorted(found, key=_written_at, reverse=True)

    def _found_elsewhere(self, what: str) -> Any:
        """What was kept of this kind before the workbook came here.

        That of a copy that still stands elsewhere is taken only by a workbook that was not known here before, and is
        left to the copy as well.
        """
        for file in self._elsewhere(what):
            held = self._read(file, what)
            if not isinstance(held.get("path"), str):
                continue
            other = Path(held["path"])
            gone = not other.is_file()
            if not gone and self._was_here:
                continue
            content = held.get("content")
            if content is not None:
                self._take_over(what, content, file if gone and other.parent.is_dir() else None)
            return content
        return None

    def _take_over(self, what: str, content: object, former: Path | None) -> None:
        """Keep it here; `former` is put away: the file of a workbook that was renamed.

        Where even the folder is away, a disk may come back with the workbook.
        """
        try:
            self._write(what, content)
            if former is not None:
                former.unlink(missing_ok=True)
        except (WriteError, OSError) as error:
            log.warning("unfinished %s stays where it was: %s", what, type(error).__name__)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _written_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
