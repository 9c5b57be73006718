"""From drafts to tasks: roles by the document's own rules, deadlines, marks and doubts; and its duties."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.intake.assignment import Assignment
from models.intake.drafts import Draft, wording_of
from models.intake.headed import limit_of
from models.intake.notice import DraftTask, Duty, Mark, Span
from models.intake.roles import FIRST_LEADS, FOR_ALL, NO_LEAD_RULE, is_deadline
from models.intake.units import Unit, read_units
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import Deadline, DocumentDates, combine, find_in_text, read_slot

REPORTING = re.compile(
    r"报送|上报|报[至到市区县省局我]|反馈|提交|填报|报告|报备|函告|反映|送至|报$|报回|书面报|传至|发送至|备案"
)
STAGE = re.compile(r"第[一二三四]阶段|阶段|专项行动|部署|启动|自查|整改|验收|总结|排查|完成|至年底|底前|结束")
DOUBT_SAME = "同一单位写了两次"
FROM_HEADING = "时限取自上级标题："


SEVERAL_LEAD = re.compile(rf"(?:多个|两个以上|不止一个)[^。]{{0,14}}(?:{FIRST_LEADS.pattern})")
"""责任单位有多个的，列第一位的为牵头单位: one unit alone stays responsible."""
USUAL_LIMIT = re.compile(
    r"(?:除[^。，,；;]{0,14}(?:注明|明确|标明|写明|规定|说明)[^。，,；;]{0,10}外|未(?:注明|明确|标明|写明|规定)[^。，,；;]{0,10})[，,]?"
    r"(?:其他|其余|其它)?[^。，,；;]{0,12}?(?:均|一律|全部|都|原则上)[^。，,；;]{0,6}?[于在](?P<limit>[^。，,；;]{3,20}?前)"
)
"""除注明时限的外，均于2022年11月底前完成: the limit of every task that states none."""


class Rules:
    """What the document says once for all its tasks."""

    def __init__(self, text: str) -> None:
        self.first_leads = bool(FIRST_LEADS.search(text))
        self.first_of_several = bool(SEVERAL_LEAD.search(text))
        usual = USUAL_LIMIT.search(text)
        self.usual_limit: tuple[str, Span] | None = (usual["limit"], usual.span("limit")) if usual else None
        self.no_lead = bool(NO_LEAD_RULE.search(text))
        match = FOR_ALL.search(text)
        self.for_all: list[Unit] = read_units(match["units"], match.start("units")) if match else []

    def apply(self, found: Assignment, warnings: list[str]) -> Assignment:
        """The assignment as these rules mean it."""
        result = replace(found, lead=[*found.lead], responsible=[*found.responsible], cooperating=[*found.cooperating])
        lone = self.first_of_several and len(result.responsible) == 1
        if self.first_leads and not result.lead and result.responsible and not lone:
            result.lead, result.responsible = result.responsible[:1], result.responsible[1:]
            warnings.append("按文件规定，列第一位的单位记为牵头单位")
        if self.no_lead and not result.lead and result.responsible:
            warnings.append("按文件规定，无牵头单位的，责任单位即为牵头单位")
        if self.for_all:
            result.add("responsible", self.for_all)
            warnings.append(
                "文件写明各项任务均由“" + "、".join(unit.name for unit in self.for_all) + "”落实，已一并列入"
            )
        roles = [{unit.name for unit in part} for part in (result.lead, result.responsible, result.cooperating)]
        twice = (roles[0] & roles[1]) | (roles[0] & roles[2]) | (roles[1] & roles[2])
        if twice:
            warnings.append(f"{DOUBT_SAME}：{'、'.join(sorted(twice))}")
        return result


def carry_prefixes(drafts: Sequence[Draft]) -> None:
    """市教育局、财政局 becomes 市教育局、市财政局 where the document elsewhere writes 市财政局; else it stays."""
    lists = [
        units
        for draft in drafts
        if draft.assignment
        for units in (draft.assignment.lead, draft.assignment.responsible, draft.assignment.cooperating)
    ]
    known = {unit.name for units in lists for unit in units}
    for units in lists:
        prefix = ""
        for index, unit in enumerate(units):
            if unit.name[0] in "市县区省州":
                prefix = unit.name[0]
            elif prefix and prefix + unit.name in known and prefix + unit.name not in {other.name for other in units}:
                units[index] = Unit(prefix + unit.name, unit.span)


def masked(text: str, spans: Sequence[Span]) -> tuple[str, int]:
    """The stretch that covers the spans, with everything outside them blanked, and where it begins.

    A paragraph ends in a stop, so that what follows a heading opens a clause (监督评查 / 9月份组织评查).
    """
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    parts: list[str] = []
    position = start
    for first, last in sorted(spans):
        gap = max(first, position) - position
        ends = parts and "\n" in text[position : position + gap]
        parts += ("。" + "\n" * (gap - 1) if ends else "\n" * gap, text[max(first, position) : last])
        position = max(position, last)
    return "".join(parts)[: end - start], start


def find_deadline(text: str, draft: Draft, dates: DocumentDates, calendar: WorkCalendar) -> Deadline:
    """The deadline of a draft, from its slot and its wording; places point into the notice's text."""
    if draft.texts:
        wording, offset = masked(text, draft.texts)
        running = find_in_text(wording, dates, calendar).shifted(offset)
    else:
        running = find_in_text("", dates, calendar)
    slot = closing_slot(text, draft, dates, calendar) if not running.text else None
    if draft.assignment and draft.assignment.deadline:
        slot = read_slot(draft.assignment.deadline, dates, calendar)
        place = draft.assignment.deadline_span
        slot = slot.shifted(place[0]) if place else replace(slot, span=None)
    return combine(slot, running)


