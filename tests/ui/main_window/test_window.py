"""The main window: pages, keys, undo by name, workbooks opened and missed, state kept, leaving with work at hand."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QToolBar
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.operations import actions, records
from models.operations.many import fill_rows
from models.registers import all_registers
from models.workbook import open_workbook
from tests.ui.register.helpers import CTRL, inside, press, said, value, write
from ui.actions import ACTIONS, register_specs
from ui.app import make_session, open_first
from ui.main_window import MainWindow
from ui.main_window.frame import row_menu
from ui.main_window.navigation import DASHBOARD
from ui.main_window.safety import Safety
from ui.session import Session

ROOT = Path(__file__).resolve().parents[3]
ALT = Qt.KeyboardModifier.AltModifier
Make = Callable[[Session], MainWindow]


@pytest.fixture
def window(make_window: Make, filled: Session) -> MainWindow:
    return make_window(filled)


def titles(window: MainWindow) -> list[str]:
    return [window.navigation.item(row).text() for row in range(window.navigation.count())]


def answer_no(monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton) -> list[str]:
    asked: list[str] = []

    def question(parent: object, title: str, text: str, *more: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


NO, YES = QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes


# -- actions --------------------------------------------------------------------------------------


def test_every_action_stands_in_a_menu_with_text_and_tip(window: MainWindow) -> None:
    in_menus = {
        action.objectName()
        for top in window.menuBar().actions()
        for action in top.menu().actions()  # type: ignore[union-attr]
        if action.objectName()
    }
    names = {spec.name for spec in (*ACTIONS, *register_specs(window._session.registers))}
    assert in_menus == names
    for name in names:
        action = window.table[name]
        assert action.text()
        assert action.toolTip()
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert not shortcut or shortcut in action.toolTip()


def test_no_two_actions_share_a_shortcut(window: MainWindow) -> None:
    for register in ("tasks", "problems"):  # those of a register that is not in front are hidden and do not answer
        window.show_page(register)
        seen = [action for action in window.table.actions.values() if action.isVisible()]
        keys = [action.shortcut().toString() for action in seen if action.shortcut().toString()]
        assert len(keys) == len(set(keys))
    letters = [top.text().split("&")[1][0] for top in window.menuBar().actions()]
    assert len(letters) == len(set(letters))


def test_every_enabled_action_has_somebody_to_answer(window: MainWindow) -> None:
    page = window.page("tasks")
    page.table.select_ids([1, 2])
    for name in window.table.actions:
        if window.table[name].isEnabled():
            assert any(name in handlers for handlers in window.table._handlers), name
    assert window.table["notice"].isEnabled()
    assert window.table["fill_down"].isEnabled()


def test_notices_are_written_about_tasks_only(window: MainWindow) -> None:
    window.show_page("documents")
    window.page("documents").table.select_ids([1])
    assert not window.table["notice"].isEnabled()
    assert not window.table["perform:tasks:complete"].isEnabled()
    assert window.table["notice"] not in row_menu(window.table, window._session.registers["documents"], window)


def test_undo_is_named_in_menu_and_toolbar(filled: Session, window: MainWindow) -> None:
    filled.run(records.edit, "tasks", [1], {"content": "甲&乙"})
    action = window.table["undo"]
    assert action.text() == "撤销：修改任务“甲&&乙”"
    assert action.toolTip() == "撤销：修改任务“甲&乙”（Ctrl+Z）"
    assert action.iconText() == "撤销"
    assert action in window.findChild(QToolBar).actions()
    assert window.strip.undo_button.isVisible()
    window.strip.undo_button.click()
    assert value(filled, 1, "content") == "规范性文件入库"
    assert window.table["redo"].text() == "重做：修改任务“甲&&乙”"
    window.table["redo"].trigger()
    assert value(filled, 1, "content") == "甲&乙"


def test_undo_of_many_runs_in_the_background(filled: Session, window: MainWindow) -> None:
    filled.announce(fill_rows(filled.desk, 400))
    window.undoing.undo()
    assert filled.desk.book.count("tasks") == 6
    window.undoing.redo()
    assert filled.desk.book.count("tasks") == 406
    assert window.isEnabled()


def test_what_is_typed_is_kept_before_it_is_taken_back(filled: Session, window: MainWindow) -> None:
    page = window.page("tasks")
    page.table.select_ids([1])
    page.form.rows["number"].editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write("11")
    window.table["undo"].trigger()
    assert value(filled, 1, "number") == "1"
    assert page.form.rows["number"].editor.answer() == "1"
    window.table["redo"].trigger()
    assert value(filled, 1, "number") == "11"


# -- keys -----------------------------------------------------------------------------------------


def test_space_completes_in_the_table_and_is_a_blank_elsewhere(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page("tasks")
    performed: list[str] = []
    monkeypatch.setattr(page.commands, "perform", lambda action: performed.append(action.name))
    page.table.setFocus()
    page.table.select_ids([1])
    window._refresh_actions()
    window.table.use({**page.handlers(), "perform:tasks:complete": lambda: performed.append("complete")})
    press(Qt.Key.Key_Space)
    assert performed == ["complete"]
    page.go_to_search()
    press(Qt.Key.Key_Space)
    assert page.filters.search.text() == " "
    assert performed == ["complete"]


def test_delete_and_copy_in_a_cell_act_on_the_text(filled: Session, window: MainWindow) -> None:
    page = window.page("tasks")
    page.table.setFocus()
    page.table.select_ids([1], 0)
    page.edit()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    assert filled.desk.book.count("tasks") == 6
    assert value(filled, 1, "number") is None
    page.table.setFocus()
    press(Qt.Key.Key_Delete)
    assert filled.desk.book.count("tasks") == 5


def test_delete_in_a_list_inside_a_cell_deletes_no_record(filled: Session, window: MainWindow) -> None:
    window.show_page("units")
    page = window.page("units")
    page.table.keep_columns(["kind", "name"])
    count = filled.desk.book.count("units")
    page.table.setFocus()
    page.table.select_ids(page.model.ids[:1], 0)
    page.edit()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Escape):
        press(key)
    assert filled.desk.book.count("units") == count


def test_ctrl_z_in_a_line_is_of_the_typing_first(filled: Session, window: MainWindow) -> None:
    filled.run(records.edit, "tasks", [1], {"content": "新"})
    page = window.page("tasks")
    page.go_to_search()
    write("ab")
    press(Qt.Key.Key_Z, CTRL)
    assert page.filters.search.text() == ""
    assert value(filled, 1, "content") == "新"
    press(Qt.Key.Key_Z, CTRL)
    assert value(filled, 1, "content") == "规范性文件入库"


def test_keys_between_panes(window: MainWindow) -> None:
    page = window.page("tasks")
    page.table.setFocus()
    press(Qt.Key.Key_F, CTRL)
    assert page.filters.search.hasFocus()
    press(Qt.Key.Key_Down)
    assert page.table.hasFocus()
    press(Qt.Key.Key_Right, ALT)
    assert page.form.isAncestorOf(inside())
    press(Qt.Key.Key_Left, ALT)
    assert page.table.hasFocus()
    press(Qt.Key.Key_Left, ALT)
    assert window.navigation.hasFocus()
    press(Qt.Key.Key_Left, ALT)
    assert window.navigation.hasFocus()
    press(Qt.Key.Key_Right, ALT)
    assert page.table.hasFocus()
    press(Qt.Key.Key_F4)
    assert not page.form.isVisible()
    press(Qt.Key.Key_F4)
    assert page.form.isVisible()


def test_the_navigation_is_walked_by_the_keyboard(window: MainWindow) -> None:
    window.navigation.setFocus()
    seen = [window.pages.front()]
    shown = [register for register in window._session.registers.values() if not register.hidden]
    for _ in shown[1:]:
        press(Qt.Key.Key_Down)
        assert window.navigation.hasFocus(), "walking on must not throw the keyboard into the page"
        seen.append(window.pages.front())
    walked = [getattr(front, "register", None) and front.register.name for front in seen]  # type: ignore[union-attr]
    first = [register.name for register in shown if register.shelf == shown[0].shelf]
    assert walked[: len(first)] == first
    assert walked[-2:] == ["documents", "units"]
    press(Qt.Key.Key_Return)
    assert window.page("units").table.hasFocus()
    window.navigation.setFocus()
    press(Qt.Key.Key_Home)
    assert window.pages.front() is window.pages.dashboard
    press(Qt.Key.Key_Right)
    assert window.pages.dashboard.isAncestorOf(inside())


def test_a_click_in_the_navigation_leads_out_of_the_composer(window: MainWindow) -> None:
    window.pages.compose([1])
    assert window.pages.front() is window.pages.composer
    row = titles(window).index("任务")
    at = window.navigation.visualItemRect(window.navigation.item(row)).center()
    QTest.mouseClick(window.navigation.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert window.pages.front() is window.page("tasks")


# -- workbooks ------------------------------------------------------------------------------------


def test_a_bad_file_leaves_the_present_workbook_open(window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "坏.gkb"
    bad.write_bytes(b"this is no workbook" * 100)
    session = window._session
    before = session.desk.book.path
    window.files.open_this(bad)
    assert session.desk.book.path == before
    assert window.strip.is_refusal
    assert "坏.gkb" in window.strip.sentence
    assert session.recent()[0] == before
    assert value(session, 1, "number") == "1"


def test_a_second_program_reads_only(make_window: Make, filled: Session, clock: Clock, tmp_path: Path) -> None:
    other = make_session(clock, all_registers(), ROOT / "resources", tmp_path / "other")
    window = make_window(other)
    assert other.open(filled.desk.book.path)
    assert not other.writable
    assert "（只读）" in window.windowTitle()
    assert "只读" in window.status._left.text()
    assert window.strip.sentence
    for name in ("new", "delete", "paste", "undo", "perform:tasks:complete"):
        window.page("tasks").table.select_ids([1])
        assert not window.table[name].isEnabled(), name
    heard = said(other)
    window.page("tasks").table.setFocus()
    press(Qt.Key.Key_Space)
    assert len(heard) == 1
    filled.run(records.edit, "tasks", [1], {"content": "别处改了"})
    window.refresh()
    assert window.page("tasks").model.data(window.page("tasks").model.index(0, 1)) == "别处改了"
    other.close()


def test_opening_the_open_workbook_again_keeps_it_writable(filled: Session) -> None:
    assert filled.open(filled.desk.book.path)
    assert filled.writable


def test_the_last_workbook_opens_again_and_a_vanished_one_is_missed(
    make_window: Make, clock: Clock, tmp_path: Path
) -> None:
    home = tmp_path / "home"

    def started() -> Session:
        return make_session(clock, all_registers(), ROOT / "resources", home)

    first = started()
    assert first.create(tmp_path / "甲.gkb")
    assert first.create(tmp_path / "乙.gkb")
    assert [path.name for path in first.recent()] == ["乙.gkb", "甲.gkb"]
    first.close()
    first.settings.sync()
    second = started()
    open_first(second, None)
    assert second.desk.book.path.name == "乙.gkb"
    second.close()
    (tmp_path / "乙.gkb").unlink()
    third = started()
    window = make_window(third)
    open_first(third, None)
    assert not third.is_open, "no other workbook is opened in its place"
    assert "乙.gkb" in window.strip.sentence
    assert window.stack.currentWidget() is window.first.welcome
    assert [path.name for path in third.recent()] == ["甲.gkb"]
    open_first(third, tmp_path / "甲.gkb")
    assert third.desk.book.path.name == "甲.gkb"
    third.close()


# -- state ----------------------------------------------------------------------------------------


def test_geometry_and_panes_survive_a_restart(make_window: Make, filled: Session) -> None:
    window = make_window(filled)
    screen = window.screen().availableGeometry()
    window.resize(screen.width(), screen.height() - 99)
    window._middle.panes.setSizes([222, 880])
    size, sizes, path = window.size(), window._middle.panes.sizes(), filled.desk.book.path
    assert window.close()
    filled.settings.sync()
    again = MainWindow(filled, window._icons)
    assert filled.open(path)
    again.show()
    assert again.height() == size.height()
    assert abs(again.width() - size.width()) < 5, "the platform may clip it to the screen"
    assert abs(again._middle.panes.sizes()[0] - sizes[0]) < 5
    assert again.close()


@pytest.mark.parametrize("garbage", ["x", 3, ["a", "b"], {"a": 1}, b"\x00\xff\x01"])
def test_garbage_in_the_settings_does_no_harm(make_window: Make, filled: Session, garbage: object) -> None:
    for key in ("window/geometry", "window/panes", "recent_workbooks", "folders/ledgers", "export/kind"):
        filled.settings.setValue(key, garbage)
    window = make_window(filled)
    assert window.isVisible()
    assert filled.recent() == []


def test_a_settings_file_of_random_bytes_does_no_harm(make_window: Make, clock: Clock, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "window.ini").write_bytes(bytes(range(256)) * 50)
    session = make_session(clock, all_registers(), ROOT / "resources", home)
    window = make_window(session)
    open_first(session, None)
    assert session.create(tmp_path / "甲.gkb")
    assert window.pages.front() is window.page("tasks")
    session.close()
    assert isinstance(session.settings, QSettings)


# -- leaving --------------------------------------------------------------------------------------


def test_closing_with_a_typed_draft_that_can_not_be_kept_asks(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer_no(monkeypatch, NO)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    window.page("tasks").side.new()
    write("abc")
    assert not window.close()
    assert window._session.is_open
    assert len(asked) == 1
    window.files.open_this(window._session.desk.book.path.with_name("别的.gkb"))
    assert len(asked) == 2
    assert window.page("tasks").form.has_typed()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: YES)
    assert window.close()
    assert not window._session.is_open


def test_closing_keeps_what_is_being_typed(filled: Session, window: MainWindow, clock: Clock) -> None:
    page = window.page("tasks")
    page.table.select_ids([1])
    page.form.rows["number"].editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write("11")
    path = filled.desk.book.path
    assert window.close()
    again = make_session(clock, all_registers(), ROOT / "resources", path.parent / "again")
    assert again.open(path)
    assert value(again, 1, "number") == "11"
    again.close()


def test_another_workbook_gets_nothing_typed_for_the_first(filled: Session, window: MainWindow, tmp_path: Path) -> None:
    page = window.page("tasks")
    page.table.select_ids([1])
    page.form.rows["number"].editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write("11")
    first = filled.desk.book.path
    assert filled.create(tmp_path / "另一本.gkb")
    records.add(filled.desk, "tasks", {"content": "新的", "number": "1"})
    page.reload()
    page.table.select_ids([1])
    assert value(filled, 1, "number") == "1"
    assert page.form.rows["content"].editor.answer() == "新的"
    assert filled.open(first)
    assert value(filled, 1, "number") == "11"


def test_a_refused_value_is_asked_about_on_closing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer_no(monkeypatch, NO)
    page = window.page("tasks")
    page.table.select_ids([1])
    page.form.rows["due_on"].editor.setFocus()
    inside().selectAll()  # type: ignore[attr-defined]
    write("2021-2-30")
    assert not window.close()
    assert "不合要求" in asked[0]
    assert page.form.rows["due_on"].editor.problem()
    press(Qt.Key.Key_Escape)
    assert window.close()


# -- safety ---------------------------------------------------------------------------------------


class Ticking:
    def __init__(self) -> None:
        self.moment = datetime(2021, 10, 15, 23, 59)

    def __call__(self) -> datetime:
        return self.moment


def test_midnight_refreshes_everything(qtbot: QtBot, make_window: Make, tmp_path: Path) -> None:
    ticking = Ticking()
    session = make_session(Clock(ticking), all_registers(), ROOT / "resources", tmp_path / "home")
    assert session.create(tmp_path / "甲.gkb")
    records.add(session.desk, "tasks", {"content": "明天逾期", "due_on": "2021-10-15"})
    window = make_window(session)
    page = window.page("tasks")
    assert page.model.data(page.model.index(0, 5)) == "临期（今天）"
    ticking.moment = datetime(2021, 10, 16, 0, 1)
    window.safety._look()
    assert page.model.data(page.model.index(0, 5)) == "逾期 1 天"
    assert window.status._right.text() == "2021-10-16 周六"
    assert "已自动保存" not in window.status._left.text(), "nothing was saved, only the day is another"
    window.show_page("tasks")
    qtbot.waitUntil(lambda: "逾期 1" in page.heading.counts.text())
    window.safety.wait()
    session.close()


def copies(session: Session) -> list[Path]:
    return sorted(session.backups.rglob("*.gkb"))


def test_one_copy_a_day_in_the_background(qtbot: QtBot, tmp_path: Path) -> None:
    ticking = Ticking()
    session = make_session(Clock(ticking), all_registers(), ROOT / "resources", tmp_path / "home")
    safety = Safety(session)
    assert session.create(tmp_path / "甲.gkb")
    assert safety._first.isActive()
    with qtbot.waitSignal(safety.backed_up):
        safety.back_up()
    assert len(copies(session)) == 1
    safety.back_up()
    qtbot.waitUntil(lambda: safety._worker is None)
    assert len(copies(session)) == 1
    ticking.moment = datetime(2021, 10, 16, 8, 0)
    with qtbot.waitSignal(safety.backed_up):
        safety._look()
    assert len(copies(session)) == 2
    session.close()
    assert not safety._first.isActive()


def test_closing_waits_for_the_copy(window: MainWindow) -> None:
    window.safety.back_up()
    worker = window.safety._worker
    assert worker is not None
    assert window.close()
    assert worker.isFinished()
    assert len(copies(window._session)) == 1


def test_a_copy_that_fails_is_told(qtbot: QtBot, filled: Session, tmp_path: Path) -> None:
    filled.backups = tmp_path / "file"
    filled.backups.write_text("in the way")
    safety = Safety(filled)
    with qtbot.waitSignal(safety.failed) as told:
        safety.back_up()
    assert told.args is not None
    assert told.args[0].startswith("自动备份没有做成：")


# -- the foot -------------------------------------------------------------------------------------


def test_the_foot_says_what_is_safe_and_selected(filled: Session, window: MainWindow) -> None:
    window.page("tasks").table.select_ids([1, 2])
    assert window.status._left.text() == "所有内容都已保存  ·  6 项中选中 2 项"
    assert window.status._right.text() == "2021-10-15 周五"
    filled.run(actions.perform, "tasks", [1], "start", {})
    assert window.status._left.text().startswith("已自动保存 09:00")
    window.status.backed_up(datetime(2021, 10, 15, 9, 30))
    assert "已备份 09:30" in window.status._left.text()
    assert "选中 2 项" in window.status._left.text()


def test_counts_beside_the_registers(qtbot: QtBot, filled: Session, window: MainWindow) -> None:
    from ui.widgets.nav_delegate import COUNT_ROLE

    row = titles(window).index("任务")
    qtbot.waitUntil(lambda: window.navigation.item(row).data(COUNT_ROLE) == 4)
    filled.run(records.edit, "tasks", [1], {"due_on": date(2022, 1, 1)})
    qtbot.waitUntil(lambda: window.navigation.item(row).data(COUNT_ROLE) == 3)
    assert window.navigation.item(titles(window).index("单位")).data(COUNT_ROLE) is None


def test_the_dashboard_leads_to_filtered_registers(window: MainWindow) -> None:
    window.show_page(DASHBOARD)
    window.pages.dashboard.show_asked.emit("tasks", [("status", "overdue"), ("units", "市司法局")])
    assert window.pages.front() is window.page("tasks")
    assert window.page("tasks").model.ids == [1]
    window.pages.dashboard.record_asked.emit("tasks", 5)
    assert window.page("tasks").selected_ids() == [5]


def test_a_problem_goes_through_the_gate_by_its_own_keys(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same keys as for tasks, answered by the register in front; the toolbar shows its actions."""
    session = window._session
    session.run(records.add, "problems", {"content": "栏目长期不更新"})
    window.show_page("problems")
    page = window.page("problems")
    page.table.select_ids([1])
    bar = [action.text() for action in window.findChild(QToolBar, "toolbar").actions() if action.isVisible()]
    assert {"申请销号", "审核通过"} <= set(bar)
    assert not {"完成", "销号"} & set(bar)
    answers = iter([{"result": "已更新"}, {"reviewer": "何静", "opinion": "属实"}])
    monkeypatch.setattr("ui.widgets.action_dialog.ask", lambda *given: given[-1](next(answers), window))
    press(Qt.Key.Key_Space)
    assert session.desk.book.record("problems", 1).status == "applied"
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.desk.book.record("problems", 1).status == "closed"
    window.show_page("tasks")
    assert window.table["perform:tasks:complete"].isVisible()
    assert not window.table["perform:problems:apply"].isVisible()


def test_what_was_said_of_one_workbook_goes_with_it(filled: Session, window: MainWindow, tmp_path: Path) -> None:
    filled.refused.emit("没有权限写“台账.xlsx”。")
    assert filled.create(tmp_path / "另一本.gkb")
    assert window.strip.sentence == "" and window.strip.isHidden()
    filled.refused.emit("没有权限写“台账.xlsx”。")
    filled.close()
    assert window.strip.isHidden()


def test_a_moment_after_a_change_the_file_is_whole(
    qtbot: QtBot, filled: Session, window: MainWindow, tmp_path: Path
) -> None:
    copy = tmp_path / "拷走.gkb"

    def whole() -> bool:
        """Whether a copy of the file alone, without the log beside it, has the new task."""
        copy.write_bytes(filled.desk.book.path.read_bytes())
        with closing(open_workbook(copy, all_registers(), filled.clock, read_only=True)) as found:
            return len(found.ids("tasks")) == 7

    window.safety._pause.setInterval(50)
    filled.run(records.add, "tasks", {"content": "刚写的"})
    assert not whole()
    qtbot.waitUntil(whole)
