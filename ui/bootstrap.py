"""Makes `python3 main.py` and `python3 -m tests` run on a machine that has only Python 3.11+.

Standard library only, no Qt, and written so that an older Python can still read it and be told that it
is too old. Called first by `main.py` and `tests/__main__.py`, by nobody else. When all is well it costs
a comparison of two small files.

What it keeps is in `.venv` at the root of the project:

    installed-requirements.txt   the text of the pins that are installed: compared, so a change re-installs
    system-libraries-present     Qt's system libraries were found once
    unfinished                   there while a set-up runs; found later, that set-up was interrupted
    setup.lock                   held while a set-up runs, so that two starts do not clash
    setup.log                    what venv, pip and apt-get said

All it says goes to the standard error stream: standard output belongs to the program's own answers.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        _stop(
            f"本程序需要 Python 3.11 或更高版本，当前为 {_running_version()}，请升级后再运行。",
            f"Python 3.11 or later is needed; this is {_running_version()}.",
        )
    home = root / ".venv"
    if not _runs_in(home):
        if _holds_everything(root / requirements):
            return
        if not _is_fresh(home, root / requirements) or not _python_of(home).exists():
            _set_up(home, root / requirements)
        _run_again_in(home)
    if not _is_fresh(home, root / requirements):
        _set_up(home, root / requirements)
        _run_again_in(home)
    if libraries and not ensure_libraries(root):
        sys.exit(1)


def ensure_libraries(root: Path) -> bool:
    """Look for Qt's system libraries and a Chinese font on Linux, and install them where that is allowed.

    Says the one command to run where it is not. Returns whether Qt can be loaded: True also when only
    the font or the libraries of the X11 window are missing. Looks once for each `.venv`.
    """
    seen = root / ".venv" / "system-libraries-present"
    if not sys.platform.startswith("linux") or not _runs_in(seen.parent) or seen.exists():
        return True
    from ui.system_libraries import install_missing

    with (seen.parent / "setup.log").open("ab") as log:
        missing = install_missing(log)
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


def _stop(chinese: str, english: str) -> NoReturn:
    say(chinese, english)
    sys.exit(1)


def _runs_in(home: Path) -> bool:
    """Whether the running interpreter is the one of this virtual environment."""
    return os.path.realpath(sys.prefix) == os.path.realpath(home)


def _python_of(home: Path) -> Path:
    """The environment's interpreter; without a console where this one has none."""
    if sys.platform == "win32":
        name = "pythonw.exe" if Path(sys.executable).stem.lower() == "pythonw" else "python.exe"
        return home / "Scripts" / name
    return home / "bin" / "python"


def _pins(requirements: Path) -> str:
    """The text of a requirements file with those it includes by `-r` put in their place."""
    lines = []
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            lines.append(_pins(requirements.parent / line[3:].strip()))
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return "\n".join(lines)


