"""Steps: every change to the workbook, logged with its before and after images in the same transaction.

The log is the audit trail (who did what, when, from what to what) and undo and redo in one. A step that
is undone stays in the log; a new step after an undo drops what could have been redone, in the log too.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.base.errors import FieldError, WorkbookError
from models.base.fields import Field, Value, Values
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes
from models.base.register import Register
from models.workbook.rows import Image, ImageWriter, compact, image_of, values_of
from models.workbook.sql import owner_column

if TYPE_CHECKING:
    from models.workbook.workbook import Workbook

_AT_ONCE = 2000


@dataclass(frozen=True)
class PastStep:
    """One line of the history: what was done, undone or redone, when, and by whom."""

    id: int
    made_at: datetime
    kind: str
    """do, undo or redo."""
    name: str
    title: str
    made_by: str
    state: str
    """done, undone, or dropped (undone and then overtaken by something new)."""
    target: int | None
    """The step that an undo or redo was about."""
    records: int


@dataclass(frozen=True)
class PastChange:
    """One record's change within a step; None stands for "was not there"."""

    step: int
    made_at: datetime
    title: str
    made_by: str
    undone: bool
    before: Image | None
    after: Image | None


class Step:
    """A change under way; get one from `Workbook.step`."""

    def __init__(self, workbook: "Workbook", name: str, title: str) -> None:
        self._workbook = workbook
        self._connection = workbook.connection
        self.name = name
        self.title = title
        self._log: list[tuple[str, int, str | None, str | None]] = []
        self._touched: dict[str, set[int]] = defaultdict(set)
        self._renamed: set[tuple[str, int]] = set()
        self._writers: dict[str, ImageWriter] = {}

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
        if not many:
            return []
        declared = self._workbook.registers[register]
        writer = self._writer(declared)
        following = writer.next_id()
        ids = list(range(following, following + len(many)))
        for start in range(0, len(many), _AT_ONCE):
            tell(report, start, len(many))
            images: list[tuple[int, Image]] = []
            for identity, values in zip(ids[start:], many[start : start + _AT_ONCE], strict=False):
                full = {**declared.empty_values(), **_settled(declared, values)}
                self._check(declared, full, values, None)
                image = image_of(declared, full)
                images.append((identity, image))
                self._log.append((register, identity, None, _text(declared, image)))
                self._workbook.names.learn(declared, identity, full)
            writer.write(images, fresh=True)
        self._touched[register].update(ids)
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
        if any(before[name] != after[name] for name in {declared.title_field, *declared.known_by}):
            self._renamed.add((register, record_id))
            self._workbook.names.forget(register)
        self._put(declared, record_id, image_of(declared, before), image_of(declared, after))
        return True

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
            if number % _AT_ONCE == 0:
                tell(report, number, len(ids))
            before = self._workbook.values(register, record_id)
            self._refuse_if_linked(declared, record_id, going)
            self._put(declared, record_id, image_of(declared, before), None)
        self._workbook.names.forget(register)

    def replay(self, step_id: int, *, backwards: bool) -> None:
        """Write the images of a past step: the earlier ones (undo) or the later ones (redo)."""
        order = "DESC" if backwards else "ASC"
        rows = self._connection.execute(
            f"SELECT register, record_id, before, after FROM changes WHERE step_id = ? ORDER BY id {order}", [step_id]
        )
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        pending: list[tuple[int, Image]] = []
        current = ""
        for register, identity, before, after in rows:
            image = before if backwards else after
            if pending and (register != current or image is None or len(pending) >= _AT_ONCE):
                self._writer(self._workbook.registers[current]).write(pending)
                pending = []
            current = register
            if image is None:
                self._writer(self._workbook.registers[register]).delete([identity])
            else:
                pending.append((identity, json.loads(image)))
            self._touched[register].add(identity)
            self._renamed.add((register, identity))
        if pending:
            self._writer(self._workbook.registers[current]).write(pending)
        self._workbook.names.forget()

    def finish(self, kind: str = "do", target: int | None = None) -> Changes:
        """Write the log and the search index; called once, inside the transaction."""
        if not self._touched:
            return Changes()
        if kind == "do":
            self._connection.execute("UPDATE steps SET state = 'dropped' WHERE kind = 'do' AND state = 'undone'")
        step_id = self._connection.execute(
            "INSERT INTO steps (made_at, kind, name, title, made_by, state, target) VALUES (?, ?, ?, ?, ?, 'done', ?)",
            [
                self._workbook.now().isoformat(timespec="seconds"),
                kind,
                self.name,
                self.title,
                self._workbook.user,
                target,
            ],
        ).lastrowid
        assert step_id is not None
        self._connection.executemany(
            "INSERT INTO changes (step_id, register, record_id, before, after) VALUES (?, ?, ?, ?, ?)",
            ((step_id, *row) for row in self._log),
        )
        self._index()
        touched = {register: frozenset(ids) for register, ids in self._touched.items()}
        return Changes(step_id, self.title, touched)

    def _index(self) -> None:
        stale: dict[str, set[int]] = {register: set(ids) for register, ids in self._touched.items()}
        for register, identity in self._renamed:
            for owner, ids in self._workbook.linked_from(register, identity).items():
                stale.setdefault(owner, set()).update(ids)
        for register, ids in stale.items():
            self._workbook.reindex(register, ids)

    def _put(self, register: Register, record_id: int, before: Image, after: Image | None) -> None:
        if after is None:
            self._writer(register).delete([record_id])
        else:
            self._writer(register).write([(record_id, after)])
        told = _text(register, after) if after is not None else None
        self._log.append((register.name, record_id, _text(register, before), told))
        self._touched[register.name].add(record_id)

    def _writer(self, register: Register) -> ImageWriter:
        if register.name not in self._writers:
            self._writers[register.name] = ImageWriter(self._connection, register)
        return self._writers[register.name]

    def _check(self, register: Register, values: Values, changed: Values, record_id: int | None) -> None:
        """Check all the values; links and unique names only where they were changed."""
        for field in register.fields:
            value = values[field.name]
            field.check(value)
            if field.name not in changed or value == field.empty:
                continue
            for item in value if isinstance(value, tuple) else (value,):
                if field.unique:
                    self._refuse_taken(register, field, str(item), record_id)
                if field.target is not None and item not in self._workbook.names.all_titles(field.target):
                    noun = self._workbook.registers[field.target].noun
                    raise field.error(f"里的一个{noun}已被删除，请重新选择")

    def _refuse_taken(self, register: Register, field: Field, name: str, record_id: int | None) -> None:
        other = self._workbook.names.find(register.name, name)
        if other not in (None, record_id):
            raise FieldError(f"已有名为“{name}”的{register.noun}，请改用它，或换一个{field.title}。", field.name)

    def _refuse_if_linked(self, register: Register, record_id: int, going: set[int]) -> None:
        users = self._workbook.linked_from(register.name, record_id)
        users.get(register.name, set()).difference_update(going)
        told: list[str] = []
        for owner, ids in users.items():
            if ids:
                declared = self._workbook.registers[owner]
                names = "、".join(f"“{self._workbook.title(owner, i)[:12]}”" for i in sorted(ids)[:3])
                told.append(f"{len(ids)} {declared.counter}{declared.noun}（{names}{'等' if len(ids) > 3 else ''}）")
        if told:
            name = self._workbook.title(register.name, record_id)[:20]
            raise WorkbookError(f"“{name}”还被{'、'.join(told)}用到，不能删除；请先改掉那里再删。")


