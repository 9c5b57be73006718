"""The whole handbook on A4 pages, for the printing engine: a title, then chapter after chapter, each on a new page."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QPainter, QTextDocument

from ui.handbook.chapters import Handbook
from ui.handbook.document import fit_pictures, write_chapter
from ui.printing import Page

TITLE = "政务公开台账使用手册"
_TWIPS_PER_PIXEL = 15.0
"""Documents are laid out at 96 pixels an inch."""
_A4 = QSizeF(11906, 16838)
"""Twips (ISO 216)."""
_MARGIN = 76.0
_TEXT = 14
"""Pixels: 10.5 points, 五号."""
_FOOT = 34.0


@dataclass(frozen=True)
class ChapterPage(Page):
    """One page of a chapter's document, with its number in the book at the foot."""

    document: QTextDocument = field(default_factory=QTextDocument)
    at: int = 0
    number: int = 1

    def paint(self, painter: QPainter) -> None:
        """Draw it; the painter's unit is the twip."""
        painter.scale(_TWIPS_PER_PIXEL, _TWIPS_PER_PIXEL)
        size = self.document.pageSize()
        foot = QRectF(0, size.height() - _MARGIN + 20, size.width(), _FOOT)
        painter.setFont(self.document.defaultFont())
        painter.setPen(QColor("black"))
        painter.drawText(foot, 0x84, f"— {self.number} —")  # in the middle both ways
        painter.translate(0, -self.at * size.height())
        self.document.drawContents(painter, QRectF(0, self.at * size.height(), size.width(), size.height()))


def handbook_pages(handbook: Handbook) -> list[Page]:
    """The pages of all chapters."""
    pages: list[Page] = []
    for chapter in handbook.chapters:
        document = _laid_out(handbook, chapter.text)
        for at in range(document.pageCount()):
            pages.append(ChapterPage(_A4.width(), _A4.height(), (), document, at, len(pages) + 1))
    return pages


def _laid_out(handbook: Handbook, text: str) -> QTextDocument:
    document = QTextDocument()
    font = QFont()
    font.setPixelSize(_TEXT)
    document.setDefaultFont(font)
    document.setDocumentMargin(_MARGIN)
    write_chapter(document, text, handbook.folder, QColor("#808080"))
    document.setPageSize(_A4 / _TWIPS_PER_PIXEL)
    fit_pictures(document, document.pageSize().width() - 2 * _MARGIN)
    return document
