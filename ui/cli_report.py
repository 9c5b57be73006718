"""The command that computes statistics: the annual report (annual) and where the work stands (summary).

For `ui.cli` only, which lists it.
"""

from pathlib import Path
from typing import Any

import click

from models.base.errors import ClerkError
from models.operations import annual
from models.operations.desk import Desk
from models.registers.annual import Cell
from models.registers.annual.figures import told
from models.reports.year_tallies import Tallied, year_tallies
from ui.cli_chinese import ChineseCommand
from ui.cli_session import CliSession, print_json

_PATH = click.Path(path_type=Path)
_ANNUAL, _SUMMARY = ("annual", "年度报告"), ("summary", "工作总结")


@click.command(
    "report",
    cls=ChineseCommand,
    help="统计报表：annual（年度报告，可写成 .docx 或 .xlsx）、summary（各台账的办理情况）。",
)
@click.argument("book", type=_PATH, metavar="工作簿.gkb")
@click.argument("name", metavar="报表")
@click.argument("out", type=_PATH, metavar="[文件]", required=False)
@click.option("--year", type=int, metavar="YYYY", help="年度；不写时是上一年。")
@click.option("--json", "as_json", is_flag=True, help="按 JSON 输出。")
@click.pass_obj
def report(session: CliSession, book: Path, name: str, out: Path | None, year: int | None, as_json: bool) -> None:
    """Figures as JSON or in words, or as a file."""
    with session.reading(book) as desk:
        wanted = year if year is not None else desk.clock.today().year - 1
        if name in _ANNUAL:
            _annual(desk, wanted, out, as_json)
        elif name in _SUMMARY:
            if out is not None:
                raise ClerkError("办理情况只能显示，不能存为文件；要发文请用 notice 写“进度通报”。")
            _summary(desk, wanted, as_json)
        else:
            raise ClerkError(f"没有“{name}”这种报表，可用的有：annual（年度报告）、summary（工作总结）。")


def _annual(desk: Desk, year: int, out: Path | None, as_json: bool) -> None:
    found = annual.report_of(desk, year)
    if out is not None:
        click.echo(annual.write_report(desk, found, out).message)
    if as_json:
        print_json(_annual_json(found))
    elif out is None:
        _print_annual(found)
    for wrong in found.wrong:
        click.echo(wrong.sentence, err=True)


def _annual_json(found: annual.AnnualReport) -> dict[str, Any]:
    def figure(cell: Cell) -> int | float:
        value = found.cells[cell]
        return value if isinstance(value, int) else float(value)

    tables = [
        {
            "number": table.number,
            "title": table.title,
            "rows": [
                {
                    "key": line.key,
                    "label": line.title,
                    "group": line.group or block.title or None,
                    "values": {head.key: figure(Cell(table.number, line.key, head.key)) for head in block.heads},
                }
                for block in table.blocks
                for line in block.lines
            ],
        }
        for table in found.form.tables
    ]
    return {
        "year": found.year,
        "format": found.form.name,
        "unit": found.issuer,
        "tables": tables,
        "texts": dict(found.texts),
        "balanced": not found.wrong,
        "errors": [
            {"cell": str(wrong.cell), "difference": float(wrong.difference), "text": wrong.sentence}
            for wrong in found.wrong
        ],
        "notices": list(found.doubtful),
    }


def _print_annual(found: annual.AnnualReport) -> None:
    click.echo(f"{found.issuer}{found.year}年政府信息公开工作年度报告（{found.form.name}）")
    for table in found.form.tables:
        click.echo(f"表{table.number}　{table.title}")
        for block in table.blocks:
            for line in block.lines:
                values = "　".join(
                    f"{head.key} {told(found.cells[Cell(table.number, line.key, head.key)])}" for head in block.heads
                )
                click.echo(f"  {line.group + ' ' if line.group else ''}{line.title}：{values}")
    for sentence in found.doubtful:
        click.echo(f"提示：{sentence}")
    if not found.wrong:
        click.echo("勾稽关系全部平衡。")


def _summary(desk: Desk, year: int, as_json: bool) -> None:
    """How the records of each register stand now, and what of the year the summary counts."""
    rows = []
    for register in desk.registers.values():
        if register.hidden or not register.statuses:
            continue
        counts = desk.book.status_counts(register.name)
        standing = {status.code: counts.get(status.code, 0) for status in register.statuses}
        rows.append((register, standing))
    if as_json:
        print_json(
            {
                "year": year,
                "registers": [
                    {
                        "name": register.name,
                        "title": register.title,
                        "total": sum(counts.values()),
                        "statuses": counts,
                        "year_counts": [_tally_json(item) for item in year_tallies(desk.book, register, year)],
                    }
                    for register, counts in rows
                ],
            }
        )
        return
    for register, counts in rows:
        told_counts = "，".join(
            f"{status.title} {counts[status.code]}" for status in register.statuses if counts[status.code]
        )
        click.echo(
            f"{register.title}：共 {sum(counts.values())} {register.counter}"
            + (f"（{told_counts}）" if told_counts else "")
        )
        told = "；".join(item.told(register) for item in year_tallies(desk.book, register, year) if item.count)
        if told:
            click.echo(f"　　{year} 年{told}。")


def _tally_json(item: Tallied) -> dict[str, object]:
    added = {} if item.added is None else {"sum": item.added}
    return {"title": item.tally.title, "count": item.count, "by": dict(item.parts), **added}


REPORT_COMMANDS: tuple[click.Command, ...] = (report,)
