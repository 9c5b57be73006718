"""Date phrases (至X月底前, 年内, 三季度末 …) found in plain text, not yet turned into dates.

Patterns after the table in the domain notes on 完成时限. Read by `models.workdays.deadlines`;
`models.workdays.resolve` gives the dates.
"""

import re
from collections.abc import Callable, Iterable
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


_LONG_YEAR = (
    r"(?:(?:(?P<y>(?<![0-9])(?:19|20)[0-9]{2})年(?:度(?!内))?|(?P<yw>今年|本年度?|当年|明年|次年|翌年|来年))的?)"
)
# Two figures are a year only before a month or the like (22年12月底).
_YEAR = _LONG_YEAR.replace("[0-9]{2})年", "[0-9]{2}|(?<![0-9])[12][0-9](?=年[0-9]{1,2}月|年年?[底末]))年")
_WEEKDAY = r"(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"
_HOUR = r"(?:上午|中午|下午|晚上|早上|晚)?(?:[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2})?|[时点](?:[0-9]{1,2}分|半|整)?))?"
_CLOCK = rf"{_WEEKDAY}{_HOUR}(?:下班|上班)?(?:\(含[^()]{{0,4}}\))?"
_BEFORE = r"(?P<before>之前|以前|前(?!后)|止)?"
_DAY = r"[0-9]{1,2}"
_JOIN = r"(?:起)?(?:至|到|-+|~)"
_MONTH_EDGE = r"(?P<edge>底|末|上旬|中旬|下旬|初|中(?![旬央小国]))?"
_YEAR_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "次年": 1, "翌年": 1, "来年": 1}
_SHIFT = {"本": 0, "当": 0, "这": 0, "下": 1, "次": 1, "下下": 2}
_EDGE_DAY = {"上旬": 10, "中旬": 20, "下旬": LAST, "初": 10, "中": 20}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}

Match = re.Match[str]


def _year(m: Match) -> When:
    word = m["yw"]
    year = int(m["y"]) if m["y"] else None
    if year is not None and year < 100:
        return When(year=2000 + year, short_year=True)
    return When(year=year, year_shift=_YEAR_SHIFT[word] if word else None)


def _force(m: Match, *, edge: bool = False) -> Force:
    return Force.LIMIT if m["before"] else Force.EDGE if edge else Force.BARE


def _whole_day(m: Match) -> Phrase:
    when = replace(_year(m), month=int(m["m"]), day=int(m["d"]))
    since = replace(when, day=int(m["d0"])) if m["d0"] else None
    return Phrase(m.start(), m.end(), when, _force(m), since)


def _month(m: Match) -> Phrase:
    edge = m["edge"]
    when = replace(_year(m), month=int(m["m"]), day=_EDGE_DAY.get(edge or "", LAST))
    since = replace(when, month=int(m["m0"]), day=1) if m["m0"] else None
    note = "vague" if edge in ("初", "中") else "month" if m["before"] and not edge else ""
    return Phrase(m.start(), m.end(), when, _force(m, edge=bool(edge)), since, note)


def _half(m: Match) -> Phrase:
    when = replace(_year(m), month=6 if m["half"] == "上" else 12)
    return Phrase(m.start(), m.end(), when, _part_force(m), note=_part_note(m))


def _quarter(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), replace(_year(m), month=int(m["q"]) * 3), _part_force(m), note=_part_note(m))


def _part_note(m: Match) -> str:
    return "vague" if m["before"] and not m["edge"] else ""


def _part_force(m: Match) -> Force:
    return Force.LIMIT if m["before"] or m["edge"] == "内" else _force(m, edge=bool(m["edge"]))


def _year_end(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), replace(_year(m), month=12), _force(m, edge=True))


def _within_year(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), replace(_year(m), month=12), Force.LIMIT)


def _mid_year(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), replace(_year(m), month=6), _force(m, edge=True), note="vague")


def _target(m: Match) -> Phrase:
    return Phrase(m.start("y"), m.end("y") + 1, When(year=int(m["y"]), month=12), Force.EDGE, note="target")


def _by_target(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), When(year=int(m["y"]), month=12), Force.EDGE, note="target")


def _this_year(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), When(year_shift=0, month=12), Force.EDGE, note="target")


def _unsaid_day(m: Match) -> Phrase:
    return replace(_whole_day(m), note="day")


def _iso(m: Match) -> Phrase:
    when = When(year=int(m["y"]), month=int(m["m"]), day=int(m["d"]))
    return Phrase(m.start(), m.end(), when, _force(m))


def _iso_month(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), When(year=int(m["y"]), month=int(m["m"])), _force(m))


