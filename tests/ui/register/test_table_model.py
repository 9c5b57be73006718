"""The table's model: Qt's own tester throughout, rows read in blocks, and what an operation changes."""

from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from models.base.record import Changes, Query
from models.operations import actions, records
from models.operations.many import fill_rows
from models.operations.selection import where
from ui.register.table_model import RECORD_ROLE, RegisterModel
from ui.session import Session


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


@pytest.fixture
def model(filled: Session) -> RegisterModel:
    made = RegisterModel(filled, filled.registers["tasks"])
    watched(made)
    made.ask(Query())
    filled.changed.connect(made.take_changes)
    return made


def shown(model: RegisterModel, column: int = 1) -> list[str]:
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_rows_columns_and_heads(model: RegisterModel) -> None:
    assert shown(model) == ["规范性文件入库", "教育收费公示", "预算公开", "平台改版", "日常更新", "政策解读"]
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for column in range(model.columnCount())
    ]
    assert heads == ["序号", "工作任务", "牵头单位", "责任单位", "完成时限", "状态"]
    assert shown(model, 5)[:2] == ["逾期 15 天", "临期 5 天"]
    assert model.data(model.index(0, 0), RECORD_ROLE).id == 1
    assert model.data(model.index(0, 2)) == "市司法局"


def test_through_edits_undo_filters_sorting_and_columns(filled: Session, model: RegisterModel) -> None:
    filled.run(records.edit, "tasks", [2], {"content": "改过"})
    assert shown(model)[1] == "改过"
    filled.run(records.delete, "tasks", [1, 4])
    assert model.rowCount() == 4
    filled.run(actions.undo)
    filled.run(actions.undo)
    assert shown(model)[:2] == ["规范性文件入库", "教育收费公示"]
    tasks = filled.registers["tasks"]
    model.ask(Query(where=where(filled.desk, tasks, [("status", "overdue")]), order="due_on"))
    assert shown(model) == ["预算公开", "规范性文件入库"]
    filled.run(actions.perform, "tasks", [3], "complete", {})
    assert shown(model) == ["规范性文件入库"]
    model.show_columns(["content", "note", "due_on"])
    assert model.columnCount() == 4
    assert shown(model, 0) == ["规范性文件入库"]
    model.ask(Query(search="没有这样的"))
    assert model.rowCount() == 0
    filled.run(records.edit, "tasks", [1], {"content": "没有这样的任务"})
    assert shown(model, 0) == ["没有这样的任务"]


def test_two_registers_side_by_side(filled: Session, model: RegisterModel) -> None:
    units = RegisterModel(filled, filled.registers["units"])
    watched(units)
    units.ask(Query())
    filled.changed.connect(units.take_changes)
    before = units.rowCount()
    filled.run(records.edit, "tasks", [1], {"lead_units": "新来的局"})
    assert units.rowCount() == before + 1
    filled.run(records.edit, "units", [units.ids[-1]], {"name": "改名的局"})
    assert model.data(model.index(0, 2)) == "改名的局"


def test_only_short_fields_are_edited_in_place_and_nothing_when_reading_only(
    filled: Session, model: RegisterModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 1)) & editable
    assert not model.flags(model.index(0, 5)) & editable
    monkeypatch.setattr(filled.desk.book, "reading_because", "有人在用")
    assert not model.flags(model.index(0, 1)) & editable


def test_a_changed_setting_changes_every_status(filled: Session, model: RegisterModel) -> None:
    from models.operations.settings import set_settings

    assert shown(model, 5)[1] == "临期 5 天"
    filled.run(set_settings, {"soon_days": "1"})
    filled.announce_all_changed()
    assert shown(model, 5)[1] == "未启动"


def test_rows_are_read_in_blocks(filled: Session) -> None:
    fill_rows(filled.desk, 20_000)
    model = RegisterModel(filled, filled.registers["tasks"])
    model.ask(Query())
    assert model.rowCount() == 20_006
    asked: list[str] = []
    filled.desk.book.connection.set_trace_callback(asked.append)
    for row in range(9_000, 9_030):
        for column in range(model.columnCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DecorationRole):
                model.data(model.index(row, column), role)
    first = len(asked)
    for row in range(9_000, 9_030):
        for column in range(model.columnCount()):
            model.data(model.index(row, column))
    filled.desk.book.connection.set_trace_callback(None)
    assert len(asked) == first, "what has been read once is not read again"
    assert first < 60, "30 rows of six columns are read together, not cell by cell"


def test_the_cache_does_not_grow_without_end(filled: Session) -> None:
    fill_rows(filled.desk, 5_000)
    model = RegisterModel(filled, filled.registers["tasks"])
    model.ask(Query())
    for row in range(0, 5_000, 20):
        model.data(model.index(row, 1))
    assert len(model._cache) <= 2_060


def test_changes_elsewhere_leave_the_rows_alone(filled: Session, model: RegisterModel) -> None:
    assert model.take_changes(Changes(1, "", {"settings": frozenset({1})})) is False
    assert model.row_of(3) == 2
    assert model.row_of(99) is None
    assert model.record_at(0) is not None
    assert model.record_at(0)["due_on"] == date(2021, 9, 30)  # type: ignore[index]


def test_a_term_put_off_shows_as_it_holds_now(filled: Session, model: RegisterModel) -> None:
    """What is edited is the wording as it was."""
    filled.run(records.edit, "tasks", [1], {"deadline_text": "2021年9月底前"})
    place = model.index(0, 4)
    before = model.data(place, Qt.ItemDataRole.EditRole)
    filled.run(actions.perform, "tasks", [1], "extend", {"due_on": date(2021, 12, 31), "reason": "会议改期"})
    assert model.data(place) == "2021年12月31日前（原定9月30日前）"
    assert model.data(place, Qt.ItemDataRole.EditRole) == before
