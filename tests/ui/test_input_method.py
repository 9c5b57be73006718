"""Writing with an input method, in every place of the program that takes text: no letter is lost, no key does more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.operations import records
from models.operations.own_registers import define
from models.registers import all_registers
from tests.models.own_plans import of_every_kind
from tests.pictures.tour import tour
from tests.ui.composing import CHOOSING, check_line, compose, give_up, keyboard, send, spell
from tests.ui.register.helpers import go_to, press, value
from ui.app import make_session
from ui.main_window import MainWindow
from ui.main_window.half_done import HalfDone
from ui.register.page import RegisterPage
from ui.sheets import SheetsPage
from ui.widgets.icons import Icons

ROOT = Path(__file__).resolve().parents[2]
OWN = "own_1"
Input = QLineEdit | QPlainTextEdit | QTextEdit


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(HalfDone, "may_leave", lambda _: True)  # a test that fails half-way must not be asked
    session = make_session(Clock.fixed(date(2026, 11, 20)), all_registers(), ROOT / "resources", tmp_path / "home")
    made = MainWindow(session, Icons.of(session))
    qtbot.addWidget(made, before_close_func=lambda it: it.pages.made.clear())
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    session.close()


def inputs_of(shown: QWidget) -> list[Input]:
    """Where one can write now."""
    found = [*shown.findChildren(QLineEdit), *shown.findChildren(QPlainTextEdit), *shown.findChildren(QTextEdit)]
    return [
        item
        for item in found
        if item.isVisible()
        and item.isEnabled()
        and not item.isReadOnly()
        and item.window() is shown
        and not isinstance(item.parentWidget(), QAbstractSpinBox)
    ]


def inputs_in(editor: QWidget) -> list[Input]:
    """What of an editor takes text."""
    found = [editor, *editor.findChildren(QWidget)]
    return [item for item in found if isinstance(item, (QLineEdit, QPlainTextEdit)) and item.isVisible()]


def text_of(item: Input) -> str:
    return item.text() if isinstance(item, QLineEdit) else item.toPlainText()


def put(item: Input, text: str) -> None:
    if isinstance(item, QLineEdit):
        item.setText(text)
    else:
        item.setPlainText(text)


def take_keyboard(qtbot: QtBot, shown: QWidget) -> None:
    shown.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is shown.windowHandle())


def name_of(item: Input) -> str:
    holder = item.parentWidget() if isinstance(item.parentWidget(), QComboBox) else item
    assert holder is not None
    return holder.accessibleName() or type(holder).__name__


def test_every_text_of_every_page_and_dialog(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    session, tried, wrong = window.files._session, 0, []
    for name, shown in tour(window, tmp_path):
        take_keyboard(qtbot, shown)
        if name in ("intake", "sheets"):
            check_cells(window)
        for item in inputs_of(shown):
            before = text_of(item)
            put(item, "")
            item.setFocus()
            if not keyboard().isAncestorOf(item) and keyboard() is not item:
                wrong.append(f"{name}: {name_of(item)} does not take the keyboard")
                continue
            tried += 1
            done = session.desk.book.history.undoable() if session.is_open else None
            try:
                check_line(
                    lambda item=item: text_of(item),
                    lambda shown=shown: (shown.isVisible(), window.stack.currentWidget(), window.isActiveWindow()),
                )
            except AssertionError as error:
                wrong.append(f"{name}: {name_of(item)}: {str(error).splitlines()[0]}")
            assert not session.is_open or session.desk.book.history.undoable() == done
            put(item, before)
    assert not wrong, "\n".join(wrong)
    assert tried > 60


@pytest.fixture
def cells(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> RegisterPage:
    """A register with a field of every kind, and one record in it."""
    session = window.files._session
    session.create(tmp_path / "样样.gkb")
    session.run(define, of_every_kind())
    session.run(records.add, OWN, {"文字栏": "原来的"})
    window.show_page(OWN)
    page = window.page(OWN)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    return page


def columns_of(page: RegisterPage) -> list[str]:
    """The fields whose cells can be written in, all of them shown."""
    page.table.keep_columns([field.name for field in page.register.fields])
    columns = range(page.model.columnCount())
    editable = [c for c in columns if page.model.index(0, c).flags() & Qt.ItemFlag.ItemIsEditable]
    return [page.model.name_of(column) for column in editable]


def begin(page: RegisterPage, name: str) -> None:
    go_to(page, 0, name)
    assert page.table.delegate.editor is None and keyboard() is page.table


def leave_cell(page: RegisterPage) -> None:
    press(Qt.Key.Key_Escape)
    if page.table.delegate.editor is not None:  # a list of names closes first
        press(Qt.Key.Key_Escape)
    assert page.table.delegate.editor is None


def test_composing_begins_in_a_cell_of_any_kind(window: MainWindow, cells: RegisterPage) -> None:
    session, written = window.files._session, {}
    for name in columns_of(cells):
        begin(cells, name)
        at, done = cells.table.currentIndex(), session.desk.book.history.undoable()
        spell(*CHOOSING)
        assert cells.table.currentIndex() == at and session.desk.book.history.undoable() == done, name
        assert window.stack.currentWidget() is cells and cells.table.delegate.editor is not None, name
        send("", "乙")
        editor = cells.table.delegate.editor
        assert editor is not None and editor.isAncestorOf(keyboard()), f"{name}: the rest goes to the editor"
        typed = inputs_in(editor)
        if typed:
            compose("地", *CHOOSING)
        written[name] = text_of(typed[0]) if typed else editor.answer()
        leave_cell(cells)
    assert len(written) > 9
    others = {name.rpartition("_")[0]: words for name, words in written.items() if words != "乙地"}
    assert others == {"yes_no": False, "choice": "乙"}


def test_letters_given_up_leave_the_cell_as_it_was(window: MainWindow, cells: RegisterPage) -> None:
    begin(cells, "text_1")
    give_up()
    QApplication.processEvents()
    assert cells.table.delegate.editor is None and keyboard() is cells.table
    press(Qt.Key.Key_Right)
    session = window.files._session
    assert value(session, 1, "text_1", OWN) == "原来的"
    begin(cells, "text_1")
    compose("新的")
    press(Qt.Key.Key_Return)
    assert value(session, 1, "text_1", OWN) == "新的"


def test_candidates_stand_beside_the_cursor(cells: RegisterPage) -> None:
    begin(cells, "text_1")
    spell()
    editor = cells.table.delegate.editor
    assert editor is not None
    place = QPoint(editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center())
    assert editor.line.geometry().contains(place)  # type: ignore[attr-defined]
    send("")
    QApplication.processEvents()


def check_cells(window: MainWindow) -> None:
    """Write in the rows of what is being imported."""
    page = window.intake
    if isinstance(page, SheetsPage):
        table: QAbstractItemView = page.preview.table
    else:
        assert page is not None and page.review is not None
        table = page.review.table
    model = table.model()
    first = next(row for row in range(model.rowCount()) if _editable(model, row))
    assert len(_editable(model, first)) > 3
    for column in _editable(model, first):
        if not table.isColumnHidden(column):  # type: ignore[attr-defined]
            table.setCurrentIndex(model.index(first, column))
            check_cell(table)


def _editable(model: QAbstractItemModel, row: int) -> list[int]:
    columns = range(model.columnCount())
    return [column for column in columns if model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable]


def check_cell(table: QAbstractItemView) -> None:
    """Compose in the current cell, then give up: nothing has changed."""
    at = table.currentIndex()
    assert at.flags() & Qt.ItemFlag.ItemIsEditable
    before, rows = at.data(Qt.ItemDataRole.EditRole), table.model().rowCount()
    table.setFocus()
    give_up()
    QApplication.processEvents()
    assert keyboard() is table and table.state() != QAbstractItemView.State.EditingState
    compose("乙", *CHOOSING)
    editor = table.indexWidget(at)
    assert editor is not None and table.currentIndex() == at
    assert editor is keyboard() or editor.isAncestorOf(keyboard())
    compose("地", *CHOOSING)
    assert text_of(inputs_in(editor)[0]) == "乙地"
    while table.state() == QAbstractItemView.State.EditingState:
        QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert (table.model().rowCount(), at.data(Qt.ItemDataRole.EditRole)) == (rows, before)
