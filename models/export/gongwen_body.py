"""The body of a 公文 and what follows it: 附件说明, 署名, 成文日期, 附注, 版记, as WordprocessingML.

GB/T 9704-2012, clauses 7.3.3 to 7.3.6 and 7.4. Used by `gongwen` only.
"""

import re

from models.export.columns import column_widths
from models.export.docx_xml import TWIPS_PER_POINT, TableLayout, paragraph, run, table
from models.export.fonts import SIZE_3, SIZE_4, SIZE_SMALL_4, FontSet
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.gongwen_head import blank_lines
from models.export.gongwen_page import LEFT, TEXT_WIDTH, characters
from models.export.text import chinese_day, width_of

_HEADING_LIMIT = 40.0
"""A first sentence longer than this many characters is text and no heading, whatever its number."""
_SENTENCE = re.compile(r"[^。：！？\n]*[。！？]")
_KEEP = "<w:keepNext/>"


def body_pieces(document: Gongwen, fonts: FontSet) -> list[str]:
    """正文: paragraphs and tables in order.

    The last paragraph, or else the last line of the 附件说明, stays on the signature's page: a page with nothing
    but a signature is not allowed (7.3.5.5).
    """
    pieces: list[str] = []
    last = len(document.body) - 1 if not any(name.strip() for name in document.attachments) else -1
    for place, part in enumerate(document.body):
        if isinstance(part, BodyTable):
            if place and isinstance(document.body[place - 1], BodyTable):
                pieces += blank_lines(1)  # Word joins two tables that touch
            pieces.extend(_body_table(part))
        else:
            pieces.append(_body_paragraph(part, fonts, keep=place == last))
    return pieces


def split_heading(text: str) -> tuple[str, str]:
    """A numbered paragraph as its heading and the plain text after it.

    The first sentence is the heading when something follows it; a whole paragraph without 。 is one. A first
    sentence of more than 40 characters is no heading: then the whole is plain text.
    """
    match = _SENTENCE.match(text)
    heading = match.group() if match and match.end() < len(text) else text
    if width_of(heading) > _HEADING_LIMIT:
        return "", text
    return heading, text[len(heading) :]


def _body_paragraph(part: Paragraph, fonts: FontSet, *, keep: bool) -> str:
    text = part.text.strip()
    font = {1: fonts.hei, 2: fonts.kai}.get(part.level, fonts.body)
    if part.level not in (1, 2, 3, 4):
        return paragraph("GwBody", run(text, fonts.body, SIZE_3), _KEEP if keep else "")
    heading, rest = split_heading(text)
    content = run(heading, font, SIZE_3) if heading else ""
    content += run(rest, fonts.body, SIZE_3) if rest else ""
    alone = bool(heading) and not rest
    style = f"GwLevel{part.level}" if alone else "GwBody"
    return paragraph(style, content, _KEEP if keep or (alone and part.level < 3) else "")


def _body_table(part: BodyTable) -> list[str]:
    widths = column_widths(part.columns, TEXT_WIDTH, round(SIZE_SMALL_4 * TWIPS_PER_POINT))
    styles = tuple("GwTableText" if column.kind == "text" else "GwTableCentred" for column in part.columns)
    for number, row in enumerate(part.rows, 1):
        if len(row) != len(part.columns):
            raise ValueError(f"table row {number} has {len(row)} cells for {len(part.columns)} columns")
    layout = TableLayout(widths, "GwTableHead", styles)
    return list(table(layout, [column.title for column in part.columns], part.rows))


def closing_pieces(document: Gongwen, fonts: FontSet) -> list[str]:
    """附件说明, 署名, 成文日期 and 附注; before the last of them the 版记, which hangs on it."""
    pieces = _attachment_lines(document, fonts)
    signature = _sealed(document, fonts) if document.sealed else _unsealed(document, fonts)
    pieces += signature
    note = document.note.strip().strip("（）()")
    if note:
        pieces.append(paragraph("GwNote", run(f"（{note}）", fonts.body, SIZE_3)))
    pieces[-1:-1] = _colophon(document, fonts)
    return pieces


