"""The buttons that settle a doubt: no reading is lost, however narrow the window is."""

import pytest
from pytestqt.qtbot import QtBot

from ui.intake.alternatives import Way
from ui.intake.settle_bar import SettleBar

YEARS = tuple(
    Way(f"{year}年", (("due_on", f"{year}-10-31"),), f"{year}年10月31日") for year in (2027, 2025, 2028, 2024)
)


@pytest.mark.parametrize("width", [900, 560, 430, 330, 250])
def test_every_reading_has_a_button_that_fits_or_stands_in_the_menu(qtbot: QtBot, width: int) -> None:
    bar = SettleBar()
    qtbot.addWidget(bar)
    bar.resize(width, bar.height())
    bar.show()
    bar.offer(YEARS)
    buttons = [button for button in bar.others if button.isVisible()]
    listed = [action.text() for action in bar._rest().actions()]
    assert len(buttons) + len(listed) == len(YEARS)
    assert bar.more.isVisible() == bool(listed)
    last = bar.more if listed else buttons[-1]
    assert last.geometry().right() <= bar.width()
    assert all(button.width() > button.fontMetrics().horizontalAdvance(button.text()) for button in buttons)
    with qtbot.waitSignal(bar.taken) as taken:
        (bar._rest().actions()[-1].trigger if listed else buttons[-1].click)()
    assert taken.args == ["2024年"]


def test_with_room_the_readings_say_what_they_mean(qtbot: QtBot) -> None:
    bar = SettleBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.offer(YEARS[:2])
    assert [button.text() for button in bar.others[:2]] == ["1 2027年（2027年10月31日）", "2 2025年（2025年10月31日）"]
    bar.resize(430, bar.height())
    bar.offer(YEARS[:2])
    assert [button.text() for button in bar.others[:2]] == ["1 2027年", "2 2025年"]
