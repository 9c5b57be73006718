"""From a plan to a declaration like those of the program, and the hidden register that keeps the plans."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from typing_extensions import override

from models.base.conditions import Before, Condition, Filled, UpTo
from models.base.fields import Date, Directory, Field, LongText, Text, Value, Values
from models.base.layouts import ROW_NUMBER, STATUS, Layout, Look, plain_layout
from models.base.register import Action, Group, OwnRegisters, Register, Rule, Status
from models.base.terms import Term, keeps
from models.registers import usual
from models.registers.own.kinds import KINDS
from models.registers.own.plan import Clock, Plan, PlannedField, read_plan
from models.registers.own.wording import follows_wording

DUE, DONE = "due_on", "done_on"
"""Every own register has these two columns, shown or not, so that another clock needs no other table."""
DUE_TITLE, DONE_TITLE = "到期日期", "办结日期"
SHELF = "自建台账"
_OFFICE = "本单位"


def own_name(identity: int) -> str:
    """The English name of the register that the record of this id declares."""
    return f"own_{identity}"


def declare_own(identity: int, values: Values) -> Register | None:
    """The register that a record of `OWN_REGISTERS` declares; None when its plan can't be read."""
    return _declared(identity, str(values.get("title") or ""), str(values.get("plan") or ""))


@lru_cache(maxsize=512)
def _declared(identity: int, title: str, text: str) -> Register | None:
    try:
        return declared(own_name(identity), read_plan(title, text))
    except (ValueError, LookupError):  # made by another version, or by hand
        return None


def declared(name: str, plan: Plan) -> Register:
    """The declaration of a plan that is without fault (`refuse_plan`)."""
    clock = plan.clock
    fields = {item.code: _field(item) for item in plan.kept}
    days = (_day(DUE, DUE_TITLE, used=clock.counts), _day(DONE, DONE_TITLE, used=clock.kind != "none", told=True))
    gone = tuple(
        _field(replace(item, title=f"{item.title}（已去掉）", required=False)) for item in plan.fields if item.gone
    )
    return Register(
        name=name,
        title=plan.title,
        noun=plan.noun,
        counter=plan.counter,
        icon="workbook",
        shelf=SHELF,
        fields=(*fields.values(), *days, *(replace(item, hidden=True, searched=False) for item in gone)),
        statuses=_statuses(clock),
        actions=_actions(plan) if clock.kind != "none" else (),
        rules=_rules(plan),
        title_field=plan.title_field,
        known_by=tuple(dict.fromkeys((plan.title_field, *_named(plan)))),
        columns=(*(item.code for item in plan.kept if item.listed), *([DUE] if clock.counts else [])),
        layouts=(_layout(plan),),
        groups=_groups(plan),
        filters=_filters(plan),
        empty_hint="本单位自己建的台账：可以直接新建，也可以把原来的表格导入进来。",
        work=clock.kind != "none",
    )


def _field(planned: PlannedField) -> Field:
    shared = {"name": planned.code, "title": planned.title, "required": planned.required}
    return KINDS[planned.kind].make(planned, shared)


def _day(name: str, title: str, *, used: bool, told: bool = False) -> Field:
    shown = title if used else f"{title}（未用）"
    synonyms = ("办结时间", "完成时间", "完成日期") if used and told else ()
    return Date(name=name, title=shown, locked=True, told=used and told, hidden=not used, synonyms=synonyms)


def _named(plan: Plan) -> list[str]:
    return [item.code for item in plan.kept if item.kind in ("code", "doc_number")]


def _due(clock: Clock) -> str:
    """The field of the last day; "" when there is none."""
    return DUE if clock.counts else clock.field if clock.kind == "day" else ""


def _rules(plan: Plan) -> tuple[Rule, ...]:
    match plan.clock.kind:
        case "term":
            return (keeps(_term(plan), DUE),)
        case "wording":
            return (follows_wording(plan.clock.field, DUE),)
        case _:
            return ()


