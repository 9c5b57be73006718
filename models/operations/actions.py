"""Performing a register's declared actions (启动, 完成, 销号, 退回, 延期 …), and undo and redo."""

from collections.abc import Sequence

from models.base.errors import ClerkError
from models.base.progress import Report, ignore_progress, tell
from models.base.register import Action, Register
from models.operations.asked import asked
from models.operations.concerned import names_given_up, told, work_left
from models.operations.desk import Around, Desk, Outcome
from models.operations.records import Inputs, counted, followed, register_named
from models.workbook.steps import Step

_LONGEST = 16


def perform(
    desk: Desk,
    register: str,
    ids: Sequence[int],
    action: str,
    inputs: Inputs | None = None,
    report: Report = ignore_progress,
) -> Outcome:
    """Do an action on records, all or none.

    Raises:
        ClerkError: there is no such action, or it is not allowed on one of the records (says which, why).
        FieldError: an answer is missing or does not fit. Cancelled: as `report` says.
    """
    declared = register_named(desk, register)
    chosen = _action(declared, action)
    ids = tuple(dict.fromkeys(ids))
    refuse(desk, declared, ids, chosen)
    title = f"{chosen.title} {counted(declared, len(ids))}"
    given_up: dict[str, list[str]] = {}

    def work(step: Step) -> None:
        around = Around(desk, step)
        before = {record_id: desk.book.values(declared.name, record_id) for record_id in ids}
        answered = asked(desk, chosen, inputs or {}, before, around)
        for number, (record_id, answers) in enumerate(answered.items()):
            tell(report, number, len(answered))
            values = before[record_id]
            effect = chosen.done(values, answers, around, desk.clock.today())
            for name, text in names_given_up(chosen, values, effect).items():
                given_up.setdefault(name, []).append(text)
            step.update(declared.name, record_id, followed(declared, values, effect, around))
        if chosen.told is not None:
            step.title = chosen.told(tuple(answered.values()), around)

    changes = desk.book.change(chosen.name, title, work)
    left = told(desk, work_left(desk, declared, ids, given_up)) if given_up else ""
    return Outcome(changes, f"已{changes.title or title}{left}。", tuple(ids))


def refuse(desk: Desk, register: Register, ids: Sequence[int], action: Action) -> None:
    """Raise a ClerkError that says why, when the action is not allowed on one of the records, or there is none."""
    if not ids:
        raise ClerkError(f"请先选中要{action.title}的{register.noun}。")
    moment = desk.book.moment()
    records = desk.book.records(register.name, ids)
    if len(records) < len(set(ids)):
        missing = sorted(set(ids) - {record.id for record in records})
        raise ClerkError(f"{register.title}里没有编号为 {missing[0]} 的记录，可能已被删除。")
    refused = [record for record in records if not action.when.holds(record.values, moment)]
    if refused:
        title = str(refused[0].values.get(register.title_field) or "")
        name = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
        more = f"等 {len(refused)} {register.counter}" if len(refused) > 1 else ""
        raise ClerkError(f"“{name}”{more}{action.refusal}。")


def allowed(desk: Desk, register: str, ids: Sequence[int], action: str) -> bool:
    """Whether the action may be done on all of these records now."""
    declared = register_named(desk, register)
    chosen = _action(declared, action)
    moment = desk.book.moment()
    return bool(ids) and all(
        chosen.when.holds(record.values, moment) for record in desk.book.records(declared.name, ids)
    )


def undo(desk: Desk, report: Report = ignore_progress) -> Outcome:
    """Take back the last step. Raises Cancelled as `report` says."""
    changes = desk.book.undo(report)
    return Outcome(changes, f"已撤销：{changes.title}。" if changes else "没有可以撤销的操作。", undoable=False)


def redo(desk: Desk, report: Report = ignore_progress) -> Outcome:
    """Do again what was undone last. Raises Cancelled as `report` says."""
    changes = desk.book.redo(report)
    return Outcome(changes, f"已重做：{changes.title}。" if changes else "没有可以重做的操作。")


def _action(register: Register, name: str) -> Action:
    for action in register.actions:
        if name in (action.name, action.title):
            return action
    known = "、".join(f"{item.name}（{item.title}）" for item in register.actions)
    raise ClerkError(f"{register.title}没有“{name}”这个操作" + (f"，可用的有：{known}。" if known else "。"))
