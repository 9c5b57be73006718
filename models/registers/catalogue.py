"""公开事项目录: what the office has to publish, field (领域) by field, as a tree of items down to the third level.

The columns are those of the standard catalogues for grass-roots offices (基层政务公开标准目录, 国办发〔2019〕54号). A
catalogue is kept up to date (条例第十二条); how often it is checked against the page is a rule of the place.
"""

from collections.abc import Mapping
from datetime import date

from models.base.choices import Checklist, Choice
from models.base.computed import Computed
from models.base.conditions import Equals, Filled, UpTo
from models.base.errors import FieldError
from models.base.fields import Code, Date, LongText, Text, Value, Values
from models.base.layouts import ROW_NUMBER, STATUS, Layout, Look, column, plain_layout, ticks
from models.base.lists import Link, Units
from models.base.register import Action, Ask, Group, Register, Rule, Status, Surroundings
from models.base.terms import Term, keeps
from models.base.trees import NO_ROOT, PATH_SIGN, path_parts
from models.registers import usual

ACTIVE, ON_REQUEST = "主动公开", "依申请公开"
FIELDS = (
    *("重大建设项目", "公共资源交易", "财政预决算", "安全生产", "税收管理", "征地补偿", "国有土地上房屋征收"),
    *("保障性住房", "农村危房改造", "环境保护", "公共文化服务", "公共法律服务", "扶贫", "救灾", "食品药品监管"),
    *("城市综合执法", "就业创业", "社会保险", "社会救助", "养老服务", "户籍管理", "涉农补贴", "义务教育", "医疗卫生"),
    *("市政服务", "新闻出版版权"),
)
"""The 26 fields of 国办发〔2019〕54号; an office adds its own."""
CHANNELS = (
    *("政府网站", "政府公报", "两微一端", "发布会或听证会", "广播电视", "纸质媒体", "公开查阅点", "政务服务中心"),
    *("便民服务站", "入户或现场", "公示栏或电子屏", "精准推送"),
)

_AS_PRINTED = (
    *(("发布会/听证会", "发布会或听证会"), ("入户/现场", "入户或现场"), ("公示栏（电子屏）", "公示栏或电子屏")),
    *(("社区/企事业单位/村公示栏（电子屏）", "公示栏或电子屏"), ("社区/企事业单位/村公示栏(电子屏)", "公示栏或电子屏")),
)
"""Channels as the standard catalogues print them."""

CHECK = Term(
    starts="listed_on",
    days=365,
    told="列入目录",
    source="本地规定",
    workdays=False,
    setting="catalogue_days",
    again="checked_on",
    told_again="上次核对",
)

_KEPT = ~Filled("cancelled_on")
_DEEPEST = 3
"""Levels that the standard catalogues have a column for."""


def _from_name(name: str) -> Values:
    """An item known only by its path: 领域 > 一级事项 > 二级事项.

    Raises:
        FieldError: it is not a path.
    """
    first, *items = path_parts(name)
    if not items:
        raise FieldError(f"“{name}”找不到；请写已有事项的编码，或者“领域{PATH_SIGN}一级事项”这样的路径。", "parent")
    above = {"parent": PATH_SIGN.join((first, *items[:-1]))} if len(items) > 1 else {}
    return {"field": None if first == NO_ROOT else first, "name": items[-1], **above}


