"""A workbook (工作簿) that is open: everything a clerk keeps, in one SQLite file.

Readers ask it for ids, records, names and counts; changes go through `step`, one step an operation, which
is one transaction. One thread uses a workbook at a time; a worker gets a `sibling` of its own.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.base.clock import Clock
from models.base.computed import Computed
from models.base.conditions import Always, Condition, Moment
from models.base.errors import WorkbookError
from models.base.fields import Value, Values
from models.base.groups import Group, by_urgency, gathered
from models.base.layouts import STATUS
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes, Query, Record
from models.base.register import Register, Registers
from models.base.trees import Parents, Tree, grown
from models.workbook import kept_files
from models.workbook.backup import back_up, structural_problems
from models.workbook.connecting import connect, cut_off, is_out_of_reach, mended, merge_log, reads
from models.workbook.grouping import Headings
from models.workbook.history import History
from models.workbook.lock import Lock, this_user
from models.workbook.names import NameBook
from models.workbook.office import HOLIDAY_SETTING, YEARS_SETTING, read_calendar, read_words, words_setting
from models.workbook.own_registers import make_room, missing, read_own, unreadable
from models.workbook.rows import read_links, read_values
from models.workbook.search import SearchIndex, folded
from models.workbook.sql import compile_condition, plain_fields, quoted, selected_ids, status_case
from models.workbook.steps import Step, linked_from
from models.workdays.calendar import WorkCalendar

DEFAULT_SOON_DAYS = 7
_LONGEST_SOON_DAYS = 3660
_AT_ONCE = 2000
_KEYS_KEPT = 2000
"""So many different values are remembered while sorting; of texts that are all different no more."""


class Workbook:
    """An open workbook; made by `open_workbook` and `create_workbook`."""

    registers: Registers
    """The program's and the office's own; another value whenever the office changes one of its own."""
    identity: str
    """By what a PC knows this workbook again, whatever its file is called; its copies have the same. "" in a damaged one."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        registers: Registers,
        clock: Clock,
        lock: Lock | None,
        reading_because: str,
    ) -> None:
        self.path = path
        self._built_in = registers
        self._clock = clock
        self._lock: Lock | None = None
        self.user = this_user()
        self.history = History(self)
        self.closed = False
        self.go_on(connection, lock, reading_because)

    def go_on(self, connection: sqlite3.Connection, lock: Lock | None, reading_because: str) -> None:
        """Use this connection to the file from now on; nothing is remembered of what was read before.

        Raises:
            WorkbookError: the file can't be read; then everything is as it was.
        """
        with mended(self.path):
            registers, identity = read_own(connection, self._built_in), identity_of(connection)
            self._version_seen = _data_version(connection)
        self.connection, self.registers, self.identity = connection, registers, identity
        self.reading_because = reading_because
        self.names = NameBook(connection, self.registers)
        self._lock = lock
        self._orders: dict[str, tuple[Any, list[int]]] = {}
        self._counts: dict[str, tuple[Moment, dict[str, int]]] = {}
        self._headings: dict[str, Headings] = {}
        self._linked: dict[tuple[str, str], Parents] = {}
        self._trees: dict[str, tuple[list[int], Tree]] = {}
        self._indexes: dict[str, SearchIndex] = {}
        self._calendar: tuple[tuple[str, str], WorkCalendar] | None = None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed; `reading_because` says why."""
        return bool(self.reading_because)

    def close(self) -> None:
        """Close the file and give the lock back; closing twice does no harm."""
        if not self.closed:
            self.closed = True
            self.connection.close()
            if self._lock is not None:
                self._lock.release()

    def let_go(self) -> None:
        """Drop a connection that was cut, and what is left of its lock; until `go_on` everything is Disconnected."""
        self.connection.close()
        self.connection = cut_off(self.path)
        self.names = NameBook(self.connection, self.registers)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def merge_log(self) -> None:
        """Bring what stands in the write-ahead log into the file itself, so that a copy of the file alone is whole.

        As far as no other connection is reading what stands there now; waits for nobody. Without a log there is
        nothing to do.
        """
        merge_log(self.connection, self.path)

    def sibling(self) -> "Workbook":
        """The same workbook over a connection of its own, for a worker thread; close it after use."""
        with mended(self.path):
            connection = connect(self.path, writable=not self.read_only)
        return Workbook(self.path, connection, self._built_in, self._clock, None, self.reading_because)

    @reads
    def refresh(self) -> None:
        """Forget what is remembered in memory: the file was changed behind it."""
        self._take_registers(read_own(self.connection, self._built_in))

    def _take_registers(self, registers: Registers) -> None:
        """These are the registers from now on; of the records nothing is remembered."""
        self.registers = registers
        self.names.declare(registers)
        self._indexes.clear()
        self._linked.clear()
        self._trees.clear()
        self._headings.clear()
        self._forget_answers()

    def is_own(self, register: str) -> bool:
        """Whether that is one of the office's own registers, not one that it has given up."""
        return register not in self._built_in and register in self.registers and not self.registers[register].hidden

    def declare_own(self) -> None:
        """Records that declare the office's own registers were changed by the running step: make their tables."""
        before = self.registers
        self.refresh()
        own = [item for name, item in self.registers.items() if self.is_own(name)]
        for register in own:
            make_room(self.connection, register)
            known = before.get(register.name)
            if known is not None and _searched(known) != _searched(register) and register.searched:
                self.index(register.name).rebuild(self._search_texts(register.name, self.ids(register.name)))

    def _forget_answers(self) -> None:
        self._orders.clear()
        self._counts.clear()

    def touched(self, touched: Mapping[str, Collection[int]]) -> None:
        """Records were changed by a running step: (register -> ids)."""
        for kept in self._headings.values():
            kept.touch(touched)

    def forget_links(self, register: str, fields: Collection[str] | None = None) -> None:
        """Records of a register came or went (None), or link to others by these fields now."""
        for key in [key for key in self._linked if key[0] == register and (fields is None or key[1] in fields)]:
            del self._linked[key]
        if fields is None or self.registers[register].tree in fields:
            self._trees.pop(register, None)

    def _catch_up(self) -> None:
        """Refresh when a sibling or the program that has the lock changed the file."""
        version = _data_version(self.connection)
        if version != self._version_seen:
            self._version_seen = version
            self.refresh()

    # -- the clock ------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The present moment."""
        return self._clock.now()

    def today(self) -> date:
        """The present day."""
        return self._clock.today()

    def stated_year(self) -> int | None:
        """None: records of a workbook state no year around themselves."""
        return None

    def moment(self) -> Moment:
        """What "today" and "soon" mean in this workbook."""
        told = self.setting("soon_days").strip()
        days = int(told) if told.isdecimal() and len(told) < 5 else DEFAULT_SOON_DAYS
        return Moment(self.today(), min(days, _LONGEST_SOON_DAYS))

    # -- reading --------------------------------------------------------------------------------------

    @reads
    def ids(self, register: str, query: Query | None = None) -> list[int]:
        """Ids of the records asked for, in the order asked for (else as they were added)."""
        self._catch_up()
        asked = query or Query()
        declared = self.registers[register]
        moment = self.moment()
        key = (asked.where, asked.order, asked.descending, moment)
        kept = self._orders.get(register)
        if kept is None or kept[0] != key:
            kept = (key, self._ordered(declared, asked, moment))
            self._orders[register] = kept
        found = self.index(register).find(asked.search) if asked.search.strip() else None
        return list(kept[1]) if found is None else list(filter(found.__contains__, kept[1]))

    @reads
    def tree(self, register: str, query: Query | None = None) -> Tree:
        """The records asked for, each below its parent, siblings in the order asked for; it is not to be changed."""
        ids = self.ids(register, query)
        kept = self._trees.get(register)
        if kept is None or kept[0] != ids:
            kept = self._trees[register] = (ids, grown(ids, self.linked(register, self.registers[register].tree)))
        return kept[1]

    @reads
    def linked(self, register: str, field: str) -> Mapping[int, Sequence[int]]:
        """What every record of a register links to by one field, in order; read once until one of them changes."""
        if (register, field) not in self._linked:
            self._linked[register, field] = read_links(self.connection, self.registers[register], field)
        return self._linked[register, field]

    @reads
    def groups(self, register: str, query: Query | None, name: str) -> list[Group]:
        """The records asked for, grouped by a field or by "status"; groups come as their first record, statuses by urgency."""
        ids = self.ids(register, query)
        declared, moment = self.registers[register], self.moment()
        kept = self._headings.get(register)
        if kept is None or (kept.register, kept.name, kept.moment) != (declared, name, moment):
            kept = self._headings[register] = Headings(declared, name, moment)
        order = [item.title for item in by_urgency(declared)] if name == STATUS else ()
        return gathered(ids, kept.texts(self.connection, self), order)

    def _ordered(self, register: Register, query: Query, moment: Moment) -> list[int]:
        where, values = compile_condition(query.where, register, moment) if query.where else ("1", [])
        table = quoted(register.name)
        if not query.order and where == "1" and (numbers := self._unbroken(table)) is not None:
            return list(reversed(numbers)) if query.descending else list(numbers)
        if not query.order:
            found = selected_ids(self.connection, f"SELECT id FROM {table} WHERE {where}", values)
            return sorted(found, reverse=query.descending)
        keys = self._sort_keys(register, query.order, where, values, moment)
        filled = sorted((item for item in keys if not item[2]), key=lambda item: item[1], reverse=query.descending)
        return [item[0] for item in (*filled, *(item for item in keys if item[2]))]

    def _unbroken(self, table: str) -> range | None:
        """All ids of a table when none is missing between the first and the last: then nothing need be read."""
        sql = f"SELECT (SELECT count(*) FROM {table}), (SELECT min(id) FROM {table}), (SELECT max(id) FROM {table})"
        count, first, last = self.connection.execute(sql).fetchone()
        return range(first, last + 1) if count and last - first + 1 == count else None

    def _sort_keys(
        self, register: Register, order: str, where: str, values: list[Any], moment: Moment
    ) -> list[tuple[int, Any, bool]]:
        """(id, sort key, is empty) for every record meeting `where`, in order of id."""
        table = quoted(register.name)
        if order == "status":
            case, more = status_case(register, moment)
            rank = {status.code: index for index, status in enumerate(by_urgency(register))}
            sql = f"SELECT id, {case} FROM {table} WHERE {where} ORDER BY id"
            return [(row[0], rank.get(row[1], len(rank)), False) for row in self.connection.execute(sql, more + values)]
        order = register.field(order).sorted_by or order
        field = register.field(order)
        if field in plain_fields(register):
            sql = f"SELECT id, {quoted(order)} FROM {table} WHERE {where} ORDER BY id"
            found = ((row[0], field.from_json(row[1])) for row in self.connection.execute(sql, values))
        else:
            ids = [
                row[0] for row in self.connection.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id", values)
            ]
            held = self._held(register, ids, order)
            found = ((identity, held[identity]) for identity in ids)
        keys: dict[Any, tuple[Any, bool]] = {}  # days and units come up again and again
        items: list[tuple[int, Any, bool]] = []
        for identity, value in found:
            key = keys.get(value)
            if key is None:
                key = (field.sort_key(value, self), value in (None, "", ()))
                if len(keys) < _KEYS_KEPT:
                    keys[value] = key
            items.append((identity, *key))
        return items

    def _held(self, register: Register, ids: Sequence[int], name: str) -> dict[int, Value]:
        """The value that each record has in a field that is no column of the register's table."""
        if register.by_name[name] in register.computed:
            values = read_values(self.connection, register, ids)
            return {identity: self._computed(register.computed, facts)[name] for identity, facts in values.items()}
        return {i: facts[name] for i, facts in read_values(self.connection, register, ids, fields=[name]).items()}

    @reads
    def count(self, register: str) -> int:
        """How many records a register has."""
        total: int = self.connection.execute(f"SELECT count(*) FROM {quoted(register)}").fetchone()[0]
        return total

    @reads
    def status_counts(self, register: str) -> dict[str, int]:
        """How many records stand in each status; codes without a record are left out."""
        self._catch_up()
        moment = self.moment()
        kept = self._counts.get(register)
        if kept is None or kept[0] != moment:
            case, values = status_case(self.registers[register], moment)
            sql = f"SELECT {case} , count(*) FROM {quoted(register)} GROUP BY 1"
            kept = (moment, dict(self.connection.execute(sql, values).fetchall()))
            self._counts[register] = kept
        return dict(kept[1])

    @reads
    def records(self, register: str, ids: Sequence[int]) -> list[Record]:
        """The records of these ids in this order; ids that are gone are left out."""
        self._catch_up()
        declared = self.registers[register]
        moment = self.moment()
        values = read_values(self.connection, declared, ids)
        for facts in values.values() if declared.computed else ():
            facts.update(self._computed(declared.computed, facts))
        return [self._record(declared, i, values[i], moment) for i in ids if i in values]

    def _record(self, register: Register, identity: int, values: Values, moment: Moment) -> Record:
        estimates = register.estimates(values, self)
        told = register.status_text(values, moment, estimates)
        status, retold = register.status_of(values, moment), register.retold(values, self)
        return Record(register.name, identity, values, status, told, estimates, retold)

    def _computed(self, fields: Sequence[Computed], facts: Values) -> dict[str, Value]:
        """What follows from a record's facts; each field sees those before it."""
        found: dict[str, Value] = {}
        for field in fields:
            found[field.name] = field.compute({**facts, **found}, self)
        return found

    def record(self, register: str, record_id: int) -> Record:
        """One record.

        Raises:
            WorkbookError: it is not there.
        """
        found = self.records(register, [record_id])
        if not found:
            raise WorkbookError(f"{self.registers[register].title}里没有编号为 {record_id} 的记录，可能已被删除。")
        return found[0]

    def values(self, register: str, record_id: int) -> dict[str, Any]:
        """One record's values; as `record`."""
        return dict(self.record(register, record_id).values)

    @reads
    def distinct(self, register: str, field: str, limit: int = 500) -> list[str]:
        """The different texts that stand in a plain field, for choosing from."""
        column = quoted(field)
        sql = f"SELECT {column} FROM {quoted(register)} WHERE {column} <> '' GROUP BY {column} ORDER BY min(id) LIMIT ?"
        return [row[0] for row in self.connection.execute(sql, [limit])]

    @reads
    def repeated(self, register: str, field: str, where: Condition | None = None) -> list[tuple[str, int]]:
        """The texts that stand in a plain field of several records (that meet `where`), each with how many."""
        column = quoted(field)
        meets, values = compile_condition(where or Always(), self.registers[register], self.moment())
        grouped = (
            f"SELECT {column}, count(*) FROM {quoted(register)} WHERE {column} <> '' AND {meets} GROUP BY {column}"
        )
        found = self.connection.execute(f"{grouped} HAVING count(*) > 1 ORDER BY min(id)", values)
        return [(row[0], row[1]) for row in found]

    @reads
    def linked_from(self, register: str, record_id: int) -> dict[str, set[int]]:
        """Which records link to this one: register name -> ids."""
        return linked_from(self.connection, self, register, record_id)

    @reads
    def title(self, register: str, record_id: int) -> str:
        """The name under which a record is shown."""
        return self.names.title(register, record_id)

    @reads
    def find(self, register: str, text: str) -> int | None:
        """The record known by this name, alias or number."""
        return self.names.find(register, text)

    @reads
    def known(self, register: str, text: str) -> int | None:
        """The same; an open workbook registers nothing by itself."""
        return self.names.find(register, text)

    @reads
    def setting(self, key: str, default: str = "") -> str:
        """One of the office's settings."""
        row = self.connection.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
        return default if row is None or row[0] is None else str(row[0])

    @reads
    def words(self, key: str) -> tuple[str, ...]:
        """The office's own list of words of this key; empty when it keeps none."""
        return read_words(self.setting(words_setting(key)))

    def add_word(self, key: str, words: tuple[str, ...], word: str) -> None:
        """An open workbook adds nothing by itself."""
        del key, words, word

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar with the office's overrides, as they are now.

        Raises:
            ClerkError: the setting can't be read.
        """
        told = (self.setting(HOLIDAY_SETTING) or "{}", self.setting(YEARS_SETTING))
        if self._calendar is None or self._calendar[0] != told:
            self._calendar = (told, read_calendar(*told))
        return self._calendar[1]

    @reads
    def kept_file(self, digest: str) -> bytes:
        """The content of a file kept in the workbook; WorkbookError when it is missing or damaged."""
        return kept_files.read_file(self.connection, digest)

    # -- changing -------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; everything in it is kept or nothing is.

        Raises:
            WorkbookError: the workbook is open for reading only, or the file can't be written.
        """
        if self.read_only:
            raise WorkbookError(f"{self.reading_because}。")
        before = self.registers
        try:
            with mended(self.path), self._atomic():
                # A write first: it waits for a sibling's turn to end, which a read that turns into a write can't.
                self.connection.execute("UPDATE steps SET state = state WHERE id < 0")
                self._catch_up()
                yield
        except BaseException:
            self._take_registers(before)
            raise
        self._forget_answers()

    def _atomic(self) -> AbstractContextManager[object]:
        from sqlite_utils import Database

        transaction: AbstractContextManager[object] = Database(self.connection, execute_plugins=False).atomic()
        return transaction

    def change(self, name: str, title: str, work: Callable[[Step], None]) -> Changes:
        """Do one step: `work` changes records through the step it is given.

        `name` is the operation's English name, `title` its Chinese one; `work` may set `step.title`.
        """
        with self.writing():
            step = Step(self, name, title)
            work(step)
            return step.finish()

    def keep_aside(self, name: str, title: str, work: Callable[[Step], None]) -> Changes:
        """As `change`, for what nobody would take back, such as what was typed last: undo passes it by."""
        with self.writing():
            step = Step(self, name, title)
            work(step)
            return step.finish("keep")

    def keep_file(self, content: bytes, name: str) -> str:
        """Keep a file's content, inside the running step; gives its digest."""
        return kept_files.keep_file(self.connection, content, name)

    def undo(self, report: Report = ignore_progress) -> Changes:
        """Take back the last step."""
        return self.history.undo(report)

    def redo(self, report: Report = ignore_progress) -> Changes:
        """Do again what was undone last."""
        return self.history.redo(report)

    # -- searching ------------------------------------------------------------------------------------

    @reads
    def index(self, register: str) -> SearchIndex:
        """The search index of a register, as it is now: ask for it anew each time."""
        self._catch_up()
        if register not in self._indexes:
            self._indexes[register] = SearchIndex(self.connection, register)
        return self._indexes[register]

    def reindex(self, register: str, ids: Iterable[int]) -> None:
        """Bring the index in line with these records; ids that are gone leave it."""
        if not self.registers[register].searched:
            return
        wanted = sorted(ids)
        index = self.index(register)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            texts = dict(self._search_texts(register, part))
            index.remove(identity for identity in part if identity not in texts)
            index.put(texts.items())

    def _search_texts(self, register: str, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
        declared = self.registers[register]
        names = [field.name for field in declared.searched]
        for start in range(0, len(ids), _AT_ONCE):
            values = read_values(self.connection, declared, ids[start : start + _AT_ONCE], fields=names)
            for identity, found in values.items():
                yield identity, folded(field.format(found[field.name], self) for field in declared.searched)

    # -- upkeep ---------------------------------------------------------------------------------------

    def back_up(self, target: Path) -> None:
        """Copy the workbook whole to `target`; WriteError when it can't be written."""
        with mended(self.path):
            back_up(self.connection, target)

    def problems(self, report: Report = ignore_progress) -> list[str]:
        """What is wrong with the file, in Chinese sentences; empty when all is well."""
        tell(report, 0, len(self.registers))
        found = structural_problems(self.connection)
        found += [f"自建台账“{title}”的定义读不懂，没有显示，内容还在" for title in self._unreadable()]
        try:
            for number, register in enumerate(self.registers.values()):
                tell(report, number, len(self.registers))
                if register.name not in self._built_in and missing(self.connection, register):
                    found.append(f"自建台账“{register.title}”的数据表不完整")
                elif register.searched:
                    texts = self._search_texts(register.name, self.ids(register.name))
                    wrong = self.index(register.name).disagreements(texts)
                    found += [f"{register.title}的搜索索引有 {wrong} 处与记录不一致"] if wrong else []
            tell(report, len(self.registers), len(self.registers))
        except (sqlite3.DatabaseError, WorkbookError) as error:
            found.append(f"数据库读不完整：{error}")
        return found

    @reads
    def _unreadable(self) -> list[str]:
        return unreadable(self.connection, self.registers)

    def rebuild_index(self) -> None:
        """Make the search index anew from the records."""
        with self.writing():
            for register in self.registers.values():
                if register.searched:
                    self.index(register.name).rebuild(self._search_texts(register.name, self.ids(register.name)))

    @reads
    def settings(self) -> Mapping[str, str]:
        """All settings of the office."""
        return dict(self.connection.execute("SELECT key, value FROM settings").fetchall())


def identity_of(connection: sqlite3.Connection) -> str:
    """The identity of the workbook over a connection; "" where the file is damaged just there, which is told elsewhere.

    Raises:
        sqlite3.DatabaseError: the file is out of reach.
    """
    try:
        found: str = connection.execute("SELECT id FROM identity").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if is_out_of_reach(error):
            raise
        return ""
    return found


def _data_version(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection, of whatever program, has changed the file."""
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def _searched(register: Register) -> list[str]:
    return [field.name for field in register.searched]
