"""What an operation works with, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.base.clock import Clock
from models.base.fields import Values
from models.base.record import Changes
from models.base.register import Register, Registers
from models.workbook import Workbook
from models.workbook.office import words_setting
from models.workbook.steps import Step
from models.workdays.calendar import WorkCalendar


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

    @property
    def registers(self) -> Registers:
        """All registers of the program."""
        return self.book.registers

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar with the office's overrides, as they are now; ClerkError when they can't be read."""
        return self.book.calendar

    def sibling(self) -> "Desk":
        """The same desk over a connection of its own, for a worker thread; close its book after use."""
        return Desk(self.book.sibling(), self.clock, self.resources)


class Around:
    """The surroundings of a rule. Inside a running step a name that links need is registered on the way."""

    def __init__(self, desk: Desk, step: Step | None = None) -> None:
        self._desk = desk
        self._step = step
        self.created: dict[str, list[str]] = {}
        self.added_words: list[str] = []

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar."""
        return self._desk.calendar

    def today(self) -> date:
        """The present day."""
        return self._desk.clock.today()

    def stated_year(self) -> int | None:
        """None: what is typed states no year around itself."""
        return None

    def values(self, register: str, record_id: int) -> Values:
        """The values of another record."""
        return self._desk.book.values(register, record_id)

    def linked(self, register: str, field: str) -> Mapping[int, Sequence[int]]:
        """What every record of a register links to by one field."""
        return self._desk.book.linked(register, field)

    def setting(self, key: str, default: str = "") -> str:
        """One of the office's settings."""
        return self._desk.book.setting(key, default)

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
            found = self._step.insert(register, self.of_name(declared, text.strip()))
            self.created.setdefault(register, []).append(text.strip())
        return found

    def of_name(self, register: Register, name: str) -> Values:
        """The values of a record that is known only by its name; names of others in it (its parent) are found in turn.

        Raises:
            FieldError: it can't be a name of that register.
        """
        assert register.from_name is not None
        made = register.from_name(name).items()
        return {
            key: register.field(key).accept(value, self) if register.field(key).target else value for key, value in made
        }

    def words(self, key: str) -> tuple[str, ...]:
        """The office's own list of words."""
        return self._desk.book.words(key)

    def add_word(self, key: str, words: tuple[str, ...], word: str) -> None:
        """The word joins the list; it counts as said in the sentence of the operation."""
        if self._step is not None and word not in words:
            self._step.keep_setting(words_setting(key), "\n".join((*words, word)))
            self.added_words.append(word)

    def told(self) -> str:
        """What was registered on the way, as the end of a sentence."""
        registers: Mapping[str, Register] = self._desk.registers
        parts = [
            f"新登记{registers[name].noun} {len(made)} {registers[name].counter}" for name, made in self.created.items()
        ]
        if self.added_words:
            parts.append(f"选项里增加了“{'”“'.join(self.added_words[:3])}”{'等' if len(self.added_words) > 3 else ''}")
        return f"，{'，'.join(parts)}" if parts else ""
