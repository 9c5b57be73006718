"""Which folder a file dialog begins in: each purpose remembers its own, so that a paper does not land among ledgers.

Kept in this PC's settings. For every dialog that asks for a place.
"""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings

Purpose = Literal[
    "workbooks", "notices", "sheets", "evidence", "copies", "ledgers", "units", "papers", "annual", "handbook"
]
"""What the files are: those opened and brought in, then those written (copies: of files kept in the workbook)."""


def folder_for(settings: QSettings, purpose: Purpose) -> Path:
    """The folder chosen last for this purpose; the person's own when there is none, or it is gone."""
    kept = settings.value(_key(purpose), "")
    folder = Path(kept) if isinstance(kept, str) and kept else None
    return folder if folder is not None and folder.is_dir() else Path.home()


def keep_folder(settings: QSettings, purpose: Purpose, folder: Path) -> None:
    """Begin here the next time."""
    settings.setValue(_key(purpose), str(folder))


def _key(purpose: Purpose) -> str:
    return f"folders/{purpose}"