def _this_month(m: Match) -> Phrase:
    day = int(m["d"]) if m["d"] else _EDGE_DAY.get(m["edge"] or "", LAST)
    force = Force.LIMIT if m["before"] or m["edge"] == "内" else Force.EDGE
    return Phrase(m.start(), m.end(), When(month_shift=_SHIFT[m["w"]], day=day), force)


def _month_end(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), When(month_shift=0), _force(m, edge=True), note="vague")


def _this_quarter(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), When(quarter_shift=_SHIFT[m["w"]]), _part_force(m))


def _week(m: Match) -> Phrase:
    weekday = _WEEKDAYS[m["wd"]] if m["wd"] else 6
    when = When(weekday=weekday, week_shift=_SHIFT[m["w"]])
    limit = m["before"] or "下班" in m.group() or m["inside"]
    return Phrase(m.start(), m.end(), when, Force.LIMIT if limit else Force.EDGE)


def _bare_weekday(m: Match) -> Phrase:
    return Phrase(m.start(), m.end(), When(weekday=_WEEKDAYS[m["wd"]]), Force.LIMIT, note="vague")


def _day_word(m: Match) -> Phrase:
    shift = 1 if m.group() in ("次日", "翌日", "明日", "明天") else 0
    return Phrase(m.start(), m.end(), When(day_shift=shift), Force.EDGE)


def _faulty(reason: str) -> Callable[[Match], Phrase]:
    def build(m: Match) -> Phrase:
        return Phrase(m.start(), m.end(), When(), Force.LIMIT, fault=reason)

    return build


Rule = tuple[re.Pattern[str], Callable[[Match], Phrase]]


def _rules(*pairs: tuple[str, Callable[[Match], Phrase]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), build) for pattern, build in pairs)


_CONTRADICTS = "前后矛盾，看不出是哪一天"
_GLUED = "数字连写，看不出是哪一天"
_NO_MONTH = "没有写明月份"

# Earlier rules win where two would take the same characters.
_EVERYWHERE = _rules(
    (r"(?<![0-9])(?:(?:19|20)[0-9]{2})年(?:年)?[底末][0-9]{1,2}月[底末]?前?", _faulty(_CONTRADICTS)),
    (
        rf"(?<![0-9./])(?P<y>20[0-9]{{2}})(?P<s>[-./])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>{_DAY})(?![0-9])"
        rf"(?:[T ]?{_HOUR})?(?:下班)?{_BEFORE}",
        _iso,
    ),
    (
        rf"{_YEAR}?(?<![0-9])(?P<m>[0-9]{{1,2}})月(?:(?P<d0>{_DAY})[日号]?{_JOIN})?(?P<d>{_DAY})[日号]{_CLOCK}{_BEFORE}",
        _whole_day,
    ),
    (
        rf"{_YEAR}?(?:(?<![0-9])(?P<m0>[0-9]{{1,2}})(?:月份?)?{_JOIN})?"
        rf"(?<![0-9])(?P<m>[0-9]{{1,2}})月(?!度|[0-9])份?{_MONTH_EDGE}{_BEFORE}",
        _month,
    ),
    (rf"{_YEAR}?(?<!每)(?P<half>[上下])半年(?!度)(?P<edge>底|末|内)?{_BEFORE}", _half),
    (rf"{_YEAR}?(?<![0-9每])第?(?P<q>[1-4])季度(?P<edge>底|末|内)?{_BEFORE}", _quarter),
    (rf"{_YEAR}年?[底末终]{_BEFORE}", _year_end),
    (rf"(?<![0-9每历近多几半数逐])(?P<y>)(?P<yw>)年[底末终]{_BEFORE}", _year_end),
    (rf"{_LONG_YEAR}(?:年度?|度)?内", _within_year),
    (r"(?<![0-9每历近多几半数逐])(?P<y>)(?P<yw>)年度?内(?!部|容|外|涵)", _within_year),
    (rf"{_YEAR}年?中(?=前|完成){_BEFORE}", _mid_year),
    (
        rf"(?P<w>下下|本|当|下|次|这)个?月(?:(?P<d>{_DAY})[日号]{_CLOCK}|(?P<edge>底|末|内|上旬|中旬|下旬|初)){_BEFORE}",
        _this_month,
    ),
    (rf"(?P<w>本|当|下|次|这)个?季度?(?P<edge>底|末|内){_BEFORE}", _this_quarter),
    (
        rf"(?P<w>下下|本|下|这)个?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])?(?P<inside>之?内)?{_HOUR}(?:下班)?{_BEFORE}",
        _week,
    ),
    (
        rf"(?<![每本下这上逢])(?:周|星期)(?P<wd>[一二三四五六日天]){_HOUR}(?:下班)?(?P<before>之前|以前|前(?!后))",
        _bare_weekday,
    ),
    (r"(?<![0-9每本当下次个这度])月[底末](?P<before>之前|以前|前(?!后))", _month_end),
    (r"(?<![截年月日达得收接受回])(?:到|至)(?P<y>20[0-9]{2})年(?![0-9度的至到底末初]|[0-9]{1,2}月)", _by_target),
    (r"(?<![0-9])(?P<y>20[0-9]{2})年(?=要|全面|全部|力争|争取|努力|确保|基本实现|实现|完成|建成|达到)", _target),
    (r"(?<![0-9])(?:[0-9]{3,}月|[0-9]{5,}年)[0-9]{0,2}[日号]?[底末]?(?:之前|以前|前(?!后))", _faulty(_GLUED)),
    (r"(?<=于)[0-9]{1,3}[日号](?:之前|以前|前(?!后))", _faulty(_NO_MONTH)),
)

