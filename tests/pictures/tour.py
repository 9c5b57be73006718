"""A walk through every page and every dialog of the real window, over the sample year of work.

Shared by the pictures and by the tests that look at everything (`tests/ui/test_looks.py`, `test_input_method.py`).
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from models.base.layouts import Layout
from models.operations import annual
from models.operations.demo import fill_demo, practice_notice
from models.operations.full_texts import full_text_of
from models.operations.layouts import layouts_of
from models.registers.annual import Cell
from tests.e2e.notices import GARBLED
from ui.annual.dialog import AnnualDialog
from ui.annual.parts_dialog import PartsDialog
from ui.handbook.page import HelpPage
from ui.intake.members_dialog import MembersDialog
from ui.intake.pasting import PasteDialog
from ui.main_window import MainWindow
from ui.notice.numbers_dialog import NumbersDialog
from ui.notice.wording_dialog import WordingDialog
from ui.register.bulk_dialog import BulkDialog
from ui.register.layout_dialog import LayoutDialog
from ui.register.ledger_preview import LedgerPreview
from ui.register.plan_dialog import PlanDialog
from ui.register.views_dialog import SaveViewDialog, ViewsDialog
from ui.session import Session
from ui.sheets import SheetsPage
from ui.widgets.action_dialog import ActionDialog
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.column_chooser import ColumnChooser
from ui.widgets.date_editor import CalendarPopup
from ui.widgets.export_dialog import ExportDialog
from ui.widgets.find_everywhere import FindEverywhere
from ui.widgets.full_text_page import FullTextPage
from ui.widgets.history_dialog import HistoryDialog
from ui.widgets.own_days_tab import NoticeDialog
from ui.widgets.settings_dialog import SettingsDialog

Stop = tuple[str, QWidget]
"""A name in English, and the window or dialog to look at, shown."""
REFUSED = "“台账.xlsx”写不进去，可能正被 Word、WPS 或 Excel 打开。请关闭它或换一个文件名再试。"
_YEAR = 2025


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


def tour(window: MainWindow, home: Path) -> Iterator[Stop]:
    """Walk through the pages, then the dialogs; each is put away when the next is asked for."""
    session = window.files._session
    yield "guide", window
    window.guiding.page.buttons["away"].click()
    yield "welcome", window
    session.create(home / "望溪区2026.gkb")
    yield "empty", window
    window.guiding.guide.call()
    window.show_page("tasks")
    yield "guided", window
    window.guiding.guide.put_away()
    session.run(fill_demo)
    window.strip.put_away()
    yield from _registers(window, session)
    yield from _work(window, session, home)
    for name, dialog in dialogs(window, session):
        if not dialog.isVisible():
            dialog.show()
            dialog.activateWindow()
        yield name, dialog
        dialog.close()
        dialog.deleteLater()
    session.refused.emit(REFUSED)
    yield "refused", window


def overdue(session: Session) -> list[int]:
    """The tasks that are late."""
    book = session.desk.book
    return [record.id for record in book.records("tasks", book.ids("tasks")) if record.status == "overdue"]


def _registers(window: MainWindow, session: Session) -> Iterator[Stop]:
    page = window.page("tasks")
    page.reload()
    page.table.select_ids(overdue(session)[:1])
    yield "ledger", window
    window.show_page("dashboard")
    yield "dashboard", window
    for name in (item.name for item in session.registers.values() if not item.hidden and item.name != "tasks"):
        window.show_page(name)
        window.page(name).table.select_ids(window.page(name).model.ids[1:2])
        yield name, window
    window.show_page("tasks")
    page.rows.grouping.chosen.emit("section")
    yield "grouped", window
    page.rows.grouping.chosen.emit("")
    page.show_only([("status", "overdue")])
    page.table.select_ids(overdue(session)[:3])
    yield "filtered", window
    page.filters.clear()


def _work(window: MainWindow, session: Session, home: Path) -> Iterator[Stop]:
    """The pages that stand in the place of a register: a notice, a new record, what comes in."""
    window.pages.compose(overdue(session)[:3])
    yield "composer", window
    window.show_page("tasks")
    page = window.page("tasks")
    page.side.new()
    yield "new", window
    page.form.leave_draft()
    window.incoming.review_text(GARBLED)
    yield "intake", window
    window.incoming.review_text(practice_notice(session.desk), name="练习通知")
    yield "practice", window
    window.incoming.end()
    window.show_page("units")
    window.import_files([roster(home)])
    sheets = window.intake
    assert isinstance(sheets, SheetsPage)
    while sheets.draft is None or sheets._checker.is_busy:
        QApplication.processEvents()
    sheets.preview.walk(1)
    yield "sheets", window
    window.incoming.end()
    window.show_page("tasks")


def dialogs(window: MainWindow, session: Session) -> Iterator[tuple[str, QWidget]]:
    """Every dialog; most are shown by the caller."""
    page, tasks = window.page("tasks"), session.registers["tasks"]
    ids = overdue(session)[:3]
    yield "wording", WordingDialog(session, "督办通知单", window)
    yield "annual", AnnualDialog(session, window)
    yield from _sum(window, session)
    for tab, name in enumerate(("settings", "words", "days")):
        settings = SettingsDialog(session, window)
        settings.tabs.setCurrentIndex(tab)
        yield name, settings
    yield "holiday_notice", NoticeDialog(window)
    yield "bulk", BulkDialog(session, tasks, ids, "responsible_units", window)
    for action in (item for item in tasks.actions if item.asks):
        yield f"action_{action.name}", ActionDialog(session, tasks, action, ids, window)
    yield "own_register", PlanDialog(session, "own_1", window)
    yield "history", HistoryDialog(session, window.undoing.undo_steps, window)
    yield "numbers", NumbersDialog(session, window)
    yield "export", ExportDialog(session, tasks, 30, 3, window)
    layout = layouts_of(session.desk, tasks)[0]
    yield "layout", LayoutDialog(session, tasks, layout, ids, window)
    yield "save_view", SaveViewDialog(session, tasks, page.arrangement.now(), window)
    yield "views", ViewsDialog(session, tasks, window)
    yield "columns", ColumnChooser(tasks, page.table.shown_columns(), window)
    yield "preview", _preview(window, session, layout, ids)
    yield "help", HelpPage(session, window)
    book = session.desk.book
    shown = full_text_of(session.desk, "documents", book.record("documents", book.ids("documents")[0]))
    assert shown is not None
    yield "full_text", FullTextPage(shown, window)
    yield "members", MembersDialog("各部门", ("区司法局",), session, window)
    QGuiApplication.clipboard().setText(GARBLED)
    yield "paste", PasteDialog(session, window)
    find = FindEverywhere(session, window)
    find.open()
    yield "find", find
    yield "calendar", CalendarPopup(window, session.clock.today(), None)
    page.filters.fill("status")
    popup: ChoicePopup = page.filters.chips["status"].popup
    popup.drop(page.filters.chips["status"])
    yield "choices", popup


def _preview(window: MainWindow, session: Session, layout: Layout, ids: list[int]) -> QDialog:
    preview = LedgerPreview(session, session.registers["tasks"], ids, lambda: layout, parent=window)
    preview.show_pages()
    return preview


def _sum(window: MainWindow, session: Session) -> Iterator[tuple[str, QWidget]]:
    """The annual reports of a few units as one, and of which units one of its figures is the sum."""
    new = Cell("三", "一", "自然人")
    for number, unit in enumerate(("区教育局", "区财政局", "区住房和城乡建设局")):
        figures = {new: 12 * number, Cell("三", "三(一)", "自然人"): 12 * number}
        session.run(annual.set_figures, _YEAR, unit, figures)
    dialog = AnnualDialog(session, window)
    dialog.units.setCurrentIndex(dialog.units.count() - 1)
    dialog.show()  # only then does it know what is in sight
    QApplication.processEvents()
    dialog.tables[1].go_to(new)
    assert dialog.report is not None
    report = dialog.report
    yield "annual_sum", dialog
    yield "annual_parts", PartsDialog(report, new, window)
