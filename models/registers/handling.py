"""What registers of work to be done share: starting, telling progress, extending, and what a deadline's wording means.

A register that uses these has the fields started_on, due_on, original_due_on, progress and deadline_text.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from models.base.conditions import Condition, Contains, Filled
from models.base.errors import FieldError
from models.base.fields import Date, LongText, Value, Values
from models.base.register import Action, Ask, Calendar, Surroundings
from models.registers import usual

if TYPE_CHECKING:
    from models.workdays.calendar import WorkCalendar
    from models.workdays.meaning import Deadline, DocumentDates

_NO_SUCH_DAY = "这一天不存在"
_DIGIT = re.compile(r"\d")
Source = Callable[[Values, Surroundings], int | None]
"""(the record's values, the world) -> the document that sets its deadline."""
WORKDAY = "工作日"
IN_WORKDAYS = Contains("deadline_text", WORKDAY)
"""The wording counts in working days, so that the day behind it depends on the calendar."""


def _current_due(values: Values, day: date) -> Value:
    del day
    return values.get("due_on")


def _start(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    del values
    return {"started_on": answers.get("started_on") or day}


def _report(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    told = answers.get("on") or day
    changed: dict[str, Value] = {"progress": usual.with_entry(values, "progress", told, answers["text"])}
    if not values.get("started_on"):
        changed["started_on"] = told
    return changed


def _extend(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    old, new = values.get("due_on"), answers["due_on"]
    if old is not None and new <= old:
        raise FieldError(f"新的到期日期要晚于现在的到期日期 {old.isoformat()}，请改。", "due_on")
    if new < day:
        raise FieldError(f"新的到期日期 {new.isoformat()} 已经过了，请填今天或者以后的日期。", "due_on")
    told = f"延期至{new.isoformat()}：{answers['reason']}"
    return {
        "due_on": new,
        "original_due_on": values.get("original_due_on") or old,
        "progress": usual.with_entry(values, "progress", day, told),
        **({"ongoing": False} if "ongoing" in values else {}),
    }


def start_action(running: Condition, status: str) -> Action:
    """启动; `running` says what is neither done nor over, `status` what the record then counts as."""
    return Action(
        name="start",
        title="启动",
        help=f"记下启动日期，转为{status}",
        when=running & ~Filled("started_on"),
        refusal="已经启动或已经完成，不用再启动",
        effect=_start,
        asks=(usual.day_asked("started_on", "启动日期", required=False),),
        shortcut="Ctrl+B",
        icon="start",
    )


def report_action() -> Action:
    """记进展, until the record is closed."""
    return Action(
        name="report",
        title="记进展",
        help="记一条带日期的进展",
        when=~Filled("closed_on"),
        refusal="已经销号，要记进展请先退回",
        effect=_report,
        asks=(
            usual.day_asked("on", "日期", required=False),
            Ask(LongText(name="text", title="进展情况", required=True)),
        ),
        shortcut="Ctrl+J",
        icon="report",
    )


def extend_action(running: Condition, refusal: str = "已经完成，不能延期") -> Action:
    """延期: a later day, the first one kept."""
    return Action(
        name="extend",
        title="延期",
        help="经批准改到更晚的到期日期，写明原因，原日期留底",
        when=running,
        refusal=refusal,
        effect=_extend,
        asks=(
            Ask(Date(name="due_on", title="新的到期日期", required=True), _current_due, begins=True),
            Ask(LongText(name="reason", title="延期原因", required=True)),
        ),
        shortcut="Ctrl+T",
        icon="extend",
    )


def estimated_deadline(values: Values, around: Surroundings, source: int | None) -> Collection[str]:
    """("due_on",) when that day follows from a wording in working days that runs into a year not arranged yet."""
    day = values.get("due_on")
    if day is None or WORKDAY not in (values.get("deadline_text") or "") or not around.calendar.is_estimate(day.year):
        return ()
    return ("due_on",) if read_deadline(values, around, source).due_on == day else ()


def recounted_deadline(
    values: Values, around: Surroundings, source: int | None, before: Sequence[Calendar]
) -> Mapping[str, Value]:
    """The day counted anew from a wording in working days (`IN_WORKDAYS`); one set by hand, or put off, stays."""
    if values.get("original_due_on"):
        return {}
    fresh = read_deadline(values, around, source).due_on
    if fresh is None or fresh == values.get("due_on"):
        return {}
    counted = (read_deadline(values, around, source, calendar).due_on for calendar in before)
    return {"due_on": fresh} if values.get("due_on") in counted else {}


def deadline_retold(values: Values, around: Surroundings, source: Source) -> Mapping[str, str]:
    """{"deadline_text": 2026年12月31日前（原定9月30日前）} of a term put off, unless it was worded anew since.

    One that was ongoing before it was given a day is told by its words: 2026年12月31日前（原定持续推进）. One that comes
    round (每月25日前) goes on doing so.
    """
    due, first = values.get("due_on"), values.get("original_due_on")
    if due is None or due == first or values.get("recurrence"):
        return {}
    before = _ended(values, around)
    if first is not None:
        if _says(due, values, around, source(values, around)):
            return {}
        year = "" if first.year == due.year else f"{first.year}年"
        before = before or f"{year}{first.month}月{first.day}日前"
    return {"deadline_text": f"{due.year}年{due.month}月{due.day}日前（原定{before}）"} if before else {}


def _ended(values: Values, around: Surroundings) -> str:
    """The words of what was ongoing and is so no more; "" where the wording is another."""
    wording: str = values.get("deadline_text") or ""
    ended = values.get("ongoing") is False and not _DIGIT.search(wording) and _without_dates(wording, around).ongoing
    return wording.rstrip("。；;，, ") if ended else ""


def _says(day: date, values: Values, around: Surroundings, source: int | None) -> bool:
    """Whether the wording means this day; what can't be read any more, since its document has another year, does not."""
    try:
        return read_deadline(values, around, source).due_on == day
    except FieldError:
        return False


def _without_dates(wording: str, around: Surroundings) -> "Deadline":
    dates = _dates(None, None, None, None, None, around.today().year)
    return _meaning(wording, dates, cast("WorkCalendar", around.calendar))


def read_deadline(
    values: Values, around: Surroundings, source: int | None, calendar: Calendar | None = None
) -> "Deadline":
    """What the wording of a deadline means, by the dates of the document (its id) that sets it; by another calendar if given.

    Raises:
        FieldError: it names a day that does not exist (2月30日), which no later step could mend.
    """
    found = around.values("documents", source) if source else {}
    told = (found.get("title"), found.get("issued_on"), found.get("published_on"), found.get("doc_number"))
    dates = _dates(*told, around.stated_year(), around.today().year)
    return _meaning(values.get("deadline_text") or "", dates, cast("WorkCalendar", calendar or around.calendar))


@lru_cache(maxsize=256)
def _dates(
    title: str | None,
    issued_on: date | None,
    published_on: date | None,
    doc_number: str | None,
    stated_year: int | None,
    this_year: int,
) -> "DocumentDates":
    """The dates of a source document; without any the year stated around the wording, else the present one."""
    from models.workdays.meaning import DocumentDates, year_of_number, year_of_title

    dates = DocumentDates(year_of_title(title or ""), issued_on, published_on, year_of_number(doc_number))
    if dates != DocumentDates():
        return dates
    return DocumentDates(title_year=stated_year) if stated_year else DocumentDates(present_year=this_year)


@lru_cache(maxsize=4096)
def _meaning(text: str, dates: "DocumentDates", calendar: "WorkCalendar") -> "Deadline":
    from models.workdays.deadlines import read_slot  # many patterns: not while the window starts

    found = read_slot(text, dates, calendar)
    impossible = next((warning for warning in found.warnings if _NO_SUCH_DAY in warning), None)
    if impossible is not None:
        raise FieldError(impossible, "deadline_text")
    return found
