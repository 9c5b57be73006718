"""意见征集: drafts the public may speak to, how long, what came of it.

《重大行政决策程序暂行条例》art. 15: open for 30 days at least, for less the reason must be published; art. 16: material
for a hearing reaches its participants 7 days before. 《规章制定程序条例》art. 15: 30 days for draft rules.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from models.base.choices import Checklist, Choice
from models.base.computed import Computed
from models.base.conditions import Before, Filled, UpTo
from models.base.errors import FieldError
from models.base.fields import Date, LongText, Number, Text, Value, Values, YesNo
from models.base.layouts import ROW_NUMBER, STATUS, plain_layout
from models.base.lists import Link
from models.base.register import Action, Ask, Group, Register, Rule, Status, Surroundings, Tally
from models.registers import usual

LEAST_DAYS, HEARING_DAYS = 30, 7
WAYS = ("政府网站", "书面征求", "座谈会", "听证会", "实地走访", "问卷调查", "民意调查", "新媒体")
_BOUND = ("重大行政决策", "规章草案")
"""Kinds for which the law sets thirty days."""


def _days(values: Values) -> int | None:
    """Days from the day after it was published to the last one."""
    if values["opened_on"] is None or values["closes_on"] is None:
        return None
    days: int = (values["closes_on"] - values["opened_on"]).days
    return days


def _long_enough(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """Fewer than thirty days need a published reason."""
    del around
    usual.not_before(values["closes_on"], values["opened_on"], "开始日期", "closes_on")
    days = _days(values)
    if values["kind"] in _BOUND and days is not None and days < LEAST_DAYS and not values["short_reason"]:
        raise FieldError(
            f"{values['kind']}征求意见只有 {days} 日，少于 {LEAST_DAYS} 日；要先写明并公布缩短的理由"
            "（重大行政决策程序暂行条例第十五条）。",
            "short_reason",
        )
    return {}


def _hearing(values: Values, around: Surroundings) -> Mapping[str, Value]:
    del around
    held, sent = values["hearing_on"], values["hearing_sent_on"]
    if held is not None and sent is not None and sent > held - timedelta(days=HEARING_DAYS):
        last = held - timedelta(days=HEARING_DAYS)
        raise FieldError(
            f"听证材料要提前 {HEARING_DAYS} 日送达，最迟 {last.isoformat()}（重大行政决策程序暂行条例第十六条）。",
            "hearing_sent_on",
        )
    return {}


def _told_days(values: Values, around: Surroundings) -> Value:
    del around
    return _days(values)


def _publish_result(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    usual.not_before(answers["result_published_on"], values["closes_on"], "截止日期", "result_published_on")
    if answers["adopted"] > answers["received"]:
        raise FieldError("采纳的比收到的多，请核对条数。", "adopted")
    return dict(answers)


def _take_back(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, answers, day
    return {"result_published_on": None}


STATUSES = (
    Status("answered", "已公布结果", "done", Filled("result_published_on")),
    Status("result_late", "逾期未公布结果", "red", Before("result_due_on", "today"), "result_due_on", True),
    Status("result_soon", "结果临期", "amber", UpTo("result_due_on", "soon"), "result_due_on", True),
    Status("closed", "待公布结果", "amber", Before("closes_on", "today"), attention=True),
    Status("open", "征集中", "green", UpTo("opened_on", "today")),
    Status("planned", "未开始", "grey"),
)

CONSULTATIONS = Register(
    name="consultations",
    title="意见征集",
    noun="征集",
    counter="次",
    icon="consultation",
    title_field="title",
    known_by=("title",),
    fields=(
        Text(
            name="title",
            title="征集主题",
            required=True,
            width=18,
            inline=True,
            searched=True,
            synonyms=("标题", "主题", "征集事项", "决策事项"),
        ),
        Choice(
            name="kind", title="征集种类", options=(*_BOUND, "其他"), width=6, inline=True, synonyms=("种类", "类别")
        ),
        YesNo(name="listed", title="列入公众参与事项目录", inline=True),
        usual.handling_units(),
        Date(name="opened_on", title="开始日期", inline=True, synonyms=("开始时间", "征集开始时间", "发布日期")),
        LongText(name="short_reason", title="少于30日的理由", width=10),
        Date(name="closes_on", title="截止日期", inline=True, synonyms=("截止时间", "征集结束时间", "结束日期")),
        Checklist(name="ways", title="征集方式", options=WAYS, words="consultation_ways", width=10),
        Date(name="hearing_on", title="听证会日期"),
        Date(name="hearing_sent_on", title="听证材料送达日期"),
        Number(name="received", title="收到条数", least=0, inline=True, width=4, synonyms=("收到意见数", "意见条数")),
        Number(name="adopted", title="采纳条数", least=0, inline=True, width=4, synonyms=("采纳意见数",)),
        LongText(name="result", title="采纳情况和理由", width=14, searched=True),
        Date(name="result_due_on", title="结果公布期限", inline=True, help="本单位要求公布结果的日期"),
        Date(name="result_published_on", title="结果公布日期", locked=True, told=True, width=6),
        Link(name="policy", title="形成的文件", to="policies", width=12),
        usual.address("征集页面"),
        Text(name="result_address", title="结果页面", width=10, limit=2000),
        usual.files("征求意见稿等材料"),
        usual.note(),
    ),
    computed=(Computed(name="days", title="征集天数", compute=_told_days, of=Number(name="days", title=""), width=4),),
    statuses=STATUSES,
    actions=(
        Action(
            name="publish_result",
            title="公布结果",
            help="公布收到、采纳的条数和不采纳的理由",
            when=~Filled("result_published_on"),
            refusal="已经公布结果",
            effect=_publish_result,
            asks=(
                usual.day_asked("result_published_on", "结果公布日期"),
                Ask(
                    Number(name="received", title="收到条数", required=True, least=0),
                    lambda values, _: values["received"],
                ),
                Ask(
                    Number(name="adopted", title="采纳条数", required=True, least=0),
                    lambda values, _: values["adopted"],
                ),
                Ask(LongText(name="result", title="采纳情况和理由", required=True), lambda values, _: values["result"]),
                Ask(Text(name="result_address", title="结果页面", limit=2000)),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="take_back",
            title="撤回结果",
            help="结果公布有误，撤回重新公布",
            when=Filled("result_published_on"),
            refusal="还没有公布结果",
            effect=_take_back,
            shortcut="Ctrl+R",
            icon="undo",
        ),
    ),
    rules=(
        Rule(("kind", "opened_on", "closes_on", "short_reason"), _long_enough),
        Rule(("hearing_on", "hearing_sent_on"), _hearing),
    ),
    columns=("title", "kind", "handling_units", "opened_on", "closes_on", "received", "adopted"),
    layouts=(
        plain_layout(
            "意见征集台账",
            *(
                ROW_NUMBER,
                "title",
                "kind",
                "handling_units",
                "opened_on",
                "closes_on",
                "days",
                "short_reason",
                "received",
            ),
            *("adopted", "result", "result_published_on", STATUS, "note"),
        ),
        plain_layout(
            "公众参与事项目录", ROW_NUMBER, "title", "kind", "ways", "handling_units", "opened_on", "closes_on"
        ),
    ),
    groups=(
        Group("征集", ("title", "kind", "listed", "handling_units")),
        Group("时间", ("opened_on", "short_reason", "closes_on", "days")),
        Group("方式", ("ways", "hearing_on", "hearing_sent_on")),
        Group(
            "结果",
            ("received", "adopted", "result", "result_due_on", "result_published_on", "result_address", "policy"),
        ),
        Group("材料", ("page_address", "files")),
        Group("备注", ("note",)),
    ),
    tallies=(Tally("公开征集意见", "opened_on", "kind", "received"),),
    filters=("kind", "units", "listed"),
    empty_hint="征求意见的草案登记在这里：重大行政决策至少征集 30 日，少于 30 日的要写明理由。",
)
