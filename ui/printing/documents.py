"""Pages of a 公文 or a ledger: written by `models.export` as the .docx that would be saved, and laid out from that.

So the preview, the paper and the .pdf follow the Word file; there is no second description of a document.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.export.annual_report import AnnualPaper
from models.export.fonts import OFFICE_FONTS, FontSet
from models.export.gongwen import Gongwen
from models.export.ledger import Ledger
from ui.printing.drawing import Page
from ui.printing.flow import pages_of
from ui.printing.output import write_pdf
from ui.printing.package import ours, read_package


def gongwen_pages(document: Gongwen, fonts: FontSet = OFFICE_FONTS) -> list[Page]:
    """The pages of an official document."""
    from models.export.gongwen import rendered

    stream = BytesIO()
    rendered(document, fonts).save(stream)
    return pages_of(read_package(stream.getvalue()))


def kept_pages(content: bytes) -> list[Page]:
    """The pages of a document that `models.export` wrote before, and that was kept.

    Raises:
        ReadError: another program wrote it, or wrote it anew.
    """
    if not ours(content):
        raise ReadError("这个文件不是本程序写成的，在这里打印不了，请打开它，在 Word 或 WPS 里打印。")
    return pages_of(read_package(content))


def annual_pages(paper: AnnualPaper, fonts: FontSet = OFFICE_FONTS) -> list[Page]:
    """The pages of an annual report."""
    from models.export.annual_report import annual_docx

    return pages_of(read_package(annual_docx(paper, fonts)))


def write_ledger_pdf(ledger: Ledger, target: Path, report: Report = ignore_progress) -> None:
    """Write a ledger's pages as .pdf, whole or not at all.

    Raises:
        WriteError: the target can't be written. Cancelled: `report` said so.
    """
    write_pdf(ledger_pages(ledger, report), target, ledger.title, report)


def ledger_pages(ledger: Ledger, report: Report = ignore_progress) -> list[Page]:
    """The pages of a ledger.

    Raises:
        Cancelled: `report` said so.
    """
    from models.export.ledger_docx import write_ledger_docx

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "ledger.docx"
        write_ledger_docx(ledger, target, report)
        content = target.read_bytes()
    return pages_of(read_package(content), report)
