"""The top of the form: which record it shows, with its light and status, or why there is none. For `form` only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.base.record import Record
from models.base.register import Register
from ui.widgets.lights import light_pixmap

_LONGEST = 28


class FormHead(QWidget):
    """A light, a title that may take several lines, and the status."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 0)
        row.setSpacing(4)
        self._light = QLabel()
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self._status = QLabel()
        row.addWidget(self._light)
        row.addWidget(self.title, 1)
        row.addWidget(self._status)

    def show_record(self, record: Record) -> None:
        """Tell which record this is and how it stands."""
        number = record.values.get("number")
        name = str(record.values.get(self._register.title_field) or "")
        name = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        self.title.setText(f"{number}  {name}" if number else name)
        status = self._register.status(record.status)
        if status is not None and status.light:
            self._light.setPixmap(light_pixmap(status.light))
        else:
            self._light.clear()
        self._status.setText(record.status_text)

    def show_count(self, count: int) -> None:
        """Tell that several records are selected, or none."""
        noun = f"{self._register.counter}{self._register.noun}"
        self._show(f"选中了 {count} {noun}" if count else f"选中一{noun}，在这里查看和修改")

    def show_draft(self) -> None:
        """Tell that a new record is being written."""
        self._show(f"新建{self._register.noun}", "尚未保存")

    def _show(self, title: str, status: str = "") -> None:
        self._light.clear()
        self._status.setText(status)
        self.title.setText(title)
