"""政策文件库: the office's own documents, whether they may be published and are, and whether they still hold.

条例 art. 26: to be published within 20 working days of the day they were made. Every paper states 主动公开, 依申请公开 or
不予公开 with the reason when it is drafted (国办发〔2016〕80号). The numbers run without gaps: each number that lacks is
either registered here or kept back with a reason (预留文号). 有效性 follows from the days: 废止, 修订, 失效.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from models.base.choices import Choice
from models.base.computed import Computed
from models.base.conditions import Before, Equals, Filled, UpTo
from models.base.errors import FieldError
from models.base.fields import Code, Date, DocNumber, LongText, Text, Value, Values
from models.base.layouts import ROW_NUMBER, STATUS, plain_layout
from models.base.lists import Link
from models.base.register import Action, Ask, Finding, Group, Reader, Register, Rule, Status, Surroundings, Tally
from models.base.terms import Term, keeps, reckon
from models.registers import usual
from models.registers.number_gaps import missing, told

OPEN, ON_REQUEST, CLOSED = "主动公开", "依申请公开", "不予公开"
KINDS = ("规章", "行政规范性文件", "其他文件")
"""The first two are the lines of table 二 of the annual report."""

PUBLISH = Term(starts="formed_on", days=20, told="形成文件，主动公开", source="条例第二十六条", ends="published_on")


def _reason(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """不予公开 needs a reason."""
    del around
    if values["openness"] == CLOSED and not values["openness_reason"]:
        raise FieldError("公开属性为“不予公开”的，要先写明不予公开的理由。", "openness_reason")
    return {}


def _in_order(values: Values, around: Surroundings) -> Mapping[str, Value]:
    del around
    usual.not_before(values["published_on"], values["formed_on"], "成文日期", "published_on")
    usual.not_before(values["abolished_on"], values["formed_on"], "成文日期", "abolished_on")
    usual.not_before(values["expires_on"], values["effective_on"], "施行日期", "expires_on")
    return {}


def _told_term(values: Values, around: Surroundings) -> Value:
    if values["openness"] != OPEN:
        return None
    return reckon(PUBLISH, values, around.calendar).text() or None


def _gaps(reader: Reader) -> Sequence[Finding]:
    """Numbers that lack; one that is kept back (预留) or went out (发文) is explained."""
    explained = [
        number
        for register in ("reserved_numbers", "dispatches")
        for number in reader.distinct(register, "doc_number", 100_000)
    ]
    found = missing(reader.distinct("policies", "doc_number", 100_000), explained)
    return [
        Finding(f"缺号 {len(numbers)}", f"文号缺 {told(sequence, numbers)}：请登记文件，或在预留文号里写明原因。")
        for sequence, numbers in found.items()
    ]


def _publish(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    usual.not_before(answers["published_on"], values["formed_on"], "成文日期", "published_on")
    return {"published_on": answers["published_on"], "page_address": answers["page_address"] or values["page_address"]}


def _abolish(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    usual.not_before(answers["abolished_on"], values["formed_on"], "成文日期", "abolished_on")
    return {"abolished_on": answers["abolished_on"], "abolished_by": answers["abolished_by"]}


def _review(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, day
    return {"cleaned_on": answers["cleaned_on"], "cleaned_as": answers["cleaned_as"]}


def _file(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, day
    return {"filed_on": answers["filed_on"], "filed_number": answers["filed_number"]}


def _restore(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, answers, day
    return {"abolished_on": None, "abolished_by": None}


_TO_PUBLISH = Equals("openness", OPEN) & ~Filled("published_on") & ~Filled("abolished_on")
_CLEANED = ("继续有效", "修改", "宣布失效", "废止")

STATUSES = (
    Status(
        "publish_late", "逾期未公开", "red", _TO_PUBLISH & Before("publish_due_on", "today"), "publish_due_on", True
    ),
    Status("abolished", "废止", "done", Filled("abolished_on")),
    Status("revised", "已修订", "done", Filled("revised_by")),
    Status("expired", "失效", "done", Before("expires_on", "today")),
    Status("unmarked", "未定公开属性", "amber", ~Filled("openness"), attention=True),
    Status("to_publish", "待公开", "blue", _TO_PUBLISH, attention=True),
    Status("not_yet", "尚未施行", "grey", Filled("effective_on") & ~UpTo("effective_on", "today")),
    Status("in_force", "现行有效", "green"),
)

POLICIES = Register(
    name="policies",
    title="政策文件库",
    noun="政策文件",
    counter="份",
    icon="policy",
    title_field="title",
    known_by=("doc_number", "title"),
    fields=(
        Text(
            name="title",
            title="文件标题",
            required=True,
            width=20,
            inline=True,
            searched=True,
            synonyms=("标题", "文件名称", "文件名", "名称", "题名"),
        ),
        DocNumber(
            name="doc_number", title="文号", unique=True, width=9, inline=True, searched=True, synonyms=("发文字号",)
        ),
        Choice(
            name="kind", title="文件种类", options=KINDS, width=7, inline=True, synonyms=("种类", "文件类型", "类别")
        ),
        Text(name="issuer", title="制发机关", width=10, inline=True, searched=True, synonyms=("发文机关", "发布机构")),
        usual.handling_units("起草单位", "主办单位"),
        Date(name="formed_on", title="成文日期", inline=True, synonyms=("成文时间", "印发日期")),
        Date(name="effective_on", title="施行日期", inline=True, synonyms=("生效日期", "实施日期")),
        Date(name="expires_on", title="有效期至", inline=True, synonyms=("失效日期", "有效期")),
        Choice(
            name="openness",
            title="公开属性",
            options=(OPEN, ON_REQUEST, CLOSED),
            width=5,
            inline=True,
            help="起草时就要定；不予公开的先写理由",
        ),
        LongText(name="openness_reason", title="不予公开的理由", width=10),
        Date(name="published_on", title="公开日期", inline=True, synonyms=("发布日期", "发布时间")),
        Date(name="publish_due_on", title="公开期限", locked=True, width=6),
        usual.address("公开页面"),
        Code(name="index_number", title="索引号", width=9, searched=True),
        Link(name="revised_by", title="修订为", to="policies", width=10, help="修订它的新文件"),
        Date(name="abolished_on", title="废止日期", locked=True, told=True, width=6),
        Text(name="abolished_by", title="废止依据", locked=True, told=True, width=8, limit=300),
        Date(name="filed_on", title="备案日期", locked=True, told=True, width=6),
        Text(name="filed_number", title="备案号", locked=True, told=True, width=7),
        Date(name="cleaned_on", title="清理日期", locked=True, told=True, width=6),
        Choice(name="cleaned_as", title="清理结果", options=_CLEANED, locked=True, told=True, width=5),
        usual.files("文本（Word、PDF）"),
        usual.note(),
    ),
    computed=(Computed(name="term", title="公开期限怎样得出", compute=_told_term, of=LongText(name="text", title="")),),
    statuses=STATUSES,
    actions=(
        Action(
            name="publish",
            title="公开",
            help="记下公开日期和页面；主动公开的 20 个工作日内公开（条例第二十六条）",
            when=Equals("openness", OPEN) & ~Filled("published_on"),
            refusal="已经公开，或者公开属性不是主动公开",
            effect=_publish,
            asks=(usual.day_asked("published_on", "公开日期"), Ask(usual.address())),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="file",
            title="备案",
            help="规章、行政规范性文件报送备案",
            when=~Filled("filed_on"),
            refusal="已经备案",
            effect=_file,
            asks=(
                usual.day_asked("filed_on", "备案日期"),
                Ask(Text(name="filed_number", title="备案号")),
            ),
            shortcut="Ctrl+B",
            icon="report",
        ),
        Action(
            name="clean",
            title="清理",
            help="定期清理：继续有效、修改、宣布失效或者废止",
            when=~Filled("abolished_on"),
            refusal="已经废止，不用清理",
            effect=_review,
            asks=(
                usual.day_asked("cleaned_on", "清理日期"),
                Ask(Choice(name="cleaned_as", title="清理结果", options=_CLEANED, required=True)),
            ),
            shortcut="Ctrl+J",
            icon="report",
        ),
        Action(
            name="abolish",
            title="废止",
            help="记下废止日期和依据",
            when=~Filled("abolished_on"),
            refusal="已经废止",
            effect=_abolish,
            asks=(
                usual.day_asked("abolished_on", "废止日期"),
                Ask(Text(name="abolished_by", title="废止依据", required=True, limit=300)),
            ),
            shortcut="Ctrl+L",
            icon="close",
            toolbar=True,
        ),
        Action(
            name="restore",
            title="撤回废止",
            help="废止记错了，恢复",
            when=Filled("abolished_on"),
            refusal="没有废止",
            effect=_restore,
            shortcut="Ctrl+R",
            icon="undo",
        ),
    ),
    rules=(
        Rule(("openness", "openness_reason"), _reason),
        Rule(("formed_on", "effective_on", "expires_on", "published_on", "abolished_on"), _in_order),
        keeps(PUBLISH, "publish_due_on"),
    ),
    looks=(_gaps,),
    columns=("doc_number", "title", "kind", "formed_on", "openness"),
    layouts=(
        plain_layout(
            "政策文件目录",
            *(ROW_NUMBER, "doc_number", "title", "kind", "issuer", "formed_on", "effective_on", "expires_on"),
            *("openness", "openness_reason", "published_on", "page_address", STATUS, "note"),
        ),
        plain_layout(
            "清理目录",
            *(ROW_NUMBER, "doc_number", "title", "formed_on", "cleaned_on", "cleaned_as", "abolished_on"),
            *("abolished_by", STATUS),
        ),
    ),
    groups=(
        Group("文件", ("title", "doc_number", "kind", "issuer", "handling_units", "formed_on", "index_number")),
        Group(
            "公开",
            ("openness_reason", "openness", "published_on", "publish_due_on", "page_address", "term"),
        ),
        Group("效力", ("effective_on", "expires_on", "revised_by", "abolished_on", "abolished_by")),
        Group("备案与清理", ("filed_on", "filed_number", "cleaned_on", "cleaned_as")),
        Group("文本", ("files",)),
        Group("备注", ("note",)),
    ),
    tallies=(Tally("制发文件", "formed_on", "kind"), Tally("公开文件", "published_on", "kind")),
    filters=("kind", "openness", "units"),
    empty_hint="把已经制发的文件登记进来：按 Ctrl+N 逐份新建，或把文件目录表格拖进来；缺的文号会指出来。",
)
