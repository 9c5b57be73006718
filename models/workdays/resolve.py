"""Dates from phrases: the year rule, month ends, days that do not exist, doubts in words.

Rules 1, 2 and 9 of the domain notes on 完成时限. Used by `models.workdays.deadlines` only.
"""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta

from models.workdays.meaning import DocumentDates, quoted, spoken
from models.workdays.phrase_forms import LAST, Phrase, When

FAR_YEARS = 5  # rule 9: a limit further away than this is doubtful
_FIRST_YEAR = 1900
_STALE_YEARS = 2  # a stated year this long before the document is taken for an error


@dataclass(frozen=True)
class Resolved:
    """A phrase with its day, if it has one, and the doubts about it in Chinese."""

    phrase: Phrase
    wording: str
    due_on: date | None
    starts_on: date | None
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Year:
    year: int | None
    doubt: str = ""
    stated: bool = False
    movable: bool = False  # may move on to the next year (work plans issued in December)


def resolve(phrase: Phrase, wording: str, dates: DocumentDates, earlier_year: int | None) -> Resolved:
    """Give `phrase` its day.

    Args:
        phrase: what was found.
        wording: the phrase as it stands in the original, for the warnings.
        dates: what the document says of itself.
        earlier_year: the year of the last limit before this one in the same task.
    """
    if phrase.fault:
        doubt = f"{quoted(wording)}{phrase.fault}，未推算日期，请对照原文填写。"
        return Resolved(phrase, wording, None, None, (doubt,))
    due, doubts = _day(phrase.when, wording, dates, earlier_year)
    if due:
        doubts += _form_doubts(phrase, wording, due) + place_doubts(due, wording, dates)
    starts = None
    if phrase.since:
        starts, _ = _day(phrase.since, wording, dates, earlier_year or (due.year if due else None))
        if due and starts and starts > due and phrase.since.year is None:
            starts = None
    return Resolved(phrase, wording, due, starts, tuple(dict.fromkeys(doubts)))


def first_day(when: When, wording: str, dates: DocumentDates) -> tuple[date | None, list[str]]:
    """The day a series or span begins (从2022年3月起): the first of the month or year stated."""
    return _day(when, wording, dates, None)


def place_doubts(due: date, wording: str, dates: DocumentDates) -> list[str]:
    """Rule 9: due before the document was made, or more than five years after it."""
    doubts = []
    if dates.issued_on and due < dates.issued_on:
        doubts.append(f"{quoted(wording)}（{spoken(due)}）早于成文日期{spoken(dates.issued_on)}，请核对。")
    base = dates.base or (date(dates.title_year, 12, 31) if dates.title_year else None)
    if base and due > plus_years(base, FAR_YEARS):
        doubts.append(f"{quoted(wording)}（{spoken(due)}）在五年以后，请核对。")
    return doubts


def _form_doubts(phrase: Phrase, wording: str, due: date) -> list[str]:
    if phrase.when.short_year:
        return [f"{quoted(wording)}的年份只有两位，按{due.year}年理解。"]
    if phrase.note == "day":
        return [f"{quoted(wording)}缺少“日”字，按{spoken(due)}理解，请核对。"]
    if phrase.note == "month":
        day_before = due.replace(day=1) - timedelta(days=1)
        return [f"{quoted(wording)}按{spoken(due)}理解，严格读法为{spoken(day_before)}，请核对。"]
    if phrase.note == "vague":
        return [f"{quoted(wording)}没有写明日子，按{spoken(due)}推定。"]
    if phrase.note == "target":
        return [f"{quoted(wording)}是目标年份，按{spoken(due)}推定。"]
    return []


def _day(when: When, wording: str, dates: DocumentDates, earlier_year: int | None) -> tuple[date | None, list[str]]:
    if when.weekday is not None or when.day_shift is not None:
        return _near_base(when, wording, dates)
    if when.month_shift is not None or when.quarter_shift is not None:
        return _month_near_base(when, wording, dates)
    if when.month is None:
        return None, []
    chosen = _choose_year(when, dates, earlier_year)
    if chosen.year is None:
        return None, [f"{quoted(wording)}没有写明年份，标题和成文日期里也找不到，请补上年份。"]
    stale = dates.reference_year
    if chosen.stated and stale is not None and chosen.year <= stale - _STALE_YEARS:
        return None, [f"{quoted(wording)}比文件年份（{stale}年）早得多，可能有误，未推算日期，请核对原文。"]
    due = _make(chosen.year, when.month, when.day)
    if due is None:
        return None, [f"{quoted(wording)}这一天不存在，未推算日期，请核对原文。"]
    return _moved_on(due, chosen, when, wording, dates)


