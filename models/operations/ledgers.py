"""Writing a ledger (台账) of records by a layout to .xlsx or .docx.

`ledger_rows` makes the columns and rows, `ledger_figures` the statistics beside them, `unit_ledgers` a file for
each unit; `layouts` knows which layouts there are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from models.base.errors import ClerkError
from models.base.layouts import ROW_NUMBER, UNIT_MARK, Layout, Look, column, plain_layout
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes, Record
from models.base.register import Register
from models.export.fonts import OFFICE_FONTS
from models.export.ledger import Ledger
from models.operations.desk import Desk, Outcome
from models.operations.ledger_figures import Counted
from models.operations.ledger_rows import Role, Rows, ledger_columns
from models.operations.records import counted, register_named
from models.operations.settings import office_fonts

OFFICE_SETTING = "office_name"
"""Setting: the office's own name, as 填报单位 and as the issuer of notices."""

_AT_ONCE = 1000


Write = Callable[[Ledger, Path, Report], None]
"""Writes a ledger to a file; that of the window's pages (.pdf) is handed down, for it needs Qt."""


def ledger_of(
    desk: Desk,
    register: Register,
    ids: Sequence[int],
    *,
    layout: Layout | None = None,
    unit: str = "",
    role: Role | None = None,
    notes: Sequence[str] = (),
    report: Report = ignore_progress,
) -> Ledger:
    """The ledger of these records, in this order; without a layout by the register's usual one.

    A layout that groups by itself has the groups, and the records in each, in the order of the register, however a table
    was sorted or grouped.

    unit: the unit whose sheet it is, for the title and as who fills it in; role: its part in a record. Raises Cancelled as `report` says.
    """
    chosen = layout or register.usual_layout
    in_order = sorted(ids) if chosen.group_by and not chosen.as_shown else ids

    def read() -> Iterator[Record]:
        for start in range(0, len(ids), _AT_ONCE):
            tell(report, start, len(ids))
            yield from desk.book.records(register.name, in_order[start : start + _AT_ONCE])

    return ledger_of_records(desk, register, read(), layout=chosen, unit=unit, role=role, notes=notes)


def ledger_of_records(
    desk: Desk,
    register: Register,
    records: Iterable[Record],
    *,
    layout: Layout | None = None,
    unit: str = "",
    role: Role | None = None,
    notes: Sequence[str] = (),
) -> Ledger:
    """As `ledger_of`, of records at hand, which the workbook need not hold."""
    chosen = layout or register.usual_layout
    figures = Counted(desk, register)
    rows = Rows(desk, register, chosen, role)
    guessed: set[int] = set()
    for record in records:
        rows.add(record)
        figures.add(record)
        guessed.update(year for name in record.estimates if (year := _year(record[name])))
    return Ledger(
        title=ledger_title(register, chosen, unit),
        unit=unit or desk.book.setting(OFFICE_SETTING),
        dated=desk.clock.today(),
        columns=ledger_columns(register, chosen, desk.book, for_unit=role is not None),
        rows=rows.in_order(),
        notes=(*chosen.notes, *notes, *_about_estimates(guessed)),
        look=_look(desk, chosen.look),
        signature=chosen.signature,
        figures=figures.told(by_unit=not unit),
    )


def _year(value: object) -> int:
    return value.year if isinstance(value, date) else 0


def _about_estimates(years: set[int]) -> list[str]:
    """What a reader must know of days that are estimates, by their years."""
    if not years:
        return []
    named = "、".join(str(year) for year in sorted(years))
    return [f"标“估算”的日期：{named} 年的放假安排还没有公布，按周末和法定节日推算，公布后会变。"]


def _look(desk: Desk, look: Look) -> Look:
    """The look with the office's fonts where it names none."""
    fonts = office_fonts(desk)
    if fonts == OFFICE_FONTS:
        return look  # what the writers take by themselves
    return replace(
        look,
        title_font=look.title_font or fonts.title,
        head_font=look.head_font or fonts.hei,
        body_font=look.body_font or fonts.body,
    )


def ledger_title(register: Register, layout: Layout, unit: str = "") -> str:
    """The title by the layout, with the unit in its place, or before a title that has no place for it.

    A layout without a title is called after the register; one that the register declares beside its usual one, by
    its own name.
    """
    own = register.title if register.title.endswith(("台账", "登记簿", "清单")) else f"{register.title}台账"
    title = layout.title or (layout.name if layout in register.layouts[1:] else own)
    return title.replace(UNIT_MARK, unit) if UNIT_MARK in title else f"{unit}{title}"


def shown_layout(columns: Sequence[str], group_by: str = "") -> Layout:
    """A layout of the fields a table shows, in its order; numbered when none of them numbers the records.

    group_by: the field by whose text the table is grouped; its headings stand in the ledger, too.
    """
    numbered = any(name == "number" for name in columns)
    plain = plain_layout("表格里现在显示的栏目", *([] if numbered else [ROW_NUMBER]), *columns)
    return replace(plain, group_by=group_by, as_shown=True)


def with_private(register: Register, layout: Layout | None) -> Layout:
    """The layout with the register's personal data in it, behind its other columns where it has no place for it."""
    chosen = layout or register.usual_layout
    missing = [item.name for item in register.fields if item.private and item.name not in chosen.field_names()]
    return replace(chosen, columns=(*chosen.columns, *(column(name) for name in missing)), private=True)


def export_ledger(
    desk: Desk,
    register: str,
    ids: Sequence[int],
    target: Path,
    *,
    layout: Layout | None = None,
    notes: Sequence[str] = (),
    write: Write | None = None,
    report: Report = ignore_progress,
) -> Outcome:
    """Write a ledger; the kind follows from the target's ending. write: writes files of this ending (.pdf).

    Raises:
        ClerkError: nobody writes files of this ending. WriteError: the target can't be written.
        Cancelled: as `report` says; an older target stays as it was.
    """
    declared = register_named(desk, register)
    writer = write or writer_for(target)
    total = max(1, len(ids))
    ledger = ledger_of(desk, declared, ids, layout=layout, notes=notes, report=lambda done, _: report(done, total * 2))
    writer(ledger, target, lambda done, of: report(total + done * total // max(1, of), total * 2))
    return Outcome(Changes(), f"已导出 {counted(declared, len(ids))}到“{target.name}”。", tuple(ids))


def writer_for(target: Path) -> Write:
    """What writes a ledger into a file with this ending; imported only now: the window starts without it.

    Raises:
        ClerkError: nothing does.
    """
    match target.suffix.lower():
        case ".xlsx":
            from models.export.ledger_xlsx import write_ledger_xlsx

            return write_ledger_xlsx
        case ".docx":
            from models.export.ledger_docx import write_ledger_docx

            return write_ledger_docx
        case ".csv":
            from models.export.ledger_csv import write_ledger_csv

            return write_ledger_csv
    raise ClerkError(
        f"不能导出成“{target.suffix or target.name}”，请把文件名写成 .xlsx（表格）、.docx（文档）或 .csv（数据）。"
    )
