"""Bringing in (导入): a notice's accepted tasks, its document and its units, in one step."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import ClerkError
from models.base.fields import Value, plain_name
from models.base.progress import Report, ignore_progress
from models.intake import DraftTask, Notice
from models.operations.desk import Around, Desk, Outcome
from models.operations.records import attached
from models.workbook.steps import Step

_OPENING = 40
_TITLE = 14


@dataclass(frozen=True)
class Known:
    """A document that is in the workbook already, how many tasks came from it, and how these begin."""

    document_id: int
    tasks: int
    openings: frozenset[str] = frozenset()

    def holds(self, task: DraftTask) -> bool:
        """Whether the workbook has this task of the document: one whose wording begins the same."""
        return bool(self.openings) and opening(task.text) in self.openings


def opening(text: str) -> str:
    """How a wording begins, for comparison: 40 letters and digits, width folded, signs and blanks dropped."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()[:_OPENING]


def shortened(text: str, most: int = _TITLE) -> str:
    """A title that fits a sentence: what is cut off shows as …."""
    return text if len(text) <= most else text[: most - 1] + "…"


def already_known(desk: Desk, notice: Notice) -> Known | None:
    """The document this notice is, by 文号, else by title and day."""
    found = desk.book.find("documents", notice.doc_number) if notice.doc_number else None
    if found is None and notice.title:
        same = desk.book.find("documents", notice.title)
        if same is not None:
            values = desk.book.values("documents", same)
            if not (values["doc_number"] and notice.doc_number) and values["issued_on"] in (None, notice.issued_on):
                found = same
    if found is None:
        return None
    tasks = desk.book.records("tasks", sorted(desk.book.linked_from("documents", found).get("tasks", ())))
    return Known(found, len(tasks), frozenset(opening(task["content"]) for task in tasks))


def bring_in(
    desk: Desk,
    notice: Notice,
    tasks: Sequence[DraftTask],
    *,
    originals: Sequence[Path] = (),
    report: Report = ignore_progress,
) -> Outcome:
    """Keep a notice: its document (with the original files), its units, and the tasks chosen.

    A document that has tasks already takes further ones; of its own facts only the empty ones are filled in.

    Raises:
        ClerkError: this document has tasks in the workbook already, and no new one or one of them is chosen;
            nothing is changed.
    """
    known = already_known(desk, notice)
    if known is not None and known.tasks:
        _refuse_again(known, notice, tasks)
    made: list[int] = []
    around: list[Around] = []

    def work(step: Step) -> None:
        surroundings = Around(desk, step)
        around.append(surroundings)
        document = _keep_document(desk, step, surroundings, notice, known, originals)
        rows = [_task_values(task, document, surroundings) for task in tasks]
        made.extend(step.insert_many("tasks", rows, report))

    title = f"导入 {len(tasks)} 项任务" if tasks else f"登记来源文件“{shortened(notice.title)}”"
    changes = desk.book.change("import", title, work)
    return Outcome(changes, f"已{title}{around[0].told()}。", tuple(made))


def _refuse_again(known: Known, notice: Notice, tasks: Sequence[DraftTask]) -> None:
    """Refuse what would bring in nothing, or something twice."""
    if not tasks:
        name = notice.doc_number or shortened(notice.title, 30)
        raise ClerkError(f"“{name}”已导入过，有 {known.tasks} 项任务在台账里；请勾选新的任务再导入。")
    there = [task for task in tasks if known.holds(task)]
    if there:
        several = f"等 {len(there)} 项任务" if len(there) > 1 else ""
        raise ClerkError(f"“{shortened(there[0].text, 20)}”{several}已在台账里，请取消勾选后再导入。")


def _keep_document(
    desk: Desk, step: Step, around: Around, notice: Notice, known: Known | None, originals: Sequence[Path]
) -> int:
    values: dict[str, Value] = {
        "title": (notice.title or notice.doc_number or notice.source)[:500],
        "doc_number": notice.doc_number,
        "issuer": notice.issuer,
        "issued_on": notice.issued_on,
        "published_on": notice.published_on,
        "index_number": notice.index_number,
        "validity": _validity(desk, notice.validity),
        "text": notice.text,
    }
    standing = _standing(desk, known)
    if "based_on" not in standing:
        values["based_on"] = _basis(around, notice, known)
    if originals and "files" not in standing:
        values["files"] = attached(desk, desk.registers["documents"].field("files"), tuple(originals))
    if known is None:
        return step.insert("documents", values)
    filled = {name: value for name, value in values.items() if value and name not in standing}
    step.update("documents", known.document_id, filled)
    return known.document_id


def _standing(desk: Desk, known: Known | None) -> frozenset[str]:
    """The facts that stay as they are: those a document with tasks has, but for a title that is only its 文号."""
    if known is None or not known.tasks:
        return frozenset()
    values = desk.book.values("documents", known.document_id)
    number = values["doc_number"]
    bare = bool(number) and plain_name(values["title"]) == plain_name(number)
    return frozenset(name for name, value in values.items() if value and not (bare and name == "title"))


def _basis(around: Around, notice: Notice, known: Known | None) -> tuple[Value, ...]:
    """The documents this one rests on, registered where they are new."""
    itself = {plain_name(name) for name in (notice.doc_number, notice.title) if name}
    others = [name[:500] for name in notice.based_on if name.strip() and plain_name(name) not in itself]
    basis = dict.fromkeys(around.find("documents", name) for name in others)
    return tuple(item for item in basis if item not in (None, known and known.document_id))


def _validity(desk: Desk, text: str | None) -> str | None:
    options: tuple[str, ...] = getattr(desk.registers["documents"].field("validity"), "options", ())
    if text in options:
        return text
    return options[0] if text and "有效" in text and "无效" not in text else None


def _task_values(task: DraftTask, document: int, around: Around) -> dict[str, Value]:
    def units(names: Sequence[str]) -> tuple[Value, ...]:
        return tuple(dict.fromkeys(around.find("units", name) for name in names if name.strip()))

    return {
        "number": task.number or None,
        "section": " > ".join(task.section)[:2000] or None,
        "content": task.text,
        "lead_units": units(task.lead_units),
        "responsible_units": units(task.responsible_units),
        "cooperating_units": units(task.cooperating_units),
        "deadline_text": task.deadline_text or None,
        "due_on": task.due_on,
        "ongoing": task.ongoing,
        "recurrence": task.recurrence,
        "note": task.note or None,
        "source": document,
        "clause": task.clause or None,
    }
