"""The yearly notice on public holidays (国务院办公厅关于部分节假日安排的通知) as days off and days worked. Pure.

The notice says of each holiday “1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、
2月8日（周六）上班。” Only 放假 and 上班 decide: what it merely encourages (安排职工在除夕休息) is no day off.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.base.errors import ClerkError

FEASTS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
"""The holidays of all citizens (《全国年节及纪念日放假办法》art. 2)."""
_LONGEST = 20_000
_MOST_DAYS = 31
_DAY = r"(?:(?:(20\d\d)年)?(\d{1,2})月)?(\d{1,2})日((?:\([^()]*\))?)"
_TOKEN = re.compile(rf"{_DAY}(?:\s*[至到~—–-]+\s*{_DAY})?|(放假|上班|补班)")
_NAMED = re.compile(r"[一二三四五六七八九十]+、([^:、,]{1,12}(?:、[^:、,]{1,12})?):")
_YEAR = re.compile(r"(20\d\d)年[^。;\n]{0,12}?(?:节假日|放假)")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class ArrangedDay:
    """One day of a notice: whether it is worked, and for which holiday."""

    day: date
    works: bool
    feast: str


@dataclass(frozen=True)
class Arrangement:
    """What a notice says. whole: it arranges every holiday of its year, so that the year is no estimate any more."""

    year: int
    days: tuple[ArrangedDay, ...]
    whole: bool


def read_arrangement(text: str) -> Arrangement:
    """Read a notice that was pasted.

    Raises:
        ClerkError: there is no year or no day off in it, a day does not exist, or falls on another day of the week.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).replace(" ", "").replace("\u3000", "")
    found = _YEAR.search(plain) or re.search(r"(20\d\d)年", plain)
    if found is None:
        raise ClerkError("这段文字里没有写明年份，请连同标题一起粘贴，如“关于2027年部分节假日安排的通知”。")
    year = int(found[1])
    days = {item.day: item for sentence in _sentences(plain) for item in _days_of(*sentence, year)}
    if not any(not item.works for item in days.values()):
        raise ClerkError("这段文字里没有找到放假的日期，请粘贴放假通知的正文。")
    feasts = "".join(item.feast for item in days.values())
    return Arrangement(year, tuple(days[day] for day in sorted(days)), all(name in feasts for name in FEASTS))


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """(holiday, sentence): a holiday's name stands before its first sentence and counts until the next one."""
    feast = ""
    for line in text.splitlines():
        at = 0
        for named in (*_NAMED.finditer(line), None):
            part = line[at : named.start() if named else None]
            yield from ((feast, sentence) for sentence in re.split(r"[。;]", part) if sentence)
            if named:
                feast, at = named[1], named.end()


def _days_of(feast: str, sentence: str, year: int) -> Iterator[ArrangedDay]:
    """The days on which a sentence decides: those before each 放假 or 上班."""
    waiting: list[date] = []
    month = 0
    for token in _TOKEN.finditer(sentence):
        if verb := token[9]:
            yield from (ArrangedDay(day, verb != "放假", feast) for day in waiting)
            waiting = []
            continue
        month = int(token[2] or month)
        first = _day(int(token[1] or year), month, token[3], token[4])
        last = first
        if token[7]:
            month = int(token[6] or month)
            last = _day(int(token[5] or first.year), month, token[7], token[8])
        if not 0 <= (last - first).days < _MOST_DAYS:
            raise ClerkError(f"“{token[0][:30]}”的起止日期前后不对，请核对粘贴的文字。")
        waiting += [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _day(year: int, month: int, number: str, beside: str) -> date:
    """A day; the day of the week beside it must fit."""
    told = f"{month}月{number}日" if month else f"{number}日"
    try:
        found = date(year, month, int(number))
    except ValueError:
        raise ClerkError(f"{year}年没有“{told}”这一天，请核对粘贴的文字。") from None
    named = _WEEKDAY.search(beside)
    if named and _WEEKDAYS.index(named[1].replace("天", "日")) != found.weekday():
        raise ClerkError(
            f"{year}年{told}是周{_WEEKDAYS[found.weekday()]}，文字里写的是周{named[1]}，请核对年份和日期。"
        )
    return found
