"""The filter chip: what it says, its list by keyboard, and thousands of choices."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.spending import calls
from tests.ui.composing import CHOOSING, compose
from ui.widgets.choice_model import ChoiceModel
from ui.widgets.choice_popup import ChoiceButton

CHOICES = [("overdue", "逾期", 3), ("soon", "临期", 2), ("running", "推进中", -1)]


@pytest.fixture
def chip(qtbot: QtBot) -> ChoiceButton:
    made = ChoiceButton("状态")
    qtbot.addWidget(made)
    made.set_choices(CHOICES)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_the_model_is_sound(qtbot: QtBot) -> None:
    model = ChoiceModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_choices(CHOICES)
    model.filter("期")
    model.toggle(1)
    assert model.values() == ["soon"]
    assert model.index(0).data() == "逾期　3"
    model.toggle(0)
    model.toggle(7)
    assert model.values() == ["overdue", "soon"]
    model.filter("tjz")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["推进中"]
    model.set_choices([])
    assert model.values() == ["overdue", "soon"]
    del tester


def test_what_the_chip_says(chip: ChoiceButton) -> None:
    assert chip.button.text() == "状态 ▾"
    assert not chip.clear_button.isVisible()
    chip.choose(["soon", "overdue"])
    assert chip.button.text() == "状态：逾期、临期"
    assert chip.clear_button.isVisible()
    assert chip.chosen_values() == ["overdue", "soon"]
    chip.choose(["soon", "overdue", "running"])
    assert chip.button.text() == "状态：逾期、临期等 3 个"
    assert "推进中" in chip.button.toolTip()


def test_by_keyboard(qtbot: QtBot, chip: ChoiceButton) -> None:
    with qtbot.waitSignal(chip.about_to_open):
        QTest.keyClick(chip.button, Qt.Key.Key_Down)
    assert chip.popup.isVisible()
    QTest.keyClick(chip.popup.search, Qt.Key.Key_Space)
    QTest.keyClick(chip.popup.search, Qt.Key.Key_Down)
    QTest.keyClick(chip.popup.search, Qt.Key.Key_Space)
    with qtbot.waitSignal(chip.chosen) as chosen:
        QTest.keyClick(chip.popup.search, Qt.Key.Key_Return)
    assert chosen.args == [["overdue", "soon"]]
    assert not chip.popup.isVisible()


def test_typing_then_enter_takes_the_marked_one(qtbot: QtBot, chip: ChoiceButton) -> None:
    chip.open()
    QTest.keyClicks(chip.popup.search, "lq")
    with qtbot.waitSignal(chip.chosen) as chosen:
        QTest.keyClick(chip.popup.search, Qt.Key.Key_Return)
    assert chosen.args == [["soon"]]


def test_escape_leaves_all_as_it_was(qtbot: QtBot, chip: ChoiceButton) -> None:
    chip.choose(["soon"])
    chip.open()
    QTest.keyClick(chip.popup.search, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(chip.chosen):
        QTest.keyClick(chip.popup.search, Qt.Key.Key_Escape)
    assert chip.chosen_values() == ["soon"]


def test_space_belongs_to_the_input_method_while_composing(qtbot: QtBot, chip: ChoiceButton) -> None:
    chip.open()
    qtbot.waitUntil(lambda: QApplication.focusObject() is chip.popup.search)
    compose("逾期", *CHOOSING)
    assert chip.popup.isVisible() and chip.chosen_values() == []
    assert chip.popup.search.text() == "逾期" and chip.model.rowCount() == 1


@pytest.mark.parametrize("how", ["key", "cross", "button"])
def test_clearing(qtbot: QtBot, chip: ChoiceButton, how: str) -> None:
    chip.choose(["soon"])
    with qtbot.waitSignal(chip.chosen) as chosen:
        if how == "key":
            QTest.keyClick(chip.button, Qt.Key.Key_Delete)
        elif how == "cross":
            chip.clear_button.click()
        else:
            chip.open()
            chip.popup.clear_button.click()
    assert chosen.args == [[]]
    assert chip.button.text() == "状态 ▾"


@pytest.mark.parametrize("x", [8, 100])
def test_a_click_on_the_row_or_its_box_ticks_once(qtbot: QtBot, chip: ChoiceButton, x: int) -> None:
    chip.open()
    rect = chip.popup.list.visualRect(chip.model.index(1))
    place = rect.center()
    place.setX(x)
    QTest.mouseClick(chip.popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chip.chosen_values() == ["soon"]


def test_five_thousand_choices(qtbot: QtBot, chip: ChoiceButton) -> None:
    chip.set_choices([(number, f"市第{number}教育局", number) for number in range(5000)])
    chip.open()
    for typed in ("j", "y", "j"):
        QTest.keyClicks(chip.popup.search, typed)
    assert calls(lambda: chip.popup.search.setText("教育局")) < 10 * 5000
    assert chip.model.rowCount() == 5000
    chip.popup.search.setText("第4321教")
    assert chip.model.rowCount() == 1
    chip.popup.give_up()
