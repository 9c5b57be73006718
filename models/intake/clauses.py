"""Where in a paragraph the assignments stand: in brackets, one-sided brackets, or bare at its end."""

import re
from collections.abc import Collection

from models.intake.assignment import Assignment, read_assignment, segments
from models.intake.notice import Span
from models.intake.roles import FIRST_LEADS, LABEL, LOOSE_LABEL, STATES_RULE, find_labels
from models.intake.units import BLANKS, CLOSE, OPEN, STRONG_END, looks_like_unit, outside_brackets, unit_at_end

STOPS = "。！!；;"
FILL = BLANKS + "。，,；;、.：:●◆■★▲•"
LONGEST_CLAUSE = 800
LONGEST_LEAD = 20
LONGEST_TAIL = 1600
"""Characters; nobody writes longer assignments, and looking further would only cost time."""
RULE_BEHIND = re.compile(rf"[。；;，,][^。；;，,]{{0,6}}(?:{FIRST_LEADS.pattern})[^）)]*$")
"""(市教育局、市财政局。列首位的为牵头单位，下同): a rule for all tasks behind the units of one."""
RULE_ASIDE = re.compile(rf"[（(](?:除[^（）()，,]{{2,14}}外[，,])?(?:{FIRST_LEADS.pattern})[^（）()]{{0,20}}[)）]")
"""市教育局、市财政局（第一责任单位为牵头单位，下同): the same as an aside."""
LOST_OPENING = "责任单位缺左括号"
LOST_CLOSING = "责任单位缺右括号"


def bracket_pairs(text: str) -> tuple[list[Span], list[int], list[int]]:
    """Brackets of a paragraph: (outermost first) pairs, openings never closed, closings never opened.

    Kinds may differ within a pair (〔责任单位：各部门)), as they do in careless documents.
    """
    stack: list[int] = []
    pairs: list[Span] = []
    lone_closings: list[int] = []
    for place, char in enumerate(text):
        if char in OPEN:
            stack.append(place)
        elif char in CLOSE:
            if stack:
                pairs.append((stack.pop(), place))
            else:
                lone_closings.append(place)
    return sorted(pairs, key=lambda pair: (pair[0], -pair[1])), stack, lone_closings


def at_sentence_end(text: str, start: int, end: int) -> bool:
    """Whether a bracket at (start, end) closes a sentence or the paragraph."""
    after = text[end : end + 40].lstrip(BLANKS)
    before = text[max(0, start - 40) : start].rstrip(BLANKS)
    leads = after[:1] in tuple("：:") and start <= LONGEST_LEAD  # 1.门户网站（市信息中心）：检查栏目
    return not after or leads or after[0] in STOPS + OPEN or (bool(before) and before[-1] in "。！；;")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a bracket of nothing but units or a date closes a sentence, and is no aside to a unit's name."""
    before = text[max(0, start - 200) : start].rstrip(BLANKS)
    aside = bool(STRONG_END.search(before[-14:])) and before[-1:] not in STOPS
    return at_sentence_end(text, start, end) and not aside and not find_labels(before)


def read_bracket(text: str, start: int, end: int, offset: int) -> Assignment | None:
    """The assignment in the bracket (start, end), its signs included; None when it says something else."""
    inner = text[start + 1 : end - 1]
    if not 2 <= len(inner.strip()) <= LONGEST_CLAUSE or inner[0] in OPEN or LABEL.fullmatch(inner.strip()):
        return None
    rule = RULE_BEHIND.search(inner)
    found = read_assignment(without_remark(inner[: rule.start()] if rule else inner), offset + start + 1)
    if not found and not found.persons:
        return None
    clear = (found.has_label and (found.sure or find_labels(inner))) or (found.sure and found.has_verb)
    if not clear and (not found.sure or len(inner) < 3 or not stands_alone(text, start, end)):
        return None
    found.span = (offset + start, offset + end)
    return found


