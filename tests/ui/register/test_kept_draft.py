"""A new record that is not saved: kept on the disk while it is typed, back in the next new record, gone once saved."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.base.fields import Field
from models.operations import records
from models.registers import all_registers
from tests.ui.register.helpers import press, type_in, value, write
from ui.app import make_session
from ui.register.form import RecordForm
from ui.register.page import RegisterPage
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


def begun_again(qtbot: QtBot, session: Session, register: str = "tasks") -> RecordForm:
    """The form of the program started anew, with a new record in it."""
    form = RecordForm(session, session.registers[register])
    qtbot.addWidget(form)
    form.begin_draft()
    return form


def test_after_a_power_cut_it_comes_back_in_the_next_new_record(
    qtbot: QtBot, filled: Session, page: RegisterPage
) -> None:
    page.side.new()
    write("plan")
    page.form.rows["deadline_text"].editor.type_in("9月底前")
    page.form.rows["deadline_text"].editor.commit()
    qtbot.waitUntil(lambda: filled.unfinished.names() == ["new-tasks"])
    due = page.form.rows["due_on"].editor.answer()
    heard: list[str] = []
    filled.told.connect(lambda sentence, _: heard.append(sentence))
    form = begun_again(qtbot, filled)
    assert form.has_typed()
    assert form.rows["content"].editor.answer() == "plan"
    assert form.rows["deadline_text"].editor.answer() == "9月底前"
    assert form.rows["due_on"].editor.answer() == due == date(2021, 9, 30)
    assert heard == ["接着上次没有保存的新建任务；不要了，点“放弃”。"]
    assert form.save()
    assert value(filled, 7, "content") == "plan"
    assert filled.unfinished.names() == []
    assert not begun_again(qtbot, filled).has_typed()


def test_given_up_it_is_gone(qtbot: QtBot, filled: Session, page: RegisterPage) -> None:
    page.side.new()
    write("abc")
    assert page.keep_draft() and filled.unfinished.names() == ["new-tasks"]
    page.form.leave_draft()
    assert filled.unfinished.names() == []
    page.side.new()
    assert not page.form.has_typed()


def test_taken_out_again_it_is_gone(qtbot: QtBot, filled: Session, page: RegisterPage) -> None:
    page.side.new()
    write("abc")
    assert page.keep_draft()
    type_in(page, "content", "")
    qtbot.waitUntil(lambda: filled.unfinished.names() == [])


def test_saved_with_another_begun_the_next_one_is_empty(filled: Session, page: RegisterPage) -> None:
    page.side.new()
    write("abc")
    assert page.keep_draft()
    press(Qt.Key.Key_Return, CTRL)
    assert page.form.is_draft and not page.form.has_typed()
    assert filled.unfinished.names() == []


def test_while_its_workbook_is_closed_it_waits(filled: Session, page: RegisterPage, tmp_path: Path) -> None:
    page.side.new()
    write("abc")
    path = filled.desk.book.path
    filled.closing.connect(page.close_workbook)
    filled.opened.connect(page.open_workbook)
    assert filled.create(tmp_path / "另一本.gkb")
    assert not page.form.is_draft
    page.side.new()
    assert not page.form.has_typed(), "another workbook gets nothing of it"
    assert filled.open(path)
    page.side.new()
    assert page.form.rows["content"].editor.answer() == "abc"


def sample(session: Session, field: Field) -> Any:
    """What an editor of the field may answer; None for those that nobody types into."""
    if field.locked or field.hidden or field.looks is not field:
        return None
    linked = list(session.desk.book.ids(field.target))[:1] if field.target else []
    offered = list(field.offered(session.desk.book)) if field.kind in ("choice", "checklist") else []
    answers: dict[str, Any] = {
        **dict.fromkeys(("text", "code", "person"), "甲乙 1号"),
        "long_text": "第一段\n第二段",
        "money": "12.5",
        "number": 5,
        "names": ("甲", "乙"),
        "date": date(2021, 9, 30),
        "yes_no": True,
        "choice": offered[-1] if offered else None,
        "checklist": tuple(offered[:1]),
        "link": linked[0] if linked else None,
        **dict.fromkeys(("links", "units"), tuple(linked)),
        "attachments": (Path(__file__), "https://example.com/公开"),
    }
    return answers.get(field.kind)


@pytest.mark.parametrize("register", [name for name, declared in all_registers().items() if not declared.hidden])
def test_every_kind_of_field_comes_back(qtbot: QtBot, filled: Session, register: str) -> None:
    form = begun_again(qtbot, filled, register)
    for row in form.rows.values():
        answer = sample(filled, row.field)
        if answer not in (None, ()) and not row.editor.read_only:
            row.editor.type_in(answer)
            assert row.editor.answer() == answer, row.field.name
    answers = form.kept.answers()
    assert answers and form.kept.keep_now()
    again = begun_again(qtbot, filled, register)
    assert again.kept.answers() == answers


@pytest.mark.parametrize("typed", ["2021-2-30", "后天或者"])
def test_what_a_field_would_refuse_comes_back_as_typed(qtbot: QtBot, filled: Session, typed: str) -> None:
    form = begun_again(qtbot, filled)
    form.rows["due_on"].editor.type_in(typed)
    assert form.kept.keep_now()
    assert begun_again(qtbot, filled).rows["due_on"].editor.answer() == typed


def test_a_record_picked_and_deleted_meanwhile_is_left_out(qtbot: QtBot, filled: Session) -> None:
    form = begun_again(qtbot, filled)
    unit = records.add(filled.desk, "units", {"name": "市档案馆"}).ids[0]
    form.rows["lead_units"].editor.type_in((unit,))
    form.rows["content"].editor.type_in("档案开放")
    assert form.kept.keep_now()
    records.delete(filled.desk, "units", [unit])
    again = begun_again(qtbot, filled)
    assert again.kept.answers() == {"content": "档案开放"}


@pytest.mark.parametrize(
    "content",
    [
        5,
        [],
        {"gone": "x"},
        {"due_on": {"date": "x"}, "content": "留着"},
        {"lead_units": {"a": 1, "b": 2}, "attachments": 5, "content": "留着"},
    ],
)
def test_what_does_not_fit_is_passed_over(qtbot: QtBot, filled: Session, content: Any) -> None:
    filled.unfinished.keep("new-tasks", content)
    form = begun_again(qtbot, filled)
    assert form.is_draft
    expected = {"content": "留着"} if isinstance(content, dict) and "content" in content else {}
    assert form.kept.answers() == expected


def test_where_nothing_can_be_kept_the_form_keeps_it(
    filled: Session, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    filled.refused.connect(heard.append)
    page.side.new()
    write("abc")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert not page.keep_draft() and not page.keep_draft()
    assert len(heard) == 1 and "没能留到磁盘上" in heard[0]
    assert page.form.has_typed()


def test_a_program_started_anew_finds_it(
    qtbot: QtBot, filled: Session, page: RegisterPage, clock: Clock, tmp_path: Path
) -> None:
    page.side.new()
    write("abc")
    path = filled.desk.book.path
    assert page.keep_draft()
    filled._desk.book.close()  # type: ignore[union-attr]  # as a power cut: nobody is told
    again = make_session(clock, all_registers(), filled.resources, tmp_path / "home")
    assert again.open(path)
    assert begun_again(qtbot, again).rows["content"].editor.answer() == "abc"
    again.close()
    filled._desk = None
