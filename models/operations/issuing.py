"""Writing a notice (督办通知单, 催办单, 任务分工通知 …) about tasks, as a document in GB/T 9704.

Who it goes to, what it rests on and how late each task is follow from the tasks; the wording is in
resources/notices, one template a kind. Called by the window's composer and by the command line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from models.base.errors import ClerkError
from models.base.fields import NOBODY, read_date
from models.base.record import Changes, Query, Record
from models.export.gongwen import Gongwen, write_gongwen
from models.export.wording import compose_notice, notice_kinds, placeholders, read_template
from models.export.wording_values import NoticeTask, NoticeValues
from models.operations.desk import Desk, Outcome
from models.operations.ledgers import OFFICE_SETTING

URGING = ("督办通知单", "催办单")
"""Kinds that press for tasks that are not done: without a choice they are about all that are overdue."""

DEFAULT_LIMIT_WORKDAYS = 5
"""The new time limit, in working days after the present day, when none is given."""

_OTHER_NAMES = {
    "发文机关": "单位",
    "署名": "单位",
    "发文单位": "单位",
    "成文日期": "日期",
    "主送机关": "主送",
    "抄送机关": "抄送",
    "发文字号": "文号",
    "新的时限": "办理时限",
    "时限": "办理时限",
    "依据": "依据文件",
    "电话": "联系电话",
}
_NOT_FOR_SETTING = ("任务清单", "任务表", "分工表", "任务数", "称谓", "依据名称")
_DAYS = ("日期", "办理时限")

Settings = Mapping[str, str]
"""Chinese name of an element -> its text, as typed."""


def kinds(desk: Desk) -> tuple[str, ...]:
    """The kinds of notices there are."""
    return notice_kinds(desk.resources / "notices")


def fitting_kind(desk: Desk, ids: Sequence[int]) -> str:
    """The kind that fits these tasks best: 督办 where one is overdue, 催办 where one is open, else 分工.

    Without `ids` it is 督办通知单, which is then about all overdue tasks.
    """
    standing = {record.status for record in desk.book.records("tasks", ids)}
    if not ids or "overdue" in standing:
        return "督办通知单"
    return "催办单" if standing - {"completed", "closed"} else "任务分工通知"


def setting_names() -> tuple[str, ...]:
    """The elements that can be set by hand."""
    return tuple(name for name, _ in placeholders() if "." not in name and name not in _NOT_FOR_SETTING)


def compose(desk: Desk, kind: str, ids: Sequence[int], settings: Settings) -> Gongwen:
    """The notice of this kind about these tasks; `settings` go before what follows from the tasks.

    Without `ids` a notice that urges is about all overdue tasks, another one about all tasks.

    Raises:
        ClerkError: no such kind, element or task; no task to write about; one that is done already; nobody
            to send it to.
    """
    template = read_template(desk.resources / "notices", kind)
    given = _read_settings(desk, settings)
    tasks = _tasks(desk, kind, ids)
    day = given.get("日期") or desk.clock.today()
    values = NoticeValues(
        dated=day,
        issuer=desk.book.setting(OFFICE_SETTING),
        addressees=addressees(desk, tasks),
        basis=_basis(desk, tasks),
        limit=None if "办理时限" in given else _limit(desk, kind, tasks, day),
        contact=desk.book.setting("contact"),
        phone=desk.book.setting("phone"),
        tasks=tuple(_told(desk, task, day) for task in tasks),
    )
    if not values.addressees and not given.get("主送"):
        raise ClerkError("这些任务都没有写明牵头单位或责任单位，不知道主送给谁。请先填写单位，或者直接填写主送。")
    return compose_notice(template, {**values.named(), **given})


def write_notice(desk: Desk, kind: str, ids: Sequence[int], settings: Settings, target: Path) -> Outcome:
    """Write the notice to `target` as .docx.

    Raises:
        ClerkError: as `compose`; the target's ending is not .docx. WriteError: the target can't be written.
    """
    tasks = _tasks(desk, kind, ids) if kind in kinds(desk) else []
    return write_composed(desk, kind, compose(desk, kind, ids, settings), [task.id for task in tasks], target)


def write_composed(desk: Desk, kind: str, document: Gongwen, ids: Sequence[int], target: Path) -> Outcome:
    """Write a document that was composed, and perhaps edited, before. Raises as `write_notice`."""
    del desk
    if target.suffix.lower() != ".docx":
        raise ClerkError(f"公文只能存为 .docx 文档，请把“{target.name}”的扩展名改为 .docx。")
    write_gongwen(document, target)
    unsigned = "" if document.issuer else "还没有署名，请填写发文机关后再发出。"
    message = f"已写成{kind}（{len(ids)} 项任务），存到“{target.name}”。{unsigned}"
    return Outcome(Changes(), message, tuple(ids))


def proposed(desk: Desk, kind: str, ids: Sequence[int]) -> dict[str, str]:
    """What the elements would be without any setting, as texts, for the composer's fields; empty ones left out."""
    try:
        tasks = _tasks(desk, kind, ids)
    except ClerkError:
        return {}
    limit = _limit(desk, kind, tasks, desk.clock.today())
    texts = {
        "主送": "、".join(addressees(desk, tasks)),
        "单位": desk.book.setting(OFFICE_SETTING),
        "日期": desk.clock.today().isoformat(),
        "办理时限": limit.isoformat() if limit and kind in URGING else "",
        "联系人": desk.book.setting("contact"),
        "联系电话": desk.book.setting("phone"),
    }
    return {name: text for name, text in texts.items() if text}


