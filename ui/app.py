"""The application: Qt set up for Chinese offices, the session made, the window shown.

`run` is called by `main.py` alone, with what it has built; nothing here knows where it runs from.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from models.base.clock import Clock
from models.base.register import Registers
from ui import background, logs
from ui.folders import NAME, VERSION, backup_home, portable_folder, program_folder, settings_folder
from ui.main_window import MainWindow
from ui.session import Session
from ui.translations import MissingWords
from ui.widgets.hints import ReadableHints
from ui.widgets.icons import Icons
from ui.widgets.input_method import InputMethodGuard
from ui.widgets.tab_order import TabOrder

_LEAST_POINTS = 10.0
STANDS = "the window stands"
"""What the log says when it was painted for the first time."""

log = logging.getLogger(__name__)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication with Chinese dialogs and text of ten points at least."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(list(arguments))
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("政务公开台账")
    application.setApplicationVersion(VERSION)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.installTranslator(MissingWords(application))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    InputMethodGuard(application)
    TabOrder(application)
    ReadableHints(application)
    font = application.font()
    if font.pointSizeF() < _LEAST_POINTS:
        font.setPointSizeF(_LEAST_POINTS)
        application.setFont(font)
    return application


def make_session(clock: Clock, registers: Registers, resources: Path, home: Path | None = None) -> Session:
    """The session with its settings file and backup folder; `home` holds both in tests."""
    config = home or settings_folder()
    config.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(config / "window.ini"), QSettings.Format.IniFormat)
    return Session(clock, registers, resources, settings, home / "backups" if home else backup_home(), background.run)


def keep_beside_the_program() -> None:
    """Qt keeps the state of its own file dialogs too (QtProject.conf): a portable program has it with all else.

    To be called before the first file dialog. Windows shows its own dialogs, which Qt keeps next to nothing of.
    """
    folder = portable_folder(program_folder())
    if folder is not None:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


def run(book: Path | None, *, clock: Clock, registers: Registers, resources: Path) -> int:
    """Show the window with a workbook (or the last one, or the first page) until it is closed."""
    application = make_application(sys.argv[:1])
    keep_beside_the_program()
    file = logs.keep("window")
    session = make_session(clock, registers, resources)
    icons = Icons.of(session)
    application.setWindowIcon(icons("app"))
    window = MainWindow(session, icons, file)
    window.trouble.watch()
    window.expect_workbook(book is not None or session.last() is not None)
    window.first_painted.connect(lambda: log.info(STANDS))
    window.first_painted.connect(lambda: _open_first(window, session, book))  # it stands before it is filled
    window.show()
    return application.exec()


def _open_first(window: MainWindow, session: Session, book: Path | None) -> None:
    open_first(session, book)
    window.expect_workbook(False)


def open_first(session: Session, book: Path | None) -> None:
    """Open the workbook asked for, else the last one.

    When the last one is gone, say so and open no other in its place: nobody should find themselves writing
    into a workbook of another year.
    """
    target = book or session.last()
    if target is None:
        return
    if book is None and not target.is_file():
        session.refused.emit(f"找不到上次的工作簿“{target}”，可能已移动、改名或没有插上存放它的磁盘。请重新打开。")
        return
    session.open(target)


def selftest(*, clock: Clock, registers: Registers, resources: Path) -> int:
    """Show the window once, offscreen, over a workbook with a record in it; 0 when it painted."""
    from models.operations import records

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application(["selftest"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        session = make_session(clock, registers, resources, Path(home))
        window = MainWindow(session, Icons.of(session))
        if not session.create(Path(home) / "自检.gkb"):
            return 1
        session.run(records.add, "tasks", {"content": "自检"})
        window.show()
        application.processEvents()
        painted = not window.grab().isNull() and window.page("tasks").model.rowCount() == 1
        window.close()
    return 0 if painted else 1
