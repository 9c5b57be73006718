"""Spreadsheets into any register (导入表格): find the table, map its columns, look over the rows, bring them in.

For the window's mapping page and the command line. The table is found by `sheet_tables`, the columns are
mapped by `sheet_layouts`, the rows checked by `sheet_checks`; all they offer to others stands here.
"""

from collections.abc import Mapping as ReadMapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import ClerkError
from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from models.base.register import Register
from models.export.sheet_figures import FIGURES_SHEET
from models.intake import Sheet
from models.operations.desk import Desk, Outcome
from models.operations.records import counted
from models.operations.sheet_checks import Checker, Corrections, Problem, Surveyed, Twins, in_parts
from models.operations.sheet_layouts import Layout, Mapping, joins, propose, remember
from models.operations.sheet_tables import Column, Table, find_table
from models.operations.sheet_titles import offered_fields
from models.workbook.steps import Step

__all__ = [
    "Column",
    "Corrections",
    "Layout",
    "Mapping",
    "Preview",
    "Problem",
    "RowsRefused",
    "Table",
    "bring_in",
    "check_row",
    "find_table",
    "offered_fields",
    "preview",
    "propose",
    "save_left_out",
    "sheets_of_records",
]

_REASON = "原因"
_NOTHING: Corrections = {}


@dataclass(frozen=True)
class Preview:
    """What bringing in a table would come to.

    `twins` are the rows that look the same as a record in the register or as a row above; `new_names` the
    names that would be registered on the way, by register.
    """

    problems: tuple[Problem, ...]
    twins: tuple[int, ...]
    new_names: ReadMapping[str, tuple[str, ...]]


class RowsRefused(ClerkError):
    """Rows that can't be brought in as they are; nothing was changed."""

    def __init__(self, table: Table, problems: Sequence[Problem]) -> None:
        rows = {problem.row for problem in problems}
        first = problems[0]
        more = f"共有 {len(rows)} 行要改正或不导入。" if len(rows) > 1 else ""
        super().__init__(f"第 {table.numbers[first.row]} 行：{first.sentence}{more}")
        self.problems = tuple(problems)


def preview(
    desk: Desk,
    register: Register,
    table: Table,
    mapping: Mapping,
    corrections: Corrections = _NOTHING,
    report: Report = ignore_progress,
) -> Preview:
    """Every row looked at; nothing is written.

    Raises:
        ClerkError: a field that must be filled in has no column, or several columns go into a field that takes one.
        Cancelled: as `report` says.
    """
    refuse_mapping(register, table, mapping)
    around = Surveyed(desk, year=table.year)
    checker = Checker(desk, register, table, mapping, corrections, around)
    around.own_rows = checker.own_rows() if checker.links_within else None
    twins = Twins(desk, checker, table)
    problems: list[Problem] = []
    same: list[int] = []
    total = len(table.rows)
    for rows in in_parts(checker, total, frozenset(), lambda done: tell(report, done, total)):
        problems += rows.problems
        same += [index for index, twin in zip(rows.indices, twins.among(rows), strict=True) if twin]
    tell(report, total, total)
    return Preview(tuple(problems), tuple(same), {name: tuple(made) for name, made in around.created.items()})


def check_row(
    desk: Desk, register: Register, table: Table, mapping: Mapping, row: int, corrections: Corrections = _NOTHING
) -> tuple[Problem, ...]:
    """What is wrong with one row, as it is corrected. Names it shares with other rows are left to `bring_in`."""
    around = Surveyed(desk, year=table.year)
    checker = Checker(desk, register, table, mapping, corrections, around)
    around.own_rows = checker.own_rows() if checker.links_within else None
    return tuple(checker.read([row]).problems)


