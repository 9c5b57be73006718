"""Checks of what a notice is about and whom it reaches: its records, their units, 主送 and 抄送.

Part of `notice_checks`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from models.base.conditions import Equals, Filled
from models.base.lists import first_named
from models.base.record import Query, Record
from models.base.register import Register
from models.export.text import chinese_day
from models.export.wording_values import listed
from models.operations import notice_records
from models.operations.matching import units_of
from models.operations.notice_kinds import Kind, all_kinds
from models.operations.notice_paper import RECORDS, Check, Paper, texts
from models.registers.units import looks_like_group

_MOST_NAMED = 3
_RECENT, _LATEST = 7, 40
"""Days in which the same is not sent again without a remark; how many of the last papers are looked at."""


def units_known(paper: Paper) -> Iterator[Check]:
    """Units that are not in the roster, by their place."""
    for place, names in (("主送", listed(paper.document.addressees)), ("抄送", paper.document.copy_to)):
        for name in names:
            if paper.desk.book.known("units", name) is None and not looks_like_group(name):
                yield Check(f"“{name}”不在单位名册里，请核对写法", place)


def units_reached(paper: Paper) -> Iterator[Check]:
    """Units that have to do with the records and get the paper neither as 主送 nor as 抄送.

    A group phrase whose members are not known (各有关单位) may mean anybody: then nothing is said.
    """
    desk, names = paper.desk, (*listed(paper.document.addressees), *paper.document.copy_to)
    if not names or any(looks_like_group(name) and not _has_members(paper, name) for name in names):
        return
    concerned = notice_records.concerned(desk, paper.kind, paper.records)
    reached = notice_records.reached(desk, names) | units_of(desk, paper.document.issuer, concerned)
    missed = [unit for unit in concerned if unit not in reached]
    if missed:
        told = _few([desk.book.title("units", unit) for unit in missed], "个单位")
        noun = paper.kind.register.noun if paper.kind.register is not None else "记录"
        place = "抄送" if "抄送" in paper.kind.used else "主送"
        yield Check(f"{told}承担所写的{noun}，主送、抄送里都没有", place)


def _has_members(paper: Paper, name: str) -> bool:
    unit = paper.desk.book.known("units", name)
    return unit is not None and bool(paper.desk.book.values("units", unit)["members"])


def records_fit(paper: Paper) -> Iterator[Check]:
    """Records that are gone, in a status the kind refuses, without units, or with estimated days."""
    register = paper.kind.register
    if register is None:
        return
    gone = len(set(paper.ids)) - len(paper.records)
    if gone:
        yield Check(f"有 {gone} {register.counter}{register.noun}已经被删除，请去掉", RECORDS, grave=True)
    told = "\n".join(text for part in paper.document.body for text in texts(part))
    for record in paper.records:
        name = _short(paper.kind, record)
        if record.status not in paper.kind.accepted:
            yield Check(f"“{name}”现在是{record.status_text}，不能写进{paper.kind.name}", RECORDS, grave=True)
        if register.unit_fields and not any(record[role] for role in register.unit_fields):
            yield Check(f"“{name}”没有写明单位", RECORDS)
        for field_name in sorted(record.estimates):
            day = record[field_name]
            if isinstance(day, date) and (chinese_day(day) in told or day.isoformat() in told):
                title = register.field(field_name).title
                yield Check(f"“{name}”的{title} {chinese_day(day)} 是估算：{day.year} 年的放假安排还没有公布", RECORDS)


def records_meant(paper: Paper) -> Iterator[Check]:
    """Records the kind may be about but is not meant for (督办 of what is not overdue), and the kinds that are."""
    kind, register = paper.kind, paper.kind.register
    if register is None:
        return
    meant = set(kind.meant)
    other = [record for record in paper.records if record.status in kind.accepted and record.status not in meant]
    if not other:
        return
    words = "或".join(kind.declared.meant)
    better = _better(paper, {record.status for record in other})
    told = _few([f"“{_short(kind, record)}”" for record in other], f"{register.counter}{register.noun}")
    advice = f"，可以改写{better}" if better else ""
    yield Check(f"{told}不是{words}，{kind.name}一般只写{words}的，请核对{advice}", RECORDS)


def records_told(paper: Paper) -> Iterator[Check]:
    """Records about which a notice of this kind that wants an answer went out a few days ago."""
    kind, register, desk = paper.kind, paper.kind.register, paper.desk
    if register is None or not kind.declared.wants_reply:
        return
    today, wanted = desk.clock.today(), {record.id for record in paper.records}
    same = Query(Equals("kind", kind.name) & ~Filled("voided_on"), order="issued_on", descending=True)
    for entry in desk.book.records("dispatches", desk.book.ids("dispatches", same)[:_LATEST]):
        day: date | None = entry["issued_on"]
        told = wanted.intersection(_about(entry, register))
        if day is None or not told or not timedelta() <= today - day <= timedelta(days=_RECENT):
            continue
        some = f"这 {len(told)}" if len(told) == len(wanted) else f"其中 {len(told)}"
        when = "今天" if day == today else f"{chinese_day(day)}"
        number = entry["doc_number"] or ""
        yield Check(f"{some} {register.counter}{register.noun}{when}已发过{number}{kind.name}", RECORDS)


def _about(entry: Record, register: Register) -> Iterator[int]:
    """The records of the register that an entry of 发文登记簿 is about."""
    yield from entry.values.get(register.name) or ()
    yield from (identity for name, identity in entry["related"] or () if name == register.name)


def _better(paper: Paper, statuses: set[str]) -> str:
    """The kinds about the same register that are meant for records in all these statuses, and for certain ones only."""
    every = len(paper.kind.register.statuses) if paper.kind.register is not None else 0
    fitting = [
        kind.name
        for kind in all_kinds(paper.desk)
        if kind.register is paper.kind.register and statuses <= set(kind.meant) and len(kind.meant) < every
    ]
    return "或".join(fitting)


def _short(kind: Kind, record: Record) -> str:
    assert kind.register is not None
    return str(record[kind.register.title_field])[:16]


def _few(names: Sequence[str], counted: str) -> str:
    """The first of them, and how many there are."""
    return first_named(names, _MOST_NAMED, counted).replace("”、“", "”“")
