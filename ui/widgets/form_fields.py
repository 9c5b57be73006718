"""Rows of a form: a field's name, its editor, and what Enter and Tab do between them.

For the register's form and for action dialogs.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from models.base.fields import Field
from models.base.record import ESTIMATED
from ui.session import Session
from ui.widgets import colours
from ui.widgets.editors import FieldEditor, editor_for
from ui.widgets.tone import on_new_palette

_LABEL_WIDTH = 5
"""Full-width characters that a label beside its editor takes at least."""


class FieldRow(QWidget):
    """A field's name with a mark when it is required, and its editor below it or beside it.

    Enter goes on to the next row of the same window (the keyboard's order, left out what is read-only);
    on the last row `finished` says so.
    """

    finished = Signal()
    """Enter was pressed and there is no row after this one."""

    def __init__(
        self,
        field: Field,
        session: Session,
        parent: QWidget | None = None,
        *,
        beside: bool | None = None,
        editor: FieldEditor | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.editor: FieldEditor = editor or editor_for(field, session, self)
        aside = not self.editor.wide and (field.looks.kind in _SHORT if beside is None else beside)
        self.label = _label(field, self)
        self.label.setBuddy(self.editor)
        across = QBoxLayout.Direction.LeftToRight if aside else QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(across, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6 if aside else 2)
        layout.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop if aside else Qt.AlignmentFlag(0))
        layout.addWidget(self.editor, 1)
        if aside:
            self.label.setMinimumWidth(_LABEL_WIDTH * self.fontMetrics().horizontalAdvance("字"))
            self.label.setContentsMargins(0, 4, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)  # what wraps needs the height
        self.setFocusProxy(self.editor)
        self.editor.entered.connect(self.go_on)
        self._estimate = ""
        if field.required:
            on_new_palette(self.label, lambda: self.show_estimate(self._estimate))

    def show_problem(self, sentence: str) -> None:
        """Mark the editor and say why below it; an empty sentence clears it."""
        self.editor.show_problem(sentence)

    def show_estimate(self, told: str) -> None:
        """Mark the day as an estimate, and tell why in the tip; an empty sentence takes the mark away."""
        self._estimate = told
        self.label.setText(_titled(self.field, self) + (f"<br>{ESTIMATED}" if told else ""))
        self.label.setToolTip(told or _tip(self.field))

    def go_on(self) -> None:
        """Move the keyboard to the next row that can be edited; `finished` when there is none."""
        rows = [row for row in _form_of(self).findChildren(FieldRow) if row.isVisible()]
        after = rows[rows.index(self) + 1 :] if self in rows else []
        following = next((row for row in after if not row.editor.read_only), None)
        if following is None:
            self.finished.emit()
            return
        following.editor.setFocus(Qt.FocusReason.TabFocusReason)
        area = _area_of(following)
        if area is not None:
            area.ensureWidgetVisible(following)


_SHORT = ("text", "code", "number", "money", "person", "date", "yes_no", "choice", "link", "units", "links", "names")


def build_form(
    fields: Sequence[Field],
    session: Session,
    parent: QWidget | None = None,
    *,
    beside: bool | None = None,
    editors: Mapping[str, FieldEditor] | None = None,
) -> tuple[QWidget, dict[str, FieldRow]]:
    """A widget with a row for each field, and the rows by the fields' names. editors: those that are not the usual ones."""
    form = QWidget(parent)
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    rows: dict[str, FieldRow] = {}
    for field in fields:
        row = FieldRow(field, session, form, beside=beside, editor=(editors or {}).get(field.name))
        rows[field.name] = row
        column.addWidget(row)
    return form, rows


def _label(field: Field, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(_titled(field, parent))
    label.setToolTip(_tip(field))
    return label


def _titled(field: Field, parent: QWidget) -> str:
    """The field's name, with a red star when it is required."""
    red = colours.red(parent.palette()).name()
    mark = f' <span style="color:{red}">*</span>' if field.required else ""
    return f"{field.title}{mark}"


def _tip(field: Field) -> str:
    tips = [field.help, "必填" if field.required else ""]
    return "；".join(tip for tip in tips if tip)


def _area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _form_of(widget: QWidget) -> QWidget:
    """What holds all the rows of a form: the scroll area they stand in, else the window."""
    return _area_of(widget) or widget.window()
