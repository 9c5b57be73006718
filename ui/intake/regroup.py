"""Merging, splitting and adding tasks in a review, and putting words of the source into a task's cell.

Each function is one step that can be undone. Used by `ui.intake` only.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import count

from models.intake.assignment import read_assignment
from models.intake.by_hand import pieces
from models.intake.notice import DraftTask, Mark, MarkKind, Span
from models.intake.regrouping import part_of, united
from models.intake.roles import Role
from ui.intake.doubts import open_doubts
from ui.intake.draft import UNIT_FIELDS, Draft
from ui.intake.drafts import BETWEEN_UNITS, Drafts

_ROLES: dict[str, Role] = {
    "lead_units": "lead",
    "responsible_units": "responsible",
    "cooperating_units": "cooperating",
}
_EDGES = " \t\n\u3000\u2028，。；;、,:：（）()〔〕【】[]"


@dataclass(frozen=True)
class Piece:
    """One piece of a task's wording; `span` is its place in the source, None once the wording was rewritten."""

    text: str
    span: Span | None


def merge(drafts: Drafts, chosen: Sequence[Draft]) -> Draft:
    """Make one task of several, at the first one's place; they come in the order of the list."""
    members = [item for item in drafts.items if item in chosen]
    first = next((item for item in members if not item.is_duty), members[0])
    tasks = [_with_open_doubts(drafts, item) for item in members]
    with drafts.step(f"合并 {len(members)} 项任务"):
        places = tuple(sorted({place for item in members for place in item.places}))
        made = drafts.place_new(united(drafts.notice.text, tasks), places, is_duty=first.is_duty)
        gone = set(members) - {first}
        drafts.put_items([made if item is first else item for item in drafts.items if item not in gone])
    return made


def cut_points(drafts: Drafts, draft: Draft) -> tuple[Piece, ...]:
    """The pieces that a task may be split into: sentences, clauses, counted points."""
    if draft.task.text == draft.origin.text:
        spans = drafts.reader.parts(draft.task)
        return tuple(Piece(drafts.notice.text[slice(*span)].strip(), span) for span in spans)
    text = draft.task.text
    return tuple(Piece(text[start:end], None) for start, end in pieces(text, 0, len(text)))


def grouped(found: Sequence[Piece], begins: Sequence[bool]) -> list[Piece]:
    """The pieces put together again where no new part begins; `begins` says it for each piece, the first aside."""
    parts: list[Piece] = []
    for index, piece in enumerate(found):
        if index and not begins[index]:
            last = parts[-1]
            span = (last.span[0], piece.span[1]) if last.span and piece.span else None
            parts[-1] = Piece(last.text + piece.text, span)
        else:
            parts.append(piece)
    return parts


def split(drafts: Drafts, draft: Draft, parts: Sequence[Piece]) -> list[Draft]:
    """Make a task of each part; each keeps its own clause and takes over what it does not name itself.

    The first keeps the number, the others are numbered below it: 1, 1-2, 1-3.
    """
    whole = _with_open_doubts(drafts, draft)
    if all(part.span for part in parts):
        spans = [part.span for part in parts if part.span]
        tasks = _read_parts(drafts, whole, spans)
    else:
        tasks = [replace(whole, text=part.text) for part in parts]
    with drafts.step(f"拆分成 {len(tasks)} 项任务"):
        tasks = _numbered(tasks, {item.task.number for item in drafts.items})
        made = [drafts.place_new(task, is_duty=draft.is_duty) for task in tasks]
        index = drafts.items.index(draft)
        drafts.put_items([*drafts.items[:index], *made, *drafts.items[index + 1 :]])
    return made


def _numbered(parts: Sequence[DraftTask], taken: Set[str]) -> list[DraftTask]:
    """The parts of one task, each with a number of its own that no other task has; none where it had none."""
    first, *others = parts
    free = (told for place in count(2) if (told := f"{first.number}-{place}") not in taken)
    return [first, *(replace(part, number=next(free) if first.number else "") for part in others)]


