"""公开渠道: new-media accounts, sites and columns, corners (政务公开专区) and gazettes, with the checks noted by hand.

国办秘函〔2019〕19号: two weeks without anything new fail a site or an account; one office has one main account on a
platform. Everything is checked, and corners are evaluated, every half year from the day it was opened (a local rule;
both numbers are settings of the office).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from models.base.choices import Choice
from models.base.conditions import Before, Filled, UpTo
from models.base.errors import FieldError
from models.base.fields import Date, LongText, Number, Text, Value, Values, YesNo, plain_name
from models.base.layouts import ROW_NUMBER, STATUS, plain_layout
from models.base.people import Person
from models.base.record import Query
from models.base.register import Action, Ask, Finding, Group, Reader, Register, Rule, Status, Surroundings
from models.base.terms import Term, keeps
from models.registers import usual
from models.registers.number_gaps import Parts, missing, runs

SITE, COLUMN, ACCOUNT, CORNER, GAZETTE = "政府网站", "网站栏目", "政务新媒体", "政务公开专区", "政府公报"
PLATFORMS = ("微信公众号", "微博", "抖音", "快手", "视频号", "今日头条", "移动客户端", "小程序")

UPDATE = Term(
    starts="opened_on",
    days=14,
    told="开通",
    source="国办秘函〔2019〕19号",
    workdays=False,
    setting="update_days",
    again="updated_on",
    told_again="上次更新",
)
CHECK = Term(
    starts="opened_on",
    days=182,
    told="开通",
    source="本地规定",
    workdays=False,
    setting="check_days",
    again="checked_on",
    told_again="上次检查",
)
_KEPT_NEW = (SITE, COLUMN, ACCOUNT)
"""Kinds that the two weeks are for; a corner in a hall or a gazette is not renewed by the fortnight."""

_OPEN = ~Filled("closed_on")


def _one_main(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """One main account of a unit on a platform."""
    if not values["main"] or values["closed_on"] is not None:
        return {"main_of": None}
    if not values["platform"]:
        raise FieldError("主账号要先填是哪个平台。", "platform")
    units = "、".join(around.title("units", unit) for unit in values["handling_units"] or ())
    key = f"{units or '本单位'}在{values['platform']}的主账号"
    other = around.known("channels", key)
    if other is not None and plain_name(values["main_of"] or "") != plain_name(key):
        named = around.title("channels", other)
        raise FieldError(f"{units or '本单位'}在{values['platform']}已有主账号“{named}”，一个平台只能有一个。", "main")
    return {"main_of": key}


def _update_due(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """Until when something new has to stand there."""
    if values["kind"] not in _KEPT_NEW:
        return {"update_due_on": None}
    return keeps(UPDATE, "update_due_on").then(values, around)


_ISSUE = re.compile(r"((?:19|20)\d\d)\D{0,3}?(\d{1,4})(?!\d)")


def _issue_parts(told: str) -> Parts | None:
    """The year and the number of an issue of the gazette: 2026年第3期, 2026〔3〕, 2026-03; None without a year."""
    match = _ISSUE.search("".join(unicodedata.normalize("NFKC", told).split()))
    return ("", int(match[1]), int(match[2])) if match else None


def _missing_issues(reader: Reader) -> Sequence[Finding]:
    """Issues of the gazette that lack between the first of a year and the last one there."""
    found = missing(reader.distinct("channels", "issue", 100_000), parts_of=_issue_parts)
    return [
        Finding(
            f"缺期 {len(numbers)}", f"政府公报 {year} 年缺第 {runs(numbers)} 期：请登记，或核对“期号”一栏有没有写错。"
        )
        for (_, year), numbers in found.items()
    ]


def _without_a_start(reader: Reader) -> Sequence[Finding]:
    """Channels from no day of which the half year can run: nothing would ever remind of their check."""
    unknown = reader.ids("channels", Query(where=_OPEN & ~Filled("opened_on") & ~Filled("checked_on")))
    told = f"{len(unknown)} 个渠道没有开通日期，也没有检查过，到期检查提醒不了：请填“开通日期”，或者记一次检查。"
    return [Finding(f"缺开通日期 {len(unknown)}", told)] if unknown else []


def _change(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on, name, keeper = answers["changed_on"], answers["name"], answers["keeper"]
    usual.not_before(on, values["opened_on"], "开通日期", "changed_on")
    renamed = f"，名称由“{values['name']}”改为“{name}”" if name != values["name"] else ""
    handed = f"，管理员由{values['keeper'] or '（空）'}改为{keeper or '（空）'}" if keeper != values["keeper"] else ""
    return {"name": name, "keeper": keeper, **usual.logged(values, on, f"变更：{answers['told']}{renamed}{handed}")}


def _update(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    usual.not_before(answers["updated_on"], values["opened_on"], "开通日期", "updated_on")
    return {"updated_on": answers["updated_on"]}


def _check(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["checked_on"]
    usual.not_before(on, values["opened_on"], "开通日期", "checked_on")
    told = f"检查：错链断链 {answers['dead_links']} 处，内容差错 {answers['mistakes']} 处"
    score = f"，评分 {answers['score']}" if answers["score"] is not None else ""
    return {
        "checked_on": on,
        "dead_links": answers["dead_links"],
        "mistakes": answers["mistakes"],
        "score": answers["score"] if answers["score"] is not None else values["score"],
        **usual.logged(values, on, told + score + (f"；{answers['told']}" if answers["told"] else "")),
    }


def _close(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["closed_on"]
    usual.not_before(on, values["opened_on"], "开通日期", "closed_on")
    return {"closed_on": on, **usual.logged(values, on, f"关停：{answers['reason']}")}


def _deregister(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    on = answers["deregistered_on"]
    usual.not_before(on, values["closed_on"], "关停日期", "deregistered_on")
    return {"deregistered_on": on, **usual.logged(values, on, "完成注销备案")}


def _reopen(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    return {"closed_on": None, "deregistered_on": None, **usual.logged(values, day, f"恢复：{answers['reason']}")}


STATUSES = (
    Status("deregistered", "已注销", "done", Filled("deregistered_on")),
    Status("closed", "已关停待注销", "blue", Filled("closed_on"), attention=True),
    Status("stale", "超期未更新", "red", Before("update_due_on", "today"), "update_due_on", True),
    Status("to_check", "该检查了", "amber", UpTo("check_due_on", "today"), attention=True),
    Status("running", "正常", "green"),
)

CHANNELS = Register(
    name="channels",
    title="公开渠道",
    noun="渠道",
    counter="个",
    icon="channel",
    title_field="name",
    known_by=("name", "main_of"),
    fields=(
        Text(
            name="name",
            title="名称",
            required=True,
            unique=True,
            width=14,
            inline=True,
            searched=True,
            synonyms=("账号名称", "栏目名称", "渠道名称", "专区名称"),
        ),
        Choice(
            name="kind",
            title="种类",
            options=(SITE, COLUMN, ACCOUNT, CORNER, GAZETTE, "公开栏"),
            words="channel_kinds",
            width=6,
            inline=True,
            synonyms=("类型", "渠道种类"),
        ),
        Choice(
            name="platform",
            title="平台",
            options=PLATFORMS,
            words="channel_platforms",
            width=6,
            inline=True,
            synonyms=("所属平台",),
        ),
        YesNo(name="main", title="主账号", inline=True, help="一个单位在一个平台只能有一个主账号"),
        Text(name="main_of", title="主账号标记", hidden=True, locked=True),
        usual.handling_units("主办单位", "开办单位"),
        Person(name="keeper", title="管理员", width=5, inline=True, searched=True, synonyms=("负责人", "维护人")),
        Date(name="opened_on", title="开通日期", inline=True, synonyms=("开通时间", "设立日期")),
        Date(name="updated_on", title="最近更新", inline=True, synonyms=("最近更新时间", "更新日期")),
        Date(name="update_due_on", title="更新期限", locked=True, width=6),
        Date(name="checked_on", title="最近检查", locked=True, told=True, width=6),
        Date(name="check_due_on", title="下次检查", locked=True, width=6),
        Number(name="dead_links", title="错链断链", least=0, locked=True, told=True, width=4),
        Number(name="mistakes", title="内容差错", least=0, locked=True, told=True, width=4),
        Number(name="score", title="评估得分", least=0, locked=True, told=True, width=4),
        Text(
            name="issue",
            title="期号",
            width=6,
            inline=True,
            help="政府公报一期登记一条，写 2026年第3期；中间缺的期会指出来",
        ),
        usual.address("网址或账号"),
        Text(name="place", title="设置地点", width=9, help="专区、公开栏在哪里"),
        Date(name="closed_on", title="关停日期", locked=True, told=True, width=6),
        Date(name="deregistered_on", title="注销日期", locked=True, told=True, width=6),
        usual.log(),
        usual.files(),
        usual.note(),
    ),
    statuses=STATUSES,
    actions=(
        Action(
            name="update",
            title="记更新",
            help="记下最近一次更新的日期",
            when=_OPEN,
            refusal="已经关停",
            effect=_update,
            asks=(usual.day_asked("updated_on", "更新日期"),),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="check",
            title="记检查",
            help="错链断链、内容差错几处；专区写评估得分",
            when=_OPEN,
            refusal="已经关停",
            effect=_check,
            asks=(
                usual.day_asked("checked_on", "检查日期"),
                Ask(Number(name="dead_links", title="错链断链", required=True, least=0), lambda *_: 0),
                Ask(Number(name="mistakes", title="内容差错", required=True, least=0), lambda *_: 0),
                Ask(Number(name="score", title="评估得分", least=0)),
                Ask(LongText(name="told", title="检查情况")),
            ),
            shortcut="Ctrl+J",
            icon="report",
            toolbar=True,
        ),
        Action(
            name="change",
            title="变更",
            help="改名、换管理员等变更，记下哪天变更、变更了什么",
            when=_OPEN,
            refusal="已经关停",
            effect=_change,
            asks=(
                usual.day_asked("changed_on", "变更日期"),
                Ask(LongText(name="told", title="变更内容", required=True)),
                Ask(Text(name="name", title="名称", required=True), lambda values, _: values["name"]),
                Ask(Person(name="keeper", title="管理员"), lambda values, _: values["keeper"]),
            ),
            icon="edit",
        ),
        Action(
            name="close",
            title="关停",
            help="不再使用的账号、栏目关停，写明原因",
            when=_OPEN,
            refusal="已经关停",
            effect=_close,
            asks=(
                usual.day_asked("closed_on", "关停日期"),
                Ask(LongText(name="reason", title="原因", required=True)),
            ),
            shortcut="Ctrl+L",
            icon="close",
        ),
        Action(
            name="deregister",
            title="注销",
            help="关停以后办理注销备案",
            when=Filled("closed_on") & ~Filled("deregistered_on"),
            refusal="没有关停或者已经注销",
            effect=_deregister,
            asks=(usual.day_asked("deregistered_on", "注销日期"),),
            icon="close",
        ),
        Action(
            name="reopen",
            title="恢复",
            help="关停记错了，或者重新启用",
            when=Filled("closed_on"),
            refusal="没有关停",
            effect=_reopen,
            asks=(Ask(LongText(name="reason", title="原因", required=True)),),
            shortcut="Ctrl+R",
            icon="undo",
        ),
    ),
    rules=(
        Rule(("main", "platform", "handling_units", "closed_on"), _one_main),
        Rule(("kind", *UPDATE.fields), _update_due, keeps=("update_due_on",)),
        keeps(CHECK, "check_due_on"),
    ),
    looks=(_missing_issues, _without_a_start),
    columns=("name", "kind", "platform", "handling_units", "updated_on", "checked_on"),
    layouts=(
        plain_layout(
            "公开渠道台账",
            *(ROW_NUMBER, "name", "kind", "platform", "main", "handling_units", "keeper", "opened_on", "updated_on"),
            *("checked_on", "dead_links", "mistakes", STATUS, "note"),
        ),
        plain_layout(
            "政府公报目录", *(ROW_NUMBER, "name", "issue", "handling_units", "opened_on", "page_address", "note")
        ),
        plain_layout(
            "专区评估表",
            *(ROW_NUMBER, "name", "place", "handling_units", "checked_on", "score", "check_due_on", "note"),
        ),
    ),
    groups=(
        Group("渠道", ("name", "kind", "platform", "main", "handling_units", "keeper", "opened_on", "page_address")),
        Group("更新与检查", ("updated_on", "update_due_on", "checked_on", "check_due_on", "dead_links", "mistakes")),
        Group("专区与公报", ("place", "score", "issue")),
        Group("关停与注销", ("closed_on", "deregistered_on")),
        Group("检查经过", ("log",)),
        Group("附件", ("files",)),
        Group("备注", ("note",)),
    ),
    filters=("kind", "platform", "units"),
    empty_hint="网站、栏目、新媒体账号、专区和公报登记在这里：多久没更新、该不该检查，一看就知道。",
)
