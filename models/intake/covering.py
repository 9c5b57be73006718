"""A covering page that hands on a plan (现将《…分工方案》印发给你们) and says in numbered paragraphs how to carry it out.

What it asks of 各牵头单位 and 各责任单位 (制定方案, 按月报送) are duties of the whole document; its tasks stand in
the plan, which is not part of the material. Asked by `parsing`.
"""

import re
from collections.abc import Sequence

from models.intake.drafts import Draft
from models.intake.facts import Facts
from models.intake.lines import Line
from models.intake.units import OPEN

HANDS_ON_PLAN = re.compile(
    r"《[^《》]{0,60}(?:[《〈<][^》〉>]{0,40}[》〉>][^《》]{0,40})?(?:分工|分解|要点|方案|清单|计划|任务|安排|台账)[^《》]{0,12}》"
    r"[^《》。]{0,60}(?:印发|下发|发)给?(?:你们|各)"
)
MOST_BEHIND = 200
"""Characters behind the signature that may still be no plan: a note for the web page, contacts."""


def only_hands_on(facts: Facts, lines: Sequence[Line], text: str) -> bool:
    """Whether the material is the covering page alone: it hands on a plan that does not follow."""
    if not facts.covering or facts.attached or not HANDS_ON_PLAN.search(text):
        return False
    signed = [place for place, line in enumerate(lines) if line.kind == "signature"]
    if not signed:
        return bool(text.strip())
    behind = sum(len(line.text) for line in lines[signed[0] :] if line.kind == "body")
    return behind <= MOST_BEHIND


def said_outright(text: str, draft: Draft) -> bool:
    """Whether a bracket or a label names whose a draft is."""
    found = draft.assignment
    return found is not None and found.names_units and (found.has_label or text[found.span[0]] in OPEN)
