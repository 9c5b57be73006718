"""Documents that set no tasks, and notices whose items name no units.

A summary (总结), news, a covering page alone or an empty form gets a plain message and no invented
tasks; a notice whose items name no units has them offered unticked.
"""

import re
from collections.abc import Sequence

from models.intake.assignment import Assignment
from models.intake.choosing import leaves, plain_draft
from models.intake.drafts import Draft
from models.intake.facts import TITLE_END, Facts
from models.intake.lines import Line
from models.intake.outline import Node, heading_text
from models.intake.units import looks_like_unit, read_units

KIND_BY_TITLE: tuple[tuple[str, str], ...] = (
    (r"总结(?:报告)?$", "工作总结"),
    (r"(?:情况|工作|进展|述职|调研|督查|检查|年度|年度报告)(?:的)?(?:报告|汇报)$|年度报告$|情况$", "工作报告"),
    (r"通报$", "通报"),
    (r"公示$", "公示"),
    (r"公告$|通告$", "公告"),
    (r"批复$", "批复"),
    (r"请示$", "请示"),
    (r"纪要$", "会议纪要"),
    (r"(?:名单|任免|任职)(?:的通知)?$", "名单"),
    (r"解读$|问答$", "政策解读"),
)
TASK_HEADING = re.compile(
    r"主要任务|重点任务|工作任务|主要内容|重点工作|工作内容|主要措施|工作措施|具体任务|任务安排|任务分工|重点内容|具体措施|整改任务|具体要求|工作重点|主要工作|专项任务"
)
CLOSING_HEADING = re.compile(
    r"工作要求|保障措施|组织领导|组织保障|有关要求|相关要求|其他要求|时间安排|报送要求|总体要求|指导思想|工作目标|总体目标|基本原则|实施步骤|"
    r"工作步骤|方法步骤|有关事项|组织实施|监督考核|保障机制|工作保障|适用范围|附则|总则|时间步骤|目标任务$|强化保障|加强领导|考核评价|联系"
)
PLAN_TITLE = re.compile(r"要点|方案|计划|分工|清单|任务|安排|行动|部署|措施")
SENTENCE_MARKS = re.compile(r"(?:取得|总结|汇报|报告)如下|现将.{0,30}(?:情况|工作)(?:总结|汇报|报告|通报)(?:如下)?")
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
    if not chosen and PLAN_TITLE.search(facts.title):
        chosen = [node for node in tops if not CLOSING_HEADING.search(heading_text(text, node))]
        chosen = chosen if any(node.children for node in chosen) or len(chosen) >= 2 else []
    drafts: list[Draft] = []
    for node in chosen:
        path = (heading_text(text, node),)
        found = [(leaf, below) for leaf, below in leaves(node, text)] if node.children else [(node, path)]
        for leaf, below in found:
            draft = plain_draft(leaf, below if node.children else ())
            if draft and sum(end - start for start, end in draft.texts) >= 6:
                drafts.append(draft)
    return drafts


UNIT_FIRST = re.compile(r"(?P<units>[^：:。；;，,]{2,60})[:：]")
BY_UNIT = re.compile(
    r"由(?P<lead>[^。；，,由]{2,30}?)(?:牵头|负责)(?:[，,]?(?:会同|联合)(?P<with>[^。；，,]{2,30}?)(?=[，,。；]|共同|制定|负责|开展|落实))?"
)
FROM_TEXT = "责任单位取自正文，请核对"


def with_named_units(text: str, draft: Draft) -> Draft:
    """An item without a bracket that names its units all the same: 市教育局：…, 由市教育局牵头…, or its heading."""
    start, end = draft.texts[0]
    wording = text[start:end]
    found = Assignment(draft.span)
    first = UNIT_FIRST.match(wording)
    heading = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]", "", draft.section[-1]) if draft.section else ""
    by_unit = BY_UNIT.search(wording)
    if first and all_units(first["units"]):
        found.responsible = read_units(first["units"], start)
        draft.texts[0] = (start + first.end(), end)
    elif heading and all_units(heading.rstrip("：:")):
        found.responsible = read_units(heading.rstrip("：:"), end)
    elif by_unit and all_units(by_unit["lead"]):
        found.lead = read_units(by_unit["lead"], start + by_unit.start("lead"))
        if by_unit["with"] and all_units(by_unit["with"]):
            found.cooperating = read_units(by_unit["with"], start + by_unit.start("with"))
    if found:
        draft.assignment = found
        draft.warnings.append(FROM_TEXT)
    return draft


def all_units(text: str) -> bool:
    """Whether a piece is nothing but names of units."""
    units = read_units(text)
    return bool(units) and all(looks_like_unit(unit.name, strong=True) for unit in units)


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