# Shapes that mean a date only where a deadline stands alone.
_IN_SLOT = _rules(
    (rf"{_YEAR}?(?<![0-9])(?P<d0>)(?P<m>[0-9]{{1,2}})月(?P<d>{_DAY})(?![0-9日号至到-]){_BEFORE}", _unsaid_day),
    (r"(?<![0-9])(?P<y>20[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9])(?P<before>前)?", _iso),
    (
        rf"(?<![0-9./])(?P<y>20[0-9]{{2}})[-./](?P<m>[0-9]{{1,2}})(?![0-9./月]|-[0-9]{{1,2}}(?![0-9])){_BEFORE}",
        _iso_month,
    ),
    (
        rf"(?<![0-9./-])(?P<y>)(?P<yw>)(?P<d0>)(?P<m>[0-9]{{1,2}})[./](?P<d>{_DAY})(?![0-9./-]|[月日号年]){_BEFORE}",
        _whole_day,
    ),
    (
        r"(?<![0-9])(?P<y>20[0-9]{2})年度?(?=$|[,;。、()]|完成|持续|长期|全年|常态|实施|推进|落实|前|要|起|全面)",
        _target,
    ),
    (r"(?:本|今|当)年度?(?!初|中)", _this_year),
    (r"(?<![0-9])(?P<y>)(?P<yw>)年中(?P<before>前)?", _mid_year),
    (r"(?<![0-9./-])(?P<y>20[0-9]{2})(?=前?$)", _target),
    (r"当日|当天|次日|翌日|今日|今天|明日|明天", _day_word),
    (r"(?<![0-9月])[0-9]{1,3}[日号](?:之前|以前|前(?!后)|$)", _faulty(_NO_MONTH)),
    (r"(?<![0-9])(?:[0-9]{3,}[月日]|[0-9]{5,})(?!内)[底末]?前?", _faulty(_GLUED)),
)


def find_phrases(text: str, taken: Iterable[tuple[int, int]], *, in_slot: bool) -> list[Phrase]:
    """All date phrases of the plain `text` in order, none touching the places already `taken`."""
    found: list[Phrase] = []
    occupied = bytearray(len(text))  # one mark for each character taken
    for start, end in taken:
        occupied[start:end] = b"\1" * (end - start)
    for pattern, build in _EVERYWHERE + (_IN_SLOT if in_slot else ()):
        for match in pattern.finditer(text):
            phrase = build(match)
            if phrase.start == phrase.end or any(occupied[phrase.start : phrase.end]):
                continue
            found.append(phrase)
            occupied[phrase.start : phrase.end] = b"\1" * (phrase.end - phrase.start)
    return _linked(text, sorted(found, key=lambda phrase: phrase.start))


_SPAN_GAP = re.compile(r"(?:起|开始)?,?(?:至|到|-+|~)(?:止)?$")
_LIST_GAP = re.compile(r"[、和及与]$")


def _linked(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Join the two ends of a span; let the members of a list (3月、6月底前) share the last one's form."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        gap = text[before.end : phrase.start] if before else ""
        if before and not before.fault and not phrase.fault and not phrase.since and _SPAN_GAP.match(gap):
            since = before.when if before.when.day != LAST else replace(before.when, day=1)
            joined[-1] = replace(phrase, start=before.start, since=since)
        else:
            joined.append(phrase)
    for i in range(len(joined) - 1, 0, -1):
        gap = text[joined[i - 1].end : joined[i].start]
        if joined[i].force > joined[i - 1].force and _LIST_GAP.match(gap):
            joined[i - 1] = replace(joined[i - 1], force=joined[i].force)
    return joined
