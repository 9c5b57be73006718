"""发文字号: the sequences (机关代字) an office numbers its papers by, and the numbers kept back for somebody (预留).

A number is 机关代字〔年份〕N号 (GB/T 9704-2012, 7.2.5). Which numbers are taken is told by 发文登记簿 alone; which one comes
next is worked out by `models.operations.numbering`.
"""

import re
from collections.abc import Mapping

from models.base.computed import Computed
from models.base.errors import FieldError
from models.base.fields import Date, DocNumber, LongText, Text, Value, Values
from models.base.layouts import ROW_NUMBER, plain_layout
from models.base.lists import Names
from models.base.register import Group, Register, Rule, Surroundings

_START = re.compile(r"(\d{4})\s*年?\s*(?:[:：]|从|起)\s*(?:第)?\s*(\d{1,5})\s*号?(?:起)?")
_NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d{1,6})号")


def first_numbers(starts: tuple[str, ...]) -> dict[int, int]:
    """Year -> the number that comes first in it, as written 2026：15.

    Raises:
        FieldError: one that can't be read.
    """
    found: dict[int, int] = {}
    for told in starts:
        match = _START.fullmatch(told.strip())
        if match is None or not int(match[2]):
            raise FieldError(f"起始号“{told}”看不懂，请写成“2026：15”，意思是 2026 年从 15 号起。", "starts")
        found[int(match[1])] = int(match[2])
    return found


def number_parts(doc_number: str) -> tuple[str, int, int] | None:
    """(机关代字, year, number) of a 发文字号; None when it is not built so."""
    match = _NUMBER.fullmatch(doc_number.strip())
    return (match[1], int(match[2]), int(match[3])) if match else None


def numbered(code: str, year: int, number: int) -> str:
    """机关代字〔年份〕N号."""
    return f"{code}〔{year}〕{number}号"


def _next(values: Values, around: Surroundings) -> Value:
    """The number that comes next this year: the lowest that no paper has and that is not kept back."""
    code, year = values.get("code") or "", around.today().year
    number = first_numbers(values.get("starts") or ()).get(year, 1)
    while any(around.known(name, numbered(code, year, number)) for name in _KEPT_IN):
        number += 1
    return numbered(code, year, number)


def _check_starts(values: Values, around: Surroundings) -> Mapping[str, Value]:
    del around
    first_numbers(values.get("starts") or ())
    return {}


def _check_code(values: Values, around: Surroundings) -> Mapping[str, Value]:
    del around
    if re.search(r"[\d〔〕\[\]（）()]", values.get("code") or ""):
        raise FieldError("机关代字只写〔年份〕前面的字，如 青政办函，不带年份和序号。", "code")
    return {}


def _check_reserved(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """Only a number that is built as such and that no paper has can be kept back."""
    number = values.get("doc_number") or ""
    if number_parts(number) is None:
        raise FieldError(f"“{number}”不是完整的发文字号，请写成 青政办函〔2026〕8号 这样。", "doc_number")
    if around.known("dispatches", number) is not None:
        raise FieldError(f"文号“{number}”已经用了，不能预留。", "doc_number")
    return {}


_KEPT_IN = ("dispatches", "reserved_numbers")
"""Where a number stands that is taken, or kept back."""

NUMBER_SEQUENCES = Register(
    name="number_sequences",
    title="文号序列",
    noun="文号序列",
    counter="个",
    icon="document",
    shelf="公文",
    title_field="code",
    known_by=("code",),
    fields=(
        Text(
            name="code",
            title="机关代字",
            required=True,
            unique=True,
            width=10,
            inline=True,
            searched=True,
            limit=30,
            help="〔年份〕前面的字，如 青政办函",
            synonyms=("代字", "发文代字"),
        ),
        Names(
            name="kinds",
            title="用于",
            width=18,
            inline=True,
            help="哪些公文用这个代字，如 督办通知单、催办单；不填时别的公文都用它",
            synonyms=("公文种类", "适用公文"),
        ),
        Names(
            name="starts",
            title="起始号",
            width=10,
            inline=True,
            help="某年不从 1 号起的，写成“2026：15”；以前用纸质登记簿的，填接着用的号",
        ),
        LongText(name="note", title="备注", width=12, inline=True),
    ),
    computed=(
        Computed(
            name="next",
            title="下一个号",
            width=11,
            compute=_next,
            reads=_KEPT_IN,
            help="今年接着用的号：没有用过、也没有预留的最小的号",
        ),
    ),
    rules=(Rule(("starts",), _check_starts), Rule(("code",), _check_code)),
    columns=("code", "next", "kinds", "starts", "note"),
    layouts=(plain_layout("文号序列", ROW_NUMBER, "code", "kinds", "starts", "note"),),
    groups=(Group("文号序列", ("code", "next", "kinds", "starts", "note")),),
    empty_hint="按 Ctrl+N 新建本单位的机关代字（如 青政办函），发出公文时就按年份自动编号，不跳号、不重号。",
)


RESERVED_NUMBERS = Register(
    name="reserved_numbers",
    title="预留文号",
    noun="预留文号",
    counter="个",
    icon="document",
    shelf="公文",
    title_field="doc_number",
    known_by=("doc_number",),
    fields=(
        DocNumber(
            name="doc_number",
            title="发文字号",
            required=True,
            unique=True,
            width=12,
            searched=True,
            inline=True,
            help="如 青政办函〔2026〕8号",
            synonyms=("文号",),
        ),
        Text(
            name="reserved_for",
            title="留给谁",
            required=True,
            width=10,
            inline=True,
            searched=True,
            help="单位或人",
            synonyms=("使用单位", "使用人"),
        ),
        Text(name="reason", title="用途", width=18, inline=True, searched=True, synonyms=("原因", "事由")),
        Date(name="reserved_on", title="预留日期", inline=True),
    ),
    rules=(Rule(("doc_number",), _check_reserved),),
    columns=("doc_number", "reserved_for", "reason", "reserved_on"),
    layouts=(plain_layout("预留文号", ROW_NUMBER, "doc_number", "reserved_for", "reason", "reserved_on"),),
    groups=(Group("预留文号", ("doc_number", "reserved_for", "reason", "reserved_on")),),
    empty_hint="先把号留给某个单位或某件事的，记在这里；发出公文用了这个号，预留自动取消。",
)
