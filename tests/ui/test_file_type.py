"""Double clicks on .gkb files: taken for the person only, seen as ours, and given back as they were.

On Windows with its registry, below a key of the test's own; elsewhere a dictionary stands for it.
"""

import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import windows_registry
from ui.file_type import KIND, FileType, program_command
from ui.main_window import asides
from ui.session import Session
from ui.widgets import asking

PROGRAM = [r"D:\办公 软件\gongkai-ledger.exe"]


class Memory:
    """Keys and values as the registry has them: a key of its own for every path, values by name."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}

    def read(self, path: str, value: str = "") -> str:
        return self.values.get((path, value), "")

    def write(self, path: str, text: str, value: str = "") -> None:
        self.values[path, value] = text

    def remove_value(self, path: str, value: str = "") -> None:
        self.values.pop((path, value), None)

    def remove_key(self, path: str) -> None:
        self.values = {
            key: text for key, text in self.values.items() if key[0] != path and not key[0].startswith(path + "\\")
        }

    def tell_of_new_file_types(self) -> None:
        pass


@pytest.fixture
def classes(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The key of all file types, empty."""
    top = rf"Software\GongkaiLedgerTest-{uuid.uuid4().hex}"
    if sys.platform != "win32":
        memory = Memory()
        for name in ("read", "write", "remove_value", "remove_key", "tell_of_new_file_types"):
            monkeypatch.setattr(windows_registry, name, getattr(memory, name))
    yield rf"{top}\Classes"
    windows_registry.remove_key(top)


def started(classes: str) -> str:
    """What a double click runs: the type's kind, and the command of that."""
    kind = windows_registry.read(rf"{classes}\.gkb")
    return windows_registry.read(rf"{classes}\{kind}\shell\open\command") if kind else ""


def test_taken_and_given_back(classes: str) -> None:
    kind = FileType(PROGRAM, classes)
    assert not kind.is_ours()
    kind.give_back()  # nothing to undo
    for _ in range(2):
        kind.take()
        kind.take()
        assert kind.is_ours()
        assert started(classes) == r'"D:\办公 软件\gongkai-ledger.exe" "%1"'
        assert windows_registry.read(rf"{classes}\{KIND}") == "政务公开台账工作簿"
        assert windows_registry.read(rf"{classes}\{KIND}\DefaultIcon") == r'"D:\办公 软件\gongkai-ledger.exe",0'
        kind.give_back()
        assert not kind.is_ours()
        assert windows_registry.read(rf"{classes}\.gkb") == windows_registry.read(rf"{classes}\{KIND}") == ""
        assert windows_registry.read(rf"{classes}\{KIND}\shell\open\command") == ""


def test_what_was_there_before_comes_back(classes: str) -> None:
    windows_registry.write(rf"{classes}\.gkb", "Other.File")
    windows_registry.write(rf"{classes}\.gkb", "text/plain", "Content Type")
    kind = FileType(PROGRAM, classes)
    kind.take()
    kind.take()
    kind.give_back()
    assert windows_registry.read(rf"{classes}\.gkb") == "Other.File"
    assert windows_registry.read(rf"{classes}\.gkb", "Content Type") == "text/plain"


def test_what_another_program_took_since_is_left_to_it(classes: str) -> None:
    kind = FileType(PROGRAM, classes)
    kind.take()
    windows_registry.write(rf"{classes}\.gkb", "Other.File")
    assert not kind.is_ours()
    kind.give_back()
    assert windows_registry.read(rf"{classes}\.gkb") == "Other.File"


def test_a_program_that_was_moved_takes_it_anew(classes: str) -> None:
    FileType([r"D:\旧\gongkai-ledger.exe"], classes).take()
    moved = FileType([r"E:\新\gongkai-ledger.exe"], classes)
    assert not moved.is_ours()
    moved.take()
    assert started(classes) == r'"E:\新\gongkai-ledger.exe" "%1"'


def test_the_command_is_the_window_of_this_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python, main = program_command()
    assert Path(python).exists() and Path(main).name == "main.py" and Path(main).exists()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gongkai.exe"))
    assert program_command() == [str(tmp_path.resolve() / "gongkai-ledger.exe")]


def test_only_what_is_wanted_is_done_and_it_is_told(
    qtbot: QtBot, classes: str, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    kind, said, answers = FileType(PROGRAM, classes), list[str](), iter([False, True, False, True])
    empty_session.told.connect(lambda sentence, _: said.append(sentence))
    monkeypatch.setattr(asking, "is_wanted", lambda *_: next(answers))
    for ours in (False, True, True, False):
        asides.ask_about_double_clicks(parent, empty_session, kind)
        assert kind.is_ours() is ours
    assert said == ["以后双击 .gkb 文件会打开本程序。", "双击 .gkb 文件不再打开本程序。"]


def test_a_refusal_of_windows_is_one_sentence(
    qtbot: QtBot, classes: str, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: str) -> None:
        raise PermissionError(13, "拒绝访问")

    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(asking, "is_wanted", lambda *_: True)
    monkeypatch.setattr(windows_registry, "write", refused)
    with qtbot.waitSignal(empty_session.refused) as told:
        asides.ask_about_double_clicks(parent, empty_session, FileType(PROGRAM, classes))
    assert told.args == ["Windows 不允许这样设置（拒绝访问）。可以改用“打开方式”选择本程序。"]
