"""Every register has its page without code of its own: records show in the form, a new one is written and saved."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.base.register import Register
from models.operations.demo import fill_demo
from models.registers import all_registers
from tests.ui.register.helpers import press
from ui.main_window import MainWindow
from ui.register.delegate import type_into
from ui.session import Session

KEPT = [register for register in all_registers().values() if not register.hidden]
WORDS = {"doc_number": "青政〔2021〕88号", "code": "青政函"}
"""What a rule wants to be worded so."""


@pytest.fixture
def window(make_window: Callable[[Session], MainWindow], empty_session: Session) -> MainWindow:
    empty_session.run(fill_demo)
    return make_window(empty_session)


@pytest.mark.parametrize("register", KEPT, ids=lambda register: register.name)
def test_a_register_is_read_and_written_in_the_window(qtbot: QtBot, window: MainWindow, register: Register) -> None:
    book = window._session.desk.book
    window.show_page(register.name)
    page = window.page(register.name)
    for identity in book.ids(register.name)[:3]:
        page.show_record(identity)
        assert not any(row.editor.is_changed() for row in page.form.rows.values())
        for action in register.actions:  # what the menu offers is what the record allows
            allowed = action.when.holds(book.values(register.name, identity), book.moment())
            assert (f"can:{register.name}:{action.name}" in page.state()) is allowed
    before = book.count(register.name)
    page.side.new()
    for name, row in page.form.rows.items():
        if row.field.required:
            type_into(row.editor, WORDS.get(name, "新的一条"))
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.form.leave_draft()
    assert book.count(register.name) == before + 1
    window.undoing.undo()
    assert book.count(register.name) == before
