"""What every field editor shares: when a change is finished, how a problem shows, and what Enter and Tab do.

Pages use the editors through `ui.widgets.editors.editor_for`; this module is for the editors themselves.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.base.fields import NOBODY, Directory, Field, Value
from ui.session import Session
from ui.widgets import colours
from ui.widgets.tone import set_tone

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_CTRL = Qt.KeyboardModifier.ControlModifier
_LEAVES_FOR_A_MOMENT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class ProblemFrame(QWidget):
    """A red frame over an input that holds a problem; lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.red(self.palette()), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)


class FieldEditor(QWidget):
    """One editor for one field; the same for forms, action dialogs, the intake review and table cells.

    In a compact editor (a table cell) Enter, Tab, Esc and losing the keyboard reach the editor itself as
    events, so that a `QStyledItemDelegate` works on it as on a plain line edit.
    """

    edited = Signal()
    """The person finished a change (Enter, focus out, picked) and the answer differs from what was shown."""
    entered = Signal()
    """Enter was pressed in a form, after `edited`: the form goes on to the next editor."""
    left = Signal()
    """The keyboard went elsewhere, not merely to a popup of this editor or another program."""

    record_asked = Signal(str, int)
    """Open a record that the value links to: register name, id."""
    wide = False
    """Wants the whole width of a form, below its name."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self.field = field
        self.compact = compact
        self.escape_restores = True
        """Whether Esc first brings back what was shown; a dialog that closes on Esc turns it off."""
        self.read_only = False
        self._session = session
        self._shown: Value = field.empty
        self._shown_answer: Any = None
        self._told: Any = None
        self._problem = ""
        self._refused_answer: Any = None
        self._input: QWidget = self
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._frame = ProblemFrame(self)
        self._problem_line = _problem_line(self)
        self.setToolTip(field.help)

    # -- for pages ------------------------------------------------------------------------------------

    def show_value(self, value: Value) -> None:
        """Show a value, in place of whatever stands there; an old problem goes."""
        self._shown = self.field.empty if value is None else value
        self._put(self._shown)
        self._shown_answer = self._told = self.answer()
        self.show_problem("")

    def answer(self) -> Any:
        """What stands there, as text or as a ready value, the way operations take it."""
        raise NotImplementedError(type(self).__name__)

    def type_in(self, answer: Any) -> None:
        """Put in what `answer` gave before, as if a person had done so just now: it counts as changed."""
        box = self._input
        if isinstance(answer, str) and isinstance(box, QComboBox):
            box.setCurrentIndex(box.findData(answer))
            if box.isEditable():
                box.setEditText(answer)
        elif isinstance(answer, str) and isinstance(box, QLineEdit):
            box.setText(answer)
        elif isinstance(answer, str) and isinstance(box, QPlainTextEdit):
            box.setPlainText(answer)
        else:
            self._put(answer)

    def is_changed(self) -> bool:
        """Whether the answer differs from what was shown."""
        return bool(self.answer() != self._shown_answer)

    def commit(self, *, again: bool = False) -> None:
        """Finish the change: `edited` follows when there is one that has not been told (or `again` is set)."""
        if self.read_only:
            return
        answer = self.answer()
        if answer == self._shown_answer:
            self._told = answer
            if answer != self._refused_answer:
                self.show_problem("")
        elif again or answer != self._told:
            self._told = answer
            self.edited.emit()

    @property
    def shown(self) -> Value:
        """The value that was shown last."""
        return self._shown

    def restore(self) -> None:
        """Show again what was shown before the person typed."""
        self.show_value(self._shown)

    def show_problem(self, sentence: str) -> None:
        """Mark the editor red and say why; an empty sentence clears it."""
        self._problem = sentence
        self._refused_answer = self.answer() if sentence else None
        self._frame.setVisible(bool(sentence))
        self._place_frame()
        self._problem_line.setText(sentence)
        self._problem_line.setVisible(bool(sentence) and not self.compact)
        self._refresh_tool_tip()
        self._input.setAccessibleDescription(sentence or self.field.help)

    def problem(self) -> str:
        """The sentence that is shown as a problem; empty when there is none."""
        return self._problem

    def set_read_only(self, on: bool) -> None:
        """Show without letting it be changed; the text can still be copied."""
        self.read_only = on
        self._set_input_read_only(on)

    # -- for the editors ------------------------------------------------------------------------------

    def _put(self, value: Value) -> None:
        """Show the value in the input."""
        raise NotImplementedError(type(self).__name__)

    def _set_input_read_only(self, on: bool) -> None:
        self._input.setEnabled(not on)

    def _own_key(self, event: QKeyEvent) -> bool:
        """A key that means something to this editor; True when it was used up."""
        del event
        return False

    def _can_undo(self) -> tuple[bool, bool]:
        """Whether the input can undo and redo by itself; else Ctrl+Z and Ctrl+Y are the window's."""
        return False, False

    def _hint(self) -> str:
        """More for the tooltip, besides the problem and the help."""
        return ""

    @property
    def _directory(self) -> Directory:
        return self._session.desk.book if self._session.is_open else NOBODY

    def _use(self, input_: QWidget, row: QWidget | None = None) -> None:
        """Take `input_` as what the person types into; `row` holds it together with its buttons."""
        self._input = input_
        self._column.addWidget(row or input_)
        self._column.addWidget(self._problem_line)
        self.setFocusProxy(input_)
        input_.setAccessibleName(self.field.title)
        input_.setAccessibleDescription(self.field.help)
        # as high as what stands in it at its width, also the sentence below that wraps: Fixed would cut that off
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._watch(input_)
        self._frame.raise_()

    def _watch(self, input_: QWidget) -> None:
        input_.installEventFilter(self)

    def _refresh_tool_tip(self) -> None:
        self.setToolTip("\n".join(part for part in (self._problem, self._hint(), self.field.help) if part))

    def _place_frame(self) -> None:
        if self._problem:
            self._frame.setGeometry(QRect(self._input.mapTo(self, QPoint(0, 0)), self._input.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_frame()

    # -- events of the input --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._lost_focus(event)
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._leave_to_window(event)
        elif kind == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        elif kind in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_frame()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if self._own_key(event):
            return True
        if event.key() in ENTER:
            return self._enter(event)
        if event.key() in TAB and self.compact:
            return self._pass_on(event)
        if event.key() == Qt.Key.Key_Escape:
            return self._escape(event)
        return False

    def _enter(self, event: QKeyEvent) -> bool:
        self.commit(again=True)
        if self.compact or event.modifiers() & _CTRL:
            return self._pass_on(event)
        self.entered.emit()
        return True

    def _escape(self, event: QKeyEvent) -> bool:
        if self.compact:
            return self._pass_on(event)
        if self.escape_restores and not self.read_only and (self.is_changed() or self._problem):
            self.restore()
            return True
        return False

    def _pass_on(self, event: QKeyEvent) -> bool:
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
        QApplication.sendEvent(self, copy)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.compact and event.key() in (*ENTER, *TAB, Qt.Key.Key_Escape) and not event.modifiers() & _CTRL:
            event.accept()  # the delegate has seen it; the table must not act on it as well
        else:
            super().keyPressEvent(event)

    def _lost_focus(self, event: QFocusEvent) -> None:
        if event.reason() in _LEAVES_FOR_A_MOMENT:
            return
        now = QApplication.focusWidget()
        if now is not None and (now is self or self.isAncestorOf(now)) and now is not self._input:
            return
        self.commit()
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            return
        self.left.emit()
        if self.compact:
            QApplication.sendEvent(self, QFocusEvent(QEvent.Type.FocusOut, event.reason()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words composed in a table begin an editor; Qt hands them to the editor, they belong to its input."""
        if self.read_only:
            event.ignore()
            return
        if self._input.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            QApplication.sendEvent(self._input, event)
        elif event.commitString():
            self._take_words(event.commitString())
        if event.commitString() and not event.preeditString():
            self._input.setFocus()  # only now: moving the keyboard earlier would have ended the composition

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """As its input answers: the candidates stand beside the cursor."""
        answer = self._input.inputMethodQuery(query) if self._input is not self else super().inputMethodQuery(query)
        return answer.translated(self._input.mapTo(self, QPoint(0, 0))) if isinstance(answer, QRect) else answer

    def _take_words(self, words: str) -> None:
        """Words written on an input that takes no text, such as a list to choose from."""

    def _leave_to_window(self, event: QKeyEvent) -> bool:
        """Ctrl+Z with nothing typed to take back is the window's 撤销, and so for Ctrl+Y."""
        undo, redo = self._can_undo()
        undoes = event.matches(QKeySequence.StandardKey.Undo) and not undo
        redoes = event.matches(QKeySequence.StandardKey.Redo) and not redo
        if undoes or redoes:
            event.ignore()
            return True
        return False


def _problem_line(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setObjectName("problem")
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_tone(label, "red")
    label.hide()
    return label


def quiet(widget: QWidget, on: bool) -> None:
    """Make a read-only input look like paper instead of a place to type."""
    palette = QApplication.palette(widget)
    if on:
        base: QColor = palette.color(palette.ColorRole.Window)
        palette.setColor(palette.ColorRole.Base, base)
    widget.setPalette(palette)
