"""The table of actions: who answers, when each is enabled, and what happens before."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon, QKeySequence
from pytestqt.qtbot import QtBot

from models.registers import all_registers
from ui import actions
from ui.actions import ACTIONS, MENUS, ActionTable, perform_name, register_specs


@pytest.fixture
def table(qtbot: QtBot) -> ActionTable:
    owner = QObject()
    made = ActionTable(all_registers(), lambda name: QIcon(), owner)
    made.owner = owner  # type: ignore[attr-defined]  # kept alive with the table
    return made


SPECS = (*ACTIONS, *register_specs(all_registers()))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_action_is_whole(spec: actions.ActionSpec) -> None:
    assert spec.text
    assert spec.tip
    assert spec.menu in MENUS
    assert not spec.shortcut or not QKeySequence(spec.shortcut).isEmpty()
    if spec.shortcut in ("Space", "Del", "Ctrl+C", "Ctrl+V", "Ctrl+A"):
        assert spec.in_table, "these keys mean something else wherever text is typed"


def test_names_are_unique() -> None:
    assert len({spec.name for spec in SPECS}) == len(SPECS)


@pytest.mark.parametrize("register", all_registers())
def test_shortcuts_are_unique_where_a_register_is_in_front(register: str) -> None:
    specs = [spec for spec in SPECS if spec.register in ("", register)]
    keys = [QKeySequence(spec.shortcut).toString() for spec in specs if spec.shortcut]
    assert len(keys) == len(set(keys))


def test_only_the_actions_of_the_register_in_front_are_seen(table: ActionTable) -> None:
    table.show_register("problems")
    seen = {name for name, action in table.actions.items() if action.isVisible()}
    assert perform_name("problems", "apply") in seen
    assert perform_name("tasks", "complete") not in seen
    assert seen >= {"new", "undo"}


def test_the_first_that_knows_an_action_gets_it(table: ActionTable) -> None:
    done: list[str] = []
    table.use({"find": lambda: done.append("page")}, {"find": lambda: done.append("window"), "help": lambda: None})
    table.before = lambda: done.append("before")
    table["find"].trigger()
    assert done == ["before", "page"]


def test_enabled_by_state_and_by_somebody_to_answer(table: ActionTable) -> None:
    table.use({"new": lambda: None, "help": lambda: None})
    table.refresh(frozenset())
    assert table["help"].isEnabled()
    assert not table["new"].isEnabled()
    table.refresh(frozenset({actions.WORKBOOK, actions.WRITABLE, actions.REGISTER}))
    assert table["new"].isEnabled()
    assert not table["find"].isEnabled(), "nobody answers to it here"


def test_what_a_register_allows(table: ActionTable) -> None:
    name = perform_name("tasks", "complete")
    table.use({name: lambda: None})
    state = frozenset({actions.WORKBOOK, actions.WRITABLE})
    table.refresh(state)
    assert not table[name].isEnabled()
    table.refresh(state | {"can:tasks:complete"})
    assert table[name].isEnabled()
    assert table[name].shortcutContext() == Qt.ShortcutContext.WidgetShortcut
