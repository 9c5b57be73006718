"""Tab by where things stand: widgets made in any order, in panes, lines and columns."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.tone import set_tone


def test_tab_reads_panes_lines_and_columns(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    made = [QPushButton("取消"), QLineEdit("右下"), QSpinBox(), QLineEdit("左"), QPushButton("确定")]
    cancel, below, days, left, accept = made
    right = QWidget()
    lines = QVBoxLayout(right)
    lines.addWidget(days)
    lines.addWidget(below)
    panes, buttons, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(window)
    panes.addWidget(left)
    panes.addWidget(right)
    buttons.addWidget(accept)
    buttons.addWidget(cancel)
    whole.addLayout(panes)
    whole.addLayout(buttons)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    left.setFocus()
    visited = [left]
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited == [left, days, below, accept, cancel]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is accept


def test_a_tone_is_taken_back(qtbot: QtBot) -> None:
    button = QPushButton("逾期 1")
    qtbot.addWidget(button)
    usual = button.palette().buttonText().color()
    set_tone(button, "red")
    assert button.palette().buttonText().color() != usual
    set_tone(button, "")
    assert button.palette().buttonText().color() == usual
