"""What is unfinished lies on the disk, one file for each kind of work, and finds its workbook again."""

import json
import logging
import os
from pathlib import Path

import pytest

from models.base.errors import WriteError
from ui import unfinished
from ui.unfinished import Unfinished


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "unfinished"


def book(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"")
    return path


def test_what_is_kept_is_found_and_forgotten(home: Path, tmp_path: Path) -> None:
    path = book(tmp_path, "甲.gkb")
    Unfinished(home, "1", path).keep("papers", ["督办"])
    again = Unfinished(home, "1", path)
    assert again.found("papers") == ["督办"] and again.found("review") is None
    assert again.names() == ["papers"]
    again.forget("papers")
    assert again.found("papers") is None and list(home.iterdir()) == []
    assert Unfinished(home, "2", path).found("papers") is None


def test_another_workbook_in_the_same_place_finds_nothing(home: Path, tmp_path: Path) -> None:
    path = book(tmp_path, "甲.gkb")
    Unfinished(home, "1", path).keep("papers", 1)
    other = Unfinished(home, "2", path)
    assert other.found("papers") is None and other.names() == []


def test_a_renamed_workbook_takes_it_along(home: Path, tmp_path: Path) -> None:
    path = book(tmp_path, "甲.gkb")
    Unfinished(home, "1", path).keep("papers", 1)
    renamed = Unfinished(home, "1", path.rename(tmp_path / "乙.gkb"), was_here=True)
    assert renamed.names() == ["papers"] and renamed.found("papers") == 1
    assert len(list(home.iterdir())) == 1


def test_a_copy_goes_on_by_itself(home: Path, tmp_path: Path) -> None:
    first = Unfinished(home, "1", book(tmp_path, "甲.gkb"))
    first.keep("papers", 1)
    copy = Unfinished(home, "1", book(tmp_path, "乙.gkb"))
    assert copy.found("papers") == 1
    copy.keep("papers", 2)
    assert first.found("papers") == 1
    copy.forget("papers")
    assert copy.found("papers") is None, "that of the other is not offered again"
    assert first.found("papers") == 1
    first.forget("papers")
    assert first.found("papers") is None


def test_a_copy_known_before_leaves_alone_what_is_begun_in_the_other(home: Path, tmp_path: Path) -> None:
    Unfinished(home, "1", book(tmp_path, "甲.gkb")).keep("papers", 1)
    assert Unfinished(home, "1", book(tmp_path, "乙.gkb"), was_here=True).found("papers") is None


def test_where_a_disk_is_away_its_workbook_finds_everything_when_it_comes_back(home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = book(stick, "甲.gkb")
    Unfinished(home, "1", path).keep("papers", 1)
    path.unlink()
    stick.rmdir()
    assert Unfinished(home, "1", book(tmp_path, "甲.gkb")).found("papers") == 1
    stick.mkdir()
    assert Unfinished(home, "1", book(stick, "甲.gkb"), was_here=True).found("papers") == 1


def test_a_workbook_whose_identity_is_damaged_has_its_own_by_its_place(home: Path, tmp_path: Path) -> None:
    first, second = book(tmp_path, "甲.gkb"), book(tmp_path, "乙.gkb")
    Unfinished(home, "", first).keep("papers", 1)
    assert Unfinished(home, "", second).found("papers") is None
    assert Unfinished(home, "", first).found("papers") == 1


@pytest.mark.parametrize("content", [b"", b"\x80\x05gibberish", b"[" * 100_000, b"5", b"{}", b"[1]"])
def test_what_is_damaged_is_passed_over_and_nothing_of_it_logged(
    home: Path, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    store = Unfinished(home, "1", book(tmp_path, "甲.gkb"))
    store.keep("papers", "机密")
    (file,) = home.iterdir()
    file.write_bytes(content)
    with caplog.at_level(logging.DEBUG):
        assert store.found("papers") is None and store.names() == []
    assert caplog.records and "gibberish" not in caplog.text and str(tmp_path) not in caplog.text
    store.keep("papers", "新的")
    assert store.found("papers") == "新的"


def test_what_a_virus_scanner_holds_is_read_when_it_is_free(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would be taken for nothing, and written over."""
    store = Unfinished(home, "1", book(tmp_path, "甲.gkb"))
    store.keep("papers", "写了半天的")
    really, tries = Path.read_bytes, list[Path]()

    def held(path: Path) -> bytes:
        tries.append(path)
        if len(tries) == 1:
            error = PermissionError(13, "held")
            error.winerror = 32
            raise error
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    assert store.found("papers") == "写了半天的"


@pytest.mark.parametrize("named", ["version", "format", "workbook", "what"])
def test_what_is_foreign_is_passed_over(home: Path, tmp_path: Path, named: str) -> None:
    store = Unfinished(home, "1", book(tmp_path, "甲.gkb"))
    store.keep("papers", 1)
    (file,) = home.iterdir()
    file.write_text(json.dumps({**json.loads(file.read_bytes()), named: "x"}), "utf-8")
    assert store.found("papers") is None
    assert file.is_file(), "it may be a newer program's"


def test_of_a_workbook_to_be_read_nothing_is_kept_and_why_is_said(home: Path, tmp_path: Path) -> None:
    path = book(tmp_path, "甲.gkb")
    Unfinished(home, "1", path).keep("papers", 1)
    reading = Unfinished(home, "1", path, lambda: "张三正在使用")
    with pytest.raises(WriteError, match=r"^张三正在使用，"):
        reading.keep("papers", 2)
    reading.forget("papers")
    assert reading.found("papers") is None and reading.names() == []
    assert Unfinished(home, "1", path).found("papers") == 1


def test_a_full_disk_leaves_what_was_kept_and_logs_nothing_of_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = Unfinished(home, "1", book(tmp_path, "甲.gkb"))
    store.keep("papers", 1)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(WriteError) as refused:
        store.keep("papers", "机密")
    assert str(refused.value) == unfinished.NOT_KEPT
    assert "机密" not in caplog.text and str(tmp_path) not in caplog.text
    assert store.found("papers") == 1
    assert len(list(home.iterdir())) == 1


def test_what_a_write_that_was_cut_off_left_behind_is_swept_away(home: Path, tmp_path: Path) -> None:
    store = Unfinished(home, "1", book(tmp_path, "甲.gkb"))
    store.sweep()
    store.keep("papers", 1)
    old, new = home / ".~0123456789abcdef.json", home / ".~fedcba9876543210.json"
    for file in (old, new):
        file.write_bytes(b"")
    os.utime(old, (0, 0))
    store.sweep()
    assert not old.exists() and new.exists() and store.found("papers") == 1
