"""The answers to what an action asks: read, filled up with what stands there at first, chosen among what may be chosen.

Part of `actions`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from models.base.errors import ClerkError, FieldError
from models.base.fields import Value, Values
from models.base.lists import Links, first_named
from models.base.register import Action, Ask, Candidate, Each
from models.operations.desk import Around, Desk
from models.operations.records import Inputs, attached

_NAMED = 6
_LIKE = 0.6


def asked(
    desk: Desk, action: Action, inputs: Inputs, records: Mapping[int, Values], around: Around
) -> dict[int, dict[str, Value]]:
    """For each record (id -> its values) its answers; one that none of the chosen concerns is left out.

    Raises:
        ClerkError: the action does not ask for one of the inputs.
        FieldError: an answer is missing or does not fit, or is none of those among which it must be chosen.
    """
    given = _given(desk, action, inputs, records, around)
    found: dict[int, dict[str, Value]] = {}
    for record_id, values in records.items():
        answers: dict[str, Value] = {}
        concerned = True
        for ask in action.asks:
            name = ask.field.name
            if ask.among is not None and name in given:
                mine = [item.id for item in ask.among(values, around)]
                answers[name] = tuple(item for item in given[name] if item in mine)
                concerned = concerned and not (mine and not answers[name])
            elif name in given:
                answers[name] = given[name]
            else:
                answers[name] = accepted(ask, ask.first(values, around, around.today()), around)
                _refuse_none(desk, ask, answers[name], _merged(ask, [values], around))
        if concerned:
            found[record_id] = answers
    return found


def accepted(ask: Ask, answer: Value, around: Around) -> Value:
    """The answer as it is kept.

    Raises:
        FieldError: the field does not take it, or it is a day to come on which something is said to have happened.
    """
    found = ask.field.accept(answer, around)
    if ask.happened and isinstance(found, date) and found > around.today():
        raise ask.field.error(f"{found.isoformat()} 还没有到，请填今天或者以前的日期")
    return found


def candidates(desk: Desk, ask: Ask, register: str, ids: Sequence[int]) -> list[Candidate]:
    """Among what an answer about these records is chosen: each once, wanted where one record wants it.

    About several records none stands ticked, unless it is the only one.
    """
    found = _merged(ask, [record.values for record in desk.book.records(register, ids)], Around(desk))
    if len(ids) > 1 and sum(item.wanted for item in found) > 1:
        return [replace(item, usual=False) for item in found]
    return found


def _merged(ask: Ask, records: Sequence[Values], around: Around) -> list[Candidate]:
    found: dict[int, Candidate] = {}
    for values in records if ask.among is not None else ():
        assert ask.among is not None
        for item in ask.among(values, around):
            old = found.get(item.id)
            if old is None:
                found[item.id] = item
            else:
                note = old.note if old.note == item.note else ""
                wanted, usual = old.wanted or item.wanted, old.usual or item.usual
                found[item.id] = replace(old, wanted=wanted, usual=usual, note=note)
    return list(found.values())


def _given(
    desk: Desk, action: Action, inputs: Inputs, records: Mapping[int, Values], around: Around
) -> dict[str, Value]:
    """What was answered, by the names of the fields."""
    asks = {ask.field.name: ask for ask in action.asks}
    titles = {ask.field.title: ask.field.name for ask in action.asks}
    answers: dict[str, Value] = {}
    for name, value in inputs.items():
        ask = asks.get(titles.get(name, name))
        if ask is None:
            raise ClerkError(f"“{action.title}”不需要“{name}”，可填的有：{'、'.join(asks)}。")
        field = ask.field
        if ask.among is not None:
            answers[field.name] = _chosen(desk, ask, value, _merged(ask, list(records.values()), around))
        elif isinstance(value, Each):
            answers[field.name] = value
        else:
            answers[field.name] = accepted(ask, attached(desk, field, value), around)
    for ask in action.asks:
        if isinstance(each := answers.get(ask.field.name), Each):
            answers[ask.field.name] = _each(desk, ask, each, answers.get(ask.each), around)
    return answers


def _each(desk: Desk, ask: Ask, each: Each, chosen: Value, around: Around) -> Each:
    """What all share may be missing where each that was chosen has its own."""
    field = ask.field
    if not ask.each:
        raise ClerkError(f"“{field.title}”只能统一填写，不能分别填写。")
    own = {one: field.accept(attached(desk, field, words), around) for one, words in each.own.items()}
    if chosen and all(own.get(one) for one in chosen) and not each.shared:
        return Each(None, own)
    return Each(field.accept(attached(desk, field, each.shared), around), own)


def _chosen(desk: Desk, ask: Ask, value: Value, among: Sequence[Candidate]) -> tuple[int, ...]:
    """The answer, which must be some of these. Nothing is registered by naming it."""
    field = ask.field
    assert isinstance(field, Links)
    told = field.names(value, desk.book) if isinstance(value, str) else value or ()
    known = {item.id for item in among}
    ids: dict[int, None] = {}
    for item in told:
        found = desk.book.find(field.to, item) if isinstance(item, str) else item
        if found is None or found not in known:
            name = item if isinstance(item, str) else desk.book.title(field.to, item)
            raise FieldError(_not_among(desk, ask, name, among), field.name)
        ids[found] = None
    _refuse_none(desk, ask, tuple(ids), among)
    return tuple(ids)


def _refuse_none(desk: Desk, ask: Ask, chosen: Value, among: Sequence[Candidate]) -> None:
    if among and not chosen:
        raise FieldError(f"请写明{ask.field.title}，可以选的有：{_listed(_wanted(desk, ask, among))}。", ask.field.name)


def _not_among(desk: Desk, ask: Ask, name: str, among: Sequence[Candidate]) -> str:
    names = _wanted(desk, ask, among)
    like = get_close_matches(name, names, n=1, cutoff=_LIKE)
    if like:
        return f"{name}{ask.refusal}，是不是{like[0]}？"
    return f"{name}{ask.refusal}" + (f"，可以选的有：{_listed(names)}。" if names else "。")


def _wanted(desk: Desk, ask: Ask, among: Sequence[Candidate]) -> list[str]:
    assert ask.field.target is not None
    return [desk.book.title(ask.field.target, item.id) for item in among if item.wanted]


def _listed(names: Sequence[str]) -> str:
    return first_named(names, _NAMED, "个")
