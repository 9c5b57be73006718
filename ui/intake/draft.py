"""One proposed task under review, the names of its fields, and how its due date is spoken. Plain values.

Used by `ui.intake` only.
"""

from dataclasses import dataclass, replace
from typing import Any

from models.base.errors import FieldError
from models.intake.notice import DraftTask, Span
from models.operations.comparing import Difference
from models.workdays.deadlines import Deadline
from models.workdays.recurrence import describe_recurrence

UNIT_FIELDS = ("lead_units", "responsible_units", "cooperating_units")
TASK_FIELDS = ("number", "content", *UNIT_FIELDS, "deadline_text", "due_on")
ONGOING = "长期坚持"
MEANING = ("due_on", "ongoing", "recurrence")
"""What a deadline's wording means, field by field."""


@dataclass(eq=False)
class Draft:
    """One proposed task as it stands now and as it was read; its identity stays while its wording changes."""

    task: DraftTask
    origin: DraftTask
    is_duty: bool = False
    """A dated duty of the document, offered below its tasks."""
    is_there: bool = False
    """The workbook has this task already, as it stands here; it can't be ticked."""
    is_twin: bool = False
    """The workbook has a task in the same words from elsewhere; it is not ticked by itself."""
    task_id: int | None = None
    """The task of the workbook that it is."""
    differences: tuple[Difference, ...] = ()
    """In what that task differs; ticked, it is brought up to date."""
    sources: tuple[Span, ...] = ()
    """The clauses it was put together from, where these are several."""

    @property
    def has_units(self) -> bool:
        """Whether any unit is named, in any role."""
        return any(getattr(self.task, name) for name in UNIT_FIELDS)

    def fields(self, *, edited_too: bool) -> tuple[str, ...]:
        """The fields of the workbook's task to be brought up to date."""
        return tuple(item.field for item in self.differences if edited_too or not item.edited)

    @property
    def places(self) -> tuple[Span, ...]:
        """Where in the source it stands, clause by clause."""
        return self.sources or (self.task.span,)


def spoken_due(task: DraftTask) -> str:
    """The due date as people read it: a day, a rule, or 长期坚持."""
    if task.due_on:
        return task.due_on.isoformat()
    if task.recurrence:
        try:
            return describe_recurrence(task.recurrence)
        except FieldError:
            return task.recurrence
    return ONGOING if task.ongoing else ""


def meaning(found: Deadline) -> dict[str, Any]:
    """What a deadline sets in a task."""
    return {name: getattr(found, name) for name in MEANING}


def means(task: DraftTask, found: Deadline) -> bool:
    """Whether a task's time is what its deadline's wording says, and nobody set it otherwise."""
    return all(getattr(task, name) == value for name, value in meaning(found).items())


def read_anew(task: DraftTask, old: Deadline, new: Deadline) -> DraftTask:
    """A task as it was read, with what its deadline means by other dates of the document: day and doubts follow."""
    kept = tuple(sentence for sentence in task.warnings if sentence not in old.warnings)
    doubts = (*kept, *new.warnings) if means(task, old) else task.warnings
    meant = meaning(new) if means(task, old) else {}
    return replace(task, warnings=tuple(dict.fromkeys(doubts)), **meant)
