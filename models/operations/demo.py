"""A sample year of work (示例), to look at before there is anything of one's own.

Its wording is in resources/sample/year.toml: invented places, units and people. All days follow from the
present one, so that every status occurs whenever it is made. Called by the window (看看示例) and by
`new --demo`; `models.operations.many` makes tasks for benchmarks.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.base.errors import ClerkError
from models.base.fields import Value, Values, read_date
from models.base.lists import Attachment
from models.operations import actions
from models.operations.demo_annual import fill_annual
from models.operations.desk import Around, Desk, Outcome
from models.operations.ledgers import OFFICE_SETTING
from models.operations.own_registers import define
from models.operations.records import Inputs, accepted, followed
from models.registers.own import Clock, Plan, PlannedField, own_name
from models.workbook.steps import Step

_PLACE = re.compile(r"\{([mdwy])([+-]\d+)?\}")
_TASK_FIELDS = ("section", "content", "lead_units", "responsible_units", "cooperating_units", "deadline_text")
_EXTENDED_BY = {"extended": 30, "extended_soon": 6, "returned": 21}
_FINISHED = ("completed", "closed", "closed_late", "returned", "overdue_returned")
_REPORTED = ("started", "overdue_started", "ongoing_told", *_FINISHED)
_NEVER_STARTED = ("waiting", "overdue")


@dataclass(frozen=True)
class _Event:
    """Something that happened to a record on a day: an action with its answers."""

    day: date
    record: int
    action: str
    answers: Mapping[str, Value]
    register: str = "tasks"


@dataclass(frozen=True)
class _Told:
    """A task of the sample: its id, its story's name, when its document was issued, when it is due."""

    id: int
    story: str
    issued: date
    due: date | None


def fill_demo(desk: Desk) -> Outcome:
    """Put the sample into a workbook that has no tasks yet, in a few steps that can be undone.

    Raises:
        ClerkError: there are tasks already.
    """
    if desk.book.count("tasks"):
        raise ClerkError("这个工作簿里已经有任务，示例只能放进新建的工作簿。")
    with (desk.resources / "sample" / "year.toml").open("rb") as file:
        sample = tomllib.load(file)
    own = {own_name(define(desk, _plan(item)).ids[0]): item["records"] for item in sample["own"]}
    told: list[_Told] = []
    others: list[_Event] = []

    def lay_out(step: Step) -> None:
        told.extend(_lay_out(desk, step, sample))
        others.extend(_others(desk, step, {**sample["registers"], **own}))

    first = desk.book.change("demo", "放入示例的单位、文件和台账", lay_out)
    words = sample["words"]
    events = [event for index, task in enumerate(told) for event in _events(desk, task, index, words)]
    desk.book.change("demo", "补记示例一年的办理情况", lambda step: _tell(desk, step, [*events, *others]))
    fill_annual(desk, sample["annual"])
    _work_of_today(desk, told)
    message = f"已放入一年的示例工作：{len(told)} 项任务。"
    return Outcome(first, message, tuple(item.id for item in told), undoable=False)


def practice_notice(desk: Desk) -> str:
    """A notice to practise bringing in, as if it had come these days; goes with the sample's units.

    `desk` tells what day it is and which days are working days.
    """
    return _dated(desk, (desk.resources / "sample" / "practice.txt").read_text(encoding="utf-8"))


def _plan(told: Mapping[str, Any]) -> Plan:
    """A register that an office made for itself, its fields named by their titles."""
    rest = {name: value for name, value in told.items() if name not in ("fields", "clock", "records")}
    fields = (PlannedField(**{**item, "options": tuple(item.get("options", ()))}) for item in told["fields"])
    return Plan(fields=tuple(fields), clock=Clock(**told["clock"]), **rest)


