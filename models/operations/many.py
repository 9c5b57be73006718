"""Made-up tasks in any number, for benchmarks and for trying the program at its limits (`new --rows`).

The same number gives the same tasks whenever and wherever it is run on the same day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from models.base.fields import Value
from models.base.progress import Report, ignore_progress, tell
from models.operations.desk import Desk, Outcome
from models.workbook.steps import Step

_SEED = 20190515
_AT_ONCE = 5000
_AREAS = (
    "教育",
    "医疗",
    "就业",
    "住房",
    "养老",
    "交通",
    "水利",
    "农业",
    "环保",
    "文化",
    "体育",
    "税费",
    "民政",
    "应急",
)
_KINDS = ("局", "委员会", "服务中心")
_VERBS = ("全面梳理", "及时公开", "集中清理", "规范编制", "动态更新", "统一发布", "认真核对", "重点推进", "持续完善")
_OBJECTS = (
    *("权责清单", "办事指南", "补贴发放结果", "重大项目审批信息", "政策解读材料", "收费目录清单", "行政许可结果"),
    *("招标采购信息", "抽检检测结果", "财政预算决算", "突发事件应对信息", "公共服务事项目录", "网上留言答复"),
)
_GOALS = (
    *("做到要素齐全、链接有效", "方便群众查询", "确保内容准确一致", "接受社会监督", "实现全流程留痕"),
    *("按季度通报进展", "形成长效机制", "逐项销号管理"),
)
_SECTIONS = ("一、主动公开", "二、政策解读", "三、互动交流", "四、平台建设", "五、基层公开", "六、组织保障")
_ROLES = (("lead_units", 1), ("responsible_units", 3), ("cooperating_units", 2))


def fill_rows(desk: Desk, count: int, *, seed: int = _SEED, report: Report = ignore_progress) -> Outcome:
    """Put `count` made-up tasks, with 42 units and a document, into a workbook, in one step.

    Raises:
        Cancelled: as `report` says; nothing is kept then.
    """
    random = Random(seed)
    made: list[int] = []

    def work(step: Step) -> None:
        units = step.insert_many("units", [{"name": name, "kind": "单位"} for name in _unit_names()])
        today = desk.clock.today()
        title = f"关于做好{today.year}年测试任务的通知"
        source = step.insert("documents", {"title": title, "issued_on": today - timedelta(days=200)})
        rows = _rows(random, units, source, today)
        while len(made) < count:
            tell(report, len(made), count)
            made.extend(step.insert_many("tasks", list(islice(rows, min(_AT_ONCE, count - len(made))))))

    changes = desk.book.change("demo", f"放入 {count} 项编造的任务", work)
    return Outcome(changes, f"已放入 {count} 项编造的任务。", tuple(made))


def _unit_names() -> list[str]:
    return [f"区{area}{kind}" for area in _AREAS for kind in _KINDS]


def _rows(random: Random, units: list[int], source: int, today: date) -> Iterator[dict[str, Value]]:
    """Tasks without end."""
    number = 0
    while True:
        number += 1
        row: dict[str, Value] = {
            "number": str(number),
            "section": random.choice(_SECTIONS),
            "content": _content(random, number),
            "source": source,
        }
        for role, most in _ROLES:
            row[role] = tuple(random.sample(units, random.randint(1 if role == "lead_units" else 0, most)))
        yield row | _deadline(random, today) | _course(random, today)


def _content(random: Random, number: int) -> str:
    area, other = random.sample(_AREAS, 2)
    return (
        f"{random.choice(_VERBS)}{area}领域{random.choice(_OBJECTS)}，{random.choice(_GOALS)}；"
        f"会同{other}部门{random.choice(_VERBS)}{random.choice(_OBJECTS)}（第{number}号）。"
    )


def _deadline(random: Random, today: date) -> dict[str, Value]:
    """One in ten is ongoing, the others are due from half a year ago to half a year ahead."""
    if random.random() < 0.1:
        return {"deadline_text": "持续推进", "ongoing": True}
    day = today + timedelta(days=random.randint(-180, 180))
    return {"deadline_text": f"{day.year}年{day.month}月{day.day}日前", "due_on": day}


def _course(random: Random, today: date) -> dict[str, Value]:
    """How far it is: not started, started, completed or closed."""
    stage = random.choices(("waiting", "started", "completed", "closed"), (30, 30, 10, 30))[0]
    if stage == "waiting":
        return {}
    course: dict[str, Value] = {"started_on": today - timedelta(days=random.randint(60, 190))}
    if stage != "started":
        course["completed_on"] = today - timedelta(days=random.randint(20, 59))
    if stage == "closed":
        course["closed_on"] = today - timedelta(days=random.randint(0, 19))
    return course
