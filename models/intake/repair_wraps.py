"""Lines that were broken at the page's width (copies from PDF, mail and old systems): joined to paragraphs again."""

import re
from collections import Counter
from collections.abc import Iterator

from models.intake.flattened import flattened_tables
from models.intake.grids import narrow_bars
from models.intake.numbering import AT_START
from models.intake.patches import CleanText, Patch
from models.intake.tables import FEWEST_BARS, WIDE, delimited_tables

NARROWEST, WIDEST = 18, 60
"""Characters in a full line."""
FEWEST = 4
"""Full lines that make a text a broken one."""
ENDS = "。！？!?：:"
BLANKS = " \t\u3000\xa0"
PAGE_NUMBER = r"(?:[—–－-]{1,2}[ \t]*\d{1,3}[ \t]*[—–－-]{1,2}|第[ \t]*\d{1,3}[ \t]*页(?:[ \t]*[,，]?[ \t]*共[ \t]*\d{1,3}[ \t]*页)?)"
LINE_END = re.compile(rf"[ \t\u3000\xa0]*\n(?:\s*(?:(?P<page>{PAGE_NUMBER})|\d{{1,3}})\s*\n)?[ \t\u3000\xa0]*")
"""The end of a line; a page's number between two lines belongs to it."""
INDENT = re.compile(r"^[ \t]{4,}|^[\u3000\xa0]{2,}")


def full_width(lines: list[str]) -> int | None:
    """The length of a full line; None when the lines are no broken paragraphs.

    Most long lines then have nearly the same length, no line is longer, and hardly any of them ends a sentence.
    """
    lengths = [width_of(line) for line in lines]
    longest = max(lengths, default=0)
    if not NARROWEST <= longest <= WIDEST:
        return None
    counted = Counter(lengths)
    full = sum(count for length, count in counted.items() if length >= longest - 2)
    open_ends = sum(
        width_of(line) >= longest - 2 and line.rstrip(BLANKS)[-1:] not in ENDS + "；;，,、" for line in lines
    )
    enough = full >= FEWEST and full * 3 >= sum(count for length, count in counted.items() if length >= 8)
    return longest if enough and open_ends * 2 >= full else None


def width_of(line: str) -> int:
    """The width of a line in full-width characters, its indent counted."""
    return round(sum(1 if char > "\u2e7f" else 0.5 for char in line.rstrip(BLANKS)))


def unwrapped(text: CleanText) -> CleanText:
    """The text with its broken paragraphs whole again; nothing is recorded, for no word has changed."""
    tables = [block.span for block in text.blocks if block.kind == "table"]
    if tables or "\t" in text.text or narrow_bars(text.text).count("|") >= FEWEST_BARS:
        return text
    lines = [line for line in text.text.split("\n") if line.strip(BLANKS)]
    width = full_width(lines)
    rows = (*flattened_tables(text.text), *delimited_tables(text.text, WIDE, ()))  # there a line is a cell or a row
    if width is None or rows:
        return text
    return text.patched(breaks(text.text, width))


def breaks(text: str, width: int) -> Iterator[Patch]:
    """The line ends inside paragraphs, with the blanks around them."""
    for match in LINE_END.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        end = text.find("\n", match.end())
        after = text[match.start() + match[0].rindex("\n") + 1 : end if end >= 0 else len(text)]
        if width_of(before) < width - 2 or not after.strip(BLANKS):
            continue
        mark = AT_START.match(after.lstrip(BLANKS))
        if INDENT.match(after) or (mark and not mark[0].strip().isdigit()):  # 24小时… goes on
            continue
        if before[-1:] not in ENDS:
            yield Patch(match.span(), "")
        elif match["page"]:  # a page that ends with a sentence
            yield Patch(match.span(), "\n")
