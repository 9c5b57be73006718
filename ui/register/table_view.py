"""The table itself: rows two lines high, sorting by a click, keyboard first, columns remembered."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models.base.register import Register
from ui.register.delegate import CellDelegate
from ui.register.table_model import STATUS, RegisterModel
from ui.session import Session

_LEAST_ROW = 32
_LEAST_TEXT = 14
_STATUS_WIDTH = 8.0


class RegisterTable(QTableView):
    """Shows a `RegisterModel`; several rows may be selected, the current cell is where editing begins."""

    selected = Signal()
    """The selection or the current row changed."""
    sort_asked = Signal(str, bool)
    """(column name, descending); an empty name means the natural order."""

    def __init__(
        self, session: Session, register: Register, model: RegisterModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._model = model
        self._order = ("", False)
        self.setModel(model)
        self.delegate = CellDelegate(session, model, self)
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
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.selected.emit())
        model.modelReset.connect(self._restore_widths)

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
        heads.setMinimumSectionSize(36)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        heads.sectionClicked.connect(self._sort_by)
        heads.sectionResized.connect(self._keep_width)
        heads.sectionMoved.connect(self._keep_order)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def row_height(self) -> int:
        """Two lines of text and a little air."""
        return max(_LEAST_ROW, 2 * QFontMetrics(self.font()).lineSpacing() + 6)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.row_height())

    # -- columns --------------------------------------------------------------------------------------

    def restore_columns(self) -> None:
        """The columns as the person left them, else as the register declares them."""
        kept = self._setting("columns")
        names = [name for name in str(kept).split(",") if name in self._register.by_name] if kept else []
        self._model.show_columns(names or list(self._register.columns))
        self._restore_widths()

    def keep_columns(self, names: list[str]) -> None:
        """Show these columns from now on."""
        self._session.settings.setValue(self._key("columns"), ",".join(names))
        self._model.show_columns(names)
        self._restore_widths()

    def shown_columns(self) -> list[str]:
        """The fields shown, in the order they stand on the screen, without the status."""
        heads = self.horizontalHeader()
        order = sorted(range(self._model.columnCount()), key=heads.visualIndex)
        return [name for name in (self._model.name_of(column) for column in order) if name != STATUS]

    def _restore_widths(self) -> None:
        heads = self.horizontalHeader()
        heads.blockSignals(True)
        unit = QFontMetrics(self.font()).horizontalAdvance("字")
        for column in range(self._model.columnCount()):
            name = self._model.name_of(column)
            field = self._model.field_of(column)
            kept = self._setting(f"width/{name}")
            self.setColumnWidth(
                column, int(kept) if kept else int((field.width if field else _STATUS_WIDTH) * unit) + 16
            )
        heads.blockSignals(False)
        self.fit_width()

    def fit_width(self) -> None:
        """Let the widest text column take up or give back what the window has, unless the person set it."""
        names = [self._model.name_of(column) for column in range(self._model.columnCount())]
        fields = [(self._register.field(name).width, column) for column, name in enumerate(names) if name != STATUS]
        if not fields:
            return
        _, widest = max(fields)
        if self._setting(f"width/{names[widest]}"):
            return
        heads = self.horizontalHeader()
        left = self.viewport().width() - (heads.length() - self.columnWidth(widest))
        least = _LEAST_TEXT * QFontMetrics(self.font()).horizontalAdvance("字")
        heads.blockSignals(True)
        self.setColumnWidth(widest, max(least, left))
        heads.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_width()

    def _keep_width(self, column: int, old: int, new: int) -> None:
        del old
        self._session.settings.setValue(self._key(f"width/{self._model.name_of(column)}"), new)

    def _keep_order(self, *_: int) -> None:
        self._session.settings.setValue(self._key("columns"), ",".join(self.shown_columns()))

    def _key(self, name: str) -> str:
        return f"table/{self._register.name}/{name}"

    def _setting(self, name: str) -> Any:
        return self._session.settings.value(self._key(name))

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
        ids = self._model.ids
        return [ids[row] for row in sorted(set(rows)) if row < len(ids)]

    def current_id(self) -> int | None:
        """The record of the current row."""
        row = self.currentIndex().row()
        return self._model.ids[row] if 0 <= row < len(self._model.ids) else None

    def select_ids(self, ids: list[int], column: int = -1) -> None:
        """Select these records as far as they are shown, and scroll to the first."""
        rows = [row for row in (self._model.row_of(identity) for identity in ids) if row is not None]
        selection = self.selectionModel()
        selection.clearSelection()
        if not rows:
            self.selected.emit()
            return
        at = column if column >= 0 else max(0, self.currentIndex().column())
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        selection.setCurrentIndex(self._model.index(rows[0], at), QItemSelectionModel.SelectionFlag.NoUpdate)
        for row in rows:
            selection.select(self._model.index(row, at), flags)
        self.scrollTo(self._model.index(rows[0], at), QAbstractItemView.ScrollHint.EnsureVisible)

    def edit_current(self) -> bool:
        """Begin editing the current cell, or the first cell of the row that can be edited."""
        row = max(0, self.currentIndex().row())
        columns = [self.currentIndex().column(), *range(self._model.columnCount())]
        for column in columns:
            index = self._model.index(row, column)
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                self.edit(index)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit_current()
            event.accept()
            return
        super().keyPressEvent(event)
