"""What a person types into a cell of the review, read by the declarations of the registers. Plain values.

Used by `ui.intake.drafts` only.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from models.base.fields import NOBODY, Field, plain_name
from models.base.register import Registers
from models.intake.notice import Notice
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import Deadline, DocumentDates, read_slot
from ui.intake.draft import UNIT_FIELDS, meaning
from ui.intake.typed_units import IsKnown, names_of_notice, read_names

NOTICE_NAMES = {"content": "text"}
"""Fields of the register that the notice's tasks call otherwise."""
_SAYS_ONGOING = re.compile(r"长期坚持|长期|持续推进|持续")


class Cells:
    """Reads texts of cells; `dates` answers what the document says of its own time now."""

    def __init__(
        self,
        registers: Registers,
        calendar: WorkCalendar,
        notice: Notice,
        is_registered: IsKnown,
        dates: Callable[[], DocumentDates],
    ) -> None:
        self._registers = registers
        self._calendar = calendar
        self._named = names_of_notice(notice)
        self._is_registered = is_registered
        self._dates = dates

    def field(self, name: str) -> Field:
        """The declaration of a task's field."""
        return self._registers["tasks"].field(name)

    def document_field(self, name: str) -> Field:
        """The declaration of a document's field."""
        return self._registers["documents"].field(name)

    def read(self, name: str, text: str) -> dict[str, Any]:
        """What the text of a field sets in a task.

        Raises:
            FieldError: the text does not fit the field.
        """
        if name in UNIT_FIELDS:
            return {name: self.read_units(name, text)}
        if name == "due_on":
            return self._read_due(text)
        value = self.field(name).accept(text, NOBODY) or ""
        if name == "deadline_text":
            return {"deadline_text": value, **meaning(self.read_deadline(value))}
        return {NOTICE_NAMES.get(name, name): value}

    def _read_due(self, text: str) -> dict[str, Any]:
        if _SAYS_ONGOING.fullmatch(text):
            return {"due_on": None, "ongoing": True}
        day: date | None = self.field("due_on").accept(text, NOBODY)
        return {"due_on": day, "ongoing": False, "recurrence": None}

    def read_units(self, name: str, text: str) -> tuple[str, ...]:
        """The units in what was typed for a role."""
        return read_names(self.field(name), text, self.is_known)

    def read_deadline(self, text: str, dates: DocumentDates | None = None) -> Deadline:
        """What the wording of a deadline means in this document."""
        return read_slot(text, dates or self._dates(), self._calendar)

    def is_registered(self, name: str) -> bool:
        """Whether the workbook has a unit."""
        return self._is_registered(name)

    def is_known(self, name: str) -> bool:
        """Whether the workbook or the notice itself names a unit."""
        return plain_name(name) in self._named or self._is_registered(name)
