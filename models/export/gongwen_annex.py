"""附件 of a 公文: text on portrait pages, a ledger on landscape ones, as WordprocessingML.

GB/T 9704-2012, clauses 7.3.7 and 8. Used by `gongwen` only.
"""

from models.export.docx_xml import paragraph, run
from models.export.fonts import SIZE_2, SIZE_3, FontSet
from models.export.gongwen import Annex, Gongwen
from models.export.gongwen_body import body_pieces
from models.export.gongwen_elements import annex_mark
from models.export.gongwen_head import TITLE_ROOM, blank_lines
from models.export.titles import break_title


def annex_head(document: Gongwen, annex: Annex, fonts: FontSet, *, room: float, breaks: bool) -> list[str]:
    """附件 and its number in 黑体 on the first line, the title centred on the third, one blank line.

    `room`: characters of a title's line; `breaks`: whether the page begins here (it does where a section does not).
    """
    mark = run(annex_mark(document, annex), fonts.hei, SIZE_3)
    lines = break_title(annex.name, room)
    return [
        paragraph("GwAnnex", mark, "<w:keepNext/>" + ("<w:pageBreakBefore/>" if breaks else "")),
        *blank_lines(1, keep=True),
        paragraph("GwTitle", run("\n".join(lines), fonts.title, SIZE_2, bold=fonts.title_bold), "<w:keepNext/>"),
        *blank_lines(1, keep=True),
    ]


def annex_text(document: Gongwen, annex: Annex, fonts: FontSet, *, breaks: bool) -> list[str]:
    """An annex's pages of text, its head above them."""
    head = annex_head(document, annex, fonts, room=TITLE_ROOM, breaks=breaks)
    return [*head, *body_pieces(annex.body, fonts, keep_last=False)]
