"""A sample year of work (示例), to look at before there is anything of one's own.

Its wording is in resources/sample/year.toml: invented places, units and people. All days follow from the
present one, so that every status occurs whenever it is made. Called by the window (看看示例) and by
`new --demo`; `models.operations.many` makes tasks for benchmarks.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.base.errors import ClerkError
from models.base.fields import Value, Values
from models.base.file_names import safe_file_name
from models.base.lists import Attachment
from models.operations import actions, demo_papers
from models.operations.demo_annual import fill_annual
from models.operations.demo_papers import Paper
from models.operations.demo_places import Places
from models.operations.desk import Around, Desk, Outcome
from models.operations.own_registers import define
from models.operations.records import Inputs, accepted, followed
from models.registers.own import Clock, Plan, PlannedField, own_name
from models.workbook.steps import Step

_TASK_FIELDS = ("section", "content", "lead_units", "responsible_units", "cooperating_units", "deadline_text")
_EXTENDED_BY = {"extended": 30, "extended_soon": 6, "returned": 21}
_FINISHED = ("completed", "closed", "closed_late", "returned", "overdue_returned")
_REPORTED = ("started", "overdue_started", "ongoing_told", *_FINISHED)
_NEVER_STARTED = ("waiting", "overdue")
PRACTICE_ISSUED = -3
"""Days from today on which the practice notice was issued."""
_OWN_DAYS = ("dated", "reserved_on", "formed_on", "arrived_on", "received_on", "found_on", "submitted_on")
"""The fields that tell on which day a record came to be, whose year its number is of."""


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
    places = Places(desk)
    told: list[_Told] = []
    events: list[_Event] = []
    papers: list[Paper] = []

    def lay_out(step: Step) -> None:
        told.extend(_lay_out(desk, step, sample, places))
        for name, records in {**sample["registers"], **own}.items():
            _add_records(desk, step, name, records, places, events, papers)

    first = desk.book.change("demo", "放入示例的单位、文件和台账", lay_out)
    files = demo_papers.written(desk, papers)
    for index, task in enumerate(told):
        events.extend(_events(task, index, sample["words"], places))

    def tell(step: Step) -> None:
        _tell(desk, step, events)
        for entry, (name, content) in files.items():
            demo_papers.keep(desk, step, "dispatches", entry, name, content)

    desk.book.change("demo", "补记示例一年的办理情况", tell)
    fill_annual(desk, sample["annual"])
    _work_of_today(desk, told)
    message = f"已放入一年的示例工作：{len(told)} 项任务。"
    return Outcome(first, message, tuple(item.id for item in told), undoable=False)


def practice_notice(desk: Desk) -> str:
    """A notice to practise bringing in, as if it had come these days; goes with the sample's units.

    `desk` tells what day it is and which days are working days.
    """
    places = Places(desk)
    text = (desk.resources / "sample" / "practice.txt").read_text(encoding="utf-8")
    return places.text(text, places.office_day(PRACTICE_ISSUED))


def _plan(told: Mapping[str, Any]) -> Plan:
    """A register that an office made for itself, its fields named by their titles."""
    rest = {name: value for name, value in told.items() if name not in ("fields", "clock", "records")}
    fields = (PlannedField(**{**item, "options": tuple(item.get("options", ()))}) for item in told["fields"])
    return Plan(fields=tuple(fields), clock=Clock(**told["clock"]), **rest)


def _lay_out(desk: Desk, step: Step, sample: Mapping[str, Any], places: Places) -> Iterator[_Told]:
    """Units, documents and tasks as they stood when they came in."""
    around = Around(desk, step)

    def insert(register: str, inputs: Inputs) -> int:
        declared = desk.registers[register]
        return step.insert(register, accepted(desk, declared, inputs, declared.empty_values(), around))

    for key, value in sample["settings"].items():
        insert("settings", {"key": key, "value": value})
    for number, unit in enumerate(sample["units"]):
        insert("units", _unit(number, *unit))
    for name, members in sample["groups"].items():
        insert("units", {"name": name, "kind": "群体", "members": "；".join(members)})
    ids: dict[str, int] = {}
    for document in sample["documents"]:
        issued = places.office_day(document["issued"])
        inputs = _document(document, issued, ids, places)
        rows = [
            {name: places.text(text) for name, text in zip(_TASK_FIELDS, task, strict=False)}
            for task in document.get("tasks", ())
        ]
        if rows:
            heads = (inputs["title"], inputs["doc_number"], inputs["issuer"])
            inputs["text"] = demo_papers.full_text(*heads, issued, document["opening"], rows)
        ids[document["key"]] = made = insert("documents", inputs)
        if rows:
            name = safe_file_name(inputs["title"], ".txt")
            demo_papers.keep(desk, step, "documents", made, name, inputs["text"].encode())
        for number, (row, task) in enumerate(zip(rows, document.get("tasks", ()), strict=True), start=1):
            told = {"number": str(number), **row, "source": made, "clause": demo_papers.clause(number, row)}
            task_id = insert("tasks", told)
            yield _Told(task_id, task[-1], issued, desk.book.values("tasks", task_id)["due_on"])


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


def _document(document: Mapping[str, Any], issued: date, ids: Mapping[str, int], places: Places) -> dict[str, Any]:
    based_on = document.get("based_on")
    return {
        "title": document["title"],
        "doc_number": places.text(document["doc_number"], issued),
        "issuer": document["issuer"],
        "issued_on": issued,
        "published_on": places.next_workday(issued),
        "index_number": places.text(document["index_number"], issued),
        "validity": "现行有效",
        "based_on": (ids[based_on],) if based_on else (),
    }


def _add_records(
    desk: Desk,
    step: Step,
    name: str,
    records: Sequence[Mapping[str, Any]],
    places: Places,
    events: list[_Event],
    papers: list[Paper],
) -> None:
    """Records of another register as they came in; adds what happened to them, and the papers that were written.

    `events` are [days from today or a place such as {w-5}, action, answers], `paper` the elements a paper was composed of.
    A document is named by its title, as people would write it.
    """
    around = Around(desk, step)
    register = desk.registers[name]
    for told in records:
        own_day = next((places.day(told[key]) for key in _OWN_DAYS if key in told), None)
        texts = {key: text for key, text in told.items() if key not in ("events", "paper")}
        inputs = {key: places.text(text, own_day) for key, text in texts.items()}
        values = accepted(desk, register, inputs, register.empty_values(), around)
        made = step.insert(name, values)
        for days, action, answers in told.get("events", ()):
            day = places.event_day(days)
            events.append(
                _Event(day, made, action, {key: places.text(text, day) for key, text in answers.items()}, name)
            )
        if "paper" in told:
            elements = {key: places.text(text, own_day) for key, text in told["paper"].items()}
            elements |= {"日期": inputs["dated"], "文号": inputs["doc_number"]}
            kind, number = inputs["kind"], inputs["doc_number"]
            papers.append(Paper(made, kind, f"{number} {kind}", tuple(values.get("tasks", ())), elements))


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


def _events(task: _Told, index: int, words: Mapping[str, Sequence[str]], places: Places) -> Iterator[_Event]:
    """The story of one task."""
    if task.story in _NEVER_STARTED:
        return
    today = places.today
    last = task.issued

    def event(day: date, action: str, **answers: Value) -> _Event:
        """On that day, but on a working day, after what went before and not in the future."""
        nonlocal last
        last = min(max(last, places.workday(day)), places.last_workday)
        named = {name: last if value is _THAT_DAY else value for name, value in answers.items()}
        return _Event(last, task.id, action, named)

    start = task.issued + timedelta(days=4 + index % 7)
    yield event(start, "start", started_on=_THAT_DAY)
    due = task.due or today
    late = 5 if task.story == "closed_late" else -2 - index % 9
    finish = places.workday(min(due + timedelta(days=late), today - timedelta(days=10)))
    if task.story in _REPORTED:
        end = finish if task.story in _FINISHED else today - timedelta(days=5)
        rounds = 2 if task.story == "ongoing_told" else 1
        for turn in range(1, rounds + 1):
            day = start + (end - start) * turn / (rounds + 1)
            yield event(day, "report", on=_THAT_DAY, text=_in_turn(words["progress"], index + turn))
    if task.story in _FINISHED:
        yield from _finishing(event, task, index, finish, words)
    if task.story in _EXTENDED_BY:
        until = places.workday(today + timedelta(days=_EXTENDED_BY[task.story]))
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
