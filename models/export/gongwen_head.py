"""What stands above the body of a 公文: 版头, 标题 and 主送机关, as WordprocessingML.

GB/T 9704-2012, clauses 7.2, 7.3.1, 7.3.2, 10.1 and 10.3. Used by `gongwen` only.
"""

from models.export.docx_xml import TWIPS_PER_POINT, paragraph, run
from models.export.fonts import SIZE_2, SIZE_3, FontSet
from models.export.gongwen import Gongwen
from models.export.gongwen_elements import (
    Mark,
    addressees_of,
    issuers,
    mark_of,
    reserved_lines,
    signer_rows,
    title_lines,
)
from models.export.gongwen_page import (
    CHARACTERS,
    INK_ABOVE,
    LETTER_MARK_TOP,
    LINE,
    MARK_TOP,
    RED,
    RED_LINE_GAP,
    RED_LINE_WIDTH,
    RESERVED_LINES,
    RULE_GAP,
    RULE_HEIGHT,
    RULE_TEXT_GAP,
    TEXT_WIDTH,
    characters,
)
from models.export.gongwen_sections import frame, rule
from models.export.text import chinese_day, width_of

CENTRED = '<w:jc w:val="center"/>'
"""What the style says, too: programs that check a document's form look for it in the paragraph."""
_MARK_BELOW = 0.12
"""How far the mark's line reaches below its ink, in its size."""
_RED_LINE = (
    f'<w:pBdr><w:bottom w:val="single" w:sz="{round(RED_LINE_WIDTH * 8)}" w:space="{round(RED_LINE_GAP)}"'
    f' w:color="{RED}"/></w:pBdr>'
)
_ROOM = TEXT_WIDTH / TWIPS_PER_POINT


def blank_lines(count: int, *, style: str = "GwAddressees", keep: bool = False) -> list[str]:
    """Empty lines of the body's pitch."""
    return [paragraph(style, "", "<w:keepNext/>" if keep else "")] * count


def head_pieces(document: Gongwen, fonts: FontSet) -> list[str]:
    """The paragraphs from the top of the first page to 主送机关."""
    mark = mark_of(document, _ROOM)
    number = document.doc_number.strip()
    pieces: list[str] = []
    if mark and document.format == "letter":
        pieces += _letter_head(document, mark, fonts)
    elif mark:
        pieces += _red_head(document, mark, fonts)
    elif reserved_lines(document):
        pieces += _reserved(document, fonts)
    lines = title_lines(document, document.title)
    if lines:
        pieces += blank_lines(2)
        words = run("\n".join(lines), fonts.title, SIZE_2, bold=fonts.title_bold)
        pieces.append(paragraph("GwTitle", words, CENTRED))
    if number and not mark:
        pieces.append(paragraph("GwNumber", run(number, fonts.body, SIZE_3)))
    pieces += blank_lines(1)
    addressees = "" if document.addressees_last else addressees_of(document)
    if addressees:
        pieces.append(paragraph("GwAddressees", run(addressees + "：", fonts.body, SIZE_3), '<w:jc w:val="both"/>'))
    return pieces


def _reserved(document: Gongwen, fonts: FontSet) -> list[str]:
    """份号, 密级 and 紧急程度, a line each at the left (7.2.1 to 7.2.3)."""
    return [
        paragraph("GwReserved", run(text, fonts.hei if bold else fonts.body, SIZE_3) if text else "")
        for text, bold in reserved_lines(document)
    ]


def _red_head(document: Gongwen, mark: Mark, fonts: FontSet) -> list[str]:
    """发文机关标志, top edge 35 mm below the top of the 版心; two lines below it 发文字号; the red line (7.2).

    The three lines above the mark are there in any case, so that the mark never moves.
    """
    reserved = _reserved(document, fonts)
    pieces = [*reserved, *blank_lines(RESERVED_LINES - len(reserved), style="GwReserved")]
    before = MARK_TOP - RESERVED_LINES * LINE - round(mark.rise * TWIPS_PER_POINT)
    pieces += _mark(mark, max(before, 0), fonts)
    pieces += blank_lines(2)
    if document.format == "minutes":
        return [*pieces, *_minutes_lines(document, fonts)]
    return [*pieces, *_number_lines(document, fonts)]


def _mark(mark: Mark, before: int, fonts: FontSet) -> list[str]:
    """The mark, `before` twips below what stands above it: a line a name, 文件 beside several (7.2.4)."""
    if not mark.ending:
        return [
            _mark_line(name, mark, fonts, before=before if place == 0 else 0) for place, name in enumerate(mark.names)
        ]
    names = "".join(_mark_line(name, mark, fonts, align="distribute") for name in mark.names)
    ending = _mark_line(mark.ending, mark, fonts, align="right")
    left = round(mark.width * TWIPS_PER_POINT) + 20
    right = round((width_of(mark.ending) + 0.5) * mark.size * mark.scale / 100 * TWIPS_PER_POINT) + 20
    space = f'<w:spacing w:before="0" w:after="0" w:line="{max(before, 14)}" w:lineRule="exact"/>'
    return [paragraph("GwReserved", "", f'<w:snapToGrid w:val="0"/>{space}'), _two_cells(left, names, right, ending)]


