"""The words that give a unit its role: labels (责任单位：…) and verbs (…牵头，…配合)."""

import re
from typing import Literal

Role = Literal["lead", "responsible", "cooperating", "deadline", "person", "division"]

UNIT_NOUN = "(?:单位|部门|科室|处室|股室|机构|主体|委办局|部室|职能部门|处|科)"
LABEL_WORDS: tuple[tuple[str, Role], ...] = (
    (
        rf"(?:(?:总|共同|第一)?牵头(?:及|和|、|或)?(?:责任|负责|组织|实施|落实|承办|组织实施|主办)*|主办){UNIT_NOUN}",
        "lead",
    ),
    (
        rf"(?:配合|会办|协办|参与|协同|协助|参加|协作|支持|督导|指导|监督)(?:责任|落实|实施|参与)?{UNIT_NOUN}",
        "cooperating",
    ),
    (
        rf"(?:具体|主要|直接|第一)?(?:责任|主责|承办|分办|落实|实施|负责|执行|完成|主管|整改|承接|办理|责任落实|组织实施)"
        rf"(?:责任|落实|实施)?{UNIT_NOUN}",
        "responsible",
    ),
    (r"(?:(?:责任|任务|职责|部门|单位|工作)分工|分工安排|分工)", "division"),
    (
        r"(?:完成|整改|办结|办理|落实|时间|进度|推进|截止|任务|计划|拟|预计|应|活动|开展|举办|实施)*"
        r"(?:时限|期限|时间节点|时间进度|时间|时限要求|时间要求|进度要求|节点|日期|时间安排|进度安排)(?:要求|安排)?",
        "deadline",
    ),
    (
        r"(?:(?:第一)?(?:责任|负责|经办|联系|包保|主办|承办|牵头)人(?:及(?:联系)?电话)?|(?:责任|分管|牵头|包保|主管|联系|挂帅|负责)*[省市县区州镇局委]?领导(?:同志)?|"
        r"联系电话|电话|责任人员|(?:分管|主要|牵头|直接)负责人)",
        "person",
    ),
    (r"牵头|主办", "lead"),
    (r"责任|承办|主责|落实", "responsible"),
    (r"配合|会办|协办|协助|参与", "cooperating"),
)
ASIDE = r"(?:[（(][^（）()：:]{1,10}[)）])?"
LABEL = re.compile("|".join(rf"(?P<r{index}>(?:{words}){ASIDE})" for index, (words, _) in enumerate(LABEL_WORDS)))
LABEL_SIGN = re.compile(
    rf"(?P<label>(?:我?[省市区县州](?:[级直])?)?(?:{LABEL.pattern}))(?P<sign>\s*[】\]］〕]\s*[:：﹕]?\s*|\s*(?:为|是)?\s*[:：﹕]\s*)"
)
WEAK = re.compile(r".{1,2}|.*(?:人|领导|电话|人员|市领导)|时间.*|日期|节点|进度.*|工作.*|(?:责任|任务|职责)?分工.*")


LABEL_BE = re.compile(rf"(?P<label>(?:{LABEL.pattern}))(?P<sign>\s*[:：﹕]\s*|\s*为\s*)")
"""Within a bracket 牵头单位为X is as good as 牵头单位：X."""


def find_labels(text: str, *, inside: bool = False) -> list[re.Match[str]]:
    """Every label with its colon; a weak one (牵头：, 时间：) only where no word runs into it.

    `inside` is for the wording of a bracket, where 为 may stand for the colon.
    """
    return [
        match
        for match in (LABEL_BE if inside and "单位为" in text else LABEL_SIGN).finditer(text)
        if not (match.start() and "\u4e00" <= text[match.start() - 1] <= "\u9fff" and WEAK.fullmatch(match["label"]))
    ]


LOOSE_LABEL = re.compile(
    rf"(?P<label>{'|'.join(f'(?P<r{i}>{words})' for i, (words, _) in enumerate(LABEL_WORDS[:6]))})(?P<sign>\s*(?:为|是)\s*|\s+|)"
)
"""A label without a colon (责任单位 市教育局), only at the very start of a bracket."""

