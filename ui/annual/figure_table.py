"""One of the report's tables as it is printed, its figures to be typed over. For `dialog` only."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from models.export.annual_tables import figures_shown, table_grid
from models.operations.annual import AnnualReport
from models.registers.annual import Cell
from models.registers.annual.figures import cell_named
from models.registers.annual.figures import told as figure_text
from ui.widgets import colours
from ui.widgets.tone import on_new_palette

_CELL = Qt.ItemDataRole.UserRole
_WIDTH = 62
"""Pixels of a column of relative width 1 at the least."""


class FigureTable(QTableWidget):
    """Table 二, 三 or 四: typed figures are bold, those out of balance red, counted ones lead to their records."""

    typed = Signal(object, str)
    """A cell and the text typed into it."""
    opened = Signal()
    """Enter or a double click on a figure that can't be typed over: what is it made of."""

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._items: dict[Cell, QTableWidgetItem] = {}
        self._form = ""
        self._shown: tuple[AnnualReport, bool] | None = None
        on_new_palette(self, self._show_again)
        self.setAccessibleName(f"表{number}")
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(self._changed)
        self.itemDoubleClicked.connect(lambda _: self._open())

    def show_report(self, report: AnnualReport, *, editable: bool) -> None:
        """Show the report's figures; the cell the cursor is on stays."""
        self._shown = (report, editable)
        with QSignalBlocker(self):
            if self._form != report.form.name:
                self._form = report.form.name
                self._lay_out(report)
            wrong = {item.cell for item in report.wrong}
            shown = figures_shown(report.cells)
            for cell, item in self._items.items():
                item.setText(str(shown(cell)))
                self._dress(item, report, cell, out_of_balance=cell in wrong, editable=editable)

    def _show_again(self) -> None:
        for item in (self.item(row, column) for row in range(self.rowCount()) for column in range(self.columnCount())):
            if item is not None and item.data(_CELL) is None:
                item.setBackground(self.palette().brush(QPalette.ColorRole.AlternateBase))
        if self._shown is not None:
            report, editable = self._shown
            self.show_report(report, editable=editable)

    def go_to(self, cell: Cell) -> bool:
        """Put the cursor on a cell; False when this table does not have it."""
        item = self._items.get(cell)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)  # no further than it must: the lines' names stay in sight
            self.setFocus()
        return item is not None

    def current_cell(self) -> Cell | None:
        """The figure the cursor is on."""
        item = self.currentItem()
        cell: Cell | None = item.data(_CELL) if item is not None else None
        return cell

    def cells(self) -> Iterator[Cell]:
        """Every figure of the table."""
        yield from self._items

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.current_cell()
        if event.key() == Qt.Key.Key_Delete and cell is not None:
            self.typed.emit(cell, "")
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._open():
            return
        super().keyPressEvent(event)

    def _open(self) -> bool:
        """Ask what the figure under the cursor is made of; False for one that is typed over instead."""
        item = self.currentItem()
        if item is None or item.data(_CELL) is None or item.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.opened.emit()
        return True

    def _lay_out(self, report: AnnualReport) -> None:
        grid = table_grid(report.form, self.number, str)
        self.clear()
        self.clearSpans()
        self._items.clear()
        self.setRowCount(len(grid.rows))
        self.setColumnCount(len(grid.widths))
        for place in grid.placed():
            cell = place.cell
            item = QTableWidgetItem()
            item.setTextAlignment(_align(cell.align))
            told = str(cell.text or "")
            if told.count("/") >= 2:
                named = cell_named(told)
                item.setData(_CELL, named)
                self._items[named] = item
            else:
                item.setText(told)
                item.setToolTip(told)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setBackground(self.palette().brush(QPalette.ColorRole.AlternateBase))
            self.setItem(place.row, place.column, item)
            if cell.across > 1 or cell.down > 1:
                self.setSpan(place.row, place.column, cell.down, cell.across)
        for column, width in enumerate(grid.widths):
            self.setColumnWidth(column, round(_WIDTH * max(1.0, width)))
        self.resizeRowsToContents()

    def _dress(
        self, item: QTableWidgetItem, report: AnnualReport, cell: Cell, *, out_of_balance: bool, editable: bool
    ) -> None:
        is_typed = cell in report.typed
        font = self.font()
        font.setBold(is_typed)
        item.setFont(font)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        item.setBackground(colours.tint("red", self.palette()) if out_of_balance else QBrush())
        told = [report.form.title_of(cell), _whence(report, cell)]
        told += [wrong.sentence for wrong in report.wrong if wrong.cell == cell]
        item.setToolTip("\n".join(told))

    def _changed(self, item: QTableWidgetItem) -> None:
        cell = item.data(_CELL)
        if cell is not None:
            self.typed.emit(cell, item.text())


def _whence(report: AnnualReport, cell: Cell) -> str:
    """Where a figure is from: typed, counted from so many records, or which units it is the sum of."""
    if report.parts:
        parts = [f"{name} {figure_text(one.cells[cell])}" for name, one in report.parts.items() if one.cells[cell]]
        return "汇总：" + ("、".join(parts) or "各单位都是 0")
    if cell in report.typed:
        return "手工填写；清空就恢复自动计算"
    records = len(report.counted.get(cell, ()))
    return f"由台账算出，{records} 件" if records else "没有填写，按 0 计"


def _align(word: str) -> Qt.AlignmentFlag:
    across = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}
    return across.get(word, Qt.AlignmentFlag.AlignHCenter) | Qt.AlignmentFlag.AlignVCenter
