"""Lines of print become paragraphs (自然段), across columns and pages; what stands at the edge of pages is left out.

Only the PDF reader calls this. A PDF knows no paragraphs: a line goes on in the next one when the next
word would not have fitted on it, and the next one begins where lines go on, not where paragraphs begin.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.intake.readers.pdf_lines import WORD, Line
from models.intake.readers.pdf_page import Glyph, commonest

NO_START = "，。、；：？！）》〉」』】〕］｝”’％‰…—·,.;:?!)]}%~～"
NO_END = "（《〈「『【〔［｛“‘([{"
QUOTES = "“”‘’"
"""Some programs part no line on either side of these."""
SENTENCE_ENDS = ("。", "；", "！", "？", "：", "）", "】", "〕", ";", "!", "?", ":", ")", ".")
UNENDED = ("，", "、", *NO_END)
BEGINS_ITEM = re.compile(
    r"[（(【〔]?[一二三四五六七八九十]{1,3}[）)】〕、]|[（(]\d{1,2}[）)]|\d{1,2}[.．、)）](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百]{1,4}[条章节]"
)
LEADER = re.compile(r"[…·.]{3}\s*\d{1,4}$")
"""An entry of a table of contents (目录) ends like this."""
LETTERS = re.compile(r"[A-Za-z0-9]")
SLACK = 0.35
"""Part of the size that a line may end short of the margin and yet be full."""
GENEROUS = 3.0
"""The same where the places of the lines tell already that a paragraph goes on."""
NEAR = 0.7
INDENT = (1.4, 2.8)
LARGER = 1.1
WIDER = 1.3
"""A title is so much larger than the body; a space between paragraphs so much wider than between lines."""


@dataclass(frozen=True)
class Margins:
    """Where the lines of a block go on and end, in points; `pitch` is the usual distance of base lines, 0 if unknown.

    `indented` says that paragraphs begin further right than they go on, `spaced` that there is more space
    between paragraphs than between lines. `body` is the size of most print.
    """

    left: float
    right: float
    pitch: float = 0.0
    indented: bool = False
    spaced: bool = False
    body: float = 0.0
    slack: float = SLACK


def margins_of(lines: Sequence[Line], body: float, page: float = 0.0) -> Margins:
    """The margins of the lines of one block of text, over all pages.

    `page` is where the pages end at the right, if the block may reach as near to that as to their left:
    few lines may all end before the margin.
    """
    size = commonest([line.size for line in lines for _ in line.printed], body)
    mirrored = page - min(line.left for line in lines)
    lines = [line for line in lines if 1 / LARGER < line.size / size < LARGER] or lines
    enough = max(2, len(lines) // 25)
    left = edge([line.left for line in lines], size, enough)
    # A single line further left by an indent is one that goes on.
    left = min((line.left for line in lines if INDENT[0] * size < left - line.left < INDENT[1] * size), default=left)
    unhung = [line.right for line in lines if line.text[-1] not in NO_START] or [line.right for line in lines]
    right = -edge([-each for each in unhung], size, enough)
    if page:
        right = max(right, min(max(unhung), mirrored + size))
        if sum(abs(each - right) < 0.4 * size for each in unhung) < max(3, 0.1 * len(lines)):
            right = max(right, mirrored)
    begin = sum(INDENT[0] * size < line.left - left < 2 * INDENT[1] * size for line in lines)
    go_on = sum(line.left - left < NEAR * size for line in lines)
    indented = begin > 1 and begin >= 0.15 * len(lines) and go_on >= 0.1 * len(lines)
    first = Margins(left, right, indented=indented, body=body)
    below = [pair for pair in pairwise(lines) if pair[0].page == pair[1].page and pair[0].base > pair[1].base]
    pitch = commonest([above.base - lower.base for above, lower in below if is_full(above, lower, first)], 0.0)
    wide = sum(above.base - lower.base > wider(pitch) for above, lower in below)
    spaced = pitch > 0 and wide >= 0.15 * len(below) and wide > 1
    return replace(first, pitch=pitch, spaced=spaced)


def wider(pitch: float) -> float:
    """The distance of base lines from which on there is a space between paragraphs."""
    return max(WIDER * pitch, pitch + 2)


def edge(places: Sequence[float], size: float, enough: int) -> float:
    """The smallest place at which several lines begin; failing that, the smallest of all."""
    ordered = sorted(places)
    for index, place in enumerate(ordered[: len(ordered) - enough + 1]):
        if ordered[index + enough - 1] - place < NEAR * size:
            return place
    return ordered[0]


def is_full(line: Line, following: Line, margins: Margins, slack: float | None = None) -> bool:
    """Whether the first word of the following line would not have fitted at the end of this one."""
    if line.text[-1] in NO_END:
        return True
    spare = margins.slack if slack is None else slack
    return margins.right - line.right < first_word(following) + spare * line.size


def first_word(line: Line) -> float:
    """The width of what can't be parted at the beginning of a line."""
    glyphs = line.printed[:40]
    end = 1
    while end < len(glyphs) and is_glued(glyphs[end - 1], glyphs[end]):
        end += 1
    return glyphs[end - 1].right - glyphs[0].left


