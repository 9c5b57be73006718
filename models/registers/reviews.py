"""公开审查与清理: nothing goes out unreviewed (先审后发), one review an item; personal data are cleaned up again and again.

条例 art. 17: an agency reviews what it publishes by a procedure of its own, with whoever is responsible for it. What holds
personal data is looked through again after a number of days that the office sets.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from models.base.choices import Checklist, Choice
from models.base.conditions import Before, Equals, Filled
from models.base.errors import FieldError
from models.base.fields import Date, LongText, Number, Text, Value, Values, YesNo
from models.base.layouts import ROW_NUMBER, STATUS, plain_layout
from models.base.people import Person
from models.base.register import Action, Ask, Finding, Group, Reader, Register, Rule, Status, Surroundings, Tally
from models.base.terms import Term, keeps
from models.registers import usual

PASSED, AMENDED, REFUSED = "同意公开", "修改后公开", "不予公开"
POINTS = ("国家秘密", "商业秘密和个人隐私", "政治表述", "错别字和数据", "附件和链接", "公开属性")

CLEAN = Term(
    starts="published_on",
    days=182,
    told="发布",
    source="本地规定",
    workdays=False,
    setting="clean_days",
    again="cleaned_on",
    told_again="上次清理",
)


def _clean_due(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """Until when what is out there with personal data is looked through again."""
    if not values["personal"] or not values["published_on"]:
        return {"clean_due_on": None}
    return keeps(CLEAN, "clean_due_on").then(values, around)


def _reviewed_first(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """A day of publication that lies before the review can't be noted."""
    del around
    usual.not_before(values["published_on"], values["reviewed_on"], "审查日期", "published_on")
    return {}


def _reviewed_twice(reader: Reader) -> Sequence[Finding]:
    """Items that stand here more than once: each is reviewed once, and what has changed is reviewed again there."""
    twice = reader.repeated("reviews", "title")
    if not twice:
        return []
    told = "、".join(f"“{title[:16]}”{count} 件" for title, count in twice[:3]) + ("等" if len(twice) > 3 else "")
    sentence = f"{told}的标题相同，每件只审一次：是同一件的请删去重复的，改了再审的用“重新审查”；不是的把标题写清楚。"
    return [Finding(f"重复登记 {len(twice)}", sentence)]


