"""Sheets as a reader gives them, and the page that shows them over an empty workbook."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.intake import Sheet
from ui.session import Session
from ui.sheets import SheetsPage

TITLE = ("云岭区政府信息公开目录",)
HEAD = ("文件标题", "文号", "成文日期", "有效性", "备用")
ROWS = (
    ("关于公开预算的通知", "云政办〔2024〕1号", "2024-01-05", "现行有效", "甲"),
    ("关于公开决算的通知", "云政办〔2024〕2号", "2024-02-30", "现行有效", "乙"),
    ("关于公开采购的通知", "云政办〔2024〕3号", "2024.3.8", "有效的", "丙"),
    ("关于公开救助的通知", "云政办〔2024〕4号", "2024-04-01", "有效的", "丁"),
)
TABLE = Sheet("目录", (TITLE, HEAD, *ROWS))

Show = Callable[..., SheetsPage]


def settled(qtbot: QtBot, page: SheetsPage) -> None:
    """Wait until the page has looked at all rows."""
    qtbot.waitUntil(lambda: page.draft is not None and not page._checker.is_busy)


@pytest.fixture
def show(qtbot: QtBot, empty_session: Session) -> Show:
    """Shows a page with these sheets, looked through."""

    def shown(*sheets: Sheet, register: str = "documents", source: str = "目录.xlsx") -> SheetsPage:
        page = SheetsPage(empty_session, register)
        qtbot.addWidget(page)
        page.resize(1180, 660)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.show_sheets(sheets, source)
        settled(qtbot, page)
        return page

    return shown


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of these sheets as .xlsx with text cells."""

    def written(*sheets: Sheet, name: str = "目录.xlsx") -> Path:
        from openpyxl import Workbook

        made = Workbook(write_only=True)
        for sheet in sheets:
            page = made.create_sheet(sheet.name)
            for row in sheet.rows:
                page.append(list(row))
        path = tmp_path / name
        made.save(path)
        return path

    return written