def _term(plan: Plan) -> Term:
    clock = plan.clock
    starts = plan.by_code[clock.field].title
    return Term(starts=clock.field, days=clock.days, workdays=clock.workdays, told=starts, source=_OFFICE, ends=DONE)


def _statuses(clock: Clock) -> tuple[Status, ...]:
    if clock.kind == "none":
        return ()
    done, still = Status("done", "已办结", "done", Filled(DONE)), Status("open", "在办", "green")
    due = _due(clock)
    if not due:
        return (done, still)
    late: Condition = Before(due, "today")
    return (
        done,
        Status("overdue", "逾期", "red", late, due, attention=True),
        Status("due_soon", "临期", "amber", UpTo(due, "soon"), due, attention=True),
        still,
    )


def _actions(plan: Plan) -> tuple[Action, ...]:
    clock = plan.clock
    starts = plan.by_code[clock.field] if clock.kind == "term" else None

    def finish(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
        del day
        if starts is not None:
            usual.not_before(answers[DONE], values[starts.code], starts.title, DONE)
        return {DONE: answers[DONE]}

    return (
        Action(
            name="finish",
            title="办结",
            help="记下办结的日期",
            when=~Filled(DONE),
            refusal="已经办结",
            effect=finish,
            asks=(usual.day_asked(DONE, DONE_TITLE),),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="reopen",
            title="撤回办结",
            help="没有办完，接着办",
            when=Filled(DONE),
            refusal="还没有办结",
            effect=_reopen,
            shortcut="Ctrl+R",
            icon="return",
        ),
    )


def _reopen(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, answers, day
    return {DONE: None}


def _layout(plan: Plan) -> Layout:
    """The fields that are printed, then how it stands."""
    clock, look = plan.clock, Look(paper=plan.paper, landscape=plan.landscape)
    shown = [item.code for item in plan.kept if item.printed]
    state = [] if clock.kind == "none" else [*([DUE] if clock.counts else []), STATUS, DONE]
    return replace(plain_layout(plan.title, ROW_NUMBER, *shown, *state), title=plan.title, look=look)


def _groups(plan: Plan) -> tuple[Group, ...]:
    together = tuple(item.code for item in plan.kept if not KINDS[item.kind].apart)
    apart = [Group(item.title, (item.code,)) for item in plan.kept if KINDS[item.kind].apart]
    days = () if plan.clock.kind == "none" else (DUE, DONE) if plan.clock.counts else (DONE,)
    first = [Group(plan.noun, together)] if together else []
    return (*first, *([Group("办理情况", days)] if days else []), *apart)


def _filters(plan: Plan) -> tuple[str, ...]:
    by = {item.code: KINDS[item.kind].filters for item in plan.kept}
    return tuple(dict.fromkeys("units" if how == "units" else code for code, how in by.items() if how))


def told(plan: Plan) -> str:
    """A plan in a few words, for the history: its clock and its fields."""
    clock = plan.clock
    day = plan.by_code[clock.field].title if clock.field in plan.by_code else ""
    unit = "工作日" if clock.workdays else "自然日"
    by_kind = {
        "none": "不计时限",
        "done": "只记办结",
        "day": f"到期日是{day}",
        "term": f"{day}起{clock.days}个{unit}",
        "wording": f"到期日由{day}的原话得出",
    }
    return f"{by_kind[clock.kind]}；{len(plan.kept)} 栏：{'、'.join(item.title for item in plan.kept)}"


class PlanText(LongText):
    """The text of a plan; what is none is not taken."""

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        try:
            return told(read_plan("", value or ""))
        except (ValueError, LookupError):
            return str(value or "")

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        if value is None or _declared(0, "", value) is None:
            raise self.error("读不懂，请用“台账”菜单里的“新建台账”来建")


OWN_REGISTERS = Register(
    name="own_registers",
    title=SHELF,
    noun=SHELF,
    counter="个",
    title_field="title",
    known_by=("title",),
    hidden=True,
    fields=(
        Text(name="title", title="名称", required=True, unique=True, limit=30),
        PlanText(name="plan", title="定义", required=True),
    ),
)

OWN = OwnRegisters(OWN_REGISTERS.name, declare_own)