EACH_CASE = re.compile(r"(?:日|天|时)(?:之|以)?内(?:予以)?(?:受理|答复|回复|回应)$")
"""15个工作日内答复 is said of each letter."""
CLOSING = re.compile(r"[，,；;]\s*(?P<slot>[^，,；;。]{2,12})[。；;]?\s*$")


def closing_slot(text: str, draft: Draft, dates: DocumentDates, calendar: WorkCalendar) -> Deadline | None:
    """The deadline that closes a wording as a segment of its own (…滚动播放，持续推进)."""
    if not draft.texts or draft.wording is not None:
        return None
    start, end = draft.texts[-1]
    found = CLOSING.search(text[start:end])
    if (
        found is None
        or found["slot"][0] in "立马及实随"
        or EACH_CASE.search(found["slot"])
        or not is_deadline(found["slot"])
    ):
        return None
    return read_slot(found["slot"], dates, calendar).shifted(start + found.start("slot"))


def to_task(text: str, draft: Draft, dates: DocumentDates, calendar: WorkCalendar, rules: Rules) -> DraftTask:
    """A draft as the task that is proposed."""
    warnings = list(draft.warnings)
    assignment = draft.assignment or Assignment(draft.span)
    warnings += [warning for warning in assignment.warnings if warning not in warnings]
    assignment = rules.apply(assignment, warnings)
    deadline = find_deadline(text, draft, dates, calendar)
    limit = limit_of(draft.section) if deadline.due_on is None and not deadline.text else ""
    if limit:
        deadline = replace(read_slot(limit, dates, calendar), span=None)
        warnings.append(f"{FROM_HEADING}“{limit}”")
    if rules.usual_limit and deadline.due_on is None and not deadline.text:
        deadline = replace(read_slot(rules.usual_limit[0], dates, calendar), span=None)
        warnings.append(f"没有写明时限，按文件规定为“{rules.usual_limit[0]}”")
    warnings += [warning for warning in deadline.warnings if warning not in warnings]
    wording = draft.wording if draft.wording is not None else wording_of(text, draft.texts)
    note = "\n".join(part for part in (wording_of(text, draft.notes), person_note(assignment)) if part)
    return DraftTask(
        number=draft.number,
        section=draft.section,
        text=wording,
        lead_units=tuple(unit.name for unit in assignment.lead),
        responsible_units=tuple(unit.name for unit in assignment.responsible),
        cooperating_units=tuple(unit.name for unit in assignment.cooperating),
        deadline_text=deadline.text,
        due_on=deadline.due_on,
        ongoing=deadline.ongoing,
        recurrence=deadline.recurrence,
        milestones=deadline.milestones,
        note=note,
        clause=text[slice(*draft.whole)],
        span=draft.whole,
        marks=marks_of(draft, assignment, deadline),
        warnings=tuple(warnings),
        ticked=assignment.names_units,
    )


def person_note(assignment: Assignment) -> str:
    """People named beside the units are kept as a note, not as units."""
    return "责任人员：" + "、".join(assignment.persons) if assignment.persons else ""


def marks_of(draft: Draft, assignment: Assignment, deadline: Deadline) -> tuple[Mark, ...]:
    """The coloured pieces of a task, in order of place."""
    start, end = draft.whole
    marks = [Mark("text", span) for span in draft.texts]
    if draft.mark_span:
        marks.append(Mark("number", draft.mark_span))
    for unit in [*assignment.lead, *assignment.responsible, *assignment.cooperating]:
        if start <= unit.span[0] and unit.span[1] <= end:
            marks.append(Mark("unit", unit.span))
    if deadline.span and start <= deadline.span[0] and deadline.span[1] <= end:
        marks.append(Mark("deadline", deadline.span))
    return tuple(sorted(set(marks), key=lambda mark: (mark.span, mark.kind)))


def find_duties(text: str, spans: Sequence[Span], dates: DocumentDates, calendar: WorkCalendar) -> tuple[Duty, ...]:
    """Reporting duties and limits of stages in the parts that are no tasks, one for each clause with a day."""
    duties: dict[Span, Duty] = {}
    for start, end in spans:
        for match in re.finditer(r"[^。；;！!\n]+", text[start:end]):
            sentence = match[0]
            if not (REPORTING.search(sentence) or STAGE.search(sentence)):
                continue
            found = find_in_text(sentence, dates, calendar)
            steps = [(step.span, step.due_on) for step in found.milestones] or (
                [(clause_around(sentence, found.span), found.due_on)] if found.span else []
            )
            for clause, due_on in steps:
                if due_on is not None:
                    span = (start + match.start() + clause[0], start + match.start() + clause[1])
                    duties[span] = Duty(text[slice(*span)], due_on, span)
    return tuple(duties[span] for span in sorted(duties))


def clause_around(sentence: str, place: Span) -> Span:
    """The clause, between commas, in which a phrase stands; a bare phrase takes the next clause with it."""
    start = max(sentence.rfind(sign, 0, place[0]) for sign in "，,、：:") + 1
    ends = [found for sign in "，," if (found := sentence.find(sign, place[1])) != -1]
    end = min(ends, default=len(sentence))
    if end - start <= place[1] - place[0] + 2 and end < len(sentence):
        following = [found for sign in "，," if (found := sentence.find(sign, end + 1)) != -1]
        end = min(following, default=len(sentence))
    while start < end and sentence[start].isspace():
        start += 1
    return start, end
