"""Writes a ledger (台账) as a .docx on A4 or A3 that can be signed and sent as it is.

python-docx makes the package and the page, the table goes in as text in one pass (see `packages`): ten
thousand rows take seconds. Called by operations.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from models.export.columns import column_widths, term_lines
from models.export.docx_base import Package, Style, body_elements, new_document
from models.export.docx_xml import (
    LAST_TOGETHER,
    MERGED,
    MERGES_BELOW,
    TWIPS_PER_POINT,
    TableLayout,
    field_run,
    paragraph,
    run,
    table_band,
    table_opening,
    table_row,
    twips,
)
from models.export.fonts import OFFICE_FONTS, SIZE_2, SIZE_5, SIZE_SMALL_5, FontSet
from models.export.ledger import LIGHT_FILLS, Band, Ledger, Look, Row
from models.export.packages import splice
from models.export.text import shown

if TYPE_CHECKING:
    from docx.document import Document

_PAPERS = {"A4": (twips(297), twips(210)), "A3": (twips(420), twips(297))}
_SIDE, _TOP, _BOTTOM, _FOOTER = twips(15), twips(18), twips(17), twips(9)
_BODY_SIZES, _LINE_SIZE, _FOOT_SIZE = (SIZE_5, 10.0, SIZE_SMALL_5), 12.0, SIZE_5
_STEP = 200
_ROOM = 1.0
"""Characters that a cell's margins take."""
_BAND_FILL = "F2F2F2"
_MARK = "the-rows-of-the-ledger"

_CELL_STYLES = {
    "text": "LedgerText",
    "code": "LedgerCentred",
    "date": "LedgerCentred",
    "status": "LedgerCentred",
    "number": "LedgerNumber",
    "money": "LedgerNumber",
    "ordinal": "LedgerCentred",
}


def write_ledger_docx(ledger: Ledger, target: Path, report: Report = ignore_progress) -> None:
    """Write the ledger to `target`, whole or not at all.

    Layout: title, 填报单位 and 日期 on one line, the table (head repeated on each page, rows that do not split,
    widths that Word and WPS both show, bands, cells merged downwards), below it the notes and the line for signing,
    第 1 页 共 N 页 at the foot.

    Raises:
        WriteError: the target can't be written.
        Cancelled: `report` said so; nothing is left behind.
        ValueError: a row does not fit the columns.
    """
    with written_whole(target) as temporary:
        tell(report, 0, len(ledger.rows))
        document = _document(ledger)
        package = BytesIO()
        document.save(package)
        package.seek(0)
        rows = table_pieces(ledger, text_width(ledger.look), report)
        splice(package, temporary, "word/document.xml", {f"<!--{_MARK}-->".encode(): rows})
        tell(report, len(ledger.rows), len(ledger.rows))


def text_width(look: Look) -> int:
    """The width between the margins, in twips."""
    long, short = _PAPERS[look.paper]
    return (long if look.landscape else short) - 2 * _SIDE


def body_size(ledger: Ledger, room: int = 0) -> float:
    """The size of the table's text in points: the look's, else the largest at which the columns have their width.

    `room`: the table's width in twips, 0 for the look's page.
    """
    if ledger.look.body_size:
        return ledger.look.body_size
    asked = sum(column.width + _ROOM for column in ledger.columns)
    room = room or text_width(ledger.look)
    fitting = (size for size in _BODY_SIZES if asked * size * TWIPS_PER_POINT <= room)
    return next(fitting, _BODY_SIZES[-1])


def ledger_fonts(look: Look) -> FontSet:
    """The office's fonts, with those the look names."""
    named = {"title": look.title_font, "body": look.body_font, "hei": look.head_font}
    return replace(OFFICE_FONTS, **{place: font for place, font in named.items() if font})


def ledger_styles(fonts: FontSet, small: float = SIZE_5, title: float = SIZE_2) -> tuple[Style, ...]:
    """The paragraph styles of a ledger; inside the table the lines are single, off the page's grid.

    `small` is the size of the table's text in points, `title` that of the title.
    """
    return (
        Style(
            "LedgerTitle",
            "台账标题",
            fonts.title,
            title,
            "center",
            line=round(title * 1.8),
            bold=fonts.title_bold,
        ),
        Style("LedgerLine", "台账填报行", fonts.body, _LINE_SIZE, "left", line=24),
        Style("LedgerNote", "台账注", fonts.body, small, "left", line=18),
        Style("LedgerSigning", "台账签字行", fonts.body, _LINE_SIZE, "left", line=32),
        Style("LedgerHead", "台账表头", fonts.hei, small, "center", grid=False),
        Style("LedgerBand", "台账分组", fonts.hei, small, "left", grid=False),
        Style("LedgerText", "台账文字", fonts.body, small, "left", grid=False),
        Style("LedgerCentred", "台账居中", fonts.body, small, "center", grid=False),
        Style("LedgerNumber", "台账数字", fonts.body, small, "right", grid=False),
        Style("Footer", "footer", fonts.song, _FOOT_SIZE, "center", grid=False),
    )


