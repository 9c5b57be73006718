"""Making, changing and deleting an office's own registers (自建台账), each one step that can be undone.

What a clerk takes out of a register is hidden and kept. A field that becomes one of another type is a new field that
takes over what the old one held, as if it were typed anew; where something can't be read as the new type nothing changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.base.conditions import Filled
from models.base.errors import ClerkError, FieldError, WorkbookError
from models.base.fields import Field, Value, plain_name
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes, Query
from models.base.register import Register
from models.operations import layouts, views
from models.operations.desk import Around, Desk, Outcome
from models.operations.notice_names import follow_names
from models.registers.own import (
    KINDS,
    OWN_REGISTERS,
    Plan,
    PlannedField,
    declared,
    own_name,
    plan_text,
    read_plan,
    refuse_plan,
)
from models.registers.own.declaring import DONE
from models.workbook.steps import Step

_KEEPER = OWN_REGISTERS.name
_TOLD_EACH = 200


def own_registers(desk: Desk) -> tuple[Register, ...]:
    """The office's own registers, in the order in which they were made."""
    return tuple(register for name, register in desk.registers.items() if desk.book.is_own(name))


def plan_of(desk: Desk, name: str) -> Plan:
    """The plan of an own register.

    Raises:
        ClerkError: there is no such register, or it comes with the program.
    """
    values = desk.book.values(_KEEPER, _identity(desk, name))
    return read_plan(values["title"], values["plan"])


def linkable(desk: Desk) -> tuple[Register, ...]:
    """The registers to which a field can link."""
    return tuple(register for register in desk.registers.values() if not register.hidden)


def refuse(desk: Desk, plan: Plan, name: str = "") -> None:
    """Refuse a plan from which no register can be made; `name` is the register's that it is to change.

    Raises:
        FieldError: as `refuse_plan`.
    """
    others = (register for register in desk.registers.values() if not register.hidden and register.name != name)
    taken = {plain_name(word) for other in others for word in (other.name, other.title, other.noun)}
    refuse_plan(plan, taken, {register.name for register in linkable(desk)})


def define(desk: Desk, plan: Plan) -> Outcome:
    """A new register; the outcome's id is that of its declaration (`own_name`).

    Raises:
        FieldError: as `refuse`.
    """
    refuse(desk, plan)
    made: list[int] = []
    settled, _ = plan.coded()
    title = f"新建台账“{plan.title}”"

    def work(step: Step) -> None:
        made.append(step.insert(_KEEPER, {"title": plan.title, "plan": plan_text(settled)}))

    return Outcome(desk.book.change("define", title, work), f"已{title}。", tuple(made))


def change(desk: Desk, name: str, plan: Plan, report: Report = ignore_progress) -> Outcome:
    """Change an own register; fields of the present one that `plan` lacks are taken out, with what they hold kept.

    Raises:
        FieldError: as `refuse`, or what is kept does not fit: a type, words of a list, a field that must be filled in.
        ClerkError: there is no such register. Cancelled: as `report` says.
    """
    refuse(desk, plan, name)
    identity, before = _identity(desk, name), plan_of(desk, name)
    present = desk.registers[name]
    settled, renamed = plan.coded(before)
    carried = {code: was for code, was in renamed.items() if was in before.by_code}
    settled = _with_gone(desk, present, before, settled)
    title = f"修改台账“{plan.title}”"

    def work(step: Step) -> None:
        fates = _fates(present, settled, carried)
        layouts.follow_fields(desk, step, present, fates)
        views.follow_fields(desk, step, present, fates)
        follow_names(desk, step, present, declared(name, settled))
        step.update(_KEEPER, identity, {"title": settled.title, "plan": plan_text(settled)})
        _refuse_unfit(desk, name, before, [item for item in settled.kept if item.code not in carried])
        _carry(desk, step, present, settled, carried, report)
        _refuse_unfit(desk, name, before, [settled.by_code[code] for code in carried])
        if settled.clock != before.clock:
            _count_again(desk, step, name, report)

    if settled == before:
        return Outcome(Changes(), "")
    return Outcome(desk.book.change("redefine", title, work), f"已{title}。", (identity,))


def remove(desk: Desk, name: str, report: Report = ignore_progress) -> Outcome:
    """Delete an own register with its records; undo brings back both.

    Raises:
        WorkbookError: another register links to it. ClerkError: there is no such register. Cancelled: as `report` says.
    """
    identity, register = _identity(desk, name), desk.registers[name]
    for other, field in desk.registers.links_to(name):
        if field.target == name and other is not register and not (other.hidden or field.hidden):
            raise WorkbookError(f"“{other.title}”的“{field.title}”关联到它，不能删除；请先去掉那一栏。")
    ids = desk.book.ids(name)
    title = f"删除台账“{register.title}”"

    def work(step: Step) -> None:
        step.delete_many(name, ids, report)
        step.delete(_KEEPER, identity)

    told = f"，其中的 {len(ids)} {register.counter}{register.noun}一并删除" if ids else ""
    return Outcome(desk.book.change("undefine", title, work), f"已{title}{told}。")


