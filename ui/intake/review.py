"""The review of one notice: its text at the left, doubts and proposed tasks at the right, its fields below.

Holds the drafts and keeps the panes in step; knows nothing of files, other notices or the workbook beyond
the editor for units and whether this notice is known already (handed in). Used by `ui.intake.page`.
"""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from models.intake.notice import Span
from models.operations.matching import Decision
from ui.intake.alternatives import ways
from ui.intake.changes_bar import ChangesBar
from ui.intake.document_form import DocumentForm
from ui.intake.doubt_cells import field_at, field_in_doubt, words_in_doubt
from ui.intake.doubt_list import DoubtList
from ui.intake.doubts import Doubt, gather, named
from ui.intake.drafts import Draft, Drafts, State
from ui.intake.known_notice import KnownNotice
from ui.intake.nothing_found import NothingFound
from ui.intake.review_commands import ReviewCommands
from ui.intake.review_layout import TaskSide, add_buttons, side_by_side, stack_up, walk
from ui.intake.source_side import SourceSide
from ui.intake.task_delegate import UnitCellFor
from ui.intake.task_model import TaskModel
from ui.intake.task_pane import TaskPane
from ui.intake.told_line import ToldLine
from ui.intake.units_pane import UnitsPane
from ui.widgets.note_strip import NoteStrip

NO_UNITS = "这份通知没有写明责任单位，任务都没有打勾。请勾选要导入的，单位可以先填上，也可以导入以后再填。"

_ROOMY = 400
"""The height in pixels below which the keys are not written below the panes."""


