"""Many rows at once are the same rows as one by one, and no index is lost on the way."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.workbook.inserting import indexes_after, insert_rows


def table(width: int = 2) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"CREATE TABLE t ({', '.join(f'c{number}' for number in range(width))})")
    connection.execute("CREATE INDEX t_first ON t (c0)")
    connection.execute("CREATE UNIQUE INDEX t_whole ON t (c0, c1)")
    return connection


def index_names(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")]


@given(width=st.integers(2, 17), count=st.integers(0, 450))
def test_as_many_rows_as_were_given_in_their_order(width: int, count: int) -> None:
    connection = table(width)
    rows = [(number, *[f"{number}/{column}" for column in range(1, width)]) for number in range(count)]
    insert_rows(connection, f"INSERT INTO t VALUES ({', '.join('?' * width)})", iter(rows))
    assert connection.execute("SELECT * FROM t ORDER BY rowid").fetchall() == rows
    connection.close()


def test_later_rows_replace_earlier_ones() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text)")
    insert_rows(connection, "INSERT OR REPLACE INTO t (id, text) VALUES (?, ?)", [(1, "旧")] * 500 + [(1, "新")])
    assert connection.execute("SELECT * FROM t").fetchall() == [(1, "新")]


@pytest.mark.parametrize(("held", "coming", "away"), [(0, 4999, False), (0, 5000, True), (5000, 5000, False)])
def test_indexes_are_away_only_while_it_pays(held: int, coming: int, away: bool) -> None:
    connection = table()
    insert_rows(connection, "INSERT INTO t VALUES (?, ?)", [(number, "有") for number in range(held)])
    with indexes_after(connection, ["t"], coming):
        assert index_names(connection) == ([] if away else ["t_first", "t_whole"])
    assert index_names(connection) == ["t_first", "t_whole"]


def test_work_that_fails_leaves_the_indexes_with_the_transaction() -> None:
    connection = table()
    connection.execute("BEGIN")
    with pytest.raises(RuntimeError), indexes_after(connection, ["t"], 9000):
        raise RuntimeError
    connection.execute("ROLLBACK")
    assert index_names(connection) == ["t_first", "t_whole"]


def test_a_unique_index_that_comes_back_still_refuses_twins() -> None:
    connection = table()
    with pytest.raises(sqlite3.IntegrityError), indexes_after(connection, ["t"], 9000):
        insert_rows(connection, "INSERT INTO t VALUES (?, ?)", [(1, "甲"), (1, "甲")])
