"""Which date phrases in running text (正文) bind the task, and which only mention a date.

围绕2020年政府重点工作任务, 截至2021年底, 自2021年起施行, 2019年底前形成的文件 are no limits; 9月底前 is. Used by
`models.workdays.deadlines` only.
"""

import re

from models.workdays.meaning import DocumentDates
from models.workdays.phrase_forms import Force, Phrase
from models.workdays.relative import RelativePhrase
from models.workdays.resolve import Resolved

_VERBS = (
    "完成|办结|办理完毕|实现|建成|上线|到位|达到|达标|报送|上报|提交|报|交|开通|启用|验收|见成效|见效|结束|"
    "组织|开展|启动|召开|制定|出台|编制|建立|修订|梳理|公开|公布|发布|更新|清理|整改|形成|落实|推广|举办|印发|推行|推开|覆盖|投用|投入使用|试运行|运行"
)
_ADVERBS = (
    "要|须|应|应当|需|必须|务必|确保|力争|争取|全部|全面|基本|均|都|再|各|统一|集中|初步|分别|预计|计划|正式|及时"
)
_NOUNS = "率|数|情况|量|的|表|人|了"  # 办结率 is no verb, 开展了 tells what has been
_VERB_FOLLOWS = re.compile(rf"^,?(?:[^,;。:、的]{{0,8}}?)(?:{_ADVERBS})*(?:{_VERBS})(?!{_NOUNS})")
_VERB_AT_ONCE = re.compile(rf"^,?(?:{_ADVERBS})*(?:{_VERBS})(?!{_NOUNS})")
_LIMIT_BEFORE = re.compile(
    r"(?:最迟|至迟|不迟于|不晚于|不得晚于|力争|争取|确保|务必|务于|限|限期|时限|(?:完成|截止|截至|报送|办结|整改|反馈)"
    r"(?:时间|时限|日期|期限)|时间节点|时间(?:初步|暂|拟)?定|(?<!截)至|(?<!达)到)(?:为|是|:)?(?:在|于|到)?$"
)
_MENTION_BEFORE = re.compile(r"(?:截至|截止到?|截至到|自|从|已于|曾于|早在|以|比|较|于去年|同比)$")
_AS_OF = re.compile(r"(?:截至到?|截止到?)$")
_MENTION_AFTER = re.compile(
    r"^(?:起|以来|开始|之后|以后|后|至今|期间|的|版|年报|情况|数据|报告|工作报告|施行|实施|颁布|通过|召开的|印发的|"
    r"印发《|发布《|考核|考评|考评|绩效|总结|评比|述职)"
)
_HOLDS_UNTIL = re.compile(
    r"(?:政策|费率|补贴|补助|优惠|减免|措施|标准|期限|有效期)[^,;。]{0,16}(?:至|(?:延长|延续|实施|执行|施行)到)$"
)
_OWN_LIMIT = re.compile(r"(?:整改|完成|办结|办理|报送|工作|建设)(?:时限|期限|时间)[^,;。]{0,6}$")
"""政策实施期限延长至2026年底: how long a measure holds; 整改期限延长至 is a limit."""
_MUST_BEFORE = re.compile(r"(?:要|须|应|应当|需|务必|必须|确保|力争|争取)(?:在|于)?$")
_ABOUT_AFTER = re.compile(
    r"^(?:前)?(?:制定|印发|出台|发布|公布|形成|产生|颁布|成立|建成|签订|办理|公开|开工|投用|交付)(?:(?:并|和|、|且|实施|施行|生效|实行)[^,;。]{0,6})?的"
    r"|^(?:尚)?未[^,;。]{0,6}的|^(?:新[增建开出设]|累计|已)"
)
_ISSUED_AFTER = re.compile(r"^印发(?!实施|执行|施行|并|[,。;]|$)")
_CLAUSE_START = re.compile(
    r"(?:^|[,;。:!?()〔〕“”、])(?:(?:请|拟|计划|定|原则上|全市|全区|全县|各[^,;。]{1,8})?[于在])?$"
)
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_NUMBERS = re.compile(r"[〔\[【(（](?:19|20)[0-9]{2}[〕\]】)）]第?[0-9]*号?")
_LOOSE_VERB = re.compile(rf"(?:{_VERBS}|达|办|做|建)")


def hidden_places(text: str) -> list[tuple[int, int]]:
    """Titles in 《》 and document numbers (〔2019〕62号): their years and dates are names, not limits."""
    return [match.span() for pattern in (_TITLES, _NUMBERS) for match in pattern.finditer(text)]


WIDER = 32


