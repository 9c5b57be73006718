"""Buttons that make the pages of a view larger and smaller, and tell how large they are."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui.printing.view import PagesView


class ZoomBar(QWidget):
    """－ 85% ＋ 适合宽度 100%; Ctrl with the wheel, + and - do the same."""

    def __init__(self, view: PagesView) -> None:
        super().__init__()
        self.smaller = self._button("－", "缩小（Ctrl+减号，或按住 Ctrl 滚动鼠标滚轮）", lambda: view.zoom(-1))
        self.larger = self._button("＋", "放大（Ctrl+加号，或按住 Ctrl 滚动鼠标滚轮）", lambda: view.zoom(1))
        self.fitting = self._button("适合宽度", "页面和窗口一样宽（Ctrl+0）", lambda: view.zoom(0))
        self.real = self._button("100%", "页面的实际大小", lambda: view.set_zoom(1.0))
        self.fitting.setCheckable(True)
        self.told = self._button("", "现在的大小；点一下适合宽度", lambda: view.zoom(0))
        self.told.setAutoRaise(True)
        self.told.setMinimumWidth(self.told.fontMetrics().horizontalAdvance("000%") + 10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.smaller, self.told, self.larger, self.fitting, self.real):
            row.addWidget(button)
        self._view = view
        view.zoomed.connect(self._tell)
        self._tell()

    def _button(self, text: str, tip: str, done: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setToolTip(tip)
        made.setAccessibleName(tip.split("（", maxsplit=1)[0])
        made.clicked.connect(lambda: done())
        return made

    def _tell(self) -> None:
        self.told.setText(f"{self._view.percent}%")
        self.fitting.setChecked(self._view.fits_width)
