"""A task table as every finder of tables gives it: a head and a grid of cells with their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.intake.columns import Head
from models.intake.lines import BARS
from models.intake.notice import CELL_BREAK, Cell, Span

BLANKS = " \u3000\xa0\u2002\u2003\r"
NARROWED = str.maketrans(dict.fromkeys(BARS, "|"))


@dataclass(frozen=True)
class Table:
    """A task table: its head and the rows below it, all of the head's width."""

    span: Span
    head: Head
    rows: tuple[tuple[Cell, ...], ...]


def cell_text(text: str, cell: Cell) -> str:
    """A cell's text, its own line breaks as line feeds."""
    return text[cell.span[0] : cell.span[1]].replace(CELL_BREAK, "\n").strip()


def narrow_bars(text: str) -> str:
    """The text with every bar between cells as “|”; each character keeps its place."""
    return text.translate(NARROWED)


def raw_lines(text: str) -> Iterator[Span]:
    """The places of all lines, blank ones too."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def padded(row: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """A row of the head's width; missing cells at the end are empty."""
    end = row[-1].span[1] if row else 0
    return (*row[:width], *(Cell((end, end)) for _ in range(width - len(row))))
