"""Writes notices from known tasks, in any mix of the shapes offices use; for tests that read them back.

Left out are shapes that a person can't read in one way only: units after a lost closing bracket that the next task
follows without a line break; articles (第一条) below 一、; a lone 一是; 即知即改 outside a labelled slot, where it says
how and not when. Deadlines that need a second look, such as 2024年8月前 (July or August), must come with a doubt.
"""

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

CN = "一二三四五六七八九十"
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩"
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
    "汇总发布2023年度财政预决算公开情况",
    "编制乡镇（街道）政务公开事项标准目录",
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
    "各乡镇（街道）",
    "市直有关单位",
)
FOR_ALL = "市委网信办"
"""Named once for all tasks, never in one."""
ISSUED = date(2024, 3, 1)
HEADINGS = ("加强主动公开", "提升解读质量", "夯实平台建设", "优化公开渠道", "强化公众参与", "推进数据开放")


@dataclass(frozen=True)
class Due:
    """A deadline's wording in a notice titled 2024 and issued on `ISSUED`, and what it means."""

    wording: str
    on: date | None = None
    ongoing: bool = False
    recurring: bool = False
    doubt: bool = False
    """Whether a person has to look at it."""


@dataclass(frozen=True)
class Known:
    """A task as it was put in."""

    text: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    deadline: Due | None


@dataclass(frozen=True)
class Written:
    """A notice: its text, its tasks with their numbers, and whether some task has lost a bracket."""

    text: str
    known: tuple[Known, ...]
    numbers: tuple[str, ...]
    lost: frozenset[int] = frozenset()
    """The tasks whose bracket is one-sided."""


def on(month: int, day: int, *wordings: str, year: int = 2024, doubt: bool = False) -> tuple[Due, ...]:
    """Wordings of one day."""
    return tuple(Due(wording, date(year, month, day), doubt=doubt) for wording in wordings)


DEADLINES = (
    *on(5, 10, "2024年5月10日前", "5月10日前", "5月10日下午下班前", "二○二四年五月十日前"),
    *on(6, 30, "2024年6月底前", "2024年6月底", "6月底前", "6月底", "6月下旬", "上半年", "第二季度", "二季度", "6月份"),
    *on(6, 30, "2024年6月30日", "2024.6.30", "2024-06-30", "2024年六月底前"),
    *on(6, 10, "6月上旬"),
    *on(6, 20, "6月中旬"),
    *on(8, 31, "2024年6月1日至8月31日"),
    *on(8, 31, "2024年8月前", "8月前", doubt=True),
    *on(9, 30, "2024年9月", "9月30日前"),
    *on(
        12,
        31,
        "2024年底前",
        "2024年年底前",
        "2024年12月底前",
        "2024年底",
        "年底前",
        "年底",
        "至年底",
        "年内",
        "年度内",
        "下半年",
    ),
    *on(12, 31, "到2025年底", "2025年底", year=2025),
    *on(12, 31, "到2025年", year=2025, doubt=True),
    *on(3, 31, "印发后30日内", "文件印发后30日内"),
    *on(3, 22, "印发之日起15个工作日内"),
    *on(9, 1, "6个月内", doubt=True),
    *on(3, 1, "立行立改", "立即整改", doubt=True),
    *on(3, 8, "下周五下班前", doubt=True),
    *(Due(wording, ongoing=True) for wording in ("持续推进", "长期坚持", "长期", "常态化", "全年", "贯穿全年", "常年")),
    *(
        Due(wording, recurring=True)
        for wording in ("每半年", "每季度", "每月", "每年", "每月28日前", "从2024年5月起，每月25日前")
    ),
    Due("每季度第1个月的20日前", recurring=True),
    Due("每周", recurring=True, doubt=True),
    Due("收到申请之日起3个工作日内"),
    *(Due(wording, doubt=True) for wording in ("2月30日前", "2024年2月30日前", "2022年底11月前")),
)


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