def sheets_of_records(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets of a file that may hold records: those that show, without the statistics of a ledger of ours."""
    shown = [sheet for sheet in sheets if not sheet.hidden] or list(sheets)
    return tuple(sheet for sheet in shown if sheet.name != FIGURES_SHEET) or tuple(shown)


def refuse_mapping(register: Register, table: Table, mapping: Mapping) -> None:
    """Refuse a mapping that no row can be brought in by.

    Raises:
        ClerkError: naming the field or the columns.
    """
    columns: dict[str, list[str]] = {}
    for column, name in zip(table.columns, mapping, strict=True):
        if name is not None:
            columns.setdefault(name, []).append(f"“{column.shown}”")
    for field in register.fields:
        if field.required and field.name not in columns:
            raise ClerkError(
                f"没有哪一列对应“{field.title}”，而每{register.counter}{register.noun}都要有它；请指定一列。"
            )
    for name, titles in columns.items():
        field = register.field(name)
        if len(titles) > 1 and not joins(field):
            raise ClerkError(f"{'和'.join(titles)}都对应“{field.title}”，只能留一列，请改正。")


def bring_in(
    desk: Desk,
    register: Register,
    table: Table,
    mapping: Mapping,
    *,
    corrections: Corrections = _NOTHING,
    left_out: frozenset[int] = frozenset(),
    without_twins: bool = False,
    report: Report = ignore_progress,
) -> Outcome:
    """The rows that are not left out become records, in one step; the lay-out is remembered with it.

    `without_twins` leaves out rows that look the same as a record in the register or as a row above.

    Raises:
        RowsRefused: rows have problems; nothing is changed. ClerkError: as `preview`, or no row is left.
        Cancelled: as `report` says.
    """
    refuse_mapping(register, table, mapping)
    made: list[int] = []
    total = len(table.rows)
    told: list[str] = []

    def work(step: Step) -> None:
        around = Surveyed(desk, step, table.year)
        checker = Checker(desk, register, table, mapping, corrections, around)
        kept = step.reserve(register.name, total) if checker.links_within else None
        around.own_rows = checker.own_rows(left_out, kept.start) if kept is not None else None
        twins = Twins(desk, checker, table) if without_twins else None
        problems: list[Problem] = []
        same = 0
        with step.entering(register.name, total - len(left_out)):
            for rows in in_parts(checker, total, left_out, lambda done: tell(report, done, total)):
                problems += rows.problems
                if problems:
                    continue
                new: Sequence[int] = range(len(rows.indices))
                if twins is not None:
                    new = [place for place, twin in enumerate(twins.among(rows)) if not twin]
                    same += len(rows.indices) - len(new)
                ids = [kept[rows.indices[place]] for place in new] if kept is not None else None
                made.extend(step.insert_columns(register.name, rows.chosen(new), len(new), ids))
        if problems:
            raise RowsRefused(table, problems)
        if not made:
            raise ClerkError(_why_none(register, same))
        remember(step, register, table, mapping)
        step.title = f"从表格导入 {counted(register, len(made))}"
        told.append(around.told() + _left_out_told(len(left_out), same))
        tell(report, total, total)

    changes = desk.book.change("import", f"从表格导入{register.noun}", work)
    return Outcome(changes, f"已{changes.title}{''.join(told)}。", tuple(made))


def _why_none(register: Register, same: int) -> str:
    if same:
        return f"表格里的 {same} 行和{register.title}里已有的{register.noun}都相同，没有导入。"
    return "没有要导入的行，工作簿没有改动。"


def _left_out_told(left_out: int, same: int) -> str:
    told = f"，另有 {left_out} 行没有导入" if left_out else ""
    return told + (f"，{same} 行与已有的相同，没有重复导入" if same else "")


def save_left_out(table: Table, rows: Sequence[int], reasons: ReadMapping[int, str], path: Path) -> None:
    """Rows with their original columns and why they were left out, as .xlsx with text cells, whole or not at all.

    Raises:
        WriteError: the file can't be written.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    from models.export.sheet_text import fitting

    with written_whole(path) as temporary:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("未导入的行")
        sheet.freeze_panes = "A2"

        def line(texts: Sequence[str]) -> list[object]:
            cells: list[object] = []
            for text in map(fitting, texts):
                cell = WriteOnlyCell(sheet, text or None)
                cell.number_format = "@"
                if text:
                    cell.data_type = "s"
                cells.append(cell)
            return cells

        sheet.append(line([*(column.shown for column in table.columns), _REASON]))
        for row in rows:
            sheet.append(line([*table.rows[row], reasons.get(row, "")]))
        book.save(temporary)
