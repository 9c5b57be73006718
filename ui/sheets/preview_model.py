"""The rows of a sheet as they will be stored: tick and row number, what is wrong, one column per mapped field."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon

from models.base.errors import FieldError
from models.base.fields import NOBODY
from ui.sheets.draft import Draft
from ui.widgets.colours import faint, light_colour, tint

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
TICK, PROBLEM, FIRST = 0, 1, 2
"""Columns: the tick with the row's number, what is wrong, and the first field."""
_NO_PARENT = QModelIndex()
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_TICKABLE, _EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable, _PLAIN | Qt.ItemFlag.ItemIsEditable
_CENTRED = {"date", "number", "code", "yes_no", "choice"}


class Shown(Enum):
    """Which rows are shown."""

    ALL = "全部行"
    BAD = "只看有问题的行"
    LEFT_OUT = "只看不导入的行"


class PreviewModel(QAbstractTableModel):
    """A thin adapter over a `Draft`; corrections and ticks go into it, and are told by signals."""

    corrected = Signal(int, int, str)
    """(row, column of the table, what stood there before)."""
    ticks_changed = Signal()

    def __init__(self, warning: Callable[[], QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warning = warning
        self.draft: Draft | None = None
        self.columns: list[int] = []
        """The table's columns that are shown, in order."""
        self.shown = Shown.ALL
        self._rows: Sequence[int] = range(0)

    # -- what is shown --------------------------------------------------------------------------------

    def show(self, draft: Draft | None) -> None:
        """Show a draft, or the same one with another mapping."""
        self.beginResetModel()
        self.draft = draft
        self.columns = draft.taken if draft else []
        self._rows = self._wanted()
        self.endResetModel()

    def show_only(self, shown: Shown) -> None:
        """Filter the rows."""
        self.beginResetModel()
        self.shown = shown
        self._rows = self._wanted()
        self.endResetModel()

    def take_findings(self) -> None:
        """The rows were checked: show the marks; rows that are no longer meant stay until the filter is set anew."""
        wanted = self._wanted()
        if self.shown is not Shown.ALL:
            wanted = sorted({*self._rows, *wanted})
        if list(wanted) != list(self._rows):
            self.beginResetModel()
            self._rows = wanted
            self.endResetModel()
        else:
            self.refresh()

    def _wanted(self) -> Sequence[int]:
        draft = self.draft
        if draft is None:
            return range(0)
        match self.shown:
            case Shown.BAD:
                return draft.bad_rows()
            case Shown.LEFT_OUT:
                return sorted(draft.left_out)
            case _:
                return range(len(draft.table.rows))

    def refresh(self) -> None:
        """Show all cells anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def refresh_row(self, row: int) -> None:
        """Show a row of the table anew."""
        at = self.place_of(row)
        if at is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def row_of(self, index: Index) -> int:
        """The table's row an index shows."""
        return self._rows[index.row()]

    def rows_of(self, places: Sequence[int]) -> list[int]:
        """The table's rows at these places."""
        return [self._rows[place] for place in places]

    def place_of(self, row: int) -> int | None:
        """Where a row of the table is shown; None when the filter hides it."""
        if isinstance(self._rows, range):
            return row if row in self._rows else None
        return self._rows.index(row) if row in self._rows else None

    def column_of(self, index: Index) -> int | None:
        """The table's column an index shows; None for the tick and the problem."""
        at = index.column() - FIRST
        return self.columns[at] if 0 <= at < len(self.columns) else None

    def place_of_column(self, column: int | None) -> int:
        """Where a column of the table is shown; the problem's place for None and for columns that are not taken."""
        return FIRST + self.columns.index(column) if column in self.columns else PROBLEM

    @property
    def has_remarks(self) -> bool:
        """Whether there is anything to say about any row."""
        return self.draft is not None and bool(self.draft.bad_rows() or self.draft.left_out)

    # -- Qt's side ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self.draft is None else len(self.columns) + FIRST

    def flags(self, index: Index) -> Qt.ItemFlag:
        column = index.column()  # asked for every cell when all are selected
        if column >= FIRST:
            return _EDITABLE
        return (_TICKABLE, _PLAIN)[column] if column >= 0 else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        draft = self.draft
        if draft is None or orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if section == TICK:
            told = {ROLE.DisplayRole: "行", ROLE.ToolTipRole: "表格里的行号；打勾的行会导入（空格键打勾或去掉）"}
            return told.get(ROLE(role))
        if section == PROBLEM:
            return "问题" if role == ROLE.DisplayRole else None
        column = self.columns[section - FIRST]
        field = draft.field(column)
        if role == ROLE.DisplayRole:
            return field.title
        if role == ROLE.ToolTipRole:
            title = draft.table.columns[column].title
            return "\n".join(filter(None, (f"表格里的“{title}”一列" if title else "", field.help)))
        return None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        draft = self.draft
        if draft is None or not index.isValid():
            return None
        row = self.row_of(index)
        column = self.column_of(index)
        if role == ROLE.ForegroundRole and not draft.ticked(row):
            return faint(QGuiApplication.palette())
        if index.column() == TICK:
            return self._tick_data(draft, row, role)
        return self._problem_data(draft, row, role) if column is None else self._cell_data(draft, row, column, role)

    def _tick_data(self, draft: Draft, row: int, role: int) -> Any:
        if role == ROLE.DisplayRole:
            return str(draft.table.numbers[row])
        if role == ROLE.CheckStateRole:
            return Qt.CheckState.Checked if draft.ticked(row) else Qt.CheckState.Unchecked
        if role == ROLE.AccessibleTextRole:
            return f"第 {draft.table.numbers[row]} 行，{'导入' if draft.ticked(row) else '不导入'}"
        return None

    def _problem_data(self, draft: Draft, row: int, role: int) -> Any:
        problems = draft.problems(row)
        if role in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return draft.reason(row) if problems or draft.is_twin(row) or not draft.ticked(row) else None
        if role == ROLE.ForegroundRole and problems:
            return light_colour("red", QGuiApplication.palette())
        if role == ROLE.DecorationRole and problems:
            return self._warning()
        return None

    def _cell_data(self, draft: Draft, row: int, column: int, role: int) -> Any:
        problem = draft.problem(row, column)
        if role == ROLE.EditRole:
            return draft.text(row, column)
        if role == ROLE.DisplayRole:
            return draft.text(row, column) if problem else self._stored(draft, row, column)
        if role == ROLE.ToolTipRole:
            return problem.sentence if problem else self._tip(draft, row, column)
        if role == ROLE.BackgroundRole and problem:
            return tint("red", QGuiApplication.palette())
        if role == ROLE.DecorationRole and problem:
            return self._warning()
        if role == ROLE.TextAlignmentRole:
            centred = draft.field(column).kind in _CENTRED
            across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE.AccessibleDescriptionRole and problem:
            return problem.sentence
        return None

    def _stored(self, draft: Draft, row: int, column: int) -> str:
        """The cell as the register will show it; names of other records as they are written."""
        field, text = draft.field(column), draft.text(row, column)
        if field.target is not None or not text.strip():
            return text.strip()
        try:
            return field.format(field.parse(text, NOBODY), NOBODY)
        except FieldError:
            return text

    def _tip(self, draft: Draft, row: int, column: int) -> str | None:
        stored, original = self._stored(draft, row, column), draft.original(row, column)
        if stored == original.strip():
            return stored or None
        return f"{stored}\n表格里是：{original}" if original.strip() else f"{stored}\n表格里这一格是空的"

    # -- changes --------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        draft = self.draft
        if draft is None or not index.isValid():
            return False
        row, column = self.row_of(index), self.column_of(index)
        if role == ROLE.CheckStateRole and index.column() == TICK:
            self.tick([row], Qt.CheckState(value) != Qt.CheckState.Unchecked)
            return True
        if role != ROLE.EditRole or column is None:
            return False
        was = draft.text(row, column)
        if draft.correct(row, column, str(value)):
            self.corrected.emit(row, column, was)
        return True

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick or untick rows of the table."""
        if self.draft is not None and rows:
            self.draft.tick(rows, on)
            self.refresh()
            self.ticks_changed.emit()

    def toggle(self, rows: Sequence[int]) -> None:
        """Untick these rows when all are ticked, else tick them."""
        if self.draft is not None:
            self.tick(rows, not all(map(self.draft.ticked, rows)))
