"""What every command shares: the clock, the way to a workbook, and how it speaks.

For `ui.cli` and its neighbours only.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from models.base.clock import Clock
from models.base.errors import ClerkError, WorkbookError
from models.base.progress import Report, ignore_progress
from models.base.register import Register, Registers
from models.operations.desk import Desk
from models.operations.records import register_named
from models.operations.recounting import recount
from models.operations.workbooks import open_desk
from ui.folders import backup_home


@dataclass
class CliSession:
    """One run of the command line."""

    clock: Clock
    registers: Registers
    resources: Path

    def set_today(self, day: date) -> None:
        """--today: the clock stands still on that day."""
        self.clock = Clock.fixed(day)

    @contextmanager
    def reading(self, book: Path) -> Iterator[Desk]:
        """The workbook for looking only; it may be open in another program."""
        with self._open(book, read_only=True) as desk:
            yield desk

    @contextmanager
    def writing(self, book: Path, *, recounting: bool = True) -> Iterator[Desk]:
        """The workbook for changing; `recounting` first counts again what an older calendar had counted.

        Raises:
            WorkbookError: also when somebody else has it, or it can't be written.
        """
        with self._open(book, read_only=False) as desk:
            if desk.book.read_only:
                raise WorkbookError(f"{desk.book.reading_because}。")
            if recounting:
                recount(desk)
            yield desk

    @contextmanager
    def checking(self, book: Path) -> Iterator[Desk]:
        """The workbook for a check: for writing where possible, since SQLite checks its index so."""
        with self._open(book, read_only=False) as desk:
            yield desk

    @contextmanager
    def _open(self, book: Path, *, read_only: bool) -> Iterator[Desk]:
        desk = open_desk(book, self.registers, self.clock, self.resources, backups=backup_home(), read_only=read_only)
        try:
            yield desk
        finally:
            desk.book.close()


def offered_register(desk: Desk, name: str) -> Register:
    """The register of that name; those without a page of their own are not offered.

    Raises:
        ClerkError: there is none.
    """
    register = register_named(desk, name)
    if register.hidden:
        known = "、".join(item.name for item in desk.registers.values() if not item.hidden)
        raise ClerkError(f"没有名为“{name}”的台账，可用的有：{known}。")
    return register


@contextmanager
def progress(what: str) -> Iterator[Report]:
    """A report that shows percents on the standard error stream, when a person watches it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield ignore_progress
        return
    shown = -1

    def report(done: int, total: int) -> bool:
        nonlocal shown
        percent = done * 100 // total if total else 100
        if percent != shown:
            shown = percent
            click.echo(f"\r{what} {percent:3d}%", err=True, nl=False)
        return True

    try:
        yield report
    finally:
        if shown >= 0:
            click.echo("\r" + " " * (width_of(what) + 5) + "\r", err=True, nl=False)


def print_json(value: Any) -> None:
    """A value as indented JSON, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_lines(rows: Iterable[Any]) -> None:
    """A JSON array, one element a line; it may be long and is never held whole."""
    first = True
    for row in rows:
        click.echo(("[\n " if first else ",\n ") + json.dumps(row, ensure_ascii=False), nl=False)
        first = False
    click.echo("[]" if first else "\n]")


def width_of(text: str) -> int:
    """Columns that a text takes in a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` columns, cut with … or filled with blanks; line breaks become blanks."""
    line = " ".join(text.split())
    if width_of(line) > width:
        room = width - 2
        kept = ""
        for character in line:
            room -= width_of(character)
            if room < 0:
                break
            kept += character
        line = kept + "…"
    return line + " " * (width - width_of(line))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], widest: int = 44) -> None:
    """Rows under their heads, aligned also where Chinese and Latin characters mix."""
    widths = [
        min(widest, max(width_of(" ".join(cell.split())) for cell in column))
        for column in zip(heads, *rows, strict=True)
    ]
    for line in (heads, ["-" * width for width in widths], *rows):
        cells = (fitted(cell, width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
