"""A workbook whose disk or network was away for a while: nothing that was kept is lost, and the work goes on."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from models.base.clock import Clock
from models.base.errors import Disconnected
from models.workbook import Workbook, open_workbook, reconnect_workbook
from tests.models.small import SMALL, job, small_workbook
from tests.models.workbook.cutting import cut, on_linux

pytestmark = on_linux


@pytest.fixture(autouse=True, params=["network", "local disk"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the workbook lies."""
    place: str = request.param
    monkeypatch.setattr("models.workbook.connecting.on_local_disk", lambda _: place == "local disk")
    return place


def add(book: Workbook, name: str) -> None:
    book.change("add", "添", lambda step: step.insert("jobs", job(name)))


def test_the_work_goes_on(book: Workbook, clock: Clock) -> None:
    add(book, "甲")
    cut(book.path)
    with pytest.raises(Disconnected):
        add(book, "乙")
    with pytest.raises(Disconnected):  # also when asked again: the connection itself is dead
        add(book, "乙")
    reconnect_workbook(book, clock)
    assert not book.read_only
    add(book, "乙")
    assert [record.values["name"] for record in book.records("jobs", book.ids("jobs"))] == ["甲", "乙"]
    assert book.history.undoable() == (2, "添")
    book.history.undo()
    assert book.ids("jobs") == [1]
    assert book.problems() == []


def test_whatever_is_asked_while_it_is_away_is_told_as_that(book: Workbook) -> None:
    add(book, "甲")
    cut(book.path)
    history = book.history
    asked: list[Callable[[], object]] = [
        history.undoable,
        history.redoable,
        history.steps,
        lambda: history.size(1),
        lambda: history.changed_last(5),
        lambda: history.of_record("jobs", 1),
        lambda: book.index("jobs"),
    ]
    for ask in asked:
        with suppress(Disconnected):  # what SQLite remembers it may still tell
            ask()
    book.let_go()
    for ask in [*asked, lambda: book.names.all_titles("jobs")]:
        with pytest.raises(Disconnected):
            ask()


def test_what_another_has_written_meanwhile_is_seen(book: Workbook, clock: Clock) -> None:
    add(book, "甲")
    assert book.ids("jobs") == [1]
    cut(book.path)
    book.let_go()  # as the system did with the lock; a second connection of one program would share the dead one's files
    other = open_workbook(book.path, SMALL, clock)
    assert not other.read_only
    add(other, "丙")
    reconnect_workbook(book, clock)
    assert book.read_only and "正在使用这个工作簿" in book.reading_because
    assert book.ids("jobs") == [1, 2]
    other.close()
    reconnect_workbook(book, clock)
    assert not book.read_only


def test_it_is_still_away_and_then_comes_back(book: Workbook, clock: Clock) -> None:
    add(book, "甲")
    folder = book.path.parent
    away = folder.with_name(folder.name + " away")
    cut(book.path)
    folder.rename(away)
    for _ in range(2):
        with pytest.raises(Disconnected):
            reconnect_workbook(book, clock)
        with pytest.raises(Disconnected):
            book.ids("jobs")
    away.rename(folder)
    reconnect_workbook(book, clock)
    assert book.ids("jobs") == [1]


def test_another_stick_at_the_same_place(book: Workbook, clock: Clock, tmp_path: Path) -> None:
    other = small_workbook(tmp_path / "另一本.gkb")
    other.connection.execute("UPDATE identity SET id = 'another'")
    other.connection.commit()
    other.close()
    cut(book.path)
    kept = book.path.rename(tmp_path / "原来的.gkb")
    other.path.rename(book.path)
    with pytest.raises(Disconnected, match="另一个工作簿"):
        reconnect_workbook(book, clock)
    book.path.unlink()
    kept.rename(book.path)
    reconnect_workbook(book, clock)
    assert not book.read_only


@pytest.mark.parametrize(
    ("asked", "time"), [("SELECT id FROM identity", 1), ("SELECT id FROM identity", 2), ("PRAGMA data_version", 1)]
)
def test_it_goes_away_again_while_it_is_reached(
    book: Workbook, clock: Clock, monkeypatch: pytest.MonkeyPatch, asked: str, time: int
) -> None:
    """Nothing is left of that try: no other workbook is told of, and it is reached when it is back."""
    add(book, "甲")
    times: list[str] = []

    class Flickering(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            times.extend([sql] if sql == asked else [])
            if sql == asked and len(times) == time:
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = 10
                raise error
            return super().execute(sql, *values)

    really = sqlite3.connect
    with monkeypatch.context() as flickering:
        flickering.setattr(sqlite3, "connect", lambda *given, **more: really(*given, **{"factory": Flickering, **more}))
        with pytest.raises(Disconnected, match="断开"):
            reconnect_workbook(book, clock)
    with pytest.raises(Disconnected):
        book.ids("jobs")
    reconnect_workbook(book, clock)
    assert book.ids("jobs") == [1] and not book.read_only


def test_it_is_closed_while_it_is_away(book: Workbook) -> None:
    cut(book.path)
    book.close()
    assert book.closed
