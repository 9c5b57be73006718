"""Below a new record: keep it, keep it and begin the next one, or give it up. For `form` only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.wrap_row import WrapRow


class DraftButtons(QWidget):
    """Three buttons; the form does what they ask for."""

    save_asked = Signal(bool)
    """Keep the new record; whether another one is begun then."""
    leave_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        around = QVBoxLayout(self)
        around.setContentsMargins(8, 4, 8, 4)
        row = WrapRow()
        around.addLayout(row)
        self.save = QPushButton("保存")
        self.save.setToolTip("保存这一条（Ctrl+S）")
        self.save.clicked.connect(lambda: self.save_asked.emit(False))
        more = QPushButton("保存并再建")
        more.setToolTip("保存后接着建下一条（Ctrl+Enter）")
        more.clicked.connect(lambda: self.save_asked.emit(True))
        leave = QPushButton("放弃")
        leave.setToolTip("不保存，关闭新建（Esc）")
        leave.clicked.connect(self.leave_asked)
        for button in (self.save, more, leave):
            row.addWidget(button)
