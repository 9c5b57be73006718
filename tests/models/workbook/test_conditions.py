"""Conditions and statuses mean the same in Python, on one record, and in SQL, on all of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.clock import Clock
from models.base.conditions import (
    All,
    Always,
    AnyOf,
    Before,
    Condition,
    Contains,
    Equals,
    Filled,
    Holds,
    Moment,
    Not,
    UpTo,
)
from models.base.lists import Attachment, Entry
from models.base.record import Query
from models.workbook import Workbook
from models.workbook.sql import compile_condition, status_case
from models.workbook.steps import Step
from tests.examples import some
from tests.models.small import JOBS, TODAY, job, small_workbook

PEOPLE_IDS = (1, 2, 3)
NEAR = st.integers(-9, 9).map(lambda days: TODAY + timedelta(days=days))
WORDS = st.sampled_from(["甲", "乙", "A", "a", "'; DROP TABLE jobs; --", "%", ""])
LINKED = st.lists(st.sampled_from(PEOPLE_IDS), unique=True, max_size=3).map(tuple)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "code": st.none() | WORDS,
    "count": st.none() | st.integers(-2, 2),
    "due": st.none() | NEAR,
    "begun": st.none() | NEAR,
    "done": st.booleans(),
    "fee": st.none() | st.integers(0, 3).map(lambda fen: Decimal(fen) / 100),
    "origin": st.none() | WORDS.map(lambda word: word or None),
    "parts": st.lists(st.sampled_from(["甲件", "乙件"]), unique=True).map(tuple),
    "kind": st.sampled_from([None, "急件", "平件"]),
    "tags": st.lists(WORDS.filter(bool), unique=True, max_size=2).map(tuple),
    "owners": LINKED,
    "helpers": LINKED,
    "log": st.lists(st.builds(Entry, NEAR, WORDS), max_size=2).map(tuple),
    "files": st.lists(st.builds(Attachment, WORDS, st.just("https://a.cn")), max_size=2).map(tuple),
    "memo": st.none() | WORDS,
}
LIMITS = st.sampled_from(["today", "soon"]) | NEAR


@st.composite
def leaves(draw: st.DrawFn) -> Condition:
    name = draw(st.sampled_from(sorted(VALUES)))
    match draw(st.sampled_from(["always", "filled", "equals", "before", "up to", "holds", "contains"])):
        case "always":
            return Always()
        case "filled":
            return Filled(name)
        case "equals":
            return Equals(name, JOBS.field(name).settled(draw(VALUES[name])))
        case "before":
            return Before(draw(st.sampled_from(["due", "begun"])), draw(LIMITS))
        case "contains":
            return Contains(draw(st.sampled_from(["code", "memo", "kind"])), draw(WORDS))
        case "up to":
            return UpTo(draw(st.sampled_from(["due", "begun"])), draw(LIMITS))
    names = draw(st.sampled_from([(name,), ("owners", "helpers")]))
    value = JOBS.field(names[0]).settled(draw(VALUES[names[0]]))
    items = value if isinstance(value, tuple) else (value, *draw(st.just(()) | st.just((None,))))
    return Holds(names, items)


CONDITIONS = st.recursive(
    leaves(),
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        | st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1])
        | st.tuples(inner, inner).map(lambda pair: pair[0] | ~pair[1])
    ),
    max_leaves=8,
)
RECORDS = st.lists(st.fixed_dictionaries({}, optional=VALUES), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def people_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    book = small_workbook(tmp_path_factory.mktemp("book") / "账.gkb")
    book.change("add", "人员", lambda step: step.insert_many("people", [{"name": name} for name in "子丑寅"]))
    yield book
    book.close()


def fill(book: Workbook, records: list[dict[str, Any]]) -> None:
    def work(step: Step) -> None:
        step.delete_many("jobs", book.ids("jobs"))
        step.insert_many("jobs", [job(**values) for values in records])

    book.change("fill", "换一批", work)


@settings(max_examples=some(150))
@given(records=RECORDS, conditions=st.lists(CONDITIONS, min_size=1, max_size=5), soon=st.integers(0, 9))
def test_sql_and_python_agree(
    people_book: Workbook, records: list[dict[str, Any]], conditions: list[Condition], soon: int
) -> None:
    fill(people_book, records)
    moment = Moment(TODAY, soon)
    kept = people_book.records("jobs", people_book.ids("jobs"))
    assert len(kept) == len(records)
    for condition in conditions:
        sql, values = compile_condition(condition, JOBS, moment)
        rows = dict(people_book.connection.execute(f"SELECT id, {sql} FROM jobs", values).fetchall())
        assert set(rows.values()) <= {0, 1}  # never NULL, which NOT would not turn round
        assert {i for i, holds in rows.items() if holds} == {r.id for r in kept if condition.holds(r.values, moment)}


@given(records=RECORDS, soon=st.integers(0, 9))
def test_statuses_agree(people_book: Workbook, records: list[dict[str, Any]], soon: int) -> None:
    fill(people_book, records)
    moment = Moment(TODAY, soon)
    case, values = status_case(JOBS, moment)
    told = dict(people_book.connection.execute(f"SELECT id, {case} FROM jobs", values).fetchall())
    kept = people_book.records("jobs", people_book.ids("jobs"))
    assert told == {record.id: JOBS.status_of(record.values, moment) for record in kept}
    for code in {status.code for status in JOBS.statuses}:
        sql, values = compile_condition(JOBS.in_status((code,)), JOBS, moment)
        found = {row[0] for row in people_book.connection.execute(f"SELECT id FROM jobs WHERE {sql}", values)}
        assert found == {identity for identity, status in told.items() if status == code}


def test_the_counts_by_status_are_those_of_the_records(book: Workbook) -> None:
    def work(step: Step) -> None:
        for due in (None, date(2021, 10, 14), date(2021, 10, 15), date(2021, 10, 22), date(2021, 10, 23)):
            step.insert("jobs", job(due=due))
        step.insert("jobs", job(done=True))

    book.change("add", "添", work)
    assert book.status_counts("jobs") == {"new": 2, "late": 1, "soon": 2, "done": 1}
    assert book.status_counts("people") == {}


def test_what_was_never_stored_is_nothing(book: Workbook) -> None:
    """A column that a migration added holds NULL in the old rows: 否 for a yes-or-no field."""
    book.change("add", "添", lambda step: step.insert("jobs", job()))
    book.connection.execute("UPDATE jobs SET done = NULL")
    book.connection.commit()
    assert book.ids("jobs", Query(where=Equals("done", False))) == [1]
    assert book.ids("jobs", Query(where=~Filled("done") & Holds(("done",), (False,)))) == [1]


def test_an_attachment_is_found_by_all_that_it_is(book: Workbook) -> None:
    one, other = Attachment("网页", url="https://a.cn"), Attachment("网页", url="https://b.cn")
    book.change("add", "添", lambda step: step.insert("jobs", job(files=(one,))))
    assert book.ids("jobs", Query(where=Holds(("files",), (other, one)))) == [1]
    assert book.ids("jobs", Query(where=Holds(("files",), (other,)))) == []
    assert book.ids("jobs", Query(where=Equals("files", (one,)))) == [1]


def test_an_unknown_condition_is_a_bug() -> None:
    with pytest.raises(TypeError, match="no SQL for"):
        compile_condition(Condition(), JOBS, Moment(TODAY))


@pytest.mark.parametrize(
    ("told", "days"), [("3", 3), ("0", 0), (" 14 ", 14), ("七天", 7), ("-1", 7), ("9999", 3660), ("", 7)]
)
def test_soon_is_what_the_office_says(book: Workbook, told: str, days: int) -> None:
    book.change("add", "设置", lambda step: step.insert("settings", {"key": "soon_days", "value": told}))
    assert book.moment() == Moment(TODAY, days)


def test_the_clock_is_asked_each_time(tmp_path: Any) -> None:
    today = [date(2021, 10, 15)]
    clock = Clock(lambda: Clock.fixed(today[0]).now())
    book = small_workbook(tmp_path / "账.gkb", clock)
    book.change("add", "添", lambda step: step.insert("jobs", job(due=date(2021, 10, 15))))
    late = Query(where=JOBS.in_status(("late",)))
    assert book.ids("jobs", late) == []
    today[0] = date(2021, 10, 16)
    assert book.ids("jobs", late) == [1]
    assert book.records("jobs", [1])[0].status == "late"
    book.close()
