"""The Chinese working-day calendar (工作日): weekends, public holidays, make-up days (调休).

A working day is neither a weekend day nor a holiday, or it is a weekend day worked in exchange
(《全国年节及纪念日放假办法》arts. 2, 6; the yearly 国务院办公厅 notice decides the exchanges). The
data come from the `holidays` package; an office's own decisions (overrides) go before them. Any
layer above `models.base` may call this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Year:
    """What differs from the plain week in one year."""

    days_off: frozenset[date]  # weekdays without work
    days_on: frozenset[date]  # weekend days with work


class WorkCalendar:
    """Tells working days from days off and counts them; a year is loaded when first asked for."""

    def __init__(self, overrides: Mapping[date, bool] | None = None, arranged: Iterable[int] = ()) -> None:
        """Make a calendar.

        Args:
            overrides: days the office decided for itself (True: worked), before all other data.
            arranged: years whose whole arrangement is in `overrides`; where the data know such a year they stay.
        """
        self._overrides: Mapping[date, bool] = MappingProxyType(dict(overrides or {}))
        self._own_years = frozenset(arranged)
        self._years: dict[int, _Year] = {}
        self._arranged: frozenset[int] | None = None

    def is_workday(self, day: date) -> bool:
        """Whether `day` is a working day."""
        decided = self._overrides.get(day)
        if decided is not None:
            return decided
        year = self._years.get(day.year) or self._load(day.year)
        if day.weekday() >= _SATURDAY:
            return day in year.days_on
        return day not in year.days_off

    def is_estimate(self, year: int) -> bool:
        """Whether the State Council's arrangement (放假安排) of `year` is unknown to the data and to the office.

        Then only weekends and the holidays the law itself names are days off, and no make-up days
        are known: say so beside any date counted through that year.
        """
        return year not in self._own_years and year not in self._arranged_years()

    def as_before(self, year: int) -> "WorkCalendar":
        """The calendar as it was while the arrangement of `year`, and of the years after it, was unknown."""
        earlier = WorkCalendar(self._overrides, (own for own in self._own_years if own < year))
        earlier._arranged = frozenset(known for known in self._arranged_years() if known < year)
        return earlier

    def add_workdays(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, counted from the next day.

        国办公开办函〔2015〕207号, part two: a period runs from the next day. `count` 0 gives `start`.

        Raises:
            ValueError: `count` is negative.
            OverflowError: the day lies after the year 9999.
        """
        if count < 0:
            raise ValueError("count must not be negative")
        day = start
        while count:
            day += _DAY
            if self.is_workday(day):
                count -= 1
        return day

    def count_workdays(self, start: date, end: date) -> int:
        """How many working days lie in (start, end]: `start` left out, `end` included.

        Zero when `end` is not after `start`.
        """
        span = (end - start).days
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, span + 1))

    def _arranged_years(self) -> frozenset[int]:
        if self._arranged is None:
            from holidays.countries.china import ChinaStaticHolidays

            self._arranged = frozenset(ChinaStaticHolidays.special_public_holidays)
        return self._arranged

    def _load(self, year: int) -> _Year:
        """Read one year; an exchange for 元旦 may have its working day in the December before."""
        arranged = self._arranged_years()
        off: frozenset[date] = frozenset()
        worked: frozenset[date] = frozenset()
        wanted = [y for y in (year, year + 1) if y == year or y in arranged]
        if self._within_data(year) and (year in arranged or year not in self._own_years):
            import holidays

            known = holidays.country_holidays("CN", years=wanted, observed=year in arranged, expand=False)
            off = frozenset(d for d in known if d.year == year and d.weekday() < _SATURDAY)
            if year in arranged or year + 1 in arranged:
                worked = frozenset(d for d in known.weekend_workdays if d.year == year)
        self._years[year] = _Year(days_off=off, days_on=worked)
        return self._years[year]

    @staticmethod
    def _within_data(year: int) -> bool:
        from holidays.countries.china import China

        return bool(China.start_year <= year <= China.end_year)
