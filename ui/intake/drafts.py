"""What the review works on: a notice's proposed tasks and document fields while a person corrects them.

Plain values: the review's models and panes show it and change it through its methods; nothing is
stored before the whole is handed to `models.operations.bringing_in`. Every change is a step that can be
undone. Used by `ui.intake` only.
"""

from collections.abc import Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from models.base.fields import NOBODY
from models.base.register import Registers
from models.intake.by_hand import ByHand
from models.intake.notice import DraftTask, Notice, Span
from models.operations.bringing_in import TO_CHECK, Update
from models.operations.recognising import folded_text
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import Deadline, DocumentDates, year_of_number, year_of_title
from ui.intake.cells import NOTICE_NAMES, Cells
from ui.intake.doubt_cells import is_settled_by_change
from ui.intake.draft import TASK_FIELDS, UNIT_FIELDS, Draft, meaning, means, read_anew, spoken_due
from ui.intake.duties import duty_tasks
from ui.intake.history import History
from ui.intake.known_notice import KnownNotice, place_all
from ui.intake.typed_units import IsKnown

__all__ = ["TASK_FIELDS", "UNIT_FIELDS", "Draft", "Drafts", "State", "spoken_due"]

BETWEEN_UNITS = "；"
DOCUMENT_FIELDS = ("title", "doc_number", "issuer", "issued_on")


@dataclass(frozen=True)
class State:
    """Everything that a step may change, as it is at one moment."""

    items: tuple[Draft, ...]
    tasks: tuple[tuple[DraftTask, DraftTask], ...]
    notice: Notice
    settled: frozenset[Hashable]


