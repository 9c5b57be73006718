"""Asking before something is thrown away: the one kind of question the pages of intake put."""

from PySide6.QtWidgets import QMessageBox, QWidget


def replaced_by(name: str) -> str:
    """The question before something new takes the place of what is not brought in yet."""
    return f"要改为导入“{name}”，现在改过、还没有导入的内容就会丢掉。要放弃它们吗？"


def may_lose(parent: QWidget, title: str, question: str, stay: str) -> bool:
    """Whether it may be lost; `stay` names the button that keeps it, which is the one meant."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(question)
    leave = box.addButton("放弃", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is leave
