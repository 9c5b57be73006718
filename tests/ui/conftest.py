"""A session over a fresh, empty workbook; nothing of the person's own settings is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.registers import all_registers
from ui.app import make_session
from ui.session import Session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty_session(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Session]:
    made = make_session(clock, all_registers(), ROOT / "resources", tmp_path / "home")
    assert made.create(tmp_path / "工作簿.gkb")
    yield made
    made.close()
