"""Every field of every register has an editor that shows a value and answers it unchanged."""

import pytest
from pytestqt.qtbot import QtBot

from models.registers import all_registers
from ui.session import Session
from ui.widgets.editors import editor_for

FIELDS = [
    *((register.name, field.name) for register in all_registers().values() for field in register.fields),
]


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(("register", "name"), FIELDS)
def test_showing_a_value_is_no_change(
    qtbot: QtBot, looked_at: Session, register: str, name: str, compact: bool
) -> None:
    session = looked_at
    field = session.registers[register].field(name)
    editor = editor_for(field, session, compact=compact)
    qtbot.addWidget(editor)
    ids = session.desk.book.ids(register)
    for record in session.desk.book.records(register, ids):
        editor.show_value(record[name])
        assert not editor.is_changed()
        if not field.locked and field.kind not in ("entries",):
            assert field.accept(editor.answer(), session.desk.book) == record[name] or field.required
        editor.commit()
