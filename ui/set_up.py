"""Makes and mends the `.venv` of the project, for `ui.bootstrap` alone. Standard library only.

What it keeps is in `.venv` at the root of the project:

    installed-requirements.txt   the text of the pins that are installed: compared, so a change re-installs
    system-libraries-present     Qt's system libraries were found once
    unfinished                   there while a set-up runs; found later, that set-up was interrupted
    setup.lock                   held while a set-up runs, so that two starts do not clash
    setup.log                    what venv, pip and apt-get said
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ui.bootstrap import is_fresh, pins, python_of, running_version, say, stop
from ui.system_libraries import install_packages, missing_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIP_OPTIONS = ("--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--retries", "2")


def set_up(home: Path, requirements: Path) -> None:
    """Make or mend the environment; when this returns the pins are installed."""
    try:
        home.mkdir(exist_ok=True)
        with _locked(home / "setup.lock"), (home / "setup.log").open("ab") as log:
            if is_fresh(home, requirements) and python_of(home).exists():
                return  # another start did it while this one waited
            _install(home, requirements, log)
    except KeyboardInterrupt:
        stop("已中断，下次运行时会重新准备。", "interrupted; the next run starts over")
    except subprocess.CalledProcessError:
        stop(*_why_it_failed(home / "setup.log"))
    except OSError as error:
        stop(
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
    try:
        _call([str(python_of(home)), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(requirements)], log)
    except subprocess.CalledProcessError:
        unfinished.unlink()  # pip itself put back what it had begun: no need to start over
        raise
    written = stamp.with_suffix(".new")
    written.write_text(pins(requirements) + "\n" + _version_of(home) + "\n", encoding="utf-8")
    written.replace(stamp)
    unfinished.unlink()


def _works(home: Path, log: IO[bytes]) -> bool:
    """Whether the environment's Python starts, finds pip and has the version of the one it came from."""
    if not python_of(home).exists():
        return False
    probe = "import pip, sys; sys.exit(sys.version_info[:2] < (3, 11))"
    done = subprocess.run([str(python_of(home)), "-c", probe], stdout=log, stderr=log, check=False)
    return done.returncode == 0


def _version_of(home: Path) -> str:
    """The stamp's line for the environment's Python."""
    probe = "import sys; print('# Python %d.%d' % sys.version_info[:2])"
    return subprocess.check_output([str(python_of(home)), "-c", probe], text=True).strip()


def _make(home: Path, log: IO[bytes]) -> None:
    """A new environment; on Debian, with the package that holds the means to make one."""
    if find_spec("ensurepip") is None:
        qt = [library.package for library in missing_libraries()]
        if not install_packages([f"python{running_version()}-venv"], log, also_wanted=qt):
            sys.exit(1)
    base = getattr(sys, "_base_executable", None) or sys.executable
    _call([base, "-m", "venv", str(home)], log)


def _empty(home: Path) -> None:
    """Remove what an interrupted or outdated set-up left, except the files that guard this one."""
    for entry in home.iterdir():
        if entry.name in ("setup.lock", "setup.log"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _call(command: Sequence[str], log: IO[bytes]) -> None:
    log.write(("\n$ " + " ".join(command) + "\n").encode())
    log.flush()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True, close_fds=False)


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
    """Hold the file's lock; wait, and say so, while another process has it.

    A dead process holds none, but a pip that outlives it does: what runs here inherits the open file.
    """
    with path.open("a+b") as file:
        if not _try_lock(file):
            say("另一个程序正在准备运行环境，请稍候……", "waiting for another set-up of .venv")
            while not _try_lock(file):
                time.sleep(0.2)
        os.set_inheritable(file.fileno(), True)
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
