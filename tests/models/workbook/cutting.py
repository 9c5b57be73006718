"""A workbook whose file goes out of reach, as after a sleep with a network drive: its open files are dead."""

import os
import sys
from pathlib import Path

import pytest

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="open files are cut by their numbers in /proc")


def cut(path: Path) -> None:
    """Make every file of this program that is open on the workbook, its log and its lock one that can't be used.

    But for the log's index: SQLite would try for ten seconds to lock that.
    """
    dead = os.open("/", os.O_RDONLY)  # a folder: nothing can be read from it or written to it
    try:
        for entry in Path("/proc/self/fd").iterdir():
            try:
                target = str(entry.readlink())
            except FileNotFoundError:
                continue  # the listing of this very folder
            if target.startswith(str(path.resolve())) and not target.endswith("-shm"):
                os.dup2(dead, int(entry.name))
    finally:
        os.close(dead)
