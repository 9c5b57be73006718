"""What the command line brings in of a notice: all that is ticked, or what is new in one that is there already.

Also which of its units look like registered ones; without a person to ask they stay units of their own. For
`ui.cli_notices` only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.intake import DraftTask, Notice
from models.operations.bringing_in import Update
from models.operations.comparing import Comparison, compare
from models.operations.desk import Desk
from models.operations.matching import match_units
from models.operations.recognising import Known, already_known, folded_text, other_editions, same_wordings


@dataclass(frozen=True)
class Choice:
    """What is brought in of a notice, and why not the rest."""

    tasks: tuple[DraftTask, ...]
    updates: tuple[Update, ...] = ()
    left_out: int = 0
    """How many new tasks were not ticked."""
    known: Known | None = None
    comparison: Comparison = field(default_factory=Comparison)
    twins: int = 0
    """How many tasks were left out because the workbook has some in the same words."""
    likely: tuple[str, ...] = ()
    """A line for each unit that looks like another, and for another edition of the notice."""

    @property
    def is_known(self) -> bool:
        """Whether the notice was brought in before."""
        return self.known is not None and bool(self.known.task_ids)

    def told(self) -> tuple[str, ...]:
        """What differs from a notice that was brought in before."""
        if self.known is None or not self.is_known:
            return ()
        lines = [f"已导入过（{self.known.tasks} 项）：{self.comparison.told()}。"]
        left = len(self.comparison.changed) - len(self.updates)
        if left:
            lines.append(f"有变化的 {left} 项没有更新；要更新，请加 --update，或在窗口里导入。")
        return tuple(lines)

    def refusal(self, name: str) -> str:
        """Why nothing is brought in of a notice that was brought in before; "" when something is."""
        if self.twins and not self.tasks:
            return f"“{name}”里的任务，台账里已有内容相同的（{self.twins} 项），没有导入；要再导入一份，请加 --all。"
        if self.known is None or not self.is_known or self.tasks or self.updates:
            return ""
        head = f"“{name}”已经导入过，工作簿里有它的 {self.known.tasks} 项任务"
        told = self.comparison.told()
        if not told:
            return f"{head}，没有新的任务。"
        hint = "；要更新有变化的任务，请加 --update" if self.comparison.changed else ""
        hint += "；默认不勾选的新任务，加 --all 一并导入" if self.left_out else ""
        return f"{head}：{told}，没有要导入的新任务{hint}。"


def choose(desk: Desk, notice: Notice, *, unticked_too: bool, update: bool) -> Choice:
    """What to bring in of a notice as it was read."""
    known = already_known(desk, notice)
    editions = _editions(desk, notice, known)
    lines = (*editions, *_likely(desk, notice.tasks))
    if known is None or not known.task_ids:
        there = frozenset() if editions else same_wordings(desk, notice)
        same = [task for task in notice.tasks if task.ticked and folded_text(task.text) in there]
        wanted = [task for task in notice.tasks if task.ticked and task not in same]
        tasks = notice.tasks if unticked_too else tuple(wanted)
        twins = 0 if unticked_too else len(same)
        if twins:
            lines = (*lines, f"有 {twins} 项任务在台账里已有内容相同的，没有导入；要再导入一份，请加 --all。")
        left_out = len(notice.tasks) - len(tasks) - twins
        return Choice(tasks, left_out=left_out, known=known, twins=twins, likely=lines)
    found = compare(desk, known, notice.tasks)
    new = [notice.tasks[place] for place in found.new]
    tasks = tuple(task for task in new if task.ticked or unticked_too)
    changed = found.changed if update else ()
    updates = tuple(Update(item.task_id, notice.tasks[item.draft], item.fields()) for item in changed if item.fields())
    left_out = len(new) - len(tasks)
    return Choice(tasks, updates, left_out, known, found, likely=lines)


def _likely(desk: Desk, tasks: Sequence[DraftTask]) -> tuple[str, ...]:
    """What a person would be asked about units."""
    return tuple(
        f"单位“{match.name}”像是“{match.unit_name or '”或“'.join(match.candidates)}”，"
        "没有合并；是同一单位时，请在窗口里导入，或在单位台账里加上别称。"
        for match in match_units(desk, tasks)
        if match.kind == "likely" or match.candidates
    )


def _editions(desk: Desk, notice: Notice, known: Known | None) -> tuple[str, ...]:
    return tuple(
        f"台账里有同名或内容相近的“{edition.name}”（{edition.tasks} 项任务），文号或日期不同，按新文件导入。"
        for edition in other_editions(desk, notice, known)
    )
