"""What is done with an application, as a state machine: each act is allowed only where the Regulation has it.

Part of the declaration in `requests`; the articles are those of 《政府信息公开条例》.
"""

from collections.abc import Mapping
from datetime import date

from models.base.choices import Choice
from models.base.conditions import Before, Filled
from models.base.errors import FieldError
from models.base.fields import Date, DocNumber, LongText, Number, Text, Value, Values
from models.base.lists import Attachments
from models.base.people import Person
from models.base.register import Action, Ask
from models.registers import usual
from models.registers.answer_kinds import ANSWER_KINDS, NOT_CORRECTED, NOT_PAID, STILL_UNCLEAR
from models.registers.request_fees import BY_ITEM, BY_PAGE, fee_by_items, fee_by_pages
from models.registers.usual import logged, not_before

MOST_EXTENDED = 20
"""Working days (art. 33)."""
_CORRECTION_DAYS = 7

_OPEN = Filled("received_on") & ~Filled("answered_on")
_CORRECTING = Filled("correction_asked_on") & ~Filled("corrected_on")
_PAYING = Filled("fee_asked_on") & ~Filled("paid_on")
_RUNNING = _OPEN & ~_CORRECTING & ~_PAYING


def _not_before(answers: Values, name: str, values: Values, earlier: str, told: str) -> None:
    not_before(answers[name], values.get(earlier), told, name)


def _confirm(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "confirmed_on", values, "arrived_on", "申请到达日期")
    on = answers["confirmed_on"]
    return {"confirmed_on": on, **logged(values, on, "与申请人确认收到申请")}


def _ask_correction(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "correction_asked_on", values, "received_on", "收到申请之日")
    _not_before(answers, "correction_by", answers, "correction_asked_on", "告知补正日期")
    on, due = answers["correction_asked_on"], values.get("correction_due_on")
    late = f"（超过 {_CORRECTION_DAYS} 个工作日的告知期限）" if due is not None and on > due else ""
    told = f"告知补正{late}，{answers['correction_by'].isoformat()}前补正：{answers['correction_reason']}"
    return {
        "correction_asked_on": on,
        "correction_by": answers["correction_by"],
        "correction_reason": answers["correction_reason"],
        **logged(values, on, told),
    }


def _corrected(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "corrected_on", values, "correction_asked_on", "告知补正日期")
    on = answers["corrected_on"]
    return {"corrected_on": on, **logged(values, on, "收到补正的申请，答复期限重新计算")}


def _ask_party(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "party_asked_on", values, "received_on", "收到申请之日")
    _not_before(answers, "party_heard_on", answers, "party_asked_on", "征求意见日期")
    on = answers["party_asked_on"]
    asked = {name: answers[name] for name in ("party", "party_asked_on", "party_heard_on")}
    return {**asked, **logged(values, on, f"书面征求第三方（{answers['party']}）意见")}


def _party_said(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "party_said_on", values, "party_asked_on", "征求第三方日期")
    on, opinion = answers["party_said_on"], answers["party_opinion"]
    return {"party_said_on": on, "party_opinion": opinion, **logged(values, on, f"第三方意见：{opinion}")}


def _ask_agency(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "agency_asked_on", values, "received_on", "收到申请之日")
    on = answers["agency_asked_on"]
    return {"agency": answers["agency"], "agency_asked_on": on, **logged(values, on, f"征求{answers['agency']}意见")}


def _agency_said(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "agency_said_on", values, "agency_asked_on", "征求机关日期")
    on = answers["agency_said_on"]
    return {"agency_said_on": on, **logged(values, on, f"收到{values.get('agency') or '其他机关'}意见")}


def _extend(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "extended_on", values, "received_on", "收到申请之日")
    on, days, by = answers["extended_on"], answers["extended_days"], answers["extended_by"]
    if days > MOST_EXTENDED:
        raise FieldError(f"延长答复最多 {MOST_EXTENDED} 个工作日（条例第三十三条），“{days}”太长。", "extended_days")
    told = f"经{by}批准延期 {days} 个工作日，告知申请人"
    return {"extended_on": on, "extended_days": days, "extended_by": by, **logged(values, on, told)}


