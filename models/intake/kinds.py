"""Documents that set no tasks, and notices whose items name no units.

A summary (总结), news, a covering page alone or an empty form gets a plain message and no invented
tasks; a notice whose items name no units has them offered unticked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.intake.assignment import Assignment, read_assignment, segments
from models.intake.choosing import NO_UNITS, leaves, plain_draft
from models.intake.drafts import Draft
from models.intake.facts import Facts
from models.intake.lines import Line
from models.intake.outline import Node, heading_text, is_heading
from models.intake.subjects import asked_of, named_units, subject_of, with_others
from models.intake.titles import TITLE_END
from models.intake.units import read_units

KIND_BY_TITLE: tuple[tuple[str, str], ...] = (
    (r"总结(?:报告)?$", "工作总结"),
    (r"(?:情况|工作|进展|述职|调研|督查|检查|年度|年度报告)(?:的)?(?:报告|汇报)$|年度报告$|情况$", "工作报告"),
    (r"通报$", "通报"),
    (r"公示$", "公示"),
    (r"公告$|通告$", "公告"),
    (r"批复$", "批复"),
    (r"请示$", "请示"),
    (r"(?:名单|任免|任职)(?:的通知)?$", "名单"),
    (r"解读$|问答$", "政策解读"),
    (r"(?:讲话|发言|致辞)(?:稿|提纲|摘要)?$", "讲话"),
)
TASK_HEADING = re.compile(
    r"主要任务|重点任务|工作任务|主要内容|重点工作|工作内容|主要措施|工作措施|具体任务|任务安排|任务分工|重点内容|具体措施|整改任务|具体要求|工作重点|主要工作|(?<!目标)(?<!总体)任务$"
)
CLOSING_HEADING = re.compile(
    r"工作要求|保障措施|组织领导|组织保障|有关要求|相关要求|其他要求|时间安排|报送要求|总体要求|指导思想|工作目标|总体目标|基本原则|实施步骤|"
    r"工作步骤|方法步骤|工作安排|检查范围|检查方式|步骤安排|进度安排|有关事项|组织实施|监督考核|保障机制|工作保障|适用范围|附则|总则|时间步骤|目标任务$|强化保障|加强领导|考核评价|联系"
)
PLAN_TITLE = re.compile(r"交办|督办|整改|要点|方案|计划|分工|清单|任务|安排|行动|部署|措施|重点工作|纪要|实施意见")
NOTICE_TITLE = re.compile(r"(?:通知|意见)$")
ARRANGEMENTS = re.compile(r"时间|地点|人员|对象|方式|联系|报名|范围|食宿|费用|议程|名额|资格|程序|条件|材料|流程|奖")
"""Headings of notices about meetings, training or selection; their items are no tasks."""
COLLECTING_TITLE = re.compile(r"报送|上报|填报|征集|推荐|申报|举办|召开|评选|报名|征求|参加|公布|表彰")
"""Titles of notices that gather material, people or opinions, whatever work the title names besides."""
SENTENCE_MARKS = re.compile(r"(?:取得|总结|汇报|报告)如下|现将.{0,30}(?:情况|工作)(?:总结|汇报|报告|通报)(?:如下)?")
SHORTEST_TASK = 6
DUTY_HEADING = re.compile(r"(?:职责|责任|部门|任务|工作|具体)分工|(?:部门|单位|工作|主要)职责|职责(?:任务)?$|责任落实$")
"""Parts that say unit by unit who does what (四、职责分工)."""
NEXT_STEPS = re.compile(r"整改|下(?:一)?步|任务|落实|有关要求|工作要求")
"""Parts of a circular (通报) that set tasks, when they say whose they are."""
FEWEST_ADDRESSED = 3
NO_UNITS_NAMED = "这份通知的事项没有写明责任单位，已列出但未勾选，请补上单位后再接受。"


def kind_by_title(title: str, text: str) -> str | None:
    """The kind of a document that sets no tasks, by its title or its opening; None for one that may."""
    for pattern, kind in KIND_BY_TITLE:
        if re.search(pattern, title):
            return kind
    opening = text[:1500]
    if not TITLE_END.search(title) and re.search(
        r"(?:^|\n)\s*(?:近日|日前|\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,])", opening
    ):
        return "新闻信息"
    if SENTENCE_MARKS.search(opening) and not re.search("通知|方案|要点|分工", title):
        return "工作总结"
    return None


def items_without_units(root: Node, text: str, facts: Facts) -> list[Draft]:
    """The items of a notice under its headings of tasks; for a plan, all but its closing parts."""
    tops = root.children
    chosen = [node for node in tops if TASK_HEADING.search(heading_text(text, node))]
    chosen = [node for node in chosen if node.children] or chosen
    duties = [node for node in duty_parts(tops, text) if node not in chosen]
    chosen = sorted([*chosen, *duties], key=tops.index) if duties else chosen
    headings = [heading_text(text, node) for node in tops]
    if not chosen and COLLECTING_TITLE.search(facts.title) and mostly_arrangements(headings):
        return []
    if not chosen and PLAN_TITLE.search(facts.title):
        chosen = [node for node in tops if not CLOSING_HEADING.search(heading_text(text, node))]
        chosen = chosen if any(node.children for node in chosen) or len(chosen) >= 2 else []
    if not chosen and mostly_addressed(tops, text):
        chosen = list(tops)
    if not chosen and NOTICE_TITLE.search(facts.title):
        chosen = arranged(tops, text)
    if not chosen and not tops:
        return by_unit(root, text)
    if not chosen and NOTICE_TITLE.search(facts.title):
        return worded_parts(tops, text)
    return items_of(chosen, text)


def items_of(parts: Sequence[Node], text: str) -> list[Draft]:
    """The items at the ends of some parts; a part without items is one itself."""
    drafts: list[Draft] = []
    for node in parts:
        path = (heading_text(text, node),)
        found = [(leaf, below) for leaf, below in leaves(node, text)] if node.children else [(node, path)]
        for leaf, below in found:
            draft = plain_draft(text, leaf, below if node.children else ())
            if draft and sum(end - start for start, end in draft.texts) >= 6:
                drafts.append(draft)
    return drafts


def duty_parts(tops: Sequence[Node], text: str) -> list[Node]:
    """The parts that say unit by unit who does what (四、职责分工 / 1.县公安局：负责…)."""
    return [
        node for node in tops if DUTY_HEADING.search(heading_text(text, node)) and mostly_addressed(node.children, text)
    ]


def duties_of_units(root: Node, text: str) -> list[Draft]:
    """The items of the parts that say unit by unit who does what."""
    return items_of(duty_parts(root.children, text), text)


def next_steps(root: Node, text: str) -> list[Draft]:
    """What a circular (通报) sets at its end: the items of a part of next steps that say whose they are and by when."""
    parts = [node for node in root.children if NEXT_STEPS.search(heading_text(text, node))]
    return items_of([node for node in parts if mostly_addressed(node.children, text)], text)


def mostly_addressed(tops: Sequence[Node], text: str) -> bool:
    """Whether most items at the top, without items below, begin with whom they are for: ①县教体局：…, 一、请市档案馆…."""
    items = [node for node in tops if node.mark is not None and node.paragraphs and not node.children]
    named = 0
    for node in items:
        wording = text[slice(*node.paragraphs[0])]
        first = UNIT_FIRST.match(wording)
        units = (first["units"] or first["bracketed"]) if first else ""
        named += bool(
            (units and named_units(units))
            or asked_of(wording, 0)
            or names_itself(text, Draft(texts=[node.paragraphs[0]]))
        )
    return named >= FEWEST_ADDRESSED and named * 3 >= len(tops) * 2


def worded_parts(tops: Sequence[Node], text: str) -> list[Draft]:
    """Parts that are a short heading and a paragraph (一、统一文书格式 / 市司法局要…), when most name who does it."""
    drafts: list[Draft] = []
    for node in tops:
        heading = heading_text(text, node)
        if node.children or len(node.paragraphs) < 2 or CLOSING_HEADING.search(heading) or ARRANGEMENTS.search(heading):
            continue
        draft = plain_draft(text, node, (heading,))
        if draft and len(draft.texts) > 1 and is_heading(text, node):
            draft.texts = draft.texts[1:]
            drafts.append(draft)
    named = [draft for draft in drafts if names_itself(text, draft)]
    return drafts if len(named) >= FEWEST_ADDRESSED and len(named) * 2 >= len(tops) else []


def names_itself(text: str, draft: Draft) -> bool:
    """Whether an item's wording says who does it."""
    start, end = draft.texts[0]
    return bool(subject_of(text[start:end], start) or in_running_text(text[start:end], start))


