"""Nothing makes the window larger than a laptop's screen: 1366x768 at 150 % is 910x512 in the window's own pixels."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base.views import View
from models.intake.notice import Notice
from models.operations import bringing_in
from models.operations.demo import fill_demo, practice_notice
from models.operations.views import save_view
from tests.pictures.tour import roster
from tests.ui.intake.conftest import notice  # noqa: F401
from ui.intake.drafts import TASK_FIELDS
from ui.intake.reading import Incoming
from ui.intake.review import Review
from ui.main_window import MainWindow
from ui.main_window.half_done import HalfDone
from ui.session import Session
from ui.sheets import SheetsPage

MakeWindow = Callable[[Session], MainWindow]
SCREEN = QSize(910, 512)
FRAME = QSize(2, 40)
"""What the system puts around the window."""


def least(window: MainWindow) -> QSize:
    for _ in range(8):
        QApplication.processEvents()
    return window.minimumSizeHint() + FRAME


def fits(size: QSize) -> bool:
    return size.width() <= SCREEN.width() and size.height() <= SCREEN.height()


@pytest.fixture
def crowded(empty_session: Session, notice: Notice) -> Notice:  # noqa: F811
    """Brought in before; again with new units in many spellings, many doubts, repairs, and tasks gone and changed."""
    doubt = "时限“9月底前”没有写年份，按标题推定为2024年；请对照原文核对一遍，看看是不是跨年的任务"
    first, second, third = notice.tasks
    empty_session.run(bringing_in.bring_in, notice, notice.tasks)
    names = ("区政府办", "区财政", "市民政局", "各有关单位", "区科技局", "区数据资源管理局")
    many = [
        replace(
            third, number=str(number), text=f"任务{number}", responsible_units=names, warnings=(f"{number}{doubt}",)
        )
        for number in range(4, 16)
    ]
    changed = replace(second, deadline_text="2024年10月底前", ongoing=False)
    name = "关于印发云岭区2024年政务公开工作要点任务分解表的通知（征求意见稿第三次修改）.docx"
    return replace(notice, source=name, tasks=(first, changed, *many), repairs=notice.repairs * 6)


@pytest.fixture
def reviewed(qtbot: QtBot, empty_session: Session, crowded: Notice, make_window: MakeWindow) -> MainWindow:
    """A review with all that can stand in one: banner, units, doubts, changes, tabs, and something told."""
    window = make_window(empty_session)
    window.incoming._begin_review().show_notices(
        [Incoming(crowded, None), Incoming(replace(crowded, source="另一份.docx"), None)]
    )
    return window


def review_in(window: MainWindow) -> Review:
    review = window.intake.review  # type: ignore[union-attr]
    assert isinstance(review, Review)
    return review


def test_a_full_review_fits_a_small_screen(reviewed: MainWindow) -> None:
    review = review_in(reviewed)
    review.told.tell("已列为任务。" * 30, "撤销")
    review.form.fold.setChecked(True)
    for shown in (review.known, review.told, review.units.table, review.doubts, review.changes.gone):
        assert shown.isVisible()
    assert fits(least(reviewed)), least(reviewed)


def test_the_keyboard_stays_in_view(qtbot: QtBot, reviewed: MainWindow) -> None:
    reviewed.resize(SCREEN - FRAME)
    reviewed.activateWindow()
    qtbot.waitUntil(reviewed.isActiveWindow)
    review = review_in(reviewed)
    for pane in (review.table, review.doubts.list, review.units.table):
        pane.setFocus()
        qtbot.waitUntil(pane.hasFocus)
        least(reviewed)
        seen = pane.visibleRegion().boundingRect()
        assert seen.height() >= min(pane.height(), 40), pane


def test_the_keys_give_way_on_a_low_screen(reviewed: MainWindow) -> None:
    review = review_in(reviewed)
    review.told.tell("")
    line = review.told.parentWidget()
    assert line is not None
    assert line.isVisible() is (review.height() >= 400)
    reviewed.resize(1280, 900)
    least(reviewed)
    assert line.isVisible()
    reviewed.resize(SCREEN - FRAME)
    least(reviewed)
    assert not line.isVisible()
    review.told.tell("已移除 1 项任务。")
    assert line.isVisible() and review.told.isVisible()


def test_the_other_pages_fit_a_small_screen(filled: Session, make_window: MakeWindow) -> None:
    window = make_window(filled)
    window.show_page("dashboard")
    assert fits(least(window)), least(window)
    window.show_page("tasks")
    window.page("tasks").side.new()
    assert fits(least(window)), least(window)
    window.page("tasks").form.leave_draft()
    window.pages.compose([1, 2])
    assert fits(least(window)), least(window)


def test_a_small_screen_shows_a_tasks_main_columns(filled: Session, make_window: MakeWindow) -> None:
    window = make_window(filled)
    window.show_page("tasks")
    window.resize(SCREEN - FRAME)
    page = window.page("tasks")
    page.table.select_ids(filled.desk.book.ids("tasks")[:1])
    least(window)
    seen, heads = page.table.viewport().width(), page.table.horizontalHeader()
    assert heads.length() <= seen, "all columns show beside the form"
    fields = page.form._area.widget()
    assert fields.minimumSizeHint().width() <= page.form._area.viewport().width(), "nothing of the form is cut off"
    squeezed, form = page.table.columnWidth(1), page.form.width()
    assert form >= 260
    page.table.select_ids(filled.desk.book.ids("tasks")[:3])
    least(window)
    assert page.form.width() < 130, "with several records the form has little to show"
    assert page.form.all_button.isVisible()
    assert heads.length() <= page.table.viewport().width()
    assert page.table.columnWidth(1) > squeezed
    page.table.select_ids(filled.desk.book.ids("tasks")[:1])
    least(window)
    assert page.form.width() == form
    window.resize(1340, 700)
    page.table.select_ids(filled.desk.book.ids("tasks")[:3])
    least(window)
    assert page.form.width() == 360, "where there is room nothing shrinks"


def test_a_register_with_a_view_of_a_long_name_fits(filled: Session, make_window: MakeWindow) -> None:
    window = make_window(filled)
    page = window.page("requests")
    window.show_page("requests")
    chosen = (("status", "overdue"), ("status", "due_soon"))
    view = View(name="依申请公开逾期未答复需要催办的全部申请", filters=chosen, group_by="agency_asked_on")
    save_view(filled.desk, page.register, view)
    page.views.use(view.name)
    assert page.views.text() == "视图：依申请公开逾期未答复需…"
    assert fits(least(window))


def test_a_sheet_being_imported_fits(
    qtbot: QtBot, empty_session: Session, make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HalfDone, "may_leave", lambda _: True)  # nobody answers whether to leave the import
    window = make_window(empty_session)
    window.show_page("units")
    window.import_files([roster(tmp_path)])
    page = window.intake
    assert isinstance(page, SheetsPage)
    qtbot.waitUntil(lambda: page.draft is not None and not page._checker.is_busy, timeout=20_000)
    assert fits(least(window)), least(window)


def test_a_review_with_its_units_open_shows_whole_tasks_and_every_column(
    qtbot: QtBot, empty_session: Session, make_window: MakeWindow
) -> None:
    window = make_window(empty_session)
    window.resize(SCREEN - FRAME)
    empty_session.run(fill_demo)
    window.incoming.review_text(practice_notice(empty_session.desk), name="练习通知")
    qtbot.waitUntil(lambda: window.intake is not None and window.intake.review is not None)
    review = review_in(window)
    review.units.fold.setChecked(True)
    least(window)
    table = review.table
    right = [table.columnViewportPosition(column) + table.columnWidth(column) for column in range(len(TASK_FIELDS))]
    assert max(right) <= table.viewport().width()
    two_lines = 2 * table.fontMetrics().lineSpacing()
    assert table.visibleRegion().boundingRect().height() >= 2 * two_lines + table.horizontalHeader().height()


def test_what_is_due_is_in_view_on_a_low_screen(qtbot: QtBot, empty_session: Session, make_window: MakeWindow) -> None:
    window = make_window(empty_session)
    empty_session.run(fill_demo)
    window.resize(SCREEN - FRAME)
    window.show_page("dashboard")
    least(window)
    table = window.pages.dashboard._table
    assert table.visibleRegion().boundingRect().height() >= 4 * table.rowHeight(0)
