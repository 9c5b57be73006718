"""导出台账: what, in which form, and where to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.base.file_names import safe_file_name
from models.base.layouts import Layout
from models.base.register import Register
from models.operations.unit_ledgers import unit_layout
from ui.last_folders import Purpose, folder_for, keep_folder
from ui.session import Session
from ui.widgets.layout_box import LayoutBox

_KINDS = (
    (".xlsx", "Excel 表格（.xlsx）"),
    (".docx", "Word 文档（.docx）"),
    (".pdf", "PDF 文档（.pdf）"),
    (".csv", "数据（.csv）"),
)
_LAST_KIND = "export/kind"

EditLayout = Callable[[Layout, QWidget], str]
"""Lets the person change a layout; gives the name of the one to be chosen then."""


@dataclass(frozen=True)
class ExportChoice:
    """What the person chose. With `by_unit` the target is a folder, and `suffix` the ending of the files in it."""

    target: Path
    only_selected: bool
    layout: Layout | None = None
    """None: the columns the table shows."""
    by_unit: bool = False
    private: bool = False
    """With identity numbers and the like."""
    suffix: str = ".xlsx"


class ExportDialog(QDialog):
    """Scope, layout and form; the place is asked for next. `edit` changes a layout or makes one from it."""

    def __init__(
        self,
        session: Session,
        register: Register,
        shown: int,
        selected: int,
        parent: QWidget | None,
        edit: EditLayout | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._edit = edit
        self.setWindowTitle("导出台账")
        self.setMinimumWidth(380)
        counter = register.counter
        column = QVBoxLayout(self)
        self.all_shown = QRadioButton(f"显示的全部 {shown} {counter}")
        self.only_selected = QRadioButton(f"选中的 {selected} {counter}")
        self.only_selected.setEnabled(selected > 0)
        (self.only_selected if selected > 1 else self.all_shown).setChecked(True)
        _group(self, column, "导出哪些", (self.all_shown, self.only_selected))
        self.layouts = LayoutBox(session, register)
        self.edit_layout = QPushButton("编辑版式…")
        self.edit_layout.setToolTip("从这个版式出发，做一个本单位自己的版式；自己的版式可以修改、删除")
        self.edit_layout.clicked.connect(self.edit)
        self.by_unit = QCheckBox("每个单位一个文件，放进一个文件夹", self)
        self.by_unit.setVisible(bool(register.unit_fields))
        self.by_unit.setToolTip("写着“各部门”这类群体的，分到群体的成员单位")
        row = QHBoxLayout()
        row.addWidget(self.layouts, 1)
        row.addWidget(self.edit_layout)
        column.addSpacing(8)
        column.addWidget(QLabel("什么版式"))
        column.addLayout(row)
        column.addWidget(self.by_unit)
        private = [field.title for field in register.fields if field.private]
        self.private = QCheckBox(f"包括个人信息（{'、'.join(private)}）", self)
        self.private.setVisible(bool(private))
        column.addWidget(self.private)
        self._layout_chosen()
        self.layouts.currentIndexChanged.connect(self._layout_chosen)
        self.by_unit.toggled.connect(self._take_unit_layout)
        self.kinds = {suffix: QRadioButton(text) for suffix, text in _KINDS}
        last = str(session.settings.value(_LAST_KIND, ".xlsx"))
        self.kinds[".csv"].setToolTip("只有表头和各行，没有标题和签字行，给别的系统用")
        for suffix, button in self.kinds.items():
            button.setChecked(suffix == last)
        _group(self, column, "导出成", tuple(self.kinds.values()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("选择位置…")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addSpacing(8)
        column.addWidget(buttons)

    def suffix(self) -> str:
        """The ending chosen."""
        return next((suffix for suffix, button in self.kinds.items() if button.isChecked()), ".xlsx")

    def edit(self) -> None:
        """Change the chosen layout, or make one of one's own from it."""
        layout = self.layouts.chosen()
        if layout is not None and self._edit is not None:
            self.layouts.fill(self._edit(layout, self))
            self._layout_chosen()

    def _layout_chosen(self) -> None:
        self.edit_layout.setEnabled(self._edit is not None and self.layouts.chosen() is not None)

    def _take_unit_layout(self, by_unit: bool) -> None:
        """A sheet for each unit begins with the layout made for one; back from there with the usual one."""
        now = self.layouts.chosen()
        if by_unit and now == self._register.usual_layout:
            self.layouts.setCurrentIndex(max(0, self.layouts.findText(unit_layout(self._register).name)))
        elif not by_unit and now is not None and now.per_unit:
            self.layouts.setCurrentIndex(0)


def _group(dialog: QDialog, column: QVBoxLayout, title: str, choices: tuple[QRadioButton, ...]) -> None:
    """Radio buttons of which one is on, below a heading."""
    if column.count():
        column.addSpacing(8)
    column.addWidget(QLabel(title))
    together = QButtonGroup(dialog)
    for button in choices:
        together.addButton(button)
        column.addWidget(button)


def ask_export(
    session: Session,
    register: Register,
    shown: int,
    selected: int,
    parent: QWidget | None = None,
    edit: EditLayout | None = None,
) -> ExportChoice | None:
    """Ask what to export and where to; None when the person gives up."""
    dialog = ExportDialog(session, register, shown, selected, parent, edit)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    suffix, by_unit = dialog.suffix(), dialog.by_unit.isChecked()
    layout = dialog.layouts.chosen()
    purpose: Purpose = "units" if by_unit else "ledgers"
    folder = folder_for(session.settings, purpose)
    if by_unit:
        chosen = QFileDialog.getExistingDirectory(parent, "各单位的文件放到哪个文件夹", str(folder))
        target = Path(chosen) if chosen else None
    else:
        target = _ask_target(session, register, layout, folder, suffix, parent)
    if target is None:
        return None
    session.settings.setValue(_LAST_KIND, suffix)
    keep_folder(session.settings, purpose, target if by_unit else target.parent)
    if not by_unit:
        dialog.layouts.keep()
    private = dialog.private.isChecked()
    return ExportChoice(target, dialog.only_selected.isChecked(), layout, by_unit, private, suffix)


def _ask_target(
    session: Session, register: Register, layout: Layout | None, folder: Path, suffix: str, parent: QWidget | None
) -> Path | None:
    """The file to write, called after the register, and after the layout when it is not the usual one."""
    usual = layout is None or layout == register.usual_layout
    title = register.title if usual or layout is None else layout.name
    name = safe_file_name(f"{title} {session.clock.today():%Y-%m-%d}", suffix)
    chosen, _ = QFileDialog.getSaveFileName(parent, "导出到", str(folder / name), f"{dict(_KINDS)[suffix]} (*{suffix})")
    return with_ending(Path(chosen), suffix, parent) if chosen else None


def with_ending(chosen: Path, suffix: str, parent: QWidget | None) -> Path | None:
    """The place chosen with this ending.

    The file dialog has asked about overwriting what was typed there, not about the name with the ending put
    on; None when that one exists and the person wants to keep it.
    """
    if chosen.suffix.lower() == suffix:
        return chosen
    target = chosen.with_name(chosen.name + suffix)
    if target.exists():
        buttons = QMessageBox.StandardButton
        question = f"“{target.name}”已经存在，要替换它吗？"
        if QMessageBox.question(parent, "导出到", question, buttons.Yes | buttons.No, buttons.No) != buttons.Yes:
            return None
    return target
