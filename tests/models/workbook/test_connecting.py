"""What SQLite is told of where a workbook lies."""

import sqlite3
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from models.base.clock import Clock
from models.base.errors import Disconnected
from models.workbook import Workbook, reconnect_workbook
from models.workbook.connecting import connect, cut_off, file_uri
from tests.models.small import job


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/家/台账.gkb"), "file:///%E5%AE%B6/%E5%8F%B0%E8%B4%A6.gkb"),
        (PureWindowsPath(r"D:\办公\a b.gkb"), "file:///D:/%E5%8A%9E%E5%85%AC/a%20b.gkb"),
        (PureWindowsPath(r"\\server\share\a.gkb"), "file:////server/share/a.gkb"),
        (PurePosixPath("/a?b#c%20.gkb"), "file:///a%3Fb%23c%2520.gkb"),
    ],
)
def test_where_a_file_lies(path: PurePath, uri: str) -> None:
    assert file_uri(path) == uri


@pytest.mark.parametrize("name", ["台账 1.gkb", "a%20b.gkb", "a#b&mode=memory.gkb", "100%.gkb"])
def test_the_very_file_is_opened(tmp_path: Path, name: str) -> None:
    with closing(sqlite3.connect(tmp_path / name)) as made:
        made.execute("CREATE TABLE t (a)")
        made.commit()
    with closing(connect(tmp_path / name, writable=False)) as opened:
        assert opened.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_why_not_as_uri() -> None:
    r"""SQLite refuses file://server/…, which as_uri makes of \\server\share, on any system."""
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect(PureWindowsPath(r"\\server\share\a.gkb").as_uri(), uri=True)


def test_after_a_dead_connection_comes_a_living_one(book: Workbook, clock: Clock) -> None:
    """As tests/models/workbook/test_reconnecting.py, on any system: the stand-in for the dead connection."""
    book.change("add", "添", lambda step: step.insert("jobs", job("甲")))
    book.connection.close()
    book.connection = cut_off(book.path)
    with pytest.raises(Disconnected, match="读写不了"):
        book.ids("jobs")
    with pytest.raises(Disconnected):
        book.change("add", "添", lambda step: step.insert("jobs", job("乙")))
    with pytest.raises(Disconnected):
        book.back_up(book.path.with_name("备份.gkb"))
    reconnect_workbook(book, clock)
    book.change("add", "添", lambda step: step.insert("jobs", job("乙")))
    assert book.ids("jobs") == [1, 2] and not book.read_only
