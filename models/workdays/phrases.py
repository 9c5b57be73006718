"""Date phrases (至X月底前, 年内, 三季度末 …) found in plain text, not yet turned into dates.

Patterns after the table in the domain notes on 完成时限. Read by `models.workdays.deadlines`; what a match means
is in `models.workdays.phrase_forms`, `models.workdays.resolve` gives the dates.
"""

import re
from collections.abc import Callable, Iterable

from models.workdays import phrase_forms as forms
from models.workdays.phrase_forms import Match, Phrase, linked

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

Rule = tuple[re.Pattern[str], Callable[[Match], Phrase]]


def _rules(*pairs: tuple[str, Callable[[Match], Phrase]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), build) for pattern, build in pairs)


_CONTRADICTS = "前后矛盾，看不出是哪一天"
_GLUED = "数字连写，看不出是哪一天"
_NO_MONTH = "没有写明月份"

# Earlier rules win where two would take the same characters.
_EVERYWHERE = _rules(
    (r"(?<![0-9])(?:(?:19|20)[0-9]{2})年(?:年)?[底末][0-9]{1,2}月[底末]?前?", forms.faulty(_CONTRADICTS)),
    (
        rf"(?<![0-9./])(?P<y>20[0-9]{{2}})(?P<s>[-./])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>{_DAY})(?![0-9])"
        rf"(?:[T ]?{_HOUR})?(?:下班)?{_BEFORE}",
        forms.iso,
    ),
    (
        rf"{_YEAR}?(?<![0-9])(?P<m>[0-9]{{1,2}})月(?:(?P<d0>{_DAY})[日号]?{_JOIN})?(?P<d>{_DAY})[日号]{_CLOCK}{_BEFORE}",
        forms.whole_day,
    ),
    (
        rf"{_YEAR}?(?:(?<![0-9])(?P<m0>[0-9]{{1,2}})(?:月份?)?{_JOIN})?"
        rf"(?<![0-9])(?P<m>[0-9]{{1,2}})月(?!度|[0-9])份?{_MONTH_EDGE}{_BEFORE}",
        forms.month,
    ),
    (
        rf"{_LONG_YEAR}?(?P<name>国庆|元旦|五一|劳动)(?:劳动)?节?(?:假期|长假)?(?:之前|以前|前(?![后夕]))",
        forms.holiday_eve,
    ),
    (rf"{_YEAR}?(?<!每)(?P<half>[上下])半年(?!度)(?P<edge>底|末|内)?{_BEFORE}", forms.half),
    (rf"{_YEAR}?(?<![0-9每])第?(?P<q>[1-4])季度(?P<edge>底|末|内)?{_BEFORE}", forms.quarter),
    (rf"{_YEAR}年?[底末终]{_BEFORE}", forms.year_end),
    (rf"(?<![0-9每历近多几半数逐])(?P<y>)(?P<yw>)年[底末终]{_BEFORE}", forms.year_end),
    (rf"{_LONG_YEAR}(?:年度?|度)?内", forms.within_year),
    (r"(?<![0-9每历近多几半数逐])(?P<y>)(?P<yw>)年度?内(?!部|容|外|涵)", forms.within_year),
    (rf"{_YEAR}年?中(?=前|完成){_BEFORE}", forms.mid_year),
    (
        rf"(?P<w>下下|本|当|下|次|这)个?月(?:(?P<d>{_DAY})[日号]{_CLOCK}|(?P<edge>底|末|内|上旬|中旬|下旬|初)){_BEFORE}",
        forms.this_month,
    ),
    (rf"(?P<w>本|当|下|次|这)个?季度?(?P<edge>底|末|内){_BEFORE}", forms.this_quarter),
    (
        rf"(?P<w>下下|本|下|这)个?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])?(?P<inside>之?内)?{_HOUR}(?:下班)?{_BEFORE}",
        forms.week,
    ),
    (
        rf"(?<![每本下这上逢])(?:周|星期)(?P<wd>[一二三四五六日天]){_HOUR}(?:下班)?(?P<before>之前|以前|前(?!后))",
        forms.bare_weekday,
    ),
    (r"(?<![0-9每本当下次个这度])月[底末](?P<before>之前|以前|前(?!后))", forms.month_end),
    (r"(?<![截年月日达得收接受回])(?:到|至)(?P<y>20[0-9]{2})年(?![0-9度的至到底末初]|[0-9]{1,2}月)", forms.by_target),
    (r"(?<![0-9])(?P<y>20[0-9]{2})年(?=要|全面|全部|力争|争取|努力|确保|基本实现|实现|完成|建成|达到)", forms.target),
    (r"(?<![0-9])(?:[0-9]{3,}月|[0-9]{5,}年)[0-9]{0,2}[日号]?[底末]?(?:之前|以前|前(?!后))", forms.faulty(_GLUED)),
    (r"(?<=于)[0-9]{1,3}[日号](?:之前|以前|前(?!后))", forms.faulty(_NO_MONTH)),
)

# Shapes that mean a date only where a deadline stands alone.
_IN_SLOT = _rules(
    (rf"{_YEAR}?(?<![0-9])(?P<d0>)(?P<m>[0-9]{{1,2}})月(?P<d>{_DAY})(?![0-9日号至到-]){_BEFORE}", forms.unsaid_day),
    (r"(?<![0-9])(?P<y>20[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9])(?P<before>前)?", forms.iso),
    (
        rf"(?<![0-9./])(?P<y>20[0-9]{{2}})[-./](?P<m>[0-9]{{1,2}})(?![0-9./月]|-[0-9]{{1,2}}(?![0-9])){_BEFORE}",
        forms.iso_month,
    ),
    (
        rf"(?<![0-9./-])(?P<y>)(?P<yw>)(?P<d0>)(?P<m>[0-9]{{1,2}})[./](?P<d>{_DAY})(?![0-9./-]|[月日号年]){_BEFORE}",
        forms.whole_day,
    ),
    (
        r"(?<![0-9])(?P<y>20[0-9]{2})年度?(?=$|[,;。、()]|完成|持续|长期|全年|常态|实施|推进|落实|前|要|起|全面)",
        forms.target,
    ),
    (r"(?:本|今|当)年度?(?!初|中)", forms.this_year),
    (r"(?<![0-9])(?P<y>)(?P<yw>)年中(?P<before>前)?", forms.mid_year),
    (r"(?<![0-9./-])(?P<y>20[0-9]{2})(?=前?$)", forms.target),
    (r"当日|当天|次日|翌日|今日|今天|明日|明天", forms.day_word),
    (r"(?<![0-9月])[0-9]{1,3}[日号](?:之前|以前|前(?!后)|$)", forms.faulty(_NO_MONTH)),
    (r"(?<![0-9])(?:[0-9]{3,}[月日]|[0-9]{5,})(?!内)[底末]?前?", forms.faulty(_GLUED)),
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
    return linked(text, sorted(found, key=lambda phrase: phrase.start))