def by_unit(root: Node, text: str) -> list[Draft]:
    """The paragraphs of a notice without numbers, each of which begins with the units it is for."""
    addressed = []
    for start, end in root.paragraphs:
        first = UNIT_FIRST.match(text[start:end])
        named = (first["units"] or first["bracketed"]) if first else ""
        if first and named_units(named) and end - start - first.end() >= SHORTEST_TASK:
            addressed.append((start, end))
    return [Draft(texts=[span]) for span in addressed] if len(addressed) >= FEWEST_ADDRESSED else []


def mostly_arrangements(headings: Sequence[str]) -> bool:
    """Whether more than a third of the headings arrange when, where, who and how."""
    return sum(bool(ARRANGEMENTS.search(heading)) for heading in headings) * 3 > len(headings)


def arranged(tops: Sequence[Node], text: str) -> list[Node]:
    """The parts of a plain notice that hold numbered items; [] when it rather arranges a meeting or the like."""
    headings = [heading_text(text, node) for node in tops]
    if mostly_arrangements(headings):
        return []
    chosen = [
        node
        for node, heading in zip(tops, headings, strict=True)
        if len(node.children) >= 2 and not CLOSING_HEADING.search(heading)
    ]
    return chosen if len(chosen) >= 2 else []


UNIT_FIRST = re.compile(
    r"(?P<units>[^：:。；;，,【】]{2,60})[:：]|[【〔\[（(](?P<bracketed>[^】〕\]）)]{2,60})[】〕\]）)]\s*[:：]?"
)
LAST_ASKED = 3
FROM_TEXT = "责任单位取自正文，请核对"


