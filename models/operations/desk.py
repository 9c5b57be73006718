"""What an operation works with, and what it gives back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.base.clock import Clock
from models.base.errors import ClerkError
from models.base.fields import Values
from models.base.record import Changes
from models.base.register import Register, Registers
from models.workbook import Workbook
from models.workbook.steps import Step
from models.workdays.calendar import WorkCalendar

HOLIDAY_SETTING = "holiday_overrides"
"""Setting: the office's own working days and holidays, JSON {"2027-02-08": false}."""


@dataclass(frozen=True)
class Outcome:
    """What an operation did: the changes, a sentence for the strip at the foot, and the records it made."""

    changes: Changes
    message: str
    ids: tuple[int, ...] = ()
    undoable: bool = True
    """Whether 撤销 beside the sentence would take back just this."""


@dataclass(frozen=True)
class Desk:
    """An open workbook with its clock and the program's resources."""

    book: Workbook
    clock: Clock
    resources: Path
    _calendars: dict[str, WorkCalendar] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def registers(self) -> Registers:
        """All registers of the program."""
        return self.book.registers

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar with the office's overrides, as they are now.

        Raises:
            ClerkError: the setting can't be read.
        """
        told = self.book.setting(HOLIDAY_SETTING, "{}")
        if told not in self._calendars:
            self._calendars.clear()
            self._calendars[told] = _calendar(told)
        return self._calendars[told]

    def sibling(self) -> "Desk":
        """The same desk over a connection of its own, for a worker thread; close its book after use."""
        return Desk(self.book.sibling(), self.clock, self.resources)


def _calendar(told: str) -> WorkCalendar:
    try:
        return WorkCalendar({date.fromisoformat(day): bool(works) for day, works in json.loads(told).items()})
    except (ValueError, TypeError, AttributeError):
        raise ClerkError(
            f'设置“{HOLIDAY_SETTING}”读不懂，请改成 {{"2027-02-08": false}} 这样，或删掉这项设置。'
        ) from None


class Around:
    """The surroundings of a rule. Inside a running step a name that links need is registered on the way."""

    def __init__(self, desk: Desk, step: Step | None = None) -> None:
        self._desk = desk
        self._step = step
        self.created: dict[str, list[str]] = {}

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar."""
        return self._desk.calendar

    def today(self) -> date:
        """The present day."""
        return self._desk.clock.today()

    def values(self, register: str, record_id: int) -> Values:
        """The values of another record."""
        return self._desk.book.values(register, record_id)

    def title(self, register: str, record_id: int) -> str:
        """The name under which a record is shown."""
        return self._desk.book.title(register, record_id)

    def known(self, register: str, text: str) -> int | None:
        """The record known by this name."""
        return self._desk.book.find(register, text)

    def find(self, register: str, text: str) -> int | None:
        """The record known by this name; made on the spot where the register allows it."""
        found = self._desk.book.find(register, text)
        declared: Register = self._desk.registers[register]
        if found is None and self._step is not None and declared.from_name is not None and text.strip():
            found = self._step.insert(register, declared.from_name(text.strip()))
            self.created.setdefault(register, []).append(text.strip())
        return found

    def told(self) -> str:
        """What was registered on the way, as the end of a sentence."""
        registers: Mapping[str, Register] = self._desk.registers
        parts = [
            f"新登记{registers[name].noun} {len(made)} {registers[name].counter}" for name, made in self.created.items()
        ]
        return f"，{'，'.join(parts)}" if parts else ""
