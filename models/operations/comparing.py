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


def compare(
    desk: Desk, known: Known, tasks: Sequence[DraftTask], same_as: Mapping[str, str] | None = None
) -> Comparison:
    """Compare proposed tasks with those of a known document.

    `same_as` names, for spellings that the clerk has just said to be a unit's, that unit.
    """
    records = desk.book.records("tasks", known.task_ids)
    written = desk.book.history.written_by("tasks", known.task_ids, IMPORT)
    imported = {identity: found.values for identity, found in written.items()}
    pairs = _paired(tasks, records, imported)
    by_id = {record.id: record for record in records}
    changed, same = [], []
    for place, identity in pairs.items():
        now = _side_of_values(desk, by_id[identity].values)
        base = _side_of_values(desk, imported[identity]) if identity in imported else None
        found = _differences(now, base, _side_of_draft(desk, tasks[place], same_as or {}))
        if found:
            changed.append(Changed(place, identity, found))
        else:
            same.append((place, identity))
    gone = tuple(record.id for record in records if record.id not in pairs.values())
    return Comparison(
        tuple(place for place in range(len(tasks)) if place not in pairs), tuple(changed), gone, tuple(same)
    )


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
    """Place in the list -> task id, for the tasks that are the same by number and wording."""
    wordings = {
        record.id: tuple(
            dict.fromkeys(
                text
                for text in (
                    folded_text(record["content"]),
                    folded_text(imported.get(record.id, {}).get("content") or ""),
                )
                if text
            )
        )
        for record in records
    }
    folded = [folded_text(task.text) for task in tasks]
    places = {record.id: number for number, record in enumerate(records)}
    numbers = [folded_text(task.number) for task in tasks]
    weights: dict[tuple[int, int], float] = {}
    for place, alike in enumerate(_alike(folded, wordings)):
        ranked = []
        for identity, share in alike.items():
            record = records[places[identity]]
            same_number = bool(numbers[place]) and numbers[place] == folded_text(record["number"] or "")
            if share < (_ALIKE_WITH_NUMBER if same_number else _ALIKE):
                continue
            same_section = folded_text(" > ".join(tasks[place].section)) == folded_text(record["section"] or "")
            ranked.append((share + _NUMBER * same_number + _SECTION * same_section, identity))
        ranked.sort(reverse=True)
        weights.update({(place, identity): weight for weight, identity in ranked[:_MOST_PARTNERS]})
    return best_pairs(weights)


def _alike(texts: Sequence[str], wordings: Mapping[int, Sequence[str]]) -> list[dict[int, float]]:
    """For each text the likeness (0 to 1) of its pairs of characters to those of each record's wordings (Dice)."""
    holders: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    sizes: dict[tuple[int, int], int] = {}
    for identity, spelled in wordings.items():
        for version, text in enumerate(spelled):
            counted = _bigrams(text)
            sizes[identity, version] = counted.total()
            for gram, times in counted.items():
                holders[gram].append((identity, version, times))
    found = []
    for text in texts:
        mine = _bigrams(text)
        common: Counter[tuple[int, int]] = Counter()
        for gram, times in mine.items():
            for identity, version, others in holders.get(gram, ()):
                common[identity, version] += min(times, others)
        alike: dict[int, float] = {}
        for (identity, version), number in common.items():
            share = 2 * number / (mine.total() + sizes[identity, version])
            alike[identity] = max(share, alike.get(identity, 0.0))
        found.append(alike)
    return found


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[start : start + 2] for start in range(max(1, len(text) - 1)))
