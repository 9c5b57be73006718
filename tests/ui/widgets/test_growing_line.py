"""A line that grows: in a form, as narrow as can be, everything of its hint and its text is seen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFormLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.growing_line import GrowingLine


def form(qtbot: QtBot, *lines: GrowingLine) -> QScrollArea:
    area, holder = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    layout = QFormLayout(holder)
    for line in lines:
        layout.addRow("名称", line)
    area.setWidget(holder)
    area.setWidgetResizable(True)
    area.resize(700, 300)
    area.show()
    return area


def room(line: GrowingLine) -> int:
    """Lines for which the viewport is high enough."""
    return line.viewport().height() // line.fontMetrics().lineSpacing()


def test_a_hint_is_seen_whole_also_where_the_form_gets_narrow(qtbot: QtBot) -> None:
    line = GrowingLine()
    line.setPlaceholderText("另外附上的附件名称，用分号隔开；没有的不填")
    area = form(qtbot, line)
    qtbot.waitUntil(lambda: room(line) == 1)
    for width in (190, 160, 130):
        area.resize(width, 300)
        qtbot.waitUntil(lambda: line.viewport().height() == line.height() - 2 * line.frameWidth())
        qtbot.waitUntil(lambda: room(line) >= 2)
    area.resize(700, 300)
    qtbot.waitUntil(lambda: room(line) == 1)


def test_only_what_a_person_changes_is_told(qtbot: QtBot) -> None:
    line = GrowingLine()
    area = form(qtbot, line)
    assert area.isVisible()
    told: list[str] = []
    line.textEdited.connect(told.append)
    line.setText("区司法局\n区财政局")
    assert (line.text(), told, line.isModified()) == ("区司法局 区财政局", [], False)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert (told, line.isModified()) == ([""], True)


def test_enter_goes_on_to_the_next(qtbot: QtBot) -> None:
    first, second = GrowingLine(), GrowingLine()
    area = form(qtbot, first, second)
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    first.setFocus()
    QTest.keyClicks(first, "ab")
    with qtbot.waitSignal(first.left):
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert first.text() == "ab" and second.hasFocus()


def test_nothing_below_moves_while_a_text_is_begun(qtbot: QtBot) -> None:
    line, below = GrowingLine(), GrowingLine()
    line.setPlaceholderText("另外附上的附件名称，用分号隔开；没有的不填")
    area = form(qtbot, line, below)
    area.resize(160, 300)
    qtbot.waitUntil(lambda: room(line) >= 2)
    high = line.height()
    QTest.keyClicks(line, "a")
    assert line.height() == high
    line.setText("另有附件")
    assert line.height() < high, "put in from outside: no hint has been seen"


def test_a_long_text_does_not_stand_under_its_scroll_bar(qtbot: QtBot) -> None:
    line = GrowingLine("、")
    line.setText("、".join(["市数据资源管理局"] * 20))
    area = form(qtbot, line)
    area.resize(300, 300)
    bar = line.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() > 0)
    block, margin = line.document().firstBlock(), line.document().documentMargin()
    widths = [block.layout().lineAt(number).naturalTextWidth() for number in range(block.lineCount())]
    assert max(widths) + 2 * margin <= line.viewport().width()  # Qt's document keeps the width it had without the bar
    assert line.viewport().geometry().right() < bar.mapTo(line, bar.rect().topLeft()).x()