def _lay_out(desk: Desk, step: Step, sample: Mapping[str, Any]) -> Iterator[_Told]:
    """Units, documents and tasks as they stood when they came in."""
    around = Around(desk, step)

    def insert(register: str, inputs: Inputs) -> int:
        declared = desk.registers[register]
        return step.insert(register, accepted(desk, declared, inputs, declared.empty_values(), around))

    insert("settings", {"key": OFFICE_SETTING, "value": sample["office"]})
    for number, unit in enumerate(sample["units"]):
        insert("units", _unit(number, *unit))
    for name, members in sample["groups"].items():
        insert("units", {"name": name, "kind": "群体", "members": "；".join(members)})
    ids: dict[str, int] = {}
    for document in sample["documents"]:
        issued = _workday(desk, desk.clock.today() + timedelta(days=document["issued"]))
        ids[document["key"]] = insert("documents", _document(document, issued, ids))
        for number, task in enumerate(document.get("tasks", ()), start=1):
            inputs = {name: _dated(desk, text) for name, text in zip(_TASK_FIELDS, task, strict=False)}
            made = insert("tasks", {"number": str(number), **inputs, "source": ids[document["key"]]})
            yield _Told(made, task[-1], issued, desk.book.values("tasks", made)["due_on"])


def _unit(number: int, name: str, aliases: str, contact_a: str, contact_b: str) -> Inputs:
    return {
        "name": name,
        "aliases": aliases,
        "kind": "单位",
        "contact_a": contact_a,
        "phone_a": f"885{6101 + number}",
        "contact_b": contact_b,
        "phone_b": f"885{6201 + number}",
    }


def _document(document: Mapping[str, Any], issued: date, ids: Mapping[str, int]) -> Inputs:
    based_on = document.get("based_on")
    return {
        "title": document["title"],
        "doc_number": document["doc_number"].replace("{y}", str(issued.year)),
        "issuer": document["issuer"],
        "issued_on": issued,
        "published_on": issued + timedelta(days=1),
        "index_number": document["index_number"].replace("{y}", str(issued.year)),
        "validity": "现行有效",
        "based_on": (ids[based_on],) if based_on else (),
    }


def _dated(desk: Desk, text: str) -> str:
    """The wording with its {m-2}, {d+5} and {w-20} as months, days and working days around today.

    {y-30} is the year of the day 30 days ago.
    """
    today = desk.clock.today()

    def put(match: re.Match[str]) -> str:
        shift = int(match[2] or 0)
        if match[1] in "dw":
            day = today + timedelta(days=shift) if match[1] == "d" else _by_workdays(desk, shift)
            return f"{day.year}年{day.month}月{day.day}日"
        if match[1] == "y":
            return str((today + timedelta(days=shift)).year)
        months = today.year * 12 + today.month - 1 + shift
        return f"{months // 12}年{months % 12 + 1}月"

    return _PLACE.sub(put, text)


def _event_day(desk: Desk, told: int | str) -> date:
    """The working day of an event, not in the future."""
    if isinstance(told, int):
        return _workday(desk, desk.clock.today() + timedelta(days=told))
    day = read_date(_dated(desk, told))
    assert day is not None, told
    return day


def _by_workdays(desk: Desk, shift: int) -> date:
    """So many working days from the last one up to today."""
    day = _workday(desk, desk.clock.today())
    if shift >= 0:
        return desk.calendar.add_workdays(day, shift)
    for _ in range(-shift):
        day = _workday(desk, day - timedelta(days=1))
    return day