def _mark_line(
    text: str, mark: Mark, fonts: FontSet, *, before: int = 0, align: str = "center", placing: str = ""
) -> str:
    place = (
        f'{placing}<w:snapToGrid w:val="0"/><w:spacing w:before="{before}" w:after="0"'
        f' w:line="{round(mark.pitch * TWIPS_PER_POINT)}" w:lineRule="exact"/>'
    )
    place += f'<w:jc w:val="{align}"/>'
    words = run(text, fonts.title, mark.size, colour=RED, scale=mark.scale, bold=fonts.title_bold)
    return paragraph("GwMark", words, place)


def _two_cells(left: int, names: str, right: int, ending: str) -> str:
    """The names in one cell, 文件 in the other, centred upon their height."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        for width, content in ((left, names), (right, ending))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _number_lines(document: Gongwen, fonts: FontSet) -> list[str]:
    """发文字号 centred over the red line; in an upward document at the left, on the line of the last 签发人 (7.2.5).

    签发人 stand at the right, two a row, the rows aligned with the first name of the first (7.2.6). Tabs and not
    indents: the red line is the paragraph's border and as wide as the paragraph.
    """
    number, rows = document.doc_number.strip(), signer_rows(document)
    if not rows:
        return [paragraph("GwNumber", run(number, fonts.body, SIZE_3) if number else "", _RED_LINE)]
    widest = max(width_of(name) for row in rows for name in row)
    across = max(map(len, rows))
    first = CHARACTERS - across * (widest + 1)
    lines = []
    for place, row in enumerate(rows):
        is_last = place == len(rows) - 1
        label = "签发人：" if place == 0 else ""
        stops = [1.0, first - width_of(label), *(first + n * (widest + 1) for n in range(1, across))]
        tabs = "".join(f'<w:tab w:val="left" w:pos="{characters(stop)}"/>' for stop in stops)
        head = run(f"\t{number if is_last else ''}\t{label}", fonts.body, SIZE_3)
        names = run("\t".join(row), fonts.kai, SIZE_3)
        border = _RED_LINE if is_last else ""
        lines.append(paragraph("GwNumber", head + names, f'{border}<w:tabs>{tabs}</w:tabs><w:jc w:val="left"/>'))
    return lines


def _minutes_lines(document: Gongwen, fonts: FontSet) -> list[str]:
    """Under the mark of minutes: the number, then 发文机关 at the left and the day at the right, the red line.

    The standard leaves this to the office (10.3); minutes carry no seal and no signature at their end.
    """
    number = document.doc_number.strip()
    pieces = [paragraph("GwNumber", run(number, fonts.body, SIZE_3))] if number else []
    tabs = "".join(
        f'<w:tab w:val="{kind}" w:pos="{place}"/>'
        for kind, place in (("left", characters(1)), ("right", TEXT_WIDTH - characters(1)))
    )
    text = f"\t{'、'.join(issuers(document))}\t{chinese_day(document.dated)}"
    place = f'{_RED_LINE}<w:tabs>{tabs}</w:tabs><w:jc w:val="left"/>'
    return [*pieces, paragraph("GwNumber", run(text, fonts.body, SIZE_3), place)]


def _letter_head(document: Gongwen, mark: Mark, fonts: FontSet) -> list[str]:
    """A letter's mark 30 mm below the top of the paper, the double line 4 mm under it, then the first lines (10.1).

    Mark and line stand in frames that hold their place on the paper; the text begins under them. 份号, 密级, 紧急程度
    stand at the left and 发文字号 at the right, their ink 7/8 of a character below the line.
    """
    top = LETTER_MARK_TOP - round(mark.rise * TWIPS_PER_POINT)
    height = round(mark.pitch * len(mark.names) * TWIPS_PER_POINT)
    gap = RULE_GAP - round(mark.size * _MARK_BELOW * TWIPS_PER_POINT)
    text_gap = round((RULE_TEXT_GAP - INK_ABOVE) * TWIPS_PER_POINT)
    under = frame(top + height + gap, round(RULE_HEIGHT * TWIPS_PER_POINT), text_gap)
    pieces = [_mark_line(name, mark, fonts, placing=frame(top, height + gap)) for name in mark.names]
    pieces.append(rule(thick_first=True, placing=under))
    number, reserved = document.doc_number.strip(), reserved_lines(document)
    for place in range(max(len(reserved), 1 if number else 0)):
        text, bold = reserved[place] if place < len(reserved) else ("", False)
        content = run(text, fonts.hei if bold else fonts.body, SIZE_3) if text else ""
        tab = ""
        if place == 0 and number:
            content += run(f"\t{number}", fonts.body, SIZE_3)
            tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
        pieces.append(paragraph("GwReserved", content, tab))
    return pieces
