"""Unit names of a notice against the roster: what each is, what a decision does, and that it is remembered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.errors import ClerkError
from models.intake import DraftTask
from models.operations import Desk, actions, records
from models.operations.bringing_in import bring_in
from models.operations.matching import TOLD_APART, Decision, Match, match_units, names_in
from models.operations.settings import set_settings
from tests.models.operations.desks import office_desk
from tests.models.operations.test_bringing_in import NOTICE, draft
from tests.models.operations.unit_pairs import DIFFERENT, SAME, pairs


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def naming(*names: str) -> tuple[DraftTask, ...]:
    """A task for each name."""
    return tuple(draft(str(number), f"第{number}件事", lead=(name,)) for number, name in enumerate(names, start=1))


def register(desk: Desk, *names: str) -> None:
    records.add_many(desk, "units", [{"name": name} for name in names])


def only(desk: Desk, name: str) -> Match:
    (match,) = match_units(desk, naming(name))
    return match


def aliases(desk: Desk, name: str) -> tuple[str, ...]:
    found = desk.book.find("units", name)
    assert found is not None
    kept: tuple[str, ...] = desk.book.values("units", found)["aliases"]
    return kept


def test_same_alias_likely_new_and_group(desk: Desk) -> None:
    register(desk, "市政府办公室", "市司法局", "市发展和改革委员会")
    records.edit(desk, "units", [2], {"aliases": "市依法治市办"})
    tasks = naming("市政府办公室", "市依法治市办", "市发改委", "市水利局", "各县区政府", "市发改委")
    found = {match.name: match for match in match_units(desk, tasks)}
    assert {name: match.kind for name, match in found.items()} == {
        "市政府办公室": "same",
        "市依法治市办": "alias",
        "市发改委": "likely",
        "市水利局": "new",
        "各县区政府": "group",
    }
    assert (found["市发改委"].unit_id, found["市发改委"].unit_name, found["市发改委"].times) == (
        3,
        "市发展和改革委员会",
        2,
    )
    assert found["市依法治市办"].unit_name == "市司法局"
    assert found["各县区政府"].is_group


@pytest.mark.parametrize(("one", "other"), [*pairs(SAME), *pairs(DIFFERENT)])
def test_a_spelling_is_never_taken_for_a_registered_name_without_asking(desk: Desk, one: str, other: str) -> None:
    register(desk, other)
    assert only(desk, one).kind in ("likely", "new", "group")


def test_names_are_counted_once_a_task() -> None:
    task = replace(draft("1", "甲", lead=("市司法局",), others=("市司法局", "市财政局")))
    assert names_in([task, task]) == {"市司法局": 2, "市财政局": 2}


def test_several_units_that_are_equally_near_are_no_guess(desk: Desk) -> None:
    register(desk, "南明区司法局", "云岩区司法局")
    match = only(desk, "区司法局")
    assert (match.kind, match.unit_id) == ("new", None)
    assert match.candidates == ("南明区司法局", "云岩区司法局")
    set_settings(desk, {"office_name": "云岩区人民政府办公室"})
    assert only(desk, "区司法局").unit_name == "云岩区司法局"


def test_spellings_of_one_new_unit_within_a_notice(desk: Desk) -> None:
    found = match_units(desk, naming("市政府办", "市政府办公室", "区政府办"))
    assert [(match.kind, match.unit_name, match.unit_id) for match in found] == [
        ("likely", "市政府办公室", None),
        ("new", "", None),
        ("new", "", None),
    ]


def test_a_yes_makes_an_alias_in_the_same_step(desk: Desk) -> None:
    register(desk, "市政府办公室")
    tasks = naming("市政府办", "市水利局")
    outcome = bring_in(desk, NOTICE, tasks, decisions=(Decision("市政府办", same_as="市政府办公室"),))
    assert outcome.message == "已导入 2 项任务，新登记单位 1 个，记下别称 1 个，依据的文件 2 份一并登记。"
    assert desk.book.values("tasks", 1)["lead_units"] == (1,)
    assert aliases(desk, "市政府办公室") == ("市政府办",)
    assert only(desk, "市政府办").kind == "alias"
    actions.undo(desk)
    assert aliases(desk, "市政府办公室") == ()
    assert desk.book.count("units") == 1
    assert only(desk, "市政府办").kind == "likely"


def test_nothing_is_merged_without_a_yes(desk: Desk) -> None:
    register(desk, "市政府办公室")
    bring_in(desk, NOTICE, naming("市政府办"))
    assert desk.book.values("tasks", 1)["lead_units"] == (2,)
    assert aliases(desk, "市政府办公室") == ()


def test_a_no_is_remembered(desk: Desk) -> None:
    register(desk, "市人力资源和社会保障局")
    assert only(desk, "市人社局").kind == "likely"
    refusal = Decision("市人社局", not_same=("市人力资源和社会保障局",))
    bring_in(desk, NOTICE, naming("市水利局"), decisions=(refusal,))
    assert only(desk, "市人社局") == Match("市人社局", "new", times=1)
    actions.undo(desk)
    assert only(desk, "市人社局").kind == "likely"


def test_a_spoilt_setting_is_no_hindrance(desk: Desk) -> None:
    records.add(desk, "settings", {"key": TOLD_APART, "value": "[1"})
    register(desk, "市人力资源和社会保障局")
    assert only(desk, "市人社局").kind == "likely"


def test_a_chain_of_spellings_ends_at_one_unit(desk: Desk) -> None:
    decisions = (Decision("市发改委", "市发展改革委"), Decision("市发展改革委", "市发展和改革委员会"))
    for order in (decisions, decisions[::-1]):
        bring_in(desk, NOTICE, naming("市发改委", "市发展改革委", "市发展和改革委员会"), decisions=order)
        units = {desk.book.values("tasks", number)["lead_units"] for number in desk.book.ids("tasks")}
        assert len(units) == 1
        assert set(aliases(desk, "市发展和改革委员会")) == {"市发改委", "市发展改革委"}
        actions.undo(desk)


def test_a_group_with_chosen_members(desk: Desk) -> None:
    register(desk, "南明区政府")
    decision = Decision("各县区政府", kind="群体", members=("南明区政府", "云岩区政府"))
    bring_in(desk, NOTICE, naming("各县区政府"), decisions=(decision,))
    match = only(desk, "各县区政府")
    assert (match.kind, match.is_group, match.members) == ("same", True, ("南明区政府", "云岩区政府"))
    actions.undo(desk)
    assert desk.book.count("units") == 1


def test_a_group_or_unit_is_registered_as_the_clerk_says(desk: Desk) -> None:
    decisions = (Decision("各界联合会", kind="单位"), Decision("教育系统", kind="群体"))
    bring_in(desk, NOTICE, naming("各界联合会", "教育系统"), decisions=decisions)
    kinds = {unit["name"]: unit["kind"] for unit in desk.book.records("units", desk.book.ids("units"))}
    assert kinds == {"各界联合会": "单位", "教育系统": "群体"}


def test_a_decision_on_a_name_that_no_task_uses_registers_nothing(desk: Desk) -> None:
    bring_in(desk, NOTICE, naming("市水利局"), decisions=(Decision("各部门", kind="群体", members=("市教育局",)),))
    assert [unit["name"] for unit in desk.book.records("units", desk.book.ids("units"))] == ["市水利局"]


def test_an_alias_that_belongs_to_another_is_left_there(desk: Desk) -> None:
    records.add(desk, "units", {"name": "甲局", "aliases": "乙局"})
    register(desk, "丙局")
    bring_in(desk, NOTICE, naming("乙局"), decisions=(Decision("乙局", "丙局"),))
    assert aliases(desk, "丙局") == ()
    assert desk.book.values("tasks", 1)["lead_units"] == (1,)


def test_what_fails_keeps_no_decision(desk: Desk) -> None:
    register(desk, "市政府办公室")
    with pytest.raises(ClerkError):
        bring_in(desk, NOTICE, naming("长" * 101), decisions=(Decision("市政府办", same_as="市政府办公室"),))
    assert aliases(desk, "市政府办公室") == ()
