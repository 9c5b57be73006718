"""Saving the rows that were not brought in as a spreadsheet of their own, with the reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.base.errors import Cancelled, ClerkError
from models.operations import spreadsheets
from models.operations.spreadsheets import Table
from ui import background
from ui.last_folders import folder_for
from ui.session import Session


@dataclass(frozen=True)
class LeftOut:
    """Rows of a table that stay outside, and why."""

    table: Table
    reasons: Mapping[int, str]
    folder: Path | None


def save_left_out(session: Session, parent: QWidget, left: LeftOut) -> bool:
    """Ask for a place and save the rows there; True when they are saved. What goes wrong is told."""
    name = f"{Path(left.table.source).stem} 未导入的行.xlsx"
    folder = left.folder if left.folder is not None and left.folder.is_dir() else folder_for(session.settings, "sheets")
    chosen, _ = QFileDialog.getSaveFileName(parent, "另存未导入的行", str(folder / name), "Excel 表格 (*.xlsx)")
    if not chosen:
        return False
    target = Path(chosen)
    if target.suffix.lower() != ".xlsx":
        target = target.with_name(target.name + ".xlsx")
    save = partial(spreadsheets.save_left_out, left.table, sorted(left.reasons), left.reasons, target)
    try:
        background.run(parent, "正在保存未导入的行…", lambda _: save())
    except Cancelled:
        return False
    except ClerkError as error:
        session.refuse(error)
        return False
    session.told.emit(f"未导入的 {len(left.reasons)} 行已存到“{target.name}”，“原因”一列写明了为什么没有导入。", False)
    return True
