"""A notice on its way out of the composer: into a Word or PDF file, onto paper, into 发文登记簿.

Asks for the place and says what happened; what is written is the document as it was shown. For `composer` only.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from models.base.errors import ClerkError
from models.base.file_names import safe_file_name
from models.export.gongwen import Gongwen
from models.operations import dispatching, issuing
from models.operations.settings import office_fonts
from ui.last_folders import folder_for, keep_folder
from ui.printing import gongwen_pages, print_pages, write_pdf
from ui.session import Session
from ui.widgets.export_dialog import with_ending
from ui.widgets.opening import open_outside

_KINDS = {".docx": ("存为 Word", "Word 文档 (*.docx)"), ".pdf": ("存为 PDF", "PDF 文档 (*.pdf)")}


class Outgoing(QObject):
    """Writes, prints and issues for one composer page."""

    written = Signal(object)
    """The path of a file that now holds the document."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.last: Path | None = None
        """The file written last."""

    def begin(self) -> None:
        """Another notice: no file holds it yet."""
        self.last = None

    def save(self, suffix: str, kind: str, document: Gongwen, ids: Sequence[int]) -> None:
        """Ask for a place and write the document there, as .docx or .pdf."""
        title, filter_ = _KINDS[suffix]
        folder = folder_for(self._session.settings, "papers")
        name = safe_file_name(f"{kind} {self._session.clock.today():%Y-%m-%d}", suffix)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(folder / name), filter_)
        target = with_ending(Path(chosen), suffix, self._window) if chosen else None
        if target is not None:
            self.write(target, kind, document, ids)

    def write(self, target: Path, kind: str, document: Gongwen, ids: Sequence[int]) -> None:
        """Write the document to `target`; the ending says in which form."""
        if target.suffix.lower() == ".pdf":
            done = self._write_pdf(target, document)
        else:
            done = self._session.run(issuing.write_composed, kind, document, ids, target) is not None
        if done:
            keep_folder(self._session.settings, "papers", target.parent)
            self.last = target
            self.written.emit(target)

    def _write_pdf(self, target: Path, document: Gongwen) -> bool:
        try:
            write_pdf(gongwen_pages(document, office_fonts(self._session.desk)), target, document.title)
        except ClerkError as error:
            self._session.refuse(error)
            return False
        self._session.told.emit(f"已存为 PDF，存到“{target.name}”。", False)
        return True

    def print(self, document: Gongwen) -> None:
        """Print the pages as they are shown."""
        if print_pages(self._window, gongwen_pages(document, office_fonts(self._session.desk)), document.title):
            self._session.told.emit("已送到打印机。", False)

    def issue(self, kind: str, document: Gongwen, ids: Sequence[int], settings: Mapping[str, str]) -> bool:
        """Register the notice in 发文登记簿, with its file and number, in one step; gives whether it was."""
        return bool(self._session.run(dispatching.issue, kind, document, ids, settings))

    def open_last(self) -> None:
        """Open the file written last with the system's program."""
        if self.last is not None:
            open_outside(self._session, QUrl.fromLocalFile(str(self.last)), self.last.name)
