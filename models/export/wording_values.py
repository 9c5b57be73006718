"""What a notice's wording may speak of: the placeholders (占位符), their Chinese names, and their values.

Operations fill a `NoticeValues` and hand `named()` to `wording.compose_notice`; the window shows
`placeholders()` to the clerk. This is the one place where the names are written down.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from models.export.text import chinese_day, chinese_punctuation

Day = date | str | None


def _told(name: str, meaning: str) -> dict[str, str]:
    return {"name": name, "meaning": meaning}


@dataclass(frozen=True, kw_only=True)
class NoticeTask:
    """One task in a notice; every field may be left empty. Units are names in order."""

    content: str = field(metadata=_told("内容", "任务内容，末尾不带标点"))
    number: str = field(default="", metadata=_told("编号", "任务在来源文件中的序号"))
    section: str = field(default="", metadata=_told("大项", "任务所属的大项"))
    lead_units: tuple[str, ...] = field(default=(), metadata=_told("牵头单位", "牵头单位，用顿号隔开"))
    responsible_units: tuple[str, ...] = field(default=(), metadata=_told("责任单位", "责任单位，用顿号隔开"))
    cooperating_units: tuple[str, ...] = field(default=(), metadata=_told("配合单位", "配合单位，用顿号隔开"))
    deadline: Day = field(default=None, metadata=_told("完成时限", "原定的完成时限，按原文或日期"))
    overdue_days: int | None = field(default=None, metadata=_told("逾期天数", "已逾期的天数；没有逾期时为空"))
    status: str = field(default="", metadata=_told("状态", "任务状态，如推进中、逾期"))
    progress: str = field(default="", metadata=_told("进展", "最近一次进展情况"))


@dataclass(frozen=True, kw_only=True)
class NoticeValues:
    """What one notice is about. `issuer` and `dated` are what no notice can do without.

    basis: the documents it rests on, each (title, 文号 or ""). limit: the new time limit, a day or words.
    """

    dated: date = field(metadata=_told("日期", "成文日期，如 2024年10月15日"))
    issuer: str = field(default="", metadata=_told("单位", "发文单位（署名），如 某某县人民政府办公室"))
    doc_number: str = field(default="", metadata=_told("文号", "本通知的发文字号"))
    addressees: tuple[str, ...] = field(default=(), metadata=_told("主送", "主送单位，用顿号隔开"))
    subject: str = field(default="", metadata=_told("事由", "通知是关于什么工作的，如 2024年政务公开工作"))
    basis: tuple[tuple[str, str], ...] = field(
        default=(), metadata=_told("依据文件", "依据的文件，带书名号和文号，如《某某工作要点》（某政办〔2024〕7号）")
    )
    limit: Day = field(default=None, metadata=_told("办理时限", "新的办理时限，如 2024年10月31日（不带“前”字）"))
    feedback: str = field(default="", metadata=_told("反馈方式", "办理结果怎样报送，如 书面报送、电子邮箱"))
    contact: str = field(default="", metadata=_told("联系人", "联系人姓名"))
    phone: str = field(default="", metadata=_told("联系电话", "联系电话"))
    mark: str = field(default="", metadata=_told("发文机关标志", "红头上的名称；为空则没有红头"))
    signer: str = field(default="", metadata=_told("签发人", "签发人姓名（上行文才有）"))
    copy_to: tuple[str, ...] = field(default=(), metadata=_told("抄送", "抄送单位，用逗号隔开"))
    tasks: tuple[NoticeTask, ...] = field(default=(), metadata=_told("任务清单", "所涉及的各项任务，逐项写出时用"))

    def named(self) -> dict[str, object]:
        """The values under their Chinese names, as templates and `compose_notice` use them."""
        values: dict[str, object] = {item.metadata["name"]: getattr(self, item.name) for item in fields(self)}
        values["依据文件"] = tuple(cited(title, number) for title, number in self.basis if title or number)
        return values


_DERIVED = (
    ("依据名称", "依据文件的名称，带书名号，不带文号"),
    ("称谓", "主送一个单位时是“你单位”，几个单位时是“各单位”"),
    ("任务数", "任务的项数"),
    ("逾期任务数", "其中已经逾期的项数"),
    ("任务表", "任务一览表，带逾期天数或状态；要单独占一行"),
    ("分工表", "任务分工表，只有任务、单位和完成时限；要单独占一行"),
)
_DERIVED_OF_TASK = (("说明", "牵头单位、责任单位、完成时限、逾期天数，连成一句，没有的略去"),)


def placeholders() -> tuple[tuple[str, str], ...]:
    """All placeholders and what they stand for; those of a task are written 任务.内容 and so on."""
    own = [(item.metadata["name"], item.metadata["meaning"]) for item in fields(NoticeValues)]
    task = [(item.metadata["name"], item.metadata["meaning"]) for item in fields(NoticeTask)]
    return (*own, *_DERIVED, *((f"任务.{name}", meaning) for name, meaning in (*task, *_DERIVED_OF_TASK)))


def names() -> frozenset[str]:
    """The names of the placeholders, without those of a task."""
    return frozenset(name for name, _ in placeholders() if "." not in name)


def task_names() -> frozenset[str]:
    """What can be asked of one task."""
    return frozenset(name.partition(".")[2] for name, _ in placeholders() if "." in name)


_DOC_NUMBER = re.compile(r"[〔\[]\d{4}[〕\]].*号(?:文件)?$")


def cited(title: str, number: str) -> str:
    """A document as it is cited: 《title》（文号）; 《》 are added when they are missing; 文号文件 without a title."""
    name, code = title.strip(), number.strip()
    if not name:
        return f"{code}文件" if code else ""
    if not name.startswith("《") and not _DOC_NUMBER.search(name):
        name = f"《{name}》"
    return f"{name}（{code}）" if code else name


@dataclass(frozen=True)
class TaskTable:
    """Stands in a template's output for a table of the tasks until the paragraphs are made."""

    name: str

    @property
    def mark(self) -> str:
        """The text that marks the table's place; no one types such characters."""
        return f"{TABLE_SIGN}{self.name}{TABLE_SIGN}"

    def __str__(self) -> str:
        return self.mark