def with_named_units(text: str, draft: Draft) -> Draft:
    """An item without a bracket that names its units all the same: 市教育局：…, 由市教育局牵头…, or its heading."""
    start, end = draft.texts[0]
    wording = text[start:end]
    found = Assignment(draft.span)
    first = UNIT_FIRST.match(wording)
    heading = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]", "", draft.section[-1]) if draft.section else ""
    named = (first["units"] or first["bracketed"]) if first else ""
    if first and named and named_units(named):
        found.responsible = read_units(named, start + wording.index(named))
        if first["bracketed"]:
            draft.texts[0] = (start + first.end(), end)
    elif heading and named_units(heading.rstrip("：:")):
        found.responsible = read_units(heading.rstrip("：:"), end)
    else:
        found = said_in_sentences(text, draft) or found
    if found:
        draft.assignment = found
        draft.warnings.append(FROM_TEXT)
    return draft


def said_in_sentences(text: str, draft: Draft) -> Assignment | None:
    """Who does it, by the sentences of an item; the paragraphs below its heading are asked where the heading is silent."""
    for start, end in draft.texts[:LAST_ASKED] if draft.wording is None else draft.texts[:1]:
        wording = text[start:end]
        found = in_running_text(wording, start) or asked_of(wording, start) or subject_of(wording, start)
        if found:
            return with_others(wording, start, found)
    return None


def with_unit_in_front(text: str, draft: Draft) -> Draft:
    """An item that states its limit alone behind itself and begins with whose it is: 市教育局：…。整改时限：…."""
    own = draft.assignment
    if own is None or own.names_units or draft.wording is not None or not draft.texts:
        return draft
    named = with_named_units(text, replace(draft, texts=[*draft.texts], assignment=None, warnings=[*draft.warnings]))
    if named.assignment is None or not named.assignment.names_units:
        return draft
    found = named.assignment
    named.assignment = replace(own, lead=found.lead, responsible=found.responsible, cooperating=found.cooperating)
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


def message_without_tasks(facts: Facts, lines: Sequence[Line], text: str, empty_table: bool) -> str:
    """One sentence that says why no task was found and what to do."""
    body = [line for line in lines if line.kind == "body"]
    kind = kind_by_title(facts.title or facts.notice_title, text)
    if not text.strip():
        return "这份材料没有文字，请换一份文件或粘贴通知的正文。"
    if empty_table:
        return "表格里没有填写任务内容，请核对是不是空白的样表。"
    if kind:
        return f"这份材料没有布置任务，看起来是一份{kind}。"
    if facts.covering and not facts.attached and sum(len(line.text) for line in body) < 1500:
        return "这份材料只有印发或转发的通知正文，没有附件内容；请把附件一起导入。"
    return "这份材料里没有找到任务；如果确有任务，请在原文中选中后逐条添加。"
