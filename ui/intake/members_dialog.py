"""Which units a group (群体) stands for: names typed with the shared completion. Used by `ui.intake.units_pane` only."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from models.base.lists import split_names
from ui.session import Session
from ui.widgets.known_names import joined_names
from ui.widgets.link_editors import LinksEditor


class MembersDialog(QDialog):
    """One line of names."""

    def __init__(self, group: str, members: tuple[str, ...], session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("设成员单位")
        about = QLabel(
            f"“{group}”包含哪些单位？写几个单位的名称，用“；”隔开；还没有登记的会随导入一并登记。不写也可以，以后在单位台账里再设。",
            self,
        )
        about.setWordWrap(True)
        self.editor = LinksEditor(session.registers["units"].field("members"), session, self)
        self.editor.show_value(())
        self.editor.escape_restores = False
        self.editor.line.setText(joined_names(members))
        self.editor.line.setAccessibleName("成员单位")
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        accept.setDefault(True)
        self.editor.entered.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(about)
        box.addWidget(self.editor)
        box.addStretch(1)
        box.addWidget(buttons)
        self.resize(520, 180)
        self.editor.line.setFocus()

    def members(self) -> tuple[str, ...]:
        """The names as they stand."""
        return split_names(self.editor.answer())
