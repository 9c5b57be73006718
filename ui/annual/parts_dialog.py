"""What a figure of the annual report is made of: each part with its figure, and the sum; a part leads to where it stands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from models.operations.annual import AnnualReport
from models.operations.annual_parts import Part, parts_of
from models.registers.annual import Cell
from models.registers.annual.figures import told
from ui.widgets.fitting import resize_within_screen
from ui.widgets.list_table import list_table

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PartsDialog(QDialog):
    """Lists the parts; `chosen` is the one to go to, once it was accepted."""

    def __init__(self, report: AnnualReport, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts_of(report, cell)
        self.chosen: Part | None = None
        self.setWindowTitle(report.form.title_of(cell))
        resize_within_screen(self, 560, 420)
        what = "单位" if report.parts else "格子"
        self.table = list_table("构成", (what, "数"), 0)
        self.table.setWordWrap(True)
        rows = [(part.title, told(part.figure)) for part in self._parts]
        rows.append(("合计", told(sum((part.figure for part in self._parts), start=0))))
        self.table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column:
                    item.setTextAlignment(_RIGHT)
                if row == len(self._parts):
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self.table.selectRow(0)
        self.table.itemDoubleClicked.connect(lambda _: self.accept())
        self.table.itemSelectionChanged.connect(self._refresh)
        head = QLabel(f"这个数由下面各{what}的数相加得出，双击或按回车就到它那里。")
        head.setWordWrap(True)
        self.go_button = QPushButton("到这个单位的报表" if report.parts else "到这一格")
        self.go_button.setDefault(True)
        self.go_button.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(self.go_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column_of = QVBoxLayout(self)
        column_of.addWidget(head)
        column_of.addWidget(self.table, 1)
        column_of.addWidget(buttons)
        self._refresh()

    def _row(self) -> int:
        return self.table.currentRow() if self.table.selectedItems() else -1

    def _refresh(self) -> None:
        self.go_button.setEnabled(0 <= self._row() < len(self._parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        row = self._row()
        if 0 <= row < len(self._parts):
            self.chosen = self._parts[row]
            super().accept()
