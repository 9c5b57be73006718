"""What needs a hand (需要处理的): how many records of a register, and which units have most overdue.

For the navigation and the 工作台; any register with statuses will do.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from models.base.membership import meant_by
from models.base.record import Query, Record
from models.base.register import Register
from models.workbook import Workbook

_AT_ONCE = 2000


def attention_count(book: Workbook, register: Register) -> int:
    """How many records stand in a status that asks for attention."""
    counts = book.status_counts(register.name)
    return sum(counts.get(status.code, 0) for status in register.statuses if status.attention)


def answerable(record: Record, roles: Sequence[str]) -> tuple[int, ...]:
    """The units that answer for a record: those of the first role that names any (牵头, else 责任, else 配合)."""
    return next((units for role in roles if (units := record.values.get(role))), ())


def overdue_codes(register: Register) -> tuple[str, ...]:
    """The statuses that mean a record is overdue: those with the red light."""
    return tuple(status.code for status in register.statuses if status.light == "red")


def counted_day(register: Register, record: Record) -> date:
    """The day from which a record's status counts; `date.max` when it counts from none."""
    status = register.status(record.status)
    day = record.values.get(status.counts) if status is not None and status.counts else None
    return day or date.max


def counted_text(register: Register, record: Record) -> str:
    """The same day as text, with a mark where it is an estimate."""
    status = register.status(record.status)
    return record.marked(status.counts if status else "", counted_day(register, record).isoformat())


def overdue_or_soon(book: Workbook, register: Register, most: int) -> list[Record]:
    """The records whose status counts days (逾期, 临期), the earliest day first, `most` of them."""
    counting = [status for status in register.statuses if status.counts]
    found: list[Record] = []
    for day in dict.fromkeys(status.counts for status in counting):
        where = register.in_status(tuple(status.code for status in counting if status.counts == day))
        found += book.records(register.name, book.ids(register.name, Query(where=where, order=day))[:most])
    return sorted(found, key=lambda record: counted_day(register, record))[:most]


def overdue_by_unit(book: Workbook, register: Register, most: int) -> list[tuple[int, int]]:
    """(unit id, overdue records) of the units with most of them, most first; each record counts once a unit.

    A group that answers for a record counts by its members, as far as it has any.
    """
    ids = book.ids(register.name, Query(where=register.in_status(overdue_codes(register))))
    counts: Counter[int] = Counter()
    members, meant = book.linked("units", "members"), dict[tuple[int, ...], tuple[int, ...]]()
    for start in range(0, len(ids), _AT_ONCE):
        for record in book.records(register.name, ids[start : start + _AT_ONCE]):
            units = answerable(record, register.unit_fields)
            if units not in meant:
                meant[units] = meant_by(units, members)
            counts.update(meant[units])
    return counts.most_common(most)
