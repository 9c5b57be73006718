"""Writing a notice (公文) of any kind about records of a register, as a document in GB/T 9704.

Who it goes to, what it rests on and how late each record is follow from the records; what each kind is and how it is
worded follows from its template (`notice_kinds`). Writing registers nothing; `dispatching` issues. Called by the
window's composer and by the command line.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.base.errors import ClerkError
from models.base.record import Changes, Record
from models.export.gongwen import Gongwen, write_gongwen
from models.export.wording import compose_notice
from models.export.wording_values import NoticeValues, listed
from models.operations import notice_records, numbering
from models.operations.desk import Desk, Outcome
from models.operations.ledgers import OFFICE_SETTING
from models.operations.notice_kinds import (
    Kind,
    all_kinds,
    elements,
    kind_named,
    kinds,
    kinds_about,
    used_elements,
)
from models.operations.notice_memory import last_mark
from models.operations.notice_settings import Settings, read_settings
from models.operations.records import register_named
from models.operations.settings import office_fonts

__all__ = [
    "acceptable",
    "compose",
    "elements",
    "fitting_kind",
    "kinds",
    "kinds_about",
    "proposed",
    "record_ids",
    "refused",
    "setting_names",
    "told_refused",
    "used_elements",
    "write_composed",
    "write_notice",
]


def fitting_kind(desk: Desk, ids: Sequence[int], register: str = "tasks") -> str:
    """The kind to think of first for these records: of those that suit one of them, the one that suits fewest states.

    Without `ids`, of all that suit any.

    Raises:
        ClerkError: no kind is about this register.
    """
    declared = register_named(desk, register)
    about = [kind for kind in all_kinds(desk) if kind.register is declared]
    standing = {record.status for record in desk.book.records(register, ids)}
    suited = [(kind, kind.codes(kind.declared.suits)) for kind in about]
    fitting = [(len(codes), kind.name) for kind, codes in suited if codes and (not ids or standing & set(codes))]
    if not about:
        raise ClerkError(f"还没有写{declared.title}的公文种类，请先新建一种。")
    return min(fitting, key=lambda item: item[0])[1] if fitting else about[0].name


def setting_names(desk: Desk, kind: str) -> tuple[str, ...]:
    """The elements that can be set by hand."""
    return tuple(item.name for item in elements(desk, kind))


def record_ids(desk: Desk, kind: str, ids: Sequence[int] = ()) -> tuple[int, ...]:
    """The records that a notice of this kind would be about; without `ids` those it takes by itself, perhaps none."""
    made = kind_named(desk, kind)
    if ids or made.chosen:
        try:
            return tuple(record.id for record in notice_records.records_for(desk, made, ids))
        except ClerkError:
            return tuple(ids)
    return ()


def acceptable(desk: Desk, kind: str, ids: Sequence[int]) -> list[int]:
    """Those of the records that a notice of this kind may be about."""
    return notice_records.fitting(desk, kind_named(desk, kind), ids)


def refused(desk: Desk, kind: str, ids: Sequence[int]) -> dict[int, str]:
    """The records that a notice of this kind may not be about, each with the reason."""
    return notice_records.refused(desk, kind_named(desk, kind), ids)


def told_refused(desk: Desk, kind: str, refused: Mapping[int, str]) -> str:
    """One sentence: how many were left out of the notice, for which reasons, and what the kind is about; "" for none."""
    made = kind_named(desk, kind)
    if made.register is None or not refused:
        return ""
    counter, noun = made.register.counter, made.register.noun
    reasons = Counter(refused.values()).most_common()
    why = reasons[0][0] if len(reasons) == 1 else "，".join(f"{count} {counter}{reason}" for reason, count in reasons)
    only = f"；{kind}只写{'或'.join(made.declared.accepts)}的{noun}"
    return f"有 {len(refused)} {counter}{noun}不能写进{kind}，已去掉：{why}{only}。"


def compose(desk: Desk, kind: str, ids: Sequence[int], settings: Settings) -> Gongwen:
    """The notice of this kind about these records; `settings` go before what follows from the records.

    Without `ids` it is about the records that the kind takes by itself.

    Raises:
        ClerkError: no such kind, element or record; nothing to write about; a record in a status the kind refuses.
    """
    made = kind_named(desk, kind)
    given = read_settings(made, settings)
    records = notice_records.records_for(desk, made, ids)
    day = given.get("日期") or desk.clock.today()
    office = desk.book.setting(OFFICE_SETTING)
    to, copied = _recipients(desk, made, records, given, office)
    values = NoticeValues(
        dated=day,
        issuer=office,
        addressees=to,
        copy_to=copied,
        basis=notice_records.basis(notice_records.sources(desk, made, records)),
        limit=None if "办理时限" in given else notice_records.limit(desk, made, records, day),
        contact=desk.book.setting("contact"),
        phone=desk.book.setting("phone"),
        items=notice_records.told(desk, made, records, day),
    )
    named = {**values.named(made.vocabulary.noun), **given}
    ledger = notice_records.ledger(desk, made, records, day)
    return compose_notice(made.template, named, made.vocabulary, ledger)


def write_notice(desk: Desk, kind: str, ids: Sequence[int], settings: Settings, target: Path) -> Outcome:
    """Write the notice to `target` as .docx; registers nothing.

    Raises:
        ClerkError: as `compose`; the target's ending is not .docx. WriteError: the target can't be written.
    """
    document = compose(desk, kind, ids, settings)
    return write_composed(desk, kind, document, record_ids(desk, kind, ids), target)


def write_composed(desk: Desk, kind: str, document: Gongwen, ids: Sequence[int], target: Path) -> Outcome:
    """Write a document that was composed, and perhaps edited, before. Raises as `write_notice`."""
    refuse_other_ending(target)
    write_gongwen(document, target, office_fonts(desk))
    register = kind_named(desk, kind).register
    about = f"（{len(ids)} {register.counter}{register.noun}）" if register is not None and ids else ""
    unsigned = "" if document.issuer else "还没有署名，请填写发文机关后再发出。"
    return Outcome(Changes(), f"已写成{kind}{about}，存到“{target.name}”。{unsigned}", tuple(ids))


def refuse_other_ending(target: Path) -> None:
    """Raise a ClerkError when the target is no .docx."""
    if target.suffix.lower() != ".docx":
        raise ClerkError(f"公文只能存为 .docx 文档，请把“{target.name}”的扩展名改为 .docx。")


def _recipients(
    desk: Desk, kind: Kind, records: Sequence[Record], given: Mapping[str, Any], office: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """主送 and 抄送 as they follow from the records; a copy goes to no unit that 主送 names, also by hand."""
    issuer = str(given.get("单位") or office)
    to = notice_records.addressees(desk, kind, records, issuer)
    shown = notice_records.collective(kind, to)
    by_hand = str(given.get("主送") or "")
    addressed = to if by_hand in ("", "、".join(shown)) else listed(by_hand)
    return shown, notice_records.copies(desk, kind, records, addressed, issuer)


def proposed(desk: Desk, kind: str, ids: Sequence[int], typed: Settings | None = None) -> dict[str, str]:
    """What the elements would be, as texts, for the composer's fields; empty ones left out.

    typed: what was filled in by hand, from which others follow: a unit that 主送 names gets no copy.
    """
    made = kind_named(desk, kind)
    try:
        records = notice_records.records_for(desk, made, ids)
    except ClerkError:
        return {}
    day = desk.clock.today()
    limit = notice_records.limit(desk, made, records, day)
    to, copied = _recipients(desk, made, records, typed or {}, desk.book.setting(OFFICE_SETTING))
    texts = {
        "主送": "、".join(to),
        "抄送": "，".join(copied),
        "单位": desk.book.setting(OFFICE_SETTING),
        "日期": day.isoformat(),
        "办理时限": limit.isoformat() if limit else "",
        "联系人": desk.book.setting("contact"),
        "联系电话": desk.book.setting("phone"),
        "发文机关标志": last_mark(desk, kind),
        "文号": numbering.next_number(desk, kind, day.year),
    }
    return {name: text for name, text in texts.items() if text and name in made.used}
