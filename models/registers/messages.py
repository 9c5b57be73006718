"""留言与舆情回应: what people write or say about, the answer within the days the place sets, promises until they are kept.

Three working days by the rules of Anhui cities; 国办秘函〔2019〕19号 counts a message that is not answered for three
months against the whole site. The number of days is a setting of the office.
"""

from collections.abc import Mapping
from datetime import date

from models.base.choices import Choice
from models.base.conditions import Before, Filled
from models.base.errors import FieldError
from models.base.fields import Date, LongText, Text, Value, Values, YesNo
from models.base.layouts import ROW_NUMBER, STATUS, plain_layout
from models.base.people import Person
from models.base.register import Action, Ask, Group, Register, Rule, Status, Surroundings, Tally
from models.base.terms import Term, keeps
from models.registers import usual

ANSWER = Term(
    starts="received_on", days=3, told="收到留言", source="本地规定", ends="answered_on", setting="message_days"
)
KINDS = ("网上留言", "领导信箱", "政策咨询", "投诉举报", "意见建议", "网络舆情")

_PROMISED = Filled("answered_on") & Filled("promise") & ~Filled("promise_kept_on")


def _promise_has_a_day(values: Values, around: Surroundings) -> Mapping[str, Value]:
    del around
    if values["promise_due_on"] and not values["promise"]:
        raise FieldError("先写承诺了什么，再填兑现期限。", "promise")
    return {}


