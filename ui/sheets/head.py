"""What is brought in, and where to: the file, its sheet, the register, and the row in which the head stands."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from models.base.register import Registers
from ui.widgets.file_kinds import AS_NOTICE
from ui.widgets.tone import set_tone

_MOST_HEAD_ROWS = 50
_REMEMBERED = "✓ 按上次这种表的对应关系"


class Head(QWidget):
    """The lines above mapping and preview; what the clerk changes here is told by signals."""

    sheet_chosen = Signal(int)
    register_chosen = Signal(str)
    notice_asked = Signal()
    """This is no list of records but a notice: find its tasks."""
    head_moved = Signal(int)
    """How many rows stand above the data."""

    def __init__(self, registers: Registers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        larger = self.title.font()
        larger.setPointSizeF(larger.pointSizeF() * 1.25)
        larger.setBold(True)
        self.title.setFont(larger)
        self.title.setMinimumWidth(80)
        self.counts = QLabel(self)
        self.sheets = QComboBox(self)
        self.sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheets.setMinimumContentsLength(8)
        self.sheets.setToolTip("文件里的哪一张表")
        self.registers = QComboBox(self)
        self.registers.setToolTip("表格里的每一行成为这个台账里的一条记录")
        for register in registers.values():
            if not register.hidden:
                self.registers.addItem(register.title, register.name)
        self.head_rows = QSpinBox(self)
        self.head_rows.setRange(0, _MOST_HEAD_ROWS)
        self.head_rows.setSpecialValueText("没有表头")
        self.head_rows.setToolTip("栏目名称所在的行；有几行表头时填最后一行。它上面的行不导入")
        self.head_rows.setKeyboardTracking(False)
        self.remembered = QLabel(_REMEMBERED, self)
        self.remembered.setToolTip("以前导入过栏目相同的表格，各列照那时的选择对应")
        self.remembered.hide()
        self.as_notice = QPushButton(AS_NOTICE, self)
        self.as_notice.setToolTip("这张表是通知里的任务分工表：改为从里面找任务、责任单位和时限，核对后导入")
        self.as_notice.setAutoDefault(False)
        self.as_notice.clicked.connect(lambda: self.notice_asked.emit())
        self._lay_out()
        self.sheets.activated.connect(self.sheet_chosen)
        self.registers.activated.connect(lambda _: self.register_chosen.emit(self.registers.currentData()))
        self.head_rows.valueChanged.connect(self.head_moved)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.counts)
        second = QHBoxLayout()
        self._sheet_word = self._word("工作表(&S)", self.sheets)
        for word, chooser in (
            (self._word("导入到(&T)", self.registers), self.registers),
            (self._sheet_word, self.sheets),
            (self._word("表头在第几行(&H)", self.head_rows), self.head_rows),
        ):
            second.addWidget(word)
            second.addWidget(chooser)
            word.setContentsMargins(0 if chooser is self.registers else 10, 0, 0, 0)
        second.addWidget(self.remembered)
        second.addStretch(1)
        second.addWidget(self.as_notice)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(first)
        box.addLayout(second)

    def _word(self, text: str, buddy: QWidget) -> QLabel:
        made = QLabel(text, self)
        made.setBuddy(buddy)
        buddy.setAccessibleName(text.partition("(")[0])
        return made

    def show_source(self, title: str, sheets: Sequence[str], *, is_file: bool) -> None:
        """Name the file, and offer its sheets when it has several; a file can be read as a notice instead."""
        self.as_notice.setVisible(is_file)
        self.title.setText(title)
        self.title.setToolTip(title)
        with QSignalBlocker(self.sheets):
            self.sheets.clear()
            self.sheets.addItems(list(sheets))
        for widget in (self.sheets, self._sheet_word):
            widget.setVisible(len(sheets) > 1)

    def show_choice(self, sheet: int, register: str, head_rows: int, rows: int, *, remembered: bool) -> None:
        """Show what is chosen now; `rows` is how many the sheet has."""
        with QSignalBlocker(self.sheets), QSignalBlocker(self.registers), QSignalBlocker(self.head_rows):
            self.sheets.setCurrentIndex(sheet)
            self.registers.setCurrentIndex(self.registers.findData(register))
            self.head_rows.setMaximum(max(head_rows, min(_MOST_HEAD_ROWS, rows - 1)))
            self.head_rows.setValue(head_rows)
        self.remembered.setVisible(remembered)
        set_tone(self.remembered, "grey")

    @property
    def register(self) -> str:
        """The name of the register that is chosen."""
        return str(self.registers.currentData())
