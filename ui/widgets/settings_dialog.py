"""设置: the office's name and contacts, and the days that count as 临期."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from models.base.errors import ClerkError, FieldError
from models.operations.settings import SETTINGS, read_settings, set_settings
from ui.session import Session
from ui.widgets.colours import red


class SettingsDialog(QDialog):
    """Shows the settings of the open workbook; 确定 keeps them in one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("设置")
        self.setMinimumWidth(420)
        self.lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        now = read_settings(session.desk)
        for item in SETTINGS:
            line = QLineEdit(now[item.key])
            line.setToolTip(item.help)
            line.setPlaceholderText(item.help)
            line.setAccessibleName(item.title)
            line.setReadOnly(not session.writable)
            self.lines[item.key] = line
            form.addRow(item.title, line)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        palette = self._problem.palette()
        palette.setColor(palette.ColorRole.WindowText, red(palette))
        self._problem.setPalette(palette)
        self._problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("确定")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(buttons)

    def accept(self) -> None:
        if not self._session.writable:
            super().accept()  # nothing could be changed
            return
        answers = {key: line.text() for key, line in self.lines.items()}
        try:
            outcome = set_settings(self._session.desk, answers)
        except ClerkError as error:
            self._problem.setText(error.sentence)
            self._problem.show()
            if isinstance(error, FieldError) and error.field in self.lines:
                self.lines[error.field].setFocus()
            return
        self._session.announce(outcome)
        if outcome.changes:
            self._session.announce_all_changed()
        super().accept()
