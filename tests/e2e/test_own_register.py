"""A register of the office's own through the real window: made, filled, filtered, written out, changed, there again."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidgetItem
from pytestqt.qtbot import QtBot

from tests.e2e.conftest import Start
from tests.e2e.test_main_job import answer_dialog, trigger
from ui.main_window import MainWindow
from ui.main_window.navigation import Navigation
from ui.register.delegate import type_into
from ui.register.page import RegisterPage
from ui.register.plan_dialog import PlanDialog
from ui.register.plan_fields import PlanFields
from ui.widgets.choice_editors import ChoiceEditor
from ui.widgets.export_dialog import ExportDialog

OWN = "own_1"


def describe(dialog: QDialog) -> None:
    """登记 visits by their day, answered within three working days."""
    assert isinstance(dialog, PlanDialog)
    dialog.title.setText("信访登记")
    fields = dialog.fields
    name(fields, "start1", "信访事项")
    name(fields, "start2", "来访日期")
    fields.add()
    fields.title.setText("方式")
    fields.title.textEdited.emit("方式")
    fields.kind.setCurrentIndex(fields.kind.findData("choice"))
    fields.kind.activated.emit(fields.kind.currentIndex())
    fields.options.setPlainText("来访\n来电")
    dialog.clock.setCurrentIndex(dialog.clock.findData("term"))
    dialog.days.setValue(3)


def name(fields: PlanFields, code: str, title: str) -> None:
    assert fields.choose(code)
    fields.title.setText(title)
    fields.title.textEdited.emit(title)


def entry(navigation: Navigation, text: str) -> QListWidgetItem | None:
    return next(iter(navigation.findItems(text, Qt.MatchFlag.MatchExactly)), None)


def add(page: RegisterPage, **typed: str) -> None:
    page.side.new()
    titles = {row.field.title: row for row in page.form.rows.values()}
    for title, text in typed.items():
        editor = titles[title].editor
        if isinstance(editor, ChoiceEditor):
            editor.box.setCurrentText(text)
            editor.box.activated.emit(editor.box.currentIndex())
        else:
            type_into(editor, text)
    page.form.buttons.save.click()


def begin(window: MainWindow, choose_file: Callable[[Path], None], path: Path) -> RegisterPage:
    choose_file(path)
    trigger(window, "new_workbook")
    answer_dialog(PlanDialog, describe)
    trigger(window, "define_register")
    return window.page(OWN)


def test_it_is_made_used_exported_changed_and_opened_again(
    qtbot: QtBot, start: Start, choose_file: Callable[[Path], None], tmp_path: Path
) -> None:
    window = start()
    page = begin(window, choose_file, tmp_path / "台账.gkb")
    assert window.stack.currentWidget() is page
    assert entry(window.navigation, "信访登记") is window.navigation.currentItem()

    add(page, 信访事项="反映噪声", 来访日期="2021-10-11", 承办单位="区城管局", 方式="来电")
    add(page, 信访事项="咨询办证", 来访日期="2021-10-14", 方式="来访")
    add(page, 信访事项="投诉物业", 来访日期="2021-9-29", 方式="来访")
    book = window._session.desk.book
    assert [record.status_text for record in book.records(OWN, [1, 2, 3])] == ["逾期 1 天", "临期 4 天", "逾期 6 天"]

    page.show_only([("choice_3", "来访")])
    assert page.model.ids == [2, 3]
    choose_file(tmp_path / "信访.xlsx")
    answer_dialog(ExportDialog, lambda dialog: None)
    trigger(window, "export")
    told = [cell for row in openpyxl.load_workbook(tmp_path / "信访.xlsx").worksheets[0].values for cell in row]
    assert {"信访事项", "咨询办证", "投诉物业", "逾期 6 天"} <= set(told)
    assert "反映噪声" not in told

    page.show_record(3)
    answer_dialog(QDialog, lambda dialog: None)
    trigger(window, f"perform:{OWN}:finish")
    assert book.record(OWN, 3).status == "done"

    def rename(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanDialog)
        dialog.title.setText("来信来访")
        name(dialog.fields, "text_1", "事项")

    answer_dialog(PlanDialog, rename)
    trigger(window, "change_register")
    assert window.page(OWN) is window.stack.currentWidget() is not page
    assert entry(window.navigation, "信访登记") is None
    assert entry(window.navigation, "来信来访") is window.navigation.currentItem()
    window.close()

    again = start()
    again.show_page(OWN)
    assert [again.page(OWN).register.title, *again.page(OWN).model.ids] == ["来信来访", 1, 2, 3]
    assert [again.page(OWN).model.field_of(0).title] == ["事项"]  # type: ignore[union-attr]


def test_making_it_is_undone_and_done_again_in_the_window(
    qtbot: QtBot, start: Start, choose_file: Callable[[Path], None], tmp_path: Path
) -> None:
    window = start()
    begin(window, choose_file, tmp_path / "台账.gkb")
    actions = set(window.table.actions)
    window.undoing.undo()
    assert entry(window.navigation, "信访登记") is None
    assert OWN not in window.pages.made
    assert window.stack.currentWidget() is window.pages.dashboard
    assert f"perform:{OWN}:finish" not in window.table.actions
    window.undoing.redo()
    window.show_page(OWN)
    assert set(window.table.actions) == actions
    assert window.table[f"perform:{OWN}:finish"].isVisible()
    add(window.page(OWN), 信访事项="反映噪声")
    trigger(window, "remove_register")
    assert entry(window.navigation, "信访登记") is None
    window.undoing.undo()
    window.show_page(OWN)
    assert window.page(OWN).model.ids == [1]
