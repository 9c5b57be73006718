"""Which folder a file dialog begins in: each purpose remembers its own, so that a paper does not land among ledgers.

Kept in this PC's settings. For every dialog that asks for a place.
"""

from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args
from uuid import uuid4

from PySide6.QtCore import QSettings

from ui.folders import first_folder

Written = Literal["copies", "ledgers", "units", "papers", "annual", "handbook"]
"""What is written (copies: of files kept in the workbook)."""
Purpose = Literal["workbooks", "notices", "sheets", "evidence"] | Written
"""What the files are: those opened and brought in, and those written."""


def folder_for(settings: QSettings, purpose: Purpose) -> Path:
    """The folder chosen last for this purpose; where there is none, or it is gone, where dialogs begin."""
    kept = settings.value(_key(purpose), "")
    folder = Path(kept) if isinstance(kept, str) and kept else None
    return folder if folder is not None and folder.is_dir() else first_folder()


def keep_folder(settings: QSettings, purpose: Purpose, folder: Path) -> None:
    """Begin here the next time; not where something is to be written and nothing can be."""
    if purpose not in get_args(Written) or takes_files(folder):
        settings.setValue(_key(purpose), str(folder))


def takes_files(folder: Path) -> bool:
    """Whether files can be put there; of a folder that is still to be made, whether it can be."""
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    probe = place / f".{uuid4().hex}"
    try:
        probe.touch()
    except OSError:
        return False
    with suppress(OSError):
        probe.unlink()
    return True


def _key(purpose: Purpose) -> str:
    return f"folders/{purpose}"
