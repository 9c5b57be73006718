"""Two tasks made one, one task made several: what each result keeps of what it was made from.

Plain functions over `DraftTask`; for the review window. Nothing is guessed: where the tasks put together
disagree, the first one's say stands and a doubt tells of the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from models.intake.choosing import INHERITED, NO_UNITS
from models.intake.finishing import DOUBT_SAME
from models.intake.from_wording import FROM_TEXT
from models.intake.notice import DraftTask, Span

OTHER_DEADLINES = "合并的任务完成时限不同"
_UNITS_DOUBTS = (NO_UNITS, INHERITED, FROM_TEXT)
_SAME_LINE = 12
"""Characters; wordings that stand this near in one line are one running text."""


def united(text: str, tasks: Sequence[DraftTask]) -> DraftTask:
    """One task made of several, in the order given.

    Number and section are the first one's; units are united role by role; the first stated deadline stands. The
    span covers all; the clause is the text there, or the several clauses one below the other when other words
    stand between them.
    """
    span = min(task.span[0] for task in tasks), max(task.span[1] for task in tasks)
    stating = [task for task in tasks if _states(task)]
    timed = stating[0] if stating else tasks[0]
    warnings = [sentence for task in tasks for sentence in task.warnings]
    made = replace(
        tasks[0],
        number=next((task.number for task in tasks if task.number), ""),
        text=_running(text, tasks),
        lead_units=_each(unit for task in tasks for unit in task.lead_units),
        responsible_units=_each(unit for task in tasks for unit in task.responsible_units),
        cooperating_units=_each(unit for task in tasks for unit in task.cooperating_units),
        deadline_text=timed.deadline_text,
        due_on=timed.due_on,
        ongoing=timed.ongoing,
        recurrence=timed.recurrence,
        milestones=tuple(dict.fromkeys(step for task in tasks for step in task.milestones)),
        note="\n".join(_each(task.note for task in tasks if task.note)),
        clause=_clause(text, span, tasks),
        span=span,
        marks=tuple(sorted({mark for task in tasks for mark in task.marks}, key=lambda mark: (mark.span, mark.kind))),
        ticked=any(task.ticked for task in tasks),
    )
    return replace(made, warnings=_each([*_still_true(warnings, made), *_disagreements(made, stating)]))


def part_of(whole: DraftTask, part: DraftTask, *, from_wording: bool = False) -> DraftTask:
    """A part that was read by itself, completed with what it takes over from the whole.

    It keeps units and deadline of its own and takes over those it does not name. Number, section, note and tick
    are the whole's. `from_wording`: units that the part only speaks of in its sentences count as its own.
    """
    own_units = _has_units(part) and (from_wording or not set(part.warnings) & {FROM_TEXT, INHERITED})
    changes: dict[str, object] = {
        "number": whole.number,
        "section": whole.section,
        "note": whole.note or part.note,
        "ticked": whole.ticked,
    }
    doubts = list(part.warnings)
    if not own_units:
        changes |= {
            "lead_units": whole.lead_units,
            "responsible_units": whole.responsible_units,
            "cooperating_units": whole.cooperating_units,
        }
        doubts = [sentence for sentence in doubts if sentence not in _UNITS_DOUBTS]
    if not _states(part):
        inside = tuple(
            step for step in whole.milestones if part.span[0] <= step.span[0] and step.span[1] <= part.span[1]
        )
        changes |= {
            "deadline_text": whole.deadline_text,
            "due_on": whole.due_on,
            "ongoing": whole.ongoing,
            "recurrence": whole.recurrence,
            "milestones": part.milestones or inside,
        }
    taken_over = [
        sentence
        for sentence in whole.warnings
        if not (own_units and sentence in _UNITS_DOUBTS) and not (_states(part) and "推定" in sentence)
    ]
    return replace(part, warnings=_each([*doubts, *taken_over]), **changes)  # type: ignore[arg-type]


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _has_units(task: DraftTask) -> bool:
    return bool(task.lead_units or task.responsible_units or task.cooperating_units)


def _states(task: DraftTask) -> bool:
    """Whether a task says anything about its time."""
    return bool(task.deadline_text or task.due_on or task.ongoing or task.recurrence)


def _running(text: str, tasks: Sequence[DraftTask]) -> str:
    """The wordings in order, each on a line of its own unless they ran on in the source."""
    joined = tasks[0].text
    for before, task in pairwise(tasks):
        gap = text[before.span[1] : task.span[0]]
        runs_on = before.span[1] <= task.span[0] and len(gap) < _SAME_LINE and "\n" not in gap
        joined += task.text if runs_on or not joined or not task.text else f"\n{task.text}"
    return joined


def _clause(text: str, span: Span, tasks: Sequence[DraftTask]) -> str:
    """The source of all: one stretch where nothing but signs stands between them."""
    position = span[0]
    for task in sorted(tasks, key=lambda task: task.span):
        if any(char.isalnum() for char in text[position : task.span[0]]):
            return "\n".join(task.clause for task in tasks)
        position = max(position, task.span[1])
    return text[slice(*span)]


def _still_true(warnings: Sequence[str], made: DraftTask) -> list[str]:
    return [sentence for sentence in warnings if not (sentence == NO_UNITS and _has_units(made))]


def _disagreements(made: DraftTask, stating: Sequence[DraftTask]) -> list[str]:
    doubts = []
    said = dict.fromkeys(task.deadline_text or str(task.due_on or task.recurrence or "长期坚持") for task in stating)
    if len({(task.due_on, task.ongoing, task.recurrence) for task in stating}) > 1:
        others = "".join(f"“{words}”" for words in said)
        doubts.append(f"{OTHER_DEADLINES}：{others}，暂用第一个，请核对。")
    lead, responsible, cooperating = (
        set(made.lead_units),
        set(made.responsible_units),
        set(made.cooperating_units),
    )
    twice = (lead & responsible) | (lead & cooperating) | (responsible & cooperating)
    if twice:
        doubts.append(f"{DOUBT_SAME}：{'、'.join(sorted(twice))}")
    return doubts