def _field_above(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """An item is of the field of the one above it."""
    above = values["parent"]
    return {} if above is None else {"field": around.values("catalogue", above)["field"]}


def _listed(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """An item is listed on the day on which it is first said how it is open; one that only divides others never is."""
    return {"listed_on": around.today()} if values["openness"] and values["listed_on"] is None else {}


def _levels(values: Values, around: Surroundings) -> list[str]:
    """The names from the first level down to the item itself."""
    above = around.title("catalogue", values["parent"]) if values["parent"] else ""
    return [*path_parts(above)[1:], values["name"] or ""]


def _level(number: int) -> Computed:
    """The name of the item's first, second or third level; what lies deeper stands in the third."""
    title = f"{'一二三'[number - 1]}级事项"

    def told(values: Values, around: Surroundings) -> Value:
        found = _levels(values, around)[number - 1 : None if number == _DEEPEST else number]
        return PATH_SIGN.join(found) or None

    return Computed(name=f"level_{number}", title=title, compute=told, hidden=True, width=6)


def _check(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["checked_on"]
    address = answers["page_address"] or values["page_address"]
    told = f"核对：{answers['told']}" if answers["told"] else "核对无误"
    return {"checked_on": on, "page_address": address, **usual.logged(values, on, told)}


def _amend(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    changed = {name: answers[name] for name in ("content", "basis") if answers[name]}
    if not changed:
        raise FieldError("公开内容和公开依据至少改一样。", "content")
    return {**changed, **usual.logged(values, day, f"调整：{answers['reason']}")}


def _cancel(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["cancelled_on"]
    return {"cancelled_on": on, **usual.logged(values, on, f"取消：{answers['reason']}")}


def _restore(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    return {"cancelled_on": None, **usual.logged(values, day, f"恢复：{answers['reason']}")}


STATUSES = (
    Status("cancelled", "已取消", "done", Filled("cancelled_on")),
    Status("unpublished", "没有栏目", "amber", Equals("openness", ACTIVE) & ~Filled("page_address"), attention=True),
    Status("to_check", "该核对了", "amber", UpTo("check_due_on", "today"), attention=True),
    Status("on_request", "依申请公开", "blue", Equals("openness", ON_REQUEST)),
    Status("published", "主动公开", "green", Filled("openness")),
    Status("heading", "只分级", ""),
)

CATALOGUE = Register(
    name="catalogue",
    title="公开事项目录",
    noun="公开事项",
    icon="catalogue",
    title_field="name",
    known_by=("code",),
    from_name=_from_name,
    tree="parent",
    tree_root="field",
    fields=(
        Code(
            name="code",
            title="编码",
            unique=True,
            width=6,
            inline=True,
            searched=True,
            help="没有编码可以不填；有就不能重复",
            synonyms=("事项编码", "目录编码", "事项代码", "目录代码"),
        ),
        Text(
            name="name",
            title="公开事项",
            required=True,
            width=14,
            inline=True,
            searched=True,
            synonyms=("事项名称", "名称", "公开事项名称", "目录名称"),
        ),
        Link(
            name="parent",
            title="上级事项",
            to="catalogue",
            back_title="下级事项",
            width=14,
            inline=True,
            help="写编码，或者“义务教育 > 学校信息”这样从领域写起的路径；没有的会登记",
            synonyms=("上级目录", "上级编码", "父级事项"),
        ),
        Choice(
            name="field",
            title="领域",
            options=FIELDS,
            words="catalogue_fields",
            width=6,
            inline=True,
            searched=True,
            synonyms=("所属领域", "试点领域", "公开领域"),
        ),
        LongText(
            name="content",
            title="公开内容",
            width=18,
            inline=True,
            searched=True,
            synonyms=("公开内容（要素）", "内容要素", "公开要素"),
        ),
        LongText(name="basis", title="公开依据", width=16, inline=True, searched=True, synonyms=("依据", "法律依据")),
        Text(name="time_limit", title="公开时限", width=9, inline=True, limit=1000, synonyms=("时限",)),
        Units(
            name="subject_units",
            title="公开主体",
            role="subject",
            width=8,
            inline=True,
            searched=True,
            synonyms=("责任单位", "责任主体", "公开单位", "责任部门"),
            column_kinds=("responsible",),
        ),
        Checklist(
            name="channels",
            title="公开渠道",
            options=CHANNELS,
            words="catalogue_channels",
            spellings=_AS_PRINTED,
            width=8,
            synonyms=("公开渠道和载体", "公开载体", "渠道和载体"),
        ),
        Choice(
            name="openness",
            title="公开方式",
            options=(ACTIVE, ON_REQUEST),
            spellings=(("主动", ACTIVE), ("依申请", ON_REQUEST)),
            width=5,
            inline=True,
            synonyms=("公开属性", "公开类型"),
        ),
        Choice(
            name="audience",
            title="公开对象",
            options=("全社会", "特定群体"),
            words="catalogue_audiences",
            width=5,
            inline=True,
        ),
        Checklist(name="levels", title="公开层级", options=("市级", "县级", "乡级"), words="catalogue_levels", width=5),
        usual.address("栏目地址"),
        Date(
            name="listed_on",
            title="列入目录日期",
            inline=True,
            width=6,
            help="没有核对过的，从这一天起算下次核对；不填就是写明公开方式的那天",
            synonyms=("列入日期", "纳入目录日期", "纳入日期"),
        ),
        Date(name="checked_on", title="核对日期", locked=True, told=True, width=6, synonyms=("最近核对",)),
        Date(name="check_due_on", title="下次核对", locked=True, width=6),
        Date(name="cancelled_on", title="取消日期", locked=True, told=True, width=6),
        usual.log(),
        usual.note(),
    ),
    computed=tuple(map(_level, range(1, _DEEPEST + 1))),
    statuses=STATUSES,
    actions=(
        Action(
            name="check",
            title="核对",
            help="与公开的页面核对过，栏目地址有变就填新的",
            when=_KEPT,
            refusal="已经取消",
            effect=_check,
            asks=(
                usual.day_asked("checked_on", "核对日期"),
                Ask(usual.address("栏目地址"), lambda values, _: values["page_address"]),
                Ask(LongText(name="told", title="核对情况")),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="amend",
            title="调整",
            help="公开内容或依据变了：写新的和原因，旧的在修改记录里查得到",
            when=_KEPT,
            refusal="已经取消",
            effect=_amend,
            asks=(
                Ask(LongText(name="content", title="公开内容"), lambda values, _: values["content"]),
                Ask(LongText(name="basis", title="公开依据"), lambda values, _: values["basis"]),
                Ask(LongText(name="reason", title="调整原因", required=True)),
            ),
            shortcut="Ctrl+J",
            icon="edit",
        ),
        Action(
            name="cancel",
            title="取消",
            help="依据废止等，不再公开的事项，写明原因",
            when=_KEPT,
            refusal="已经取消",
            effect=_cancel,
            asks=(
                usual.day_asked("cancelled_on", "取消日期"),
                Ask(LongText(name="reason", title="原因", required=True)),
            ),
            shortcut="Ctrl+L",
            icon="close",
        ),
        Action(
            name="restore",
            title="恢复",
            help="取消错了，或者重新公开",
            when=Filled("cancelled_on"),
            refusal="没有取消",
            effect=_restore,
            asks=(Ask(LongText(name="reason", title="原因", required=True)),),
            shortcut="Ctrl+R",
            icon="undo",
        ),
    ),
    rules=(Rule(("parent",), _field_above), Rule(("openness",), _listed), keeps(CHECK, "check_due_on")),
    columns=("name", "code", "field", "subject_units", "openness", "time_limit"),
    layouts=(
        Layout(
            name="公开事项标准目录",
            title="公开事项标准目录",
            columns=(
                column(ROW_NUMBER),
                *(column(f"level_{number}", over="公开事项", merged=True) for number in range(1, _DEEPEST + 1)),
                column("content", title="公开内容（要素）", width=14),
                column("basis", width=12),
                *map(column, ("time_limit", "subject_units")),
                column("channels", title="公开渠道和载体"),
                *ticks("audience", "公开对象", ("全社会", "全社会"), ("特定群体", "特定群体")),
                *ticks("openness", "公开方式", ("主动", ACTIVE), ("依申请", ON_REQUEST)),
                *ticks("levels", "公开层级", ("市级", "市级"), ("县级", "县级"), ("乡级", "乡级")),
            ),
            group_by="field",
            look=Look(paper="A3"),  # seventeen columns: too many for A4
        ),
        plain_layout(
            "目录核对表",
            *(ROW_NUMBER, "code", "field", "parent", "name", "subject_units", "openness", "page_address"),
            *("listed_on", "checked_on", "check_due_on", STATUS, "note"),
        ),
    ),
    groups=(
        Group("事项", ("code", "name", "parent", "field", "content", "basis", "time_limit")),
        Group("公开", ("subject_units", "channels", "openness", "audience", "levels", "page_address")),
        Group("核对", ("listed_on", "checked_on", "check_due_on", "cancelled_on")),
        Group("核对与调整经过", ("log",)),
        Group("备注", ("note",)),
    ),
    filters=("field", "units", "openness"),
    empty_hint="把标准目录的表格拖进来，或按 Ctrl+N 新建；可以按上下级看，没有栏目的、该核对的会提醒。",
)
