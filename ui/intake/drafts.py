"""What the review works on: a notice's proposed tasks and document fields while a person corrects them.

Plain values: the review's models and panes show it and change it through its methods; nothing is
stored before the whole is handed to `models.operations.bringing_in`. Used by `ui.intake` only.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from models.base.errors import FieldError
from models.base.fields import NOBODY, Field, plain_name
from models.base.register import Registers
from models.intake.notice import DraftTask, Notice
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import Deadline, DocumentDates, read_slot, year_of_title
from models.workdays.recurrence import describe_recurrence
from ui.intake.duties import duty_tasks
from ui.intake.typed_units import IsKnown, names_of_notice, read_names

BETWEEN_UNITS = "；"
UNIT_FIELDS = ("lead_units", "responsible_units", "cooperating_units")
TASK_FIELDS = ("number", "content", *UNIT_FIELDS, "deadline_text", "due_on")
DOCUMENT_FIELDS = ("title", "doc_number", "issuer", "issued_on")
ONGOING = "长期坚持"
_SAYS_ONGOING = re.compile(r"长期坚持|长期|持续推进|持续")
_NOTICE_NAMES = {"content": "text"}


@dataclass(eq=False)
class Draft:
    """One proposed task as it stands now and as it was read; its identity stays while its wording changes."""

    task: DraftTask
    origin: DraftTask
    is_duty: bool = False
    """A dated duty of the document, offered below its tasks."""
    is_there: bool = False
    """The workbook has this task already; it can't be ticked."""

    @property
    def has_units(self) -> bool:
        """Whether any unit is named, in any role."""
        return any(getattr(self.task, name) for name in UNIT_FIELDS)


