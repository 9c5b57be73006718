"""Makes resources/pictures/*.png from the real window over the sample year of work.

python -m tests.pictures            the README's three pictures
python -m tests.pictures --handbook the pictures of resources/handbook, and what is to be read on them
python -m tests.pictures FOLDER     every page and dialog, at the present QT_SCALE_FACTOR, for looking at

COLOURS=dark or COLOURS=contrast draws FOLDER with those palettes, WINDOW_SIZE=910x512 on a screen of that size
(a laptop's 1366x768 at 150 % is 910x512 in the window's own pixels).
"""

import json
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from models.base.clock import Clock
from models.registers import all_registers
from tests.pictures import handbook
from tests.pictures.palettes import PALETTES
from tests.pictures.tour import tour
from ui.app import make_application, make_session
from ui.main_window import MainWindow
from ui.widgets.icons import Icons

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
FOR_README = ("ledger", "intake", "composer")


def settle(pause: float = 0.0) -> None:
    """Let what was asked for be laid out and drawn; previews wait for a pause in the typing."""
    until = time.monotonic() + pause
    for _ in range(8):
        QApplication.processEvents()
    while time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def keep(name: str, shown: QWidget, folder: Path) -> None:
    """Keep a window or a dialog as it looks now."""
    settle(0.3 if isinstance(shown, QDialog) else 0.0)
    shown.grab().save(str(folder / f"{name}.png"))


def main(arguments: list[str]) -> None:
    """Make the pictures."""
    width, height = (int(part) for part in os.environ.get("WINDOW_SIZE", "1366x768").split("x"))
    with tempfile.NamedTemporaryFile("w", suffix=".json") as screen:
        scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
        size = {"width": round(width * scale), "height": round(height * scale)}
        json.dump({"screens": [{"name": "laptop", "x": 0, "y": 0, "logicalDpi": 96, "dpr": 1, **size}]}, screen)
        screen.flush()
        if os.environ["QT_QPA_PLATFORM"] == "offscreen":
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen.name}"
        application = make_application(["pictures"])
    if "COLOURS" in os.environ:
        application.setPalette(PALETTES[os.environ["COLOURS"]])
    for_handbook = arguments == ["--handbook"]
    folder = RESOURCES / "handbook" if for_handbook else Path(arguments[0]) if arguments else RESOURCES / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        clock = Clock.fixed(date(2026, 11, 20))
        session = make_session(clock, all_registers(), RESOURCES, Path(home))
        window = MainWindow(session, Icons.of(session))
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(handbook.SIZE if for_handbook else QSize(width, height))
        window.show()
        if for_handbook:
            handbook.make(tour(window, Path(home)), folder)
        else:
            for name, shown in tour(window, Path(home)):
                if arguments or name in FOR_README:
                    keep(name, shown, folder)
        window.close()
    del application


if __name__ == "__main__":
    main(sys.argv[1:])
