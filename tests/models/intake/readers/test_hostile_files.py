"""Whatever file is brought in, by whatever reader: a text or one sentence, within seconds and within memory.

All files go the way a clerk's files go, through one helper process with its limits.
"""

import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base.apart import Apart
from models.base.errors import ReadError
from models.intake import Sheet, SourceText, read_file, read_spreadsheet
from models.intake.readers.reading import READERS
from models.intake.readers.sniffing import kind_of
from tests.models.intake.readers import hostile_samples as samples
from tests.models.intake.readers.good_samples import good, picture
from tests.spending import LONGEST, PATIENCE, children, no_more_than

MOST = 500_000
"""Kilobytes that the helper process takes, and this one more than before."""
FLIPS = 15
TABLES = ("xlsx", "xls", "xlsb", "et", "ods", "xml", "csv", "html")
GOOD = good()
ENGLISH = re.compile(r"Error|Exception|Traceback|line \d|None|object at|\.py\b|\{|\}")


def memory(pid: int | str, key: str) -> int:
    """A figure of /proc, in kilobytes; 0 where there is none (under Wine there is one, of other processes)."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        found = re.search(rf"{key}:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def program(pid: int | str) -> bytes:
    """The command line of a process; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def has_begun(pid: int) -> bool:
    """Whether a child runs a program of its own: until then its memory is this process's, and its peak too."""
    return program(pid) not in (b"", program("self"))


class Watch:
    """The most memory that helper processes took, looked at again and again; only on Linux."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        if sys.platform == "linux":
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread.ident:
            self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.02):
            self.most = max([self.most, *(memory(pid, "VmHWM") for pid in children() if has_begun(pid))])


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Watch() as watch, Apart(silence=PATIENCE) as process:
        yield process
    assert watch.most < MOST


class Bench:
    """Brings files in and looks at what comes of it."""

    def __init__(self, apart: Apart, folder: Path) -> None:
        self._apart = apart
        self._folder = folder

    def check(self, label: str, name: str, data: bytes) -> str:
        """What is said of a file: "" when it is read. `label` tells the file in a failure."""
        path = self._folder / name
        path.write_bytes(data)
        before = memory("self", "VmRSS")
        sentence = self._said(label, path, table=False)
        if name.rpartition(".")[2] in TABLES:
            self._said(label, path, table=True)
        assert memory("self", "VmRSS") - before < MOST, label
        return sentence

    def _said(self, label: str, path: Path, *, table: bool) -> str:
        sentence = ""
        try:
            with no_more_than(LONGEST, label):
                found = read_spreadsheet(path, apart=self._apart) if table else read_file(path, apart=self._apart)
        except ReadError as error:
            sentence = error.sentence
            assert path.name in sentence, (label, sentence)
            assert re.fullmatch(r"[^。\n]+。", sentence), (label, sentence)
            assert not ENGLISH.search(sentence.replace(path.name, "")), (label, sentence)
        else:
            assert isinstance(found, SourceText) or all(isinstance(sheet, Sheet) for sheet in found)
        return sentence


@pytest.fixture
def bench(apart: Apart, tmp_path: Path) -> Bench:
    return Bench(apart, tmp_path)


def test_every_kind_of_reader_is_tried() -> None:
    assert {kind_of(data) for data in (*GOOD.values(), picture())} == set(READERS)


@pytest.mark.parametrize("kind", GOOD)
def test_good_files_are_read_whatever_their_ending(kind: str, bench: Bench) -> None:
    for ending in dict.fromkeys((kind, *GOOD, "zip", "")):
        assert bench.check(f"{kind} as {ending}", f"通知.{ending}", GOOD[kind]) == ""


@pytest.mark.parametrize("kind", sorted(GOOD.keys() - {"et"}))  # .et has the bytes of .xls
def test_damaged_files(kind: str, bench: Bench) -> None:
    for label, data in samples.damaged(GOOD[kind], seed=7, flips=FLIPS):
        said = bench.check(f"{kind} {label}", f"通知.{kind}", data)
        assert data or said
    assert "是空文件" in bench.check("empty", f"通知.{kind}", b"")


@pytest.mark.parametrize("kind", samples.MAIN)
def test_damage_inside_a_package(kind: str, bench: Bench) -> None:
    for label, data in samples.turned_inside(GOOD[kind], seed=7, flips=FLIPS):
        bench.check(label, f"通知.{kind}", data)


@pytest.mark.parametrize("name", (locked := samples.locked()))
def test_files_with_a_password(name: str, bench: Bench) -> None:
    said = bench.check(name, f"通知.{name}", locked[name])
    assert "密码" in said or "加密" in said


@pytest.mark.slow
def test_zips_that_swell(bench: Bench) -> None:
    for name, data in samples.bombs():
        assert len(data) < 12_000_000
        said = bench.check(name, name, data)
        if "GB" in name:
            assert said, name


def test_entities_are_never_followed(bench: Bench) -> None:
    for name, data in samples.entities():
        bench.check(name, name, data)


def test_things_within_things(bench: Bench) -> None:
    for name, data in samples.deeply_nested():
        bench.check(name, name, data)


@pytest.mark.slow
def test_cells_far_away(bench: Bench) -> None:
    for name, data in samples.far_places():
        bench.check(name, name, data)


def test_strange_pages(bench: Bench) -> None:
    for name, data in samples.strange_pages():
        bench.check(name, name, data)


def test_spoilt_text(bench: Bench) -> None:
    for name, data in samples.spoilt_text():
        bench.check(name, name, data)
