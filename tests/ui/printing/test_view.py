"""The pages on the screen: scrolled, made larger and smaller, kept in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.models.export.samples import ledger, long_text, notice
from ui.printing import PagesView, ZoomBar


@pytest.fixture
def view(qtbot: QtBot) -> PagesView:
    made = PagesView()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_document(notice(body=long_text(6)))
    return made


def test_pages_fill_the_width_and_can_be_scrolled(view: PagesView) -> None:
    assert len(view.pages) > 2
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() > 600
    assert view._told.text().startswith("第 1 页")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view._told.text() == f"第 {len(view.pages)} 页 共 {len(view.pages)} 页"


def test_buttons_change_the_size_and_tell_it(qtbot: QtBot, view: PagesView) -> None:
    bar = ZoomBar(view)
    qtbot.addWidget(bar)
    wide = view.percent
    assert bar.told.text() == f"{wide}%"
    assert bar.fitting.isChecked()
    bar.real.click()
    assert (bar.told.text(), bar.fitting.isChecked(), view.horizontalScrollBar().maximum() > 0) == ("100%", False, True)
    bar.smaller.click()
    assert bar.told.text() == "90%"
    bar.larger.click()
    bar.larger.click()
    assert bar.told.text() == "125%"
    bar.fitting.click()
    assert bar.told.text() == f"{wide}%"
    assert bar.fitting.isChecked()
    view.resize(800, 600)
    assert bar.told.text() == f"{view.percent}%" != f"{wide}%"


def test_the_page_is_white_with_ink_on_grey(view: PagesView) -> None:
    picture = view.viewport().grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, 500, 2)}
    assert "#ffffff" in colours
    assert any(QColor(name).red() > 180 and QColor(name).green() < 90 for name in colours), "the red mark"


def test_larger_and_smaller_by_the_keys(view: PagesView) -> None:
    fitting = view._factor()
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view._factor() > fitting
    QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view._factor() < fitting
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view._factor() == pytest.approx(fitting)


def test_the_place_stays_when_the_document_changes(view: PagesView) -> None:
    view.verticalScrollBar().setValue(700)
    view.show_document(notice(body=long_text(6), doc_number="云政办督〔2024〕4号"))
    assert view.verticalScrollBar().value() == 700


@pytest.mark.parametrize("paragraphs", [12, 5])
def test_the_page_stays_when_the_document_grows_or_shrinks(view: PagesView, paragraphs: int) -> None:
    view.verticalScrollBar().setValue(700)
    view.show_document(notice(body=long_text(paragraphs)))
    assert view.verticalScrollBar().value() == 700


def test_the_page_stays_when_it_is_made_larger(view: PagesView) -> None:
    view.verticalScrollBar().setValue(round(view._tops[1]))
    view.zoom(1)
    assert view.verticalScrollBar().value() == pytest.approx(view._tops[1], abs=1)


def test_a_ledger_and_nothing(view: PagesView) -> None:
    view.show_ledger(ledger(3))
    assert "县司法局" in view.plain_text()
    view.show_pages(())
    assert view.plain_text() == ""
    assert view.verticalScrollBar().maximum() == 0
