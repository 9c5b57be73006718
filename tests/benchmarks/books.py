"""Workbooks with made-up tasks, for measuring on."""

from datetime import date
from pathlib import Path

from models.base.clock import Clock
from models.operations import Desk, many, workbooks
from models.registers import all_registers
from tests.benchmarks.measuring import Time, once

ROOT = Path(__file__).resolve().parents[2]
CLOCK = Clock.fixed(date(2021, 10, 15))


def empty_book(path: Path) -> Desk:
    """A new workbook, open."""
    return workbooks.new(path, all_registers(), CLOCK, ROOT / "resources")


def filled_book(path: Path, rows: int) -> tuple[Desk, Time]:
    """A new workbook with that many tasks, open, and how long putting them in took."""
    desk = empty_book(path)
    taken, _ = once(lambda: many.fill_rows(desk, rows))
    return desk, taken


# Words as they are typed, with how many of the made-up tasks hold them.
WORDS = {
    "1 rare": "壹",
    "1 frequent": "公",
    "2 rare": "99",
    "2 frequent": "教育",
    "3 rare": "第77",
    "3 frequent": "区教育",
    "3 apart": "公开教",
    "6 rare": "教育领域权责",
    "6 frequent": "会同教育部门",
    "5 very frequent": "2021年",
    "2 words": "教育局 清单",
    "several at once": "持续推进 教育领域",
}
