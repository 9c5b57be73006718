"""Hints in empty fields."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.pictures.palettes import PALETTES
from ui.widgets.colours import contrast
from ui.widgets.hints import ReadableHints, hint_colour, over

_ROLE = QPalette.ColorRole


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    before = QPalette(qapp.palette())
    yield qapp
    qapp.setPalette(before)


@pytest.mark.parametrize("name", PALETTES)
def test_hints_are_readable_and_weaker_than_text(qapp: QApplication, name: str) -> None:
    palette = PALETTES[name]
    ground, ink, hint = palette.color(_ROLE.Base), palette.color(_ROLE.Text), hint_colour(palette)
    seen = over(ground, hint, hint.alpha())
    assert 4.5 <= contrast(seen, ground) < contrast(ink, ground)


def test_pale_text_is_taken_as_it_is() -> None:
    palette = QPalette()
    palette.setColor(_ROLE.Base, QColor("#ffffff"))
    palette.setColor(_ROLE.Text, QColor("#9a9a9a"))
    assert hint_colour(palette).alpha() == 255


def test_the_application_has_them_and_keeps_the_systems_other_colours(application: QApplication) -> None:
    application.setPalette(QPalette())
    before = QPalette(application.palette())
    hints = ReadableHints(application)
    try:
        line = QLineEdit()
        assert line.palette().color(_ROLE.PlaceholderText) == hint_colour(before)
        assert line.palette().color(_ROLE.Base) == before.color(_ROLE.Base)
        assert line.palette().color(_ROLE.Highlight) == before.color(_ROLE.Highlight)
    finally:
        hints.deleteLater()
