"""Spreadsheets (表格) brought in by the command line, row by row, into any register. For `ui.cli_notices` only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from models.base.errors import ClerkError, WriteError
from models.base.register import Register
from models.intake import Sheet, read_spreadsheet
from models.operations import spreadsheets
from models.operations.desk import Desk
from models.operations.spreadsheets import Mapping, Problem, RowsRefused, Table
from ui.cli_session import progress

_MOST_LINES = 20


@dataclass(frozen=True)
class _Found:
    """A table of a file and where its columns go."""

    table: Table
    mapping: Mapping

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return f"{self.table.source}“{self.table.sheet}”" if self.table.sheet else self.table.source


def import_sheets(
    desk: Desk, register: Register, files: Sequence[Path], *, twins_too: bool, leave_out: Path | None
) -> None:
    """Bring the rows of spreadsheets into a register, one step a table; with bad rows nothing is brought in.

    `leave_out` takes the bad rows instead, with the reasons; `twins_too` brings in also what is there already.

    Raises:
        ClerkError: a line for each bad row, or why a file can't be brought in; nothing is changed.
    """
    if leave_out is not None and leave_out.suffix.lower() != ".xlsx":
        raise WriteError(f"没有导入的行只能存成 .xlsx 表格，请把“{leave_out.name}”的结尾改成 .xlsx。")
    found = [item for path in files for item in _tables(desk, register, path)]
    if len(found) > 1 and leave_out is None:  # all or nothing: no table goes in before every one is found good
        for item in found:
            problems = spreadsheets.preview(desk, register, item.table, item.mapping).problems
            if problems:
                raise ClerkError(_told(item, problems))
    saved = 0
    for item in found:
        saved += _keep(desk, register, item, twins_too=twins_too, leave_out=leave_out and _numbered(leave_out, saved))


def _tables(desk: Desk, register: Register, path: Path) -> Iterator[_Found]:
    """The tables of a file whose columns fit the register; hidden sheets and statistics are left alone.

    Raises:
        ClerkError: the file can't be read, or none of its sheets fits.
    """
    with progress("正在读取") as report:
        sheets = read_spreadsheet(path, report)
    refusals: list[ClerkError] = []
    fitting = 0
    for sheet in spreadsheets.sheets_of_records(sheets):
        try:
            yield _found(desk, register, sheet, path.name)
            fitting += 1
        except ClerkError as error:
            refusals.append(error)
    if not fitting:
        raise ClerkError(f"“{path.name}”没有导入：{refusals[0].sentence}")
    if refusals:
        click.echo(f"{path.name}：另有 {len(refusals)} 张工作表不像{register.title}，没有导入。")


def _found(desk: Desk, register: Register, sheet: Sheet, source: str) -> _Found:
    table = spreadsheets.find_table(sheet, register, source)
    layout = spreadsheets.propose(desk, register, table)
    if layout.head_rows != table.head_rows:
        table = spreadsheets.find_table(sheet, register, source, layout.head_rows)
    spreadsheets.refuse_mapping(register, table, layout.mapping)
    return _Found(table, layout.mapping)


def _keep(desk: Desk, register: Register, item: _Found, *, twins_too: bool, leave_out: Path | None) -> int:
    """Bring one table in and tell about it; gives how many files of bad rows were written."""
    left_out: frozenset[int] = frozenset()
    try:
        _bring_in(desk, register, item, left_out, twins_too=twins_too)
    except RowsRefused as refused:
        if leave_out is None:
            raise ClerkError(_told(item, refused.problems)) from None
        reasons = _reasons(item.table, refused.problems)
        left_out = frozenset(reasons)
        spreadsheets.save_left_out(item.table, sorted(left_out), reasons, leave_out)
        click.echo(f"{item.name}：有 {len(left_out)} 行要改正，连同原因存到“{leave_out.name}”。")
        _bring_in(desk, register, item, left_out, twins_too=twins_too)
    titles = [
        column.shown
        for column, name in zip(item.table.columns, item.mapping, strict=True)
        if not name and column.samples
    ]
    if titles:
        click.echo(f"{item.name}：没有对应栏目的列没有导入：{'、'.join(titles)}。")
    if item.table.dropped:
        rows = "、".join(str(number) for number, _ in item.table.dropped[:10])
        click.echo(
            f"{item.name}：合计、说明等不是数据的行没有导入：第 {rows} 行{'等' * (len(item.table.dropped) > 10)}。"
        )
    return 1 if left_out else 0


def _bring_in(desk: Desk, register: Register, item: _Found, left_out: frozenset[int], *, twins_too: bool) -> None:
    with progress("正在导入") as report:
        outcome = spreadsheets.bring_in(
            desk, register, item.table, item.mapping, left_out=left_out, without_twins=not twins_too, report=report
        )
    click.echo(f"{item.name}：{outcome.message}")


def _reasons(table: Table, problems: Sequence[Problem]) -> dict[int, str]:
    """For each bad row what is wrong with it."""
    reasons: dict[int, str] = {}
    for problem in problems:
        told = _where(table, problem) + problem.sentence
        reasons[problem.row] = f"{reasons[problem.row]}{told}" if problem.row in reasons else told
    return reasons


def _where(table: Table, problem: Problem) -> str:
    return f"“{table.columns[problem.column].shown}”列：" if problem.column is not None else ""


def _told(item: _Found, problems: Sequence[Problem]) -> str:
    """A line for each bad row, and what can be done."""
    reasons = _reasons(item.table, problems)
    lines = [f"第 {item.table.numbers[row]} 行{reason}" for row, reason in sorted(reasons.items())[:_MOST_LINES]]
    more = f"等 {len(reasons)} 行。" if len(reasons) > _MOST_LINES else ""
    advice = (
        f"{item.name}有 {len(reasons)} 行要改正，什么都没有导入；改好再试，或加 --leave-out 文件.xlsx 只导入其余的行。"
    )
    return "\n".join(filter(None, (*lines, more, advice)))


def _numbered(path: Path, number: int) -> Path:
    return path.with_stem(f"{path.stem}（{number + 1}）") if number else path
