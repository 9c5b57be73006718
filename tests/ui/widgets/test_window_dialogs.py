"""Settings, column chooser, export, history, record history, handbook; and every name and text of the window."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.base.errors import WorkbookError
from models.base.views import View
from models.operations import actions, records
from models.operations.settings import read_settings, set_settings
from ui.handbook.page import HelpPage
from ui.main_window import MainWindow
from ui.register.bulk_dialog import BulkDialog
from ui.register.views_dialog import SaveViewDialog, ViewsDialog
from ui.session import Session
from ui.widgets import settings_dialog
from ui.widgets.action_dialog import ActionDialog
from ui.widgets.column_chooser import ColumnChooser
from ui.widgets.export_dialog import ExportDialog, ask_export, with_ending
from ui.widgets.find_everywhere import FindEverywhere
from ui.widgets.history_dialog import HistoryDialog
from ui.widgets.own_days_tab import NoticeDialog
from ui.widgets.record_history import change_lines
from ui.widgets.settings_dialog import SettingsDialog

NO, YES = QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes


# -- settings -------------------------------------------------------------------------------------


def test_settings_are_kept_in_one_step_that_can_be_undone(qtbot: QtBot, filled: Session) -> None:
    dialog = SettingsDialog(filled)
    qtbot.addWidget(dialog)
    dialog.lines["office_name"].setText("云岭市政务公开办公室")
    dialog.lines["soon_days"].setText("１０")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert read_settings(filled.desk)["soon_days"] == "10"
    found = filled.desk.book.history.undoable()
    assert found is not None
    assert found[1] == "修改设置：单位名称、临期天数"
    filled.run(actions.undo)
    assert read_settings(filled.desk) == {**read_settings(filled.desk), "office_name": "", "soon_days": "7"}


@pytest.mark.parametrize("text", ["", "0", "61", "三", "7.5", "-1"])
def test_a_bad_number_is_told_and_the_dialog_stays(qtbot: QtBot, filled: Session, text: str) -> None:
    dialog = SettingsDialog(filled)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.lines["soon_days"].setText(text)
    dialog.accept()
    assert dialog.isVisible()
    assert "1 到 60" in dialog._problem.text()
    assert read_settings(filled.desk)["soon_days"] == "7"


def test_trouble_with_the_file_is_told(qtbot: QtBot, filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise WorkbookError("磁盘已满，请清理后再试。")

    monkeypatch.setattr(settings_dialog, "set_settings", full)
    dialog = SettingsDialog(filled)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog._problem.text() == "磁盘已满，请清理后再试。"


def test_settings_of_a_workbook_for_reading_only_close(
    qtbot: QtBot, filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled.desk.book, "reading_because", "有人在用")
    dialog = SettingsDialog(filled)
    qtbot.addWidget(dialog)
    assert all(line.isReadOnly() for line in dialog.lines.values())
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


# -- columns --------------------------------------------------------------------------------------


def test_columns_are_ticked_and_moved(qtbot: QtBot, filled: Session) -> None:
    dialog = ColumnChooser(filled.registers["tasks"], ["number", "content", "lead_units"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.chosen() == ["number", "content", "lead_units"]
    dialog.list.setCurrentRow(2)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.chosen() == ["lead_units", "number", "content"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.chosen() == ["number", "content"]
    offered = {dialog.list.item(row).text() for row in range(dialog.list.count())}
    assert "完成日期" in offered
    assert "原文条款" not in offered
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert dialog.isVisible()
    assert "至少" in dialog._hint.text()
    reset = next(button for button in dialog.findChildren(QPushButton) if button.text() == "恢复默认")
    reset.click()
    dialog.accept()
    assert dialog.chosen() == list(filled.registers["tasks"].columns)


# -- export ---------------------------------------------------------------------------------------


def test_scope_and_form(qtbot: QtBot, filled: Session) -> None:
    dialog = ExportDialog(filled, filled.registers["tasks"], 6, 3, None)
    qtbot.addWidget(dialog)
    assert dialog.only_selected.isChecked()
    assert dialog.suffix() == ".xlsx"
    dialog.kinds[".docx"].setChecked(True)
    assert dialog.suffix() == ".docx"
    one = ExportDialog(filled, filled.registers["tasks"], 6, 1, None)
    qtbot.addWidget(one)
    assert one.all_shown.isChecked(), "one row is merely where the cursor stands"
    none = ExportDialog(filled, filled.registers["tasks"], 6, 0, None)
    qtbot.addWidget(none)
    assert not none.only_selected.isEnabled()


def test_the_form_and_folder_chosen_last_come_back(
    qtbot: QtBot, filled: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def accept(dialog: ExportDialog) -> int:
        dialog.kinds[".docx"].setChecked(True)
        return int(QDialog.DialogCode.Accepted)

    proposed: list[str] = []

    def choose(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "台账"), ""

    monkeypatch.setattr(ExportDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    tasks = filled.registers["tasks"]
    choice = ask_export(filled, tasks, 6, 0)
    assert choice is not None
    assert choice.target == tmp_path / "台账.docx"
    assert proposed[0].endswith("任务台账 2021-10-15.docx")
    ask_export(filled, tasks, 6, 0)
    assert Path(proposed[1]).parent == tmp_path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask_export(filled, tasks, 6, 0) is None
    monkeypatch.setattr(ExportDialog, "exec", lambda _: int(QDialog.DialogCode.Rejected))
    assert ask_export(filled, tasks, 6, 0) is None


def test_an_ending_put_on_replaces_nothing_unasked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"old")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: NO)
    assert with_ending(tmp_path / "台账", ".xlsx", None) is None
    assert with_ending(tmp_path / "台账.XLSX", ".xlsx", None) == tmp_path / "台账.XLSX"
    assert with_ending(tmp_path / "2021.10", ".xlsx", None) == tmp_path / "2021.10.xlsx"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: YES)
    assert with_ending(tmp_path / "台账", ".xlsx", None) == tmp_path / "台账.xlsx"


# -- history --------------------------------------------------------------------------------------


@pytest.fixture
def history(qtbot: QtBot, filled: Session) -> HistoryDialog:
    filled.run(records.edit, "tasks", [1], {"content": "改一"})
    filled.run(set_settings, {"soon_days": "9"})
    filled.run(records.edit, "tasks", [1], {"content": "改二"})
    made = HistoryDialog(filled, lambda steps: [filled.run(actions.undo) for _ in steps])
    qtbot.addWidget(made)
    made.show()
    return made


def texts(history: HistoryDialog, column: int) -> list[str]:
    return [history.table.item(row, column).text() for row in range(history.table.rowCount())]


def test_identity_numbers_stay_out_of_what_a_step_changed(filled: Session) -> None:
    given = {"content": "安置方案", "applicant": "李某", "id_number": "340102199001010011"}
    (one,) = records.add(filled.desk, "requests", given).ids
    records.edit(filled.desk, "requests", [one], {"id_number": "340102199001010022"})
    (last, *_) = filled.desk.book.history.of_record("requests", one)
    assert change_lines(filled, filled.registers["requests"], last) == ["证件号码：（已隐去） → （已隐去）"]


def test_what_a_step_changed(history: HistoryDialog) -> None:
    assert history.details.toPlainText() == "任务“改二”\n　　工作任务：改一 → 改二"
    history.table.selectRow(1)
    assert "设置“临期天数”" in history.details.toPlainText()
    assert "soon_days" not in history.details.toPlainText()


def test_back_several_steps_and_forward_again(
    filled: Session, history: HistoryDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.table.selectRow(2)
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a[2]) or NO)
    history.back_button.click()
    assert asked == ["要撤销这一步和它之后的共 3 步吗？撤销后还能重做。"]
    assert filled.desk.book.record("tasks", 1)["content"] == "改二"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: YES)
    history.back_button.click()
    assert filled.desk.book.record("tasks", 1)["content"] == "规范性文件入库"
    assert read_settings(filled.desk)["soon_days"] == "7"
    assert texts(history, 4).count("已撤销") == 3
    assert not history.back_button.isEnabled(), "an undo is no step to go back before"
    for _ in range(3):
        filled.run(actions.redo)
    assert filled.desk.book.record("tasks", 1)["content"] == "改二"


def test_nothing_is_taken_back_when_reading_only(
    qtbot: QtBot, filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled.desk.book, "reading_because", "有人在用")
    dialog = HistoryDialog(filled, pytest.fail)
    qtbot.addWidget(dialog)
    assert not dialog.back_button.isEnabled()


# -- the whole window -----------------------------------------------------------------------------

_LATIN = re.compile(r"[A-Za-z]{2,}")
_ALLOWED = re.compile(
    r"Ctrl|Alt|Shift|Space|Enter|Del(ete)?|Esc|Tab|F\d+|Word|Excel|WPS|PDF|GB2312|Qt|LGPL|MIT|Page|Up|Down|Left|Right|Home|End"
    r"|\.?(gkb|docx|xlsx|csv|doc|txt|pdf)\b|https?://\S*"
)


def english_in(text: str) -> str:
    """What is left of a text in Latin letters, without names of keys, programs and file endings."""
    plain = re.sub(r"<[^>]*>|&\w+;", "", text)
    return "".join(_LATIN.findall(_ALLOWED.sub("", plain)))


def said_by(widget: QWidget) -> list[str]:
    """All a widget shows or tells."""
    found = [widget.toolTip(), widget.accessibleName(), widget.windowTitle(), widget.statusTip()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(row) for row in range(widget.count())]
    if isinstance(widget, QTableView):
        model = widget.model()
        heads = (model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount()))
        found += [str(head) for head in heads if isinstance(head, str)]
    found += [text for action in widget.actions() for text in (action.text(), action.toolTip(), action.statusTip())]
    return found


@pytest.fixture
def everything(
    qtbot: QtBot, make_window: Callable[[Session], MainWindow], filled: Session, tmp_path: Path
) -> list[QWidget]:
    """The window with every page made, and every dialog."""
    window = make_window(filled)
    for name in ("tasks", "documents", "units"):
        window.show_page(name)
        page = window.page(name)
        page.table.select_ids(page.model.ids[:1])
        for chip in page.filters.chips.values():
            chip.about_to_open.emit()
    window.show_page("dashboard")
    window.pages.compose([1])
    tasks = filled.registers["tasks"]
    dialogs: list[QWidget] = [
        SettingsDialog(filled),
        ColumnChooser(tasks, ["number"]),
        ExportDialog(filled, tasks, 6, 2, None),
        HistoryDialog(filled, pytest.fail),
        HelpPage(filled),
        FindEverywhere(filled, window),
        BulkDialog(filled, tasks, [1, 2], "section"),
        SaveViewDialog(filled, tasks, View()),
        ViewsDialog(filled, tasks),
        NoticeDialog(),
        *(ActionDialog(filled, tasks, action, [1], None) for action in tasks.actions),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
    qtbot.wait(60)  # what is refreshed later has been, and what it replaced is gone
    return [widget for top in (window, *dialogs) for widget in (top, *top.findChildren(QWidget)) if _is_ours(widget)]


def _is_ours(widget: QWidget) -> bool:
    """Not the inner parts of Qt's own widgets, which nobody names."""
    parent = widget.parentWidget()
    in_combo = parent is not None and parent.metaObject().className().startswith("QComboBoxPrivate")
    return not in_combo and not isinstance(parent, QTabBar) and not widget.objectName().startswith("qt_")


