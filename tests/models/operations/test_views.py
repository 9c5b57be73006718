"""Saved views: kept, renamed, deleted, used at first, undone, refused; and what no longer exists is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import ClerkError, FieldError
from models.base.views import View, fitting
from models.operations import Desk, workbooks
from models.operations.views import (
    delete_view,
    first_view,
    read_view,
    rename_view,
    save_view,
    set_first_view,
    view_text,
    views_of,
)
from models.registers import all_registers
from tests.models.operations.desks import office_desk

TASKS = all_registers()["tasks"]
OVERDUE = View(
    name="逾期未办",
    filters=(("status", "overdue"), ("units", "3"), ("units", "5")),
    words="公开",
    order="due_on",
    descending=True,
    columns=("number", "status", "content"),
    widths=(("content", 22.5),),
    group_by="lead_units",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def test_a_view_goes_along_with_a_copy_and_is_undone(desk: Desk, tmp_path: Path) -> None:
    assert save_view(desk, TASKS, OVERDUE, first=True).message == "已保存视图“逾期未办”。"
    assert (views_of(desk, TASKS), first_view(desk, TASKS)) == ({"逾期未办": OVERDUE}, "逾期未办")
    assert views_of(desk, desk.registers["units"]) == {}
    assert next(step.title for step in desk.book.history.steps()) == "保存视图“逾期未办”"
    desk.book.back_up(tmp_path / "副本.gkb")
    copy = workbooks.open_desk(tmp_path / "副本.gkb", desk.registers, desk.clock, desk.resources)
    assert (views_of(copy, TASKS), first_view(copy, TASKS)) == ({"逾期未办": OVERDUE}, "逾期未办")
    copy.book.close()
    desk.book.undo()
    assert (views_of(desk, TASKS), first_view(desk, TASKS)) == ({}, "")
    desk.book.redo()
    assert first_view(desk, TASKS) == "逾期未办"


def test_renaming_and_deleting_keep_what_is_used_at_first_in_line(desk: Desk) -> None:
    save_view(desk, TASKS, OVERDUE, first=True)
    save_view(desk, TASKS, View(name="全貌"))
    assert rename_view(desk, TASKS, "逾期未办", " 逾期 ").message == "已把视图“逾期未办”改名为“逾期”。"
    assert (list(views_of(desk, TASKS)), first_view(desk, TASKS)) == (["全貌", "逾期"], "逾期")
    save_view(desk, TASKS, View(name="逾期", words="新的"), over=True)
    assert first_view(desk, TASKS) == "逾期", "what a view holds may change while it is used at first"
    set_first_view(desk, TASKS, "")
    assert first_view(desk, TASKS) == ""
    set_first_view(desk, TASKS, "逾期")
    delete_view(desk, TASKS, "逾期")
    assert (list(views_of(desk, TASKS)), first_view(desk, TASKS)) == (["全貌"], "")
    desk.book.undo()
    assert first_view(desk, TASKS) == "逾期"


def test_refused_in_one_sentence(desk: Desk) -> None:
    save_view(desk, TASKS, View(name="甲"))
    for name, sentence in (
        ("  ", "视图要有名称，最多 30 个字。"),
        ("长" * 31, "视图要有名称，最多 30 个字。"),
        (" 甲", "已有名为“甲”的视图，请另取一个名称。"),
    ):
        with pytest.raises(FieldError) as refused:
            save_view(desk, TASKS, View(name=name))
        assert (refused.value.sentence, refused.value.field) == (sentence, "name")
    for work in (delete_view, set_first_view):
        with pytest.raises(ClerkError, match="没有名为“乙”的视图，可能已经删除"):
            work(desk, TASKS, "乙")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"filters": {"status": "overdue"}}', '{"widths": {"a": -1}}', '{"x": 1}', '{"tree": 1}']
)
def test_a_view_of_another_version_is_listed_renamed_and_deleted(desk: Desk, text: str) -> None:
    desk.book.change("x", "x", lambda step: step.keep_setting("view:tasks:怪", text))
    assert views_of(desk, TASKS) == {"怪": None}
    rename_view(desk, TASKS, "怪", "怪2")
    assert desk.book.setting("view:tasks:怪2") == text
    delete_view(desk, TASKS, "怪2")
    assert views_of(desk, TASKS) == {}


def test_what_the_register_no_longer_has_is_left_out_and_told() -> None:
    odd = View(
        name="旧",
        filters=(("status", "overdue"), ("status", "gone"), ("colour", "red"), ("section", "一")),
        order="colour",
        columns=("content", "colour", "status"),
        widths=(("colour", 3.0), ("content", 9.0)),
        group_by="shape",
        tree=True,
    )
    fits, lost = fitting(TASKS, odd)
    assert fits == View(
        name="旧",
        filters=(("status", "overdue"), ("section", "一")),
        columns=("content", "status"),
        widths=(("content", 9.0),),
    )
    assert lost == ("colour", "gone", "shape")
    assert fitting(TASKS, OVERDUE) == (OVERDUE, ())


NAMES = st.sampled_from(("status", "units", "section", "content", "lead_units"))


@given(
    st.builds(
        View,
        name=st.just("名"),
        filters=st.dictionaries(NAMES, st.lists(st.text(), min_size=1, max_size=3), max_size=3).map(
            lambda found: tuple((name, value) for name, values in found.items() for value in values)
        ),
        words=st.text(),
        order=NAMES,
        descending=st.booleans(),
        columns=st.lists(NAMES, unique=True).map(tuple),
        widths=st.dictionaries(NAMES, st.floats(0.5, 200)).map(lambda found: tuple(found.items())),
        group_by=NAMES,
        tree=st.booleans(),
    )
)
def test_any_view_comes_back_from_its_text(view: View) -> None:
    assert read_view("名", view_text(view)) == view
