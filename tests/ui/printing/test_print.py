"""Onto paper: a printer that wants margins, pages that lie across, a printer that takes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from models.base.errors import WriteError
from tests.models.export.rendering import pages_in
from tests.models.export.samples import ledger, notice
from ui.printing import gongwen_pages, ledger_pages, print_pages, write_pdf
from ui.printing.output import send


def printer_into(target: Path) -> QPrinter:
    """A printer that can't print within 12 points of the edge, like most on a desk; what it prints is a .pdf."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    least = QMarginsF(12, 12, 12, 12)
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, least, QPageLayout.Unit.Point, least))
    return printer


def test_what_is_printed_stands_where_it_stands_in_the_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    pages = [*gongwen_pages(notice()), *ledger_pages(ledger(3))]
    send(printer_into(tmp_path / "printed.pdf"), pages)
    write_pdf(pages, tmp_path / "written.pdf", "通知")
    printed, written = pages_in(tmp_path / "printed.pdf"), pages_in(tmp_path / "written.pdf")
    assert len(printed) == len(written) == len(pages)
    for ours, theirs in zip(printed, written, strict=True):
        assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=0.6)
        first, expected = ours.body()[0][0], theirs.body()[0][0]
        assert (first.left, first.top) == pytest.approx((expected.left, expected.top), abs=0.6)


def test_a_printer_that_takes_nothing_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = gongwen_pages(notice())
    with pytest.raises(WriteError, match="打印机"):
        send(printer_into(tmp_path / "no such folder" / "printed.pdf"), pages)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, sentence: told.append(sentence))
    monkeypatch.setattr(
        QPrintDialog, "exec", lambda dialog: refuse(dialog.printer(), tmp_path) or QPrintDialog.DialogCode.Accepted
    )
    assert not print_pages(None, pages, "通知")
    assert len(told) == 1
    assert "打印机" in told[0]


def refuse(printer: QPrinter, folder: Path) -> None:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "no such folder" / "printed.pdf"))