class Drafts:
    """A notice under review."""

    def __init__(
        self, notice: Notice, registers: Registers, calendar: WorkCalendar, is_registered: IsKnown = lambda _name: False
    ) -> None:
        self.original = notice
        self.notice = notice
        self._registers = registers
        self._calendar = calendar
        self.items = [Draft(task, task) for task in notice.tasks]
        self.items += [Draft(task, task, is_duty=True) for task in duty_tasks(notice, self.dates, calendar)]
        self._read_items = list(self.items)
        self._is_registered = is_registered
        self._holds: Callable[[DraftTask], bool] = lambda _task: False
        self._named = names_of_notice(notice)
        self._removed: list[list[tuple[int, Draft]]] = []

    @property
    def is_edited(self) -> bool:
        """Whether anything differs from what was read, ticks included."""
        changed = any(item.task != item.origin for item in self.items)
        return changed or self.notice != self.original or self.items != self._read_items

    @property
    def tasks(self) -> list[Draft]:
        """The tasks of the notice, without its duties."""
        return [item for item in self.items if not item.is_duty]

    @property
    def duties(self) -> list[Draft]:
        """The duties offered below the tasks."""
        return [item for item in self.items if item.is_duty]

    @property
    def chosen(self) -> tuple[DraftTask, ...]:
        """The tasks to be brought in, as they stand now."""
        return tuple(item.task for item in self.items if item.task.ticked)

    @property
    def result(self) -> Notice:
        """The notice with its edited fields and all its tasks that were not removed."""
        return replace(self.notice, tasks=tuple(item.task for item in self.tasks))

    @property
    def lacks_units(self) -> bool:
        """Whether no task names a unit, so that none is proposed for acceptance."""
        return bool(self.tasks) and not any(item.has_units for item in self.items)

    @cached_property
    def _places(self) -> list[tuple[int, int, Draft]]:
        return sorted(((*item.task.span, item) for item in self.items), key=lambda place: (place[0], -place[1]))

    def at(self, position: int) -> Draft | None:
        """The task whose clause holds this character of the text, the narrowest one."""
        around = [place for place in self._places if place[0] <= position <= place[1]]
        return min(around, key=lambda place: place[1] - place[0])[2] if around else None

    # -- tasks ----------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        """The declaration of a task's field."""
        return self._registers["tasks"].field(name)

    def text_of(self, draft: Draft, name: str) -> str:
        """A field as people read it."""
        if name == "due_on":
            return spoken_due(draft.task)
        value: Any = getattr(draft.task, _NOTICE_NAMES.get(name, name))
        return BETWEEN_UNITS.join(value) if name in UNIT_FIELDS else value

    def set_text(self, draft: Draft, name: str, text: str) -> bool:
        """Set a field from what a person typed; False when that changes nothing.

        Raises:
            FieldError: the text does not fit the field.
        """
        before = draft.task
        if text.strip() == self.text_of(draft, name):
            return False
        draft.task = replace(before, **self._read(name, text.strip()))
        draft.is_there = self._holds(draft.task)
        if draft.is_there:
            draft.task = replace(draft.task, ticked=False)
        return draft.task != before

    def _read(self, name: str, text: str) -> dict[str, Any]:
        if name in UNIT_FIELDS:
            return {name: self.read_units(name, text)}
        if name == "due_on":
            return self._read_due(text)
        value = self.field(name).accept(text, NOBODY) or ""
        if name == "deadline_text":
            return {"deadline_text": value, **_meaning(self.read_deadline(value))}
        return {_NOTICE_NAMES.get(name, name): value}

    def read_units(self, name: str, text: str) -> tuple[str, ...]:
        """The units in what was typed for a role."""
        return read_names(self.field(name), text, self._is_known)

    def _is_known(self, name: str) -> bool:
        return plain_name(name) in self._named or self._is_registered(name)

    def new_units(self, draft: Draft, name: str) -> tuple[str, ...]:
        """The units of a role that are not in the workbook and will be registered."""
        return tuple(unit for unit in getattr(draft.task, name) if not self._is_registered(unit))

    def typed_new_units(self, draft: Draft) -> tuple[str, ...]:
        """The units that a person brought into a task and that nobody has named so far."""
        found = [unit for name in UNIT_FIELDS for unit in getattr(draft.task, name) if not self._is_known(unit)]
        return tuple(dict.fromkeys(found))

    def _read_due(self, text: str) -> dict[str, Any]:
        if _SAYS_ONGOING.fullmatch(text):
            return {"due_on": None, "ongoing": True}
        day: date | None = self.field("due_on").accept(text, NOBODY)
        return {"due_on": day, "ongoing": False, "recurrence": None}

    def tick(self, drafts: Iterable[Draft], on: bool) -> None:
        """Propose tasks for acceptance, or not."""
        for draft in drafts:
            draft.task = replace(draft.task, ticked=on and not draft.is_there)

    def set_there(self, is_there: Callable[[DraftTask], bool]) -> None:
        """Find out which tasks the workbook has already: they are not ticked, the others stand as they were read."""
        self._holds = is_there
        offered = {id(item): task.ticked for item, task in zip(self._read_items, self.original.tasks, strict=False)}
        for draft in {*self._read_items, *self.items}:
            there = is_there(draft.task)
            if there == draft.is_there:
                continue
            draft.is_there = there
            ticked = not there and offered.get(id(draft), False)
            if draft.task.ticked == draft.origin.ticked:
                draft.origin = replace(draft.origin, ticked=ticked)
            draft.task = replace(draft.task, ticked=ticked)

    @property
    def new(self) -> list[Draft]:
        """The tasks and duties that the workbook does not have."""
        return [item for item in self.items if not item.is_there]

    def remove(self, drafts: Sequence[Draft]) -> None:
        """Take tasks out of the proposal; `restore` brings the last ones back."""
        gone = [(index, item) for index, item in enumerate(self.items) if item in drafts]
        if gone:
            self._removed.append(gone)
            self._put([item for item in self.items if item not in drafts])

    def restore(self) -> list[Draft]:
        """Bring back what was removed last; the tasks brought back."""
        back = self._removed.pop() if self._removed else []
        items = list(self.items)
        for index, item in back:
            items.insert(index, item)
        self._put(items)
        return [item for _, item in back]

    def _put(self, items: list[Draft]) -> None:
        self.items = items
        self.__dict__.pop("_places", None)

    # -- deadlines and the document -------------------------------------------------------------------

    @property
    def dates(self) -> DocumentDates:
        """What the document says of its own time."""
        return DocumentDates(year_of_title(self.notice.title), self.notice.issued_on, self.notice.published_on)

    def read_deadline(self, text: str, dates: DocumentDates | None = None) -> Deadline:
        """What the wording of a deadline means in this document."""
        return read_slot(text, dates or self.dates, self._calendar)

    def doubts_of(self, draft: Draft) -> tuple[str, ...]:
        """What is doubtful about a task; a rewritten deadline brings its own doubts in place of the old one's."""
        standing = draft.origin.warnings
        if draft.task.deadline_text != draft.origin.deadline_text:
            gone = set(self.read_deadline(draft.origin.deadline_text).warnings)
            found = self.read_deadline(draft.task.deadline_text).warnings
            standing = (*(sentence for sentence in standing if sentence not in gone), *found)
        return tuple(dict.fromkeys(standing))

    def document_field(self, name: str) -> Field:
        """The declaration of a document's field."""
        return self._registers["documents"].field(name)

    def document_text(self, name: str) -> str:
        """A field of the document as people read it."""
        return self.document_field(name).format(getattr(self.notice, name), NOBODY)

    def set_document(self, name: str, text: str) -> list[Draft]:
        """Set a field of the document; the tasks whose deadline means another day because of it.

        A due date that a person (or the running text) set, and not the wording, stays as it is.

        Raises:
            FieldError: the text does not fit the field.
        """
        if text.strip() == self.document_text(name):
            return []
        value = self.document_field(name).accept(text.strip(), NOBODY)
        before = self.dates
        changed: dict[str, Any] = {name: value}
        self.notice = replace(self.notice, **changed)
        return self._read_again(before) if self.dates != before else []

    def _read_again(self, before: DocumentDates) -> list[Draft]:
        """Read every deadline with the document's new dates."""
        followed = []
        meanings: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        for draft in self.items:
            text = draft.task.deadline_text
            if not text:
                continue
            if text not in meanings:
                meanings[text] = (_meaning(self.read_deadline(text, before)), _meaning(self.read_deadline(text)))
            old, new = meanings[text]
            if new != old and all(getattr(draft.task, name) == value for name, value in old.items()):
                draft.task = replace(draft.task, **new)
                followed.append(draft)
        return followed


def known_told(tasks: int, drafts: Drafts) -> str:
    """What is said on top of a notice that was brought in before, with so many tasks in the workbook."""
    told = f"这份文件已导入过，有 {tasks} 项任务在台账里"
    chosen = len(drafts.chosen)
    if chosen:
        return f"{told}；勾选的 {chosen} 项是新的。"
    return (
        f"{told}；另外 {len(drafts.new)} 项是新的，请勾选要导入的。"
        if drafts.new
        else f"{told}，没有新的任务可以导入。"
    )


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


def _meaning(found: Deadline) -> dict[str, Any]:
    return {"due_on": found.due_on, "ongoing": found.ongoing, "recurrence": found.recurrence}
