"""The source text of a notice at the left of the review, coloured by what its pieces became.

Read-only. Tells where the caret is by `placed`; `show_clause` brings a task's clause into view and marks
it. Formats are set once by a highlighter that looks pieces up by paragraph, so long texts stay quick.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from models.intake.notice import DraftTask, Notice, Repair, Span
from ui.intake import marks
from ui.intake.source_places import Places, section_places

WIDE_REPAIR = 120
"""A repair of more characters than this (a text turned from traditional to simplified) is told, not underlined."""

_LINE_HEIGHT = 150.0  # per cent
_MARGIN = 14.0
_BAR = 4
_UNSHOWN = str.maketrans({"\r": " ", "\u2029": "\n", "\ufdd0": " ", "\ufdd1": " ", "\0": " "})
_ORDER = ("unlisted", "text", "section", "number", "unit", "deadline")


def repair_told(repair: Repair) -> str:
    """What was mended, in a sentence: 原文：202412月底前；已修复：缺“年”字."""
    shown = repair.original if len(repair.original) <= 40 else repair.original[:39] + "…"
    return f"原文：{shown or '（无）'}；已修复：{repair.reason}"


class _Colouring(QSyntaxHighlighter):
    """Gives each paragraph its formats."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.pieces: dict[int, list[tuple[int, int, str]]] = {}
        self._palette = QPalette()
        self._formats: dict[str, QTextCharFormat] = {}

    def paint(self, palette: QPalette) -> None:
        """Set all formats, in the colours of a palette."""
        self._palette = palette
        self._formats = {kind: marks.mark_format(kind, palette) for kind in marks.STYLES}
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        del text
        for start, length, kind in self.pieces.get(self.currentBlock().blockNumber(), ()):
            if kind != "repair":
                self.setFormat(start, length, self._formats[kind])
                continue
            for index in range(start, start + length):
                mended = self.format(index)
                marks.add_repair(mended, self._palette)
                self.setFormat(index, 1, mended)


