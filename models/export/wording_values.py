"""What a notice's wording may speak of: the placeholders (占位符), their Chinese names, and their values.

Operations fill a `NoticeValues` and hand `named()` to `wording.compose_notice`; the window shows
`Vocabulary.placeholders` to the clerk. This is the one place where the names are written down. What is counted and
listed from the records is in `wording_figures`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from models.export.text import chinese_day, chinese_punctuation
from models.export.wording_figures import FIGURES, UNIT_FIGURES, figured
from models.export.wording_kind import Element
from models.export.wording_tables import TABLE_MEANINGS, TaskTable

Day = date | str | None


def _told(name: str, meaning: str) -> dict[str, str]:
    return {"name": name, "meaning": meaning}


@dataclass(frozen=True, kw_only=True)
class NoticeItem:
    """One record (a task, a problem) in a notice; every field may be left empty. Units are names in order.

    places: where the units that answer for it stand in the roster. done: whether nothing is left to do about it; soon: whether
    its limit is near. others: further fields of its register, by their titles.
    """

    content: str = field(metadata=_told("内容", "{noun}内容，末尾不带标点"))
    number: str = field(default="", metadata=_told("编号", "{noun}在来源文件中的序号"))
    section: str = field(default="", metadata=_told("大项", "{noun}所属的大项"))
    lead_units: tuple[str, ...] = field(default=(), metadata=_told("牵头单位", "牵头单位，用顿号隔开"))
    responsible_units: tuple[str, ...] = field(default=(), metadata=_told("责任单位", "责任单位，用顿号隔开"))
    cooperating_units: tuple[str, ...] = field(default=(), metadata=_told("配合单位", "配合单位，用顿号隔开"))
    answerable: tuple[str, ...] = field(
        default=(), metadata=_told("承办单位", "承办的单位：牵头单位，没有时为责任单位")
    )
    deadline: Day = field(default=None, metadata=_told("完成时限", "完成时限，按原文；延期的按新的日期"))
    overdue_days: int | None = field(default=None, metadata=_told("逾期天数", "已逾期的天数；没有逾期时为空"))
    status: str = field(default="", metadata=_told("状态", "{noun}状态，如推进中、逾期"))
    progress: str = field(default="", metadata=_told("进展", "最近一次进展情况"))
    finished: Day = field(default=None, metadata=_told("办结日期", "完成或者销号的日期"))
    report_on: str = field(default="", metadata=_told("报送时限", "什么时候报送情况，如每月25日前"))
    report: str = field(default="", metadata=_told("报送内容", "报送什么：定期的为进展情况，有时限的为办理结果"))
    places: tuple[int, ...] = ()
    done: bool = False
    soon: bool = False
    others: Mapping[str, str] = field(default_factory=dict)


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
    attachments: str = field(default="", metadata=_told("附件", "另外附上的附件名称，用分号隔开"))
    urgency: str = field(default="", metadata=_told("紧急程度", "特急或加急"))
    secrecy: str = field(default="", metadata=_told("密级", "密级和保密期限，如 秘密★1年"))
    copy_number: str = field(default="", metadata=_told("份号", "涉密公文的份号，六位数字"))
    items: tuple[NoticeItem, ...] = ()

    def named(self, noun: str = "任务") -> dict[str, object]:
        """The values under their Chinese names, as templates and `compose_notice` use them."""
        told = (item for item in fields(self) if item.metadata)
        values: dict[str, object] = {item.metadata["name"]: getattr(self, item.name) for item in told}
        values["依据文件"] = tuple(cited(title, number) for title, number in self.basis if title or number)
        values[f"{noun}清单"] = self.items
        return values


_DERIVED = (
    ("依据名称", "依据文件的名称，带书名号，不带文号；“关于印发某某的通知”只写某某"),
    ("依据数", "依据文件的份数"),
    ("依据事由", "只有一份依据、它是“关于做好某项工作的通知”时，那项工作"),
    ("称谓", "主送一个单位时是“你单位”，几个单位时是“各单位”"),
    ("我单位", "发文单位自称：名称以“办公室”“办”结尾的是“我办”，别的是“我单位”"),
    ("序号", "在“逐项”里，这一项是第几项"),
)
_SUMMARY = ("说明", "牵头单位、责任单位、完成时限、逾期天数，连成一句，没有的略去")
_UNITS = ("牵头单位", "责任单位", "配合单位", "承办单位")


@dataclass(frozen=True)
class Vocabulary:
    """The words that one kind of notice may use: those of all notices, those of its register, those of its own.

    noun: what a record is called (任务, 问题), which the names of lists and counts begin with. fields: the titles of
    the register's fields. statuses: the titles of its statuses, in order.
    """

    noun: str = "任务"
    counter: str = "项"
    fields: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    deadline: str = "完成时限"

    @property
    def records(self) -> str:
        """The name of the list of records."""
        return f"{self.noun}清单"

    def elements_to_set(self) -> tuple[Element, ...]:
        """What can be filled in by hand: the elements of all notices, then those of this kind."""
        shared = (
            Element(item.metadata["name"], item.metadata["meaning"]) for item in fields(NoticeValues) if item.metadata
        )
        return (*shared, *self.elements)

    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """All placeholders and what they stand for; those of one record are written 任务.内容 and so on."""
        own = [(item.name, item.meaning) for item in self.elements_to_set()]
        lists = [
            (self.records, f"所涉及的各{self._counted}，逐项写出时用"),
            (f"逾期{self.records}", "其中已经逾期的，逐项写出时用"),
        ]
        counted = [(name.format(noun=self.noun), meaning.format(noun=self.noun)) for name, meaning in FIGURES]
        tables = [(name.format(noun=self.noun), meaning) for name, meaning in TABLE_MEANINGS]
        record = [(f"{self.noun}.{name}", meaning) for name, meaning in self._of_record()]
        units = [(f"单位.{name}", meaning.format(noun=self.noun)) for name, meaning in UNIT_FIGURES]
        return (*own, *_DERIVED, *lists, *counted, *tables, *record, *units)

    @property
    def _counted(self) -> str:
        return f"{self.counter}{self.noun}"

    def _of_record(self) -> tuple[tuple[str, str], ...]:
        told = [(item.metadata["name"], item.metadata["meaning"]) for item in fields(NoticeItem) if item.metadata]
        shared = [(name, meaning.format(noun=self.noun)) for name, meaning in told]
        known = {name for name, _ in shared}
        return (*shared, _SUMMARY, *((name, f"台账里的“{name}”一栏") for name in self.fields if name not in known))

    def tables(self) -> Mapping[str, str]:
        """The tables of records a template can place: name -> its name in `wording_tables`."""
        return {name.format(noun=self.noun): name for name, _ in TABLE_MEANINGS}

    def names(self) -> frozenset[str]:
        """The names of the placeholders, without those of a record or a unit."""
        return frozenset(name for name, _ in self.placeholders() if "." not in name)

    def attributes(self) -> Mapping[str, frozenset[str]]:
        """For each list, what can be asked of one of its items."""
        units = frozenset(name for name, _ in UNIT_FIGURES)
        records = frozenset(name for name, _ in self._of_record())
        return {self.records: records, f"逾期{self.records}": records, "承办单位名单": units, "逾期单位名单": units}


_DOC_NUMBER = re.compile(r"[〔\[]\d{4}[〕\]].*号(?:文件)?$")


def cited(title: str, number: str) -> str:
    """A document as it is cited: 《title》（文号）; 《》 are added when they are missing; 文号文件 without a title."""
    name, code = title.strip(), number.strip()
    if not name:
        return f"{code}文件" if code else ""
    if not name.startswith("《") and not _DOC_NUMBER.search(name):
        name = f"《{name}》"
    return f"{name}（{code}）" if code else name


_SEVERAL = re.compile(r"^各|(?:各|有关|相关|成员|直属|所属)(?:部门|单位|机关|科室)$")
"""An addressee that is several units by one name."""
_MATTER = re.compile(r"^《.*?关于(?:切实|进一步|认真)?(?:做好|开展|加强|推进)(.{2,24}?)的(?:通知|意见)》")


def _listed(titles: Sequence[str]) -> str:
    """Cited documents in a row; no 、 between title marks that touch (GB/T 15834-2011, 4.5.3.5)."""
    return "、".join(titles).replace("》、《", "》《")


def _matter(cited_as: str) -> str:
    """What a notice is about: of 《某某关于做好整改工作的通知》 整改工作; "" of other documents."""
    found = _MATTER.match(cited_as)
    return found[1] if found else ""


def _core(cited_as: str) -> str:
    """The name of a document without its number; of 《某某关于印发方案的通知》 what was issued, 《方案》."""
    name = re.sub(r"》（[^）]*）$", "》", cited_as)
    return re.sub(r"^《.*?关于印发[《〈]?(.+?)[》〉]?的通知》$", r"《\1》", name)


_AN_OFFICE = re.compile(r"(?:办公室|办)$")


def completed(values: Mapping[str, object], vocabulary: Vocabulary) -> dict[str, object]:
    """The values as templates see them: every known name is there, derived ones are worked out.

    Accepts what `NoticeValues.named` gives, and plain texts for any of them (from the command line). Names of
    an office's own are kept.
    """
    seen: dict[str, object] = dict.fromkeys(vocabulary.names(), "")
    seen |= {name: value for name, value in values.items() if value is not None}
    addressees = listed(seen["主送"])
    basis = [cited(text, "") for text in _texts(seen["依据文件"])]
    items = [_seen_item(item, vocabulary) for item in _sequence(seen[vocabulary.records])]
    plural = len(addressees) > 1 or any(_SEVERAL.search(name) for name in addressees)
    return (
        seen
        | {
            "主送": "、".join(addressees) if not isinstance(seen["主送"], str) else seen["主送"].strip(),
            "抄送": "，".join(listed(seen["抄送"])),
            "依据文件": _listed(basis),
            "依据名称": _listed([_core(text) for text in basis]),
            "依据事由": _matter(basis[0]) if len(basis) == 1 else "",
            "依据数": len(basis),
            "办理时限": re.sub(r"(?:之前|以前|前)$", "", _day(seen["办理时限"]).strip()),
            "称谓": "各单位" if plural else "你单位",
            "我单位": "我办" if _AN_OFFICE.search(str(seen["单位"]).strip()) else "我单位",
            vocabulary.records: items,
        }
        | figured(items, vocabulary.noun, vocabulary.counter, vocabulary.statuses)
        | {name: TaskTable(told) for name, told in vocabulary.tables().items()}
    )


def _seen_item(item: object, vocabulary: Vocabulary) -> dict[str, object]:
    """A record under its Chinese names; `NoticeItem` or a mapping with those names."""
    known: dict[str, object] = dict.fromkeys(vocabulary.attributes()[vocabulary.records], "")
    known |= {"办结": False, "临期": False, "名册次序": ()}
    if isinstance(item, NoticeItem):
        known |= item.others
        known |= {part.metadata["name"]: getattr(item, part.name) for part in fields(item) if part.metadata}
        known |= {"办结": item.done, "临期": item.soon, "名册次序": item.places}
    elif isinstance(item, Mapping):
        known |= item
    known = {name: "" if value is None else value for name, value in known.items()}
    known["承办单位清单"] = tuple(listed(known["承办单位"]))
    for name in _UNITS:
        known[name] = "、".join(listed(known[name]))
    for name in ("内容", "大项", "进展"):
        known[name] = chinese_punctuation(str(known[name]))
    for name in ("内容", "完成时限", "进展", "办结日期", *(name for name in vocabulary.fields if name in known)):
        known[name] = re.sub(r"[。；;，,、.\s]+$", "", re.sub(r"\s*\n\s*", "", _day(known[name]))).strip()
    known["说明"] = _summary(known, vocabulary.deadline)
    return known


def _summary(item: Mapping[str, object], deadline: str) -> str:
    """牵头单位：…；责任单位：…；完成时限：…，已逾期15天; the limit under the name it has in the register."""
    told = {"牵头单位": "牵头单位", "责任单位": "责任单位", "配合单位": "配合单位", "完成时限": deadline}
    parts = [f"{title}：{item[name]}" for name, title in told.items() if item[name]]
    days = item["逾期天数"]
    if isinstance(days, int) and days > 0:
        late = f"已逾期{days}天"
        if item["完成时限"]:
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


def listed(value: object) -> list[str]:
    """The units in a sequence, or in a text that lists them."""
    if isinstance(value, str):
        return [name for name in (part.strip() for part in re.split(r"[、，,；;\n]", value)) if name]
    return _texts(value)
