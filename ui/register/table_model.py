"""The table's model: a thin adapter over ids and a cache of the rows that are looked at. It never writes."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication

from models.base.fields import Field
from models.base.groups import Group, headed
from models.base.record import Changes, Query, Record
from models.base.register import Register
from models.base.trees import Tree
from ui.register.tree_rows import NO_TREE, TreeRows
from ui.session import Session
from ui.widgets.colours import light_colour
from ui.widgets.lights import light_icon

Index = QModelIndex | QPersistentModelIndex

RECORD_ROLE = Qt.ItemDataRole.UserRole
STATUS = "status"
_CACHED = 2000
_AT_ONCE = 60
_FEW_LOOKUPS = 5
"""So many rows are looked for in the list before the whole list is turned into a table of rows."""
_ACROSS = {
    **dict.fromkeys(("date", "number", "code", "yes_no", "choice"), Qt.AlignmentFlag.AlignHCenter),
    "money": Qt.AlignmentFlag.AlignRight,
}
"""How kinds of values stand in their cells; all others at the left."""


class RegisterModel(QAbstractTableModel):
    """Rows are records of one register in the asked order; columns are fields, and the status.

    `RECORD_ROLE` gives the record itself. Editing goes through the delegate to the page; `setData` is not
    offered. Grouped, a row may be a heading instead: it has an id below nought, no record, and can't be selected.
    """

    def __init__(self, session: Session, register: Register, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._ids: list[int] = []
        self._rows: dict[int, int] = {}
        self._looked_up = 0
        self._cache: OrderedDict[int, Record] = OrderedDict()
        self._query = Query()
        self._tree: TreeRows | None = None
        self._group_by = ""
        self._heads: dict[int, Group] = {}
        self._numbers: dict[str, int] = {}
        self._found: list[int] = []
        self.columns: list[str] = list(register.columns)

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def ids(self) -> list[int]:
        """The ids of the records in the rows, in order."""
        return [identity for identity in self._ids if identity > 0] if self._heads else self._ids

    def record_ids(self, rows: Iterable[int]) -> list[int]:
        """The ids of the records in these rows; headings and rows that are gone are left out."""
        return [self._ids[row] for row in rows if row < len(self._ids) and self._ids[row] > 0]

    def nearest(self, row: int) -> int | None:
        """The record in a row, else the next one below it, else above it; None where only headings show."""
        last = len(self._ids) - 1
        row = min(max(0, row), last)
        beside = (*range(row, last + 1), *range(row - 1, -1, -1)) if self._heads else range(row, row + 1)
        return next((self._ids[at] for at in beside if 0 <= at <= last and self._ids[at] > 0), None)

    @property
    def found(self) -> list[int]:
        """The ids of all records asked for, in order, those in closed branches too."""
        return self._found

    @property
    def query(self) -> Query:
        """What is being asked for."""
        return self._query

    def show_columns(self, names: list[str]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = list(names)
        self.endResetModel()

    def ask(self, query: Query) -> None:
        """Show the records this query gives."""
        self._query = query
        self._read(always=True)

    def take_changes(self, changes: Changes, query: Query | None = None) -> bool:
        """Bring the rows in line with what an operation changed; True when rows came, went or moved.

        query: what is asked for now; the same filters may mean other records since (a group has other members).
        """
        self._query = query or self._query
        touched = changes.ids(self._register.name)
        others = {field.target for field in self._register.fields if field.target}
        others |= {name for field in self._register.computed for name in field.reads}
        linked = any(changes.ids(name) for name in others)
        if not touched and not linked:
            return False
        if linked or 0 in touched:  # 0 stands for all: the day or a setting has changed
            self._cache.clear()
        for identity in touched:
            self._cache.pop(identity, None)
        if self._read():
            return True
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))
        return False

    def forget(self) -> None:
        """Read all rows anew: a day has passed, another workbook is open."""
        self._cache.clear()
        self.ask(self._query)

    def _read(self, *, always: bool = False) -> bool:
        """Ask the workbook for the rows; gives False, and leaves all as it is, when they are the same."""
        book, name = self._session.desk.book if self._session.is_open else None, self._register.name
        if self._tree is None:
            ids = self._found = book.ids(name, self._query) if book is not None else []
            if ids == self._ids and not always:
                return False
            self.beginResetModel()
        else:
            tree, heads = self._grown()
            if (tree, heads) == (self._tree.tree, self._heads) and not always:
                return False
            self.beginResetModel()
            self._heads = heads
            self._tree.take(tree)
            self._found = [identity for identity in tree.ids if identity > 0] if heads else tree.ids
            ids = self._tree.ids()
        self._put(ids)
        self.endResetModel()
        return True

    def _grown(self) -> tuple[Tree, dict[int, Group]]:
        """The tree of what is asked for, and its headings by their ids."""
        if not self._session.is_open:
            return NO_TREE, {}
        book, name = self._session.desk.book, self._register.name
        if self._group_by:
            return headed(book.groups(name, self._query, self._group_by), self._numbers)
        return book.tree(name, self._query), {}

    def _put(self, ids: list[int]) -> None:
        self._ids = list(ids)
        self._rows = {}
        self._looked_up = 0

    # -- as a tree, or grouped ------------------------------------------------------------------------

    @property
    def tree(self) -> TreeRows | None:
        """The rows as a tree, of records or of headings with records below them; None where they are a plain list."""
        return self._tree

    @property
    def group_by(self) -> str:
        """By which field, or "status", the rows are grouped; "" where they are not."""
        return self._group_by

    def head_at(self, row: int) -> Group | None:
        """The group whose heading is in a row; None where a record is."""
        return self._heads.get(self._ids[row]) if self._heads and 0 <= row < len(self._ids) else None

    def draws_tree(self, column: int) -> bool:
        """Whether a column shows the tree now: that of the records' names, else the first."""
        title = self._register.title_field
        place = self.columns.index(title) if title in self.columns else 0
        return self._tree is not None and not self._group_by and column == place

    def arrange(self, *, tree: bool = False, group_by: str = "") -> None:
        """Show the rows as a tree of records, or grouped by a field, or as a plain list."""
        if (tree and not group_by, group_by) != (self._tree is not None and not self._group_by, self._group_by):
            self._tree = TreeRows() if tree or group_by else None
            self._group_by, self._heads, self._numbers = group_by, {}, {}
            self._read(always=True)

    def turn(self, row: int) -> None:
        """Open or close what stands below a row of the tree."""
        if self._tree is None or not self._tree.has_children(row):
            return
        first, last = row + 1, row + self._tree.below(row)
        if self._tree.is_open(row):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._tree.turn(row)
            self._put(self._tree.ids())
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), first, last)
            self._tree.turn(row)
            self._put(self._tree.ids())
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def turn_all(self, opened: bool) -> None:
        """Open or close every row of the tree."""
        if self._tree is not None:
            self.beginResetModel()
            self._tree.turn_all(opened)
            self._put(self._tree.ids())
            self.endResetModel()

    def reveal(self, record_id: int) -> None:
        """Open the rows of the tree that hide a record."""
        if self._tree is not None and self.row_of(record_id) is None and self._tree.hides(record_id):
            self.beginResetModel()
            self._tree.reveal(record_id)
            self._put(self._tree.ids())
            self.endResetModel()

    def row_of(self, record_id: int) -> int | None:
        """The row that shows a record; None when it is not shown."""
        if not self._rows and self._ids:
            if self._looked_up < _FEW_LOOKUPS:
                self._looked_up += 1
                return self._ids.index(record_id) if record_id in self._ids else None
            self._rows = dict(zip(self._ids, range(len(self._ids)), strict=True))
        return self._rows.get(record_id)

    def record_at(self, row: int) -> Record | None:
        """The record in a row; rows around it are read with it."""
        if not 0 <= row < len(self._ids):
            return None
        identity = self._ids[row]
        if identity < 0:
            return None
        if identity not in self._cache:
            self._read_around(row)
        found = self._cache.get(identity)
        if found is not None:
            self._cache.move_to_end(identity)
        return found

    def _read_around(self, row: int) -> None:
        start = max(0, row - _AT_ONCE // 2)
        around = self.record_ids(range(start, start + _AT_ONCE))
        wanted = [identity for identity in around if identity not in self._cache]
        for record in self._session.desk.book.records(self._register.name, wanted):
            self._cache[record.id] = record
        while len(self._cache) > _CACHED:
            self._cache.popitem(last=False)

    # -- Qt's side ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns) + (1 if self._register.statuses else 0)

    def name_of(self, column: int) -> str:
        """The field name of a column; "status" for the last one of a register with statuses."""
        return self.columns[column] if column < len(self.columns) else STATUS

    def field_of(self, column: int) -> Field | None:
        """The field of a column; None for the status."""
        name = self.name_of(column)
        return None if name == STATUS else self._register.field(name)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        field = self.field_of(section) if section < self.columnCount() else None
        if role == Qt.ItemDataRole.DisplayRole:
            return field.title if field else "状态"
        if role == Qt.ItemDataRole.ToolTipRole:
            return (field.help or field.title) if field else "由日期和办理情况自动得出，点这里按紧急程度排序"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.head_at(index.row()) is not None:
            return Qt.ItemFlag.ItemIsEnabled
        field = self.field_of(index.column())
        if field is not None and field.inline and self._session.writable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not self._session.is_open:
            return None
        head = self.head_at(index.row())
        if head is not None:
            return self._head_data(head, index, role)
        record = self.record_at(index.row())
        if record is None:
            return None
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._tree.described(index.row()) if self._tree is not None and not self._heads else None
        name = self.name_of(index.column())
        return self._status_data(record, role) if name == STATUS else self._field_data(record, name, role)

    def head_text(self, head: Group) -> str:
        """What stands in a heading's row."""
        return f"{head.text}　{len(head.ids)} {self._register.counter}"

    def _head_data(self, head: Group, index: Index, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return self.head_text(head)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.head_text(head)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and self._tree is not None:
            return "已展开" if self._tree.is_open(index.row()) else "已收起"
        return None

    def _field_data(self, record: Record, name: str, role: int) -> Any:
        field = self._register.field(name)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = record.marked(name, field.display(record.values[name], self._session.desk.book))
            if role == Qt.ItemDataRole.ToolTipRole and name in record.estimates:
                return f"{text}\n{record.about(name)}"
            if role == Qt.ItemDataRole.DisplayRole and field.kind == "yes_no" and not record.values[name]:
                return ""
            return text or None
        if role == Qt.ItemDataRole.EditRole:
            return field.format(record.values[name], self._session.desk.book)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = _ACROSS.get(field.looks.kind, Qt.AlignmentFlag.AlignLeft)
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _status_data(self, record: Record, role: int) -> Any:
        status = self._register.status(record.status)
        light = status.light if status else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return record.status_text
        if role == Qt.ItemDataRole.ToolTipRole:
            return record.status_text
        if role == Qt.ItemDataRole.DecorationRole and light:
            return light_icon(light)
        if role == Qt.ItemDataRole.ForegroundRole and light in ("red", "amber"):
            colour: QColor = light_colour(light, QGuiApplication.palette())
            return colour
        return None
