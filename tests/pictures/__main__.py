"""Makes resources/pictures/*.png from the real window over the sample year of work.

python -m tests.pictures            the README's three pictures
python -m tests.pictures FOLDER     every page, at the present QT_SCALE_FACTOR, for looking at
"""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from models.base.clock import Clock
from models.operations import annual
from models.operations.demo import fill_demo
from models.registers import all_registers
from models.registers.annual import Cell
from tests.e2e.notices import GARBLED
from ui.annual.dialog import AnnualDialog
from ui.annual.parts_dialog import PartsDialog
from ui.app import make_application, make_session
from ui.main_window import MainWindow
from ui.notice.wording_dialog import WordingDialog
from ui.register.bulk_dialog import BulkDialog
from ui.register.plan_dialog import PlanDialog
from ui.session import Session
from ui.sheets import SheetsPage
from ui.widgets.history_dialog import HistoryDialog
from ui.widgets.icons import Icons
from ui.widgets.settings_dialog import SettingsDialog

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
FOR_README = ("ledger", "intake", "composer")


class Camera:
    """Takes pictures of one window into a folder."""

    def __init__(self, window: MainWindow, folder: Path, only: tuple[str, ...]) -> None:
        self._window = window
        self._folder = folder
        self._only = only

    def shoot(self, name: str) -> None:
        """Keep the window as it looks now."""
        if self._only and name not in self._only:
            return
        for _ in range(8):
            QApplication.processEvents()
        self._window.grab().save(str(self._folder / f"{name}.png"))

    def shoot_sheets(self, name: str) -> None:
        """Keep the mapping page once it has looked at its rows."""
        page = self._window.intake
        assert isinstance(page, SheetsPage)
        while page.draft is None or page._checker.is_busy:
            QApplication.processEvents()
        page.preview.walk(1)
        self.shoot(name)

    def shoot_dialog(self, name: str, dialog: QDialog) -> None:
        """Keep a dialog."""
        if self._only:
            return

        def keep() -> None:
            dialog.grab().save(str(self._folder / f"{name}.png"))
            dialog.reject()

        QTimer.singleShot(300, keep)
        dialog.exec()


def roster(home: Path) -> Path:
    """A list of contacts as offices keep it, with a mistake or two."""
    path = home / "望溪区政务公开联络员通讯录.csv"
    lines = ["望溪区政务公开联络员通讯录", "单位,类别,分管领导,联络员,联络员电话,备注"]
    lines += [
        f"区{name}局,单位,李主任,王{name[0]},0553-38200{number:02},"
        for number, name in enumerate(("体育", "统计", "档案", "信访", "医保", "林业", "气象", "水务"), 11)
    ]
    lines += [",单位,陈主任,周一,0553-3820031,新设", "区城管局,科室,陈主任,周二,0553-3820032,"]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def take(window: MainWindow, camera: Camera, home: Path) -> None:
    """Walk through the pages."""
    session = window.files._session
    camera.shoot("welcome")
    session.create(home / "望溪区2026.gkb")
    camera.shoot("empty")
    session.run(fill_demo)
    window.strip.put_away()
    page = window.page("tasks")
    page.reload()
    overdue = [record.id for record in session.desk.book.records("tasks", page.model.ids) if record.status == "overdue"]
    page.table.select_ids(overdue[:1])
    camera.shoot("ledger")
    window.show_page("dashboard")
    camera.shoot("dashboard")
    for name in (item.name for item in session.registers.values() if not item.hidden and item.name != "tasks"):
        window.show_page(name)
        window.page(name).table.select_ids(window.page(name).model.ids[1:2])
        camera.shoot(name)
    window.show_page("tasks")
    page.grouping.chosen.emit("section")
    camera.shoot("grouped")
    page.grouping.chosen.emit("")
    page.show_only([("status", "overdue")])
    page.table.select_ids(overdue[:3])
    camera.shoot("filtered")
    window.compose(overdue[:3])
    camera.shoot("composer")
    camera.shoot_dialog("wording", WordingDialog(session, "督办通知单", window))
    window.show_page("tasks")
    page.filters.clear()
    page.new()
    camera.shoot("new")
    page.form.leave_draft()
    window.incoming.review_text(GARBLED)
    camera.shoot("intake")
    window.incoming.end()
    window.show_page("units")
    window.import_files([roster(home)])
    camera.shoot_sheets("sheets")
    camera.shoot_dialog("annual", AnnualDialog(session, window))
    take_sum(session, window, camera)
    for tab, name in enumerate(("settings", "words", "days")):
        settings = SettingsDialog(session, window)
        settings.tabs.setCurrentIndex(tab)
        camera.shoot_dialog(name, settings)
    camera.shoot_dialog("bulk", BulkDialog(session, page.register, overdue[:3], "responsible_units", window))
    camera.shoot_dialog("own_register", PlanDialog(session, "own_1", window))
    camera.shoot_dialog("history", HistoryDialog(session, window.undo_steps, window))
    session.refused.emit("“台账.xlsx”写不进去，可能正被 Word、WPS 或 Excel 打开。请关闭它或换一个文件名再试。")
    camera.shoot("refused")


def take_sum(session: Session, window: MainWindow, camera: Camera) -> None:
    """The annual reports of a few units as one, and of which units one of its figures is the sum."""
    new = Cell("三", "一", "自然人")
    for number, unit in enumerate(("区教育局", "区财政局", "区住房和城乡建设局")):
        figures = {new: 12 * number, Cell("三", "三(一)", "自然人"): 12 * number}
        session.run(annual.set_figures, 2025, unit, figures)
    dialog = AnnualDialog(session, window)
    dialog.units.setCurrentIndex(dialog.units.count() - 1)
    dialog.show()  # only then does it know what is in sight
    QApplication.processEvents()
    dialog.tables[1].go_to(new)
    assert dialog.report is not None
    parts = PartsDialog(dialog.report, new, dialog)
    camera.shoot_dialog("annual_sum", dialog)
    camera.shoot_dialog("annual_parts", parts)


def main(arguments: list[str]) -> None:
    """Make the pictures."""
    application = make_application(["pictures"])
    folder = Path(arguments[0]) if arguments else RESOURCES / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in os.environ.get("WINDOW_SIZE", "1366x768").split("x"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        clock = Clock.fixed(date(2026, 11, 20))
        session = make_session(clock, all_registers(), RESOURCES, Path(home))
        window = MainWindow(session, Icons.of(session))
        window.setWindowState(Qt.WindowState.WindowNoState)  # the screen of the pictures is small
        window.resize(width, height)
        window.show()
        take(window, Camera(window, folder, () if arguments else FOR_README), Path(home))
        window.close()
    del application


if __name__ == "__main__":
    main(sys.argv[1:])
