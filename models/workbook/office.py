"""What an office has decided for itself and keeps in its workbook: words to choose from, and its own working days."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.base.errors import ClerkError
from models.workdays.calendar import WorkCalendar

HOLIDAY_SETTING = "holiday_overrides"
"""Setting: the office's own working days and holidays, JSON {"2027-02-08": false}, or with a reason beside it:
{"2027-02-08": {"works": false, "note": "停电检修"}}."""
YEARS_SETTING = "holiday_years"
"""Setting: the years of which the office entered the whole arrangement, with blanks between them."""


def words_setting(key: str) -> str:
    """The setting that keeps the office's own list of words of this key, one a line."""
    return f"words:{key}"


def read_words(told: str) -> tuple[str, ...]:
    """The words of such a setting."""
    return tuple(filter(None, told.split("\n")))


@dataclass(frozen=True)
class OwnDay:
    """A day that the office decided for itself: worked or not, and why."""

    works: bool
    note: str = ""


def read_own_days(told: str) -> dict[date, OwnDay]:
    """The days of such a setting, in order; of two entries for one day the last one counts.

    Raises:
        ClerkError: the setting can't be read.
    """
    try:
        days = {date.fromisoformat(day): _own_day(said) for day, said in json.loads(told).items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise ClerkError(
            f'设置“{HOLIDAY_SETTING}”读不懂，请改成 {{"2027-02-08": false}} 这样，或删掉这项设置。'
        ) from None
    return dict(sorted(days.items()))


def _own_day(said: object) -> OwnDay:
    if isinstance(said, dict):
        return OwnDay(bool(said["works"]) if "works" in said else False, str(said.get("note") or ""))
    return OwnDay(bool(said))


def own_days_text(days: Mapping[date, OwnDay]) -> str:
    """The setting for these days."""
    told = {
        day.isoformat(): {"works": own.works, "note": own.note} if own.note else own.works
        for day, own in sorted(days.items())
    }
    return json.dumps(told, ensure_ascii=False)


def read_years(told: str) -> frozenset[int]:
    """The years of such a setting; what is no year is left out."""
    return frozenset(int(year) for year in told.split() if year.isdecimal() and len(year) == 4)


def read_calendar(told: str, years: str = "") -> WorkCalendar:
    """The calendar with the office's decisions.

    Raises:
        ClerkError: the setting can't be read.
    """
    return WorkCalendar({day: own.works for day, own in read_own_days(told).items()}, read_years(years))
