"""How wide a table's columns stand on the page. Used by the .docx writers."""

from models.export.docx_xml import CELL_MARGIN
from models.export.ledger import Column

_LEAST = 4
"""Characters a text column keeps as long as the page allows."""


def column_widths(columns: tuple[Column, ...], available: int, character: int) -> tuple[int, ...]:
    """Widths in twips that fill `available` exactly, by the columns' own widths.

    Codes, days, numbers and states keep the width they ask for. The texts share the rest by their widths, but
    none gets fewer than four characters, so that a heading of four stays on one line. When even that is too
    wide for the page, all columns shrink alike. `character` is the width of a full-width character.
    """
    room = 2 * CELL_MARGIN + character // 4
    wanted = [round(max(column.width, 2.0) * character) + room for column in columns]
    least = [
        min(want, _LEAST * character + room) if column.kind == "text" else want
        for want, column in zip(wanted, columns, strict=True)
    ]
    spare = available - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if spare < 0:
        parts = [need * available / sum(least) for need in least]
    elif any(more):
        parts = [need + spare * extra / sum(more) for need, extra in zip(least, more, strict=True)]
    else:
        parts = [want * available / sum(wanted) for want in wanted]
    widths = [int(part) for part in parts]
    widths[-1] += available - sum(widths)
    return tuple(widths)
