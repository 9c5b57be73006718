"""The measures of a 公文's page by GB/T 9704-2012: paper, 版心, pitches, where marks, lines and numbers stand.

In twips unless a name or its text says points or millimetres. The .docx writer and the pages drawn by the window
both take them from here. Clauses in brackets.
"""

from models.export.docx_xml import TWIPS_PER_POINT, twips
from models.export.fonts import SIZE_2, SIZE_3, SIZE_4

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4 (5.1)."""
LEFT, TOP, TEXT_WIDTH, TEXT_HEIGHT = twips(28), twips(37), twips(156), twips(225)
"""订口 28 mm, 天头 37 mm, 版心 156 × 225 mm (5.2.1)."""
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - TEXT_WIDTH, PAGE_HEIGHT - TOP - TEXT_HEIGHT
LINES, CHARACTERS = 22, 28
"""Of a full page (5.2.3)."""
LINE_PITCH = 28.95
"""Points: 225 mm / 22 lines (5.2.3) is 28.99; rounded down to the twip that holds 22 lines."""
TITLE_PITCH = SIZE_2 + SIZE_3 * 7 / 8
"""Points. A line is the height of its character and 7/8 of a 3号 character (3.2)."""
LINE = round(LINE_PITCH * TWIPS_PER_POINT)
SPACING = -0.25
"""Points between 3号 characters: 28 × 15.75 points fit into the 442.2 of a line (5.2.3), 29 do not. Set on the
characters, since programs that lay characters on a grid narrower than their size (w:docGrid linesAndChars)
give each of them two places."""
CHAR_PITCH = SIZE_3 + SPACING
RED = "FF0000"

INK_ABOVE, INK_BELOW = 9.4, 3.9
"""Points between the edges of a 3号 line of the body's pitch and its ink: the baseline lies at 4/5 of an exact line
in Word, WPS and LibreOffice, and a Han character reaches 0.86 of its size above it and 0.12 below."""

MARK_TOP = twips(35)
"""From the top of the 版心 to the top of 发文机关标志 (7.2.4) and 纪要标志 (10.3)."""
RESERVED_LINES = 3
"""The lines of 份号, 密级 and 紧急程度 (7.2.1 to 7.2.3) above the mark, blank where there is none."""
RED_LINE_GAP, RED_LINE_WIDTH = 7.0, 1.5
"""The red line under 发文字号 (7.2.7), in points: below the number's line, which is 4 mm below its ink."""

LETTER_MARK_TOP = twips(30)
"""From the top of the paper to the top of a letter's mark (10.1)."""
RULE_WIDTH, RULE_GAP = twips(170), twips(4)
"""The red double lines of a letter: their width, centred; the first stands so far under the mark (10.1)."""
RULE_BOTTOM = twips(20)
"""From the bottom of the paper to the second double line of a letter's first page (10.1)."""
RULE_THICK, RULE_WHITE, RULE_THIN = 2.25, 1.2, 0.75
"""The double line's parts in points (上粗下细 above, 上细下粗 below); the standard gives no thickness."""
RULE_HEIGHT = RULE_THICK + RULE_WHITE + RULE_THIN
RULE_TEXT_GAP = SIZE_3 * 7 / 8
"""Points between the first double line and the ink of the line below it (10.1)."""

FILL_IN_HEIGHT = twips(11)
"""Least height of a row that is written in by hand."""
FOOTER = twips(25.6)
"""From the bottom of the paper to the page number's line: puts its dash 7 mm below the 版心 (7.5)."""
NUMBER_CENTRE = twips(7)
"""From the 版心 to the middle of the page number's dash (7.5)."""

COLOPHON_PITCH = 22.0
"""Points from line to line in the 版记, in 4号; the standard gives none."""
COLOPHON_THICK, COLOPHON_THIN = 8, 6
"""Eighths of a point: 0.35 mm for the first and last line of the 版记, 0.25 mm between (7.4.1)."""

LANDSCAPE = (BOTTOM, LEFT, TOP, RIGHT)
"""Left, top, right and bottom margin of a landscape page: the portrait page turned so that its 订口 is at the top.

The head of a table then is at the 订口 of odd pages and at the 切口 of even ones, and the page number stays at the
portrait page's foot, which is the left side (8).
"""


def characters(count: float) -> int:
    """The width of so many 3号 characters on the grid, in twips."""
    return round(count * CHAR_PITCH * TWIPS_PER_POINT)


def small_characters(count: float) -> int:
    """The width of so many 4号 characters, in twips."""
    return round(count * SIZE_4 * TWIPS_PER_POINT)
