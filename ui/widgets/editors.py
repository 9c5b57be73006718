"""The field editors: one for each kind of field, the same in forms, dialogs, the intake review and cells.

Pages make them with `editor_for` and know only `FieldEditor`'s methods and signals.
"""

from PySide6.QtWidgets import QWidget

from models.base.fields import Field
from ui.session import Session
from ui.widgets.attachment_editor import AttachmentsEditor
from ui.widgets.choice_editors import ChoiceEditor, YesNoEditor
from ui.widgets.date_editor import DateEditor
from ui.widgets.field_editor import FieldEditor
from ui.widgets.link_editors import LinkEditor, LinksEditor
from ui.widgets.text_editors import EntriesView, LineEditor, LongTextEditor, NamesEditor, NumberEditor

__all__ = ["FieldEditor", "editor_for"]

_BY_KIND: dict[str, type[FieldEditor]] = {
    "text": LineEditor,
    "code": LineEditor,
    "number": NumberEditor,
    "names": NamesEditor,
    "long_text": LongTextEditor,
    "entries": EntriesView,
    "yes_no": YesNoEditor,
    "choice": ChoiceEditor,
    "date": DateEditor,
    "units": LinksEditor,
    "links": LinksEditor,
    "link": LinkEditor,
    "attachments": AttachmentsEditor,
}


def editor_for(field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> FieldEditor:
    """An editor for the field, empty at first. Locked fields get theirs read-only.

    `compact` is for table cells: one line, no frame, no buttons; Enter, Tab and Esc are left to the delegate.
    """
    editor = _BY_KIND[field.kind](field, session, parent, compact=compact)
    editor.setObjectName(f"editor_{field.name}")
    editor.show_value(field.empty)
    if field.locked:
        editor.set_read_only(True)
    return editor
