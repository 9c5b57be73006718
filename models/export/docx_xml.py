"""WordprocessingML as text: runs, paragraphs and tables (ISO/IEC 29500-1, 17.3 and 17.4).

Elements stand in the order the schema asks for; Word repairs a file that has them otherwise. Lengths are in
twips (dxa, 1/20 pt) unless a name says otherwise. Used by the .docx writers of this package.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.export.text import escaped

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20


def twips(millimetres: float) -> int:
    """Millimetres as twips."""
    return round(millimetres * TWIPS_PER_MM)


def run(text: str, font: str = "", size: float = 0.0, *, colour: str = "", scale: int = 100, bold: bool = False) -> str:
    """A run (w:r). `font` is set for Han and Latin alike, `size` is in points; both may be left to the style.

    The eastAsia hint makes Word draw quotation marks, dashes and dots as Chinese ones. Newlines become line
    breaks, tabs become tabs. `colour` is RRGGBB, `scale` the characters' width in per cent.
    """
    names = f' w:ascii="{escaped(font)}" w:hAnsi="{escaped(font)}" w:eastAsia="{escaped(font)}"' if font else ""
    if font:
        names += f' w:cs="{escaped(font)}"'
    look = "<w:b/><w:bCs/>" if bold else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += f'<w:w w:val="{scale}"/>' if scale != 100 else ""
    points = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    properties = f'<w:rPr><w:rFonts w:hint="eastAsia"{names}/>{look}{points}</w:rPr>'
    return f"<w:r>{properties}{_content(text)}</w:r>"


def _content(text: str) -> str:
    plain = escaped(text)
    if "\n" not in plain and "\t" not in plain:
        return f'<w:t xml:space="preserve">{plain}</w:t>'
    lines = []
    for line in plain.split("\n"):
        parts = (f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in line.split("\t"))
        lines.append("<w:tab/>".join(parts))
    return "<w:br/>".join(lines)


def field_run(code: str, font: str, size: float) -> str:
    """A field (PAGE, NUMPAGES) as the runs Word itself writes, with 1 as its value until it is updated."""
    names = f'w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"'
    half = round(size * 2)
    properties = f'<w:rPr><w:rFonts {names}/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{properties}{piece}</w:r>" for piece in pieces)


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph (w:p) of the style with this id; `properties` is w:pPr XML that follows w:pStyle."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


CELL_MARGIN = 70
"""Left and right margin inside a ledger's cell, in twips."""


@dataclass(frozen=True)
class TableLayout:
    """A plain table with a repeated head: widths in twips, the paragraph styles of head and columns.

    `placing` is w:tblPr XML for a table that floats (w:tblpPr).
    """

    widths: tuple[int, ...]
    head_style: str
    styles: tuple[str, ...]
    placing: str = ""
    least_height: int = 0
    """Of a row, in twips; 0: as high as its text."""
    margin: int = CELL_MARGIN
    """Left and right inside a cell, in twips."""

    @property
    def row_properties(self) -> str:
        """Of a row that does not split over two pages (w:trPr, 17.4.81)."""
        least = f'<w:trHeight w:val="{self.least_height}" w:hRule="atLeast"/>' if self.least_height else ""
        return f"<w:trPr><w:cantSplit/>{least}</w:trPr>"

    @property
    def width(self) -> int:
        """The whole table's width."""
        return sum(self.widths)


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_opening(layout: TableLayout, heads: Sequence[str], overs: Sequence[str] = ()) -> str:
    """From <w:tbl> through the head row; with `overs` (headings above, "" for none) the head has two rows.

    WPS takes the widths from w:gridCol and each w:tcW, Word from w:tblLayout and those; all say the same.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    properties = (
        f'<w:tblPr>{layout.placing}<w:tblW w:w="{layout.width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="{layout.margin}" w:type="dxa"/>'
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{layout.margin}" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
    )
    rows = _two_head_rows(layout, heads, overs) if any(overs) else [_cells(layout, heads)]
    head = "".join(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>" for cells in rows)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{head}"


def _cells(layout: TableLayout, heads: Sequence[str]) -> str:
    """A head never stands alone at a page's foot."""
    places = zip(layout.widths, heads, strict=True)
    return "".join(_cell(width, layout.head_style, head, more=_STAYS) for width, head in places)