def _moved_on(
    due: date, chosen: _Year, when: When, wording: str, dates: DocumentDates
) -> tuple[date | None, list[str]]:
    """Rule 2, last sentence: a plan issued in November or December means the spring to come."""
    issued = dates.issued_on
    if not (chosen.movable and issued and due < issued and due.month <= 3 and issued.month >= 11):
        return due, [f"{quoted(wording)}的{chosen.doubt}"] if chosen.doubt else []
    later = _make(issued.year + 1, due.month, when.day)
    if later is None:
        return None, [f"{quoted(wording)}这一天不存在，未推算日期，请核对原文。"]
    return later, [
        f"{quoted(wording)}没有写年份，文件成文于{issued.year}年{issued.month}月，年份推定为{later.year}年。"
    ]


def _choose_year(when: When, dates: DocumentDates, earlier_year: int | None) -> _Year:
    """Rule 2: the phrase, the task so far, the title, 成文日期, 发布日期."""
    if when.year is not None:
        return _Year(when.year, stated=True)
    shift = when.year_shift or 0
    word = {0: "", 1: "的次年"}[shift]
    own = dates.reference_year if when.year_shift == 0 else None
    if earlier_year is not None and own is None:
        return _Year(earlier_year + shift, f"年份按前文{word}推定为{earlier_year + shift}年")
    for year, source in (
        (dates.title_year, "标题"),
        (dates.issued_on.year if dates.issued_on else None, "成文日期"),
        (dates.published_on.year if dates.published_on else None, "发布日期"),
        (dates.number_year, "文号"),
        (dates.present_year, "当前年份"),
    ):
        if year is not None:
            doubt = f"年份按{source}{word}推定为{year + shift}年"
            return _Year(year + shift, doubt, movable=when.year_shift is None)
    return _Year(None)


def _near_base(when: When, wording: str, dates: DocumentDates) -> tuple[date | None, list[str]]:
    base = dates.base
    if base is None or base.year >= date.max.year:
        return None, [_no_base(wording)]
    if when.day_shift is not None:
        due = base + timedelta(days=when.day_shift)
    else:
        monday = base - timedelta(days=base.weekday())
        due = monday + timedelta(days=7 * when.week_shift + (when.weekday or 0))
        if due < base and when.week_shift == 0:
            due += timedelta(days=7)
    return due, [base_doubt(dates)]


def _month_near_base(when: When, wording: str, dates: DocumentDates) -> tuple[date | None, list[str]]:
    base = dates.base
    if base is None:
        return None, [_no_base(wording)]
    if when.quarter_shift is not None:
        month = (base.month + 2) // 3 * 3 + 3 * when.quarter_shift
    else:
        month = base.month + (when.month_shift or 0)
    due = _make(base.year + (month - 1) // 12, (month - 1) % 12 + 1, when.day)
    if due is None:
        return None, [f"{quoted(wording)}这一天不存在，未推算日期，请核对原文。"]
    return due, [base_doubt(dates)]


def base_doubt(dates: DocumentDates) -> str:
    """Which day a relative phrase was counted from."""
    day = dates.base
    if day is None:
        return ""
    return f"起算日按{'成文' if dates.issued_on else '发布'}日期推定为{spoken(day)}"


def _no_base(wording: str) -> str:
    return f"{quoted(wording)}要从成文日期算起，但文件没有成文日期和发布日期，请补上后再算。"


def no_base_doubt(wording: str) -> str:
    """The sentence for a relative phrase in a document without any date."""
    return _no_base(wording)


def month_end(year: int, month: int) -> date:
    """The last calendar day of a month."""
    return date(year, month, gregorian.monthrange(year, month)[1])


def plus_months(day: date, months: int) -> date:
    """Rule 6: the same day some months on, clipped to the month's end.

    Raises:
        OverflowError: the day lies after the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError("after the year 9999")
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def plus_years(day: date, years: int) -> date:
    """The same day some years on, 29 February clipped; stays within the calendar."""
    return plus_months(day, 12 * min(years, 9999 - day.year))


def _make(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and _FIRST_YEAR <= year < 9999):
        return None
    if day == LAST:
        return month_end(year, month)
    if not 1 <= day <= gregorian.monthrange(year, month)[1]:
        return None
    return date(year, month, day)
