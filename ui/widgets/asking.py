"""Questions with two answers: before something is thrown away, and before something goes out with doubts open."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

_MOST_POINTS = 8


def replaced_by(name: str) -> str:
    """The question before something new takes the place of what is not brought in yet."""
    return f"要改为导入“{name}”，现在改过、还没有导入的内容就会丢掉。要放弃它们吗？"


def may_lose(parent: QWidget, title: str, question: str, stay: str) -> bool:
    """Whether it may be lost; `stay` names the button that keeps it, which is the one meant."""
    return _asked(parent, title, question, "", ("放弃", QMessageBox.ButtonRole.DestructiveRole), stay)


def goes_out(parent: QWidget, title: str, question: str, open_points: Sequence[str], go: str, stay: str) -> bool:
    """Whether it goes out with these points open, a line each; `stay` names the button meant when in doubt."""
    shown = [f"· {point}" for point in open_points[:_MOST_POINTS]]
    if len(open_points) > _MOST_POINTS:
        shown.append(f"另有 {len(open_points) - _MOST_POINTS} 处")
    return _asked(parent, title, question, "\n".join(shown), (go, QMessageBox.ButtonRole.AcceptRole), stay)


def is_wanted(parent: QWidget, title: str, question: str, more: str, go: str) -> bool:
    """Whether a setting of this PC is to be made; nothing is done when in doubt."""
    return _asked(parent, title, question, more, (go, QMessageBox.ButtonRole.AcceptRole), "取消")


def _asked(
    parent: QWidget, title: str, question: str, more: str, yes: tuple[str, QMessageBox.ButtonRole], stay: str
) -> bool:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    leave = box.addButton(*yes)
    keep = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is leave
