"""The proposed tasks as a table model: one row a task, and a row above each section.

A thin adapter over `Drafts`. It changes nothing but the drafts in memory; nothing is stored from here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPalette

from models.base.errors import FieldError
from ui.intake import marks
from ui.intake.drafts import TASK_FIELDS, UNIT_FIELDS, Draft, Drafts
from ui.widgets import colours

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
FLAG = Qt.ItemFlag
NOWHERE = QModelIndex()

HEADS = {
    "number": "序号",
    "content": "工作任务",
    "lead_units": "牵头",
    "responsible_units": "责任",
    "cooperating_units": "配合",
    "deadline_text": "完成时限",
    "due_on": "到期",
}
_HEAD_TIPS = {
    "number": "打勾的才导入；空格键打勾或取消",
    **dict.fromkeys(UNIT_FIELDS, "几个单位之间用“；”或“、”隔开"),
    "deadline_text": "照原文的写法，如“2024年12月底前”“持续推进”；到期日期随之算出",
    "due_on": "写成 2024-12-31，或“长期坚持”",
}
NUMBER = TASK_FIELDS.index("number")
UNITS_ROLE = ROLE.UserRole
"""The names of a units cell, as a tuple."""

THERE = "已在台账里"
SAME = "台账里有内容相同的任务"

Row = Draft | tuple[str, ...]
"""A task, or the path of a section whose tasks follow."""


class TaskModel(QAbstractTableModel):
    """Rows of tasks and sections."""

    refused = Signal(str)
    """A typed value does not fit; the sentence says why."""
    edited = Signal(object)
    """This Draft was changed by the person; None: several, or ticks."""

    def __init__(self, drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drafts = drafts
        self.doubts_of: dict[Draft, list[str]] = {}
        self._palette = QPalette()
        self._chips: dict[str, QIcon] = {}
        self._rows: list[Row] = []
        self._row_of: dict[Draft, int] = {}
        self._members: dict[int, list[Draft]] = {}
        self._arrange()

    # -- rows -----------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        rows: list[Row] = []
        members: dict[int, list[Draft]] = {}
        before: tuple[str, ...] = ()
        heading = -1
        for draft in self.drafts.items:
            if draft.task.section != before:
                before = draft.task.section
                heading = len(rows)
                rows.append(before)
                members[heading] = []
            if heading >= 0:
                members[heading].append(draft)
            rows.append(draft)
        self._rows, self._members = rows, members
        self._row_of = {row: index for index, row in enumerate(rows) if isinstance(row, Draft)}

    def draft(self, index: Index) -> Draft | None:
        """The task of a row; None for a section's row."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Draft) else None

    def row_of(self, draft: Draft) -> int:
        """The row of a task; -1 when it was removed."""
        return self._row_of.get(draft, -1)

    def sections(self) -> Iterable[int]:
        """The rows of sections."""
        return self._members.keys()

    def under(self, rows: Iterable[int]) -> list[Draft]:
        """The tasks of these rows; a section's row stands for all its tasks, unless its tasks are among them."""
        chosen = sorted(set(rows))
        tasks = [row for index in chosen if isinstance(row := self._rows[index], Draft)]
        if tasks:
            return tasks
        return [draft for index in chosen for draft in self._members.get(index, ())]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(TASK_FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return FLAG.NoItemFlags
        flags = FLAG.ItemIsEnabled | FLAG.ItemIsSelectable
        if index.column() == NUMBER:
            flags |= FLAG.ItemIsUserCheckable
        if self.draft(index) is not None:
            flags |= FLAG.ItemIsEditable | FLAG.ItemNeverHasChildren
        return flags

    # -- what is shown --------------------------------------------------------------------------------

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, Draft):
            return self._task_data(row, TASK_FIELDS[index.column()], role)
        return self._section_data(row, index.row(), role) if index.column() == NUMBER else None

    def _task_data(self, draft: Draft, name: str, role: int) -> Any:
        if role == ROLE.DisplayRole and name == "content":
            return f"{self._standing(draft)}{draft.task.text}"
        if role in (ROLE.DisplayRole, ROLE.EditRole):
            return self.drafts.text_of(draft, name)
        if role == UNITS_ROLE and name in UNIT_FIELDS:
            return getattr(draft.task, name)
        if role == ROLE.ToolTipRole:
            return self._tip(draft, name)
        if role == ROLE.ForegroundRole and not draft.task.ticked:
            return colours.faint(self._palette)
        if name == "number":
            if role == ROLE.CheckStateRole:
                return Qt.CheckState.Checked if draft.task.ticked else Qt.CheckState.Unchecked
            if role == ROLE.AccessibleTextRole:
                return f"{draft.task.number}，{self._fate(draft)}"
        return None

    def _standing(self, draft: Draft) -> str:
        """How a task stands to the workbook, in a bracket; "" in a notice that is not there."""
        if draft.is_there:
            return f"（{THERE}）"
        if draft.differences:
            return f"（有变化：{'、'.join(self._title(item.field) for item in draft.differences)}）"
        if draft.is_twin:
            return f"（{SAME}）"
        return "（新增）" if self.drafts.known is not None and self.drafts.known.known.tasks else ""

    def _title(self, name: str) -> str:
        return self.drafts.cells.field(name).title

    def _fate(self, draft: Draft) -> str:
        if draft.is_there:
            return THERE
        wanted = draft.task.ticked
        if draft.differences:
            return "有变化，要更新" if wanted else "有变化，不更新"
        return "要导入" if wanted else "不导入"

    def _tip(self, draft: Draft, name: str) -> str:
        lines = [self.drafts.text_of(draft, name)]
        new = self.drafts.new_units(draft, name) if name in UNIT_FIELDS else ()
        if new:
            lines.append(f"导入时将新登记：{'、'.join(new)}")
        if draft.is_there:
            lines.append(f"{THERE}，不会再导入；要改内容，请到任务台账里改。")
        lines += self._told_differences(draft)
        lines += [f"待确认：{sentence}" for sentence in self.doubts_of.get(draft, ())]
        return "\n".join(_folded(line) for line in lines if line)

    def _told_differences(self, draft: Draft) -> list[str]:
        """What stands in the workbook where a task differs, and whether it will be replaced."""
        updated = self.drafts.fields_of(draft)
        lines = []
        for item in draft.differences:
            kept = "" if item.field in updated else "（导入后有人改过，保持不变）"
            lines.append(f"{self._title(item.field)}，台账里是：{item.before or '（空）'}{kept}")
        return lines

    def _section_data(self, path: tuple[str, ...], row: int, role: int) -> Any:
        if role == ROLE.DisplayRole:
            members = self._members[row]
            hint = ""
            if members[0].is_duty and not any(draft.task.ticked for draft in members):
                hint = "（未勾选，需要的请打勾）"
            return f"{' › '.join(path) or '（不属于任何大项）'}{hint}　{len(members)} 项"
        if role == ROLE.ToolTipRole:
            return "\n".join(_folded(part) for part in path)
        if role == ROLE.CheckStateRole:
            new = [draft for draft in self._members[row] if self.drafts.may_tick(draft)]
            ticked = sum(draft.task.ticked for draft in new)
            if ticked in (0, len(new)):
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            return Qt.CheckState.PartiallyChecked
        if role == ROLE.FontRole:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == ROLE.BackgroundRole:
            return marks.ground("section", self._palette)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TASK_FIELDS):
            return None
        name = TASK_FIELDS[section]
        if role == ROLE.DisplayRole:
            return HEADS[name]
        if role == ROLE.ToolTipRole:
            return _HEAD_TIPS.get(name)
        if role == ROLE.DecorationRole:
            return self._chips.get(marks.KIND_OF_FIELD[name])
        if role == ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def use_palette(self, palette: QPalette) -> None:
        """Take the colours of the view."""
        self._palette = palette
        self._chips = {kind: marks.chip(kind, palette) for kind in marks.STYLES}
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(TASK_FIELDS) - 1)
        self.refresh_all()

    # -- changes --------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        if not index.isValid():
            return False
        if role == ROLE.CheckStateRole and index.column() == NUMBER:
            on = Qt.CheckState(value) != Qt.CheckState.Unchecked
            self.tick(self.under([index.row()]), on)
            return True
        draft = self.draft(index)
        if role != ROLE.EditRole or draft is None:
            return False
        try:
            changed = self.drafts.set_text(draft, TASK_FIELDS[index.column()], str(value))
        except FieldError as error:
            self.refused.emit(error.sentence)
            return False
        if changed:
            self.refresh([draft])
            self.edited.emit(draft)
        return True

    def tick(self, drafts: Sequence[Draft], on: bool) -> None:
        """Tick or untick tasks; those the workbook has already stay unticked."""
        self.drafts.tick(drafts, on)
        self.refresh_all()
        self.edited.emit(None)
        if on and drafts and not any(map(self.drafts.may_tick, drafts)):
            self.refused.emit(_refusal(drafts))

    def toggle(self, rows: Iterable[int]) -> None:
        """Untick the tasks of these rows when all are ticked, else tick them."""
        drafts = self.under(rows)
        new = [draft for draft in drafts if self.drafts.may_tick(draft)]
        self.tick(drafts, not new or not all(draft.task.ticked for draft in new))

    def regroup(self, act: Callable[[], object]) -> None:
        """Do what changes which tasks there are, or all of them."""
        self.beginResetModel()
        try:
            act()
            self._arrange()
        finally:
            self.endResetModel()
        self.edited.emit(None)

    def refresh(self, drafts: Iterable[Draft]) -> None:
        """Show these tasks anew."""
        for draft in drafts:
            row = self.row_of(draft)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(TASK_FIELDS) - 1))

    def refresh_all(self) -> None:
        """Show everything anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(TASK_FIELDS) - 1))


def _refusal(drafts: Sequence[Draft]) -> str:
    """Why none of these can be ticked."""
    if all(draft.is_there for draft in drafts):
        return f"这里选中的任务{THERE}，不会再导入；要改内容，请到任务台账里改。"
    return "变化的栏导入后都有人改过，保持不变；要用通知里的，请勾选“改过的栏也更新”。"


def _folded(text: str, width: int = 48) -> str:
    """A tooltip's long line cut into lines."""
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))
