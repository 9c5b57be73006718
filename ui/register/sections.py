"""A part of the form under a heading that folds and unfolds, and tells how much is in it when folded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.widgets.form_fields import FieldRow

_COUNTED = {"attachments": "个文件", "entries": "条"}
"""Kinds of fields that hold lists -> how what they hold is counted in the heading."""


class Section(QWidget):
    """A heading button and what stands below it."""

    unfolded = Signal()

    def __init__(self, title: str, *, folded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._rows: list[FieldRow] = []
        self._button = QToolButton()
        self._button.setCheckable(True)
        self._button.setChecked(not folded)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setAutoRaise(True)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.setAccessibleName(title)
        if not folded:  # Tab goes from field to field; only what must be opened stops it
            self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._button.toggled.connect(self._toggle)
        self._body = QWidget()
        self._inside = QVBoxLayout(self._body)
        self._inside.setContentsMargins(4, 0, 0, 4)
        self._inside.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._button)
        column.addWidget(self._body)
        self._show()

    @property
    def is_folded(self) -> bool:
        """Whether only the heading shows."""
        return not self._button.isChecked()

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._inside.addWidget(widget)
        if isinstance(widget, FieldRow):
            self._rows.append(widget)

    def note_content(self) -> None:
        """Count what the section's lists hold, for its heading; hide the section when nothing of it shows."""
        counts = dict.fromkeys(_COUNTED, 0)
        for row in self._rows:
            if row.editor.field.kind in _COUNTED and isinstance(value := row.editor.shown, tuple):
                counts[row.editor.field.kind] += len(value)
        self._tell("，".join(f"{count} {_COUNTED[kind]}" for kind, count in counts.items() if count))
        self.setVisible(not self._rows or any(not row.isHidden() for row in self._rows))

    def show_count(self, count: int) -> None:
        """Tell how much is in a section that holds no fields; hide it when there is nothing."""
        self._tell(str(count) if count else "")
        self.setVisible(count > 0)

    def _tell(self, count: str) -> None:
        self._button.setText(f"{self._title}（{count}）" if count else self._title)

    def _toggle(self, _: bool) -> None:
        self._show()
        if not self.is_folded:
            self.unfolded.emit()

    def _show(self) -> None:
        self._body.setVisible(not self.is_folded)
        self._button.setArrowType(Qt.ArrowType.RightArrow if self.is_folded else Qt.ArrowType.DownArrow)
        if not self._button.text():
            self._button.setText(self._title)
