"""The office's own working days and days off, which go before the published arrangements of holidays.

For the window's settings. Whatever term is counted in working days is counted again with them.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from models.base.errors import ClerkError, FieldError
from models.base.fields import read_date
from models.operations.desk import Desk, Outcome
from models.operations.recounting import earlier_calendars, recount_inside
from models.workbook.office import (
    HOLIDAY_SETTING,
    YEARS_SETTING,
    OwnDay,
    own_days_text,
    read_own_days,
    read_years,
)
from models.workbook.steps import Step
from models.workdays.calendar import WorkCalendar

WORKED, OFF = "上班", "放假"
_LONGEST_NOTE = 100
_MOST = 3000
_YEARS = (2000, 2100)
_DAYS_BY_LAW = 11
"""So many days off the law itself gives (《全国年节及纪念日放假办法》, since 2025 thirteen); an arrangement has more."""


@dataclass(frozen=True)
class DayLine:
    """One line of the list as it is typed: the day, 放假 or 上班, and why."""

    day: str
    arranged: str
    note: str = ""


def day_lines(desk: Desk) -> list[DayLine]:
    """The office's own days, in order. Raises ClerkError when the setting can't be read."""
    days = read_own_days(desk.book.setting(HOLIDAY_SETTING) or "{}")
    return [DayLine(day.isoformat(), WORKED if own.works else OFF, own.note) for day, own in days.items()]


def own_years(desk: Desk) -> frozenset[int]:
    """The years of which the office entered the whole arrangement."""
    return read_years(desk.book.setting(YEARS_SETTING))


def set_own_days(desk: Desk, lines: Sequence[DayLine], years: Collection[int]) -> Outcome:
    """Keep the office's own days, in one step with what is counted anew by them; lines without a day are left out.

    years: those of which the lines hold the whole arrangement; see `still_whole`.

    Raises:
        FieldError: a line can't be kept; its field is the line's place in the list.
    """
    days = read_lines(lines)
    years = still_whole(lines, years)
    told, named = own_days_text(days), " ".join(str(year) for year in sorted(years))
    before = own_days_text(_now(desk))
    if told == before and years == own_years(desk):
        return Outcome(desk.book.change("own_days", "修改放假安排", lambda _: None), "")

    earlier = _earlier(desk)

    def work(step: Step) -> None:
        step.keep_setting(HOLIDAY_SETTING, told)
        step.keep_setting(YEARS_SETTING, named)
        recount_inside(desk, step, earlier)

    title = f"修改放假安排：本单位另定 {len(days)} 天"
    return Outcome(desk.book.change("own_days", title, work), f"已{title}，期限已按新的安排重算。")


def _now(desk: Desk) -> dict[date, OwnDay]:
    try:
        return read_own_days(desk.book.setting(HOLIDAY_SETTING) or "{}")
    except ClerkError:
        return {}  # what can't be read is replaced


def still_whole(lines: Sequence[DayLine], years: Collection[int]) -> frozenset[int]:
    """Those of the years whose arrangement the lines still hold; one whose lines were taken away is an estimate again."""
    off = Counter(day.year for line in lines if line.arranged == OFF and (day := _day(line.day)) is not None)
    return frozenset(year for year in years if off[year] >= _DAYS_BY_LAW)


def _earlier(desk: Desk) -> list[WorkCalendar]:
    try:
        return earlier_calendars(desk)
    except ClerkError:
        return []  # nothing was counted by what can't be read


def read_lines(lines: Sequence[DayLine]) -> dict[date, OwnDay]:
    """The days that the lines tell. Raises FieldError as `set_own_days`."""
    days: dict[date, OwnDay] = {}
    for place, line in enumerate(lines):
        if not line.day.strip():
            continue
        day = _day(line.day)
        if day is None or not _YEARS[0] <= day.year < _YEARS[1]:
            raise FieldError(f"第 {place + 1} 行的“{line.day[:20]}”不是日期，请写成 2027-02-08 这样。", str(place))
        if line.arranged not in (WORKED, OFF):
            raise FieldError(f"第 {place + 1} 行要写明放假还是上班。", str(place))
        if day in days:
            raise FieldError(f"{day.isoformat()} 写了两行，请只留一行。", str(place))
        if len(line.note) > _LONGEST_NOTE:
            raise FieldError(
                f"第 {place + 1} 行的说明有 {len(line.note)} 个字，最多 {_LONGEST_NOTE} 个字。", str(place)
            )
        days[day] = OwnDay(line.arranged == WORKED, line.note.strip())
    if len(days) > _MOST:
        raise FieldError(f"另定的日子有 {len(days)} 天，最多 {_MOST} 天，请删掉过去的年份。", "0")
    return days


def _day(text: str) -> date | None:
    """The day as people write it; None for anything else, a day that does not exist among it."""
    try:
        return read_date(text)
    except ValueError:
        return None
