"""What a notice says of its records: which they are, who gets it, what it rests on, and each record's own line.

Works on any register: units by their roles, documents by the links to them, days by the statuses. Part of `issuing`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from models.base.errors import ClerkError
from models.base.fields import Value
from models.base.lists import Units
from models.base.membership import meant_by
from models.base.record import Query, Record
from models.base.register import Register
from models.export.ledger import Ledger
from models.export.text import chinese_day
from models.export.wording_kind import BY_TYPE
from models.export.wording_values import NoticeItem
from models.operations.collective_names import collective_name
from models.operations.desk import Desk
from models.operations.layouts import layout_named
from models.operations.ledgers import ledger_of
from models.operations.matching import units_of
from models.operations.notice_kinds import Kind
from models.registers.units import GROUP
from models.reports.attention import answerable
from models.workdays.recurrence import describe_recurrence, next_occurrence

_DAYS_OF_FINISH = ("closed_on", "completed_on")


def records_for(desk: Desk, kind: Kind, ids: Sequence[int]) -> list[Record]:
    """The records a notice of this kind is about, in their order; those its template takes when none are chosen.

    Raises:
        ClerkError: there is nothing to write about; a record is gone, or in a status that the kind refuses.
    """
    register = kind.register
    if register is None:
        return []
    if not ids and not kind.chosen:
        return []
    every = len(kind.chosen) >= len(register.statuses)
    where = None if every else register.in_status(kind.chosen)
    chosen = list(dict.fromkeys(ids)) or desk.book.ids(register.name, Query(where=where))
    if not chosen:
        words = "" if every else "或".join(kind.declared.chosen)
        raise ClerkError(f"没有{f'{words}的' if words else ''}{register.noun}，不用写{kind.name}。")
    found = desk.book.records(register.name, chosen)
    if len(found) < len(chosen):
        missing = sorted(set(chosen) - {record.id for record in found})
        raise ClerkError(f"{register.title}里没有编号为 {missing[0]} 的记录，可能已被删除。")
    refused = [record for record in found if record.status not in kind.accepted]
    if refused:
        told = str(refused[0][register.title_field])[:16]
        raise ClerkError(f"“{told}”{_why_not(register, refused[0])}，不能写进{kind.name}，请去掉它再试。")
    return found


def _why_not(register: Register, record: Record) -> str:
    status = register.status(record.status)
    if status is not None and status.light in ("done", "blue"):
        return f"已经完成（{status.title}）"
    return f"还没有办结（{record.status_text}）"


def fitting(desk: Desk, kind: Kind, ids: Sequence[int]) -> list[int]:
    """Those of the records that a notice of this kind may be about; for taking the others out of a choice."""
    if kind.register is None:
        return []
    return [record.id for record in desk.book.records(kind.register.name, ids) if record.status in kind.accepted]


def refused(desk: Desk, kind: Kind, ids: Sequence[int]) -> dict[int, str]:
    """Those that a notice of this kind may not be about: record -> why, as 已经完成（已销号）."""
    register = kind.register
    if register is None:
        return {}
    found = desk.book.records(register.name, ids)
    gone = dict.fromkeys(set(ids) - {record.id for record in found}, "已被删除")
    return gone | {record.id: _why_not(register, record) for record in found if record.status not in kind.accepted}


def addressees(desk: Desk, kind: Kind, records: Iterable[Record], issuer: str = "") -> tuple[str, ...]:
    """主送: the units that answer for the records, a group by its members; or all units named.

    Of all named, groups go first and stand for their members, then the others, all in the roster's order. The issuer
    does not write to itself, where there are others.
    """
    if kind.register is None:
        return ()
    roles = kind.register.unit_fields
    if kind.declared.recipients == "全部单位":
        units = _all_named(desk, {unit for record in records for role in roles for unit in record[role]})
    else:
        units = spread(desk, (unit for record in records for unit in answerable(record, roles)))
    itself = units_of(desk, issuer, units)
    others = [unit for unit in units if unit not in itself] or units
    return tuple(desk.book.title("units", unit) for unit in others)


def _all_named(desk: Desk, units: Collection[int]) -> tuple[int, ...]:
    values = {unit: desk.book.values("units", unit) for unit in units}
    within = {member for unit in units for member in spread(desk, (unit,)) if member != unit}
    places = {unit: place for place, unit in enumerate(desk.book.ids("units", Query()))}
    kept = [unit for unit in units if unit not in within]
    return tuple(sorted(kept, key=lambda unit: (values[unit]["kind"] != GROUP, places.get(unit, 0))))


def collective(kind: Kind, names: Sequence[str]) -> tuple[str, ...]:
    """The names as 主送 proposes them: too many of them together, by what the kind calls them then."""
    declared = kind.declared
    if not declared.collective or len(names) <= declared.collective_over:
        return tuple(names)
    return (collective_name(names) if declared.collective == BY_TYPE else declared.collective,)


def copies(desk: Desk, kind: Kind, records: Iterable[Record], addressed: Iterable[str], issuer: str) -> tuple[str, ...]:
    """抄送 by the kind's declaration: the units of those fields; none that is addressed, none twice.

    A group goes by its name, by its other members only where some of them are addressed. addressed: the names in 主送, a
    group for its members.
    """
    found: dict[int, None] = {}
    named = dict.fromkeys(unit for record in records for name in kind.copied_fields for unit in record[name])
    told = reached(desk, addressed) | units_of(desk, issuer, spread(desk, named))
    for unit in named:
        members = spread(desk, (unit,))
        found |= dict.fromkeys(members if told.intersection(members) else (unit,))
    within = {member for unit in found for member in spread(desk, (unit,)) if member != unit}
    return tuple(desk.book.title("units", unit) for unit in found if unit not in told | within)


def concerned(desk: Desk, kind: Kind, records: Iterable[Record]) -> tuple[int, ...]:
    """The units that have to know of a notice about these records, a group by its members."""
    names = kind.concerned_fields
    return spread(desk, (unit for record in records for name in names for unit in record[name]))


def reached(desk: Desk, names: Iterable[str]) -> frozenset[int]:
    """The units of the roster that these names reach: each itself, and a group's members."""
    known = [unit for name in names if name and (unit := desk.book.known("units", name)) is not None]
    return frozenset({*known, *spread(desk, known)})


