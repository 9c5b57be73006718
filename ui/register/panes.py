"""The table and the form beside it: in a narrow window the table gets its columns first.

While several records are selected the form has nothing to show but their number and what can be done with all of
them: where the table lacks room for its columns, it shrinks to a strip.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.session import Session

_USUAL, _LEAST, _STRIP = 360, 260, 116
"""Widths of the form in pixels."""
_LETTERS = 18
"""Full-width characters for which the form has room at least, however large the text."""


class RegisterPanes(QSplitter):
    """The table's place and the form's; `wanted` gives the width that the table asks for with all its columns."""

    def __init__(self, session: Session, key: str, left: QWidget, wanted: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._settings, self._key, self._wanted = session.settings, key, wanted
        self._several = self._is_strip = False
        self.setChildrenCollapsible(False)
        self._least = max(_LEAST, _LETTERS * self.fontMetrics().horizontalAdvance("字"))
        place = QWidget()
        place.setMinimumWidth(self._least)
        self.addWidget(left)
        self.addWidget(place)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self._own = self._kept()
        """The form's width as the person set it; 0: as there is room."""
        self.setSizes([700, self._own or _USUAL])
        self.splitterMoved.connect(lambda *_: self._keep())

    def take_form(self, form: QWidget) -> None:
        """Put the form in its place."""
        form.setMinimumWidth(self._least)
        place = self.replaceWidget(1, form)
        if place is not None:
            place.deleteLater()

    def show_several(self, several: bool) -> None:
        """Several records are selected, or one or none."""
        self._several = several
        self.fit()

    def fit(self) -> None:
        """Part the width between both."""
        whole, form = sum(self.sizes()), self.widget(1)
        if form is None or not whole or form.isHidden():
            return
        wanted = self._wanted()
        usual = self._own or max(self._least, min(_USUAL, whole - wanted))
        self._is_strip = self._several and whole - usual < wanted
        width = _STRIP if self._is_strip else usual
        form.setMinimumWidth(min(width, self._least))
        if self.sizes()[1] != width:
            self.setSizes([whole - width, width])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _kept(self) -> int:
        kept = self._settings.value(self._key)
        try:
            return max(0, min(int(kept), 2000)) if isinstance(kept, int | str) else 0
        except ValueError:
            return 0

    def _keep(self) -> None:
        if not self._is_strip:
            self._own = self.sizes()[1]
            self._settings.setValue(self._key, self._own)
