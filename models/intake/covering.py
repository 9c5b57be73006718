"""A covering page that hands on a plan (现将《…分工方案》印发给你们) and says in numbered paragraphs how to carry it out.

What it asks of 各牵头单位 and 各责任单位 (制定方案, 按月报送) are duties of the whole document; its tasks stand in
the plan, which is not part of the material. Asked by `parsing`.
"""

import re
from collections.abc import Sequence

from models.intake.drafts import Draft
from models.intake.facts import Facts
from models.intake.lines import Line
from models.intake.units import OPEN, looks_like_unit

HANDS_ON_PLAN = re.compile(
    r"《[^《》]{0,60}(?:[《〈<][^》〉>]{0,40}[》〉>][^《》]{0,40})?(?:分工|分解|要点|方案|清单|计划|任务|安排|台账)[^《》]{0,12}》"
    r"[^《》。]{0,60}(?:印发|下发|发)给?(?:你们|各)"
)
DIVIDED_IN_ATTACHMENT = re.compile(
    r"附件[:：]?\s*(?:[1-9][.．、])?[^\n。]{0,50}(?:任务|工作|责任|目标)[^\n。]{0,12}(?:分解|分工|清单|台账)"
)
"""附件：2007年政府工作主要任务分解表: the tasks stand in an attachment that is named, whatever hands it on."""
TO_ALL = re.compile(
    r"(?:各|主要|牵头|相关|有关)(?:相关|有关|牵头|责任|主要责任|承办|配合)*(?:责任)?(?:单位|部门)|各地|督查(?:室|组|办)|政府办"
)
"""Whom such a page speaks to: those the attachment charges, and who watches over it."""
LONGEST_OPENING = 80
MOST_BEHIND = 200
"""Characters behind the signature that may still be no plan: a note for the web page, contacts."""


def only_hands_on(facts: Facts, lines: Sequence[Line], text: str) -> bool:
    """Whether the material is the covering page alone: it hands on a plan, or divides its tasks in an attachment, that does not follow."""
    hands_on = facts.covering and bool(HANDS_ON_PLAN.search(text))
    if facts.attached or not (hands_on or (DIVIDED_IN_ATTACHMENT.search(text) and speaks_to_all(lines))):
        return False
    signed = [place for place, line in enumerate(lines) if line.kind == "signature"]
    if not signed:  # where the page ends can't be seen: the plan may follow without its title
        return not numbered(lines) or speaks_to_all(lines)
    behind = sum(len(line.text) for line in lines[signed[0] :] if line.kind == "body")
    return behind <= MOST_BEHIND


def speaks_to_all(lines: Sequence[Line]) -> bool:
    """Whether two of three numbered paragraphs begin with, or head, words to those whom the attachment charges."""
    texts = ["".join(line.text for line in lines[index : index + 2]) for index in numbered(lines)]
    spoken = sum(bool(TO_ALL.search(text[:LONGEST_OPENING])) for text in texts)
    return bool(texts) and spoken * 3 >= len(texts) * 2


def numbered(lines: Sequence[Line]) -> list[int]:
    """Where the paragraphs numbered 一、二、… are."""
    return [
        index for index, line in enumerate(lines) if line.kind == "body" and re.match(r"[一二三四五六]、", line.text)
    ]


def said_outright(text: str, draft: Draft) -> bool:
    """Whether a bracket or a label names whose a draft is."""
    found = draft.assignment
    if found is None or not found.names_units or not (found.has_label or text[found.span[0]] in OPEN):
        return False
    return all(looks_like_unit(unit.name) for unit in (*found.lead, *found.responsible, *found.cooperating))
