"""The tables 二, 三 and 四 of the annual report as the two formats prescribe them.

2021 format: 国办公开办函〔2021〕30号, for reports on 2021 and later; 2019 format: 国办公开办函〔2019〕60号, for those on
2019 and 2020. A table is its blocks; a block is lines under heads of its own. Called by the checks, the
exports and whoever fills in figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models.registers.annual.figures import Cell
from models.registers.answer_kinds import APPLICANT_KINDS, NOT_HAD, NOT_TREATED, REASONS, REFUSED

APPLICANTS = APPLICANT_KINDS
"""Columns of table 三; the last five stand under 法人或其他组织."""
TOTAL = "总计"
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")
"""Columns of each part of table 四, before its 总计."""
CASES = ("行政复议", "未经复议直接起诉", "复议后起诉")

NEW, CARRIED_IN, CARRIED_OUT = "一", "二", "四"
"""Lines of table 三: 本年新收, 上年结转, 结转下年度继续办理."""
ANSWERED = "三(七)"
"""Line of table 三: 本年度办理结果, 总计."""


@dataclass(frozen=True)
class Line:
    """One line: its key, what stands before its figures, and in table 三 the group it belongs to."""

    key: str
    title: str
    group: str = ""


@dataclass(frozen=True)
class Head:
    """One column's head; `over` is the head above it, shared with its neighbours; `unit` 万元 for money."""

    key: str
    over: str = ""
    unit: str = ""

    @property
    def title(self) -> str:
        """As it is printed."""
        return f"{self.key}（单位：{self.unit}）" if self.unit else self.key


@dataclass(frozen=True)
class Block:
    """Lines under the same heads; `title` stands above them (第二十条第（一）项), `corner` above their names."""

    title: str
    corner: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """One table: its number in the report (二), its title, its blocks."""

    number: str
    title: str
    blocks: tuple[Block, ...]

    def cells(self) -> Iterator[Cell]:
        """Every cell, line by line."""
        for block in self.blocks:
            for line in block.lines:
                for head in block.heads:
                    yield Cell(self.number, line.key, head.key)


@dataclass(frozen=True)
class Form:
    """One format of the report: its name and its three tables."""

    name: str
    tables: tuple[Table, ...]

    def table(self, number: str) -> Table:
        """The table of that number; KeyError when there is none."""
        return {table.number: table for table in self.tables}[number]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of every table."""
        return tuple(cell for table in self.tables for cell in table.cells())

    @cached_property
    def leaves(self) -> tuple[Line, ...]:
        """The lines of table 三 in exactly one of which every answered application counts."""
        lines = self.table("三").blocks[0].lines
        return tuple(line for line in lines if line.key.startswith("三") and line.key != ANSWERED)

    def title_of(self, cell: Cell) -> str:
        """A cell in words: 表三“（三）不予公开 1.属于国家秘密”自然人."""
        for block in self.table(cell.table).blocks:
            for line in block.lines:
                if line.key == cell.line and any(head.key == cell.column for head in block.heads):
                    name = " ".join(filter(None, (line.group, line.title)))
                    return f"表{cell.table}“{name}”{cell.column}"
        raise KeyError(cell)


_OTHERWISE = (
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "其他",
)


def _group(key: str, title: str, names: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(Line(f"{key}{number}", f"{number}.{name}", title) for number, name in enumerate(names, 1))


def _table_three(*, otherwise_parted: bool) -> Table:
    """收到和处理政府信息公开申请情况; in the 2019 format （六）其他处理 is one line."""
    others = _group("三(六)", "（六）其他处理", _OTHERWISE) if otherwise_parted else (Line("三(六)", "（六）其他处理"),)
    lines = (
        Line(NEW, "一、本年新收政府信息公开申请数量"),
        Line(CARRIED_IN, "二、上年结转政府信息公开申请数量"),
        Line("三(一)", "（一）予以公开"),
        Line("三(二)", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        *_group("三(三)", "（三）不予公开", REASONS[REFUSED]),
        *_group("三(四)", "（四）无法提供", REASONS[NOT_HAD]),
        *_group("三(五)", "（五）不予处理", REASONS[NOT_TREATED]),
        *others,
        Line(ANSWERED, "（七）总计"),
        Line(CARRIED_OUT, "四、结转下年度继续办理"),
    )
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    heads = (Head(APPLICANTS[0]), *(Head(name, "法人或其他组织") for name in APPLICANTS[1:]), Head(TOTAL))
    return Table("三", "收到和处理政府信息公开申请情况", (Block("", corner, heads, lines),))


def _table_four() -> Table:
    """政府信息公开行政复议、行政诉讼情况: one line a kind of case; on paper the three stand side by side."""
    heads = tuple(Head(name) for name in (*OUTCOMES, TOTAL))
    lines = tuple(Line(case, case) for case in CASES)
    return Table("四", "政府信息公开行政复议、行政诉讼情况", (Block("", "", heads, lines),))


def _heads(*names: str) -> tuple[Head, ...]:
    return tuple(Head(name) for name in names)


def _lines(*names: str) -> tuple[Line, ...]:
    return tuple(Line(name, name) for name in names)


_MADE = ("本年制发件数", "本年废止件数", "现行有效件数")
_ITEMS = ("上一年项目数量", "本年增/减")
_DECIDED = "处理决定数量"

_TABLE_TWO_2021 = Table(
    "二",
    "主动公开政府信息情况",
    (
        Block("第二十条第（一）项", "信息内容", _heads(*_MADE), _lines("规章", "行政规范性文件")),
        Block("第二十条第（五）项", "信息内容", _heads("本年处理决定数量"), _lines("行政许可")),
        Block("第二十条第（六）项", "信息内容", _heads("本年处理决定数量"), _lines("行政处罚", "行政强制")),
        Block("第二十条第（八）项", "信息内容", (Head("本年收费金额", unit="万元"),), _lines("行政事业性收费")),
    ),
)
_TABLE_TWO_2019 = Table(
    "二",
    "主动公开政府信息情况",
    (
        Block(
            "第二十条第（一）项",
            "信息内容",
            _heads("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            _lines("规章", "规范性文件"),
        ),
        Block("第二十条第（五）项", "信息内容", _heads(*_ITEMS, _DECIDED), _lines("行政许可", "其他对外管理服务事项")),
        Block("第二十条第（六）项", "信息内容", _heads(*_ITEMS, _DECIDED), _lines("行政处罚", "行政强制")),
        Block("第二十条第（八）项", "信息内容", _heads(*_ITEMS), _lines("行政事业性收费")),
        Block(
            "第二十条第（九）项",
            "信息内容",
            (Head("采购项目数量"), Head("采购总金额", unit="万元")),
            _lines("政府集中采购"),
        ),
    ),
)

FORM_2021 = Form("2021年格式", (_TABLE_TWO_2021, _table_three(otherwise_parted=True), _table_four()))
FORM_2019 = Form("2019年格式", (_TABLE_TWO_2019, _table_three(otherwise_parted=False), _table_four()))


def form_of(year: int) -> Form:
    """The format in which the report on this year is written (国办公开办函〔2021〕30号 applies from 2021 on)."""
    return FORM_2021 if year >= 2021 else FORM_2019
