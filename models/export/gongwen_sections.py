"""The sections of a 公文 (portrait, landscape for a ledger, 版记 alone) and the page numbers at their feet.

GB/T 9704-2012, clauses 5, 7.5 and 8. Used by `gongwen` only.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from models.export.docx_base import Package, Style, new_document, relationship
from models.export.docx_xml import TWIPS_PER_POINT, field_run, paragraph, run, twips
from models.export.fonts import SIZE_4, FontSet
from models.export.gongwen_page import (
    BOTTOM,
    FOOTER,
    LANDSCAPE,
    LEFT,
    LINE,
    NUMBER_CENTRE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    RIGHT,
    RULE_BOTTOM,
    RULE_HEIGHT,
    RULE_THICK,
    RULE_THIN,
    RULE_WHITE,
    RULE_WIDTH,
    TEXT_WIDTH,
    TOP,
    small_characters,
)
from models.export.gongwen_styles import normal_style

if TYPE_CHECKING:
    from docx.document import Document

Kind = Literal["main", "letter", "landscape", "text", "colophon", "unnumbered"]
"""main: the first pages; letter: the same with a first page of its own; text: portrait pages after a landscape
section; colophon: an even page with the 版记 alone; unnumbered: the same after a blank page (7.5)."""
TINY = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="14" w:lineRule="exact"/>'
"""A paragraph that has to be there and takes no room: 0.7 pt, the least that Word allows."""

_ABOVE = (
    f'<w:spacing w:before="{BOTTOM - FOOTER - round((SIZE_4 + 0.5) * TWIPS_PER_POINT)}" w:after="0"'
    f' w:line="{round(SIZE_4 * TWIPS_PER_POINT)}" w:lineRule="exact"/>'
)
"""The page number's paragraph reaches up to the 版心: LibreOffice takes the top of the footer for the bottom of the
text in a section that begins on an even page, and hangs the 版记 there."""


def new_gongwen(title: str, creator: str, fonts: FontSet, styles: Sequence[Style], body: str) -> "Document":
    """A document with these styles, the page numbers of a 公文 at its pages' feet, and this body."""
    package = Package(
        fonts,
        normal_style(fonts),
        tuple(styles),
        odd_even=True,
        title=title,
        creator=creator,
        furniture=_footers(fonts),
        body=body,
    )
    return new_document(package)


def section(kind: Kind) -> str:
    """A section's w:sectPr (17.6.17): how it begins, its paper, its margins, which footers it has."""
    first = ""
    names = {"default": "footer_odd", "even": "footer_even"}
    begin = {"main": "", "letter": "", "colophon": "evenPage", "unnumbered": "evenPage"}.get(kind, "nextPage")
    size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
    left, top, right, bottom = LEFT, TOP, RIGHT, BOTTOM
    if kind == "letter":
        first = "<w:titlePg/>"
        names["first"] = "footer_first"
    if kind == "unnumbered":
        names = dict.fromkeys(names, "footer_none")
    if kind == "landscape":
        names = {"default": "footer_side_odd", "even": "footer_side_even"}
        size = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
        left, top, right, bottom = LANDSCAPE
    references = "".join(
        f'<w:footerReference w:type="{use}" r:id="{relationship(name)}"/>' for use, name in names.items()
    )
    beginning = f'<w:type w:val="{begin}"/>' if begin else ""
    foot = twips(10) if kind == "landscape" else FOOTER
    return (
        f"<w:sectPr>{references}{beginning}{size}"
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{twips(15)}" w:footer="{foot}" w:gutter="0"/>'
        f'{first}<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def ended(pieces: Sequence[str], kind: Kind, *, last: bool) -> str:
    """The section's content and its properties.

    These stand in its last paragraph, the last section's at the end of the body (17.6.17); a section that ends with
    a table gets a paragraph for them.
    """
    properties = section(kind)
    if last:
        return "".join(pieces) + properties
    *above, end = pieces
    if not end.startswith("<w:p>"):
        above, end = list(pieces), paragraph("GwBody", "", TINY)
    return "".join(above) + end.replace("</w:pPr>", f"{properties}</w:pPr>", 1)


def rule(*, thick_first: bool, placing: str) -> str:
    """A red double line as a paragraph's upper and lower border: 上粗下细 or 上细下粗 (10.1).

    `placing` is w:framePr: it is as wide as its frame.
    """
    sizes = (RULE_THICK, RULE_THIN) if thick_first else (RULE_THIN, RULE_THICK)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{round(size * 8)}" w:space="0" w:color="{RED}"/>'
        for side, size in zip(("top", "bottom"), sizes, strict=True)
    )
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{round(RULE_WHITE * TWIPS_PER_POINT)}" w:lineRule="exact"/>'
    return paragraph("GwRule", "", f'{placing}<w:pBdr>{borders}</w:pBdr><w:snapToGrid w:val="0"/>{spacing}')


def frame(top: int, height: int, space: int = 0) -> str:
    """A frame as wide as the double lines, centred on the paper (17.3.1.11): it stays at its place of the page.

    The text keeps `space` below it.
    """
    left = (PAGE_WIDTH - RULE_WIDTH) // 2
    return (
        f'<w:framePr w:w="{RULE_WIDTH}" w:h="{height}" w:hRule="exact" w:hSpace="0" w:vSpace="{space}" w:wrap="around" w:vAnchor="page"'
        f' w:hAnchor="page" w:x="{left}" w:y="{top}"/>'
    )


def _footers(fonts: FontSet) -> tuple[tuple[str, str], ...]:
    height = round(RULE_HEIGHT * TWIPS_PER_POINT)
    under = frame(PAGE_HEIGHT - RULE_BOTTOM - height, height)
    return (
        ("footer_odd", _page_number(fonts, is_even=False)),
        ("footer_even", _page_number(fonts, is_even=True)),
        ("footer_first", rule(thick_first=False, placing=under) + paragraph("Footer", "", _ABOVE)),
        ("footer_none", paragraph("Footer", "", _ABOVE)),
        ("footer_side_odd", _number_at_the_side(fonts, is_even=False)),
        ("footer_side_even", _number_at_the_side(fonts, is_even=True)),
    )


def _page_number(fonts: FontSet, *, is_even: bool, above: str = _ABOVE) -> str:
    """— 1 — in 4号 宋体: odd pages at the right, even pages at the left, one character from the edge (7.5)."""
    dash = run("—", fonts.song, SIZE_4)
    blank = run(" ", fonts.song, SIZE_4)
    side = small_characters(1)
    place = (
        f'<w:ind w:leftChars="0" w:left="{side}"/><w:jc w:val="left"/>'
        if is_even
        else f'<w:ind w:rightChars="0" w:right="{side}"/><w:jc w:val="right"/>'
    )
    number = field_run("PAGE", fonts.song, SIZE_4)
    return paragraph("Footer", dash + blank + number + blank + dash, above + place)


def _number_at_the_side(fonts: FontSet, *, is_even: bool) -> str:
    """The number of a landscape page where the portrait page has it, turned with the page (8).

    A cell at its place on the paper with its text turned clockwise: what programs agree on.
    """
    width = small_characters(1)
    left = LANDSCAPE[0] - NUMBER_CENTRE - width // 2
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page"'
        f' w:tblpX="{left}" w:tblpY="{LANDSCAPE[1]}"/><w:tblOverlap w:val="never"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/>'
        f'<w:trHeight w:val="{TEXT_WIDTH}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/></w:tcPr>{_page_number(fonts, is_even=is_even, above="")}</w:tc></w:tr></w:tbl>'
        + paragraph("Footer", "")
    )
