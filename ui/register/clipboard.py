"""Rows to and from the clipboard, in the tab-separated form that Excel and WPS speak."""

import re

from PySide6.QtGui import QGuiApplication

from models.base.errors import ClerkError
from models.base.fields import Directory, Field
from models.base.record import Record
from models.base.register import Register
from ui.register.table_model import STATUS
from ui.session import Session

_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\n]|$)')
_PLAIN = re.compile(r"[^\t\n]*")


def copy_rows(session: Session, register: Register, ids: list[int], names: list[str]) -> int:
    """Put records on the clipboard under a head row; gives how many."""
    book = session.desk.book
    lines = [["状态" if name == STATUS else register.field(name).title for name in names]]
    found = book.records(register.name, ids)
    for record in found:
        lines.append(
            [record.status_text if name == STATUS else _text(register.field(name), record, book) for name in names]
        )
    QGuiApplication.clipboard().setText("".join("\t".join(map(_written, line)) + "\n" for line in lines))
    return len(found)


def _text(field: Field, record: Record, book: Directory) -> str:
    """As it can be typed again; personal data is not copied along."""
    value = record.values[field.name]
    return record.marked(field.name, field.display(value, book) if field.private else field.format(value, book))


def _written(cell: str) -> str:
    """A cell as Excel writes it: in quotes when it holds a line break, or could be taken for such a cell."""
    plain = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return f'"{plain.replace(chr(34), chr(34) * 2)}"' if "\n" in plain or plain.startswith('"') else plain


def read_cells(text: str) -> list[list[str]]:
    """Clipboard text as rows of cells; rows without any text are left out.

    A cell is quoted only when it holds a line break or doubled quotes: Excel and WPS copy a cell such as
    “"双公示"工作” as it stands, and an odd quote must not swallow the rows after it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\0")
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        if quoted is not None and ("\n" in quoted[1] or '""' in quoted[1]):
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            cell, at = plain[0], plain.end()
        rows[-1].append(cell)
        if text[at : at + 1] == "\n":
            rows.append([])
        at += 1
    return [row for row in rows if any(map(str.strip, row))]


def pasted_rows(register: Register, names: list[str]) -> list[dict[str, str]]:
    """The clipboard's rows as inputs: by a head row of field titles when there is one, else by `names` in order.

    Raises:
        ClerkError: the clipboard has no rows, or rows wider than the table shows.
    """
    table = read_cells(QGuiApplication.clipboard().text())
    if not table:
        raise ClerkError("剪贴板里没有可以粘贴的行，请先在 Excel 或 WPS 里选中几行复制。")
    fillable = [field for field in register.fields if not field.locked and field.kind != "entries"]
    titles = {field.title: field.name for field in fillable if not field.hidden}
    head = [cell.strip() for cell in table[0]]
    if sum(cell in titles for cell in head) >= max(1, len(head) // 2):
        wanted = [titles.get(cell, "") for cell in head]
        table = table[1:]
    else:
        wanted = [name for name in names if register.field(name) in fillable]
    if not table:
        raise ClerkError("只复制到了表头，没有内容行。请连同下面的行一起复制。")
    widest = max(_width(row) for row in table)
    if widest > len(wanted):
        raise ClerkError(
            f"粘贴的内容有 {widest} 列，表格里能填的只有 {len(wanted)} 栏，请把栏目名称作为第一行一起复制。"
        )
    return [{name: cell for name, cell in zip(wanted, row, strict=False) if name and cell.strip()} for row in table]


def _width(row: list[str]) -> int:
    """Columns up to the last one that holds something: Excel copies empty ones along."""
    return max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)
