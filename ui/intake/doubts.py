"""待确认: everything doubtful about a notice and its tasks, each with the places and the cell it is about.

Plain values, no Qt; `ui.intake.doubt_list` shows them. Used by `ui.intake` only.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from models.intake.kinds import NO_UNITS_NAMED
from models.intake.notice import DraftTask, Notice, Repair, Span
from ui.intake.drafts import UNIT_FIELDS, Draft, Drafts

_ALIKE = 4
"""The same doubt about this many tasks becomes one line."""


@dataclass(frozen=True)
class Doubt:
    """One line of the list. `places` are the tasks or spans it is about; repairs are told, not counted.

    `topic` stands for the doubt where its sentence counts and therefore changes.
    """

    sentence: str
    places: tuple[Draft | Span, ...] = ()
    is_repair: bool = False
    topic: str = ""

    @property
    def key(self) -> object:
        """Tells this doubt from others, also after the list was gathered anew."""
        return (
            self.topic or self.sentence,
            tuple(id(place) if isinstance(place, Draft) else place for place in self.places),
        )


def gather(drafts: Drafts) -> list[Doubt]:
    """All doubts: those of the notice, those of tasks in their order, duties left out, then what was repaired.

    That no task names a unit is told across the whole review and not repeated here; what the workbook has
    already raises no doubts.
    """
    found = [Doubt(sentence) for sentence in dict.fromkeys(drafts.notice.warnings) if sentence != NO_UNITS_NAMED]
    about: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.new:
        for sentence in drafts.doubts_of(draft):
            about[sentence].append(draft)
    for sentence, concerned in about.items():
        if len(concerned) >= _ALIKE:
            found.append(Doubt(f"{len(concerned)} 项任务：{sentence}", tuple(concerned)))
        else:
            found += [Doubt(f"{named(drafts, draft)}　{sentence}", (draft,)) for draft in concerned]
    return found + _duties(drafts) + _repaired(drafts.notice)


def named(drafts: Drafts, draft: Draft) -> str:
    """How a line calls its task: its number, else its place in the list."""
    return draft.task.number or (f"第 {drafts.items.index(draft) + 1} 项" if draft in drafts.items else "")


def _duties(drafts: Drafts) -> list[Doubt]:
    """One line for the dated duties that are no tasks so far."""
    duties = tuple(draft for draft in drafts.duties if not draft.is_there)
    left = sum(not draft.task.ticked for draft in duties)
    sentence = f"原文还有 {left} 处时间要求没有列为任务，见表格末尾"
    return [Doubt(sentence, duties, topic="duties")] if left else []


def _repaired(notice: Notice) -> list[Doubt]:
    """Repairs summed up by what was done, the most frequent first."""
    by_reason: dict[str, list[Repair]] = defaultdict(list)
    for repair in notice.repairs:
        by_reason[repair.reason].append(repair)
    counted = Counter({reason: len(made) for reason, made in by_reason.items()})
    return [
        Doubt(
            f"已修复：{reason}" + (f"（{number} 处）" if number > 1 else ""),
            tuple(item.span for item in by_reason[reason]),
            is_repair=True,
        )
        for reason, number in counted.most_common()
    ]


_QUOTED = re.compile("“[^”]*”")
_ABOUT = (
    ("number", re.compile("序号|编号")),
    ("units", re.compile("单位|牵头|责任|配合|括号|写了两次|标点")),
    ("deadline_text", re.compile("时限|期限|日期|年份|日子|这一天|推定|推算|周期|星期|起算|起点|工作日|尽快办理")),
)


def field_in_doubt(sentence: str, task: DraftTask) -> str:
    """The field of a task that a doubt is about; the wording when the sentence names none.

    What is quoted in the sentence is the notice's own wording and tells nothing of the field.
    """
    said = _QUOTED.sub("", sentence)
    found = next((name for name, words in _ABOUT if words.search(said)), "content")
    return units_field(sentence, task) if found == "units" else found


def units_field(sentence: str, task: DraftTask) -> str:
    """The role whose units a doubt is about: one that names them, else one that is filled in."""
    filled = [name for name in ("responsible_units", "lead_units", "cooperating_units") if getattr(task, name)]
    mentioned = [name for name in filled if any(unit in sentence for unit in getattr(task, name))]
    return next(iter(mentioned or filled), "responsible_units")


_FIELD_OF_MARK = {"number": "number", "text": "content", "deadline": "deadline_text"}


def field_at(draft: Draft, position: int) -> str:
    """The field that a place of a task's clause became."""
    marks = [mark for mark in draft.origin.marks if mark.span[0] <= position < mark.span[1]]
    narrowest = min(marks, key=lambda mark: mark.span[1] - mark.span[0], default=None)
    if narrowest is None or narrowest.kind == "section":
        return "content"
    if narrowest.kind == "unit":
        name = draft.origin.clause[narrowest.span[0] - draft.origin.span[0] : narrowest.span[1] - draft.origin.span[0]]
        held = [role for role in UNIT_FIELDS if name in getattr(draft.origin, role)]
        return next(iter(held), "") or units_field(name, draft.task)
    return _FIELD_OF_MARK[narrowest.kind]
