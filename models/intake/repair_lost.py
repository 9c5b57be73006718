"""Repairs of characters lost next to digits (202412月底前, 75日前, 〔202010号).

The rules are those of the project's list of deadline phrases: a reading is put in only when it is the
only one, or the only one that agrees with a date the document states elsewhere; otherwise it is asked.
Clean text holds none of these patterns.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from models.intake.patches import CleanText, Patch

YEAR_MONTH = re.compile(r"(?<![\d.])(20\d\d)((?:1[0-2]|0?[1-9])月(?:底|份)?前?)")
YEAR_MONTH_DAY = re.compile(r"(?<![\d.])(20\d\d)(\d{2,4})(日)")
YEAR_END = re.compile(r"(?<![\d.])(20\d\d)(底(?:前|完成))")
DAY_BEFORE = re.compile(r"(?<![\d.月年/-])(\d{2,4})(日(?:前|之前|以前))")
SIGNED = re.compile(r"(?m)^[^\S\n]*(20\d\d)(\d{2,3})()[^\S\n]*$")
NUMBER_IN_BRACKET = re.compile(r"([〔［\[【（(])(20\d\d)(\d{1,4}号)")
NUMBER_BARE = re.compile(r"(?<=[办发函秘字政文电通规])(20[0-3]\d)(\d{1,3}号)")
STATED = re.compile(r"(?<!\d)(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)")
LOST_YEAR = "数字旁丢失的“年”字已补上"
LOST_DATE = "数字旁丢失的“年”“月”已补上"
LOST_BRACKET = "文号里丢失的括号已补上"


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def stated_days(text: str) -> set[date]:
    """Every day the text states in full."""
    found = (day_of(int(match[1]), int(match[2]), int(match[3])) for match in STATED.finditer(text))
    return {day for day in found if day}


def splits(digits: str) -> Iterator[tuple[int, int]]:
    """Every way to read digits as month and day (610 as 6 and 10; 111 as 1 and 11 or 11 and 1)."""
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        padded = month.startswith("0") != day.startswith("0") and len(digits) < 4
        if day and len(day) <= 2 and not padded and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            yield int(month), int(day)


def only_day(year: int, digits: str, known: Iterable[date]) -> date | None:
    """The day that digits mean in a year, when only one reading exists or agrees with a known day."""
    days = {day for month, number in splits(digits) if (day := day_of(year, month, number))}
    if len(days) == 1:
        return days.pop()
    near = {day for day in days if any(abs((day - other).days) <= 14 for other in known)}
    return near.pop() if len(near) == 1 else None


def lost_dates(text: str) -> tuple[list[Patch], list[str]]:
    """Patches for dates whose 年 or 月 is gone, and a question for each that can be read in two ways."""
    known = stated_days(text)
    patches: list[Patch] = []
    doubts: list[str] = []
    for pattern in (YEAR_MONTH_DAY, SIGNED):
        for match in pattern.finditer(text):
            day = only_day(int(match[1]), match[2], known)
            span = match.start(1), match.end(3)
            if day:
                patches.append(Patch(span, f"{day.year}年{day.month}月{day.day}日", LOST_DATE))
            else:
                doubts.append(f"“{text[span[0] : span[1]]}”像是丢了字的日期，有不止一种读法，请核对")
    for match in DAY_BEFORE.finditer(text):
        if len(match[1]) == 2 and int(match[1]) <= 31:
            continue
        readings = [pair for pair in splits(match[1]) if day_of(2024, *pair)]
        if len(readings) == 1:
            month, number = readings[0]
            patches.append(Patch(match.span(), f"{month}月{number}{match[2]}", "数字旁丢失的“月”字已补上"))
        elif len(match[1]) < 4:
            doubts.append(f"“{match[0]}”像是丢了字的日期，有不止一种读法，请核对")
    return patches, doubts


def lost_characters(source: CleanText) -> CleanText:
    """Put back 年, 月 and the brackets of a 文号 where digits stand against each other."""
    text = source.text
    patches, doubts = lost_dates(text)
    for pattern in (YEAR_MONTH, YEAR_END):
        patches += [Patch(match.span(), f"{match[1]}年{match[2]}", LOST_YEAR) for match in pattern.finditer(text)]
    for match in NUMBER_IN_BRACKET.finditer(text):
        patches.append(Patch(match.span(), f"〔{match[2]}〕{match[3]}", LOST_BRACKET))
    for match in NUMBER_BARE.finditer(text):
        patches.append(Patch(match.span(), f"〔{match[1]}〕{match[2]}", LOST_BRACKET))
    return source.patched(patches).warned(*doubts)
