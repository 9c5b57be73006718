"""How wide a table's columns stand on the page. Used by the .docx writers."""

from models.export.docx_xml import CELL_MARGIN
from models.export.ledger import Column


def column_widths(columns: tuple[Column, ...], available: int, character: int) -> tuple[int, ...]:
    """Widths in twips that fill `available` exactly, by the columns' own widths.

    Where the page is too narrow for all, codes, days, numbers and states keep the width they ask for and the
    texts share the rest; where it is wide, the texts take what is over. When that would leave a text fewer
    than three characters, all columns shrink alike. `character` is the width of a full-width character.
    """
    room = 2 * CELL_MARGIN + character // 4
    wanted = [round(max(column.width, 2.0) * character) + room for column in columns]
    texts = [want for want, column in zip(wanted, columns, strict=True) if column.kind == "text"]
    left = available - (sum(wanted) - sum(texts))
    share = left / sum(texts) if texts else 0.0
    if texts and share * min(texts) >= room + min(3 * character, min(texts) - room):
        parts = [
            want * share if column.kind == "text" else float(want) for want, column in zip(wanted, columns, strict=True)
        ]
    else:
        parts = [want * available / sum(wanted) for want in wanted]
    widths = [int(part) for part in parts]
    widths[-1] += available - sum(widths)
    return tuple(widths)
