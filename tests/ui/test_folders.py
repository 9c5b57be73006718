"""Where settings, backups and the log lie, and the marker that puts them beside the program."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ui import folders

ROOT = Path(__file__).resolve().parents[2]


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


def test_file_dialogs_begin_with_the_person_or_beside_a_portable_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders.first_folder() == Path.home()
    monkeypatch.setattr(folders, "program_folder", lambda: tmp_path)
    (tmp_path / "portable").touch()
    assert folders.first_folder() == tmp_path


_A_DIALOG = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QFileDialog
from ui import app, folders
app.program_folder = folders.program_folder = lambda: Path(sys.argv[1])
application = app.make_application(["test"])
app.keep_beside_the_program()
dialog = QFileDialog(None, "", sys.argv[1])
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
dialog.close()
del dialog
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there Qt keeps this in the system's own store")
@pytest.mark.parametrize("portable", [True, False])
def test_what_qt_keeps_of_its_file_dialogs_lies_with_all_else(tmp_path: Path, portable: bool) -> None:
    home, program = tmp_path / "home", tmp_path / "program"
    for folder in (home, program):
        folder.mkdir()
    if portable:
        (program / "portable").touch()
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    subprocess.run([sys.executable, "-c", _A_DIALOG, str(program)], check=True, env=environment, cwd=ROOT)
    kept = program / "data" if portable else home / ".config"
    assert [path.parent for path in tmp_path.rglob("QtProject.conf")] == [kept]
