"""Comparing (比对): a notice that was brought in before against the tasks that came from it.

Says which proposed tasks are new, which stand in the workbook as they are, which say something else now, and
which tasks the notice no longer has. Reads only; `bringing_in.bring_in` writes what the clerk chooses.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.base.fields import Value, Values, plain_name
from models.base.record import Record
from models.intake import DraftTask
from models.operations.desk import Desk
from models.operations.pairing import best_pairs
from models.operations.recognising import IMPORT, Known, folded_text

UNIT_FIELDS = ("lead_units", "responsible_units", "cooperating_units")
DEADLINE = ("deadline_text", "due_on", "ongoing", "recurrence")
COMPARED = ("number", "section", "content", *UNIT_FIELDS, "deadline_text")
"""The fields that come from a notice, as they are compared; the deadline stands for all that it means."""

_ALIKE = 0.55
_ALIKE_WITH_NUMBER = 0.3
_NUMBER, _SECTION = 0.15, 0.05
_MOST_PARTNERS = 5


@dataclass(frozen=True)
class Difference:
    """A field that says something else now; texts as people read them."""

    field: str
    before: str
    after: str
    edited: bool
    """Somebody changed the field after it was brought in: it is left alone unless the clerk chooses otherwise."""


@dataclass(frozen=True)
class Changed:
    """A proposed task (its place in the list), the task of the workbook that it is, and what differs."""

    draft: int
    task_id: int
    differences: tuple[Difference, ...]

    @property
    def renumbered_only(self) -> bool:
        """Whether nothing but the number and the section differs."""
        return all(item.field in ("number", "section") for item in self.differences)

    def fields(self, *, edited_too: bool = False) -> tuple[str, ...]:
        """The fields to be brought up to date."""
        return tuple(item.field for item in self.differences if edited_too or not item.edited)


@dataclass(frozen=True)
class Comparison:
    """What is new, changed, gone and the same. `new` are places in the list of proposed tasks, `gone` are task ids."""

    new: tuple[int, ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[int, ...] = ()
    same: tuple[tuple[int, int], ...] = ()

    def told(self) -> str:
        """新增 2 项、有变化 3 项、少了 1 项; "" when nothing differs."""
        renumbered = sum(item.renumbered_only for item in self.changed)
        counts = (
            ("新增", len(self.new)),
            ("有变化", len(self.changed) - renumbered),
            ("只有序号或大项不同", renumbered),
            ("少了", len(self.gone)),
        )
        return "、".join(f"{word} {number} 项" for word, number in counts if number)


@dataclass(frozen=True)
class _Side:
    """What one side says in the compared fields: `keys` for comparing, `shown` for people."""

    keys: Mapping[str, Any]
    shown: Mapping[str, str]


class Comparer:
    """The tasks of a known document as they stand and as they were brought in, for comparing proposals with them.

    `same_as` names, for spellings that the clerk has just said to be a unit's, that unit.
    """

    def __init__(self, desk: Desk, known: Known, same_as: Mapping[str, str] | None = None) -> None:
        self.known = known
        self._desk = desk
        self._same_as = dict(same_as or {})
        self._records = {record.id: record for record in desk.book.records("tasks", known.task_ids)}
        written = desk.book.history.written_by("tasks", known.task_ids, IMPORT)
        self._imported = {identity: found.values for identity, found in written.items()}
        self._now = {identity: _side_of_values(desk, record.values) for identity, record in self._records.items()}
        self._base = {identity: _side_of_values(desk, values) for identity, values in self._imported.items()}

    def pair(self, tasks: Sequence[DraftTask]) -> dict[int, int]:
        """Place in the list -> task id, for the tasks that are the same by number and wording."""
        return _paired(tasks, tuple(self._records.values()), self._imported)

    def differences(self, task: DraftTask, task_id: int) -> tuple[Difference, ...]:
        """In what a proposal differs from the task that it is."""
        draft = _side_of_draft(self._desk, task, self._same_as)
        return _differences(self._now[task_id], self._base.get(task_id), draft)

    def compare(self, tasks: Sequence[DraftTask]) -> Comparison:
        """Compare all proposals."""
        pairs = self.pair(tasks)
        told = {place: self.differences(tasks[place], identity) for place, identity in pairs.items()}
        taken = set(pairs.values())
        return Comparison(
            tuple(place for place in range(len(tasks)) if place not in pairs),
            tuple(Changed(place, pairs[place], found) for place, found in told.items() if found),
            tuple(identity for identity in self._records if identity not in taken),
            tuple((place, pairs[place]) for place, found in told.items() if not found),
        )


def compare(
    desk: Desk, known: Known, tasks: Sequence[DraftTask], same_as: Mapping[str, str] | None = None
) -> Comparison:
    """Compare proposed tasks with those of a known document; as `Comparer`."""
    return Comparer(desk, known, same_as).compare(tasks)


def _differences(now: _Side, base: _Side | None, draft: _Side) -> tuple[Difference, ...]:
    """The fields in which the notice says something else than the workbook, and than it said before."""
    found = []
    for name in COMPARED:
        after = draft.keys[name]
        if after == now.keys[name] or (base is not None and after == base.keys[name]):
            continue
        edited = base is None or now.keys[name] != base.keys[name]
        found.append(Difference(name, now.shown[name], draft.shown[name], edited))
    return tuple(found)


# -- what each side says ----------------------------------------------------------------------------------


def _side_of_values(desk: Desk, values: Values) -> _Side:
    tasks = desk.registers["tasks"]
    full = {**tasks.empty_values(), **values}
    keys: dict[str, Any] = {name: folded_text(full[name] or "") for name in ("number", "section", "content")}
    for name in UNIT_FIELDS:
        keys[name] = frozenset(full[name])
    keys["deadline_text"] = _deadline_key(full)
    shown = {name: tasks.field(name).display(full[name], desk.book) for name in COMPARED}
    shown["deadline_text"] = _deadline_shown(full)
    return _Side(keys, shown)


def _side_of_draft(desk: Desk, task: DraftTask, same_as: Mapping[str, str]) -> _Side:
    def unit(name: str) -> int | str:
        found = desk.book.find("units", name)
        return found if found is not None else desk.book.find("units", same_as.get(name, "")) or plain_name(name)

    def title(name: str) -> str:
        found = unit(name)
        return desk.book.title("units", found) if isinstance(found, int) else name

    section = " > ".join(task.section)
    deadline = {name: getattr(task, name) for name in DEADLINE}
    keys: dict[str, Any] = {
        "number": folded_text(task.number),
        "section": folded_text(section),
        "content": folded_text(task.text),
        "deadline_text": _deadline_key(deadline),
    }
    shown = {
        "number": task.number,
        "section": section,
        "content": task.text,
        "deadline_text": _deadline_shown(deadline),
    }
    for name in UNIT_FIELDS:
        keys[name] = frozenset(unit(item) for item in getattr(task, name))
        shown[name] = "；".join(dict.fromkeys(title(item) for item in getattr(task, name)))
    return _Side(keys, shown)


def _deadline_key(values: Values) -> tuple[Value, ...]:
    """The deadline's wording and meaning, what is empty being one and the same."""
    return (folded_text(values["deadline_text"] or ""), *(values[name] or None for name in DEADLINE[1:]))


