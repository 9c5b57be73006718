"""The lock file: its owner's name inside, the system's lock on it the truth."""

import json
import sys
from datetime import datetime
from pathlib import Path

import pytest

from models.workbook import lock as module
from models.workbook.lock import Lock, Owner, lock_path, take_lock, this_user

NOW = datetime(2021, 10, 15, 9, 0)


def taken(path: Path) -> Lock:
    lock = take_lock(path, NOW)
    assert isinstance(lock, Lock)
    return lock


def test_it_says_who_has_it(tmp_path: Path) -> None:
    book = tmp_path / "账.gkb"
    lock = taken(book)
    assert lock_path(book) == tmp_path / "账.gkb.lock"
    written = json.loads(lock_path(book).read_text(encoding="utf-8"))
    assert written["user"] == this_user()
    assert take_lock(book, NOW) == Owner(**written)
    assert str(Owner("张三", "PC-01", "10-15 09:00")) == "PC-01 上的 张三（10-15 09:00 起）"
    lock.release()
    lock.release()
    assert not lock_path(book).exists()
    taken(book).release()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": "张三"}', '{"a": 1}'])
def test_an_owner_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    book = tmp_path / "账.gkb"
    lock = taken(book)
    lock_path(book).write_text(content, encoding="utf-8")
    assert take_lock(book, NOW) == Owner("另一个用户", "另一台电脑", "不久前")
    lock.release()


def test_a_lock_given_back_while_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner removes the file after we opened it and before we lock it: the next try gets a lock of its own."""
    book = tmp_path / "账.gkb"
    first = taken(book)
    really, its_own = module._lock_file, first._file
    calls: list[object] = []

    def slow(file: object) -> bool:
        if file is not its_own:
            calls.append(file)
            if len(calls) == 1:
                first.release()
        return really(file)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_lock_file", slow)
    second = taken(book)
    # Windows removes no file that is open: the first try then gets the lock of the same file.
    assert len(calls) == (1 if sys.platform == "win32" else 2)
    assert isinstance(take_lock(book, NOW), Owner)
    second.release()


def test_no_lock_file_can_be_made(tmp_path: Path) -> None:
    assert take_lock(tmp_path / "无" / "账.gkb", NOW) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the name of a file that is open")
@pytest.mark.parametrize("made_anew", [False, True])
def test_a_lock_lost_with_the_network_and_taken_by_another_is_left_alone(tmp_path: Path, made_anew: bool) -> None:
    import fcntl

    book = tmp_path / "账.gkb"
    lost = taken(book)
    assert lost._file is not None
    fcntl.flock(lost._file, fcntl.LOCK_UN)  # as the server does
    if made_anew:
        taken(book).release()
    other = taken(book)
    lost.release()
    assert lock_path(book).exists()
    assert isinstance(take_lock(book, NOW), Owner), "no third one has it, too"
    other.release()
    assert not lock_path(book).exists()