def _review(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on, decision = answers["reviewed_on"], answers["decision"]
    usual.not_before(on, values["submitted_on"], "送审日期", "reviewed_on")
    if decision != PASSED and not answers["opinion"]:
        raise FieldError(f"“{decision}”的，要写明审查意见。", "opinion")
    told = f"{answers['reviewer']}审查：{decision}" + (f"，{answers['opinion']}" if answers["opinion"] else "")
    return {**answers, **usual.logged(values, on, told)}


def _publish(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["published_on"]
    usual.not_before(on, values["reviewed_on"], "审查日期", "published_on")
    told = {"published_on": on, "page_address": answers["page_address"] or values["page_address"]}
    return {**told, **usual.logged(values, on, "发布")}


def _clean(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on, found = answers["cleaned_on"], answers["cleaned"]
    usual.not_before(on, values["published_on"], "发布日期", "cleaned_on")
    told = f"清理排查，处理 {found} 处：{answers['told']}" if answers["told"] else f"清理排查，处理 {found} 处"
    return {"cleaned_on": on, "cleaned": (values["cleaned"] or 0) + found, **usual.logged(values, on, told)}


def _again(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    told = f"重新审查：{answers['reason']}"
    nothing = {"reviewed_on": None, "decision": None, "published_on": None, "cleaned_on": None}
    return {**nothing, **usual.logged(values, day, told)}


STATUSES = (
    Status("unreviewed", "未审先发", "red", Filled("published_on") & ~Filled("reviewed_on"), attention=True),
    Status("refused", "不予公开", "done", Equals("decision", REFUSED)),
    Status("to_clean", "该清理了", "amber", Before("clean_due_on", "today"), "clean_due_on", True),
    Status("published", "已发布", "done", Filled("published_on")),
    Status("passed", "待发布", "blue", Filled("reviewed_on"), attention=True),
    Status("waiting", "待审查", "amber", attention=True),
)

REVIEWS = Register(
    name="reviews",
    title="公开审查",
    noun="审查",
    counter="件",
    icon="review",
    title_field="title",
    known_by=("number",),
    fields=(
        usual.number("审查编号"),
        Text(
            name="title",
            title="拟公开的内容",
            required=True,
            width=20,
            inline=True,
            searched=True,
            synonyms=("标题", "信息标题", "内容", "信息名称"),
        ),
        Choice(
            name="level",
            title="审查等级",
            options=("一般", "重要", "敏感"),
            words="review_levels",
            width=4,
            inline=True,
            synonyms=("等级", "级别"),
        ),
        YesNo(
            name="personal",
            title="含个人信息",
            inline=True,
            help="发布以后到了清理期限会提醒排查",
            synonyms=("是否含个人信息", "涉及个人信息", "是否涉及个人信息"),
        ),
        usual.handling_units("送审单位", "报送单位", "发布单位"),
        Person(name="submitter", title="送审人", width=5, inline=True, synonyms=("报送人",)),
        Date(name="submitted_on", title="送审日期", inline=True, synonyms=("报送日期",)),
        Checklist(name="points", title="审查要点", options=POINTS, words="review_points", width=10),
        Date(name="reviewed_on", title="审查日期", locked=True, told=True, width=6, synonyms=("审核日期",)),
        Person(name="reviewer", title="审查人", locked=True, told=True, width=5, synonyms=("审核人", "签发人")),
        Choice(name="decision", title="审查结论", options=(PASSED, AMENDED, REFUSED), locked=True, told=True, width=5),
        LongText(name="opinion", title="审查意见", locked=True, told=True, width=10, synonyms=("审核意见",)),
        Date(name="published_on", title="发布日期", inline=True, synonyms=("发布时间", "公开日期")),
        usual.address("发布页面"),
        Date(name="cleaned_on", title="最近清理日期", locked=True, told=True, width=6),
        Date(name="clean_due_on", title="清理期限", locked=True, width=6),
        Number(name="cleaned", title="清理处数", least=0, locked=True, told=True, width=4),
        usual.log(),
        usual.files("送审稿"),
        usual.note(),
    ),
    statuses=STATUSES,
    actions=(
        Action(
            name="review",
            title="审查",
            help="写明结论；修改后公开、不予公开的要写意见",
            when=~Filled("reviewed_on"),
            refusal="已经审查过，每件只审一次；要改请用“重新审查”",
            effect=_review,
            asks=(
                usual.day_asked("reviewed_on", "审查日期"),
                Ask(Person(name="reviewer", title="审查人", required=True)),
                Ask(
                    Choice(name="decision", title="审查结论", options=(PASSED, AMENDED, REFUSED), required=True),
                    lambda *_: PASSED,
                ),
                Ask(LongText(name="opinion", title="审查意见")),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="publish",
            title="发布",
            help="审查同意以后才能发布（先审后发）",
            when=Filled("reviewed_on") & ~Equals("decision", REFUSED) & ~Filled("published_on"),
            refusal="还没有审查、审查不予公开或者已经发布，不能发布",
            effect=_publish,
            asks=(
                usual.day_asked("published_on", "发布日期"),
                Ask(usual.address("发布页面")),
            ),
            shortcut="Ctrl+L",
            icon="close",
            toolbar=True,
        ),
        Action(
            name="clean",
            title="清理",
            help="对已发布的内容定期排查个人信息等，记下处理了几处",
            when=Filled("published_on"),
            refusal="还没有发布，不用清理",
            effect=_clean,
            asks=(
                usual.day_asked("cleaned_on", "清理日期"),
                Ask(Number(name="cleaned", title="处理处数", required=True, least=0), lambda *_: 0),
                Ask(LongText(name="told", title="清理情况")),
            ),
            shortcut="Ctrl+J",
            icon="report",
        ),
        Action(
            name="again",
            title="重新审查",
            help="内容改了，或者结论有误，重新审查",
            when=Filled("reviewed_on"),
            refusal="还没有审查",
            effect=_again,
            asks=(Ask(LongText(name="reason", title="原因", required=True)),),
            shortcut="Ctrl+R",
            icon="return",
        ),
    ),
    rules=(
        Rule(("published_on",), _reviewed_first),
        Rule(("personal", *CLEAN.fields), _clean_due, keeps=("clean_due_on",)),
    ),
    looks=(_reviewed_twice,),
    columns=("number", "title", "level", "handling_units", "reviewer", "published_on"),
    layouts=(
        plain_layout(
            "公开审查台账",
            *("number", "title", "level", "personal", "handling_units", "submitter", "submitted_on", "reviewed_on"),
            *("reviewer", "decision", "opinion", "published_on", STATUS, "note"),
        ),
        plain_layout(
            "清理台账",
            *(ROW_NUMBER, "title", "personal", "page_address", "published_on", "cleaned_on", "clean_due_on"),
            *("cleaned", "log"),
        ),
    ),
    groups=(
        Group("内容", ("number", "title", "level", "personal", "handling_units", "submitter", "submitted_on")),
        Group("审查", ("points", "reviewed_on", "reviewer", "decision", "opinion")),
        Group("发布与清理", ("published_on", "page_address", "cleaned_on", "clean_due_on", "cleaned")),
        Group("办理经过", ("log",)),
        Group("送审稿", ("files",)),
        Group("备注", ("note",)),
    ),
    tallies=(Tally("公开审查", "reviewed_on", "decision"),),
    filters=("units", "level", "decision", "personal"),
    empty_hint="要公开的内容先在这里登记、审查，同意以后再发布；发布以后定期清理个人信息。",
)
