"""Shows one chapter at a time: marks what was looked for, follows links, enlarges and shrinks."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPixmap, QResizeEvent, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from ui.handbook.chapters import Chapter, Handbook
from ui.handbook.document import fit_pictures, headings, write_chapter
from ui.widgets.colours import faint, is_dark
from ui.widgets.fitting import resize_within_screen

_MARGIN = 20
_LEAST, _MOST = -2, 8
_MARK, _MARK_ON_DARK = "#ffe08a", "#6a5300"
_EDGE = 24
"""Pixels at the right of a picture that stay free, for the scroll bar that may come."""


class ChapterView(QTextBrowser):
    """The text of a chapter."""

    followed = Signal(str)
    """A link into the handbook: "chapter" or "chapter#heading"."""
    zoomed = Signal(int)
    """Steps larger (or smaller) than the program's own text."""

    def __init__(self, handbook: Handbook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handbook = handbook
        self.chapter: Chapter | None = None
        self.steps = 0
        self._words: tuple[str, ...] = ()
        self._sought, self._scrolled = "", 0
        self._points = self.font().pointSizeF()
        self.setAccessibleName("正文")
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(
            lambda url: self.followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyDecoded))
        )

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its beginning."""
        self.chapter = chapter
        self._sought = ""
        self._write()
        self.setAccessibleDescription(chapter.title)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _write(self) -> None:
        assert self.chapter is not None
        document = self.document()
        document.setDocumentMargin(_MARGIN)
        write_chapter(document, self.chapter.text, self._handbook.folder, faint(self.palette()))
        self._fit()
        self._mark()

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top; it stays there while the view takes its size, until somebody scrolls."""
        place = dict(headings(self.document())).get(heading)
        if place is not None:
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)
            top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(top - 8)
            self._sought, self._scrolled = heading, self.verticalScrollBar().value()

    # -- what was looked for --------------------------------------------------------------------------

    def mark(self, words: Sequence[str]) -> None:
        """Mark every place of these words in the chapters shown from now on."""
        self._words = tuple(words)
        self._mark()

    def places(self) -> list[QTextCursor]:
        """The places marked, from the beginning to the end."""
        found: list[QTextCursor] = []
        for word in self._words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                found.append(cursor)
                cursor = self.document().find(word, cursor)
        return sorted(found, key=lambda cursor: cursor.selectionStart())

    def step(self, forward: bool) -> bool:
        """Select the next place marked, or the one before; False when there is none on that side."""
        here = self.textCursor()
        if forward:
            after = here.selectionEnd() if here.hasSelection() else here.position()
            found = [place for place in self.places() if place.selectionStart() >= after]
        else:
            found = [place for place in self.places() if place.selectionEnd() <= here.selectionStart()][::-1]
        if not found:
            return False
        self.setTextCursor(found[0])
        self.ensureCursorVisible()
        return True

    def to_end(self) -> None:
        """Put the cursor behind the last word, so that stepping back begins there."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _mark(self) -> None:
        look = QTextCharFormat()
        look.setBackground(QColor(_MARK_ON_DARK if is_dark(self.palette()) else _MARK))
        marks = []
        for place in self.places():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = place, look
            marks.append(mark)
        self.setExtraSelections(marks)

    # -- size -----------------------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller; 0 gives it the program's size."""
        self.set_steps(0 if steps == 0 else self.steps + steps)

    def set_steps(self, steps: int) -> None:
        """Make the text so many points larger than the program's own."""
        self.steps = max(_LEAST, min(_MOST, steps))
        font = self.font()
        font.setPointSizeF(self._points + self.steps)
        self.setFont(font)
        self.zoomed.emit(self.steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        sought = self._sought if self.verticalScrollBar().value() == self._scrolled else ""
        super().resizeEvent(event)
        self._fit()
        if sought:
            self.go_to(sought)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.chapter is not None:
            at = self.verticalScrollBar().value()
            self._write()
            self.verticalScrollBar().setValue(at)

    def _fit(self) -> None:
        fit_pictures(self.document(), self.viewport().width() - 2 * _MARGIN - _EDGE, self.devicePixelRatioF())


def show_picture(path: str, title: str, parent: QWidget) -> QDialog:
    """A picture in its full size, in a window of its own."""
    image = QImage(path)
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    shown = QLabel()
    shown.setPixmap(QPixmap.fromImage(image))
    shown.setAccessibleName(title)
    area = QScrollArea()
    area.setWidget(shown)
    area.setAccessibleName(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(area)
    resize_within_screen(dialog, image.width() + 4, image.height() + 4)
    dialog.show()
    return dialog
