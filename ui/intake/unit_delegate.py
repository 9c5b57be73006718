"""Editing in the list of units: the name as plain text, the unit that it is with the shared suggestions.

Used by `ui.intake.units_pane` only.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.base.lists import Link
from ui.session import Session
from ui.widgets.field_editor import ENTER
from ui.widgets.link_editors import LinkEditor

Index = QModelIndex | QPersistentModelIndex

_UNIT = Link(name="unit", title="是哪个单位", to="units", help="输入单位的名称、别称或拼音首字母")
_LEAST_WIDTH = 220


class UnitDelegate(QStyledItemDelegate):
    """A line for the names' column, the editor of a link for the other."""

    def __init__(self, session: Session, name_column: int, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._name_column = name_column

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        if index.column() == self._name_column:
            line = QLineEdit(parent)
            line.setAccessibleName("单位名称，改了所有任务都改")
            return line
        editor = LinkEditor(_UNIT, self._session, parent, compact=True)
        editor.setAutoFillBackground(True)
        editor.setAccessibleName(_UNIT.title)
        editor.show_value(None)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = editor.line if isinstance(editor, LinkEditor) else editor
        if isinstance(line, QLineEdit) and not line.isModified():
            line.setText(index.data(Qt.ItemDataRole.EditRole) or "")
            line.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LinkEditor):
            answer = editor.answer()
            if isinstance(answer, int):
                answer = self._session.desk.book.title("units", answer)
            model.setData(index, answer)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRect(option.rect)
        viewport = editor.parentWidget()
        around = viewport.rect() if viewport is not None else place
        place.setWidth(min(max(place.width(), _LEAST_WIDTH), around.width()))
        place.moveRight(min(place.right(), around.right()))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        enter = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER
        if enter and isinstance(editor, QWidget):  # must not reach the list, to which Enter says yes
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(editor, event)
