"""Writing .pdf from the command line: the window's own pages, without a window or a screen.

The rest of the command line does without Qt; here it is loaded when a .pdf is asked for.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.base.errors import ClerkError

if TYPE_CHECKING:
    from models.export.fonts import FontSet
    from models.export.gongwen import Gongwen
    from models.operations.ledgers import Write


def ledger_writer(target: Path) -> "Write | None":
    """What writes a ledger as .pdf; None for another ending.

    Raises:
        ClerkError: Qt can't be loaded here.
    """
    if target.suffix.lower() != ".pdf":
        return None
    _start_qt()
    from ui.printing import write_ledger_pdf

    return write_ledger_pdf


def write_notice_pdf(document: "Gongwen", fonts: "FontSet", target: Path) -> None:
    """Write an official document as .pdf.

    Raises:
        ClerkError: Qt can't be loaded here. WriteError: the target can't be written.
    """
    _start_qt()
    from ui.printing import gongwen_pages, write_pdf

    write_pdf(gongwen_pages(document, fonts), target, document.title)


_APPLICATION: list[object] = []
"""Qt's application must live as long as the process."""


def _start_qt() -> None:
    if sys.platform not in {"win32", "darwin"}:
        # Elsewhere there may be no screen; on these two there always is one, and only their own platform
        # knows the fonts that are installed.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtGui import QGuiApplication
    except ImportError as error:
        raise ClerkError(
            "这台电脑缺少显示页面要用的系统组件，不能写 PDF。请先导出为 .docx，再用 Word 或 WPS 另存为 PDF。"
        ) from error
    if QGuiApplication.instance() is None:
        _APPLICATION.append(QGuiApplication([]))
