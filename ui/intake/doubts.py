"""待确认: everything doubtful about a notice and its tasks, each with the places it is about.

Plain values, no Qt; `ui.intake.doubt_list` shows them. Used by `ui.intake` only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from models.intake.kinds import NO_UNITS_NAMED
from models.intake.notice import Notice, Repair, Span
from ui.intake.drafts import Draft, Drafts

_ALIKE = 4
"""The same doubt about this many tasks becomes one line."""
_LONGEST = 12
"""Characters of a task's wording that stand for it."""
_SUBJECT = re.compile("^“[^”]*”的?")


@dataclass(frozen=True)
class Doubt:
    """One line of the list. `places` are the tasks or spans it is about; repairs are told, not counted.

    `said` holds, for each task in `places`, the sentence as it stands in that task. `keys` are what settling the
    line settles: one doubt for each place, so that a line may lose places and stay settled.
    """

    sentence: str
    places: tuple[Draft | Span, ...] = ()
    keys: tuple[Hashable, ...] = ()
    said: tuple[str, ...] = ()
    is_repair: bool = False

    @property
    def is_brought_in(self) -> bool:
        """Whether it is about the notice itself or about a task that is ticked; of a task that stays out nobody asks."""
        tasks = [place for place in self.places if isinstance(place, Draft)]
        return not tasks or any(draft.task.ticked for draft in tasks)


def key_of(sentence: str, place: Draft | Span | None = None) -> Hashable:
    """Tells one doubt about one place from others, also after the list was gathered anew."""
    return sentence, place


def gather(drafts: Drafts) -> list[Doubt]:
    """All open doubts: those of the notice, those of tasks in their order, duties left out, then what was repaired.

    That no task names a unit is told across the whole review and not repeated here; what the workbook has
    already raises no doubts, and a duty none before it is ticked.
    """
    told = [sentence for sentence in dict.fromkeys(drafts.notice.warnings) if sentence != NO_UNITS_NAMED]
    found = [Doubt(sentence, keys=(key_of(sentence),)) for sentence in told]
    alike: dict[str, list[tuple[Draft, str]]] = defaultdict(list)
    for draft in drafts.new:
        if draft.is_duty and not draft.task.ticked:
            continue
        for sentence in open_doubts(drafts, draft):
            alike[_SUBJECT.sub("", sentence)].append((draft, sentence))
    for common, concerned in alike.items():
        if len(concerned) >= _ALIKE:
            found.append(_line(f"{len(concerned)} 项任务：{common}", concerned))
        else:
            found += [_line(f"{named(drafts, draft)}　{said}", [(draft, said)]) for draft, said in concerned]
    found += [*_duties(drafts), *_repaired(drafts.notice, drafts.settled)]
    return [doubt for doubt in found if not drafts.settled.issuperset(doubt.keys)]


def _line(sentence: str, concerned: Iterable[tuple[Draft, str]]) -> Doubt:
    places = tuple(draft for draft, _ in concerned)
    said = tuple(told for _, told in concerned)
    return Doubt(sentence, places, tuple(key_of(told, draft) for draft, told in concerned), said)


def named(drafts: Drafts, draft: Draft) -> str:
    """How a line calls its task: its number where no other task has it, else how its wording begins."""
    number = draft.task.number
    if number and sum(item.task.number == number for item in drafts.items) == 1:
        return number
    words = " ".join(draft.task.text.split())
    begins = f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”" if words else ""
    return " ".join(filter(None, (number, begins)))


def _duties(drafts: Drafts) -> list[Doubt]:
    """One line for the dated duties that are no tasks so far."""
    left = tuple(draft for draft in drafts.duties if not draft.is_there and not draft.task.ticked)
    sentence = f"原文还有 {len(left)} 处时间要求没有列为任务，见表格末尾"
    return [Doubt(sentence, left, (key_of("duties"),))] if left else []


def _repaired(notice: Notice, settled: frozenset[Hashable]) -> list[Doubt]:
    """Repairs summed up by what was done, the most frequent first."""
    by_reason: dict[str, list[Repair]] = defaultdict(list)
    for repair in notice.repairs:
        if key_of(repair.reason, repair.span) not in settled:
            by_reason[repair.reason].append(repair)
    counted = Counter({reason: len(made) for reason, made in by_reason.items()})
    return [
        Doubt(
            f"已修复：{reason}" + (f"（{number} 处）" if number > 1 else ""),
            tuple(item.span for item in by_reason[reason]),
            tuple(key_of(reason, item.span) for item in by_reason[reason]),
            is_repair=True,
        )
        for reason, number in counted.most_common()
    ]


def open_doubts(drafts: Drafts, draft: Draft) -> tuple[str, ...]:
    """The doubts about a task that nobody has settled yet."""
    return tuple(told for told in drafts.doubts_of(draft) if key_of(told, draft) not in drafts.settled)
