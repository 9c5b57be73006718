"""放假安排 in the settings: the days that the office decided for itself, and a year's notice pasted as text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.operations.desk import Outcome
from models.operations.own_days import OFF, WORKED, DayLine, day_lines, own_years, set_own_days, still_whole
from models.workdays.arrangement import Arrangement, read_arrangement
from models.workdays.calendar import WorkCalendar
from ui.session import Session
from ui.widgets.problem_line import ProblemLine

_DAY, _ARRANGED, _NOTE = range(3)


class OwnDays(QWidget):
    """A list to type in: a day, 放假 or 上班, and why. Nothing is kept before the settings are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._years = set(own_years(session.desk))
        self.problem = ProblemLine()
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName("本单位另定的放假和上班日期")
        self.table.setHorizontalHeaderLabels(["日期", "安排", "说明"])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        heads = self.table.horizontalHeader()
        heads.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(_DAY, 9 * self.fontMetrics().horizontalAdvance("字"))
        self.table.setColumnWidth(_ARRANGED, 6 * self.fontMetrics().horizontalAdvance("字"))
        about = QLabel(
            "国务院办公厅公布的放假安排程序已经带有。停电、地方节日等本单位另定的，或者还没有带上的年份，写在这里。"
        )
        about.setWordWrap(True)
        self.known = QLabel()
        self.known.setWordWrap(True)
        column = QVBoxLayout(self)
        for widget in (about, self.table, self.known, self.problem):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        self._fill()
        self._start = self.answers()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, tip, work in (
            ("增加一天", "在最下面加一行", self.add),
            ("删除", "删除选中的行（Delete）", self.remove),
            ("粘贴放假通知…", "把国务院办公厅的放假通知整篇粘贴进来", self.paste),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.setEnabled(self._session.writable)
            button.clicked.connect(work)
            row.addWidget(button)
        row.addStretch(1)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self.remove)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        return row

    def _fill(self) -> None:
        try:
            lines = day_lines(self._session.desk)
        except ClerkError as error:
            self.problem.tell(error.sentence)
            lines = []
        for line in lines:
            self._put(line)
        self._tell_known()

    def _put(self, line: DayLine) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in ((_DAY, line.day), (_NOTE, line.note)):
            item = QTableWidgetItem(text)
            if not self._session.writable:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(row, column, item)
        choice = QComboBox()
        choice.setAccessibleName("放假还是上班")
        choice.addItems([OFF, WORKED])
        choice.setCurrentText(line.arranged)
        choice.setEnabled(self._session.writable)
        self.table.setCellWidget(row, _ARRANGED, choice)

    def _tell_known(self) -> None:
        """From which year on terms are estimates."""
        year = self._session.clock.today().year
        try:
            calendar = self._session.desk.calendar
        except ClerkError:  # told above the list
            calendar = WorkCalendar()
        whole = still_whole(self.answers(), self._years)
        while (year in whole) or (year not in own_years(self._session.desk) and not calendar.is_estimate(year)):
            year += 1
        self.known.setText(
            f"{year} 年起的放假安排还没有，期限按周末和法定节日推算，标“估算”；公布以后升级程序，或把通知粘贴进来。"
        )

    # -- what is done ---------------------------------------------------------------------------------

    def add(self) -> None:
        """One more line, to be typed in."""
        self._put(DayLine("", OFF))
        self.table.setCurrentCell(self.table.rowCount() - 1, _DAY)
        self.table.edit(self.table.currentIndex())

    def remove(self) -> None:
        """Take the selected lines away."""
        if self._session.writable:
            for row in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
                self.table.removeRow(row)
            self._tell_known()

    def paste(self) -> None:
        """Ask for a notice and take its days in."""
        dialog = NoticeDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.found is not None:
            self.take(dialog.found)

    def take(self, found: Arrangement) -> None:
        """Take the days of a notice in; lines for the same days give way."""
        there = {item.day.isoformat() for item in found.days}
        for row in reversed(range(self.table.rowCount())):
            if self._text(row, _DAY) in there:
                self.table.removeRow(row)
        for item in found.days:
            self._put(DayLine(item.day.isoformat(), WORKED if item.works else OFF, item.feast))
        if found.whole:
            self._years.add(found.year)
        self._tell_known()
        self.table.scrollToBottom()

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def answers(self) -> list[DayLine]:
        """The lines as they stand."""
        lines: list[DayLine] = []
        for row in range(self.table.rowCount()):
            choice = self.table.cellWidget(row, _ARRANGED)
            arranged = choice.currentText() if isinstance(choice, QComboBox) else OFF
            lines.append(DayLine(self._text(row, _DAY), arranged, self._text(row, _NOTE)))
        return lines

    def keep(self) -> Outcome | None:
        """Keep the lines when they were changed. Raises FieldError as `set_own_days`."""
        years = still_whole(self.answers(), self._years)
        if self.answers() == self._start and years == own_years(self._session.desk):
            return None
        return set_own_days(self._session.desk, self.answers(), self._years)

    def go_to(self, place: str) -> None:
        """Move the keyboard to the line that was refused."""
        if place.isdecimal():
            self.table.setCurrentCell(int(place), _DAY)
            self.table.setFocus()


class NoticeDialog(QDialog):
    """A place to paste the notice into; what can't be read is told and stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Arrangement | None = None
        self.setWindowTitle("粘贴放假通知")
        self.resize(560, 380)
        about = QLabel("把“国务院办公厅关于…年部分节假日安排的通知”连同标题整篇粘贴到这里。")
        about.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("放假通知")
        self.text.setTabChangesFocus(True)
        self.problem = ProblemLine()
        buttons = QDialogButtonBox()
        buttons.addButton("读入", QDialogButtonBox.ButtonRole.AcceptRole).clicked.connect(self.accept)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (about, self.text, self.problem, buttons):
            column.addWidget(widget)

    def accept(self) -> None:
        try:
            self.found = read_arrangement(self.text.toPlainText())
        except ClerkError as error:
            self.problem.tell(error.sentence)
            self.text.setFocus()
            return
        super().accept()
