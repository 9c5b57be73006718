"""The strip, the empty state, colours, lights and icons."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QEnterEvent, QGuiApplication, QIcon, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.registers import all_registers
from ui.actions import ACTIONS
from ui.widgets import strip as strip_module
from ui.widgets.colours import contrast, light_colour, light_word, tint
from ui.widgets.empty_state import EmptyState
from ui.widgets.icons import Icons, icon
from ui.widgets.lights import light_icon, light_pixmap
from ui.widgets.strip import MessageStrip

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
LIGHTS = ("red", "amber", "green", "blue", "grey")


def palette(*, dark: bool) -> QPalette:
    ground, words = ("#1e1e1e", "#f0f0f0") if dark else ("#ffffff", "#000000")
    made = QPalette(QColor("#2d2d2d" if dark else "#f0f0f0"))
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        made.setColor(role, QColor(ground))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        made.setColor(role, QColor(words))
    return made


@pytest.fixture
def strip(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MessageStrip]:
    monkeypatch.setattr(strip_module, "SHOWN_MS", 60)
    window = QWidget()
    qtbot.addWidget(window)
    made = MessageStrip(window)
    made._fading.setDuration(20)
    window.setGeometry(400, 400, 400, 60)
    QCursor.setPos(0, 0)
    window.show()
    yield made


def test_a_message_goes_by_itself(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.tell("已完成 3 项任务。", True)
    assert strip.isVisible()
    assert strip.undo_button.isVisible()
    assert strip.accessibleName() == "已完成 3 项任务。"
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_message_stays_under_the_mouse(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.tell("已完成。")
    assert not strip.undo_button.isVisible()
    QApplication.sendEvent(strip, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    qtbot.wait(200)
    assert strip.isVisible()
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_undo_is_asked_once(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.tell("已删除 1 项任务。", True)
    with qtbot.waitSignal(strip.undo_asked):
        strip.undo_button.click()
    assert not strip.isVisible()


def test_a_refusal_stays_until_it_is_read(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.refuse("不能为空，请填写。")
    qtbot.wait(200)
    assert strip.isVisible()
    assert strip.is_refusal
    assert not strip.undo_button.isVisible()
    strip.close_button.click()
    assert not strip.isVisible()
    strip.refuse("不行。")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    strip.refuse("不行。")
    strip.tell("行了。")
    assert strip.sentence == "行了。"
    assert not strip.is_refusal


def test_a_refusal_goes_when_it_is_past(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.refuse("还没有填写会议地点。")
    strip.mended("别的。")
    assert strip.isVisible()
    strip.mended("还没有填写会议地点。")
    assert not strip.isVisible()
    strip.refuse("不行。")
    with qtbot.waitSignal(strip.read):
        strip.close_button.click()


def test_the_empty_state(qtbot: QtBot) -> None:
    pressed: list[str] = []
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.show()
    empty.show_hint("还没有任务", "按 Ctrl+N 新建。", [("新建", lambda: pressed.append("new"))])
    assert empty.accessibleName() == "还没有任务"
    empty.buttons[0].click()
    assert pressed == ["new"]
    empty.show_hint("没有", "", [])
    assert empty.buttons == []
    with pytest.raises(ValueError, match="3"):
        empty.show_hint("", "", [("a", print)] * 4)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("light", LIGHTS)
def test_words_in_our_colours_are_readable(light: str, dark: bool) -> None:
    used = palette(dark=dark)
    colour = light_colour(light, used)  # type: ignore[arg-type]
    for ground in (used.color(QPalette.ColorRole.Base), used.color(QPalette.ColorRole.AlternateBase)):
        assert contrast(colour, ground) >= 4.5
    quiet = tint(light, used)  # type: ignore[arg-type]
    assert contrast(used.color(QPalette.ColorRole.Text), quiet) >= 7
    assert light_word(light)  # type: ignore[arg-type]


def test_contrast_is_wcags() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("light", LIGHTS)
def test_lights_are_round_and_sharp(qtbot: QtBot, light: str, ratio: float) -> None:
    pixmap = light_pixmap(light, palette(dark=False), side=16, ratio=ratio)  # type: ignore[arg-type]
    assert pixmap.size() == QSize(round(16 * ratio), round(16 * ratio))
    assert pixmap.devicePixelRatio() == ratio
    image = pixmap.toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert (middle.alpha() == 0) == (light == "grey")


def test_a_light_keeps_its_colour_in_a_selected_row(qtbot: QtBot) -> None:
    icon_ = light_icon("red", palette(dark=False))
    middle = [
        icon_.pixmap(14, 14, mode).toImage().pixelColor(7, 7) for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    ]
    assert middle[0] == middle[1]
    ring = icon_.pixmap(14, 14, QIcon.Mode.Selected).toImage().pixelColor(7, 0)
    assert ring.alpha() > 0


def test_no_light(qtbot: QtBot) -> None:
    assert light_icon("").isNull()
    assert light_word("") == ""
    assert light_pixmap("").toImage().pixelColor(7, 7).alpha() == 0


def names_of_icons() -> set[str]:
    registers = all_registers().values()
    used = {spec.icon for spec in ACTIONS} | {register.icon for register in registers}
    used |= {action.icon for register in registers for action in register.actions}
    return used - {""}


@pytest.mark.parametrize("name", sorted(names_of_icons()))
def test_every_icon_in_use_is_there(qtbot: QtBot, name: str) -> None:
    made = icon(name, RESOURCES)
    image = made.pixmap(24, 24).toImage()
    inked = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200]
    assert len(inked) > 15
    text = QGuiApplication.palette().color(QPalette.ColorRole.WindowText)
    assert all(abs(colour.lightness() - text.lightness()) < 40 for colour in inked)


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_plain_svg(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < 2000
    assert not re.search(r"<(script|image|style|text)|href", text)


def test_a_missing_icon_is_empty(qtbot: QtBot, tmp_path: Path) -> None:
    assert icon("no_such", RESOURCES).isNull()
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "broken.svg").write_text("not an svg", encoding="utf-8")
    assert icon("broken", tmp_path).isNull()


def test_icons_follow_the_palette(qtbot: QtBot) -> None:
    before = QGuiApplication.palette()
    icons = Icons(RESOURCES)
    first = icons("new")
    assert icons("new") is first
    try:
        QApplication.setPalette(palette(dark=True))
        with qtbot.waitSignal(icons.recoloured):
            icons.recolour()
        image = icons("new").pixmap(24, 24).toImage()
        assert image.pixelColor(12, 12).lightness() > 200
    finally:
        QApplication.setPalette(before)
