"""问题整改: what a check found wrong, who mends it by when, and how it is taken off the list (销号).

One register for the three lists: 问题清单 (what is wrong), 整改清单 (what is done about it), 责任清单 (who answers for
it). Taking off is a gate: the unit applies (申请销号) and says what it did; somebody else checks (审核) and must give an
opinion; the problem passes, or goes back with what is still missing. Each step is an entry of the progress.

Source: the check-off form of rectification ledgers: applicant, day, account of the rectification, result 通过/驳回,
opinion (required), and on 驳回 what must be added, ten characters at least.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from models.base.choices import Choice
from models.base.conditions import Before, Filled, UpTo
from models.base.errors import FieldError
from models.base.fields import Code, Date, LongText, Text, Value, Values, plain_name
from models.base.lists import Attachments, Entries, Link, Units
from models.base.people import Person
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
from models.registers.problem_layouts import LAYOUTS

AT_ONCE, SHORT, LONG = "立行立改", "短期", "长期"

_RUNNING = ~Filled("applied_on") & ~Filled("closed_on")
_WAITING = Filled("applied_on") & ~Filled("closed_on")


def _result(values: Values, day: date) -> Value:
    del day
    return values.get("result")


def _apply(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    applied = answers.get("applied_on") or day
    return {
        "applied_on": applied,
        "started_on": values.get("started_on") or applied,
        "result": answers["result"],
        "evidence_after": (*(values.get("evidence_after") or ()), *(answers.get("evidence_after") or ())),
        "progress": usual.with_entry(values, "progress", applied, f"申请销号：{answers['result']}"),
    }


def _reviewed(values: Values, answers: Values, day: date) -> dict[str, Value]:
    """Who checked, when, with which opinion; nobody checks what is their own to mend."""
    if values.get("person") and plain_name(answers["reviewer"]) == plain_name(values["person"]):
        raise FieldError(f"{answers['reviewer']}是责任人，不能审核自己的整改，请由别人审核。", "reviewer")
    usual.not_before(answers.get("reviewed_on"), values.get("applied_on"), "申请销号日期", "reviewed_on")
    return {
        "reviewed_on": answers.get("reviewed_on") or day,
        "reviewer": answers["reviewer"],
        "opinion": answers["opinion"],
    }


def _approve(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    checked = _reviewed(values, answers, day)
    told = f"审核通过，予以销号（{checked['reviewer']}）：{checked['opinion']}"
    return {
        **checked,
        "closed_on": checked["reviewed_on"],
        "progress": usual.with_entry(values, "progress", checked["reviewed_on"], told),
    }


def _send_back(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    checked = _reviewed(values, answers, day)
    told = f"审核退回（{checked['reviewer']}）：{checked['opinion']}；还缺：{answers['missing']}"
    return {
        **checked,
        "applied_on": None,
        "returned_on": checked["reviewed_on"],
        "missing": answers["missing"],
        "progress": usual.with_entry(values, "progress", checked["reviewed_on"], told),
    }


def _reopen(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    again = answers.get("returned_on") or day
    return {
        "applied_on": None,
        "closed_on": None,
        "returned_on": again,
        "missing": answers["missing"],
        "progress": usual.with_entry(values, "progress", again, f"撤回销号，继续整改：{answers['missing']}"),
    }


def _source(values: Values, around: Surroundings) -> int | None:
    """The document that sets the limit: the one linked here, else the one the linked task comes from."""
    source: int | None = values.get("document")
    if source is None and values.get("task"):
        source = around.values("tasks", values["task"]).get("source")
    return source


def _estimates(values: Values, around: Surroundings) -> Collection[str]:
    return estimated_deadline(values, around, _source(values, around)) if values.get("due_on") else ()


def _recount(values: Values, around: Surroundings, before: Sequence[Calendar]) -> Mapping[str, Value]:
    return recounted_deadline(values, around, _source(values, around), before)


def _retold(values: Values, around: Surroundings) -> Mapping[str, str]:
    return deadline_retold(values, around, _source)


def _read_limit(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """The day behind 整改时限, and what kind of limit it is."""
    found = read_deadline(values, around, _source(values, around))
    told = values.get("deadline_text") or ""
    kind = values.get("limit_kind")
    if kind is None:
        at_once = any(word in told for word in ("立行立改", "立即", "立知立改", "即知即改", "边查边改"))
        kind = AT_ONCE if at_once else LONG if found.ongoing or found.recurrence else None
    return {"due_on": found.due_on, "limit_kind": kind}


def _of_task(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """A problem found with a task is, until someone says otherwise, its units' to mend, and of its document."""
    if not values.get("task"):
        return {}
    task = around.values("tasks", values["task"])
    found: dict[str, Value] = {}
    if not values.get("document"):
        found["document"] = task.get("source")
    if not values.get("responsible_units"):
        found["responsible_units"] = next(
            (task[role] for role in ("responsible_units", "lead_units") if task[role]), ()
        )
    return found


