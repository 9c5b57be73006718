"""The source documents as a tree: what stands where, opening and closing, and what is remembered."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.base.record import Query
from models.operations import records
from models.workbook.steps import Step
from tests.spending import calls
from tests.ui.register.helpers import go_to, press
from ui import actions as table_of_actions
from ui.register.page import RegisterPage
from ui.register.table_model import RegisterModel
from ui.session import Session

CHAIN = ("皖政务办〔2020〕4号", "芜政务办〔2020〕10号", "江北管秘〔2020〕15号")


@pytest.fixture
def session(empty_session: Session) -> Session:
    """The chain from the bottom up, a second document below its top, and one that stands alone."""
    desk = empty_session.desk
    rows = [
        {"title": "江北新区分工", "doc_number": CHAIN[2]},
        {"title": "别的通知", "doc_number": "云政办〔2021〕8号"},
        {"title": "芜湖市要点", "doc_number": CHAIN[1]},
        {"title": "安徽省要点", "doc_number": CHAIN[0]},
        {"title": "马鞍山市要点", "doc_number": "马政务办〔2020〕3号"},
    ]
    records.add_many(desk, "documents", rows)
    records.edit(desk, "documents", [1], {"based_on": CHAIN[1]})
    records.edit(desk, "documents", [3, 5], {"based_on": CHAIN[0]})
    return empty_session


def new_page(qtbot: QtBot, session: Session) -> RegisterPage:
    made = RegisterPage(session, session.registers["documents"])
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    session.changed.connect(made.take_changes)
    made.resize(1200, 700)
    made.open_workbook()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_table()
    return made


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> RegisterPage:
    made = new_page(qtbot, session)
    made.rows.as_tree.setChecked(True)
    return made


def drawn(page: RegisterPage) -> list[str]:
    tree = page.model.tree
    assert tree is not None
    return ["  " * tree.depth(row) + str(identity) for row, identity in enumerate(page.model.ids)]


WHOLE = ["2", "4", "  3", "    1", "  5"]


def test_the_chain_is_a_tree(page: RegisterPage) -> None:
    assert drawn(page) == WHOLE
    place = page.model.index(1, 0)
    assert place.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "第 1 层，已展开，下面有 3 行"
    page.rows.as_tree.setChecked(False)
    assert page.model.tree is None
    assert page.model.ids == [1, 2, 3, 4, 5]


def test_left_and_right_where_the_tree_is_drawn(page: RegisterPage) -> None:
    go_to(page, 3, "title")
    press(Qt.Key.Key_Left)
    assert page.table.currentIndex().row() == 2
    press(Qt.Key.Key_Left)
    assert drawn(page) == ["2", "4", "  3", "  5"]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert drawn(page) == ["2", "4"]
    press(Qt.Key.Key_Right)
    assert drawn(page) == ["2", "4", "  3", "  5"]  # what was closed below stays closed
    press(Qt.Key.Key_Right)
    assert page.table.currentIndex().column() == 2  # nothing to open: from cell to cell as ever
    press(Qt.Key.Key_Left)
    assert page.table.currentIndex().column() == 1
    assert drawn(page) == ["2", "4", "  3", "  5"]


def test_a_click_on_the_triangle(page: RegisterPage) -> None:
    cell = page.table.visualRect(page.model.index(2, 1))
    triangle = page.table.delegate.triangle(cell, 2)
    assert triangle.left() > cell.left()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=triangle.center())
    assert drawn(page) == ["2", "4", "  3", "  5"]
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=triangle.center())
    assert drawn(page) == WHOLE
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=triangle.center())
    assert page.table.delegate.editor is None
    leaf = page.table.delegate.triangle(page.table.visualRect(page.model.index(3, 1)), 3).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=leaf)
    assert 1 in page.model.found


def test_a_cell_in_the_tree_is_edited_beside_its_triangle(page: RegisterPage) -> None:
    go_to(page, 3, "title")
    page.edit()
    editor = page.table.delegate.editor
    assert editor is not None
    assert (
        editor.geometry().left() > page.table.delegate.triangle(page.table.visualRect(page.model.index(3, 1)), 3).left()
    )
    press(Qt.Key.Key_Escape)


def test_a_filter_leaves_the_hits_below_what_is_left_above_them(page: RegisterPage) -> None:
    page.filters.show_only([], "要点")
    assert drawn(page) == ["4", "  3", "  5"]
    page.filters.show_only([], "江北")
    assert drawn(page) == ["1"]
    page.filters.show_only([], "省 安徽")
    assert drawn(page) == ["4"]
    page.filters.clear()
    assert drawn(page) == WHOLE


def test_sorting_stays_among_siblings(page: RegisterPage) -> None:
    page.arrangement.sort("title", False)
    assert drawn(page) == ["4", "  5", "  3", "    1", "2"]  # 安徽 before 别的, 马鞍山 before 芜湖
    page.arrangement.sort("title", True)
    assert drawn(page) == ["2", "4", "  3", "    1", "  5"]


def test_changes_move_the_rows(page: RegisterPage, session: Session) -> None:
    page.table.select_ids([1])
    session.run(records.edit, "documents", [3], {"based_on": ""})
    assert drawn(page) == ["2", "3", "  1", "4", "  5"]
    assert page.table.selected_ids() == [1]
    session.run(records.edit, "documents", [4], {"based_on": CHAIN[2]})  # no circle: 1 stands below 3
    assert drawn(page) == ["2", "3", "  1", "    4", "      5"]
    session.run(records.edit, "documents", [3], {"based_on": CHAIN[0]})  # now it is one
    assert drawn(page) == ["1", "  4", "    3", "    5", "2"]
    page.take_changes(session.desk.book.undo())
    assert drawn(page) == ["2", "3", "  1", "    4", "      5"]


def test_closed_branches_open_for_what_is_asked_for(page: RegisterPage, session: Session) -> None:
    page.handlers()["close_all"]()
    assert drawn(page) == ["2", "4"]
    assert page.model.found == [2, 4, 3, 1, 5]
    page.show_record(1)
    assert drawn(page) == WHOLE
    assert page.table.selected_ids() == [1]
    page.handlers()["close_all"]()
    page.filters.show_only([], "云溪")
    page.show_record(1)  # a filter and a closed branch hide it
    assert page.table.selected_ids() == [1]
    page.handlers()["close_all"]()
    page.handlers()["open_all"]()
    assert drawn(page) == WHOLE


def test_it_is_remembered_for_the_register(qtbot: QtBot, page: RegisterPage, session: Session) -> None:
    again = new_page(qtbot, session)
    assert again.rows.as_tree.isChecked()
    assert drawn(again) == WHOLE
    again.handlers()["tree"]()
    assert again.model.tree is None
    assert not new_page(qtbot, session).rows.as_tree.isChecked()


def test_only_registers_with_a_tree_offer_it(qtbot: QtBot, page: RegisterPage, session: Session) -> None:
    assert {table_of_actions.TREE, table_of_actions.AS_TREE} <= page.state()
    tasks = RegisterPage(session, session.registers["tasks"])
    qtbot.addWidget(tasks)
    assert tasks.rows.as_tree.isHidden()
    assert not {table_of_actions.TREE, table_of_actions.AS_TREE} & tasks.state()


class WindowsShown(QObject):
    """Notes every window that comes up, however shortly."""

    def __init__(self) -> None:
        super().__init__()
        self.classes: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.classes.append(type(watched).__name__)
        return False


def test_making_the_page_lets_no_window_flash_up(qtbot: QtBot, qapp: QApplication, session: Session) -> None:
    shown = WindowsShown()
    qapp.installEventFilter(shown)
    made = RegisterPage(session, session.registers["documents"])
    qtbot.addWidget(made)
    made.open_workbook()
    qapp.removeEventFilter(shown)
    assert shown.classes == []
    made.show()
    assert made.rows.as_tree.isVisible()


def test_many_take_steps_by_their_number(empty_session: Session) -> None:
    """Asking for a tree; opening and closing its branches asks the workbook for nothing."""
    book = empty_session.desk.book
    model = RegisterModel(empty_session, empty_session.registers["documents"])
    model.arrange(tree=True)

    def work(step: Step, count: int) -> None:
        top, *_ = step.insert_many("documents", [{"title": "上"}, {"title": "旁"}])
        middle_ids = step.insert_many(
            "documents", [{"title": f"中{n}", "based_on": (top,)} for n in range(count // 10)]
        )
        last = [{"title": f"后{n}", "based_on": (middle_ids[n % len(middle_ids)],)} for n in range(count)]
        step.insert_many("documents", last)

    def steps(count: int) -> int:
        book.change("add", "添", lambda step: work(step, count))
        book.refresh()
        taken = calls(lambda: model.ask(Query(order="title")))
        assert len(model.found) == 2 + count // 10 + count
        assert taken < 100 * count
        asked: list[str] = []
        book.connection.set_trace_callback(asked.append)
        taken += calls(lambda: (model.turn(0), model.turn(0), model.turn_all(False), model.turn_all(True)))
        book.connection.set_trace_callback(None)
        assert asked == []
        book.undo()
        return taken

    few = steps(400)
    assert steps(4_000) < 12 * few
    QApplication.processEvents()
