"""The record at the right: a form made from the register's groups; every finished field is written at once.

For a new record the form first collects; it is kept when 保存 is pressed or Ctrl+Enter (then another one). Until then
what is typed is kept on the disk (`kept_draft`), and comes back in the next new record.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError, FieldError
from models.base.fields import Field, Value
from models.base.record import Record
from models.base.register import Register
from models.operations import records
from ui.register.draft_buttons import DraftButtons
from ui.register.form_body import FormBody
from ui.register.form_head import FormHead
from ui.register.kept_draft import KeptDraft
from ui.session import Session
from ui.widgets.asking import may_lose
from ui.widgets.editors import FieldEditor


class RecordForm(QWidget):
    """Shows one record, several (nothing to edit), or a new one."""

    created = Signal(int)
    """A new record was kept."""
    escaped = Signal()
    """The new record was given up by Esc: the keyboard goes back to the table."""
    draft_changed = Signal()
    """Something is typed into the new record now, or nothing any more."""
    draft_left = Signal()
    """The new record was given up, or put away with the workbook."""
    record_asked = Signal(str, int)
    """Open a record that links to the one shown: register name, id."""
    change_all_asked = Signal()
    """Change a field of all the selected records."""
    new_asked = Signal()
    """A kept record is done with; begin the next one."""

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._record: Record | None = None
        self._draft = False
        self.body = FormBody(session, register)
        self.body.edited.connect(self._field_edited)
        self.body.record_asked.connect(self.record_asked)
        self.rows = self.body.rows
        """By the names of their fields."""
        self.kept = KeptDraft(session, register, self.rows, self)
        self.kept.changed.connect(self.draft_changed)
        self.head = FormHead(register)
        self.buttons = DraftButtons()
        self.buttons.save_asked.connect(lambda again: self.save(again=again))
        self.buttons.leave_asked.connect(self.leave_draft)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.body)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(4)
        outside.addWidget(self.head)
        outside.addWidget(self._area, 1)
        outside.addWidget(self.buttons)
        outside.addWidget(self._make_rest())
        for keys, again in (("Ctrl+S", False), ("Ctrl+Return", True), ("Ctrl+Enter", True)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda again=again: self.save(again=again))
        self.show_record(None)

    def _make_rest(self) -> QWidget:
        """What takes the place of the fields while no single record is selected."""
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self._rest)
        self.all_button = QPushButton("一起修改…")
        self.all_button.setToolTip("给选中的各条改同一栏（Ctrl+Shift+E）")
        self.all_button.clicked.connect(self.change_all_asked)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return self._rest

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def is_draft(self) -> bool:
        """Whether a new record is being written."""
        return self._draft

    @property
    def record(self) -> Record | None:
        """The record shown."""
        return self._record

    def show_record(self, record: Record | None, count: int = 0) -> None:
        """Show a record; with None a hint (`count` records are selected, or none).

        What is being typed goes to the record it was typed for; what was refused there is told again.
        """
        same = self._record is not None and record is not None and record.id == self._record.id
        if not same:
            self.finish()
            self._tell_lost()
        self._record = record
        self._draft = False
        self.kept.stop()
        self.buttons.hide()
        self._area.setVisible(record is not None)
        self._rest.setVisible(record is None)
        self.all_button.setVisible(count > 1 and self._session.writable)
        if record is None:
            self.head.show_count(count)
            return
        self.head.show_record(record)
        for name, row in self.rows.items():
            if not same or not self._stays(row.editor, record.values[name]):
                row.show_problem("")
                row.editor.show_value(record.values[name])
            row.editor.set_read_only(not self._session.writable or self._is_fixed(self._register.field(name)))
            row.setVisible(not self._register.field(name).locked or bool(record.values[name]))
            row.show_estimate(record.about(name))
        self.body.show_around(record)

    @staticmethod
    def _stays(editor: FieldEditor, value: Value) -> bool:
        """Whether an editor is left alone: what is typed, or was refused, is not taken away."""
        return editor.is_changed() or (_has_keyboard(editor) and editor.shown == value)

    def _tell_lost(self) -> None:
        """Something else is shown next: say once more what was refused, it can't be mended here any more."""
        for row in self.rows.values():
            if self._record is not None and row.editor.problem() and row.editor.is_changed():
                self._session.refused.emit(row.editor.problem())
                row.editor.restore()

    @staticmethod
    def _is_fixed(field: Field) -> bool:
        return field.locked or field.hidden or field.kind == "entries"

    # -- a new record ---------------------------------------------------------------------------------

    def begin_draft(self, given: dict[str, Any] | None = None) -> None:
        """Start a new record, or go on with one that was not saved; `given` fills some fields (a unit, say)."""
        self.finish()
        self._tell_lost()
        self._record = None
        self._draft = True
        self.head.show_draft()
        for name, row in self.rows.items():
            field = self._register.field(name)
            row.show_problem("")
            row.editor.show_value((given or {}).get(name, field.empty))
            row.editor.set_read_only(False)
            row.setVisible(not self._is_fixed(field))
            row.show_estimate("")
        self._fill_in_kept()
        self.body.show_around(None)
        self._area.setVisible(True)
        self._rest.hide()
        self._area.verticalScrollBar().setValue(0)
        self.buttons.show()
        self.begin_typing()

    def _fill_in_kept(self) -> None:
        filled = self.kept.begin()
        for name in filled:
            self._show_foreseen(name)
        if filled:
            told = f"接着上次没有保存的新建{self._register.noun}；不要了，点“放弃”。"
            self._session.told.emit(told, False)

    def begin_typing(self) -> None:
        """Move the keyboard to the first field that must be filled in."""
        first = next((row for row in self.rows.values() if row.editor.field.required), None)
        if first is not None:
            first.editor.setFocus()

    def save(self, *, again: bool = False) -> bool:
        """Keep the new record; problems stay beside their fields. Of a kept record, what is being typed."""
        if not self._draft:
            done = self.finish()
            if done and again and self._session.writable:
                self.new_asked.emit()
            return done
        try:
            outcome = records.add(self._session.desk, self._register.name, self.kept.answers())
        except FieldError as error:
            self._show_problem(error)
            return False
        except ClerkError as error:
            self._session.refuse(error)
            return False
        self._draft = False
        self.kept.forget()
        self._session.announce(outcome)
        self.created.emit(outcome.ids[0])
        if again:
            self.begin_draft()
        return True

    def leave_draft(self) -> None:
        """Give the new record up."""
        self.kept.forget()
        self.put_draft_away()

    def put_draft_away(self) -> None:
        """Take the new record out of the form; what was kept of it comes back in the next one."""
        self.kept.keep_now()
        self.show_record(None)
        self.draft_left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that had nothing to bring back in a field leaves the new record; asks when something was typed."""
        if not self._draft or event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        noun = self._register.noun
        question = f"填好的内容还没有保存。要放弃这{self._register.counter}新{noun}吗？"
        if not self.has_typed() or may_lose(self, f"新建{noun}", question, "接着填"):
            self.leave_draft()
            self.escaped.emit()

    def has_typed(self) -> bool:
        """Whether something has been typed into a new record."""
        return self._draft and bool(self.kept.answers())

    # -- editing --------------------------------------------------------------------------------------

    def finish(self) -> bool:
        """Keep what is being typed into a kept record; False when that is refused."""
        if self._draft or self._record is None:
            return True
        editor = next((row.editor for row in self.rows.values() if _has_keyboard(row.editor)), None)
        if editor is None:
            return True
        editor.commit()
        return not editor.problem()

    def _field_edited(self, name: str) -> None:
        if self._draft or self._record is None:
            self.rows[name].show_problem("")
            if self._draft:
                self._show_foreseen(name)
            return
        editor: FieldEditor = self.rows[name].editor
        if not editor.is_changed():
            return
        record_id = self._record.id
        try:
            outcome = records.edit(self._session.desk, self._register.name, [record_id], {name: editor.answer()})
        except FieldError as error:
            self._show_problem(error, name)
            return
        except ClerkError as error:
            self._session.refuse(error)
            return
        _show_kept(editor, self._session.desk.book.record(self._register.name, record_id).values[name])
        self._session.announce(outcome)

    def _show_foreseen(self, name: str) -> None:
        """In a new record, what follows from the field just filled in (the day that a wording means)."""
        if not any(name in rule.watches for rule in self._register.rules):
            return
        kept = {
            key: answer
            for key, answer in self.kept.answers().items()
            if self._register.field(key).kind != "attachments"
        }
        try:
            following = records.foreseen(self._session.desk, self._register.name, kept)
        except FieldError as error:
            self._show_problem(error, name)
            return
        for key, value in following.items():
            if key in self.rows:
                self.rows[key].editor.show_value(value)

    def _show_problem(self, error: FieldError, name: str = "") -> None:
        row = self.rows.get(error.field or name)
        if row is None:
            self._session.refuse(error)
            return
        row.show_problem(error.sentence)
        self._area.ensureWidgetVisible(row)
        if self._draft:
            row.editor.setFocus()


def _has_keyboard(editor: FieldEditor) -> bool:
    """Whether the keyboard is in this editor."""
    inside = QApplication.focusWidget()
    return inside is not None and editor.isAncestorOf(inside)


def _show_kept(editor: FieldEditor, value: Value) -> None:
    """Show what was kept; the cursor stays (a clerk who fetches words from another window comes back to it)."""
    inside = editor.focusProxy()
    if isinstance(inside, QLineEdit):
        place = inside.cursorPosition()
        editor.show_value(value)
        inside.setCursorPosition(place)
    elif isinstance(inside, QPlainTextEdit):
        place = inside.textCursor().position()
        editor.show_value(value)
        cursor = inside.textCursor()
        cursor.setPosition(min(place, len(inside.toPlainText())))
        inside.setTextCursor(cursor)
    else:
        editor.show_value(value)
