"""The body of a 公文 with its levels and tables, and 附件说明, as WordprocessingML.

GB/T 9704-2012, clauses 7.3.3 and 7.3.4. Used by `gongwen` and `gongwen_annex`.
"""

import re
from collections.abc import Sequence

from models.export.columns import content_widths, term_lines
from models.export.docx_xml import TWIPS_PER_POINT, TableLayout, paragraph, run, table
from models.export.fonts import SIZE_3, SIZE_5, SIZE_SMALL_4, FontSet
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.gongwen_elements import annex_names
from models.export.gongwen_head import blank_lines
from models.export.gongwen_page import FILL_IN_HEIGHT, LINE, TEXT_WIDTH, characters
from models.export.text import width_of

_HEADING_LIMIT = 40.0
"""A first sentence longer than this many characters is text and no heading, whatever its number."""
_SENTENCE = re.compile(r"[^。：！？\n]*[。！？]")
_KEEP = "<w:keepNext/>"
INDENTED = f'<w:ind w:firstLineChars="200" w:firstLine="{round(2 * SIZE_3 * TWIPS_PER_POINT)}"/><w:jc w:val="both"/>'
"""What the style says, too: programs that check a document's form look for it in the paragraph."""


def body_pieces(body: Sequence[Paragraph | BodyTable], fonts: FontSet, *, keep_last: bool) -> list[str]:
    """正文: paragraphs and tables in order.

    keep_last: the last paragraph stays on the page of what follows it, since a page with nothing but a signature is
    not allowed (7.3.5.5).
    """
    pieces: list[str] = []
    last = len(body) - 1 if keep_last else -1
    for place, part in enumerate(body):
        if isinstance(part, BodyTable):
            pieces += [_gap(keep=True)] if place else []
            pieces.extend(_body_table(part, keep=place == last))
            if isinstance(next(iter(body[place + 1 : place + 2]), None), Paragraph):
                pieces.append(_gap(keep=False))
        else:
            pieces.append(_body_paragraph(part, fonts, keep=place == last))
    return pieces


def _gap(*, keep: bool) -> str:
    """Half a line between a table and what stands above or below it: `keep`s to the page of what follows."""
    spacing = f'<w:spacing w:line="{round(LINE / 2)}" w:lineRule="exact"/>'
    return paragraph("GwBody", "", (_KEEP if keep else "") + spacing)


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
        return paragraph("GwBody", run(text, fonts.body, SIZE_3), (_KEEP if keep else "") + INDENTED)
    heading, rest = split_heading(text)
    content = run(heading, font, SIZE_3) if heading else ""
    content += run(rest, fonts.body, SIZE_3) if rest else ""
    alone = bool(heading) and not rest
    style = f"GwLevel{part.level}" if alone else "GwBody"
    return paragraph(style, content, (_KEEP if keep or (alone and part.level < 3) else "") + INDENTED)


_MARGIN = 96
"""Left and right inside a cell, in twips: 1.7 mm."""
_PLAIN_COLUMNS = 5
"""A table of more columns is set in 五号, not 小四: its texts would have a few characters a line."""


def _body_table(part: BodyTable, *, keep: bool) -> list[str]:
    """The table; `keep`: its last row stays on the page of what follows."""
    for number, row in enumerate(part.rows, 1):
        if len(row) != len(part.columns):
            raise ValueError(f"table row {number} has {len(row)} cells for {len(part.columns)} columns")
    is_wide = len(part.columns) > _PLAIN_COLUMNS
    character = round((SIZE_5 if is_wide else SIZE_SMALL_4) * TWIPS_PER_POINT)
    prefix = "GwSmallTable" if is_wide else "GwTable"
    widths = content_widths(part.columns, part.rows, TEXT_WIDTH, character, _MARGIN)
    styles = tuple(f"{prefix}{'Text' if column.kind == 'text' else 'Centred'}" for column in part.columns)
    height = FILL_IN_HEIGHT if part.to_fill_in else 0
    layout = TableLayout(widths, f"{prefix}Head", styles, least_height=height, margin=_MARGIN)
    heads = [column.title for column in part.columns]
    rows = [_in_lines(part, row, widths, character) for row in part.rows]
    return list(table(layout, heads, rows, stays=keep))


def _in_lines(part: BodyTable, row: Sequence[str], widths: Sequence[int], character: int) -> list[str]:
    """A row's texts, those of written days in lines that fit."""
    places = zip(part.columns, row, widths, strict=True)
    return [term_lines(text, width, character, _MARGIN) if column.term else text for column, text, width in places]


def attachment_lines(document: Gongwen, fonts: FontSet, *, keep: bool) -> list[str]:
    """附件：1. …, one blank line below the body; wrapped lines align with the name, no mark after it (7.3.4).

    keep: all stay on the page of what follows them.
    """
    names = annex_names(document)
    if not names:
        return []
    pieces = blank_lines(1, keep=keep)
    if len(names) == 1:
        place = hanging(characters(5), characters(3))
        place = (_KEEP if keep else "") + place
        return [*pieces, paragraph("GwAttachments", run(f"附件：{names[0]}", fonts.body, SIZE_3), place)]
    number_width = 1.25 if len(names) < 10 else 1.75
    left = characters(5 + number_width)
    for number, name in enumerate(names, 1):
        label = f"附件：{number}.\t" if number == 1 else f"{number}.\t"
        indent = characters(number_width + (3 if number == 1 else 0))
        place = (_KEEP if keep else "") + hanging(left, indent)
        pieces.append(paragraph("GwAttachments", run(label + name, fonts.body, SIZE_3), place))
    return pieces


def hanging(left: int, indent: int) -> str:
    """An indent of all lines, and how much less the first one has."""
    return f'<w:ind w:left="{left}" w:hanging="{indent}"/>'
