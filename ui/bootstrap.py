"""Makes `python3 main.py` and `python3 -m tests` run on a machine that has only Python 3.11+.

Standard library only, no Qt, and written so that an older Python (3.7 on) can still read it and be told
that it is too old. Called first by `main.py` and `tests/__main__.py`, by nobody else. When all is well it
costs a comparison of two small files.

All it says goes to the standard error stream: standard output belongs to the program's own answers.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

TYPE_CHECKING = False  # typing's own would cost more than all the rest of this module
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

OLDEST_PYTHON = (3, 11)


def ensure_environment(root: Path, requirements: str, *, libraries: bool) -> None:
    """Return when everything pinned can be imported; otherwise set it up and start the same command in it.

    `root` is the project's folder and `requirements` a file in it. With `libraries`, Qt's system libraries
    are looked for too, and the command ends if Qt cannot be loaded without one that is missing. Returns at
    once in a built program, and in an environment that somebody else made and that holds the same versions.
    Ends the command with status 1 and a sentence when something has to be done by a person.
    """
    if getattr(sys, "frozen", False):
        return
    if sys.version_info < OLDEST_PYTHON:
        stop(
            f"本程序需要 Python 3.11 或更高版本，当前为 {running_version()}，请升级后再运行。",
            f"Python 3.11 or later is needed; this is {running_version()}.",
        )
    home = root / ".venv"
    if not _runs_in(home):
        if _holds_everything(root / requirements):
            return
        if not is_fresh(home, root / requirements) or not python_of(home).exists():
            _set_up(home, root / requirements)
        _run_again_in(home)
    if not is_fresh(home, root / requirements):
        _set_up(home, root / requirements)
        _run_again_in(home)
    if libraries and not ensure_libraries(root):
        sys.exit(1)


def ensure_libraries(root: Path, packages: Sequence[str] = ()) -> bool:
    """Look for Qt's system libraries and a Chinese font on Linux, and install them where that is allowed.

    `packages` that the caller found missing are installed with them. Says the one command to run where it
    is not allowed. Returns whether Qt can be loaded: True also when only the font or the libraries of the
    X11 window are missing. Looks once for each `.venv`.
    """
    seen = root / ".venv" / "system-libraries-present"
    if not sys.platform.startswith("linux") or not _runs_in(seen.parent) or (seen.exists() and not packages):
        return True
    from ui.system_libraries import install_missing

    with (seen.parent / "setup.log").open("ab") as log:
        missing = install_missing(log, packages)
    if not missing:
        seen.touch()
    return not any(library.needed_to_load for library in missing)


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether `main.py` with these arguments opens the window.

    The names of its sub-commands are plain words (`check`), a workbook's has a dot (`2021.gkb`).
    """
    return "--help" not in arguments and not any(word.isascii() and word.isalpha() for word in arguments)


def say(chinese: str, english: str = "") -> None:
    """One line for the person in front of the terminal; nothing where there is none (pythonw)."""
    if sys.stderr is not None:
        print(f"{chinese} / {english}" if english else chinese, file=sys.stderr, flush=True)


def stop(chinese: str, english: str) -> NoReturn:
    """Say what a person has to do, and end the command with status 1."""
    say(chinese, english)
    sys.exit(1)


def _runs_in(home: Path) -> bool:
    """Whether the running interpreter is the one of this virtual environment."""
    return os.path.realpath(sys.prefix) == os.path.realpath(home)


def python_of(home: Path) -> Path:
    """The environment's interpreter; without a console where this one has none."""
    if sys.platform == "win32":
        name = "pythonw.exe" if Path(sys.executable).stem.lower() == "pythonw" else "python.exe"
        return home / "Scripts" / name
    return home / "bin" / "python"


def pins(requirements: Path) -> str:
    """The text of a requirements file with those it includes by `-r` put in their place."""
    lines = []
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            lines.append(pins(requirements.parent / line[3:].strip()))
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return "\n".join(lines)


def _installed(home: Path) -> set[str]:
    """The lines of the stamp: the installed pins and the Python they were installed for."""
    try:
        return set((home / "installed-requirements.txt").read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def is_fresh(home: Path, requirements: Path) -> bool:
    """Whether every pin was installed, for this interpreter's version of Python when it runs in `home`."""
    installed = _installed(home)
    return set(pins(requirements).splitlines()) <= installed and (not _runs_in(home) or _python_line() in installed)


def running_version() -> str:
    """Such as 3.11: what a virtual environment is bound to."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _python_line() -> str:
    return f"# Python {running_version()}"


def _holds_everything(requirements: Path) -> bool:
    """Whether the running interpreter, not ours, has every pin in exactly its version."""
    from importlib.util import find_spec

    if find_spec("PySide6") is None or find_spec("sqlite_utils") is None:
        return False
    from importlib.metadata import PackageNotFoundError, version

    for pin in pins(requirements).splitlines():
        requirement, _, condition = pin.partition(";")
        if condition and sys.platform not in condition:
            continue
        name, _, wanted = requirement.partition("==")
        try:
            if version(name.strip()) != wanted.strip():
                return False
        except PackageNotFoundError:
            return False
    return True


def _run_again_in(home: Path) -> NoReturn:
    """The same command, options of the interpreter included, under the environment's Python."""
    command = [str(python_of(home)), *sys.orig_argv[1:]]
    if sys.platform != "win32":
        os.execv(command[0], command)
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # the child got it too and decides


def _set_up(home: Path, requirements: Path) -> None:
    from ui.set_up import set_up

    set_up(home, requirements)
