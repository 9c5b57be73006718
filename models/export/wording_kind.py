"""What a kind of notice (公文种类) is, as its template declares it in lines that are not printed.

    用途：任务超过完成时限仍未办结时发给承办单位      what it is for, one sentence
    次序：40                                        its place in the list of kinds
    台账：任务                                      the register its records come from; without the line, none
    默认：逾期                                      the records it takes when none are chosen
    可写：未办结                                    the records it may be about; without the line, any
    适合：逾期                                      the records for which it is the first thing to think of
    宜写：逾期                                      the records it is meant for; others are doubted, not refused; without
                                                    the line, any
    主送范围：全部单位                              承办单位 (who answers, groups by their members) or 全部单位 (all named)
    抄送范围：责任单位、配合单位                    the register's fields of units whose units get a copy where they are
                                                    not among the addressees; without the line, none
    统称：按类型（超过15个时）                      how the addressees are proposed together where they are more than so many:
                                                    words of the office's own, or 按类型 for 各乡镇人民政府，区直各有关部门
    格式：信函                                      普通, 信函 or 纪要
    必填：会议时间（如 2026年3月5日下午3时）        an element of its own and its meaning; 选填： for one that may stay empty
    附表：任务分工表                                the layout of the register, or the table, that is its first annex
    时限：5个工作日                                 the new time limit when none is given; 逾期时5个工作日: only where
                                                    something is overdue
    回复：是                                        it wants an answer by the time limit

Records are named by the titles of their statuses, parted by 、, or by 未办结, 已办结, 全部; what that means in a
register is for operations. Used by `wording` and by operations.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from models.base.errors import ClerkError
from models.export.gongwen import Format

OPEN, DONE, EVERY = "未办结", "已办结", "全部"
"""Names for several statuses at once."""

BY_TYPE = "按类型"
"""What 统称 says where the addressees are to be named by their types."""

Recipients = Literal["承办单位", "全部单位"]

DECLARATION_MEANINGS = (
    ("用途", "一句话说明这种公文做什么用，选种类时看得到"),
    ("次序", "在种类列表里排第几，数字小的在前"),
    ("台账", "写哪个台账的记录，如 任务、问题；不写就不涉及记录"),
    ("默认", "没有选记录时自动写哪些，按状态，如 逾期；还可以写 未办结、已办结、全部"),
    ("可写", "哪些状态的记录能写进来，别的自动去掉；不写就都能写"),
    ("适合", "选了哪些状态的记录时首先想到这种公文"),
    ("宜写", "一般只写哪些状态的记录，写了别的会提醒"),
    ("主送范围", "承办单位（牵头单位，没有的为责任单位）或 全部单位（写到的都主送）"),
    ("抄送范围", "哪些栏目里的单位列入抄送，如 责任单位、配合单位；主送里有的不再抄送"),
    (
        "统称",
        "主送单位太多时怎样统称，如 各有关单位（超过15个时）；按类型（超过15个时）写成 各乡镇人民政府、各街道办事处，区直各有关部门",
    ),
    ("格式", "普通、信函或 纪要"),
    ("必填", "这种公文自己的要素，不填不能发出，如 会议时间（如 3月5日下午3时）；每个要素一行"),
    ("选填", "同上，可以不填"),
    ("附表", "作为附件的台账版式或者表，如 任务分工表"),
    ("时限", "没有另填时的办理时限，如 5个工作日；逾期时5个工作日：有逾期的才给"),
    ("回复", "是：要求在时限前回复，发文登记簿会盯着"),
)
"""The declarations and what each means, for the clerk who writes a wording."""
DECLARATIONS = tuple(name for name, _ in DECLARATION_MEANINGS)

_FORMATS: Mapping[str, Format] = {"普通": "ordinary", "信函": "letter", "纪要": "minutes"}
_RECIPIENTS: tuple[Recipients, ...] = ("承办单位", "全部单位")
_LIMIT = re.compile(r"(逾期时)?\s*(\d{1,3})\s*个?工作日")
_COLLECTIVE = re.compile(r"(.+?)\s*（超过\s*(\d{1,3})\s*个(?:单位)?时?）")
_ELEMENT = re.compile(r"([^\W\d]\w{0,15})\s*(?:（(.*)）)?")
_LAST = 1000

_Known = TypeVar("_Known")


class WordingError(ClerkError):
    """A template that can't become a notice; `line` is the template's line, 0 when it is none in particular."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True)
