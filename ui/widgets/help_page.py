"""使用说明 (F1): one page from the handbook, with a line to search in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.fitting import resize_within_screen


class HelpPage(QDialog):
    """Shows `resources/handbook/main.md`; stays open beside the work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        resize_within_screen(self, 720, 640)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在说明里查找，按回车找下一处")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("在说明里查找")
        self.search.returnPressed.connect(self.find_next)
        self.page = QTextBrowser()
        self.page.setAccessibleName("使用说明")
        self.page.document().setDocumentMargin(16)
        self.page.setMarkdown((session.resources / "handbook" / "main.md").read_text(encoding="utf-8"))
        self.nothing = QLabel()
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.page)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def find_next(self) -> None:
        """Go to the next place of the words; from the end on to the beginning."""
        words = self.search.text().strip()
        if words and not self.page.find(words):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            if not self.page.find(words):
                self.nothing.setText(f"说明里没有“{words}”，换个说法试试。")
                self.nothing.show()
                return
        self.nothing.hide()


def show_help(session: Session, parent: QWidget) -> None:
    """Open the page beside the window."""
    page = HelpPage(session, parent)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.show()