def _ask_fee(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "fee_asked_on", values, "received_on", "收到申请之日")
    _not_before(answers, "fee_heard_on", answers, "fee_asked_on", "收费通知日期")
    way, count = answers["fee_way"], answers["fee_count"]
    fee = fee_by_items(count) if way == BY_ITEM else fee_by_pages(count)
    if not fee:
        raise FieldError(f"{way} {count}，在免费范围内，不收信息处理费。", "fee_count")
    on, due = answers["fee_asked_on"], values.get("due_on")
    if due is not None and on > due:
        raise FieldError(f"收费通知要在答复期限内发出，法定期限 {due.isoformat()} 已过。", "fee_asked_on")
    return {
        "fee_way": way,
        "fee_items": count if way == BY_ITEM else None,
        "fee_pages": count if way == BY_PAGE else None,
        "fee_asked_on": on,
        "fee_heard_on": answers["fee_heard_on"],
        **logged(values, on, f"通知缴纳信息处理费 {fee} 元（{way} {count}）"),
    }


def _paid(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "paid_on", values, "fee_asked_on", "收费通知日期")
    on = answers["paid_on"]
    return {"paid_on": on, **logged(values, on, "申请人已缴费，答复期限重新计算")}


def _refuse_kind(values: Values, kind: str, on: date) -> None:
    """An answer that says what did not happen can't be given."""
    waiting = _CORRECTING_FIELDS if kind == NOT_CORRECTED else _PAYING_FIELDS if kind == NOT_PAID else None
    if waiting is not None:
        asked, done, limit, told = waiting
        if values.get(asked) is None or values.get(done) is not None:
            raise FieldError(f"没有{told}，不能按“{kind}”处理。", "answer_kind")
        last = values.get(limit)
        if last is None:
            raise FieldError(f"不知道{told}的期限，不能按“{kind}”处理；请先填收到收费通知日期。", "answer_kind")
        if on <= last:
            raise FieldError(f"{told}的期限（{last.isoformat()}）还没有过，不能按“{kind}”处理。", "answer_kind")
    elif values.get("correction_asked_on") is not None and values.get("corrected_on") is None:
        raise FieldError(f"申请还在等待补正，只能按“{NOT_CORRECTED}”处理，或者先记下收到补正。", "answer_kind")
    elif values.get("fee_asked_on") is not None and values.get("paid_on") is None:
        raise FieldError(f"申请还在等待缴费，只能按“{NOT_PAID}”处理，或者先记下缴费。", "answer_kind")
    if kind == STILL_UNCLEAR and values.get("corrected_on") is None:
        raise FieldError(f"没有补正过，不能按“{kind}”答复。", "answer_kind")


_CORRECTING_FIELDS = ("correction_asked_on", "corrected_on", "correction_by", "等待补正")
_PAYING_FIELDS = ("fee_asked_on", "paid_on", "fee_due_on", "等待缴费")


def _answer(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "answered_on", values, "received_on", "收到申请之日")
    _refuse_kind(values, answers["answer_kind"], answers["answered_on"])
    on, due = answers["answered_on"], values.get("due_on")
    late = f"，超过法定期限 {due.isoformat()}" if due is not None and on > due else ""
    number = f"（{answers['answer_number']}）" if answers["answer_number"] else ""
    kept = {name: answers[name] for name in ("answered_on", "answer_kind", "answer_number", "delivered_by")}
    files = (*(values.get("files") or ()), *(answers["files"] or ()))
    return {**kept, "files": files, **logged(values, on, f"答复{number}：{answers['answer_kind']}{late}")}


