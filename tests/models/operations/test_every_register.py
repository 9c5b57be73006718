"""Whatever an office keeps works the same in every register: found, copied, deleted, undone, sorted, exported."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from models.base.clock import Clock
from models.base.record import Query
from models.base.register import Register
from models.operations import Desk, actions, records, workbooks
from models.operations.demo import fill_demo
from models.operations.ledgers import export_ledger
from models.registers import all_registers
from tests.models.operations.desks import RESOURCES

DAY = date(2026, 11, 20)
KEPT = [register for register in all_registers().values() if not register.hidden]
EACH = pytest.mark.parametrize("register", KEPT, ids=lambda register: register.name)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = workbooks.new(tmp_path_factory.mktemp("台账") / "示例.gkb", all_registers(), Clock.fixed(DAY), RESOURCES)
    fill_demo(desk)
    yield desk
    desk.book.close()


@EACH
def test_the_sample_has_something_of_it(sample: Desk, register: Register) -> None:
    assert sample.book.count(register.name)
    assert not sample.book.problems()


@EACH
def test_what_is_written_is_found(sample: Desk, register: Register) -> None:
    if not register.searched:
        return
    for identity in sample.book.ids(register.name)[:3]:
        field = next(item for item in register.searched)
        text = field.format(sample.book.values(register.name, identity)[field.name], sample.book)
        if len(text) > 1:
            assert identity in sample.book.ids(register.name, Query(search=text[:20]))


@EACH
def test_it_is_copied_deleted_and_both_are_undone(sample: Desk, register: Register) -> None:
    before = {one: sample.book.values(register.name, one) for one in sample.book.ids(register.name)}
    made = records.duplicate(sample, register.name, list(before)[:1]).ids
    records.delete(sample, register.name, made)
    actions.undo(sample)
    assert sample.book.count(register.name) == len(before) + 1
    actions.undo(sample)
    assert {one: sample.book.values(register.name, one) for one in sample.book.ids(register.name)} == before


@EACH
def test_it_is_sorted_by_every_column(sample: Desk, register: Register) -> None:
    ids = sample.book.ids(register.name)
    for field in register.shown:
        assert sorted(sample.book.ids(register.name, Query(order=field.name))) == ids
        assert sorted(sample.book.ids(register.name, Query(order=field.name, descending=True))) == ids


@EACH
def test_every_layout_is_written(sample: Desk, register: Register, tmp_path: Path) -> None:
    ids = sample.book.ids(register.name)
    for number, layout in enumerate(register.layouts):
        export_ledger(sample, register.name, ids, tmp_path / f"{number}.xlsx", layout=layout)
        export_ledger(sample, register.name, ids, tmp_path / f"{number}.docx", layout=layout)
        assert openpyxl.load_workbook(tmp_path / f"{number}.xlsx").worksheets[0].max_row > len(ids)
        assert len(Document(str(tmp_path / f"{number}.docx")).tables[0].rows) > len(ids)
