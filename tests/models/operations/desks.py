"""Desks for the tests of operations: the small registers, or the program's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.base.clock import Clock
from models.operations import Desk
from models.registers import all_registers
from models.workbook import create_workbook
from tests.models.small import TODAY, small_workbook

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@contextmanager
def small_desk(folder: Path) -> Iterator[Desk]:
    """A desk with an empty workbook of the small registers."""
    clock = Clock.fixed(TODAY)
    book = small_workbook(folder / "账.gkb", clock)
    yield Desk(book, clock, RESOURCES)
    assert book.closed or not book.connection.in_transaction
    book.close()


@contextmanager
def office_desk(folder: Path) -> Iterator[Desk]:
    """A desk with an empty workbook of the program's registers."""
    clock = Clock.fixed(TODAY)
    book = create_workbook(folder / "台账.gkb", all_registers(), clock)
    yield Desk(book, clock, RESOURCES)
    assert book.closed or book.problems() == []
    book.close()
