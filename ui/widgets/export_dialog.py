"""导出台账: what, in which form, and where to."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.base.file_names import safe_file_name
from models.base.register import Register
from ui.session import Session

_KINDS = ((".xlsx", "Excel 表格（.xlsx）"), (".docx", "Word 文档（.docx）"))
_LAST_KIND, _LAST_FOLDER, _LAST_COLUMNS = "export/kind", "export/folder", "export/columns"


@dataclass(frozen=True)
class ExportChoice:
    """What the person chose."""

    target: Path
    only_selected: bool
    shown_columns: bool = False
    """With the columns the table shows, not those of the register's ledger."""


class ExportDialog(QDialog):
    """Scope and form; the place is asked for next."""

    def __init__(self, session: Session, register: Register, shown: int, selected: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出台账")
        self.setMinimumWidth(340)
        counter = register.counter
        column = QVBoxLayout(self)
        column.addWidget(QLabel("导出哪些"))
        self.all_shown = QRadioButton(f"显示的全部 {shown} {counter}")
        self.only_selected = QRadioButton(f"选中的 {selected} {counter}")
        self.only_selected.setEnabled(selected > 0)
        (self.only_selected if selected > 1 else self.all_shown).setChecked(True)
        scope = QButtonGroup(self)
        for button in (self.all_shown, self.only_selected):
            scope.addButton(button)
            column.addWidget(button)
        column.addSpacing(8)
        column.addWidget(QLabel("哪些栏目"))
        self.usual_columns = QRadioButton("台账的标准栏目")
        self.shown_columns = QRadioButton("表格里现在显示的栏目")
        which = QButtonGroup(self)
        for button in (self.usual_columns, self.shown_columns):
            which.addButton(button)
            column.addWidget(button)
        (self.shown_columns if session.settings.value(_LAST_COLUMNS) == "shown" else self.usual_columns).setChecked(
            True
        )
        column.addSpacing(8)
        column.addWidget(QLabel("导出成"))
        self.kinds = {suffix: QRadioButton(text) for suffix, text in _KINDS}
        last = str(session.settings.value(_LAST_KIND, ".xlsx"))
        forms = QButtonGroup(self)
        for suffix, button in self.kinds.items():
            forms.addButton(button)
            button.setChecked(suffix == last)
            column.addWidget(button)
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


def ask_export(
    session: Session, register: Register, shown: int, selected: int, parent: QWidget | None = None
) -> ExportChoice | None:
    """Ask what to export and where to; None when the person gives up."""
    dialog = ExportDialog(session, register, shown, selected, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    suffix = dialog.suffix()
    folder = str(session.settings.value(_LAST_FOLDER, "") or Path.home())
    name = safe_file_name(f"{register.title} {session.clock.today():%Y-%m-%d}", suffix)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "导出到", str(Path(folder) / name), f"{dict(_KINDS)[suffix]} (*{suffix})"
    )
    if not chosen:
        return None
    target = with_ending(Path(chosen), suffix, parent)
    if target is None:
        return None
    session.settings.setValue(_LAST_KIND, suffix)
    session.settings.setValue(_LAST_FOLDER, str(target.parent))
    session.settings.setValue(_LAST_COLUMNS, "shown" if dialog.shown_columns.isChecked() else "usual")
    return ExportChoice(target, dialog.only_selected.isChecked(), dialog.shown_columns.isChecked())


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
