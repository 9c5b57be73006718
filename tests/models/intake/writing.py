"""Writes notices from known tasks, in any mix of the shapes offices use; for tests that read them back."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

CN = "一二三四五六七八九十"
TEXTS = (
    "梳理惠企政策清单，分行业分领域集中公开，方便企业查询",
    "对重大建设项目批准和实施情况全程公开",
    "完善“一网通办”平台功能，推动高频事项全程网办",
    "清理空白栏目和失效链接；更新机构职能信息",
    "规范登记、审核、办理、答复流程，修订文书模板",
    "推行图文解读和视频解读。解读材料与文件同步起草、同步审签",
    "整合政务新媒体账号，关停僵尸账号（含小程序）",
    "公开招生方案、学区划分等信息，回应家长关切",
    "建立健全舆情收集、研判、处置和回应机制",
    "落实《信息公开条例》（以下简称《条例》）要求，做到应公开尽公开",
    "建设政务公开专区，配备查询设备3台以上",
    "加强队伍建设，提升工作人员业务能力和水平",
)
UNITS = (
    "市政府办公室",
    "市教育局",
    "市财政局（国资办）",
    "市人力资源和社会保障局",
    "市文化和旅游局",
    "市委宣传部",
    "各县（市、区）人民政府",
    "各乡、街道办事处",
    "市政府各部门",
    "市大数据中心",
    "市公共资源交易监管局",
    "市城投集团",
    "高新区管委会",
    "市总工会",
    "有关部门",
)
DEADLINES: tuple[tuple[str, date | None, bool], ...] = (
    ("2024年6月底前", date(2024, 6, 30), False),
    ("2024年12月底前", date(2024, 12, 31), False),
    ("9月30日前", date(2024, 9, 30), False),
    ("10月底前", date(2024, 10, 31), False),
    ("年底前", date(2024, 12, 31), False),
    ("持续推进", None, True),
    ("长期坚持", None, True),
)
HEADINGS = ("加强主动公开", "提升解读质量", "夯实平台建设", "优化公开渠道", "强化公众参与", "推进数据开放")


@dataclass(frozen=True)
class Known:
    """A task as it was put in."""

    text: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    deadline: tuple[str, date | None, bool] | None


@st.composite
def tasks(draw: st.DrawFn) -> Known:
    """A task with its units and perhaps a deadline."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, len(units)), min_size=2, max_size=2)))
    parts = tuple(units[: cuts[0]]), tuple(units[cuts[0] : cuts[1]]), tuple(units[cuts[1] :])
    lead, responsible, cooperating = parts
    if not lead and not responsible:
        responsible, cooperating = cooperating, ()
    deadline = draw(st.none() | st.sampled_from(DEADLINES))
    return Known(draw(st.sampled_from(TEXTS)), lead, responsible, cooperating, deadline)


def labelled(task: Known, labels: tuple[str, str, str, str], between: str, colon: str) -> str:
    """牵头单位：A、B；责任单位：C；完成时限：D."""
    parts = [
        f"{label}{colon}{'、'.join(units)}"
        for label, units in zip(labels, (task.lead, task.responsible, task.cooperating), strict=False)
        if units
    ]
    if task.deadline:
        parts.append(f"{labels[3]}{colon}{task.deadline[0]}")
    return between.join(parts)


def spoken(task: Known, etcetera: bool) -> str:
    """A牵头，B负责落实，C配合，D前完成."""
    parts = []
    if task.lead:
        parts.append("、".join(task.lead) + "牵头")
    if task.responsible:
        tail = "按职责分工负责" if task.lead and etcetera else "负责落实" if task.lead else "负责"
        parts.append("、".join(task.responsible) + tail)
    if task.cooperating:
        parts.append("、".join(task.cooperating) + "配合")
    if task.deadline:
        wording, _, ongoing = task.deadline
        parts.append(wording if ongoing or etcetera else wording + "完成")
    return "，".join(parts)


@st.composite
def clauses(draw: st.DrawFn, task: Known, shape: str, whole: bool) -> str:
    """The words that assign a task, with their brackets; `whole` keeps the closing one."""
    if shape == "spoken":
        inner = spoken(task, draw(st.booleans()))
    else:
        labels = draw(
            st.sampled_from(
                (
                    ("牵头单位", "责任单位", "配合单位", "完成时限"),
                    ("牵头部门", "责任部门", "协办单位", "时限要求"),
                    ("牵头科室", "责任科室", "参与单位", "完成时间"),
                )
            )
        )
        inner = labelled(task, labels, draw(st.sampled_from("；;，")), draw(st.sampled_from("：:")))
    opening, closing = draw(st.sampled_from(("（）", "()", "〔〕", "【】", "[]")))
    lost = draw(st.sampled_from((False, False, False, False, True))) and not whole
    return opening + inner + ("" if lost else closing)


def numbered(style: str, number: int) -> str:
    """A number mark in a style."""
    if style == "（一）":
        return f"（{chinese(number)}）"
    if style == "bare":
        return str(number)
    return style.replace("1", str(number))


def chinese(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else CN[tens - 1] + "十") + (CN[ones - 1] if ones else "")


@st.composite
def notices(draw: st.DrawFn) -> tuple[str, list[Known], list[str]]:
    """(text, tasks, numbers) of a notice."""
    known = draw(st.lists(tasks(), min_size=2, max_size=9, unique_by=lambda task: task.text))
    style = draw(st.sampled_from(("（一）", "1.", "1．", "1、", "（1）", "(1)", "bare")))
    shape = draw(st.sampled_from(("labelled", "spoken", "below")))
    sections = draw(st.integers(0, 3))
    running = draw(st.booleans())
    unbroken = shape != "below" and style != "bare" and draw(st.booleans())
    broken = draw(st.booleans()) and not unbroken
    per_section = max(1, -(-len(known) // max(sections, 1)))
    lines = ["青云市2024年政务公开重点任务分工方案", ""] if draw(st.booleans()) else ["2024年政务公开工作要点"]
    if draw(st.booleans()):
        lines.append("为做好2024年政务公开工作，结合我市实际，制定本方案。")
    numbers = []
    number = 0
    for index, task in enumerate(known):
        if sections and index % per_section == 0:
            lines.append(f"{CN[index // per_section]}、{HEADINGS[index // per_section % len(HEADINGS)]}")
            number = number if running else 0
        number += 1
        mark = numbered(style, number)
        numbers.append(f"（{chinese(number)}）" if style == "（一）" else mark.rstrip(".．、"))
        if shape == "below":
            lines.append(f"{mark}{task.text}。")
            lines += labelled(task, ("牵头单位", "责任单位", "配合单位", "完成时限"), "\n", "：").split("\n")
        else:
            text = task.text
            if broken and "，" in text:
                text = text.replace("，", "，\n", 1)
            stop = draw(st.sampled_from(("。", "")))
            lines.append(f"{mark}{text}{stop}{draw(clauses(task, shape, unbroken))}")
        if draw(st.booleans()):
            lines.append("")
    if draw(st.booleans()):
        lines += ["", "青云市人民政府办公室", "2024年3月1日"]
    return ("" if unbroken else "\n").join(lines), known, numbers
