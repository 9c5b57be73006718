"""Documents that set no tasks, and notices whose items name no units.

A summary (总结), news, a covering page alone or an empty form gets a plain message and no invented
tasks; a notice whose items name no units has them offered unticked.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from models.intake.choosing import leaves, plain_draft
from models.intake.drafts import Draft
from models.intake.facts import Facts
from models.intake.from_wording import DUTY_HEADING, UNIT_ALONE, UNIT_FIRST, names_itself
from models.intake.lines import Line
from models.intake.outline import Node, heading_text, is_heading
from models.intake.subjects import asked_of, named_units, subject_of
from models.intake.titles import TITLE_END

KIND_BY_TITLE: tuple[tuple[str, str], ...] = (
    (r"总结(?:报告)?$", "工作总结"),
    (
        r"(?:情况|工作|进展|述职|调研|督查|检查|年度|年度报告)(?:的)?(?:报告|汇报)$|年度报告$|情况$|(?:整改|落实|办理|进展|完成)情况的(?:复)?函$",
        "工作报告",
    ),
    (r"通报$", "通报"),
    (r"公示$", "公示"),
    (r"公告$|通告$", "公告"),
    (r"批复$", "批复"),
    (r"请示$", "请示"),
    (r"(?:名单|任免|任职)(?:的通知)?$", "名单"),
    (r"(?:节假日|放假|调休)(?:和调休)?安排(?:的通知)?$", "放假安排"),
    (r"解读$|问答$", "政策解读"),
    (
        r"(?:制度|规则|办法|细则|规定|条例|规程|章程)(?:[（(](?:试行|暂行|修订|草案|征求意见稿)[^（）()]{0,8}[）)])?$",
        "规章制度",
    ),
    (r"(?:讲话|发言|致辞)(?:稿|提纲|摘要)?$", "讲话"),
)
TASK_HEADING = re.compile(
    r"主要任务|重点任务|工作任务|主要内容|重点工作|工作内容|主要措施|工作措施|具体任务|任务安排|任务分工|重点内容|具体措施|整改任务|具体要求|工作重点|主要工作|(?<!目标)(?<!总体)任务$"
)
CLOSING_HEADING = re.compile(
    r"工作要求|保障措施|组织领导|组织保障|有关要求|相关要求|其他要求|时间安排|报送要求|总体要求|指导思想|工作目标|总体目标|目标要求|基本原则|实施步骤|"
    r"工作步骤|方法步骤|工作安排|检查范围|检查方式|步骤安排|进度安排|有关事项|组织实施|监督考核|保障机制|工作保障|适用范围|(?:行动|整治|检查|活动|实施)(?:时间|范围|对象|目标)|附则|总则|时间步骤|目标任务$|强化保障|加强领导|考核评价|联系"
)
GOALS = re.compile(r"(?:目标要求|工作目标|总体目标|主要目标|发展目标|总体要求|指导思想|基本原则)\s*[。:：]?$")
"""Parts of a plan that say what will be reached; what is due in them is no task of anybody."""
PLAN_TITLE = re.compile(r"交办|督办|整改|要点|方案|计划|分工|清单|任务|安排|行动|部署|措施|重点工作|纪要|实施意见")
NOTICE_TITLE = re.compile(r"(?:通知|意见)$")
ARRANGEMENTS = re.compile(r"时间|地点|人员|对象|方式|联系|报名|范围|食宿|费用|议程|名额|资格|程序|条件|材料|流程|奖")
"""Headings of notices about meetings, training or selection; their items are no tasks."""
SETTING = re.compile(
    r"[一二三四五六七八九十]{1,3}、\s*(?:参加|参与|参训|参会|邀请|开放|活动|会议|培训|报名|举办)?"
    r"(?:(?<=[加与训会])单位|人员|对象|时间|地点|主题|目的|意义|方式|形式|范围|议程)(?:[、和及与](?:活动)?(?:人员|对象|时间|地点|主题|目的|方式|形式|范围))*\s*(?:[:：。]|$)"
)
"""三、活动时间、地点: where, when and for whom something is; never a task."""
FEWEST_SETTINGS = 3
"""A page with so many of these arranges one event; only what it lays on somebody by name is a task."""
COLLECTING_TITLE = re.compile(r"报送|上报|填报|征集|推荐|申报|举办|召开|评选|报名|征求|参加|公布|表彰")
"""Titles of notices that gather material, people or opinions, whatever work the title names besides."""
SENTENCE_MARKS = re.compile(
    r"(?:取得|总结|汇报|报告)如下|现将.{0,30}(?:情况|工作)(?:总结|汇报|报告|通报)(?:如下)?|"
    r"(?<![\u4e00-\u9fff])我(?:乡|镇|县|区|市|州|局|省|街道|校|院|办)[^。；;]{0,30}(?:开展|进行|落实|完成|取得|部署|推进)了"
)
WIRE = re.compile(r"新华社[\u4e00-\u9fff]{0,6}\d{1,2}月\d{1,2}日电|本报讯|本报记者|[（(]记者[ 　]")
EXPLAINS = re.compile(
    r"(?:^|\n)\s*一、\s*(?:《[^《》]{2,40}》的?)?(?:出台|起草|制定|编制|政策|文件)的?(?:背景|依据)"
    r"(?:是什么[？?]|(?:[、和及与][\u4e00-\u9fff]{2,6})?\s*[。:：]?\s*(?:\n|$))|就《[^《》]{2,60}》[^。]{0,10}答记者问"
)
"""一、出台背景 as the first part: a page that explains another document, whatever happened to its title."""
LAYS_DOWN = re.compile(r"(?:制定|制订|编制|特制[定订])本[^。，,：:]{0,8}(?:指南|制度|规则|细则|规程|章程|预案)[。，,]")
"""制定本公开指南: rules for every day, whatever happened to their title."""
GUIDE_PART = re.compile(
    r"^[^\S\n]{0,8}(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)?[^\S\n]{0,8}"
    r"(?:办理|受理|申请|申报|申领|领取|申办|享受|补贴|所需|基本)(?:对象|条件|材料|资料|流程|步骤|程序|方式|渠道|途径|标准|机构|时限|地点)"
    r"[^\S\n]{0,8}(?:$|[:：])",
    re.MULTILINE,
)
QUESTION = re.compile(
    r"^[^\S\n]{0,8}[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．][^\n]{4,60}[?？][^\S\n]{0,8}$", re.MULTILINE
)
FOR_APPLICANTS = ("办事指南", "问答")
FEWEST_PARTS = 3
"""So many 办理对象, 申请材料 … head a guide for applicants, so many numbered questions a page of answers."""
ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,5}条[ 　]")
GROUP_DUTIES = re.compile(r"[一二三四五]、\s*(?:主要|工作)?职责")
GROUP_MEMBERS = re.compile(r"[一二三四五六]、\s*(?:成员单位|组成(?:人员|单位))")
"""A standing body: what it is for and who sits in it (联席会议制度, 领导小组)."""
SHORTEST_TASK = 6
OPENING = 1500
ANNOUNCED = re.compile(
    r"(?:制定|制订|形成)(?:本|如下|以下)[^。，：:]{0,10}?(方案|计划|要点|清单|措施|意见|分工)|"
    r"(?:制定|制订)[^。，：:]{0,20}?(方案|计划|措施|分工)如下|提出(?:如下|以下)[^。，：:]{0,6}?(意见|措施|要求)"
)
ASKS = re.compile(r"请(?!示|假|求)")
NEXT_STEPS = re.compile(r"整改|下(?:一)?步|任务|落实|有关要求|工作要求")
"""Parts of a circular (通报) that set tasks, when they say whose they are."""
FEWEST_ADDRESSED = 3
LONGEST_COVER = 3000
EMPTY_CELLS = re.compile(r"[|｜\s]*(?:\n[^\S\n]*[|｜][|｜\s]*){2,}")
"""Rows of nothing but bars, as a page gives a table whose cells are empty."""
NO_UNITS_NAMED = "这份通知的事项没有写明责任单位，已列出但未勾选，请补上单位后再接受。"


def kind_by_title(title: str, text: str) -> str | None:
    """The kind of a document that sets no tasks, by its title or its opening; None for one that may."""
    for pattern, kind in KIND_BY_TITLE:
        if re.search(pattern, title):
            return kind
    opening = text[:OPENING]
    if WIRE.search(opening):
        return "新闻信息"
    if EXPLAINS.search(opening):
        return "政策解读"
    if not TITLE_END.search(title) and re.search(
        r"(?:^|\n)\s*(?:近日|日前|\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,])", opening
    ):
        return "新闻信息"
    if not re.search("通知|方案|要点|分工|任务|整改|纪要|函$", title):
        if len(QUESTION.findall(text)) >= FEWEST_PARTS:
            return FOR_APPLICANTS[1]
        if len(GUIDE_PART.findall(text)) >= FEWEST_PARTS:
            return FOR_APPLICANTS[0]
        duties = GROUP_DUTIES.search(text)
        if len(ARTICLE.findall(text)) >= FEWEST_PARTS or (duties and GROUP_MEMBERS.search(text, duties.end())):
            return "规章制度"
    if LAYS_DOWN.search(opening) and not PLAN_TITLE.search(title):
        return "规章制度"
    if SENTENCE_MARKS.search(opening) and not re.search("通知|方案|要点|分工", title):
        return "工作总结"
    return None


def items_without_units(root: Node, text: str, facts: Facts) -> list[Draft]:
    """The items of a notice under its headings of tasks; for a plan, all but its closing parts."""
    tops = root.children
    title = facts.title or announced(text)
    chosen = [node for node in tops if TASK_HEADING.search(heading_text(text, node))]
    chosen = [node for node in chosen if node.children] or chosen
    duties = [node for node in duty_parts(tops, text) if node not in chosen]
    chosen = sorted([*chosen, *duties], key=tops.index) if duties else chosen
    headings = [heading_text(text, node) for node in root.children]
    tops = [node for node, heading in zip(tops, headings, strict=True) if not SETTING.match(heading)]
    if not chosen and COLLECTING_TITLE.search(title) and mostly_arrangements(headings):
        return []
    if len(headings) - len(tops) >= FEWEST_SETTINGS:
        return [draft for draft in items_of(tops, text) if names_itself(text, draft)]
    if not chosen and PLAN_TITLE.search(title):
        chosen = [node for node in tops if not CLOSING_HEADING.search(heading_text(text, node))]
        chosen = chosen if any(node.children for node in chosen) or len(chosen) >= 2 else []
    if not chosen and mostly_addressed(tops, text):
        chosen = list(tops)
    if not chosen and mostly_asked(tops, text) and not COLLECTING_TITLE.search(title):
        chosen = list(tops)
    if not chosen and NOTICE_TITLE.search(title):
        chosen = arranged(tops, text)
    if not chosen and not tops:
        return by_unit(root, text)
    if not chosen and NOTICE_TITLE.search(title):
        return worded_parts(tops, text)
    return items_of(chosen, text)


def announced(text: str) -> str:
    """What the opening says the document is, for pages that lost their title: …，特制定本方案, …提出如下意见."""
    found = ANNOUNCED.search(text[:OPENING])
    return next(filter(None, found.groups())) if found else ""


def items_of(parts: Sequence[Node], text: str) -> list[Draft]:
    """The items at the ends of some parts; a part without items is one itself."""
    drafts: list[Draft] = []
    for node in parts:
        path = (heading_text(text, node),)
        found = [(leaf, below) for leaf, below in leaves(node, text)] if node.children else [(node, path)]
        for leaf, below in found:
            draft = plain_draft(text, leaf, below if node.children else ())
            if draft and EMPTY_CELLS.match(text, draft.span[1]):
                continue
            if draft and sum(end - start for start, end in draft.texts) >= 6:
                drafts.append(draft)
    return drafts


def fellows(root: Node, text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Items of the same series as the drafts (1. 2. | 3. 4. | 5.) that no assignment was found in but whose sentences name units."""
    marks = {draft.mark_span for draft in drafts if draft.mark_span and draft.assignment}
    nodes = [(leaf, path) for leaf, path in leaves(root, text) if leaf.mark is not None]
    series = {leaf.mark.series for leaf, _ in nodes if leaf.mark and leaf.mark.span in marks}
    taken = sorted(draft.span for draft in drafts)
    found: list[Draft] = []
    for leaf, path in nodes:
        if leaf.mark is None or leaf.mark.series not in series or leaf.mark.span in marks:
            continue
        draft = plain_draft(text, leaf, path)
        heading = " ".join([*path, heading_text(text, leaf)[:16]])
        if draft is None or CLOSING_HEADING.search(heading):
            continue
        span = draft.span
        before = bisect_left(taken, (span[1], 0)) - 1  # the last draft that begins before this one ends
        if before >= 0 and taken[before][1] > span[0]:
            continue
        if names_itself(text, draft):
            found.append(draft)
    return found


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
        first = UNIT_FIRST.match(wording) or UNIT_ALONE.match(wording)
        units = next(filter(None, first.groups()), "") if first else ""
        named += bool(
            (units and named_units(units))
            or asked_of(wording, 0)
            or names_itself(text, Draft(texts=[node.paragraphs[0]]))
        )
    return named >= FEWEST_ADDRESSED and named * 3 >= len(tops) * 2


def mostly_asked(tops: Sequence[Node], text: str) -> bool:
    """Whether most items at the top, without items below, ask whoever is written to: 一、请于9月5日前…."""
    items = [node for node in tops if node.paragraphs and not node.children]
    asking = [node for node in items if ASKS.match(text[slice(*node.paragraphs[0])])]
    return len(asking) >= FEWEST_ADDRESSED and len(asking) * 3 >= len(tops) * 2


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


def by_unit(root: Node, text: str) -> list[Draft]:
    """The paragraphs of a notice without numbers, each of which begins with the units it is for (县气象局要…)."""
    addressed = []
    for start, end in root.paragraphs:
        first = UNIT_FIRST.match(text[start:end])
        named = (first["units"] or first["bracketed"]) if first else ""
        own = subject_of(re.split("[。；;]", text[start:end])[0], start)
        if (first and named_units(named) and end - start - first.end() >= SHORTEST_TASK) or own:
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
    if facts.covering and not facts.attached and sum(len(line.text) for line in body) < LONGEST_COVER:
        return "这份材料只有印发或转发的通知正文，没有附件内容；请把附件一起导入。"
    return "这份材料里没有找到任务；如果确有任务，请在原文中选中后逐条添加。"
