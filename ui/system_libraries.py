"""The system libraries Qt wants on Linux, and a Chinese font: which are missing, and getting them.

Standard library only; used by `ui.bootstrap` alone, during set-up. The list is what `ldd` shows for the
Qt libraries and the X11 platform plugin of the pinned PySide6 and what a bare Debian does not have; package
names are those of Debian and Ubuntu (and of 统信 UOS and 银河麒麟, which are made from them).
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from ui.bootstrap import say


@dataclass(frozen=True)
class Library:
    """A shared library, the package that holds it, and whether Qt's own libraries link to it."""

    soname: str
    package: str
    needed_to_load: bool = False


LIBRARIES = (
    Library("libglib-2.0.so.0", "libglib2.0-0", needed_to_load=True),
    Library("libEGL.so.1", "libegl1", needed_to_load=True),
    Library("libGL.so.1", "libgl1", needed_to_load=True),
    Library("libX11.so.6", "libx11-6", needed_to_load=True),
    Library("libxkbcommon.so.0", "libxkbcommon0", needed_to_load=True),
    Library("libfontconfig.so.1", "libfontconfig1", needed_to_load=True),
    Library("libfreetype.so.6", "libfreetype6", needed_to_load=True),
    Library("libdbus-1.so.3", "libdbus-1-3", needed_to_load=True),
    Library("libX11-xcb.so.1", "libx11-xcb1"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-glx.so.0", "libxcb-glx0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-image.so.0", "libxcb-image0"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-randr.so.0", "libxcb-randr0"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0"),
    Library("libxcb-render.so.0", "libxcb-render0"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxcb-shm.so.0", "libxcb-shm0"),
    Library("libxcb-sync.so.1", "libxcb-sync1"),
    Library("libxcb-util.so.1", "libxcb-util1"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1"),
)
# 1.6 MB to download, against 57 MB of fonts-noto-cjk, and made for the screen.
FONT = Library("", "fonts-wqy-microhei")


def missing_libraries() -> list[Library]:
    """Those of `LIBRARIES` that cannot be loaded, and `FONT` when no font can show simplified Chinese."""
    missing = [library for library in LIBRARIES if not _loads(library.soname)]
    if not _has_chinese_font():
        missing.append(FONT)
    return missing


def install_missing(log: IO[bytes], packages: Sequence[str] = ()) -> list[Library]:
    """Install what is missing, and `packages`, where that is allowed, else say the command.

    Returns the libraries that are missing after that.
    """
    wanted = [library.package for library in missing_libraries()] + list(packages)
    if not wanted:
        return []
    install_packages(wanted, log)
    return missing_libraries()


def install_packages(packages: Sequence[str], log: IO[bytes], *, also_wanted: Sequence[str] = ()) -> bool:
    """Install packages with apt-get as root or by a sudo that asks nothing.

    Returns whether they were installed. Otherwise the person has been told the one command to run, with
    what will be wanted next in it, so as to be asked once.
    """
    needed, names = sorted(set(packages)), sorted({*packages, *also_wanted})
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    if shutil.which("apt-get") is None:
        say(
            f"请先用本系统的软件管理器安装下列系统组件（此处为 Debian 的名称）：{' '.join(names)}",
            "install these system packages (by their Debian names) with your system's package manager",
        )
        return False
    by_root = _ways_to_root()
    if by_root is not None:
        say("正在安装所需的系统组件……", f"installing {len(needed)} system packages with apt-get")
        wait = ["-o", "DPkg::Lock::Timeout=300"]
        _run([*by_root, "apt-get", "update"], log)
        if _run([*by_root, "env", "DEBIAN_FRONTEND=noninteractive", *install, *needed, *wait], log):
            return True
    say(
        "缺少系统组件，请先执行下面一行命令，再重新运行：",
        "system packages are missing: run this line, then the same command again:",
    )
    say(f"    sudo apt-get update && sudo {' '.join([*install, *names])}")
    return False


def _ways_to_root() -> list[str] | None:
    """What to put before a command so that root runs it; None when nobody lets us without asking."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _run(command: list[str], log: IO[bytes]) -> bool:
    log.write(("\n$ " + " ".join(command) + "\n").encode())
    log.flush()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    return done.returncode == 0


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    """Ask fontconfig, as Qt does, for a font that covers simplified Chinese."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    for name in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, name).restype = ctypes.c_void_p
    fontconfig.FcInitReinitialize()
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(b":lang=zh-cn"))
    fields = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    found = fontconfig.FcFontList(None, pattern, fields)
    # FcFontSet begins with `int nfont`.
    return bool(found) and ctypes.cast(found, ctypes.POINTER(ctypes.c_int))[0] > 0
