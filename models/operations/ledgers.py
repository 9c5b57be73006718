"""Writing a ledger (台账) of what is shown to .xlsx or .docx."""

from collections.abc import Callable, Sequence
from pathlib import Path

from models.base.errors import ClerkError
from models.base.fields import Field, Value
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes, Record
from models.base.register import Register
from models.export.ledger import Column, Kind, Ledger, Row
from models.operations.desk import Desk, Outcome
from models.operations.records import counted, register_named

OFFICE_SETTING = "office_name"
"""Setting: the office's own name, as 填报单位 and as the issuer of notices."""

_AT_ONCE = 1000
_KINDS: dict[str, Kind] = {"date": "date", "number": "number", "code": "code"}


def ledger_of(
    desk: Desk,
    register: Register,
    ids: Sequence[int],
    *,
    columns: Sequence[str] = (),
    notes: Sequence[str] = (),
    report: Report = ignore_progress,
) -> Ledger:
    """The ledger of these records, in this order; `columns` are field names, "status" the status in words."""
    names = [name for name in (columns or register.ledger) if name != "status" or register.statuses]
    fields = {name: register.field(name) for name in names if name != "status"}
    numbered = "number" in fields
    heads = [] if numbered else [Column("序号", "number", 3)]
    heads += [
        Column(fields[n].title, _KINDS.get(fields[n].kind, "text"), fields[n].width)
        if n in fields
        else Column("状态", "status", 6)
        for n in names
    ]
    rows: list[Row] = []
    for start in range(0, len(ids), _AT_ONCE):
        tell(report, start, len(ids) * 2)
        for record in desk.book.records(register.name, ids[start : start + _AT_ONCE]):
            cells = [_cell(desk, record, fields.get(name), name) for name in names]
            status = register.status(record.status)
            lead = () if numbered else (len(rows) + 1,)
            rows.append(Row((*lead, *cells), status.light if status else ""))
    return Ledger(
        title=register.title if register.title.endswith("台账") else f"{register.title}台账",
        unit=desk.book.setting(OFFICE_SETTING),
        dated=desk.clock.today(),
        columns=tuple(heads),
        rows=rows,
        notes=tuple(notes),
    )


def export_ledger(
    desk: Desk,
    register: str,
    ids: Sequence[int],
    target: Path,
    *,
    columns: Sequence[str] = (),
    notes: Sequence[str] = (),
    report: Report = ignore_progress,
) -> Outcome:
    """Write a ledger; the kind follows from the target's ending.

    Raises:
        ClerkError: the ending is neither .xlsx nor .docx. WriteError: the target can't be written.
        Cancelled: as `report` says; an older target stays as it was.
    """
    declared = register_named(desk, register)
    writer = _writer(target)
    ledger = ledger_of(desk, declared, ids, columns=columns, notes=notes, report=report)
    total = max(1, len(ids))
    writer(ledger, target, lambda done, of: report(total + done * total // max(1, of), total * 2))
    return Outcome(Changes(), f"已导出 {counted(declared, len(ids))}到“{target.name}”。", tuple(ids))


def _writer(target: Path) -> Callable[[Ledger, Path, Report], None]:
    """Imported only now: the window starts without them."""
    match target.suffix.lower():
        case ".xlsx":
            from models.export.ledger_xlsx import write_ledger_xlsx

            return write_ledger_xlsx
        case ".docx":
            from models.export.ledger_docx import write_ledger_docx

            return write_ledger_docx
    raise ClerkError(f"不能导出成“{target.suffix or target.name}”，请把文件名写成 .xlsx（表格）或 .docx（文档）。")


def _cell(desk: Desk, record: Record, field: Field | None, name: str) -> Value:
    if field is None:
        return record.status_text
    value = record.values[name]
    if field.kind in ("date", "number"):
        return value
    return field.display(value, desk.book)
