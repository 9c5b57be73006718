"""The table itself: rows two lines high, sorting by a click, keyboard first, columns remembered."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.base.register import Register
from ui.register.columns import Columns
from ui.register.delegate import CellDelegate, Write, type_into
from ui.register.remembered import Remembered
from ui.register.table_model import STATUS, RegisterModel
from ui.session import Session

_LEAST_ROW = 32
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_TURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Open or close the group on whose heading the keyboard is."""
_TYPED = QAbstractItemView.EditTrigger.AnyKeyPressed


class RegisterTable(QTableView):
    """Shows a `RegisterModel`; several rows may be selected, the current cell is where editing begins."""

    selected = Signal()
    """The selection or the current row changed."""
    sort_asked = Signal(str, bool)
    """(column name, descending); an empty name means the natural order."""
    space_pressed = Signal()
    """Space, when no action answers to it now."""

    def __init__(
        self,
        session: Session,
        register: Register,
        model: RegisterModel,
        write: Write,
        remembered: Remembered,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._model = model
        self._order = ("", False)
        self.setModel(model)
        self.delegate = CellDelegate(session, model, write, self)
        self.delegate.went_on.connect(self._go_on)
        self.delegate.refused.connect(self._reopen_later)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(register.title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._set_up_heads()
        self.columns = Columns(self, remembered, register, model)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.selected.emit())
        self.clicked.connect(self._head_clicked)
        model.modelReset.connect(self.columns.set_widths)

    def _set_up_heads(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.row_height())
        rows.hide()
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setHighlightSections(False)
        # Qt's heads look through every row to see whether their column is selected; rows are selected here
        heads.setSelectionModel(QItemSelectionModel(self._model, heads))
        heads.setMinimumSectionSize(36)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        heads.sectionClicked.connect(self._sort_by)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def row_height(self) -> int:
        """Two lines of text and a little air."""
        return max(_LEAST_ROW, 2 * QFontMetrics(self.font()).lineSpacing() + 6)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.group_by:
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        heads = self.horizontalHeader()
        across = max(heads.length(), self.viewport().width())
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        for row in range(max(0, first), (last if last >= 0 else self._model.rowCount() - 1) + 1):
            head = self._model.head_at(row)
            if head is not None:
                at = self.hasFocus() and self.currentIndex().row() == row
                option.state = QStyle.StateFlag.State_HasFocus if at else QStyle.StateFlag.State_None
                option.rect = QRect(-heads.offset(), self.rowViewportPosition(row), across, self.rowHeight(row) - 1)
                self.delegate.paint_head(painter, option, row, head)
        painter.end()

    # -- columns --------------------------------------------------------------------------------------

    def restore_columns(self) -> None:
        """The columns as the person left them, else as the register declares them."""
        self.columns.restore()
        self.show_order(*self._order)

    def keep_columns(self, names: list[str]) -> None:
        """Show these columns from now on."""
        self.columns.keep(names)
        self.show_order(*self._order)

    def shown_columns(self) -> list[str]:
        """The fields shown, in the order they stand on the screen, without the status."""
        return [name for name in self.columns.in_order() if name != STATUS]

    def fit_width(self) -> None:
        """Let the widest text column take up or give back what the window has, unless the person set it."""
        self.columns.fit()

    def wanted_width(self) -> int:
        """What the table asks for to show all its columns as wide as they should be."""
        return self.columns.wanted() + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_width()

    # -- sorting --------------------------------------------------------------------------------------

    def _sort_by(self, column: int) -> None:
        """First click upwards, second downwards, third back to the natural order."""
        name = self._model.name_of(column)
        now, downwards = self._order
        self._order = (name, False) if now != name else ((name, True) if not downwards else ("", False))
        self.show_order(*self._order)
        self.sort_asked.emit(*self._order)

    def show_order(self, name: str, descending: bool) -> None:
        """Put the sort arrow on a column."""
        self._order = (name, descending)
        columns = {self._model.name_of(column): column for column in range(self._model.columnCount())}
        direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(columns.get(name, -1), direction)

    # -- selection ------------------------------------------------------------------------------------

    def selected_ids(self) -> list[int]:
        """Ids of the selected rows, in the order shown."""
        selection = self.selectionModel().selection()
        rows: list[int] = []
        for number in range(selection.count()):
            chosen = selection.at(number)
            rows.extend(range(chosen.top(), chosen.bottom() + 1))
        return self._model.record_ids(sorted(set(rows)))

    def select_ids(self, ids: list[int], column: int = -1) -> None:
        """Select these records as far as they are shown, and scroll to the first."""
        rows = [row for row in (self._model.row_of(identity) for identity in ids) if row is not None]
        selection = self.selectionModel()
        if not rows:
            selection.clearSelection()
            return
        at = column if column >= 0 else max(0, self.currentIndex().column())
        first = self._model.index(rows[0], at)
        selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        selection.select(self._ranges(sorted(set(rows))), flags)
        self.scrollTo(first, QAbstractItemView.ScrollHint.EnsureVisible)

    def select_group(self, row: int) -> None:
        """Select the records below a heading, whose group opens if it is closed; the keyboard stays on the heading."""
        head, tree = self._model.head_at(row), self._model.tree
        if head is None or tree is None:
            return
        if not tree.is_open(row):
            self._model.turn(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(self._ranges(list(range(row + 1, row + 1 + len(head.ids)))), flags)

    def _head_clicked(self, index: QModelIndex) -> None:
        if not self.delegate.on_triangle:
            self.select_group(index.row())

    def _ranges(self, rows: list[int]) -> QItemSelection:
        """Neighbouring rows as one range each: thousands are selected at once."""
        chosen = QItemSelection()
        last = self._model.columnCount() - 1
        start = before = rows[0]
        for row in (*rows[1:], -1):
            if row != before + 1:
                chosen.select(self._model.index(start, 0), self._model.index(before, last))
                start = row
            before = row
        return chosen

    # -- editing --------------------------------------------------------------------------------------

    def edit(  # type: ignore[override]
        self,
        index: QModelIndex | QPersistentModelIndex,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Begin editing; by typing what stands there is replaced, else the cursor goes to its end."""
        begun = super().edit(index, trigger, event)  # type: ignore[arg-type]  # None is allowed
        editor = self.delegate.editor
        if begun and editor is not None and trigger != _TYPED:
            inside = editor.focusProxy()
            if isinstance(inside, QLineEdit):
                inside.end(False)
            elif isinstance(inside, QPlainTextEdit):
                inside.moveCursor(QTextCursor.MoveOperation.End)
        return bool(begun)

    def edit_current(self) -> bool:
        """Begin editing the current cell, or the first cell of the row that can be edited."""
        if self.state() == QAbstractItemView.State.EditingState:
            return True
        heads = self.horizontalHeader()
        row = max(0, self.currentIndex().row())
        columns = [
            self.currentIndex().column(),
            *(heads.logicalIndex(place) for place in range(self._model.columnCount())),
        ]
        return any(self._edit_cell(self._model.index(row, column)) for column in columns)

    def _edit_cell(self, index: QModelIndex) -> bool:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.setCurrentIndex(index)
        return self.edit(index)

    def _go_on(self, step: int) -> None:
        """After a cell: the keyboard is the table's again; by Tab the next cell that can be edited opens."""
        self.setFocus()
        at = self.currentIndex()
        if not step or not at.isValid():
            return
        heads = self.horizontalHeader()
        wide = self._model.columnCount()
        place = at.row() * wide + heads.visualIndex(at.column()) + step
        while 0 <= place < self._model.rowCount() * wide:
            row, across = divmod(place, wide)
            if self._edit_cell(self._model.index(row, heads.logicalIndex(across))):
                return
            if abs(place - at.row() * wide) > 3 * wide:  # a heading may stand between two records
                return
            place += step

    def _reopen_later(self, record_id: int, field: str, typed: str, sentence: str) -> None:
        QTimer.singleShot(0, self, lambda: self._reopen(record_id, field, typed, sentence))

    def _reopen(self, record_id: int, field: str, typed: str, sentence: str) -> None:
        """Open a cell again with what was typed and refused, unless the person has gone on to something else."""
        row = self._model.row_of(record_id)
        columns = {self._model.name_of(column): column for column in range(self._model.columnCount())}
        busy = self.delegate.editor is not None or QApplication.activeModalWidget() is not None
        if row is None or field not in columns or busy or not self.isVisible():
            return
        self.select_ids([record_id], columns[field])
        if self._edit_cell(self._model.index(row, columns[field])) and self.delegate.editor is not None:
            type_into(self.delegate.editor, typed)
            self.delegate.editor.show_problem(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~_KEYPAD
        head = self._model.head_at(self.currentIndex().row())
        if head is not None and plain and event.key() == Qt.Key.Key_Space:
            self.select_group(self.currentIndex().row())
            event.accept()
        elif head is not None and plain and event.key() in _TURNS:
            self._model.turn(self.currentIndex().row())
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.edit_current()
            event.accept()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.space_pressed.emit()  # never begins typing: a blank would take the place of what stands there
            event.accept()
        elif not self._go_in_tree(event):
            super().keyPressEvent(event)

    def _go_in_tree(self, event: QKeyEvent) -> bool:
        """Left and Right where the tree is drawn, or on a heading; False where they go from cell to cell as ever."""
        tree, at = self._model.tree, self.currentIndex()
        row, key = at.row(), event.key()
        head = self._model.head_at(row) is not None
        if tree is None or not (head or self._model.draws_tree(at.column())) or event.modifiers() & ~_KEYPAD:
            return False
        turns = Qt.Key.Key_Left if tree.is_open(row) else Qt.Key.Key_Right
        if key == turns and tree.has_children(row):
            self._model.turn(row)
        elif key == Qt.Key.Key_Left and (above := tree.row_above(row)) is not None:
            self.setCurrentIndex(self._model.index(above, at.column()))
        elif not head or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        return True
