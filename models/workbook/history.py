"""The history: what was done to the workbook, read from the log, and undone and redone by it."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.base.fields import Value
from models.base.progress import Report, ignore_progress
from models.base.record import Changes
from models.base.register import Register
from models.workbook.connecting import reads
from models.workbook.rows import Image, values_of
from models.workbook.steps import Step

if TYPE_CHECKING:
    from models.workbook.workbook import Workbook

_AT_ONCE = 500
_STEPS_BACK = 200


@dataclass(frozen=True)
class PastStep:
    """One line of the history: what was done, undone or redone, when, and by whom."""

    id: int
    made_at: datetime
    kind: str
    """do, undo or redo; keep for what undo passes by."""
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


@dataclass(frozen=True)
class Written:
    """What the steps of one operation wrote into a record, field by field, and when the first of them was."""

    first: datetime
    values: Mapping[str, Value]


class History:
    """Reads the log, and undoes and redoes by it."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self.path = workbook.path

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._workbook.connection

    def undoable(self) -> tuple[int, str] | None:
        """The step that undo would take back: (id, title)."""
        return self._one("SELECT id, title FROM steps WHERE kind = 'do' AND state = 'done' ORDER BY id DESC LIMIT 1")

    def redoable(self) -> tuple[int, str] | None:
        """The step that redo would do again."""
        return self._one("SELECT id, title FROM steps WHERE kind = 'do' AND state = 'undone' ORDER BY id LIMIT 1")

    def undo(self, report: Report = ignore_progress) -> Changes:
        """Take back the last step; empty changes when there is none. Raises Cancelled as `report` says."""
        return self._turn("undo", self.undoable(), "undone", report)

    def redo(self, report: Report = ignore_progress) -> Changes:
        """Do again what was undone last; empty changes when there is none. Raises Cancelled as `report` says."""
        return self._turn("redo", self.redoable(), "done", report)

    def _turn(self, kind: str, found: tuple[int, str] | None, state: str, report: Report) -> Changes:
        if found is None:
            return Changes()
        step_id, title = found
        with self._workbook.writing():
            step = Step(self._workbook, kind, title)
            step.replay(step_id, backwards=kind == "undo", report=report)
            self._connection.execute("UPDATE steps SET state = ? WHERE id = ?", [state, step_id])
            return step.finish(kind, step_id)

    @reads
    def _one(self, sql: str) -> tuple[int, str] | None:
        found: tuple[int, str] | None = self._connection.execute(sql).fetchone()
        return found

    @reads
    def size(self, step: int) -> int:
        """How many records a step changed."""
        found: int = self._connection.execute("SELECT count(*) FROM changes WHERE step_id = ?", [step]).fetchone()[0]
        return found

    @reads
    def touches(self, step: int, register: str) -> bool:
        """Whether a step changed records of a register."""
        sql = "SELECT 1 FROM changes WHERE step_id = ? AND register = ? LIMIT 1"
        return self._connection.execute(sql, [step, register]).fetchone() is not None

    @reads
    def steps(self, limit: int = 200) -> list[PastStep]:
        """The last steps, newest first."""
        rows = self._connection.execute(
            "SELECT s.id, made_at, kind, name, title, made_by, state, target, "
            "(SELECT count(*) FROM changes c WHERE c.step_id = ifnull(s.target, s.id)) "
            "FROM steps s ORDER BY s.id DESC LIMIT ?",
            [limit],
        )
        return [PastStep(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in rows]

    @reads
    def of_step(self, step: int, limit: int) -> list[tuple[str, int, PastChange]]:
        """What one step changed: (register, record id, change), in order."""
        rows = self._connection.execute(
            "SELECT c.register, c.record_id, s.id, s.made_at, s.title, s.made_by, s.state <> 'done', c.before, c.after "
            "FROM changes c JOIN steps s ON s.id = c.step_id WHERE s.id = ? ORDER BY c.id LIMIT ?",
            [step, limit],
        )
        return [(row[0], row[1], _past_change(row[2:])) for row in rows]

    @reads
    def changed_last(self, most: int) -> list[tuple[str, int]]:
        """The records that were changed last, (register, id), newest first; of a step with many only some."""
        found: dict[tuple[str, int], None] = {}
        for step in self._connection.execute(
            "SELECT ifnull(target, id) FROM steps ORDER BY id DESC LIMIT ?", [_STEPS_BACK]
        ).fetchall():
            rows = self._connection.execute(
                "SELECT register, record_id FROM changes WHERE step_id = ? ORDER BY id DESC LIMIT ?", [step[0], most]
            )
            found.update(dict.fromkeys((register, identity) for register, identity in rows))
            if len(found) >= most:
                break
        return list(found)[:most]

    @reads
    def of_record(self, register: str, record_id: int) -> list[PastChange]:
        """Everything that happened to one record, newest first."""
        rows = self._connection.execute(
            "SELECT s.id, s.made_at, s.title, s.made_by, s.state <> 'done', c.before, c.after FROM changes c "
            "JOIN steps s ON s.id = c.step_id WHERE c.register = ? AND c.record_id = ? ORDER BY c.id DESC",
            [register, record_id],
        )
        return [_past_change(row) for row in rows]

    @reads
    def written_by(self, register: str, ids: Sequence[int], name: str) -> dict[int, Written]:
        """What steps of this English name, not undone, last wrote into each field of these records."""
        declared = self._workbook.registers[register]
        first: dict[int, datetime] = {}
        fields: dict[int, Image] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            rows = self._connection.execute(
                "SELECT c.record_id, s.made_at, c.before, c.after FROM changes c JOIN steps s ON s.id = c.step_id "
                "WHERE s.name = ? AND s.kind = 'do' AND s.state = 'done' AND c.register = ? AND c.after IS NOT NULL "
                f"AND c.record_id IN ({','.join('?' * len(part))}) ORDER BY c.id",
                [name, register, *part],
            )
            for identity, made_at, before, after in rows:
                first.setdefault(identity, datetime.fromisoformat(made_at))
                old = {**declared.empty_image, **json.loads(before)} if before is not None else {}
                new = {**declared.empty_image, **json.loads(after)}
                changed = {key: value for key, value in new.items() if key not in old or old[key] != value}
                fields.setdefault(identity, {}).update(changed)
        return {
            identity: Written(
                first[identity],
                {item.name: item.from_json(image[item.name]) for item in declared.fields if item.name in image},
            )
            for identity, image in fields.items()
        }


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
