"""The plain values of intake: what a reader gives and what a notice (通知) turns out to say.

Nothing here reads, guesses or stores. `models.operations` and the review window read these values;
only the rest of `models.intake` makes them. Every span is (start, end) in characters.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.workdays.deadlines import Milestone

Span = tuple[int, int]

CELL_BREAK = "\u2028"
"""Stands for a line break inside a table cell, so that one table row stays one line of the text."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table's grid: where its text lies, and whether it was filled in from a merged cell.

    A merged cell (合并单元格) appears at every grid place it covers, each time with the same span.
    """

    span: Span
    filled: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph or a table. `rows` is the table's full grid, row by row; () for a paragraph.

    `where` says for people where in the document it stands: 第 2 页, 工作表“任务表”; "" where there are no such places.
    """

    kind: Literal["paragraph", "table"]
    span: Span
    rows: tuple[tuple[Cell, ...], ...] = ()
    where: str = ""


@dataclass(frozen=True)
class SourceText:
    """What every reader gives: the text, its pieces with their places, and what could not be read.

    Paragraphs are joined by a line feed. A table row is one line, its distinct cells joined by tabs;
    a line break inside a cell is `CELL_BREAK`.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repair:
    """A place where the text was mended: `span` in `Notice.text`, what stood there and what stands there now."""

    span: Span
    original: str
    repaired: str
    reason: str


MarkKind = Literal["number", "text", "unit", "deadline"]


@dataclass(frozen=True)
class Mark:
    """A piece of a task's clause that the review colours, by what it became."""

    kind: MarkKind
    span: Span


@dataclass(frozen=True)
class DraftTask:
    """A task (任务) proposed to the clerk.

    `text` is the wording without its number and without the trailing bracket of units and deadline;
    `clause` is the source clause, whole, at `span`. `deadline_text` is the deadline's own wording, ""
    when there is none. `ticked` says whether it is proposed for acceptance.
    """

    number: str
    section: tuple[str, ...]
    text: str
    lead_units: tuple[str, ...]
    responsible_units: tuple[str, ...]
    cooperating_units: tuple[str, ...]
    deadline_text: str
    due_on: date | None
    ongoing: bool
    recurrence: str | None
    milestones: tuple[Milestone, ...]
    note: str
    clause: str
    span: Span
    marks: tuple[Mark, ...]
    warnings: tuple[str, ...]
    ticked: bool


@dataclass(frozen=True)
class Duty:
    """A duty of the whole document, such as reporting (报送) by a day; never a task's deadline."""

    text: str
    due_on: date | None
    span: Span


@dataclass(frozen=True)
class Notice:
    """What a notice says. `text` is the cleaned text that all spans point into.

    `places` are (start in `text`, where): from there on, up to the next one, things stand there in the document
    (第 2 页); () where the document has no such places. `basis_titles` are the 文号 of `based_on`, each with
    the title by which the notice names that document, "" where it does not.
    """

    source: str
    text: str
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    published_on: date | None
    index_number: str | None
    validity: str | None
    based_on: tuple[str, ...]
    tasks: tuple[DraftTask, ...]
    duties: tuple[Duty, ...]
    repairs: tuple[Repair, ...]
    warnings: tuple[str, ...]
    places: tuple[tuple[int, str], ...] = ()
    basis_titles: tuple[tuple[str, str], ...] = ()

    def where_of(self, position: int) -> str:
        """Where in the document a place of the text stands, for people; "" where that is not known."""
        index = bisect_right(self.places, position, key=lambda place: place[0])
        return self.places[index - 1][1] if index else ""


def places_of(blocks: Iterable[Block]) -> tuple[tuple[int, str], ...]:
    """`Notice.places` of a text's blocks, which stand in order."""
    places: list[tuple[int, str]] = []
    for block in blocks:
        if block.where != (places[-1][1] if places else ""):
            places.append((block.span[0], block.where))
    return tuple(places)


def iso(day: date | None) -> str | None:
    """A day as YYYY-MM-DD, or None."""
    return day.isoformat() if day else None


def task_to_json(task: DraftTask) -> dict[str, object]:
    """One element of `tasks` as the command line prints it."""
    return {
        "number": task.number,
        "section": list(task.section),
        "text": task.text,
        "lead_units": list(task.lead_units),
        "responsible_units": list(task.responsible_units),
        "cooperating_units": list(task.cooperating_units),
        "deadline_text": task.deadline_text or None,
        "due_on": iso(task.due_on),
        "ongoing": task.ongoing,
        "recurrence": task.recurrence,
        "milestones": [{"text": item.text, "due_on": iso(item.due_on)} for item in task.milestones],
        "span": list(task.span),
        "warnings": list(task.warnings),
    }


def notice_to_json(notice: Notice) -> dict[str, object]:
    """One element of "documents" as `intake --json` prints it."""
    return {
        "source": notice.source,
        "title": notice.title,
        "doc_number": notice.doc_number,
        "issuer": notice.issuer,
        "issued_on": iso(notice.issued_on),
        "published_on": iso(notice.published_on),
        "index_number": notice.index_number,
        "validity": notice.validity,
        "based_on": list(notice.based_on),
        "tasks": [task_to_json(task) for task in notice.tasks],
        "duties": [{"text": duty.text, "due_on": iso(duty.due_on)} for duty in notice.duties],
        "repairs": [{"span": list(item.span), "from": item.original, "to": item.repaired} for item in notice.repairs],
        "warnings": list(notice.warnings),
    }
