"""Editing in the table's cells: an editor by the field's type; the answer goes to the page, which writes."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.register.table_model import RECORD_ROLE, RegisterModel
from ui.session import Session
from ui.widgets.editors import FieldEditor, editor_for

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Makes the field editors; `answered` carries (record id, field name, answer) of a changed cell."""

    answered = Signal(int, str, object)

    def __init__(self, session: Session, model: RegisterModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.field_of(index.column())
        if field is None:
            return super().createEditor(parent, option, index)
        editor = editor_for(field, self._session, parent, compact=True)
        editor.setAutoFillBackground(True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        record = index.data(RECORD_ROLE)
        if isinstance(editor, FieldEditor) and record is not None:
            editor.show_value(record.values[editor.field.name])

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        record = index.data(RECORD_ROLE)
        if isinstance(editor, FieldEditor) and record is not None and editor.is_changed():
            self.answered.emit(record.id, editor.field.name, editor.answer())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        wanted: QSize = editor.sizeHint()
        rect.setHeight(max(rect.height(), min(wanted.height(), 160)))
        rect.setWidth(max(rect.width(), min(wanted.width(), 220)))
        parent = editor.parentWidget()
        if parent is not None:
            rect.moveRight(min(rect.right(), parent.width() - 1))
            rect.moveBottom(min(rect.bottom(), parent.height() - 1))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # A popup of the editor (completer, calendar) takes the focus; that must not end the editing.
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, QWidget):
            from PySide6.QtWidgets import QApplication

            popup = QApplication.activePopupWidget()
            inside = QApplication.focusWidget()
            if popup is not None or (inside is not None and editor.isAncestorOf(inside)):
                return False
        return super().eventFilter(editor, event)


def is_typing_key(key: int, modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a key begins typing into a cell."""
    plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and Qt.Key.Key_Exclam <= key <= Qt.Key.Key_AsciiTilde
