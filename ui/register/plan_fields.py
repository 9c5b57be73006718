"""The fields of a register that is being planned, in a list: added, taken out, moved; below it the chosen one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.register import Register
from models.registers.own import KINDS, PlannedField
from ui.widgets.movable_list import MovableList

_FIELD = Qt.ItemDataRole.UserRole
_NEW = PlannedField(code="", title="", kind="text")


class PlanFields(QWidget):
    """A list that moves by dragging and by Alt+↑, Alt+↓; `changed` when anything of it did."""

    changed = Signal()

    def __init__(
        self, fields: Sequence[PlannedField], targets: Sequence[Register], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filling = False
        self._made = 0
        self._gone = [item for item in fields if item.gone]
        self.list = MovableList()
        self.list.setAccessibleName("栏目")
        self.add_button, self.take_button = QPushButton("加一栏"), QPushButton("去掉")
        self.take_button.setToolTip("从台账里去掉这一栏；已填的内容留着，可以放回来")
        self.back_button = QPushButton("放回…")
        self.back_button.setToolTip("放回去掉的栏目，连同里面的内容")
        self.back_menu = QMenu(self)
        self.back_button.setMenu(self.back_menu)
        self.title = QLineEdit()
        self.kind, self.target = QComboBox(), QComboBox()
        for name, kind in KINDS.items():
            self.kind.addItem(f"{kind.title}：{kind.help}", name)
        for register in targets:
            self.target.addItem(register.title, register.name)
        self.options = QPlainTextEdit()
        self.options.setPlaceholderText("一行一个选项")
        self.options.setTabChangesFocus(True)
        self.options.setFixedHeight(self.options.fontMetrics().lineSpacing() * 4 + 12)
        self.required = QCheckBox("必填")
        self.listed = QCheckBox("显示在列表里")
        self.listed.setToolTip("列表里先显示这些栏目；以后可以用“选择栏目”再调整")
        self.printed = QCheckBox("印在台账里")
        self.printed.setToolTip("导出、打印台账时有这一栏；导出时还可以另做版式")
        self._lay_out()
        for item in fields:
            if not item.gone:
                self.list.addItem(self._item(item))
        self._connect()
        self.list.setCurrentRow(0)
        self._show_chosen()

    def fields(self) -> tuple[PlannedField, ...]:
        """The fields in order, then those taken out."""
        kept = (self.list.item(row).data(_FIELD) for row in range(self.list.count()))
        return (*map(_settled, kept), *self._gone)

    def choose(self, code: str) -> bool:
        """Put the field of this code in front; False when there is none."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_FIELD).code == code:
                self.list.setCurrentRow(row)
                self.title.setFocus()
                return True
        return False

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.addRow("栏目名称", self.title)
        self._form.addRow("类型", self.kind)
        self._form.addRow("选项", self.options)
        self._form.addRow("关联到", self.target)
        marks = QHBoxLayout()
        marks.addWidget(self.required)
        marks.addWidget(self.listed)
        marks.addWidget(self.printed)
        marks.addStretch(1)
        self._form.addRow("", marks)
        for label, editor in (
            *(("栏目名称", self.title), ("类型", self.kind), ("选项", self.options)),
            ("关联到哪个台账", self.target),
        ):
            editor.setAccessibleName(label)
        for box in (self.kind, self.target):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
        buttons = QHBoxLayout()
        for button in (self.add_button, self.take_button, self.back_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = QLabel("栏目：拖动或按 Alt+↑、Alt+↓ 调整顺序。")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addLayout(self._form)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.list.moved.connect(self.changed)
        self.add_button.clicked.connect(self.add)
        self.take_button.clicked.connect(self.take_out)
        self.back_menu.aboutToShow.connect(self._offer_back)
        self.title.textEdited.connect(self._change_chosen)
        self.kind.activated.connect(self._change_kind)
        self.target.activated.connect(self._change_chosen)
        self.options.textChanged.connect(self._change_chosen)
        self.required.toggled.connect(self._change_chosen)
        self.listed.toggled.connect(self._change_chosen)
        self.printed.toggled.connect(self._change_chosen)

    def add(self) -> None:
        """A new field below the chosen one; its name is to be typed next."""
        self._made += 1
        item = self._item(replace(_NEW, code=f"new{self._made}"))
        self.list.insertItem(self.list.currentRow() + 1, item)
        self.list.setCurrentItem(item)
        self.title.setFocus()
        self.changed.emit()

    def take_out(self) -> None:
        """Take the chosen field out; one that was there before may be put back."""
        row = self.list.currentRow()
        if row < 0:
            return
        field: PlannedField = self.list.takeItem(row).data(_FIELD)
        if field.is_coded:
            self._gone.append(replace(_settled(field), gone=True))
        self._show_chosen()
        self.changed.emit()

    def put_back(self, code: str) -> None:
        """Put a field back that was taken out, below the chosen one."""
        (field,) = (item for item in self._gone if item.code == code)
        self._gone.remove(field)
        item = self._item(replace(field, gone=False))
        self.list.insertItem(self.list.currentRow() + 1, item)
        self.list.setCurrentItem(item)
        self.changed.emit()

    def _offer_back(self) -> None:
        self.back_menu.clear()
        for field in self._gone:
            self.back_menu.addAction(field.title.replace("&", "&&"), partial(self.put_back, field.code))

    def _item(self, field: PlannedField) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        self._put(item, field)
        return item

    @staticmethod
    def _put(item: QListWidgetItem, field: PlannedField) -> None:
        marks = "、".join([KINDS[field.kind].title, *(["必填"] if field.required else [])])
        item.setData(_FIELD, field)
        item.setText(f"{field.title or '（未命名）'}　{marks}{'' if field.listed else '　不在列表里'}")

    def _show_chosen(self) -> None:
        item = self.list.currentItem()
        field = item.data(_FIELD) if item is not None else _NEW
        self._filling = True
        for editor in (self.title, self.kind, self.options, self.target, self.required, self.listed):
            editor.setEnabled(item is not None)
        self.printed.setEnabled(item is not None)
        self.take_button.setEnabled(item is not None)
        self.title.setText(field.title)
        self.kind.setCurrentIndex(self.kind.findData(field.kind))
        self.options.setPlainText("\n".join(field.options))
        self.target.setCurrentIndex(max(0, self.target.findData(field.to)))
        self.required.setChecked(field.required)
        self.listed.setChecked(field.listed)
        self.printed.setChecked(field.printed)
        self._show_what_it_takes(field)
        self._filling = False
        self.back_button.setVisible(bool(self._gone))

    def _show_what_it_takes(self, field: PlannedField) -> None:
        takes = KINDS[field.kind].takes
        self._form.setRowVisible(self.options, takes == "options")
        self._form.setRowVisible(self.target, takes == "to")

    def _change_kind(self) -> None:
        """Another type, with what is usual for it."""
        self.printed.setChecked(KINDS[self.kind.currentData()].printed)
        self._change_chosen()

    def _change_chosen(self) -> None:
        item = self.list.currentItem()
        if self._filling or item is None:
            return
        field = replace(
            item.data(_FIELD),
            title=self.title.text(),
            kind=self.kind.currentData(),
            options=tuple(word.strip() for word in self.options.toPlainText().split("\n") if word.strip()),
            to=self.target.currentData(),
            required=self.required.isChecked(),
            listed=self.listed.isChecked(),
            printed=self.printed.isChecked(),
        )
        self._put(item, field)
        self._show_what_it_takes(field)
        self.changed.emit()


def _settled(field: PlannedField) -> PlannedField:
    """Without what its type does not take, and without blanks around its name."""
    takes = KINDS[field.kind].takes
    options = field.options if takes == "options" else ()
    return replace(field, title=field.title.strip(), options=options, to=field.to if takes == "to" else "")