def _installed(home: Path) -> set[str]:
    """The lines of the stamp: the installed pins and the Python they were installed for."""
    try:
        return set((home / "installed-requirements.txt").read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def _is_fresh(home: Path, requirements: Path) -> bool:
    """Whether every pin was installed, for this interpreter's version of Python when it runs in `home`."""
    installed = _installed(home)
    return set(_pins(requirements).splitlines()) <= installed and (not _runs_in(home) or _python_line() in installed)


def _running_version() -> str:
    """Such as 3.11: what a virtual environment is bound to."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _python_line() -> str:
    return f"# Python {_running_version()}"


def _holds_everything(requirements: Path) -> bool:
    """Whether the running interpreter, not ours, has every pin in exactly its version."""
    from importlib.util import find_spec

    if find_spec("PySide6") is None or find_spec("sqlite_utils") is None:
        return False
    from importlib.metadata import PackageNotFoundError, version

    for pin in _pins(requirements).splitlines():
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
    command = [str(_python_of(home)), *sys.orig_argv[1:]]
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
    """Make or mend the environment; when this returns the pins are installed."""
    import subprocess

    try:
        home.mkdir(exist_ok=True)
        with _locked(home / "setup.lock"), (home / "setup.log").open("ab") as log:
            if _is_fresh(home, requirements) and _python_of(home).exists():
                return  # another start did it while this one waited
            _install(home, requirements, log)
    except KeyboardInterrupt:
        _stop("已中断，下次运行时会重新准备。", "interrupted; the next run starts over")
    except subprocess.CalledProcessError:
        _stop(*_why_it_failed(home / "setup.log"))
    except OSError as error:
        _stop(
            f"无法写入 {home}（{error.strerror}），请把程序放到有写入权限、空间足够的文件夹后再运行。",
            f"{home} cannot be written ({error.strerror}): move the project to a folder of your own.",
        )


def _install(home: Path, requirements: Path, log: IO[bytes]) -> None:
    """Run venv where needed, then pip; the stamp is written last."""
    say("正在准备运行环境，只需一次，约一分钟……", "setting up .venv, once, about a minute")
    unfinished, stamp = home / "unfinished", home / "installed-requirements.txt"
    if unfinished.exists() or not _works(home, log):
        _empty(home)
        unfinished.touch()
        _make(home, log)
    unfinished.touch()
    stamp.unlink(missing_ok=True)
    _call([str(_python_of(home)), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(requirements)], log)
    written = stamp.with_suffix(".new")
    written.write_text(_pins(requirements) + "\n" + _version_of(home) + "\n", encoding="utf-8")
    written.replace(stamp)
    unfinished.unlink()


PIP_OPTIONS = ("--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--retries", "2")


def _works(home: Path, log: IO[bytes]) -> bool:
    """Whether the environment's Python starts, finds pip and has the version of the one it came from."""
    import subprocess

    if not _python_of(home).exists():
        return False
    probe = "import pip, sys; sys.exit(sys.version_info[:2] < (3, 11))"
    done = subprocess.run([str(_python_of(home)), "-c", probe], stdout=log, stderr=log, check=False)
    return done.returncode == 0


def _version_of(home: Path) -> str:
    """The stamp's line for the environment's Python."""
    import subprocess

    probe = "import sys; print('# Python %d.%d' % sys.version_info[:2])"
    return subprocess.check_output([str(_python_of(home)), "-c", probe], text=True).strip()


def _make(home: Path, log: IO[bytes]) -> None:
    """A new environment; on Debian, with the package that holds the means to make one."""
    from importlib.util import find_spec

    if find_spec("ensurepip") is None:
        from ui.system_libraries import install_packages, missing_libraries

        qt = [library.package for library in missing_libraries()]
        if not install_packages([f"python{_running_version()}-venv"], log, also_wanted=qt):
            sys.exit(1)
    base = getattr(sys, "_base_executable", None) or sys.executable
    _call([base, "-m", "venv", str(home)], log)


def _empty(home: Path) -> None:
    """Remove what an interrupted or outdated set-up left, except the files that guard this one."""
    import shutil

    for entry in home.iterdir():
        if entry.name in ("setup.lock", "setup.log"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _call(command: Sequence[str], log: IO[bytes]) -> None:
    import subprocess

    log.write(("\n$ " + " ".join(command) + "\n").encode())
    log.flush()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)


def _why_it_failed(log: Path) -> tuple[str, str]:
    """A sentence in both languages from the end of the log."""
    last = log.read_text(encoding="utf-8", errors="replace").rpartition("\n$ ")[2]
    if "No space left" in last:
        return (
            "磁盘空间不足，请腾出约 1 GB 后再运行同一命令。",
            "The disk is full: free about 1 GB and run the same command again.",
        )
    if any(sign in last for sign in ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "ProxyError")):
        return (
            "无法下载所需组件，请检查网络连接后再运行同一命令。",
            f"The packages could not be downloaded: check the network and run it again (details: {log}).",
        )
    return (
        f"安装所需组件失败，详情见 {log}，解决后再运行同一命令。",
        f"The packages could not be installed: see {log}, then run the same command again.",
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the file's lock; wait, and say so, while another process has it. A dead process holds none."""
    with path.open("a+b") as file:
        if not _try_lock(file):
            say("另一个程序正在准备运行环境，请稍候……", "waiting for another set-up of .venv")
            import time

            while not _try_lock(file):
                time.sleep(0.2)
        yield  # closing the file gives the lock back


def _try_lock(file: IO[bytes]) -> bool:
    """Take the lock without waiting; False when another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
