"""The composer page: what the notice is about at the left, its text in the middle, its pages at the right.

What it still wants is said above, with a jump to the place; below, what can be done with it. The notice itself is a
`NoticeDraft`; files, paper and 发文登记簿 are `Outgoing`'s.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal

from models.base.errors import ClerkError
from models.export.gongwen import Gongwen
from models.operations import issuing, notice_memory
from models.operations.notice_checks import Check
from models.operations.settings import office_fonts
from ui.actions import Handler
from ui.notice.draft import NoticeDraft
from ui.notice.drafts import Drafts
from ui.notice.last_look import looked_over
from ui.notice.outgoing import Outgoing
from ui.notice.panes import ComposerPanes
from ui.notice.refusal import Refusal
from ui.notice.remarks import remarks
from ui.session import Session
from ui.unfinished import PAPERS
from ui.widgets.asking import may_lose
from ui.widgets.growing_line import GrowingLine
from ui.widgets.keeper import Keeper

_NUMBER = "文号"
_TYPING_MS = 250


class ComposerPage(ComposerPanes):
    """Writes one notice about some records."""

    finished = Signal(bool)
    """The page is done with: written or issued at least once (True), or given up."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._drafts = Drafts(session)
        self._keeper = Keeper(session, PAPERS, self._drafts.content, self)
        self._refusal = Refusal(session)
        self._document: Gongwen | None = None
        session.closing.connect(self.keep)
        session.closed.connect(self._forget)
        self.outgoing = Outgoing(session, self)
        self.outgoing.written.connect(lambda _: self._written())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self._pause_over)

        self.kind.currentTextChanged.connect(self._kind_changed)
        self.form.typed.connect(self._element_typed)
        self.form.emptied.connect(self._element_emptied)
        self.subjects.dropped.connect(self._drop)
        self.subjects.brought_back.connect(self._bring_back)
        self.text.textChanged.connect(self._text_changed)
        self.connect_buttons(
            (self.wording, self.edit_wording),
            (self.original, self._restore_text),
            (self.anew, self._begin_anew),
            (self.open_button, self.outgoing.open_last),
            (self.print_button, self.print),
            (self.pdf_button, self.save_pdf),
            (self.save_button, self.save),
            (self.issue_button, self.issue),
            (self.leave_button, self.leave),
        )
        self.connect_keys(
            *(("Ctrl+S", self.save), ("Ctrl+P", self.print), ("Esc", self.step_back)),
            *(("Ctrl+Return", self.issue), ("Ctrl+Enter", self.issue)),
        )

    # -- what the window asks -------------------------------------------------------------------------

    @property
    def _draft(self) -> NoticeDraft | None:
        return self._drafts.open

    @property
    def lines(self) -> dict[str, GrowingLine]:
        """The elements' lines, by name."""
        return self.form.lines

    @property
    def register(self) -> str:
        """The register the notice is about; "" for none."""
        declared = self._draft.register if self._draft is not None else None
        return declared.name if declared is not None else ""

    @property
    def ids(self) -> list[int]:
        """The records the notice is about."""
        return list(self._draft.ids) if self._draft is not None else []

    def handlers(self) -> dict[str, Handler]:
        """Nothing of its own."""
        return {}

    def state(self) -> frozenset[str]:
        """Nothing that enables actions."""
        return frozenset()

    def has_unsaved(self) -> bool:
        """Whether something was written by hand that no file holds yet, here or in a notice left before."""
        return self._drafts.has_unsaved()

    def keep(self) -> bool:
        """Keep on the disk what was written by hand, in every notice not issued; False when that can't be."""
        return self._keeper.keep_now()

    def go_on(self) -> None:
        """Show the notice written last that no file holds; records deleted meanwhile are left out, and said so."""
        kept = self._drafts.latest(issuing.kinds(self._session.desk))
        if kept is not None:
            self.compose(kept.everything(), kept.kind)

    def compose(self, ids: list[int], kind: str = "", register: str = "tasks") -> None:
        """Write a notice about these records (none: those the kind takes), of this kind, else of the one that fits.

        One of that kind about them that was left before it was issued goes on as it stood.
        """
        desk = self._session.desk
        try:
            kind = kind or self.kind.picked_last(ids, register) or issuing.fitting_kind(desk, ids, register)
        except ClerkError as error:
            self._session.refuse(error)
            return
        self._refusal.settle()
        self._drafts.put_away()
        self._begin(NoticeDraft(desk, ids, kind))

    def _begin(self, fresh: NoticeDraft, *, anew: bool = False) -> None:
        """Show what was kept of this notice, else (or anew) the notice as it follows from its records."""
        self.going_on.setVisible(self._drafts.begin(fresh, anew=anew))
        self.outgoing.begin()
        self.open_button.hide()
        self.form.begin()
        self.kind.offer(fresh.kind)
        self._show_draft()
        self._tell_left_out()
        self.begin_at_top()
        self.show_field(_NUMBER)

    def _begin_anew(self) -> None:
        """Give up what was written before; asks where no file holds it."""
        draft = self._draft
        question = "上次写的还没有存为 Word，也没有登记，要放弃它重新写吗？"
        if draft is not None and (not draft.unsaved or may_lose(self, "写公文", question, "接着写")):
            self._begin(NoticeDraft(self._session.desk, draft.everything(), draft.kind), anew=True)
            self.keep()

    def _forget(self) -> None:
        """The workbook was closed: what was kept of it is on the disk."""
        self._pause.stop()
        self._refusal.settle()
        self._drafts.forget()

    def _tell_left_out(self) -> None:
        """Which records were left out stands in their list; why is said at the foot."""
        told = self._draft.told_left_out() if self._draft is not None else ""
        if told:
            self._session.told.emit(told, False)
            self.subjects.show_left_out()

    # -- the document ---------------------------------------------------------------------------------

    def _show_draft(self) -> None:
        """Another kind or other records: the elements, the records and the document anew."""
        assert self._draft is not None
        self.form.offer(self._draft.elements())
        draft = self._draft
        self.subjects.show_records(draft.register, draft.ids, draft.left_out, draft.dropped)
        self.form.show_texts(self._draft.texts())
        self.refresh()

    def _pause_over(self) -> None:
        if self._session.is_open:  # the workbook may have been closed in the pause
            self.refresh()

    def refresh(self) -> None:
        """Compose anew and show it."""
        self._pause.stop()
        draft = self._draft
        if draft is None:
            return
        self._keeper.touch()
        try:
            made: Gongwen | None = draft.compose()
        except ClerkError as error:
            made = None
            self.checks.tell((Check(error.sentence, "", grave=True),))
        self._document = made
        self.allow(out=made is not None, issue=made is not None and self._session.writable)
        if made is None:
            return
        if self._refusal:
            self._refusal.settle(remarks(self._session, draft, made, issuing=True))
        self.put_text(draft.text_of(made))
        self.original.setEnabled(draft.rewritten)
        self.pages.show_document(made, office_fonts(self._session.desk))
        self.checks.tell(remarks(self._session, draft, made))

    # -- changed by hand ------------------------------------------------------------------------------

    def _element_typed(self, name: str, text: str) -> None:
        assert self._draft is not None
        self._draft.type(name, text)
        self._keeper.touch()
        self.form.show_texts(self._draft.texts())
        self._pause.start()

    def _element_emptied(self, name: str) -> None:
        """Shown as it will be printed: what a paper can't be without is filled in again with what is proposed for it."""
        if self._draft is None or not self._session.is_open:  # the workbook is being closed under the cursor
            return
        self._draft.leave_empty(name)
        self.form.show_texts(self._draft.texts())
        self._pause.start()

    def _text_changed(self) -> None:
        if self._draft is None:
            return
        self._draft.rewrite(self.text.toPlainText())
        self._keeper.touch()
        self.original.setEnabled(True)
        self._pause.start()

    def _restore_text(self) -> None:
        if self._draft is not None:
            self._draft.restore()
            self.refresh()

    def _kind_changed(self, kind: str) -> None:
        if self._draft is None or not kind:
            return
        before = self.register
        come_back = self._change_kind(kind)
        self.kind.remember(self.register or before, kind)
        if told := self._draft.told_come_back(come_back):
            self._session.told.emit(told, False)
        self._tell_left_out()

    def _change_kind(self, kind: str) -> int:
        """Show it as another kind, or what was kept of that; gives how many records come back."""
        come_back, goes_on = self._drafts.change_kind(kind)
        if goes_on:
            self.going_on.show()
        self._show_draft()
        return come_back

    def _drop(self, ids: Sequence[int]) -> None:
        draft = self._draft
        if draft is None:
            return
        if set(draft.ids) <= set(ids):
            noun = draft.register.noun if draft.register is not None else "记录"
            self._session.refused.emit(f"公文里至少要留一项{noun}。")
            return
        draft.drop(ids)
        self._show_draft()

    def _bring_back(self) -> None:
        if self._draft is not None:
            self._draft.bring_back()
            self._show_draft()

    def edit_wording(self) -> None:
        """Change the wording of this kind, kept in the workbook."""
        if self._draft is None:
            return
        from ui.notice.wording_dialog import WordingDialog

        dialog = WordingDialog(self._session, self._draft.kind, self)
        if dialog.exec():
            kind = dialog.kind if dialog.kind in issuing.kinds(self._session.desk) else self._draft.kind
            self.kind.offer(kind)
            self._change_kind(kind)

    # -- out ------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a place and write the document as .docx."""
        self._save(".docx")

    def save_pdf(self) -> None:
        """Ask for a place and write the pages as .pdf."""
        self._save(".pdf")

    def _save(self, suffix: str) -> None:
        self.refresh()
        if self._document is not None and self._draft is not None:
            self.outgoing.save(suffix, self._draft.kind, self._document, self._draft.ids)

    def print(self) -> None:
        """Print the pages."""
        self.refresh()
        if self._document is not None:
            self.outgoing.print(self._document)

    def issue(self) -> None:
        """Register it in 发文登记簿 and take its number; what keeps it from going out is shown and led to."""
        self.refresh()
        draft, made = self._draft, self._document
        if made is None or draft is None or not self.issue_button.isEnabled():
            return
        found = remarks(self._session, draft, made, issuing=True)
        grave = [check for check in found if check.grave]
        if grave:
            self.checks.tell(found)
            self._refusal.tell(grave[0])
            self.jump(grave[0])
        elif not looked_over(self, self._session.desk, draft.kind, made, found):
            if found:
                self.jump(found[0])
        elif self.outgoing.issue(draft.kind, made, draft.ids, draft.settings()):
            self._in_file(draft)
            self._drafts.issued = True
            self.keep()
            self.finished.emit(True)

    def _written(self) -> None:
        if self._draft is not None and self._session.writable:
            self._session.run(notice_memory.remember, self._draft.kind, self._draft.settings())
        self._in_file(self._draft)

    def _in_file(self, draft: NoticeDraft | None) -> None:
        if draft is not None:
            draft.unsaved = False
            self._keeper.touch()
        self.open_button.setVisible(self.outgoing.last is not None)

    def step_back(self) -> None:
        """Esc: what is said to be wrong goes first; with nothing said, back to the register."""
        if not self._session.dismiss():
            self.leave()

    def leave(self) -> None:
        """Back to the register; what was written stays until it is issued."""
        self._refusal.settle()
        self.finished.emit(self.outgoing.last is not None or self._drafts.issued)
