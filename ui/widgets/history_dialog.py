"""操作记录: everything that was done to the workbook, and the way back to any point of it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.register import Register
from models.operations.settings import setting_title
from models.workbook.history import PastStep
from ui.session import Session
from ui.widgets.fitting import resize_within_screen
from ui.widgets.list_table import list_table
from ui.widgets.problem_line import ProblemLine
from ui.widgets.record_history import change_lines

_COLUMNS = ("时间", "操作", "谁", "记录数", "状态")
_SHOWN_RECORDS = 200
_KINDS = {"undo": "撤销：", "redo": "重做："}
_STATES = {"done": "", "undone": "已撤销", "dropped": "已撤销，不能再重做"}


class HistoryDialog(QDialog):
    """Steps above, what the chosen one changed below; `take_back` takes back the last steps, by their ids."""

    def __init__(
        self, session: Session, take_back: Callable[[Sequence[int]], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._take_back = take_back
        self.setWindowTitle("操作记录")
        resize_within_screen(self, 760, 520)
        self._steps: list[PastStep] = []
        self.table = list_table("操作记录", _COLUMNS, wide=1)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName("这一步改了什么")
        self.back_button = QPushButton("撤销到这一步之前…")
        self.back_button.clicked.connect(self._go_back)
        buttons = QDialogButtonBox()
        buttons.addButton(self.back_button, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.addWidget(self.table)
        panes.addWidget(self.details)
        panes.setSizes([340, 140])
        self.problem = ProblemLine()
        session.refused.connect(self.problem.tell)
        column = QVBoxLayout(self)
        column.addWidget(panes)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.table.itemSelectionChanged.connect(self._show_details)
        self.fill()

    def fill(self) -> None:
        """Read the history anew; the step chosen stays chosen."""
        chosen = self._chosen()
        self._steps = self._session.desk.book.history.steps(500)
        self.table.setRowCount(len(self._steps))
        for row, step in enumerate(self._steps):
            title = _KINDS.get(step.kind, "") + step.title
            state = _STATES.get(step.state, "") if step.kind == "do" else ""
            for column, text in enumerate(
                (f"{step.made_at:%Y-%m-%d %H:%M:%S}", title, step.made_by, str(step.records), state)
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        kept = (row for row, step in enumerate(self._steps) if chosen is not None and step.id == chosen.id)
        self.table.selectRow(next(kept, 0))
        self._show_details()

    def _chosen(self) -> PastStep | None:
        row = self.table.currentRow()
        return self._steps[row] if 0 <= row < len(self._steps) else None

    def _show_details(self) -> None:
        step = self._chosen()
        self.back_button.setEnabled(
            step is not None and step.kind == "do" and step.state == "done" and self._session.writable
        )
        self.details.setPlainText("\n".join(self._lines(step)) if step else "")

    def _lines(self, step: PastStep) -> list[str]:
        found = self._session.desk.book.history.of_step(step.target or step.id, _SHOWN_RECORDS)
        lines: list[str] = []
        for register, record_id, change in found:
            declared = self._session.registers[register]
            image = change.after or change.before or {}
            lines.append(f"{declared.noun}“{_name(declared, image, record_id)}”")
            lines += [f"　　{line}" for line in change_lines(self._session, declared, change)]
        if step.records > len(found):
            lines.append(f"…… 另有 {step.records - len(found)} 条")
        return lines

    def _go_back(self) -> None:
        step = self._chosen()
        if step is None:
            return
        later = [item for item in self._steps if item.kind == "do" and item.state == "done" and item.id >= step.id]
        buttons = QMessageBox.StandardButton
        if len(later) > 1:
            asked = QMessageBox.question(
                self, "操作记录", f"要撤销这一步和它之后的共 {len(later)} 步吗？撤销后还能重做。"
            )
            if asked != buttons.Yes:
                return
        self.problem.tell("")
        self._take_back([item.id for item in later])
        self.fill()


def _name(register: Register, image: Mapping[str, object], record_id: int) -> str:
    """What a record was called; a setting by what people call it."""
    name = str(image.get(register.title_field) or record_id)
    return (setting_title(name) if register.name == "settings" else name)[:30]
