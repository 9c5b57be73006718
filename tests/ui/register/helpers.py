"""What the tests of the page do to it: press keys, look at cells, collect what is said."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.register.page import RegisterPage
from ui.session import Session
from ui.widgets.editors import FieldEditor

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def inside() -> QWidget:
    """The widget the keyboard is in."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(inside(), key, modifiers)


def write(text: str) -> None:
    for letter in text:
        QTest.keyClicks(inside(), letter)  # one by one: the first may open an editor that gets the others


def go_to(page: RegisterPage, row: int, name: str) -> None:
    column = next(c for c in range(page.model.columnCount()) if page.model.name_of(c) == name)
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(row, column))


def cell_editor(page: RegisterPage) -> FieldEditor:
    editor = page.table.delegate.editor
    assert editor is not None
    return editor


def value(session: Session, record_id: int, field: str, register: str = "tasks") -> object:
    return session.desk.book.record(register, record_id)[field]


def said(session: Session) -> list[str]:
    """Collects refusals from now on."""
    heard: list[str] = []
    session.refused.connect(heard.append)
    return heard


def type_in(page: RegisterPage, name: str, text: str) -> FieldEditor:
    """Put the keyboard into a field of the form and replace what stands there."""
    editor = page.form.rows[name].editor
    editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write(text) if text else press(Qt.Key.Key_Delete)
    return editor
