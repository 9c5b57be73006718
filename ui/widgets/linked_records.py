"""Records linked to, one on a line, for registers whose records are called by a whole sentence (任务, 问题, 申请).

Such a sentence may hold every sign that parts names, may be long, and may stand in two records; so nothing of it is
read again: each line stands for its record. A click opens it, × takes it out, the line below finds more by words or
number. Pages make it through `ui.widgets.editors.editor_for`.
"""

from html import escape
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models.base.fields import Field, Value
from models.operations.back_links import line
from ui.session import Session
from ui.widgets.field_editor import FieldEditor
from ui.widgets.icons import Icons
from ui.widgets.known_names import Known
from ui.widgets.link_editors import SuggestingEditor
from ui.widgets.text_editors import one_line

_MOST_SHOWN = 50
_CROSS = 12
Place = tuple[str, int]
"""Register name, id."""


class RecordLines(QWidget):
    """The lines: what names a record, to be clicked, and a × where it may be taken out."""

    asked = Signal(str, int)
    """Open a record: register name, id."""
    taken_out = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.links: list[RecordLink] = []
        self.crosses: list[QToolButton] = []

    def show_records(self, places: tuple[Place, ...], *, fixed: bool) -> None:
        """Show these in place of what is there; fixed: none can be taken out."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.links, self.crosses = [], []
        for place in places[:_MOST_SHOWN]:
            self._column.addWidget(self._row(place, fixed=fixed))
        if len(places) > _MOST_SHOWN:
            self._column.addWidget(QLabel(f"另有 {len(places) - _MOST_SHOWN} 条", self))
        self.setVisible(bool(places))

    def _row(self, place: Place, *, fixed: bool) -> QWidget:
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(2, 0, 0, 0)
        across.setSpacing(2)
        link = RecordLink(place, self._told(place), row)
        link.linkActivated.connect(lambda _: self.asked.emit(*place))
        across.addWidget(link, 1)
        self.links.append(link)
        if not fixed:
            cross = QToolButton(row)
            cross.setAutoRaise(True)
            cross.setIcon(Icons.of(self._session)("cross"))
            cross.setIconSize(QSize(_CROSS, _CROSS))
            cross.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            cross.setToolTip("去掉这一条（记录本身还在）")
            cross.setAccessibleName(f"去掉“{link.told[:20]}”")
            cross.clicked.connect(lambda: self.taken_out.emit(*place))
            across.addWidget(cross)
            self.crosses.append(cross)
        return row

    def _told(self, place: Place) -> str:
        book = self._session.desk.book
        found = book.records(place[0], [place[1]])
        return line(self._session.desk, found[0])[0] if found else book.title(*place)


class RecordLink(QLabel):
    """What names a record, as much as there is room for; all of it in the tip."""

    def __init__(self, place: Place, told: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.told = told
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from field to field
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{escape(told)}<br>点击打开")
        self.setAccessibleName(told)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.told, Qt.TextElideMode.ElideRight, max(self.width() - 4, 0))
        self.setText(f'<a href="open">{escape(shown or "…")}</a>')


class LinkedRecordsEditor(SuggestingEditor):
    """Links to several records of one register: the lines, and below them one in which more are looked for."""

    wide = True

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        assert field.target is not None
        self.target = session.registers[field.target]
        self.ids: tuple[int, ...] = ()
        self.lines = RecordLines(session, self)
        self.lines.asked.connect(self.record_asked)
        self.lines.taken_out.connect(lambda _, identity: self._take_out(identity))
        self._column.insertWidget(0, self.lines)
        self.line.setPlaceholderText(f"输入几个字或编号，添加{self.target.noun}")

    def answer(self) -> Any:
        typed = one_line(self.line.text())
        return (*self.ids, typed) if typed else self.ids

    def _put(self, value: Value) -> None:
        self.line.clear()
        self._show(tuple(value or ()))

    def _show(self, ids: tuple[int, ...]) -> None:
        self.ids = ids
        self.lines.show_records(tuple((self.target.name, identity) for identity in ids), fixed=self.read_only)

    def _found(self, typed: str) -> list[Known]:
        return [record for record in self._known.suggest(self.target.name, typed) if record.id not in self.ids]

    def _take(self, record: Known) -> None:
        self.line.clear()
        self._show((*self.ids, record.id))
        self.commit()

    def _take_out(self, identity: int) -> None:
        self._show(tuple(kept for kept in self.ids if kept != identity))
        self.commit()

    def _set_input_read_only(self, on: bool) -> None:
        super()._set_input_read_only(on)
        self.line.setVisible(not on or not self.ids)
        self._show(self.ids)


class RelatedView(FieldEditor):
    """Links to records of any register, to be read and opened; operations set them."""

    wide = True

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.lines = RecordLines(session, self)
        self.lines.asked.connect(self.record_asked)
        self._use(self.lines)

    def answer(self) -> Any:
        return self._shown

    def _put(self, value: Value) -> None:
        self.lines.show_records(tuple(value or ()), fixed=True)

    def _set_input_read_only(self, on: bool) -> None:
        del on
