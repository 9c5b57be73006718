"""The places in the sample's wording (resources/sample), filled in for the day on which the sample is made.

Days: {d-40} and {d+5} lie so many days from today; {o-40} is the office day there, the working day on or before it, ahead
of today on or after it; {w-20} is that many working days from the last one up to today; {m-2} is a month. {y-30} is the
year of {o-30}.
Of the day that a thing happened on: {Y} is its year, and {n} the next number of its series in that year; {n:21} begins
at 21, {n+1} leaves one out, {nnn} has three digits.

What is sent, signed or published stands on office days, so that no holiday is worked on; numbers follow from the days.
"""

import re
from datetime import date, timedelta

from models.base.fields import read_date
from models.operations.desk import Desk

_PLACE = re.compile(r"\{([mdowy])([+-]\d+)?\}")
_NUMBER = re.compile(r"\{(n+)(?:\+(\d+))?(?::(\d+))?\}")


class Places:
    """Fills in the wording of one sample; remembers which numbers are taken."""

    def __init__(self, desk: Desk) -> None:
        self.today = desk.clock.today()
        self._calendar = desk.calendar
        self._taken: dict[str, int] = {}
        self.last_workday = self.workday(self.today)

    def workday(self, day: date) -> date:
        """The day, or the last working day before it."""
        while not self._calendar.is_workday(day):
            day -= timedelta(days=1)
        return day

    def next_workday(self, day: date) -> date:
        """The first working day after it."""
        return self._calendar.add_workdays(day, 1)

    def office_day(self, shift: int) -> date:
        """The working day so many days from today: on or before that day, ahead of today on or after it."""
        day = self.today + timedelta(days=shift)
        return self.workday(day) if shift <= 0 else self.next_workday(day - timedelta(days=1))

    def by_workdays(self, shift: int) -> date:
        """So many working days from the last one up to today."""
        if shift >= 0:
            return self._calendar.add_workdays(self.last_workday, shift)
        day = self.last_workday
        for _ in range(-shift):
            day = self.workday(day - timedelta(days=1))
        return day

    def event_day(self, told: int | str) -> date:
        """The working day of an event, not in the future: days from today, or a place such as {w-5}."""
        return self.office_day(told) if isinstance(told, int) else self.day(told)

    def day(self, told: str) -> date:
        """The day of a place such as {o-5}."""
        day = read_date(self.text(told))
        assert day is not None, told
        return day

    def text(self, told: str, on: date | None = None) -> str:
        """The wording with its places filled in; `on` is the day that it happened on."""
        text = _PLACE.sub(self._put, told)
        return text if on is None else self._number(text.replace("{Y}", str(on.year)))

    def _put(self, match: re.Match[str]) -> str:
        kind, shift = match[1], int(match[2] or 0)
        if kind == "m":
            months = self.today.year * 12 + self.today.month - 1 + shift
            return f"{months // 12}年{months % 12 + 1}月"
        if kind == "w":
            day = self.by_workdays(shift)
        elif kind == "d":
            day = self.today + timedelta(days=shift)
        else:
            day = self.office_day(shift)
        return str(day.year) if kind == "y" else f"{day.year}年{day.month}月{day.day}日"

    def _number(self, text: str) -> str:
        """The text with its {n}; what stands before it, with the year, names the series."""
        match = _NUMBER.search(text)
        if match is None:
            return text
        series = text[: match.start()]
        number = self._taken.get(series, int(match[3] or 1) - 1) + 1 + int(match[2] or 0)
        self._taken[series] = number
        return f"{series}{number:0{len(match[1])}d}{text[match.end() :]}"