class Review(QWidget):
    """One notice under review."""

    changed = Signal()
    """Ticks, wording, doubts: the counts may be others now."""
    accept_asked = Signal()
    """Bring in what is ticked; for a document without tasks: keep it all the same."""
    skip_asked = Signal()
    cancel_asked = Signal()

    known_asked = Signal()
    """What the workbook has of this notice may be another thing now: a unit was decided on."""

    def __init__(self, drafts: Drafts, unit_cell: UnitCellFor, units: UnitsPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafts = drafts
        self.may_accept = True
        self.known = NoteStrip("amber", self)
        self._line = ToldLine(self)
        self.told = self._line.strip
        self._left = SourceSide(drafts.notice, self)
        self.source = self._left.pane
        self.form = DocumentForm(drafts, self)
        self.doubts = DoubtList(lambda draft: named(drafts, draft), lambda doubt: ways(drafts, doubt), self)
        self.model = TaskModel(drafts, self)
        self.units = units
        self.changes = ChangesBar(drafts, self)
        self._tasks = TaskPane(self.model, unit_cell, (self.units, self.changes), self)
        self.table = self._tasks.table
        self.commands = ReviewCommands(self, self.model, self.table, self.source, self.told)
        self.nothing = NothingFound(drafts.notice.warnings, self)
        self.accept = self._button("导入", "把打勾的任务导入工作簿（Ctrl+回车）", self.accept_asked)
        self.skip = self._button("跳过这份(&K)", "不导入这份，接着看下一份", self.skip_asked)
        self.cancel = self._button("取消", "什么都不导入（Esc）", self.cancel_asked)
        self._fits = True
        self._seen = False
        self._lay_out()
        self._connect()
        self._gather()
        if drafts.lacks_units and not drafts.chosen:
            self.told.tell(NO_UNITS)
        self.table.go_to_first()
        self.doubts.point()

    # -- lay-out --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._right = TaskSide(self.doubts, self._tasks, self)
        self.panes = side_by_side(self._left, self._right, self.nothing)
        foot = stack_up(self, (self.known, self.panes, self._line), self.form)
        add_buttons(foot, (self.skip, self.cancel, self.accept))
        self.skip.hide()
        self._left.setVisible(bool(self.drafts.items))
        self._show_sides()

    def _show_sides(self) -> None:
        """The tasks, or the page that says that there are none."""
        has_tasks = bool(self.drafts.items or self.drafts.original.tasks)
        for widget in (self._right, self.cancel, self.accept):
            widget.setVisible(has_tasks)
        self.nothing.setVisible(not has_tasks)

    def _button(self, text: str, tip: str, asked: SignalInstance) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.clicked.connect(lambda: asked.emit())
        return made

    def _connect(self) -> None:
        self.source.placed.connect(self._placed)
        self.table.pointed.connect(self._pointed)
        self._tasks.remove_asked.connect(self.commands.remove)
        self._tasks.merge_asked.connect(self.commands.merge)
        self._tasks.split_asked.connect(self.commands.split)
        self.units.pointed.connect(self.table.select_tasks)
        self.units.renamed.connect(lambda _drafts: self._units_renamed())
        self.units.decided.connect(self.known_asked)
        self.changes.filtered.connect(self.table.show_only_differing)
        self.changes.changed.connect(self._choices_changed)
        self.commands.undo_asked.connect(self.undo)
        self._left.unlisted_asked.connect(lambda: self.commands.step_unlisted(1))
        self.table.clicked.connect(lambda index: self._pointed(self.model.draft(index)))
        self.model.edited.connect(self._edited)
        self.model.refused.connect(self._refuse)
        self.doubts.pointed.connect(self.show_place)
        self.doubts.correct_asked.connect(self._correct)
        self.doubts.settle_asked.connect(self._settle)
        self.doubts.take_asked.connect(self._take)
        self.doubts.counted.connect(lambda _number: self.changed.emit())
        self.form.changed.connect(self._document_changed)
        self.nothing.register_asked.connect(self.accept_asked)
        self.nothing.cancel_asked.connect(self.cancel_asked)
        self.nothing.source_asked.connect(lambda: self._left.setVisible(not self._left.isVisible()))

    # -- keeping the panes in step --------------------------------------------------------------------

    def _pointed(self, draft: Draft | None) -> None:
        self.source.show_clause(*(draft.places if draft else ()))

    def _placed(self, position: int) -> None:
        """The caret was put somewhere in the text: its task becomes current."""
        self._left.tell_of(position)
        draft = self.drafts.at(position)
        if draft is not None and draft is not self.model.draft(self.table.currentIndex()):
            self.table.blockSignals(True)
            try:
                self.table.go_to(draft)
            finally:
                self.table.blockSignals(False)
        self.source.mark_clause(*(draft.places if draft else ()))

    def show_place(self, place: Draft | Span, sentence: str) -> None:
        """Go where a doubt or a repair is, the words that its sentence quotes selected."""
        if isinstance(place, Draft):
            self.table.go_to(place)
            self._pointed(place)
            words = words_in_doubt(sentence, place, self.drafts.notice.text)
            if words or place.places:
                self.source.show_place(words or (place.places[0][0],) * 2)
            return
        self.source.show_place(place)
        self._placed(place[0])

    def _correct(self, place: Draft | Span, sentence: str, key: Hashable) -> None:
        """Open the editor of the cell that a doubt is about; a change made there settles it."""
        self.show_place(place, sentence)
        draft = place if isinstance(place, Draft) else self.drafts.at(place[0])
        if draft is None:
            return
        name = (
            field_in_doubt(sentence, draft.task)
            if isinstance(place, Draft)
            else field_at(draft, place[0], self.drafts.notice.text)
        )
        self.drafts.in_question = (draft, name, key)
        self.table.edit_cell(draft, name)

    def _settle(self, doubt: Doubt) -> None:
        self.drafts.settle(doubt.keys)
        self._edited(None)
        self.doubts.point()

    def _take(self, doubt: Doubt, label: str) -> None:
        self.commands.take_way(doubt, label)
        self.doubts.point()

    def _edited(self, draft: Draft | None) -> None:
        if self.told.sentence != NO_UNITS or not self.drafts.lacks_units or self.drafts.chosen:
            self.told.tell("")
        new = self.drafts.typed_new_units(draft) if draft else ()
        if new:
            self.told.tell(f"台账里还没有这些单位，导入时将新登记：{'、'.join(new)}。名称有误请改正。")
        self._gather()

    def _refuse(self, sentence: str) -> None:
        self._fits = False
        self.told.tell(sentence)

    def _gather(self) -> None:
        found = gather(self.drafts)
        about: dict[Draft, list[str]] = {}
        for doubt in found:
            for place in doubt.places:
                if isinstance(place, Draft):
                    about.setdefault(place, []).append(doubt.sentence)
        self.model.doubts_of = about
        self.doubts.show_doubts(found)
        self.units.show_roster()
        self.changes.show_known()
        self.table.show_only_differing(self.changes.only.isChecked())
        self._left.show_drafts(self.drafts)
        self._show_sides()
        self.changed.emit()

    def set_known(self, known: KnownNotice | None, twins: frozenset[str] = frozenset()) -> None:
        """Tell which tasks the workbook has already."""
        before = self.drafts.known
        if known is not None and before is not None:
            known.edited_too, known.cancelled = before.edited_too, before.cancelled
        self.drafts.set_known(known, twins)
        self._choices_changed()

    def _choices_changed(self) -> None:
        self.model.refresh_all()
        self._gather()

    def _units_renamed(self) -> None:
        self.model.refresh_all()
        self._edited(None)

    def take_up(self, state: State, decisions: Iterable[Decision]) -> None:
        """Go on from what was kept of another review of this notice."""
        self.model.regroup(lambda: self.drafts.take_up(state))
        self.units.roster.take_up(decisions)
        self.form.reload()
        self._gather()

    def undo(self) -> None:
        """Take the last step of this review back."""
        self._move(back=True)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._move(back=False)

    def _move(self, *, back: bool) -> None:
        before = self.drafts.notice
        self.commands.move(back)
        if self.drafts.notice != before:
            self.form.reload()
            self.form.changed.emit([])

    def _document_changed(self, followed: list[Draft]) -> None:
        if followed:
            self.model.refresh(followed)
            self.told.tell(f"文件的年份或日期改了，{len(followed)} 项任务的到期日期随之重新推算。")
        self._gather()

    # -- keyboard -------------------------------------------------------------------------------------

    def _stops(self) -> list[QWidget]:
        """The panes in order; what can't be seen is passed over."""
        order = (self.source, self.doubts.list, self.units.table, self.table, self.nothing.register, self.form.fold)
        return [widget for widget in order if widget.isVisible()]

    def focus_pane(self, delta: int, *, around: bool = False) -> bool:
        """Move the keyboard to the next pane; False when there is none on that side."""
        return walk(self._stops(), self.focusWidget(), self.form, delta, around=around)

    def begin(self) -> None:
        """Put the keyboard where the work begins."""
        if self.drafts.items:
            (self.doubts.list if self.doubts.left else self.table).setFocus()
        else:
            self.nothing.register.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self._share_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.give_room(self.height() >= _ROOMY)

    def _share_height(self) -> None:
        """All doubts in view when they fit a third of the height; the table from its first row."""
        self._right.share_height()
        self.table.horizontalScrollBar().setValue(0)
        if self.drafts.items and self.model.draft(self.table.currentIndex()) is self.drafts.items[0]:
            self.table.scrollToTop()
        self.doubts.point()

    def commit(self) -> bool:
        """Take over what is being typed; False when it does not fit."""
        self._fits = True
        if self.table.isVisible():
            self.table.setFocus()
        return self.form.commit() and self._fits

    def show_counts(self, *, several: bool) -> None:
        """The buttons as they stand now; `several`: there are more notices after this one."""
        drafts = self.drafts
        cancelled = len(drafts.known.cancelled) if drafts.known is not None else 0
        counts = (("导入", len(drafts.chosen)), ("更新", len(drafts.updates)), ("注明取消", cancelled))
        told = "、".join(f"{verb} {number} 项" for verb, number in counts if number)
        unconfirmed = self.doubts.unconfirmed
        left = f"（{unconfirmed} 处未确认）" if unconfirmed else ""
        self.accept.setText(f"{told or '导入 0 项'}{left}(&I)")
        self.accept.setEnabled(self.may_accept and bool(told))
        self.nothing.register.setEnabled(self.may_accept)
        self.skip.setVisible(several)
