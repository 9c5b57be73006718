"""Every page and dialog of the real window: named, large enough, nothing cut, Tab in reading order, readable colours."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.registers import all_registers
from tests.pictures.palettes import PALETTES
from tests.pictures.tour import tour
from tests.ui import looking
from ui.app import make_session
from ui.main_window import MainWindow
from ui.main_window.half_done import HalfDone
from ui.widgets.icons import Icons

ROOT = Path(__file__).resolve().parents[2]
LARGE = 12.0
"""Points; in a window of a 1366x768 screen about what 125 % makes of ten points."""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window with large text on a small screen; the font and the colours of the tests come back."""
    monkeypatch.setattr(HalfDone, "may_leave", lambda _: True)
    before, palette = QFont(qapp.font()), QPalette(qapp.palette())
    font = qapp.font()
    font.setPointSizeF(LARGE)
    qapp.setFont(font)
    session = make_session(Clock.fixed(date(2026, 11, 20)), all_registers(), ROOT / "resources", tmp_path / "home")
    made = MainWindow(session, Icons.of(session))
    qtbot.addWidget(made, before_close_func=lambda it: it.pages.made.clear())
    made.resize(1366, 720)
    made.show()
    yield made
    session.close()
    qapp.setFont(before)
    qapp.setPalette(palette)


def test_every_page_and_dialog(qapp: QApplication, window: MainWindow, tmp_path: Path) -> None:
    """The colours change from stop to stop, as Alt+Shift+Print changes them while the program runs."""
    wrong, palettes, alike = [], cycle(PALETTES.items()), set(all_registers()) - {"tasks"}
    colours, stray = "", looking.StrayWindows(qapp)
    for stop, (name, shown) in enumerate(tour(window, tmp_path)):
        looking.settle()
        widgets = looking.seen(shown)
        told = [*looking.nameless(widgets), *looking.small(widgets), *looking.cut(widgets)]
        wrong += [f"{name}: {sentence}" for sentence in (*told, *looking.out_of_order(shown))]
        if name not in alike:
            if stop % 3 == 0 or shown is window:
                colours, palette = next(palettes)
                qapp.setPalette(palette)
                looking.settle()
            wrong += [f"{name}, {colours}: {sentence}" for sentence in looking.pale(looking.seen(shown))]
    qapp.removeEventFilter(stray)
    wrong += stray.found
    assert not wrong, "\n".join(dict.fromkeys(wrong))
