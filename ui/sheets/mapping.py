"""The columns of the sheet against the register's fields: one line per column, with samples, and where it goes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.base.fields import Field
from models.operations.spreadsheets import Column, offered_fields
from ui.sheets.draft import Draft
from ui.widgets.one_line import OneLine
from ui.widgets.tone import set_tone

NOT_TAKEN = "不导入"
_SAMPLES = 3
_CHOICE_LENGTH = 9
_BETWEEN = "　"
_TWICE, _JOINED = "另一列也选了它", "与另一列合在一起"


class MappingPane(QWidget):
    """All columns; `changed` carries the mapping after a choice."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ColumnLine] = []
        self._shown: tuple[object, ...] = ()
        heading = QLabel("<b>各列对应的栏目</b>", self)
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(heading)
        box.addWidget(self.problem)
        box.addWidget(self._area, 1)

    def show_draft(self, draft: Draft) -> None:
        """Show the mapping of a draft; the lines are made anew only when columns or fields are others."""
        shown = (draft.register.name, draft.table.columns)
        if shown != self._shown:
            self._shown = shown
            self._make(draft.table.columns, offered_fields(draft.register))
        for line, name in zip(self.lines, draft.mapping, strict=True):
            line.choose(name)
        self.show_problems(draft)

    def show_problems(self, draft: Draft) -> None:
        """Say in red what is missing, and mark fields that are taken twice."""
        twice, several = draft.twice(), draft.several()
        for line, name in zip(self.lines, draft.mapping, strict=True):
            line.tell(_TWICE if name in twice else _JOINED if name in several else "", warning=name in twice)
        told = draft.why_not_mapped()
        self.problem.setText(told)
        self.problem.setVisible(bool(told))
        set_tone(self.problem, "red")

    def focus_first(self) -> None:
        """Move the keyboard to the first line that needs a look, else to the first."""
        line = next((line for line in self.lines if line.is_warned), self.lines[0] if self.lines else None)
        if line is not None:
            line.fields.setFocus()

    def _make(self, columns: Sequence[Column], fields: Sequence[Field]) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(6, 4, 6, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self.lines = []
        for row, column in enumerate(columns):
            line = ColumnLine(column, fields, inside)
            line.chosen.connect(self._tell)
            grid.addWidget(line.words, row, 0)
            grid.addWidget(line.arrow, row, 1)
            grid.addWidget(line.target, row, 2)
            self.lines.append(line)
        grid.setRowStretch(len(self.lines), 1)
        self._area.setWidget(inside)
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(inside.minimumSizeHint().width() + bar + 2 * self._area.frameWidth())
        for line in self.lines:
            line.fields.installEventFilter(self)

    def _tell(self) -> None:
        self.changed.emit(tuple(line.field for line in self.lines))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
                event.ignore()  # scrolling past must not choose
                return True
            if event.type() == QEvent.Type.FocusIn:
                self._area.ensureWidgetVisible(watched, 0, 24)
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(360, 400)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange and hasattr(self, "_area"):
            for line in self.lines:
                line.use_palette()


class ColumnLine(QObject):
    """One column: its words at the left, the field it goes into at the right."""

    chosen = Signal()

    def __init__(self, column: Column, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        name = column.title or f"（{column.shown}，没有标题）"
        self.is_warned = False
        samples = _BETWEEN.join(" ".join(text.split()) for text in column.samples[:_SAMPLES])
        self._title = OneLine(name, parent)
        self._samples = OneLine(samples or "（空列）", parent)
        for label in (self._title, self._samples):
            label.setToolTip("\n".join((f"第 {column.index + 1} 列：{column.title}", *column.samples)))
        self.words = QWidget(parent)
        left = QVBoxLayout(self.words)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._title)
        left.addWidget(self._samples)
        self.arrow = QLabel("→", parent)
        self.fields = QComboBox(parent)
        self.fields.setAccessibleName(f"“{name}”一列导入到")
        self.fields.setMaxVisibleItems(20)
        self.fields.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fields.setMinimumContentsLength(_CHOICE_LENGTH)
        self.fields.addItem(NOT_TAKEN, None)
        for field in fields:
            self.fields.addItem(f"{field.title}（必填）" if field.required else field.title, field.name)
            self.fields.setItemData(self.fields.count() - 1, field.help or None, Qt.ItemDataRole.ToolTipRole)
        self._words_below = QLabel(parent)
        self._words_below.hide()
        self.target = QWidget(parent)
        right = QVBoxLayout(self.target)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.fields)
        right.addWidget(self._words_below)
        self.fields.activated.connect(lambda _: self._chosen())
        self.use_palette()

    def _chosen(self) -> None:
        self.use_palette()
        self.chosen.emit()

    @property
    def field(self) -> str | None:
        """The field the column goes into."""
        name: str | None = self.fields.currentData()
        return name

    def choose(self, name: str | None) -> None:
        """Show a choice."""
        with QSignalBlocker(self.fields):
            self.fields.setCurrentIndex(max(0, self.fields.findData(name) if name else 0))
        self.use_palette()

    def tell(self, words: str, *, warning: bool) -> None:
        """Say something about the choice below it; nothing for no words."""
        self.is_warned = warning
        self._words_below.setText(words)
        self._words_below.setVisible(bool(words))
        self.fields.setAccessibleDescription(words)
        self.use_palette()

    def use_palette(self) -> None:
        """Columns that are not taken stand back."""
        for label in (self._title, self.arrow):
            set_tone(label, "" if self.field else "grey")
        set_tone(self._samples, "grey")
        set_tone(self._words_below, "red" if self.is_warned else "grey")
