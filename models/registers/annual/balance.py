"""What must balance (勾稽关系) in an annual report, and what only deserves a look.

国办公开办函〔2021〕30号, notes to the form: in table 三 by column 一 + 二 = 三（七）+ 四 and （七） is the sum of its leaves, by
line 总计 is the sum of the applicants; in table 四 each 总计 is the sum of its four outcomes. This year's 上年结转 is
last year's 结转下年度. A declared equation can be printed as well as checked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.registers.annual.figures import Cell, Cells, Figure, told, total
from models.registers.annual.form import (
    ANSWERED,
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    CASES,
    NEW,
    OUTCOMES,
    TOTAL,
    Form,
)


@dataclass(frozen=True)
class Equation:
    """The cells of `left` sum to the same as those of `right`; the first of `right` is the one to look at."""

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    left_words: str
    right_words: str


@dataclass(frozen=True)
class Imbalance:
    """An equation that does not hold: the cell to look at, both sums, and a sentence with the difference."""

    cell: Cell
    left: Figure
    right: Figure
    sentence: str

    @property
    def difference(self) -> Figure:
        """How much too large the right side is; negative: too small."""
        return self.right - self.left


def equations(form: Form) -> Iterator[Equation]:
    """Every equation within one report, table by table."""
    leaves = form.leaves
    for column in (*APPLICANTS, TOTAL):

        def at(line: str, column: str = column) -> Cell:
            return Cell("三", line, column)

        yield Equation(
            (at(NEW), at(CARRIED_IN)),
            (at(CARRIED_OUT), at(ANSWERED)),
            f"表三{column}一列，第一项加第二项",
            "第三项（七）总计加第四项",
        )
        yield Equation(
            tuple(at(line.key) for line in leaves),
            (at(ANSWERED),),
            f"表三{column}一列，（一）至（六）各项之和",
            "（七）总计",
        )
    for line in form.table("三").blocks[0].lines:
        yield Equation(
            tuple(Cell("三", line.key, column) for column in APPLICANTS),
            (Cell("三", line.key, TOTAL),),
            f"表三“{' '.join(filter(None, (line.group, line.title)))}”一行，各类申请人之和",
            "总计",
        )
    for case in CASES:
        yield Equation(
            tuple(Cell("四", case, outcome) for outcome in OUTCOMES),
            (Cell("四", case, TOTAL),),
            f"表四{case}，四种结果之和",
            "总计",
        )


def imbalances(form: Form, cells: Cells, last_year: Cells | None = None) -> list[Imbalance]:
    """What does not balance, in the form's order; with last year's figures also what was carried over."""
    found = [wrong for equation in equations(form) if (wrong := _tried(equation, cells))]
    if last_year is not None:
        for column in (*APPLICANTS, TOTAL):
            here, there = Cell("三", CARRIED_IN, column), Cell("三", CARRIED_OUT, column)
            now, before = cells.get(here, 0), last_year.get(there, 0)
            if now != before:
                words = f"表三{column}一列，上年报告的“结转下年度继续办理”是"
                sentence = f"{words} {told(before)}，本年的“上年结转”是 {told(now)}，{_apart(now - before)}。"
                found.append(Imbalance(here, before, now, sentence))
    return found


def notices(form: Form, cells: Cells, last_year: Cells | None) -> list[Imbalance]:
    """What the form does not demand but usually holds: 现行有效 = last year's + 制发 − 废止 (2021 format, table 二)."""
    if last_year is None:
        return []
    found: list[Imbalance] = []
    for block in form.table("二").blocks:
        if [head.key for head in block.heads] != ["本年制发件数", "本年废止件数", "现行有效件数"]:
            continue
        for line in block.lines:
            made, ended, valid = (Cell("二", line.key, head.key) for head in block.heads)
            if valid not in last_year:
                continue
            expected = last_year[valid] + cells.get(made, 0) - cells.get(ended, 0)
            now = cells.get(valid, 0)
            if now != expected:
                sentence = (
                    f"表二{line.title}，上年现行有效 {told(last_year[valid])} 件，加本年制发、减本年废止应为 "
                    f"{told(expected)} 件，填的是 {told(now)} 件，{_apart(now - expected)}；请核对。"
                )
                found.append(Imbalance(valid, expected, now, sentence))
    return found


def _tried(equation: Equation, cells: Cells) -> Imbalance | None:
    left, right = total(cells, equation.left), total(cells, equation.right)
    if left == right:
        return None
    sentence = f"{equation.left_words}是 {told(left)}，{equation.right_words}是 {told(right)}，{_apart(right - left)}。"
    return Imbalance(equation.right[0], left, right, sentence)


def _apart(difference: Figure) -> str:
    return f"多 {told(difference)}" if difference > 0 else f"少 {told(-difference)}"
