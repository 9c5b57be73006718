"""Writes tables of known tasks, with merged cells, heads of two rows and title rows; as any kind of file."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from models.intake.readers.building import Piece
from tests.models.intake.writing import HEADINGS, ISSUED, Known, several_tasks

HEADS = (
    ("序号", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限"),
    ("序号", "重点任务", "牵头部门", "责任部门", "协办单位", "时限要求"),
)
TITLE = "2024年政务公开重点任务分工表"
SIGNED = f"青云市人民政府办公室\n{ISSUED.year}年{ISSUED.month}月{ISSUED.day}日"


@dataclass(frozen=True)
class Table:
    """Cells in order of rows, a merged one given once; what tasks they hold, and under which category each stands."""

    title: str
    rows: tuple[tuple[Piece, ...], ...]
    known: tuple[Known, ...]
    sections: tuple[str, ...]


def cells(task: Known, number: int) -> list[str]:
    """The cells of a task, as `HEADS`."""
    units = ["、".join(part) for part in (task.lead, task.responsible, task.cooperating)]
    return [str(number), task.text, *units, task.deadline.wording if task.deadline else ""]


def with_signs(known: Sequence[Known], sign: str, head: int, heads_again: bool) -> str:
    """A table in plain text, its cells parted by a sign."""
    rows = [list(HEADS[head])]
    for number, task in enumerate(known, 1):
        rows.append(cells(task, number))
        if heads_again and number == 1:
            rows.append(list(HEADS[head]))
    return "\n".join([TITLE, *(sign.join(row) for row in rows), SIGNED])


def in_lines(known: Sequence[Known], head: int) -> str:
    """A table as web pages flatten it: a cell a line. The columns are those that the tasks fill."""
    rows = [list(HEADS[head]), *(cells(task, number) for number, task in enumerate(known, 1))]
    filled = [column for column in range(len(rows[0])) if all(row[column] for row in rows)]
    return "\n".join([TITLE, *(row[column] for row in rows for column in filled), SIGNED])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table; a category, and a deadline that tasks share, may be merged over their rows."""
    known = draw(several_tasks(8))
    head = draw(st.sampled_from(HEADS))
    two_rows, title_row, category = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    shared = draw(st.booleans())
    per_group = draw(st.integers(1, 4))
    width = len(head) + category
    rows: list[list[Piece]] = [[Piece(TITLE, columns=width)]] if title_row else []
    first = [Piece("类别", rows=1 + two_rows)] if category else []
    if two_rows:
        rows.append(
            [*first, *(Piece(name, rows=2) for name in head[:2]), Piece("责任分工", columns=3), Piece(head[5], rows=2)]
        )
        rows.append([Piece(name) for name in head[2:5]])
    else:
        rows.append([*first, *map(Piece, head)])
    meant: list[Known] = []
    sections: list[str] = []
    for start in range(0, len(known), per_group):
        group = known[start : start + per_group]
        for index, task in enumerate(group):
            if shared:
                task = Known(task.text, task.lead, task.responsible, task.cooperating, group[0].deadline)
            line = [Piece(cell) for cell in cells(task, start + index + 1)]
            if shared:
                line[5:] = [Piece(line[5].text, rows=len(group))] if index == 0 else []
            if category:
                line[:0] = [Piece(HEADINGS[start // per_group % 6], rows=len(group))] if index == 0 else []
                sections.append(HEADINGS[start // per_group % 6])
            rows.append(line)
            meant.append(task)
    return Table(TITLE if not title_row else "青云市文件", tuple(map(tuple, rows)), tuple(meant), tuple(sections))


def placed(table: Table) -> list[tuple[int, int, Piece]]:
    """Every cell with the row and column of its upper left corner."""
    found: list[tuple[int, int, Piece]] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.rows):
        column = 0
        for piece in line:
            while (row, column) in taken:
                column += 1
            found.append((row, column, piece))
            taken |= {(row + down, column + right) for down in range(piece.rows) for right in range(piece.columns)}
            column += piece.columns
    return found


def as_html(table: Table) -> bytes:
    """A web page."""
    rows = "".join(
        "<tr>"
        + "".join(f"<td rowspan={piece.rows} colspan={piece.columns}>{escape(piece.text)}</td>" for piece in line)
        + "</tr>"
        for line in table.rows
    )
    return f"<html><meta charset=utf-8><body><p>{table.title}</p><table>{rows}</table>{signed_page()}</body></html>".encode()


def signed_page() -> str:
    """Issuer and day as paragraphs of a page."""
    return "".join(f"<p>{line}</p>" for line in SIGNED.split("\n"))


def as_docx(table: Table) -> bytes:
    """A Word document."""
    from docx import Document

    document, buffer = Document(), io.BytesIO()
    document.add_paragraph(table.title)
    cells_ = placed(table)
    width = max(column + piece.columns for _, column, piece in cells_)
    grid = document.add_table(len(table.rows), width)
    for row, column, piece in cells_:
        corner = grid.cell(row, column)
        corner.merge(grid.cell(row + piece.rows - 1, column + piece.columns - 1)).text = piece.text
    for line in SIGNED.split("\n"):
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def as_xlsx(table: Table) -> bytes:
    """A spreadsheet."""
    from openpyxl import Workbook

    book, buffer = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.cell(1, 1, table.title)
    for row, column, piece in placed(table):
        sheet.cell(row + 2, column + 1, piece.text or None)
        if piece.rows > 1 or piece.columns > 1:
            sheet.merge_cells(None, row + 2, column + 1, row + 1 + piece.rows, column + piece.columns)
    for index, line in enumerate(SIGNED.split("\n")):
        sheet.cell(len(table.rows) + 3 + index, 1, line)
    book.save(buffer)
    return buffer.getvalue()
