"""PDF files: the text as a reader of the page sees it, paragraphs and tables in order.

A PDF only says where each character and line is drawn; everything else is found from that. `pdf_taking` takes
the pages apart, `pdf_layout` puts together what they say. A scan has no text: `Scanned` says so, and `pdf_ocr`
reads it where text recognition is installed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress, tell
from models.intake.notice import SourceText
from models.intake.readers.building import SourceBuilder
from models.intake.readers.pdf_layout import write
from models.intake.readers.pdf_page import Page
from models.intake.readers.pdf_taking import read_page
from models.intake.readers.scans import Scanned, can_recognise

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 1_000
MOST_CHARACTERS = 1_500_000
HARDLY = 30
"""A page of pictures with fewer characters than this is a scan: a stamp, a page number, a scanner's mark."""
PICTURED = 0.4
UNKNOWN = 0.3
UNSEEN = 0.5

LOCKED = "“{name}”有打开密码，请用阅读器输入密码打开、去掉密码另存后再导入。"
DAMAGED = "“{name}”已损坏或没有下载完整，打不开；请重新下载，或用阅读器打开后另存一份再导入。"
TOO_LONG = "“{name}”有 {pages} 页，不像是一份通知；请只留下要导入的页，另存后再试。"
TOO_MUCH = "“{name}”的文字多得不正常，没有读取；请打开后另存一份，只留下要导入的部分再试。"
SCAN = "“{name}”是扫描件，里面只有图片、没有文字；请先用文字识别软件转成文字，或向来文单位要电子版。"
GARBLED = "“{name}”里的文字没有编码，复制出来是乱码；请先用文字识别软件转成文字，或向来文单位要电子版。"
EMPTY = "“{name}”里没有文字，请换一份文件。"
SCANNED_PAGES = "{pages}是扫描的图片，没有读取；请核对原件，缺少的内容用“粘贴文字”补上。"
HIDDEN_TEXT = "文字是扫描件自带的识别结果，可能有错字，请对照原件核对。"

Recogniser = Callable[["PdfPage"], Page]
"""Gives the characters and lines seen in the picture of a page."""


def read_pdf(
    path: Path, data: bytes, report: Report = ignore_progress, recognise: Recogniser | None = None
) -> SourceText:
    """The text of a PDF; `recognise`, if given, reads the pages that are pictures.

    Raises:
        Scanned: the pages are pictures, or their characters have no meaning, and `recognise` is None.
        ReadError: protected by a password, damaged, empty, or absurdly large.
        Cancelled: as `report` says.
    """
    document = opened(data, path.name)
    try:
        pages, warnings = all_pages(document, path.name, report, recognise)
    finally:
        document.close()
    builder = SourceBuilder()
    write(builder, pages)
    source = builder.source(path.name, warnings)
    if not source.text.strip():
        raise ReadError(EMPTY.format(name=path.name))
    return source


def opened(data: bytes, name: str) -> "PdfDocument":
    """The document. Raises ReadError as `read_pdf`."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        protected = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise ReadError((LOCKED if protected else DAMAGED).format(name=name)) from None
    if count == 0 or count > MOST_PAGES:
        document.close()
        raise ReadError((TOO_LONG if count else DAMAGED).format(name=name, pages=count))
    return document


def all_pages(
    document: "PdfDocument", name: str, report: Report, recognise: Recogniser | None
) -> tuple[list[Page], list[str]]:
    """What stands on the pages, and what is to be said of it. Raises as `read_pdf`."""
    import pypdfium2

    pages: list[Page] = []
    pictures: list[int] = []
    broken: list[int] = []
    characters = 0
    for index in range(len(document)):
        tell(report, index, len(document))
        try:
            sheet = document[index]
            page = read_page(sheet, name)
        except pypdfium2.PdfiumError:
            broken.append(index + 1)
            continue
        if is_picture(page):
            pictures.append(index + 1)
            page = recognise(sheet) if recognise else page
        page.number = index + 1
        characters += page.characters
        if characters > MOST_CHARACTERS:
            raise ReadError(TOO_MUCH.format(name=name))
        pages.append(page)
        sheet.close()
    if not pages:
        raise ReadError(DAMAGED.format(name=name))
    return pages, said_of(pages, pictures, broken, name, recognised=recognise is not None)


def is_picture(page: Page) -> bool:
    """Whether a page's text can only be had by looking at it."""
    return page.unknown > UNKNOWN or (page.characters < HARDLY and page.pictured > PICTURED)


def said_of(
    pages: Sequence[Page], pictures: Sequence[int], broken: Sequence[int], name: str, *, recognised: bool
) -> list[str]:
    """The warnings about pages without text. Raises Scanned when they are nearly all there is."""
    warnings = []
    if broken:
        warnings.append(f"{listed(broken)}已损坏，没有读出来；请核对原件。")
    if pictures and not recognised:
        text = sum(page.characters for page in pages if not is_picture(page))
        if text < HARDLY * len(pages) or can_recognise():
            garbled = any(page.unknown > UNKNOWN for page in pages)
            raise Scanned((GARBLED if garbled else SCAN).format(name=name))
        warnings.append(SCANNED_PAGES.format(pages=listed(pictures)))
    if any(page.unseen > UNSEEN and page.pictured > PICTURED for page in pages):
        warnings.append(HIDDEN_TEXT)
    return warnings


def listed(pages: Sequence[int]) -> str:
    """Page numbers as people write them."""
    shown = "、".join(map(str, pages[:10]))
    return f"第 {shown} 页" + (f"等 {len(pages)} 页" if len(pages) > 10 else "")
