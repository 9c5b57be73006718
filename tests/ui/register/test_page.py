"""The page around table and form: filters, sorting, actions on several rows, pasting, columns, panes, speed."""

import gc
import weakref
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.operations import actions, records
from models.operations.many import fill_rows
from tests.ui.register.helpers import CTRL, go_to, inside, press, said, value, write
from ui.register.page import RegisterPage
from ui.session import Session
from ui.widgets.attempts import Attempt
from ui.widgets.empty_state import EmptyState
from ui.widgets.export_dialog import ExportChoice


def put(text: str) -> None:
    QApplication.clipboard().setText(text)


def numbers(page: RegisterPage) -> list[object]:
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def click_head(page: RegisterPage, name: str) -> None:
    heads = page.table.horizontalHeader()
    column = next(c for c in range(page.model.columnCount()) if page.model.name_of(c) == name)
    at = QPoint(heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2, heads.height() // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


# -- sorting --------------------------------------------------------------------------------------


def test_three_clicks_up_down_natural(page: RegisterPage) -> None:
    page.table.select_ids([4])
    natural = list(page.model.ids)
    heads = page.table.horizontalHeader()
    click_head(page, "status")
    assert page.model.ids[:3] == [1, 3, 2], "what is overdue first, then what is due soon"
    assert heads.sortIndicatorSection() == 5
    assert page.selected_ids() == [4]
    click_head(page, "status")
    assert page.model.ids[-2:] == [1, 3]
    assert heads.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    click_head(page, "status")
    assert page.model.ids == natural
    assert heads.sortIndicatorSection() == -1
    assert page.selected_ids() == [4]
    click_head(page, "number")
    assert heads.sortIndicatorSection() == 0


def test_the_arrow_stays_on_its_column_when_columns_change(page: RegisterPage) -> None:
    click_head(page, "content")
    page.table.keep_columns(["number", "section", "content"])
    assert page.table.horizontalHeader().sortIndicatorSection() == 2


# -- filters --------------------------------------------------------------------------------------


def test_words_filter_while_typing_and_down_goes_to_the_table(qtbot: QtBot, page: RegisterPage) -> None:
    page.go_to_search()
    page.filters.search.setText("公示")
    qtbot.waitUntil(lambda: page.model.ids == [2])
    assert page.heading.counts.text().startswith("显示 1 项 · 全部 6 项")
    press(Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.selected_ids() == [2]
    page.go_to_search()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.model.ids) == 6)
    assert page.selected_ids() == [2]


def test_chips_count_and_combine_with_words_and_sorting(qtbot: QtBot, page: RegisterPage) -> None:
    page.filters.fill("status")
    counts = {text: count for _, text, count in page.filters.chips["status"].model.choices}
    assert (counts["逾期"], counts["临期"], counts["已完成待销号"]) == (2, 1, 1)
    page.show_only([("status", "overdue"), ("status", "due_soon")])
    assert page.model.ids == [1, 2, 3]
    page.arrangement.sort("due_on", True)
    assert page.model.ids == [2, 1, 3]
    page.filters.search.setText("公")
    qtbot.waitUntil(lambda: page.model.ids == [2, 3])
    assert page.filters.described() == ["状态：逾期、临期", "含“公”"]
    assert page.filters.clear_button.isVisible()
    page.filters.clear()
    assert len(page.model.ids) == 6
    assert not page.filters.clear_button.isVisible()


def test_a_section_or_nothing(page: RegisterPage) -> None:
    page.show_only([("section", "一"), ("section", "（空）")])
    assert page.model.ids == [1, 2, 5, 6]


def test_a_unit_renamed_while_it_is_filtered_for(filled: Session, page: RegisterPage) -> None:
    page.show_only([("units", "市司法局")])
    assert page.model.ids == [1, 5]
    unit = filled.desk.book.find("units", "市司法局")
    filled.run(records.edit, "units", [unit], {"name": "市法务局"})
    heard = said(filled)
    assert page.filters.chips["units"].chosen_texts() == ["市法务局"]
    page.reload()
    assert page.model.ids == [1, 5]
    assert heard == []


def test_a_unit_is_found_through_its_groups_as_they_are_now(filled: Session, page: RegisterPage) -> None:
    group = records.add(filled.desk, "units", {"name": "各部门", "kind": "群体"}).ids[0]
    school = filled.desk.book.find("units", "市教育局")
    filled.run(records.edit, "tasks", [4], {"responsible_units": "各部门"})
    page.filters.show_only([("units", "市教育局")])
    assert numbers(page) == ["2"]
    filled.run(records.edit, "units", [group], {"members": (school,)})
    assert numbers(page) == ["2", "4"], "the same filter means another task since"
    assert "所在群体" in page.filters.chips["units"].button.toolTip()
    assert page.filters.described() == ["单位：市教育局（含写给各部门的）"]


