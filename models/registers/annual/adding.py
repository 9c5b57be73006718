"""Many units' annual reports added up into one, with a list of those that do not balance."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.registers.annual.balance import Imbalance, equations, imbalances
from models.registers.annual.figures import Cell, Cells, Figure, total
from models.registers.annual.form import Form


@dataclass(frozen=True)
class Added:
    """The sum, and for each unit whose report does not balance what is wrong with it."""

    cells: Cells
    wrong: Mapping[str, tuple[Imbalance, ...]]


def added(form: Form, reports: Mapping[str, Cells], last_years: Mapping[str, Cells | None] | None = None) -> Added:
    """Add the reports (unit's name -> figures) cell by cell; those that do not balance are added all the same.

    `last_years`: the units' figures of the year before, where they are known; what was carried over is compared.
    """
    before = last_years or {}
    sums: dict[Cell, Figure] = {
        cell: sum((cells.get(cell, 0) for cells in reports.values()), start=0) for cell in form.cells
    }
    wrong = {
        name: tuple(found) for name, cells in reports.items() if (found := imbalances(form, cells, before.get(name)))
    }
    return Added(sums, wrong)


def with_totals(form: Form, cells: Cells, kept: Cells) -> dict[Cell, Figure]:
    """The figures with every 总计 worked out from its parts, but for those of `kept`, which stand as they were typed."""
    result = {**cells, **kept}
    for equation in equations(form):  # first (七) of every column, then the line's 总计
        if len(equation.right) == 1 and equation.right[0] not in kept:
            result[equation.right[0]] = total(result, equation.left)
    return result
