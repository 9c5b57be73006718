"""附件 of a 公文: text on portrait pages, a ledger on landscape ones, as WordprocessingML.

GB/T 9704-2012, clauses 7.3.7 and 8. Used by `gongwen` only.
"""

from models.export.docx_base import Style
from models.export.docx_xml import paragraph, run
from models.export.fonts import SIZE_2, SIZE_3, FontSet
from models.export.gongwen import Annex, Gongwen
from models.export.gongwen_body import body_pieces
from models.export.gongwen_elements import TITLE_ROOM, annex_mark, title_lines
from models.export.gongwen_head import CENTRED, blank_lines
from models.export.gongwen_page import TEXT_HEIGHT, TEXT_WIDTH
from models.export.ledger import Ledger
from models.export.ledger_docx import body_size, closing_lines, ledger_styles, table_pieces

_WIDE_ROOM = TITLE_ROOM * TEXT_HEIGHT / TEXT_WIDTH
"""Characters of a title's line on a landscape page."""


def annex_text(document: Gongwen, annex: Annex, fonts: FontSet, *, breaks: bool) -> list[str]:
    """An annex's pages of text, its head above them.

    `breaks`: whether its first paragraph begins the page; not so where a section does.
    """
    head = _head(document, annex, fonts, TITLE_ROOM, breaks=breaks)
    return [*head, *body_pieces(annex.body, fonts, keep_last=False)]


def annex_ledger(document: Gongwen, annex: Annex, ledger: Ledger, fonts: FontSet) -> list[str]:
    """A ledger's landscape pages: the annex's head above it, or its own title where the annex's text goes before."""
    if annex.body:
        head = [*_title(document, ledger.title, fonts, _WIDE_ROOM), *blank_lines(1, keep=True)]
    else:
        head = _head(document, annex, fonts, _WIDE_ROOM, breaks=False)
    return [*head, *table_pieces(ledger, TEXT_HEIGHT), *closing_lines(ledger, TEXT_HEIGHT)]


def annex_styles(document: Gongwen, fonts: FontSet) -> tuple[Style, ...]:
    """The styles of the ledgers among the annexes, in one size that suits them all."""
    ledgers = [annex.ledger for annex in document.annexes if annex.ledger]
    if not ledgers:
        return ()
    size = min(body_size(ledger, TEXT_HEIGHT) for ledger in ledgers)
    return tuple(style for style in ledger_styles(fonts, size) if style.id != "Footer")


def _head(document: Gongwen, annex: Annex, fonts: FontSet, room: float, *, breaks: bool) -> list[str]:
    """附件 and its number in 黑体 on the first line, the title centred on the third, one blank line (7.3.7)."""
    mark = run(annex_mark(document, annex), fonts.hei, SIZE_3)
    return [
        paragraph("GwAnnex", mark, "<w:keepNext/>" + ("<w:pageBreakBefore/>" if breaks else "")),
        *blank_lines(1, keep=True),
        *_title(document, annex.name, fonts, room),
        *blank_lines(1, keep=True),
    ]


def _title(document: Gongwen, title: str, fonts: FontSet, room: float) -> list[str]:
    words = run("\n".join(title_lines(document, title, room)), fonts.title, SIZE_2, bold=fonts.title_bold)
    return [paragraph("GwTitle", words, f"<w:keepNext/>{CENTRED}")]
