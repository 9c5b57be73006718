"""The annual reports of the sample: last year's as it was handed in, this year's as far as it can be known by now.

What the sample's registers count stays; last year's applications of before the workbook are added to it, each with its
result, so that every report balances on whatever day the sample is made. Called by `models.operations.demo`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from models.operations import annual
from models.operations.desk import Desk
from models.registers.annual import Cell, Figure
from models.registers.annual.form import ANSWERED, NEW

_Results = Sequence[tuple[str, str, int]]
"""Line of table 三, who applied, how many."""
_Tables = Sequence[tuple[str, str, str, int | float]]
"""Table, line, column, figure."""


def fill_annual(desk: Desk, told: Mapping[str, Any]) -> None:
    """Type the figures and texts of `told`, one step for each report; where the format of a year has no such cell, nothing."""
    year = desk.clock.today().year
    annual.set_report(desk, year - 1, "", _figures(desk, year - 1, "", told["results"], told["tables"]), told["texts"])
    annual.set_report(desk, year, "", _figures(desk, year, "", (), told["tables_this_year"]), {})
    for unit in told["units"]:
        figures = _figures(desk, year - 1, unit["name"], unit["results"], unit["tables"])
        annual.set_report(desk, year - 1, unit["name"], figures, {})


def _figures(desk: Desk, year: int, unit: str, results: _Results, tables: _Tables) -> dict[Cell, Figure | None]:
    report = annual.report_of(desk, year, unit)
    more: Counter[Cell] = Counter()
    for line, kind, count in results:
        if (result := Cell("三", line, kind)) in report.cells:
            for cell in (result, Cell("三", NEW, kind), Cell("三", ANSWERED, kind)):
                more[cell] += count
    found: dict[Cell, Figure | None] = {cell: report.cells[cell] + count for cell, count in more.items()}
    found |= {
        cell: annual.read_figure(str(figure), cell)
        for table, line, column, figure in tables
        if (cell := Cell(table, line, column)) in report.cells
    }
    return found
