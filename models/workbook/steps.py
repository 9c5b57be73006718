"""Steps: every change to the workbook, logged with its before and after images in the same transaction.

The log is the audit trail (who did what, when, from what to what) and undo and redo in one. A step that
is undone stays in the log; a new step after an undo drops what could have been redone, in the log too.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

from models.base.errors import FieldError, WorkbookError
from models.base.fields import Field, Value, Values
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes
from models.base.register import Register
from models.workbook.branches import Branches
from models.workbook.entering import Entered, Entering, as_json
from models.workbook.inserting import indexes_after, insert_rows, small_cache
from models.workbook.rows import Image, ImageWriter, compact, image_of
from models.workbook.sql import owner_column

if TYPE_CHECKING:
    from models.workbook.workbook import Workbook

_AT_ONCE = 2000
_TOLD_EACH = 200


class Step:
    """A change under way; get one from `Workbook.step`."""

    def __init__(self, workbook: "Workbook", name: str, title: str) -> None:
        self._workbook = workbook
        self._connection = workbook.connection
        self.name = name
        self.title = title
        self._id: int | None = None
        self._log: list[tuple[str, int, str | None, str | None]] = []
        self._touched: dict[str, set[int]] = defaultdict(set)
        self._stale: dict[str, set[int]] = defaultdict(set)
        self._renamed: set[tuple[str, int]] = set()
        self._writers: dict[str, ImageWriter] = {}
        self._entering: dict[str, Entering] = {}
        self._reserved: dict[str, range] = {}
        self._entered: dict[str, list[int]] = defaultdict(list)
        self._moved: dict[str, list[int]] = defaultdict(list)
        """New records, and those with another parent or root, of registers whose tree is one of paths."""

    def insert(self, register: str, values: Values) -> int:
        """Add a record; gives its id.

        Raises:
            FieldError: a value does not fit, or a name is taken.
        """
        return self.insert_many(register, [values])[0]

    def insert_many(self, register: str, many: Sequence[Values], report: Report = ignore_progress) -> list[int]:
        """Add records in order; gives their ids.

        Raises:
            FieldError: as `insert`. Cancelled: as `report` says.
        """
        made: list[int] = []
        for start in range(0, len(many), _AT_ONCE):
            tell(report, start, len(many))
            part = many[start : start + _AT_ONCE]
            given = dict.fromkeys(name for values in part for name in values)
            made += self.insert_columns(register, {name: [row.get(name) for row in part] for name in given}, len(part))
        return made

    @contextmanager
    def entering(self, register: str, count: int) -> Iterator[None]:
        """Around `insert_columns`, when about `count` records will come in all: what is put off makes it quicker."""
        declared = self._workbook.registers[register]
        sides = {side.table for field in declared.fields if (side := field.side(register)) is not None}
        with (
            small_cache(self._connection),
            indexes_after(self._connection, (register, *sorted(sides), "changes"), count),
        ):
            yield

    def reserve(self, register: str, count: int) -> range:
        """Ids for records that `insert_columns` will be given in this step; until then others may link to them."""
        following = self._writer(self._workbook.registers[register]).next_id()
        sequence = [following + count - 1, register]
        if following == 1:
            self._connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", [register])
            self._connection.execute("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)", sequence)
        else:
            self._connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", sequence)
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        self._reserved[register] = range(following, following + count)
        return self._reserved[register]

    def insert_columns(
        self, register: str, columns: Mapping[str, Sequence[Value]], count: int, ids: Sequence[int] | None = None
    ) -> list[int]:
        """Add `count` records given as the values of each field, a few thousand at most; gives their ids.

        `ids` are some that were reserved, in rising order; else the next ones are taken.

        Raises:
            FieldError: as `insert`.
        """
        if not count:
            return []
        declared = self._workbook.registers[register]
        writer = self._writer(declared)
        if register not in self._entering:
            self._entering[register] = Entering(declared, self._workbook.names, self._refuse_gone)
        entered = self._entering[register].ready(columns, count)
        following = writer.next_id()
        ids = list(range(following, following + count) if ids is None else ids)
        self._name(declared, ids, entered)
        writer.enter(ids, entered)
        self._log.extend(zip(repeat(register), ids, repeat(None), entered.logged(), strict=False))
        self._write_log()
        if declared.searched:
            self._workbook.index(register).put(zip(ids, entered.searched(), strict=True))
        self._touched[register].update(ids)
        if declared.tree_root:
            self._entered[register] += ids
        self._workbook.forget_links(register)
        self._take_own(register)
        return ids

    def update(self, register: str, record_id: int, changed: Values) -> bool:
        """Change fields of a record; gives False when nothing differs.

        Raises:
            FieldError: a value does not fit. WorkbookError: the record is not there.
        """
        declared = self._workbook.registers[register]
        before = self._workbook.values(register, record_id)
        settled = _settled(declared, changed)
        after = {**before, **settled}
        if after == before:
            return False
        self._check(declared, after, settled, record_id)
        if any(before[name] != after[name] for name in declared.naming):
            self._renamed.add((register, record_id))
            self._workbook.names.rename(declared, record_id, before, after)
        self._workbook.forget_links(register, [name for name in settled if before[name] != after[name]])
        self._put(declared, record_id, image_of(declared, before), image_of(declared, after))
        if declared.tree_root and any(before[name] != after[name] for name in (declared.tree, declared.tree_root)):
            self._moved[register].append(record_id)
        return True

    def keep_setting(self, key: str, value: str) -> None:
        """Keep one of the office's settings; for operations that remember something of their own."""
        found = self._workbook.find("settings", key)
        if found is None:
            self.insert("settings", {"key": key, "value": value})
        else:
            self.update("settings", found, {"value": value})

    def delete(self, register: str, record_id: int) -> None:
        """Delete a record.

        Raises:
            WorkbookError: others link to it; the sentence says which.
        """
        self.delete_many(register, [record_id])

    def delete_many(self, register: str, ids: Sequence[int], report: Report = ignore_progress) -> None:
        """Delete records; links among themselves are no hindrance.

        Raises:
            WorkbookError: others link to one of them; the sentence says which. Cancelled: as `report` says.
        """
        declared = self._workbook.registers[register]
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        going = set(ids)
        for number, record_id in enumerate(ids):
            if number % _TOLD_EACH == 0:
                tell(report, number, len(ids))
            before = self._workbook.values(register, record_id)
            self._refuse_if_linked(declared, record_id, going)
            self._put(declared, record_id, image_of(declared, before), None)
        self._workbook.names.forget(register)
        self._workbook.forget_links(register)

    def replay(self, step_id: int, *, backwards: bool, report: Report = ignore_progress) -> None:
        """Write the images of a past step: the earlier ones (undo) or the later ones (redo).

        Raises:
            Cancelled: as `report` says.
        """
        order = "DESC" if backwards else "ASC"
        total = self._connection.execute("SELECT count(*) FROM changes WHERE step_id = ?", [step_id]).fetchone()[0]
        rows = self._connection.execute(
            f"SELECT register, record_id, before, after FROM changes WHERE step_id = ? ORDER BY id {order}", [step_id]
        )
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        pending: list[tuple[int, Image | None]] = []
        current: tuple[str, bool, bool] = ("", False, False)
        for number, (register, identity, before, after) in enumerate(rows):
            if number % _TOLD_EACH == 0:
                tell(report, number, total)
            was, image = (after, before) if backwards else (before, after)
            kind = register, was is None, image is None
            if kind != current or len(pending) >= _AT_ONCE:
                self._write_again(*current, pending)
                pending = []
            current = kind
            pending.append((identity, None if image is None else json.loads(image)))
            self._mark(register, identity)
            changed = was is not None and image is not None  # what comes or goes nobody links to but what does, too
            if changed and self._workbook.registers.links_to(register):
                self._renamed.add((register, identity))
        self._write_again(*current, pending)
        self._workbook.names.forget()

    def _write_again(self, register: str, new: bool, gone: bool, images: Sequence[tuple[int, Image | None]]) -> None:
        """Write records that all have an image, or delete records that all have none."""
        if not images:
            return
        self._workbook.forget_links(register)
        writer = self._writer(self._workbook.registers[register])
        if gone:
            writer.delete([identity for identity, _ in images])
        else:
            writer.write([(identity, image) for identity, image in images if image is not None], new=new)
        self._take_own(register)

    def finish(self, kind: str = "do", target: int | None = None) -> Changes:
        """Write the log and the search index; called once, inside the transaction."""
        if not self._touched:
            return Changes()
        if kind == "do":
            self._connection.execute("UPDATE steps SET state = 'dropped' WHERE kind = 'do' AND state = 'undone'")
        self._settle_trees()
        step_id = self._own_id()
        self._connection.execute(
            "UPDATE steps SET kind = ?, title = ?, target = ? WHERE id = ?", [kind, self.title, target, step_id]
        )
        self._write_log()
        for register in self._reserved:  # records were named before those above them
            self._workbook.names.forget(register)
        self._index()
        touched = {register: frozenset(ids) for register, ids in self._touched.items()}
        self._workbook.touched(touched)
        return Changes(step_id, self.title, touched)

    def _settle_trees(self) -> None:
        """What stands below others is of what they are of.

        Raises:
            FieldError: a record would stand below itself, or was given another root than the one above it has.
        """
        for name in {*self._entered, *self._moved}:
            declared = self._workbook.registers[name]
            branches = Branches(self._connection, declared, partial(self._own_name, declared))
            for identity, root in branches.settled(self._entered[name], self._moved[name]).items():
                before = self._workbook.values(name, identity)
                after = {**before, declared.tree_root: root}
                self._put(declared, identity, image_of(declared, before), image_of(declared, after))

    def _own_name(self, register: Register, identity: int) -> str:
        """A record's own name, shortened, without those above it: they may be what is wrong."""
        return str(self._workbook.values(register.name, identity)[register.title_field] or "")[:20]

    def _own_id(self) -> int:
        """The id of this step, which is written down when first asked for; `finish` completes it."""
        if self._id is None:
            self._id = self._connection.execute(
                "INSERT INTO steps (made_at, kind, name, title, made_by, state) VALUES (?, 'do', ?, ?, ?, 'done')",
                [self._workbook.now().isoformat(timespec="seconds"), self.name, self.title, self._workbook.user],
            ).lastrowid
            assert self._id is not None
        return self._id

    def _write_log(self) -> None:
        """What was logged so far goes to the change log."""
        step_id = self._own_id()
        insert_rows(
            self._connection,
            "INSERT INTO changes (step_id, register, record_id, before, after) VALUES (?, ?, ?, ?, ?)",
            ((step_id, *row) for row in self._log),
        )
        self._log.clear()

    def _index(self) -> None:
        for register, identity in self._renamed:
            for owner, ids in self._workbook.linked_from(register, identity).items():
                self._stale[owner].update(ids)
        for register, ids in self._stale.items():
            self._workbook.reindex(register, ids)

    def _put(self, register: Register, record_id: int, before: Image, after: Image | None) -> None:
        if after is None:
            self._writer(register).delete([record_id])
        else:
            self._writer(register).write([(record_id, after)])
        told = _text(register, after) if after is not None else None
        self._log.append((register.name, record_id, _text(register, before), told))
        self._mark(register.name, record_id)
        self._take_own(register.name)

    def _take_own(self, register: str) -> None:
        """When records that declare the office's own registers have changed, these are others from here on."""
        own = self._workbook.registers.own
        if own is not None and register == own.kept_in:
            self._workbook.declare_own()
            self._writers.clear()
            self._entering.clear()

    def _mark(self, register: str, record_id: int) -> None:
        """A record that was there before is changed: so may be its name, and whether others can link to it."""
        self._touched[register].add(record_id)
        self._stale[register].add(record_id)
        self._entering.clear()

    def _name(self, register: Register, ids: Sequence[int], entered: Entered) -> None:
        """Remember the names of new records; refuse one that is taken."""
        unique = [field for field in register.fields if field.unique]
        if not unique and not self._workbook.names.remembers(register.name):
            return
        names = {*register.naming, *(field.name for field in unique)}
        for identity, values in zip(ids, entered.values(names, register), strict=True):
            for field in unique:
                self._refuse_taken(register, field, values[field.name], None)
            self._workbook.names.learn(register, identity, values)

    def _writer(self, register: Register) -> ImageWriter:
        if register.name not in self._writers:
            self._writers[register.name] = ImageWriter(self._connection, register)
        return self._writers[register.name]

    def _check(self, register: Register, values: Values, changed: Values, record_id: int) -> None:
        """Check all the values; links and unique names only where they were changed."""
        for field in register.fields:
            value = values[field.name]
            field.check(value)
            if field.name in changed:
                self._refuse_gone(field, value)
                if field.unique:
                    self._refuse_taken(register, field, value, record_id)

    def _refuse_gone(self, field: Field, value: Value) -> None:
        if field.target is not None:
            kept = self._reserved.get(field.target, range(0))
            names = self._workbook.names
            if any(item not in kept and not names.holds(field.target, item) for item in _items(field, value)):
                raise field.error(f"里的一个{self._workbook.registers[field.target].noun}已被删除，请重新选择")

    def _refuse_taken(self, register: Register, field: Field, value: Value, record_id: int | None) -> None:
        for name in map(str, _items(field, value)):
            if self._workbook.names.find(register.name, name) not in (None, record_id):
                raise FieldError(f"已有名为“{name}”的{register.noun}，请改用它，或换一个{field.title}。", field.name)

    def _refuse_if_linked(self, register: Register, record_id: int, going: set[int]) -> None:
        users = self._workbook.linked_from(register.name, record_id)
        users.get(register.name, set()).difference_update(going)
        told: list[str] = []
        for owner, ids in users.items():
            if ids:
                declared = self._workbook.registers[owner]
                names = "、".join(f"“{self._workbook.title(owner, i)[:12]}”" for i in sorted(ids)[:3])
                unseen = self._unseen_links(declared, sorted(ids), register.name, record_id)
                more = "等" if len(ids) > 3 else ""
                told.append(f"{len(ids)} {declared.counter}{declared.noun}（{names}{more}）{unseen}")
        if told:
            name = self._workbook.title(register.name, record_id)[:20]
            raise WorkbookError(f"“{name}”还被{'、'.join(told)}用到，不能删除；请先改掉那里再删。")

    def _unseen_links(self, owner: Register, ids: Sequence[int], target: str, record_id: int) -> str:
        """The fields that no form shows through which these records link, as part of a sentence; "" for none."""
        fields = [field for field in owner.fields if field.hidden and field.target == target]
        held = self._workbook.records(owner.name, ids) if fields else []
        titles = [field.title for field in fields if any(record_id in _items(field, one[field.name]) for one in held)]
        return f"的“{'”“'.join(titles)}”" if titles else ""


def _items(field: Field, value: Value) -> tuple[Value, ...]:
    """What stands in a field, one by one."""
    if value == field.empty:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _settled(register: Register, values: Values) -> dict[str, Value]:
    """Each value in the form in which it is kept; KeyError for a field the register has not."""
    return {name: register.field(name).settled(value) for name, value in values.items()}


def _text(register: Register, image: Image) -> str:
    return as_json(compact(register, image))


def linked_from(
    connection: sqlite3.Connection, workbook: "Workbook", target: str, record_id: int
) -> dict[str, set[int]]:
    """Which records link to this one: register name -> ids."""
    found: dict[str, set[int]] = {}
    for register, field in workbook.registers.links_to(target):
        side = field.side(register.name)
        if side is None:
            sql = f'SELECT id FROM "{register.name}" WHERE "{field.name}" = ?'
        else:
            sql = f'SELECT "{owner_column(register)}" FROM "{side.table}" WHERE "{side.columns[0]}" = ?'
        values: list[str | int] = [record_id]
        if side is not None and field.links_anywhere:
            sql += f' AND "{side.columns[1]}" = ?'
            values.append(target)
        ids = {row[0] for row in connection.execute(sql, values)}
        found.setdefault(register.name, set()).update(ids)
    return found
