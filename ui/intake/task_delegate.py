"""How the cells of the review's table are drawn and edited: an editor by the field's kind."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.intake.drafts import TASK_FIELDS, UNIT_FIELDS
from ui.intake.task_model import HEADS, UNITS_ROLE, Index
from ui.intake.typed_units import UnitsCell
from ui.widgets import colours

UnitCellFor = Callable[[str, QWidget], UnitsCell]
"""Makes the editor for the units of a role, in this parent."""

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TaskDelegate(QStyledItemDelegate):
    """Two lines a row; editors by field: a large box for the wording, the shared one for units."""

    def __init__(self, unit_cell: UnitCellFor, parent: QObject) -> None:
        super().__init__(parent)
        self._unit_cell = unit_cell

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        option.textElideMode = Qt.TextElideMode.ElideRight
        colours.show_boxes(option.palette)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        name = TASK_FIELDS[index.column()]
        if name == "content":
            box = QPlainTextEdit(parent)
            box.setAccessibleName("工作任务")
            box.setToolTip("回车：改好；Shift+回车：换行；Esc：不改")
            return box
        if name in UNIT_FIELDS:
            return self._unit_cell(name, parent)
        line = QLineEdit(parent)
        line.setAccessibleName(HEADS[name])
        line.setFrame(True)
        line.setAutoFillBackground(True)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, UnitsCell):
            if not editor.is_changed():
                editor.show_value(index.data(UNITS_ROLE))
                editor.line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, UnitsCell):
            if editor.is_changed():
                model.setData(index, editor.answer())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRect(option.rect)
        viewport = editor.parentWidget()
        around = viewport.rect() if viewport else place
        if isinstance(editor, QPlainTextEdit):
            lines = editor.fontMetrics().lineSpacing() * 6
            place.setHeight(max(place.height(), lines))
            place.setWidth(max(place.width(), min(around.width() - place.left(), 420)))
        elif TASK_FIELDS[index.column()] in UNIT_FIELDS:
            place.setWidth(max(place.width(), min(around.width(), 260)))
        place.moveRight(min(place.right(), around.right()))
        place.moveBottom(min(place.bottom(), around.bottom()))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QPlainTextEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in RETURN and not shift:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)