def _workday(desk: Desk, day: date) -> date:
    """The day, or the last working day before it."""
    while not desk.calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def _others(desk: Desk, step: Step, registers: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[_Event]:
    """Records of the other registers as they came in, and what happened to them: [days from today or a place such as {w-5}, action, answers].

    Texts may hold {d-5} and the like; a document is named by its key's title, as people would write it.
    """
    around = Around(desk, step)
    for name, records in registers.items():
        register = desk.registers[name]
        for told in records:
            inputs = {key: _dated(desk, text) for key, text in told.items() if key != "events"}
            made = step.insert(name, accepted(desk, register, inputs, register.empty_values(), around))
            for days, action, answers in told.get("events", ()):
                day = _event_day(desk, days)
                yield _Event(day, made, action, {key: _dated(desk, text) for key, text in answers.items()}, name)


def _tell(desk: Desk, step: Step, events: Sequence[_Event]) -> None:
    """Let everything happen that happened, in the order of the days, by the registers' own actions."""
    around = Around(desk, step)
    for event in sorted(events, key=lambda event: event.day):
        action = desk.registers[event.register].action(event.action)
        assert action is not None, event.action
        values: Values = desk.book.values(event.register, event.record)
        answers: dict[str, Value] = {}
        for ask in action.asks:
            name, first = ask.field.name, ask.first(values, around, event.day)
            answers[name] = ask.field.accept(event.answers.get(name, first), around)
        effect = action.done(values, answers, around, event.day)
        step.update(event.register, event.record, followed(desk.registers[event.register], values, effect, around))


def _events(desk: Desk, task: _Told, index: int, words: Mapping[str, Sequence[str]]) -> Iterator[_Event]:
    """The story of one task."""
    if task.story in _NEVER_STARTED:
        return
    today = desk.clock.today()
    last = task.issued

    def event(day: date, action: str, **answers: Value) -> _Event:
        """On that day, but on a working day, after what went before and not in the future."""
        nonlocal last
        last = min(max(last, _workday(desk, day)), today)
        named = {name: last if value is _THAT_DAY else value for name, value in answers.items()}
        return _Event(last, task.id, action, named)

    start = task.issued + timedelta(days=4 + index % 7)
    yield event(start, "start", started_on=_THAT_DAY)
    due = task.due or today
    late = 5 if task.story == "closed_late" else -2 - index % 9
    finish = min(due + timedelta(days=late), today - timedelta(days=10))
    if task.story in _REPORTED:
        end = finish if task.story in _FINISHED else today - timedelta(days=5)
        rounds = 2 if task.story == "ongoing_told" else 1
        for turn in range(1, rounds + 1):
            day = start + (end - start) * turn / (rounds + 1)
            yield event(day, "report", on=_THAT_DAY, text=_in_turn(words["progress"], index + turn))
    if task.story in _FINISHED:
        yield from _finishing(event, task, index, finish, words)
    if task.story in _EXTENDED_BY:
        until = _workday(desk, today + timedelta(days=_EXTENDED_BY[task.story]))
        reason = "涉及单位较多，需要统一口径，经区政府办公室同意延期。"
        yield event(today - timedelta(days=4), "extend", due_on=until, reason=reason)


def _finishing(
    event: Callable[..., _Event], task: _Told, index: int, finish: date, words: Mapping[str, Sequence[str]]
) -> Iterator[_Event]:
    """Completion, and what came of it."""
    page = f"https://wangxi.example/zwgk/{finish:%Y%m}/t{finish:%Y%m%d}_{1000 + index}.html"
    yield event(
        finish,
        "complete",
        completed_on=_THAT_DAY,
        note=_in_turn(words["completion"], index),
        evidence=(Attachment(title="区政府网站公开页面", url=page),),
    )
    if task.story.startswith("closed"):
        note = _in_turn(words["approval"], index)
        yield event(finish + timedelta(days=3 + index % 5), "close", closed_on=_THAT_DAY, note=note)
    elif task.story in ("returned", "overdue_returned"):
        reason = "佐证材料只有活动通知，缺少现场照片和公开链接，请补充后重新报送。"
        yield event(finish + timedelta(days=3), "return", returned_on=_THAT_DAY, reason=reason)


_THAT_DAY = object()
"""Stands in an answer for the day on which the event takes place."""


def _in_turn(texts: Sequence[str], index: int) -> str:
    return texts[index % len(texts)]


def _work_of_today(desk: Desk, told: Sequence[_Told]) -> None:
    """What the clerk did this morning, each an operation of its own in the history."""
    completed = [task.id for task in told if task.story == "completed"]
    actions.perform(desk, "tasks", completed[:1], "close", {"note": "佐证材料齐全，同意销号。"})
    started = [task.id for task in told if task.story == "started"]
    actions.perform(desk, "tasks", started[:1], "report", {"text": "已与街道核对分户补偿信息，下周提交审核。"})
    actions.perform(desk, "tasks", started[1:2], "report", {"text": "已完成 16 件解读产品，其余 4 件正在制作。"})
