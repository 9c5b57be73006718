"""Editors for names, with a list of what is registered: links to other records (单位, 来源文件), and people."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from models.base.fields import Field, Value, plain_name
from models.base.people import Person
from ui.session import Session
from ui.widgets.input_method import is_composing
from ui.widgets.known_names import Known, KnownNames, joined_names, segment_at, sign_between, typed_names
from ui.widgets.suggestions import Suggestions
from ui.widgets.text_editors import LineEditor, one_line
from ui.widgets.tone import set_tone


class SuggestingEditor(LineEditor):
    """A line with a list of what is known dropping down while one types; the base of the editors of names."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self._known = KnownNames.of(session)
        self.suggestions = Suggestions(self, self._input)
        self.suggestions.chosen.connect(self._take)

    def _found(self, typed: str) -> list[Known]:
        """What goes by what is typed."""
        raise NotImplementedError(type(self).__name__)

    def _take(self, record: Known) -> None:
        """One of the list was picked."""
        raise NotImplementedError(type(self).__name__)

    def _segment(self) -> tuple[int, int]:
        """Where the name that is being typed stands in the line."""
        return 0, len(self.line.text())

    def _typed(self) -> str:
        start, end = self._segment()
        return self.line.text()[start:end].strip()

    def _suggest(self, *, asked: bool = False) -> None:
        typed = self._typed()
        if self.read_only or is_composing() or not (typed or asked):
            self.suggestions.hide()
            return
        found = self._found(typed)
        complete = any(plain_name(typed) in record.names for record in found[:1])
        if complete and len(found) == 1 and not asked:
            self.suggestions.hide()
        else:
            self.suggestions.offer(found, marked=self._marks_first and bool(typed) and not complete)

    def _line_edited(self) -> None:
        self._suggest()

    _marks_first = True
    """Whether Enter takes the first of the list without further ado."""

    def _own_key(self, event: QKeyEvent) -> bool:
        if self.suggestions.take_key(event):
            return True
        if event.key() == Qt.Key.Key_Down and not self.read_only:
            self._suggest(asked=True)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        used = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.suggestions.hide()
        return used


class PersonEditor(SuggestingEditor):
    """Somebody's name; the contacts that are registered are offered, any other name may be typed."""

    _marks_first = False

    def _found(self, typed: str) -> list[Known]:
        assert isinstance(self.field, Person)
        return self._known.suggest_people(self.field.among, typed)

    def _take(self, record: Known) -> None:
        self.line.selectAll()
        self.line.insert(record.title)
        self.commit()


class LinkEditor(SuggestingEditor):
    """A link to one record, by its name, alias or number."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        assert field.target is not None
        self.target = session.registers[field.target]
        self._picked: tuple[str, int] | None = None
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.hide()
        self._column.insertWidget(1, self._note)

    def answer(self) -> Any:
        text = one_line(self.line.text())
        if self._picked is not None and text == one_line(self._picked[0]):
            return self._picked[1]
        return text

    def unknown(self) -> tuple[str, ...]:
        """Names typed that nobody goes by, but for the one being typed just now."""
        return tuple(name for name in self._names() if not self._known.is_known(self.target.name, name))

    # -- one name, or several (see LinksEditor) -------------------------------------------------------

    def _put(self, value: Value) -> None:
        title = self.field.format(value, self._directory)
        self._picked = (title, value) if value else None
        self.line.setText(title)
        self.line.setCursorPosition(0)
        self._mark_unknown()

    def _names(self) -> tuple[str, ...]:
        answer = self.answer()
        return (answer,) if isinstance(answer, str) and answer else ()

    def _found(self, typed: str) -> list[Known]:
        return self._known.suggest(self.target.name, typed)

    def _take(self, record: Known) -> None:
        self._picked = (record.title, record.id)
        self.line.selectAll()
        self.line.insert(record.title)
        self._mark_unknown()
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        used = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            self._mark_unknown()
        return used

    # -- names not registered yet ---------------------------------------------------------------------

    def _line_changed(self) -> None:
        self._mark_unknown()

    def _mark_unknown(self) -> None:
        typing = plain_name(self._typed()) if self.line.hasFocus() else ""
        new = [name for name in self.unknown() if plain_name(name) != typing]
        what = "将新登记" if self.target.from_name is not None else "找不到"
        self._unknown_hint = f"{what}{self.target.noun}：{'、'.join(new)}" if new else ""
        self._note.setText(self._unknown_hint)
        self._note.setVisible(bool(new) and not self.compact)
        set_tone(self._note, "amber")
        self._refresh_tool_tip()

    _unknown_hint = ""

    def _hint(self) -> str:
        return self._unknown_hint


class LinksEditor(LinkEditor):
    """Links to several records in one line, parted by 、 as in the tables; the name at the cursor is completed.

    What is shown and not touched answers with its ids, so that no name need be found again.
    """

    _joint = "；"

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self._put_in: tuple[str, tuple[int, ...]] = ("", ())

    def answer(self) -> Any:
        text, ids = self._put_in
        return ids if ids and self.line.text() == text else joined_names(self._names())

    def _put(self, value: Value) -> None:
        titles = tuple(one_line(self._directory.title(self.target.name, identity)) for identity in value or ())
        self.line.setText(joined_names(titles))
        self._put_in = (self.line.text(), tuple(value or ()))
        self.line.setCursorPosition(0)
        self._mark_unknown()

    def unknown(self) -> tuple[str, ...]:
        return super().unknown() if isinstance(self.answer(), str) else ()

    def _names(self) -> tuple[str, ...]:
        return typed_names(self.line.text(), self._is_known)

    def _is_known(self, name: str) -> bool:
        return self._known.is_known(self.target.name, name)

    def _segment(self) -> tuple[int, int]:
        return segment_at(self.line.text(), self.line.cursorPosition())

    def _take(self, record: Known) -> None:
        start, end = self._segment()
        before = (*typed_names(self.line.text()[:start], self._is_known), one_line(record.title))
        rest = typed_names(self.line.text()[end:], self._is_known)
        sign = sign_between((*before, *rest))
        done = "".join(f"{name}{sign}" for name in before)
        self.line.selectAll()
        self.line.insert(done + sign.join(rest))
        self.line.setCursorPosition(len(done))
        self._mark_unknown()
