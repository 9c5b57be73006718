"""What an office has decided for itself and keeps in its workbook: words to choose from, and its own working days."""

import json
from datetime import date

from models.base.errors import ClerkError
from models.workdays.calendar import WorkCalendar

HOLIDAY_SETTING = "holiday_overrides"
"""Setting: the office's own working days and holidays, JSON {"2027-02-08": false}."""


def words_setting(key: str) -> str:
    """The setting that keeps the office's own list of words of this key, one a line."""
    return f"words:{key}"


def read_words(told: str) -> tuple[str, ...]:
    """The words of such a setting."""
    return tuple(filter(None, told.split("\n")))


def read_calendar(told: str) -> WorkCalendar:
    """The calendar with the office's decisions.

    Raises:
        ClerkError: the setting can't be read.
    """
    try:
        return WorkCalendar({date.fromisoformat(day): bool(works) for day, works in json.loads(told).items()})
    except (ValueError, TypeError, AttributeError):
        raise ClerkError(
            f'设置“{HOLIDAY_SETTING}”读不懂，请改成 {{"2027-02-08": false}} 这样，或删掉这项设置。'
        ) from None
