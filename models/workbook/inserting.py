"""Many rows into a table: several go in with one statement, and indexes are made anew after rather than kept up.

For `rows`, `steps` and `search`, inside a transaction. SQLite makes an index of rows that are there in about a
quarter of the time it takes to put them into it one by one.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

_VALUES = 400
"""So many are bound in one statement; from there on more are no quicker."""
_CACHE = -2000
"""KiB, as SQLite takes it."""
_FEW = 5000
"""Rows; for fewer no index is dropped."""


def insert_rows(connection: sqlite3.Connection, insert: str, rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into a table; `insert` is the statement for one row and ends with its VALUES (…)."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    start, _, one = insert.rpartition("VALUES")
    at_once = max(1, _VALUES // len(first))
    waiting = chain((first,), waiting)
    whole = f"{start}VALUES{','.join([one] * at_once)}"
    rest: list[Sequence[Any]] = []

    def full() -> Iterator[tuple[Any, ...]]:
        while len(part := list(islice(waiting, at_once))) == at_once:
            yield tuple(chain.from_iterable(part))
        rest.extend(part)

    connection.executemany(whole, full())
    connection.executemany(insert, rest)


@contextmanager
def small_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """While rows go to the end of tables, hardly a page is asked for again: keep few in memory."""
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")


@contextmanager
def indexes_after(connection: sqlite3.Connection, tables: Iterable[str], count: int) -> Iterator[None]:
    """While `count` rows are put into tables that hold fewer, their indexes are away; they come back at the end.

    When the work fails they come back with the transaction.
    """
    dropped = [index for table in tables if _pays(connection, table, count) for index in _indexes(connection, table)]
    for name, _ in dropped:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in dropped:
        connection.execute(sql)


def _pays(connection: sqlite3.Connection, table: str, count: int) -> bool:
    if count < _FEW:
        return False
    held: int = connection.execute(f'SELECT count(*) FROM (SELECT 1 FROM "{table}" LIMIT ?)', [count]).fetchone()[0]
    return held < count


def _indexes(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Name and making of the indexes of a table, without those that belong to its keys."""
    return connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", [table]
    ).fetchall()
