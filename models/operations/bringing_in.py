"""Bringing in (导入): a notice's accepted tasks, its document and its units, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import ClerkError
from models.base.fields import Value, plain_name
from models.base.progress import Report, ignore_progress
from models.intake import DraftTask, Notice
from models.operations import matching
from models.operations.comparing import DEADLINE
from models.operations.desk import Around, Desk, Outcome
from models.operations.matching import Decision
from models.operations.recognising import IMPORT, Known, already_known
from models.operations.records import attached
from models.registers import usual
from models.workbook.steps import Step

__all__ = ["CANCELLED", "Known", "Update", "already_known", "bring_in", "shortened"]

CANCELLED = "新版通知中已取消"
"""The remark on a task that a newer version of its notice has no longer."""

_TITLE = 14
TO_CHECK = "待核对："
"""Begins the lines of a task's remark that keep doubts nobody settled in the review."""


@dataclass(frozen=True)
class Update:
    """A task of the workbook that a newer reading of its notice changes: these fields, as `task` has them.

    `fields` are names of `comparing.COMPARED`; deadline_text stands for all that the deadline means.
    """

    task_id: int
    task: DraftTask
    fields: tuple[str, ...]


def shortened(text: str, most: int = _TITLE) -> str:
    """A title that fits a sentence: what is cut off shows as …."""
    return text if len(text) <= most else text[: most - 1] + "…"


def bring_in(
    desk: Desk,
    notice: Notice,
    tasks: Sequence[DraftTask],
    *,
    originals: Sequence[Path] = (),
    decisions: Sequence[Decision] = (),
    updates: Sequence[Update] = (),
    cancelled: Sequence[int] = (),
    report: Report = ignore_progress,
) -> Outcome:
    """Keep a notice: its document (with the original files), its units, and the tasks chosen.

    A document that has tasks already takes further ones; of its own facts only the empty ones are filled in.
    `decisions` are what the clerk said of unit names; `updates` bring tasks of the document up to date;
    `cancelled` are tasks that the notice has no longer: their remark says so.

    Raises:
        ClerkError: this document has tasks in the workbook already, and nothing is chosen or one of them;
            nothing is changed.
    """
    known = already_known(desk, notice)
    if known is not None and known.tasks:
        _refuse_again(known, notice, tasks, chosen=bool(tasks or updates or cancelled))
    made: list[int] = []
    told: list[str] = []

    def work(step: Step) -> None:
        around = Around(desk, step)
        document = _keep_document(desk, step, around, notice, known, originals, changed=bool(updates))
        kept = matching.keep(desk, step, around, decisions, [*tasks, *(update.task for update in updates)])
        rows = [_task_values(task, document, around) for task in tasks]
        made.extend(step.insert_many("tasks", rows, report))
        for update in updates:
            step.update("tasks", update.task_id, _updated(update, document, around))
        for identity in cancelled:
            _mark_cancelled(desk, step, identity)
        basis = len(around.created.pop("documents", ()))
        told.append(around.told() + kept + (f"，依据的文件 {basis} 份一并登记" if basis else ""))

    title = _title(notice, len(tasks), len(updates), len(cancelled))
    changes = desk.book.change(IMPORT, title, work)
    doubted = sum(TO_CHECK in task.note for task in tasks)
    if doubted:
        told.append(f"；{doubted} 项还有没核对的疑问，记在备注里（{TO_CHECK}…）")
    return Outcome(changes, f"已{title}{''.join(told)}。", (*made, *(update.task_id for update in updates)))


def _title(notice: Notice, tasks: int, updates: int, cancelled: int) -> str:
    parts = [f"导入 {tasks} 项任务"] if tasks else []
    parts += [f"更新 {updates} 项任务"] if updates else []
    parts += [f"注明取消 {cancelled} 项任务"] if cancelled else []
    return "，".join(parts) or f"登记来源文件“{shortened(notice.title)}”"


def _refuse_again(known: Known, notice: Notice, tasks: Sequence[DraftTask], *, chosen: bool) -> None:
    """Refuse what would bring in nothing, or something twice."""
    if not chosen:
        name = notice.doc_number or shortened(notice.title, 30)
        raise ClerkError(f"“{name}”已导入过，有 {known.tasks} 项任务在台账里；请勾选新的任务再导入。")
    there = [task for task in tasks if known.holds(task)]
    if there:
        several = f"等 {len(there)} 项任务" if len(there) > 1 else ""
        raise ClerkError(f"“{shortened(there[0].text, 20)}”{several}已在台账里，请取消勾选后再导入。")


def _updated(update: Update, document: int, around: Around) -> dict[str, Value]:
    """The new values of a task, with its clause, and with all that its deadline means."""
    values = _task_values(update.task, document, around)
    names = {*update.fields, "clause", *(DEADLINE if "deadline_text" in update.fields else ())}
    return {name: value for name, value in values.items() if name in names}


def _mark_cancelled(desk: Desk, step: Step, identity: int) -> None:
    values = desk.book.values("tasks", identity)
    if CANCELLED not in (values["note"] or ""):
        step.update("tasks", identity, usual.remarked(values, CANCELLED))


def _keep_document(
    desk: Desk,
    step: Step,
    around: Around,
    notice: Notice,
    known: Known | None,
    originals: Sequence[Path],
    *,
    changed: bool,
) -> int:
    """The document's id; a text that tasks were brought up to date from takes the place of the old one."""
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
    standing = _standing(desk, known) - ({"text"} if changed else set())
    if "based_on" not in standing:
        values["based_on"] = _basis(desk, step, around, notice, known)
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
    bare = _is_bare(values["title"], number)
    return frozenset(name for name, value in values.items() if value and not (bare and name == "title"))


def _is_bare(title: str, number: str | None) -> bool:
    """Whether a document is known by its 文号 only."""
    return number is not None and plain_name(title) == plain_name(number)


def _basis(desk: Desk, step: Step, around: Around, notice: Notice, known: Known | None) -> tuple[Value, ...]:
    """The documents this one rests on, registered where they are new, with the titles by which it names them."""
    itself = {plain_name(name) for name in (notice.doc_number, notice.title) if name}
    others = [name[:500] for name in notice.based_on if name.strip() and plain_name(name) not in itself]
    titles = dict(notice.basis_titles)
    basis: dict[int, None] = {}
    for name in others:
        identity = around.find("documents", name)
        if identity is None or (known is not None and identity == known.document_id):
            continue
        basis[identity] = None
        values = desk.book.values("documents", identity)
        if titles.get(name) and _is_bare(values["title"], values["doc_number"]):
            step.update("documents", identity, {"title": titles[name][:500]})
    return tuple(basis)


def _validity(desk: Desk, text: str | None) -> str | None:
    options = desk.registers["documents"].field("validity").offered(desk.book)
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