def spread(desk: Desk, units: Iterable[int]) -> tuple[int, ...]:
    """The units, each group in its place by its members when it has any; each once."""
    return meant_by(units, desk.book.linked("units", "members"))


def sources(desk: Desk, kind: Kind, records: Iterable[Record]) -> list[Record]:
    """The documents that the records come from, each once."""
    if kind.register is None:
        return []
    links = [item.name for item in kind.register.fields if item.target == "documents" and item.sql_type is not None]
    ids = dict.fromkeys(record[name] for record in records for name in links if record[name])
    return desk.book.records("documents", list(ids))


def basis(documents: Iterable[Record]) -> tuple[tuple[str, str], ...]:
    """The documents as a notice names them: (title, 文号)."""
    return tuple(
        ("" if item["title"] == item["doc_number"] else item["title"], item["doc_number"] or "") for item in documents
    )


def limit(desk: Desk, kind: Kind, records: Sequence[Record], day: date) -> date | None:
    """The new time limit by the kind's rule, in working days after the day of the notice."""
    declared = kind.declared
    if not declared.limit_workdays or (declared.limit_when_late and not any(map(_Told(desk, kind, day).late, records))):
        return None
    return desk.calendar.add_workdays(day, declared.limit_workdays)


def ledger(desk: Desk, kind: Kind, records: Sequence[Record], day: date) -> Ledger | None:
    """The layout that the kind attaches, filled with the records; None when it attaches none, or a table.

    Raises:
        ClerkError: there is no such layout (any more).
    """
    register = kind.register
    if register is None or not records or not kind.attaches_layout:
        return None
    layout = layout_named(desk, register, kind.declared.annex)
    made = ledger_of(desk, register, [record.id for record in records], layout=layout)
    return replace(made, dated=day, figures=())