def test_a_unit_deleted_while_it_is_filtered_for(filled: Session, page: RegisterPage) -> None:
    made = filled.run(records.add, "units", {"name": "多余的局"})
    assert made is not None
    page.show_only([("units", "多余的局"), ("status", "overdue")])
    assert page.model.ids == []
    told: list[str] = []
    filled.told.connect(lambda sentence, _: told.append(sentence))
    filled.run(records.delete, "units", list(made.ids))
    assert page.filters.pairs() == [("status", "overdue")]
    assert page.model.ids == [1, 3]
    assert any("去掉这个筛选条件" in sentence for sentence in told)


def test_nothing_found_offers_to_clear(page: RegisterPage) -> None:
    page.filters.show_only([], "没有这样的")
    front = page.place.currentWidget()
    assert isinstance(front, EmptyState)
    button = next(button for button in front.findChildren(QPushButton) if button.isVisible())
    button.click()
    assert len(page.model.ids) == 6


def test_another_workbook_begins_without_filters(filled: Session, page: RegisterPage, tmp_path: Path) -> None:
    page.show_only([("units", "市司法局"), ("source", "1")])
    filled.closing.connect(page.close_workbook)
    assert filled.create(tmp_path / "另一本.gkb")
    page.open_workbook()
    assert not page.filters.is_on()
    assert page.model.ids == []


# -- actions on several rows ----------------------------------------------------------------------


def answer(monkeypatch: pytest.MonkeyPatch, answers: dict[str, object] | None) -> list[list[int]]:
    asked: list[list[int]] = []

    def ask(
        session: Session, register: object, action: object, ids: list[int], parent: object, attempt: Attempt
    ) -> object:
        asked.append(list(ids))
        return None if answers is None else attempt(answers, QWidget())

    monkeypatch.setattr("ui.widgets.action_dialog.ask", ask)
    return asked


def do(page: RegisterPage, name: str) -> None:
    action = page.register.action(name)
    assert action is not None
    page.commands.perform(action)


def test_completing_three_and_taking_it_back(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, {"completed_on": "2021-10-14", "note": "办结"})
    page.table.select_ids([1, 2, 3])
    do(page, "complete")
    assert asked == [[1, 2, 3]]
    assert value(filled, 3, "progress")[-1].text == "办结"
    assert page.selected_ids() == [1, 2, 3]
    found = filled.desk.book.history.undoable()
    assert found is not None
    assert found[1] == "完成 3 项任务"
    filled.run(actions.undo)
    assert value(filled, 3, "completed_on") is None


def test_giving_up_the_dialog_changes_nothing(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, None)
    page.table.select_ids([1])
    do(page, "complete")
    assert value(filled, 1, "completed_on") is None


