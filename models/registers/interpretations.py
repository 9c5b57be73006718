"""政策解读: what explains a policy document, made, signed off and published together with it (三同步).

国办发〔2016〕80号: 同步组织、同步审签、同步部署. The eight elements are a rule of Anhui, so the list is the office's to change;
so is the list of forms.
"""

from collections.abc import Mapping
from datetime import date

from models.base.choices import Checklist, Choice
from models.base.computed import Computed
from models.base.conditions import Filled
from models.base.fields import Date, LongText, Number, Text, Value, Values, YesNo
from models.base.layouts import ROW_NUMBER, STATUS, Layout, column, plain_layout
from models.base.lists import Link
from models.base.people import Person
from models.base.register import Action, Ask, Group, Register, Status, Surroundings, Tally
from models.registers import usual

ELEMENTS = (
    *("决策背景和依据", "制定意义和总体考虑", "研判和起草过程", "工作目标"),
    *("主要任务", "创新举措", "保障措施", "下一步工作"),
)
FORMS = ("文字解读", "图片图解", "动漫", "视频", "新闻发布会", "专家解读", "媒体解读")
_SYNCHRONOUS = Filled("planned_together") & Filled("approved_together") & Filled("published_together")


def _days_after(values: Values, around: Surroundings) -> Value:
    """How many days after its document it was published."""
    if values["policy"] is None or values["published_on"] is None:
        return None
    published = around.values("policies", values["policy"])["published_on"]
    return None if published is None else (values["published_on"] - published).days


def _lacking(values: Values, around: Surroundings) -> Value:
    """Which elements it does not have."""
    words = around.words("interpretation_elements") or ELEMENTS
    return "、".join(word for word in words if word not in values["elements"]) or None


def _publish(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    return {"published_on": answers["published_on"], "page_address": answers["page_address"] or values["page_address"]}


def _withdraw(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, answers, day
    return {"published_on": None}


STATUSES = (
    Status("published", "已发布", "done", Filled("published_on") & _SYNCHRONOUS),
    Status("apart", "已发布（未同步）", "amber", Filled("published_on")),
    Status("bare", "没有对应文件", "amber", ~Filled("policy"), attention=True),
    Status("preparing", "待发布", "blue", attention=True),
)

INTERPRETATIONS = Register(
    name="interpretations",
    title="政策解读",
    noun="解读",
    counter="件",
    icon="interpretation",
    title_field="title",
    known_by=("title",),
    fields=(
        Text(
            name="title",
            title="解读标题",
            required=True,
            width=18,
            inline=True,
            searched=True,
            synonyms=("标题", "解读材料", "名称"),
        ),
        Link(
            name="policy",
            title="解读的文件",
            to="policies",
            width=12,
            synonyms=("对应文件", "政策文件", "文件标题", "文号"),
            help="填文号或标题，要先登记在政策文件库",
        ),
        Choice(
            name="form",
            title="解读形式",
            options=FORMS,
            words="interpretation_forms",
            width=6,
            inline=True,
            synonyms=("形式", "解读方式"),
        ),
        usual.handling_units("解读单位"),
        Person(name="interpreter", title="解读人", width=5, inline=True, searched=True),
        YesNo(name="by_leader", title="主要负责人解读", inline=True),
        YesNo(name="planned_together", title="同步组织", inline=True),
        YesNo(name="approved_together", title="同步审签", inline=True),
        YesNo(name="published_together", title="同步部署", inline=True),
        Checklist(name="elements", title="解读要素", options=ELEMENTS, words="interpretation_elements", width=12),
        Date(name="published_on", title="发布日期", inline=True, synonyms=("发布时间",)),
        usual.address("解读页面"),
        usual.files("解读材料"),
        usual.note(),
    ),
    computed=(
        Computed(
            name="days_after", title="比文件晚几天", compute=_days_after, of=Number(name="days", title=""), width=5
        ),
        Computed(name="lacking", title="还缺的要素", compute=_lacking, of=LongText(name="text", title=""), width=10),
    ),
    statuses=STATUSES,
    actions=(
        Action(
            name="publish",
            title="发布",
            help="记下发布日期和页面",
            when=~Filled("published_on"),
            refusal="已经发布",
            effect=_publish,
            asks=(usual.day_asked("published_on", "发布日期"), Ask(usual.address())),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="withdraw",
            title="撤回发布",
            help="解读撤下重做",
            when=Filled("published_on"),
            refusal="还没有发布",
            effect=_withdraw,
            shortcut="Ctrl+R",
            icon="undo",
        ),
    ),
    columns=("title", "policy", "form", "elements", "published_on"),
    layouts=(
        plain_layout(
            "政策解读台账",
            *(ROW_NUMBER, "title", "policy", "form", "handling_units", "interpreter", "by_leader"),
            *("planned_together", "approved_together", "published_together", "published_on", STATUS, "note"),
        ),
        Layout(
            name="按形式统计",
            title="政策解读形式统计表",
            group_by="form",
            subtotals=True,
            columns=(
                column(ROW_NUMBER),
                column("title", width=22),
                column("policy", width=18),
                column("elements", width=16),
                column("published_on"),
                column("page_address", width=14),
            ),
        ),
    ),
    groups=(
        Group("解读", ("title", "policy", "form", "handling_units", "interpreter", "by_leader")),
        Group("三同步", ("planned_together", "approved_together", "published_together")),
        Group("解读要素", ("elements", "lacking")),
        Group("发布", ("published_on", "days_after", "page_address")),
        Group("解读材料", ("files",)),
        Group("备注", ("note",)),
    ),
    tallies=(Tally("发布解读", "published_on", "form"),),
    filters=("form", "units"),
    empty_hint="每件解读对应一份政策文件：先在政策文件库登记文件，再按 Ctrl+N 新建解读。",
)
