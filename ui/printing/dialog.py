"""Pages in a window of their own, to be looked at, printed, or written as .pdf."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QMessageBox, QVBoxLayout, QWidget

from models.base.errors import ClerkError
from models.base.file_names import safe_file_name
from ui.last_folders import Purpose, folder_for, keep_folder
from ui.printing.drawing import Page
from ui.printing.output import print_pages, write_pdf
from ui.printing.view import PagesView
from ui.printing.zoom import ZoomBar


class PagesDialog(QDialog):
    """Shows pages that are made already; `title` names the printed document and the .pdf, which goes to `purpose`."""

    def __init__(
        self,
        heading: str,
        title: str,
        pages: Sequence[Page],
        settings: QSettings,
        purpose: Purpose,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._purpose = settings, purpose
        self._title = title
        self.setWindowTitle(f"打印预览：{heading}")
        self.setMinimumSize(420, 360)
        screen = self.screen().availableSize()
        self.resize(min(900, screen.width() - 60), min(760, screen.height() - 80))
        self.view = PagesView()
        self.view.setAccessibleName("打印预览")
        self.view.show_pages(pages)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        for text, done in (("打印…", self.print), ("存为 PDF…", self.save)):
            buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(done)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(ZoomBar(self.view), 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.view, 1)
        column.addWidget(buttons)

    def print(self) -> None:
        """Ask for a printer and print."""
        if print_pages(self, self.view.pages, self._title):
            self.accept()

    def save(self) -> None:
        """Ask for a place and write a .pdf there."""
        name = safe_file_name(" ".join(self._title.split()), ".pdf")
        folder = folder_for(self._settings, self._purpose)
        chosen, _ = QFileDialog.getSaveFileName(self, "存为 PDF", str(folder / name), "PDF 文档 (*.pdf)")
        if not chosen:
            return
        target = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        try:
            write_pdf(self.view.pages, target, self._title)
        except ClerkError as error:
            QMessageBox.warning(self, "存为 PDF", error.sentence)
            return
        keep_folder(self._settings, self._purpose, target.parent)
