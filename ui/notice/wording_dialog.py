"""Changing the wording (文稿) of a kind of notice: its text, what may stand in it and how, a sample of the outcome.

What is kept is proved first: syntax, names, and a document made of sample values and of none; a line that is wrong is
marked. What was changed is not thrown away unasked. For `composer` only.
"""

import re

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.export.wording_kind import WordingError
from models.operations import notice_kinds
from ui.notice.wording_editor import WordingEditor
from ui.notice.wording_help import WordingHelp
from ui.printing import PagesView
from ui.session import Session
from ui.widgets.asking import may_lose
from ui.widgets.side_or_tabs import SideOrTabs
from ui.widgets.tone import set_tone

_TYPING_MS = 500
_ROOM_FOR_SAMPLE = 1000
"""Width in pixels from which the sample stands beside the text; 1366 × 768 at 150 % leaves some 870."""
_HEADER = re.compile("“(\\w+)：”")
_NAME = Qt.ItemDataRole.UserRole


class WordingDialog(QDialog):
    """Shows the template in use; accepted when something was kept. `kind` is what it then is called."""

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self._pause_over)
        self._show_kind()

    def _build(self) -> None:
        self.setMinimumSize(640, 420)
        screen = self.screen().availableSize()
        self.resize(min(1180, screen.width() - 40), min(720, screen.height() - 60))
        self.text = WordingEditor()
        self.text.setAccessibleName("文稿")
        self.text.textChanged.connect(lambda: self._pause.start())
        self.names = QListWidget()
        self.names.setAccessibleName("可以用的名称")
        self.names.setToolTip("双击或按回车，写到光标处")
        self.names.setWordWrap(True)
        self.names.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.names.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.names.itemActivated.connect(self._insert)
        self.sample = PagesView()
        self.sample.setAccessibleName("样稿")
        self.help = WordingHelp()
        self.beside = QTabWidget()
        self.beside.setDocumentMode(True)
        self.beside.addTab(self.names, "可以用的名称")
        self.beside.addTab(self.help, "写法说明")
        writing = QSplitter(Qt.Orientation.Horizontal)
        writing.setChildrenCollapsible(False)
        writing.addWidget(_titled("文稿：开头几行写标题、主送等，下面是正文", self.text))
        writing.addWidget(self.beside)
        writing.setStretchFactor(0, 1)
        writing.setSizes([420, 250])
        sample = _titled("样稿（用示例内容）", self.sample)
        panes = SideOrTabs((("文稿", writing), ("样稿", sample)), _ROOM_FOR_SAMPLE, front=0)
        panes.splitter.setStretchFactor(0, 2)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName("检查结果")
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())  # the text above it stays where it is
        self.jump = QPushButton("转到这一行")
        self.jump.setAutoDefault(False)
        self.jump.clicked.connect(lambda: self.text.go_to(self.text.wrong))
        self.restore = QPushButton()
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self._restore)
        self.another = QPushButton("另存为新的种类…")
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self._keep_as_new)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText("保存文稿")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.restore)
        foot.addWidget(self.another)
        foot.addStretch(1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.addWidget(panes, 1)
        said = QHBoxLayout()
        said.addWidget(self.told, 1)
        said.addWidget(self.jump)
        column.addLayout(said)
        column.addLayout(foot)

    def _show_kind(self) -> None:
        desk = self._session.desk
        self.setWindowTitle(f"文稿：{self.kind}")
        own, built_in = notice_kinds.has_own_wording(desk, self.kind), notice_kinds.is_built_in(desk, self.kind)
        self.restore.setText("恢复程序自带的文稿" if built_in else "删除这个种类")
        self.restore.setEnabled(own and self._session.writable)
        self.text.setPlainText(notice_kinds.wording(desk, self.kind))
        self.text.document().setModified(False)
        self.prove()

    def _pause_over(self) -> None:
        if self._session.is_open:  # the workbook may have been closed in the pause
            self.prove()

    def prove(self) -> bool:
        """Check the template as it stands, show the sample and the names; gives whether it may be kept."""
        self._pause.stop()
        desk, template = self._session.desk, self.text.toPlainText()
        try:
            sample, _ = notice_kinds.check_kind(desk, self.kind, template)
            placeholders = notice_kinds.placeholders(desk, self.kind, template)
        except ClerkError as error:
            self._tell(error)
            return False
        self.told.setText("检查通过。")
        set_tone(self.told, "")
        self._mark(0)
        self.sample.show_document(sample)
        self._show_names(placeholders)
        self._allow(True)
        return True

    def _tell(self, error: ClerkError) -> None:
        set_tone(self.told, "red")
        self.told.setText(error.sentence)
        self._allow(False)
        self._mark(error.line if isinstance(error, WordingError) and error.line else self._header_line(error.sentence))

    def _mark(self, line: int) -> None:
        self.text.mark(line)
        self.jump.setVisible(self.text.wrong > 0)

    def _header_line(self, sentence: str) -> int:
        """The line of the text that a sentence means by its name (“台账：”); 0 for none."""
        named = [found[1] for found in _HEADER.finditer(sentence)]
        lines = enumerate(self.text.toPlainText().split("\n"), 1)
        return next((number for number, line in lines if line.partition("：")[0].strip() in named), 0)

    def _allow(self, proved: bool) -> None:
        allowed = proved and self._session.writable
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(allowed)
        self.another.setEnabled(allowed)

    def _show_names(self, placeholders: tuple[tuple[str, str], ...]) -> None:
        if [name for name, _ in placeholders] == [self.names.item(n).data(_NAME) for n in range(self.names.count())]:
            return
        self.names.clear()
        for name, meaning in placeholders:
            item = QListWidgetItem(f"{name}\n　{meaning}")
            item.setData(_NAME, name)
            item.setToolTip(meaning)
            self.names.addItem(item)

    def _insert(self, item: QListWidgetItem) -> None:
        self.text.insertPlainText(f"{{{{ {item.data(_NAME)} }}}}")
        self.text.setFocus()

    # -- kept -------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self.prove() and self._session.run(notice_kinds.keep_wording, self.kind, self.text.toPlainText()):
            self.accept()

    def reject(self) -> None:
        """Give up; asks when something was changed that nothing holds."""
        question = "文稿改过还没有保存，要放弃吗？"
        if not self.text.document().isModified() or may_lose(self, self.windowTitle(), question, "继续修改"):
            super().reject()

    def _keep_as_new(self) -> None:
        name, given = QInputDialog.getText(self, "另存为新的种类", "这种公文的名称：")
        name = name.strip()
        if not given or not name:
            return
        if name in notice_kinds.kinds(self._session.desk):
            self._session.refused.emit(f"已经有“{name}”了，请换一个名称。")
        elif self._session.run(notice_kinds.keep_wording, name, self.text.toPlainText()):
            self.kind = name
            self.accept()

    def _restore(self) -> None:
        buttons = QMessageBox.StandardButton
        question = f"{self.restore.text()}，本单位改过的文稿不再使用（可以撤销）。确定吗？"
        asked = QMessageBox.question(self, self.windowTitle(), question, buttons.Yes | buttons.No, buttons.No)
        if asked == buttons.Yes and self._session.run(notice_kinds.restore_wording, self.kind):
            self.accept()


def _titled(title: str, pane: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    label = QLabel(title)
    label.setWordWrap(True)
    label.setBuddy(pane)
    column.addWidget(label)
    column.addWidget(pane, 1)
    return holder
