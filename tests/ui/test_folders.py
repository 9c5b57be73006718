"""Where settings, backups and the log lie, and the marker that puts them beside the program."""

import sys
import tempfile
from pathlib import Path

import pytest

from ui import folders


def test_without_a_marker_nothing_is_made_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / "portable guide.pdf").touch()
    (tmp_path / "portable").mkdir()
    assert folders.portable_folder(tmp_path) is None
    assert folders.portable_folder(tmp_path / "gone") is None
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["portable", "portable.txt", "Portable.txt.txt"])
def test_the_marker_keeps_everything_beside_the_program(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gongkai-ledger.exe"))
    data = tmp_path.resolve() / "data"
    assert folders.settings_folder() == data and data.is_dir()
    assert (folders.log_folder(), folders.backup_home()) == (data / "log", data / "backups")


def test_on_a_stick_that_cannot_be_written_the_persons_own_folders_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**where: object) -> None:
        raise PermissionError(13, "write-protected")

    (tmp_path / "portable").touch()
    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    assert folders.portable_folder(tmp_path) is None


def test_the_source_keeps_its_things_with_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    assert folders.program_folder() == Path(__file__).resolve().parents[2]
    homes = {folders.settings_folder(), folders.log_folder(), folders.backup_home()}
    assert not any(home.is_relative_to(folders.program_folder()) for home in homes)
