"""一起修改: one field of all selected records, set to the same value, or with values added or taken away."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import FieldError
from models.base.lists import ManyValues
from models.base.register import Register
from models.operations import Outcome
from models.operations.records import ADD, REMOVE, SET, changeable
from ui.session import Session
from ui.widgets.attempts import Attempt, Refused, tried
from ui.widgets.form_fields import FieldRow
from ui.widgets.tone import set_tone

_WIDTH = 440
_LOOKED_AT = 500
"""So many records are read to tell what stands in the field now."""


class BulkDialog(QDialog):
    """Which field, and what shall stand there. Enter goes on from the field to 确定, as Ctrl+Enter does anywhere."""

    def __init__(
        self,
        session: Session,
        register: Register,
        ids: Sequence[int],
        field: str,
        parent: QWidget | None = None,
        attempt: Attempt | None = None,
    ) -> None:
        """attempt: makes the change, told by "name", "answer" and "manner"; without it the dialog only gives these."""
        super().__init__(parent)
        self._session = session
        self._attempt = attempt
        self.outcome: Outcome | None = None
        self._register = register
        self._records = session.desk.book.records(register.name, ids[:_LOOKED_AT])
        self._all_read = len(ids) <= _LOOKED_AT
        self.setWindowTitle(f"一起修改 {len(ids)} {register.counter}{register.noun}")
        self.setMinimumWidth(_WIDTH)
        self.which = QComboBox()
        self.which.setAccessibleName("修改哪一栏")
        for item in changeable(register):
            self.which.addItem(item.title, item.name)
        self.which.setCurrentIndex(max(0, self.which.findData(field)))
        self.how = QComboBox()
        self.how.setAccessibleName("怎样改")
        for text, value in (("改为", SET), ("加上", ADD), ("去掉", REMOVE)):
            self.how.addItem(text, value)
        self.now = QLabel()
        self.now.setTextFormat(Qt.TextFormat.PlainText)
        self.now.setWordWrap(True)
        set_tone(self.now, "grey")
        self._place = QVBoxLayout()
        above = QHBoxLayout()
        above.addWidget(self.which, 1)
        above.addWidget(self.how)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.now)
        column.addLayout(self._place)
        column.addStretch(1)
        column.addWidget(self._buttons())
        self.row: FieldRow | None = None
        self.which.currentIndexChanged.connect(lambda _: self._show_field())
        self._show_field()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole).setToolTip("Ctrl+Enter")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        return buttons

    def _show_field(self) -> None:
        """An editor for the chosen field, and what stands there now."""
        field = self._register.field(self.name())
        if self.row is not None:
            self._place.removeWidget(self.row)
            self.row.deleteLater()
        self.row = row = FieldRow(field, self._session, self)
        row.editor.escape_restores = False
        row.finished.connect(self.accept)
        self._place.addWidget(row)
        many = isinstance(field, ManyValues)
        self.how.setVisible(many)
        self.how.setCurrentIndex(0)
        values = list(dict.fromkeys(record[field.name] for record in self._records))
        book = self._session.desk.book
        if len(values) == 1 and self._all_read:
            text = " ".join(field.display(values[0], book).split())
            self.now.setText(f"现在都是“{text[:60]}”。" if text else "现在都没有填。")
            row.editor.show_value(values[0])
        else:
            self.now.setText("现在各不相同。")
            row.editor.show_value(field.empty)
        if self.isVisible():
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self) -> str:
        """The field to be changed."""
        return str(self.which.currentData())

    def answer(self) -> Any:
        """What was typed; "" typed is the field's nothing."""
        assert self.row is not None
        answer = self.row.editor.answer()
        return self.row.field.empty if answer == "" else answer

    def manner(self) -> str:
        """Whether it is set, added or taken away."""
        return str(self.how.currentData()) if not self.how.isHidden() else SET

    def accept(self) -> None:
        """Close when the value fits; else say why not."""
        assert self.row is not None
        sentence = self._problem()
        self.row.show_problem(sentence)
        if sentence:
            self.row.editor.setFocus()
        elif self._is_done():
            super().accept()

    def _is_done(self) -> bool:
        """Change them; where that is refused, say why below the value."""
        assert self.row is not None
        if self._attempt is None:
            return True
        told = {"name": self.name(), "answer": self.answer(), "manner": self.manner()}
        found = tried(self._session, self._attempt, told, self)
        if isinstance(found, Refused):
            self.row.show_problem(found.sentence)
            self.row.editor.setFocus()
            return False
        self.outcome = found
        return True

    def _problem(self) -> str:
        assert self.row is not None
        field, answer = self.row.field, self.answer()
        if field.target is not None and isinstance(answer, str):
            return ""  # a name that is not registered yet is registered when it is kept
        try:
            field.accept(answer, self._session.desk.book)
        except FieldError as error:
            return error.sentence
        if self.manner() != SET and answer == field.empty:
            return field.error("要写明加上或去掉什么").sentence
        return ""