def _settled(register: Register, values: Values) -> dict[str, Value]:
    """Each value in the form in which it is kept; KeyError for a field the register has not."""
    return {name: register.field(name).settled(value) for name, value in values.items()}


def _text(register: Register, image: Image) -> str:
    return json.dumps(compact(register, image), ensure_ascii=False, separators=(",", ":"))


class History:
    """Reads the log, and undoes and redoes by it."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._connection = workbook.connection

    def undoable(self) -> tuple[int, str] | None:
        """The step that undo would take back: (id, title)."""
        return self._one("SELECT id, title FROM steps WHERE kind = 'do' AND state = 'done' ORDER BY id DESC LIMIT 1")

    def redoable(self) -> tuple[int, str] | None:
        """The step that redo would do again."""
        return self._one("SELECT id, title FROM steps WHERE kind = 'do' AND state = 'undone' ORDER BY id LIMIT 1")

    def undo(self) -> Changes:
        """Take back the last step; empty changes when there is none."""
        return self._turn("undo", self.undoable(), "undone")

    def redo(self) -> Changes:
        """Do again what was undone last; empty changes when there is none."""
        return self._turn("redo", self.redoable(), "done")

    def _turn(self, kind: str, found: tuple[int, str] | None, state: str) -> Changes:
        if found is None:
            return Changes()
        step_id, title = found
        with self._workbook.writing():
            step = Step(self._workbook, kind, title)
            step.replay(step_id, backwards=kind == "undo")
            self._connection.execute("UPDATE steps SET state = ? WHERE id = ?", [state, step_id])
            return step.finish(kind, step_id)

    def _one(self, sql: str) -> tuple[int, str] | None:
        found: tuple[int, str] | None = self._connection.execute(sql).fetchone()
        return found

    def steps(self, limit: int = 200) -> list[PastStep]:
        """The last steps, newest first."""
        rows = self._connection.execute(
            "SELECT s.id, made_at, kind, name, title, made_by, state, target, "
            "(SELECT count(*) FROM changes c WHERE c.step_id = ifnull(s.target, s.id)) "
            "FROM steps s ORDER BY s.id DESC LIMIT ?",
            [limit],
        )
        return [PastStep(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in rows]

    def of_step(self, step: int, limit: int) -> list[tuple[str, int, PastChange]]:
        """What one step changed: (register, record id, change), in order."""
        rows = self._connection.execute(
            "SELECT c.register, c.record_id, s.id, s.made_at, s.title, s.made_by, s.state <> 'done', c.before, c.after "
            "FROM changes c JOIN steps s ON s.id = c.step_id WHERE s.id = ? ORDER BY c.id LIMIT ?",
            [step, limit],
        )
        return [(row[0], row[1], _past_change(row[2:])) for row in rows]

    def of_record(self, register: str, record_id: int) -> list[PastChange]:
        """Everything that happened to one record, newest first."""
        rows = self._connection.execute(
            "SELECT s.id, s.made_at, s.title, s.made_by, s.state <> 'done', c.before, c.after FROM changes c "
            "JOIN steps s ON s.id = c.step_id WHERE c.register = ? AND c.record_id = ? ORDER BY c.id DESC",
            [register, record_id],
        )
        return [_past_change(row) for row in rows]


def _past_change(row: Sequence[Any]) -> PastChange:
    step, made_at, title, made_by, undone, before, after = row
    return PastChange(
        step, datetime.fromisoformat(made_at), title, made_by, bool(undone), _image(before), _image(after)
    )


def _image(text: str | None) -> Image | None:
    return json.loads(text) if text is not None else None


def changed_fields(register: Register, change: PastChange) -> Mapping[str, tuple[Value, Value]]:
    """What differs between the images of a change: field name -> (before, after) as values."""
    before: dict[str, Any] = values_of(register, change.before or {})
    after: dict[str, Any] = values_of(register, change.after or {})
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


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
        ids = {row[0] for row in connection.execute(sql, [record_id])}
        found.setdefault(register.name, set()).update(ids)
    return found
