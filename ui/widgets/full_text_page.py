"""全文: the text of a document to read and search, opened at the place of a clause."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from models.operations.full_texts import FullText
from ui.widgets.colours import tint
from ui.widgets.fitting import resize_within_screen


class FullTextPage(QDialog):
    """Stays open beside the work."""

    def __init__(self, shown: FullText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"全文：{shown.title}")
        resize_within_screen(self, 720, 640)
        self._places = shown.places
        self.search = QLineEdit()
        self.search.setPlaceholderText("在全文里查找，按回车找下一处")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("在全文里查找")
        self.search.returnPressed.connect(self.find_next)
        self.nothing = QLabel()
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.hide()
        self.text = QPlainTextEdit(shown.text)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName("全文")
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.text, 1)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self._mark()
        self.text.setFocus()
        QTimer.singleShot(0, self, self.text.centerCursor)

    def _mark(self) -> None:
        """Colour the clause, and put the cursor at its beginning."""
        marks = []
        for start, end in self._places:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.text.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(tint("amber", self.palette()))
            marks.append(mark)
        self.text.setExtraSelections(marks)
        cursor = self.text.textCursor()
        cursor.setPosition(self._places[0][0] if self._places else 0)
        self.text.setTextCursor(cursor)

    def find_next(self) -> None:
        """Go to the next place of the words; from the end on to the beginning."""
        words = self.search.text().strip()
        found = not words or self.text.find(words)
        if not found:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.text.find(words)
        self.nothing.setText("" if found else f"全文里没有“{words}”。")
        self.nothing.setVisible(not found)


def show_full_text(shown: FullText, parent: QWidget) -> FullTextPage:
    """Open the page beside the window."""
    page = FullTextPage(shown, parent)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.show()
    return page
