"""The files of the sample: papers as our own engine wrote them, and the texts of the notices that tasks came from.

Called by `models.operations.demo`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.base.file_names import safe_file_name
from models.base.lists import Attachment
from models.operations.desk import Desk
from models.workbook.steps import Step

_PARTS = ("section", "content", "lead_units", "responsible_units", "cooperating_units", "deadline_text")
_NAMES = ("", "", "牵头单位", "责任单位", "配合单位", "完成时限")


@dataclass(frozen=True)
class Paper:
    """A paper that went out: its entry in 发文登记簿, and what it was composed of."""

    entry: int
    kind: str
    name: str
    tasks: tuple[int, ...]
    elements: Mapping[str, str]


def written(desk: Desk, papers: Sequence[Paper]) -> dict[int, tuple[str, bytes]]:
    """The papers as files, by their entries: name and content. To be called before more is told of their tasks."""
    from models.operations import issuing  # with all that writes papers; the practice notice does without
    from models.operations.dispatching import as_docx

    found = {}
    for paper in papers:
        document = issuing.compose(desk, paper.kind, paper.tasks, paper.elements)
        found[paper.entry] = (safe_file_name(paper.name, ".docx"), as_docx(desk, document))
    return found


def keep(desk: Desk, step: Step, register: str, record: int, name: str, content: bytes) -> None:
    """Keep a file in a record."""
    kept = Attachment(name, digest=desk.book.keep_file(content, name), size=len(content))
    step.update(register, record, {"files": (kept,)})


def clause(number: int, told: Mapping[str, str]) -> str:
    """A task as its notice words it."""
    by = [
        f"{name}：{told[part].replace('；', '、')}"
        for part, name in zip(_PARTS, _NAMES, strict=True)
        if name and told.get(part)
    ]
    return f"{number}.{told['content']}（{'；'.join(by)}）"


def full_text(
    title: str, number: str, issuer: str, issued: date, opening: str, tasks: Sequence[Mapping[str, str]]
) -> str:
    """The text of a notice that lays out tasks."""
    lines = [title, "", number, "", "各街道办事处、乡镇人民政府，区政府各部门：", "", opening, ""]
    section = ""
    for place, told in enumerate(tasks, start=1):
        if told["section"] != section:
            section = told["section"]
            lines.append(section)
        lines.append(clause(place, told))
    return "\n".join([*lines, "", issuer, f"{issued.year}年{issued.month}月{issued.day}日"])
