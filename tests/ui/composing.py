"""What an input method does to the program, as events: letters composed, given up, committed; keys kept or passed on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LETTERS = ("z", "zh", "zhe", "zheng")
CHOOSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
"""Keys that an input method takes for itself, and that some pass on all the same."""


def keyboard() -> QWidget:
    """The widget that has the keyboard, which is where an input method sends its events."""
    target = QApplication.focusObject()
    assert isinstance(target, QWidget)
    return target


def send(preedit: str, commit: str = "") -> None:
    """One event of an input method."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(keyboard(), event)


def spell(*passed_on: Qt.Key) -> None:
    """Letters typed, none of them committed; these keys reach the program in between."""
    for letters in LETTERS:
        send(letters)
        for key in passed_on:
            QTest.keyClick(keyboard(), key)


def compose(words: str, *passed_on: Qt.Key) -> None:
    """Words written: letters composed, then committed."""
    spell(*passed_on)
    send("", words)


def give_up() -> None:
    """Esc in the input method: the letters go."""
    spell(Qt.Key.Key_Escape)
    send("")


def check_line(text: Callable[[], str], told: Callable[[], object]) -> None:
    """The whole sequence in what has the keyboard, empty so far.

    `text` is what stands there, `told` what a key would change were it not kept back (a page, the row of a list).
    """
    here, before = keyboard(), told()
    compose("政", *CHOOSING)
    assert keyboard() is here and told() == before, "keys of the input method moved or submitted something"
    assert text() == "政"
    give_up()
    send("", "务")  # a candidate without letters before it, as by voice or handwriting
    compose("公开", *CHOOSING)
    assert keyboard() is here and told() == before
    assert text() == "政务公开"
