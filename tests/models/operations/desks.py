"""Desks for the tests of operations: the small registers, or the program's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.base.clock import Clock
from models.operations import Desk
from models.registers import all_registers
from models.workbook import create_workbook, open_workbook
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


@cache
def empty_office_book() -> bytes:
    """A new workbook of the program's registers, made once: every test that wants one begins with a copy."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.gkb"
        create_workbook(path, all_registers(), Clock.fixed(TODAY)).close()
        return path.read_bytes()


@contextmanager
def office_desk(folder: Path) -> Iterator[Desk]:
    """A desk with an empty workbook of the program's registers."""
    clock = Clock.fixed(TODAY)
    path = folder / "台账.gkb"
    path.write_bytes(empty_office_book())
    book = open_workbook(path, all_registers(), clock)
    yield Desk(book, clock, RESOURCES)
    assert book.closed or book.problems() == []
    book.close()
