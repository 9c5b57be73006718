"""Limits that run from an event: 印发后30日内, 收到留言之日起3个工作日内.

A rule per event is kept as text in the manner of RFC 5545, `AMOUNT=3;UNIT=WORKDAY;EVENT=收到留言之日`,
with UNIT one of WORKDAY, DAY, WEEK, MONTH, YEAR, HOUR and EVENT last (it may hold any character, and
may be empty when the source names no event). Rules 6 and 7 of the domain notes on 完成时限. Any
layer above `models.base` may call `parse_relative`, `due_after` and `describe_relative`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.base.errors import FieldError
from models.workdays.calendar import WorkCalendar
from models.workdays.resolve import plus_months, plus_years

_MOST = 3650  # a larger count is no deadline
_MOST_YEARS = 50  # 2021年内 is no count of years
_REACH = 80  # how far before the count its event is looked for

_UNITS = {
    "工作日": "WORKDAY",
    "自然日": "DAY",
    "日": "DAY",
    "天": "DAY",
    "周": "WEEK",
    "星期": "WEEK",
    "月": "MONTH",
    "年": "YEAR",
    "小时": "HOUR",
}
_SPOKEN = {
    "WORKDAY": "个工作日",
    "DAY": "日",
    "WEEK": "周",
    "MONTH": "个月",
    "YEAR": "年",
    "HOUR": "小时",
}


@dataclass(frozen=True)
class RelativeRule:
    """`amount` `unit`s from `event`."""

    event: str
    amount: int
    unit: str

    def __str__(self) -> str:
        return f"AMOUNT={self.amount};UNIT={self.unit};EVENT={self.event}"


def parse_relative(text: str) -> RelativeRule:
    """Read the stored form of a rule per event.

    Raises:
        FieldError: `text` is not such a rule.
    """
    match = re.fullmatch(r"AMOUNT=([0-9]{1,4});UNIT=([A-Z]+);EVENT=(.*)", text, re.DOTALL)
    if match is None or match[2] not in _SPOKEN:
        raise FieldError(f"“{text}”不是有效的相对时限。请按“收到之日起3个工作日内”的样子填写。", "relative")
    return RelativeRule(match[3], int(match[1]), match[2])


def due_after(rule: RelativeRule, event_day: date, calendar: WorkCalendar) -> date:
    """The last day of the limit when the event falls on `event_day`; days count from the next one.

    Hours give the day on which they end at the latest.
    """
    if rule.unit == "WORKDAY":
        return calendar.add_workdays(event_day, rule.amount)
    if rule.unit == "MONTH":
        return plus_months(event_day, rule.amount)
    if rule.unit == "YEAR":
        return plus_years(event_day, rule.amount)
    days = {"DAY": rule.amount, "WEEK": 7 * rule.amount, "HOUR": -(-rule.amount // 24)}[rule.unit]
    return event_day + timedelta(days=days)


def describe_relative(text: str) -> str:
    """A rule per event in Chinese for display: 收到留言之日起3个工作日内.

    Raises:
        FieldError: `text` is not such a rule.
    """
    rule = parse_relative(text)
    link = "" if not rule.event else "起" if rule.event.endswith("日") else "后"
    return f"{rule.event}{link}{rule.amount}{_SPOKEN[rule.unit]}内"


@dataclass(frozen=True)
class RelativePhrase:
    """A limit from an event as found in plain text, place [start, end).

    `counts_from`: "document" (this document's issue), "receipt" (of this document), "event"
    (something that happens again and again), "other" (the issue of another document, `named` in 《》 before
    the place) or "" (the text does not say).
    """

    start: int
    end: int
    rule: RelativeRule
    counts_from: str
    named: str = ""


_AMOUNT = re.compile(
    r"(?:(?<![0-9.])(?P<n>[0-9]{1,4})个?(?P<u>工作日|自然日|日|天|月|年|周|星期|小时)|(?P<half>(?<![上下])半年|半个月|半月))"
    r"(?P<inside>之内|以内|内(?!部|容|外|涵|设))?"
)
_EVENT_END = re.compile(r"(?:(?P<day>之日|当日|当天|之时)起?算?|起|之后|以后|后)(?:的|,)?$")
_CLAUSE_END = re.compile(r"[,;。:!?“”\"《》]")
_ISSUE = re.compile(r"(?:印发|下发|发文|成文|制发|行文)$")
_OWN_ISSUE = re.compile(r"本[^,]{0,20}(?:发布|公布|公开|施行|实施|发出)$")
_OWN_NAME = re.compile(r"(?:通知|方案|文件|意见|要点|办法|计划|清单|通报|细则|规定)$")
_OTHERS = re.compile(r"政策|规范性|公文|信息|解读|新|各|每|相关|有关|上级")
_RECEIPT = re.compile(
    r"(?:收到|接到|接)(?:(?:本|此)?(?:通知|通报|方案|文件)|(?:本|此)(?:通知书|督办单|督办通知单|督办函|交办单|函))?$"
)
_CUT = re.compile(r"在(?!线|职|建|册|校|编|外)|自(?!然|身|主|我|愿|行|查|评)|从(?!业|事|严|重|快)|于(?!是)")
_LEAD = re.compile(r"^(?:并|且|应当|应|须|要|需|必须|务必|确保|做到|保证|力争|争取|原则上|一般|由|对|自|从|在|于)+")
_NAMED_BEFORE = re.compile(r"《[^《》]{2,120}(?:《[^《》]{2,120}》[^《》]{0,60})?》$")
_NAME_REACH = 320  # a title in 《》 is not longer
_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_NAME = 4
_NO_LIMIT = re.compile(r"(?:近|过去|前|上|提前|连续|超过|满|至少|不少于|不低于|期限为?|公示期为?|任期|每)$")


def find_relative(
    text: str, taken: Iterable[tuple[int, int]], *, in_slot: bool, own_titles: Iterable[str] = ()
) -> list[RelativePhrase]:
    """All limits from an event in the plain `text`, none touching the places already `taken`.

    In a slot the closing 内 may be missing (3个月, 自印发之日起30日). A document named in 《》 is another one
    unless it is among `own_titles`.
    """
    occupied = list(taken)
    found: list[RelativePhrase] = []
    for match in _AMOUNT.finditer(text):
        phrase = _read(text, match, in_slot=in_slot)
        phrase = _of_another(text, phrase, own_titles) if phrase else None
        if phrase and not any(phrase.start < b and a < phrase.end for a, b in occupied):
            found.append(phrase)
            occupied.append((phrase.start, phrase.end))
    return found


def _read(text: str, match: re.Match[str], *, in_slot: bool) -> RelativePhrase | None:
    amount, unit = _amount(match)
    if not 0 < amount <= (_MOST_YEARS if unit == "YEAR" else _MOST):
        return None
    floor = max(0, match.start() - _REACH)
    head = text[floor : match.start()]
    event_end = _EVENT_END.search(head)
    if event_end is None:
        alone = in_slot and match.end() - match.start() == len(text) and _counts_by_itself(match.group())
        if not (match["inside"] or alone) or _NO_LIMIT.search(head):
            return None
        return RelativePhrase(match.start(), match.end(), RelativeRule("", amount, unit), "")
    if not match["inside"] and not (event_end["day"] and (unit == "WORKDAY" or in_slot)):
        return None
    clause_start = max((m.end() for m in _CLAUSE_END.finditer(head, 0, event_end.start())), default=0)
    clause = head[clause_start : event_end.start()]
    return _with_event(match, floor + clause_start, clause, event_end["day"] or "", RelativeRule("", amount, unit))


def _of_another(text: str, phrase: RelativePhrase, own_titles: Iterable[str]) -> RelativePhrase:
    """The same limit, counted from the issue of the document that is named right before it (《…》印发后3日内)."""
    named = _NAMED_BEFORE.search(text[max(0, phrase.start - _NAME_REACH) : phrase.start])
    if named is None or phrase.counts_from not in ("document", "event"):
        return phrase
    name = _SIGNS.sub("", named.group())
    own = any(
        name in title or title in name for raw in own_titles if len(title := _SIGNS.sub("", raw)) >= _SHORTEST_NAME
    )
    if own or name.startswith("本"):
        return phrase
    said = re.match(r"(?P<event>[^0-9,;。]*?)(?:起算?|之后|以后|后|起)", text[phrase.start : phrase.end])
    event = phrase.rule.event or (said["event"] if said else "")
    return replace(phrase, rule=replace(phrase.rule, event=event), counts_from="other", named=named.group())


def _counts_by_itself(phrase: str) -> bool:
    """Whether a count alone in a slot is a length of time (3个月, 10天) and not a date (9月, 20日)."""
    return "个" in phrase or not phrase.endswith(("日", "月", "号"))


def _amount(match: re.Match[str]) -> tuple[int, str]:
    if match["half"] == "半年":
        return 6, "MONTH"
    if match["half"]:
        return 15, "DAY"
    return int(match["n"]), _UNITS[match["u"]]


def _with_event(
    match: re.Match[str], clause_start: int, clause: str, ending: str, bare: RelativeRule
) -> RelativePhrase | None:
    """Name the event and whose it is."""
    place = clause_start + _event_place(clause)
    event = clause[place - clause_start :]
    if event in ("", "即日", "即", "即日开始"):
        whose = "document" if event else ""
        return RelativePhrase(place, match.end(), bare, whose)
    issue = _ISSUE.search(event)
    subject = event[: issue.start()] if issue else ""
    own = issue and not _OTHERS.search(subject) and (not subject or "本" in subject or _OWN_NAME.search(subject))
    if issue and own:
        return RelativePhrase(place + issue.start(), match.end(), bare, "document")
    if _OWN_ISSUE.search(event):
        return RelativePhrase(place, match.end(), bare, "document")
    receipt = _RECEIPT.search(event)
    if receipt and receipt.group() not in ("收到", "接到", "接") and not _OTHERS.search(event):
        return RelativePhrase(place + receipt.start(), match.end(), bare, "receipt")
    rule = RelativeRule(event + (ending if ending != "之时" else ""), bare.amount, bare.unit)
    return RelativePhrase(place, match.end(), rule, "event")


def _event_place(clause: str) -> int:
    """Where the event begins in its clause: after 在/自/从/于, else after the modal words."""
    cut = _CUT.search(clause)
    place = cut.end() if cut else 0
    lead = _LEAD.match(clause[place:])
    return place + (lead.end() if lead else 0)
