"""A way to run the command line in this process, and a workbook with the five tasks of the self-test's notice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base.clock import Clock
from models.registers import all_registers
from ui.cli import main

ROOT = Path(__file__).resolve().parents[2]
NOTICE = ROOT / "resources" / "selftest" / "notice.txt"
TODAY = date(2021, 10, 15)


@dataclass(frozen=True)
class Said:
    """What a run of the command line came to."""

    status: int
    out: str
    err: str

    def sentence(self) -> str:
        """The one Chinese sentence of a refusal: status 1, one line, no traceback, nothing promised before."""
        lines = self.err.splitlines()
        assert self.status == 1, (self.out, self.err)
        assert len(lines) == 1 and lines[0].endswith("。"), self.err
        assert any("\u4e00" <= character <= "\u9fff" for character in self.err)
        assert "Traceback" not in self.err + self.out and "内部出错" not in self.err, self.err
        return lines[0]


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folders, in the test's."""
    home = tmp_path / "程序的文件夹"
    monkeypatch.setattr("ui.logs.log_folder", lambda: home / "log")
    monkeypatch.setattr("ui.cli_session.backup_home", lambda: home / "backups")
    monkeypatch.setattr("ui.cli_workbook.backup_home", lambda: home / "backups")
    return home


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on 15 October 2021."""

    def go(*argv: Any) -> Said:
        capsys.readouterr()
        words = [str(word) for word in argv]
        status = main(words, clock=Clock.fixed(TODAY), registers=all_registers(), resources=ROOT / "resources")
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return go


@pytest.fixture
def book(tmp_path: Path, run: Run) -> Path:
    """A workbook with five tasks; 1, 2 and 5 are overdue, 3 is ongoing, 4 is due at the end of the year."""
    path = tmp_path / "账.gkb"
    assert run("new", path).status == 0
    said = run("import", NOTICE, "--into", path)
    assert said.status == 0, said.err
    return path
