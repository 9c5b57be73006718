"""The forms that date phrases have: what a match of each pattern means, before it is dated.

Used by `models.workdays.phrases`, which holds the patterns, and for the values `When` and `Phrase` by what dates them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

LAST = -1  # as a day: the last one of its month


class Force(IntEnum):
    """How surely a phrase is a limit by its own form."""

    BARE = 0  # 2021年9月
    EDGE = 1  # 9月底, 6月下旬
    LIMIT = 2  # 9月底前, 年内


@dataclass(frozen=True)
class When:
    """A date as far as the phrase tells it; what is missing comes from the document."""

    year: int | None = None
    year_shift: int | None = None  # 今年 0, 次年 1
    month: int | None = None
    month_shift: int | None = None  # 本月 0, 次月 1
    quarter_shift: int | None = None  # 本季度 0, 下季度 1
    day: int = LAST
    weekday: int | None = None  # Monday 0
    week_shift: int = 0
    day_shift: int | None = None  # 当日 0, 次日 1
    short_year: bool = False  # 22年12月底


@dataclass(frozen=True)
class Phrase:
    """One phrase and its place [start, end) in the plain text."""

    start: int
    end: int
    when: When
    force: Force
    since: When | None = None  # the first day of a span
    note: str = ""  # "": none, "month": 8月前, "vague": 月初, "target": 到2020年, "day": 9月30前
    fault: str = ""  # why no date may be computed


_YEAR_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "次年": 1, "翌年": 1, "来年": 1}
_SHIFT = {"本": 0, "当": 0, "这": 0, "下": 1, "次": 1, "下下": 2}
_EDGE_DAY = {"上旬": 10, "中旬": 20, "下旬": LAST, "初": 10, "中": 20}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}

Match = re.Match[str]


def year(m: Match) -> When:
    """The year a match states: 2024年, 22年, 今年."""
    word = m["yw"]
    year = int(m["y"]) if m["y"] else None
    if year is not None and year < 100:
        return When(year=2000 + year, short_year=True)
    return When(year=year, year_shift=_YEAR_SHIFT[word] if word else None)


def _force(m: Match, *, edge: bool = False) -> Force:
    return Force.LIMIT if m["before"] else Force.EDGE if edge else Force.BARE


def whole_day(m: Match) -> Phrase:
    """6月10日前, 3月1日至20日."""
    when = replace(year(m), month=int(m["m"]), day=int(m["d"]))
    since = replace(when, day=int(m["d0"])) if m["d0"] else None
    return Phrase(m.start(), m.end(), when, _force(m), since)


def month(m: Match) -> Phrase:
    """6月底前, 11月中旬, 1—6月."""
    edge = m["edge"]
    when = replace(year(m), month=int(m["m"]), day=_EDGE_DAY.get(edge or "", LAST))
    since = replace(when, month=int(m["m0"]), day=1) if m["m0"] else None
    note = "vague" if edge in ("初", "中") else "month" if m["before"] and not edge else ""
    return Phrase(m.start(), m.end(), when, _force(m, edge=bool(edge)), since, note)


def half(m: Match) -> Phrase:
    """上半年."""
    when = replace(year(m), month=6 if m["half"] == "上" else 12)
    return Phrase(m.start(), m.end(), when, part_force(m), note=part_note(m))


def quarter(m: Match) -> Phrase:
    """第三季度, 三季度末."""
    return Phrase(m.start(), m.end(), replace(year(m), month=int(m["q"]) * 3), part_force(m), note=part_note(m))


def part_note(m: Match) -> str:
    """A bare part of a year with 前 is vague."""
    return "vague" if m["before"] and not m["edge"] else ""


def part_force(m: Match) -> Force:
    """LIMIT with 前 or 内."""
    return Force.LIMIT if m["before"] or m["edge"] == "内" else _force(m, edge=bool(m["edge"]))


def year_end(m: Match) -> Phrase:
    """2024年底前, 年末."""
    return Phrase(m.start(), m.end(), replace(year(m), month=12), _force(m, edge=True))


def within_year(m: Match) -> Phrase:
    """年内."""
    return Phrase(m.start(), m.end(), replace(year(m), month=12), Force.LIMIT)


def mid_year(m: Match) -> Phrase:
    """年中."""
    return Phrase(m.start(), m.end(), replace(year(m), month=6), _force(m, edge=True), note="vague")


def target(m: Match) -> Phrase:
    """2024年要全面…."""
    return Phrase(m.start("y"), m.end("y") + 1, When(year=int(m["y"]), month=12), Force.EDGE, note="target")


def by_target(m: Match) -> Phrase:
    """到2025年."""
    return Phrase(m.start(), m.end(), When(year=int(m["y"]), month=12), Force.EDGE, note="target")


def this_year(m: Match) -> Phrase:
    """本年度."""
    return Phrase(m.start(), m.end(), When(year_shift=0, month=12), Force.EDGE, note="target")


def unsaid_day(m: Match) -> Phrase:
    """6月30前."""
    return replace(whole_day(m), note="day")


def iso(m: Match) -> Phrase:
    """2024-06-30, 20240630."""
    when = When(year=int(m["y"]), month=int(m["m"]), day=int(m["d"]))
    return Phrase(m.start(), m.end(), when, _force(m))


def iso_month(m: Match) -> Phrase:
    """2024.6."""
    return Phrase(m.start(), m.end(), When(year=int(m["y"]), month=int(m["m"])), _force(m))


def this_month(m: Match) -> Phrase:
    """本月底前, 下月5日."""
    day = int(m["d"]) if m["d"] else _EDGE_DAY.get(m["edge"] or "", LAST)
    force = Force.LIMIT if m["before"] or m["edge"] == "内" else Force.EDGE
    return Phrase(m.start(), m.end(), When(month_shift=_SHIFT[m["w"]], day=day), force)


def month_end(m: Match) -> Phrase:
    """月底前."""
    return Phrase(m.start(), m.end(), When(month_shift=0), _force(m, edge=True), note="vague")


def this_quarter(m: Match) -> Phrase:
    """本季度末."""
    return Phrase(m.start(), m.end(), When(quarter_shift=_SHIFT[m["w"]]), part_force(m))


def week(m: Match) -> Phrase:
    """下周五下班前."""
    weekday = _WEEKDAYS[m["wd"]] if m["wd"] else 6
    when = When(weekday=weekday, week_shift=_SHIFT[m["w"]])
    limit = m["before"] or "下班" in m.group() or m["inside"]
    return Phrase(m.start(), m.end(), when, Force.LIMIT if limit else Force.EDGE)


def bare_weekday(m: Match) -> Phrase:
    """周五前."""
    return Phrase(m.start(), m.end(), When(weekday=_WEEKDAYS[m["wd"]]), Force.LIMIT, note="vague")


def day_word(m: Match) -> Phrase:
    """当日, 次日."""
    shift = 1 if m.group() in ("次日", "翌日", "明日", "明天") else 0
    return Phrase(m.start(), m.end(), When(day_shift=shift), Force.EDGE)


_HOLIDAY_EVES = {"国庆": (9, 30), "元旦": (12, 31), "五一": (4, 30), "劳动": (4, 30)}


def holiday_eve(m: Match) -> Phrase:
    """国庆节前, 元旦前."""
    month, day = _HOLIDAY_EVES[m["name"]]
    return Phrase(m.start(), m.end(), replace(year(m), month=month, day=day), Force.LIMIT)


def faulty(reason: str) -> Callable[[Match], Phrase]:
    """Forms that look like a date and cannot be one; `reason` says why."""

    def build(m: Match) -> Phrase:
        return Phrase(m.start(), m.end(), When(), Force.LIMIT, fault=reason)

    return build


_SPAN_GAP = re.compile(r"(?:起|开始)?,?(?:至|到|-+|~)(?:止)?$")
LIST_GAP = re.compile(r"[、和及与]$")


def _in_year_of(first: When, last: When) -> When:
    """The end of a span in the year that only its beginning states (2023年11月至次年… keeps its own)."""
    if first.year is None or last.year is not None or last.year_shift is not None or not (first.month and last.month):
        return last
    return replace(last, year=first.year + (last.month < first.month), short_year=first.short_year)


def linked(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Join the two ends of a span; let the members of a list (3月、6月底前) share the last one's form."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        gap = text[before.end : phrase.start] if before else ""
        if before and not before.fault and not phrase.fault and not phrase.since and _SPAN_GAP.match(gap):
            since = before.when if before.when.day != LAST else replace(before.when, day=1)
            joined[-1] = replace(phrase, start=before.start, since=since, when=_in_year_of(before.when, phrase.when))
        else:
            joined.append(phrase)
    for i in range(len(joined) - 1, 0, -1):
        gap = text[joined[i - 1].end : joined[i].start]
        if joined[i].force > joined[i - 1].force and LIST_GAP.match(gap):
            joined[i - 1] = replace(joined[i - 1], force=joined[i].force)
    return joined
