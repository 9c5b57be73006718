"""The whole handbook on A4 pages, for the printing engine: the contents, then chapter after chapter, each on a new page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextDocument, QTextOption

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
    """One page of a chapter's document, with its number in the book at the foot; 0 for none."""

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
        if self.number:
            painter.drawText(foot, f"— {self.number} —", QTextOption(Qt.AlignmentFlag.AlignCenter))
        painter.translate(0, -self.at * size.height())
        self.document.drawContents(painter, QRectF(0, self.at * size.height(), size.width(), size.height()))


def handbook_pages(handbook: Handbook) -> list[Page]:
    """The contents with their page numbers, then the pages of all chapters."""
    documents = [_laid_out(handbook, chapter.text) for chapter in handbook.chapters]
    counts = [document.pageCount() for document in documents]
    contents = _laid_out(handbook, _contents(handbook, counts))
    pages: list[Page] = []
    for document in (contents, *documents):
        first = 1 if document is contents else len(pages) - contents.pageCount() + 1
        pages += [
            ChapterPage(_A4.width(), _A4.height(), (), document, at, 0 if document is contents else first + at)
            for at in range(document.pageCount())
        ]
    return pages


def _contents(handbook: Handbook, counts: Sequence[int]) -> str:
    """The contents as a chapter: part by part, each chapter with the page it begins on."""
    starts = [1 + sum(counts[:at]) for at in range(len(counts))]
    lines = [f"# {TITLE}"]
    for chapter, start in zip(handbook.chapters, starts, strict=True):
        part = f"\n## {chapter.part}\n"
        lines += [part] if part not in lines else []
        lines.append(f"- {chapter.title}　{start}")
    return "\n".join(lines) + "\n"


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
