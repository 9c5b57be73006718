"""变更记录 of one record: when, who, which field from what to what."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.base.fields import Value
from models.base.register import Register
from models.workbook.history import PastChange, changed_fields
from ui.session import Session

_LONGEST = 40
_SHOWN = 40


def change_lines(session: Session, register: Register, change: PastChange) -> list[str]:
    """What a change did to a record, a line a field: 完成日期：（空） → 2021-09-30."""
    if change.before is None:
        return ["新建"]
    if change.after is None:
        return ["删除"]
    book = session.desk.book

    def shown(name: str, value: Value) -> str:
        field = register.field(name)
        told = field.display(value, book) if field.private else field.format(value, book)
        text = told.replace("\n", " ")
        return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…") or "（空）"

    return [
        f"{register.field(name).title}：{shown(name, before)} → {shown(name, after)}"
        for name, (before, after) in changed_fields(register, change).items()
    ]


class RecordHistory(QWidget):
    """The list, newest first; what was undone is struck through and said."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAccessibleName("变更记录")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)

    def show_record(self, register: str, record_id: int) -> None:
        """Show what happened to a record."""
        declared = self._session.registers[register]
        parts: list[str] = []
        for change in self._session.desk.book.history.of_record(register, record_id)[:_SHOWN]:
            lines = "<br>".join(escape(line) for line in change_lines(self._session, declared, change))
            head = escape(f"{change.made_at:%Y-%m-%d %H:%M}　{change.made_by}　{change.title}")
            body = f"<s>{lines}</s>（已撤销）" if change.undone else lines
            parts.append(f"<p><b>{head}</b><br>{body}</p>")
        self._text.setText("".join(parts) or "没有变更")