class Drafts:
    """A notice under review."""

    def __init__(
        self, notice: Notice, registers: Registers, calendar: WorkCalendar, is_registered: IsKnown = lambda _name: False
    ) -> None:
        self.original = notice
        self.notice = notice
        self.cells = Cells(registers, calendar, notice, is_registered, lambda: self.dates)
        self.reader = ByHand(notice, calendar)
        self.settled: frozenset[Hashable] = frozenset()
        """Doubts that a person has looked at and found to be none."""
        self.items = [Draft(task, task) for task in notice.tasks]
        self.items += [Draft(task, task, is_duty=True) for task in duty_tasks(notice, self.reader)]
        self._read_items = list(self.items)
        self.known: KnownNotice | None = None
        """The workbook's tasks of this notice, when it was brought in before."""
        self.in_question: tuple[Draft, str, Hashable] | None = None
        """The cell that is being corrected because of a doubt, and the key that settles the doubt once it changes."""
        self.history = History(self.state, self._put_back)

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
    def count(self) -> int:
        """How many tasks there are: those of the notice, and the duties that were taken up."""
        return sum(not item.is_duty or item.task.ticked for item in self.items)

    @property
    def chosen(self) -> tuple[DraftTask, ...]:
        """The tasks to be brought in, as they stand now; doubts that nobody settled go into their remarks."""
        return tuple(self._noted(item) for item in self.items if item.task.ticked and not item.differences)

    def _noted(self, item: Draft) -> DraftTask:
        from ui.intake.doubts import open_doubts

        lines = [f"{TO_CHECK}{sentence}" for sentence in open_doubts(self, item)]
        return replace(item.task, note="\n".join(filter(None, (item.task.note, *lines))))

    @property
    def updates(self) -> tuple[Update, ...]:
        """The tasks of the workbook to be brought up to date."""
        ticked = (item for item in self.items if item.task.ticked and item.differences)
        return tuple(
            Update(item.task_id, item.task, self.fields_of(item)) for item in ticked if item.task_id is not None
        )

    def fields_of(self, draft: Draft) -> tuple[str, ...]:
        """The fields of a changed task to be brought up to date, as the clerk chose."""
        return draft.fields(edited_too=self.known is not None and self.known.edited_too)

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
        return sorted(((*place, item) for item in self.items for place in item.places), key=lambda found: found[:2])

    def at(self, position: int) -> Draft | None:
        """The task whose clause holds this character of the text, the narrowest one."""
        around = [place for place in self._places if place[0] <= position <= place[1]]
        return min(around, key=lambda place: place[1] - place[0])[2] if around else None

    @cached_property
    def unlisted(self) -> tuple[Span, ...]:
        """The paragraphs of the notice that read like work and became nothing."""
        return self.reader.unlisted([(start, end) for start, end, _ in self._places])

    # -- steps ----------------------------------------------------------------------------------------

    def step(self, name: str) -> AbstractContextManager[None]:
        """Makes what is done inside one step that can be undone."""
        return self.history.step(name)

    def state(self) -> State:
        """What is proposed now, to be kept."""
        tasks = tuple((item.task, item.origin) for item in self.items)
        return State(tuple(self.items), tasks, self.notice, self.settled)

    def take_up(self, state: State) -> None:
        """Go on from what was kept of another review of the same notice; a step."""
        with self.step("接着上次的核对"):
            self._put_back(state)

    def _put_back(self, state: State) -> None:
        for item, (task, origin) in zip(state.items, state.tasks, strict=True):
            item.task, item.origin = task, origin
            self._look_up(item)
        self.notice, self.settled = state.notice, state.settled
        self.put_items(list(state.items))

    def put_items(self, items: list[Draft]) -> None:
        """Take these for all the proposed tasks; inside a `step`."""
        self.items = items
        for name in ("_places", "unlisted"):
            self.__dict__.pop(name, None)

    def place_new(self, task: DraftTask, sources: tuple[Span, ...] = (), *, is_duty: bool = False) -> Draft:
        """A new proposal, which is nowhere in the list so far."""
        made = Draft(task, task, is_duty=is_duty, sources=sources)
        self._look_up(made)
        return made

    def _look_up(self, draft: Draft) -> None:
        """Whether the workbook has a task as it stands now, and in what it differs."""
        if self.known is not None:
            self.known.place(draft)
        if not self.may_tick(draft):
            draft.task = replace(draft.task, ticked=False)

    def may_tick(self, draft: Draft) -> bool:
        """Whether there is something to bring in: a new task, or a field to be brought up to date."""
        return not draft.is_there and (not draft.differences or bool(self.fields_of(draft)))

    # -- tasks ----------------------------------------------------------------------------------------

    def text_of(self, draft: Draft, name: str) -> str:
        """A field as people read it."""
        if name == "due_on":
            return spoken_due(draft.task)
        value: Any = getattr(draft.task, NOTICE_NAMES.get(name, name))
        return BETWEEN_UNITS.join(value) if name in UNIT_FIELDS else value

    def set_text(self, draft: Draft, name: str, text: str) -> bool:
        """Set a field from what a person typed; False when that changes nothing.

        Raises:
            FieldError: the text does not fit the field.
        """
        before = draft.task
        if text.strip() == self.text_of(draft, name):
            return False
        with self.step(f"修改{self.cells.field(name).title}"):
            draft.task = replace(before, **self.cells.read(name, text.strip()))
            self._look_up(draft)
            if self.in_question is not None and self.in_question[:2] == (draft, name):
                self.settled |= {self.in_question[2]}
                self.in_question = None
        return draft.task != before

    def new_units(self, draft: Draft, name: str) -> tuple[str, ...]:
        """The units of a role that are not in the workbook and will be registered."""
        return tuple(unit for unit in getattr(draft.task, name) if not self.cells.is_registered(unit))

    def typed_new_units(self, draft: Draft) -> tuple[str, ...]:
        """The units that a person brought into a task and that nobody has named so far."""
        found = [unit for name in UNIT_FIELDS for unit in getattr(draft.task, name) if not self.cells.is_known(unit)]
        return tuple(dict.fromkeys(found))

    def tick(self, drafts: Iterable[Draft], on: bool) -> None:
        """Propose tasks for acceptance, or not."""
        with self.step("打勾" if on else "取消打勾"):
            for draft in drafts:
                draft.task = replace(draft.task, ticked=on and self.may_tick(draft))

    def set_known(self, known: KnownNotice | None, twins: frozenset[str] = frozenset()) -> None:
        """Find out which tasks the workbook has: those are not ticked, changed ones are, the others as they were read.

        twins: folded wordings of tasks that it has from elsewhere; they can be ticked, but are not by themselves.
        """
        self.known = known
        offered = {id(item): task.ticked for item, task in zip(self._read_items, self.original.tasks, strict=False)}
        everything = [*self.items, *(item for item in self._read_items if item not in self.items)]
        before = [_standing(draft) for draft in everything]
        place_all(known, everything)
        for draft, stood in zip(everything, before, strict=True):
            draft.is_twin = bool(twins) and folded_text(draft.origin.text) in twins
            if stood == _standing(draft):
                continue
            default = bool(draft.differences) or (offered.get(id(draft), False) and not draft.is_twin)
            ticked = default and self.may_tick(draft)
            if draft.task.ticked == draft.origin.ticked:
                draft.origin = replace(draft.origin, ticked=ticked)
            draft.task = replace(draft.task, ticked=ticked)

    @property
    def new(self) -> list[Draft]:
        """The tasks and duties that the workbook does not have, or not as they stand here."""
        return [item for item in self.items if not item.is_there]

    def remove(self, drafts: Sequence[Draft]) -> None:
        """Take tasks out of the proposal."""
        with self.step(f"移除 {len(drafts)} 项任务"):
            self.put_items([item for item in self.items if item not in drafts])

    # -- doubts ---------------------------------------------------------------------------------------

    def doubts_of(self, draft: Draft) -> tuple[str, ...]:
        """What is doubtful about a task as it stands: a cell that was changed is out of doubt.

        A rewritten deadline brings doubts of its own, as long as nobody set the day by hand.
        """
        standing = [sentence for sentence in draft.origin.warnings if not is_settled_by_change(draft, sentence)]
        if draft.task.deadline_text != draft.origin.deadline_text:
            found = self.cells.read_deadline(draft.task.deadline_text)
            if means(draft.task, found):
                standing += found.warnings
        return tuple(dict.fromkeys(standing))

    def settle(self, keys: Iterable[Hashable]) -> None:
        """These doubts have been looked at and are none."""
        with self.step("确认疑问"):
            self.settled |= frozenset(keys)

    # -- deadlines and the document -------------------------------------------------------------------

    @property
    def dates(self) -> DocumentDates:
        """What the document says of its own time."""
        return DocumentDates(
            year_of_title(self.notice.title),
            self.notice.issued_on,
            self.notice.published_on,
            year_of_number(self.notice.doc_number),
        )

    def document_text(self, name: str) -> str:
        """A field of the document as people read it."""
        return self.cells.document_field(name).format(getattr(self.notice, name), NOBODY)

    def set_document(self, name: str, text: str) -> list[Draft]:
        """Set a field of the document; the tasks whose deadline means another day because of it.

        A due date that a person (or the running text) set, and not the wording, stays as it is.

        Raises:
            FieldError: the text does not fit the field.
        """
        if text.strip() == self.document_text(name):
            return []
        value = self.cells.document_field(name).accept(text.strip(), NOBODY)
        before = self.dates
        changed: dict[str, Any] = {name: value}
        with self.step(f"修改文件的{self.cells.document_field(name).title}"):
            self.notice = replace(self.notice, **changed)
            return self._read_again(before) if self.dates != before else []

    def _read_again(self, before: DocumentDates) -> list[Draft]:
        """Read every deadline with the document's new dates; what was read is taken for read with them."""
        followed = []
        readings: dict[str, tuple[Deadline, Deadline]] = {}
        for draft in self.items:
            text = draft.task.deadline_text
            if not text:
                continue
            if text not in readings:
                readings[text] = (self.cells.read_deadline(text, before), self.cells.read_deadline(text))
            old, new = readings[text]
            if draft.origin.deadline_text == text:
                draft.origin = read_anew(draft.origin, old, new)
            if meaning(new) != meaning(old) and means(draft.task, old):
                draft.task = replace(draft.task, **meaning(new))
                followed.append(draft)
        return followed


def _standing(draft: Draft) -> tuple[bool, bool, int | None, bool]:
    """How a proposal stands to the workbook."""
    return draft.is_there, draft.is_twin, draft.task_id, bool(draft.differences)
