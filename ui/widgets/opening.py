"""Opening a file, folder or web address with the system's own program."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.session import Session


def open_outside(session: Session, url: QUrl, name: str) -> None:
    """Open it; tells when no program can."""
    if not QDesktopServices.openUrl(url):
        session.refused.emit(f"没有程序能打开“{name}”，请先安装能打开它的程序。")
