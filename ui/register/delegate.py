"""Editing in the table's cells: an editor by the field's type; the answer goes to the page, which writes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOption,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.base.groups import Group
from ui.register.table_model import RECORD_ROLE, RegisterModel
from ui.session import Session
from ui.widgets.field_editor import FieldEditor

Index = QModelIndex | QPersistentModelIndex
Write = Callable[[int, str, Any], str]
"""(record id, field name, answer) -> "" when it was written, else the sentence that says why not."""

_STEP = 16
"""Pixels by which a level of the tree is moved to the right."""
_STEPS = {Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class CellDelegate(QStyledItemDelegate):
    """Makes the field editors and hands their answers to `write`; a refused answer stays in its editor."""

    went_on = Signal(int)
    """A cell is done with: by Enter (0), Tab (1) or Shift+Tab (-1)."""
    refused = Signal(int, str, str, str)
    """(record id, field name, what was typed, sentence): refused after the keyboard had gone elsewhere."""

    def __init__(self, session: Session, model: RegisterModel, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._write = write
        self.editor: FieldEditor | None = None
        """The editor that is open."""
        self.on_triangle = False
        """Whether the last click on a group's heading was on its triangle."""
        self._record = 0
        self._settled = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.field_of(index.column())
        if field is None:
            return super().createEditor(parent, option, index)
        from ui.widgets.editors import editor_for  # all kinds of editors: not while the window starts

        editor = editor_for(field, self._session, parent, compact=True)
        editor.setAutoFillBackground(True)
        record = index.data(RECORD_ROLE)
        self.editor, self._record, self._settled = editor, record.id if record else 0, False
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._model.head_at(index.row()) is not None:
            return  # the table has it painted across the whole row
        if self._model.draws_tree(index.column()):
            self._paint_branch(painter, option, index)
        else:
            super().paint(painter, option, index)
        table = self.parent()
        if isinstance(table, QAbstractItemView) and table.hasFocus() and table.currentIndex() == index:
            self._frame(painter, option)

    def _paint_branch(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, moved to the right by its depth, with the triangle that opens and closes it."""
        behind = QStyleOptionViewItem(option)
        self.initStyleOption(behind, index)
        style = behind.widget.style() if behind.widget is not None else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, behind, painter, behind.widget)
        triangle = self.triangle(option.rect, index.row())
        self._draw_triangle(painter, option, triangle, index.row())
        moved = QStyleOptionViewItem(option)
        moved.rect.setLeft(triangle.right() + 1)
        super().paint(painter, moved, index)

    def _draw_triangle(self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, row: int) -> None:
        """The triangle that opens and closes what stands below a row."""
        tree = self._model.tree
        if tree is None or not tree.has_children(row):
            return
        branch = QStyleOption()
        branch.rect, branch.palette = place, QPalette(option.palette)
        branch.state = QStyle.StateFlag.State_Children | QStyle.StateFlag.State_Enabled
        if option.state & QStyle.StateFlag.State_Selected:
            ink = option.palette.color(QPalette.ColorRole.HighlightedText)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
                branch.palette.setColor(role, ink)
        if tree.is_open(row):
            branch.state |= QStyle.StateFlag.State_Open
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorBranch, branch, painter, option.widget)

    def paint_head(self, painter: QPainter, option: QStyleOptionViewItem, row: int, head: Group) -> None:
        """A group's heading in `option.rect`, the whole row; with `State_HasFocus` the keyboard is on it."""
        whole = option.rect
        painter.fillRect(whole, option.palette.color(QPalette.ColorRole.Button))
        self._draw_triangle(painter, option, self.head_triangle(whole), row)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText))
        words = whole.adjusted(_STEP + 8, 0, -8, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        text = painter.fontMetrics().elidedText(self._model.head_text(head), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._frame(painter, option)

    @staticmethod
    def head_triangle(row: QRect) -> QRect:
        """Where the triangle is in a heading's row."""
        return QRect(row.left() + 4, row.top(), _STEP, row.height())

    def triangle(self, cell: QRect, row: int) -> QRect:
        """Where the triangle of a row is in its cell; deep rows move no further than half of the cell."""
        tree = self._model.tree
        across = min(_STEP * (tree.depth(row) if tree is not None else 0), max(0, cell.width() // 2 - _STEP))
        return QRect(cell.left() + across, cell.top(), _STEP, cell.height())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._model.draws_tree(index.column()):
            option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and self._model.head_at(index.row()) is not None:
            return self._click_head(event, option, index)
        if isinstance(event, QMouseEvent) and self._model.draws_tree(index.column()):
            inside = self.triangle(option.rect, index.row()).contains(event.position().toPoint())
            if inside and event.button() == Qt.MouseButton.LeftButton:
                if event.type() == QEvent.Type.MouseButtonPress:
                    self._model.turn(index.row())
                return True  # a double click on the triangle does not begin editing
        return super().editorEvent(event, model, option, index)

    def _click_head(self, event: QMouseEvent, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the triangle, or a double click on the rest of the heading, opens or closes its group."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        table = self.parent()
        left = -table.horizontalHeader().offset() if isinstance(table, QTableView) else 0
        row = QRect(left, option.rect.top(), option.rect.right() - left, option.rect.height())
        if event.type() == QEvent.Type.MouseButtonPress:
            self.on_triangle = self.head_triangle(row).contains(event.position().toPoint())
        pressed = event.type() == QEvent.Type.MouseButtonPress and self.on_triangle
        if pressed or (event.type() == QEvent.Type.MouseButtonDblClick and not self.on_triangle):
            self._model.turn(index.row())
        return True

    @staticmethod
    def _frame(painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Where the keyboard is: a frame around the current cell, seen on a selected row too."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Highlight
        painter.save()
        painter.setPen(QPen(option.palette.color(role), 2))
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        record = index.data(RECORD_ROLE)
        if isinstance(editor, FieldEditor) and record is not None and not editor.is_changed():
            editor.show_value(record.values[editor.field.name])
            inside = editor.focusProxy()
            if isinstance(inside, QPlainTextEdit):
                inside.selectAll()  # as Qt does for lines: typing takes the place of what stands there

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, FieldEditor):
            return
        typed = text_in(editor)
        sentence = self._settle(editor)
        if sentence:
            self.refused.emit(self._record, editor.field.name, typed, sentence)

    def _settle(self, editor: FieldEditor) -> str:
        """Have the answer written, once; gives the sentence when it was refused."""
        if self._settled or not editor.is_changed():
            return ""
        self._settled = True
        sentence = self._write(self._record, editor.field.name, editor.answer())
        self._settled = not sentence
        return sentence

    def finish(self, step: int = 0) -> bool:
        """Keep what stands in the open editor and close it; False when it was refused and stays open."""
        editor = self.editor
        if editor is None:
            return True
        sentence = self._settle(editor)
        if sentence:
            editor.show_problem(sentence)
            return False
        if self.editor is editor:  # the change may have moved the rows, which closes it
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.went_on.emit(step)
        return True

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        if self._model.draws_tree(index.column()):
            rect.setLeft(self.triangle(rect, index.row()).right() + 1)
        wanted: QSize = editor.sizeHint()
        rect.setHeight(max(rect.height(), min(wanted.height(), 160)))
        rect.setWidth(max(rect.width(), min(wanted.width(), 220)))
        parent = editor.parentWidget()
        if parent is not None:
            rect.moveRight(min(rect.right(), parent.width() - 1))
            rect.moveBottom(min(rect.bottom(), parent.height() - 1))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and editor is self.editor:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.finish(step)
                return True
        # A popup of the editor (completer, calendar) takes the focus; that must not end the editing.
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, QWidget):
            popup = QApplication.activePopupWidget()
            inside = QApplication.focusWidget()
            if popup is not None or (inside is not None and editor.isAncestorOf(inside)):
                return False
        return super().eventFilter(editor, event)


def text_in(editor: FieldEditor) -> str:
    """What has been typed into an editor, as it stands there."""
    inside = editor.focusProxy()
    if isinstance(inside, QLineEdit):
        return inside.text()
    return inside.toPlainText() if isinstance(inside, QPlainTextEdit) else ""


def type_into(editor: FieldEditor, text: str) -> None:
    """Put text into an editor as if it had been typed."""
    inside = editor.focusProxy()
    if isinstance(inside, QLineEdit):
        inside.selectAll()
        inside.insert(text)
    elif isinstance(inside, QPlainTextEdit):
        inside.selectAll()
        inside.insertPlainText(text)
