"""The page for bringing a spreadsheet into a register: mapping at the left, the rows as they will be stored at the right.

Shown by the main window while something is brought in. Looks at the sheets through `ui.sheets.checking` in the
background, writes through `session.run_long(bring_in)` only, and tells by `finished` when the last file is settled.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.base.errors import Cancelled, ClerkError
from models.base.progress import Report
from models.intake import Sheet, read_spreadsheet
from models.operations import Desk, spreadsheets
from models.operations.spreadsheets import Preview
from ui import background
from ui.session import Session
from ui.sheets import kept as keeping
from ui.sheets.checking import Checker
from ui.sheets.draft import Draft
from ui.sheets.kept import KeptSheets, SheetsContent, as_plain
from ui.sheets.layout import Parts
from ui.sheets.loading import Loaded, load
from ui.sheets.saving import LeftOut, save_left_out
from ui.widgets.asking import may_lose
from ui.widgets.keeper import Keeper

_SOON_MS, _LATER_MS = 150, 700
"""How long to wait for another choice in the mapping, for another correction."""


class SheetsPage(QWidget):
    """Brings in one or several spreadsheet files, one after the other."""

    finished = Signal(bool)
    """The last file is settled; True when rows were brought in."""
    other_way_asked = Signal(list, bool)
    """Read these files as notices (False: not row by row)."""
    state_changed = Signal()
    """What can be undone may be something else now."""

    def __init__(self, session: Session, register: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.register = register
        """The register rows go into, at the end the one they went into last."""
        self.made: list[int] = []
        """The records brought in last."""
        self._left: list[LeftOut] = []
        self._files: list[Path] = []
        self._file: Path | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._sheet = 0
        self._source = ""
        self._many = 0
        self._busy = False
        self._named = ("", "")
        self._content = SheetsContent(())
        self._waiting: KeptSheets | None = None
        """What was decided the last time, until the table it is about was found again."""
        self.draft: Draft | None = None
        self.setObjectName("sheets")
        self._checker = Checker(session, self)
        self._keeper = Keeper(session, keeping.SHEETS, self._unfinished, self)
        self.parts = Parts(session, self)
        self.head, self.mapping, self.preview = self.parts.head, self.parts.mapping, self.parts.preview
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        self.head.sheet_chosen.connect(lambda sheet: self._load(sheet, None))
        self.head.register_chosen.connect(lambda _: self._load(self._sheet, None))
        self.head.notice_asked.connect(self._read_as_notices)
        self.head.head_moved.connect(lambda rows: self._load(self._sheet, rows))
        self.mapping.changed.connect(self._mapped)
        self.preview.corrected.connect(self._corrected)
        self.preview.changed.connect(self._refresh)
        self.parts.accept.clicked.connect(self.accept)
        self.parts.cancel.clicked.connect(self.cancel)
        self.parts.save.clicked.connect(self.save_left_out)
        self._checker.refused.connect(self._refused)
        self._checker.busy_changed.connect(lambda _: self._refresh())
        self._session.changed.connect(self._workbook_changed)
        self._session.closing.connect(self._checker.stop)
        for keys, act in (
            ("Ctrl+Return", self.accept),
            ("Ctrl+Enter", self.accept),
            ("Esc", self.cancel),
            ("F8", lambda: self.preview.walk(1)),
            ("Shift+F8", lambda: self.preview.walk(-1)),
            ("F6", lambda: self.parts.focus_pane(1, around=True)),
            ("Shift+F6", lambda: self.parts.focus_pane(-1, around=True)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- for the main window --------------------------------------------------------------------------

    def open_files(self, paths: Sequence[Path]) -> None:
        """Read these files one after the other; each is shown when the one before is settled."""
        self._files = list(paths)
        self._many = len(self._files)
        self._next()

    def show_sheets(self, sheets: tuple[Sheet, ...], source: str, file: Path | None = None) -> None:
        """Show the sheets of a file that was read already."""
        self._show_source(sheets, source, file)
        self._content = SheetsContent(sheets)
        self._load(None, None, self.register)

    def take_up(self, kept: KeptSheets, sheets: tuple[Sheet, ...]) -> None:
        """Go on with an import that was not finished when the program ended."""
        self._files, self._many, self._waiting = list(kept.files), kept.many, kept
        self._show_source(sheets, kept.source, kept.file)
        self._content = SheetsContent(sheets, kept.content)
        self._load(kept.sheet, kept.head_rows, kept.register)

    def _show_source(self, sheets: tuple[Sheet, ...], source: str, file: Path | None) -> None:
        self._sheets, self._source, self._file = sheets, source, file
        which = f"第 {self._many - len(self._files)} 份/共 {self._many} 份　" if self._many > 1 else ""
        self.head.show_source(f"{which}导入表格：{source}", [sheet.name for sheet in sheets], is_file=file is not None)
        self._show(None)

    @property
    def is_edited(self) -> bool:
        """Whether the clerk did anything that would be lost."""
        return self.draft is not None and self.draft.is_edited

    def may_leave(self, question: str = "改过的内容还没有导入，要放弃吗？") -> bool:
        """Whether what the clerk did may be thrown away; asks when something was edited."""
        return not self.is_edited or may_lose(self, "取消导入", question, "继续核对")

    def keep_now(self) -> bool:
        """Keep on the disk what the clerk did here; False when that can't be."""
        return self._keeper.keep_now()

    def give_up(self) -> None:
        """Nothing of it is to be gone on with."""
        self._keeper.forget()
        if self._session.is_open:
            keeping.forget(self._session.unfinished)

    def _unfinished(self) -> object:
        """What is kept of it. Raises WriteError."""
        draft = self.draft
        if self._waiting is not None:
            return self._waiting.as_plain()
        if draft is None or not draft.is_edited:
            return None
        content, file = self._content.keep(self._session.unfinished), (self._source, self._file)
        return as_plain(content, draft, file, self._files, self._many, self._sheet)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The actions of the window that this page answers."""
        return {
            "pane_left": lambda: self.focus_pane(-1),
            "pane_right": lambda: self.focus_pane(1),
            "undo": lambda: self._turn(Draft.undo),
            "redo": lambda: self._turn(Draft.redo),
        }

    def steps(self) -> tuple[str, str]:
        """The steps on this page that can be undone and redone, named; "" for none."""
        return (self.draft.steps.undoable, self.draft.steps.redoable) if self.draft is not None else ("", "")

    def _turn(self, turn: Callable[[Draft], bool]) -> None:
        """Take back, or do again, the last decision about the sheet; the workbook is not touched."""
        draft = self.draft
        self.preview.table.finish_editing()
        if draft is not None and turn(draft):
            self._show(draft)
            self._check(0)

    def state(self) -> frozenset[str]:
        """States of actions that hold here: none beside the window's own."""
        return frozenset()

    def focus_pane(self, delta: int) -> bool:
        """Move the keyboard to the next pane; False when that is outside this page."""
        return self.parts.focus_pane(delta)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self._checker.stop()  # a page put away lets go of the workbook first
        return super().event(event)

    @property
    def offer(self) -> tuple[str, Callable[[], object]] | None:
        """What the strip offers after bringing in: the words of a button, and what it does."""
        if not self._left:
            return None
        session, window, left = self._session, self.window(), tuple(self._left)
        return "另存未导入的行…", lambda: [save_left_out(session, window, item) for item in left]

    # -- files and sheets -----------------------------------------------------------------------------

    def _next(self) -> None:
        while self._files:
            path = self._files.pop(0)
            try:
                sheets = background.run(self, f"正在读取“{path.name}”…", partial(read_spreadsheet, path))
            except Cancelled:
                self._session.told.emit("已取消，没有改动。", False)
                break
            except ClerkError as error:
                self._session.refuse(error)
                continue
            self.show_sheets(sheets, path.name, path)
            return
        self._finish()

    def _load(self, sheet: int | None, head_rows: int | None, register: str | None = None) -> None:
        """Find the table in a sheet (None: in the one that fits best) and how its columns map."""
        declared = self._session.registers[register or self.head.register]
        sheets, source = self._sheets, self._source
        self._checker.ask(
            lambda desk, _: load(desk, declared, sheets, source, sheet, head_rows),
            self._loaded,
            _SOON_MS if head_rows is not None else 0,
        )

    def _loaded(self, loaded: Loaded) -> None:
        self._sheet = loaded.sheet
        if self.draft is None and loaded.register.name != self.register:
            self._session.told.emit(
                f"这张表的栏目像{loaded.register.title}的，按{loaded.register.title}导入；要导入别的台账，请在上面改选。",
                False,
            )
        draft = Draft(loaded.register, loaded.table, loaded.layout)
        if self.draft is not None:
            draft.take_over(self.draft)
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not draft.take_up(waiting.decided):
            self._session.told.emit("上次改过的和这张表对不上，请重新核对。", False)
        first = self.draft is None
        self._show(draft)
        self._check(0)
        if first:
            self.mapping.focus_first() if draft.why_not_mapped() else self.preview.table.focus_cell()

    def _read_as_notices(self) -> None:
        if self._file is not None and not self._busy:
            self.other_way_asked.emit([self._file, *self._files], False)

    def _show(self, draft: Draft | None) -> None:
        self.draft = draft
        if draft is not None:
            rows = len(self._sheets[self._sheet].rows)
            name, head_rows = draft.register.name, draft.head_rows
            self.head.show_choice(self._sheet, name, head_rows, rows, remembered=draft.remembered)
            self.mapping.show_draft(draft)
        self.preview.show_draft(draft)
        self._refresh()

    # -- mapping, correcting, checking ----------------------------------------------------------------

    def _mapped(self, mapping: tuple[str | None, ...]) -> None:
        draft = self.draft
        if draft is None:
            return
        draft.map_to(mapping)
        self.mapping.show_problems(draft)
        self.preview.show_draft(draft)
        self._check(_SOON_MS)

    def _check(self, delay_ms: int) -> None:
        """Have all rows checked in the background, after a moment without further changes."""
        draft = self.draft
        if draft is None or draft.why_not_mapped():
            self._refresh()
            return
        register, table, mapping, corrections = draft.register, draft.table, draft.mapping, dict(draft.corrections)

        def work(desk: Desk, report: Report) -> Preview:
            return spreadsheets.preview(desk, register, table, mapping, corrections, report)

        self._checker.ask(work, lambda found: self._checked(draft, mapping, found), delay_ms)

    def _checked(self, draft: Draft, mapping: tuple[str | None, ...], found: Preview) -> None:
        if draft is self.draft and mapping == draft.mapping:
            draft.take_preview(found)
            self.preview.take_findings()
            self._refresh()

    def _corrected(self, rows: list[int]) -> None:
        """Check rows again at once; the others (names that must differ, twins) follow in the background."""
        draft = self.draft
        if draft is None:
            return
        desk = self._session.desk
        for row in rows:
            found = spreadsheets.check_row(desk, draft.register, draft.table, draft.mapping, row, draft.corrections)
            draft.take_row(row, found)
        self.preview.take_rows(rows)
        self._check(_LATER_MS)
        self._refresh()

    def _workbook_changed(self, changes: object) -> None:
        del changes
        if not self._busy:
            self._check(_LATER_MS)

    def _refused(self, sentence: str) -> None:
        """A sheet without rows, say: the choices go back to what is shown."""
        self._session.refused.emit(sentence)
        self._show(self.draft)

    def _refresh(self) -> None:
        """The numbers in the heading, the button, and the sentence beside it."""
        self._keeper.touch()
        self.parts.show_state(self.draft, self._why_not(), busy=self._checker.is_busy)
        if self.steps() != self._named:
            self._named = self.steps()
            self.state_changed.emit()

    def _why_not(self) -> str:
        """Why nothing can be brought in now, as a sentence; empty when it can."""
        draft = self.draft
        if not self._session.writable:
            return "这个工作簿现在只能看，不能导入。"
        if draft is None:
            return "正在找表头和栏目…" if self._checker.is_busy else "这张表没有可以导入的行，请换一张工作表。"
        mapped = draft.why_not_mapped()
        if mapped:
            return mapped
        if not draft.is_checked:
            return "正在核对每一行…"
        bad = draft.bad_and_ticked()
        if bad:
            return f"还有 {bad} 行有问题：请改正标红的格子，或按“有问题的行先不导入”。"
        return "" if draft.counts().ticked else "没有勾选的行。请勾选要导入的行，或按 Esc 取消。"

    # -- settling -------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Bring in the ticked rows, then go on with the next file."""
        if self._busy:
            return
        self.preview.table.finish_editing()
        draft = self.draft
        if draft is None or self._why_not():
            self._refresh()
            return
        self._checker.stop()
        self._busy = True
        try:
            outcome = self._session.run_long(
                self,
                "正在导入…",
                spreadsheets.bring_in,
                draft.register,
                draft.table,
                draft.mapping,
                corrections=draft.corrections,
                left_out=draft.left_out,
            )
        finally:
            self._busy = False
        if outcome is None:
            self._check(0)
            return
        self.give_up()
        self.register, self.made = draft.register.name, list(outcome.ids)
        if draft.left_out:
            self._left.append(self._left_out(draft))
        self._show(None)
        self._next()

    def save_left_out(self) -> None:
        """Save the rows that are not ticked, with the reasons."""
        if self.draft is not None and self.draft.left_out:
            save_left_out(self._session, self, self._left_out(self.draft))

    def _left_out(self, draft: Draft) -> LeftOut:
        return LeftOut(draft.corrected_table(), draft.reasons(), self._file.parent if self._file else None)

    def cancel(self) -> None:
        """Leave this file and those after it; asks only when something was edited."""
        if not self._busy and self.may_leave():
            self._finish()

    def _finish(self) -> None:
        self._checker.stop()
        self.give_up()
        self._files.clear()
        self.finished.emit(bool(self.made))
