"""The table of proposed tasks: ticks, editing in place, removal; all by keyboard too."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QTableView,
    QWidget,
)

from ui.intake.drafts import TASK_FIELDS, Draft
from ui.intake.task_delegate import RETURN, TaskDelegate, UnitCellFor
from ui.intake.task_model import NUMBER, TaskModel

_WIDTHS = {
    "number": 4.0,
    "content": 12.0,
    "lead_units": 7.0,
    "responsible_units": 9.0,
    "cooperating_units": 7.0,
    "deadline_text": 8.0,
}
"""Column widths, in full-width characters; the wording takes what is left, this at least."""
_DUE = TASK_FIELDS.index("due_on")
_DAY = "2026-12-31"
_TIGHT = {**_WIDTHS, "number": 2.6, "content": 6.5}
"""As wide as that on a narrow screen, before any column is out of sight."""
_NARROW, _NARROWEST = 0.7, 0.4
"""How far the columns of units and deadlines give way, to either."""


class TaskTable(QTableView):
    """Proposed tasks."""

    pointed = Signal(object)
    """This Draft is current now."""
    remove_asked = Signal()

    def __init__(self, model: TaskModel, unit_cell: UnitCellFor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = model
        self.setAccessibleName("任务")
        self.setItemDelegate(TaskDelegate(unit_cell, self))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self._set_heights()
        self._set_widths()
        self._only_differing = False
        model.modelReset.connect(self._span_sections)
        model.modelReset.connect(self._hide_rows)
        self._span_sections()
        model.use_palette(self.palette())
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def _set_heights(self) -> None:
        heads = self.verticalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 10)

    def _set_widths(self) -> None:
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(40)
        for column, name in enumerate(TASK_FIELDS):
            if name in ("lead_units", "cooperating_units"):
                empty = not any(getattr(draft.task, name) for draft in self._tasks.drafts.items)
                self.setColumnHidden(column, empty)
        self._share_width()

    def _share_width(self) -> None:
        """Narrow columns a little before the table has to scroll sideways, but for those of numbers and days."""
        widths = self._widths_at(_WIDTHS, _NARROW)
        if sum(widths.values()) > self.viewport().width():
            widths = self._widths_at(_TIGHT, _NARROWEST)
        for column, width in widths.items():
            self.horizontalHeader().resizeSection(column, width)

    def _widths_at(self, characters: Mapping[str, float], narrowest: float) -> dict[int, int]:
        wide = self.fontMetrics().horizontalAdvance("国")
        box = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 12
        firm = {NUMBER: int(wide * characters["number"]) + box, _DUE: self.fontMetrics().horizontalAdvance(_DAY) + 18}
        wanted = {
            column: int(wide * characters[name]) + 12
            for column, name in enumerate(TASK_FIELDS)
            if column not in firm and not self.isColumnHidden(column)
        }
        wording = TASK_FIELDS.index("content")
        least = wanted.pop(wording)
        room = self.viewport().width()
        share = max(narrowest, min(1.0, (room - least - sum(firm.values())) / sum(wanted.values())))
        wanted = {**firm, **{column: int(width * share) for column, width in wanted.items()}}
        wanted[wording] = max(least, room - sum(wanted.values()))
        return wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _span_sections(self) -> None:
        """A section's row is one wide cell of one line; a task's row has two lines."""
        self.clearSpans()
        sections = set(self._tasks.sections())
        heads = self.verticalHeader()
        for row in range(self._tasks.rowCount()):
            height = heads.defaultSectionSize()
            if row in sections:
                self.setSpan(row, 0, 1, len(TASK_FIELDS))
                height = self.fontMetrics().lineSpacing() + 10
            if heads.sectionSize(row) != height:
                heads.resizeSection(row, height)

    def show_only_differing(self, on: bool) -> None:
        """Leave out the tasks that the workbook has as they stand, and the sections that hold no others."""
        self._only_differing = on
        self._hide_rows()

    def _hide_rows(self) -> None:
        for row in range(self._tasks.rowCount()):
            self.setRowHidden(row, self._only_differing and all(item.is_there for item in self._tasks.under([row])))

    def select_tasks(self, drafts: Sequence[Draft]) -> None:
        """Mark these tasks; the first is the current one."""
        if not drafts:
            return
        self.go_to(drafts[0])
        flags = QItemSelectionModel.SelectionFlag
        for draft in drafts[1:]:
            row = self._tasks.row_of(draft)
            if row >= 0:
                self.selectionModel().select(self._tasks.index(row, 0), flags.Select | flags.Rows)

    def hidden_columns(self) -> list[str]:
        """The names of columns left out because they are empty."""
        return [name for column, name in enumerate(TASK_FIELDS) if self.isColumnHidden(column)]

    def show_columns(self, on: bool, names: Sequence[str]) -> None:
        """Show or hide columns."""
        for name in names:
            self.setColumnHidden(TASK_FIELDS.index(name), not on)
        self._share_width()

    def chosen_rows(self) -> list[int]:
        """The selected rows, else the current one."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        current = self.currentIndex()
        return rows or ([current.row()] if current.isValid() else [])

    def go_to(self, draft: Draft, name: str = "content") -> None:
        """Make a task current and bring it into view."""
        row = self._tasks.row_of(draft)
        if row < 0:
            return
        column = TASK_FIELDS.index(name)
        index = self._tasks.index(row, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def edit_cell(self, draft: Draft, name: str) -> None:
        """Open the editor of a task's field; its column is shown when it was left out."""
        if self._tasks.row_of(draft) < 0:
            return
        if self.isColumnHidden(TASK_FIELDS.index(name)):
            self.show_columns(True, [name])
        self.go_to(draft, name)
        self.setFocus()
        self.edit(self.currentIndex())

    def go_to_first(self) -> None:
        """Make the first task current when none is."""
        if not self.currentIndex().isValid() and self._tasks.drafts.items:
            self.go_to(self._tasks.drafts.items[0])

    def _tell_current(self, current: QModelIndex) -> None:
        self.pointed.emit(self._tasks.draft(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Space:
            self._tasks.toggle(self.chosen_rows())
        elif plain and event.key() in RETURN:
            if self._tasks.draft(self.currentIndex()) is not None:
                self.edit(self.currentIndex())
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the cells, and leaves the table behind the last and before the first one."""
        index = self.currentIndex()
        columns = [column for column in range(len(TASK_FIELDS)) if not self.isColumnHidden(column)]
        last = self._tasks.rowCount() - 1
        at_end = forward and index.row() == last and index.column() == columns[-1]
        at_start = (
            not forward and index.row() == 0 and (index.column() == columns[0] or self._tasks.draft(index) is None)
        )
        if not index.isValid() or at_end or at_start:
            self.setTabKeyNavigation(False)
            try:
                return super().focusNextPrevChild(forward)
            finally:
                self.setTabKeyNavigation(True)
        return super().focusNextPrevChild(forward)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_tasks"):
            return
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._tasks.use_palette(self.palette())
        elif event.type() == QEvent.Type.FontChange:
            self._set_heights()
            self._span_sections()

    def sizeHint(self) -> QSize:
        return QSize(560, 400)

    def minimumSizeHint(self) -> QSize:
        """The heads, two rows and the bar."""
        least = super().minimumSizeHint()
        return QSize(least.width(), least.height() + self.verticalHeader().defaultSectionSize())
