"""What follows the body of a 公文: 出席人员, 署名, 成文日期, 附注 and 版记, as WordprocessingML.

GB/T 9704-2012, clauses 7.3.5, 7.3.6, 7.4 and 10.3. Used by `gongwen` only.
"""

from models.export.docx_xml import TWIPS_PER_MM, paragraph, run
from models.export.fonts import SIZE_3, SIZE_4, FontSet
from models.export.gongwen import Gongwen
from models.export.gongwen_body import INDENTED, hanging
from models.export.gongwen_elements import AXIS, Colophon, issuers, note_of, seal_rows
from models.export.gongwen_head import blank_lines
from models.export.gongwen_page import (
    CHARACTERS,
    COLOPHON_THICK,
    COLOPHON_THIN,
    LEFT,
    TEXT_WIDTH,
    characters,
    small_characters,
)
from models.export.text import chinese_day, width_of

_KEEP = "<w:keepNext/>"
_SEAL_LINES = 4
"""Blank lines between two rows of 署名 under seals: 5 × 10.2 mm is more than a seal's 42 mm."""


def closing_pieces(document: Gongwen, fonts: FontSet) -> list[str]:
    """出席人员 or else 署名 and 成文日期, and 附注; the last of them is a paragraph."""
    pieces = _attendance(document, fonts)
    if document.format != "minutes" or not document.mark.strip():
        pieces += _signature(document, fonts)
    note = note_of(document)
    if note:
        pieces.append(paragraph("GwNote", run(note, fonts.body, SIZE_3), INDENTED))
    return pieces


def _attendance(document: Gongwen, fonts: FontSet) -> list[str]:
    """出席, 请假 and 列席, each in 黑体 with a colon; wrapped lines align with the first name (10.3)."""
    pieces: list[str] = []
    for label, names in document.attendance:
        head = f"{label.strip().rstrip('：:')}："
        width = width_of(head)
        words = run(head, fonts.hei, SIZE_3) + run(names.strip().rstrip("。"), fonts.body, SIZE_3)
        place = hanging(characters(2 + width), characters(width))
        pieces.append(paragraph("GwAttendance", words, place))
    return blank_lines(1) + pieces if pieces else []


def _signature(document: Gongwen, fonts: FontSet) -> list[str]:
    names = issuers(document)
    if not document.sealed or document.format == "minutes":
        return _unsealed(document, names, fonts)
    return _sealed_jointly(document, names, fonts) if len(names) > 1 else _sealed(document, names, fonts)


def _sealed(document: Gongwen, names: tuple[str, ...], fonts: FontSet) -> list[str]:
    """加盖印章 (7.3.5.1): the date four characters from the right, the name above centred on it.

    Both are centred in one box at the right, so that they share an axis in whatever font. Two blank lines
    leave room for a seal of 42 mm whose top comes within a line of the body.
    """
    day = chinese_day(document.dated)
    box = max(width_of(day) + 8, *(width_of(name) + 0.5 for name in names), 0.0)
    left = max(TEXT_WIDTH - characters(box), 0)
    place = f'<w:ind w:left="{left}"/><w:jc w:val="center"/>'
    return [*blank_lines(2, keep=True), *_lines(names, fonts, place), _day(document, day, fonts, place)]


def _sealed_jointly(document: Gongwen, names: tuple[str, ...], fonts: FontSet) -> list[str]:
    """The agencies in rows of up to three, each with room for its seal, the last one over the date (7.3.5.1)."""
    plan = seal_rows(names, TEXT_WIDTH / TWIPS_PER_MM, characters(1) / TWIPS_PER_MM)
    axis = TEXT_WIDTH - characters(AXIS)
    pitch = round(plan.pitch * TWIPS_PER_MM)
    pieces = blank_lines(2, keep=True)
    for number, row in enumerate(plan.rows):
        if number:
            pieces += blank_lines(_SEAL_LINES, keep=True)
        stops = [axis - pitch * place for place in reversed(range(len(row)))]
        tabs = "".join(f'<w:tab w:val="center" w:pos="{stop}"/>' for stop in stops)
        words = run("".join(f"\t{name}" for name in row), fonts.body, SIZE_3)
        pieces.append(paragraph("GwSignature", words, f"{_KEEP}<w:tabs>{tabs}</w:tabs>"))
    day = f'<w:tabs><w:tab w:val="center" w:pos="{axis}"/></w:tabs>'
    return [*pieces, _day(document, f"\t{chinese_day(document.dated)}", fonts, day)]


def _unsealed(document: Gongwen, names: tuple[str, ...], fonts: FontSet) -> list[str]:
    """不加盖印章 (7.3.5.2): the names two characters from the right, the date begins two characters further right.

    Several agencies stand one below the other, aligned. Where the date would come nearer to the right edge than two
    characters, all move left.
    """
    day = chinese_day(document.dated)
    widest = max(map(width_of, names), default=0.0)
    start = max(min(CHARACTERS - 2 - widest, CHARACTERS - 2 - width_of(day) - 2), 0.0)
    name_place = f'<w:ind w:left="{characters(start)}"/>'
    day_place = f'<w:ind w:left="{characters(start + 2)}"/>'
    return [*blank_lines(1, keep=True), *_lines(names, fonts, name_place), _day(document, day, fonts, day_place)]


def _lines(names: tuple[str, ...], fonts: FontSet, place: str) -> list[str]:
    return [_line(name, fonts, _KEEP + place) for name in names]


def _day(document: Gongwen, text: str, fonts: FontSet, place: str) -> str:
    """The day; with it stays 附注, which never stands on a page alone."""
    return _line(text, fonts, (_KEEP if note_of(document) else "") + place)


def _line(text: str, fonts: FontSet, place: str) -> str:
    return paragraph("GwSignature", run(text, fonts.body, SIZE_3), place)


_FLOATING = (
    f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{LEFT}"'
    ' w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)
"""A table at the foot of the 版心 of the page that the next paragraph stands on."""


def colophon_rows(colophon: Colophon, fonts: FontSet) -> list[str]:
    """版记 (7.4): 主送 and 抄送 in one row, for no line parts them, then 印发机关 and 印发日期."""
    one = small_characters(1)
    rows: list[str] = []
    sent = "".join(
        paragraph("GwColophon", run(label + names, fonts.body, SIZE_4), _placed(4 * one, one, 3 * one))
        for label, names in colophon.sent
    )
    if sent:
        rows.append(sent)
    if colophon.printed_by or colophon.printed_on:
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - one}"/></w:tabs>'
        words = run(f"{colophon.printed_by}\t{colophon.printed_on}", fonts.body, SIZE_4)
        rows.append(paragraph("GwColophon", words, tabs + f'<w:ind w:left="{one}" w:right="{one}"/>'))
    return rows


def colophon_table(rows: list[str], *, ruled: bool) -> str:
    """The rows of the 版记 as a table that hangs at the foot of the 版心, on the page of the paragraph after it.

    `ruled`: a thick line above and below and thin ones between; a letter's has none (10.1).
    """
    lines = (("top", COLOPHON_THICK), ("bottom", COLOPHON_THICK), ("insideH", COLOPHON_THIN)) if ruled else ()
    borders = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side, size in lines)
    return _hanging_table(rows, f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")


def _placed(left: int, right: int, indent: int) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{indent}"/>'


def _hanging_table(rows: list[str], borders: str) -> str:
    width = f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    cells = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f"</w:tcPr>{row}</w:tc></w:tr>"
        for row in rows
    )
    return (
        f"<w:tbl><w:tblPr>{_FLOATING}{width}{borders}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{cells}</w:tbl>'
    )
