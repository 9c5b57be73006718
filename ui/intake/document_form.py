"""The foot of the review: what the document says of itself in one line, which unfolds into a small form."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import FieldError
from models.workdays.meaning import spoken
from ui.intake.drafts import DOCUMENT_FIELDS, Draft, Drafts
from ui.widgets.tone import set_tone

_EMPTY = {"title": "没有标题", "doc_number": "没有文号", "issued_on": "没有成文日期"}


def document_line(drafts: Drafts) -> str:
    """文件：宿政务办〔2024〕1号 · 2024年5月21日 · 依据 皖政务办〔2024〕2号."""
    notice = drafts.notice
    parts = [
        notice.doc_number or _EMPTY["doc_number"],
        spoken(notice.issued_on) if notice.issued_on else _EMPTY["issued_on"],
    ]
    if notice.based_on:
        parts.append(f"依据 {'、'.join(notice.based_on)}")
    return f"文件：{' · '.join(parts)}"


class DocumentForm(QWidget):
    """The document's fields, folded away at first."""

    changed = Signal(object)
    """A field was changed; the list of Drafts whose due date followed."""

    def __init__(self, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self.fold = QToolButton(self)
        self.fold.setAutoRaise(True)
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolTip("看或改文件的标题、文号、发文机关和成文日期")
        self.fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fold.toggled.connect(self._unfold)
        self._form = QWidget(self)
        self.lines = {name: self._line(name) for name in DOCUMENT_FIELDS}
        self._problem = QLabel(self._form)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._lay_out()
        self._form.hide()
        self.show_line()

    def _line(self, name: str) -> QLineEdit:
        field = self._drafts.cells.document_field(name)
        line = QLineEdit(self._drafts.document_text(name), self._form)
        line.setAccessibleName(field.title)
        line.setToolTip(field.help)
        line.setCursorPosition(0)
        line.setObjectName(f"document_{name}")
        if name == "issued_on":
            line.setPlaceholderText("如 2024-05-21")
        line.editingFinished.connect(self._setter(name))
        return line

    def _setter(self, name: str) -> Callable[[], object]:
        return lambda: self._set(name)

    def _lay_out(self) -> None:
        left, right = QFormLayout(), QFormLayout()
        for name, column in (("title", left), ("issuer", left), ("doc_number", right), ("issued_on", right)):
            column.addRow(self._drafts.cells.document_field(name).title, self.lines[name])
        columns = QHBoxLayout()
        columns.addLayout(left, 3)
        columns.addSpacing(16)
        columns.addLayout(right, 2)
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(20, 0, 0, 4)
        inside.addLayout(columns)
        inside.addWidget(self._problem)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.fold)
        box.addWidget(self._form)

    def _unfold(self, on: bool) -> None:
        self._form.setVisible(on)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        if on:
            self.lines["title"].setFocus()

    def show_line(self) -> None:
        """The folded line, as the fields stand now."""
        line = document_line(self._drafts)
        self.fold.setAccessibleName(line)
        self.fold.setText(line)
        short = self.width() - (self.fold.minimumSizeHint().width() - self.fold.fontMetrics().horizontalAdvance(line))
        self.fold.setText(self.fold.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(short, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_line()  # as much of it as there is room for

    def reload(self) -> None:
        """Show the fields as they are now."""
        for name, line in self.lines.items():
            line.setText(self._drafts.document_text(name))
            line.setCursorPosition(0)
        self._show_problem("")
        self.show_line()

    def commit(self) -> bool:
        """Take over what was typed; False when a field does not fit."""
        fits = [self._set(name) for name in DOCUMENT_FIELDS]
        return all(fits)

    def _set(self, name: str) -> bool:
        line = self.lines[name]
        before = self._drafts.notice
        try:
            followed: list[Draft] = self._drafts.set_document(name, line.text())
        except FieldError as error:
            self._show_problem(error.sentence)
            return False
        line.setText(self._drafts.document_text(name))
        line.setCursorPosition(0)
        self._show_problem("")
        if self._drafts.notice != before:
            self.show_line()
            self.changed.emit(followed)
        return True

    def _show_problem(self, sentence: str) -> None:
        set_tone(self._problem, "red")
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        if sentence:
            self.fold.setChecked(True)
