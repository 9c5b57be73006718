"""依申请公开: applications for government information, from the receipt to the file, with the law's clock in it.

《政府信息公开条例》(国令第711号): what an application holds (art. 29), when it counts as received (31), the one notice to
correct it (30), third parties and other agencies (32, 34), the answer in 20 working days and one extension (33), kinds
of answers (36–39), fees (42 and 国办函〔2020〕109号). Terms are in `request_terms`, actions in `request_actions`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from models.base.choices import Choice
from models.base.computed import Computed
from models.base.conditions import Before, Filled, UpTo
from models.base.fields import Code, Date, DocNumber, LongText, Number, Text, Value, Values, YesNo
from models.base.lists import Attachments, Entries, Links, Units
from models.base.money import Money
from models.base.people import Person
from models.base.register import Finding, Group, Reader, Register, Rule, Status, Surroundings, Tally
from models.registers.answer_kinds import ANSWER_KINDS, APPLICANT_KINDS, OUTCOMES, REFUSED, SUIT_KINDS
from models.registers.request_actions import ACTIONS
from models.registers.request_fees import BY_ITEM, BY_PAGE, fee_by_items, fee_by_pages
from models.registers.request_layouts import LAYOUTS
from models.registers.request_terms import RULES, told_clock, told_steps, working_days_left

IN_PERSON, SIGNED_MAIL, PLAIN_MAIL, INTERNET, FAX, OTHER = (
    "当面提交",
    "邮寄（签收）",
    "平常信函",
    "互联网",
    "传真",
    "其他渠道",
)
_AT_ONCE = (IN_PERSON, SIGNED_MAIL)
"""Channels by which an application is received on the day it arrives; by all others on the day both sides confirm."""


def _received(values: Values, around: Surroundings) -> Mapping[str, Value]:
    """收到申请之日 (art. 31); a confirmation that is noted counts by any channel that needs one."""
    del around
    at_once = values["channel"] in _AT_ONCE
    return {"received_on": values["arrived_on"] if at_once else values["confirmed_on"]}


def _fee(values: Values, around: Surroundings) -> Value:
    del around
    if values["fee_way"] == BY_ITEM and values["fee_items"] is not None:
        return fee_by_items(values["fee_items"])
    if values["fee_way"] == BY_PAGE and values["fee_pages"] is not None:
        return fee_by_pages(values["fee_pages"])
    return None


def _remedy(values: Values, around: Surroundings) -> Value:
    """What the answer must tell about review and suit (行政复议法 2023 arts. 20, 23(4); 行政诉讼法 arts. 45, 46)."""
    del around
    kind = values["answer_kind"]
    if not kind:
        return None
    if kind.startswith(REFUSED):
        return "先申请行政复议（收到答复之日起 60 日内），对复议决定不服再起诉（15 日内）：不予公开属于复议前置"
    return "60 日内申请行政复议，或者 6 个月内提起行政诉讼"


def _asked_for_again(reader: Reader) -> Sequence[Finding]:
    """Information that several applications want, while nobody has weighed whether to publish it (art. 44)."""
    found = reader.repeated("requests", "content", ~Filled("proactive"))
    if not found:
        return []
    told = "、".join(f"“{content[:16]}”{count} 件" for content, count in found[:3])
    more = "等" if len(found) > 3 else ""
    sentence = f"{told}{more}申请的是同一信息：请评估能不能纳入主动公开，结果填在“转主动公开”（条例第四十四条）。"
    return [Finding(f"同一信息 {len(found)}", sentence)]


_CORRECTING = Filled("correction_asked_on") & ~Filled("corrected_on")
_PAYING = Filled("fee_asked_on") & ~Filled("paid_on")

STATUSES = (
    Status("archived", "已归档", "done", Filled("archived_on")),
    Status("answered", "已答复", "done", Filled("answered_on")),
    Status("unconfirmed", "待确认收到", "amber", ~Filled("received_on"), attention=True),
    Status(
        "correction_late",
        "补正期满",
        "amber",
        _CORRECTING & Before("correction_by", "today"),
        counts="correction_by",
        attention=True,
    ),
    Status("correcting", "待补正", "blue", _CORRECTING),
    Status("payment_late", "缴费期满", "amber", _PAYING & Before("fee_due_on", "today"), "fee_due_on", attention=True),
    Status("paying", "待缴费", "blue", _PAYING),
    Status("overdue", "逾期", "red", Before("due_on", "today"), counts="due_on", attention=True),
    Status("consulting", "征求意见中", "blue", Filled("paused_until") & ~Before("paused_until", "today")),
    Status("due_soon", "临期", "amber", UpTo("due_on", "soon"), counts="due_on", attention=True),
    Status("handling", "办理中", "green"),
)


def _applicant() -> tuple[Any, ...]:
    return (
        Code(
            name="number",
            title="登记编号",
            width=7,
            inline=True,
            searched=True,
            synonyms=("编号", "序号", "受理编号", "登记号", "查询号"),
        ),
        Choice(
            name="channel",
            title="申请渠道",
            options=(IN_PERSON, SIGNED_MAIL, PLAIN_MAIL, INTERNET, FAX, OTHER),
            width=6,
            inline=True,
            help="决定哪一天算收到（条例第三十一条）",
            synonyms=("渠道", "申请方式", "受理方式", "提交方式"),
        ),
        Date(
            name="arrived_on",
            title="到达日期",
            inline=True,
            help="当面提交、邮件签收或系统收到的那一天",
            synonyms=("申请日期", "申请时间", "提交日期", "收件日期", "签收日期"),
        ),
        Date(
            name="confirmed_on",
            title="确认日期",
            inline=True,
            help="平常信函、互联网、传真：与申请人确认的那一天",
            synonyms=("双方确认日期",),
        ),
        Date(
            name="received_on",
            title="收到申请之日",
            locked=True,
            width=6,
            synonyms=("收到日期",),
            help="由渠道和日期自动得出，答复期限从第二天起算",
        ),
        Text(
            name="applicant",
            title="申请人",
            required=True,
            width=7,
            inline=True,
            searched=True,
            limit=100,
            synonyms=("姓名", "申请人姓名", "姓名或名称", "申请人名称"),
        ),
        Choice(
            name="applicant_kind",
            title="申请人类型",
            options=APPLICANT_KINDS,
            width=6,
            inline=True,
            synonyms=("类型", "申请人类别"),
        ),
        Text(name="employer", title="工作单位", width=9, synonyms=("所在单位",)),
        Choice(
            name="id_kind",
            title="证件类型",
            options=("身份证", "统一社会信用代码", "护照", "港澳台居民证件", "其他证件"),
            width=5,
        ),
        Code(
            name="id_number",
            title="证件号码",
            private=True,
            width=9,
            synonyms=("证件号", "身份证号", "身份证号码", "统一社会信用代码"),
            help="个人信息：表格和导出里默认不显示",
        ),
        Text(name="phone", title="联系电话", width=7, synonyms=("电话", "联系方式", "手机")),
        Text(name="address", title="通信地址", width=10, synonyms=("地址", "联系地址")),
        Code(name="postcode", title="邮政编码", width=4, synonyms=("邮编",)),
        Text(name="email", title="电子邮箱", width=8, synonyms=("邮箱",)),
    )


def _wanted() -> tuple[Any, ...]:
    return (
        LongText(
            name="content",
            title="申请内容",
            required=True,
            width=20,
            inline=True,
            searched=True,
            synonyms=("所需信息", "所需政府信息", "信息内容描述", "申请公开的内容", "内容", "申请事项"),
        ),
        Choice(
            name="obtain_by",
            title="获取方式",
            options=("邮寄", "电子邮件", "当面领取", "传真", "网上获取", "查阅"),
            words="request_obtain_by",
            width=5,
            synonyms=("获取信息的方式", "提供方式"),
        ),
        Choice(
            name="medium",
            title="载体形式",
            options=("纸质", "电子文档", "光盘"),
            words="request_media",
            width=5,
            synonyms=("信息载体形式",),
        ),
        Units(
            name="handling_units",
            title="承办单位",
            role="handling",
            width=8,
            inline=True,
            searched=True,
            synonyms=("承办科室", "承办部门", "办理单位"),
            column_kinds=("responsible",),
        ),
        Person(name="handler", title="经办人", width=5, inline=True, searched=True),
        YesNo(name="excessive", title="数量频次过多", help="明显超过合理范围的，可以要求说明理由（条例第三十五条）"),
        Date(name="reasons_asked_on", title="要求说明理由日期", width=6),
    )


def _clock_facts() -> tuple[Any, ...]:
    return (
        Date(name="correction_due_on", title="告知补正期限", locked=True, width=6),
        Date(name="correction_asked_on", title="告知补正日期", locked=True, told=True, width=6),
        LongText(name="correction_reason", title="需要补正的内容", locked=True, told=True, width=10),
        Date(name="correction_by", title="补正期限", locked=True, told=True, width=6),
        Date(name="corrected_on", title="收到补正日期", locked=True, told=True, width=6),
        Text(name="party", title="第三方", locked=True, told=True, width=7, limit=200),
        Date(name="party_asked_on", title="征求第三方日期", locked=True, told=True, width=6),
        Date(name="party_heard_on", title="第三方收到日期", width=6),
        Date(name="party_said_on", title="第三方答复日期", locked=True, told=True, width=6),
        Choice(
            name="party_opinion",
            title="第三方意见",
            options=("同意公开", "不同意公开", "逾期未答复"),
            locked=True,
            told=True,
        ),
        Text(name="agency", title="征求的机关", locked=True, told=True, width=7, limit=200),
        Date(name="agency_asked_on", title="征求机关日期", locked=True, told=True, width=6),
        Date(name="agency_said_on", title="机关答复日期", locked=True, told=True, width=6),
        Date(name="paused_until", title="征求意见最迟到", locked=True, width=6),
        Date(name="extended_on", title="延期日期", locked=True, told=True, width=6),
        Number(name="extended_days", title="延期工作日", locked=True, told=True, width=4),
        Person(name="extended_by", title="延期批准人", locked=True, told=True, width=5),
        Date(name="due_on", title="法定期限", locked=True, width=6, synonyms=("答复期限",)),
    )


def _fee_and_answer() -> tuple[Any, ...]:
    return (
        Choice(name="fee_way", title="计费方式", options=(BY_ITEM, BY_PAGE), locked=True, told=True, width=4),
        Number(name="fee_items", title="当月累计件数", least=0, locked=True, told=True, width=4),
        Number(name="fee_pages", title="计费页数", least=0, locked=True, told=True, width=4),
        Date(name="fee_asked_on", title="收费通知日期", locked=True, told=True, width=6),
        Date(name="fee_heard_on", title="收到收费通知日期", width=6),
        Date(name="fee_due_on", title="缴费期限", locked=True, width=6),
        Date(name="paid_on", title="缴费日期", locked=True, told=True, width=6),
        Date(name="answered_on", title="答复日期", locked=True, told=True, width=6),
        DocNumber(name="answer_number", title="答复文号", width=9, inline=True, searched=True),
        Choice(name="answer_kind", title="答复类型", options=ANSWER_KINDS, locked=True, told=True, width=9),
        LongText(name="answer_note", title="答复说明", width=10, searched=True),
        Choice(
            name="delivered_by",
            title="送达方式",
            options=("邮寄", "电子邮件", "当面", "传真", "网上"),
            words="request_delivery",
            width=5,
        ),
        Date(name="delivered_on", title="送达日期", inline=True),
        Attachments(name="files", title="申请表与文书", width=8),
        Entries(name="log", title="办理经过", width=14),
    )


def _afterwards() -> tuple[Any, ...]:
    return (
        Date(name="review_on", title="申请复议日期", width=6, inline=True, help="年度报告表四按这个日期计入年度"),
        Choice(name="review_outcome", title="行政复议", options=OUTCOMES, width=5, inline=True),
        Date(name="sued_on", title="起诉日期", width=6, inline=True, help="年度报告表四按这个日期计入年度"),
        Choice(name="suit_kind", title="行政诉讼", options=SUIT_KINDS, width=6, inline=True),
        Choice(name="suit_outcome", title="诉讼结果", options=OUTCOMES, width=5, inline=True),
        Choice(
            name="proactive",
            title="转主动公开",
            options=("建议转为主动公开", "已转为主动公开", "评估后不转"),
            width=6,
            inline=True,
            help="多人申请同一信息或申请人建议的，评估后可以纳入主动公开（条例第四十四条）",
        ),
        YesNo(name="typical", title="典型案例", inline=True),
        Links(name="documents", title="相关文件", to="documents", width=12),
        Date(name="archived_on", title="归档日期", locked=True, told=True, width=6),
        LongText(name="note", title="备注", width=8, inline=True, searched=True, column_kinds=("note",)),
    )


COMPUTED = (
    Computed(name="clock", title="期限", compute=told_clock, width=14),
    Computed(name="days_left", title="剩余工作日", compute=working_days_left, of=Number(name="days", title="")),
    Computed(name="steps", title="期限经过", compute=told_steps, of=LongText(name="text", title=""), width=20),
    Computed(name="fee", title="信息处理费", compute=_fee, of=Money(name="fee", title="")),
    Computed(name="remedy", title="救济途径", compute=_remedy, of=LongText(name="text", title=""), width=14),
)

REQUESTS = Register(
    name="requests",
    title="依申请公开",
    noun="申请",
    counter="件",
    icon="request",
    work=True,
    title_field="content",
    known_by=("number",),
    fields=(*_applicant(), *_wanted(), *_clock_facts(), *_fee_and_answer(), *_afterwards()),
    computed=COMPUTED,
    statuses=STATUSES,
    actions=ACTIONS,
    rules=(Rule(("channel", "arrived_on", "confirmed_on"), _received), *RULES),
    looks=(_asked_for_again,),
    columns=("number", "applicant", "content", "handling_units", "clock"),
    layouts=LAYOUTS,
    groups=(
        Group(
            "申请", ("number", "content", "obtain_by", "medium", "channel", "arrived_on", "confirmed_on", "received_on")
        ),
        Group("期限", ("clock", "due_on", "days_left", "steps")),
        Group(
            "申请人",
            (
                *("applicant", "applicant_kind", "employer", "id_kind", "id_number", "phone", "address", "postcode"),
                "email",
            ),
        ),
        Group("承办", ("handling_units", "handler", "excessive", "reasons_asked_on")),
        Group(
            "补正",
            ("correction_due_on", "correction_asked_on", "correction_reason", "correction_by", "corrected_on"),
        ),
        Group(
            "征求意见",
            (
                *("party", "party_asked_on", "party_heard_on", "party_said_on", "party_opinion"),
                *("agency", "agency_asked_on", "agency_said_on", "paused_until"),
            ),
        ),
        Group("延期", ("extended_on", "extended_days", "extended_by")),
        Group(
            "收费",
            ("fee_way", "fee_items", "fee_pages", "fee", "fee_asked_on", "fee_heard_on", "fee_due_on", "paid_on"),
        ),
        Group(
            "答复",
            (
                *("answered_on", "answer_number", "answer_kind", "answer_note", "remedy", "delivered_by"),
                *("delivered_on", "archived_on"),
            ),
        ),
        Group("办理经过", ("log",)),
        Group("申请表与文书", ("files",)),
        Group(
            "后续",
            (
                "review_on",
                "review_outcome",
                "sued_on",
                "suit_kind",
                "suit_outcome",
                "proactive",
                "typical",
                "documents",
                "note",
            ),
        ),
    ),
    tallies=(Tally("收到申请", "received_on", "applicant_kind"), Tally("答复申请", "answered_on", "answer_kind")),
    filters=("units", "channel", "applicant_kind", "answer_kind", "proactive", "typical"),
    empty_hint="收到申请按 Ctrl+N 登记：填渠道和日期，法定期限自动算出；也可以把登记台账表格拖进来。",
)
