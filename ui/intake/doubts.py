"""待确认: everything doubtful about a notice and its tasks, listed first, each with the place it is about.

`gather` is plain; `DoubtList` shows its answer. The list never changes a task: it says where to look, and
a doubt that has been looked at is settled (对).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
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

from models.intake.kinds import NO_UNITS_NAMED
from models.intake.notice import Notice, Repair, Span
from ui.intake.drafts import Draft, Drafts

_ALIKE = 4
"""The same doubt about this many tasks becomes one line."""


@dataclass(frozen=True)
class Doubt:
    """One line of the list. `places` are the tasks or spans it is about; repairs are told, not counted."""

    sentence: str
    places: tuple[Draft | Span, ...] = ()
    is_repair: bool = False

    @property
    def key(self) -> object:
        """Tells this doubt from others, also after the list was gathered anew."""
        return (self.sentence, tuple(id(place) if isinstance(place, Draft) else place for place in self.places))


def gather(drafts: Drafts) -> list[Doubt]:
    """All doubts: those of the notice, those of tasks in their order, then what was repaired.

    That no task names a unit is told across the whole review and not repeated here.
    """
    found = [Doubt(sentence) for sentence in dict.fromkeys(drafts.notice.warnings) if sentence != NO_UNITS_NAMED]
    about: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.items:
        for sentence in drafts.doubts_of(draft):
            about[sentence].append(draft)
    for sentence, concerned in about.items():
        if len(concerned) >= _ALIKE:
            found.append(Doubt(f"{len(concerned)} 项任务：{sentence}", tuple(concerned)))
        else:
            found += [Doubt(f"{_named(drafts, draft)}{sentence}", (draft,)) for draft in concerned]
    return found + _repaired(drafts.notice)


def _named(drafts: Drafts, draft: Draft) -> str:
    """How a line calls its task: its number, else its place in the list."""
    return f"{draft.task.number or f'第 {drafts.items.index(draft) + 1} 项'}　"


def _repaired(notice: Notice) -> list[Doubt]:
    """Repairs summed up by what was done, the most frequent first."""
    by_reason: dict[str, list[Repair]] = defaultdict(list)
    for repair in notice.repairs:
        by_reason[repair.reason].append(repair)
    counted = Counter({reason: len(made) for reason, made in by_reason.items()})
    return [
        Doubt(
            f"已修复：{reason}" + (f"（{number} 处）" if number > 1 else ""),
            tuple(item.span for item in by_reason[reason]),
            is_repair=True,
        )
        for reason, number in counted.most_common()
    ]


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
    correct_asked = Signal(object)
    """Go to this Draft and edit it."""
    counted = Signal(int)
    """How many doubts are left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled: set[object] = set()
        self._shown: list[Doubt] = []
        self._turn: dict[object, int] = {}
        self._head = QLabel(self)
        self.list = _List(self)
        self.list.setAccessibleName("待确认")
        self.list.setWordWrap(True)
        self.list.setToolTip("单击看它在哪里；空格：看过了，没有问题；回车：去看或修改")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right = self._button("对(&Y)", "看过了，没有问题（空格）", self.settle)
        self._correct = self._button("改(&M)", "去修改这一处（回车）", self._go)
        self._lay_out()
        self.list.itemClicked.connect(lambda _item: self._point())
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.settle_asked.connect(self.settle)
        self.list.go_asked.connect(self._go)

    def _button(self, text: str, tip: str, act: Callable[[], None]) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head)
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
        if [doubt.key for doubt in wanted] != [doubt.key for doubt in self._shown]:
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
        self.list.clear()
        for doubt in self._shown:
            item = QListWidgetItem(mended if doubt.is_repair else warning, doubt.sentence)
            item.setToolTip(doubt.sentence)
            self.list.addItem(item)
        if self._shown:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.setCurrentRow(max(0, min(row, len(self._shown) - 1)), flag)

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

    def _current(self) -> Doubt | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def settle(self) -> None:
        """The current doubt has been looked at and is no problem."""
        doubt = self._current()
        if doubt is not None:
            self._settled.add(doubt.key)
            self.show_doubts(self._shown)

    def _next_place(self, doubt: Doubt) -> Draft | Span | None:
        if not doubt.places:
            return None
        turn = self._turn.get(doubt.key, 0)
        self._turn[doubt.key] = turn + 1
        return doubt.places[turn % len(doubt.places)]

    def _point(self) -> None:
        doubt = self._current()
        place = self._next_place(doubt) if doubt else None
        if place is not None:
            self.pointed.emit(place)

    def _go(self) -> None:
        doubt = self._current()
        if doubt is None:
            return
        if len(doubt.places) == 1 and isinstance(doubt.places[0], Draft):
            self.correct_asked.emit(doubt.places[0])
        else:
            self._point()
