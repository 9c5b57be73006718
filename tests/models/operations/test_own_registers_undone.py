"""Whatever a clerk does to an own register and its records, undoing it brings back exactly what was, and redoing too."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import ClerkError
from models.operations import Desk, actions, records
from models.operations.own_registers import change, define, own_registers, plan_of, remove
from models.registers.own import KINDS, Clock, Plan, PlannedField, plan_text
from tests.examples import some
from tests.models.operations.desks import office_desk
from tests.models.own_plans import SEALS

OWN = "own_1"
PLAIN = [kind for kind, about in KINDS.items() if about.takes != "to"]
TEXTS = ["", "12", "2021-10-08", "是", "甲", "区司法局", "2021-10-08 收到"]


def snapshot(desk: Desk) -> Any:
    """All that a clerk sees of the own register."""
    if not own_registers(desk):
        return None
    register = desk.registers[OWN]
    shown = [field.name for field in register.fields if not field.hidden]
    held = [{name: record[name] for name in shown} for record in desk.book.records(OWN, desk.book.ids(OWN))]
    found = [desk.book.index(OWN).find(word) for word in ("12", "甲", "司法")]
    return plan_text(plan_of(desk, OWN)), held, found, desk.book.status_counts(OWN)


def changed(plan: Plan, draw: st.DataObject) -> Plan:
    """The plan with one thing changed."""
    what = draw.draw(st.sampled_from(["add", "take out", "put back", "retype", "clock", "require", "move"]))
    fields = list(plan.fields)
    at = draw.draw(st.integers(0, len(fields) - 1))
    match what:
        case "add":
            kind = draw.draw(st.sampled_from(PLAIN))
            words = ("甲", "乙") if KINDS[kind].takes else ()
            fields.append(PlannedField(code="new", title=f"栏{len(fields)}", kind=kind, options=words))
        case "take out":
            del fields[at]
        case "put back":
            fields[at] = replace(fields[at], gone=False)
        case "retype":
            kind = draw.draw(st.sampled_from(PLAIN))
            fields[at] = replace(fields[at], kind=kind, options=("甲", "乙") if KINDS[kind].takes else ())
        case "clock":
            kind = draw.draw(st.sampled_from(["none", "done", "term"]))
            return replace(plan, clock=Clock(kind=kind, field="date_2", days=7) if kind == "term" else Clock(kind=kind))
        case "require":
            fields[at] = replace(fields[at], required=True)
        case "move":
            fields.insert(0, fields.pop(at))
    return replace(plan, fields=tuple(fields))


def act(desk: Desk, draw: st.DataObject) -> None:
    """One thing that a clerk may do; what is refused changes nothing."""
    register = desk.registers[OWN]
    ids = desk.book.ids(OWN)
    what = draw.draw(st.sampled_from(["change", "change", "add", "edit", "delete", "remove"]))
    try:
        match what:
            case "change":
                change(desk, OWN, changed(plan_of(desk, OWN), draw))
            case "add":
                records.add(desk, OWN, {register.title_field: draw.draw(st.sampled_from(TEXTS))})
            case "edit" if ids:
                field = draw.draw(st.sampled_from([item.name for item in register.fields if not item.hidden]))
                records.edit(desk, OWN, ids[:1], {field: draw.draw(st.sampled_from(TEXTS))})
            case "delete" if ids:
                records.delete(desk, OWN, ids[-1:])
            case "remove" if draw.draw(st.integers(0, 5)) == 0:
                remove(desk, OWN)
    except ClerkError:
        return


@settings(max_examples=some(12))
@given(st.data())
def test_every_step_is_undone_and_done_again(draw: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, office_desk(Path(folder)) as desk:
        seen = {desk.book.history.undoable(): snapshot(desk)}
        define(desk, SEALS)
        records.add_many(desk, OWN, [{"事由": "12", "备注": "甲", "申请日期": "2021-10-08"}, {"事由": "区司法局"}])
        seen[desk.book.history.undoable()] = snapshot(desk)
        for _ in range(10):
            if own_registers(desk):
                act(desk, draw)
                seen[desk.book.history.undoable()] = snapshot(desk)
        while desk.book.history.undoable() is not None:
            actions.undo(desk)
            now = desk.book.history.undoable()
            assert now not in seen or snapshot(desk) == seen[now]
        while desk.book.history.redoable() is not None:
            actions.redo(desk)
            now = desk.book.history.undoable()
            assert now not in seen or snapshot(desk) == seen[now]
        assert desk.book.problems() == []