def _answer(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["answered_on"]
    usual.not_before(on, values["received_on"], "收到日期", "answered_on")
    if answers["promise_due_on"] and not answers["promise"]:
        raise FieldError("先写承诺了什么，再填兑现期限。", "promise")
    due = values["due_on"]
    late = f"（超过期限 {due.isoformat()}）" if due is not None and on > due else ""
    promised = f"；承诺：{answers['promise']}" if answers["promise"] else ""
    return {**answers, **usual.logged(values, on, f"答复{late}{promised}")}


def _pass_on(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    return {"handling_units": answers["handling_units"], **usual.logged(values, day, "转承办单位办理")}


def _keep(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["promise_kept_on"]
    usual.not_before(on, values["answered_on"], "答复日期", "promise_kept_on")
    return {"promise_kept_on": on, **usual.logged(values, on, f"承诺已兑现：{answers['told']}")}


def _reopen(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    told = f"重新办理：{answers['reason']}"
    return {"answered_on": None, "promise_kept_on": None, **usual.logged(values, day, told)}


STATUSES = (
    Status("promise_late", "承诺逾期", "red", _PROMISED & Before("promise_due_on", "today"), "promise_due_on", True),
    Status("promised", "承诺待兑现", "amber", _PROMISED, attention=True),
    Status("answered", "已答复", "done", Filled("answered_on")),
    Status("overdue", "逾期", "red", Before("due_on", "today"), "due_on", True),
    Status("new", "待答复", "blue", attention=True),
)

MESSAGES = Register(
    name="messages",
    title="留言回应",
    noun="留言",
    counter="件",
    icon="message",
    work=True,
    title_field="content",
    known_by=("number",),
    fields=(
        usual.number("编号"),
        Choice(
            name="kind",
            title="种类",
            options=KINDS,
            words="message_kinds",
            width=5,
            inline=True,
            synonyms=("留言类型", "类型"),
        ),
        LongText(
            name="content",
            title="内容",
            required=True,
            width=22,
            inline=True,
            searched=True,
            synonyms=("留言内容", "来信内容", "诉求", "舆情内容", "标题", "主题"),
        ),
        Date(
            name="received_on",
            title="收到日期",
            inline=True,
            synonyms=("留言日期", "留言时间", "来信日期", "收到时间", "日期"),
        ),
        Text(name="author", title="留言人", width=5, searched=True, synonyms=("姓名", "来信人", "网名")),
        Text(name="phone", title="联系电话", width=7, private=True, help="个人信息：表格和导出里默认不显示"),
        Text(name="place", title="来源平台", width=7, synonyms=("平台", "渠道", "来源")),
        usual.handling_units(),
        Person(name="handler", title="经办人", width=5),
        Date(name="due_on", title="答复期限", locked=True, width=6),
        Date(
            name="answered_on",
            title="答复日期",
            locked=True,
            told=True,
            width=6,
            synonyms=("答复时间", "回复时间", "回复日期"),
        ),
        LongText(
            name="answer", title="答复内容", width=16, searched=True, synonyms=("回复内容", "办理结果", "回应情况")
        ),
        YesNo(name="published", title="公开选登", inline=True),
        LongText(name="promise", title="承诺事项", width=10, searched=True),
        Date(name="promise_due_on", title="兑现期限", inline=True),
        Date(name="promise_kept_on", title="兑现日期", locked=True, told=True, width=6),
        usual.log(),
        usual.files(),
        usual.note(),
    ),
    statuses=STATUSES,
    actions=(
        Action(
            name="pass_on",
            title="转办",
            help="转给承办单位",
            when=~Filled("answered_on"),
            refusal="已经答复，不用转办",
            effect=_pass_on,
            asks=(Ask(usual.handling_units(), lambda values, _: values["handling_units"]),),
            shortcut="Ctrl+B",
            icon="start",
        ),
        Action(
            name="answer",
            title="答复",
            help="记下答复的日期和内容；承诺了的事跟踪到兑现",
            when=~Filled("answered_on"),
            refusal="已经答复",
            effect=_answer,
            asks=(
                usual.day_asked("answered_on", "答复日期"),
                Ask(LongText(name="answer", title="答复内容", required=True), lambda values, _: values["answer"]),
                Ask(LongText(name="promise", title="承诺事项", help="没有就空着"), lambda values, _: values["promise"]),
                Ask(Date(name="promise_due_on", title="兑现期限"), lambda values, _: values["promise_due_on"]),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="keep",
            title="承诺兑现",
            help="承诺的事办成了",
            when=_PROMISED,
            refusal="没有待兑现的承诺",
            effect=_keep,
            asks=(
                usual.day_asked("promise_kept_on", "兑现日期"),
                Ask(LongText(name="told", title="怎样兑现的", required=True)),
            ),
            shortcut="Ctrl+L",
            icon="close",
            toolbar=True,
        ),
        Action(
            name="reopen",
            title="重新办理",
            help="答复不实或者留言人不满意，重新办理",
            when=Filled("answered_on"),
            refusal="还没有答复",
            effect=_reopen,
            asks=(Ask(LongText(name="reason", title="原因", required=True)),),
            shortcut="Ctrl+R",
            icon="return",
        ),
    ),
    rules=(keeps(ANSWER, "due_on"), Rule(("promise", "promise_due_on"), _promise_has_a_day)),
    columns=("number", "kind", "content", "handling_units", "received_on", "due_on"),
    layouts=(
        plain_layout(
            "留言办理台账",
            *("number", "kind", "place", "content", "received_on", "handling_units", "due_on", STATUS, "answered_on"),
            *("answer", "published", "promise", "promise_due_on", "promise_kept_on", "note"),
        ),
        plain_layout(
            "承诺事项清单",
            *(ROW_NUMBER, "content", "promise", "handling_units", "promise_due_on", "promise_kept_on", STATUS),
        ),
    ),
    groups=(
        Group("留言", ("number", "kind", "content", "place", "received_on", "due_on", "author", "phone")),
        Group("办理", ("handling_units", "handler", "answered_on", "answer", "published")),
        Group("承诺", ("promise", "promise_due_on", "promise_kept_on")),
        Group("办理经过", ("log",)),
        Group("附件", ("files",)),
        Group("备注", ("note",)),
    ),
    tallies=(Tally("收到留言", "received_on", "kind"), Tally("答复留言", "answered_on")),
    filters=("units", "kind", "place"),
    empty_hint="网上留言、来信和舆情登记在这里：答复期限按设置里的工作日算出，承诺了的事跟踪到兑现。",
)