def binds(text: str, resolved: Resolved, dates: DocumentDates) -> bool:
    """Whether a date phrase of the plain running `text` is a limit for the task."""
    phrase = resolved.phrase
    before, after = text[max(0, phrase.start - 12) : phrase.start], text[phrase.end : phrase.end + 16]
    if phrase.fault:
        return not _AS_OF.search(before)
    if _AS_OF.search(before):
        return False
    wider = text[max(0, phrase.start - WIDER) : phrase.start]
    if _HOLDS_UNTIL.search(wider) and not _OWN_LIMIT.search(wider):
        return False
    opens_span = phrase.since is not None and before.endswith(("从", "自"))
    if _MENTION_BEFORE.search(before) and phrase.force is not Force.LIMIT and not opens_span:
        return False
    if phrase.force is Force.LIMIT:
        return bool(_MUST_BEFORE.search(before)) or not (_ABOUT_AFTER.match(after) or after.startswith("的"))
    if _MENTION_AFTER.match(after) or _ABOUT_AFTER.match(after) or _is_past(resolved, dates):
        return False
    if phrase.since:
        return _span_binds(before[:-1] if opens_span else before, after)
    return _looks_like_limit(phrase, before, after)


def _looks_like_limit(phrase: Phrase, before: str, after: str) -> bool:
    if phrase.note == "target" or _LIMIT_BEFORE.search(before):
        return True
    opens = _CLAUSE_START.search(before) is not None
    if phrase.force is Force.EDGE:
        return bool(_VERB_AT_ONCE.match(after)) or (opens and bool(_VERB_FOLLOWS.match(after) or after[:1] in ",。;"))
    # A bare month or day (9月, 上半年) must open its clause or stand right before 完成.
    return bool(re.match(rf"^(?:{_ADVERBS})*(?:完成|办结|报送|上报|提交|建成|实现|上线)", after)) or (
        opens and phrase.when.month is not None and bool(_VERB_AT_ONCE.match(after)) and not _ISSUED_AFTER.match(after)
    )


_FOR_A_TIME = re.compile(
    rf"^,(?:对(?![照标账口接])|将(?!{_VERBS})|[^,;。]{{0,14}}(?:可(?!靠|持)|享受|免征|减征|减半|缓缴|返还))"
)
"""2019年1月1日至12月31日，对困难企业返还…: how long a measure holds, no limit for a task."""


def _span_binds(before: str, after: str) -> bool:
    return (
        not _FOR_A_TIME.match(after)
        and _CLAUSE_START.search(before) is not None
        and (not after or after[0] in ",。;:)" or bool(_VERB_AT_ONCE.match(after)))
    )


def _is_past(resolved: Resolved, dates: DocumentDates) -> bool:
    """A date before the document, without 前, tells what has been."""
    due = resolved.due_on
    if due is None:
        return False
    if dates.issued_on:
        return due < dates.issued_on
    reference = dates.reference_year
    return reference is not None and due.year < reference


_KEPT_FRESH = re.compile(r"^(?:应当?|须|要|必须|至少|有|均|都)*更新(?:[1-9一]次|频|[,。;、)]|$)")
"""栏目应在6个月内更新 states how fresh a column is kept; it is no limit for a task."""
_EACH_CASE = re.compile(r"^(?:要|应当?|须|需|予以|给予|完成|及时)*(?:受理|答复|回复|回应)(?![我省市区县])")
"""15个工作日内答复 runs from each letter; 答复我办 would be a limit."""
_PLAN_BEFORE = re.compile(r"(?:力争|争取|计划|确保|用|在|于|务必|要|须|应|未来|今后)$")


def relative_binds(text: str, phrase: RelativePhrase) -> bool:
    """Whether a limit without a named event (6个月内) is one in the running `text`.

    Months and years are, when the text plans with them (力争5年内建成) or a clause opens with them;
    “近3年内” is a look back, 到岗1个月内 and 栏目6个月内 run from something that happens again and again.
    """
    if phrase.counts_from:
        return True
    after = text[phrase.end : phrase.end + 12]
    if after.startswith("的") or _KEPT_FRESH.match(after) or _EACH_CASE.match(after):
        return False
    if phrase.rule.unit == "YEAR" and re.match("对(?![照标账口接])", after):
        return False  # 在两年之内对…实行: how long a measure holds
    if phrase.rule.unit in ("MONTH", "YEAR"):
        before = text[max(0, phrase.start - 6) : phrase.start]
        opens = _CLAUSE_START.search(before) is not None
        return bool(_PLAN_BEFORE.search(before)) or (opens and bool(_VERB_AT_ONCE.match(after)))
    return bool(_LOOSE_VERB.match(after.lstrip(",").removeprefix("要")))
