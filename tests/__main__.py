"""`python3 -m tests`: every check of the project, in an environment that it makes by itself.

Without arguments: ruff format, ruff check, mypy, lint-imports, then all the tests on two processes. Each
runs whatever the others found. With arguments: pytest alone, with these arguments, on one process, such as
`python3 -m tests tests/models -k deadline`. The exit status is 0 when everything passed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from ui.bootstrap import ensure_environment, ensure_libraries, say

ROOT = Path(__file__).resolve().parent.parent


def packages_to_build() -> list[str]:
    """Names of Debian packages that PyInstaller lacks: objdump, and Debian's own Python as a library."""
    packages = [] if shutil.which("objdump") else ["binutils"]
    library, place, part = map(sysconfig.get_config_var, ("INSTSONAME", "LIBDIR", "MULTIARCH"))
    if sys.base_prefix == "/usr" and library:
        folders = (Path(place), Path(place) / str(part))
        packages += [] if any((each / library).exists() for each in folders) else [library.partition(".so")[0]]
    return packages


def linters() -> dict[str, list[str]]:
    """Name and command of each check that is not a test."""
    run = [sys.executable, "-m"]
    lint_imports = Path(sysconfig.get_path("scripts")) / "lint-imports"
    return {
        "ruff format": [*run, "ruff", "format", "--check", "."],
        "ruff check": [*run, "ruff", "check", "."],
        "mypy": [*run, "mypy"],
        "lint-imports": [str(lint_imports), "--no-logo"],
    }


def failing_linters() -> list[str]:
    """Run them all; the names of those that found something."""
    failed = []
    for name, command in linters().items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    return failed


def run_pytest(arguments: list[str], failed: list[str]) -> int:
    """Pytest's exit status; its summary (in tests/conftest.py) names the linters that failed."""
    environment = {**os.environ, "OTHER_FAILED_CHECKS": ", ".join(failed)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "pytest", *arguments]
    print("== pytest", *arguments, flush=True)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Everything, or pytest with the given arguments."""
    ensure_environment(ROOT, "requirements-dev.txt", libraries=False)
    if not ensure_libraries(ROOT, packages_to_build()):
        say("缺少上述系统组件，只运行不需要 Qt 的测试。", "without them only the tests without Qt can run")
        without_qt = ["-p", "no:pytest-qt", "tests/models"]
        return run_pytest(arguments or without_qt, [] if arguments else failing_linters()) or 1
    if arguments:
        return run_pytest(arguments, [])
    failed = failing_linters()
    return run_pytest(["-n", "2", "--dist", "loadgroup"], failed) or int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
