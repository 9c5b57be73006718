"""What a figure of an annual report that is not counted from records is made of: units, or other cells of its own report.

A figure that was typed or brought in has no parts; one that is counted leads to its records (`AnnualReport.counted`).
"""

from dataclasses import dataclass

from models.operations.annual import AnnualReport
from models.registers.annual import Cell, Figure
from models.registers.annual.balance import equations


@dataclass(frozen=True)
class Part:
    """One part: what people call it, its figure, and where it stands: whose report ("" the office's own), which cell."""

    title: str
    figure: Figure
    unit: str
    cell: Cell


def parts_of(report: AnnualReport, cell: Cell) -> tuple[Part, ...]:
    """The parts of a figure: of a sum what each unit adds, of a total the cells that are not nothing."""
    if report.parts:
        return tuple(Part(name, one.cells[cell], one.unit, cell) for name, one in report.parts.items())
    if cell in report.typed:
        return ()
    ways = [item.left for item in equations(report.form) if item.right == (cell,)]
    left = ways[-1] if ways else ()  # the total of （七）is that of its line, as `with_totals` works it out last
    return tuple(
        Part(report.form.title_of(place), report.cells[place], report.unit, place)
        for place in left
        if report.cells[place]
    )