def _attachment_lines(document: Gongwen, fonts: FontSet) -> list[str]:
    """附件：1. …, one blank line below the body; wrapped lines align with the name, no mark after it (7.3.4)."""
    names = [name.strip().rstrip("。；，.;,") for name in document.attachments if name.strip()]
    if not names:
        return []
    pieces = blank_lines(1)
    if len(names) == 1:
        place = _hanging(characters(5), characters(3))
        return [*pieces, paragraph("GwAttachments", run(f"附件：{names[0]}", fonts.body, SIZE_3), _KEEP + place)]
    number_width = 1.25 if len(names) < 10 else 1.75
    left = characters(5 + number_width)
    for number, name in enumerate(names, 1):
        label = f"附件：{number}.\t" if number == 1 else f"{number}.\t"
        hanging = characters(number_width + (3 if number == 1 else 0))
        place = (_KEEP if number == len(names) else "") + _hanging(left, hanging)
        pieces.append(paragraph("GwAttachments", run(label + name, fonts.body, SIZE_3), place))
    return pieces


def _hanging(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _sealed(document: Gongwen, fonts: FontSet) -> list[str]:
    """加盖印章 (7.3.5.1): the date four characters from the right, the name above centred on it.

    Both are centred in one box at the right, so that they share an axis in whatever font. Two blank lines
    leave room for a seal of 42 mm whose top comes within a line of the body.
    """
    day = chinese_day(document.dated)
    box = max(width_of(day) + 8, width_of(document.issuer))
    left = max(TEXT_WIDTH - characters(box), 0)
    place = f'<w:ind w:left="{left}"/><w:jc w:val="center"/>'
    return [*blank_lines(2, keep=True), *_two_lines(document.issuer, day, fonts, place, place)]


def _unsealed(document: Gongwen, fonts: FontSet) -> list[str]:
    """不加盖印章 (7.3.5.2): the name two characters from the right, the date begins two characters further right.

    Where the date would come nearer to the right edge than two characters, both move left.
    """
    day = chinese_day(document.dated)
    start = min(28 - 2 - width_of(document.issuer), 28 - 2 - width_of(day) - 2)
    start = max(start, 0.0)
    name_place = f'<w:ind w:left="{characters(start)}"/>'
    day_place = f'<w:ind w:left="{characters(start + 2)}"/>'
    return [*blank_lines(1, keep=True), *_two_lines(document.issuer, day, fonts, name_place, day_place)]


def _two_lines(issuer: str, day: str, fonts: FontSet, name_place: str, day_place: str) -> list[str]:
    lines = []
    if issuer.strip():
        lines.append(paragraph("GwSignature", run(issuer.strip(), fonts.body, SIZE_3), _KEEP + name_place))
    lines.append(paragraph("GwSignature", run(day, fonts.body, SIZE_3), day_place))
    return lines


_FLOATING = (
    f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{LEFT}"'
    ' w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)
"""A table at the foot of the 版心 of the page that the next paragraph stands on."""
_THICK, _THIN = 8, 6
"""Eighths of a point: 0.35 mm for the first and last line, 0.25 mm between (7.4.1)."""


def _colophon(document: Gongwen, fonts: FontSet) -> list[str]:
    """版记 at the foot of the last page's 版心: 抄送机关, 印发机关 and 印发日期 (7.4)."""
    copies = [name.strip().rstrip("。，；、") for name in document.copy_to if name.strip()]
    one = round(SIZE_4 * TWIPS_PER_POINT)
    rows: list[str] = []
    if copies:
        place = f'<w:ind w:left="{4 * one}" w:right="{one}" w:hanging="{3 * one}"/>'
        text = f"抄送：{'，'.join(copies)}。"
        rows.append(paragraph("GwColophon", run(text, fonts.body, SIZE_4), place))
    if document.printed_by.strip() or document.printed_on:
        place = (
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - one}"/></w:tabs><w:ind w:left="{one}" w:right="{one}"/>'
        )
        day = f"{chinese_day(document.printed_on)}印发" if document.printed_on else ""
        text = f"{document.printed_by.strip()}\t{day}"
        rows.append(paragraph("GwColophon", run(text, fonts.body, SIZE_4), place))
    return [_ruled(rows)] if rows else []


def _ruled(rows: list[str]) -> str:
    """The rows with a thick line above and below and thin ones between, as a table that hangs at the foot."""
    width = f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
    lines = (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    borders = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side, size in lines)
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    cells = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f"</w:tcPr>{row}</w:tc></w:tr>"
        for row in rows
    )
    return (
        f"<w:tbl><w:tblPr>{_FLOATING}{width}<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{cells}</w:tbl>'
    )
