"""Editors for words: one line (text, codes, numbers, names), several lines, and the dated notes."""

import re
import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from models.base.fields import Field, Value
from models.base.lists import split_names
from ui.session import Session
from ui.widgets.field_editor import FieldEditor, quiet
from ui.widgets.lines import Line, line_for

LEAST_LINES, MOST_LINES = 2, 8
_BREAKS = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def one_line(text: str) -> str:
    """Typed or pasted text as one line: breaks (Word's and the web's as well) become blanks, ends are bare."""
    return _BREAKS.sub(" ", text.strip())


class LineEditor(FieldEditor):
    """One line of text; the base of the other editors that are a line."""

    _joint = " "
    """What stands for the breaks of pasted text."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        line = line_for(field, self, compact=compact, joint=self._joint)
        self.line: Line = line
        line.textEdited.connect(self._line_edited)
        line.textChanged.connect(self._line_changed)
        self._use(line)

    def answer(self) -> Any:
        return one_line(self.line.text())

    def _put(self, value: Value) -> None:
        raw = getattr(self.field, "shown", None) and not self.field.locked  # typed in as it is stored
        self.line.setText(str(value or "") if raw else self.field.format(value, self._directory))
        self.line.setCursorPosition(0)

    def _set_input_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)
        quiet(self._input, on)

    def _can_undo(self) -> tuple[bool, bool]:
        return self.line.isUndoAvailable(), self.line.isRedoAvailable()

    def _line_edited(self) -> None:
        """A person changed the line."""

    def _line_changed(self) -> None:
        """The line holds another text, whoever changed it."""


class NumberEditor(LineEditor):
    """A whole number; what can't be read as one is answered as typed, for the field to refuse."""

    def answer(self) -> Any:
        text = one_line(self.line.text())
        plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
        return int(plain) if re.fullmatch(r"[+-]?\d{1,18}", plain) else text


class NamesEditor(LineEditor):
    """Several short texts, parted by 、 or ；."""

    _joint = "；"

    def answer(self) -> Any:
        return split_names(self.line.text())


class LongTextEditor(FieldEditor):
    """Several lines; grows with the text. In a form Enter goes on and Shift+Enter breaks the line."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._use(self.text)
        if compact:
            self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
            self.text.document().setDocumentMargin(2)
        else:
            self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.text.textChanged.connect(self._fit)
            self._fit()

    def answer(self) -> Any:
        return self.text.toPlainText().strip()

    def _put(self, value: Value) -> None:
        self.text.setPlainText(self.field.format(value, self._directory))

    def _set_input_read_only(self, on: bool) -> None:
        self.text.setReadOnly(on)
        quiet(self.text, on)

    def _can_undo(self) -> tuple[bool, bool]:
        document = self.text.document()
        return document.isUndoAvailable(), document.isRedoAvailable()

    def _own_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _SHIFT and not self.read_only:
            # a real line break: Qt's own Shift+Enter would put a line separator (U+2028)
            cursor = self.text.textCursor()
            cursor.insertBlock()
            self.text.setTextCursor(cursor)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        used = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Resize and not self.compact:
            QTimer.singleShot(0, self, self._fit)
        return used

    def _fit(self) -> None:
        lines = round(self.text.document().size().height())
        shown = min(MOST_LINES, max(LEAST_LINES, lines))
        margins = 2 * (self.text.frameWidth() + self.text.document().documentMargin())
        height = round(shown * self.text.fontMetrics().lineSpacing() + margins + 2)
        if height != self.text.height():
            self.text.setFixedHeight(height)
        always = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.text.setVerticalScrollBarPolicy(always)


class EntriesView(LongTextEditor):
    """Dated notes, newest first, to be read; new ones come through an action (记进展)."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.text.setPlaceholderText(f"还没有{field.title}")
        self.set_read_only(True)

    def answer(self) -> Any:
        return self._shown

    def set_read_only(self, on: bool) -> None:
        """Always read-only."""
        del on
        super().set_read_only(True)

    def _put(self, value: Value) -> None:
        entries = reversed(tuple(value or ()))
        self.text.setPlainText("\n".join(f"{entry.on.isoformat()}　{entry.text}" for entry in entries))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