def _document(ledger: Ledger) -> "Document":
    """The document with everything but the table, whose place a comment marks."""
    from lxml import etree

    fonts = ledger_fonts(ledger.look)
    normal = Style("Normal", "Normal", fonts.body, SIZE_5)
    styles = ledger_styles(fonts, body_size(ledger), ledger.look.title_size)
    package = Package(fonts, normal, styles, title=ledger.title, creator=ledger.unit)
    document = new_document(package)
    section = document.sections[0]
    _set_page(section, ledger.look)
    footer = section.footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, body_elements([_footer(fonts)])[0])
    end = document.element.body.sectPr
    for element in body_elements(_opening(ledger)):
        end.addprevious(element)
    end.addprevious(etree.Comment(_MARK))
    for element in body_elements(closing_lines(ledger, text_width(ledger.look))):
        end.addprevious(element)
    return document


def _set_page(section: Any, look: Look) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    long, short = _PAPERS[look.paper]
    section.orientation = WD_ORIENT.LANDSCAPE if look.landscape else WD_ORIENT.PORTRAIT
    width, height = (long, short) if look.landscape else (short, long)
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = Twips(_SIDE)
    section.top_margin, section.bottom_margin = Twips(_TOP), Twips(_BOTTOM)
    section.header_distance, section.footer_distance = Twips(_FOOTER), Twips(_FOOTER)


def _footer(fonts: FontSet) -> str:
    pieces = ("第 ", "PAGE", " 页 共 ", "NUMPAGES", " 页")
    runs = (
        field_run(piece, fonts.song, _FOOT_SIZE) if piece.isupper() else run(piece, fonts.song, _FOOT_SIZE)
        for piece in pieces
    )
    return paragraph("Footer", "".join(runs))


def _opening(ledger: Ledger) -> list[str]:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{text_width(ledger.look)}"/></w:tabs>'
    line = f"{ledger.unit_line()}\t{ledger.day_line()}"
    return [
        paragraph("LedgerTitle", run(ledger.title)),
        paragraph("LedgerLine", run(line), tab),
    ]


def closing_lines(ledger: Ledger, width: int) -> list[str]:
    """The notes and the line for signing; without any, the paragraph Word asks for after a table, as small as can be.

    `width`: of the table, in twips. Used by a 公文 with the ledger as its 附件, too.
    """
    keep = "<w:keepNext/>" if ledger.signature else ""
    lines = [paragraph("LedgerNote", run(line), keep) for line in ledger.note_lines()]
    if ledger.signature:
        step = width // len(ledger.signature)
        stops = "".join(f'<w:tab w:val="left" w:pos="{step * number}"/>' for number in range(1, len(ledger.signature)))
        tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
        lines.append(paragraph("LedgerSigning", run("\t".join(ledger.signature)), tabs))
    if lines:
        return lines
    tiny = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return [paragraph("LedgerNote", "", tiny)]


def table_pieces(ledger: Ledger, width: int, report: Report = ignore_progress) -> Iterator[str]:
    """The table as XML, `width` twips wide, some rows at a time; reports and stops between the pieces.

    Used by a 公文 with the ledger as its 附件, too.
    """
    columns = ledger.columns
    character = round(body_size(ledger, width) * TWIPS_PER_POINT)
    widths = column_widths(columns, width, character)
    terms = [(place, widths[place]) for place, column in enumerate(columns) if column.term]
    layout = TableLayout(widths, "LedgerHead", tuple(_CELL_STYLES[column.kind] for column in columns))
    states = [column.kind == "status" for column in columns]
    total = len(ledger.rows)
    pieces = [table_opening(layout, [column.title for column in columns], [column.over for column in columns])]
    for number, (row, merged, stays) in enumerate(_staying(ledger), 1):
        if isinstance(row, Band):
            pieces.append(_band(layout, row, stays=stays))
        else:
            fill = LIGHT_FILLS.get(row.light, "")
            fills = [fill if is_state else "" for is_state in states]
            merges = (
                [
                    (MERGED if goes_on else MERGES_BELOW) if column.merged else ""
                    for column, goes_on in zip(columns, merged, strict=True)
                ]
                if merged
                else ()
            )
            texts = [shown(value) for value in row.cells]
            for place, room in terms:
                texts[place] = term_lines(texts[place], room, character)
            pieces.append(table_row(layout, texts, fills, merges, stays=stays))
        if number % _STEP == 0:
            yield "".join(pieces)
            pieces.clear()
            tell(report, number, total)
    pieces.append("</w:tbl>")
    yield "".join(pieces)


def _staying(ledger: Ledger) -> Iterator[tuple[Row | Band, tuple[bool, ...], bool]]:
    """The rows, and whether each stays on the page of the next: the last ones, and those before a subtotal.

    The last stays with the notes and the line for signing.
    """
    total = len(ledger.rows)
    coming = iter(ledger.merging_rows())
    number, now = 0, next(coming, None)
    while now is not None:
        number, following = number + 1, next(coming, None)
        if following is None:
            stays = bool(ledger.signature or ledger.note_lines())
        else:
            before_sum = isinstance(following[0], Band) and following[0].kind == "subtotal"
            stays = before_sum or number > total - LAST_TOGETHER
        yield *now, stays
        now = following


def _band(layout: TableLayout, band: Band, *, stays: bool) -> str:
    if band.kind == "subtotal":
        return table_band(layout, band.text, "LedgerNumber", stays=stays)
    return table_band(layout, band.text, "LedgerBand", fill=_BAND_FILL)
