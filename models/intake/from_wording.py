"""Who does an item, by its own words, where no bracket or label says so.

市教育局：…, 由市教育局牵头…, 请市教育局…, 市教育局要…, or a heading that is nothing but the unit. What is found is a
proposal, marked as taken from the text. `kinds` asks which parts are worded so, `parsing` completes drafts.
"""

import re
from dataclasses import replace

from models.intake.assignment import Assignment, read_assignment, segments
from models.intake.choosing import NO_UNITS
from models.intake.drafts import Draft
from models.intake.subjects import WITH, asked_of, named_units, subject_of, with_others
from models.intake.units import read_units

UNIT_FIRST = re.compile(
    r"(?P<units>[^：:。；;，,【】]{2,60})[:：]|[【〔\[（(](?P<bracketed>[^】〕\]）)]{2,60})[】〕\]）)]\s*[:：]?"
)
UNIT_ALONE = re.compile(r"(?P<units>[^：:。；;，,【】]{2,60})。(?=..)")
"""区财政局。落实资金…: a unit as the title of its duty; believed only where a part says unit by unit who does what."""
DUTY_HEADING = re.compile(r"(?:职责|责任|部门|任务|工作|具体)分工|(?:部门|单位|工作|主要)职责|职责(?:任务)?$|责任落实$")
"""Parts that say unit by unit who does what (四、职责分工)."""
LAST_ASKED = 3
FROM_TEXT = "责任单位取自正文，请核对"


def with_named_units(text: str, draft: Draft) -> Draft:
    """An item without a bracket that names its units all the same: 市教育局：…, 由市教育局牵头…, or its heading."""
    start, end = draft.texts[0]
    wording = text[start:end]
    found = Assignment(draft.span)
    first, alone = UNIT_FIRST.match(wording), UNIT_ALONE.match(wording)
    heading = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]", "", draft.section[-1]) if draft.section else ""
    named = (first["units"] or first["bracketed"]) if first else ""
    if first and named and named_units(named):
        found.responsible = read_units(named, start + wording.index(named))
        if first["bracketed"]:
            draft.texts[0] = (start + first.end(), end)
        lead_with(wording, first.end(), start, found)
    elif heading and named_units(heading.rstrip("：:")):
        found.responsible = read_units(heading.rstrip("：:"), end)
    elif alone and DUTY_HEADING.search(heading) and named_units(alone["units"]):
        found.responsible = read_units(alone["units"], start)
    else:
        found = said_in_sentences(text, draft) or found
    if found:
        draft.assignment = found
        draft.warnings.append(FROM_TEXT)
    return draft


def lead_with(wording: str, place: int, offset: int, found: Assignment) -> None:
    """市住建局：会同市城管局排查…: the one addressed leads, the other cooperates."""
    together = re.compile(r"(?:会同|联合(?![会社体]))").match(wording, place)
    beside = WITH.match(wording, together.end()) if together else None
    if beside and named_units(beside["units"]):
        found.lead, found.responsible = found.responsible, []
        found.add("cooperating", read_units(beside["units"], offset + beside.start("units")))


def said_in_sentences(text: str, draft: Draft) -> Assignment | None:
    """Who does it, by the sentences of an item; the paragraphs below its heading are asked where the heading is silent."""
    for start, end in draft.texts[:LAST_ASKED] if draft.wording is None else draft.texts[:1]:
        wording = text[start:end]
        readings = (in_running_text(wording, start), asked_of(wording, start), subject_of(wording, start))
        found = min(filter(None, readings), key=lambda reading: reading.span[0], default=None)
        if found:
            return with_others(wording, start, found)
    return None


def with_unit_in_front(text: str, draft: Draft) -> Draft:
    """An item that states behind itself only its limit, or who cooperates, and begins with whose it is: 市教育局：…。整改时限：…."""
    own = draft.assignment
    if own is None or own.lead or own.responsible or draft.wording is not None or not draft.texts:
        return draft
    named = with_named_units(text, replace(draft, texts=[*draft.texts], assignment=None, warnings=[*draft.warnings]))
    if named.assignment is None or not named.assignment.names_units:
        return draft
    found = named.assignment
    beside = [unit for unit in own.cooperating if unit.name not in {other.name for other in found.cooperating}]
    named.assignment = replace(
        own, lead=found.lead, responsible=found.responsible, cooperating=[*found.cooperating, *beside]
    )
    named.warnings = [warning for warning in named.warnings if warning != NO_UNITS]
    return named


def in_running_text(wording: str, offset: int) -> Assignment | None:
    """由X牵头，Y、Z配合，于4月30日前…: the run of segments after 由 that purely assign."""
    begin = re.search(r"(?:^|(?<=[。；，,：:]))由(?=[^。；]{2,60}(?:牵头|负责|会同))", wording)
    if begin is None:
        return None
    best: Assignment | None = None
    for start, end in segments(wording, begin.start(), min(len(wording), begin.start() + 200))[:4]:
        alone = read_assignment(wording[start:end])
        found = read_assignment(wording[begin.start() : end], offset + begin.start())
        if not (found.sure and alone.sure and alone.names_units and alone.has_verb):
            cut = re.match(r"由(?P<lead>[^。；，,]{2,30}?)(?:牵头|负责)", wording[begin.start() :])
            if best is None and cut and named_units(cut["lead"]):
                best = read_assignment(cut[0], offset + begin.start())
            elif best is None:
                best = together(wording[begin.start() : end], offset + begin.start())
            break
        best = found
    return with_partner(wording, offset, best) if best else None


def with_partner(wording: str, offset: int, found: Assignment) -> Assignment:
    """…牵头，会同市财政局制定计划: the partner in the segment that goes on with the task itself."""
    after = wording[found.span[1] - offset :]
    partner = re.match(
        r"[，,]?(?:会同|联合|商)(?P<units>[^。；，,]{2,30}?)(?=[，,。；]|共同|制定|负责|开展|落实|研究|组织|编制|推进)",
        after,
    )
    if partner and named_units(partner["units"]):
        found.add("cooperating", read_units(partner["units"], found.span[1] + partner.start("units")))
    return found


def together(wording: str, offset: int) -> Assignment | None:
    """由X会同Y制定…: the first leads, the other cooperates."""
    match = re.match(
        r"由(?P<lead>[^。；，,]{2,30}?)会同(?P<with>[^。；，,]{2,30}?)(?=共同|制定|负责|开展|落实|研究|组织|编制|办理|推进|建立|对|于|每)",
        wording,
    )
    if match is None or not (named_units(match["lead"]) and named_units(match["with"])):
        return None
    found = Assignment((offset, offset + match.end()))
    found.lead = read_units(match["lead"], offset + match.start("lead"))
    found.cooperating = read_units(match["with"], offset + match.start("with"))
    return found


def names_itself(text: str, draft: Draft) -> bool:
    """Whether an item's wording says who does it."""
    start, end = draft.texts[0]
    wording = text[start:end]
    return bool(subject_of(wording, start) or asked_of(wording, start) or in_running_text(wording, start))