@dataclass(frozen=True)
class _Told:
    """Tells records as the notice of one day tells them: how late they are counts up to that day."""

    desk: Desk
    kind: Kind
    day: date
    named: dict[tuple[int, ...], tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Units -> their names and places in the roster, groups by their members: many records have the same."""
    roster: dict[int, int] = field(default_factory=dict)
    """Unit -> its place."""

    def answering(self, record: Record) -> tuple[tuple[str, int], ...]:
        """The units that answer for the record, a group by its members: their names and places in the roster."""
        assert self.kind.register is not None
        units, book = answerable(record, self.kind.register.unit_fields), self.desk.book
        if not self.roster:
            self.roster.update((unit, place) for place, unit in enumerate(book.ids("units", Query())))
        if units not in self.named:
            told = ((book.title("units", unit), self.roster.get(unit, 0)) for unit in spread(self.desk, units))
            self.named[units] = tuple(told)
        return self.named[units]

    def late(self, record: Record) -> int | None:
        """The days by which a record is overdue; None when it is not."""
        assert self.kind.register is not None
        status = self.kind.register.status(record.status)
        due: date | None = record[status.counts] if status is not None and status.counts else None
        late = status is not None and status.light == "red" and due is not None and due < self.day
        return (self.day - due).days if late and due is not None else None


def told(desk: Desk, kind: Kind, records: Sequence[Record], day: date) -> tuple[NoticeItem, ...]:
    """Each record as the notice of that day tells it."""
    teller = _Told(desk, kind, day)
    return tuple(_told(teller, record) for record in records)


def _told(teller: _Told, record: Record) -> NoticeItem:
    desk, register = teller.desk, teller.kind.register
    assert register is not None
    status = register.status(record.status)
    progress = record.values.get("progress")
    report_on, report = _report(record, teller.day)
    answering = teller.answering(record)
    return NoticeItem(
        content=str(record[register.title_field] or ""),
        number=record.values.get("number") or "",
        section=record.values.get("section") or "",
        **{f"{role}_units": _named(desk, register, record, role) for role in ("lead", "responsible", "cooperating")},
        answerable=tuple(name for name, _ in answering),
        places=tuple(place for _, place in answering),
        deadline=_deadline(record),
        overdue_days=teller.late(record),
        status=status.title if status is not None else "",
        progress=progress[-1].text if progress else "",
        finished=next((day for name in _DAYS_OF_FINISH if (day := record.values.get(name))), None),
        report_on=report_on,
        report=report,
        done=status is not None and status.light in ("done", "blue"),
        soon=status is not None and status.light == "amber",
        others={
            item.title: record.retold.get(item.name) or _shown(desk, register, record, item.name)
            for item in register.fields
            if not item.hidden
        },
    )


def _named(desk: Desk, register: Register, record: Record, role: str) -> tuple[str, ...]:
    """The names of the units in this role, whatever the field is called."""
    names = [item.name for item in register.fields if isinstance(item, Units) and item.role == role]
    return tuple(desk.book.title("units", unit) for name in names for unit in record[name])


def _shown(desk: Desk, register: Register, record: Record, name: str) -> str:
    field = register.field(name)
    value: Value = record[name]
    if isinstance(value, date):
        return chinese_day(value)
    return field.display(value, desk.book) if value not in (None, "", ()) else ""


def _deadline(record: Record) -> date | str | None:
    """The limit as the source words it, where that names its year and still holds; else its day."""
    wording: str = record.values.get("deadline_text") or ""
    due: date | None = record.values.get("due_on")
    if due is None:
        return wording or None
    still_holds = "deadline_text" not in record.retold
    return wording if wording and still_holds and str(due.year) in wording else due


def _report(record: Record, day: date) -> tuple[str, str]:
    """When a record is reported on, and what is told then: what comes again by its rule, else the result when due.

    A record without a rule and without a day is not reported on.
    """
    rule: str | None = record.values.get("recurrence")
    if rule:
        following = next_occurrence(rule, day - timedelta(days=1))
        this_time = f"（本期为{chinese_day(following)}前）" if following else ""
        return f"{describe_recurrence(rule).removesuffix('前')}前{this_time}", "进展情况"
    due: date | None = record.values.get("due_on")
    if due is None:
        return "", ""
    return (
        (f"{chinese_day(due)}前", "办理结果") if due >= day else (f"立即报送（原时限为{chinese_day(due)}）", "办理结果")
    )
