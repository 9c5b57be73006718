"""Sentences below a group of items that hold for all of them: 以上任务由县政府办公室牵头，9月底前完成.

Used by `models.intake.choosing` only.
"""

import re
from dataclasses import replace

from models.intake.assignment import Assignment, read_assignment
from models.intake.clauses import FILL
from models.intake.drafts import Draft
from models.intake.outline import Node
from models.intake.units import CLOSE, OPEN

SAID_ABOVE = re.compile(
    r"(?:^|(?<=[。；;!！]))\s*[（(【〔\[]?\s*(?P<said>(?:以上|上述|前述)(?:[各几]|\d{1,2}|[一二三四五六七八九十]{1,3})?[个项]?"
    r"(?:重点|具体|主要)?(?:工作|任务|事项|内容|措施)+(?:均|都|统一|分别)?[，,：:]?\s*)(?=\S)"
)
BE_ALL = re.compile(r"(?<=单位|部门|科室|时限|时间)(?:均|都|统一|分别)?为")
"""以上任务责任单位均为市教育局: as good as a colon."""
SETTING_OUT = re.compile(r"指导思想|总体要求|总体目标|工作目标|基本原则|适用范围|工作要求|保障措施|组织领导")
"""Parts of a plan that set no tasks, whatever is said for all of them."""
FROM_BELOW = "责任单位或时限取自本组事项后的说明"


def lift_said_above(text: str, node: Node) -> Assignment | None:
    """Take the sentence that holds for all items of a group off its last item; None when there is none."""
    if len(node.children) < 2:
        return None
    last = node.children[-1]
    if last.children or not last.paragraphs:
        return None
    start, end = last.paragraphs[-1]
    match = SAID_ABOVE.search(text[start:end])
    if match is None:
        return None
    begin, said = start + match.start(), start + match.end("said")
    wording = BE_ALL.sub(lambda be: "：".rjust(len(be[0])), text[said:end])
    found = read_assignment(wording.rstrip(FILL + OPEN + CLOSE), said)
    if not found or not (found.sure or found.has_label):
        return None
    last.paragraphs.pop()
    if text[start:begin].strip():
        last.paragraphs.append((start, begin))
    return found


def complete_from(said: Assignment, drafts: list[Draft]) -> None:
    """Give the drafts of a group what was said for all of them and they do not say themselves."""
    for draft in drafts:
        own = draft.assignment
        if own is None:
            continue
        no_units = not own.names_units and said.names_units
        no_deadline = not own.deadline and bool(said.deadline)
        if no_units:
            own = replace(own, lead=said.lead, responsible=said.responsible, cooperating=said.cooperating)
        if no_deadline:
            own = replace(own, deadline=said.deadline, deadline_span=None)
        if no_units or no_deadline:
            draft.assignment = own
            draft.warnings.append(FROM_BELOW)
