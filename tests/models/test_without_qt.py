"""The core needs no Qt: everything in tests/models passes where PySide6 cannot be imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Python imports this by itself when it starts, before anything else can have imported Qt.
BLOCKER = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError("No module named " + repr(name), name=name)

sys.meta_path.insert(0, NoQt())
"""


def without_qt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in the project with Qt made impossible to import, and no LibreOffice to be found."""
    (folder / "sitecustomize.py").write_text(BLOCKER, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": str(folder), "OTHER_FAILED_CHECKS": "", "PATH": ""}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_qt_is_really_out_of_reach(tmp_path: Path) -> None:
    for module in ("PySide6", "PySide6.QtCore", "shiboken6"):
        done = without_qt(tmp_path, "-c", f"import {module}")
        assert "ModuleNotFoundError" in done.stderr


@pytest.mark.timeout(600)
def test_the_tests_of_the_models_pass_without_qt(tmp_path: Path) -> None:
    """By examples alone: more of them, damaged files and rendered pages, which the other run tries, show nothing more."""
    plugins = ["no:pytest-qt", "no:xdist", "no:cacheprovider"]
    options = [part for plugin in plugins for part in ("-p", plugin)]
    itself = Path(__file__).relative_to(ROOT)
    readers = itself.parent / "intake" / "readers"
    left_out = (itself, readers / "test_hostile_files.py", readers / "test_pdf_damaged.py")
    options += [
        "-x",
        "-q",
        "-m",
        "not slow and not hypothesis",
        "--no-header",
        *(f"--ignore={path}" for path in left_out),
        f"--basetemp={tmp_path / 'pytest'}",
    ]
    done = without_qt(tmp_path, "-m", "pytest", "tests/models", *options)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    assert " passed" in done.stdout
