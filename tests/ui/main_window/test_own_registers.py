"""Own registers in the main window: found from everywhere, kept from being changed under half done work, read-only."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.base.views import View
from models.operations import records
from models.operations.own_registers import change, define, plan_of
from models.operations.views import save_view
from models.registers import all_registers
from models.registers.own import Clock as PlannedClock
from models.registers.own import PlannedField
from tests.models.own_plans import SEALS
from tests.ui.register.helpers import said
from ui.actions import perform_name
from ui.app import make_session
from ui.main_window import MainWindow
from ui.main_window.navigation import COUNT_ROLE
from ui.register.delegate import type_into
from ui.register.plan_dialog import PlanDialog
from ui.session import Session
from ui.widgets.find_everywhere import search_everywhere
from ui.widgets.history_dialog import HistoryDialog

OWN = "own_1"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def window(make_window: Callable[[Session], MainWindow], empty_session: Session) -> MainWindow:
    made = make_window(empty_session)
    empty_session.run(define, SEALS)
    empty_session.run(records.add, OWN, {"事由": "签合同", "申请日期": "2021-09-29", "用印单位": "区司法局"})
    return made


def titles(window: MainWindow) -> list[str]:
    return [window.navigation.item(row).text() for row in range(window.navigation.count())]


def test_it_stands_among_the_ledgers_with_its_number(qtbot: QtBot, window: MainWindow) -> None:
    names = titles(window)
    assert names.index("工作活动") < names.index("自建台账") < names.index("用印登记") < names.index("发文登记簿")
    item = window.navigation.item(names.index("用印登记"))
    qtbot.waitUntil(lambda: item.data(COUNT_ROLE) == 1)


def test_a_long_name_is_cut_before_its_number(qtbot: QtBot, window: MainWindow) -> None:
    session = window._session
    session.run(change, OWN, replace(plan_of(session.desk, OWN), title="建议提案办理结果公开情况一览"))
    item = window.navigation.item(titles(window).index("建议提案办理结果公开情况一览"))
    qtbot.waitUntil(lambda: item.data(COUNT_ROLE) == 1)
    index = window.navigation.indexFromItem(item)
    option = QStyleOptionViewItem()
    option.initFrom(window.navigation)
    option.rect = window.navigation.visualItemRect(item)
    window.navigation.itemDelegate().initStyleOption(option, index)
    assert option.text.startswith("建议") and option.text.endswith("…")
    assert option.fontMetrics.horizontalAdvance(option.text) < option.rect.width() - 20
    assert item.toolTip() == "建议提案办理结果公开情况一览：1 项需要处理"


def test_it_is_searched_with_all_the_others(window: MainWindow) -> None:
    found = search_everywhere(window._session, "司法局")
    assert [(item.register.name, item.total) for item in found] == [(OWN, 1), ("units", 1)]


def test_the_new_one_is_asked_for_at_the_end_of_the_navigation(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[PlanDialog] = []
    monkeypatch.setattr(PlanDialog, "exec", lambda self: opened.append(self))
    window.show_page(OWN)
    row = titles(window).index("新建台账…")
    window.navigation.setCurrentRow(row)
    assert opened == []  # walking past it with the keyboard asks for nothing
    QTest.keyClick(window.navigation, Qt.Key.Key_Return)
    assert len(opened) == 1
    assert window.navigation.currentItem().text() == "用印登记"


def test_it_is_not_changed_under_a_record_that_is_being_written(window: MainWindow) -> None:
    session = window._session
    session.run(change, OWN, replace(plan_of(session.desk, OWN), title="印章台账"))
    window.show_page(OWN)
    page = window.page(OWN)
    page.side.new()
    type_into(page.form.rows["text_1"].editor, "写了一半")
    heard = said(session)
    for name in ("change_register", "remove_register", "undo"):
        window.table.before = lambda: None
        window.table[name].trigger()
    assert heard == ["新建的记录还没有保存，请先保存或放弃，再改台账。"] * 3
    assert window.page(OWN) is page and page.has_typed()
    page.form.leave_draft()
    window.undoing.undo()
    assert session.registers[OWN].title == "用印登记"


def test_what_was_undone_is_told_in_the_history(qtbot: QtBot, window: MainWindow) -> None:
    session = window._session
    session.run(change, OWN, replace(SEALS, clock=PlannedClock(kind="term", field="date_2", days=9, workdays=False)))
    for _ in range(3):
        window.undoing.undo()
    dialog = HistoryDialog(session, window.undoing.undo_steps, window)
    qtbot.addWidget(dialog)
    told = []
    for row in range(dialog.table.rowCount()):
        dialog.table.selectRow(row)
        told.append(dialog.details.toPlainText())
    assert any("申请日期起5个工作日；5 栏" in text and "→ 申请日期起9个自然日；5 栏" in text for text in told)
    assert any("用印“签合同”" in text for text in told)


def test_going_back_in_the_history_stops_before_a_record_that_is_being_written(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window._session
    session.run(change, OWN, replace(plan_of(session.desk, OWN), title="印章台账"))
    session.run(records.edit, OWN, [1], {"事由": "签协议"})
    window.show_page(OWN)
    window.page(OWN).side.new()
    type_into(window.page(OWN).form.rows["text_1"].editor, "写了一半")
    dialog = HistoryDialog(session, window.undoing.undo_steps, window)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    dialog.table.selectRow(1)
    dialog.back_button.click()
    assert dialog.problem.text() == "新建的记录还没有保存，请先保存或放弃，再改台账。"
    assert session.desk.book.record(OWN, 1)["text_1"] == "签协议", "not even the later steps are taken back"
    assert window.page(OWN).has_typed()
    window.page(OWN).form.leave_draft()
    dialog.back_button.click()
    assert (session.registers[OWN].title, dialog.problem.text()) == ("用印登记", "")
    assert session.desk.book.record(OWN, 1)["text_1"] == "签合同"


def test_filters_that_still_apply_stay_when_the_register_is_changed(window: MainWindow) -> None:
    session = window._session
    for what, seal in (("盖合同", "合同章"), ("盖证明", "公章"), ("借用", "公章")):
        session.run(records.add, OWN, {"事由": what, "印章": seal, "用印单位": "区司法局"})
    window.show_page(OWN)
    page = window.page(OWN)
    page.filters.show_only([("choice_4", "公章"), ("units", "区司法局")], "盖")
    page.table.sort_asked.emit("date_2", True)
    page.table.select_ids([3])
    session.run(change, OWN, replace(plan_of(session.desk, OWN), title="印章台账"))
    changed = window.page(OWN)
    assert changed is not page
    assert changed.arrangement.now().filters == page.arrangement.now().filters != ()
    assert (changed.filters.words(), changed.arrangement.now().order) == ("盖", "date_2")
    assert (list(changed.model.found), changed.selected_ids()) == ([3], [3])
    window.show_page("tasks")
    without = tuple(item for item in plan_of(session.desk, OWN).fields if item.code != "choice_4")
    session.run(change, OWN, replace(plan_of(session.desk, OWN), fields=without))
    window.show_page(OWN)
    assert [name for name, _ in window.page(OWN).arrangement.now().filters] == ["units"], "what is gone filters no more"
    assert list(window.page(OWN).model.found) == [2, 3]
    session.run(save_view, session.registers[OWN], View(name="司法局", words="盖证明"))
    window.page(OWN).views.use("司法局")
    window.undoing.undo()  # the view
    window.undoing.undo()  # the change
    assert window.page(OWN).filters.words() == "盖证明", "of a view that is gone what it showed stays"


def test_two_workbooks_do_not_share_how_their_own_registers_are_looked_at(window: MainWindow, tmp_path: Path) -> None:
    """An office's own registers are numbered alike in all workbooks: the first of each is own_1."""
    session = window._session
    first = session.desk.book.path
    window.show_page(OWN)
    usual = window.page(OWN).table.columnWidth(1)
    window.page(OWN).table.setColumnWidth(1, usual + 77)
    window.page(OWN).rows.grouping.chosen.emit("choice_4")
    window.page("tasks").table.setColumnWidth(0, 99)
    assert session.create(tmp_path / "另一个.gkb")
    session.run(define, replace(SEALS, title="合同登记"))
    window.show_page(OWN)
    assert (window.page(OWN).table.columnWidth(1), window.page(OWN).model.group_by) == (usual, "")
    assert window.page("tasks").table.columnWidth(0) == 99, "one of the program's is looked at alike everywhere"
    assert session.open(first)
    window.show_page(OWN)
    assert (window.page(OWN).table.columnWidth(1), window.page(OWN).model.group_by) == (usual + 77, "choice_4")
    session.run(change, OWN, replace(plan_of(session.desk, OWN), title="印章台账"))
    assert window.page(OWN).table.columnWidth(1) == usual + 77


