"""Tables drawn with line characters (┌─┬─┐ │ ├┼┤), as old systems and law sites give them: turned into rows of cells."""

import re
from collections.abc import Iterator, Sequence

from models.intake.notice import CELL_BREAK
from models.intake.patches import CleanText, Patch

BOX = re.compile(r"(?:^[ \t\u3000]*[┌├└│┏┣┗┃╔╠╚║].*(?:\n|$)){3,}", re.MULTILINE)
RULED = re.compile("[─━═]")


def without_boxes(text: CleanText) -> CleanText:
    """The text with every drawn table as lines of cells joined by tabs; no word is changed, so nothing is recorded."""
    if "│" not in text.text and "┃" not in text.text and "║" not in text.text:
        return text
    return text.patched(patches(text.text))


def patches(text: str) -> Iterator[Patch]:
    """One patch for each drawn table."""
    for box in BOX.finditer(text):
        rows = rows_of(box[0].split("\n"))
        if rows:
            yield Patch(box.span(), "\n".join("\t".join(row) for row in rows) + "\n")


def rows_of(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a drawn table: the pieces of a cell stand below each other until a line is ruled under them.

    A line ruled under some of the columns only ends the cells of those; the others go on.
    """
    rows: list[list[str]] = []
    owner: list[int] = []  # for each column the row in which its present cell began
    for line in lines:
        pieces = pieces_of(line)
        if not pieces:
            continue
        ruled = [bool(RULED.search(piece)) for piece in pieces]
        if len(owner) != len(pieces) or all(ruled):
            rows.append([""] * len(pieces))
            owner = [len(rows) - 1] * len(pieces)
        elif any(ruled):
            rows.append([""] * len(pieces))
            owner = [len(rows) - 1 if rule else row for rule, row in zip(ruled, owner, strict=True)]
        for column, (piece, rule) in enumerate(zip(pieces, ruled, strict=True)):
            if not rule:
                rows[owner[column]][column] = joined(rows[owner[column]][column], piece.strip())
    return [row for row in rows if any(row)]


def joined(above: str, below: str) -> str:
    """Two pieces of one cell; a piece that begins with a mark begins a line."""
    if not above or not below:
        return above or below
    return above + (CELL_BREAK if below[0] in "△▲●·○" else "") + below


def pieces_of(line: str) -> list[str]:
    """What stands between the upright lines; a ruled stretch is one piece for each column it covers."""
    bare = line.strip(" \t\u3000")
    if not bare:
        return []
    parts = re.split("[│┃║├┼┤┣╋┫╠╬╣┬┴┌┐└┘┏┓┗┛┳┻╔╗╚╝╦╩]", bare)
    return parts[1:-1] if len(parts) > 2 else []
