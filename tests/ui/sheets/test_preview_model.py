"""The table of the rows: Qt's own test of models, what the cells show, and how many rows it bears."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from models.intake import Sheet
from models.operations.spreadsheets import Layout, Preview, Problem, find_table
from models.registers import all_registers
from tests.spending import calls
from tests.ui.sheets.conftest import HEAD, ROWS, TABLE
from ui.sheets.draft import TWIN, Draft
from ui.sheets.preview_model import FIRST, PROBLEM, TICK, PreviewModel, Shown
from ui.sheets.preview_table import PreviewTable

ROLE = Qt.ItemDataRole
DOCUMENTS = all_registers()["documents"]
MAPPING = ("title", "doc_number", "issued_on", "validity", None)
FOUND = Preview((Problem(1, 2, "issued_on", "2024-02-30", "“2024-02-30”这一天不存在，请核对。"),), (3,), {})


@pytest.fixture
def model(qtbot: QtBot) -> PreviewModel:
    made = PreviewModel(QIcon)
    draft = Draft(DOCUMENTS, find_table(TABLE, DOCUMENTS, "目录.xlsx"), Layout(MAPPING, 2, remembered=False))
    draft.take_preview(FOUND)
    made.show(draft)
    return made


def test_qt_finds_no_fault(qtbot: QtBot, model: PreviewModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    draft = model.draft
    assert draft is not None
    model.show_only(Shown.BAD)
    model.show_only(Shown.LEFT_OUT)
    draft.take_preview(Preview((), (), {}))
    model.take_findings()
    model.show_only(Shown.ALL)
    draft.map_to(("title", None, None, None, None))
    model.show(draft)
    model.tick([0, 2], on=False)
    model.show(None)
    assert tester.model() is model


def test_cells_show_what_will_be_stored(model: PreviewModel) -> None:
    assert model.headerData(FIRST + 2, Qt.Orientation.Horizontal) == "成文日期"
    assert model.index(2, FIRST + 2).data() == "2024-03-08"
    assert "2024.3.8" in model.index(2, FIRST + 2).data(ROLE.ToolTipRole)
    assert model.index(2, FIRST + 2).data(ROLE.EditRole) == "2024.3.8"
    assert model.index(0, TICK).data() == "3"


def test_a_problem_is_marked_by_words_icon_and_colour(model: PreviewModel) -> None:
    cell = model.index(1, FIRST + 2)
    assert cell.data() == "2024-02-30"
    assert "不存在" in cell.data(ROLE.ToolTipRole)
    assert cell.data(ROLE.BackgroundRole) is not None
    assert isinstance(cell.data(ROLE.DecorationRole), QIcon)
    assert "不存在" in model.index(1, PROBLEM).data()
    assert model.index(0, FIRST + 2).data(ROLE.BackgroundRole) is None
    assert model.index(0, PROBLEM).data() is None


def test_twins_come_unticked_with_the_reason(model: PreviewModel) -> None:
    assert model.index(3, TICK).data(ROLE.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.index(3, PROBLEM).data() == TWIN
    assert model.index(0, TICK).data(ROLE.CheckStateRole) == Qt.CheckState.Checked
    assert model.setData(model.index(3, TICK), Qt.CheckState.Checked, ROLE.CheckStateRole)
    assert model.draft is not None
    assert model.draft.left_out == frozenset()


def test_only_what_is_asked_for_is_shown(model: PreviewModel) -> None:
    model.show_only(Shown.BAD)
    assert model.rows_of(range(model.rowCount())) == [1]
    model.show_only(Shown.LEFT_OUT)
    assert model.rows_of(range(model.rowCount())) == [3]


def test_a_row_that_is_mended_stays_until_the_filter_is_set_anew(model: PreviewModel) -> None:
    model.show_only(Shown.BAD)
    assert model.draft is not None
    model.draft.take_preview(Preview((Problem(0, 0, "title", "", "不行。"),), (), {}))
    model.take_findings()
    assert model.rows_of(range(model.rowCount())) == [0, 1]
    model.show_only(Shown.BAD)
    assert model.rows_of(range(model.rowCount())) == [0]


def steps_for(qtbot: QtBot, count: int) -> int:
    """Showing, filtering, ticking all, walking the problems and painting once, with every tenth row bad."""
    rows = tuple((f"{ROWS[0][0]}{number}", *ROWS[0][1:]) for number in range(count))
    table = find_table(Sheet("目录", (HEAD, *rows)), DOCUMENTS, "目录.xlsx")
    draft = Draft(DOCUMENTS, table, Layout(MAPPING, 1, remembered=False))
    model = PreviewModel(QIcon)
    view = PreviewTable(model)
    qtbot.addWidget(view)
    view.resize(900, 500)
    problems = tuple(Problem(row, 2, "issued_on", "", "不行。") for row in range(0, count, 10))

    def work() -> None:
        draft.take_preview(Preview(problems, (), {}))
        model.show(draft)
        view.show()
        view.selectAll()
        model.toggle(view.chosen_rows())
        model.show_only(Shown.BAD)
        model.show_only(Shown.ALL)
        for _ in range(5):
            found = draft.next_problem(count // 2, 0, 1)
            assert found is not None
            assert view.go_to(*found)
        view.grab()

    return calls(work)


def test_many_rows_take_steps_by_their_number(qtbot: QtBot) -> None:
    steps_for(qtbot, 100)  # the first time loads what the others share
    assert steps_for(qtbot, 20_000) < 11 * steps_for(qtbot, 2_000)