def addressees(desk: Desk, tasks: Iterable[Record]) -> tuple[str, ...]:
    """主送: each task's lead units, else its responsible ones; a group stands for its members when it has any."""
    found: dict[int, None] = {}
    for task in tasks:
        for unit in task["lead_units"] or task["responsible_units"]:
            _spread(desk, unit, found, set())
    return tuple(desk.book.title("units", unit) for unit in found)


def _spread(desk: Desk, unit: int, found: dict[int, None], seen: set[int]) -> None:
    if unit in seen:
        return
    seen.add(unit)
    members = desk.book.values("units", unit)["members"]
    if not members:
        found[unit] = None
    for member in members:
        _spread(desk, member, found, seen)


def _tasks(desk: Desk, kind: str, ids: Sequence[int]) -> list[Record]:
    """The tasks the notice is about, in their order."""
    urging = kind in URGING
    register = desk.registers["tasks"]
    where = register.in_status(("overdue",)) if urging else None
    chosen = list(dict.fromkeys(ids)) or desk.book.ids("tasks", Query(where=where))
    if not chosen:
        raise ClerkError(f"没有{'逾期的' if urging else ''}任务，不用写{kind}。")
    found = desk.book.records("tasks", chosen)
    if len(found) < len(chosen):
        missing = sorted(set(chosen) - {task.id for task in found})
        raise ClerkError(f"任务台账里没有编号为 {missing[0]} 的记录，可能已被删除。")
    done = [task for task in found if task.status in ("completed", "closed")]
    if urging and done:
        raise ClerkError(f"“{done[0]['content'][:16]}”已经完成，不能写进{kind}，请去掉它再试。")
    return found


def _basis(desk: Desk, tasks: Iterable[Record]) -> tuple[tuple[str, str], ...]:
    """The documents the tasks come from, each once: (title, 文号)."""
    sources = dict.fromkeys(task["source"] for task in tasks if task["source"])
    documents = (desk.book.values("documents", source) for source in sources)
    return tuple(
        ("" if item["title"] == item["doc_number"] else item["title"], item["doc_number"] or "") for item in documents
    )


def _limit(desk: Desk, kind: str, tasks: Iterable[Record], day: date) -> date | None:
    """The new time limit; a 催办单 about tasks that are all still in time leaves theirs standing."""
    if kind == "催办单" and all(task.status != "overdue" for task in tasks):
        return None
    return desk.calendar.add_workdays(day, DEFAULT_LIMIT_WORKDAYS)


def _told(desk: Desk, task: Record, day: date) -> NoticeTask:
    """The task as the notice of that day tells it: how late it is counts up to that day."""

    def units(role: str) -> tuple[str, ...]:
        return tuple(desk.book.title("units", unit) for unit in task[role])

    due: date | None = task["due_on"]
    late = (day - due).days if due and due < day and task.status == "overdue" else None
    return NoticeTask(
        content=task["content"],
        number=task["number"] or "",
        section=task["section"] or "",
        lead_units=units("lead_units"),
        responsible_units=units("responsible_units"),
        cooperating_units=units("cooperating_units"),
        deadline=_deadline(task),
        overdue_days=late,
        status=task.status_text.partition(" ")[0],
        progress=task["progress"][-1].text if task["progress"] else "",
    )


def _deadline(task: Record) -> date | str | None:
    """The limit as the source words it, where that names its year and still holds; else its day."""
    wording: str = task["deadline_text"] or ""
    due: date | None = task["due_on"]
    if due is None:
        return wording or None
    still_holds = not task["original_due_on"]
    return wording if wording and still_holds and str(due.year) in wording else due


def _read_settings(desk: Desk, settings: Settings) -> dict[str, Any]:
    """Settings under the placeholders' own names, days read as days."""
    known = setting_names()
    number = desk.registers["documents"].field("doc_number")
    given: dict[str, Any] = {}
    for name, text in settings.items():
        own = _OTHER_NAMES.get(name.strip(), name.strip())
        if own not in known:
            raise ClerkError(f"公文里没有“{name}”这一项，可以填写的有：{'、'.join(known)}。")
        given[own] = number.parse(text, NOBODY) or "" if own == "文号" else text.strip()
        if own in _DAYS:
            given[own] = _day(own, text.strip())
    return given


def _day(name: str, text: str) -> date | str:
    """A day where the text is one; words (本月底) stand as they are, but not for the day of the document."""
    try:
        day = read_date(text)
    except ValueError:
        raise ClerkError(f"{name}“{text}”这一天不存在，请核对。") from None
    if day is None and name == "日期":
        raise ClerkError(f"{name}“{text}”看不懂，请写成 2021-10-15 这样。")
    return day or text
