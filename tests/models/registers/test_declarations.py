"""The declarations hold together: every name they use is one they declare."""

import re

import pytest

from models.base.conditions import All, AnyOf, Before, Condition, Equals, Filled, Holds, Not, UpTo
from models.base.register import Register
from models.registers import all_registers
from models.registers.documents import DOCUMENTS
from models.registers.units import UNITS, looks_like_group

REGISTERS = all_registers()
EACH = pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.name)


def fields_of(condition: Condition) -> set[str]:
    match condition:
        case Filled(name) | Equals(name, _) | Before(name, _) | UpTo(name, _):
            return {name}
        case Holds(names, _):
            return set(names)
        case All(parts) | AnyOf(parts):
            return set().union(*(fields_of(part) for part in parts))
        case Not(part):
            return fields_of(part)
    return set()


@EACH
def test_every_name_is_declared(register: Register) -> None:
    names = set(register.by_name)
    assert len(names) == len(register.shown)
    assert len({field.title for field in register.shown}) == len(register.shown)
    assert {register.title_field, *register.known_by, *register.columns} <= names
    for layout in register.layouts:
        assert set(layout.field_names()) <= names
    assert set(register.filters) - {"units"} <= names
    assert not {"id", "status", "position"} & names
    assert not register.tree or register.field(register.tree).target == register.name
    grouped = [name for group in register.groups for name in group.fields]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= names
    for status in register.statuses:
        assert fields_of(status.when) <= names
        assert not status.counts or status.counts in names
    for action in register.actions:
        assert fields_of(action.when) <= names
    for rule in register.rules:
        assert set(rule.watches) <= names
    for tally in register.tallies:
        assert register.field(tally.day).kind == "date"
        assert {*filter(None, (tally.by, tally.adds))} <= names
    for field in register.fields:
        assert field.target is None or field.target in REGISTERS
        assert re.fullmatch(r"[a-z][a-z0-9_]*", field.name)


@EACH
def test_layouts_have_names_of_their_own_and_one_column_a_field(register: Register) -> None:
    assert register.hidden or register.layouts
    assert len({layout.name for layout in register.layouts}) == len(register.layouts)
    for layout in register.layouts:
        named = [(name, column.option) for column in layout.columns for name in column.fields]
        assert len(named) == len(set(named)), layout.name
        assert all(column.fields for column in layout.columns)


@EACH
def test_every_visible_field_is_in_the_form(register: Register) -> None:
    if register.hidden:
        return
    grouped = {name for group in register.groups for name in group.fields}
    assert {field.name for field in register.shown if not field.hidden} <= grouped


@EACH
def test_the_last_status_is_for_all_the_others(register: Register) -> None:
    if register.statuses:
        assert fields_of(register.statuses[-1].when) == set()
        assert len({status.code for status in register.statuses}) == len(register.statuses)


@EACH
def test_shortcuts_are_given_once(register: Register) -> None:
    keys = [action.shortcut for action in register.actions if action.shortcut]
    assert len(keys) == len(set(keys))
    assert len({action.name for action in register.actions}) == len(register.actions)


def test_links_go_both_ways() -> None:
    users = {(register.name, field.name) for register, field in REGISTERS.links_to("units")}
    assert users >= {
        ("tasks", "lead_units"),
        ("tasks", "responsible_units"),
        ("tasks", "cooperating_units"),
        ("units", "members"),
    }
    assert REGISTERS["tasks"].unit_fields == ("lead_units", "responsible_units", "cooperating_units")


@pytest.mark.parametrize("name", ["各部门", "各乡、街道办事处", "市政府有关部门", "相关部门", "领导小组成员单位"])
def test_a_group_phrase(name: str) -> None:
    assert looks_like_group(name)
    assert UNITS.from_name is not None
    assert UNITS.from_name(name) == {"name": name, "kind": "群体"}


@pytest.mark.parametrize("name", ["区司法局", "市政府办公室", "区各界联合会"])
def test_a_single_unit(name: str) -> None:
    assert not looks_like_group(name)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("皖政务办[2021]2号", "皖政务办〔2021〕2号"),
        ("皖政务办（2021）2号", "皖政务办〔2021〕2号"),
        ("2021年政务公开工作要点", None),
        ("关于〔2021〕2号文件的说明", None),
    ],
)
def test_a_document_known_by_its_number_or_title_only(name: str, number: str | None) -> None:
    assert DOCUMENTS.from_name is not None
    assert DOCUMENTS.from_name(name) == {"title": name, "doc_number": number}
