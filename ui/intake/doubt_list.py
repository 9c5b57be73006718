"""待确认 as a list: it says where to look, place by place; a doubt that has been looked at is settled (对).

The list never changes a task by itself. Used by `ui.intake.review` only.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from models.intake.notice import Span
from ui.intake.doubts import Doubt
from ui.intake.drafts import Draft


class _List(QListWidget):
    """Enter goes to the place, Space settles."""

    settle_asked = Signal()
    go_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_asked.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.settle_asked.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 40)


class DoubtList(QWidget):
    """The list with its head line and 对 / 改."""

    pointed = Signal(object)
    """Go to this place: a Draft or a Span."""
    correct_asked = Signal(object, str)
    """Go to this Draft or Span and edit what this sentence doubts."""
    counted = Signal(int)
    """How many doubts are left."""

    def __init__(self, name_of: Callable[[Draft], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._settled: set[object] = set()
        self._shown: list[Doubt] = []
        self._turn: dict[object, int] = {}
        self._just_chosen = False
        self._corrected: object = None
        self._head = QLabel(self)
        self._place = QLabel(self)
        self._place.setAccessibleName("现在看的是哪一处")
        self.list = _List(self)
        self.list.setAccessibleName("待确认")
        self.list.setWordWrap(True)
        self.list.setToolTip("选中就看到它在哪里，再单击看下一处；空格：看过了，没有问题；回车：修改")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right = self._button("对(&Y)", "看过了，没有问题（空格）", self.settle)
        self._correct = self._button("改(&M)", "修改有疑问的这一格（回车）；有几处时再按就到下一处", self.correct)
        self._lay_out()
        self.list.itemClicked.connect(lambda _item: self._clicked())
        self.list.currentRowChanged.connect(lambda _row: self._chosen())
        self.list.settle_asked.connect(self.settle)
        self.list.go_asked.connect(self.correct)

    def _button(self, text: str, tip: str, act: Callable[[], None]) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self._right)
        head.addWidget(self._correct)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self.list, 1)

    @property
    def left(self) -> int:
        """How many doubts are not settled; repairs do not count."""
        return sum(not doubt.is_repair for doubt in self._shown)

    def show_doubts(self, doubts: Iterable[Doubt]) -> None:
        """Show these, less the settled ones; the current line stays where it can."""
        row = self.list.currentRow()
        wanted = [doubt for doubt in doubts if doubt.key not in self._settled]
        if wanted != self._shown:
            self._shown = wanted
            self._fill(row)
        self._head.setText(f"<b>待确认</b>　{self.left} 处" if self.left else "<b>待确认</b>　没有了")
        self.setVisible(bool(self._shown))
        self._enable()
        self.counted.emit(self.left)

    def _fill(self, row: int) -> None:
        style = self.style()
        warning = style.standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        mended = style.standardIcon(QStyle.StandardPixmap.SP_DialogApplyButton)
        kept = QSignalBlocker(self.list)  # filling anew is no wish to go anywhere
        self.list.clear()
        for doubt in self._shown:
            item = QListWidgetItem(mended if doubt.is_repair else warning, doubt.sentence)
            item.setToolTip(doubt.sentence)
            self.list.addItem(item)
        if self._shown:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.setCurrentRow(max(0, min(row, len(self._shown) - 1)), flag)
        kept.unblock()

    def fitting_height(self, most: int) -> int:
        """The height that shows all lines, up to `most` pixels."""
        needed = self._right.sizeHint().height() + 4 + 2 * self.list.frameWidth() + 2
        for row in range(self.list.count()):
            needed += max(self.list.sizeHintForRow(row), 0)
            if needed >= most:
                return most
        return needed

    def _enable(self) -> None:
        doubt = self._current()
        self._right.setEnabled(doubt is not None)
        self._correct.setEnabled(doubt is not None and bool(doubt.places))
        self._tell_place()

    def _current(self) -> Doubt | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def settle(self) -> None:
        """The current doubt has been looked at and is no problem; the next one's place is shown."""
        doubt = self._current()
        if doubt is not None:
            self._settled.add(doubt.key)
            self.show_doubts(self._shown)
            self.point()

    # -- places ---------------------------------------------------------------------------------------

    def _place_of(self, doubt: Doubt) -> Draft | Span:
        return doubt.places[self._turn.get(doubt.key, 0) % len(doubt.places)]

    def _advance(self, doubt: Doubt) -> None:
        self._turn[doubt.key] = (self._turn.get(doubt.key, 0) + 1) % len(doubt.places)
        self._tell_place()

    def _tell_place(self) -> None:
        """For a doubt of several places: which one is looked at."""
        doubt = self._current()
        if doubt is None or len(doubt.places) < 2:
            self._place.clear()
            return
        place = self._place_of(doubt)
        told = f"第 {self._turn.get(doubt.key, 0) % len(doubt.places) + 1} / {len(doubt.places)} "
        self._place.setText(told + (f"项：任务 {self._name_of(place)}" if isinstance(place, Draft) else "处"))

    def _chosen(self) -> None:
        """Another line became the current one."""
        self._just_chosen = True
        self._corrected = None
        self._enable()
        self.point()

    def _clicked(self) -> None:
        """A click on a line that is current already goes to its next place."""
        doubt = self._current()
        if not self._just_chosen and doubt is not None and doubt.places:
            self._advance(doubt)
            self.point()
        self._just_chosen = False
        self._corrected = None

    def point(self) -> None:
        """Show the place of the current doubt."""
        doubt = self._current()
        if doubt is not None and doubt.places:
            self.pointed.emit(self._place_of(doubt))

    def correct(self) -> None:
        """Ask for the editor of the cell in doubt; asked again, for that of the next place."""
        doubt = self._current()
        if doubt is None or not doubt.places:
            return
        if self._corrected == doubt.key:
            self._advance(doubt)
        self._corrected = doubt.key
        self.correct_asked.emit(self._place_of(doubt), doubt.sentence)
