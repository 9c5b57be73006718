"""The columns of a layout in a list: which are in, in which order, and how the chosen one looks."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.layouts import ROLE, ROW_NUMBER, SPECIAL_TITLES, STATUS, LayoutColumn
from models.base.register import Register
from models.operations.ledger_rows import column_title
from ui.widgets.fitting import set_hint
from ui.widgets.movable_list import MovableList

_NUMBERED = "序号（自动编号）"
_SOURCE_NUMBER = "原序号"
"""What a column of the sources' own numbers is called beside the running one."""
_OWN_WORDS = {ROW_NUMBER: _NUMBERED, ROLE: "承担方式（每个单位一个文件时）"}
_COLUMN = Qt.ItemDataRole.UserRole


class LayoutColumns(QWidget):
    """A list of checkable columns that move by dragging and by Alt+↑, Alt+↓.

    Below it stand the chosen one's heading, width, heading above and whether equal cells merge. Several chosen ones
    can be put into one.
    """

    changed = Signal()

    def __init__(self, register: Register, columns: Sequence[LayoutColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._filling = False
        self.list = MovableList()
        self.list.setAccessibleName("栏目")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.join = QPushButton("合成一栏")
        self.join.setToolTip("把选中的几栏合在一个单元格里，一行一项，如“牵头单位：…”“责任单位：…”")
        self.part = QPushButton("拆开")
        self.heading, self.over = QLineEdit(), QLineEdit()
        self.heading.setAccessibleName("栏目名称")
        self.over.setAccessibleName("上层表头")
        set_hint(self.over, "相邻的同名就合并", "相邻几栏填得相同，就合成两层表头")
        self.width_box = QDoubleSpinBox()
        self.width_box.setAccessibleName("栏宽")
        self.width_box.setRange(0, 80)
        self.width_box.setDecimals(1)
        self.width_box.setSuffix(" 字")
        self.width_box.setSpecialValueText("自动")
        self.merged = QCheckBox("上下相同的内容合并单元格")
        self._lay_out()
        self._fill(columns)
        self._connect()

    def columns(self) -> tuple[LayoutColumn, ...]:
        """The ticked columns, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(_COLUMN) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("栏目名称", self.heading)
        form.addRow("栏宽", self.width_box)
        form.addRow("上层表头", self.over)
        form.addRow("", self.merged)
        buttons = QHBoxLayout()
        buttons.addWidget(self.join)
        buttons.addWidget(self.part)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = QLabel("打勾的在版式里；拖动或按 Alt+↑、Alt+↓ 调整顺序，按住 Ctrl 可选几栏。")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addLayout(form)

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._show_chosen)
        self.list.itemChanged.connect(self._tell)
        self.list.moved.connect(self._tell)
        self.join.clicked.connect(self.join_chosen)
        self.part.clicked.connect(self.part_chosen)
        self.heading.textEdited.connect(self._change_chosen)
        self.over.textEdited.connect(self._change_chosen)
        self.width_box.valueChanged.connect(self._change_chosen)
        self.merged.toggled.connect(self._change_chosen)

    def _fill(self, columns: Sequence[LayoutColumn]) -> None:
        """The layout's columns, ticked, then what else there is."""
        taken = {name for column in columns for name in column.fields}
        special = [ROW_NUMBER, *([STATUS] if self._register.statuses else [])]
        special += [ROLE] if self._register.unit_fields else []
        offered = [*special, *(field.name for field in self._register.fields if not field.hidden)]
        for column in columns:
            self.list.addItem(self._item(column, ticked=True))
        for name in offered:
            if name not in taken:
                twice = ROW_NUMBER in taken and name not in SPECIAL_TITLES and self._names_numbers(name)
                self.list.addItem(self._item(LayoutColumn((name,), _SOURCE_NUMBER if twice else ""), ticked=False))
        self.list.setCurrentRow(0)
        self._show_chosen()

    def _names_numbers(self, name: str) -> bool:
        return self._register.field(name).title == SPECIAL_TITLES[ROW_NUMBER]

    def _item(self, column: LayoutColumn, *, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem()
        flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._put(item, column)
        return item

    def _put(self, item: QListWidgetItem, column: LayoutColumn) -> None:
        own = column_title(self._register, replace(column, title=""))
        own = _OWN_WORDS.get(column.single, own)
        item.setData(_COLUMN, column)
        item.setText(f"{column.title}（{own}）" if column.title and column.title != own else own)

    def _chosen(self) -> list[QListWidgetItem]:
        return sorted(self.list.selectedItems(), key=self.list.row)

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        one = chosen[0].data(_COLUMN) if len(chosen) == 1 else None
        self._filling = True
        for editor in (self.heading, self.over, self.width_box, self.merged):
            editor.setEnabled(one is not None)
        shown = one or LayoutColumn(())
        self.heading.setText(shown.title)
        self.heading.setPlaceholderText(column_title(self._register, replace(shown, title="")) if one else "")
        self.over.setText(shown.over)
        self.width_box.setValue(shown.width)
        self.merged.setChecked(shown.merged)
        names = [name for item in chosen for name in item.data(_COLUMN).fields]
        self.join.setEnabled(len(chosen) > 1 and not any(name in SPECIAL_TITLES for name in names))
        self.part.setEnabled(one is not None and len(one.fields) > 1)
        self._filling = False

    def _change_chosen(self) -> None:
        chosen = self._chosen()
        if self._filling or len(chosen) != 1:
            return
        column = replace(
            chosen[0].data(_COLUMN),
            title=self.heading.text().strip(),
            over=self.over.text().strip(),
            width=round(self.width_box.value(), 1),
            merged=self.merged.isChecked(),
        )
        self._put(chosen[0], column)

    def join_chosen(self) -> None:
        """Put the chosen columns into one, at the place of the first."""
        chosen = self._chosen()
        fields = tuple(dict.fromkeys(name for item in chosen for name in item.data(_COLUMN).fields))
        widest = max((item.data(_COLUMN).width for item in chosen), default=0.0)
        self._replace(chosen, [LayoutColumn(fields, "", widest)])

    def part_chosen(self) -> None:
        """Give each field of the chosen column a column of its own."""
        chosen = self._chosen()
        self._replace(chosen, [LayoutColumn((name,)) for item in chosen for name in item.data(_COLUMN).fields])

    def _replace(self, items: list[QListWidgetItem], columns: list[LayoutColumn]) -> None:
        place = self.list.row(items[0])
        for item in items:
            self.list.takeItem(self.list.row(item))
        for number, column in enumerate(columns):
            self.list.insertItem(place + number, self._item(column, ticked=True))
        self.list.setCurrentRow(place)
        self.changed.emit()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()
