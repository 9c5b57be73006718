"""What stands above the body of a 公文: the red head (版头), 标题 and 主送机关, as WordprocessingML.

GB/T 9704-2012, clauses 7.2, 7.3.1 and 7.3.2. Used by `gongwen` only.
"""

from models.export.docx_xml import TWIPS_PER_POINT, paragraph, run, twips
from models.export.fonts import SIZE_2, SIZE_3, FontSet
from models.export.gongwen import Gongwen
from models.export.gongwen_page import LINE, RED, TEXT_WIDTH, characters
from models.export.text import width_of
from models.export.titles import break_title

_MARK_LARGEST, _MARK_SMALLEST = 54.0, 32.0
"""Size of the mark in points; the standard leaves it free (7.2.4: 醒目、美观、庄重)."""
_MARK_LEADING = 1.1
_MARK_RISE = 0.05
"""How far the ink begins below the top of the mark's line, in its size."""
_TITLE_ROOM = 19.0
"""Characters of a title's line: 20 fill the 版心, one is left for fonts with wide digits."""
_RESERVED_LINES = 3
"""The lines of 份号, 密级 and 紧急程度 (7.2.1 to 7.2.3) above the mark, blank when there is none."""
_RED_LINE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{RED}"/></w:pBdr>'
"""The red line (7.2.7): 1.5 pt, as wide as the 版心; 8 pt below the line of the number, 4 mm below its ink."""


def blank_lines(count: int, *, style: str = "GwAddressees", keep: bool = False) -> list[str]:
    """Empty lines of the body's pitch."""
    return [paragraph(style, "", "<w:keepNext/>" if keep else "")] * count


def head_pieces(document: Gongwen, fonts: FontSet) -> list[str]:
    """The paragraphs from the top of the first page to 主送机关."""
    pieces = _red_head(document, fonts) if document.mark.strip() else []
    pieces += blank_lines(2)
    lines = break_title(document.title, _TITLE_ROOM)
    pieces.append(paragraph("GwTitle", run("\n".join(lines), fonts.title, SIZE_2)))
    number = document.doc_number.strip()
    if number and not document.mark.strip():
        pieces.append(paragraph("GwNumber", run(number, fonts.body, SIZE_3)))
    pieces += blank_lines(1)
    addressees = document.addressees.strip().rstrip("：:；;，,、。")
    if addressees:
        pieces.append(paragraph("GwAddressees", run(addressees + "：", fonts.body, SIZE_3)))
    return pieces


def _red_head(document: Gongwen, fonts: FontSet) -> list[str]:
    """发文机关标志, top edge 35 mm below the top of the 版心; two lines below it 发文字号; the red line."""
    return [
        *blank_lines(_RESERVED_LINES),
        _mark(document.mark.strip(), fonts),
        *blank_lines(2),
        _number_line(document, fonts),
    ]


def _mark(mark: str, fonts: FontSet) -> str:
    """The mark on one line: as large as it fits, its characters condensed when it is very long."""
    room = TEXT_WIDTH / TWIPS_PER_POINT
    wide = max(width_of(mark), 1.0)
    size = max(_MARK_SMALLEST, min(_MARK_LARGEST, float(int(room / wide))))
    scale = min(100, int(room / (wide * size) * 100))
    rise = round(size * _MARK_RISE * TWIPS_PER_POINT)
    before = twips(35) - _RESERVED_LINES * LINE - rise
    line = round(size * _MARK_LEADING * TWIPS_PER_POINT)
    place = (
        '<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{max(before, 0)}" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    )
    return paragraph("GwMark", run(mark, fonts.title, size, colour=RED, scale=scale), place)


def _number_line(document: Gongwen, fonts: FontSet) -> str:
    """发文字号 centred; in an upward document at the left, 签发人 at the right on the same line (7.2.5, 7.2.6)."""
    number, signer = document.doc_number.strip(), document.signer.strip()
    if not signer:
        return paragraph("GwNumber", run(number, fonts.body, SIZE_3) if number else "", _RED_LINE)
    left, right = characters(1), TEXT_WIDTH - characters(1)
    # Tabs and not an indent: the red line is the paragraph's border and as wide as the paragraph.
    place = (
        f'{_RED_LINE}<w:tabs><w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
        '<w:jc w:val="left"/>'
    )
    content = run(f"\t{number}\t签发人：", fonts.body, SIZE_3) + run(signer, fonts.kai, SIZE_3)
    return paragraph("GwNumber", content, place)
