"""待确认 as a list: it says where to look, place by place, and offers what settles each doubt.

The list never changes a task by itself: it asks. Used by `ui.intake.review` only.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QStyle, QVBoxLayout, QWidget

from models.intake.notice import Span
from ui.intake.alternatives import Way
from ui.intake.doubts import Doubt
from ui.intake.drafts import Draft
from ui.intake.settle_bar import SettleBar

_SAID_OF = re.compile("“[^”]{1,16}”")
"""The notice's words that a doubt about one of several tasks begins with."""


class _List(QListWidget):
    """Enter and Space settle, F2 edits, a figure takes the reading with this number."""

    settle_asked = Signal()
    correct_asked = Signal()
    figure = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.settle_asked.emit()
        elif plain and event.key() == Qt.Key.Key_F2:
            self.correct_asked.emit()
        elif plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.figure.emit(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 40)


class DoubtList(QWidget):
    """The list with its head line, and below it what settles the current doubt."""

    pointed = Signal(object, str)
    """Go to this place, a Draft or a Span, that this sentence is about."""
    correct_asked = Signal(object, str, object)
    """Go to this Draft or Span and edit what this sentence doubts; a change there settles this key."""
    settle_asked = Signal(object)
    """This Doubt was looked at and is none."""
    take_asked = Signal(object, str)
    """For this Doubt, the reading with this label is right."""
    counted = Signal(int)
    """How many doubts are left."""

    def __init__(
        self,
        name_of: Callable[[Draft], str],
        ways_of: Callable[[Doubt], Sequence[Way]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._ways_of = ways_of
        self._shown: list[Doubt] = []
        self._turn: dict[Hashable, int] = {}
        self._just_chosen = False
        self._corrected: Hashable = None
        self._head = QLabel(self)
        self._place = QLabel(self)
        self._place.setAccessibleName("现在看的是哪一处")
        self.list = _List(self)
        self.list.setAccessibleName("待确认")
        self.list.setMinimumHeight(2 * self.list.fontMetrics().lineSpacing() + 16)  # a doubt, on a low screen
        self.list.setWordWrap(True)
        self.list.setToolTip("选中就看到它在哪里，再单击看下一处。回车：没有问题；F2：修改；数字：按那一种改")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = SettleBar(self)
        self._lay_out()
        self.list.itemClicked.connect(lambda _item: self._clicked())
        self.list.currentRowChanged.connect(lambda _row: self._chosen())
        for settle in (self.list.settle_asked, self.bar.right_asked):
            settle.connect(self.settle)
        for correct in (self.list.correct_asked, self.bar.correct_asked):
            correct.connect(self.correct)
        self.list.figure.connect(self.bar.take)
        self.bar.taken.connect(self._take)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addWidget(self._place)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.bar)

    @property
    def left(self) -> int:
        """How many doubts are not settled; repairs do not count."""
        return sum(not doubt.is_repair for doubt in self._shown)

    @property
    def unconfirmed(self) -> int:
        """How many of those left go into the workbook with what is ticked."""
        return sum(not doubt.is_repair and doubt.is_brought_in for doubt in self._shown)

    def show_doubts(self, doubts: Iterable[Doubt]) -> None:
        """Show these; the current line stays where it can."""
        row = self.list.currentRow()
        wanted = list(doubts)
        if wanted != self._shown:
            self._shown = wanted
            self._fill(row)
        self._head.setText(self._headed())
        self.setVisible(bool(self._shown))
        self._enable()
        self.counted.emit(self.left)

    def _headed(self) -> str:
        aside = self.left - self.unconfirmed
        told = f"{self.left} 处" + (f"（{aside} 处的任务没有打勾）" if aside else "")
        return f"<b>待确认</b>　{told if self.left else '没有了'}"

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
        needed = self._head.sizeHint().height() + self.bar.height() + 8 + 2 * self.list.frameWidth() + 2
        for row in range(self.list.count()):
            needed += max(self.list.sizeHintForRow(row), 0)
            if needed >= most:
                return most
        return needed

    def _enable(self) -> None:
        doubt = self._current()
        self.bar.right.setEnabled(doubt is not None)
        self.bar.correct.setEnabled(doubt is not None and bool(doubt.places))
        self.bar.offer(self._ways_of(doubt) if doubt is not None else ())
        self._tell_place()

    def _current(self) -> Doubt | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def settle(self) -> None:
        """The current doubt has been looked at and is no problem."""
        doubt = self._current()
        if doubt is not None:
            self.settle_asked.emit(doubt)

    def _take(self, label: str) -> None:
        doubt = self._current()
        if doubt is not None:
            self.take_asked.emit(doubt, label)

    # -- places ---------------------------------------------------------------------------------------

    def _place_of(self, doubt: Doubt) -> Draft | Span:
        return doubt.places[self._turn.get(doubt.keys, 0) % len(doubt.places)]

    def _said_of(self, doubt: Doubt) -> str:
        """The sentence as it stands in the place that is looked at."""
        return doubt.said[self._turn.get(doubt.keys, 0) % len(doubt.said)] if doubt.said else doubt.sentence

    def _advance(self, doubt: Doubt) -> None:
        self._turn[doubt.keys] = (self._turn.get(doubt.keys, 0) + 1) % len(doubt.places)
        self._tell_place()

    def _tell_place(self) -> None:
        """For a doubt of several places: which one is looked at."""
        doubt = self._current()
        if doubt is None or len(doubt.places) < 2:
            self._place.clear()
            return
        place = self._place_of(doubt)
        told = f"第 {self._turn.get(doubt.keys, 0) % len(doubt.places) + 1} / {len(doubt.places)} "
        words = _SAID_OF.match(self._said_of(doubt)) if doubt.said else None
        quoted = f"　{words[0]}" if words else ""
        self._place.setText(told + (f"项：任务 {self._name_of(place)}{quoted}" if isinstance(place, Draft) else "处"))

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
            self.pointed.emit(self._place_of(doubt), self._said_of(doubt))

    def correct(self) -> None:
        """Ask for the editor of the cell in doubt; asked again, for that of the next place."""
        doubt = self._current()
        if doubt is None or not doubt.places:
            return
        if self._corrected == doubt.keys:
            self._advance(doubt)
        self._corrected = doubt.keys
        key = doubt.keys[self._turn.get(doubt.keys, 0) % len(doubt.places)] if len(doubt.keys) > 1 else doubt.keys[0]
        self.correct_asked.emit(self._place_of(doubt), self._said_of(doubt), key)
