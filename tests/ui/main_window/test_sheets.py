"""Spreadsheets brought to the window: where they lead, what the strip offers afterwards, and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from models.operations import records
from ui.intake import IntakePage
from ui.main_window import MainWindow
from ui.session import Session
from ui.sheets import SheetsPage
from ui.widgets.export_dialog import ExportChoice
from ui.widgets.strip import MessageStrip

Make = Callable[[Session], MainWindow]
UNITS = (("单位名称", "类型", "A岗"), ("市民政局", "单位", "张三"), ("市水利局", "科室", "李四"))


@pytest.fixture
def window(make_window: Make, filled: Session) -> MainWindow:
    return make_window(filled)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    made = Workbook()
    for row in UNITS:
        made.active.append(row)
    path = tmp_path / "通讯录.xlsx"
    made.save(path)
    return path


def answering(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Presses this button of the next questions; collects what was asked."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


def mapping_page(qtbot: QtBot, window: MainWindow) -> SheetsPage:
    page = window.intake
    assert isinstance(page, SheetsPage)
    qtbot.waitUntil(lambda: page.draft is not None and not page._checker.is_busy)
    return page


def test_a_sheet_on_a_page_not_fed_by_notices_is_mapped_at_once(
    qtbot: QtBot, window: MainWindow, filled: Session, units: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = answering(monkeypatch, "取消")
    window.show_page("units")
    window.import_files([units])
    page = mapping_page(qtbot, window)
    assert asked == []
    assert window.stack.currentWidget() is page
    assert page.draft is not None
    assert page.draft.register.name == "units"
    page.preview.set_aside.click()
    page.accept()
    assert window.intake is None
    assert window.stack.currentWidget() is window.page("units")
    chosen = window.page("units").selected_ids()
    assert filled.desk.book.record("units", chosen[0])["name"] == "市民政局"
    strip = window.strip
    assert strip.undo_button.isVisible()
    assert strip.offer_button.text() == "另存未导入的行…"
    assert strip.stays
    target = tmp_path / "留下.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    strip.offer_button.click()
    assert [row[0] for row in load_workbook(target).active.values] == ["单位名称", "市水利局"]
    assert not strip.offer_button.isVisible()
    window.undoing.undo()
    assert filled.desk.book.find("units", "市民政局") is None


@pytest.mark.parametrize("name", ["tasks", "dashboard"])
def test_where_notices_are_at_home_the_clerk_is_asked(
    qtbot: QtBot, window: MainWindow, units: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    window.show_page(name)
    asked = answering(monkeypatch, "取消")
    window.import_files([units])
    assert len(asked) == 1
    assert window.intake is None
    answering(monkeypatch, "按栏目导入台账")
    window.import_files([units])
    page = mapping_page(qtbot, window)
    assert page.head.register == "units", "its titles are those of units"
    page.cancel()
    assert window.intake is None
    assert window.pages.came_from == name


@pytest.fixture
def division(tmp_path: Path) -> Path:
    made = Workbook()
    for row in (
        ("序号", "工作任务", "牵头单位", "责任单位", "完成时限"),
        (1, "公开财政预算", "市财政局", "市审计局", "2021年9月底前"),
        (2, "公开救助信息", "市民政局", "市财政局", "长期坚持"),
    ):
        made.active.append(row)
    path = tmp_path / "任务分工表.xlsx"
    made.save(path)
    return path


def test_a_sheet_of_tasks_is_not_taken_for_units(qtbot: QtBot, window: MainWindow, division: Path) -> None:
    told: list[str] = []
    window._session.told.connect(lambda sentence, _: told.append(sentence))
    window.show_page("units")
    window.import_files([division])
    page = mapping_page(qtbot, window)
    assert page.head.register == "tasks"
    assert any("按任务台账导入" in sentence for sentence in told)


@pytest.mark.parametrize("name", ["空.docx", "空.txt", "空.xlsx"])
def test_an_empty_file_is_told(window: MainWindow, tmp_path: Path, name: str) -> None:
    heard: list[str] = []
    window._session.refused.connect(heard.append)
    (tmp_path / name).write_bytes(b"")
    window.import_files([tmp_path / name])
    assert heard == [f"“{name}”是空文件，请换一份文件。"]
    assert window.intake is None


def test_the_window_takes_back_what_was_decided_about_the_sheet_and_no_import(
    qtbot: QtBot, window: MainWindow, filled: Session, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "放弃")  # when the window is closed
    before = list(filled.desk.book.ids("tasks"))
    window.show_page("units")
    window.import_files([units])
    page = mapping_page(qtbot, window)
    assert page.draft is not None
    assert not window.table["undo"].isEnabled()
    page.preview.set_aside.click()
    assert page.draft.left_out
    assert "有问题的 1 行先不导入" in window.table["undo"].text()
    window.table["undo"].trigger()
    assert not page.draft.left_out
    assert list(filled.desk.book.ids("tasks")) == before
    window.table["redo"].trigger()
    assert page.draft.left_out


def test_what_is_under_way_is_given_up_only_for_something_that_can_be_read(
    qtbot: QtBot, window: MainWindow, units: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    window._session.refused.connect(heard.append)
    window.show_page("units")
    window.import_files([units])
    page = mapping_page(qtbot, window)
    page.preview.set_aside.click()
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04no document")
    asked = answering(monkeypatch, "放弃")
    window.import_files([tmp_path / "坏的.docx"])
    assert asked == []
    assert len(heard) == 1
    assert window.intake is page
    (tmp_path / "通知.txt").write_text("关于公开的通知\n一、公开预算。（市财政局负责，9月底前完成）", encoding="utf-8")
    answering(monkeypatch, "继续核对")
    window.import_files([tmp_path / "通知.txt"])
    assert window.intake is page
    asked = answering(monkeypatch, "放弃")
    window.import_files([tmp_path / "通知.txt"])
    assert "要改为导入“通知.txt”" in asked[0]
    assert isinstance(window.intake, IntakePage)


def test_words_dragged_from_the_window_itself_are_not_brought_in(window: MainWindow) -> None:
    from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    class Own(QDropEvent):
        def source(self) -> MainWindow:
            return window

    class OwnEnter(QDragEnterEvent):
        def source(self) -> MainWindow:
            return window

    data = QMimeData()
    data.setText("一、公开预算。（市财政局负责，9月底前完成）")
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = OwnEnter(QPoint(9, 9), actions, data, buttons, keys)
    window.dragEnterEvent(enter)
    assert not enter.isAccepted()
    window.dropEvent(Own(QPointF(9, 9), actions, data, buttons, keys))
    assert window.intake is None


def test_a_sheet_may_be_read_as_a_notice(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Workbook()
    for row in (
        ("序号", "工作任务", "责任单位", "完成时限"),
        (1, "公开财政预算", "市财政局", "2021年9月底前"),
        (2, "公开救助信息", "市民政局", "2021年10月底前"),
    ):
        made.active.append(row)
    path = tmp_path / "任务分工表.xlsx"
    made.save(path)
    answering(monkeypatch, "读成通知（找任务）")
    window.import_files([path])
    assert isinstance(window.intake, IntakePage)
    assert window.intake.review is not None
    assert len(window.intake.review.drafts.tasks) == 2


def test_the_other_way_to_read_a_sheet_is_one_click_away(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Workbook()
    for row in (("序号", "工作任务", "责任单位", "完成时限"), (1, "公开财政预算", "市财政局", "2021年9月底前")):
        made.active.append(row)
    path = tmp_path / "任务分工表.xlsx"
    made.save(path)
    answering(monkeypatch, "读成通知（找任务）")
    window.import_files([path])
    review = window.intake
    assert isinstance(review, IntakePage)
    assert review.as_rows.isVisible()
    review.as_rows.click()
    page = mapping_page(qtbot, window)
    assert page.draft is not None and page.draft.mapping[:2] == ("number", "content")
    page.head.as_notice.click()
    back = window.intake
    assert isinstance(back, IntakePage) and back.review is not None
    assert [draft.task.text for draft in back.review.drafts.tasks] == ["公开财政预算"]


def test_a_notice_in_words_is_not_offered_row_by_row(qtbot: QtBot, window: MainWindow) -> None:
    window.incoming.review_text("云岭区2021年政务公开工作要点\n1．公开预算。（区财政局负责，完成时限：9月底前）\n")
    page = window.intake
    assert isinstance(page, IntakePage)
    qtbot.waitUntil(lambda: page.review is not None)
    assert not page.as_rows.isVisible()


def test_after_bringing_in_the_new_records_are_in_sight_from_the_first_on(
    qtbot: QtBot, window: MainWindow, filled: Session, tmp_path: Path
) -> None:
    records.add_many(filled.desk, "tasks", [{"content": f"第{number}项"} for number in range(100)])
    window.show_page("dashboard")
    made = Workbook()
    for row in (("序号", "工作任务"), *((number, f"新的第{number}项") for number in range(1, 40))):
        made.active.append(row)
    path = tmp_path / "任务.xlsx"
    made.save(path)
    window.arrivals.import_sheets([path])
    mapping_page(qtbot, window).accept()
    page = window.page("tasks")
    (first,) = page.selected_ids()
    assert filled.desk.book.values("tasks", first)["content"] == "新的第1项"
    qtbot.waitUntil(lambda: 0 <= page.table.visualRect(page.table.currentIndex()).top() < 40)


def test_a_written_ledger_can_be_opened_from_its_message(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    window.show_page("tasks")
    page = window.page("tasks")
    target = tmp_path / "台账.xlsx"
    page.ledgers.write_ledger(list(page.model.found), ExportChoice(target, only_selected=False))
    assert window.strip.offer_button.text() == "打开"
    window.strip.offer_button.click()
    assert [Path(path) for path in opened] == [target] and target.is_file()


def test_the_menu_asks_for_sheets_and_maps_them(
    qtbot: QtBot, window: MainWindow, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[str] = []

    def chosen(_parent: object, _title: str, _folder: str, offered: str) -> tuple[list[str], str]:
        kinds.append(offered)
        return [str(units)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)
    window.show_page("documents")
    window.table["import_sheet"].trigger()
    page = mapping_page(qtbot, window)
    assert "*.et" in kinds[0]
    assert page.draft is not None
    assert page.draft.register.name == "documents"


def test_every_kind_of_notice_is_offered(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[str] = []

    def chosen(_parent: object, _title: str, _folder: str, offered: str) -> tuple[list[str], str]:
        kinds.append(offered)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)
    window.table["import_file"].trigger()
    for ending in [
        "docx",
        "doc",
        "wps",
        "pdf",
        "ofd",
        "txt",
        "html",
        "htm",
        "mht",
        "rtf",
        "xlsx",
        "xls",
        "et",
        "ods",
        "csv",
    ]:
        assert f"*.{ending}" in kinds[0]


def test_closing_the_workbook_puts_the_page_away(
    qtbot: QtBot, window: MainWindow, filled: Session, units: Path
) -> None:
    window.show_page("units")
    window.import_files([units])
    mapping_page(qtbot, window)
    filled.close()
    assert window.intake is None


def test_another_file_takes_the_place_of_one_that_is_still_being_checked(
    qtbot: QtBot, window: MainWindow, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("units")
    window.import_files([units])
    first = window.intake
    assert isinstance(first, SheetsPage)
    assert first._checker.is_busy
    answering(monkeypatch, "按栏目导入台账")
    with qtbot.waitSignal(first.destroyed):
        window.import_files([units])
    second = mapping_page(qtbot, window)
    assert second is not first
    assert second.draft is not None


def test_an_offer_goes_with_its_message(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show()
    done: list[str] = []
    strip.tell("已导入。", undo=True)
    strip.offer("另存…", lambda: done.append("saved"))
    strip.offer_button.click()
    assert done == ["saved"]
    strip.tell("别的。")
    assert not strip.offer_button.isVisible()
    assert not strip.stays
