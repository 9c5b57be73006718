"""Which cell and which words of a task a doubt is about, and which cell a place of its clause became. Plain functions.

Used by `ui.intake` only.
"""

import re

from models.intake.notice import DraftTask, Span
from ui.intake.draft import MEANING, UNIT_FIELDS, Draft

_QUOTED = re.compile("“[^”]*”")
_ABOUT = (
    ("number", re.compile("序号|编号")),
    ("units", re.compile("单位|牵头|责任|配合|括号|写了两次|标点|一并列入")),
    (
        "deadline_text",
        re.compile("时限|期限|日期|年份|日子|这一天|推定|推算|周期|星期|起算|起点|工作日|尽快办理|按.*理解|年以后"),
    ),
)


def field_in_doubt(sentence: str, task: DraftTask) -> str:
    """The field of a task that a doubt is about; the wording when the sentence names none.

    What is quoted in the sentence is the notice's own wording and tells nothing of the field.
    """
    said = _QUOTED.sub("", sentence)
    found = next((name for name, words in _ABOUT if words.search(said)), "content")
    return units_field(sentence, task) if found == "units" else found


def words_in_doubt(sentence: str, draft: Draft, text: str) -> Span | None:
    """Where a task's clause in the notice's `text` holds the first words that a doubt quotes; None when it doesn't.

    Blanks and line ends within the words do not matter.
    """
    for quoted in _QUOTED.findall(sentence):
        words = re.compile(r"\s*".join(map(re.escape, "".join(quoted[1:-1].split()))))
        for start, end in draft.places:
            found = words.search(text, start, end)
            if found and found[0]:
                return found.span()
    return None


def units_field(sentence: str, task: DraftTask) -> str:
    """The role whose units a doubt is about: one that names them, else one that is filled in."""
    filled = [name for name in ("responsible_units", "lead_units", "cooperating_units") if getattr(task, name)]
    mentioned = [name for name in filled if any(unit in sentence for unit in getattr(task, name))]
    return next(iter(mentioned or filled), "responsible_units")


def is_settled_by_change(draft: Draft, sentence: str) -> bool:
    """Whether the cell that a doubt of the read task is about was changed since."""
    name = field_in_doubt(sentence, draft.origin)
    concerned: tuple[str, ...] = (name,)
    if name in UNIT_FIELDS:
        concerned = UNIT_FIELDS
    elif name == "deadline_text":
        concerned = ("deadline_text", *MEANING)
    elif name == "content":
        concerned = ("text",)
    return any(getattr(draft.task, field) != getattr(draft.origin, field) for field in concerned)


_FIELD_OF_MARK = {"number": "number", "text": "content", "deadline": "deadline_text"}


def field_at(draft: Draft, position: int, text: str) -> str:
    """The field that a place of the notice's `text` became in a task."""
    marks = [mark for mark in draft.origin.marks if mark.span[0] <= position < mark.span[1]]
    narrowest = min(marks, key=lambda mark: mark.span[1] - mark.span[0], default=None)
    if narrowest is None:
        return "content"
    if narrowest.kind == "unit":
        name = text[slice(*narrowest.span)]
        held = [role for role in UNIT_FIELDS if name in getattr(draft.origin, role)]
        return next(iter(held), "") or units_field(name, draft.task)
    return _FIELD_OF_MARK[narrowest.kind]
