"""The editor for days: typed in any usual way, stepped with the arrow keys, or picked in a calendar."""

import calendar
import re
import unicodedata
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.base.fields import Field, read_date
from ui.session import Session
from ui.widgets import colours
from ui.widgets.icons import Icons
from ui.widgets.text_editors import LineEditor, one_line

_MONTH_AND_DAY = re.compile(r"^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$")
_SPOKEN = {"今天": 0, "今日": 0, "明天": 1, "昨天": -1, "后天": 2, "前天": -2}


def read_day(text: str, today: date) -> date | str:
    """A day as typed: with its year, or 9-30, 9.30, 9月30日 meaning this year, or 今天; else the text.

    A day of this year that does not exist (2-30) comes back with its year, for the field to say so.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _SPOKEN:
        return today + timedelta(days=_SPOKEN[plain])
    short = _MONTH_AND_DAY.match(plain)
    if short:
        plain = f"{today.year}-{short[1]}-{short[2]}"
    try:
        return read_date(plain) or one_line(text)
    except ValueError:
        return plain if short else one_line(text)


def months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class CalendarPopup(QFrame):
    """A month to pick a day from, with 今天 and 清除."""

    picked = Signal(object)
    """date, or None for 清除."""

    def __init__(self, parent: QWidget, today: date, chosen: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setGridVisible(False)
        self.month.setNavigationBarVisible(False)
        self.month.setAccessibleName("日历")
        self._mark(today)
        self.month.setSelectedDate(_to_qt(chosen or today))
        self.month.activated.connect(lambda day: self._pick(_from_qt(day)))
        self.month.clicked.connect(lambda day: self._pick(_from_qt(day)))
        now = QPushButton(f"今天（{today.month}月{today.day}日）", self)
        now.clicked.connect(lambda: self._pick(today))
        nothing = QPushButton("清除", self)
        nothing.clicked.connect(lambda: self._pick(None))
        row = QHBoxLayout()
        row.addWidget(now, 1)
        row.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(self._head())
        column.addWidget(self.month)
        column.addLayout(row)
        self.month.setFocus()

    def _head(self) -> QHBoxLayout:
        self.title = QLabel(self)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        steps = (("«", "上一年", -12), ("‹", "上一月", -1), ("", "", 0), ("›", "下一月", 1), ("»", "下一年", 12))
        for text, tip, months in steps:
            if not text:
                row.addWidget(self.title, 1)
                continue
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _=False, months=months: self._turn(months))
            row.addWidget(button)
        self.month.currentPageChanged.connect(lambda year, month: self.title.setText(f"{year}年{month}月"))
        self.title.setText(f"{self.month.yearShown()}年{self.month.monthShown()}月")
        return row

    def _turn(self, months: int) -> None:
        page = months_later(date(self.month.yearShown(), self.month.monthShown(), 1), months)
        self.month.setCurrentPage(page.year, page.month)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._pick(None)
        else:
            super().keyPressEvent(event)

    def _mark(self, today: date) -> None:
        palette = self.palette()
        weekend = QTextCharFormat()
        weekend.setForeground(colours.light_colour("grey", palette))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        marked = QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        marked.setBackground(colours.tint("blue", palette))
        marked.setToolTip("今天")
        self.month.setDateTextFormat(_to_qt(today), marked)

    def _pick(self, day: date | None) -> None:
        self.close()
        self.picked.emit(day)


class DateEditor(LineEditor):
    """A day. Up and Down step by days, Page Up and Page Down by months, Alt+Down opens the calendar."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.line.setPlaceholderText("" if compact else "年-月-日")
        icons = Icons.of(session)
        assert isinstance(self.line, QLineEdit)  # a day is short
        self.opener = self.line.addAction(icons("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        self.opener.setToolTip("打开日历（Alt+↓）")
        self.opener.setText("打开日历")
        self.opener.triggered.connect(lambda: self.open_calendar())

    def answer(self) -> Any:
        text = one_line(self.line.text())
        return read_day(text, self._session.clock.today()) if text else None

    def commit(self, *, again: bool = False) -> None:
        answer = self.answer()
        if isinstance(answer, date) and self.line.text() != answer.isoformat() and not self.read_only:
            self.line.setText(answer.isoformat())
        super().commit(again=again)

    def open_calendar(self) -> CalendarPopup | None:
        """Drop the calendar down below the line."""
        if self.read_only:
            return None
        answer = self.answer()
        popup = CalendarPopup(self, self._session.clock.today(), answer if isinstance(answer, date) else None)
        popup.picked.connect(self._take)
        popup.adjustSize()
        foot = self._input.mapToGlobal(QPoint(0, self._input.height()))
        screen = self.screen().availableGeometry()
        above = foot.y() - self._input.height() - popup.height()
        top = foot.y() if foot.y() + popup.height() <= screen.bottom() else above
        popup.move(max(screen.left(), min(foot.x(), screen.right() - popup.width())), top)
        popup.show()
        return popup

    def _take(self, day: date | None) -> None:
        self.line.setText(day.isoformat() if day else "")
        self.line.setFocus()
        self.commit()

    def _set_input_read_only(self, on: bool) -> None:
        super()._set_input_read_only(on)
        self.line.setPlaceholderText("" if on or self.compact else "年-月-日")
        self.opener.setVisible(not on)

    def _own_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_F4) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(key), 0)
        months = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}.get(Qt.Key(key), 0)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.read_only or not plain or not (days or months):
            return False
        answer = self.answer()
        if answer is None:
            answer, days, months = self._session.clock.today(), 0, 0
        if isinstance(answer, date) and date(1900, 1, 1) < answer < date(9990, 1, 1):
            self.line.setText(months_later(answer + timedelta(days=days), months).isoformat())
            self.line.selectAll()
        return True


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _from_qt(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