def without_remark(inner: str) -> str:
    """A bracket's wording without a last sentence that is a remark (…按职责分工负责。以下不再列出，下同。)."""
    head, stop, tail = inner.partition("。")
    remark = stop and len(tail.strip(FILL)) > 4 and not find_labels(tail) and not read_assignment(tail).sure
    return head if remark else inner


def from_pairs(text: str, offset: int, pairs: list[Span]) -> list[Assignment]:
    """Assignments in well-formed brackets; inside one nothing more is looked for."""
    found: list[Assignment] = []
    covered = 0
    for start, last in pairs:
        if start < covered:
            continue
        assignment = read_bracket(text, start, last + 1, offset)
        if assignment:
            found.append(assignment)
            covered = last + 1
    return found


def from_open(text: str, offset: int, openings: list[int]) -> Assignment | None:
    """An assignment whose closing bracket was lost: it runs to the end of the paragraph."""
    near = [place for place in openings if len(text) - place <= LONGEST_CLAUSE]
    for place in reversed(near[-6:]):
        inner = text[place + 1 :].rstrip(FILL)
        found = read_assignment(inner, offset + place + 1)
        if found and ((find_labels(inner) and found.has_label) or (found.sure and found.has_verb)):
            found.span = (offset + place, offset + len(text))
            found.warnings.append(LOST_CLOSING)
            return found
    return None


def bare_end(text: str) -> int:
    """Where the wording ends, without closing signs that have no opening."""
    end = len(text.rstrip(FILL))
    _, _, lone = bracket_pairs(text[:end])
    while end and lone and lone[-1] == end - 1:
        lone.pop()
        end = len(text[: end - 1].rstrip(FILL))
    return end


def last_sentence(text: str, end: int) -> int:
    """Where the last sentence before `end` begins."""
    begins = [place + 1 for place, char in outside_brackets(text[:end]) if char in "。！!\n"]
    return begins[-1] if begins else 0


def from_labels(text: str, offset: int, start: int, end: int) -> Assignment | None:
    """An assignment that begins with a label in the open text and runs to the end of the paragraph."""
    labels = [label for label in find_labels(text[:end]) if label.start() >= start]
    for label in labels:
        found = read_assignment(text[label.start() : end], offset + label.start())
        bare_deadline = found.deadline and not found.names_units
        leaders = bool(found.persons) and label.start() == 0 and "领导" in label["label"]
        if (found or leaders) and not (bare_deadline and len(found.deadline) > 60):
            begin = label.start() - (text[label.start() - 1 : label.start()] in tuple(OPEN))
            found.span = (offset + begin, offset + len(text))
            return found
    return None


def from_loose_label(text: str, offset: int, end: int) -> Assignment | None:
    """A line such as 责任单位 市教育局, its colon left out."""
    match = LOOSE_LABEL.match(text)
    if match is None or not match["sign"] or match["sign"].strip(BLANKS):
        return None
    found = read_assignment(text[:end], offset)
    units = [*found.lead, *found.responsible, *found.cooperating]
    return found if units and all(looks_like_unit(unit.name) for unit in units) else None


def from_verbs(text: str, offset: int, end: int, known: Collection[str], damaged: bool) -> Assignment | None:
    """An assignment made of verbs (X牵头，Y配合) that ends the paragraph without brackets.

    As many of the last segments as read purely as an assignment are taken. When a bracket is `damaged`,
    the first unit may stand glued to the sentence before; then its beginning is looked for.
    """
    parts = segments(text, last_sentence(text, end), end)
    best: Assignment | None = None
    first = len(parts)
    for index in range(len(parts) - 1, max(-1, len(parts) - 9), -1):
        found = read_assignment(text[parts[index][0] : end], offset + parts[index][0])
        if found.sure and found.names_units and (found.has_verb or found.has_label):
            best, first = found, index
        elif found.sure and (found.deadline or found.names_units):
            continue
        else:
            break
    glued = glued_unit(text, parts, end, first, offset, known) if best is None or damaged else None
    best = best or glued
    if best is not None:
        best = without_glue(text, offset, end, best, known)
        best.span = (best.span[0], offset + len(text))
    return best


