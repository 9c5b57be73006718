"""The field editors: one for each kind of field, the same in forms, dialogs, the intake review and cells.

Pages make them with `editor_for` and know only `FieldEditor`'s methods and signals.
"""

from PySide6.QtWidgets import QWidget

from models.base.fields import Field
from ui.session import Session
from ui.widgets.attachment_editor import AttachmentsEditor
from ui.widgets.choice_editors import ChecklistEditor, ChoiceEditor, YesNoEditor
from ui.widgets.date_editor import DateEditor
from ui.widgets.field_editor import FieldEditor
from ui.widgets.link_editors import LinkEditor, LinksEditor, PersonEditor
from ui.widgets.linked_records import LinkedRecordsEditor, RelatedView
from ui.widgets.text_editors import EntriesView, LineEditor, LongTextEditor, NamesEditor, NumberEditor

__all__ = ["FieldEditor", "editor_for"]

_BY_KIND: dict[str, type[FieldEditor]] = {
    "text": LineEditor,
    "code": LineEditor,
    "number": NumberEditor,
    "money": LineEditor,
    "person": PersonEditor,
    "names": NamesEditor,
    "long_text": LongTextEditor,
    "entries": EntriesView,
    "yes_no": YesNoEditor,
    "choice": ChoiceEditor,
    "checklist": ChecklistEditor,
    "date": DateEditor,
    "units": LinksEditor,
    "links": LinksEditor,
    "link": LinkEditor,
    "related": RelatedView,
    "attachments": AttachmentsEditor,
}


def _kind_of_editor(field: Field, session: Session, *, compact: bool) -> type[FieldEditor]:
    """A computed value is only read: in a line, or in several where it is long.

    Links to records that are called by a sentence stand one on a line; those that can be named anew stay names.
    """
    if field.kind == "links" and not compact and field.target and session.registers[field.target].from_name is None:
        return LinkedRecordsEditor
    if field.looks is not field:
        return LongTextEditor if field.looks.kind in ("long_text", "entries") else LineEditor
    return _BY_KIND[field.kind]


def editor_for(field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> FieldEditor:
    """An editor for the field, empty at first. Locked fields get theirs read-only.

    `compact` is for table cells: one line, no frame, no buttons; Enter, Tab and Esc are left to the delegate.
    """
    editor = _kind_of_editor(field, session, compact=compact)(field, session, parent, compact=compact)
    editor.setObjectName(f"editor_{field.name}")
    editor.show_value(field.empty)
    if field.locked:
        editor.set_read_only(True)
    return editor