TABLE_SIGN = "\ue000"
TASK_TABLES = {
    "任务表": ("内容", "牵头单位", "责任单位", "配合单位", "完成时限", "逾期天数", "状态"),
    "分工表": ("内容", "牵头单位", "责任单位", "配合单位", "完成时限"),
}
"""The tables a template can place, and what their columns show of a task."""


def completed(values: Mapping[str, object]) -> dict[str, object]:
    """The values as templates see them: every known name is there, derived ones are worked out.

    Accepts what `NoticeValues.named` gives, and plain texts for any of them (from the command line). Names of
    an office's own are kept.
    """
    seen: dict[str, object] = dict.fromkeys(names(), "")
    seen |= {name: value for name, value in values.items() if value is not None}
    addressees = _items(seen["主送"])
    basis = [cited(text, "") for text in _texts(seen["依据文件"])]
    tasks = [_seen_task(task) for task in _sequence(seen["任务清单"])]
    plural = len(addressees) > 1 or any(name.startswith("各") for name in addressees)
    return seen | {
        "主送": "、".join(addressees) if not isinstance(seen["主送"], str) else seen["主送"].strip(),
        "抄送": "，".join(_items(seen["抄送"])),
        "依据文件": "、".join(basis),
        "依据名称": "、".join(re.sub(r"》（[^）]*）$", "》", text) for text in basis),
        "办理时限": re.sub(r"(?:之前|以前|前)$", "", _day(seen["办理时限"]).strip()),
        "称谓": "各单位" if plural else "你单位",
        "任务清单": tasks,
        "任务数": len(tasks),
        "逾期任务数": sum(isinstance(task["逾期天数"], int) and task["逾期天数"] > 0 for task in tasks),
        **{name: TaskTable(name) for name in TASK_TABLES},
    }


def _seen_task(task: object) -> dict[str, object]:
    """A task under its Chinese names; `NoticeTask` or a mapping with those names."""
    known: dict[str, object] = dict.fromkeys(task_names(), "")
    if isinstance(task, NoticeTask):
        known |= {item.metadata["name"]: getattr(task, item.name) for item in fields(task)}
    elif isinstance(task, Mapping):
        known |= task
    known = {name: "" if value is None else value for name, value in known.items()}
    for name in ("牵头单位", "责任单位", "配合单位"):
        known[name] = "、".join(_items(known[name]))
    for name in ("内容", "大项", "进展"):
        known[name] = chinese_punctuation(str(known[name]))
    for name in ("内容", "完成时限", "进展"):
        known[name] = re.sub(r"[。；;，,、.\s]+$", "", re.sub(r"\s*\n\s*", "", _day(known[name]))).strip()
    known["说明"] = _summary(known)
    return known


def _summary(task: Mapping[str, object]) -> str:
    """牵头单位：…；责任单位：…；完成时限：…，已逾期15天."""
    parts = [f"{name}：{task[name]}" for name in ("牵头单位", "责任单位", "配合单位", "完成时限") if task[name]]
    days = task["逾期天数"]
    if isinstance(days, int) and days > 0:
        late = f"已逾期{days}天"
        if task["完成时限"]:
            parts[-1] += f"，{late}"
        else:
            parts.append(late)
    return "；".join(parts)


def _day(value: object) -> str:
    return chinese_day(value) if isinstance(value, date) else str(value)


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _texts(value: object) -> list[str]:
    """The texts in a text or a sequence of them, empty ones left out."""
    found: Iterable[object] = (value,) if isinstance(value, str) else _sequence(value)
    return [text for text in (str(item).strip() for item in found) if text]


def _items(value: object) -> list[str]:
    """The units in a sequence, or in a text that lists them."""
    if isinstance(value, str):
        return [name for name in (part.strip() for part in re.split(r"[、，,；;\n]", value)) if name]
    return _texts(value)
