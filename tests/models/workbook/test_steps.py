"""What a step keeps in the log, what it says it touched, and the order in which records are read."""

from datetime import date
from typing import Any

import pytest

from models.base.errors import Cancelled, FieldError
from models.base.record import Changes, Query
from models.workbook import Workbook
from models.workbook.history import changed_fields
from models.workbook.steps import Step
from tests.models.small import JOBS, job


def add(book: Workbook, *many: dict[str, Any]) -> Changes:
    return book.change("add", f"新建 {len(many)} 件差事", lambda step: step.insert_many("jobs", many))


def test_the_log_tells_who_did_what(book: Workbook) -> None:
    add(book, job("甲", code="007"), job("乙"))
    book.change("edit", "修改差事", lambda step: step.update("jobs", 1, {"code": "008", "done": True}))
    book.undo()
    told = [(step.kind, step.name, step.title, step.state, step.records) for step in book.history.steps()]
    assert told == [
        ("undo", "undo", "修改差事", "done", 1),
        ("do", "edit", "修改差事", "undone", 1),
        ("do", "add", "新建 2 件差事", "done", 2),
    ]
    assert {(step.made_by, step.made_at) for step in book.history.steps()} == {(book.user, book.now())}
    newest, oldest = book.history.of_record("jobs", 1)
    assert newest.undone
    assert changed_fields(JOBS, newest) == {"code": ("007", "008"), "done": (False, True)}
    assert oldest.before is None
    assert changed_fields(JOBS, oldest) == {"name": (None, "甲"), "code": (None, "007")}


def test_a_new_step_ends_what_could_be_redone(book: Workbook) -> None:
    add(book, job("甲"))
    add(book, job("乙"))
    book.undo()
    book.undo()
    assert book.history.redoable() == (1, "新建 1 件差事")
    book.redo()
    add(book, job("丙"))
    assert book.history.redoable() is None
    assert not book.redo()
    assert [step.state for step in book.history.steps() if step.kind == "do"] == ["done", "dropped", "done"]
    assert [record["name"] for record in book.records("jobs", book.ids("jobs"))] == ["甲", "丙"]
    assert book.ids("jobs") == [1, 3]  # a number is never given twice


def test_the_touched_records_are_told(book: Workbook) -> None:
    changes = add(book, job("甲"), job("乙"))
    assert changes.touched == {"jobs": frozenset({1, 2})}
    assert changes.ids("people") == frozenset()
    assert book.undo().touched == changes.touched


@pytest.mark.parametrize(
    "work",
    [
        lambda step: None,
        lambda step: step.insert_many("jobs", []),
        lambda step: step.update("jobs", 1, {"name": "甲", "memo": "", "owners": []}),
        lambda step: step.delete_many("jobs", []),
    ],
)
def test_a_step_that_changes_nothing_leaves_no_trace(book: Workbook, work: Any) -> None:
    add(book, job("甲"))
    add(book, job("乙"))
    book.undo()
    assert not book.change("edit", "什么也没有", work)
    assert len(book.history.steps()) == 3
    assert book.history.redoable() is not None


def test_a_value_that_does_not_fit_stops_the_whole_step(book: Workbook) -> None:
    with pytest.raises(FieldError, match="“名称”不能为空，请填写。") as caught:
        add(book, job("甲"), job(""))
    assert caught.value.field == "name"
    assert book.count("jobs") == 0
    assert book.history.steps() == []


def test_zero_is_not_nothing(book: Workbook) -> None:
    add(book, job("甲", count=0, done=False))
    before = book.connection.execute("SELECT count, done FROM jobs").fetchall()
    book.undo()
    book.redo()
    assert book.connection.execute("SELECT count, done FROM jobs").fetchall() == before == [(0, 0)]


