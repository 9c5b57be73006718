"""Saved views in the window: what a view brings back, what it leaves alone, and grouped rows under the keyboard."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from models.base.record import Query
from models.base.views import View
from models.operations import actions, records
from models.operations.many import fill_rows
from models.operations.views import first_view, save_view, views_of
from tests.spending import calls
from tests.ui.register.helpers import go_to, press, said
from ui.register.page import RegisterPage
from ui.register.table_model import RegisterModel
from ui.register.views_dialog import SaveViewDialog, ViewsDialog
from ui.session import Session
from ui.widgets.export_dialog import ExportChoice


def rows(page: RegisterPage) -> list[object]:
    """The rows as they stand: headings as text, records by their ids."""
    model = page.model
    heads = ((row, model.head_at(row)) for row in range(model.rowCount()))
    return [model.head_text(head) if head else model.record_ids([row])[0] for row, head in heads]


def by_section(page: RegisterPage) -> None:
    page.rows.grouping._actions["section"].trigger()


# -- grouped rows -------------------------------------------------------------------------------------

GROUPED = ["一　2 项", 1, 2, "二　2 项", 3, 4, "（空）　2 项", 5, 6]


def test_groups_with_counts_under_sorting_and_filters(page: RegisterPage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.table.select_ids([4])
    by_section(page)
    assert rows(page) == GROUPED
    assert page.selected_ids() == [4]
    page.arrangement.sort("due_on", False)
    assert rows(page) == ["二　2 项", 3, 4, "一　2 项", 1, 2, "（空）　2 项", 5, 6]
    page.show_only([("status", "overdue")])
    assert rows(page) == ["二　1 项", 3, "一　1 项", 1]
    page.filters.clear()
    page.rows.grouping._actions["status"].trigger()
    assert rows(page)[:3] == ["逾期　2 项", 3, 1]


def test_the_keyboard_goes_over_headings_and_closes_them(page: RegisterPage) -> None:
    by_section(page)
    go_to(page, 2, "content")
    press(Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 3
    assert page.selected_ids() == []
    press(Qt.Key.Key_Left)
    assert rows(page) == ["一　2 项", 1, 2, "二　2 项", "（空）　2 项", 5, 6]
    press(Qt.Key.Key_Left)
    assert page.table.currentIndex().row() == 3
    press(Qt.Key.Key_Return)
    assert rows(page) == GROUPED
    assert page.table.delegate.editor is None
    press(Qt.Key.Key_Down)
    assert page.selected_ids() == [3]
    page.table.selectAll()
    assert page.selected_ids() == [1, 2, 3, 4, 5, 6], "headings are no records"


def test_a_heading_selects_its_group_and_its_triangle_closes_it(page: RegisterPage) -> None:
    by_section(page)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = page.table.visualRect(page.model.index(3, 1))
    QTest.mouseClick(page.table.viewport(), left, none, place.center())
    assert page.selected_ids() == [3, 4]
    start = QPoint(10, place.center().y())
    QTest.mouseClick(page.table.viewport(), left, none, start)
    assert rows(page) == ["一　2 项", 1, 2, "二　2 项", "（空）　2 项", 5, 6]
    go_to(page, 3, "content")
    press(Qt.Key.Key_Space)
    assert rows(page) == GROUPED
    assert page.selected_ids() == [3, 4]
    assert page.table.currentIndex().row() == 3


def test_by_the_units_that_answer_and_tab_goes_over_a_heading(page: RegisterPage) -> None:
    page.rows.grouping._actions["units"].trigger()
    told = [
        "市司法局　2 项",
        1,
        5,
        "市教育局　1 项",
        2,
        "市财政局　1 项",
        3,
        "市政府办公室　1 项",
        6,
        "（空）　1 项",
        4,
    ]
    assert rows(page) == told, "task 5 has no lead, its responsible unit answers"
    last = page.model.columnCount() - 2
    page.table._edit_cell(page.model.index(2, last))
    press(Qt.Key.Key_Tab)
    assert page.table.currentIndex().row() == 4
    assert page.table.delegate.editor is not None


def test_a_record_that_is_changed_goes_to_its_group_and_one_in_a_closed_group_is_found(
    filled: Session, page: RegisterPage
) -> None:
    by_section(page)
    page.table.select_ids([2])
    filled.run(records.edit, "tasks", [2], {"section": "三"})
    assert rows(page) == ["一　1 项", 1, "三　1 项", 2, "二　2 项", 3, 4, "（空）　2 项", 5, 6]
    assert page.selected_ids() == [2]
    page.handlers()["close_all"]()
    assert rows(page) == ["一　1 项", "三　1 项", "二　2 项", "（空）　2 项"]
    assert page.model.found == [1, 2, 3, 4, 5, 6]
    page.show_record(4)
    assert page.selected_ids() == [4]
    assert 6 not in rows(page)
    unit = filled.desk.book.find("units", "市司法局")
    page.rows.grouping._actions["lead_units"].trigger()
    filled.run(records.edit, "units", [unit], {"name": "市法务局"})
    assert "市法务局　1 项" in rows(page)


def test_the_ledger_of_what_is_shown_has_the_same_headings(page: RegisterPage, tmp_path: Path) -> None:
    by_section(page)
    target = tmp_path / "台账.xlsx"
    page.ledgers.write_ledger(list(page.model.found), ExportChoice(target, only_selected=False))
    sheet = openpyxl.load_workbook(target).worksheets[0]
    first = [row[0].value for row in sheet.iter_rows()]
    assert [text for text in first if text in ("一", "二", "1", "2", "3", "4")] == ["一", "1", "2", "二", "3", "4"]


def test_many_are_grouped_in_steps_by_their_number(empty_session: Session) -> None:
    """Opening and closing headings asks the workbook for nothing."""
    book = empty_session.desk.book
    model = RegisterModel(empty_session, empty_session.registers["tasks"])
    model.arrange(group_by="lead_units")

    def steps(count: int) -> int:
        fill_rows(empty_session.desk, count)
        taken = calls(lambda: model.ask(Query(order="due_on")))
        assert len(model.found) == count
        asked: list[str] = []
        book.connection.set_trace_callback(asked.append)
        taken += calls(lambda: (model.turn(0), model.turn(0), model.turn_all(False)))
        book.connection.set_trace_callback(None)
        assert asked == []
        assert model.rowCount() <= 43
        model.turn_all(True)
        book.undo()
        return taken

    few = steps(400)
    assert steps(4_000) < 12 * few


# -- views --------------------------------------------------------------------------------------------


def arrange(page: RegisterPage) -> None:
    """Filter, sort, choose columns, widen one, and group."""
    page.show_only([("units", "市司法局"), ("section", "一"), ("section", "（空）")])
    page.filters.search.setText("规")
    page.arrangement.sort("due_on", True)
    page.table.keep_columns(["content", "due_on"])
    page.table.horizontalHeader().resizeSection(1, 131)
    by_section(page)
    page.reload()


def save(page: RegisterPage, name: str, **more: bool) -> None:
    dialog = SaveViewDialog(page._session, page.register, page.arrangement.now(), page)
    dialog.name.setText(name)
    dialog.first.setChecked(more.get("first", False))
    dialog.accept()
    assert dialog.saved == name
    page.views._take(name)


def test_a_view_brings_everything_back_and_leaves_the_own_arrangement_alone(
    qtbot: QtBot, filled: Session, page: RegisterPage
) -> None:
    own = page.arrangement.now()
    arrange(page)
    kept = page.arrangement.now()
    save(page, "法规")
    page.table.keep_columns(["number", "content"])
    qtbot.waitUntil(page.views.is_changed)
    qtbot.waitUntil(lambda: page.views.text() == "视图：法规 *")
    page.views.leave()
    assert page.views.text() == "视图 ▾"
    assert not page.filters.is_on()
    page.views.use("法规")
    assert page.arrangement.now() == kept
    assert rows(page) == ["一　1 项", 1]
    assert page.table.columnWidth(page.model.columns.index("due_on")) == 131
    assert not page.views.is_changed()
    page.arrangement.sort("number", False)
    page.views.keep_changes()
    assert not page.views.is_changed()
    kept_now = views_of(filled.desk, page.register)["法规"]
    assert kept_now is not None and kept_now.order == "number"
    # the person's own columns are those from before the view: what was chosen before saving counts as own, too
    page.views.leave()
    assert page.arrangement.now().columns != own.columns
    assert page.arrangement.now().order == ""


def test_the_first_view_is_used_when_the_workbook_is_opened(qtbot: QtBot, filled: Session, page: RegisterPage) -> None:
    save_view(filled.desk, page.register, View(name="逾期", filters=(("status", "overdue"),)), first=True)
    page.open_workbook()
    assert page.views.name == "逾期"
    assert page.model.ids == [1, 3]
    assert page.table.columns.in_order()[:2] == list(page.register.columns[:2])
    filled.run(actions.undo)
    assert page.views.name == ""
    page.views.leave()
    assert len(page.model.ids) == 6


def test_gone_units_and_fields_are_left_out_with_a_word(filled: Session, page: RegisterPage) -> None:
    told: list[str] = []
    filled.told.connect(lambda text, _: told.append(text))
    save_view(filled.desk, page.register, View(name="甲", filters=(("units", "999"), ("status", "overdue"))))
    page.views.use("甲")
    assert page.model.ids == [1, 3]
    assert told[-1] == "视图“甲”里用来筛选的 1 个单位或文件已经删除，已略过。"
    save_view(filled.desk, page.register, View(name="乙", columns=("content", "colour"), group_by="shape"))
    page.views.use("乙")
    assert page.table.columns.in_order() == ["content", "status"]
    assert told[-1] == "视图“乙”里有 2 处是这个版本没有的栏目或状态，已略过。"
    filled.desk.book.change("x", "x", lambda step: step.keep_setting("view:tasks:怪", "{"))
    heard = said(filled)
    page.views.use("怪")
    assert heard == ["视图“怪”读不懂，可能是别的版本存的。请在“整理视图”里删掉它，重新存一个。"]
    assert page.views.name == "乙"


def test_the_dialogs_refuse_in_place_rename_and_choose(filled: Session, page: RegisterPage) -> None:
    save(page, "甲", first=True)
    dialog = SaveViewDialog(filled, page.register, page.arrangement.now(), page)
    dialog.name.setText("甲 ")
    dialog.accept()
    assert dialog.saved == ""
    assert dialog.problem.text() == "已有名为“甲”的视图，请另取一个名称。"
    save(page, "乙")
    tidy = ViewsDialog(filled, page.register, page)
    tidy.list.item(0).setText("乙")
    assert tidy.problem.text() == "已有名为“乙”的视图，请另取一个名称。"
    tidy.list.item(0).setText("丙")
    assert tidy.renamed == {"甲": "丙"}
    assert first_view(filled.desk, page.register) == "丙"
    assert tidy.first_button.text() == "取消默认"
    tidy.turn_first()
    assert first_view(filled.desk, page.register) == ""
    tidy.delete()
    assert list(views_of(filled.desk, page.register)) == ["乙"]


@pytest.mark.parametrize("kept", ["nothing", 7, b"\xff", {"a": 1}])
def test_a_grouping_remembered_as_garbage_does_no_harm(qtbot: QtBot, filled: Session, kept: object) -> None:
    filled.settings.setValue("page/tasks/groups", kept)
    made = RegisterPage(filled, filled.registers["tasks"])
    qtbot.addWidget(made)
    made.open_workbook()
    assert made.model.group_by == ""
