"""A notice that was brought in before, seen from its review: what became of each proposal, and what is gone.

Plain values over `models.operations.comparing`; nothing is stored from here. Used by `ui.intake` only.
"""

from collections.abc import Mapping, Sequence

from models.operations.comparing import Comparer, Difference
from models.operations.desk import Desk
from models.operations.recognising import Edition, Known
from ui.intake.draft import Draft

_HOW = {"number": "", "title": "，标题和日期相同", "text": "，正文几乎相同"}


class KnownNotice:
    """The tasks of the workbook that came from this notice."""

    def __init__(self, desk: Desk, known: Known, same_as: Mapping[str, str] | None = None) -> None:
        self.known = known
        self.edited_too = False
        """Whether fields that somebody changed after the import are brought up to date as well."""
        self.cancelled: set[int] = set()
        """Tasks that are gone and whose remark is to say so."""
        self._comparer = Comparer(desk, known, same_as)
        self._titles = {
            record.id: f"{record['number'] or ''}　{record['content']}".strip()
            for record in desk.book.records("tasks", known.task_ids)
        }
        self.gone: tuple[int, ...] = ()
        """Tasks that no proposal is."""

    def pair(self, drafts: Sequence[Draft]) -> None:
        """Find out which task each proposal is, by its wording as it was read."""
        pairs = self._comparer.pair([draft.origin for draft in drafts])
        for place, draft in enumerate(drafts):
            draft.task_id = pairs.get(place)
            self.place(draft)
        taken = {draft.task_id for draft in drafts}
        self.gone = tuple(identity for identity in self.known.task_ids if identity not in taken)
        self.cancelled &= set(self.gone)

    def place(self, draft: Draft) -> None:
        """Tell a proposal, as it stands now, in what it differs from its task."""
        if draft.task_id is None:
            draft.differences = ()
            draft.is_there = self.known.holds(draft.task)
        else:
            draft.differences = self._comparer.differences(draft.task, draft.task_id)
            draft.is_there = not draft.differences

    def title(self, task_id: int) -> str:
        """A task's number and wording."""
        return self._titles[task_id]

    def told(self, drafts: Sequence[Draft]) -> str:
        """这份通知 2021-05-06 已导入过（35 项）：新增 2 项、有变化 3 项、少了 1 项。."""
        when = f" {self.known.brought_in.isoformat()} " if self.known.brought_in else ""
        head = f"这份通知{when}已导入过（{self.known.tasks} 项{_HOW[self.known.how]}）"
        offered = [draft for draft in drafts if not draft.is_duty]
        renumbered = [draft for draft in offered if draft.differences and renumbered_only(draft.differences)]
        counts = (
            ("新增", sum(not draft.is_there and not draft.differences for draft in offered)),
            ("有变化", sum(bool(draft.differences) for draft in offered) - len(renumbered)),
            ("只有序号或大项不同", len(renumbered)),
            ("少了", len(self.gone)),
        )
        told = "、".join(f"{word} {number} 项" for word, number in counts if number)
        return f"{head}：{told}。" if told else f"{head}，没有新的任务可以导入。"


def place_all(known: KnownNotice | None, drafts: Sequence[Draft]) -> None:
    """Find out what the workbook has of all proposals; of a notice that is not known, nothing."""
    if known is not None:
        known.pair(drafts)
        return
    for draft in drafts:
        draft.task_id, draft.differences, draft.is_there = None, (), False


def renumbered_only(differences: Sequence[Difference]) -> bool:
    """Whether nothing but the number and the section differs."""
    return all(item.field in ("number", "section") for item in differences)


def edition_told(editions: Sequence[Edition]) -> str:
    """What is said of other editions of a notice; "" when there is none."""
    if not editions:
        return ""
    first = editions[0]
    more = f"等 {len(editions)} 份" if len(editions) > 1 else ""
    return (
        f"台账里有同名或内容相近的“{first.name}”{more}（{first.tasks} 项任务），文号或日期不同，这一份按新文件导入；"
        "如果是修订后重新印发，请看看旧任务还要不要。"
    )
