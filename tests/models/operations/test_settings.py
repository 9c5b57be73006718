"""Settings: read with their defaults, kept in one step, undone, and refused where they do not fit."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import models.registers
from models.base.errors import FieldError
from models.base.terms import Term
from models.operations import Desk, actions
from models.operations.settings import SETTINGS, read_settings, set_settings, set_words, word_lists
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as made:
        yield made


def test_a_fresh_workbook_has_the_defaults(desk: Desk) -> None:
    assert read_settings(desk) == {item.key: item.default for item in SETTINGS}
    assert desk.book.moment().soon_days == 7


def test_every_term_that_is_the_offices_own_can_be_set() -> None:
    """A term that names a setting starts with that setting's number of days."""
    modules = [import_module(f"models.registers.{item.name}") for item in iter_modules(models.registers.__path__)]
    terms = [item for module in modules for item in vars(module).values() if isinstance(item, Term) and item.setting]
    known = {item.key: item for item in SETTINGS}
    assert len(terms) >= 5
    for term in terms:
        assert known[term.setting].default == str(term.days)
        assert term.days <= known[term.setting].most


def test_several_are_kept_in_one_step_and_taken_back(desk: Desk) -> None:
    outcome = set_settings(desk, {"office_name": " 云岭市政务公开办公室 ", "soon_days": "１０", "phone": ""})
    assert outcome.message == "已修改设置：单位名称、临期天数。"
    assert read_settings(desk)["office_name"] == "云岭市政务公开办公室"
    assert desk.book.moment().soon_days == 10
    set_settings(desk, {"soon_days": "3"})
    actions.undo(desk)
    assert desk.book.moment().soon_days == 10
    actions.undo(desk)
    assert read_settings(desk)["office_name"] == ""
    assert desk.book.moment().soon_days == 7
    actions.redo(desk)
    assert desk.book.moment().soon_days == 10


def test_what_does_not_differ_makes_no_step(desk: Desk) -> None:
    set_settings(desk, {"contact": "李明"})
    steps = len(desk.book.history.steps(10))
    outcome = set_settings(desk, {"contact": "李明 ", "soon_days": "7"})
    assert not outcome.changes
    assert outcome.message == ""
    assert len(desk.book.history.steps(10)) == steps


@pytest.mark.parametrize("text", ["", "0", "61", "-3", "七", "7.5", "7天", "1e1"])
def test_bad_days_change_nothing(desk: Desk, text: str) -> None:
    with pytest.raises(FieldError, match="1 到 60") as told:
        set_settings(desk, {"office_name": "某局", "soon_days": text})
    assert told.value.field == "soon_days"
    assert read_settings(desk)["office_name"] == ""


@pytest.mark.parametrize("text", ["1", "60", "０７"])
def test_good_days(desk: Desk, text: str) -> None:
    set_settings(desk, {"soon_days": text})
    assert desk.book.moment().soon_days == int(text)


def test_an_unknown_setting_is_refused(desk: Desk) -> None:
    with pytest.raises(FieldError, match="没有“colour”这项设置"):
        set_settings(desk, {"colour": "red"})


def test_the_offices_own_words(desk: Desk) -> None:
    title, words = word_lists(desk)["problem_origins"]
    assert title == "问题整改 · 问题来源" and "督查" in words
    outcome = set_words(desk, {"problem_origins": [" 巡察 ", "", "督查", "巡察"]})
    assert outcome.message == "已修改选项：问题整改 · 问题来源。"
    assert word_lists(desk)["problem_origins"][1] == ("巡察", "督查")
    assert not set_words(desk, {"problem_origins": ["巡察", "督查"]}).changes
    set_words(desk, {"problem_origins": []})
    assert word_lists(desk)["problem_origins"][1] == words
    desk.book.undo()
    assert word_lists(desk)["problem_origins"][1] == ("巡察", "督查")
    for key, wrong, sentence in (("other", ["甲"], "没有“other”"), ("problem_origins", ["长" * 61], "最多 60 个字")):
        with pytest.raises(FieldError, match=sentence):
            set_words(desk, {key: wrong})
