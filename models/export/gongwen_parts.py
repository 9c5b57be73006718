"""The parts of a 公文 in order, and the sections they stand in: the text, annexes, the 版记 on its even page.

GB/T 9704-2012, clauses 7.3.7, 7.4, 7.5 and 8. Used by `gongwen`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.export.docx_base import Style
from models.export.docx_xml import paragraph
from models.export.fonts import FontSet
from models.export.gongwen import Annex, BodyTable, Gongwen, Paragraph
from models.export.gongwen_annex import annex_ledger, annex_styles, annex_text
from models.export.gongwen_body import attachment_lines, body_pieces
from models.export.gongwen_close import closing_pieces, colophon_rows, colophon_table
from models.export.gongwen_elements import addressees_of, annex_names, colophon_of
from models.export.gongwen_head import head_pieces
from models.export.gongwen_length import Extent, measured
from models.export.gongwen_page import CHARACTERS, COLOPHON_PITCH, LINE_PITCH, TEXT_HEIGHT, TEXT_WIDTH
from models.export.gongwen_sections import TINY, Kind
from models.export.gongwen_styles import gongwen_styles
from models.export.text import width_of

_SHORT = 6
"""Lines of a paragraph that may go to the next page as a whole."""


@dataclass
class Part:
    """A section: its kind and its paragraphs and tables, to which more may be added."""

    kind: Kind
    pieces: list[str]


def sections_of(document: Gongwen, fonts: FontSet) -> list[Part]:
    """The whole document as sections."""
    document = settled(document, fonts)
    parts = [
        Part("letter" if document.format == "letter" and document.mark.strip() else "main", _main(document, fonts))
    ]
    for annex in document.annexes:
        _add_annex(document, annex, parts, fonts)
    _add_colophon(document, parts, fonts)
    return parts


def _add_annex(document: Gongwen, annex: Annex, parts: list[Part], fonts: FontSet) -> None:
    """Its text goes on in the section before it, on a new page, when that is upright; its ledger has its own."""
    if annex.body or not annex.ledger:
        breaks = parts[-1].kind != "landscape"
        text = annex_text(document, annex, fonts, breaks=breaks)
        if breaks:
            parts[-1].pieces += text
        else:
            parts.append(Part("text", text))
    if annex.ledger:
        parts.append(Part("landscape", annex_ledger(document, annex, annex.ledger, fonts)))


def settled(document: Gongwen, fonts: FontSet) -> Gongwen:
    """The document with 主送机关 moved to the 版记 where they would push the body off the first page (7.3.2)."""
    if document.addressees_last or not document.body or not addressees_of(document):
        return document
    head = measured(head_pieces(document, fonts), gongwen_styles(fonts))
    if head.points + LINE_PITCH <= head.page:
        return document
    return replace(document, addressees_last=True)


def _main(document: Gongwen, fonts: FontSet) -> list[str]:
    """The text itself: from the head to 附注.

    No page may carry nothing but the signature (7.3.5.5), nor nothing but 附件说明 and the signature: where it might,
    the last line of the body is told to stay with them. Only there, for LibreOffice takes a whole paragraph along, however long, where Word takes some lines; with 附件说明 below it, which says something too, only a short one.
    """
    signed = closing_pieces(document, fonts)
    styles = gongwen_styles(fonts)

    def body(*, keep: bool) -> list[str]:
        return [*head_pieces(document, fonts), *body_pieces(document.body, fonts, keep_last=keep)]

    def below(*, keep: bool) -> list[str]:
        return [*attachment_lines(document, fonts, keep=keep), *signed]

    plain = body(keep=False)
    start, end = measured(plain, styles), measured([*plain, *below(keep=False)], styles)
    keep = not (start.is_sure and end.is_sure and start.last_page() == end.last_page())
    with_body = keep and (not annex_names(document) or _is_short(document.body[-1:]))
    return [*body(keep=with_body), *below(keep=keep)]


def _is_short(last: Sequence[Paragraph | BodyTable]) -> bool:
    """Whether the last part of the body is a paragraph of a few lines."""
    return any(isinstance(part, Paragraph) and width_of(part.text) <= _SHORT * CHARACTERS for part in last)


def _add_colophon(document: Gongwen, parts: list[Part], fonts: FontSet) -> None:
    """The 版记 at the foot of the last page, which is an even one, or, where the text leaves no room, of the next.

    It hangs on the last page of the text when that is even for sure and has room. Otherwise it gets a section
    that begins on an even page: the programs leave the page before it blank when they have to, and then neither that
    page nor the one with the 版记 has a number (7.5). A letter's stands on the last page, odd or even, and gets a page
    of its own where there is no room (10.1).
    """
    colophon = colophon_of(document)
    if colophon.is_empty:
        return
    is_letter = document.format == "letter"
    rows = colophon_rows(colophon, fonts)
    hanging = [colophon_table(rows, ruled=not is_letter), paragraph("GwBody", "", TINY)]
    styles = all_styles(document, fonts)
    extents = [_extent(part, styles) for part in parts]
    pages = sum(extent.last_page() for extent in extents)
    fits = extents[-1].room() >= measured(rows, styles).points + COLOPHON_PITCH
    sure = all(extent.is_sure for extent in extents[-1 if is_letter else 0 :])
    if fits and sure and parts[-1].kind != "landscape" and (is_letter or pages % 2 == 0):
        parts[-1].pieces += hanging
        return
    kind: Kind = "text" if is_letter else "colophon" if pages % 2 else "unnumbered"
    parts.append(Part(kind, [paragraph("GwBody", "", TINY), *hanging]))


def all_styles(document: Gongwen, fonts: FontSet) -> tuple[Style, ...]:
    """The paragraph styles of the document, those of the ledgers among its annexes with them."""
    return (*gongwen_styles(fonts), *annex_styles(document, fonts))


def _extent(part: Part, styles: Sequence[Style]) -> Extent:
    if part.kind == "landscape":
        return measured(part.pieces, styles, TEXT_HEIGHT, TEXT_WIDTH)
    return measured(part.pieces, styles)


def pages_of(document: Gongwen, fonts: FontSet) -> int:
    """How many pages the document has, as far as can be counted, blank ones included."""
    styles = all_styles(document, fonts)
    pages = 0
    for part in sections_of(document, fonts):
        pages += pages % 2 == 0 and part.kind in ("colophon", "unnumbered")
        pages += _extent(part, styles).last_page()
    return pages
