"""What a target that can't be written gets: one sentence, and the old file as it was."""

import errno
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.base.errors import WriteError
from models.export.gongwen import write_gongwen
from models.export.ledger_docx import write_ledger_docx
from models.export.ledger_xlsx import write_ledger_xlsx
from tests.models.export.samples import ledger, notice

Write = Callable[[Path], None]

WRITERS = [
    pytest.param(lambda target: write_ledger_xlsx(ledger(3), target), id="ledger.xlsx"),
    pytest.param(lambda target: write_ledger_docx(ledger(3), target), id="ledger.docx"),
    pytest.param(lambda target: write_gongwen(notice(), target), id="notice.docx"),
]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    target = tmp_path / "旧文件.bin"
    target.write_bytes(b"old")
    return target


@pytest.mark.parametrize("write", WRITERS)
def test_no_such_folder(tmp_path: Path, write: Write) -> None:
    with pytest.raises(WriteError, match="不存在。请换一个位置"):
        write(tmp_path / "没有" / "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_folder_of_that_name(tmp_path: Path, write: Write) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(WriteError, match="是一个文件夹"):
        write(tmp_path / "a")


@pytest.mark.parametrize("write", WRITERS)
def test_read_only(old: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != old and allowed(path, mode))
    with pytest.raises(WriteError, match=r"可能正被 Word、WPS 或 Excel 打开"):
        write(old)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("write", WRITERS)
def test_open_in_another_program(old: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError, match="关闭它或换一个文件名"):
        write(old)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("write", WRITERS)
def test_disk_full(old: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: zipfile.ZipFile, *args: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(WriteError, match="磁盘空间不足"):
        write(old)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("write", WRITERS)
def test_an_old_file_is_replaced(old: Path, write: Write) -> None:
    write(old)
    assert zipfile.is_zipfile(old)
    assert list(old.parent.iterdir()) == [old]