def test_no_english_is_visible(everything: list[QWidget]) -> None:
    found = {text for widget in everything for text in said_by(widget) if text and english_in(text)}
    assert found == set()


def test_every_input_has_a_name(everything: list[QWidget]) -> None:
    inputs = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QAbstractButton)
    buddies = {label.buddy() for widget in everything if isinstance(widget, QLabel) and (label := widget).buddy()}
    nameless = []
    for widget in everything:
        if not isinstance(widget, inputs) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        parent = widget.parentWidget()
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        labelled = widget in buddies or (parent is not None and (parent in buddies or parent.focusProxy() is widget))
        inner = isinstance(parent, QComboBox | QDialogButtonBox) or parent is None
        if not named and not labelled and not inner:
            nameless.append(f"{type(widget).__name__} in {type(parent).__name__}")
    assert nameless == []


def test_no_text_is_smaller_than_ten_points(everything: list[QWidget]) -> None:
    small = {
        f"{type(widget).__name__} {widget.font().pointSizeF()}"
        for widget in everything
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QPlainTextEdit | QAbstractItemView)
        and 0 < widget.font().pointSizeF() < everything[0].font().pointSizeF()
    }
    assert small == set()


def test_the_offices_own_words_are_edited(qtbot: QtBot, filled: Session) -> None:
    dialog = SettingsDialog(filled)
    qtbot.addWidget(dialog)
    dialog.tabs.setCurrentWidget(dialog.words)
    place = dialog.words.which.findData("problem_origins")
    dialog.words.which.setCurrentIndex(place)
    dialog.words.text.setPlainText("巡察\n督查\n")
    dialog.words.which.setCurrentIndex((place + 1) % dialog.words.which.count())
    dialog.accept()
    assert filled.desk.book.words("problem_origins") == ("巡察", "督查")
    assert filled.desk.book.history.undoable()[1] == "修改选项：问题整改 · 问题来源"  # type: ignore[index]


@pytest.mark.parametrize("points", [9.0, 18.0])
def test_every_choice_of_the_settings_is_seen_whole(qtbot: QtBot, filled: Session, points: float) -> None:
    dialog = SettingsDialog(filled)
    qtbot.addWidget(dialog)
    font = dialog.font()
    font.setPointSizeF(points)
    dialog.setFont(font)
    dialog.setMinimumWidth(dialog.fontMetrics().horizontalAdvance("字") * 38)
    dialog.show()
    for box in dialog.choices.values():
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
        for row in range(box.count()):
            assert box.fontMetrics().horizontalAdvance(box.itemText(row)) <= room, box.itemText(row)
