"""A workbook of the small registers, new for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.workbook import Workbook
from tests.models.small import small_workbook


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    opened = small_workbook(tmp_path / "账.gkb")
    yield opened
    assert not opened.connection.in_transaction if not opened.closed else True
    opened.close()
