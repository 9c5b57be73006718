"""The left of the review: the source text below its head line, above what is told of the place and the legend.

Used by `ui.intake.review` only.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from models.intake.notice import Notice
from ui.intake.drafts import Drafts
from ui.intake.marks import Legend
from ui.intake.source import SourcePane, repair_told
from ui.widgets.wrap_row import WrapRow


class SourceSide(QWidget):
    """The source pane with its head, the repair at the caret and the legend."""

    unlisted_asked = Signal()
    """Show the next paragraph that became nothing."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = SourcePane(notice, self)
        mended = len(notice.repairs)
        head = QLabel(f"<b>原文</b>　修复 {mended} 处，已标出" if mended else "<b>原文</b>", self)
        head.setBuddy(self.pane)
        self.left_out = QToolButton(self)
        self.left_out.setAutoRaise(True)
        self.left_out.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.left_out.setToolTip("看下一处没有列为任务的段落（F7，往回看按 Shift+F7）；要列为任务，按 Ctrl+T")
        self.left_out.clicked.connect(lambda: self.unlisted_asked.emit())
        self.left_out.hide()
        self._about = QLabel(self)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about.setWordWrap(True)
        self._about.hide()
        self.legend = Legend(self)
        top = WrapRow(leading=1)
        top.addWidget(head)
        top.addWidget(self.left_out)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(top)
        for widget in (self.pane, self._about, self.legend):
            box.addWidget(widget, 1 if widget is self.pane else 0)

    def tell_of(self, position: int) -> None:
        """Tell of the repair at this place of the text, if there is one."""
        repair = self.pane.repair_at(position)
        self._about.setText(repair_told(repair) if repair else "")
        self._about.setVisible(repair is not None)

    def show_drafts(self, drafts: Drafts) -> None:
        """Colour the text by the tasks as they are now, and count what was left out."""
        unlisted = drafts.unlisted
        ticked = [item.task for item in drafts.items if not item.is_duty or item.task.ticked]
        offered = [place for item in drafts.duties if not item.task.ticked for place in item.places]
        self.pane.show_tasks(ticked, [*unlisted, *offered])
        self.left_out.setText(f"另有 {len(unlisted)} 段没有列为任务 ›")
        self.left_out.setVisible(bool(unlisted))
