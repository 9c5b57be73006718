"""The core needs no Qt: it and its tests are imported, and tests of every file pass, where PySide6 cannot be imported.

That nothing in `models` imports Qt is a contract of import-linter; this sees that nothing it rests on does either.
"""

import os
import subprocess
import sys
from pathlib import Path

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

# The whole of tests/models runs with the others; a second time the first tests of each file are enough.
FEW = """
import itertools

def pytest_collection_modifyitems(config, items):
    files = itertools.groupby(items, key=lambda item: item.path)
    kept = [item for _, tests in files for item in itertools.islice(tests, 3)]
    few = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in few])
    items[:] = kept
"""


def without_qt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in the project with Qt made impossible to import, and no LibreOffice to be found."""
    (folder / "sitecustomize.py").write_text(BLOCKER, encoding="utf-8")
    (folder / "few_of_each.py").write_text(FEW, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": str(folder), "OTHER_FAILED_CHECKS": "", "PATH": ""}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_qt_is_really_out_of_reach(tmp_path: Path) -> None:
    for module in ("PySide6", "PySide6.QtCore", "shiboken6"):
        done = without_qt(tmp_path, "-c", f"import {module}")
        assert "ModuleNotFoundError" in done.stderr


def test_the_models_pass_without_qt(tmp_path: Path) -> None:
    plugins = ["few_of_each", "no:pytest-qt", "no:xdist", "no:cacheprovider"]
    options = [part for plugin in plugins for part in ("-p", plugin)]
    options += [
        "-x",
        "-q",
        "-m",
        "not slow and not hypothesis",
        "--no-header",
        f"--ignore={Path(__file__).relative_to(ROOT)}",
        f"--basetemp={tmp_path / 'pytest'}",
    ]
    done = without_qt(tmp_path, "-m", "pytest", "tests/models", *options)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    assert " passed" in done.stdout
