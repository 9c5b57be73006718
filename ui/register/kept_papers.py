"""A paper kept with a record (公文文件), as pages to be looked at, printed, or written as .pdf."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.base.errors import ClerkError
from ui.printing import PagesDialog, kept_pages
from ui.session import Session
from ui.widgets.kept_files import File, content_of, name_of


def show_kept_paper(session: Session, parent: QWidget, file: File) -> None:
    """Show the pages of a file that this program wrote; says why not of another."""
    try:
        pages = kept_pages(content_of(session, file))
    except ClerkError as error:
        session.refuse(error)
        return
    name = name_of(file)
    PagesDialog(name, Path(name).stem, pages, session.settings, "papers", parent).exec()
