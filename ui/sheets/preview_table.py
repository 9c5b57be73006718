"""The preview's table: ticks, corrections in place, the way from problem to problem; all by keyboard too."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.base.fields import NOBODY, Field
from ui.sheets.preview_model import FIRST, PROBLEM, TICK, Index, PreviewModel
from ui.widgets import colours

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PROBLEM_WIDTH = 14
_LEAST_WIDTH, _MOST_WIDTH = 5.0, 16.0
"""Full-width characters."""


class PreviewDelegate(QStyledItemDelegate):
    """Editors for the text of a cell: a line, with the words to choose from where the field has some, or a box."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        colours.show_boxes(option.palette)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        field = _field(index)
        if field is not None and field.kind == "long_text":
            box = QPlainTextEdit(parent)
            box.setAccessibleName(field.title)
            box.setToolTip("回车：改好；Shift+回车：换行；Esc：不改")
            return box
        line = QLineEdit(parent)
        line.setAutoFillBackground(True)
        line.setAccessibleName(field.title if field else "")
        words = field.offered(NOBODY) if field else ()
        if words:
            completer = QCompleter(list(words), line)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
            line.setPlaceholderText("、".join(words))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit) and editor.isModified():  # a line would drop the breaks of a text left alone
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        place = QRect(option.rect)
        viewport = editor.parentWidget()
        around = viewport.rect() if viewport else place
        if isinstance(editor, QPlainTextEdit):
            place.setHeight(max(place.height(), editor.fontMetrics().lineSpacing() * 5))
            place.setWidth(max(place.width(), min(around.width(), 420)))
        else:
            place.setWidth(max(place.width(), min(around.width(), 200)))
        place.moveRight(min(place.right(), around.right()))
        place.moveBottom(min(place.bottom(), around.bottom()))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QPlainTextEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in _ENTER and not shift:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)


class PreviewTable(QTableView):
    """The rows of the sheet."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._widths: tuple[str | None, ...] = ()
        self.setAccessibleName("将要导入的行")
        self.setItemDelegate(PreviewDelegate(self))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leads out of the table: nobody walks through 43,000 rows by it
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._set_height()
        model.modelReset.connect(self._set_widths)

    def _set_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 13)

    def show_remarks(self) -> None:
        """The column of problems stands there only while it says something."""
        self.setColumnHidden(PROBLEM, not self._rows.has_remarks)

    def _set_widths(self) -> None:
        """By the fields' own widths, once for each mapping: what the clerk pulled wider stays so."""
        draft = self._rows.draft
        if draft is None or draft.mapping == self._widths:
            return
        self._widths = draft.mapping
        wide = self.fontMetrics().horizontalAdvance("国")
        digits = self.fontMetrics().horizontalAdvance("0") * len(str(max(draft.table.numbers, default=0)))
        box = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        self.setColumnWidth(TICK, box + max(digits, wide) + 24)
        self.setColumnWidth(PROBLEM, wide * _PROBLEM_WIDTH)
        for place, column in enumerate(self._rows.columns, start=FIRST):
            least = max(_LEAST_WIDTH, len(draft.field(column).title) + 1.0)
            self.setColumnWidth(place, int(wide * max(least, min(_MOST_WIDTH, draft.field(column).width + 1)) + 16))

    def chosen_rows(self) -> list[int]:
        """The table's rows that have a selected cell, else the current one."""
        places: set[int] = set()
        selection = self.selectionModel().selection()
        for part in (selection.at(number) for number in range(selection.count())):
            places.update(range(part.top(), part.bottom() + 1))
        if not places and self.currentIndex().isValid():
            places = {self.currentIndex().row()}
        return self._rows.rows_of(sorted(places))

    def go_to(self, row: int, column: int | None) -> bool:
        """Make a cell current and bring it into view; False when the filter hides it."""
        place = self._rows.place_of(row)
        if place is None:
            return False
        index = self._rows.index(place, self._rows.place_of_column(column))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def focus_cell(self) -> None:
        """Move the keyboard to the table, on a cell."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, min(FIRST, self._rows.columnCount() - 1)))

    def finish_editing(self) -> None:
        """Keep what is being typed in a cell."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the editor commits when it loses the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Space:
            self._rows.toggle(self.chosen_rows())
        elif plain and event.key() in _ENTER:
            if self.state() != QAbstractItemView.State.EditingState:  # a line passes on the key that ends it
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_rows"):
            return
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._rows.refresh()
        elif event.type() == QEvent.Type.FontChange:
            self._set_height()

    def sizeHint(self) -> QSize:
        return QSize(640, 400)


def _field(index: Index) -> Field | None:
    model = index.model()
    if not isinstance(model, PreviewModel) or model.draft is None:
        return None
    column = model.column_of(index)
    return None if column is None else model.draft.field(column)
