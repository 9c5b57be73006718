"""What settles the current doubt: 对, 改, and a numbered button for each other reading. Its height never changes.

Where not all readings fit, they are worded shorter; those that still do not fit stand in a menu at the end.

Used by `ui.intake.doubt_list` only.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from ui.intake.alternatives import MOST, Way
from ui.widgets.tone import set_tone

_WIDTHS = ((15, True), (15, False), (8, False), (5, False))
"""How readings are worded, from roomy to narrow: the most full-width characters, and whether with their detail."""
_GAP, _AROUND = 6, 20


class SettleBar(QWidget):
    """One row of buttons."""

    right_asked = Signal()
    """It is right as it stands."""
    correct_asked = Signal()
    """The cell in doubt is to be edited."""
    taken = Signal(str)
    """The reading with this label is the right one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: tuple[Way, ...] = ()
        self.right = self._button("对(&Y)", "看过了，没有问题（回车或空格）", self.right_asked.emit)
        self.correct = self._button(
            "改(&M)", "修改有疑问的这一格（F2）；有几处时再按就到下一处", self.correct_asked.emit
        )
        self._or = QLabel("或：", self)
        self.others = [self._button("", "", self._taker(index)) for index in range(MOST)]
        self.more = self._button("", "其余几种读法", self._show_rest)
        self._hidden = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for widget in (self.right, self.correct, self._or, *self.others, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.right.sizeHint().height())
        self.offer(())
        self._colour()

    def _button(self, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: act())
        return made

    def _taker(self, index: int) -> Callable[[], None]:
        return lambda: self.take(index)

    def take(self, index: int) -> None:
        """Choose a reading by its place; nothing happens when there is none."""
        if index < len(self._ways):
            self.taken.emit(self._ways[index].label)

    def offer(self, ways: Sequence[Way]) -> None:
        """Show these readings."""
        self._ways = tuple(ways)
        for index, button in enumerate(self.others):
            way = ways[index] if index < len(ways) else None
            button.setToolTip(f"{way.label}　{way.detail}（按 {index + 1}）" if way else "")
            button.setAccessibleName(f"改为 {way.label} {way.detail}".strip() if way else "")
        self._fit()

    def _worded(self, index: int, most: int, *, detailed: bool) -> str:
        way = self._ways[index]
        words = f"{way.label}（{way.detail}）" if detailed and way.detail and len(way.label) <= 6 else way.label
        wide = self.fontMetrics().horizontalAdvance("国") * most
        return f"{index + 1} " + self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, wide).replace(
            "&", "&&"
        )

    def _fit(self) -> None:
        """The roomiest wording with which all readings fit; else as many as fit, the rest in the menu."""
        fixed = (self._slim(self.right), self._slim(self.correct), self._or.sizeHint().width())
        room = self.width() - sum(width + _GAP for width in fixed)
        shown = self.others[: len(self._ways)]
        for most, detailed in _WIDTHS:
            for index, button in enumerate(shown):
                button.setText(self._worded(index, most, detailed=detailed))
            widths = [self._slim(button) + _GAP for button in shown]
            if sum(widths) <= room:
                break
        self._hidden = 0 if sum(widths) <= room else self._too_many(widths, room)
        for index, button in enumerate(self.others):
            button.setVisible(index < len(shown) - self._hidden)
        self.more.setText(self._rest_told(self._hidden))
        self._slim(self.more)
        self.more.setVisible(self._hidden > 0)
        self._or.setVisible(bool(self._ways))

    def _slim(self, button: QPushButton) -> int:
        """Make a button as wide as its words, where the style would make it wider; gives the width in pixels."""
        width = self.fontMetrics().horizontalAdvance(button.text()) + _AROUND
        button.setFixedWidth(width)
        return width

    def _too_many(self, widths: Sequence[int], room: int) -> int:
        """How many readings go into the menu."""
        self.more.setText(self._rest_told(len(widths)))
        left = room - self._slim(self.more) - _GAP
        shown = 0
        while shown < len(widths) and sum(widths[: shown + 1]) <= left:
            shown += 1
        return len(widths) - shown

    def _rest_told(self, number: int) -> str:
        return f"{'另' if number < len(self._ways) else ''} {number} 种 ▾".strip()

    def _rest(self) -> QMenu:
        """The menu of the readings that have no button."""
        menu = QMenu(self)
        for index in range(len(self._ways) - self._hidden, len(self._ways)):
            way = self._ways[index]
            words = f"{index + 1} {way.label}" + (f"（{way.detail}）" if way.detail else "")
            menu.addAction(words.replace("&", "&&"), self._taker(index))
        return menu

    def _show_rest(self) -> None:
        menu = self._rest()
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.right.sizeHint().height())

    def _colour(self) -> None:
        set_tone(self._or, "grey")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange and hasattr(self, "_or"):
            self._colour()
