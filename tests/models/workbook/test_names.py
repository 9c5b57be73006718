"""From a name to a record and back; names that must be one person's only; who still needs a record."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.errors import FieldError, WorkbookError
from models.workbook import Workbook
from models.workbook.names import GONE
from models.workbook.steps import Step
from tests.examples import some
from tests.models.small import job


def people(book: Workbook, *many: dict[str, Any]) -> None:
    book.change("add", "添", lambda step: step.insert_many("people", many))


@pytest.fixture
def office(book: Workbook) -> Workbook:
    people(
        book,
        {"name": "区政府办公室（法制股）", "aliases": ("区政府办", "ＧＢ办")},
        {"name": "区司法局"},
        {"name": "各乡、街道办事处"},
    )
    return book


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区政府办公室（法制股）", 1),
        ("区政府办公室(法制股)", 1),
        (" 区政府办公室〔法制股〕", 1),
        ("区政府办", 1),
        ("gb办", 1),
        ("区 司法局", 2),
        ("各乡、街道办事处", 3),
        ("区财政局", None),
        ("", None),
        ("' OR 1=1 --", None),
    ],
)
def test_found_by_name_and_alias(office: Workbook, text: str, found: int | None) -> None:
    assert office.find("people", text) == found
    assert office.known("people", text) == found


@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from("甲乙丙丁"), st.sets(st.sampled_from("戊己庚"))), max_size=6)
)
def test_names_put_right_one_by_one_are_those_read_anew(
    book: Workbook, changes: list[tuple[int, str, set[str]]]
) -> None:
    if not book.count("people"):
        people(book, *({"name": name} for name in ("区司法局", "区财政局", "区教育局")))
    before = book.history.undoable()
    for identity, name, aliases in changes:
        book.find("people", name)  # the names are remembered
        with suppress(FieldError):  # somebody else's name
            values = {"name": name * 2, "aliases": tuple(sorted(aliases))}
            book.change("edit", "改", lambda step, i=identity, v=values: step.update("people", i, v))
    wanted = [*(name * 2 for name in "甲乙丙丁"), *"戊己庚", "区司法局", "区财政局", "区教育局"]
    kept = [book.find("people", name) for name in wanted], [book.title("people", i) for i in (1, 2, 3)]
    book.refresh()
    assert kept == ([book.find("people", name) for name in wanted], [book.title("people", i) for i in (1, 2, 3)])
    while book.history.undoable() != before:
        book.undo()


def test_a_name_of_somebody_who_is_gone(office: Workbook) -> None:
    assert office.title("people", 2) == "区司法局"
    office.change("delete", "删", lambda step: step.delete("people", 2))
    assert office.title("people", 2) == GONE
    assert office.find("people", "区司法局") is None
    office.undo()
    assert office.title("people", 2) == "区司法局"
    assert office.find("people", "区司法局") == 2


@pytest.mark.parametrize(
    "values",
    [
        {"name": "区司法局"},
        {"name": "区 司法局"},
        {"name": "区政府办"},
        {"name": "新局", "aliases": ("区司法局",)},
        {"name": "新局", "aliases": ("甲", "区政府办公室(法制股)")},
    ],
)
def test_a_name_is_one_persons_only(office: Workbook, values: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match=r"已有名为“.*”的人员，请改用它，或换一个(姓名|别名)。"):
        people(office, values)
    with pytest.raises(FieldError, match="已有名为"):
        office.change("edit", "改", lambda step: step.update("people", 3, values))
    assert office.count("people") == 3


def test_two_of_one_name_in_one_batch(book: Workbook) -> None:
    with pytest.raises(FieldError, match="已有名为“甲”的人员"):
        people(book, {"name": "甲"}, {"name": "乙"}, {"name": "甲"})
    assert book.count("people") == 0
    assert book.find("people", "乙") is None


def test_ones_own_names_are_no_hindrance(office: Workbook) -> None:
    office.change("edit", "改", lambda step: step.update("people", 2, {"aliases": ("区司法局", "司法局")}))
    office.change("edit", "改", lambda step: step.update("people", 2, {"name": "司法局"}))
    assert office.find("people", "区司法局") == office.find("people", "司法局") == 2


def test_old_twins_do_not_stop_other_edits(office: Workbook) -> None:
    """An imported workbook may hold twins: what is not touched is not judged."""
    office.connection.execute("INSERT INTO people (name) VALUES ('区司法局')")
    office.connection.commit()
    office.refresh()
    office.change("edit", "改", lambda step: step.update("people", 2, {"friends": (1,)}))
    assert office.values("people", 2)["friends"] == (1,)


def test_who_is_needed_is_not_deleted(office: Workbook) -> None:
    def work(step: Step) -> None:
        step.insert("jobs", job("第一件要做的很长很长的差事", owners=(2,), helpers=(2,)))
        step.insert_many("jobs", [job(f"第{n}件", helpers=(2,)) for n in range(4)])
        step.update("people", 1, {"friends": (2,)})

    office.change("add", "添", work)
    with pytest.raises(WorkbookError) as caught:
        office.change("delete", "删", lambda step: step.delete("people", 2))
    assert str(caught.value) == (
        "“区司法局”还被5 件差事（“第一件要做的很长很长的差”、“第0件”、“第1件”等）、"
        "1 名人员（“区政府办公室（法制股）”）用到，不能删除；请先改掉那里再删。"
    )
    assert office.linked_from("people", 2) == {"jobs": {1, 2, 3, 4, 5}, "people": {1}}
    assert office.find("people", "区司法局") == 2


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_those_who_need_only_each_other_may_go_together(office: Workbook, order: tuple[int, int]) -> None:
    def work(step: Step) -> None:
        step.update("people", 1, {"friends": (2, 1)})
        step.update("people", 2, {"friends": (1,)})

    office.change("edit", "改", work)
    with pytest.raises(WorkbookError):
        office.change("delete", "删", lambda step: step.delete_many("people", order[:1]))
    office.change("delete", "删", lambda step: step.delete_many("people", order))
    assert office.ids("people") == [3]
    office.undo()
    assert office.values("people", 1)["friends"] == (2, 1)
    office.redo()
    assert office.ids("people") == [3]
    assert office.problems() == []


def test_a_link_to_one_who_is_gone_is_refused(office: Workbook) -> None:
    for field, value in (("owners", (1, 99)), ("parent", 99)):
        with pytest.raises(FieldError, match=r"里的一个(人员|差事)已被删除，请重新选择。"):
            office.change("add", "添", lambda step, f=field, v=value: step.insert("jobs", job(**{f: v})))  # type: ignore[misc]


def test_the_same_person_twice_in_one_field(office: Workbook) -> None:
    office.change("add", "添", lambda step: step.insert("jobs", job(owners=(2, 2, 1), helpers=(2,))))
    assert office.values("jobs", 1)["owners"] == (2, 1)
    assert office.values("jobs", 1)["helpers"] == (2,)


def test_a_record_that_is_gone(book: Workbook) -> None:
    with pytest.raises(WorkbookError, match="差事里没有编号为 7 的记录，可能已被删除。"):
        book.record("jobs", 7)
    with pytest.raises(WorkbookError, match="没有编号为 7"):
        book.change("edit", "改", lambda step: step.update("jobs", 7, {"name": "新"}))
    with pytest.raises(WorkbookError, match="没有编号为 7"):
        book.change("edit", "删", lambda step: step.delete("jobs", 7))
    assert book.records("jobs", [7, 8]) == []


def test_a_field_nobody_declared_is_a_bug(book: Workbook) -> None:
    with pytest.raises(KeyError):
        book.change("add", "添", lambda step: step.insert("jobs", job(colour="红")))