BY_DUTY = r"(?:[，,]?(?:按照?|依照?|依据|根据)(?:各自|有关|相关|部门|工作|任务)*(?:职责|职能|分工|权限|要求)+(?:分工|范围|权限)*)?"
ADVERB = r"(?:分别|分工|共同|具体|全面|统筹|统一|联合|组织|积极|密切|协同|予以|做好|主动|切实|认真|抓好|(?:结合|根据)[^，,；;。、]{0,4}(?:实际|情况))*"
DONE_WORDS = "抓好|组织|督导|指导|具体|分工|共同|推进|做好|贯彻|负责|落实|实施|办理|承办|抓落实|完成|开展|执行|协调|整改|抓总|汇总|制定"
DONE = f"(?:(?:{DONE_WORDS})+)"
LEAD_END = re.compile(rf"(?:共同|总|具体|联合|分别)?牵头{BY_DUTY}{DONE}?(?:工作)?$")
COOPERATE_END = re.compile(
    rf"{BY_DUTY}{ADVERB}(?:配合|协助|协办|参与|协同|支持|参加|协作)(?:{DONE_WORDS}|工作|相关工作|有关工作)*$"
)
RESPONSIBLE_END = re.compile(
    rf"{BY_DUTY}{ADVERB}(?:负责|落实|承办|主办|实施|办理|抓落实|完成|执行|推进){DONE}?(?:工作|到位)?$"
)
SUPPORT_END = re.compile(
    r"(?:(?:协调|指导|审核|审查|汇总|把关|监督|督导|督促|保障|支持|跟进)+|(?:提供|做好)[^，,；;。、]{0,8}(?:保障|服务|支持|数据|资料|工作))$"
)
"""县政府办公室协调, 县财政局做好经费保障: beside those who do the work, they cooperate."""
GUIDES = re.compile("(?:指导|督导)+")
"""（农业农村部指导）: a bracket may name only who guides; it stands beside those whom the document charges with all."""
DUTY_END = re.compile(r"[，,]?(?:按照?|依照?|依据|根据)(?:各自|有关|相关|部门|工作|任务)*(?:职责|职能|分工)+(?:分工)?$")
TOGETHER = re.compile(r"(?:，|,)?(?:会同|联合(?![会社体])|协同(?=[^，,；;。]{2})|商同|会商|(?<=牵头)商)")


def role_of(match: re.Match[str]) -> Role:
    """The role of a matched label."""
    for index, (_, role) in enumerate(LABEL_WORDS):
        if f"r{index}" in match.re.groupindex and match[f"r{index}"]:
            return role
    raise AssertionError(match[0])


DEADLINE_PIECE = re.compile(
    r"^(?:请?(?:限期?|于|在|截至|截止到?|到|至|自|从|力争|确保|须|需|应)*)?(?:"
    r"(?:20\d\d|二[〇○零0]二.)\s*年|20\d\d[-./]\d{1,2}[-./]\d{1,2}|(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月|今年|明年|本年|当年|本月|下月|每(?:年|月|季|周|半年|个|日|天|两|旬)|"
    r"(?:上|下)半年|第?[一二三四1-4]季度|年(?:底|内|末|度)|季度末|月底|(?:国庆|元旦|五一)节?前|(?:长期|持续|常年|全年|常态|贯穿|即日|立行立改|立即|马上|随时|及时|实时|适时|按时|按要求|按(?:规定|时|月|季|年))|"
    r"(?:文件|方案|通知|本)?(?:印发|下发|发布|收到|接到)|(?:本|下)周|\d{1,3}\s*个?(?:工作日|日|天|月|小时)|"
    r"《[^《》]{2,40}》(?:印发|下发|发布|公布|施行|实施|出台)|"
    r"[一二三四五六七八九十]{1,3}个?(?:工作日|日内|月内|天内)|(?:短期|中期|近期|远期|当日|次日|阶段性|动态))"
)
DEADLINE_SURE = re.compile(
    r"(?:前|底|年内|末|完成|推进|坚持|开展|常态化|持续|长期|常年|内|[日月]份?|季度|改|半年|每[年周]|旬|[-./]\d{1,2}|更新|落实|进行|实施|全年|一次|年度?|止|起)[。）)]?$"
)


DEADLINE_DONE = re.compile(
    r"(?:每|前|底|起|上旬|中旬|下旬|内)[^，,。；]{0,6}(?:公开|公布|发布|通报|上线|建成|到位|印发|开通|启用|上报|报送|办结|办理|整改|销号|答复|反馈|覆盖|形成)[。）)]?$"
)
"""每季度公开, 11月底前上线; 2019年公布 alone tells of the past."""


def is_deadline(text: str) -> bool:
    """Whether a piece of a bracket reads as a deadline (2024年6月底前, 持续推进, 每季度开展一次)."""
    piece = text.strip()
    done = DEADLINE_SURE.search(piece) or DEADLINE_DONE.search(piece)
    return len(re.sub(r"《[^《》]*》", "", piece)) <= 40 and bool(DEADLINE_PIECE.match(piece)) and bool(done)


FIRST_LEADS = re.compile(
    r"(?:列|排|排列|排名|位列|署名)?(?:在|于)?(?:首位|第一位|第一个|第一|首个|最前面?)(?:的|者)?(?:责任)?(?:单位|部门)?(?:即|均)?(?:为|是|作为)(?:该项)?(?:(?:工作|任务)的?)?(?:牵头|汇总)"
)
NO_LEAD_RULE = re.compile(
    r"(?:无|没有|未明确|未列|未注明)牵头(?:责任)?(?:单位|部门)的?[，,]?(?:由)?(?:责任单位|责任部门)[^。]{0,10}牵头"
)
FOR_ALL = re.compile(
    r"以下(?:各项|政策|重点|任务|工作|措施|内容|事项)*(?:均|都)?(?:需|由|须|应)?(?P<units>[^。；;，,]{2,60}?)(?:共同)?(?:负责)?落实[，,、]?\s*(?:以下)?(?:均)?不再(?:一一|逐一|单独|逐项)?列出"
)
STATES_RULE = re.compile(
    "|".join(rule.pattern.replace("?P<units>", "?:") for rule in (FIRST_LEADS, NO_LEAD_RULE, FOR_ALL))
)
"""A sentence that says once for all tasks who leads; it is no assignment itself."""