def is_glued(before: Glyph, after: Glyph) -> bool:
    """Whether no line ends between two characters."""
    if before.text in NO_END or after.text in NO_START or before.text in QUOTES or after.text in QUOTES:
        return True
    return in_one_word(before, after)


def in_one_word(before: Glyph, after: Glyph) -> bool:
    """Whether no line ends between two characters because they are of one foreign word or figure."""
    close = after.left - before.right < 0.2 * before.size
    return close and bool(WORD.match(before.text)) and bool(WORD.match(after.text))


def goes_on(so_far: Sequence[Line], following: Line, margins: Margins) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last = so_far[-1]
    if following.ruled or LEADER.search(last.text):
        return False
    if is_title_part(last, following, margins):
        return True
    ratio = following.size / last.size
    scale = max(1.0, last.size / margins.body) if margins.body else 1.0
    same_page = last.page == following.page and last.base > following.base
    gap = last.base - following.base if same_page and margins.pitch else 0.0
    if not 1 / LARGER < ratio < LARGER or gap > wider(margins.pitch) * scale:
        return False
    if is_full(last, following, margins) and is_wrapped_title(so_far, following, margins):
        return True
    at_margin = following.left - margins.left < NEAR * following.size
    within = margins.indented and at_margin and so_far[0].left - margins.left > NEAR * following.size
    sure = within or (margins.spaced and gap > 0)
    if not is_full(last, following, margins, GENEROUS if sure else None):
        return False
    if not begins_where_lines_go_on(so_far, following, margins):
        return False
    return within or last.text.endswith(UNENDED) or not BEGINS_ITEM.match(following.text)


def begins_where_lines_go_on(so_far: Sequence[Line], following: Line, margins: Margins) -> bool:
    """Whether a line begins at the margin, or where the lines of its paragraph do (悬挂缩进)."""
    near = NEAR * following.size
    if len(so_far) > 1:
        return abs(following.left - so_far[-1].left) < near
    first = so_far[0]
    if abs(following.left - margins.left) < near:
        return True
    if margins.indented or following.left < first.left - near:
        return False
    hanging = BEGINS_ITEM.match(first.text) is not None and following.left - first.left < 4.5 * following.size
    return hanging or abs(following.left - first.left) < near


def is_title_part(line: Line, following: Line, margins: Margins) -> bool:
    """Whether two lines are parts of one title (标题): of one size, larger than the body, both in the middle."""
    if not (margins.body and line.page == following.page and abs(line.size - following.size) < 0.5):
        return False
    larger = line.size > LARGER * margins.body
    close = 0 < line.base - following.base < 2.6 * line.size
    return larger and close and is_centred(line, margins) and is_centred(following, margins)


def is_wrapped_title(so_far: Sequence[Line], following: Line, margins: Margins) -> bool:
    """Whether a line goes on with a text set in the middle, whose lines above fill the width."""
    last = so_far[-1]
    if last.text.endswith(SENTENCE_ENDS) or not all(is_centred(line, margins, 0.8) for line in (last, following)):
        return False
    return following.left - margins.left > 3 * following.size


def is_centred(line: Line, margins: Margins, tolerance: float = 1.5) -> bool:
    """Whether a line has as much space at its left as at its right, give or take so many times its size."""
    return abs((line.left - margins.left) - (margins.right - line.right)) < tolerance * line.size


def paragraphs(lines: Iterable[Line], margins: dict[tuple[int, ...], Margins]) -> list[list[Line]]:
    """Lines in the order of reading as paragraphs; the margins by the lines' keys."""
    result: list[list[Line]] = []
    for line in lines:
        own = margins[line.key]
        # A column or page goes on in the next one: places count from the margin of each.
        if result and goes_on(moved(result[-1], line, margins), line, own):
            result[-1].append(line)
        else:
            result.append([line])
    return result


def moved(so_far: list[Line], line: Line, margins: dict[tuple[int, ...], Margins]) -> list[Line]:
    """The last lines of a paragraph as if they stood in the block of the line that follows."""
    kept = so_far[:1] + so_far[1:][-1:]
    to = margins[line.key]
    moves = [0.0 if each.key == line.key else to.left - margins[each.key].left for each in kept]
    return [each if move == 0 else shifted(each, move) for each, move in zip(kept, moves, strict=True)]


def shifted(line: Line, move: float) -> Line:
    """A line at another place on the page, as it would stand at the end of the column before."""
    glyphs = [glyph._replace(left=glyph.left + move, right=glyph.right + move) for glyph in line.glyphs]
    return Line(glyphs, 0, line.key)


def joined(lines: Sequence[Line]) -> str:
    """The text of a paragraph's lines."""
    text = lines[0].text
    for before, after in pairwise(lines):
        letters = LETTERS.match(text[-1]) and LETTERS.match(after.text)
        apart = letters and (before.ends_blank or (text[-1].isalpha() and after.text[0].isalpha()))
        text += (" " if apart else "") + after.text
    return text
