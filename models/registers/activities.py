"""工作活动: meetings, briefings to leaders, training, press conferences, open days, interviews, visits.

For the summary of a year: how many of each kind, with how many people. 条例 art. 48 asks for training; by the assessment of
most places leaders hear about the work at least once a year. What a year has not had yet is due until it ends.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from models.base.choices import Choice
from models.base.conditions import Before, Equals, Filled, UpTo
from models.base.errors import FieldError
from models.base.fields import Date, LongText, Number, Text, Value, Values
from models.base.layouts import ROW_NUMBER, STATUS, Layout, column, plain_layout
from models.base.record import Query
from models.base.register import Action, Ask, Finding, Group, Reader, Register, Rule, Status, Surroundings, Tally
from models.registers import usual

BRIEFING, TRAINING = "向领导汇报", "业务培训"
KINDS = (
    "工作会议",
    BRIEFING,
    TRAINING,
    "新闻发布会",
    "政府开放日",
    "在线访谈",
    "公众代表列席会议",
    "调研督导",
    "宣传活动",
)
_YEARLY = (BRIEFING, TRAINING)
"""Kinds of which a year needs one at least."""


def _still_missing(reader: Reader) -> Sequence[Finding]:
    """What this year has not had yet, due by its last day; nothing for an office that keeps no activities here."""
    if not reader.ids("activities"):
        return []
    year = reader.today().year
    held = ~Before("held_on", date(year, 1, 1)) & UpTo("held_on", "today")
    return [
        Finding(f"今年没有{kind}", f"今年还没有{kind}的记录，一年至少要有一次，{year}年12月31日前要办。")
        for kind in _YEARLY
        if not reader.ids("activities", Query(where=held & Equals("kind", kind)))
    ]


def _not_ahead(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """What has not been yet can't have been held: such a day is a plan."""
    held, today_is = values["held_on"], around.today()
    if held is not None and held > today_is:
        raise FieldError(f"{held.isoformat()} 还没有到，没办的活动把日期填在“计划日期”。", "held_on")
    return {}


def _hold(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, day
    return dict(answers)


def _not_held(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values, answers, day
    return {"held_on": None}


STATUSES = (
    Status("held", "已举办", "done", Filled("held_on")),
    Status("late", "逾期未办", "red", Before("planned_on", "today"), "planned_on", True),
    Status("soon", "临期", "amber", UpTo("planned_on", "soon"), "planned_on", True),
    Status("planned", "计划中", "grey"),
)

ACTIVITIES = Register(
    name="activities",
    title="工作活动",
    noun="活动",
    counter="次",
    icon="activity",
    title_field="title",
    known_by=("title",),
    fields=(
        Text(
            name="title",
            title="活动名称",
            required=True,
            width=18,
            inline=True,
            searched=True,
            synonyms=("名称", "主题", "会议名称", "活动主题"),
        ),
        Choice(
            name="kind",
            title="种类",
            options=KINDS,
            words="activity_kinds",
            width=7,
            inline=True,
            synonyms=("类型", "活动类型", "形式"),
        ),
        Date(name="planned_on", title="计划日期", inline=True, synonyms=("计划时间",)),
        Date(name="held_on", title="举办日期", inline=True, synonyms=("时间", "日期", "举办时间", "召开时间")),
        Text(name="place", title="地点", width=8, inline=True, synonyms=("举办地点",)),
        usual.handling_units("主办单位", "承办单位"),
        Text(name="leader", title="出席领导", width=7, searched=True, synonyms=("参加领导", "主持人")),
        Number(name="people", title="参加人数", least=0, inline=True, width=4, synonyms=("人数",)),
        LongText(
            name="summary", title="内容和成效", width=16, searched=True, synonyms=("主要内容", "活动情况", "内容")
        ),
        usual.address("报道页面"),
        usual.files("通知、签到表、照片"),
        usual.note(),
    ),
    statuses=STATUSES,
    actions=(
        Action(
            name="hold",
            title="记举办",
            help="记下举办日期、人数和成效",
            when=~Filled("held_on"),
            refusal="已经举办",
            effect=_hold,
            asks=(
                usual.day_asked("held_on", "举办日期"),
                Ask(Number(name="people", title="参加人数", least=0), lambda values, _: values["people"]),
                Ask(LongText(name="summary", title="内容和成效"), lambda values, _: values["summary"]),
            ),
            shortcut="Space",
            icon="complete",
            toolbar=True,
        ),
        Action(
            name="not_held",
            title="撤回举办",
            help="没有办成，改回计划",
            when=Filled("held_on"),
            refusal="还没有举办",
            effect=_not_held,
            shortcut="Ctrl+R",
            icon="undo",
        ),
    ),
    rules=(Rule(("held_on",), _not_ahead),),
    looks=(_still_missing,),
    columns=("title", "kind", "held_on", "place", "people"),
    layouts=(
        plain_layout(
            "工作活动台账",
            *(ROW_NUMBER, "title", "kind", "planned_on", "held_on", "place", "handling_units", "leader", "people"),
            *("summary", STATUS, "note"),
        ),
        Layout(
            name="按种类统计",
            title="政务公开工作活动统计表",
            group_by="kind",
            subtotals=True,
            columns=(
                column(ROW_NUMBER),
                column("title", width=22),
                column("held_on"),
                column("place", width=10),
                column("people", width=4),
                column("summary", width=24),
            ),
        ),
    ),
    groups=(
        Group("活动", ("title", "kind", "planned_on", "held_on", "place", "handling_units", "leader", "people")),
        Group("内容和成效", ("summary", "page_address")),
        Group("材料", ("files",)),
        Group("备注", ("note",)),
    ),
    tallies=(Tally("举办活动", "held_on", "kind", "people"),),
    filters=("kind", "units"),
    empty_hint="会议、汇报、培训、发布会、开放日登记在这里；一年至少一次汇报、一次培训，缺了会提醒。",
)
