"""任务台账: what a notice asks for, by whom, by when, and how far it is.

Facts are stored (due date, started, completed, closed, returned …); the status is derived from them and
the clock. A deadline keeps its wording; what it means stands beside it and follows when it is rewritten.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from models.base.conditions import Before, Condition, Filled, UpTo
from models.base.fields import Code, Date, LongText, Text, Value, Values, YesNo
from models.base.lists import Attachments, Entries, Link, Units
from models.base.register import Action, Ask, Calendar, Group, Register, Rule, Status, Surroundings, Tally
from models.registers import usual
from models.registers.handling import (
    IN_WORKDAYS,
    deadline_retold,
    estimated_deadline,
    extend_action,
    read_deadline,
    recounted_deadline,
    report_action,
    start_action,
)
from models.registers.task_layouts import LAYOUTS

_RUNNING: Condition = ~Filled("completed_on") & ~Filled("closed_on")
_CONTENT_WIDTH = 22.0


def _complete(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    done = answers.get("completed_on") or day
    told = answers.get("note")
    return {
        "completed_on": done,
        "started_on": values.get("started_on") or done,
        "evidence": (*(values.get("evidence") or ()), *(answers.get("evidence") or ())),
        **({"progress": usual.with_entry(values, "progress", done, told)} if told else {}),
    }


def _close(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    return {"closed_on": answers.get("closed_on") or day, **usual.remarked(values, answers.get("note"))}


def _return(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    reason = answers["reason"]
    return {
        "completed_on": None,
        "closed_on": None,
        "returned_on": answers.get("returned_on") or day,
        "return_reason": reason,
        "progress": usual.with_entry(values, "progress", answers.get("returned_on") or day, f"退回：{reason}"),
    }


def _read_deadline(values: Values, around: Surroundings) -> Mapping[str, Value]:
    found = read_deadline(values, around, values.get("source"))
    return {"due_on": found.due_on, "ongoing": found.ongoing, "recurrence": found.recurrence}


def _estimates(values: Values, around: Surroundings) -> Collection[str]:
    return estimated_deadline(values, around, values.get("source"))


def _recount(values: Values, around: Surroundings, before: Sequence[Calendar]) -> Mapping[str, Value]:
    return recounted_deadline(values, around, values.get("source"), before)


def _retold(values: Values, around: Surroundings) -> Mapping[str, str]:
    return deadline_retold(values, around, lambda own, _: own.get("source"))


def _told_recurrence(rule: str) -> str:
    from models.workdays.recurrence import describe_recurrence

    return describe_recurrence(rule)


STATUSES = (
    Status("closed", "已销号", "done", Filled("closed_on")),
    Status("completed", "已完成待销号", "blue", Filled("completed_on"), attention=True),
    Status("overdue", "逾期", "red", Before("due_on", "today"), counts="due_on", attention=True),
    Status("due_soon", "临期", "amber", UpTo("due_on", "soon"), counts="due_on", attention=True),
    Status("ongoing", "长期坚持", "green", Filled("ongoing") | Filled("recurrence")),
    Status("in_progress", "推进中", "green", Filled("started_on")),
    Status("not_started", "未启动", "grey"),
)


def _unit_fields() -> tuple[Units, ...]:
    """The units in each role; a column 责任分工 that names no role is taken for 责任单位."""
    roles = (
        ("lead", "牵头单位", 7.0, ("lead",)),
        ("responsible", "责任单位", 8.0, ("responsible", "division")),
        ("cooperating", "配合单位", 7.0, ("cooperating",)),
    )
    return tuple(
        Units(name=f"{role}_units", title=title, role=role, width=width, inline=True, searched=True, column_kinds=kinds)
        for role, title, width, kinds in roles
    )


def _fields() -> tuple[Any, ...]:
    return (
        Code(
            name="number",
            title="序号",
            width=3,
            inline=True,
            searched=True,
            synonyms=("原序号", "督办编号"),
            column_kinds=("number",),
        ),
        Text(
            name="section",
            title="所属大项",
            width=7,
            inline=True,
            searched=True,
            limit=2000,
            synonyms=("大项", "章节"),
            column_kinds=("category",),
        ),
        LongText(
            name="content",
            title="工作任务",
            required=True,
            width=_CONTENT_WIDTH,
            inline=True,
            searched=True,
            synonyms=("任务", "任务内容", "工作内容"),
            column_kinds=("task", "detail"),
        ),
        *_unit_fields(),
        Text(
            name="deadline_text",
            title="完成时限",
            width=7,
            sorted_by="due_on",
            inline=True,
            searched=True,
            help="照原文填写，如“2021年9月底前”“持续推进”“每月25日前”；到期日期随之算出",
            column_kinds=("deadline",),
        ),
        Date(name="due_on", title="到期日期", inline=True, synonyms=("到期日", "到期时间", "截止日期", "截止日")),
        YesNo(name="ongoing", title="长期坚持", inline=True, synonyms=("是否长期坚持", "是否持续推进")),
        Text(name="recurrence", title="周期", width=6, shown=_told_recurrence, locked=True),
        Date(name="started_on", title="启动日期", inline=True, synonyms=("启动时间", "开始日期", "开始时间")),
        Date(name="completed_on", title="完成日期", locked=True, width=6),
        Date(name="closed_on", title="销号日期", locked=True, width=6),
        Date(name="returned_on", title="退回日期", locked=True, width=6),
        Text(name="return_reason", title="退回原因", locked=True, width=10),
        Date(name="original_due_on", title="原到期日期", locked=True, width=6),
        Entries(
            name="progress",
            title="进展情况",
            width=14,
            synonyms=("进展", "工作进展", "推进情况", "落实情况", "办理情况", "完成情况", "完成说明", "进展及完成情况"),
        ),
        Attachments(name="evidence", title="佐证材料", width=10),
        LongText(name="note", title="备注", width=8, inline=True, searched=True, column_kinds=("note",)),
        Link(
            name="source",
            title="任务来源",
            to="documents",
            width=14,
            help="任务出自哪份文件，填文号或标题",
            synonyms=("来源文件", "来源", "文件依据"),
        ),
        LongText(name="clause", title="原文条款", hidden=True),
    )


def _actions() -> tuple[Action, ...]:
    evidence = Attachments(name="evidence", title="佐证材料", help="网址，或选取文件放进工作簿")
    reason = LongText(name="reason", title="原因", required=True)
    return (
        start_action(_RUNNING, "推进中"),
        report_action(),
        Action(
            name="complete",
            title="完成",
            help="记下完成日期、说明和佐证材料，等待销号",
            when=_RUNNING,
            refusal="已经完成，不用再完成",
            effect=_complete,
            asks=(
                usual.day_asked("completed_on", "完成日期", required=False),
                Ask(LongText(name="note", title="完成说明")),
                Ask(evidence),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="close",
            title="销号",
            help="核实已完成的任务，办结销号",
            when=Filled("completed_on") & ~Filled("closed_on"),
            refusal="还没有完成或者已经销号，只有“已完成待销号”的才能销号",
            effect=_close,
            asks=(
                usual.day_asked("closed_on", "销号日期", required=False),
                Ask(LongText(name="note", title="核实意见")),
            ),
            shortcut="Ctrl+L",
            icon="close",
            toolbar=True,
        ),
        Action(
            name="return",
            title="退回",
            help="完成情况不合要求，说明原因退回继续办理",
            when=Filled("completed_on") | Filled("closed_on"),
            refusal="还没有完成，不能退回",
            effect=_return,
            asks=(usual.day_asked("returned_on", "退回日期", required=False), Ask(reason)),
            shortcut="Ctrl+R",
            icon="return",
        ),
        extend_action(_RUNNING),
    )


TASKS = Register(
    name="tasks",
    title="任务台账",
    noun="任务",
    counter="项",
    icon="task",
    work=True,
    title_field="content",
    known_by=("number",),
    fields=_fields(),
    statuses=STATUSES,
    actions=_actions(),
    rules=(
        Rule(
            ("deadline_text",),
            _read_deadline,
            keeps=("due_on",),
            estimates=_estimates,
            recount=_recount,
            among=IN_WORKDAYS,
            retold=_retold,
        ),
    ),
    columns=("number", "content", "lead_units", "responsible_units", "deadline_text"),
    layouts=LAYOUTS,
    groups=(
        Group("任务", ("number", "section", "content")),
        Group(
            "分工与时限",
            (
                "lead_units",
                "responsible_units",
                "cooperating_units",
                "deadline_text",
                "due_on",
                "ongoing",
                "recurrence",
            ),
        ),
        Group("办理", ("started_on", "completed_on", "closed_on", "returned_on", "return_reason", "original_due_on")),
        Group("进展", ("progress",)),
        Group("佐证材料", ("evidence",)),
        Group("来源与备注", ("source", "note")),
        Group("原文条款", ("clause",), folded=True),
    ),
    tallies=(Tally("完成任务", "completed_on"),),
    filters=("units", "section", "source"),
    fed_by_notices=True,
    empty_hint="把上级的通知拖到窗口里，或按 Ctrl+I 导入，任务会自动列出来；也可以按 Ctrl+N 逐项新建。",
)
