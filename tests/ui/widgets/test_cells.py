"""Compact editors under a plain `QStyledItemDelegate`: Enter, Tab, Esc and a click elsewhere end the editing."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from pytestqt.qtbot import QtBot

from ui.session import Session
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import FieldEditor, editor_for

Index = QModelIndex | QPersistentModelIndex
NAMES = ("content", "due_on", "lead_units", "number")


class Delegate(QStyledItemDelegate):
    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.set: list[tuple[int, Any]] = []

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return editor_for(
            self.session.registers["tasks"].field(NAMES[index.column()]), self.session, parent, compact=True
        )

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        del editor, index

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, FieldEditor)
        self.set.append((index.column(), editor.answer()))


@pytest.fixture
def table(qtbot: QtBot, session: Session) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(2, len(NAMES), view))
    view.setItemDelegate(Delegate(session, view))
    view.resize(600, 300)
    with qtbot.waitActive(view):
        view.show()
    view.setFocus()
    return view


def edit(table: QTableView, column: int, typed: str) -> FieldEditor:
    table.setCurrentIndex(table.model().index(0, column))
    table.edit(table.currentIndex())
    editor = table.findChild(FieldEditor)
    assert editor is not None
    QTest.keyClicks(QApplication.focusWidget(), typed)
    return editor


def delegate(table: QTableView) -> Delegate:
    found = table.itemDelegate()
    assert isinstance(found, Delegate)
    return found


@pytest.mark.parametrize("column", range(len(NAMES)))
def test_enter_commits_and_closes(qtbot: QtBot, table: QTableView, column: int) -> None:
    edit(table, column, "2021-10-1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not table.isPersistentEditorOpen(table.currentIndex()) and bool(delegate(table).set))
    assert [column_ for column_, _ in delegate(table).set] == [column]
    assert str(delegate(table).set[0][1]).startswith("2021-10-")


@pytest.mark.parametrize("column", range(len(NAMES) - 1))
def test_tab_commits_and_goes_to_the_next_cell(qtbot: QtBot, table: QTableView, column: int) -> None:
    edit(table, column, "1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: table.currentIndex().column() == column + 1)
    assert delegate(table).set == [(column, "1")]


@pytest.mark.parametrize("column", range(len(NAMES)))
def test_escape_leaves_without_a_change(qtbot: QtBot, table: QTableView, column: int) -> None:
    edit(table, column, "1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.state() == QTableView.State.NoState)
    assert delegate(table).set == []


@pytest.mark.parametrize("column", range(len(NAMES)))
def test_the_keyboard_elsewhere_commits(qtbot: QtBot, table: QTableView, column: int) -> None:
    edit(table, column, "1")
    table.setFocus()
    qtbot.waitUntil(lambda: bool(delegate(table).set))
    assert delegate(table).set == [(column, "1")]


def test_the_calendar_does_not_end_the_editing(qtbot: QtBot, table: QTableView) -> None:
    editor = edit(table, 1, "9-30")
    assert isinstance(editor, DateEditor)
    popup = editor.open_calendar()
    assert popup is not None
    qtbot.wait(20)
    assert table.state() == QTableView.State.EditingState
    popup._pick(date(2021, 11, 2))
    qtbot.wait(20)
    assert table.state() == QTableView.State.EditingState
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(delegate(table).set))
    assert delegate(table).set == [(1, date(2021, 11, 2))]


def test_a_suggestion_is_picked_in_a_cell(qtbot: QtBot, table: QTableView) -> None:
    edit(table, 2, "jyj")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert table.state() == QTableView.State.EditingState
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(delegate(table).set))
    assert delegate(table).set == [(2, "市教育局")]
