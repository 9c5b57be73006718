"""What is typed into a new record, kept on the disk until it is saved or given up. For `form` only.

The form begins it, and is told which fields it filled in again; `ui.main_window.going_on` reads the names of what waits.
"""

import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.base.fields import Field
from models.base.register import Register
from ui.session import Session
from ui.unfinished import NEW
from ui.widgets.form_fields import FieldRow
from ui.widgets.keeper import Keeper

log = logging.getLogger(__name__)

_LOOK_MS = 500


class KeptDraft(QObject):
    """Looks at the fields of the form from `begin` to `stop`; what a person changed there is kept."""

    changed = Signal()
    """Something is typed there now, or nothing any more."""

    def __init__(self, session: Session, register: Register, rows: Mapping[str, FieldRow], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._rows = session, rows
        self._what = f"{NEW}{register.name}"
        self._seen: dict[str, Any] = {}
        self._keeper = Keeper(session, self._what, self._content, self)
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._look_again.timeout.connect(self._look)

    def begin(self) -> list[str]:
        """A new record is begun: fill in what was kept of one, and watch; gives the names of the fields filled in."""
        self._look_again.start()
        kept = self._session.unfinished.found(self._what)
        filled = [name for name, plain in kept.items() if self._fill_in(name, plain)] if isinstance(kept, dict) else []
        self._seen = self.answers()
        return filled

    def answers(self) -> dict[str, Any]:
        """What a person put into the fields, by their names."""
        return {name: row.editor.answer() for name, row in self._rows.items() if row.editor.is_changed()}

    def keep_now(self) -> bool:
        """Keep it without waiting; False when that can't be."""
        if not self._look_again.isActive():
            return True
        self._look()
        return self._keeper.keep_now()

    def stop(self) -> None:
        """The new record is no longer in the form; what was kept of it stays."""
        self._look_again.stop()
        self._keeper.stop()
        self._seen = {}

    def forget(self) -> None:
        """The new record is saved, or given up."""
        self.stop()
        self._keeper.forget()

    def _content(self) -> object:
        return {name: _to_plain(answer) for name, answer in self.answers().items()} or None

    def _look(self) -> None:
        before, self._seen = self._seen, self.answers()
        if self._seen != before:
            self._keeper.touch()
        if bool(self._seen) != bool(before):
            self.changed.emit()

    def _fill_in(self, name: str, plain: object) -> bool:
        """Put one answer back into its field; False where there is none any more, or it does not take it."""
        row = self._rows.get(name)
        if row is None or row.editor.read_only:
            return False
        try:
            row.editor.type_in(self._still_there(row.field, _from_plain(plain)))
        except (ValueError, TypeError, AttributeError) as error:  # of another kind than the field is now
            log.warning("a field of a new record that was kept can't be filled in: %s", type(error).__name__)
            row.editor.restore()
        return row.editor.is_changed()

    def _still_there(self, field: Field, answer: Any) -> Any:
        """Of records picked, those that were not deleted meanwhile."""
        if field.target is None or not isinstance(answer, (int, tuple)):
            return answer
        wanted = answer if isinstance(answer, tuple) else (answer,)
        there = {record.id for record in self._session.desk.book.records(field.target, list(wanted))}
        left = tuple(one for one in wanted if one in there)
        return left if isinstance(answer, tuple) else (answer if left else None)


def _to_plain(answer: Any) -> Any:
    """An editor's answer as JSON can hold it."""
    if isinstance(answer, date):
        return {"date": answer.isoformat()}
    if isinstance(answer, Path):
        return {"file": str(answer)}
    if isinstance(answer, (tuple, list)):
        return [_to_plain(item) for item in answer]
    return answer if isinstance(answer, (str, int, type(None))) else str(answer)


def _from_plain(plain: Any) -> Any:
    """The answer again. Raises ValueError when it is none."""
    if isinstance(plain, list):
        return tuple(_from_plain(item) for item in plain)
    if isinstance(plain, dict):
        ((kind, text),) = plain.items()
        return date.fromisoformat(text) if kind == "date" else Path(text)
    return plain
