"""What the registers tell for the annual report: for each cell, the records that count in it.

Applications by 国办公开办函〔2021〕30号: new in the year they were received (条例 art. 31), carried in and out by the state at
the year's ends, answered in exactly one leaf; reviews and suits by the year in which they were brought.
Reads the workbook, writes nothing.
"""

from collections.abc import Iterator
from datetime import date

from models.base.conditions import Filled
from models.base.record import Query, Record
from models.registers.annual.figures import Cell
from models.registers.annual.form import ANSWERED, APPLICANTS, CARRIED_IN, CARRIED_OUT, NEW, TOTAL, Form
from models.registers.answer_kinds import LINE_OF_ANSWER
from models.workbook import Workbook

Counted = dict[Cell, tuple[int, ...]]
"""Cell -> the ids of the applications that count in it."""

_AT_ONCE = 1000
_OTHER = "其他"
"""An applicant of no kind is told as 其他 of the legal persons; the window points it out."""


def counted(book: Workbook, form: Form, year: int) -> Counted:
    """The applications behind every cell of tables 三 and 四, the totals too; a cell without any is left out."""
    found: dict[Cell, list[int]] = {}
    for record in _received(book):
        for line in _lines(form, record, year):
            column = record["applicant_kind"] if record["applicant_kind"] in APPLICANTS else _OTHER
            for name in (column, TOTAL):
                found.setdefault(Cell("三", line, name), []).append(record.id)
        for case, outcome in _cases(record, year):
            for name in (outcome, TOTAL):
                found.setdefault(Cell("四", case, name), []).append(record.id)
    return {cell: tuple(ids) for cell, ids in found.items()}


def without_kind(book: Workbook, year: int) -> tuple[int, ...]:
    """Applications that count in the year and say no kind of applicant."""
    return tuple(
        record.id
        for record in _received(book)
        if not record["applicant_kind"] and any(True for _ in _states(record, year))
    )


def _received(book: Workbook) -> Iterator[Record]:
    ids = book.ids("requests", Query(where=Filled("received_on")))
    for start in range(0, len(ids), _AT_ONCE):
        yield from book.records("requests", ids[start : start + _AT_ONCE])


def _states(record: Record, year: int) -> Iterator[str]:
    """The lines of table 三 in which an application stands in that year, its answer as `ANSWERED`."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    received, answered = record["received_on"], record["answered_on"]
    if received > last:
        return
    if received >= first:
        yield NEW
    elif answered is None or answered >= first:
        yield CARRIED_IN
    if answered is not None and first <= answered <= last:
        yield ANSWERED
    elif answered is None or answered > last:
        yield CARRIED_OUT


def _lines(form: Form, record: Record, year: int) -> Iterator[str]:
    """The same with the leaf of the answer, where the form has it (the 2019 format has 其他处理 in one line)."""
    leaves = {line.key for line in form.leaves}
    for line in _states(record, year):
        yield line
        if line == ANSWERED:
            leaf = LINE_OF_ANSWER.get(record["answer_kind"] or "", "三(六)3")
            yield leaf if leaf in leaves else "三(六)"


def _cases(record: Record, year: int) -> Iterator[tuple[str, str]]:
    """(kind of case, outcome) of the review and the suit brought in that year."""
    still = "尚未审结"
    if record["review_on"] is not None and record["review_on"].year == year:
        yield "行政复议", record["review_outcome"] or still
    if record["sued_on"] is not None and record["sued_on"].year == year:
        yield record["suit_kind"] or "未经复议直接起诉", record["suit_outcome"] or still
