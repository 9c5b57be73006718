"""The page of a 公文: paper, 版心, line and character pitch, page numbers, paragraph styles.

Lengths in points unless a name says otherwise. GB/T 9704-2012, clauses 5 and 7.5. Used by `gongwen` and its
neighbours only.
"""

from typing import TYPE_CHECKING, Any

from models.export.docx_base import Package, Style, body_elements, new_document
from models.export.docx_xml import TWIPS_PER_POINT, field_run, paragraph, run, twips
from models.export.fonts import SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, FontSet

if TYPE_CHECKING:
    from docx.document import Document

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4 in twips (5.1)."""
LEFT, TOP, TEXT_WIDTH, TEXT_HEIGHT = twips(28), twips(37), twips(156), twips(225)
"""订口 28 mm, 天头 37 mm, 版心 156 × 225 mm (5.2.1), in twips."""
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - TEXT_WIDTH, PAGE_HEIGHT - TOP - TEXT_HEIGHT
LINE_PITCH = 28.95
"""225 mm / 22 lines (5.2.3) is 28.99; rounded down to the twip that holds 22 lines."""
TITLE_PITCH = SIZE_2 + SIZE_3 * 7 / 8
"""A line is the height of its character and 7/8 of a 3号 character (3.2)."""
LINE = round(LINE_PITCH * TWIPS_PER_POINT)
SPACING = -0.25
"""Between 3号 characters: 28 × 15.75 points fit into the 442.2 of a line (5.2.3), 29 do not. Set on the
characters, since programs that lay characters on a grid narrower than their size (w:docGrid linesAndChars)
give each of them two places."""
CHAR_PITCH = SIZE_3 + SPACING
FOOTER = twips(25.3)
"""Puts the dash of the page number 7 mm below the 版心 (7.5)."""
RED = "FF0000"


def characters(count: float) -> int:
    """The width of so many 3号 characters on the grid, in twips."""
    return round(count * CHAR_PITCH * TWIPS_PER_POINT)


def blank_gongwen(title: str, creator: str, fonts: FontSet) -> "Document":
    """An empty document with the page, the styles and the page numbers of a 公文."""
    normal = Style("Normal", "Normal", fonts.body, SIZE_3, "both", line=LINE_PITCH, spacing=SPACING)
    package = Package(fonts, normal, gongwen_styles(fonts), odd_even=True, title=title, creator=creator)
    document = new_document(package)
    section = document.sections[0]
    _set_page(section)
    _set_grid(document)
    for footer, is_even in ((section.footer, False), (section.even_page_footer, True)):
        footer.is_linked_to_previous = False
        first = footer.paragraphs[0]._p
        first.getparent().replace(first, body_elements([page_number(fonts, is_even=is_even)])[0])
    return document


def gongwen_styles(fonts: FontSet) -> tuple[Style, ...]:
    """Paragraph styles by element; levels are headings, so that Word's navigation shows them (7.3.3)."""
    pitch = LINE_PITCH
    return (
        Style("GwMark", "发文机关标志", fonts.title, SIZE_2, "center", line=pitch, colour=RED, grid=False),
        Style("GwNumber", "发文字号", fonts.body, SIZE_3, "center", line=pitch, grid=False),
        Style("GwTitle", "公文标题", fonts.title, SIZE_2, "center", line=TITLE_PITCH, grid=False),
        Style("GwAddressees", "主送机关", fonts.body, SIZE_3, "both", line=pitch),
        Style("GwBody", "公文正文", fonts.body, SIZE_3, "both", line=pitch, first_line=2),
        Style("GwLevel1", "公文一级标题", fonts.hei, SIZE_3, "both", line=pitch, first_line=2, outline=1),
        Style("GwLevel2", "公文二级标题", fonts.kai, SIZE_3, "both", line=pitch, first_line=2, outline=2),
        Style("GwLevel3", "公文三级标题", fonts.body, SIZE_3, "both", line=pitch, first_line=2, outline=3),
        Style("GwLevel4", "公文四级标题", fonts.body, SIZE_3, "both", line=pitch, first_line=2, outline=4),
        Style("GwAttachments", "附件说明", fonts.body, SIZE_3, "left", line=pitch),
        Style("GwSignature", "署名和成文日期", fonts.body, SIZE_3, "left", line=pitch),
        Style("GwNote", "附注", fonts.body, SIZE_3, "both", line=pitch, first_line=2),
        Style("GwTableHead", "表头", fonts.hei, SIZE_SMALL_4, "center", grid=False),
        Style("GwTableText", "表文", fonts.body, SIZE_SMALL_4, "left", grid=False),
        Style("GwTableCentred", "表文居中", fonts.body, SIZE_SMALL_4, "center", grid=False),
        Style("GwColophon", "版记", fonts.body, SIZE_4, "left", line=22, grid=False),
        Style("Footer", "footer", fonts.song, SIZE_4, "left", line=SIZE_4, grid=False),
    )


def page_number(fonts: FontSet, *, is_even: bool) -> str:
    """— 1 — in 4号 宋体: odd pages at the right, even pages at the left, one character from the edge (7.5)."""
    dash = run("—", fonts.song, SIZE_4)
    blank = run(" ", fonts.song, SIZE_4)
    side = round(SIZE_4 * TWIPS_PER_POINT)
    place = (
        f'<w:ind w:leftChars="0" w:left="{side}"/><w:jc w:val="left"/>'
        if is_even
        else f'<w:ind w:rightChars="0" w:right="{side}"/><w:jc w:val="right"/>'
    )
    number = field_run("PAGE", fonts.song, SIZE_4)
    return paragraph("Footer", dash + blank + number + blank + dash, place)


def _set_page(section: Any) -> None:
    from docx.shared import Twips

    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    section.left_margin, section.right_margin = Twips(LEFT), Twips(RIGHT)
    section.top_margin, section.bottom_margin = Twips(TOP), Twips(BOTTOM)
    section.header_distance, section.footer_distance = Twips(twips(15)), Twips(FOOTER)


def _set_grid(document: "Document") -> None:
    """22 lines a page (17.6.5)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))
    document.element.body.sectPr.append(grid)
