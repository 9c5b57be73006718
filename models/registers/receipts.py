"""签收 and 回复 of a paper that went out: who got it, who has signed or answered, who has not, and how that is told.

A group (各街道) among the addressees stands for its members, as far as they are set. Those in 抄送 may sign and answer,
but the paper waits for its addressees only. Part of `dispatches`.

Source: 党政机关公文处理工作条例 (2012) 第二十四条 (签收), 第二十五条 (催办, 答复).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from models.base.computed import Compute
from models.base.fields import Value, Values
from models.base.membership import meant_by
from models.base.register import Candidate, Each, Surroundings, Told
from models.registers import usual

UNITS = "units"
_SIGNED, _SIGNERS_NAME = "签收", 4
_GAP = "\u3000"


def members(units: Iterable[int], around: Surroundings) -> tuple[int, ...]:
    """The units, a group replaced by its members and theirs; a group without any stands for itself."""
    return meant_by(units, around.linked("units", "members"))


def outstanding(values: Values, field: str, around: Surroundings) -> tuple[int, ...]:
    """The addressees that are not in `field` (received_by, replied_by) yet."""
    done = set(members(values.get(field) or (), around))
    return tuple(unit for unit in members(values.get("addressees") or (), around) if unit not in done)


def candidates(field: str) -> Callable[[Values, Surroundings], Sequence[Candidate]]:
    """Who may be put into `field`: the outstanding ones are offered, those in 抄送 after them.

    Offered or not, everybody who got the paper may be named: a group for its members, and who has answered before.
    """

    def among(values: Values, around: Surroundings) -> Sequence[Candidate]:
        waited = outstanding(values, field, around)
        found = {unit: Candidate(unit, usual=len(waited) == 1) for unit in waited}
        copies = [around.known("units", name) for name in values.get("copy_to") or ()]
        named = [unit for unit in copies if unit is not None]
        done = members(values.get(field) or (), around)
        for unit in members(named, around):
            found.setdefault(unit, Candidate(unit, wanted=unit not in done, note="抄送"))
        addressees = values.get("addressees") or ()
        for unit in (*members(addressees, around), *addressees, *named):
            found.setdefault(unit, Candidate(unit, wanted=False))
        return tuple(found.values())

    return among


def signed(values: Values, answers: Values, around: Surroundings) -> Mapping[str, Value]:
    """签收: the units join those that have signed, each with a line of its own."""
    noted = _noted("received_by", "receipts", _signed_by, values, answers, around)
    return {**noted, **_completed("received_by", "received_on", {**values, **noted}, _day(answers, around), around)}


def _signed_by(name: str) -> str:
    if not name:
        return _SIGNED
    if _SIGNED in name:
        return name
    return f"{name}{_SIGNED}" if len(name) <= _SIGNERS_NAME else f"{_SIGNED}：{name}"


def replied(values: Values, answers: Values, around: Surroundings) -> Mapping[str, Value]:
    """回复: the same for those that have answered; who answers has got it, so an answer counts as a receipt too."""
    day = _day(answers, around)
    noted = dict(_noted("replied_by", "replies", str, values, answers, around))
    noted["received_by"] = tuple(dict.fromkeys((*(values.get("received_by") or ()), *noted["replied_by"])))
    after = {**values, **noted}
    return {
        **noted,
        **_completed("replied_by", "replied_on", after, day, around),
        **_completed("received_by", "received_on", after, day, around),
    }


def _day(answers: Values, around: Surroundings) -> date:
    day = answers.get("on") or around.today()
    assert isinstance(day, date)
    return day


def _noted(
    field: str, entries: str, told: Callable[[str], str], values: Values, answers: Values, around: Surroundings
) -> Mapping[str, Value]:
    """A line for each unit with its own words, else with those of all; `told` makes the line of them."""
    given = answers.get("text")
    words = given if isinstance(given, Each) else Each(given)
    named = answers.get(UNITS) or ()
    said: dict[int, str] = {}
    for unit in named:
        said |= {member: words.of(unit) or "" for member in members((unit,), around) if member not in said}
    said |= {unit: text for unit, text in words.own.items() if unit in said}  # its own goes before its group's
    units = members(named, around)
    lines = [f"{around.title('units', unit)}{_GAP}{told(said[unit])}" for unit in units] or [told(words.shared or "")]
    noted = tuple(values.get(entries) or ())
    for line in lines:
        noted = usual.with_entry({entries: noted}, entries, _day(answers, around), line)
    return {field: tuple(dict.fromkeys((*(values.get(field) or ()), *units))), entries: noted}


def _completed(field: str, complete: str, after: Values, day: date, around: Surroundings) -> Mapping[str, Value]:
    """The day on which the last one came, unless that is known already."""
    if after.get(complete) or outstanding(after, field, around):
        return {}
    return {complete: day}


def told(deed: str) -> Told:
    """“记下区农业农村局的回复”, “记下 3 个单位的回复”; `deed` is 签收 or 的回复."""

    def phrase(answers: Sequence[Values], around: Surroundings) -> str:
        units = tuple(dict.fromkeys(unit for answer in answers for unit in members(answer[UNITS] or (), around)))
        who = around.title("units", units[0]) if len(units) == 1 else f" {len(units)} 个单位"
        papers = f"（{len(answers)} 份发文）" if len(answers) > 1 else ""
        return f"记下{who}{deed}{papers}" if units else f"记下 {len(answers)} 份发文{deed}"

    return phrase


def share(values: Values, around: Surroundings) -> Value:
    """“已签 1/4”, and “已回 0/4” where an answer is wanted or has come; "" for a paper without addressees, or withdrawn."""
    count = len(members(values.get("addressees") or (), around))
    if not count or values.get("voided_on"):
        return ""
    parts = [f"已签 {count - _missing(values, 'received_by', 'received_on', around)}/{count}"]
    if values.get("reply_due") or values.get("replied_by"):
        parts.append(f"已回 {count - _missing(values, 'replied_by', 'replied_on', around)}/{count}")
    return "，".join(parts)


def _missing(values: Values, field: str, complete: str, around: Surroundings) -> int:
    return 0 if values.get(complete) else len(outstanding(values, field, around))


def left(field: str, complete: str, *, when: str = "") -> Compute:
    """Who is outstanding, as words; `when`: only while that field is filled in."""

    def words(values: Values, around: Surroundings) -> Value:
        if values.get("voided_on") or values.get(complete) or (when and not values.get(when)):
            return ""
        return "、".join(around.title("units", unit) for unit in outstanding(values, field, around))

    return words
