"""文号一览: every number of a sequence in a year, those kept back and those missing; numbers are kept back here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.lists import first_named
from models.operations import numbering
from models.operations.numbering import NumberLine
from ui.session import Session
from ui.widgets.colours import red
from ui.widgets.fitting import resize_within_screen
from ui.widgets.list_table import list_table
from ui.widgets.tone import on_new_palette

_COLUMNS = ("发文字号", "情况", "公文标题、留给谁")
_STATES = {"taken": "已用", "void": "已作废", "reserved": "预留", "missing": "空号"}
_MOST_GAPS = 12


class NumbersDialog(QDialog):
    """The sequence and the year above, the numbers, and below a line to keep one back."""

    record_asked = Signal(str, int)
    """Open the entry of a number: register name, id."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: tuple[NumberLine, ...] = ()
        self.setWindowTitle("文号一览")
        resize_within_screen(self, 720, 480)
        self.codes, self.years = QComboBox(), QComboBox()
        self.codes.setAccessibleName("机关代字")
        self.years.setAccessibleName("年份")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.table = list_table("文号", _COLUMNS, wide=2)
        column = QVBoxLayout(self)
        column.addLayout(self._head())
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addLayout(self._reserving())
        column.addWidget(self._foot())
        self.codes.addItems([item.code for item in numbering.sequences(session.desk)])
        self.codes.currentTextChanged.connect(lambda _: self._offer_years())
        self.years.currentTextChanged.connect(lambda _: self.fill())
        self.table.itemSelectionChanged.connect(self._chosen_changed)
        self.table.itemDoubleClicked.connect(lambda _: self.open_chosen())
        self._offer_years()
        on_new_palette(self.table, self.fill)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, box in (("机关代字(&C)", self.codes), ("年份(&Y)", self.years)):
            label = QLabel(text)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        return row

    def _reserving(self) -> QHBoxLayout:
        self.number, self.whom, self.why = QLineEdit(), QLineEdit(), QLineEdit()
        row = QHBoxLayout()
        for line, name, hint in (
            (self.number, "预留的文号", "文号"),
            (self.whom, "留给谁", "留给谁（单位或人）"),
            (self.why, "用途", "用途"),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
            row.addWidget(line, 1)
        self.reserve_button = QPushButton("预留(&R)")
        self.reserve_button.setToolTip("把这个号留下来，别的公文不会取到它")
        self.reserve_button.clicked.connect(self.reserve)
        row.addWidget(self.reserve_button)
        return row

    def _foot(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.release_button = QPushButton("取消预留(&U)")
        self.release_button.clicked.connect(self.release)
        self.open_button = QPushButton("打开登记(&O)")
        self.open_button.clicked.connect(self.open_chosen)
        for button in (self.release_button, self.open_button):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        return buttons

    # -- what is shown --------------------------------------------------------------------------------

    def _offer_years(self) -> None:
        """The present year and those in which the sequence has numbers, the latest first."""
        present = self._session.clock.today().year
        known = sorted({present, *numbering.years(self._session.desk, self.codes.currentText())}, reverse=True)
        self.years.blockSignals(True)
        self.years.clear()
        self.years.addItems([str(year) for year in known])
        self.years.setCurrentText(str(present))
        self.years.blockSignals(False)
        self.fill()

    def fill(self) -> None:
        """Read the numbers anew."""
        code, year = self.codes.currentText(), self.years.currentText()
        self._lines = numbering.listing(self._session.desk, code, int(year)) if code else ()
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, text in enumerate((line.doc_number, _STATES[line.state], line.told)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if line.state == "missing":
                    item.setForeground(red(self.palette()))
                self.table.setItem(row, column, item)
        self.told.setText(self._summary(code, int(year)) if code else "还没有机关代字，请先在“文号序列”里新建。")
        self.reserve_button.setEnabled(bool(code) and self._session.writable)
        self._chosen_changed()

    def _summary(self, code: str, year: int) -> str:
        """“下一个：…；空号：…”."""
        desk = self._session.desk
        sequence = next(item for item in numbering.sequences(desk) if item.code == code)
        following = numbering.numbered(code, year, numbering.next_in(desk, sequence, year))
        missing = [str(line.number) for line in self._lines if line.state == "missing"]
        gaps = f"　空着的号：{first_named(missing, _MOST_GAPS, '个')}。" if missing else "　没有空着的号。"
        used = f"　用于：{'、'.join(sequence.kinds)}。" if sequence.kinds else ""
        self.number.setText(following)
        return f"下一个：{following}。{gaps}{used}"

    def _chosen(self) -> NumberLine | None:
        row = self.table.currentRow()
        return self._lines[row] if self.table.selectedItems() and 0 <= row < len(self._lines) else None

    def _chosen_changed(self) -> None:
        line = self._chosen()
        state = line.state if line is not None else ""
        self.release_button.setEnabled(state == "reserved" and self._session.writable)
        self.open_button.setEnabled(state in ("taken", "void", "reserved"))
        if line is not None and state == "missing":
            self.number.setText(line.doc_number)

    # -- what can be done -----------------------------------------------------------------------------

    def reserve(self) -> None:
        """Keep the number in the line back for whom it says."""
        given = (self.number.text(), self.whom.text().strip(), self.why.text().strip())
        if self._session.run(numbering.reserve, *given):
            self.whom.clear()
            self.why.clear()
            self.fill()
        else:
            (self.number if given[1] else self.whom).setFocus(Qt.FocusReason.OtherFocusReason)

    def release(self) -> None:
        """Give the chosen number free again."""
        line = self._chosen()
        if line is not None and self._session.run(numbering.release, line.doc_number):
            self.fill()

    def open_chosen(self) -> None:
        """Go to the entry of the chosen number."""
        line = self._chosen()
        if line is not None and line.record:
            self.record_asked.emit("reserved_numbers" if line.state == "reserved" else "dispatches", line.record)
            self.accept()
