"""How wide a table's columns stand on the page. Used by the .docx writers."""

from models.export.docx_xml import CELL_MARGIN
from models.export.ledger import Column

_LEAST = 4
_DAY = 6.0
_LONG_FIRST = 1.25
"""Characters a text column keeps as long as the page allows."""


def column_widths(columns: tuple[Column, ...], available: int, character: int) -> tuple[int, ...]:
    """Widths in twips that fill `available` exactly, by the columns' own widths.

    Codes, days, numbers and states keep the width they ask for, but a day takes no more than it needs. No text
    gets fewer than four characters, so that a heading of four stays on one line; what is left goes to the long
    texts rather than to the short ones, which keeps the rows low. When even that is too wide for the page, all
    columns shrink alike. `character` is the width of a full-width character.
    """
    room = 2 * CELL_MARGIN + character // 4
    widest = {"date": _DAY}
    wanted = [round(max(min(c.width, widest.get(c.kind, c.width)), 2.0) * character) + room for c in columns]
    least = [
        min(want, _LEAST * character + room) if column.kind == "text" else want
        for want, column in zip(wanted, columns, strict=True)
    ]
    spare = available - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if spare < 0:
        parts = [need * available / sum(least) for need in least]
    elif any(more):
        shares = [extra**_LONG_FIRST for extra in more] if spare < sum(more) else [float(extra) for extra in more]
        parts = [need + spare * share / sum(shares) for need, share in zip(least, shares, strict=True)]
    else:
        parts = [want * available / sum(wanted) for want in wanted]
    widths = [int(part) for part in parts]
    widths[-1] += available - sum(widths)
    return tuple(widths)
