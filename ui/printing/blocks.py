"""What a .docx of ours says, as plain values: paragraphs and tables in sections, every style resolved.

Lengths in twips (1/20 pt). Only what the writers of `models.export` use is known (ISO/IEC 29500-1, 17.3, 17.4, 17.6).
`package` makes these values, `lines`, `tables` and `flow` lay them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "both", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]


@dataclass(frozen=True)
class Look:
    """How characters look: font by name, size, letter spacing in twips, width in per cent, RRGGBB."""

    font: str
    size: float
    bold: bool = False
    colour: str = "000000"
    scale: int = 100
    spacing: float = 0.0


@dataclass(frozen=True)
class Words:
    """A stretch of text in one look; a newline is a line break, a tab a tab."""

    text: str
    look: Look


@dataclass(frozen=True)
class PageField:
    """A number that only the page knows: PAGE or NUMPAGES."""

    code: str
    look: Look


Inline = Words | PageField


@dataclass(frozen=True)
class Tab:
    """A tab stop at a distance from the text's left edge."""

    at: float
    align: Align = "left"


@dataclass(frozen=True)
class Border:
    """A line: width and distance from the text in twips, RRGGBB."""

    width: float
    space: float = 0.0
    colour: str = "000000"


@dataclass(frozen=True)
class Frame:
    """A place of the paper: what stands in it is outside the text's flow, which begins `space` below it."""

    x: float
    y: float
    width: float
    height: float
    space: float = 0.0


@dataclass(frozen=True)
class Para:
    """A paragraph. `first` is how much further in (or, less than 0, out) its first line begins."""

    inlines: tuple[Inline, ...]
    base: Look
    align: Align = "left"
    line: float = 240.0
    rule: LineRule = "auto"
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    tabs: tuple[Tab, ...] = ()
    borders: Mapping[str, Border] = field(default_factory=dict)
    frame: Frame | None = None
    keep_next: bool = False
    page_break_before: bool = False


@dataclass(frozen=True)
class BoxCell:
    """A table's cell; goes_on: it is one with the cell above; turned: its text runs downwards."""

    paras: tuple[Para, ...]
    across: int = 1
    merge: Literal["", "restart", "continue"] = ""
    fill: str = ""
    centred: bool = False
    turned: bool = False


@dataclass(frozen=True)
class BoxRow:
    """A table's row; height 0: as its cells need."""

    cells: tuple[BoxCell, ...]
    is_head: bool = False
    height: float = 0.0


@dataclass(frozen=True)
class Place:
    """Where a floating table stands: at a place of the paper, or (y None) at the foot of the text."""

    x: float
    y: float | None


@dataclass(frozen=True)
class Box:
    """A table: column widths, rows, borders by side (insideH and insideV too), margins inside the cells."""

    widths: tuple[float, ...]
    rows: tuple[BoxRow, ...]
    borders: Mapping[str, Border]
    margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right, bottom."""
    centred: bool = False
    place: Place | None = None


Block = Para | Box


@dataclass(frozen=True)
class Sheet:
    """A section: paper, margins (left, top, right, bottom), and the footers by use: default, even, first."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    footer: float
    begins: Literal["nextPage", "evenPage"]
    first_differs: bool
    footers: Mapping[str, tuple[Block, ...]]
    blocks: tuple[Block, ...]

    @property
    def text_width(self) -> float:
        """Between the left and the right margin."""
        return self.width - self.margins[0] - self.margins[2]

    @property
    def text_bottom(self) -> float:
        """From the top of the paper to the end of the text."""
        return self.height - self.margins[3]


@dataclass(frozen=True)
class Paper:
    """A whole document; odd_even: even pages have footers of their own."""

    sheets: tuple[Sheet, ...]
    odd_even: bool