def _reached(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """The number of the person, when it is a contact of one of the units."""
    person = values.get("person")
    if not person or values.get("phone"):
        return {}
    for unit in (*(values.get("responsible_units") or ()), *(values.get("cooperating_units") or ())):
        contacts = around.values("units", unit)
        for post in ("a", "b"):
            if contacts[f"contact_{post}"] == person:
                return {"phone": contacts[f"phone_{post}"]}
    return {}


STATUSES = (
    Status("closed", "已销号", "done", Filled("closed_on")),
    Status("applied", "待审核", "blue", Filled("applied_on"), attention=True),
    Status("overdue", "逾期", "red", Before("due_on", "today"), counts="due_on", attention=True),
    Status("due_soon", "临期", "amber", UpTo("due_on", "soon"), counts="due_on", attention=True),
    Status("in_progress", "整改中", "green", Filled("started_on")),
    Status("not_started", "待整改", "grey"),
)


def _found() -> tuple[Any, ...]:
    """What is wrong, and where: the 问题清单."""
    return (
        Code(name="number", title="序号", width=3, inline=True, searched=True, column_kinds=("number",)),
        Choice(
            name="origin",
            title="问题来源",
            options=("检查", "督查", "自查", "第三方评估", "审计", "巡察", "网民留言", "投诉举报"),
            words="problem_origins",
            width=7,
            inline=True,
            searched=True,
            help="怎样发现的；没有的可以直接输入，会加进选项",
            synonyms=("来源", "检查类型", "台账来源", "发现渠道", "问题类别", "隐患类别"),
        ),
        LongText(
            name="content",
            title="问题描述",
            required=True,
            width=20,
            inline=True,
            searched=True,
            synonyms=(
                *("问题", "存在问题", "存在的问题", "主要问题", "具体问题", "问题内容", "反馈问题", "发现的问题"),
                *("具体问题表述", "存在隐患或问题", "存在的问题或隐患", "问题标题", "问题清单", "整改事项"),
            ),
        ),
        Text(
            name="page",
            title="问题栏目",
            width=8,
            inline=True,
            searched=True,
            synonyms=("栏目", "栏目名称", "具体地点", "所在栏目", "所属栏目"),
        ),
        Text(
            name="page_address",
            title="问题链接",
            width=10,
            inline=True,
            limit=2000,
            synonyms=("链接", "网址", "问题网址", "问题页面", "页面地址", "错误链接"),
        ),
        Date(name="found_on", title="发现日期", inline=True, synonyms=("检查时间", "检查日期", "发现时间", "反馈时间")),
        Text(name="found_by", title="检查人", width=6, inline=True, synonyms=("检查单位", "检查人员", "发现人")),
        Link(
            name="task", title="相关任务", to="tasks", width=12, help="问题出在哪项任务上，从列表里选，或填任务的序号"
        ),
        Link(
            name="document",
            title="相关文件",
            to="documents",
            width=12,
            help="问题由哪份文件指出，填文号或标题",
            synonyms=("来源文件", "文件依据", "整改通知"),
        ),
        Attachments(name="evidence_before", title="整改前佐证", width=8),
    )


def _to_mend() -> tuple[Any, ...]:
    """What is done about it, by when, and who answers for it: the 整改清单 and the 责任清单."""
    return (
        LongText(
            name="goal", title="整改目标", width=10, inline=True, searched=True, synonyms=("整改要求", "整改完成标准")
        ),
        LongText(
            name="measures",
            title="整改措施",
            width=14,
            inline=True,
            searched=True,
            synonyms=("措施", "具体措施", "细化的整改措施", "采取的整改措施", "已采取的整改措施"),
        ),
        Choice(
            name="limit_kind",
            title="时限类别",
            options=(AT_ONCE, SHORT, LONG),
            width=5,
            inline=True,
            synonyms=("整改类型", "整改类别", "时限类型"),
        ),
        Text(
            name="deadline_text",
            title="整改时限",
            width=7,
            sorted_by="due_on",
            inline=True,
            searched=True,
            help="照原文填写，如“立行立改”“11月5日前”“15个工作日内”；到期日期随之算出",
            synonyms=("整改期限", "整改完成时限", "完成时限", "计划完成时间", "整改完成时间"),
            column_kinds=("deadline",),
        ),
        Date(name="due_on", title="到期日期", inline=True, synonyms=("到期日", "到期时间", "截止日期")),
        Units(
            name="responsible_units",
            title="责任单位",
            role="responsible",
            width=8,
            inline=True,
            searched=True,
            synonyms=("整改单位", "整改责任单位", "被检查单位", "具体责任单位"),
            column_kinds=("responsible", "lead", "division"),
        ),
        Units(
            name="cooperating_units",
            title="配合单位",
            role="cooperating",
            width=7,
            inline=True,
            searched=True,
            column_kinds=("cooperating",),
        ),
        Person(
            name="leader",
            title="责任领导",
            width=5,
            inline=True,
            searched=True,
            synonyms=("分管领导", "整改第一责任人", "包保领导", "牵头领导"),
        ),
        Person(
            name="person",
            title="责任人",
            width=5,
            inline=True,
            searched=True,
            synonyms=("整改责任人", "具体责任人", "经办人", "联系人"),
        ),
        Text(name="phone", title="联系电话", width=7, inline=True, synonyms=("电话", "联系方式")),
    )


def _mended() -> tuple[Any, ...]:
    """How it went, and the gate at the end."""
    return (
        Date(name="started_on", title="启动日期", inline=True, synonyms=("启动时间", "开始日期")),
        Entries(name="progress", title="整改进展", width=14, synonyms=("进展情况", "整改情况")),
        LongText(
            name="result",
            title="整改结果",
            width=12,
            inline=True,
            searched=True,
            synonyms=("整改完成情况", "完成情况", "整改完成情况说明", "整改成效"),
        ),
        Attachments(name="evidence_after", title="整改后佐证", width=8),
        Date(name="applied_on", title="申请销号日期", locked=True, width=6),
        Date(name="reviewed_on", title="审核日期", locked=True, width=6),
        Text(name="reviewer", title="审核人", locked=True, width=5),
        LongText(name="opinion", title="审核意见", locked=True, width=10),
        Date(name="closed_on", title="销号日期", locked=True, width=6),
        Date(name="returned_on", title="退回日期", locked=True, width=6),
        LongText(name="missing", title="还缺什么", locked=True, width=10),
        Date(name="original_due_on", title="原到期日期", locked=True, width=6),
        LongText(name="note", title="备注", width=8, inline=True, searched=True, column_kinds=("note",)),
    )


def _gate() -> tuple[Action, ...]:
    checked = (
        usual.day_asked("reviewed_on", "审核日期", required=False),
        Ask(Text(name="reviewer", title="审核人", required=True)),
        Ask(LongText(name="opinion", title="审核意见", required=True)),
    )
    missing = LongText(
        name="missing", title="还缺什么", required=True, least=10, help="写明还要补充什么、整改什么，至少 10 个字"
    )
    return (
        Action(
            name="apply",
            title="申请销号",
            help="整改完成，写明整改结果，提请审核",
            when=_RUNNING,
            refusal="已经申请销号或已经销号，不用再申请",
            effect=_apply,
            asks=(
                usual.day_asked("applied_on", "申请日期", required=False),
                Ask(LongText(name="result", title="整改结果", required=True), _result),
                Ask(Attachments(name="evidence_after", title="整改后佐证", help="网址，或选取文件放进工作簿")),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="approve",
            title="审核通过",
            help="核实整改到位，写明审核意见，予以销号",
            when=_WAITING,
            refusal="没有申请销号或已经销号，只有“待审核”的才能审核",
            effect=_approve,
            asks=checked,
            shortcut="Ctrl+L",
            icon="close",
            toolbar=True,
        ),
        Action(
            name="return",
            title="审核退回",
            help="整改不到位，写明意见和还缺什么，退回继续整改",
            when=_WAITING,
            refusal="没有申请销号或已经销号，只有“待审核”的才能退回；已销号的请用“撤回销号”",
            effect=_send_back,
            asks=(*checked, Ask(missing)),
            shortcut="Ctrl+R",
            icon="return",
        ),
        Action(
            name="reopen",
            title="撤回销号",
            help="销号后发现反弹或不实，写明原因，重新整改",
            when=Filled("closed_on"),
            refusal="还没有销号，不用撤回",
            effect=_reopen,
            asks=(usual.day_asked("returned_on", "撤回日期", required=False), Ask(missing)),
            shortcut="Ctrl+Shift+R",
            icon="undo",
        ),
    )


PROBLEMS = Register(
    name="problems",
    title="问题整改",
    noun="问题",
    counter="个",
    icon="problem",
    work=True,
    title_field="content",
    known_by=("number",),
    fields=(*_found(), *_to_mend(), *_mended()),
    statuses=STATUSES,
    actions=(
        start_action(_RUNNING, "整改中"),
        report_action(),
        *_gate(),
        extend_action(_RUNNING, "已经申请销号或已经销号，不能延期"),
    ),
    rules=(
        Rule(("task",), _of_task),
        Rule(
            ("deadline_text",),
            _read_limit,
            keeps=("due_on",),
            estimates=_estimates,
            recount=_recount,
            among=IN_WORKDAYS,
            retold=_retold,
        ),
        Rule(("person", "responsible_units"), _reached),
    ),
    columns=("number", "content", "origin", "responsible_units", "deadline_text"),
    layouts=LAYOUTS,
    groups=(
        Group("问题", ("number", "origin", "content", "page", "page_address", "found_on", "found_by")),
        Group("整改要求", ("goal", "measures", "limit_kind", "deadline_text", "due_on", "original_due_on")),
        Group("责任", ("responsible_units", "cooperating_units", "leader", "person", "phone")),
        Group("整改前佐证", ("evidence_before",)),
        Group("整改情况", ("started_on", "result")),
        Group("整改进展", ("progress",)),
        Group("整改后佐证", ("evidence_after",)),
        Group(
            "销号审核",
            ("applied_on", "reviewed_on", "reviewer", "opinion", "closed_on", "returned_on", "missing"),
        ),
        Group("来源与备注", ("task", "document", "note")),
    ),
    tallies=(Tally("发现问题", "found_on", "origin"), Tally("整改销号", "closed_on")),
    filters=("units", "origin", "limit_kind"),
    empty_hint="检查、督查、测评发现的问题记在这里：按 Ctrl+N 逐个新建，或把问题清单表格拖进来。",
)
