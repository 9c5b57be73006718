"""The names under which a register's records are known, for completion while typing.

One `KnownNames` a session (`KnownNames.of`), read when first asked and again after the register changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject

from models.base.fields import plain_name
from models.base.lists import split_names
from models.base.record import Changes
from models.workbook.rows import read_values
from ui.session import Session
from ui.widgets.pinyin import readings

MOST_SHOWN = 50
_OPENING, _CLOSING = "(（〔[【《", ")）〕]】》"
_SEPARATORS = ";；、，,\n"
_LATIN = re.compile(r"[a-z0-9]+$")


@dataclass(frozen=True)
class Known:
    """One record: its title as it is written in, and all it answers to, folded."""

    id: int
    title: str
    names: tuple[str, ...]
    shown: tuple[str, ...]
    """The other names as people write them, in the order of `names[1:]`."""

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """The pinyin initials of all its names; worked out when letters are first typed."""
        return tuple(dict.fromkeys(reading for name in self.names for reading in readings(name)))


def known(identity: int, names: list[str]) -> Known:
    """A record by its names, the title first."""
    return Known(identity, names[0], tuple(plain_name(name) for name in names), tuple(names[1:]))


class KnownNames(QObject):
    """Names of the open workbook's records, by register."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._by_register: dict[str, list[Known]] = {}
        self._people: dict[str, list[Known]] = {}
        session.changed.connect(self._forget_changed)
        session.opened.connect(self._forget)
        session.closed.connect(self._forget)

    @classmethod
    def of(cls, session: Session) -> "KnownNames":
        """The session's own; made when first asked for."""
        return session.findChild(cls) or cls(session)

    def all(self, register: str) -> list[Known]:
        """Every record of the register that has a name."""
        if not self._session.is_open:
            return []
        if register not in self._by_register:
            self._by_register[register] = self._read(register)
        return self._by_register[register]

    def suggest(self, register: str, typed: str) -> list[Known]:
        """The records whose name holds what is typed, or whose pinyin initials do; best first, at most 50."""
        return suggest(self.all(register), typed)

    def suggest_people(self, among: Sequence[tuple[str, str]], typed: str) -> list[Known]:
        """The people that stand in these (register, field), with the record they belong to behind the name."""
        key = repr(among)
        if key not in self._people and self._session.is_open:
            self._people[key] = list(self._read_people(among))
        return suggest(self._people.get(key, []), typed)

    def _read_people(self, among: Sequence[tuple[str, str]]) -> Iterator[Known]:
        book = self._session.desk.book
        for register, name in among:
            declared = self._session.registers[register]
            ids = book.ids(register)
            values = read_values(book.connection, declared, ids, fields=[name, declared.title_field])
            for identity in ids:
                if values[identity][name]:
                    yield known(identity, [str(values[identity][name]), str(values[identity][declared.title_field])])

    def is_known(self, register: str, name: str) -> bool:
        """Whether a record goes by this name."""
        return self._session.is_open and self._session.desk.book.find(register, name) is not None

    def _read(self, register: str) -> list[Known]:
        book = self._session.desk.book
        declared = self._session.registers[register]
        wanted = dict.fromkeys((declared.title_field, *declared.known_by))
        ids = book.ids(register)
        values = read_values(book.connection, declared, ids, fields=wanted)
        found: list[Known] = []
        for identity in ids:
            names: list[str] = []
            for field in wanted:
                value = values[identity][field]
                names += [str(item) for item in (value if isinstance(value, tuple) else (value,)) if item]
            if names:
                found.append(known(identity, names))
        return found

    def _forget(self) -> None:
        self._by_register.clear()
        self._people.clear()

    def _forget_changed(self, changes: Changes) -> None:
        for register in changes.touched:
            self._by_register.pop(register, None)
        self._people.clear()


def suggest(records: list[Known], typed: str) -> list[Known]:
    """As `KnownNames.suggest`, over a list."""
    wanted = plain_name(typed)
    if not wanted:
        return records[:MOST_SHOWN]
    latin = _LATIN.match(wanted) is not None
    ranked: list[tuple[int, int, Known]] = []
    for place, record in enumerate(records):
        rank = _rank(record, wanted, latin)
        if rank is not None:
            ranked.append((rank, place, record))
    ranked.sort(key=lambda item: item[:2])
    return [record for _, _, record in ranked[:MOST_SHOWN]]


def _rank(record: Known, wanted: str, latin: bool) -> int | None:
    best: int | None = None
    for number, name in enumerate(record.names):
        at = name.find(wanted)
        if at >= 0:
            exact = 0 if len(name) == len(wanted) else 2 if at == 0 else 4
            rank = exact + min(number, 1)
            best = rank if best is None else min(best, rank)
    if best is None and latin:
        starts = [reading.find(wanted) for reading in record.initials]
        if any(at >= 0 for at in starts):
            best = 6 if any(at == 0 for at in starts) else 7
    return best


def segment_at(text: str, cursor: int) -> tuple[int, int]:
    """Where the name at the cursor begins and ends; separators inside brackets do not part names."""
    start, depth = 0, 0
    for index, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character in _SEPARATORS:
            if index >= cursor:
                return start, index
            start = index + 1
    return start, len(text)


def typed_names(text: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The names in a line of names.

    As `split_names`, where a ； keeps a 、 from parting; but a piece nobody goes by is parted at its 、 when
    one of the parts is known, so that a list begun with ； may go on with 、.
    """
    whole = text.strip().rstrip(";；")
    if whole and not re.search(r"[;；\n]", whole) and is_known(whole):
        return (whole,)
    names: dict[str, None] = {}
    for piece in split_names(text):
        parts = (piece,) if is_known(piece) else split_names(piece)
        names.update(dict.fromkeys(parts if any(map(is_known, parts)) else (piece,)))
    return tuple(names)


def sign_between(names: Iterable[str]) -> str:
    """What stands between these names in a line, as in the tables: 、, but ； where one holds a 、 of its own."""
    names = tuple(names)
    return "、" if split_names("、".join(names)) == names else "；"


def joined_names(names: tuple[str, ...]) -> str:
    """Names in one line such that `split_names` gives them back: a lone name with a 、 ends in ；."""
    text = sign_between(names).join(names)
    return f"{text}；" if len(names) == 1 and split_names(text) != names else text


def open_ended(names: tuple[str, ...]) -> str:
    """The same with a separator behind them, so that the next name can be typed at once."""
    return "".join(f"{name}{sign_between(names)}" for name in names)
