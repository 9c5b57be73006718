"""How applications are answered (依申请公开的办理结果): the leaves of table 三 of the annual report.

国办公开办函〔2021〕30号; each answered application counts in exactly one of them (部分公开: only there). A test holds
them against the report's own form.
"""

APPLICANT_KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
"""Columns of table 三; all but the first are 法人或其他组织."""

REFUSED, NOT_HAD, NOT_TREATED, _OTHERWISE = "不予公开", "无法提供", "不予处理", "其他处理"

REASONS = {
    REFUSED: (
        "属于国家秘密",
        "其他法律行政法规禁止公开",
        "危及“三安全一稳定”",
        "保护第三方合法权益",
        "属于三类内部事务信息",
        "属于四类过程性信息",
        "属于行政执法案卷",
        "属于行政查询事项",
    ),
    NOT_HAD: ("本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确"),
    NOT_TREATED: (
        "信访举报投诉类申请",
        "重复申请",
        "要求提供公开出版物",
        "无正当理由大量反复申请",
        "要求行政机关确认或重新出具已获取信息",
    ),
    _OTHERWISE: ("申请人无正当理由逾期不补正", "申请人逾期未按收费通知要求缴纳费用", "其他"),
}
"""The kinds of answer that give no information, each with its reasons in the order of table 三."""
_LINES = {REFUSED: "三(三)", NOT_HAD: "三(四)", NOT_TREATED: "三(五)", _OTHERWISE: "三(六)"}

IN_FULL, IN_PART = "予以公开", "部分公开"
NOT_CORRECTED, NOT_PAID, STILL_UNCLEAR = (
    "其他处理：申请人无正当理由逾期不补正",
    "其他处理：申请人逾期未按收费通知要求缴纳费用",
    "无法提供：补正后申请内容仍不明确",
)

LINE_OF_ANSWER = {
    IN_FULL: "三(一)",
    IN_PART: "三(二)",
    **{
        f"{group}：{name}": f"{_LINES[group]}{number}"
        for group, names in REASONS.items()
        for number, name in enumerate(names, start=1)
    },
}
"""The words for each kind of answer -> the line of table 三 in which it counts."""
ANSWER_KINDS = tuple(LINE_OF_ANSWER)

OUTCOMES = ("尚未审结", "结果维持", "结果纠正", "其他结果")
"""What becomes of a review or a suit (table 四)."""
SUIT_KINDS = ("未经复议直接起诉", "复议后起诉")