def test_other_columns_are_seen_at_once_and_those_taken_out_are_not(window: MainWindow) -> None:
    session = window._session
    window.show_page(OWN)
    window.page(OWN).table.columns.keep(["text_1", "choice_4", "units_3"])
    fields = tuple(item for item in SEALS.fields if item.code != "units_3")
    session.run(change, OWN, replace(SEALS, fields=fields))
    window.show_page(OWN)
    assert [window.page(OWN).model.name_of(at) for at in range(window.page(OWN).model.columnCount())] == [
        *("text_1", "choice_4", "status")
    ]
    dialog = PlanDialog(session, OWN, window)
    dialog.fields.choose("text_5")
    dialog.fields.listed.setChecked(True)
    dialog.accept()
    shown = [window.page(OWN).model.name_of(at) for at in range(window.page(OWN).model.columnCount())]
    assert shown == ["text_1", "date_2", "choice_4", "text_5", "due_on", "status"]


def test_in_a_workbook_for_reading_it_is_seen_and_not_changed(
    make_window: Callable[[Session], MainWindow], window: MainWindow, clock: Clock, tmp_path: Path
) -> None:
    other = make_session(clock, all_registers(), ROOT / "resources", tmp_path / "other")
    second = make_window(other)
    assert other.open(window._session.desk.book.path)  # the first window has the lock
    assert not other.writable
    second.show_page(OWN)
    assert second.page(OWN).model.ids == [1]
    heard = said(other)
    second.navigation.define_asked.emit()
    assert heard and heard[0].endswith("不能新建台账。")
    assert not second.table["change_register"].isEnabled()
    other.close()


