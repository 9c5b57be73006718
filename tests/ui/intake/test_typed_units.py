"""Units typed into the review: parted as everywhere, completed, and told when they are new."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.base.fields import plain_name
from models.intake.notice import Notice
from models.operations import records
from models.registers import all_registers
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import review_of, stored
from ui.intake import IntakePage
from ui.intake.drafts import TASK_FIELDS
from ui.intake.typed_units import UnitsCell, read_names
from ui.session import Session

KEY = Qt.Key


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("县区政府；市政府部门、市司法局", ("县区政府", "市政府部门", "市司法局")),
        ("县区政府、市政府部门，市司法局", ("县区政府", "市政府部门", "市司法局")),
        ("县区政府；市甲局、市乙局", ("县区政府", "市甲局", "市乙局")),
        ("各乡、街道办事处、市甲局", ("各乡、街道办事处", "市甲局")),
        ("市甲局、各乡、街道办事处", ("市甲局", "各乡、街道办事处")),
        ("市甲局；各乡、街道办事处", ("市甲局", "各乡、街道办事处")),
        ("各乡、街道办事处；", ("各乡、街道办事处",)),
        ("发改、财税联合专班、市甲局", ("发改、财税联合专班", "市甲局")),
        ("市甲局；法制、信访两股；", ("市甲局", "法制、信访两股")),
        ("区 司法局（行政复议科、法规科）；区司法局", ("区 司法局（行政复议科、法规科）", "区司法局")),
        ("市甲局；市甲局、市甲局", ("市甲局",)),
        (" ；、", ()),
    ],
)
def test_names_are_parted_as_everywhere(typed: str, names: tuple[str, ...]) -> None:
    known = {plain_name(name) for name in ("县区政府", "市政府部门", "发改、财税联合专班")}
    field = all_registers()["tasks"].field("responsible_units")
    assert read_names(field, typed, lambda name: plain_name(name) in known) == names


def editor_of_units(qtbot: QtBot, page: IntakePage) -> QLineEdit:
    """The line of the first task's responsible units, opened by Enter."""
    review = review_of(page)
    review.table.go_to(review.drafts.items[0], "responsible_units")
    review.table.setFocus()
    qtbot.keyClick(review.table, KEY.Key_Return)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert isinstance(line.parentWidget(), UnitsCell)
    return line


def test_a_unit_added_behind_the_others_is_a_unit_of_its_own(
    qtbot: QtBot, session: Session, show: Show, notice: Notice
) -> None:
    several = replace(notice.tasks[0], responsible_units=("县区政府", "市政府部门"))
    page = show(replace(notice, tasks=(several, *notice.tasks[1:])))
    line = editor_of_units(qtbot, page)
    line.end(False)
    line.insert("、市交通局")
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()
    review = review_of(page)
    assert review.drafts.items[0].task.responsible_units == ("县区政府", "市政府部门", "市交通局")
    assert review.told.sentence.startswith("台账里还没有这些单位，导入时将新登记：市交通局。")
    tip = review.model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "导入时将新登记：县区政府、市政府部门、市交通局" in tip
    page.accept()
    book = session.desk.book
    names = [book.title("units", number) for number in stored(session)[0]["responsible_units"]]  # type: ignore[attr-defined]
    assert names == ["县区政府", "市政府部门", "市交通局"]


def test_units_are_completed_by_their_initials(qtbot: QtBot, session: Session, show: Show, notice: Notice) -> None:
    session.run(records.add, "units", {"name": "区住房和城乡建设局", "aliases": "区住建局"})
    page = show(notice)
    line = editor_of_units(qtbot, page)
    line.end(False)
    line.insert("、")
    qtbot.keyClicks(line, "zjj")
    cell = line.parentWidget()
    assert isinstance(cell, UnitsCell)
    assert [known.title for known in cell.suggestions.names.found] == ["区住房和城乡建设局"]
    qtbot.keyClick(line, KEY.Key_Return)
    assert line.text() == "区司法局、区住房和城乡建设局、"
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()
    task = review_of(page).drafts.items[0].task
    assert task.responsible_units == ("区司法局", "区住房和城乡建设局")
    assert review_of(page).told.sentence == ""


def test_escape_leaves_only_the_cell(qtbot: QtBot, show: Show, notice: Notice) -> None:
    page = show(notice)
    line = editor_of_units(qtbot, page)
    line.setText("别的单位")
    with qtbot.assertNotEmitted(page.finished):
        qtbot.keyClick(line, KEY.Key_Escape)
    assert review_of(page).drafts.items[0].task == notice.tasks[0]


def test_units_being_typed_count_when_the_notice_is_accepted(
    qtbot: QtBot, session: Session, show: Show, notice: Notice
) -> None:
    page = show(notice)
    line = editor_of_units(qtbot, page)
    line.setText("区司法局、区教育局")
    with qtbot.waitSignal(page.finished):
        qtbot.keyClick(line, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    book = session.desk.book
    names = [book.title("units", number) for number in stored(session)[0]["responsible_units"]]  # type: ignore[attr-defined]
    assert names == ["区司法局", "区教育局"]


def test_a_word_composed_in_the_table_begins_the_editor(qtbot: QtBot, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    review.table.go_to(review.drafts.items[0], "responsible_units")
    review.table.setFocus()
    for event in (QInputMethodEvent("qu", []), QInputMethodEvent()):
        if not event.preeditString():
            event.setCommitString("区教育局")
        receiver = QApplication.focusWidget()
        assert receiver is not None
        QApplication.sendEvent(receiver, event)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "区教育局"
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()
    assert review.drafts.items[0].task.responsible_units == ("区教育局",)


def test_tab_goes_on_to_the_next_cell(qtbot: QtBot, show: Show, notice: Notice) -> None:
    page = show(notice)
    review = review_of(page)
    line = editor_of_units(qtbot, page)
    line.setText("区教育局")
    qtbot.keyClick(line, KEY.Key_Tab)
    QApplication.processEvents()
    assert review.drafts.items[0].task.responsible_units == ("区教育局",)
    assert TASK_FIELDS[review.table.currentIndex().column()] == "deadline_text"
