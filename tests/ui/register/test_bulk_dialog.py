"""一起修改: which field, what stands there now, what is refused, and what the page does with the answer."""

import pytest
from pytestqt.qtbot import QtBot

from models.operations import records
from tests.ui.register.helpers import said, value
from ui.register.bulk_dialog import BulkDialog
from ui.register.page import RegisterPage
from ui.session import Session


def dialog_over(qtbot: QtBot, session: Session, ids: list[int], field: str) -> BulkDialog:
    dialog = BulkDialog(session, session.registers["tasks"], ids, field)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def put(dialog: BulkDialog, text: str) -> None:
    assert dialog.row is not None
    dialog.row.editor.focusProxy().setText(text)  # type: ignore[union-attr]


def test_it_begins_with_the_column_of_the_keyboard(qtbot: QtBot, filled: Session) -> None:
    dialog = dialog_over(qtbot, filled, [1, 2], "section")
    assert dialog.windowTitle() == "一起修改 2 项任务"
    assert (dialog.name(), dialog.now.text(), dialog.answer()) == ("section", "现在都是“一”。", "一")
    assert dialog.how.isHidden()
    dialog.which.setCurrentIndex(dialog.which.findData("lead_units"))
    assert (dialog.now.text(), dialog.manner()) == ("现在各不相同。", "set")
    assert not dialog.how.isHidden()
    offered = {dialog.which.itemData(row) for row in range(dialog.which.count())}
    assert {"content", "due_on", "note"} <= offered
    assert not {"progress", "evidence", "completed_on"} & offered


def test_what_does_not_fit_is_told_in_the_dialog(qtbot: QtBot, filled: Session) -> None:
    dialog = dialog_over(qtbot, filled, [1, 2], "due_on")
    put(dialog, "2021-2-30")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.row is not None and "不存在" in dialog.row.editor.problem()
    dialog.which.setCurrentIndex(dialog.which.findData("content"))
    put_long = dialog.row.editor
    put_long.show_value("")
    dialog.accept()
    assert "不能为空" in put_long.problem()


def test_the_page_changes_all_that_are_selected(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: BulkDialog) -> int:
        dialog.how.setCurrentIndex(dialog.how.findData(records.ADD))
        put(dialog, "市教育局")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(BulkDialog, "exec", answer)
    column = page.model.columns.index("responsible_units")
    page.table.select_ids([1, 3, 5], column)
    assert page.form.all_button.isVisible()
    page.handlers()["change_all"]()
    unit = filled.desk.book.find("units", "市教育局")
    assert value(filled, 3, "responsible_units") == (unit,)
    assert value(filled, 5, "responsible_units") == (filled.desk.book.find("units", "市司法局"), unit)
    assert value(filled, 2, "responsible_units") == ()
    assert page.selected_ids() == [1, 3, 5]
    page.table.select_ids([1])
    assert not page.form.all_button.isVisible()


def test_not_in_a_workbook_for_reading(filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filled.desk.book, "reading_because", "李四正在用")
    heard = said(filled)
    page.table.select_ids([1, 2])
    page.commands.change_all()
    assert heard == ["李四正在用，不能修改。"]