def test_another_workbook_has_others(window: MainWindow, tmp_path: Path) -> None:
    session = window._session
    first = session.desk.book.path
    window.show_page(OWN)
    assert session.create(tmp_path / "另一个.gkb")
    assert "用印登记" not in titles(window)
    assert window.stack.currentWidget() is window.page("tasks")
    session.run(define, replace(SEALS, title="合同登记"))
    assert window.page(OWN).register.title == "合同登记"
    assert session.open(first)
    assert window.page(OWN).register.title == "用印登记"
    assert "合同登记" not in titles(window)
    window.show_page(OWN)
    assert window.page(OWN).model.ids == [1]


def test_its_actions_are_not_seen_where_another_register_is_in_front(window: MainWindow) -> None:
    window.show_page("problems")
    window.undoing.undo()
    window.undoing.undo()
    window.undoing.redo()
    assert not window.table[perform_name(OWN, "finish")].isVisible()
    window.show_page(OWN)
    assert window.table[perform_name(OWN, "finish")].isVisible()


def test_many_choices_to_filter_by_do_not_widen_the_window(window: MainWindow) -> None:
    more = [
        PlannedField(code=f"choice_{n}", title=f"第{n}种选项", kind="choice", options=("甲",)) for n in range(10, 20)
    ]
    window._session.run(define, replace(SEALS, title="选项很多", fields=(*SEALS.fields, *more)))
    window.show_page("own_2")
    for _ in range(8):
        QApplication.processEvents()
    assert len(window.page("own_2").filters.chips) == 13
    assert window.minimumSizeHint().width() < 900
    window.resize(1000, 600)
    for _ in range(8):
        QApplication.processEvents()
    chips = window.page("own_2").filters.chips.values()
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.geometry().right() <= chip.parentWidget().width() for chip in chips)
    assert window.page("own_2").filters.search.width() >= 120