def _read_parts(drafts: Drafts, whole: DraftTask, spans: Sequence[Span]) -> list[DraftTask]:
    text = drafts.notice.text
    tasks = []
    for span, wide in zip(spans, drafts.reader.stretched(spans, whole.span), strict=True):
        read = part_of(whole, drafts.reader.clause(span, drafts.dates, numbered=False))
        marks = tuple(mark for mark in whole.marks if mark.kind != "text" and _inside(mark.span, wide))
        marks += tuple(mark for mark in read.marks if _inside(mark.span, wide))
        ordered = tuple(sorted(set(marks), key=lambda mark: (mark.span, mark.kind)))
        tasks.append(replace(read, span=wide, clause=text[slice(*wide)], marks=ordered))
    return tasks


def split_at(drafts: Drafts, draft: Draft, position: int) -> list[Draft]:
    """Split a task at a place of the source; [] when no words of it stand on one side.

    Where its wording was rewritten, the place is none of the wording any more: [] as well.
    """
    wording = sorted(mark.span for mark in draft.task.marks if mark.kind == "text") or [draft.task.span]
    sides = (wording[0][0], position), (position, wording[-1][1])
    if draft.task.text != draft.origin.text or any(not _words(drafts, side) for side in sides):
        return []
    return split(drafts, draft, [Piece(drafts.notice.text[slice(*side)], side) for side in sides])


def add(drafts: Drafts, span: Span) -> Draft:
    """Make a task of a stretch of the source, ticked, at its place among the others.

    Raises:
        ValueError: there are no words in the stretch.
    """
    task = replace(drafts.reader.clause(span, drafts.dates), ticked=True)
    with drafts.step("新列一项任务"):
        made = drafts.place_new(task)
        before = [item for item in drafts.tasks if item.task.span[0] <= task.span[0]]
        index = drafts.items.index(before[-1]) + 1 if before else 0
        drafts.put_items([*drafts.items[:index], made, *drafts.items[index:]])
    return made


def put_words(drafts: Drafts, draft: Draft, name: str, span: Span) -> bool:
    """Put words of the source into a task's cell: units join those there are, a deadline takes the place of the old.

    False when that changes nothing.

    Raises:
        FieldError: the words do not fit the field.
    """
    words = drafts.notice.text[slice(*span)]
    kind: MarkKind = "unit" if name in UNIT_FIELDS else "deadline"
    with drafts.step(f"填入{drafts.cells.field(name).title}"):
        if name in UNIT_FIELDS:
            names = (*getattr(draft.task, name), *_units_in(drafts, name, words))
            value = BETWEEN_UNITS.join(dict.fromkeys(names))
        else:
            value = read_assignment(words).deadline or re.sub(r"^[^:：]{2,8}[:：]", "", words.strip(_EDGES))
        changed = drafts.set_text(draft, name, value)
        if changed:
            marks = {*draft.task.marks, Mark(kind, span)}
            draft.task = replace(draft.task, marks=tuple(sorted(marks, key=lambda mark: (mark.span, mark.kind))))
    return changed


def _units_in(drafts: Drafts, name: str, words: str) -> tuple[str, ...]:
    """The units in selected words, with or without a label (牵头单位：) or a verb (…牵头)."""
    stripped = words.strip(_EDGES)
    found = read_assignment(stripped, role=_ROLES[name])
    named = [*found.lead, *found.responsible, *found.cooperating]
    if named and (found.has_label or found.has_verb):
        return tuple(unit.name for unit in sorted(named, key=lambda unit: unit.span))
    return drafts.cells.read_units(name, stripped)


def _with_open_doubts(drafts: Drafts, draft: Draft) -> DraftTask:
    """A task as it stands, with the doubts that nobody has settled yet."""
    return replace(draft.task, warnings=open_doubts(drafts, draft))


def _inside(span: Span, around: Span) -> bool:
    return around[0] <= span[0] and span[1] <= around[1]


def _words(drafts: Drafts, span: Span) -> bool:
    return any(char.isalnum() for char in drafts.notice.text[slice(*span)])
