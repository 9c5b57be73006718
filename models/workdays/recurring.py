"""Recurring limits (每月28日前, 每季度首月20日前, 按月报送) found in plain text.

Read by `models.workdays.deadlines`; rule 5 of the domain notes on 完成时限.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.workdays.phrase_forms import LAST, When
from models.workdays.recurrence import daily, monthly, weekly


@dataclass(frozen=True)
class Recurring:
    """A recurrence found in plain text, place [start, end).

    `rule` is None when the day cannot exist; `since` is where the series begins; `doubt` is an
    assumption in Chinese.
    """

    start: int
    end: int
    rule: str | None
    since: When | None = None
    from_now: bool = False  # 即日起
    doubt: str = ""


Match = re.Match[str]
Build = Callable[[Match], tuple[str | None, str]]  # the rule and the doubt

_EDGE_DAYS = {"上旬": 10, "中旬": 20, "下旬": LAST, "初": 10, "中": 15}
_EDGE = r"(?P<edge>底|末|上旬|中旬|下旬|初|中(?!央|心))"
_BEFORE = r"(?:下班)?(?:之前|以前|前(?!后)|止)?"
_WITHIN = r"(?:结束|终了|期满)?之?后的?(?P<after>[0-9]{1,2})(?P<work>个工作)?[日天](?:之内|以内|内)"
_OF_MONTH = rf"(?:(?P<d>[0-9]{{1,2}}(?:[日号]?[、和][0-9]{{1,2}})*)[日号]|{_EDGE})"
_NTH = {"首": 0, "第1个": 0, "第1": 0, "第2个": 1, "第2": 1, "第3个": 2, "第3": 2, "末": -1, "最后1个": -1}
_NTH_MONTH = r"(?:的)?(?P<nth>首|第[1-3]个?|末|最后1个)(?:个)?月份?(?:的)?"
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_NOT_ONCE = r"(?!次|期|调度|通报|报告|汇总|小结|更新|会商|研判|报|调|清|检查|研究|公开)"
_ONWARDS = r"报|调|通|公|更|汇|开展|推送|督|上|统|填|梳|检|反馈|研|清|组织|发布|$|[,;。、]"


def _day_list(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"[0-9]+", text)]


def _in_month(m: Match) -> tuple[int, ...] | None:
    """The days of the month a phrase names; None when one cannot exist."""
    if not m["d"]:
        return (_EDGE_DAYS.get(m["edge"] or "", LAST),)
    days = _day_list(m["d"])
    return tuple(days) if all(1 <= day <= 31 for day in days) else None


def _rule(days: tuple[int, ...] | None, months: tuple[int, ...] = ()) -> str | None:
    if days is None:
        return None
    # The longest month decides whether a day can exist; shorter ones are clipped to their end.
    longest = max((31 if m in (1, 3, 5, 7, 8, 10, 12) else 30 if m != 2 else 29 for m in months), default=31)
    if any(day > longest for day in days):
        return None
    return monthly(*(LAST if day == 31 else day for day in days), months=months)


def _monthly(m: Match) -> tuple[str | None, str]:
    return _rule(_in_month(m)), ""


def _workdays_doubt(m: Match) -> str:
    return f"“{m.group()}”按每月{m['after']}日推定，没有计算节假日。" if m["work"] else ""


def _after(months: tuple[int, ...]) -> Build:
    def build(m: Match) -> tuple[str | None, str]:
        day = int(m["after"])
        return (_rule((day,), months) if day else None), _workdays_doubt(m)

    return build


def _nth_month(length: int) -> Build:
    """每季度首月20日前 (`length` 3), 每半年末月 (`length` 6)."""

    def build(m: Match) -> tuple[str | None, str]:
        nth = _NTH[m["nth"]]
        first = nth + 1 if nth >= 0 else length
        return _rule(_in_month(m), tuple(range(first, 13, length))), ""

    return build


def _yearly_list(m: Match) -> tuple[str | None, str]:
    """每年6月、12月底前; 每年3月15日、9月15日前; 每年1月10日前."""
    pairs = re.findall(
        r"([0-9]{1,2})月份?(?:([0-9]{1,2})[日号])?",
        m["list"] + "月" * (not m["list"].endswith(("月", "份", "日", "号"))),
    )
    months = tuple(int(month) for month, _ in pairs) + tuple(_day_list(m["bare"] or ""))
    days = {int(day) for _, day in pairs if day}
    if not all(1 <= month <= 12 for month in months) or any(day > 31 or day < 1 for day in days):
        return None, ""
    day = min(days) if days else _EDGE_DAYS.get(m["edge"] or "", LAST)
    doubt = f"“{m.group()}”各次的日子不同，按每次{day}日推定，请核对。" if len(days) > 1 else ""
    return _rule((day,), months), doubt


def _yearly_part(m: Match) -> tuple[str | None, str]:
    month = {"上": 6, "下": 12}[m["half"]] if m["half"] else int(m["q"]) * 3
    return monthly(LAST, months=(month,)), ""


def _nth_workday(m: Match) -> tuple[str | None, str]:
    day = int(m["nw"])
    if not 1 <= day <= 22:
        return None, ""
    rule = f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={day}"
    return rule, f"“{m.group()}”按周一至周五推算，没有计算节假日。"


def _weekday(m: Match) -> tuple[str | None, str]:
    interval = 2 if m["two"] else 1
    if m["wd"]:
        days = sorted({_WEEKDAYS[c] for c in m["wd"] if c in _WEEKDAYS})
        return weekly(*days, interval=interval), ""
    return weekly(4, interval=interval), f"“{m.group()}”没有写明星期几，按周五推定。"


_PERIODS: dict[str, Callable[[int], str]] = {
    "年": lambda n: monthly(LAST, months=(12,), interval=n),
    "季度": lambda n: monthly(LAST, months=(3, 6, 9, 12)) if n == 1 else monthly(LAST, interval=3 * n),
    "月": lambda n: monthly(LAST, interval=n),
    "周": lambda n: weekly(4, interval=n),
    "星期": lambda n: weekly(4, interval=n),
    "日": lambda n: daily(n),
    "天": lambda n: daily(n),
}


def _counted(m: Match) -> tuple[str | None, str]:
    """每2年, 每3个月, 1季度1次, 半年1次."""
    if m["half"]:
        return _fixed(_HALF_YEAR)(m)
    number = int(m["n"])
    if not 1 <= number < 100:
        return None, ""
    doubt = f"“{m.group()}”没有写明起点。" if number > 1 else ""
    return _PERIODS[m["u"]](number), doubt


def _fixed(rule: str) -> Build:
    def build(_: Match) -> tuple[str | None, str]:
        return rule, ""

    return build


def _each(m: Match) -> tuple[str | None, str]:
    """按月, 逐季度."""
    word = m["by"]
    if word == "半年":
        return _HALF_YEAR, ""
    return _PERIODS[{"季": "季度"}.get(word, word)](1), ""


_QUARTER = monthly(LAST, months=(3, 6, 9, 12))
_HALF_YEAR = monthly(LAST, months=(6, 12))
_YEAR = monthly(LAST, months=(12,))

_RULES: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"每个?季度?{_NTH_MONTH}{_OF_MONTH}?{_BEFORE}", _nth_month(3)),
        (rf"每个?半年{_NTH_MONTH}{_OF_MONTH}?{_BEFORE}", _nth_month(6)),
        (rf"每个?季度?{_WITHIN}", _after((1, 4, 7, 10))),
        (rf"每个?半年{_WITHIN}", _after((1, 7))),
        (rf"每个?年度?{_WITHIN}", _after((1,))),
        (rf"每个?月{_WITHIN}", _after(())),
        (r"每个?季度?[末底]?" + _BEFORE, _fixed(_QUARTER)),
        (r"每个?半年(?:[末底]?" + _BEFORE + ")", _fixed(_HALF_YEAR)),
        (
            rf"每年度?的?(?P<list>(?:[0-9]{{1,2}}月份?(?:[0-9]{{1,2}}[日号]|[底末])?[、和及与])*[0-9]{{1,2}}月份?(?:[0-9]{{1,2}}[日号])?)"
            rf"(?P<bare>(?!))?{_EDGE}?{_BEFORE}",
            _yearly_list,
        ),
        (
            rf"每年度?的?(?P<bare>(?:[0-9]{{1,2}}[、和及与])+)(?P<list>[0-9]{{1,2}}月份?){_EDGE}?{_BEFORE}",
            _yearly_list,
        ),
        (r"每年度?的?(?:(?P<half>[上下])半年|第?(?P<q>[1-4])季度)[末底内]?" + _BEFORE, _yearly_part),
        (r"每年度?(?:年?[底末终])?" + _BEFORE, _fixed(_YEAR)),
        (r"每个?月(?:度)?(?:的)?(?:前|第)(?P<nw>[0-9]{1,2})个?工作日内?" + _BEFORE, _nth_workday),
        (rf"每个?月[^,;。每]{{0,20}}次月{_OF_MONTH}{_BEFORE}", _monthly),
        (rf"每个?月(?:度)?(?:的)?(?:月)?{_OF_MONTH}?{_BEFORE}", _monthly),
        (
            rf"每(?P<two>双|隔|2)?个?(?:周|星期|礼拜)(?:的)?(?:周|星期)?(?:(?P<wd>[一二三四五六日天](?:[、和及](?:周|星期)?[一二三四五六日天])*){_NOT_ONCE})?"
            rf"(?:上午|下午)?{_BEFORE}",
            _weekday,
        ),
        (r"每旬末?" + _BEFORE, _fixed(monthly(10, 20, LAST))),
        (r"每半个?月", _fixed(monthly(15, LAST))),
        (r"每个?工作日", _fixed(weekly(0, 1, 2, 3, 4))),
        (r"每[日天]", _fixed(daily())),
        (r"每隔?(?P<n>[0-9]{1,2})个?(?P<u>年|季度|月|周|星期|日|天)(?P<half>(?!))?", _counted),
        (
            r"(?:(?<![0-9第年])(?P<n>[0-9]{1,2})个?(?P<u>年|季度|月|周)|(?<![上下])(?P<half>半年))(?:至少|不少于)?[1一](?:次|通报|调度|评估|总结|汇总|报告|会商|研判|更新|检查)",
            _counted,
        ),
        (rf"[按逐](?P<by>月|季度|季|半年|周|日|年)(?=度?(?:{_ONWARDS}))", _each),
    )
)

_SINCE = re.compile(
    r"(?:从|自)?(?:(?P<y>(?:19|20)[0-9]{2})年)?(?:(?P<m>[0-9]{1,2})月份?)?(?:(?P<d>[0-9]{1,2})日)?(?P<now>即日)?"
    r"(?:起|开始|以来),?(?:于|在)?$"
)


_NOUN_AFTER = re.compile(r"的(?![0-9])|度的")  # 每年的政府工作报告 names a thing


def find_recurring(text: str) -> list[Recurring]:
    """All recurring limits of the plain `text`, in order of place."""
    found: list[Recurring] = []
    for pattern, build in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < r.end and r.start < match.end() for r in found):
                continue
            if _NOUN_AFTER.match(text, match.end()):
                continue
            rule, doubt = build(match)
            found.append(_since(text, Recurring(match.start(), match.end(), rule, doubt=doubt)))
    return sorted(found, key=lambda r: r.start)


def _since(text: str, found: Recurring) -> Recurring:
    """Take in the words before it that say when the series begins (从2022年3月起)."""
    match = _SINCE.search(text, max(0, found.start - 24), found.start)
    if match is None or not any(match.group("y", "m", "d", "now")):
        return found
    since = None
    if not match["now"]:
        year = int(match["y"]) if match["y"] else None
        since = When(year=year, month=int(match["m"] or 1), day=int(match["d"] or 1))
    return Recurring(match.start(), found.end, found.rule, since, bool(match["now"]), found.doubt)
