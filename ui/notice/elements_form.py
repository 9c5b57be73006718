"""The fields of a notice (公文要素): which there are follows from its kind; the rarer ones are folded away."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from models.export.wording_kind import Element
from ui.widgets.growing_line import GrowingLine

_TITLES = {"单位": "发文机关", "文号": "发文字号", "日期": "成文日期"}
_FIRST = ("主送", "抄送", "文号", "日期", "办理时限")
_FOLDED = ("事由", "依据文件", "发文机关标志", "签发人", "附件", "紧急程度", "密级", "份号")

_UNFOLDED = "composer/more"
_JOINTS = {"主送": "、", "抄送": "，"}
"""What stands between names that were pasted a line each."""


def title_of(name: str) -> str:
    """What an element is called on the screen."""
    return _TITLES.get(name, name)


class ElementsForm(QWidget):
    """A line for each element; what is typed is told by `typed`, what is set from outside is not."""

    typed = Signal(str, str)
    """An element's name, and its text as typed by hand."""
    emptied = Signal(str)
    """The name of an element whose line was left empty."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        """settings: where it is remembered whether the rarer fields are unfolded."""
        super().__init__(parent)
        self._settings = settings
        self.lines: dict[str, GrowingLine] = {}
        self._shown: tuple[str, ...] = ()
        self._above = QFormLayout()
        self._above.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._below = QWidget()
        self._folded = QFormLayout(self._below)
        self._folded.setContentsMargins(0, 0, 0, 0)
        self._folded.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.more = QToolButton()
        self.more.setText("更多要素")
        self.more.setToolTip("红头、签发人、附件、密级等")
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.toggled.connect(self._fold)
        self.more.clicked.connect(lambda opened: settings.setValue(_UNFOLDED, opened))
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._above)
        column.addWidget(self.more)
        column.addWidget(self._below)

    def begin(self) -> None:
        """Another notice: the rarer fields are folded or not as the person left them, whatever a jump unfolded."""
        self.more.setChecked(bool(self._settings.value(_UNFOLDED, False, type=bool)))

    def offer(self, elements: Sequence[Element]) -> None:
        """Show these elements; lines that stay keep what stands in them."""
        wanted = _ordered(elements)
        names = tuple(item.name for item in wanted)
        if names == self._shown:
            return
        self._shown = names
        for form in (self._above, self._folded):
            while form.rowCount():
                row = form.takeRow(0)
                label = row.labelItem.widget() if row.labelItem else None
                if isinstance(label, QLabel):
                    _put_away(label)
        for name in [name for name in self.lines if name not in names]:
            _put_away(self.lines.pop(name))
        for item in wanted:
            line = self.lines.get(item.name) or self._line(item)
            label = QLabel(title_of(item.name) + ("＊" if item.required else ""))
            label.setToolTip(item.meaning)
            label.setBuddy(line)
            (self._folded if item.name in _FOLDED else self._above).addRow(label, line)
            for widget in (label, line):
                widget.show()  # now, not when the layout gets to it: the cursor may be wanted there at once
        self.more.setVisible(self._folded.rowCount() > 0)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """What stands in the lines, those missing empty; the one being typed in is left alone."""
        for name, line in self.lines.items():
            text = texts.get(name, "")
            if line.text() != text and not (line.hasFocus() and line.isModified()):
                line.setText(text)
                line.setCursorPosition(0)

    def jump(self, name: str) -> bool:
        """Put the cursor into an element's line; False when there is none of that name."""
        line = self.lines.get(name)
        if line is None:
            return False
        if name in _FOLDED:
            self.more.setChecked(True)
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()
        return True

    def _line(self, item: Element) -> GrowingLine:
        line = GrowingLine(_JOINTS.get(item.name, " "))
        line.setPlaceholderText(item.meaning)
        line.setToolTip(item.meaning)
        line.setAccessibleName(title_of(item.name))
        line.textEdited.connect(lambda text: self.typed.emit(item.name, text))
        line.left.connect(lambda: self._left(item.name, line))
        self.lines[item.name] = line
        return line

    def _left(self, name: str, line: GrowingLine) -> None:
        if line.isModified() and not line.text().strip():
            line.setModified(False)
            self.emptied.emit(name)

    def _fold(self, opened: bool) -> None:
        self.more.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self._below.setVisible(opened)


def _put_away(widget: QWidget) -> None:
    """Out of sight now, gone when Qt gets to it."""
    widget.hide()
    widget.deleteLater()


def _ordered(elements: Sequence[Element]) -> list[Element]:
    """What is filled in first: to whom, the number, the days, the kind's own elements; then the rest as declared."""
    shared = {item.name: place for place, item in enumerate(elements)}

    def place(item: Element) -> tuple[int, int]:
        if item.name in _FIRST:
            return 0, _FIRST.index(item.name)
        own = item.required or shared[item.name] > max((shared.get(name, -1) for name in _FOLDED), default=-1)
        return (1 if own else 2), shared[item.name]

    return sorted(elements, key=place)
