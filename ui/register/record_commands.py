"""What is done with the records of a register: duplicate, delete, fill down, change, copy, paste, its own actions.

Made by the page, which offers the window these `handlers` and selects what was `made`. Nobody else calls it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.base.errors import ClerkError
from models.base.register import Action, Register
from models.operations import Outcome, records
from models.operations import actions as doing
from ui.actions import Handler, perform_name
from ui.register.clipboard import copy_rows, pasted_rows
from ui.register.table_model import STATUS, RegisterModel
from ui.register.table_view import RegisterTable
from ui.session import Session

_FEW = 200
"""So many records at most are asked what they allow; more explain themselves when something is done with them."""
_SELECTED = 500


class RecordCommands(QObject):
    """Does them with the records selected in one table; dialogs come up over `over`."""

    made = Signal(object)
    """Ids of records that came by a command: a list."""

    def __init__(
        self, session: Session, register: Register, table: RegisterTable, model: RegisterModel, over: QWidget
    ) -> None:
        super().__init__(over)
        self._session = session
        self._register = register
        self._table = table
        self._model = model
        self._over = over
        self._allowed: frozenset[str] = frozenset()

    def handlers(self) -> dict[str, Handler]:
        """What the window's actions do with records."""
        handlers: dict[str, Handler] = {
            "duplicate": self.duplicate,
            "delete": self.delete,
            "copy": self.copy,
            "paste": self.paste,
            "fill_down": self.fill_down,
            "change_all": self.change_all,
        }
        for action in self._register.actions:
            handlers[perform_name(self._register.name, action.name)] = partial(self.perform, action)
        return handlers

    # -- the register's own actions -------------------------------------------------------------------

    @property
    def allowed(self) -> frozenset[str]:
        """Which of them the selection allows, as states of the window; as `note_allowed` found last."""
        return self._allowed

    def note_allowed(self) -> None:
        """Look which of the register's actions the selection allows; on many records each explains itself."""
        ids = self._table.selected_ids()
        register, book = self._register, self._session.desk.book if self._session.is_open else None
        allowed: set[str] = set()
        if ids and book is not None and register.actions:
            few = len(ids) <= _FEW
            moment = book.moment()
            chosen = book.records(register.name, ids) if few else []
            for action in register.actions:
                if all(action.when.holds(record.values, moment) for record in chosen):
                    allowed.add(f"can:{register.name}:{action.name}")
        self._allowed = frozenset(allowed)

    def perform(self, action: Action) -> None:
        """Ask what the action wants to know, and do it."""
        ids = self._table.selected_ids()
        book = self._session.desk.book
        try:
            if book.read_only:
                raise ClerkError(f"{book.reading_because}，不能{action.title}。")
            doing.refuse(self._session.desk, self._register, ids, action)
        except ClerkError as error:
            self._session.refuse(error)
            return
        doing_it = f"正在{action.title}…"
        if not action.asks:
            self._run(doing_it, doing.perform, ids, action.name)
            return
        from ui.widgets.action_dialog import ask

        def attempt(answers: dict[str, Any], over: QWidget) -> Outcome:
            told = (self._register.name, ids, action.name, answers)
            return self._session.attempt(over, doing_it, len(ids), doing.perform, *told)

        outcome = ask(self._session, self._register, action, ids, self._over, attempt)
        if outcome is not None:
            self._session.announce(outcome)

    def take_space(self) -> None:
        """Space came through, so its action is not allowed on these records: say why."""
        for action in self._register.actions:
            if action.shortcut == "Space" and self._table.selected_ids():
                self.perform(action)

    # -- what any record can be done with -------------------------------------------------------------

    def duplicate(self) -> None:
        """A copy of the selected records."""
        outcome = self._session.run(records.duplicate, self._register.name, self._table.selected_ids())
        if outcome:
            self.made.emit(list(outcome.ids))

    def delete(self) -> None:
        """Delete the selected records; 撤销 brings them back."""
        self._run("正在删除…", records.delete, self._table.selected_ids())

    def fill_down(self) -> None:
        """The first selected row's value of the current column for the others."""
        field = self._model.field_of(self._column())
        if field is None or not field.inline:
            self._session.refused.emit("这一栏不能填充，请把光标放到能修改的栏里。")
            return
        self._run("正在填充…", records.fill_down, self._table.selected_ids(), field.name)

    def change_all(self) -> None:
        """Change one field of all selected records."""
        from ui.register.bulk_dialog import BulkDialog

        if not self._session.writable:
            self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能修改。")
            return
        ids = self._table.selected_ids()

        def attempt(told: dict[str, Any], over: QWidget) -> Outcome:
            session, name = self._session, self._register.name
            return session.attempt(over, "正在修改…", len(ids), records.change_all, name, ids, *told.values())

        field = self._model.name_of(self._column())
        dialog = BulkDialog(self._session, self._register, ids, field, self._over, attempt)
        dialog.exec()
        if dialog.outcome is not None:
            self._session.announce(dialog.outcome)

    def copy(self) -> None:
        """The selected rows to the clipboard, as Excel and WPS take them."""
        names = self._table.shown_columns() + ([STATUS] if self._register.statuses else [])
        count = copy_rows(self._session, self._register, self._table.selected_ids(), names)
        self._session.told.emit(f"已复制 {count} 行，可粘贴到 Excel 或 WPS。", False)

    def paste(self) -> None:
        """Rows from Excel or WPS become new records; the columns are those shown, or those of a head row."""
        try:
            rows = pasted_rows(self._register, self._table.shown_columns())
        except ClerkError as error:
            self._session.refuse(error)
            return
        outcome = self._session.run_long(self._over, "正在粘贴…", records.add_many, self._register.name, rows)
        if outcome:
            self.made.emit(list(outcome.ids[:_SELECTED]))

    def _column(self) -> int:
        """The column in which the keyboard is."""
        return max(0, self._table.currentIndex().column())

    def _run(self, title: str, operation: Callable[..., Outcome], ids: list[int], *more: object) -> Outcome | None:
        """Do an operation on records: few at once, many in the background with progress and 取消."""
        return self._session.run_many(self._over, title, len(ids), operation, self._register.name, ids, *more)


def write_cell(session: Session, register: Register, record_id: int, field: str, answer: object) -> str:
    """Keep what was typed into a cell of the table; the sentence that refuses it, else ""."""
    try:
        outcome = records.edit(session.desk, register.name, [record_id], {field: answer})
    except ClerkError as error:
        session.refuse(error)
        return error.sentence
    session.announce(outcome)
    return ""
