"""Rows to and from the clipboard, in the tab-separated form that Excel and WPS speak."""

import csv
import io

from PySide6.QtGui import QGuiApplication

from models.base.errors import ClerkError
from models.base.register import Register
from ui.register.table_model import STATUS
from ui.session import Session


def copy_rows(session: Session, register: Register, ids: list[int], names: list[str]) -> int:
    """Put records on the clipboard under a head row; gives how many."""
    book = session.desk.book
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerow(["状态" if name == STATUS else register.field(name).title for name in names])
    found = book.records(register.name, ids)
    for record in found:
        writer.writerow(
            record.status_text if name == STATUS else register.field(name).format(record.values[name], book)
            for name in names
        )
    QGuiApplication.clipboard().setText(out.getvalue())
    return len(found)


def pasted_rows(register: Register, names: list[str]) -> list[dict[str, str]]:
    """The clipboard's rows as inputs: by a head row of field titles when there is one, else by `names` in order.

    Raises:
        ClerkError: the clipboard has no rows, or rows wider than the table shows.
    """
    text = QGuiApplication.clipboard().text()
    table = [
        row
        for row in csv.reader(io.StringIO(text.replace("\r\n", "\n")), dialect="excel-tab")
        if any(map(str.strip, row))
    ]
    if not table:
        raise ClerkError("剪贴板里没有可以粘贴的行，请先在 Excel 或 WPS 里选中几行复制。")
    titles = {field.title: field.name for field in register.fields if not field.locked and not field.hidden}
    head = [cell.strip() for cell in table[0]]
    if sum(cell in titles for cell in head) >= max(1, len(head) // 2):
        wanted = [titles.get(cell, "") for cell in head]
        table = table[1:]
    else:
        wanted = [name for name in names if not register.field(name).locked]
        if len(head) > len(wanted):
            raise ClerkError(
                f"粘贴的内容有 {len(head)} 列，表格里能填的只有 {len(wanted)} 栏，请把栏目名称作为第一行一起复制。"
            )
    if not table:
        raise ClerkError("只复制到了表头，没有内容行。")
    return [{name: cell for name, cell in zip(wanted, row, strict=False) if name and cell.strip()} for row in table]
