"""The handbook's pictures: which stop of the tour each shows, how it is kept small, and what was to be read on it.

Beside the pictures lies pictures.json: for each the titles it shows (buttons, tabs, columns, actions), so that a test
can tell without comparing pixels that a picture is no longer what the program looks like.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QAbstractButton, QApplication, QHeaderView, QPushButton, QTabBar, QToolBar, QWidget

SIZE = QSize(1100, 660)
"""Of the window: what stands in it can be read when the picture is as wide as the handbook's text."""
PICTURES = {
    "guide": "guide",
    "ledger": "ledger",
    "dashboard": "dashboard",
    "requests": "requests",
    "dispatches": "dispatches",
    "composer": "composer",
    "intake": "practice",
    "sheets": "sheets",
    "annual": "annual",
    "complete": "action_complete",
    "own_register": "own_register",
    "export": "export",
}
"""Picture -> stop of the tour, in the order of the tour."""
MANIFEST = "pictures.json"
_COLOURS = 128
_ROUNDS = 8
_SMALLEST = 100
_NUMBERS = re.compile(r"\s*\d+")


def titles_on(shown: QWidget) -> list[str]:
    """What is to be read on a window or dialog apart from its data, each once, when all is laid out."""
    for _ in range(_ROUNDS):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return sorted({_NUMBERS.sub("", text) for text in _titles(shown) if text and not text[0].isdigit()})


def _titles(shown: QWidget) -> Iterator[str]:
    for widget in shown.findChildren(QWidget):
        if not widget.isVisibleTo(shown):
            continue
        if isinstance(widget, QAbstractButton):
            if not (isinstance(widget, QPushButton) and widget.isFlat()):  # those lead to records: data
                yield widget.text()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(tab) for tab in range(widget.count()))
        elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
            model = widget.model()
            heads = (section for section in range(widget.count()) if not widget.isSectionHidden(section))
            yield from (str(model.headerData(section, Qt.Orientation.Horizontal) or "") for section in heads)
        elif isinstance(widget, QToolBar):
            yield from (action.iconText() for action in widget.actions() if action.isVisible())


def keep_small(shown: QWidget, target: Path) -> None:
    """Keep a picture with few colours."""
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    counts: Counter[int] = Counter()
    for row in range(image.height()):
        counts.update(memoryview(image.constScanLine(row)).cast("I"))
    small = image.convertToFormat(
        QImage.Format.Format_Indexed8,
        few_colours(counts),
        Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither,
    )
    writer = QImageWriter(str(target), b"png")
    writer.setCompression(_SMALLEST)
    writer.write(small)


def few_colours(counts: Counter[int]) -> list[int]:
    """The colours a picture has most of, then those that would be missed most: rare ones that are like no other."""
    table = [colour for colour, _ in counts.most_common(_COLOURS // 2)]
    rest = {colour: min(_distance(colour, one) for one in table) for colour in counts}
    while len(table) < _COLOURS and any(rest.values()):
        missed = max(rest, key=lambda colour: rest[colour] * counts[colour])
        table.append(missed)
        rest = {colour: min(far, _distance(colour, missed)) for colour, far in rest.items()}
    return table


def _distance(one: int, other: int) -> int:
    return sum(((one >> shift & 255) - (other >> shift & 255)) ** 2 for shift in (0, 8, 16))


def make(stops: Iterator[tuple[str, QWidget]], folder: Path) -> None:
    """Keep the pictures of these stops, and what was to be read on them."""
    by_stop = {stop: name for name, stop in PICTURES.items()}
    told: dict[str, list[str]] = {}
    for stop, shown in stops:
        if stop in by_stop:
            name = by_stop[stop]
            told[name] = titles_on(shown)
            keep_small(shown, folder / f"{name}.png")
    text = json.dumps({name: told[name] for name in PICTURES}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