def without_glue(text: str, offset: int, end: int, found: Assignment, known: Collection[str]) -> Assignment:
    """The same assignment, its first unit freed from the sentence that runs into it (…便捷市数据资源局牵头)."""
    units = sorted([*found.lead, *found.responsible, *found.cooperating], key=lambda unit: unit.span)
    first = units[0]
    shorter = any(first.name.endswith(name) and len(first.name) > len(name) + 1 for name in known)
    if first.name in known or not (shorter or len(first.name) > 13):
        return found
    begin = unit_at_end(first.name, known)
    if not begin or "".join(text[first.span[0] - offset : first.span[1] - offset].split()) != first.name:
        return found
    start = first.span[0] - offset + begin
    again = read_assignment(text[start:end], offset + start)
    again.warnings.append(f"“{text[start - 2 : start]}”与“{first.name[begin:]}”之间缺标点，请核对责任单位")
    return again


def glued_unit(
    text: str, parts: list[Span], end: int, first: int, offset: int, known: Collection[str]
) -> Assignment | None:
    """The assignment whose first unit is glued to ordinary text (…一样便捷市数据资源局牵头，…)."""
    for index in range(max(0, first - 4), min(first, len(parts))):
        start, stop = parts[index]
        verb = re.search(r"(?:牵头|负责)", text[start:stop])
        names_end = start + verb.start() if verb else -1
        if names_end <= start:
            continue
        head = re.split("[、]", text[start:names_end])[0]
        begin = unit_at_end(head, known)
        if begin is None:
            continue
        found = read_assignment(text[start + begin : end], offset + start + begin)
        if found.sure and found.names_units and found.has_verb and (found.deadline or len(head) - begin <= 12):
            return found
    return None


def from_bare(text: str, offset: int, known: Collection[str]) -> Assignment | None:
    """An assignment outside brackets, at the end of a paragraph; a lone closing bracket is noted."""
    end = bare_end(text)
    lone = any(sign in text[end:] for sign in CLOSE)
    labels = find_labels(text[:end])
    strong = [label for label in labels if not text[: label.start()].rstrip(BLANKS)[-1:].isalnum()]
    strong = strong or [label for label in labels if label["label"].endswith(("单位", "部门", "科室"))]
    found = from_labels(text, offset, strong[0].start(), end) if strong else None
    found = found if found is not None else from_loose_label(text, offset, end)
    deadline_only = found is not None and not found.names_units
    if found is None or deadline_only:
        found = from_verbs(text, offset, end, known, lone or deadline_only) or found
    if found is not None and lone and found.names_units:
        found.warnings.append(LOST_OPENING)
    return found


def find_assignments(text: str, offset: int, known: Collection[str] = ()) -> list[Assignment]:
    """Every assignment in a paragraph, in order; adjoining ones are put together.

    `known` are names of units used elsewhere in the document.
    """
    text = RULE_ASIDE.sub(lambda aside: " " * len(aside[0]), text)
    pairs, openings, _ = bracket_pairs(text)
    found = from_pairs(text, offset, pairs)
    covered = found[-1].span[1] - offset if found else 0
    rest = text[covered:]
    if len(rest) > LONGEST_TAIL:
        covered, rest = len(text) - LONGEST_TAIL, rest[-LONGEST_TAIL:]
    if rest.strip(FILL) and not STATES_RULE.search(rest):
        lone = [place - covered for place in openings if place >= covered]
        more = from_open(rest, offset + covered, lone) or from_bare(rest, offset + covered, known)
        if more is not None:
            found.append(more)
    merged: list[Assignment] = []
    for assignment in found:
        between = text[merged[-1].span[1] - offset : assignment.span[0] - offset] if merged else "x"
        if merged and not between.strip(FILL):
            merged[-1].merge(assignment)
        else:
            merged.append(assignment)
    return merged
