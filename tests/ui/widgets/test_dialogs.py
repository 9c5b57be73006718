"""Form rows, the dialog of an action, and the search over all registers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.base.errors import ClerkError, FieldError, WriteError
from models.base.fields import LongText, Text
from models.base.register import Each
from models.operations import Outcome, actions, records
from tests.spending import calls
from ui.register.bulk_dialog import BulkDialog
from ui.session import Session
from ui.widgets import action_dialog
from ui.widgets.action_dialog import ActionDialog, ask
from ui.widgets.find_everywhere import FindEverywhere, search_everywhere
from ui.widgets.form_fields import build_form
from ui.widgets.worded_candidates import WordedCandidatesEditor

FIELDS = (Text(name="a", title="甲", required=True), Text(name="b", title="乙"), LongText(name="c", title="丙"))


def keyboard() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_enter_goes_on_past_what_is_read_only(qtbot: QtBot, session: Session) -> None:
    form, rows = build_form(FIELDS, session)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
    rows["b"].editor.set_read_only(True)
    rows["a"].editor.setFocus()
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    assert rows["c"].editor.isAncestorOf(keyboard())
    with qtbot.waitSignal(rows["c"].finished):
        QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    assert "*" in rows["a"].label.text()
    rows["a"].show_problem("“甲”不能为空，请填写。")
    assert rows["a"].editor.problem()


def test_tab_goes_across_all_rows(qtbot: QtBot, session: Session) -> None:
    form, rows = build_form(FIELDS, session)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
    rows["a"].editor.setFocus()
    for name in ("b", "c"):
        QTest.keyClick(keyboard(), Qt.Key.Key_Tab)
        assert rows[name].editor.isAncestorOf(keyboard())
    QTest.keyClick(keyboard(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert rows["b"].editor.isAncestorOf(keyboard())


def dialog_for(qtbot: QtBot, session: Session, name: str, count: int = 2) -> ActionDialog:
    register = session.registers["tasks"]
    action = register.action(name)
    assert action is not None
    made = ActionDialog(session, register, action, session.desk.book.ids("tasks")[:count])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_completing_asks_with_today(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_for(qtbot, session, "complete")
    assert dialog.windowTitle() == "完成 2 项任务"
    assert dialog.rows["note"].editor.isAncestorOf(keyboard())
    QTest.keyClicks(keyboard(), "done")
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    assert dialog.rows["evidence"].editor.isAncestorOf(keyboard())
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    assert dialog.answers() == {"completed_on": date(2021, 10, 15), "note": "done", "evidence": ()}
    ids = session.desk.book.ids("tasks")[:2]
    assert session.run(actions.perform, "tasks", ids, "complete", dialog.answers())
    (entry,) = session.desk.book.record("tasks", ids[0])["progress"]
    assert entry.text == "done"


def test_a_problem_is_shown_at_its_field(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_for(qtbot, session, "return")
    dialog.rows["returned_on"].editor.line.setText("2-30")  # type: ignore[attr-defined]
    QTest.keyClick(keyboard(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "不存在" in dialog.rows["returned_on"].editor.problem()
    assert "不能为空" in dialog.rows["reason"].editor.problem()
    assert dialog.rows["returned_on"].editor.isAncestorOf(keyboard())
    dialog.rows["returned_on"].editor.line.setText("10-14")  # type: ignore[attr-defined]
    dialog.rows["reason"].editor.setFocus()
    QTest.keyClicks(keyboard(), "x")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(keyboard(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.answers() == {"returned_on": date(2021, 10, 14), "reason": "x"}


def test_the_buttons_stay_where_they_are_when_something_is_wrong(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_for(qtbot, session, "return")
    before = dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().topLeft())
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.rows["reason"].editor._problem_line.isVisible())
    QTest.qWait(10)
    assert dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().topLeft()) == before


def test_escape_gives_up_even_with_something_typed(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_for(qtbot, session, "complete")
    QTest.keyClicks(keyboard(), "x")
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(keyboard(), Qt.Key.Key_Escape)


def test_the_default_comes_from_the_first_record(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_for(qtbot, session, "extend", 1)
    assert dialog.answers()["due_on"] == date(2021, 9, 30)


@pytest.mark.parametrize("accepted", [True, False])
def test_ask(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch, accepted: bool) -> None:
    def exec_(dialog: ActionDialog) -> int:
        dialog.accept() if accepted else dialog.reject()
        return dialog.result()

    def attempt(answers: dict[str, Any], over: QWidget) -> Outcome:
        return session.attempt(over, "", 1, actions.perform, "tasks", [1], "start", answers)

    monkeypatch.setattr(action_dialog.ActionDialog, "exec", exec_)
    register = session.registers["tasks"]
    action = register.action("start")
    assert action is not None
    outcome = ask(session, register, action, [1], None, attempt)
    assert (outcome is not None) is accepted
    assert session.desk.book.record("tasks", 1)["started_on"] == (date(2021, 10, 15) if accepted else None)


def test_what_is_refused_stays_as_it_was_typed(qtbot: QtBot, session: Session) -> None:
    """Saving fails, or the answers do not go with the record: the dialog stays and says why."""
    refusals: list[ClerkError] = [
        WriteError("磁盘空间不足，刚才的修改没有保存。请清理磁盘后再试。"),
        FieldError("早了。", "on"),
        FieldError("别处。", "deadline_text"),
    ]
    register = session.registers["tasks"]
    action = register.action("report")
    assert action is not None

    def attempt(answers: dict[str, Any], over: QWidget) -> Outcome:
        if refusals:
            raise refusals.pop(0)
        return session.attempt(over, "", 1, actions.perform, "tasks", [1], "report", answers)

    dialog = ActionDialog(session, register, action, [1], None, attempt)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.rows["text"].editor.show_value("写了很久的一段话")
    dialog.accept()
    assert dialog.isVisible() and "磁盘空间不足" in dialog.problem.text() and dialog.problem.isVisible()
    dialog.accept()
    assert dialog.isVisible() and dialog.rows["on"].editor.problem() == "早了。"
    assert dialog.rows["on"].editor.isAncestorOf(keyboard()) and not dialog.problem.isVisible()
    dialog.accept()
    assert dialog.problem.text() == "别处。"
    assert dialog.answers()["text"] == "写了很久的一段话"
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert dialog.outcome is not None
    assert session.desk.book.record("tasks", 1)["progress"][-1].text == "写了很久的一段话"


def test_what_changes_all_stays_when_it_is_refused(qtbot: QtBot, session: Session) -> None:
    def attempt(told: dict[str, Any], over: QWidget) -> Outcome:
        del over
        assert list(told) == ["name", "answer", "manner"]
        raise WriteError("磁盘空间不足。")

    dialog = BulkDialog(session, session.registers["tasks"], [1, 2], "section", None, attempt)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.row is not None
    dialog.row.editor.show_value("三")
    dialog.accept()
    assert dialog.isVisible() and dialog.row.editor.problem() == "磁盘空间不足。" and dialog.outcome is None


def test_putting_off_begins_in_the_day_and_wants_a_later_one(qtbot: QtBot, session: Session) -> None:
    register = session.registers["tasks"]
    action = register.action("extend")
    assert action is not None

    def attempt(answers: dict[str, Any], over: QWidget) -> Outcome:
        return session.attempt(over, "", 1, actions.perform, "tasks", [2], "extend", answers)

    dialog = ActionDialog(session, register, action, [2], None, attempt)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    day, reason = dialog.rows["due_on"].editor, dialog.rows["reason"].editor
    assert day.isAncestorOf(keyboard())
    dialog.accept()
    assert "不能为空" in reason.problem()
    reason.show_value("会议改期")
    dialog.accept()
    assert day.problem() == "新的到期日期要晚于现在的到期日期 2021-10-20，请改。" and day.isAncestorOf(keyboard())
    day.show_value(date(2021, 11, 20))
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert session.desk.book.record("tasks", 2)["due_on"] == date(2021, 11, 20)


def test_a_day_to_come_is_refused_where_something_happened(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_for(qtbot, session, "complete")
    dialog.rows["completed_on"].editor.show_value(date(2022, 3, 1))
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.rows["completed_on"].editor.problem() == "“完成日期”2022-03-01 还没有到，请填今天或者以前的日期。"


@pytest.fixture
def find(qtbot: QtBot, session: Session) -> Iterator[FindEverywhere]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    made = FindEverywhere(session, window)
    with qtbot.waitActive(made):
        made.open()
    yield made


def listed(find: FindEverywhere) -> list[str]:
    items = (find.results.topLevelItem(row) for row in range(find.results.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def write(find: FindEverywhere, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(find.line, event)


def test_results_are_grouped_and_picked_by_keyboard(qtbot: QtBot, find: FindEverywhere, session: Session) -> None:
    write(find, "教育")
    qtbot.waitUntil(lambda: "单位　1 个" in listed(find))
    assert listed(find) == ["任务台账　1 项", "教育收费公示", "单位　1 个", "市教育局"]
    QTest.keyClick(find.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(find.picked) as picked:
        QTest.keyClick(find.line, Qt.Key.Key_Return)
    assert picked.args == ["units", session.desk.book.find("units", "市教育局")]


def test_before_anything_is_typed_the_records_of_late_are_offered(qtbot: QtBot, session: Session) -> None:
    session.run(records.edit, "tasks", [3], {"section": "三"})
    session.run(records.add, "settings", {"key": "contact", "value": "李明"})
    session.run(records.edit, "tasks", [1], {"section": "三"})
    session.visit("documents", 1)
    session.visit("tasks", 2)
    session.visit("tasks", 999)
    made = FindEverywhere(session)
    qtbot.addWidget(made)
    made.search()
    told = ["任务　教育收费公示", "来源文件　2021年政务公开工作要点", "任务　规范性文件入库", "任务　预算公开"]
    assert listed(made)[:5] == ["最近打开和改过的", *told]
    with qtbot.waitSignal(made.picked) as picked:
        QTest.keyClick(made.line, Qt.Key.Key_Return)
    assert picked.args == ["tasks", 2]


def test_enter_does_not_wait_for_the_pause(qtbot: QtBot, find: FindEverywhere) -> None:
    write(find, "预算公开")
    with qtbot.waitSignal(find.picked) as picked:
        QTest.keyClick(find.line, Qt.Key.Key_Return)
    assert picked.args[0] == "tasks"


def test_nothing_found_says_so_and_escape_closes(qtbot: QtBot, find: FindEverywhere) -> None:
    write(find, "没有这个")
    find.search()
    assert "没有这个" in find.note.text()
    with qtbot.waitSignal(find.destroyed):
        QTest.keyClick(find.line, Qt.Key.Key_Escape)


def test_words_of_many_records_read_only_those_shown(qtbot: QtBot, session: Session) -> None:
    rows = [{"content": f"第{number}项政务公开工作"} for number in range(3000)]
    session.run(records.add_many, "tasks", rows)
    search_everywhere(session, "政务公开")  # the first time reads the texts
    assert calls(lambda: search_everywhere(session, "政务公开")) < 30_000
    found = search_everywhere(session, "政务公开")
    tasks = next(item for item in found if item.register.name == "tasks")
    assert len(tasks.records) == 20
    assert tasks.total == 3000
    assert tasks.records[0]["content"] == "第2999项政务公开工作"


def papers(session: Session, *addressees: str) -> list[int]:
    rows = [
        {"title": "催办单", "doc_number": f"望政办督〔2021〕{at}号", "addressees": it}
        for at, it in enumerate(addressees, 1)
    ]
    return list(records.add_many(session.desk, "dispatches", rows).ids)


def receipt_dialog(qtbot: QtBot, session: Session, ids: list[int]) -> ActionDialog:
    register = session.registers["dispatches"]
    action = register.action("receive")
    assert action is not None
    made = ActionDialog(session, register, action, ids)
    qtbot.addWidget(made)
    made.show()
    return made


def test_who_signed_is_ticked_and_nobody_by_default(qtbot: QtBot, session: Session) -> None:
    ids = papers(session, "市司法局、市教育局", "市财政局、市教育局")
    dialog = receipt_dialog(qtbot, session, ids)
    assert dialog.windowTitle() == "哪些单位签收了（2 份发文）"
    editor = dialog.rows["units"].editor
    assert isinstance(editor, WordedCandidatesEditor)
    assert [item.text() for item in editor._items()] == ["市司法局", "市教育局", "市财政局"] and editor.answer() == ()
    dialog.accept()
    assert dialog.isVisible() and editor.problem() == "请勾上签收单位。"
    editor.all_box.click()
    assert len(editor.answer()) == 3
    editor._items()[0].setCheckState(Qt.CheckState.Unchecked)
    assert not editor.all_box.isChecked()
    dialog.accept()
    outcome = session.run(actions.perform, "dispatches", ids, "receive", dialog.answers())
    assert outcome is not None and outcome.message == "已记下 2 个单位签收（2 份发文）。"


def test_the_only_unit_outstanding_stands_ticked(qtbot: QtBot, session: Session) -> None:
    dialog = receipt_dialog(qtbot, session, papers(session, "市司法局"))
    assert dialog.answers()["units"] == (session.desk.book.find("units", "市司法局"),)


def test_a_paper_without_addressees_is_asked_for_none(qtbot: QtBot, session: Session) -> None:
    assert "units" not in receipt_dialog(qtbot, session, papers(session, "")).rows


def test_each_unit_has_room_for_who_signed_there(qtbot: QtBot, session: Session) -> None:
    """Writing there ticks the unit; what is written below holds for the others."""
    ids = papers(session, "市司法局、市教育局、市财政局")
    dialog = receipt_dialog(qtbot, session, ids)
    editor = dialog.rows["units"].editor
    assert isinstance(editor, WordedCandidatesEditor)
    editor._items()[0].setCheckState(Qt.CheckState.Checked)
    dialog.rows["text"].editor.show_value("张三")
    editor.table.setFocus()
    editor.table.setCurrentCell(1, 1)
    QTest.keyClick(editor.table, Qt.Key.Key_A)
    cell = editor.table.viewport().findChild(QLineEdit)
    assert cell is not None and cell.text() == "a"
    cell.setText("王敏")
    dialog.accept()  # as Ctrl+Enter does while a place is being written in
    first, second, _ = (session.desk.book.find("units", name) for name in ("市司法局", "市教育局", "市财政局"))
    assert dialog.answers() == {
        "on": session.clock.today(),
        "units": (first, second),
        "text": Each("张三", {second: "王敏"}),
    }
    assert session.run(actions.perform, "dispatches", ids, "receive", dialog.answers())
    entries = session.desk.book.record("dispatches", ids[0])["receipts"]
    assert [entry.text for entry in entries] == ["市司法局　张三签收", "市教育局　王敏签收"]


def test_space_ticks_in_either_column(qtbot: QtBot, session: Session) -> None:
    dialog = receipt_dialog(qtbot, session, papers(session, "市司法局、市教育局"))
    editor = dialog.rows["units"].editor
    assert isinstance(editor, WordedCandidatesEditor)
    for column in (0, 1):
        editor.table.setCurrentCell(0, column)
        QTest.keyClick(editor.table, Qt.Key.Key_Space)
        assert len(editor.answer()) == 1 - column
    editor.words_of(1).setText("王敏")
    editor._items()[1].setCheckState(Qt.CheckState.Unchecked)
    assert editor.own() == {}, "not ticked, it says nothing"
