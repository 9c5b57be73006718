"""The terms of an application (依申请公开的期限), and what is told about them. Part of the declaration in `requests`."""

from collections.abc import Collection, Mapping

from models.base.fields import Value, Values
from models.base.register import Rule, Surroundings
from models.base.terms import Extension, Pause, Restart, Term, counting_of, days_left, estimated, reckon

ANSWER = Term(
    starts="received_on",
    days=20,
    told="收到申请",
    source="条例第三十三条",
    ends="answered_on",
    restarts=(
        Restart("correction_asked_on", "corrected_on", "告知补正，等待补正", "收到补正的申请", "条例第三十条"),
        Restart("fee_asked_on", "paid_on", "通知缴纳信息处理费，等待缴费", "缴费", "国办函〔2020〕109号"),
    ),
    pauses=(
        Pause(
            "party_asked_on",
            "party_said_on",
            "征求第三方意见",
            "收到第三方意见",
            15,
            "party_heard_on",
            "条例第三十二条",
        ),
        Pause("agency_asked_on", "agency_said_on", "征求其他机关意见", "收到其他机关意见", 15, source="条例第三十四条"),
    ),
    extensions=(Extension("extended_on", "extended_days", "经批准延期", "条例第三十三条"),),
)
"""Twenty working days; the time for asking a third party or another agency does not count."""

CORRECTION = Term(
    starts="received_on",
    days=7,
    told="收到申请",
    source="条例第三十条",
    ends="correction_asked_on",
)
PAYMENT = Term(starts="fee_heard_on", days=20, told="收到收费通知", source="国办函〔2020〕109号", ends="paid_on")


def _follow(values: Values, around: Surroundings) -> Mapping[str, Value]:
    found = reckon(ANSWER, values, around.calendar, counting_of(around))
    return {"due_on": found.due, "paused_until": found.paused_until}


def _others(values: Values, around: Surroundings) -> Mapping[str, Value]:
    return {
        "correction_due_on": reckon(CORRECTION, values, around.calendar).due,
        "fee_due_on": reckon(PAYMENT, values, around.calendar).due,
    }


def _estimates(values: Values, around: Surroundings) -> Collection[str]:
    return estimated(ANSWER, "due_on", values, around, "days_left")


def _other_estimates(values: Values, around: Surroundings) -> Collection[str]:
    others = ((CORRECTION, "correction_due_on"), (PAYMENT, "fee_due_on"))
    return [name for term, due in others for name in estimated(term, due, values, around)]


RULES = (
    Rule(ANSWER.fields, _follow, keeps=("due_on", "paused_until"), estimates=_estimates),
    Rule(
        (*CORRECTION.fields, *PAYMENT.fields),
        _others,
        keeps=("correction_due_on", "fee_due_on"),
        estimates=_other_estimates,
    ),
)
"""Keep the last days in fields, so that statuses and filters can ask for them."""


def told_clock(values: Values, around: Surroundings) -> str:
    """Where the term stands, in words: when it ends, how much is left, or why it does not run."""
    if values["received_on"] is None:
        return "待与申请人确认收到，确认之日起计算" if values["arrived_on"] else ""
    found = reckon(ANSWER, values, around.calendar, counting_of(around))
    done = values["answered_on"]
    if done is not None:
        late = 0 if found.due is None else max(0, -days_left(ANSWER, found.due, done, around.calendar))
        return f"超过期限 {late} 个工作日答复" if late else "按期答复"
    if found.due is None:
        return f"{found.waiting}，期限暂不计算"
    left = days_left(ANSWER, found.due, around.today(), around.calendar)
    told = f"还有 {left} 个工作日" if left > 0 else "今天到期" if left == 0 else f"已超过 {-left} 个工作日"
    paused = found.paused_until is not None and around.today() <= found.paused_until
    parts = [f"{found.due.isoformat()}{'（估算）' if found.estimate else ''}", told]
    if paused and found.paused_until is not None:
        parts.append(f"征求意见中，最迟 {found.paused_until.isoformat()} 恢复计算")
    return "，".join(parts)


def working_days_left(values: Values, around: Surroundings) -> Value:
    """Working days left to answer; None when the term does not run."""
    if values["due_on"] is None or values["answered_on"] is not None:
        return None
    return days_left(ANSWER, values["due_on"], around.today(), around.calendar)


def told_steps(values: Values, around: Surroundings) -> str:
    """Every step that set or moved the last day, with the article."""
    return reckon(ANSWER, values, around.calendar, counting_of(around)).text()
