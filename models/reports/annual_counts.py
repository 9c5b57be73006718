"""What the registers tell for the annual report: for each cell, the records that count in it.

Applications by 国办公开办函〔2021〕30号: new in the year they were received (条例 art. 31), carried in and out by the state at
the year's ends, answered in exactly one leaf; reviews and suits by the year in which they were brought.
Documents (table 二, 条例 art. 20 (一)) by the year they were formed, abolished or published, and by what is valid at its
end. Reads the workbook, writes nothing.
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
"""Cell -> the ids of the records that count in it, of the register that `REGISTERS` names for its table."""

REGISTERS = {"二": "policies", "三": "requests", "四": "requests"}
"""The register whose records each table counts."""

_AT_ONCE = 1000
_OTHER = "其他"
"""An applicant of no kind is told as 其他 of the legal persons; the window points it out."""


def counted(book: Workbook, form: Form, year: int) -> Counted:
    """The records behind every cell, the totals too; a cell without any is left out."""
    found: dict[Cell, list[int]] = {}
    of_form = set(form.table("二").cells())
    policies = {policy.id: policy for policy in _policies(book)}
    for policy in policies.values():
        for column in _standing(policy, policies.get(policy["revised_by"]), year):
            for line in _POLICY_LINES.get(policy["kind"] or "", ()):
                cell = Cell("二", line, column)
                if cell in of_form:
                    found.setdefault(cell, []).append(policy.id)
    for record in _received(book):
        for line in _lines(form, record, year):
            column = record["applicant_kind"] if record["applicant_kind"] in APPLICANTS else _OTHER
            for name in (column, TOTAL):
                found.setdefault(Cell("三", line, name), []).append(record.id)
        for case, outcome in _cases(record, year):
            for name in (outcome, TOTAL):
                found.setdefault(Cell("四", case, name), []).append(record.id)
    return {cell: tuple(ids) for cell, ids in found.items()}


_POLICY_LINES = {"规章": ("规章",), "行政规范性文件": ("行政规范性文件", "规范性文件")}
"""Kinds of documents and the lines they count in: the 2019 format says 规范性文件."""


def _policies(book: Workbook) -> Iterator[Record]:
    ids = book.ids("policies")
    for start in range(0, len(ids), _AT_ONCE):
        yield from book.records("policies", ids[start : start + _AT_ONCE])


def _standing(policy: Record, revising: Record | None, year: int) -> Iterator[str]:
    """The columns of table 二 (一), of both formats, in which a document counts in that year.

    One that was revised (已修订) holds until the document that takes its place does; both do not count at once.
    """
    last = date(year, 12, 31)
    formed, published = policy["formed_on"], policy["published_on"]
    revised = (revising["effective_on"] or revising["formed_on"]) if revising is not None else None
    days = (policy["abolished_on"], policy["expires_on"], revised)
    ended = min((day for day in days if day is not None), default=None)
    if formed is not None and formed.year == year:
        yield "本年制发件数"
        yield "本年新制作数量"
    if ended is not None and ended.year == year:
        yield "本年废止件数"
    if formed is not None and formed <= last and (ended is None or ended > last):
        yield "现行有效件数"
    if published is not None and published.year == year:
        yield "本年新公开数量"
    if published is not None and published <= last:
        yield "对外公开总数量"


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
