"""设置: the office's name and contacts, the days that count as 临期, and its own lists of words (选项)."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError, FieldError
from models.operations import Outcome
from models.operations.own_days import read_lines
from models.operations.settings import SETTINGS, Setting, read_settings, set_settings, set_words, word_lists
from ui.session import Session
from ui.widgets.own_days_tab import OwnDays
from ui.widgets.problem_line import ProblemLine


class SettingsDialog(QDialog):
    """Shows the settings of the open workbook; 确定 keeps them in one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("设置")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 38)  # the hints are seen whole
        self.lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        now = read_settings(session.desk)
        self.choices: dict[str, QComboBox] = {}
        for item in SETTINGS:
            if item.choices:
                form.addRow(item.title, self._choice(item, now[item.key]))
                continue
            line = QLineEdit(now[item.key])
            line.setToolTip(item.help)
            line.setPlaceholderText(item.help)
            line.setAccessibleName(item.title)
            line.setReadOnly(not session.writable)
            self.lines[item.key] = line
            form.addRow(item.title, line)
        self._problem = ProblemLine()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("确定")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.words = WordLists(session)
        self.days = OwnDays(session)
        first = QWidget()
        first.setLayout(form)
        self.tabs = QTabWidget()
        self.tabs.addTab(first, "单位(&1)")
        self.tabs.addTab(self.words, "选项(&2)")
        self.tabs.addTab(self.days, "放假安排(&3)")
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(self._problem)
        column.addWidget(buttons)

    def _choice(self, item: Setting, now: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        for value, title in item.choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.setToolTip(item.help)
        box.setAccessibleName(item.title)
        box.setEnabled(self._session.writable)
        self.choices[item.key] = box
        return box

    def accept(self) -> None:
        if not self._session.writable:
            super().accept()  # nothing could be changed
            return
        answers = {key: line.text() for key, line in self.lines.items()}
        answers |= {key: str(box.currentData()) for key, box in self.choices.items()}
        outcomes: list[Outcome] = []
        try:
            read_lines(self.days.answers())  # before anything is kept
            outcomes.append(set_words(self._session.desk, self.words.answers()))
            outcomes.append(set_settings(self._session.desk, answers))
            outcomes += [kept] if (kept := self.days.keep()) is not None else []
        except ClerkError as error:
            self._refuse(error)
            return
        for outcome in outcomes:
            self._session.announce(outcome)
        if any(outcome.changes for outcome in outcomes):
            self._session.announce_all_changed()
        super().accept()

    def _refuse(self, error: ClerkError) -> None:
        """Say what is wrong, and go to where it is."""
        self._problem.tell(error.sentence)
        field = error.field if isinstance(error, FieldError) else ""
        if field in self.lines:
            self.tabs.setCurrentIndex(0)
            self.lines[field].setFocus()
        elif field.isdecimal():
            self.tabs.setCurrentWidget(self.days)
            self.days.go_to(field)


class WordLists(QWidget):
    """The lists the office may change: which one above, its words below, one a line."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = word_lists(session.desk)
        self._typed: dict[str, str] = {key: "\n".join(words) for key, (_, words) in self._lists.items()}
        self.which = QComboBox()
        self.which.setAccessibleName("哪一组选项")
        for key, (title, _) in self._lists.items():
            self.which.addItem(title, key)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("选项，一行一个")
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(not session.writable)
        hint = QLabel("一行一个，可以增减、改名、调整顺序；已有的记录不变。全部删掉就恢复原来的选项。")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(self.which)
        column.addWidget(self.text)
        column.addWidget(hint)
        self._key = ""
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    def answers(self) -> dict[str, list[str]]:
        """The words of each list as they stand."""
        if self._key:
            self._typed[self._key] = self.text.toPlainText()
        return {key: typed.split("\n") for key, typed in self._typed.items()}

    def _show(self) -> None:
        if self._key:
            self._typed[self._key] = self.text.toPlainText()
        self._key = self.which.currentData() or ""
        self.text.setPlainText(self._typed.get(self._key, ""))
