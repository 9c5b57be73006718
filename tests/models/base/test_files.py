"""Files written whole or not at all, and what is told when they are not."""

import contextlib
import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from models.base.errors import Cancelled, WriteError
from models.base.files import write_error, written_whole
from models.base.held_files import when_free
from models.base.progress import tell


def test_the_new_content_takes_the_old_ones_place(tmp_path: Path) -> None:
    target = tmp_path / "台账.docx"
    for content in (b"one", b"two"):
        with written_whole(target) as temporary:
            assert temporary.parent == target.parent
            assert temporary.suffix == ".docx"
            temporary.write_bytes(content)
            assert not target.exists() or target.read_bytes() == b"one"
        assert target.read_bytes() == content
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [ValueError(), Cancelled(), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_a_failure_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "台账.docx"
    target.write_bytes(b"old")
    with pytest.raises(WriteError if isinstance(error, OSError) else type(error)), written_whole(target) as temporary:
        temporary.write_bytes(b"half")
        raise error
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_others_may_read_a_new_file_as_the_person_wants(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with written_whole(tmp_path / "a.gkb") as temporary:
            temporary.write_bytes(b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.gkb").stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_file_written_again_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "台账.docx"
    target.write_bytes(b"old")
    target.chmod(0o664)
    with written_whole(target) as temporary:
        temporary.write_bytes(b"new")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o664)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "no space"), "磁盘空间不足，“台账.docx”没有写成。请清理磁盘或换一个位置再试。"),
        (FileNotFoundError(), "文件夹“{folder}”不存在。请换一个位置再试。"),
        (PermissionError(), "没有权限在“{folder}”里写文件。请换一个文件夹再试。"),
        (OSError(errno.EIO, "input/output error"), "“台账.docx”没有写成（input/output error）。请换一个位置再试。"),
    ],
)
def test_what_is_told(tmp_path: Path, error: OSError, sentence: str) -> None:
    assert str(write_error(error, tmp_path / "台账.docx")) == sentence.format(folder=tmp_path)


def test_a_target_that_is_open_or_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "台账.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with (
        pytest.raises(WriteError, match=r"“台账\.docx”写不进去，可能正被 Word、WPS 或 Excel 打开"),
        written_whole(target),
    ):
        pass
    assert target.read_bytes() == b"old"


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="是一个文件夹，不能当作文件写入"), written_whole(tmp_path):
        pass
    with pytest.raises(WriteError, match="不存在"), written_whole(tmp_path / "无" / "台账.docx"):
        pass


def test_who_is_told_to_stop_stops() -> None:
    tell(lambda done, total: True, 1, 2)
    with pytest.raises(Cancelled):
        tell(lambda done, total: False, 1, 2)


def test_something_else_that_is_missing_is_a_bug_and_not_the_folder_chosen(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    with pytest.raises(FileNotFoundError), written_whole(target):
        (tmp_path / "模板.xml").read_bytes()
    assert list(tmp_path.iterdir()) == []


def of_windows(number: int) -> OSError:
    """An error as Windows gives it, on any system."""
    error = PermissionError(errno.EACCES, "denied")
    error.winerror = number
    return error


@pytest.mark.parametrize("times", [1, 5])
def test_a_file_held_for_a_moment_is_waited_for(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("models.base.held_files.time.sleep", waited.append)
    tries = iter([of_windows(number) for number in (32, 5, 33, 32, 5)][:times])

    def act() -> str:
        error = next(tries, None)
        if error is not None:
            raise error
        return "done"

    assert when_free(act) == "done"
    assert len(waited) == times and sum(waited) < 1.5


def test_what_stays_held_and_what_is_another_error_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("models.base.held_files.time.sleep", waited.append)

    def act(error: OSError) -> None:
        raise error

    with pytest.raises(PermissionError):
        when_free(lambda: act(of_windows(32)))
    assert sum(waited) > 1
    waited.clear()
    for error in (PermissionError(errno.EACCES, "mode"), of_windows(19)):
        with pytest.raises(PermissionError):
            when_free(lambda error=error: act(error))  # type: ignore[misc]
    assert waited == []


def test_a_path_too_long_for_windows(tmp_path: Path) -> None:
    target = tmp_path / ("长" * 60) / ("长" * 60) / ("长" * 60) / ("长" * 80)
    error = FileNotFoundError(errno.ENOENT, "no such path")
    error.winerror = 3  # type: ignore[attr-defined]
    assert "太深，连文件名一共" in str(write_error(error, target))
    assert "不存在" in str(write_error(error, tmp_path / "无" / "台账.docx"))


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere an open file may be replaced")
@pytest.mark.parametrize("seconds", [0.4, 5])
def test_a_target_open_elsewhere(tmp_path: Path, seconds: float) -> None:
    target = tmp_path / "台账.docx"
    target.write_bytes(b"old")
    held = target.open("rb")
    timer = threading.Timer(seconds, held.close)
    timer.start()
    try:
        told = (
            contextlib.nullcontext() if seconds < 1 else pytest.raises(WriteError, match="正被 Word、WPS 或 Excel 打开")
        )
        with told, written_whole(target) as temporary:
            temporary.write_bytes(b"new")
        assert held.closed == (seconds < 1)
    finally:
        timer.cancel()
        held.close()
    assert target.read_bytes() == (b"new" if seconds < 1 else b"old")
    assert list(tmp_path.iterdir()) == [target]
