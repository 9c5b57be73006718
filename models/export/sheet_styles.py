"""The looks of a ledger's cells in .xlsx, made with openpyxl. Used by `ledger_xlsx` and `sheet_figures`."""

from dataclasses import dataclass, field
from typing import Any

from models.export.columns import column_widths
from models.export.fonts import OFFICE_FONTS
from models.export.ledger import LIGHT_FILLS, Ledger
from models.export.sheet_text import fitting

HEAD_FILL = "F2F2F2"
USUAL_SIZE = 11.0
"""The body's size in points when the look names none."""


@dataclass
class Styles:
    """Style numbers of the body cells, by kind and, for a status, by light; and of what stands between and below."""

    plain: dict[str, int] = field(default_factory=dict)
    quoted: int = 0
    """A text that begins like a formula: Excel keeps it text even after it is edited."""
    lights: dict[str, int] = field(default_factory=dict)
    bands: dict[str, int] = field(default_factory=dict)
    signature: int = 0


@dataclass(frozen=True)
class SheetLook:
    """The fonts and sizes of a sheet, by the ledger's look."""

    title: str
    head: str
    body: str
    title_size: float
    size: float


def sheet_look(ledger: Ledger) -> SheetLook:
    """The fonts of the ledger's look, the office's where it names none."""
    look = ledger.look
    return SheetLook(
        look.title_font or OFFICE_FONTS.title,
        look.head_font or OFFICE_FONTS.hei,
        look.body_font or OFFICE_FONTS.body,
        title_size(ledger),
        look.body_size or USUAL_SIZE,
    )


def cell(
    sheet: Any,
    text: str,
    font: str,
    size: float,
    align: str,
    *,
    border: bool = False,
    fill: str = "",
    number_format: str = "General",
    wrap: bool = True,
    bold: bool = False,
) -> Any:
    """A cell for a write-only sheet; its text is text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    made = WriteOnlyCell(sheet, fitting(text) or None)
    if text:
        made.data_type = "s"
    made.font = Font(name=font, size=size, charset=134, bold=bold)
    made.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
    made.number_format = number_format
    if border:
        side = Side(style="thin", color="FF000000")
        made.border = Border(left=side, right=side, top=side, bottom=side)
    if fill:
        made.fill = PatternFill("solid", fgColor="FF" + fill)
    return made


def body_styles(sheet: Any, look: SheetLook) -> Styles:
    """Register the styles of the body cells by making one cell of each; only their numbers are kept."""

    def made(align: str, number_format: str = "General", fill: str = "", font: str = look.body) -> Any:
        return cell(sheet, "", font, look.size, align, border=True, fill=fill, number_format=number_format)

    styles = Styles()
    quoted = made("left")
    quoted.quotePrefix = True
    styles.quoted = quoted.style_id
    styles.plain = {
        "text": made("left").style_id,
        "code": made("center", "@").style_id,
        "date": made("center", "yyyy\\-mm\\-dd").style_id,
        "number": made("right").style_id,
        "ordinal": made("center").style_id,
        "status": made("center").style_id,
    }
    styles.lights = {light: made("center", fill=fill).style_id for light, fill in LIGHT_FILLS.items()}
    styles.bands = {
        "section": made("left", fill=HEAD_FILL, font=look.head).style_id,
        "subtotal": made("right").style_id,
    }
    styles.signature = cell(sheet, "", look.body, look.size, "left").style_id
    styles.plain["money"] = made("right", "#,##0.00").style_id
    return styles


_PAGE_POINTS = {("A4", True): 757, ("A4", False): 510, ("A3", True): 1106, ("A3", False): 757}
"""Points between the margins of 15 mm."""
_LEAST_SCALE = 0.8
_CELL_POINTS = 9.0
"""What a column takes beside its characters."""
_LARGEST_TITLE = 1.5
_TERM = 9.0
"""2021年11月23日前 on one line, in characters: Excel and WPS end a line between digits and words."""


def sheet_widths(ledger: Ledger) -> tuple[float, ...]:
    """The columns' widths in full-width characters of the body's size.

    As the columns ask; but a sheet that would be printed at less than four fifths of its size gets narrower
    columns, as a page does, and its long texts more lines.
    """
    size = ledger.look.body_size or USUAL_SIZE
    asked = tuple(max(column.width, _TERM if column.term else 2.0) for column in ledger.columns)
    room = _PAGE_POINTS[ledger.look.paper, ledger.look.landscape] / _LEAST_SCALE
    if sum(width * size + _CELL_POINTS for width in asked) <= room:
        return asked
    character = round(size * 20)
    narrow = column_widths(ledger.columns, round(room * 20), character)
    return tuple(max((width / 20 - _CELL_POINTS) / size, 2.0) for width in narrow)


def title_size(ledger: Ledger) -> float:
    """The title's size: the look's, larger where the page is printed smaller."""
    size = ledger.look.body_size or USUAL_SIZE
    width = sum(item * size + _CELL_POINTS for item in sheet_widths(ledger))
    scale = width / _PAGE_POINTS[ledger.look.paper, ledger.look.landscape]
    return round(ledger.look.title_size * min(max(scale, 1.0), _LARGEST_TITLE))
