"""Two small registers that use every field type, and a workbook for them.

The machinery must work for any declaration, not only for the program's own: most tests of the workbook use
these. Their tables are made straight from the declaration, like those of an office's own registers.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from models.base.choices import Checklist, Choice
from models.base.clock import Clock
from models.base.computed import Computed
from models.base.conditions import Before, Filled, UpTo
from models.base.fields import Code, Date, DocNumber, LongText, Number, Text, Value, Values, YesNo
from models.base.lists import Attachments, Entries, Link, Links, Names, Units
from models.base.money import Money
from models.base.people import Person
from models.base.register import Action, Ask, Register, Registers, Rule, Status, Surroundings
from models.registers.settings import SETTINGS
from models.workbook import Workbook
from models.workbook.migrations import MIGRATIONS, schema_version
from models.workbook.opening import open_workbook
from models.workbook.own_registers import make_room
from models.workbook.version import APPLICATION_ID

TODAY = date(2021, 10, 15)


def _person(name: str) -> Values:
    return {"name": name}


PEOPLE = Register(
    name="people",
    title="人员",
    noun="人员",
    counter="名",
    title_field="name",
    known_by=("name", "aliases"),
    from_name=_person,
    fields=(
        Text(name="name", title="姓名", required=True, unique=True, searched=True, limit=40),
        Names(name="aliases", title="别名", unique=True, searched=True),
        Links(name="friends", title="朋友", to="people"),
    ),
    tree="friends",
)


def _follow(values: Values, around: Surroundings) -> Values:
    del around
    return {"memo": f"来自{values['kind']}", "count": len(values["kind"] or "")}


def _left(values: Values, around: Surroundings) -> Value:
    """Working days left, by the office's calendar."""
    due, today = values["due"], around.today()
    return (
        None
        if due is None
        else sum(around.calendar.is_workday(today + timedelta(n)) for n in range(1, (due - today).days + 1))
    )


JOBS = Register(
    name="jobs",
    title="差事",
    noun="差事",
    counter="件",
    title_field="name",
    known_by=("code",),
    fields=(
        Text(name="name", title="名称", required=True, searched=True),
        Code(name="code", title="编码"),
        DocNumber(name="paper", title="文号"),
        Number(name="count", title="数目"),
        Date(name="due", title="到期"),
        Date(name="begun", title="开始"),
        YesNo(name="done", title="办结"),
        Money(name="fee", title="费用"),
        Choice(name="origin", title="来历", options=("督查", "自查"), words="job_origins"),
        Checklist(name="parts", title="要件", options=("甲件", "乙件", "丙件"), words="job_parts"),
        Person(name="clerk", title="经办", among=(("people", "name"),)),
        Choice(name="kind", title="种类", options=("急件", "平件", "密件")),
        Names(name="tags", title="标签"),
        Units(name="owners", title="主办", to="people", role="owner", searched=True),
        Units(name="helpers", title="协办", to="people", role="helper"),
        Link(name="parent", title="上级差事", to="jobs"),
        Links(name="related", title="相关", to="jobs"),
        Entries(name="log", title="日志"),
        Attachments(name="files", title="附件"),
        LongText(name="memo", title="备注", searched=True),
    ),
    computed=(
        Computed(name="left", title="剩余天数", compute=_left, of=Number(name="days", title="")),
        Computed(name="told", title="说明", compute=lambda values, around: f"还有 {values['left']} 天"),
    ),
    statuses=(
        Status("done", "办结", "grey", Filled("done")),
        Status("late", "迟了", "red", Before("due", "today"), counts="due"),
        Status("soon", "快了", "amber", UpTo("due", "soon"), counts="due"),
        Status("begun", "在办", "green", Filled("begun")),
        Status("new", "未办", "grey"),
    ),
    rules=(Rule(("kind",), _follow),),
    tree="parent",
    actions=(
        Action(
            name="finish",
            title="办结",
            help="",
            when=~Filled("done"),
            refusal="已经办结",
            effect=lambda values, answers, today: {"done": True, "begun": answers["on"], "count": answers["count"]},
            asks=(
                Ask(Date(name="on", title="日期"), lambda values, today: today),
                Ask(Number(name="count", title="数目")),
            ),
        ),
    ),
)

SMALL = Registers((JOBS, PEOPLE, SETTINGS))


@cache
def _blank() -> bytes:
    """The file of an empty workbook of the small registers."""
    database = Database(memory=True)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(database)
    database.execute(f"PRAGMA user_version = {schema_version()}")
    for register in (PEOPLE, JOBS):
        make_room(database.conn, register)
    database.conn.commit()
    return bytes(database.conn.serialize())


def small_workbook(path: Path, clock: Clock | None = None) -> Workbook:
    """A new workbook with the small registers, open for writing."""
    path.write_bytes(_blank())
    return open_workbook(path, SMALL, clock or Clock.fixed(TODAY))


def job(name: str = "甲", **more: object) -> dict[str, object]:
    """Values of a job."""
    return {"name": name, **more}
