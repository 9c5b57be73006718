"""Writes a ledger (台账) as a .docx on landscape A4 that can be signed and sent as it is.

python-docx makes the package and the page, the table goes in as text in one pass (see `packages`): ten
thousand rows take seconds. Called by operations.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from models.export.columns import column_widths
from models.export.docx_base import Package, Style, body_elements, new_document
from models.export.docx_xml import (
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
from models.export.ledger import LIGHT_FILLS, Band, Ledger
from models.export.packages import splice
from models.export.text import shown

if TYPE_CHECKING:
    from docx.document import Document

_PAGE_WIDTH, _PAGE_HEIGHT = twips(297), twips(210)
_SIDE, _TOP, _BOTTOM, _FOOTER = twips(15), twips(18), twips(17), twips(9)
_TEXT_WIDTH = _PAGE_WIDTH - 2 * _SIDE
_BODY_SIZES, _LINE_SIZE, _FOOT_SIZE = (SIZE_5, 10.0, SIZE_SMALL_5), 12.0, SIZE_5
_STEP = 200
_ROOM = 1.0
"""Characters that a cell's margins take."""
_MARK = "the-rows-of-the-ledger"

_CELL_STYLES = {
    "text": "LedgerText",
    "code": "LedgerCentred",
    "date": "LedgerCentred",
    "status": "LedgerCentred",
    "number": "LedgerNumber",
}


def write_ledger_docx(ledger: Ledger, target: Path, report: Report = ignore_progress) -> None:
    """Write the ledger to `target`, whole or not at all.

    Layout: title, 填报单位 and 日期 on one line, the table (head repeated on each page, rows that do not split,
    widths that Word and WPS both show), the notes below it, 第 1 页 共 N 页 at the foot.

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
        rows = _table_pieces(ledger, report)
        splice(package, temporary, "word/document.xml", f"<!--{_MARK}-->".encode(), rows)
        tell(report, len(ledger.rows), len(ledger.rows))


def body_size(ledger: Ledger) -> float:
    """The size of the table's text in points: the largest at which the columns have the width they ask for."""
    asked = sum(column.width + _ROOM for column in ledger.columns)
    fitting = (size for size in _BODY_SIZES if asked * size * TWIPS_PER_POINT <= _TEXT_WIDTH)
    return next(fitting, _BODY_SIZES[-1])


def ledger_styles(fonts: FontSet, small: float = SIZE_5) -> tuple[Style, ...]:
    """The paragraph styles of a ledger; inside the table the lines are single, off the page's grid.

    `small` is the size of the table's text in points.
    """
    return (
        Style("LedgerTitle", "台账标题", fonts.title, SIZE_2, "center", line=40),
        Style("LedgerLine", "台账填报行", fonts.body, _LINE_SIZE, "left", line=24),
        Style("LedgerNote", "台账注", fonts.body, small, "left", line=18),
        Style("LedgerHead", "台账表头", fonts.hei, small, "center", grid=False),
        Style("LedgerText", "台账文字", fonts.body, small, "left", grid=False),
        Style("LedgerCentred", "台账居中", fonts.body, small, "center", grid=False),
        Style("LedgerNumber", "台账数字", fonts.body, small, "right", grid=False),
        Style("Footer", "footer", fonts.song, _FOOT_SIZE, "center", grid=False),
    )


def _document(ledger: Ledger) -> "Document":
    """The document with everything but the table, whose place a comment marks."""
    from lxml import etree

    fonts = OFFICE_FONTS
    normal = Style("Normal", "Normal", fonts.body, SIZE_5)
    package = Package(fonts, normal, ledger_styles(fonts, body_size(ledger)), title=ledger.title, creator=ledger.unit)
    document = new_document(package)
    section = document.sections[0]
    _set_page(section)
    footer = section.footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, body_elements([_footer(fonts)])[0])
    end = document.element.body.sectPr
    for element in body_elements(_opening(ledger)):
        end.addprevious(element)
    end.addprevious(etree.Comment(_MARK))
    for element in body_elements(_closing(ledger)):
        end.addprevious(element)
    return document


def _set_page(section: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_PAGE_WIDTH), Twips(_PAGE_HEIGHT)
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
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_TEXT_WIDTH}"/></w:tabs>'
    line = f"{ledger.unit_line()}\t{ledger.day_line()}"
    return [
        paragraph("LedgerTitle", run(ledger.title)),
        paragraph("LedgerLine", run(line), tab),
    ]


def _closing(ledger: Ledger) -> list[str]:
    """The notes; without any, the paragraph Word asks for after a table, as small as can be."""
    lines = ledger.note_lines()
    if lines:
        return [paragraph("LedgerNote", run(line)) for line in lines]
    tiny = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return [paragraph("LedgerNote", "", tiny)]


def _table_pieces(ledger: Ledger, report: Report) -> Iterator[str]:
    """The table as XML, some rows at a time; reports and stops between the pieces."""
    widths = column_widths(ledger.columns, _TEXT_WIDTH, round(body_size(ledger) * TWIPS_PER_POINT))
    kinds = [column.kind for column in ledger.columns]
    layout = TableLayout(widths, "LedgerHead", tuple(_CELL_STYLES[kind] for kind in kinds))
    states = [kind == "status" for kind in kinds]
    total = len(ledger.rows)
    pieces = [table_opening(layout, [column.title for column in ledger.columns])]
    for number, row in enumerate(ledger.checked_rows(), 1):
        if isinstance(row, Band):
            pieces.append(table_band(layout, row.text))
        else:
            fill = LIGHT_FILLS.get(row.light, "")
            fills = [fill if is_state else "" for is_state in states]
            pieces.append(table_row(layout, [shown(value) for value in row.cells], fills))
        if number % _STEP == 0:
            yield "".join(pieces)
            pieces.clear()
            tell(report, number, total)
    pieces.append("</w:tbl>")
    yield "".join(pieces)
