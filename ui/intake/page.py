"""The intake page: notices on their way into the workbook, one review each.

Shown by the main window while a review is on. Reads through `ui.intake.reading`, writes through
`session.run_long(bring_in)` only, and tells by `finished` when the last notice is settled.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.base.errors import Cancelled
from models.intake import Bundle, SourceText
from models.operations import bringing_in
from ui.intake.files_together import FilesTogether
from ui.intake.known_told import KnownTold
from ui.intake.making import make_review
from ui.intake.reading import Incoming, Readings, read_again, read_files, read_source
from ui.intake.review import Review
from ui.intake.unfinished import REVIEW, KeptReview, as_content
from ui.session import Session
from ui.widgets.asking import may_lose
from ui.widgets.file_kinds import AS_ROWS
from ui.widgets.keeper import Keeper
from ui.widgets.one_line import OneLine


class IntakePage(QWidget):
    """Reviews of one or several notices."""

    state_changed = Signal()
    """What can be undone may be something else now."""
    other_way_asked = Signal(list, bool)
    """Bring these spreadsheets in row by row (True) instead."""
    finished = Signal(bool)
    """The last notice is settled; True when at least one was accepted."""
    register = "tasks"
    """Where things went."""
    offer = None
    """What the strip offers afterwards: nothing beside 撤销."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._incoming: dict[Review, Incoming] = {}
        self._known = KnownTold(session)
        self._accepted = False
        self.made: list[int] = []
        """The tasks brought in."""
        self._busy = False
        self.setObjectName("intake")
        self._title = OneLine("", self)
        self._counts = QLabel(self)
        self._tabs = QTabBar(self)
        self._tabs.setDocumentMode(True)
        self._tabs.setExpanding(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._tabs.setAccessibleName("几份通知")
        self._stack = QStackedWidget(self)
        self.as_rows = QPushButton(AS_ROWS, self)
        self.as_rows.setToolTip("这是一份台账或清单：改为一行一条导入，各列对应哪个栏目可以选")
        self.as_rows.setAutoDefault(False)
        self.as_rows.clicked.connect(lambda: self._read_as_rows())
        self.files = FilesTogether(self._stack, self._incoming, self._read_again, self)
        """Which files were taken together."""
        self._keeper = Keeper(session, REVIEW, self._content, self)
        self._lay_out()
        self._tabs.currentChanged.connect(self._turn_to)
        self._session.changed.connect(self._workbook_changed)
        for keys, act in (
            ("Ctrl+Return", self.accept),
            ("Ctrl+Enter", self.accept),
            ("Esc", self.cancel),
            ("F6", lambda: self._walk(1)),
            ("Shift+F6", lambda: self._walk(-1)),
            ("Ctrl+PgDown", lambda: self._turn(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        larger = self._title.font()
        larger.setPointSizeF(larger.pointSizeF() * 1.25)
        larger.setBold(True)
        self._title.setFont(larger)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._counts)
        head.addWidget(self.files.join)
        head.addWidget(self.as_rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self._tabs)
        box.addWidget(self.files.strip)
        box.addWidget(self._stack, 1)

    # -- for the main window --------------------------------------------------------------------------

    def open_files(self, paths: list[Path]) -> None:
        """Read these files in the background and show their reviews; what can't be read is told."""
        calendar = self._session.desk.calendar
        self._read(lambda: read_files(self, paths, calendar))

    def open_source(self, source: SourceText) -> None:
        """Show the review of what was pasted."""
        calendar = self._session.desk.calendar
        self._read(lambda: read_source(self, source, calendar))

    def show_notices(self, notices: Sequence[Incoming]) -> None:
        """Show reviews of notices that were read already."""
        for incoming in notices:
            self._add(incoming)
        self._show_front()

    def take_up(self, reviews: Sequence[KeptReview]) -> None:
        """Go on with reviews that were not finished when the program ended."""
        for kept in reviews:
            self._add(kept.incoming).take_up(kept.state, kept.decisions)
        self._show_front()

    def keep_now(self) -> bool:
        """Keep on the disk what the clerk did in the reviews, in case the program ends before they are done.

        False when that can't be.
        """
        return self._keeper.keep_now()

    def give_up(self) -> None:
        """Nothing of the reviews is to be gone on with."""
        self._keeper.forget()

    def _content(self) -> object:
        if not self.is_edited:
            return None
        return as_content(
            KeptReview(incoming, review.drafts.state(), review.units.roster.decisions)
            for review, incoming in self._incoming.items()
        )

    @property
    def is_edited(self) -> bool:
        """Whether the clerk did anything in the reviews that would be lost."""
        return any(review.drafts.is_edited for review in self._incoming)

    def may_leave(self, question: str = "改过的内容还没有导入，要放弃吗？") -> bool:
        """Whether the reviews may be thrown away; asks when something was edited."""
        return not self.is_edited or may_lose(self, "取消导入", question, "继续核对")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The actions of the window that this page answers."""
        own: dict[str, Callable[[], None]] = {"pane_left": lambda: self._go(-1), "pane_right": lambda: self._go(1)}
        if self.review is not None:
            own |= {"undo": self.review.undo, "redo": self.review.redo}
        return own

    def steps(self) -> tuple[str, str]:
        """The steps of the review in front that can be undone and redone, named; "" for none."""
        history = self.review.drafts.history if self.review is not None else None
        return (history.undoable, history.redoable) if history else ("", "")

    def state(self) -> frozenset[str]:
        """States of actions that hold here: none beside the window's own."""
        return frozenset()

    def focus_pane(self, delta: int) -> bool:
        """Move the keyboard to the next pane; False when that is outside this page."""
        return self.review is not None and self.review.focus_pane(delta)

    # -- notices --------------------------------------------------------------------------------------

    @property
    def review(self) -> Review | None:
        """The review in front."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Review) else None

    def _read(self, read: Callable[[], Readings]) -> None:
        try:
            found = read()
        except Cancelled:
            self._session.told.emit("已取消，没有改动。", False)
            self._finish()
            return
        self.show_readings(found)

    def show_readings(self, found: Readings) -> None:
        """Show reviews of what was read, and tell what could not be."""
        for sentence in found.refusals:
            self._session.refused.emit(sentence)
        self.show_notices(found.notices)
        if self.review is None:
            self._finish()

    def _add(self, incoming: Incoming, at: int = -1) -> Review:
        """A review of a notice, as the last one or before another."""
        review = make_review(incoming.notice, self._session, self._stack)
        self._incoming[review] = incoming
        review.changed.connect(self._show_head)
        review.form.changed.connect(lambda _followed: self._tell_known(review))
        review.known_asked.connect(lambda: self._tell_known(review))
        review.accept_asked.connect(self.accept)
        review.cancel_asked.connect(self.cancel)
        review.skip_asked.connect(self.skip)
        index = self._stack.insertWidget(at, review)
        self._tabs.insertTab(index, incoming.name)
        self._tabs.setTabToolTip(index, "\n".join(path.name for path in incoming.originals) or incoming.name)
        self._tell_known(review)
        return review

    def _turn_to(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._show_head()

    def _show_head(self) -> None:
        review = self.review
        if review is None:
            return
        number = self._tabs.count()
        which = f"第{self._stack.currentIndex() + 1}份/共{number}份　" if number > 1 else ""
        name = self._incoming[review].name
        self._title.setText(f"导入：{name}")
        self._title.setToolTip(name)
        number_of_tasks = review.drafts.count
        counts = [f"{number_of_tasks} 项任务" if number_of_tasks else "没有任务"]
        if review.doubts.unconfirmed and number_of_tasks:
            counts.append(f"{review.doubts.unconfirmed} 处待确认")
        self._counts.setText(which + " · ".join(counts))
        self._known.show(review)
        self.files.show(review)
        review.show_counts(several=number > 1)
        self.as_rows.setVisible(number == 1 and self._incoming[review].is_spreadsheet)
        self._keeper.touch()
        self.state_changed.emit()

    def _read_as_rows(self) -> None:
        if self.review is not None and not self._busy:
            self.other_way_asked.emit(list(self._incoming[self.review].originals), True)

    def _read_again(self, reviews: Sequence[Review], bundles: Sequence[Bundle]) -> None:
        """Put reviews of the same files, otherwise put together, in the place of reviews."""
        if self._busy or (any(review.drafts.is_edited for review in reviews) and not self._may_lose("这里改过的内容")):
            return
        self._busy = True
        try:
            found = read_again(self, bundles, self._session.desk.calendar)
        except Cancelled:
            return
        finally:
            self._busy = False
        place = self._stack.indexOf(reviews[0])
        for offset, incoming in enumerate(found.notices):
            self._add(incoming, place + offset)
        for review in reviews:
            self._remove(review)
        self._tabs.setCurrentIndex(place)
        self._show_front()

    def _tell_known(self, review: Review) -> None:
        """Tell on top when the workbook holds this notice already."""
        self._known.look_up(review)
        self._show_head()

    def _workbook_changed(self, changes: object) -> None:
        del changes
        for review in self._incoming:
            self._tell_known(review)

    # -- settling -------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Bring in the ticked tasks of the notice in front, then go on with the next."""
        review = self.review
        if review is None or self._busy or not review.commit() or not review.may_accept:
            return
        drafts = review.drafts
        chosen, updates = drafts.chosen, drafts.updates
        cancelled = sorted(drafts.known.cancelled) if drafts.known is not None else []
        if drafts.items and not (chosen or updates or cancelled):
            review.told.tell("没有打勾的任务。请勾选要导入的，或按 Esc 取消。")
            return
        notice = drafts.result
        originals = self._incoming[review].originals
        self._busy = True
        try:
            outcome = self._session.run_long(
                self,
                "正在导入…",
                bringing_in.bring_in,
                notice,
                chosen,
                originals=originals,
                decisions=review.units.roster.decisions,
                updates=updates,
                cancelled=cancelled,
            )
        finally:
            self._busy = False
        if outcome is not None:
            self._accepted = True
            self.made += outcome.ids
            self._settle(review)

    def skip(self) -> None:
        """Leave the notice in front out and go on with the next."""
        review = self.review
        if review is not None and (not review.drafts.is_edited or self._may_lose("这份通知里改过的内容")):
            self._settle(review)

    def cancel(self) -> None:
        """Leave everything that is still open; asks only when something was edited."""
        if self._busy:
            return
        if self.may_leave():
            self._finish()

    def _may_lose(self, what: str) -> bool:
        return may_lose(self, "取消导入", f"{what}还没有导入，要放弃吗？", "继续核对")

    def _settle(self, review: Review) -> None:
        self._remove(review)
        if self.review is None:
            self._finish()
        else:
            self._show_front()

    def _remove(self, review: Review) -> None:
        index = self._stack.indexOf(review)
        del self._incoming[review]
        self._known.forget(review)
        self._stack.removeWidget(review)
        self._tabs.removeTab(index)
        review.deleteLater()

    def _show_front(self) -> None:
        """Show the review of the tab in front, ready to work on."""
        self._tabs.setVisible(self._tabs.count() > 1)
        self._stack.setCurrentIndex(self._tabs.currentIndex())
        if self.review is not None:
            self._show_head()
            self.review.begin()

    def _finish(self) -> None:
        self.give_up()
        self.finished.emit(self._accepted)

    # -- keyboard -------------------------------------------------------------------------------------

    def _walk(self, delta: int) -> None:
        if self.review is not None:
            self.review.focus_pane(delta, around=True)

    def _turn(self, delta: int) -> None:
        if self._tabs.count():
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + delta) % self._tabs.count())

    def _go(self, delta: int) -> None:
        self.focus_pane(delta)
