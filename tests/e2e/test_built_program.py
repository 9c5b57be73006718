"""The program as pyinstaller.spec builds it: complete, able to run by itself, and without ballast."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# One process builds for all of these.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("built program"),
    pytest.mark.skipif(
        sys.platform.startswith("linux") and shutil.which("objdump") is None,
        reason="PyInstaller needs objdump, of the package binutils",
    ),
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built folder."""
    place = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(place / "dist"), "--workpath", str(place / "work"), "pyinstaller.spec"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "shared library" in done.stderr and done.returncode != 0:
        pytest.skip("this Python has no shared library (libpython), which PyInstaller needs")
    assert done.returncode == 0, done.stderr[-4000:]
    return place / "dist" / "gongkai-ledger"


def run(program: Path, *arguments: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a built program away from the source, with as little of this environment as it can do with."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    environment = kept | {"PATH": os.defpath, "HOME": str(place), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [str(program), *arguments],
        cwd=place,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def executable(folder: Path, name: str) -> Path:
    return folder / (name + ".exe" if sys.platform == "win32" else name)


@pytest.mark.parametrize("name", ["gongkai-ledger", "gongkai"])
def test_imports_a_notice_and_exports_the_ledger(folder: Path, name: str, tmp_path: Path) -> None:
    done = run(executable(folder, name), "--selftest", place=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_answers_on_standard_output(folder: Path, tmp_path: Path) -> None:
    done = run(executable(folder, "gongkai"), "--help", place=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "intake" in done.stdout and "export" in done.stdout


def test_word_documents_are_read_in_the_helper_process(folder: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "fixtures" / "readers" / "word97.doc", tmp_path / "通知.doc")
    done = run(executable(folder, "gongkai"), "intake", "通知.doc", "--json", place=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "公开清单" in done.stdout and "市财政局" in done.stdout


def test_wrong_usage_is_no_traceback(folder: Path, tmp_path: Path) -> None:
    done = run(executable(folder, "gongkai"), "check", "没有这个文件.gkb", place=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip() and "Traceback" not in done.stderr


def test_data_that_is_read_at_run_time_is_there(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for ending in (
        "docx/templates/default.docx",
        "opencc/clib/share/opencc/t2s.json",
        "holidays/locale/zh_CN/LC_MESSAGES/CN.mo",
        "translations/qtbase_zh_CN.qm",
    ):
        assert any(name.endswith(ending) for name in files), ending
    for resource in (path for path in (ROOT / "resources").rglob("*") if path.is_file()):
        assert f"_internal/resources/{resource.relative_to(ROOT / 'resources').as_posix()}" in files


def test_there_is_no_ballast(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    ballast = ("Qml", "Quick", "libgtk", "_tkinter", "VirtualKeyboard", "opengl32sw", "libqsqlpsql")
    assert [path.name for path in files if any(word in path.name for word in ballast)] == []
    assert sum(path.stat().st_size for path in files) < 220_000_000
