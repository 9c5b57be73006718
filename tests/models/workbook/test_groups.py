"""Groups of a workbook's records: after any changes the same as those of a workbook that was just opened."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.record import Query
from models.workbook import Workbook
from models.workbook.steps import Step
from tests.examples import some
from tests.models.small import job

NAMES = st.sampled_from(["status", "units", "owners", "kind", "due", "parent", "done"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "owners": st.lists(st.sampled_from([1, 2, 3]), unique=True, max_size=2).map(tuple),
    "helpers": st.lists(st.sampled_from([1, 2, 3]), unique=True, max_size=2).map(tuple),
    "kind": st.sampled_from([None, "急件", "平件"]),
    "done": st.booleans(),
    "parent": st.sampled_from([None, 1, 2]),
}
CHANGES = st.lists(
    st.tuples(st.sampled_from(["edit", "add", "rename", "delete", "undo"]), st.fixed_dictionaries({}, optional=VALUES)),
    min_size=1,
    max_size=6,
)


def told(book: Workbook, name: str, query: Query | None = None) -> list[tuple[str, list[int]]]:
    return [(group.text, group.ids) for group in book.groups("jobs", query, name)]


def apply(book: Workbook, kind: str, values: dict[str, Any], number: int) -> None:
    last = book.ids("jobs")[-1]

    def work(step: Step) -> None:
        match kind:
            case "edit":
                step.update("jobs", 2, values)
            case "add":
                step.insert("jobs", job(f"新{number}", **values))
            case "rename":
                step.update("people", 1, {"name": f"改名{number}"})
            case "delete" if last > 3:
                step.delete("jobs", last)

    if kind == "undo":
        book.undo()
    else:
        book.change(kind, kind, work)


@given(name=NAMES, changes=CHANGES)
@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_changes_they_are_as_read_anew(
    book: Workbook, name: str, changes: list[tuple[str, dict[str, Any]]]
) -> None:
    if not book.count("people"):
        book.change("add", "人", lambda step: step.insert_many("people", [{"name": text} for text in "甲乙丙"]))
    book.change("add", "差", lambda step: step.insert_many("jobs", [job("一"), job("二", owners=(1,)), job("三")]))
    told(book, name)
    for number, (kind, values) in enumerate(changes):
        if book.count("jobs") >= 3 and book.count("people"):
            apply(book, kind, values, number)
        kept = told(book, name)
        book._headings.clear()
        assert told(book, name) == kept


def test_by_the_first_role_that_names_anybody(book: Workbook) -> None:
    def work(step: Step) -> None:
        step.insert_many("people", [{"name": "甲"}, {"name": "乙"}])
        step.insert_many("jobs", [job("一", owners=(1,), helpers=(2,)), job("二", helpers=(2,)), job("三")])

    book.change("add", "添", work)
    assert told(book, "units") == [("甲", [1]), ("乙", [2]), ("（空）", [3])]
    assert told(book, "units", Query(search="二")) == [("乙", [2])]
    book.change("edit", "改", lambda step: step.update("people", 2, {"name": "丁"}))
    assert told(book, "units")[1] == ("丁", [2])
