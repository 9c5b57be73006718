"""The program as pyinstaller.spec builds it: complete, able to run by itself, and without ballast."""

import logging
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from ui.folders import VERSION

ROOT = Path(__file__).resolve().parents[2]
log = logging.getLogger(__name__)

of_windows = pytest.mark.skipif(sys.platform != "win32", reason="a program for Windows is built on Windows")
# Libraries of Windows 10 and later, in System32 of every PC.
OF_WINDOWS = {
    *("advapi32.dll", "authz.dll", "bcrypt.dll", "bcryptprimitives.dll", "comctl32.dll", "comdlg32.dll", "crypt32.dll"),
    *(
        "d3d11.dll",
        "d3d12.dll",
        "d3d9.dll",
        "dcomp.dll",
        "dnsapi.dll",
        "dwmapi.dll",
        "dwrite.dll",
        "dxgi.dll",
        "gdi32.dll",
    ),
    *("icuuc.dll", "imm32.dll", "iphlpapi.dll", "kernel32.dll", "mpr.dll", "msvcrt.dll", "netapi32.dll", "ntdll.dll"),
    *(
        "ole32.dll",
        "oleaut32.dll",
        "oleacc.dll",
        "rpcrt4.dll",
        "secur32.dll",
        "setupapi.dll",
        "shcore.dll",
        "shell32.dll",
    ),
    *("shlwapi.dll", "uiautomationcore.dll", "user32.dll", "userenv.dll", "uxtheme.dll", "version.dll", "winmm.dll"),
    *("winhttp.dll", "winspool.drv", "ws2_32.dll", "wtsapi32.dll"),
}

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
    """The built folder; BUILT_PROGRAM names one that was built before (.ci/windows does)."""
    if "BUILT_PROGRAM" in os.environ:
        return Path(os.environ["BUILT_PROGRAM"])
    place = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(place / "dist"), "--workpath", str(place / "work"), "pyinstaller.spec"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "shared library" in done.stderr and done.returncode != 0:
        pytest.skip("this Python has no shared library (libpython), which PyInstaller needs")
    assert done.returncode == 0, done.stderr[-4000:]
    return place / "dist" / "gongkai-ledger"


def surroundings(place: Path) -> dict[str, str]:
    """As little of this environment as a program can do with; its settings and its log go below `place`."""
    kept = {
        name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "USERPROFILE", "QT_QPA_FONTDIR") if name in os.environ
    }
    path = str(Path(os.environ["SYSTEMROOT"], "System32")) if sys.platform == "win32" else os.defpath
    own = {"HOME": str(place), "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(place)}
    return kept | own | {"PATH": path, "QT_QPA_PLATFORM": "offscreen"}


def run(program: Path, *arguments: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a built program away from the source."""
    return subprocess.run(
        [str(program), *arguments],
        cwd=place,
        env=surroundings(place),
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
    assert sum(path.stat().st_size for path in files) < (150_000_000 if sys.platform == "win32" else 220_000_000)


def test_the_window_stands_about_as_fast_as_from_the_source(folder: Path, tmp_path: Path) -> None:
    """By the times in its log; each started three times by turns, the quickest counts."""
    commands = {"built": [str(executable(folder, "gongkai-ledger"))], "source": [sys.executable, str(ROOT / "main.py")]}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(3):
        for name, command in commands.items():
            place = tmp_path / f"{name}{number}"
            place.mkdir()
            taken[name].append(seconds_to_the_window(command, place))
    log.info("seconds to the window: %s", {name: [f"{each:.2f}" for each in times] for name, times in taken.items()})
    assert min(taken["built"]) < 2 * min(taken["source"])


def test_a_marker_keeps_everything_beside_the_program(folder: Path, tmp_path: Path) -> None:
    marker, data, home = folder / "portable.txt", folder / "data", tmp_path / "home"
    home.mkdir()
    marker.touch()
    try:
        seconds_to_the_window([str(executable(folder, "gongkai-ledger"))], home, data)
        assert (data / "log" / "window.log").is_file()
        assert list(home.rglob("window.*")) == []
    finally:
        marker.unlink()
        shutil.rmtree(data)


def seconds_to_the_window(command: list[str], place: Path, own: Path | None = None) -> float:
    """From the start of the process to its first painted window; `own` is where its log goes, else below `place`."""
    begun = time.time()
    process = subprocess.Popen(command, cwd=place, env=surroundings(place))
    try:
        while time.time() - begun < 90:
            for kept in (own or place).rglob("window.log"):
                for line in kept.read_text(encoding="utf-8").splitlines():
                    if line.endswith("the window stands"):
                        return datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp() - begun
            assert process.poll() is None, "it ended"
            time.sleep(0.1)
    finally:
        process.kill()
        process.wait()
    raise AssertionError("no window after 90 seconds")


@of_windows
def test_every_library_is_in_the_folder_or_part_of_windows(folder: Path) -> None:
    """And nothing is in the folder that Windows has: no stand-in of the lane, no system library."""
    import pefile

    there = {path.name.lower() for path in folder.rglob("*") if path.suffix.lower() in (".dll", ".pyd")}
    missing = set()
    for path in (path for path in folder.rglob("*") if path.suffix.lower() in (".dll", ".pyd", ".exe")):
        with pefile.PE(path, fast_load=True) as image:
            image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
            names = {entry.dll.decode().lower() for entry in getattr(image, "DIRECTORY_ENTRY_IMPORT", [])}
        missing |= {name for name in names if name not in there and not name.startswith(("api-ms-win-", "ext-ms-win-"))}
    assert missing - OF_WINDOWS == set()
    assert there & OF_WINDOWS == set()


@of_windows
@pytest.mark.parametrize("name", ["gongkai-ledger", "gongkai"])
def test_what_windows_is_told_of_the_program(folder: Path, name: str) -> None:
    import pefile

    with pefile.PE(executable(folder, name)) as image:
        kinds = {entry.id: entry for entry in image.DIRECTORY_ENTRY_RESOURCE.entries}
        texts = {
            key.decode(): value.decode()
            for kind in image.FileInfo[0]
            for table in getattr(kind, "StringTable", [])
            for key, value in table.entries.items()
        }
        leaf = kinds[pefile.RESOURCE_TYPE["RT_MANIFEST"]].directory.entries[0].directory.entries[0].data.struct
        manifest = image.get_data(leaf.OffsetToData, leaf.Size).decode()
        assert len(kinds[pefile.RESOURCE_TYPE["RT_ICON"]].directory.entries) >= 8
    assert texts["ProductName"] == "政务公开台账"
    assert texts["FileVersion"] == VERSION
    for wanted in ('level="asInvoker"', ">true</longPathAware>", ">UTF-8</activeCodePage>", "Common-Controls"):
        assert wanted in manifest
