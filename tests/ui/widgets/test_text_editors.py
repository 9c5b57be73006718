"""Typing, pasting, Enter, Tab, Esc, undo and input methods in the editors for words."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.base.choices import Choice
from models.base.fields import Code, LongText, Number, Text
from models.base.lists import Names
from ui.session import Session
from ui.widgets.editors import FieldEditor, editor_for
from ui.widgets.text_editors import one_line

TEXT = Text(name="a", title="甲")
LONG = LongText(name="b", title="乙")


def compose(target: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(target, event)


def shown(qtbot: QtBot, editor: FieldEditor) -> FieldEditor:
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
    editor.setFocus()
    return editor


def focus_of(editor: FieldEditor) -> QWidget:
    widget = editor.focusProxy()
    assert widget is not None
    return widget


def paste_rich(html: str, text: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    QApplication.clipboard().setMimeData(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("甲\n乙", "甲 乙"), (" 甲 \r\n", "甲"), ("甲\u2028乙\u2029", "甲 乙"), ("甲\v\f乙", "甲 乙"), ("", "")],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_enter_tells_a_change_once_and_goes_on(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(TEXT, session))
    heard: list[str] = []
    editor.edited.connect(lambda: heard.append("edited"))
    editor.entered.connect(lambda: heard.append("entered"))
    editor.show_value("旧")
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert heard == ["entered"]
    focus_of(editor).setText("新")  # type: ignore[attr-defined]
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert heard == ["entered", "edited", "entered"]
    editor.commit()
    assert heard.count("edited") == 1
    editor.show_value("新")
    assert not editor.is_changed()


def test_losing_the_keyboard_commits_but_a_popup_does_not(qtbot: QtBot, session: Session) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    column = QVBoxLayout(both)
    first, second = editor_for(TEXT, session), editor_for(LONG, session)
    column.addWidget(first)
    column.addWidget(second)
    with qtbot.waitActive(both):
        both.show()
    first.setFocus()
    with qtbot.assertNotEmitted(first.edited):
        QTest.keyClicks(focus_of(first), "abc")
        QApplication.sendEvent(focus_of(first), QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    with qtbot.waitSignals([first.edited, first.left]):
        second.setFocus()
    assert first.answer() == "abc"


def test_the_same_refused_answer_is_told_again_on_enter_only(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(TEXT, session))
    told: list[object] = []
    editor.edited.connect(lambda: told.append(editor.answer()))
    QTest.keyClicks(focus_of(editor), "x")
    editor.commit()
    editor.show_problem("“甲”不对。")
    editor.commit()
    assert told == ["x"]
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert told == ["x", "x"]


def test_a_problem_shows_and_goes(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(Text(name="a", title="甲", help="怎么填"), session))
    editor.show_problem("“甲”不能为空，请填写。")
    assert editor._problem_line.isVisible()
    assert "不能为空" in editor.toolTip()
    assert "怎么填" in editor.toolTip()
    assert focus_of(editor).accessibleDescription() == "“甲”不能为空，请填写。"
    editor.show_problem("")
    assert not editor._problem_line.isVisible()
    assert editor.toolTip() == "怎么填"
    compact = shown(qtbot, editor_for(TEXT, session, compact=True))
    compact.show_problem("错。")
    assert not compact._problem_line.isVisible()
    assert compact.toolTip() == "错。"


def test_escape_brings_back_what_was_shown(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(TEXT, session))
    editor.show_value("旧")
    compose(focus_of(editor), "", "新")
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Escape)
    assert editor.answer() == "旧"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Tab])
@pytest.mark.parametrize("field", [TEXT, LONG, Code(name="c", title="丙")], ids=lambda field: field.kind)
def test_keys_of_the_input_method_do_nothing_else(qtbot: QtBot, session: Session, field: Text, key: Qt.Key) -> None:
    editor = shown(qtbot, editor_for(field, session))
    heard: list[str] = []
    editor.edited.connect(lambda: heard.append("edited"))
    editor.entered.connect(lambda: heard.append("entered"))
    editor.left.connect(lambda: heard.append("left"))
    compose(focus_of(editor), "zheng wu")
    QTest.keyClick(focus_of(editor), key)
    assert heard == []
    compose(focus_of(editor), "", "政务")
    assert editor.answer() == "政务"
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert heard == ["edited", "entered"]


def test_a_window_told_active_again_ends_no_composition(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(TEXT, session))
    heard: list[str] = []
    editor.entered.connect(lambda: heard.append("entered"))
    compose(focus_of(editor), "zheng wu")
    QApplication.instance().focusObjectChanged.emit(QApplication.focusObject())  # type: ignore[union-attr]
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert heard == []


def test_what_a_closing_window_tells_late_ends_no_composition(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(TEXT, session))
    heard: list[str] = []
    editor.entered.connect(lambda: heard.append("entered"))
    QApplication.instance().focusObjectChanged.emit(None)  # type: ignore[union-attr]
    compose(focus_of(editor), "zheng wu")
    QApplication.instance().focusObjectChanged.emit(None)  # type: ignore[union-attr]
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert heard == []


@pytest.mark.parametrize("field", [TEXT, LONG], ids=lambda field: field.kind)
def test_rich_text_is_pasted_plain(qtbot: QtBot, session: Session, field: Text) -> None:
    editor = shown(qtbot, editor_for(field, session))
    paste_rich("<p style='color:red'><b>政务</b>公开</p>", "政务公开\r\n")
    focus_of(editor).paste()  # type: ignore[attr-defined]
    assert editor.answer() == "政务公开"


def test_long_text_enter_commits_shift_enter_breaks(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(LONG, session))
    QTest.keyClicks(focus_of(editor), "a")
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(focus_of(editor), "b")
    with qtbot.waitSignals([editor.edited, editor.entered]):
        QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert editor.answer() == "a\nb"


def test_long_text_grows_to_eight_lines(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(LONG, session))
    editor.resize(300, 200)
    heights = []
    for lines in (1, 2, 5, 8, 20):
        editor.show_value("\n".join("行" * lines))
        qtbot.wait(5)
        heights.append(focus_of(editor).height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


class Form(QWidget):
    """Hears the keys that editors leave to the form."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[tuple[int, bool]] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Control:
            self.keys.append((event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)))


