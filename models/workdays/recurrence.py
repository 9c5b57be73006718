"""Recurrences (每月28日前, 每半年) as RFC 5545 rules: next occurrence, and words for display.

A bare period ends on its last day: 每月 is the month's end, 每季度 the quarter's, so that no rule of
interval one needs a first day. Any layer above `models.base` may call this.
"""

from datetime import date, datetime, time

from models.base.errors import FieldError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY_NAMES = dict(zip(WEEKDAYS, "一二三四五六日", strict=True))
_ANCHOR = date(2000, 1, 3)  # a Monday; where intervals count from when no first day is known
_HORIZON_YEARS = 12  # past the longest gap between two 29 Februaries
_MOST = {"INTERVAL": 999, "COUNT": 999, "BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366}
_FREQUENCIES = {"DAILY": "日", "WEEKLY": "周", "MONTHLY": "个月", "YEARLY": "年"}


def monthly(*days: int, months: tuple[int, ...] = (), interval: int = 1) -> str:
    """The rule for these days of the month (-1: the last), in all or some months.

    A day a month may lack is clipped to the month's end (the 30th in February).
    """
    parts = ["FREQ=YEARLY" if months else "FREQ=MONTHLY"]
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if months:
        parts.append("BYMONTH=" + ",".join(map(str, sorted(set(months)))))
    clipped = [-1 if day == 31 else day for day in dict.fromkeys(days)]
    if len(clipped) == 1 and clipped[0] in (29, 30) and (not months or 2 in months):
        parts[0] = "FREQ=MONTHLY"
        parts.append("BYMONTHDAY=" + ",".join(map(str, range(28, clipped[0] + 1))) + ";BYSETPOS=-1")
    else:
        parts.append("BYMONTHDAY=" + ",".join(map(str, clipped)))
    return ";".join(parts)


def weekly(*weekdays: int, interval: int = 1) -> str:
    """The rule for these weekdays (Monday 0)."""
    every = f";INTERVAL={interval}" if interval > 1 else ""
    return f"FREQ=WEEKLY{every};BYDAY=" + ",".join(WEEKDAYS[day] for day in weekdays)


def daily(interval: int = 1) -> str:
    """The rule for every day or every n-th day."""
    return "FREQ=DAILY" + (f";INTERVAL={interval}" if interval > 1 else "")


def next_occurrence(recurrence: str, after: date, starts_on: date | None = None) -> date | None:
    """The first day of the series strictly later than `after`; None when it has ended.

    To count today as still open, pass the day before. `starts_on` is the first day the series may
    have; intervals of two or more count from it.

    Raises:
        FieldError: `recurrence` is not a rule this program can follow.
    """
    parts = _parts(recurrence)
    from dateutil.rrule import rrulestr

    counted = int(parts.get("INTERVAL", "1")) > 1 or "COUNT" in parts
    floor = _ANCHOR if after >= _ANCHOR else date(1, 1, 1)
    # A plain rule may begin anywhere, so it begins where the search does.
    begin = (starts_on or floor) if counted else max(starts_on or after, after)
    try:
        rule = rrulestr(_bounded(recurrence, parts, max(after, begin)), dtstart=_midnight(begin))
        found = rule.after(_midnight(after), inc=False)
    except (ValueError, TypeError, OverflowError, KeyError, IndexError, AttributeError) as error:
        raise _bad(recurrence) from error
    return found.date() if found else None


def describe_recurrence(rrule: str) -> str:
    """The rule in Chinese for display: 每月28日前, 每季度, 每半年, 每周五前.

    Raises:
        FieldError: `rrule` is not a rule this program can follow.
    """
    parts = _parts(rrule)
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    every = "每" if interval == 1 else f"每{interval}"
    if frequency == "DAILY":
        return f"{every}{'日' if interval == 1 else '天'}"
    if frequency == "WEEKLY":
        return _describe_week(parts.get("BYDAY", ""), interval)
    days = _days(parts)
    months = [int(month) for month in parts.get("BYMONTH", "").split(",") if month]
    if months and interval == 1:
        return _describe_months(tuple(months), days)
    if "BYDAY" in parts:
        position = parts.get("BYSETPOS", "1")
        return f"每月第{position}个工作日前" if not position.startswith("-") else "每月最后一个工作日前"
    if frequency == "YEARLY":
        return "每年" if interval == 1 else f"每{interval}年"
    return f"{'每月' if interval == 1 else f'每{interval}个月'}{_describe_days(days)}"


def _describe_week(byday: str, interval: int) -> str:
    week = "每周" if interval == 1 else "每两周" if interval == 2 else f"每{interval}周"
    days = [day for day in byday.split(",") if day]
    if days == list(WEEKDAYS[:5]):
        return "每个工作日"
    names = "、".join(_WEEKDAY_NAMES.get(day, day) for day in days)
    if not names:
        return week
    return f"{week}{names}前" if interval == 1 else f"{week}（周{names}前）"


def _describe_months(months: tuple[int, ...], days: list[int]) -> str:
    shape = {
        (3, 6, 9, 12): "每季度末月",
        (1, 4, 7, 10): "每季度首月",
        (2, 5, 8, 11): "每季度第二个月",
        (6, 12): "每半年末月",
        (1, 7): "每半年首月",
        tuple(range(1, 13)): "每月",
    }.get(months)
    if days in ([-1], []):
        whole = {(3, 6, 9, 12): "每季度", (6, 12): "每半年", (12,): "每年底前"}.get(months)
        if whole:
            return whole
    return (shape or "每年" + "、".join(f"{month}月" for month in months)) + _describe_days(days)


def _describe_days(days: list[int]) -> str:
    if days in ([-1], []):
        return "底前"
    return "、".join("月底" if day == -1 else f"{day}日" for day in days) + "前"


def _days(parts: dict[str, str]) -> list[int]:
    days = [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day]
    return [days[-1]] if parts.get("BYSETPOS") == "-1" and days else days


def _parts(recurrence: str) -> dict[str, str]:
    """The rule's parts by name; refuses what this program does not write or follow."""
    pairs = [part.partition("=") for part in recurrence.strip().upper().removeprefix("RRULE:").split(";")]
    parts = {name: value for name, _, value in pairs}
    bad_number = not all(
        number.isascii() and number.isdigit() and len(number) < 4 and 0 < int(number) <= most
        for name, most in _MOST.items()
        for number in parts.get(name, "1").removeprefix("-").replace(",-", ",").split(",")
    )
    if len(parts) != len(pairs) or parts.get("FREQ") not in _FREQUENCIES or bad_number:
        raise _bad(recurrence)
    return parts


def _bounded(recurrence: str, parts: dict[str, str], start: date) -> str:
    """The rule with an end, so that one that never occurs does not search to the year 9999."""
    if "UNTIL" in parts or "COUNT" in parts:
        return recurrence
    reach = _HORIZON_YEARS * int(parts.get("INTERVAL", "1"))
    until = min(start.toordinal() + 366 * reach, date.max.toordinal())
    return f"{recurrence};UNTIL={date.fromordinal(until):%Y%m%d}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _bad(recurrence: str) -> FieldError:
    return FieldError(f"“{recurrence}”不是有效的循环规则。请重新选择循环周期。", "recurrence")
