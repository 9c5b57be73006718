"""The real window over a home of its own; nothing of the person's own settings is touched."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.registers import all_registers
from ui.app import make_session
from ui.main_window import MainWindow
from ui.widgets.icons import Icons

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[[], MainWindow]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Start]:
    """Starts the program; called again, it starts anew over the same home, as the next morning."""
    started: list[MainWindow] = []

    def begin() -> MainWindow:
        session = make_session(clock, all_registers(), ROOT / "resources", tmp_path / "home")
        window = MainWindow(session, Icons(ROOT / "resources"))
        window.resize(1366, 768)
        qtbot.addWidget(window)
        recent = session.recent()
        if recent:
            session.open(recent[0])
        window.show()
        qtbot.waitExposed(window)
        started.append(window)
        return window

    yield begin
    for window in started:
        window.close()


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answers the next file dialogs with this path."""

    def choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(path)], ""))

    return choose