def _two_head_rows(layout: TableLayout, heads: Sequence[str], overs: Sequence[str]) -> list[str]:
    """Neighbours with the same heading above share one cell; a column without one goes through both rows."""
    upper: list[str] = []
    lower: list[str] = []
    places = list(zip(layout.widths, heads, overs, strict=True))
    for over, same in groupby(places, key=lambda place: place[2]):
        columns = list(same)
        if over:
            whole = sum(width for width, _, _ in columns)
            upper.append(_cell(whole, layout.head_style, over, span=len(columns), more=_STAYS))
            lower += [_cell(width, layout.head_style, head, more=_STAYS) for width, head, _ in columns]
        else:
            upper += [
                _cell(width, layout.head_style, head, merge=MERGES_BELOW, more=_STAYS) for width, head, _ in columns
            ]
            lower += [_cell(width, layout.head_style, "", merge=MERGED, more=_STAYS) for width, _, _ in columns]
    return ["".join(upper), "".join(lower)]


LAST_TOGETHER = 4
"""So many rows at a table's end stand on one page: none is left over for a page of its own."""
_STAYS = "<w:keepNext/>"


def table_row(
    layout: TableLayout, texts: Sequence[str], fills: Sequence[str], merges: Sequence[str] = (), *, stays: bool = False
) -> str:
    """A row that does not split over two pages; `fills` are RRGGBB backgrounds, "" for none.

    merges: for each column `MERGES_BELOW` or `MERGED` (with the cell above), "" for a cell of its own. stays: on the
    page of what follows it, which is what each of its paragraphs says (17.3.1.15).
    """
    more = _STAYS if stays else ""
    if merges:
        cells = "".join(
            _cell(width, style, "" if merge == MERGED else text, fill, merge=merge, more=more)
            for width, style, text, fill, merge in zip(layout.widths, layout.styles, texts, fills, merges, strict=True)
        )
    else:
        places = zip(layout.widths, layout.styles, texts, fills, strict=True)
        cells = "".join(_cell(width, style, text, fill, more=more) for width, style, text, fill in places)
    return f"<w:tr>{layout.row_properties}{cells}</w:tr>"


def table_band(layout: TableLayout, text: str, style: str = "", *, fill: str = "", stays: bool = True) -> str:
    """A row that is one cell over all columns, in the style of the head; when it `stays`, with the row below it."""
    content = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{_content(text)}</w:r>' if text else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    look = _STAYS if stays else ""
    look += "" if style else '<w:jc w:val="left"/>'
    return (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:w="{sum(layout.widths)}" w:type="dxa"/><w:gridSpan w:val="{len(layout.widths)}"/>{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style or layout.head_style}"/>{look}'
        f"</w:pPr>{content}</w:p></w:tc></w:tr>"
    )


def table(
    layout: TableLayout, heads: Sequence[str], rows: Sequence[Sequence[str]], *, stays: bool = False
) -> Iterator[str]:
    """A whole table without backgrounds; stays: its last row stands on the page of what follows it."""
    yield table_opening(layout, heads)
    none = ("",) * len(layout.widths)
    for number, row in enumerate(rows, 1):
        is_last = number == len(rows)
        yield table_row(layout, row, none, stays=stays if is_last else number > len(rows) - LAST_TOGETHER)
    yield "</w:tbl>"


MERGES_BELOW, MERGED = "restart", "continue"
"""A cell with which those below may merge, and one that is merged with the cell above (w:vMerge)."""


def _cell(width: int, style: str, text: str, fill: str = "", *, span: int = 1, merge: str = "", more: str = "") -> str:
    """A cell; the properties in the schema's order: w:tcW, w:gridSpan, w:vMerge, w:shd, w:vAlign.

    more: of its paragraph, after w:pStyle.
    """
    shade = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shade += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    content = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{_content(text)}</w:r>' if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p></w:tc>'
    )
