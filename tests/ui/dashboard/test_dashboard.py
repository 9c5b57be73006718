"""工作台 and the first page: the numbers are the workbook's, and everything on them leads somewhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from models.operations import actions, records
from ui.dashboard.dashboard import DashboardPage
from ui.dashboard.welcome import WelcomePage
from ui.session import Session


@pytest.fixture
def board(qtbot: QtBot, filled: Session) -> DashboardPage:
    made = DashboardPage(filled)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.refresh()
    return made


def buttons(page: DashboardPage) -> dict[str, QPushButton]:
    return {
        button.accessibleName() or button.text(): button
        for button in page.findChildren(QPushButton)
        if button.isVisible()
    }


def test_the_numbers_are_the_workbooks(qtbot: QtBot, filled: Session, board: DashboardPage) -> None:
    assert set(buttons(board)) >= {
        "逾期 2 项",
        "7 日内到期 1 项",
        "已完成待销号 1 项",
        "长期坚持 1 项",
        "推进中 1 项",
        "未启动 0 项",
        "已销号 0 项",
    }
    filled.run(actions.perform, "tasks", [1], "complete", {})
    board.refresh()
    qtbot.waitUntil(lambda: {"逾期 1 项", "已完成待销号 2 项"} <= set(buttons(board)))


def test_what_is_due_first(board: DashboardPage) -> None:
    cells = [[board._table.item(row, column).text() for column in range(4)] for row in range(3)]
    assert cells == [
        ["3. 预算公开", "市财政局", "2021-08-31", "逾期 45 天"],
        ["1. 规范性文件入库", "市司法局", "2021-09-30", "逾期 15 天"],
        ["2. 教育收费公示", "市教育局", "2021-10-20", "临期 5 天"],
    ]
    assert board._table.rowCount() == 3


def test_a_number_and_a_unit_lead_to_the_filtered_register(qtbot: QtBot, board: DashboardPage) -> None:
    with qtbot.waitSignal(board.show_asked) as asked:
        buttons(board)["逾期 2 项"].click()
    assert asked.args == ["tasks", [("status", "overdue")]]
    with qtbot.waitSignal(board.show_asked) as asked:
        buttons(board)["市财政局"].click()
    assert asked.args == ["tasks", [("status", "overdue"), ("units", "市财政局")]]


def test_enter_on_a_task_leads_to_it(qtbot: QtBot, board: DashboardPage) -> None:
    board.focus_table()
    assert [item.row() for item in board._table.selectedItems()] == [0, 0, 0, 0]
    with qtbot.waitSignal(board.record_asked) as asked:
        QTest.keyClick(board._table, Qt.Key.Key_Return)
    assert asked.args == ["tasks", 3]


def test_problems_stand_beside_the_tasks(qtbot: QtBot, filled: Session, board: DashboardPage) -> None:
    filled.run(
        records.add,
        "problems",
        {"number": "1", "content": "栏目停更", "due_on": "2021-09-01", "responsible_units": "市财政局"},
    )
    board.refresh()
    cells = [[board._table.item(row, column).text() for column in range(4)] for row in range(4)]
    assert [row[0] for row in cells] == [
        "任务　3. 预算公开",
        "问题　1. 栏目停更",
        "任务　1. 规范性文件入库",
        "任务　2. 教育收费公示",
    ]
    assert cells[1][1:] == ["市财政局", "2021-09-01", "逾期 44 天"]
    qtbot.waitUntil(lambda: {"逾期 2 项", "逾期 1 个"} <= set(buttons(board)))
    with qtbot.waitSignal(board.show_asked) as asked:
        assert "待审核 0 个" not in buttons(board), "of other registers only what needs a hand"
        buttons(board)["逾期 1 个"].click()
    assert asked.args == ["problems", [("status", "overdue")]]
    board.focus_table()
    QTest.keyClick(board._table, Qt.Key.Key_Down)
    with qtbot.waitSignal(board.record_asked) as asked:
        QTest.keyClick(board._table, Qt.Key.Key_Return)
    assert asked.args == ["problems", 1]


def test_on_a_low_page_each_register_has_one_number(qtbot: QtBot, filled: Session, board: DashboardPage) -> None:
    for number, due in (("1", "2021-09-01"), ("2", "2021-10-18")):
        filled.run(records.add, "problems", {"number": number, "content": f"栏目停更{number}", "due_on": due})
    board.refresh()
    qtbot.waitUntil(lambda: "逾期 1 个" in buttons(board))
    board.resize(740, 380)
    qtbot.waitUntil(lambda: "逾期 1 个" not in buttons(board))
    whole = "问题整改：逾期 1、7 日内到期 1，共 2 个"
    qtbot.waitUntil(lambda: whole in buttons(board))
    assert "7 日内到期 1" in buttons(board)[whole].toolTip()
    with qtbot.waitSignal(board.show_asked) as asked:
        buttons(board)[whole].click()
    assert asked.args == ["problems", [("status", "overdue"), ("status", "due_soon")]]
    board.resize(1100, 700)
    qtbot.waitUntil(lambda: "逾期 1 个" in buttons(board))


def test_a_page_filled_before_it_has_its_size_is_as_low_as_the_window(qtbot: QtBot, filled: Session) -> None:
    for number, due in (("1", "2021-09-01"), ("2", "2021-10-18")):
        filled.run(records.add, "problems", {"number": number, "content": f"栏目停更{number}", "due_on": due})
    around = QStackedWidget()
    qtbot.addWidget(around)
    around.resize(740, 380)
    around.show()
    made = DashboardPage(filled)
    made.refresh()
    around.addWidget(made)
    around.setCurrentWidget(made)
    qtbot.waitUntil(lambda: "问题整改：逾期 1、7 日内到期 1，共 2 个" in buttons(made))


def test_what_was_done_last(filled: Session, board: DashboardPage) -> None:
    filled.run(records.edit, "tasks", [1], {"content": "改过"})
    filled.run(actions.undo)
    board.refresh()
    first = board._steps.text().splitlines()[0]
    assert first == "10-15 09:00　撤销：修改任务“改过”" or first.startswith("10-15 09:00　撤销：修改任务")


def test_nothing_due_and_nothing_at_all(qtbot: QtBot, filled: Session, board: DashboardPage, tmp_path: Path) -> None:
    filled.run(records.delete, "tasks", [1, 2, 3])
    board.refresh()
    assert board._nothing_due.isVisible()
    assert not board._table.isVisible()
    assert filled.create(tmp_path / "空.gkb")
    board.refresh()
    assert board._empty.isVisible()
    assert not board._full.isVisible()
    filled.close()
    board.refresh()


# -- the first page -------------------------------------------------------------------------------


@pytest.fixture
def welcome(qtbot: QtBot, empty_session: Session) -> WelcomePage:
    made = WelcomePage(empty_session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_three_choices(qtbot: QtBot, welcome: WelcomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    with qtbot.waitSignal(welcome.new_asked):
        welcome.new_button.click()
    with qtbot.waitSignal(welcome.demo_asked):
        welcome.demo_button.click()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/x/通知.docx"], ""))
    with qtbot.waitSignal(welcome.notice_chosen) as asked:
        welcome.notice_button.click()
    assert asked.args == [[Path("/x/通知.docx")]]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    with qtbot.assertNotEmitted(welcome.notice_chosen):
        welcome.notice_button.click()


def test_recent_workbooks_but_not_those_that_are_gone(
    qtbot: QtBot, empty_session: Session, welcome: WelcomePage, tmp_path: Path
) -> None:
    gone = empty_session.desk.book.path
    assert empty_session.create(tmp_path / "乙.gkb")
    empty_session.close()
    gone.unlink()
    welcome.show_recent()
    links = [button for button in welcome.findChildren(QPushButton) if button.text().startswith("乙")]
    with qtbot.waitSignal(welcome.recent_chosen) as asked:
        links[-1].click()
    assert asked.args == [tmp_path / "乙.gkb"]
    welcome.show_recent()
    qtbot.wait(1)
    assert not any(button.text().startswith("工作簿　") for button in welcome.findChildren(QPushButton))
    assert any(label.text() == "最近用过的工作簿" for label in welcome.findChildren(QLabel))


def test_a_file_dropped(qtbot: QtBot, welcome: WelcomePage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/通知.docx"), QUrl("https://example.org/a")])
    event = QDropEvent(
        QPoint(5, 5).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(welcome.notice_chosen) as asked:
        welcome.dropEvent(event)
    assert asked.args == [[Path("/x/通知.docx")]]
