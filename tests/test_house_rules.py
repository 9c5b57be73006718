"""Rules of the repository that no linter knows."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

TOP_LEVEL = {
    *("main.py", "ui", "models", "resources", "tests", "pyinstaller.spec", "README.md", "CHANGELOG.md"),
    *("LICENSE", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-ocr.txt"),
    *(".gitignore", ".editorconfig", ".ci"),
}
LARGEST_FILE = 400_000  # bytes

# Where a developer keeps things, and where packages came from, is nobody else's business.
PRIVATE = re.compile(
    r"(?<![\w.~-])/(root|work|tmp|home/\w+|Users/\w+)/"
    r"|[A-Z]:\\Users\\"
    r"|pypi\.(org|python)|pythonhosted|/simple/|mirrors?\.[a-z]+\.(com|edu|cn|org)"
)

# Heavy libraries are imported where they are first needed, not at the start.
HEAVY = ("docx", "holidays", "jinja2", "lxml", "olefile", "opencc", "openpyxl", "pypdfium2", "python_calamine")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file of the repository."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    names = listing.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_the_top_level_holds_what_was_agreed(tracked: list[Path]) -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked} == TOP_LEVEL


def test_no_file_is_large(tracked: list[Path]) -> None:
    large = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in tracked}
    assert {name: size for name, size in large.items() if size > LARGEST_FILE} == {}


def test_no_machine_and_no_package_host_is_named(tracked: list[Path]) -> None:
    found = []
    for path in tracked:
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a document
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in PRIVATE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("text", ["see /root/notes", "'/tmp/a.docx'", "C:\\Users\\li", "https://pypi.org/p"])
def test_private_names_are_recognized(text: str) -> None:
    assert PRIVATE.search(text)


# So are our own modules that the first picture of the window does without (tests/benchmarks tells what they cost).
NOT_FOR_THE_FIRST_PICTURE = (
    *("sqlite_utils", "models.intake", "models.workdays.deadlines", "models.workbook.migrations"),
    *("models.export", "models.operations.demo", "models.operations.issuing", "models.operations.bringing_in"),
    *("ui.intake", "ui.notice", "ui.handbook", "ui.dashboard.dashboard", "ui.dashboard.welcome", "ui.register.form"),
    *("ui.widgets.editors", "ui.widgets.action_dialog", "ui.widgets.history_dialog", "ui.widgets.settings_dialog"),
)


def modules_after(module: str) -> set[str]:
    """All the modules that a fresh Python holds after importing this one."""
    probe = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def imported_by(module: str) -> set[str]:
    """The top-level ones of them."""
    return {name.partition(".")[0] for name in modules_after(module)}


@pytest.mark.parametrize("module", ["ui.app", "ui.cli"])
def test_the_start_does_not_wait_for_heavy_libraries(module: str) -> None:
    if not (ROOT / "ui" / f"{module.removeprefix('ui.')}.py").exists():
        pytest.skip(f"{module} is not written yet")
    assert imported_by(module) & set(HEAVY) == set()


def test_the_window_is_painted_before_the_rest_is_loaded() -> None:
    if importlib.util.find_spec("PySide6") is None:
        pytest.skip("PySide6 is not installed")
    assert modules_after("ui.app, models.registers") & set(NOT_FOR_THE_FIRST_PICTURE) == set()


def test_the_process_that_reads_a_spreadsheet_loads_nothing_that_makes_sense_of_it() -> None:
    loaded = {name for name in modules_after("models.intake.readers.sheet_reading") if name.startswith("models.")}
    readers = {name for name in loaded if name.startswith("models.intake.readers.")}
    assert loaded - readers <= {"models.base", "models.intake", "models.intake.readers"} | {
        f"models.base.{name}" for name in ("apart", "errors", "held_files", "progress")
    }


def test_the_command_line_does_not_need_qt() -> None:
    if not (ROOT / "ui" / "cli.py").exists():
        pytest.skip("ui.cli is not written yet")
    assert imported_by("ui.cli") & {"PySide6", "shiboken6"} == set()


def test_the_set_up_needs_the_standard_library_only() -> None:
    for module in ("ui.bootstrap", "ui.set_up", "ui.system_libraries"):
        assert imported_by(module) <= {*sys.stdlib_module_names, "ui", "__main__"} | imported_by("sys")
