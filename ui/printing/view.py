"""Pages on the screen: one below the other on grey, as large as the width allows or as the person chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

from models.export.fonts import OFFICE_FONTS, FontSet
from models.export.gongwen import Gongwen
from models.export.ledger import Ledger
from ui.printing.documents import gongwen_pages, ledger_pages
from ui.printing.drawing import TWIPS_PER_INCH, Page

_GAP = 14
"""Pixels around and between the pages."""
_STEPS = (0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
_SHADOW = 3


class PagesView(QAbstractScrollArea):
    """Shows pages; stays where it is when the document changes. Ctrl with the wheel, + or - changes the size."""

    zoomed = Signal()
    """The pages stand in another size now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: Sequence[Page] = ()
        self._zoom = 0.0
        """Times the real size; 0: as wide as the view."""
        self._tops: list[float] = []
        self._laid = 1.0
        """Times the real size, as the pages stand now."""
        self._told_fit = True
        self.setAccessibleName("公文预览")
        self.setMinimumSize(220, 200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self._told = QLabel(self)
        self._told.setMargin(2)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setViewportMargins(0, 0, 0, self._told.sizeHint().height())
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.zoom(step))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._tell())

    def sizeHint(self) -> QSize:
        return QSize(520, 640)

    def show_document(self, document: Gongwen, fonts: FontSet = OFFICE_FONTS) -> None:
        """Show an official document."""
        self.show_pages(gongwen_pages(document, fonts))

    def show_ledger(self, ledger: Ledger) -> None:
        """Show a ledger."""
        self.show_pages(ledger_pages(ledger))

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show these pages; the page and the place on it that were seen stay."""
        place = self._place()
        self.pages = tuple(pages)
        self._arrange(place)
        self.viewport().update()

    def plain_text(self) -> str:
        """The words of all pages, a line each; for tests and for reading aloud."""
        lines: list[str] = []
        for page in self.pages:
            heights: dict[float, list[tuple[float, str]]] = {}
            for text in page.texts:
                heights.setdefault(round(text.y), []).append((text.x, text.text))
            lines += ["".join(word for _, word in sorted(words)) for _, words in sorted(heights.items())]
        return "\n".join(lines)

    def zoom(self, step: int) -> None:
        """A step larger (1) or smaller (-1); 0: as wide as the view."""
        if step == 0:
            self.set_zoom(0.0)
            return
        now = self._factor()
        later = [item for item in (_STEPS if step > 0 else reversed(_STEPS)) if (item - now) * step > 0.01]
        self.set_zoom(later[0] if later else now)

    def set_zoom(self, times: float) -> None:
        """Show the pages this many times their real size."""
        self._zoom = times
        self._arrange()
        self.viewport().update()

    @property
    def percent(self) -> int:
        """How large the pages stand, in per cent of their real size."""
        return round(self._factor() * 100)

    @property
    def fits_width(self) -> bool:
        """Whether the pages are as wide as the view."""
        return not self._zoom

    # -- where the pages stand ------------------------------------------------------------------------

    def _factor(self) -> float:
        """Times the real size."""
        if self._zoom:
            return self._zoom
        widest = max((page.width for page in self.pages), default=11906.0)
        room = max(self.viewport().width() - 2 * _GAP, 60)
        return min(room / self._pixels(widest), 2.0)

    def _pixels(self, twips: float) -> float:
        return twips / TWIPS_PER_INCH * self.logicalDpiX()

    def _place(self) -> tuple[int, float]:
        """The page at the upper edge, from 0, and how much of it is above: a part of its height."""
        down = self.verticalScrollBar().value()
        number = max(0, sum(top <= down for top in self._tops) - 1)
        if not self._tops or number >= len(self.pages):
            return 0, 0.0
        return number, (down - self._tops[number]) / (self._pixels(self.pages[number].height) * self._laid)

    def _arrange(self, place: tuple[int, float] | None = None) -> None:
        """Lay the pages below each other, with `place` (else what stands there now) at the upper edge again."""
        bar = self.verticalScrollBar()
        number, part = place or self._place()
        is_first = not self._tops
        before, self._laid = self._laid, self._factor()
        factor = self._laid
        self._tops, y = [], float(_GAP)
        for page in self.pages:
            self._tops.append(y)
            y += self._pixels(page.height) * factor + _GAP
        room = self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(y) - room))
        if number < len(self.pages) and not is_first:
            bar.setValue(round(self._tops[number] + part * self._pixels(self.pages[number].height) * factor))
        widest = max((self._pixels(page.width) for page in self.pages), default=0.0) * factor + 2 * _GAP
        across = self.horizontalScrollBar()
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, round(widest) - self.viewport().width()) if self._zoom else 0)
        self._tell()
        if is_first or before != factor or self._told_fit != self.fits_width:
            self._told_fit = self.fits_width
            self.zoomed.emit()

    def _tell(self) -> None:
        """第 N 页 共 M 页, below the pages, so that it covers none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        number = max(1, sum(top <= middle for top in self._tops))
        self._told.setText(f"第 {number} 页 共 {len(self.pages)} 页" if self.pages else "")
        seen = self.viewport().geometry()
        self._told.setGeometry(seen.left(), seen.bottom() + 1, seen.width(), self._told.sizeHint().height())

    # -- Qt's side ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        painter.fillRect(self.viewport().rect(), QColor("#404040" if dark else "#c8c8c8"))
        factor = self._factor()
        scale = factor * self.logicalDpiX() / TWIPS_PER_INCH
        down, right = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        for page, top in zip(self.pages, self._tops, strict=True):
            width, height = self._pixels(page.width) * factor, self._pixels(page.height) * factor
            y = top - down
            if y > self.viewport().height() or y + height < 0:
                continue
            x = max((self.viewport().width() - width) / 2, _GAP) - right
            sheet = QRectF(x, y, width, height)
            painter.fillRect(sheet.translated(_SHADOW, _SHADOW), QColor(0, 0, 0, 60))
            painter.fillRect(sheet, QColor("white"))
            painter.save()
            painter.setClipRect(sheet)
            painter.translate(QPointF(x, y))
            painter.scale(scale, scale)
            page.paint(painter)
            painter.restore()
        painter.end()
