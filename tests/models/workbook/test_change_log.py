"""Undo and redo against a plain model: whatever is done, taking it back gives the very tables there were."""

import copy
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.base.errors import Cancelled, ClerkError
from models.base.lists import Entry
from models.base.record import Query
from models.workbook import Workbook
from models.workbook.steps import Step
from tests.examples import some
from tests.models.small import JOBS, PEOPLE, SMALL, small_workbook
from tests.models.workbook.test_conditions import VALUES
from tests.models.workbook.test_search import brute_force

# Not the registers' own: the log itself, and what the workbook is known by.
LOGGED = ("steps", "changes", "sqlite_sequence", "settings", "sqlar", "identity", "_sqlite_migrations")
Tables = dict[str, list[tuple[Any, ...]]]

NAMES = st.sampled_from(["司法局", "财政局", "司法", "A局", "Ａ局2", "各乡、街道"])
TEXTS = st.sampled_from(["公开目录", "公开司法", "局开公", "", "AB公", "开 公"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        name: VALUES[name]
        for name in ("count", "due", "done", "fee", "origin", "parts", "kind", "tags", "log", "files")
    }
    | {"memo": TEXTS},
)


def tables_of(book: Workbook) -> Tables:
    """Every row of the registers' own tables, and the search texts, as SQLite has them."""
    names = [
        row[0] for row in book.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    names = [name for name in names if name not in LOGGED and not name.startswith("search_")]
    names += ["search_jobs_text", "search_people_text"]
    return {name: sorted(book.connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


class Boom(Exception):
    """Something unforeseen in the middle of a step."""


Model = dict[str, dict[int, dict[str, Any]]]


class Told:
    """A step that writes down, in plain dictionaries, what it is told to do."""

    def __init__(self, step: Step, model: Model) -> None:
        self.step = step
        self.model = model

    def insert(self, register: str, values: dict[str, Any]) -> int:
        made = self.step.insert(register, values)
        assert made not in self.model[register]
        self.model[register][made] = {**SMALL[register].empty_values(), **self.settled(register, values)}
        return made

    def update(self, register: str, record_id: int, values: dict[str, Any]) -> None:
        changed = self.step.update(register, record_id, values)
        before = dict(self.model[register][record_id])
        self.model[register][record_id] |= self.settled(register, values)
        assert changed == (before != self.model[register][record_id])

    def delete_many(self, register: str, ids: list[int]) -> None:
        self.step.delete_many(register, ids)
        for record_id in ids:
            del self.model[register][record_id]

    @staticmethod
    def settled(register: str, values: dict[str, Any]) -> dict[str, Any]:
        def kept(value: Any) -> Any:
            told = isinstance(value, tuple) and any(isinstance(item, Entry) for item in value)  # may well be told twice
            return tuple(dict.fromkeys(value)) if isinstance(value, tuple) and not told else value

        return {name: None if value == "" else kept(value) for name, value in values.items()}


class Desk(RuleBasedStateMachine):
    """Random work on a workbook, and beside it the tables as they were after each step."""

    jobs = Bundle("jobs")
    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.book = small_workbook(self.folder / "账.gkb")
        self.past: list[tuple[Tables, Model]] = []
        self.future: list[tuple[Tables, Model]] = []
        self.now = tables_of(self.book)
        self.model: Model = {"jobs": {}, "people": {}}

    def teardown(self) -> None:
        assert self.book.problems() == []
        while self.past:
            self.undo()
        assert self.book.history.undoable() is None
        assert not self.book.undo()
        assert {name: rows for name, rows in self.now.items() if rows} == {}
        while self.future:
            self.redo()
        assert self.book.history.redoable() is None
        assert self.book.problems() == []
        self.book.close()
        shutil.rmtree(self.folder)

    def do(self, work: Any) -> None:
        """A step; when it is refused, nothing may have changed."""
        model = copy.deepcopy(self.model)
        try:
            changes = self.book.change("work", "做事", lambda step: work(Told(step, model)))
        except ClerkError:
            assert tables_of(self.book) == self.now
            return
        if changes:
            self.past.append((self.now, self.model))
            self.future.clear()
        else:
            assert model == self.model
        self.now, self.model = tables_of(self.book), model

    @initialize(target=people, name=NAMES)
    def first_person(self, name: str) -> int:
        self.do(lambda step: step.insert("people", {"name": name}))
        return 1

    @rule(target=people, name=NAMES, alias=NAMES)
    def add_person(self, name: str, alias: str) -> int:
        made: list[int] = []
        self.do(lambda step: made.append(step.insert("people", {"name": name, "aliases": (alias,)})))
        return made[0] if made else 1

    @rule(target=jobs, name=NAMES, owners=st.lists(people, max_size=2), values=CHANGES)
    def add_job(self, name: str, owners: list[int], values: dict[str, Any]) -> int:
        made: list[int] = []
        self.do(lambda step: made.append(step.insert("jobs", {"name": name, "owners": tuple(owners), **values})))
        return made[0] if made else 0

    @rule(ids=st.lists(jobs, min_size=1, max_size=3), values=CHANGES, owners=st.none() | st.lists(people, max_size=2))
    def edit_jobs(self, ids: list[int], values: dict[str, Any], owners: list[int] | None) -> None:
        changed = values if owners is None else {**values, "owners": tuple(owners)}

        def work(step: Told) -> None:
            for identity in ids:  # the same record may come up twice in one step
                step.update("jobs", identity, changed)
                step.update("jobs", identity, {"tags": ("再改",), "helpers": changed.get("owners", ())})

        self.do(work)

    @rule(child=jobs, parent=jobs, related=st.lists(jobs, max_size=2))
    def link(self, child: int, parent: int, related: list[int]) -> None:
        self.do(lambda step: step.update("jobs", child, {"parent": parent, "related": tuple(related)}))

    @rule(person=people, name=NAMES, friends=st.lists(people, max_size=2))
    def rename(self, person: int, name: str, friends: list[int]) -> None:
        self.do(lambda step: step.update("people", person, {"name": name, "friends": tuple(friends)}))

    @rule(ids=st.lists(jobs, min_size=1, max_size=3, unique=True))
    def delete_jobs(self, ids: list[int]) -> None:
        self.do(lambda step: step.delete_many("jobs", ids))

    @rule(ids=st.lists(people, min_size=1, max_size=3, unique=True))
    def delete_people(self, ids: list[int]) -> None:
        self.do(lambda step: step.delete_many("people", ids))

    @rule(name=NAMES)
    def come_and_go(self, name: str) -> None:
        """Made, changed and deleted in one step."""

        def work(step: Told) -> None:
            made = step.insert("jobs", {"name": name, "tags": ("甲", "乙")})
            step.update("jobs", made, {"tags": ("乙",), "count": 0})
            step.delete_many("jobs", [made])

        self.do(work)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        told = self.book.history.undoable()
        assert told is not None
        assert self.book.undo().title == told[1]
        self.future.append((self.now, self.model))
        self.now, self.model = self.past.pop()
        assert tables_of(self.book) == self.now

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        assert self.book.redo()
        self.past.append((self.now, self.model))
        self.now, self.model = self.future.pop()
        assert tables_of(self.book) == self.now

    @rule(
        name=NAMES, values=CHANGES, ids=st.lists(jobs, max_size=2), error=st.sampled_from([Boom, Cancelled, KeyError])
    )
    def fail_in_the_middle(self, name: str, values: dict[str, Any], ids: list[int], error: type[Exception]) -> None:
        def work(step: Step) -> None:
            person = step.insert("people", {"name": f"{name}新"})
            for identity in self.book.ids("jobs"):
                step.update("jobs", identity, {**values, "owners": (person,)})
            raise error

        with pytest.raises(error):
            self.book.change("work", "做坏", work)
        assert tables_of(self.book) == self.now
        assert self.book.find("people", f"{name}新") is None

    @rule(at=st.integers(0, 2))
    def cancel(self, at: int) -> None:
        rows = [{"name": f"第{number}件"} for number in range(4500)]
        if at == 2 and len(self.past) > 3:
            return  # one large insert an example is enough
        with pytest.raises(Cancelled):
            self.book.change(
                "work", "导入", lambda step: step.insert_many("jobs", rows, lambda done, total: done < at * 2000)
            )
        assert tables_of(self.book) == self.now

    @invariant()
    def readers_see_what_is_there(self) -> None:
        assert not self.book.connection.in_transaction
        for register in (JOBS, PEOPLE):
            ids = self.book.ids(register.name)
            assert ids == sorted(self.model[register.name])
            kept = {
                record.id: {field.name: record.values[field.name] for field in register.fields}
                for record in self.book.records(register.name, ids)
            }
            assert kept == self.model[register.name]
            for words in ("司法", "公开", "局", "a局2", "公 局"):
                assert self.book.ids(register.name, Query(search=words)) == brute_force(self.book, register, words)
        for person in self.book.records("people", self.book.ids("people")):
            assert self.book.title("people", person.id) == person["name"]
            assert self.book.find("people", person["name"]) == person.id


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=some(40), stateful_step_count=25, deadline=None)
