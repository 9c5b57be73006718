"""A session with a small workbook: units with aliases, two documents, three tasks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.base.lists import Entry
from models.operations import records
from models.registers import all_registers
from tests.models.operations.desks import empty_office_book
from ui import background
from ui.session import Session

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def small_session(folder: Path) -> Iterator[Session]:
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    clock = Clock.fixed(date(2021, 10, 15))
    made = Session(clock, all_registers(), ROOT / "resources", settings, folder / "backups", background.run)
    path = folder / "测试.gkb"
    path.write_bytes(empty_office_book())
    assert made.open(path)
    desk = made.desk
    records.add_many(
        desk,
        "units",
        [
            {"name": "市政府办公室", "aliases": "市政府办、政府办"},
            {"name": "市司法局"},
            {"name": "市教育局"},
            {"name": "市财政局"},
            {"name": "各乡、街道办事处"},
        ],
    )
    records.add_many(
        desk,
        "documents",
        [
            {"title": "2021年政务公开工作要点", "doc_number": "云政办〔2021〕8号"},
            {"title": "信息公开条例实施办法", "doc_number": "云政办〔2020〕31号"},
        ],
    )
    records.add_many(
        desk,
        "tasks",
        [
            {"number": "1", "content": "规范性文件入库", "lead_units": "市司法局", "due_on": "2021-09-30"},
            {"number": "2", "content": "教育收费公示", "lead_units": "市教育局", "due_on": "2021-10-20"},
            {
                "number": "3",
                "content": "预算公开",
                "lead_units": "市财政局",
                "progress": (Entry(date(2021, 8, 1), "已收集"), Entry(date(2021, 9, 1), "已公布")),
            },
        ],
    )
    yield made
    made.close()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    with small_session(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def looked_at(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The same for tests that change nothing in it."""
    with small_session(tmp_path_factory.mktemp("looked_at")) as made:
        yield made
