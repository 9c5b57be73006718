"""粘贴文字导入: a notice's text copied from a web page, WeChat, Excel or the OA system."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from models.intake import SourceText, read_clipboard, read_pasted
from ui.session import Session
from ui.widgets.fitting import resize_within_screen

_GEOMETRY = "intake/paste_geometry"
_PARAGRAPH = "\u2029"


class PasteField(QPlainTextEdit):
    """Plain text to edit; what was pasted and not edited keeps its tables with their merged cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted: SourceText | None = None
        self._shown = ""

    def take(self, data: QMimeData) -> None:
        """Show what the clipboard offers in the place of everything."""
        source = source_of(data)
        self.setPlainText(source.text)
        self._pasted, self._shown = source, self._words()

    def source(self) -> SourceText:
        """What stands here, as a source."""
        words = self._words()
        return self._pasted if self._pasted is not None and words == self._shown else read_pasted(words)

    def _words(self) -> str:
        """The text with the line breaks inside cells, which `toPlainText` would turn into ends of paragraphs."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor = self.textCursor()
        if self.document().isEmpty() or len(cursor.selectedText()) >= self.document().characterCount() - 1:
            self.take(source)
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            cursor.insertText(source_of(source).text)


def source_of(data: QMimeData) -> SourceText:
    """What the clipboard or something dropped offers, as a source."""
    return read_clipboard(data.html() if data.hasHtml() else None, data.text())


class PasteDialog(QDialog):
    """A large field for the text, filled from the clipboard when that holds text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("粘贴文字导入")
        label = QLabel("把通知的正文粘贴在下面，连同标题、文号和落款一起，识别得更准：", self)
        label.setWordWrap(True)
        self.text = PasteField(self)
        self.text.setAccessibleName("通知正文")
        self.text.setPlaceholderText("在这里按 Ctrl+V 粘贴")
        self.text.setTabChangesFocus(True)
        label.setBuddy(self.text)
        self.read = QPushButton("识别任务(&R) (Ctrl+Enter)", self)
        self.read.setToolTip("从文字里找出任务、责任单位和完成时限（Ctrl+回车；回车只是换行）")
        self.read.setDefault(True)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.read, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setToolTip("什么都不做（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(label)
        box.addWidget(self.text, 1)
        box.addWidget(buttons)
        self.text.textChanged.connect(self._refresh)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self.read.click)
        self.text.take(QGuiApplication.clipboard().mimeData())
        self.text.moveCursor(QTextCursor.MoveOperation.End)  # selected, one key would wipe it out
        self._refresh()
        self._restore_size()

    def _refresh(self) -> None:
        self.read.setEnabled(not self.text.document().isEmpty() and bool(self.text.toPlainText().strip()))

    def _restore_size(self) -> None:
        kept = self._session.settings.value(_GEOMETRY)
        if kept is None or not self.restoreGeometry(kept):
            resize_within_screen(self, 720, 520)

    def done(self, result: int) -> None:
        self._session.settings.setValue(_GEOMETRY, self.saveGeometry())
        super().done(result)


def paste_dialog(session: Session, parent: QWidget | None) -> SourceText | None:
    """Ask for a notice's text; None when the person cancels."""
    dialog = PasteDialog(session, parent)
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.text.source()
    finally:
        dialog.deleteLater()
