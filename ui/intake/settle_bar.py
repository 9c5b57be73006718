"""What settles the current doubt: 对, 改, and a numbered button for each other reading. Its height never changes.

Used by `ui.intake.doubt_list` only.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.intake.alternatives import MOST, Way
from ui.widgets import colours

_WIDEST = 15
"""A button's words in full-width characters; longer ones end in …."""


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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.right, self.correct, self._or, *self.others):
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
            button.setText(self._worded(index, way) if way else "")
            button.setToolTip(f"{way.label}　{way.detail}（按 {index + 1}）" if way else "")
            button.setAccessibleName(f"改为 {way.label} {way.detail}".strip() if way else "")
        self._fit()

    def _worded(self, index: int, way: Way) -> str:
        words = f"{way.label}（{way.detail}）" if way.detail and len(way.label) <= 6 else way.label
        wide = self.fontMetrics().horizontalAdvance("国") * _WIDEST
        return f"{index + 1} " + self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, wide).replace(
            "&", "&&"
        )

    def _fit(self) -> None:
        """Show as many readings as there is room for; the keys take the others all the same."""
        fixed = (self.right, self.correct, self._or)
        room = self.width() - sum(widget.sizeHint().width() + 6 for widget in fixed)
        for index, button in enumerate(self.others):
            room -= button.sizeHint().width() + 6
            button.setVisible(index < len(self._ways) and (room >= 0 or index == 0))
        self._or.setVisible(bool(self._ways))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.right.sizeHint().height())

    def _colour(self) -> None:
        palette = self._or.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colours.faint(self.palette()))
        self._or.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange and hasattr(self, "_or"):
            self._colour()
