"""What a notice still wants before it goes out, said above it; each saying leads to its place."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from models.operations.notice_checks import Check
from ui.widgets.colours import red

_MOST = 8


class ChecksBar(QLabel):
    """Grave checks in red first, the others as plain links; nothing to say is said too."""

    jump = Signal(object)
    """The check that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAccessibleName("检查结果")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.linkActivated.connect(lambda number: self.jump.emit(self.checks[int(number)]))
        self.checks: tuple[Check, ...] = ()

    def tell(self, checks: Sequence[Check]) -> None:
        """Show these checks."""
        self.checks = tuple(sorted(checks, key=lambda check: not check.grave))
        if not self.checks:
            self.setText("检查通过。")
            return
        palette = self.palette()
        plain = palette.color(QPalette.ColorRole.WindowText).name()
        parts = []
        for number, check in enumerate(self.checks[:_MOST]):
            colour = red(palette).name() if check.grave else plain
            said = escape(check.sentence.removesuffix("。"))
            style = f'style="color:{colour};"'
            parts.append(f'<a href="{number}" {style}>{said}</a>' if check.place else f"<span {style}>{said}</span>")
        if len(self.checks) > _MOST:
            parts.append(f"另有 {len(self.checks) - _MOST} 处")
            self.setToolTip("\n".join(check.sentence for check in self.checks))
        else:
            self.setToolTip("")
        self.setText("　".join(parts))