def _deadline_shown(values: Values) -> str:
    day = f"（{values['due_on'].isoformat()}）" if values["due_on"] else ""
    return f"{values['deadline_text'] or ''}{day}"


# -- which task is which ----------------------------------------------------------------------------------


def _paired(
    tasks: Sequence[DraftTask], records: Sequence[Record], imported: Mapping[int, Mapping[str, Value]]
) -> dict[int, int]:
    """Place in the list -> task id; those of the very same wording first, the others by the best assignment."""
    wordings = {
        record.id: tuple(
            dict.fromkeys(
                folded_text(text) for text in (record["content"], imported.get(record.id, {}).get("content")) if text
            )
        )
        for record in records
    }
    texts = {place: folded_text(task.text) for place, task in enumerate(tasks)}
    pairs = _word_for_word(texts, wordings)
    left = {place: text for place, text in texts.items() if place not in pairs}
    taken = set(pairs.values())
    others = {identity: spelled for identity, spelled in wordings.items() if identity not in taken}
    by_id = {record.id: record for record in records}
    weights: dict[tuple[int, int], float] = {}
    for place, alike in _alike(left, others).items():
        ranked = [(_weight(tasks[place], by_id[identity], share), identity) for identity, share in alike.items()]
        ranked = sorted((item for item in ranked if item[0]), reverse=True)[:_MOST_PARTNERS]
        weights.update({(place, identity): weight for weight, identity in ranked})
    return dict(sorted((pairs | best_pairs(weights)).items()))


def _word_for_word(texts: Mapping[int, str], wordings: Mapping[int, Sequence[str]]) -> dict[int, int]:
    """The pairs of which nobody else on either side has the wording."""
    holders: dict[str, list[int]] = defaultdict(list)
    for identity, spelled in wordings.items():
        for text in spelled:
            holders[text].append(identity)
    times = Counter(texts.values())
    found: dict[int, int] = {}
    for place, text in texts.items():
        if times[text] == 1 and len(holders.get(text, ())) == 1 and holders[text][0] not in found.values():
            found[place] = holders[text][0]
    return found


def _weight(task: DraftTask, record: Record, share: float) -> float:
    """How well a proposal fits a task, from how much of their wording is common; 0 when it does not."""
    same_number = bool(task.number) and folded_text(task.number) == folded_text(record["number"] or "")
    if share < (_ALIKE_WITH_NUMBER if same_number else _ALIKE):
        return 0.0
    same_section = folded_text(" > ".join(task.section)) == folded_text(record["section"] or "")
    return share + _NUMBER * same_number + _SECTION * same_section


def _alike(texts: Mapping[int, str], wordings: Mapping[int, Sequence[str]]) -> dict[int, dict[int, float]]:
    """For each text the likeness (0 to 1) of its pairs of characters to those of each record's wordings (Dice)."""
    holders: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    sizes: dict[tuple[int, int], int] = {}
    for identity, spelled in wordings.items():
        for version, text in enumerate(spelled):
            counted = _bigrams(text)
            sizes[identity, version] = counted.total()
            for gram, times in counted.items():
                holders[gram].append((identity, version, times))
    found: dict[int, dict[int, float]] = {}
    for place, text in texts.items():
        mine = _bigrams(text)
        common: Counter[tuple[int, int]] = Counter()
        for gram, times in mine.items():
            for identity, version, others in holders.get(gram, ()):
                common[identity, version] += min(times, others)
        alike: dict[int, float] = {}
        for (identity, version), number in common.items():
            share = 2 * number / (mine.total() + sizes[identity, version])
            alike[identity] = max(share, alike.get(identity, 0.0))
        found[place] = alike
    return found


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[start : start + 2] for start in range(max(1, len(text) - 1)))
