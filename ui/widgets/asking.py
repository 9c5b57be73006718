"""Questions with two answers: before something is thrown away, and before something goes out."""

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


def goes_out(
    parent: QWidget,
    title: str,
    question: str,
    open_points: Sequence[str],
    go: str,
    stay: str,
    *,
    told: Sequence[str] = (),
    more: str = "",
) -> bool:
    """Whether it goes out with these points open, a line each, between what is told of it and `more`.

    `stay` names the button meant when in doubt, that is, when points are open.
    """
    shown = [f"· {point}" for point in open_points[:_MOST_POINTS]]
    if len(open_points) > _MOST_POINTS:
        shown.append(f"另有 {len(open_points) - _MOST_POINTS} 处")
    blocks = ("\n".join(told), "\n".join(shown), more)
    words = "\n\n".join(block for block in blocks if block)
    return _asked(parent, title, question, words, (go, QMessageBox.ButtonRole.AcceptRole), stay, sure=not shown)


def is_wanted(parent: QWidget, title: str, question: str, more: str, go: str) -> bool:
    """Whether a setting of this PC is to be made; nothing is done when in doubt."""
    return _asked(parent, title, question, more, (go, QMessageBox.ButtonRole.AcceptRole), "取消")


def _asked(
    parent: QWidget,
    title: str,
    question: str,
    more: str,
    yes: tuple[str, QMessageBox.ButtonRole],
    stay: str,
    *,
    sure: bool = False,
) -> bool:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    leave = box.addButton(*yes)
    keep = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave if sure else keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is leave
