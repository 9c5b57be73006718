"""What a person does in a review beyond typing: merge, split, remove, take words from the source, undo.

The commands with their keys, for the review's buttons and context menus. Used by `ui.intake.review` only.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from models.base.errors import FieldError
from models.intake.notice import Span
from ui.intake import regroup
from ui.intake.alternatives import take
from ui.intake.doubts import Doubt, named
from ui.intake.draft import Draft
from ui.intake.source import SourcePane
from ui.intake.split_dialog import SplitDialog
from ui.intake.task_model import TaskModel
from ui.intake.task_table import TaskTable
from ui.widgets.note_strip import NoteStrip

_ROLES = (
    ("这是牵头单位", "Ctrl+1", "lead_units"),
    ("这是责任单位", "Ctrl+2", "responsible_units"),
    ("这是配合单位", "Ctrl+3", "cooperating_units"),
    ("这是完成时限", "Ctrl+4", "deadline_text"),
)


class ReviewCommands(QObject):
    """Acts on the drafts through their model, and tells in the strip what was done."""

    undo_asked = Signal()
    """Take back what the strip tells of."""

    def __init__(
        self, review: QWidget, model: TaskModel, table: TaskTable, source: SourcePane, told: NoteStrip
    ) -> None:
        super().__init__(review)
        self._review = review
        self._model = model
        self._drafts = model.drafts
        self._table = table
        self._source = source
        self._told = told
        merge = self._action("合并选中的任务", "Ctrl+M", self.merge)
        split = self._action("拆分这项任务…", "Ctrl+Shift+M", self.split)
        make = self._action("作为任务", "Ctrl+T", self.make_task)
        roles = [self._action(text, keys, self._putter(name)) for text, keys, name in _ROLES]
        self._action("下一处没有列为任务的", "F7", lambda: self.step_unlisted(1))
        self._action("上一处没有列为任务的", "Shift+F7", lambda: self.step_unlisted(-1))
        here = QAction("从光标处拆分", self)
        here.setToolTip("把光标所在的任务从这里分成两项")
        here.triggered.connect(lambda: self.split_here())
        remove = QAction("移除", self)
        remove.triggered.connect(lambda: self.remove())
        source.extra_actions = (make, *roles, here)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.addActions([merge, split, remove])

    def _action(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        made = QAction(text, self)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda: act())
        self._review.addAction(made)
        return made

    def _putter(self, name: str) -> Callable[[], None]:
        return lambda: self.put_words(name)

    # -- which tasks there are ------------------------------------------------------------------------

    def _chosen(self) -> list[Draft]:
        return self._model.under(self._table.chosen_rows())

    def _current(self) -> Draft | None:
        return self._model.draft(self._table.currentIndex())

    def remove(self) -> None:
        """Take the selected tasks out of the proposal, with a way back."""
        rows = self._table.chosen_rows()
        gone = self._model.under(rows)
        if not gone:
            return
        self._model.regroup(lambda: self._drafts.remove(gone))
        row = min(rows[0], self._model.rowCount() - 1)
        if row >= 0:
            self._table.selectRow(row)
        self._tell_done(f"已移除 {len(gone)} 项任务。")

    def merge(self) -> None:
        """Make one task of the selected ones."""
        chosen = self._chosen()
        if len(chosen) < 2:
            self._told.tell("请先选中两项或更多任务（按住 Ctrl 单击，或按 Shift+↓），再合并。")
            return
        made: list[Draft] = []
        self._model.regroup(lambda: made.append(regroup.merge(self._drafts, chosen)))
        self._show(made[0])
        self._tell_done(f"{len(chosen)} 项已合并为一项。")

    def split(self) -> None:
        """Split the current task: at the caret when that stands in its wording, else where the person ticks."""
        if self._source.hasFocus():
            self.split_here()
            return
        draft = self._current()
        if draft is None:
            return
        pieces = regroup.cut_points(self._drafts, draft)
        if len(pieces) < 2:
            self._told.tell("这项任务只有一句。要拆开，请在原文里把光标放到要分开的地方，再按 Ctrl+Shift+M。")
            return
        dialog = SplitDialog(pieces, self._review)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        parts = dialog.parts()
        dialog.deleteLater()
        if accepted:
            self._parted(lambda: regroup.split(self._drafts, draft, parts))

    def split_here(self) -> None:
        """Split the task at the caret in the source."""
        position = self._source.place()
        draft = self._drafts.at(position)
        if draft is None or not self._parted(lambda: regroup.split_at(self._drafts, draft, position)):
            self._told.tell("请把光标放到一项任务的文字中间要分开的地方；文字改过的任务，请在右边的清单里拆分。")

    def _parted(self, act: Callable[[], list[Draft]]) -> bool:
        made: list[Draft] = []
        self._model.regroup(lambda: made.extend(act()))
        if made:
            self._show(made[0])
            self._tell_done(f"已拆分成 {len(made)} 项任务。")
        return bool(made)

    # -- from the source ------------------------------------------------------------------------------

    def make_task(self) -> None:
        """Make a task of what is selected in the source, else of the paragraph at the caret."""
        place = self._source.place()
        span = self._source.selection()
        if span is None:
            draft = self._drafts.at(place)
            if draft is not None and draft.is_duty and not draft.task.ticked:
                self._model.tick([draft], True)
                self._show(draft)
                return
            if draft is not None:
                self._told.tell(f"这一段已经是任务 {named(self._drafts, draft)}；要另列一项，请先选中文字。")
                return
            span = self._drafts.reader.paragraph_at(place)
        self._add(span)

    def _add(self, span: Span | None) -> None:
        made: list[Draft] = []
        if span is not None:
            try:
                self._model.regroup(lambda: made.append(regroup.add(self._drafts, span)))
            except ValueError:
                made.clear()
        if made:
            self._show(made[0])
            self._tell_done("已列为任务。")
        else:
            self._told.tell("这里没有文字。请把光标放到原文的一段里，或选中文字，再按 Ctrl+T。")

    def put_words(self, name: str) -> None:
        """Put the words selected in the source into a cell of the current task."""
        span, draft = self._source.selection(), self._current()
        if span is None or draft is None:
            self._told.tell("请先在右边选一项任务，再在原文里选中文字。")
            return
        try:
            changed = regroup.put_words(self._drafts, draft, name, span)
        except FieldError as error:
            self._told.tell(error.sentence)
            return
        if changed:
            self._table.show_columns(True, [name])
            self._model.refresh([draft])
            self._model.edited.emit(draft)
        else:
            self._told.tell("这一格里已经有了，没有改动。")

    def step_unlisted(self, delta: int) -> None:
        """Show the next paragraph that became nothing, or the one before; from the last one on to the first."""
        places = self._drafts.unlisted
        if not places:
            self._told.tell("原文里没有漏下的段落。")
            return
        here = self._source.selection() or (self._source.place(), self._source.place())
        if delta > 0:
            place = next((span for span in places if span[0] > here[0]), places[0])
        else:
            place = next((span for span in reversed(places) if span[0] < here[0]), places[-1])
        if not self._source.isVisible():
            return
        self._source.setFocus()
        self._source.show_place(place)
        self._told.tell(f"没有列为任务的第 {places.index(place) + 1} / {len(places)} 段。要列为任务，按 Ctrl+T。")

    # -- doubts and steps -----------------------------------------------------------------------------

    def take_way(self, doubt: Doubt, label: str) -> None:
        """Set what another reading of a doubt says."""
        try:
            self._model.regroup(lambda: take(self._drafts, doubt, label))
        except FieldError as error:
            self._told.tell(error.sentence)
            return
        place = doubt.places[0]
        if isinstance(place, Draft):
            self._table.go_to(place)
        self._tell_done(f"已改为“{label}”。")

    def move(self, back: bool) -> str:
        """Undo, or redo, the last step; its name."""
        draft, row = self._current(), self._table.currentIndex().row()
        history = self._drafts.history
        names: list[str] = []
        self._model.regroup(lambda: names.append(history.undo() if back else history.redo()))
        if draft is not None and self._model.row_of(draft) >= 0:
            self._show(draft)
        elif self._model.rowCount():
            self._table.selectRow(max(0, min(row, self._model.rowCount() - 1)))
        word = "撤销" if back else "重做"
        self._told.tell(f"已{word}：{names[0]}。" if names[0] else f"这次核对里没有可以{word}的修改。")
        return names[0]

    def _show(self, draft: Draft) -> None:
        self._table.go_to(draft)

    def _tell_done(self, sentence: str) -> None:
        self._told.tell(sentence, "撤销", self.undo_asked.emit)
