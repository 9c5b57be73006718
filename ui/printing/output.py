"""Pages into a .pdf and onto paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QMessageBox, QWidget

from models.base.errors import WriteError
from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from ui.printing.drawing import TWIPS_PER_INCH, Page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MM_PER_TWIP = 25.4 / TWIPS_PER_INCH
_DPI = 1200


def write_pdf(pages: Sequence[Page], target: Path, title: str, report: Report = ignore_progress) -> None:
    """Write the pages to `target`, whole or not at all; the fonts used are embedded as subsets.

    Raises:
        WriteError: the target can't be written. Cancelled: `report` said so; nothing is left behind.
    """
    with written_whole(target) as temporary:
        writer = QPdfWriter(str(temporary))
        writer.setResolution(_DPI)
        writer.setTitle(" ".join(title.split()))
        writer.setCreator("政务公开台账")
        painter = QPainter()
        try:
            for number, page in enumerate(pages):
                tell(report, number, len(pages))
                writer.setPageLayout(_layout(page))
                begun = writer.newPage() if number else painter.begin(writer)
                if not begun:
                    raise WriteError(f"“{target.name}”写不进去，请换一个位置再试。")
                _paint(painter, page, _DPI / TWIPS_PER_INCH)
        finally:
            painter.end()  # before the writer goes, or Qt aborts
        tell(report, len(pages), len(pages))


def print_pages(parent: QWidget | None, pages: Sequence[Page], title: str) -> bool:
    """Ask for a printer and print; gives whether it was sent. Pages larger than the printer's paper are made to fit.

    What goes wrong at the printer is told the person.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    if not pages:
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ".join(title.split()))
    printer.setPageLayout(_layout(pages[0]))
    printer.setFromTo(1, len(pages))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    chosen = list(pages)
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        chosen = chosen[printer.fromPage() - 1 : printer.toPage()]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    try:
        send(printer, chosen)
    except WriteError as error:
        QMessageBox.warning(parent, "打印", error.sentence)
        return False
    return True


def send(printer: "QPrinter", pages: Sequence[Page]) -> None:
    """Print the pages, each from the corner of its paper whatever margins the printer wants.

    Raises:
        WriteError: the printer takes no more.
    """
    painter = QPainter()
    try:
        for number, page in enumerate(pages):
            printer.setPageOrientation(_orientation(page))
            printer.setFullPage(True)  # anew for each page: a layout set later takes it back
            begun = printer.newPage() if number else painter.begin(printer)
            if not begun:
                raise WriteError("打印机没有接受，请看看打印机是否连着、有没有纸，再打印一次。")
            paper = printer.paperRect(printer.Unit.DevicePixel)
            _paint(painter, page, min(paper.width() / page.width, paper.height() / page.height))
    finally:
        painter.end()


def _orientation(page: Page) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if page.width > page.height else QPageLayout.Orientation.Portrait


def _layout(page: Page) -> QPageLayout:
    """Paper of the page's size, without margins: those are the page's own."""
    short, long = sorted((page.width, page.height))
    size = QPageSize(
        QSizeF(short * _MM_PER_TWIP, long * _MM_PER_TWIP),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    return QPageLayout(size, _orientation(page), QMarginsF(0, 0, 0, 0))


def _paint(painter: QPainter, page: Page, scale: float) -> None:
    painter.save()
    painter.scale(scale, scale)
    painter.setClipRect(QRectF(0, 0, page.width, page.height))
    page.paint(painter)
    painter.restore()