class SourcePane(QTextEdit):
    """The cleaned text of a notice."""

    placed = Signal(int)
    """The person put the caret here; a position in the notice's text."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("原文")
        self.setTabChangesFocus(True)
        self._notice = notice
        self._clause: tuple[Span, ...] = ()
        self._painted: object = None
        self.extra_actions: Sequence[QAction] = ()
        """What the context menu offers beside copying."""
        self._quiet = False
        shown = notice.text.translate(_UNSHOWN)
        self._places = Places(shown)
        self._repairs = sorted(
            (item for item in notice.repairs if _width(item) <= WIDE_REPAIR), key=lambda item: item.span
        )
        self._shown = shown
        self.setPlainText(shown)
        self.document().setDocumentMargin(_MARGIN)
        self._space_lines()
        self._colouring = _Colouring(self.document())
        self.show_tasks(notice.tasks, ())
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.cursorPositionChanged.connect(self._tell_place)

    def _space_lines(self) -> None:
        spacing = QTextBlockFormat()
        spacing.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)

    def show_tasks(self, tasks: Sequence[DraftTask], unlisted: Sequence[Span]) -> None:
        """Colour what became part of these tasks, and the paragraphs that became nothing though they read like work."""
        wanted = ([(task.marks, task.section) for task in tasks], tuple(unlisted))
        if wanted != self._painted:
            self._painted = wanted
            self._colouring.pieces = self._by_paragraph(self._shown, tasks, unlisted)
            self._colouring.paint(self.palette())

    def _by_paragraph(
        self, shown: str, tasks: Sequence[DraftTask], unlisted: Sequence[Span]
    ) -> dict[int, list[tuple[int, int, str]]]:
        """Every piece cut at paragraph ends: paragraph -> (start in it, length, kind), repairs last."""
        starts = [0] + [index + 1 for index, character in enumerate(shown) if character == "\n"]
        ends = [start - 1 for start in starts[1:]] + [len(shown)]
        found: dict[str, set[Span]] = defaultdict(set)
        for task in tasks:
            for mark in task.marks:
                found[mark.kind].add(mark.span)
        found["section"] = section_places(shown, tasks)
        found["unlisted"] = set(unlisted)
        made: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        pieces = [(kind, span) for kind in _ORDER for span in sorted(found[kind])]
        pieces += [("repair", _visible(item.span, len(shown))) for item in self._repairs]
        for kind, (start, end) in pieces:
            for row in range(bisect_right(starts, start) - 1, len(starts)):
                if starts[row] >= end:
                    break
                first, last = max(start, starts[row]), min(end, ends[row])
                if first < last:
                    base = self._places.there(starts[row])
                    place = self._places.there(first)
                    made[row].append((place - base, self._places.there(last) - place, kind))
        return made

    def show_clause(self, *places: Span) -> None:
        """Mark a task's clause, wherever its parts stand, and bring it into view, without telling of it."""
        self._clause = places
        if places:
            self._bring_up(places[0])
        self.viewport().update()

    def mark_clause(self, *places: Span) -> None:
        """Mark a clause where it is."""
        self._clause = places
        self.viewport().update()

    def selection(self) -> Span | None:
        """What the person selected, in the notice's text, blanks at the ends left out; None for nothing."""
        cursor = self.textCursor()
        start, end = self._places.here(cursor.selectionStart()), self._places.here(cursor.selectionEnd())
        text = self._notice.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def show_place(self, span: Span) -> None:
        """Bring a place into view and select it."""
        cursor = self._cursor(span[0])
        cursor.setPosition(self._places.there(span[1]), QTextCursor.MoveMode.KeepAnchor)
        self._quiet = True
        try:
            self.setTextCursor(cursor)
        finally:
            self._quiet = False
        self._bring_up(span)

    def place(self) -> int:
        """Where the caret is, in the notice's text."""
        return self._places.here(self.textCursor().position())

    def repair_at(self, position: int) -> Repair | None:
        """The repair that covers this place of the text."""
        index = bisect_right(self._repairs, position, key=lambda item: item.span[0])
        near = reversed(self._repairs[max(0, index - 3) : index])
        size = len(self._notice.text)
        return next((item for item in near if position <= max(item.span[1], _visible(item.span, size)[1])), None)

    def _bring_up(self, span: Span) -> None:
        """Scroll so that the whole place is seen, its beginning at least."""
        top = self.cursorRect(self._cursor(span[0])).top()
        bottom = self.cursorRect(self._cursor(span[1])).bottom()
        height = self.viewport().height()
        if top >= 0 and bottom <= height:
            return
        bar = self.verticalScrollBar()
        room = max(0, min(height // 4, height - (bottom - top)))
        bar.setValue(bar.value() + top - room)

    def _cursor(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._places.there(position), self.document().characterCount() - 1))
        return cursor

    def _tell_place(self) -> None:
        if not self._quiet:
            self.placed.emit(self.place())

    def paintEvent(self, event: QPaintEvent) -> None:
        for place in self._clause:
            self._paint_clause(*place)
        super().paintEvent(event)

    def _paint_clause(self, start: int, end: int) -> None:
        """A band behind the clause and a bar at its left."""
        top = self.cursorRect(self._cursor(start)).top() - 2
        bottom = self.cursorRect(self._cursor(end)).bottom() + 2
        band = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(0, top, _BAR, bottom - top), band)
        band.setAlpha(28)
        painter.fillRect(QRect(_BAR, top, self.viewport().width(), bottom - top), band)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be made of these words; a click beside the selection means the paragraph there."""
        spot = self.cursorForPosition(event.pos())
        cursor = self.textCursor()
        if not cursor.selectionStart() <= spot.position() <= cursor.selectionEnd():
            self.setTextCursor(spot)
        menu = self.createStandardContextMenu()
        first = menu.actions()[0] if menu.actions() else None
        for action in self.extra_actions:
            menu.insertAction(first, action) if first else menu.addAction(action)
        if first:
            menu.insertSeparator(first)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tip(event.globalPos())
            return True
        return super().event(event)

    def _tip(self, where: QPoint) -> None:
        position = self._places.here(self.cursorForPosition(self.viewport().mapFromGlobal(where)).position())
        told = self.told_at(position)
        if told:
            QToolTip.showText(where, told, self.viewport())
        else:
            QToolTip.hideText()

    def told_at(self, position: int) -> str:
        """What is told of a place: what was mended there, and where in the document it stands."""
        repair = self.repair_at(position)
        place = self._notice.where_of(position)
        return "\n".join(filter(None, (repair_told(repair) if repair else "", f"出自：{place}" if place else "")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colouring"):
            self._colouring.paint(self.palette())


def _width(repair: Repair) -> int:
    return repair.span[1] - repair.span[0]


def _visible(span: Span, size: int) -> Span:
    """A span of at least one character: where something was only taken out, the next one is marked."""
    start, end = span
    return (start, end) if end > start else (max(0, min(start, size - 1)), min(size, start + 1))
