"""Double clicks on .gkb files (文件关联): this program is set as theirs for the person logged in, or no longer.

Only what belongs to that person is written, so no administrator is needed. What a double click did before is
kept beside ours and comes back when it is undone. Windows only.

Source: Win32, "File Types and File Associations" (ProgIDs, registering an application to handle them).
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from ui import windows_registry as registry
from ui.folders import NAME, program_folder

SUFFIX = ".gkb"
KIND = "GongkaiLedger.Workbook"
TITLE = "政务公开台账工作簿"
CLASSES = r"Software\Classes"
_BEFORE = "GongkaiLedger.Before"


def program_command() -> list[str]:
    """The command that opens the window: of the built program, or of the sources."""
    if getattr(sys, "frozen", False):
        return [str(program_folder() / f"{NAME}.exe")]
    python = Path(sys.executable)
    windowed = python.with_name("pythonw.exe")
    return [str(windowed if windowed.exists() else python), str(program_folder() / "main.py")]


class FileType:
    """What Windows does with .gkb files; `command` opens the window and `classes` is the key of all file types."""

    def __init__(self, command: Sequence[str], classes: str = CLASSES) -> None:
        self._command = list(command)
        self._suffix = rf"{classes}\{SUFFIX}"
        self._kind = rf"{classes}\{KIND}"

    def is_ours(self) -> bool:
        """Whether a double click starts this very program; False when it was moved since."""
        started = registry.read(rf"{self._kind}\shell\open\command")
        return registry.read(self._suffix) == KIND and started == self._open_command()

    def take(self) -> None:
        """Let a double click start this program. Raises OSError where Windows refuses."""
        before = registry.read(self._suffix)
        if before and before != KIND:
            registry.write(self._suffix, before, _BEFORE)
        registry.write(self._kind, TITLE)
        registry.write(rf"{self._kind}\DefaultIcon", f'"{self._command[0]}",0')
        registry.write(rf"{self._kind}\shell\open\command", self._open_command())
        registry.write(self._suffix, KIND)
        registry.tell_of_new_file_types()

    def give_back(self) -> None:
        """Undo `take`: a double click does what it did before. Raises OSError where Windows refuses."""
        before = registry.read(self._suffix, _BEFORE)
        if registry.read(self._suffix) == KIND:
            if before:
                registry.write(self._suffix, before)
                registry.remove_value(self._suffix, _BEFORE)
            else:
                registry.remove_key(self._suffix)
        registry.remove_key(self._kind)
        registry.tell_of_new_file_types()

    def _open_command(self) -> str:
        """As Windows keeps it: every path in quotes."""
        return " ".join(f'"{word}"' for word in (*self._command, "%1"))
