"""Writing large ledgers, against the plain ways: a table in python-docx by add_row and cell.text, and XlsxWriter.

Every way writes the same cells, all of them really, nothing is reckoned; the sheets have the same formats, widths,
frozen head, filter and page. Ours packs the file a little less tightly (zlib's level 4; XlsxWriter takes 6), which is
part of why it is quicker.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from models.export.ledger import LIGHT_FILLS, Column, Ledger, Row
from models.export.ledger_docx import write_ledger_docx
from models.export.ledger_xlsx import write_ledger_xlsx
from models.export.text import shown
from tests.benchmarks.measuring import show, told

DOCX_ROWS, XLSX_ROWS = 10_000, 100_000
_MEMORY_AIM, _DOCX_AIM, _XLSX_AIM = 400, 20.0, 1.5
_RUNS = 3

COLUMNS = (
    Column("序号", "ordinal", 3),
    Column("工作任务", "text", 24),
    Column("牵头单位", "text", 8),
    Column("责任单位", "text", 8),
    Column("完成时限", "text", 7),
    Column("到期日期", "date", 6),
    Column("状态", "status", 6),
    Column("统一社会信用代码", "code", 10),
)
_TASK = (
    "全面推进规章、行政规范性文件集中公开，逐项核对现行有效文件目录，凡未入库的一律不得作为行政管理的依据（第{}项）。"
)
_STATES = (("逾期 15 天", "red"), ("临期 3 天", "amber"), ("推进中", "green"), ("已销号", "done"))


def ledger(rows: int) -> Ledger:
    """A ledger of so many rows and eight columns; no two rows are the same."""
    made = []
    for number in range(1, rows + 1):
        state, light = _STATES[number % 4]
        due = date(2024, 1 + number % 12, 1 + number % 28)
        unit = f"第{number % 97}局"
        cells = (number, _TASK.format(number), unit, f"{unit}、县财政局", "2024年9月底前", due, state, f"{number:018d}")
        made.append(Row(cells, light))
    return Ledger("云岭县2024年政务公开工作任务台账", "云岭县人民政府办公室", date(2024, 10, 15), COLUMNS, made)


def plain_docx(value: Ledger, target: Path) -> None:
    """As python-docx is used at first: a row at a time, a cell at a time."""
    from docx import Document

    document = Document()
    document.add_heading(value.title)
    table = document.add_table(rows=1, cols=len(value.columns))
    for cell, column in zip(table.rows[0].cells, value.columns, strict=True):
        cell.text = column.title
    for row in value.rows:
        assert isinstance(row, Row)
        cells = table.add_row().cells
        for cell, content in zip(cells, row.cells, strict=True):
            cell.text = shown(content)
    document.save(str(target))


def plain_xlsx(value: Ledger, target: Path) -> None:
    """XlsxWriter in constant_memory mode: the same cells, formats and page."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    common = {"font_name": "仿宋_GB2312", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
    formats = {
        "text": book.add_format({**common, "align": "left"}),
        "code": book.add_format({**common, "align": "center", "num_format": "@"}),
        "date": book.add_format({**common, "align": "center", "num_format": "yyyy-mm-dd"}),
        "ordinal": book.add_format({**common, "align": "center"}),
    }
    lights = {
        light: book.add_format({**common, "align": "center", "bg_color": f"#{fill}"})
        for light, fill in LIGHT_FILLS.items()
    }
    head = book.add_format({**common, "font_name": "黑体", "align": "center"})
    sheet.merge_range(0, 0, 0, 7, value.title, book.add_format({"font_name": "方正小标宋简体", "font_size": 22}))
    for place, column in enumerate(value.columns):
        sheet.set_column(place, place, 2.1 * column.width + 1.3)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.write_row(2, 0, [column.title for column in value.columns], head)
    sheet.autofilter(2, 0, 2 + len(value.rows), 7)
    for number, row in enumerate(value.rows, 3):
        assert isinstance(row, Row)
        sheet.set_row(number, 50)
        for place, (column, content) in enumerate(zip(value.columns, row.cells, strict=True)):
            if column.kind == "ordinal":
                sheet.write_number(number, place, content, formats["ordinal"])
            elif column.kind == "date":
                sheet.write_datetime(number, place, content, formats["date"])
            else:
                look = lights[row.light] if column.kind == "status" else formats[column.kind]
                sheet.write_string(number, place, content, look)
    book.close()


def measure_ledgers() -> None:
    """Print how our writers stand to the plain ways, and the memory ours take; processes of their own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours, memory = _best("docx", DOCX_ROWS, folder)
        plain, plain_memory = _best("plain_docx", DOCX_ROWS, folder)
        sheets, sheet_memory = _best("xlsx", XLSX_ROWS, folder)
        writer, writer_memory = _best("plain_xlsx", XLSX_ROWS, folder)
    show(
        "Large ledgers, processor seconds of the writing alone, the best of three, each in a process of its own",
        ["", "rows", "seconds", "peak memory", "ratio", "aim"],
        [
            (
                ".docx, ours",
                f"{DOCX_ROWS:,}",
                told(ours),
                f"{memory:.0f} MB",
                f"{plain / ours:.0f}x faster",
                f">= {_DOCX_AIM:g}x, < {_MEMORY_AIM} MB",
            ),
            (".docx, python-docx plainly", f"{DOCX_ROWS:,}", told(plain), f"{plain_memory:.0f} MB", "1", ""),
            (
                ".xlsx, ours",
                f"{XLSX_ROWS:,}",
                told(sheets),
                f"{sheet_memory:.0f} MB",
                f"{sheets / writer:.2f} of XlsxWriter's time",
                f"<= {_XLSX_AIM:g}",
            ),
            (".xlsx, XlsxWriter constant_memory", f"{XLSX_ROWS:,}", told(writer), f"{writer_memory:.0f} MB", "1", ""),
        ],
    )


def _best(way: str, rows: int, folder: Path) -> tuple[float, float]:
    """Processor seconds and peak megabytes of the quickest of a few runs."""
    runs = []
    for _ in range(_RUNS):
        command = [sys.executable, "-m", "tests.benchmarks.ledger", way, str(rows), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, memory = map(float, done.stdout.split())
        runs.append((seconds, memory))
    return min(runs)


_WAYS: dict[str, Callable[[Ledger, Path], None]] = {
    "docx": write_ledger_docx,
    "xlsx": write_ledger_xlsx,
    "plain_docx": plain_docx,
    "plain_xlsx": plain_xlsx,
}


def _one(way: str, rows: int, folder: Path) -> None:
    from tests.benchmarks.child import peak_memory

    value = ledger(rows)
    target = folder / f"台账.{way[-4:]}"
    begun = time.process_time()
    _WAYS[way](value, target)
    print(time.process_time() - begun, peak_memory() / 1e6)


if __name__ == "__main__":
    _one(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
