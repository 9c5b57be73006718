"""From the start of the process to the first painted window, its memory, and keystrokes in the real page."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.books import ROOT, empty_book, filled_book
from tests.benchmarks.measuring import Time, middle, show, told

_AIM, _MOST_MEMORY = 2.0, 300_000_000
Told = dict[str, Any]


def measure_start(rows: int, runs: int) -> None:
    """Print the table of starts, alternating between the windows, and the memory and keystrokes of a used one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        empty_book(folder / "empty.gkb").book.close()
        filled_book(folder / "full.gkb", rows)[0].book.close()
        subjects = {
            "bare window": ("bare", ""),
            "empty workbook": ("program", str(folder / "empty.gkb")),
            f"{rows:,} tasks": ("program", str(folder / "full.gkb")),
        }
        for screen, prefix in _screens().items():
            _show_starts(screen, _starts(subjects, prefix, folder, runs))
        _show_use(_child(("stay", str(folder / "full.gkb")), [], folder), rows)


def _screens() -> dict[str, list[str]]:
    """How a screen is had: name -> words before the command."""
    screens: dict[str, list[str]] = {"offscreen": []}
    if shutil.which("xvfb-run"):
        screens["Xvfb"] = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
    return screens


def _starts(subjects: dict[str, tuple[str, str]], prefix: list[str], folder: Path, runs: int) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {name: [] for name in subjects}
    for run in range(runs + 1):
        for name, words in subjects.items():
            answer = _child(words, prefix, folder)
            if run:  # the first one only warms the disk's cache
                found[name].append(answer)
    return found


def _child(words: tuple[str, str], prefix: list[str], folder: Path) -> Told:
    """Run the child; its settings and logs go below `folder`. With Xvfb, its own start is not counted."""
    places = {f"XDG_{kind}_HOME": str(folder / "home") for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = {**os.environ, **places, "APPDATA": str(folder / "home"), "LOCALAPPDATA": str(folder / "home")}
    environment["QT_QPA_PLATFORM"] = "xcb" if prefix else "offscreen"
    program = "import os, runpy, sys, time; os.environ['BENCHMARK_STARTED'] = str(time.monotonic()); "
    program += "os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-m", "tests.benchmarks.child", *words]
    if prefix:
        command = [*prefix, sys.executable, "-c", program, *command]
    environment["BENCHMARK_STARTED"] = str(time.monotonic())
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not done.stdout.strip():
        raise RuntimeError(f"{words} ended with {done.returncode}: {done.stderr}")
    answer: Told = json.loads(done.stdout.splitlines()[-1])
    return answer


def _show_starts(screen: str, found: dict[str, list[Told]]) -> None:
    times = {name: _middle(told_, "") for name, told_ in found.items()}
    filled = {name: _middle(told_, "filled_") for name, told_ in found.items()}
    floor = next(iter(times.values()))
    rows = [
        [name, time, _ratio(time, floor), filled[name], _ratio(filled[name], floor), _megabytes(found[name])]
        for name, time in times.items()
    ]
    runs = len(next(iter(found.values())))
    title = f"Start to first painted window (aim {_AIM:g} x), and to its rows on the screen, {screen}, median of {runs}"
    show(title, ["", "wall (processor)", "x bare", "rows shown", "x bare", "peak memory"], rows)


def _middle(told_: list[Told], prefix: str) -> Time:
    return middle([Time(item[f"{prefix}wall"], item[f"{prefix}cpu"]) for item in told_])


def _ratio(time: Time, floor: Time) -> str:
    return f"{time.wall / floor.wall:.2f} ({time.cpu / floor.cpu:.2f})"


def _megabytes(told_: list[Told]) -> str:
    return f"{median(item['peak_painted'] for item in told_) / 1e6:.0f} MB"


def _show_use(answer: Told, rows: int) -> None:
    keys = [[f"“{words}”", told(ask), told(paint)] for words, (ask, paint) in answer["keystrokes"].items()]
    show(f"A keystroke in the register page, {rows:,} tasks (aim 50 ms)", ["typed", "filter", "paint"], keys)
    memory = [[name, f"{answer[key] / 1e6:.0f} MB"] for name, key in _MEMORY]
    show(f"Peak memory of the window, {rows:,} tasks (aim {_MOST_MEMORY / 1e6:.0f} MB)", ["after", ""], memory)


_MEMORY = (("first paint", "peak_painted"), ("scrolling to the end", "peak_scrolled"), ("filtering, sorting", "peak"))
