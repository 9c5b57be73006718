"""First start: three large choices, and the workbooks opened before. No wizard, no account, no setting."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.dashboard.choice_button import LargeChoice
from ui.last_folders import folder_for, keep_folder
from ui.session import Session
from ui.widgets.file_kinds import NOTICES
from ui.widgets.icons import Icons
from ui.widgets.tone import set_tone

_WIDTH = 460
_SHOWN_RECENT = 5


class WelcomePage(QWidget):
    """Asks how to begin; the window does it."""

    notice_chosen = Signal(list)
    """Paths of notices dropped or picked."""
    new_asked = Signal()
    open_asked = Signal()
    demo_asked = Signal()
    recent_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._icons = Icons.of(session)
        self.setAcceptDrops(True)
        title = QLabel("政务公开台账")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setBold(True)
        title.setFont(font)
        told = QLabel("把通知变成任务，催办、销号、出台账、写公文，都在一个文件里。")
        told.setWordWrap(True)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._column.addWidget(title)
        self._column.addWidget(told)
        self._column.addSpacing(12)
        self.notice_button = self._choice("打开通知开始", "选一份通知文件，或直接把文件拖到这里", "import", self._pick)
        self.new_button = self._choice("新建工作簿", "从空白开始，给工作簿取个名字", "workbook", self.new_asked.emit)
        self.demo_button = self._choice(
            "看看示例", "一年的工作样子，随便试，不影响别的文件", "dashboard", self.demo_asked.emit
        )
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._column.addSpacing(12)
        self._column.addLayout(self._recent)
        inside = QWidget()
        inside.setLayout(self._column)
        inside.setFixedWidth(_WIDTH)
        across = QHBoxLayout()  # an alignment would leave out the second line of what wraps
        across.addStretch(1)
        across.addWidget(inside)
        across.addStretch(1)
        outside = QVBoxLayout(self)
        outside.addStretch(2)
        outside.addLayout(across)
        outside.addStretch(3)
        session.closed.connect(self.show_recent)
        self.show_recent()

    def _choice(self, text: str, hint: str, icon: str, done: Callable[[], object]) -> LargeChoice:
        button = LargeChoice(text, hint, self._icons(icon))
        button.clicked.connect(done)
        self._column.addWidget(button)
        return button

    def show_recent(self) -> None:
        """List the workbooks opened before."""
        while item := self._recent.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        recent = self._session.recent()[:_SHOWN_RECENT]
        if recent:
            head = QLabel("最近用过的工作簿")
            set_tone(head, "grey")
            self._recent.addWidget(head)
        for path in recent:
            self._add_link(f"{path.stem}　{path.parent}", str(path), partial(self.recent_chosen.emit, path))
        self._add_link("打开别的工作簿…", "打开已有的 .gkb 文件（Ctrl+O）", self.open_asked.emit)

    def _add_link(self, text: str, hint: str, done: Callable[[], None]) -> None:
        button = QPushButton(text if len(text) <= 44 else text[:43] + "…")
        button.setFlat(True)
        button.setStyleSheet("text-align: left; padding: 4px 6px;")
        button.setToolTip(hint)
        button.clicked.connect(done)
        self._recent.addWidget(button)

    def _pick(self) -> None:
        settings = self._session.settings
        names, _ = QFileDialog.getOpenFileNames(self, "打开通知", str(folder_for(settings, "notices")), NOTICES)
        if names:
            keep_folder(settings, "notices", Path(names[0]).parent)
            self.notice_chosen.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.notice_chosen.emit(paths)
