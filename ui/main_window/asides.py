"""What opens beside the pages: the search over everything, the history, the numbers, and 关于.

Each is imported when it is first asked for.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.folders import VERSION
from ui.session import Session

if TYPE_CHECKING:
    from ui.file_type import FileType


def find_everywhere(session: Session, parent: QWidget, picked: Callable[[str, int], None]) -> None:
    """Search all registers; `picked` gets the record chosen."""
    from ui.widgets.find_everywhere import FindEverywhere

    popup = FindEverywhere(session, parent)
    popup.picked.connect(picked)
    popup.open()


def show_history(session: Session, parent: QWidget, take_back: Callable[[Sequence[int]], None]) -> None:
    """What was done, undone and redone; `take_back` takes back the last steps, by their ids."""
    from ui.widgets.history_dialog import HistoryDialog

    HistoryDialog(session, take_back, parent).exec()


def show_annual(session: Session, parent: QWidget, records: Callable[[str, list[int]], None]) -> None:
    """The annual report; `records` gets a register and the records that a figure counts."""
    from ui.annual.dialog import AnnualDialog

    dialog = AnnualDialog(session, parent)
    dialog.records_asked.connect(records)
    dialog.exec()


def show_numbers(session: Session, parent: QWidget, picked: Callable[[str, int], None]) -> None:
    """The numbers of papers, sequence by sequence; `picked` gets the entry to be opened."""
    from ui.notice.numbers_dialog import NumbersDialog

    dialog = NumbersDialog(session, parent)
    dialog.record_asked.connect(picked)
    dialog.exec()


def ask_about_double_clicks(parent: QWidget, session: Session, file_type: "FileType | None" = None) -> None:
    """Let a double click on a workbook open this program, or no longer; Windows only, and only when it is wanted."""
    from ui.file_type import FileType, program_command
    from ui.widgets.asking import is_wanted

    kind, title = file_type or FileType(program_command()), "双击打开工作簿"
    more = "只对您这个 Windows 账户有效，不需要管理员；随时可以在“帮助”菜单里改回来。"
    try:
        if kind.is_ours():
            if is_wanted(parent, title, "双击 .gkb 文件现在会打开本程序。要取消吗？", more, "不再打开"):
                kind.give_back()
                session.told.emit("双击 .gkb 文件不再打开本程序。", False)
        elif is_wanted(parent, title, "要让双击 .gkb 文件打开本程序吗？", more, "设为双击打开"):
            kind.take()
            session.told.emit("以后双击 .gkb 文件会打开本程序。", False)
    except OSError as error:
        session.refused.emit(f"Windows 不允许这样设置（{error.strerror}）。可以改用“打开方式”选择本程序。")


def about(parent: QWidget, program: str) -> None:
    """Version and licence."""
    QMessageBox.about(
        parent,
        f"关于{program}",
        f"<b>{program}</b> {VERSION}<br><br>供基层政务公开工作人员使用的任务台账与公文工具，"
        "数据只保存在本机的工作簿文件里，不联网。<br><br>MIT 许可证。界面使用 Qt（LGPL）。",
    )