@pytest.mark.parametrize("field", [TEXT, LONG], ids=lambda field: field.kind)
def test_ctrl_enter_commits_and_reaches_the_form(qtbot: QtBot, session: Session, field: Text) -> None:
    form = Form()
    qtbot.addWidget(form)
    editor = editor_for(field, session, form)
    with qtbot.waitActive(form):
        form.show()
    editor.setFocus()
    QTest.keyClicks(focus_of(editor), "x")
    with qtbot.waitSignal(editor.edited), qtbot.assertNotEmitted(editor.entered):
        QTest.keyClick(focus_of(editor), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.keys == [(Qt.Key.Key_Return, True)]
    assert editor.answer() == "x"


@pytest.mark.parametrize("field", [TEXT, LONG], ids=lambda field: field.kind)
def test_ctrl_z_is_the_windows_when_nothing_was_typed(qtbot: QtBot, session: Session, field: Text) -> None:
    editor = shown(qtbot, editor_for(field, session))

    def claimed() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(focus_of(editor), event)
        return event.isAccepted()

    editor.show_value("旧")
    assert not claimed()
    QTest.keyClicks(focus_of(editor), "x")
    assert claimed()


def test_numbers(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(Number(name="n", title="数"), session))
    for typed, expected in (("１２", 12), ("1,234", 1234), ("-5", -5), ("十二", "十二"), ("", ""), ("1.5", "1.5")):
        focus_of(editor).setText(typed)  # type: ignore[attr-defined]
        assert editor.answer() == expected


def test_names(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(Names(name="n", title="名"), session))
    editor.show_value(("甲", "乙"))
    assert not editor.is_changed()
    focus_of(editor).setText("甲；乙；丙")  # type: ignore[attr-defined]
    assert editor.answer() == ("甲", "乙", "丙")


def test_read_only_text_can_not_be_changed(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(TEXT, session))
    editor.show_value("旧")
    editor.set_read_only(True)
    QTest.keyClicks(focus_of(editor), "x")
    QTest.keyClick(focus_of(editor), Qt.Key.Key_Return)
    assert editor.answer() == "旧"
    editor.set_read_only(False)
    QTest.keyClicks(focus_of(editor), "x")
    assert editor.is_changed()


def wheel(target: QWidget) -> None:
    event = QWheelEvent(
        QPointF(3, 3),
        QPointF(target.mapToGlobal(QPoint(3, 3))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def test_the_wheel_does_not_change_a_choice_in_passing(qtbot: QtBot, session: Session) -> None:
    editor = editor_for(Choice(name="c", title="类", options=("甲", "乙", "丙")), session)
    qtbot.addWidget(editor)
    editor.show()
    editor.show_value("甲")
    focus_of(editor).clearFocus()
    wheel(focus_of(editor))
    assert editor.answer() == "甲"
    with qtbot.waitActive(editor):
        editor.activateWindow()
    editor.setFocus()
    wheel(focus_of(editor))
    assert editor.answer() == "乙"


def test_a_choice_can_be_emptied(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(Choice(name="c", title="类", options=("甲", "乙")), session))
    editor.show_value("乙")
    with qtbot.waitSignal(editor.edited):
        focus_of(editor).setCurrentIndex(0)  # type: ignore[attr-defined]
        focus_of(editor).activated.emit(0)  # type: ignore[attr-defined]
    assert editor.answer() is None


def test_yes_no_is_told_at_once(qtbot: QtBot, session: Session) -> None:
    editor = shown(qtbot, editor_for(session.registers["tasks"].field("ongoing"), session))
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(focus_of(editor), Qt.Key.Key_Space)
    assert editor.answer() is True


def test_entries_are_read_newest_first(qtbot: QtBot, session: Session) -> None:
    field = session.registers["tasks"].field("progress")
    editor = shown(qtbot, editor_for(field, session))
    record = session.desk.book.records("tasks", session.desk.book.ids("tasks"))[2]
    editor.show_value(record["progress"])
    assert editor.text.toPlainText() == "2021-09-01　已公布\n2021-08-01　已收集"  # type: ignore[attr-defined]
    editor.set_read_only(False)
    QTest.keyClicks(focus_of(editor), "x")
    assert editor.answer() == record["progress"]
