"""Below a record's fields: what links to it, a section for each register (公文往来, 问题整改 …), opened by a click."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.base.register import Register
from models.operations import back_links as linking
from ui.register.sections import Section
from ui.session import Session

_SHOWN = 50
_LONGEST = 40


class BackLinkSections(QWidget):
    """The sections of one register's form; one that holds nothing is hidden, one that is folded is not filled."""

    record_asked = Signal(str, int)
    """Open a record: register name, id."""

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.sections: dict[str, Section] = {}
        """By the name of the register that links here."""
        self.lists: dict[str, QLabel] = {}
        self._found: dict[str, linking.BackLinks] = {}

    def show_record(self, record_id: int | None) -> None:
        """Show what links to this record; with None nothing."""
        links = linking.back_links(self._session.desk, self._register.name, record_id) if record_id is not None else []
        self._found = {item.register: item for item in links}
        for item in links:
            if item.ids and item.register not in self.sections:
                self._add(item)
        for name, section in self.sections.items():
            section.show_count(len(self._found[name].ids) if name in self._found else 0)
            self._fill(name)
        self.setVisible(any(item.ids for item in links))

    def _add(self, item: linking.BackLinks) -> None:
        section = Section(item.heading, folded=True)
        text = QLabel()
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        text.setAccessibleName(item.heading)
        text.linkActivated.connect(lambda place, name=item.register: self.record_asked.emit(name, int(place)))
        section.add(text)
        section.unfolded.connect(lambda name=item.register: self._fill(name))
        self.sections[item.register] = section
        self.lists[item.register] = text
        self._column.addWidget(section)

    def _fill(self, name: str) -> None:
        item = self._found.get(name)
        if item is None or self.sections[name].is_folded:
            return
        desk = self._session.desk
        lines = [
            f'<a href="{record.id}">{escape(_short(told))}</a>{f"　{escape(status)}" if status else ""}'
            for record in desk.book.records(name, item.ids[:_SHOWN])
            for told, status in [linking.line(desk, record)]
        ]
        register = desk.registers[name]
        if len(item.ids) > _SHOWN:
            lines.append(f"另有 {len(item.ids) - _SHOWN} {register.counter}，请在{register.title}里筛选查看。")
        self.lists[name].setText("<br>".join(lines))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