class Element:
    """A placeholder that a kind adds to those of all notices: its name, its meaning, and whether it must be filled in."""

    name: str
    meaning: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """A kind of notice as declared; see the module for what each part means. Words for statuses as written."""

    name: str
    purpose: str = ""
    order: int = _LAST
    register: str = ""
    chosen: tuple[str, ...] = ()
    accepts: tuple[str, ...] = (EVERY,)
    suits: tuple[str, ...] = ()
    meant: tuple[str, ...] = (EVERY,)
    recipients: Recipients = "承办单位"
    copies: tuple[str, ...] = ()
    collective: str = ""
    collective_over: int = 0
    """The addressees go by `collective` where they are more than so many."""
    format: Format = "ordinary"
    elements: tuple[Element, ...] = ()
    annex: str = ""
    limit_workdays: int = 0
    """0: no time limit by itself."""
    limit_when_late: bool = False
    wants_reply: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """The elements of its own that must be filled in."""
        return tuple(item.name for item in self.elements if item.required)


Lines = Mapping[str, Sequence[tuple[int, str]]]
"""Name of a header line -> each (line number, text) of that name."""


def declared_kind(name: str, lines: Lines) -> NoticeKind:
    """The kind that these header lines declare.

    Raises:
        WordingError: a line that can't be understood.
    """
    told = {key: _only(key, found) for key, found in lines.items() if key not in ("必填", "选填")}
    when_late, workdays = _limit(*told.get("时限", (0, "")))
    collective, over = _collective(*told.get("统称", (0, "")))
    return NoticeKind(
        name=name,
        purpose=told.get("用途", (0, ""))[1],
        order=_order(*told.get("次序", (0, ""))),
        register=told.get("台账", (0, ""))[1].removesuffix("无"),
        chosen=_words(told.get("默认", (0, ""))[1]),
        accepts=_words(told.get("可写", (0, ""))[1]) or (EVERY,),
        suits=_words(told.get("适合", (0, ""))[1]),
        meant=_words(told.get("宜写", (0, ""))[1]) or (EVERY,),
        copies=_words(told.get("抄送范围", (0, ""))[1]),
        collective=collective,
        collective_over=over,
        recipients=_one_of(
            "主送范围", *told.get("主送范围", (0, "承办单位")), dict(zip(_RECIPIENTS, _RECIPIENTS, strict=True))
        ),
        format=_one_of("格式", *told.get("格式", (0, "普通")), _FORMATS),
        elements=_elements(lines),
        annex=told.get("附表", (0, ""))[1],
        limit_workdays=workdays,
        limit_when_late=when_late,
        wants_reply=_one_of("回复", *told.get("回复", (0, "否")), {"是": True, "否": False}),
    )


def _only(name: str, found: Sequence[tuple[int, str]]) -> tuple[int, str]:
    if len(found) > 1:
        raise WordingError(f"文稿第 {found[1][0]} 行又写了一次“{name}：”，请只留一行。", found[1][0])
    return found[0]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[、，,；;\s]+", text) if word)


def _order(line: int, text: str) -> int:
    if not text:
        return _LAST
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise WordingError(f"文稿第 {line} 行的“次序：”要写一个整数。", line)
    return int(text)


def _one_of(name: str, line: int, text: str, known: Mapping[str, _Known]) -> _Known:
    if text not in known:
        raise WordingError(f"文稿第 {line} 行的“{name}：”只能写{'、'.join(known)}，“{text}”不行。", line)
    return known[text]


def _limit(line: int, text: str) -> tuple[bool, int]:
    if not text:
        return False, 0
    match = _LIMIT.fullmatch(text)
    if match is None:
        raise WordingError(f"文稿第 {line} 行的“时限：”要写成“5个工作日”或“逾期时5个工作日”。", line)
    return bool(match[1]), int(match[2])


def _collective(line: int, text: str) -> tuple[str, int]:
    if not text:
        return "", 0
    match = _COLLECTIVE.fullmatch(text)
    if match is None:
        raise WordingError(f"文稿第 {line} 行的“统称：”要写成“各有关单位（超过15个时）”这样。", line)
    return match[1], int(match[2])


def _elements(lines: Lines) -> tuple[Element, ...]:
    """Those of 必填 and 选填 in the order of the template."""
    found: list[tuple[int, Element]] = []
    for key in ("必填", "选填"):
        for line, text in lines.get(key, ()):
            match = _ELEMENT.fullmatch(text)
            if match is None:
                raise WordingError(f"文稿第 {line} 行的“{key}：”要写成“名称（说明）”，名称里不能有空格和标点。", line)
            found.append((line, Element(match[1], match[2] or "", key == "必填")))
    names = [element.name for _, element in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise WordingError(f"文稿里“{twice}”声明了两次，请只留一行。")
    return tuple(element for _, element in sorted(found, key=lambda item: item[0]))
