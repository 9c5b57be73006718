"""Undo and redo (撤销, 重做) of the workbook's steps from the window, and their names in the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ui import actions as table
from ui.actions import ActionTable
from ui.session import Session

if TYPE_CHECKING:
    from models.operations import Outcome


class UndoCommands:
    """`may_redefine` says whether the office's own registers may become others now, which some steps would do."""

    def __init__(self, session: Session, window: QWidget, may_redefine: Callable[[], bool]) -> None:
        self._session = session
        self._window = window
        self._may_redefine = may_redefine

    def undo(self) -> None:
        """Take back the last step."""
        from models.operations import actions as doing

        self._turn("正在撤销…", doing.undo, self._session.desk.book.history.undoable())

    def redo(self) -> None:
        """Do again what was undone last."""
        from models.operations import actions as doing

        self._turn("正在重做…", doing.redo, self._session.desk.book.history.redoable())

    def undo_steps(self, steps: Sequence[int]) -> None:
        """Take back the last steps, by their ids; none of them where one may not be taken back now."""
        from models.operations import actions as doing

        if self._may_turn(steps):
            size = self._session.desk.book.history.size
            for step in steps:
                if self._session.run_many(self._window, "正在撤销…", size(step), doing.undo) is None:
                    return

    def _turn(self, title: str, operation: Callable[..., Outcome], found: tuple[int, str] | None) -> None:
        if self._session.writable and found is not None and self._may_turn([found[0]]):
            self._session.run_many(self._window, title, self._session.desk.book.history.size(found[0]), operation)

    def _may_turn(self, steps: Sequence[int]) -> bool:
        """Whether these steps may be taken back or done again now; says what stands in the way."""
        own, touches = self._session.registers.own, self._session.desk.book.history.touches
        return own is None or not any(touches(step, own.kept_in) for step in steps) or self._may_redefine()

    def steps(self) -> tuple[str, str]:
        """What can be undone and redone in the workbook, "" for nothing."""
        history = self._session.desk.book.history
        undoable, redoable = history.undoable(), history.redoable()
        return undoable[1] if undoable else "", redoable[1] if redoable else ""


def name_undo(actions: ActionTable, steps: tuple[str, str]) -> set[str]:
    """Write what undo and redo would do into their actions (撤销：完成 3 项任务); those of the two that can be done."""
    able = set()
    for name, word, step in zip((table.UNDO, table.REDO), ("撤销", "重做"), steps, strict=True):
        action = actions[name]
        action.setIconText(word)
        named = f"{word}：{step}" if step else word
        action.setText(named.replace("&", "&&"))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{named}（{keys}）")
        if step:
            able.add(name)
    return able
