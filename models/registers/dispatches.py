"""发文登记簿: every notice that went out, to whom, when, with its file, and what came back (签收, 回复).

A notice is written into it when it is issued (`models.operations.dispatching`); papers written elsewhere can be added by
hand. Linked records show it in turn (公文往来). A number stands here once and for all: a notice withdrawn is 作废, its
number stays taken.

Source: 党政机关公文处理工作条例 (2012) 第二十四、二十五条: 登记 (发文字号, 分送范围), 核发, 催办, 答复; the headings follow the
paper 发文登记簿 of offices.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.base.computed import Computed
from models.base.conditions import Before, Filled
from models.base.errors import FieldError
from models.base.fields import Date, DocNumber, LongText, Text, Value, Values
from models.base.layouts import ROW_NUMBER, STATUS, plain_layout
from models.base.lists import Attachments, Entries, Links, Names, Related
from models.base.register import Action, Ask, Group, Register, Rule, Status, Surroundings
from models.registers import receipts, usual

_VALID = ~Filled("voided_on")


def _void(values: Values, answers: Values, today: date) -> Mapping[str, Value]:
    told = f"作废：{answers['reason']}"
    return {"voided_on": answers.get("voided_on") or today, **usual.remarked(values, told)}


def _refuse_reserved(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """A number kept for somebody is not taken by hand.

    Raises:
        FieldError: says that it is reserved, and what to do.
    """
    number = values.get("doc_number")
    reserved = around.known("reserved_numbers", number) if number else None
    if reserved is not None:
        whom = around.values("reserved_numbers", reserved).get("reserved_for")
        raise FieldError(f"文号“{number}”已留给{whom}，请换一个，或者先删掉这条预留。", "doc_number")
    return {}


STATUSES = (
    Status("void", "已作废", "grey", Filled("voided_on")),
    Status("replied", "已回复", "done", Filled("replied_on")),
    Status("reply_overdue", "逾期未回", "red", Before("reply_due", "today"), counts="reply_due", attention=True),
    Status("unreceived", "待签收", "amber", ~Filled("received_on")),
    Status("unreplied", "待回复", "blue", Filled("reply_due"), counts="reply_due", waits=True),
    Status("received", "已签收", "done"),
)


def _fields() -> tuple[Any, ...]:
    return (
        DocNumber(
            name="doc_number",
            title="发文字号",
            unique=True,
            width=11,
            inline=True,
            searched=True,
            help="如 青政办函〔2026〕8号；发出公文时自动取号",
            synonyms=("文号", "发文号", "字号"),
        ),
        Text(
            name="title",
            title="公文标题",
            required=True,
            width=20,
            inline=True,
            searched=True,
            synonyms=("标题", "文件标题", "名称", "题名"),
        ),
        Text(name="kind", title="种类", width=6, inline=True, searched=True, synonyms=("公文种类", "文种", "类型")),
        Links(
            name="addressees",
            title="主送单位",
            to="units",
            width=14,
            searched=True,
            back_title="公文往来",
            synonyms=("主送", "主送机关", "发往单位", "收文单位"),
        ),
        Names(name="copy_to", title="抄送单位", width=8, inline=True, synonyms=("抄送", "抄送机关")),
        Date(name="dated", title="成文日期", inline=True, synonyms=("落款日期",)),
        Date(name="issued_on", title="发出日期", inline=True, synonyms=("发文日期", "印发日期", "发文时间")),
        Text(name="signer", title="签发人", width=5, inline=True, synonyms=("签发",)),
        Attachments(name="files", title="公文文件", width=8),
        Links(name="tasks", title="相关任务", to="tasks", width=12, back_title="公文往来"),
        Links(name="problems", title="相关问题", to="problems", width=12, back_title="公文往来"),
        Related(name="related", title="其他相关记录", width=12, back_title="公文往来"),
        Date(
            name="reply_due",
            title="回复时限",
            inline=True,
            help="要求回复的，填最迟哪一天回复；不要求回复的不填",
            synonyms=("回复期限", "办理时限", "反馈时限"),
        ),
        Links(name="received_by", title="已签收单位", to="units", width=10, locked=True),
        Entries(name="receipts", title="签收记录", width=10),
        Date(name="received_on", title="签收完成日期", locked=True, width=6),
        Links(name="replied_by", title="已回复单位", to="units", width=10, locked=True),
        Entries(name="replies", title="回复记录", width=12),
        Date(name="replied_on", title="回复完成日期", locked=True, width=6),
        Date(name="voided_on", title="作废日期", locked=True, width=6),
        LongText(name="note", title="备注", width=8, inline=True, searched=True),
    )


_NOBODY_ELSE = "不在主送、抄送单位里"


def _computed() -> tuple[Computed, ...]:
    names = LongText(name="names", title="")
    return (
        Computed(name="share", title="签收情况", width=9, compute=receipts.share),
        Computed(
            name="unreceived_units",
            title="未签收单位",
            width=10,
            of=names,
            compute=receipts.left("received_by", "received_on"),
        ),
        Computed(
            name="unreplied_units",
            title="未回复单位",
            width=10,
            of=names,
            compute=receipts.left("replied_by", "replied_on", when="reply_due"),
        ),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="receive",
            title="记签收",
            help="收文单位签收了：记下是哪些单位；全部签收后转为已签收",
            when=_VALID & ~Filled("received_on"),
            refusal="已经全部签收或者已经作废，不用再记签收",
            effect_around=receipts.signed,
            heading="哪些单位签收了",
            told=receipts.told("签收"),
            asks=(
                usual.day_asked("on", "签收日期", required=False),
                Ask(
                    Links(name=receipts.UNITS, title="签收单位", to="units", help="勾上已经签收的单位"),
                    among=receipts.candidates("received_by"),
                    refusal=_NOBODY_ELSE,
                ),
                Ask(
                    Text(name="text", title="签收人", help="谁签收的，不知道就不填；各单位不同的写在各自后面"),
                    each=receipts.UNITS,
                ),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="reply",
            title="记回复",
            help="收文单位回复了：记下是哪些单位、回复了什么；全部回复后转为已回复",
            when=_VALID & ~Filled("replied_on"),
            refusal="已经全部回复或者已经作废，不用再记回复",
            effect_around=receipts.replied,
            heading="哪些单位回复了",
            told=receipts.told("的回复"),
            asks=(
                usual.day_asked("on", "回复日期", required=False),
                Ask(
                    Links(name=receipts.UNITS, title="回复单位", to="units", help="勾上已经回复的单位"),
                    among=receipts.candidates("replied_by"),
                    refusal=_NOBODY_ELSE,
                ),
                Ask(
                    LongText(name="text", title="回复内容", required=True, help="回复了什么；各单位不同的写在各自后面"),
                    each=receipts.UNITS,
                ),
            ),
            shortcut="Ctrl+J",
            icon="report",
            toolbar=True,
        ),
        Action(
            name="void",
            title="作废",
            help="公文撤回不用，文号不再给别的公文",
            when=_VALID,
            refusal="已经作废",
            effect=_void,
            asks=(
                usual.day_asked("voided_on", "作废日期", required=False),
                Ask(LongText(name="reason", title="原因", required=True)),
            ),
            icon="return",
        ),
    )


DISPATCHES = Register(
    name="dispatches",
    title="发文登记簿",
    noun="发文",
    counter="份",
    icon="notice",
    shelf="公文",
    title_field="title",
    known_by=("doc_number",),
    fields=_fields(),
    statuses=STATUSES,
    computed=_computed(),
    actions=_actions(),
    rules=(Rule(("doc_number",), _refuse_reserved),),
    columns=("doc_number", "title", "addressees", "issued_on", "share"),
    layouts=(
        plain_layout(
            "发文登记簿",
            ROW_NUMBER,
            *("doc_number", "title", "kind", "addressees", "dated", "issued_on", "signer", "reply_due"),
            STATUS,
            "note",
        ),
    ),
    groups=(
        Group(
            "公文", ("doc_number", "title", "kind", "addressees", "copy_to", "dated", "issued_on", "signer", "files")
        ),
        Group(
            "签收与回复",
            (
                *("reply_due", "share", "unreceived_units", "received_by", "received_on"),
                *("unreplied_units", "replied_by", "replied_on", "voided_on"),
            ),
        ),
        Group("签收记录", ("receipts",)),
        Group("回复记录", ("replies",)),
        Group("相关记录与备注", ("tasks", "problems", "related", "note")),
    ),
    filters=("kind",),
    empty_hint="写好公文后选“登记并发出”，会自动登记在这里；以前发的也可以按 Ctrl+N 补登，或把登记表拖进来。",
)