def several_tasks(most: int = 9) -> st.SearchStrategy[list[Known]]:
    """Tasks of different wordings."""
    return st.lists(tasks(), min_size=2, max_size=most, unique_by=lambda task: task.text)


LABELS = (
    ("牵头单位", "责任单位", "配合单位", "完成时限"),
    ("牵头部门", "责任部门", "协办单位", "时限要求"),
    ("牵头科室", "责任科室", "参与单位", "完成时间"),
    ("牵头责任单位", "承办单位", "协办单位", "办结时限"),
    ("牵头单位", "主责单位", "参与部门", "时间节点"),
)


def labelled(task: Known, labels: tuple[str, str, str, str], between: str, colon: str) -> str:
    """牵头单位：A、B；责任单位：C；完成时限：D."""
    parts = [
        f"{label}{colon}{'、'.join(units)}"
        for label, units in zip(labels, (task.lead, task.responsible, task.cooperating), strict=False)
        if units
    ]
    if task.deadline:
        parts.append(f"{labels[3]}{colon}{task.deadline.wording}")
    return between.join(parts)


def spoken(task: Known, etcetera: bool, words: tuple[str, str, str] = ("牵头", "负责", "配合")) -> str:
    """A牵头，B负责落实，C配合，D前完成."""
    parts = []
    if task.lead:
        parts.append("、".join(task.lead) + words[0])
    if task.responsible:
        tail = "按职责分工负责" if task.lead and etcetera else words[1]
        parts.append("、".join(task.responsible) + tail)
    if task.cooperating:
        parts.append("、".join(task.cooperating) + words[2])
    if task.deadline:
        wording = task.deadline.wording
        parts.append(wording + "完成" if wording.endswith(("前", "底", "内")) and not etcetera else wording)
    return "，".join(parts)


SPOKEN = (
    ("牵头", "负责", "配合"),
    ("牵头", "负责落实", "配合"),
    ("牵头负责", "分工负责", "协助"),
    ("总牵头", "承办", "协办"),
    ("牵头组织实施", "具体负责", "参与"),
)


@st.composite
def assignments(draw: st.DrawFn, task: Known, shape: str) -> str:
    """The words that assign a task."""
    if shape == "spoken":
        return spoken(task, draw(st.booleans()), draw(st.sampled_from(SPOKEN)))
    return labelled(task, draw(st.sampled_from(LABELS)), draw(st.sampled_from("；;，")), draw(st.sampled_from("：:")))


BRACKETS = ("（）", "()", "〔〕", "【】", "[]", "(）", "（)")


def numbered(style: str, number: int) -> str:
    """A number mark in a style."""
    if style == "①":
        return CIRCLES[number - 1]
    if style == "bare":
        return str(number)
    return style.replace("一", chinese(number)).replace("1", str(number))


def number_of(mark: str) -> str:
    """What a task's number is when this mark stands before it."""
    return mark.strip(" ").rstrip(".．、，")


def chinese(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else CN[tens - 1] + "十") + (CN[ones - 1] if ones else "")


STYLES = ("（一）", "(一)", "1.", "1．", "1、", "（1）", "(1)", "bare", "①", "第一条 ", "一是")
RULES = {
    "first leads": ("责任单位中列第一位的为牵头单位。", "责任单位排在首位的为牵头单位。"),
    "no lead": ("无牵头单位的，责任单位即为牵头单位。",),
    "for all": (f"以下各项均需{FOR_ALL}落实，不再列出。",),
}


def by_rule(task: Known, rule: str) -> tuple[Known, Known]:
    """(as it is written, as it is meant) under a rule that the notice states."""
    if rule == "first leads":
        units = (*task.lead, *task.responsible, *task.cooperating)
        return replace(task, lead=(), responsible=units, cooperating=()), replace(
            task, lead=units[:1], responsible=units[1:], cooperating=()
        )
    if rule == "for all":
        return task, replace(task, responsible=(*task.responsible, FOR_ALL))
    return task, task