def test_a_step_may_ask_and_answer_within_itself(book: Workbook) -> None:
    def work(step: Step) -> None:
        person = step.insert("people", {"name": "甲局"})
        assert book.find("people", "甲局") == person
        made = step.insert("jobs", job("一", owners=(person,)))
        assert book.ids("jobs") == [made]
        step.update("people", person, {"name": "乙局"})
        assert book.find("people", "甲局") is None

    book.change("work", "做事", work)
    assert book.ids("jobs", Query(search="乙局")) == [1]


def test_progress_is_told_and_may_be_cancelled(book: Workbook) -> None:
    told: list[tuple[int, int]] = []
    rows = [job(f"第{n}件") for n in range(4500)]
    report = lambda done, total: told.append((done, total)) or True  # noqa: E731
    book.change("add", "添", lambda step: step.insert_many("jobs", rows, report))
    assert told[0] == (0, 4500)
    assert all(done <= total for done, total in told)
    ids = book.ids("jobs")
    with pytest.raises(Cancelled):
        book.change("delete", "删", lambda step: step.delete_many("jobs", ids, lambda done, total: done == 0))
    assert book.ids("jobs") == ids
    with pytest.raises(Cancelled):
        book.problems(lambda done, total: False)


def named(book: Workbook, **query: Any) -> str:
    return "".join(record["name"] for record in book.records("jobs", book.ids("jobs", Query(**query))))


def test_orders(book: Workbook) -> None:
    def work(step: Step) -> None:
        anna, bob = step.insert_many("people", [{"name": "乙10"}, {"name": "乙9"}])
        step.insert("jobs", job("甲", code="10", due=date(2021, 10, 20), owners=(anna,), count=5))
        step.insert("jobs", job("乙", code="9", due=date(2021, 10, 1), owners=(bob, anna), kind="平件", count=0))
        step.insert("jobs", job("丙", begun=date(2021, 1, 1), kind="急件", done=True))
        step.insert("jobs", job("丁", code="9-1", due=date(2022, 1, 1), owners=(anna, bob), count=-3))

    book.change("add", "添", work)
    orders = {
        "": "甲乙丙丁",
        "code": "乙丁甲丙",
        "due": "乙甲丁丙",
        "count": "丁乙甲丙",
        "kind": "丙乙甲丁",
        "owners": "乙甲丁丙",
        "status": "乙甲丙丁",
        "done": "甲乙丁丙",
    }
    for order, names in orders.items():
        assert named(book, order=order) == names, order
    assert named(book, order="due", descending=True) == "丁甲乙丙"  # nothing comes last both ways
    assert named(book, order="code", descending=True) == "甲丁乙丙"
    assert named(book, descending=True) == "丁丙乙甲"


def test_the_order_follows_the_names_and_is_the_callers_own(book: Workbook) -> None:
    def work(step: Step) -> None:
        step.insert_many("people", [{"name": "A"}, {"name": "B"}])
        step.insert_many("jobs", [job("甲", owners=(1,)), job("乙", owners=(2,))])

    book.change("add", "添", work)
    assert named(book, order="owners") == "甲乙"
    book.ids("jobs", Query(order="owners")).clear()
    assert named(book, order="owners") == "甲乙"
    book.change("edit", "改", lambda step: step.update("people", 1, {"name": "C"}))
    assert named(book, order="owners") == "乙甲"


def test_more_ids_than_one_statement_takes(book: Workbook) -> None:
    rows = [job(f"第{n}件", tags=("甲", "乙"), count=n) for n in range(1203)]
    add(book, *rows)
    ids = [7, *reversed(book.ids("jobs"))]
    records = book.records("jobs", ids)
    assert [record.id for record in records] == ids
    assert all(record["tags"] == ("甲", "乙") and record["count"] == record.id - 1 for record in records)


def test_distinct_texts(book: Workbook) -> None:
    add(book, job("甲", code="2"), job("乙", code="1"), job("丙", code="2"), job("丁"))
    assert book.distinct("jobs", "code") == ["2", "1"]
    assert book.distinct("jobs", "code", 1) == ["2"]
    assert book.settings() == {}
    assert book.setting("office", "无") == "无"