def _identity(desk: Desk, name: str) -> int:
    for one in desk.book.ids(_KEEPER):
        if own_name(one) == name and desk.book.is_own(name):
            return one
    raise ClerkError("这个台账是程序自带的，或者已经删除，不能这样改。")


def _with_gone(desk: Desk, present: Register, before: Plan, plan: Plan) -> Plan:
    """The plan with the fields it lacks, as taken out; of those taken out only what holds something is kept.

    One taken out before stays what it was, whatever the plan makes of it.
    """
    lacking = (item for item in before.fields if item.code not in plan.by_code)
    out = (*(item for item in plan.fields if item.gone and item.code in before.by_code), *lacking)
    gone = tuple(replace(item, gone=True, required=False) for item in out if _filled(desk, present, item.code))
    return replace(plan, fields=(*plan.kept, *gone))


def _fates(present: Register, plan: Plan, carried: Mapping[str, str]) -> Mapping[str, str]:
    """What becomes of the fields that are not what they were: their name now, "" for one that shows no more."""
    after = declared(present.name, plan)
    now = {was: code for code, was in carried.items()}
    gone = {name: "" for name in present.by_name if name not in after.by_name or after.field(name).hidden}
    return {**gone, **now}


def _filled(desk: Desk, register: Register, code: str) -> Sequence[int]:
    return desk.book.ids(register.name, Query(where=Filled(code)))


def _carry(desk: Desk, step: Step, present: Register, plan: Plan, carried: Mapping[str, str], report: Report) -> None:
    """Give fields of another type what they held under the one before."""
    around = Around(desk, step)
    ids = desk.book.ids(present.name) if carried else []
    for number, one in enumerate(ids):
        if number % _TOLD_EACH == 0:
            tell(report, number, len(ids))
        values = desk.book.values(present.name, one)
        fresh: dict[str, Value] = {}
        for code, was in carried.items():
            old = present.field(was)
            if values.get(was, old.empty) != old.empty:
                fresh[code] = _read_anew(desk, old, plan.by_code[code], values[was], around)
        if fresh:
            step.update(present.name, one, fresh)


def _read_anew(desk: Desk, old: Field, planned: PlannedField, value: Value, around: Around) -> Value:
    kind = KINDS[planned.kind]
    if old.kind in ("entries", "attachments"):  # their text does not say all that is in them
        raise FieldError(
            f"“{old.title}”里已有内容，不能改成{kind.title}；请另加一栏，这一栏去掉后内容还留着。", planned.code
        )
    try:
        field = kind.make(planned, {"name": planned.code, "title": planned.title})
        return field.accept(old.format(value, desk.book), around)
    except FieldError as error:
        raise FieldError(f"“{old.title}”不能改成{kind.title}：{error.sentence}", planned.code) from error


def _refuse_unfit(desk: Desk, name: str, before: Plan, items: Sequence[PlannedField]) -> None:
    """Refuse what the records kept don't meet: they could not be changed any more."""
    register = desk.registers[name]
    count = desk.book.count(name)
    for item in items:
        old = before.by_code.get(item.code)
        if item.required and (old is None or not old.required):
            empty = count - len(_filled(desk, register, item.code))
            if empty and item.kind != "yes_no":
                told = f"{empty} {register.counter}{register.noun}"
                raise FieldError(f"有 {told}的“{item.title}”还空着，先填上，再设为必填。", item.code)
        if old is not None and not set(old.options) <= set(item.options):
            _refuse_lost_words(desk, register, item)


def _refuse_lost_words(desk: Desk, register: Register, item: PlannedField) -> None:
    for record in desk.book.records(register.name, _filled(desk, register, item.code)):
        value = record[item.code]
        for word in value if isinstance(value, tuple) else (value,):
            if word not in item.options:
                raise FieldError(f"“{item.title}”的“{word}”还有记录在用，不能从选项里去掉。", item.code)


def _count_again(desk: Desk, step: Step, name: str, report: Report) -> None:
    """The last days by another clock, of what is not done yet."""
    register = desk.registers[name]
    around = Around(desk, step)
    open_ones = desk.book.ids(name, Query(where=~Filled(DONE))) if register.rules else []
    for number, one in enumerate(open_ones):
        if number % _TOLD_EACH == 0:
            tell(report, number, len(open_ones))
        values = desk.book.values(name, one)
        for rule in register.rules:
            step.update(name, one, rule.then(values, around))
