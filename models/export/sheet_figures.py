"""The sheet of statistics (统计图表) beside a ledger in .xlsx: its tables of figures, each with a native chart.

Used by `ledger_xlsx` only.
"""

import math
from typing import Any

from models.export.ledger import Figures
from models.export.sheet_styles import HEAD_FILL, SheetLook, cell
from models.export.sheet_text import column_letter
from models.export.text import shown, width_of

FIGURES_SHEET = "统计图表"
_MOST_DRAWN = 30
"""Bars a chart can show and still be read; the table has them all."""
_CHART_WIDTH, _BAR_HEIGHT, _LEAST_HEIGHT = 17.0, 0.75, 7.0
"""In centimetres."""
_ROW_HEIGHT = 20.0
_COLOURS = {
    "red": "C0392B",
    "amber": "F0A030",
    "green": "6AA84F",
    "blue": "4A86C8",
    "grey": "B0B0B0",
    "done": "7F7F7F",
}
"""Bars by their traffic light: stronger than the backgrounds of cells."""
_CM = 28.35
"""Points in a centimetre."""


def add_figures(book: Any, figures: tuple[Figures, ...], look: SheetLook) -> None:
    """A sheet with the tables below one another, each chart at the right of its table; upright, as wide as the page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(FIGURES_SHEET)
    widest = max(len(table.heads) for table in figures)
    names = max((width_of(shown(row[0])) for table in figures for row in table.rows), default=8)
    sheet.column_dimensions["A"].width = min(max(2.1 * names + 2, 14), 50)
    for number in range(2, widest + 1):
        heads = [width_of(table.heads[number - 1]) for table in figures if len(table.heads) >= number]
        sheet.column_dimensions[column_letter(number)].width = 2.1 * max(heads) + 2
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 15 / 25.4
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    charts: list[tuple[Figures, int]] = []
    number = 1
    for table in figures:
        charts.append((table, number + 1))
        number += _add_table(sheet, table, look, number, _chart_height(table) if table.chart else 0.0)
    for table, head in charts:
        if table.chart and table.rows:
            sheet.add_chart(_chart(sheet, table, head), f"{column_letter(widest + 2)}{head - 1}")


def _add_table(sheet: Any, table: Figures, look: SheetLook, first: int, beside: float) -> int:
    """Title, heads, rows and blank rows down to the chart's end (`beside` cm); how many rows that were."""
    for line in range(first, first + len(table.rows) + math.ceil(beside * _CM / _ROW_HEIGHT) + 3):
        sheet.row_dimensions[line].height = _ROW_HEIGHT
    sheet.append([cell(sheet, table.title, look.head, 14, "left", wrap=False)])
    sheet.append(
        [cell(sheet, head, look.head, look.size, "center", border=True, fill=HEAD_FILL) for head in table.heads]
    )
    for row in table.rows:
        name = cell(sheet, shown(row[0]), look.body, look.size, "left", border=True)
        numbers = []
        for value in row[1:]:
            figure = cell(sheet, "", look.body, look.size, "right", border=True)
            figure.value = value
            numbers.append(figure)
        sheet.append([name, *numbers])
    rows = max(len(table.rows) + 2, math.ceil(beside * _CM / _ROW_HEIGHT)) + 1
    for _ in range(rows - len(table.rows) - 2):
        sheet.append([])
    return rows


def _chart_height(table: Figures) -> float:
    return max(_LEAST_HEIGHT, 3 + _BAR_HEIGHT * min(len(table.rows), _MOST_DRAWN))


def _chart(sheet: Any, table: Figures, head: int) -> Any:
    """A native chart of the table whose heads stand in row `head`: lying bars, the first row on top; or a pie."""
    from openpyxl.chart import PieChart, Reference
    from openpyxl.chart.label import DataLabelList

    stacked = table.chart == "stacked" and len(table.heads) > 2
    chart: Any = PieChart() if table.chart == "pie" else _bars(stacked)
    last = head + min(len(table.rows), _MOST_DRAWN)
    numbers = Reference(sheet, min_col=3 if stacked else 2, max_col=len(table.heads), min_row=head, max_row=last)
    chart.add_data(numbers, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    chart.title = table.title
    chart.width, chart.height = _CHART_WIDTH, _chart_height(table)
    chart.dataLabels = DataLabelList(showVal=not stacked, showSerName=False, showCatName=False, showLegendKey=False)
    _colour(chart, table, stacked)
    return chart


def _colour(chart: Any, table: Figures, stacked: bool) -> None:
    """Each series, or each bar of the only one, in the colour of its light."""
    from openpyxl.chart.marker import DataPoint

    if stacked:
        for series, light in zip(chart.series, table.lights, strict=False):
            series.graphicalProperties.solidFill = _COLOURS.get(light)
        return
    for place, light in enumerate(table.lights[:_MOST_DRAWN]):
        point = DataPoint(idx=place)
        point.graphicalProperties.solidFill = _COLOURS.get(light)
        chart.series[0].dPt.append(point)


def _bars(stacked: bool) -> Any:
    from openpyxl.chart import BarChart

    chart: Any = BarChart()
    chart.type, chart.gapWidth = "bar", 60
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.crosses = "0", "max"
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
        chart.legend.position = "b"
    else:
        chart.legend = None
    return chart
