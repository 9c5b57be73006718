"""Asking before something is thrown away: the one kind of question the pages of intake put."""

from PySide6.QtWidgets import QMessageBox, QWidget


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
