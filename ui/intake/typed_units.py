"""Units (单位) typed into the review: where one name ends, and the cell's editor with the shared suggestions.

Names are parted by the units field's own rule (`Links.parse`), where a known name that holds a 、 stays whole;
known are the units of the workbook and those the notice itself names. Used by `ui.intake` only.
"""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.base.fields import Field, Nobody, Value, plain_name
from models.base.lists import split_names
from models.intake.notice import Notice
from models.intake.units import joined, looks_like_unit, pieces
from ui.session import Session
from ui.widgets.known_names import joined_names
from ui.widgets.link_editors import LinksEditor

IsKnown = Callable[[str], bool]
ReadNames = Callable[[str], tuple[str, ...]]
"""The names in a text that a person typed."""


def names_of_notice(notice: Notice) -> frozenset[str]:
    """All units a notice names, folded for comparison."""
    return frozenset(
        plain_name(name)
        for task in notice.tasks
        for name in (*task.lead_units, *task.responsible_units, *task.cooperating_units)
    )


class _Naming(Nobody):
    """A directory that takes every name, so that the field's rule can part a text into names.

    Known are, beside `is_known`, group names that notices write with a 、 (各乡、街道办事处).
    """

    def __init__(self, is_known: IsKnown) -> None:
        self._is_known = is_known
        self._names: list[str] = []

    def title(self, register: str, record_id: int) -> str:
        """The name with this number."""
        del register
        return self._names[record_id]

    def known(self, register: str, text: str) -> int | None:
        """A number for a name that stands as one."""
        return self.find(register, text) if self._is_known(text) or _is_group(text) else None

    def find(self, register: str, text: str) -> int | None:
        """A number for any name."""
        del register
        if text not in self._names:
            self._names.append(text)
        return self._names.index(text)


def _is_group(text: str) -> bool:
    return text.startswith("各") and len(joined(text, pieces(text))) == 1


def read_names(field: Field, text: str, is_known: IsKnown) -> tuple[str, ...]:
    """The names in what a person typed, each once, in order.

    A ； keeps a 、 from parting only as long as the piece may be one name: a known name in it, or nothing but
    names of offices in a list of several, shows that the 、 parts as well (县区政府；市政府部门、市司法局).
    """
    given = split_names(text)
    if not re.search("[;；\n]", text):
        return _by_field(field, text, is_known)
    names: dict[str, None] = {}
    for piece in given:
        parts = _by_field(field, piece, is_known)
        several = any(map(is_known, parts)) or (len(given) > 1 and all(map(looks_like_unit, parts)))
        names.update(dict.fromkeys(parts if several else (piece,)))
    return tuple(names)


def _by_field(field: Field, text: str, is_known: IsKnown) -> tuple[str, ...]:
    naming = _Naming(is_known)
    return tuple(naming.title("units", number) for number in field.parse(text, naming))


class UnitsCell(LinksEditor):
    """The editor of a units cell: completion as everywhere, over names instead of records.

    Shows and answers a tuple of names, because the units of a notice are not registered yet.
    """

    def __init__(self, field: Field, session: Session, read: ReadNames, parent: QWidget | None = None) -> None:
        self._read = read
        super().__init__(field, session, parent, compact=True)
        self.setAutoFillBackground(True)
        self.show_value(())

    def _put(self, value: Value) -> None:
        self.line.setText(joined_names(tuple(value or ())))
        self._mark_unknown()

    def _names(self) -> tuple[str, ...]:
        return self._read(self.line.text())
