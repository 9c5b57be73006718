"""Opening a file, folder or web address with the system's own program."""

from pathlib import Path

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices

from ui.session import Session


def open_outside(session: Session, url: QUrl, name: str) -> None:
    """Open it; tells when no program can."""
    if QDesktopServices.openUrl(url):
        return
    place = url.toLocalFile()
    if place and Path(place).is_dir():
        session.refused.emit(f"打不开“{name}”，请自己到这里看：{QDir.toNativeSeparators(place)}")
    else:
        session.refused.emit(f"没有程序能打开“{name}”，请先安装能打开它的程序。")
