"""The dialog of a layout: columns in and out, order, joining, looks; saved, refused, deleted; its picture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidgetItem, QMessageBox
from pytestqt.qtbot import QtBot

from models.base.layouts import Layout, LayoutColumn, column
from models.operations import actions
from models.operations.layouts import layout_named, layouts_of, save_layout
from ui.register.layout_dialog import LayoutDialog
from ui.register.page import RegisterPage
from ui.session import Session
from ui.widgets.export_dialog import ExportDialog, ask_export

YES = QMessageBox.StandardButton.Yes
OWN = Layout(name="领导看的", columns=(column("number"), column("content"), column("lead_units")))
Opened = Callable[..., LayoutDialog]


@pytest.fixture
def opened(qtbot: QtBot, filled: Session) -> Opened:
    def open_dialog(name: str = "任务台账") -> LayoutDialog:
        register = filled.registers["tasks"]
        layout = layout_named(filled.desk, register, name)
        made = LayoutDialog(filled, register, layout, filled.desk.book.ids("tasks"))
        qtbot.addWidget(made)
        made.show()
        return made

    return open_dialog


def item(dialog: LayoutDialog, text: str) -> QListWidgetItem:
    (found,) = dialog.columns.list.findItems(text, Qt.MatchFlag.MatchExactly)
    return found


def choose(dialog: LayoutDialog, *texts: str) -> None:
    dialog.columns.list.clearSelection()
    for text in texts:
        item(dialog, text).setSelected(True)
    dialog.columns.list.setCurrentItem(
        item(dialog, texts[-1]), dialog.columns.list.selectionModel().SelectionFlag.Select
    )


def test_a_built_in_layout_becomes_one_of_ones_own(opened: Opened, filled: Session) -> None:
    dialog = opened()
    assert dialog.name.text() == "任务台账（本单位）"
    assert dialog.delete is None
    before = dialog.draft().columns
    item(dialog, "备注").setCheckState(Qt.CheckState.Unchecked)
    item(dialog, "佐证材料").setCheckState(Qt.CheckState.Checked)
    choose(dialog, "工作任务")
    dialog.columns.heading.setText("重点事项")
    dialog.columns.heading.textEdited.emit("重点事项")
    dialog.columns.width_box.setValue(30)
    dialog.save.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    kept = layout_named(filled.desk, filled.registers["tasks"], "任务台账（本单位）")
    assert kept == dialog.saved
    assert kept.columns[2] == column("content", title="重点事项", width=30)
    assert [item.fields for item in kept.columns] == [*(item.fields for item in before[:-1]), ("evidence",)]
    filled.run(actions.undo)
    assert len(layouts_of(filled.desk, filled.registers["tasks"])) == len(filled.registers["tasks"].layouts)


def test_columns_move_by_keys_join_and_part(opened: Opened) -> None:
    dialog = opened()
    choose(dialog, "所属大项")
    QTest.keyClick(dialog.columns.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [found.single for found in dialog.draft().columns][:3] == ["number", "content", "section"]
    choose(dialog, "牵头单位", "责任单位")
    dialog.columns.join.click()
    joined = dialog.draft().columns[3]
    assert joined.fields == ("lead_units", "responsible_units")
    assert dialog.columns.list.currentItem().text() == "牵头单位、责任单位"
    dialog.columns.part.click()
    assert [found.single for found in dialog.draft().columns][3:5] == ["lead_units", "responsible_units"]
    choose(dialog, "序号（自动编号）", "备注")
    assert not dialog.columns.join.isEnabled()


def test_looks_grouping_and_signature(opened: Opened) -> None:
    dialog = opened()
    dialog.group_by.setCurrentText("所属大项")
    dialog.group_as.setCurrentText("合并单元格")
    dialog.subtotals.setChecked(True)
    dialog.paper.setCurrentText("A3")
    dialog.landscape.setCurrentText("纵向")
    dialog.body_font.setCurrentText("仿宋")
    dialog.body_size.setValue(12)
    dialog.notes.setPlainText("1. 每月 25 日前报送；\n\n2. 附佐证材料 ")
    dialog.signature.setText("填表人：　审核人：；负责人：")
    draft = dialog.draft()
    assert (draft.group_by, draft.group_as, draft.subtotals) == ("section", "merged", True)
    assert (draft.look.paper, draft.look.landscape) == ("A3", False)
    assert (draft.look.body_font, draft.look.body_size, draft.look.title_font) == ("仿宋", 12, "")
    assert draft.notes == ("1. 每月 25 日前报送；", "2. 附佐证材料")
    assert draft.signature == ("填表人：", "审核人：", "负责人：")


@pytest.mark.parametrize("name", ["任务台账", "督办台账", "推进落实清单", "单位任务清单", "任务分工表"])
def test_a_layout_left_alone_is_the_same(opened: Opened, name: str, filled: Session) -> None:
    layout = layout_named(filled.desk, filled.registers["tasks"], name)
    draft = opened(name).draft()
    assert draft == layout.__class__(**{**vars(layout), "name": draft.name})


def test_an_own_layout_is_changed_and_deleted(opened: Opened, filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    save_layout(filled.desk, filled.registers["tasks"], OWN)
    dialog = opened("领导看的")
    dialog.title.setText("重点事项")
    dialog.name.setText("月报")
    dialog.save.click()
    tasks = filled.registers["tasks"]
    assert layout_named(filled.desk, tasks, "月报").title == "重点事项"
    own = [layout.name for layout in layouts_of(filled.desk, tasks)][len(tasks.layouts) :]
    assert own == ["月报"]
    again = opened("月报")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: YES)
    assert again.delete is not None
    again.delete.click()
    assert len(layouts_of(filled.desk, tasks)) == len(tasks.layouts)


def test_what_can_not_be_kept_is_told(opened: Opened) -> None:
    dialog = opened()
    dialog.name.setText("督办台账")
    dialog.save.click()
    assert dialog.isVisible()
    assert "自带的版式" in dialog.problem.text()
    for row in range(dialog.columns.list.count()):
        dialog.columns.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.show_preview()
    assert "至少要有一栏" in dialog.problem.text()


def test_the_pages_follow(opened: Opened, qtbot: QtBot) -> None:
    dialog = opened("推进落实清单")
    assert "重点任务推进落实清单" in dialog.preview.plain_text()
    dialog.title.setText("领导关注事项")
    dialog.title.textEdited.emit("领导关注事项")
    qtbot.waitUntil(lambda: "领导关注事项" in dialog.preview.plain_text())
    for choice, what in ((dialog.landscape, "纵向"), (dialog.paper, "A3")):
        before = dialog.preview.grab().toImage()
        choice.setCurrentText(what)
        qtbot.waitUntil(lambda before=before: dialog.preview.grab().toImage() != before)


def test_what_can_be_grouped_by_is_what_the_table_groups_by(opened: Opened) -> None:
    dialog = opened()
    assert not dialog.subtotals.isEnabled()
    dialog.group_by.setCurrentText("状态")
    assert dialog.draft().group_by == "status"
    assert dialog.subtotals.isEnabled()
    assert not dialog.group_as.isEnabled()  # the column tells how late each is: no cells to merge
    dialog.show_preview()
    assert "逾期" in dialog.preview.plain_text()
    dialog.group_by.setCurrentText("牵头单位")
    assert dialog.group_as.isEnabled()


def test_a_part_of_the_records_is_called_so(opened: Opened, filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not opened().part.isVisible()
    monkeypatch.setattr("ui.register.layout_dialog._SHOWN", 2)
    dialog = opened()
    assert dialog.part.text().startswith("预览前 2 项，小计、合计和页数都按这 2 项算；导出时")
    assert dialog.part.isVisible()


def test_both_halves_can_be_worked_with_at_small_heights(opened: Opened) -> None:
    dialog = opened()
    assert dialog.right.beside
    dialog.resize(870, 450)
    assert not dialog.right.beside
    assert dialog.right.tabs.tabText(dialog.right.tabs.currentIndex()) == "设置"


def test_fonts_say_where_the_usual_one_comes_from(opened: Opened) -> None:
    dialog = opened()
    assert dialog.title_font.currentText() == "随设置（方正小标宋简体）"
    assert dialog.draft().look.title_font == ""
    dialog.title_font.setCurrentText("黑体")
    assert dialog.draft().look.title_font == "黑体"


def test_the_sources_numbers_stay_at_hand(opened: Opened) -> None:
    item(opened("督办台账"), "原序号（序号）").setCheckState(Qt.CheckState.Checked)
    item(opened("任务台账"), "序号（自动编号）")


def test_the_page_opens_it_from_the_export(page: RegisterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(dialog: LayoutDialog) -> int:
        dialog.name.setText("月报")
        dialog.save.click()
        return 1

    monkeypatch.setattr(LayoutDialog, "exec", save)
    asked = ExportDialog(page._session, page.register, 6, 0, page, page.ledgers.edit_layout)
    asked.edit_layout.click()
    assert asked.layouts.currentText() == "月报"


def test_the_export_offers_layouts_and_a_file_for_each_unit(
    qtbot: QtBot, filled: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tasks = filled.registers["tasks"]
    save_layout(filled.desk, tasks, OWN)
    dialog = ExportDialog(filled, tasks, 6, 0, None)
    qtbot.addWidget(dialog)
    names = [dialog.layouts.itemText(row) for row in range(dialog.layouts.count())]
    assert names == [*(layout.name for layout in tasks.layouts), "领导看的", "表格里现在显示的栏目"]
    dialog.by_unit.setChecked(True)
    assert dialog.layouts.currentText() == "单位任务清单"
    dialog.by_unit.setChecked(False)
    assert dialog.layouts.currentText() == "任务台账"
    dialog.layouts.setCurrentText("表格里现在显示的栏目")
    assert dialog.layouts.chosen() is None
    assert not dialog.edit_layout.isEnabled()
    documents = ExportDialog(filled, filled.registers["documents"], 1, 0, None)
    qtbot.addWidget(documents)
    assert documents.by_unit.isHidden()

    def accept(asked: ExportDialog) -> int:
        asked.by_unit.setChecked(True)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(ExportDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    choice = ask_export(filled, tasks, 6, 0)
    assert choice is not None
    assert (choice.by_unit, choice.target) == (True, tmp_path)
    assert choice.layout is not None
    assert choice.layout.name == "单位任务清单"


def test_a_column_of_one_field_keeps_what_it_is(opened: Opened) -> None:
    dialog = opened("推进落实清单")
    choose(dialog, "完成时限")
    assert (dialog.columns.over.text(), dialog.columns.width_box.value()) == ("时间节点", 7)
    assert LayoutColumn(("deadline_text",), "完成时限", 7, "时间节点") in dialog.draft().columns
