"""What a notice still wants before it goes out, said above it, one remark a line; each leads to its place.

Its height stays the same whatever it says, so that nothing below it moves while somebody types.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from models.operations.notice_checks import Check
from ui.widgets.colours import faint, red
from ui.widgets.tone import on_new_palette

_LINES, _LINES_IF_LOW = 3, 2
_GRAVE, _MILD, _APART, _NOTHING = "✕ 须改：", "· ", "字体：", "检查通过。"


class ChecksBar(QListWidget):
    """The grave ones first, marked and red; then what is doubtful; what only concerns this PC at the end, in grey."""

    jump = Signal(object)
    """The check that was chosen, by a click or by Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("检查结果")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._chosen)
        self.itemActivated.connect(self._chosen)
        self.checks: tuple[Check, ...] = ()
        self.addItem(_unchosen(_NOTHING))
        self.set_low(False)
        on_new_palette(self, self._fill)

    def set_low(self, low: bool) -> None:
        """Fewer lines, for a low window; the height depends on nothing else."""
        lines = _LINES_IF_LOW if low else _LINES
        self.setFixedHeight(lines * self.sizeHintForRow(0) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.maximumHeight())

    def tell(self, checks: Sequence[Check]) -> None:
        """Show these checks; where they are the same as before, nothing moves."""
        wanted = tuple(sorted(checks, key=lambda check: (not check.grave, check.apart)))
        if wanted == self.checks and self.count():
            return
        self.checks = wanted
        self._fill()

    def _fill(self) -> None:
        seen = self.verticalScrollBar().value()
        self.clear()
        for check in self.checks:
            self.addItem(self._item(check))
        if not self.checks:
            self.addItem(_unchosen(_NOTHING))
        self.doItemsLayout()  # now: what is put off would lose the place
        self.verticalScrollBar().setValue(seen)

    def text(self) -> str:
        """All that is said, a line each."""
        return "\n".join(self.item(row).text() for row in range(self.count()))

    def _item(self, check: Check) -> QListWidgetItem:
        sentence = check.sentence.removesuffix("。")
        item = QListWidgetItem(f"{_GRAVE if check.grave else _APART if check.apart else _MILD}{sentence}")
        item.setToolTip(f"{sentence}（点一下，到要改的地方）" if check.place else sentence)
        palette = self.palette()
        if check.grave:
            item.setForeground(red(palette))
        elif check.apart:
            item.setForeground(faint(palette))
        return item

    def _chosen(self, item: QListWidgetItem) -> None:
        row = self.row(item)
        if row < len(self.checks) and self.checks[row].place:
            self.jump.emit(self.checks[row])


def _unchosen(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item