def test_a_refusal_names_the_record_and_asks_nothing(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, heard = answer(monkeypatch, {}), said(filled)
    page.table.select_ids([1, 6])
    do(page, "complete")
    assert asked == []
    assert heard == ["“政策解读”已经完成，不用再完成。"]
    assert "can:tasks:complete" not in page.state()
    page.table.select_ids([1, 2])
    assert "can:tasks:complete" in page.state()
    assert "can:tasks:close" not in page.state()


def test_the_row_that_follows_is_selected_when_the_filter_hides_what_was_done(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, {})
    page.show_only([("status", "overdue")])
    page.table.setFocus()
    page.table.select_ids([1])
    do(page, "complete")
    assert page.model.ids == [3]
    assert page.selected_ids() == [3]


def test_a_typed_field_is_kept_before_an_action(filled: Session, page: RegisterPage) -> None:
    page.table.select_ids([1])
    page.form.rows["number"].editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write("11")
    assert page.finish_editing()
    assert value(filled, 1, "number") == "11"


def test_delete_duplicate_and_fill_down(filled: Session, page: RegisterPage) -> None:
    page.table.select_ids([1, 2])
    page.commands.duplicate()
    assert page.selected_ids() == [7, 8]
    page.commands.delete()
    assert page.model.ids == [1, 2, 3, 4, 5, 6]
    assert page.selected_ids() == [6]
    page.table.select_ids([1, 2, 3])
    go_to(page, 0, "content")
    page.table.select_ids([1, 2, 3], 2)
    page.commands.fill_down()
    assert value(filled, 3, "lead_units") == value(filled, 1, "lead_units")
    heard = said(filled)
    page.table.select_ids([1, 2, 3], 5)
    page.commands.fill_down()
    assert heard == ["这一栏不能填充，请把光标放到能修改的栏里。"]


def test_deleting_what_others_need_is_refused(qtbot: QtBot, filled: Session) -> None:
    units = RegisterPage(filled, filled.registers["units"])
    qtbot.addWidget(units)
    units.open_workbook()
    heard = said(filled)
    units.table.select_ids([filled.desk.book.find("units", "市司法局") or 0])
    units.commands.delete()
    assert len(heard) == 1
    assert filled.desk.book.find("units", "市司法局")


# -- pasting --------------------------------------------------------------------------------------


def test_pasted_rows_come_in_one_step(filled: Session, page: RegisterPage) -> None:
    put('序号\t工作任务\t牵头单位\r\n7\t"第一行\n第二行"\t市司法局；新来的局\r\n8\t"双公示"工作\t\r\n')
    page.commands.paste()
    assert value(filled, 7, "content") == "第一行\n第二行"
    assert value(filled, 8, "content") == '"双公示"工作'
    assert page.selected_ids() == [7, 8]
    filled.run(actions.undo)
    assert len(page.model.ids) == 6
    assert filled.desk.book.find("units", "新来的局") is None


def test_a_wrong_day_in_row_three_is_named_and_nothing_is_pasted(filled: Session, page: RegisterPage) -> None:
    heard = said(filled)
    put("工作任务\t到期日期\n甲\t2021-11-01\n乙\t2021年11月2日\n丙\t2021-2-30\n丁\t2021-11-04\n")
    page.commands.paste()
    assert len(heard) == 1
    assert heard[0].startswith("第 3 行：")
    assert len(page.model.ids) == 6


def test_two_thousand_rows(filled: Session, page: RegisterPage) -> None:
    put("".join(f"{number}\t任务{number}\t市司法局\n" for number in range(2_000)))
    page.commands.paste()
    assert len(page.model.ids) == 2_006


def test_copy_and_paste_give_equal_rows(filled: Session, page: RegisterPage) -> None:
    page.table.selectAll()
    page.commands.copy()
    page.commands.paste()
    for one, other in ((1, 7), (5, 11)):
        for name in page.table.shown_columns():
            assert value(filled, one, name) == value(filled, other, name)


# -- columns --------------------------------------------------------------------------------------


def test_columns_come_back_as_they_were_left(qtbot: QtBot, filled: Session, page: RegisterPage) -> None:
    page.table.keep_columns(["content", "number", "due_on"])
    heads = page.table.horizontalHeader()
    heads.moveSection(3, 0)  # the status to the front
    heads.moveSection(3, 1)  # the day after it
    heads.resizeSection(1, 77)
    assert page.table.columns.in_order() == ["status", "due_on", "content", "number"]
    filled.settings.sync()
    again = RegisterPage(filled, filled.registers["tasks"])
    qtbot.addWidget(again)
    again.resize(1200, 700)
    again.open_workbook()
    assert again.table.columns.in_order() == ["status", "due_on", "content", "number"]
    number = again.model.columns.index("number")
    assert again.table.columnWidth(number) == 77
    again.table.keep_columns(again.table.shown_columns())
    assert again.table.shown_columns() == ["due_on", "content", "number"]


@pytest.mark.parametrize(
    "kept", ["", "nothing,like,this", 7, ["content", "number"], b"\x00\xff", {"a": 1}, "status", "content,content"]
)
def test_settings_that_are_garbage_do_no_harm(qtbot: QtBot, filled: Session, kept: object) -> None:
    filled.settings.setValue("table/tasks/columns", kept)
    filled.settings.setValue("table/tasks/width/content", kept)
    filled.settings.setValue("page/tasks/panes", kept)
    made = RegisterPage(filled, filled.registers["tasks"])
    qtbot.addWidget(made)
    made.open_workbook()
    assert made.model.columnCount() >= 2
    assert made.table.columns.in_order()


# -- panes and keys -------------------------------------------------------------------------------


def test_alt_arrows_between_table_and_form(page: RegisterPage) -> None:
    page.table.select_ids([1])
    page.table.setFocus()
    assert page.focus_pane(1)
    assert page.form.isAncestorOf(inside())
    assert page.focus_pane(-1)
    assert page.table.hasFocus()
    assert not page.focus_pane(-1)


def test_f2_and_the_form_hidden(page: RegisterPage) -> None:
    page.table.select_ids([1])
    page.toggle_form()
    assert not page.form.isVisible()
    page.toggle_form()
    assert page.form.isVisible()
    page.edit()
    page.edit()
    assert page.table.delegate.editor is not None


def test_undo_in_the_search_line_is_of_what_was_typed_first(page: RegisterPage) -> None:
    page.go_to_search()
    write("ab")
    press(Qt.Key.Key_Z, CTRL)
    assert page.filters.search.text() == ""


# -- many -----------------------------------------------------------------------------------------


def test_thousands_of_rows(filled: Session, page: RegisterPage) -> None:
    outcome = fill_rows(filled.desk, 5_000)
    filled.announce(outcome)
    assert page.model.rowCount() == 5_006
    statements: list[str] = []
    filled.desk.book.connection.set_trace_callback(statements.append)
    page.table.selectAll()
    assert len(page.selected_ids()) == 5_006
    assert len(statements) < 50, "selecting all reads no records"
    heads = page.table.horizontalHeader()
    assert not heads.selectionModel().hasSelection(), "else painting the heads asks every row whether it is selected"
    page.table.clearSelection()
    statements.clear()
    page.filters.show_only([], "补贴发放")
    QApplication.processEvents()
    assert 0 < len(page.model.ids) < 5_006
    assert len(statements) < 60, "one question for the ids, one for the rows that show"
    statements.clear()
    page.table.scrollToBottom()
    page.table.grab()
    assert len(statements) < 60
    filled.desk.book.connection.set_trace_callback(None)
    page.filters.clear()
    half = page.model.ids[::2]
    page.table.select_ids(half)
    assert page.selected_ids() == half


def test_the_export_dialog_is_asked_and_the_ledger_written(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "台账.xlsx"
    monkeypatch.setattr("ui.widgets.export_dialog.ask_export", lambda *_: ExportChoice(target, only_selected=False))
    page.show_only([("status", "overdue")])
    page.ledgers.export()
    book = openpyxl.load_workbook(target)
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("规范性文件入库" in cell for cell in cells)
    assert not any("日常更新" in cell for cell in cells)
    assert any("筛选条件：状态：逾期" in cell for cell in cells)


def test_a_ledger_for_each_unit(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    choice = ExportChoice(tmp_path, only_selected=False, layout=page.register.layouts[0], by_unit=True, suffix=".docx")
    monkeypatch.setattr("ui.widgets.export_dialog.ask_export", lambda *_: choice)
    told: list[str] = []
    filled.told.connect(lambda text, _: told.append(text))
    page.show_only([("status", "overdue")])
    page.ledgers.export()
    assert {path.name for path in tmp_path.glob("*.docx")} == {"市司法局任务台账.docx", "市财政局任务台账.docx"}
    assert told[-1].startswith("已按单位导出 2 个文件到")


def test_empty_register_tells_what_to_do(qtbot: QtBot, empty_session: Session) -> None:
    made = RegisterPage(empty_session, empty_session.registers["tasks"])
    qtbot.addWidget(made)
    made.open_workbook()
    made.show()
    front = made.place.currentWidget()
    assert isinstance(front, EmptyState)
    assert any("Ctrl+I" in label.text() for label in front.findChildren(QLabel))


def test_what_a_register_as_a_whole_lacks_stands_beside_its_numbers(qtbot: QtBot, filled: Session) -> None:
    records.add_many(filled.desk, "policies", [{"title": "甲", "doc_number": f"青政〔2021〕{n}号"} for n in (1, 4)])
    page = RegisterPage(filled, filled.registers["policies"])
    qtbot.addWidget(page)
    page.open_workbook()
    filled.changed.connect(page.take_changes)
    page.show()
    qtbot.waitUntil(lambda: page.heading.counts.text().endswith("缺号 2"))
    assert page.heading.counts.toolTip() == "文号缺 青政〔2021〕2至3号：请登记文件，或在预留文号里写明原因。"
    filled.run(records.add, "policies", {"title": "乙", "doc_number": "青政〔2021〕2号"})
    assert page.heading.counts.text().endswith("缺号 1")


def test_a_page_thrown_away_at_once_is_asked_nothing_more(filled: Session) -> None:
    """A register that is changed twice in one go: nothing of the page between is left."""
    page = RegisterPage(filled, filled.registers["tasks"])
    left = [weakref.ref(part) for part in (page, page.form, page.filters, page.views, page.commands)]
    page.open_workbook()
    page.deleteLater()
    del page
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    QApplication.processEvents()
    gc.collect()
    assert [type(part()) for part in left if part() is not None] == []
    filled.announce_all_changed()
