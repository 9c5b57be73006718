"""Which units a group (群体) stands for: names typed with the shared completion. Used by `ui.intake.units_pane` only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from models.base.lists import split_names
from ui.session import Session
from ui.widgets.known_names import open_ended
from ui.widgets.link_editors import LinksEditor


class MembersDialog(QDialog):
    """One line of names."""

    def __init__(
        self,
        name: str,
        members: tuple[str, ...],
        session: Session,
        parent: QWidget | None = None,
        *,
        is_group: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("设成员单位")
        self.about = QLabel(_asked(name, is_group=is_group, has_members=bool(members)), self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.editor = LinksEditor(session.registers["units"].field("members"), session, self)
        self.editor.show_value(())
        self.editor.escape_restores = False
        self.editor.line.setText(open_ended(members))
        self.editor.line.setAccessibleName("成员单位")
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        accept.setDefault(True)
        self.editor.entered.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.about)
        box.addWidget(self.editor)
        box.addStretch(1)
        box.addWidget(buttons)
        self.resize(520, 180)
        self.editor.line.setFocus()

    def members(self) -> tuple[str, ...]:
        """The names as they stand."""
        return split_names(self.editor.answer())


def _asked(name: str, *, is_group: bool, has_members: bool) -> str:
    """What is asked, and what an empty line will mean."""
    how = "写出单位名称，用“、”隔开；还没有登记的，导入时一并登记。"
    if not is_group:
        return f"“{name}”现在是一个单位。如果它指几个单位，请{how}空着就仍是一个单位。"
    if has_members:
        return f"“{name}”是一个群体，成员如下，可以增减。{how}全部删掉就是不设成员。"
    return f"“{name}”是一个群体，包含哪些单位？{how}空着就是先不设，以后可以在单位台账里设。"
