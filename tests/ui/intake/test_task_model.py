"""The table model of proposed tasks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from models.intake.notice import Notice
from models.registers import all_registers
from models.workdays.calendar import WorkCalendar
from ui.intake.drafts import TASK_FIELDS, Drafts
from ui.intake.task_model import NUMBER, TaskModel

CHECK = Qt.ItemDataRole.CheckStateRole
ON, OFF, PART = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


@pytest.fixture
def model(qtbot: QtBot, drafts: Drafts) -> TaskModel:
    return TaskModel(drafts)


def shown(model: TaskModel, row: int, name: str) -> str:
    return str(model.index(row, TASK_FIELDS.index(name)).data())


def test_it_keeps_the_contract_of_models_while_it_changes(model: TaskModel, drafts: Drafts) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = drafts.items[0]
    model.setData(model.index(1, TASK_FIELDS.index("deadline_text")), "2024年7月底前")
    model.setData(model.index(0, NUMBER), OFF.value, CHECK)
    model.toggle([0, 1])
    model.regroup(lambda: drafts.remove([first]))
    model.regroup(lambda: drafts.remove(drafts.items[:]))
    assert model.rowCount() == 0
    model.regroup(drafts.history.undo)
    model.regroup(drafts.history.undo)
    assert model.rowCount() == 5
    assert tester.model() is model


def test_tasks_stand_below_their_sections(model: TaskModel, drafts: Drafts) -> None:
    assert [model.draft(model.index(row, 0)) for row in range(5)] == [
        None,
        drafts.items[0],
        drafts.items[1],
        None,
        drafts.items[2],
    ]
    assert shown(model, 0, "number").startswith("一、加强主动公开")
    assert shown(model, 1, "lead_units") == "区财政局"
    assert shown(model, 4, "due_on") == "2024-09-30"


def test_a_section_ticks_all_its_tasks(model: TaskModel, drafts: Drafts) -> None:
    section = model.index(0, NUMBER)
    assert section.data(CHECK) == ON
    assert model.setData(model.index(1, NUMBER), OFF.value, CHECK)
    assert section.data(CHECK) == PART
    assert model.setData(section, OFF.value, CHECK)
    assert section.data(CHECK) == OFF
    assert [draft.task.ticked for draft in drafts.items] == [False, False, True]
    model.toggle([0])
    assert section.data(CHECK) == ON


def test_toggling_several_ticks_all_before_it_unticks(model: TaskModel, drafts: Drafts) -> None:
    drafts.tick([drafts.items[0]], False)
    model.toggle([1, 2])
    assert [draft.task.ticked for draft in drafts.items] == [True, True, True]
    model.toggle([1, 2])
    assert [draft.task.ticked for draft in drafts.items] == [False, False, True]


def test_the_day_follows_the_deadline_at_once(qtbot: QtBot, model: TaskModel) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    assert model.setData(model.index(1, TASK_FIELDS.index("deadline_text")), "2024年7月底前")
    assert shown(model, 1, "due_on") == "2024-07-31"
    assert changed == [1]


def test_what_does_not_fit_is_told_and_not_kept(qtbot: QtBot, model: TaskModel) -> None:
    with qtbot.waitSignal(model.refused) as told:
        assert not model.setData(model.index(1, TASK_FIELDS.index("due_on")), "2024-02-30")
    assert "不存在" in told.args[0]
    assert shown(model, 1, "due_on") == "2024-12-31"


def test_sections_can_not_be_edited(model: TaskModel) -> None:
    for column in range(len(TASK_FIELDS)):
        assert not model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable
        assert not model.setData(model.index(0, column), "别的")


def test_a_notice_without_sections_has_no_section_rows(notice: Notice) -> None:
    flat = replace(notice, tasks=tuple(replace(task, section=()) for task in notice.tasks))
    model = TaskModel(Drafts(flat, all_registers(), WorkCalendar()))
    assert model.rowCount() == 3
