"""The form at the right of a register's table: made late, it follows what is selected, or takes in a new record.

For the page only: the first picture of the window does without the form, and here is who asks whether there is one.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from models.base.register import Register
from ui.register.panes import RegisterPanes
from ui.register.table_view import RegisterTable
from ui.session import Session

if TYPE_CHECKING:
    from ui.register.form import RecordForm


class FormSide(QObject):
    """Makes the form of one page, shows in it what is selected in the table, and passes on what it asks for."""

    made = Signal(object)
    """Ids of records kept in the form: a list of one."""
    draft_begun = Signal()
    draft_changed = Signal()
    """Something is typed into a new record now, or nothing any more."""
    draft_left = Signal()
    change_all_asked = Signal()
    record_asked = Signal(str, int)
    """Open a record of another register: register name, id."""

    def __init__(self, session: Session, register: Register, table: RegisterTable, panes: RegisterPanes) -> None:
        super().__init__(panes)
        self._session = session
        self._register = register
        self._table = table
        self._panes = panes
        self._form: RecordForm | None = None

    @property
    def form(self) -> "RecordForm":
        """The form; made when it is first asked for."""
        if self._form is None:
            from ui.register.form import RecordForm

            self._form = form = RecordForm(self._session, self._register)
            form.created.connect(lambda identity: self.made.emit([identity]))
            form.draft_changed.connect(self.draft_changed)
            form.draft_left.connect(self.draft_left)
            form.escaped.connect(self._table.setFocus)
            form.new_asked.connect(self.new)
            form.change_all_asked.connect(self.change_all_asked)
            form.record_asked.connect(self.record_asked)
            self._panes.take_form(form)
            self._show_selected(form)
        return self._form

    # -- what it is about; without a form nothing -----------------------------------------------------

    @property
    def is_draft(self) -> bool:
        """Whether a new record is being written."""
        return self._form is not None and self._form.is_draft

    def has_typed(self) -> bool:
        """Whether something typed into a new record is not kept yet."""
        return self._form is not None and self._form.has_typed()

    def keep_draft(self) -> bool:
        """Keep on the disk what is typed into a new record; False when that can't be."""
        return self._form is None or self._form.kept.keep_now()

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the form."""
        inside = QApplication.focusWidget()
        return self._form is not None and inside is not None and self._form.isAncestorOf(inside)

    def finish(self) -> bool:
        """Keep what is being typed; False when it was refused."""
        return self._form is None or self._form.finish()

    # -- what it shows --------------------------------------------------------------------------------

    def follow(self) -> bool:
        """Show what is selected; False when a new record stands there, which is left only if it is still empty."""
        if self._form is not None:
            if self._form.is_draft:
                if not self._form.has_typed():
                    self._form.leave_draft()
                return False
            self._show_selected(self._form)
        return True

    def show_again(self) -> bool:
        """Show the same record as it is now; False when none is shown."""
        if self._form is None or self._form.record is None:
            return False
        found = self._session.desk.book.records(self._register.name, [self._form.record.id])
        self._form.show_record(found[0] if found else None)
        return True

    def show_none(self) -> None:
        """Forget the record shown: it is of another workbook."""
        if self._form is not None:
            self._form.show_record(None)

    def close(self) -> None:
        """The workbook is about to be closed: put a new record away, and forget the one shown."""
        if self._form is not None and self._form.is_draft:
            self._form.put_draft_away()
        self.show_none()

    def new(self) -> None:
        """Begin a new record in the form."""
        if not self._session.writable:
            self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能新建。")
            return
        if self.form.has_typed():
            self.form.begin_typing()
            return
        self._table.clearSelection()
        self.form.show()
        self.form.begin_draft()
        self.draft_begun.emit()

    def _show_selected(self, form: "RecordForm") -> None:
        ids = self._table.selected_ids()
        book = self._session.desk.book if self._session.is_open else None
        if book is not None and len(ids) == 1:
            found = book.records(self._register.name, ids)
            form.show_record(found[0] if found else None)
        else:
            form.show_record(None, len(ids))
        self._panes.show_several(len(ids) > 1)
