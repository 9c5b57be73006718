"""The clock, handed down from `main.py`; nothing below asks the system for the time by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Clock:
    """Tells the present moment.

    `now` gives the local time. A clock made with `Clock.fixed` stands still, for tests and for the
    command line's `--today`.
    """

    now: Callable[[], datetime]

    def today(self) -> date:
        """The present day."""
        return self.now().date()

    @classmethod
    def system(cls) -> "Clock":
        """The computer's own clock."""
        return cls(datetime.now)

    @classmethod
    def fixed(cls, day: date) -> "Clock":
        """A clock that stands at nine in the morning of `day`."""
        moment = datetime(day.year, day.month, day.day, 9, 0, 0)
        return cls(lambda: moment)
