"""The fields of the form in their sections, and below them where a record comes from, what links to it, its history.

For `form` only, which fills the fields and keeps what is typed into them.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base.record import Record
from models.base.register import Register
from ui.register.back_links import BackLinkSections
from ui.register.kept_papers import show_kept_paper
from ui.register.origin_links import OriginLinks
from ui.register.sections import Section
from ui.session import Session
from ui.widgets.attachment_editor import AttachmentsEditor
from ui.widgets.form_fields import FieldRow
from ui.widgets.record_history import RecordHistory


class FormBody(QWidget):
    """`rows` by the names of their fields, in `sections`; `show_around` is for what stands below them."""

    edited = Signal(str)
    """Something was put into the field of this name, and finished."""
    record_asked = Signal(str, int)
    """Open another record: register name, id."""

    def __init__(self, session: Session, register: Register) -> None:
        super().__init__()
        self._session = session
        self._register = register
        self._record: Record | None = None
        self.rows: dict[str, FieldRow] = {}
        self.sections: list[Section] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(6)
        self._add_fields()
        self.origin = OriginLinks(session, register)
        self.back_links = BackLinkSections(session, register)
        for links in (self.origin, self.back_links):
            links.record_asked.connect(self.record_asked)
            self._column.addWidget(links)
        self.history = RecordHistory(session)
        self.log = Section("变更记录", folded=True)
        self.log.add(self.history)
        self.log.unfolded.connect(self._show_history)
        self._column.addWidget(self.log)
        self._column.addStretch(1)

    def _add_fields(self) -> None:
        for group in self._register.groups:
            section = Section(group.title, folded=group.folded)
            for name in group.fields:
                field = self._register.field(name)
                row = FieldRow(field, self._session)
                row.editor.edited.connect(lambda name=name: self.edited.emit(name))
                row.editor.record_asked.connect(self.record_asked)
                if isinstance(row.editor, AttachmentsEditor):
                    row.editor.offer_printing(lambda file: show_kept_paper(self._session, self, file))
                if field.locked or field.hidden:
                    row.editor.set_read_only(True)
                self.rows[name] = row
                section.add(row)
            self.sections.append(section)
            self._column.addWidget(section)

    def show_around(self, record: Record | None) -> None:
        """Show what there is about a record besides its fields, which have been filled; for a new one there is None."""
        self._record = record
        for section in self.sections:
            section.note_content()
        self.origin.show_record(record)
        self.back_links.show_record(record.id if record is not None else None)
        self.log.setVisible(record is not None)
        if not self.log.is_folded:
            self._show_history()

    def _show_history(self) -> None:
        if self._record is not None:
            self.history.show_record(self._register.name, self._record.id)