def _archive(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del day
    _not_before(answers, "archived_on", values, "answered_on", "答复日期")
    on = answers["archived_on"]
    return {"archived_on": on, **logged(values, on, "归档")}


def _reopen(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    told = f"撤回答复（{values.get('answer_kind')}），重新办理：{answers['reason']}"
    return {"answered_on": None, "answer_kind": None, "archived_on": None, **logged(values, day, told)}


def _most_days(values: Values, day: date) -> Value:
    del values, day
    return MOST_EXTENDED


ACTIONS = (
    Action(
        name="confirm",
        title="确认收到",
        help="平常信函、互联网、传真的申请，与申请人确认的那一天才算收到（第三十一条）",
        when=~Filled("received_on") & ~Filled("answered_on"),
        refusal="已经算收到，不用再确认",
        effect=_confirm,
        asks=(usual.day_asked("confirmed_on", "确认日期"),),
        shortcut="Ctrl+B",
        icon="start",
        toolbar=True,
    ),
    Action(
        name="ask_correction",
        title="告知补正",
        help="申请内容不明确的，收到之日起 7 个工作日内一次性告知补正（第三十条）",
        when=_RUNNING & ~Filled("correction_asked_on"),
        refusal="不能告知补正：还没有算收到、已经告知过（只能一次）、正在等待缴费或者已经答复",
        effect=_ask_correction,
        asks=(
            usual.day_asked("correction_asked_on", "告知日期"),
            Ask(Date(name="correction_by", title="补正期限", required=True, help="合理的补正期限，由机关定")),
            Ask(LongText(name="correction_reason", title="需要补正的内容", required=True)),
        ),
        shortcut="Ctrl+J",
        icon="return",
    ),
    Action(
        name="corrected",
        title="收到补正",
        help="答复期限从收到补正之日起重新计算（第三十条）",
        when=_OPEN & _CORRECTING,
        refusal="没有在等待补正",
        effect=_corrected,
        asks=(usual.day_asked("corrected_on", "收到补正日期"),),
        icon="complete",
    ),
    Action(
        name="ask_party",
        title="征求第三方意见",
        help="可能损害第三方合法权益的，书面征求意见，所需时间不计算在期限内（第三十二条）",
        when=_RUNNING & ~Filled("party_asked_on"),
        refusal="不能征求第三方意见：还没有算收到、已经征求过、正在等待补正或缴费，或者已经答复",
        effect=_ask_party,
        asks=(
            Ask(Text(name="party", title="第三方", required=True, limit=200)),
            usual.day_asked("party_asked_on", "征求意见书发出日期"),
            Ask(
                Date(name="party_heard_on", title="第三方收到日期", help="15 个工作日从这一天起算；不知道先空着"),
                happened=True,
            ),
        ),
        icon="report",
    ),
    Action(
        name="party_said",
        title="第三方答复",
        help="记下第三方的意见；15 个工作日内不答复的，由机关依法决定",
        when=_OPEN & Filled("party_asked_on") & ~Filled("party_said_on"),
        refusal="没有在等第三方的意见",
        effect=_party_said,
        asks=(
            usual.day_asked("party_said_on", "第三方答复日期"),
            Ask(
                Choice(
                    name="party_opinion",
                    title="第三方意见",
                    options=("同意公开", "不同意公开", "逾期未答复"),
                    required=True,
                )
            ),
        ),
        icon="complete",
    ),
    Action(
        name="ask_agency",
        title="征求机关意见",
        help="共同制作等情形，征求其他机关意见，所需时间不计算在期限内（第三十三、三十四条）",
        when=_RUNNING & ~Filled("agency_asked_on"),
        refusal="不能征求机关意见：还没有算收到、已经征求过、正在等待补正或缴费，或者已经答复",
        effect=_ask_agency,
        asks=(
            Ask(Text(name="agency", title="征求的机关", required=True, limit=200)),
            usual.day_asked("agency_asked_on", "发出日期"),
        ),
        icon="report",
    ),
    Action(
        name="agency_said",
        title="机关答复",
        help="记下其他机关的意见；15 个工作日内不答复视为同意（第三十四条）",
        when=_OPEN & Filled("agency_asked_on") & ~Filled("agency_said_on"),
        refusal="没有在等其他机关的意见",
        effect=_agency_said,
        asks=(usual.day_asked("agency_said_on", "答复日期"),),
        icon="complete",
    ),
    Action(
        name="extend",
        title="延期答复",
        help="经政府信息公开工作机构负责人同意并告知申请人，延长不超过 20 个工作日（第三十三条）",
        when=_RUNNING & ~Filled("extended_on") & ~Before("due_on", "today"),
        refusal="不能延期：已经延过（只能一次）、期限已过或暂不计算，或者已经答复",
        effect=_extend,
        asks=(
            usual.day_asked("extended_on", "告知延期日期"),
            Ask(Number(name="extended_days", title="延长工作日", required=True, least=1), _most_days),
            Ask(Person(name="extended_by", title="批准人", required=True)),
        ),
        shortcut="Ctrl+T",
        icon="extend",
    ),
    Action(
        name="ask_fee",
        title="通知缴费",
        help="数量、频次明显超过合理范围的，收取信息处理费（第四十二条、国办函〔2020〕109号）",
        when=_RUNNING & ~Filled("fee_asked_on"),
        refusal="不能通知缴费：还没有算收到、已经通知过、正在等待补正，或者已经答复",
        effect=_ask_fee,
        asks=(
            Ask(
                Choice(
                    name="fee_way",
                    title="计费方式",
                    options=(BY_ITEM, BY_PAGE),
                    required=True,
                    help="只能选一种",
                )
            ),
            Ask(
                Number(
                    name="fee_count",
                    title="件数或页数",
                    required=True,
                    least=0,
                    help="按件：同一申请人本月累计件数；按量：本件提供的 A4 页数",
                )
            ),
            usual.day_asked("fee_asked_on", "收费通知日期"),
            Ask(
                Date(name="fee_heard_on", title="申请人收到日期", help="20 个工作日从第二天起算；不知道先空着"),
                happened=True,
            ),
        ),
        icon="report",
    ),
    Action(
        name="paid",
        title="已缴费",
        help="答复期限从缴费的第二天起重新计算",
        when=_OPEN & _PAYING,
        refusal="没有在等待缴费",
        effect=_paid,
        asks=(usual.day_asked("paid_on", "缴费日期"),),
        icon="complete",
    ),
    Action(
        name="answer",
        title="答复",
        help="记下答复日期、类型和文号；每件只计一种类型",
        when=_OPEN,
        refusal="还没有算收到或者已经答复",
        effect=_answer,
        asks=(
            usual.day_asked("answered_on", "答复日期", "发出的那一天"),
            Ask(Choice(name="answer_kind", title="答复类型", options=ANSWER_KINDS, required=True)),
            Ask(DocNumber(name="answer_number", title="答复文号")),
            Ask(
                Choice(
                    name="delivered_by",
                    title="送达方式",
                    options=("邮寄", "电子邮件", "当面", "传真", "网上"),
                    words="request_delivery",
                )
            ),
            Ask(Attachments(name="files", title="答复书等文书")),
        ),
        shortcut="Space",
        icon="complete",
        toolbar=True,
    ),
    Action(
        name="archive",
        title="归档",
        help="答复送达，材料齐全，归档",
        when=Filled("answered_on") & ~Filled("archived_on"),
        refusal="还没有答复或者已经归档",
        effect=_archive,
        asks=(usual.day_asked("archived_on", "归档日期"),),
        shortcut="Ctrl+L",
        icon="close",
    ),
    Action(
        name="reopen",
        title="撤回答复",
        help="复议、诉讼要求重新答复或者答复有误，重新办理",
        when=Filled("answered_on"),
        refusal="还没有答复",
        effect=_reopen,
        asks=(Ask(LongText(name="reason", title="原因", required=True)),),
        shortcut="Ctrl+R",
        icon="undo",
    ),
)
"""Art. 31 confirmation, 30 correction, 32 and 34 opinions, 33 extension, 42 fee, 36 answer."""
