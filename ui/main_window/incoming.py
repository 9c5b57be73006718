"""What is on its way in: one page at a time, begun by files, a drop or pasted text.

Notices are reviewed (`ui.intake`), spreadsheets mapped to a register's fields (`ui.sheets`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from models.base.errors import Cancelled, ClerkError
from ui import background
from ui.session import Session
from ui.widgets.asking import may_lose, replaced_by
from ui.widgets.file_kinds import AS_NOTICE, AS_ROWS

if TYPE_CHECKING:
    from ui.intake import IntakePage
    from ui.sheets import SheetsPage

Offer = tuple[str, Callable[[], object]]
"""The words of a button beside the message, and what it does."""

_DEFAULT_REGISTER = "tasks"
_PASTED = "粘贴的文字"
_REVIEW, _SHEETS = "review", "sheets"
"""The names under which `Session.unfinished` has the reviews of notices, and an import of spreadsheets."""


@dataclass(frozen=True)
class Ending:
    """What was brought in: the register it went to, the new records, and what is offered about it."""

    register: str
    ids: tuple[int, ...]
    offer: Offer | None = None


class Incoming(QObject):
    """Makes the page when there is something to bring in, and puts it away afterwards."""

    begun = Signal(object)
    """The page to put in front."""
    finished = Signal(object)
    """The page is done with: an Ending, or None when nothing was brought in."""

    def __init__(self, session: Session, window: QWidget, need_workbook: Callable[[], bool]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._need_workbook = need_workbook
        self.page: IntakePage | SheetsPage | None = None

    def import_files(self, paths: list[Path], register: str = "") -> None:
        """Bring files in: notices are reviewed; spreadsheets go into `register`, the one whose page is open.

        Where notices are at home, or no register is open, the clerk says how a spreadsheet is meant.
        """
        from models.intake import is_spreadsheet

        try:
            only_sheets = all(map(is_spreadsheet, paths))
        except ClerkError as error:
            self._session.refuse(error)
            return
        if only_sheets:
            fed = not register or self._session.registers[register].fed_by_notices
            as_rows = self._ask_how(paths) if fed else True
            if as_rows is None:
                return
            if as_rows:
                self.import_sheets(paths, register)
                return
        if self._edited:
            self._review_instead(paths)
        elif self._need_workbook():
            self._begin_review().open_files(paths)

    def _review_instead(self, paths: list[Path]) -> None:
        """Notices in the place of what is under way: that is given up only for something that could be read."""
        from ui.intake.reading import read_files

        try:
            found = read_files(self._window, paths, self._session.desk.calendar)
        except Cancelled:
            return
        if not found.notices:
            for sentence in found.refusals:
                self._session.refused.emit(sentence)
        elif self._may_begin(paths[0].name):
            self._begin_review().show_readings(found)

    def import_sheets(self, paths: list[Path], register: str = "") -> None:
        """Bring spreadsheets into a register, row by row; into the tasks when none is named."""
        if self._edited and not self._can_be_read(paths[0]):
            return
        if self._may_begin(paths[0].name):
            from ui.sheets import SheetsPage

            page = SheetsPage(self._session, register or _DEFAULT_REGISTER)
            self._begin(page)
            page.open_files(paths)

    def _read_otherwise(self, paths: list[Path], as_rows: bool) -> None:
        """The same spreadsheets the other way: row by row, or as notices. What is under way stays when that fails."""
        if as_rows:
            if self._can_be_read(paths[0]):
                self.import_sheets(paths)
        else:
            self._review_instead(paths)

    def _can_be_read(self, path: Path) -> bool:
        """Whether a spreadsheet can be read; tells why not."""
        from models.intake import read_spreadsheet

        try:
            background.run(self._window, f"正在读取“{path.name}”…", partial(read_spreadsheet, path))
        except Cancelled:
            return False
        except ClerkError as error:
            self._session.refuse(error)
            return False
        return True

    def import_text(self) -> None:
        """Ask for a text and review it."""
        from ui.intake import paste_dialog

        if self._need_workbook():
            source = paste_dialog(self._session, self._window)
            if source is not None and source.text.strip() and self._may_begin(_PASTED):
                self._begin_review().open_source(source)

    def review_text(self, text: str, html: str | None = None, name: str = _PASTED) -> None:
        """Review a text that is there already; `html` is the same as a page fragment, where there is one."""
        from models.intake import read_clipboard

        source = read_clipboard(html, text, name)
        if source.text.strip() and self._may_begin(name):
            self._begin_review().open_source(source)

    def keep(self) -> bool:
        """Keep what is under way for the next time, as far as it can be kept; False when something would be lost."""
        return self.page is None or self.page.keep_now()

    def offer_unfinished(self) -> None:
        """When an import into this workbook was not finished the last time, ask whether to go on with it."""
        store = self._session.unfinished
        if store.may_have(_REVIEW) or store.former_review.is_file():
            self._offer_review()
        if self.page is None and store.may_have(_SHEETS):
            self._offer_sheets()

    def _offer_review(self) -> None:
        from ui.intake.former_reviews import take_over
        from ui.intake.unfinished import read_content

        store = self._session.unfinished
        take_over(store)
        reviews = read_content(store.found(_REVIEW))
        if not reviews:
            return
        several = f"等 {len(reviews)} 份通知" if len(reviews) > 1 else ""
        if self._goes_on(f"上次“{reviews[0].incoming.name}”{several}没有核对完"):
            self._begin_review().take_up(reviews)
        else:
            store.forget(_REVIEW)

    def _offer_sheets(self) -> None:
        from ui.sheets import SheetsPage, kept

        found = kept.found(self._session.unfinished)
        if found is None or found[0].register not in self._session.registers:
            return
        if self._goes_on(f"上次“{found[0].source}”没有导完"):
            page = SheetsPage(self._session, found[0].register)
            self._begin(page)
            page.take_up(*found)
        else:
            kept.forget(self._session.unfinished)

    def _goes_on(self, told: str) -> bool:
        return not may_lose(self._window, "接着核对", f"{told}，改过的都留着。要接着核对吗？", "接着核对")

    def end(self) -> None:
        """Put the page away, whatever is on it."""
        if self.page is not None:
            self.page.hide()
            self.page.setParent(None)
            self.page.deleteLater()
            self.page = None

    @property
    def _edited(self) -> bool:
        return self.page is not None and self.page.is_edited

    def _may_begin(self, name: str) -> bool:
        """Whether what is under way may be given up for this, and there is a workbook to bring things into."""
        return (self.page is None or self.page.may_leave(replaced_by(name))) and self._need_workbook()

    def _ask_how(self, paths: Sequence[Path]) -> bool | None:
        """Whether spreadsheets are meant row by row (True) or as notices (False); None: neither."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("导入表格")
        several = f"等 {len(paths)} 份文件" if len(paths) > 1 else ""
        box.setText(f"“{paths[0].name}”{several}是表格，怎样导入？")
        box.setInformativeText(
            "读成通知：从表里找出任务、责任单位和时限，核对后导入。\n按栏目导入：表里一行成为台账里一条。"
        )
        notice = box.addButton(AS_NOTICE, QMessageBox.ButtonRole.AcceptRole)
        rows = box.addButton(AS_ROWS, QMessageBox.ButtonRole.ActionRole)
        neither = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(notice)
        box.setEscapeButton(neither)
        box.exec()
        chosen = box.clickedButton()
        return None if chosen not in (notice, rows) else chosen is rows

    def _begin_review(self) -> "IntakePage":
        from ui.intake import IntakePage

        page = IntakePage(self._session)
        self._begin(page)
        return page

    def _begin(self, page: "IntakePage | SheetsPage") -> None:
        """Show a page in the place of the one that was given up for it."""
        if self.page is not None:
            self.page.give_up()
        self.end()
        page.finished.connect(self._done)
        page.other_way_asked.connect(self._read_otherwise)
        self.page = page
        self.begun.emit(page)

    def _done(self, accepted: bool) -> None:
        page = self.page
        ending = Ending(page.register, tuple(page.made), page.offer) if page is not None and accepted else None
        self.end()
        self.finished.emit(ending)