@st.composite
def notices(draw: st.DrawFn) -> Written:
    """A notice whose tasks name their units themselves."""
    known = draw(several_tasks())
    style = draw(st.sampled_from(STYLES))
    shape = draw(st.sampled_from(("labelled", "spoken", "below", "division")))
    rule = draw(st.sampled_from(("", "", "", *RULES)))
    if rule == "first leads" and shape in ("spoken", "division"):
        rule = ""  # who says 牵头 needs no such rule
    # articles (第一条) stand above 一、, and a lone 一是 without 二是 is no number
    sections = draw(st.integers(0, 3)) if style not in ("第一条 ", "一是") else 0
    running = draw(st.booleans())
    in_lines = shape in ("below", "division")
    unbroken = not in_lines and style not in ("bare", "一是") and draw(st.booleans())
    broken = draw(st.booleans()) and not unbroken
    per_section = max(1, -(-len(known) // max(sections, 1)))
    lines = beginning(draw, rule)
    meant: list[Known] = []
    numbers: list[str] = []
    lost: set[int] = set()
    number = 0
    for index, task in enumerate(known):
        if sections and index % per_section == 0:
            lines.append(f"{CN[index // per_section]}、{HEADINGS[index // per_section % len(HEADINGS)]}")
            number = number if running else 0
        number += 1
        mark = numbered(style, number)
        numbers.append(number_of(mark))
        written, task = by_rule(task, rule)
        meant.append(task)
        if shape == "below":
            lines.append(f"{mark}{task.text}。")
            lines += labelled(written, LABELS[0], "\n", "：").split("\n")
        elif shape == "division":
            lines += [f"{mark}{task.text}。", f"任务分工：{spoken(written, draw(st.booleans()))}。"]
        else:
            text = task.text.replace("，", "，\n", 1) if broken else task.text
            opening, closing = draw(st.sampled_from(BRACKETS))
            if not unbroken and draw(st.integers(0, 5)) == 0:
                closing = ""
                lost.add(index)
            stop = draw(st.sampled_from(("。", "")))
            lines.append(f"{mark}{text}{stop}{opening}{draw(assignments(written, shape))}{closing}")
        if draw(st.booleans()):
            lines.append("")
    lines += ["", "青云市人民政府办公室", "2024年3月1日"]
    return Written(("" if unbroken else "\n").join(lines), tuple(meant), tuple(numbers), frozenset(lost))


def beginning(draw: st.DrawFn, rule: str) -> list[str]:
    """The lines before the first task."""
    lines = ["青云市2024年政务公开重点任务分工方案", ""] if draw(st.booleans()) else ["2024年政务公开工作要点"]
    if draw(st.booleans()):
        lines.append("为做好2024年政务公开工作，结合我市实际，制定本方案。")
    if rule:
        lines.append(draw(st.sampled_from(("说明：", ""))) + draw(st.sampled_from(RULES[rule])))
    return lines


@st.composite
def notices_by_part(draw: st.DrawFn) -> Written:
    """A notice that names the units of each part once: in its heading, or in a sentence below its tasks."""
    parts = draw(st.integers(1, 3))
    texts = draw(st.permutations(TEXTS))
    style = draw(st.sampled_from(("（一）", "1.", "1、", "（1）")))
    below = draw(st.booleans())
    lines = ["青云市2024年政务公开重点任务分工方案"]
    known: list[Known] = []
    numbers: list[str] = []
    for part in range(parts):
        named = draw(tasks())
        words = draw(assignments(named, "spoken" if below else "labelled"))
        lines.append(f"{CN[part]}、{HEADINGS[part]}" + ("" if below else f"（{words}）"))
        for number, text in enumerate(texts[part * 4 : part * 4 + draw(st.integers(2, 4))], 1):
            mark = numbered(style, number)
            lines.append(f"{mark}{text}。")
            numbers.append(number_of(mark))
            known.append(replace(named, text=text))
        if below:
            lines.append(f"以上任务由{words}。")
    lines += ["青云市人民政府办公室", "2024年3月1日"]
    return Written("\n".join(lines), tuple(known), tuple(numbers))
