"""Issuing a notice: it is written, kept in the workbook, entered in 发文登记簿 and takes its number, in one undoable step.

Called by the window's composer and by the command line (--issue). A file alone is written by `issuing.write_composed`.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from models.base.errors import ClerkError
from models.base.file_names import safe_file_name
from models.base.files import written_whole
from models.base.lists import Attachment, Links
from models.export.gongwen import Gongwen, write_gongwen
from models.operations import notice_records, numbering
from models.operations.desk import Around, Desk, Outcome
from models.operations.issuing import refuse_other_ending
from models.operations.notice_checks import Check, checks
from models.operations.notice_kinds import Kind, kind_named
from models.operations.notice_memory import remember
from models.operations.notice_settings import Settings, read_settings
from models.operations.settings import office_fonts
from models.workbook.steps import Step

REGISTER = "dispatches"


def issue(
    desk: Desk,
    kind: str,
    document: Gongwen,
    ids: Sequence[int] = (),
    settings: Settings | None = None,
    target: Path | None = None,
) -> Outcome:
    """Issue a composed, perhaps edited document about these records; `ids` of the outcome is the entry made.

    Without a number it takes the next of its kind's sequence. The units it goes to are entered in the roster where they
    are missing. settings: as it was composed with, for the day by which an answer is due. target: where the .docx is
    written besides.

    Raises:
        ClerkError: something keeps it from going out (`refuse_grave`), or the target is no .docx.
        WriteError: the target can't be written; nothing is registered then.
    """
    if target is not None:
        refuse_other_ending(target)
    made = kind_named(desk, kind)
    coming = document.doc_number or numbering.next_number(desk, kind, document.dated.year)
    paper = replace(document, doc_number=coming)
    refuse_grave(checks(desk, kind, paper, ids, settings, issuing=True))
    content = as_docx(desk, paper)
    around: list[Around] = []
    entries: list[int] = []

    def work(step: Step) -> None:
        around.append(Around(desk, step))
        reserved = desk.book.find("reserved_numbers", coming)
        if reserved is not None:
            step.delete("reserved_numbers", reserved)
        values = _entry(desk, made, paper, ids, settings or {}, around[0])
        name = safe_file_name(f"{coming} {kind}", ".docx")
        kept = Attachment(name, digest=desk.book.keep_file(content, name), size=len(content))
        entries.append(step.insert(REGISTER, {**values, "files": (kept,)}))
        if target is not None:
            with written_whole(target) as temporary:
                temporary.write_bytes(content)

    title = f"发出{kind} {coming}"
    remember(desk, kind, settings or {})
    changes = desk.book.change("issue", title, work)
    copy = f"，存到“{target.name}”" if target is not None else ""
    return Outcome(changes, f"已登记并{title}{copy}{around[0].told()}。", tuple(entries))


def refuse_grave(found: Sequence[Check]) -> None:
    """Raise a ClerkError that names what keeps a document from going out; nothing when there is nothing grave."""
    grave = [check.sentence for check in found if check.grave]
    if grave:
        raise ClerkError(f"{'；'.join(grave)}。")


def as_docx(desk: Desk, document: Gongwen) -> bytes:
    """A document as the content of its .docx, in the office's fonts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "document.docx"
        write_gongwen(document, path, office_fonts(desk))
        return path.read_bytes()


def _entry(
    desk: Desk, kind: Kind, document: Gongwen, ids: Sequence[int], settings: Settings, around: Around
) -> dict[str, object]:
    """The entry of 发文登记簿."""
    register = desk.registers[REGISTER]
    addressees = register.field("addressees").accept(document.addressees, around)
    told: dict[str, object] = {
        "doc_number": document.doc_number,
        "title": document.title.replace("\n", ""),
        "kind": kind.name,
        "addressees": addressees,
        "copy_to": document.copy_to,
        "dated": document.dated,
        "issued_on": desk.clock.today(),
        "signer": document.signer or None,
        "reply_due": _reply_due(desk, kind, document, ids, settings),
    }
    if kind.register is not None and ids:
        about = kind.register.name
        linked = [item.name for item in register.fields if isinstance(item, Links) and item.to == about]
        once = tuple(dict.fromkeys(ids))
        told |= dict.fromkeys(linked, once) if linked else {"related": tuple((about, record) for record in once)}
    return told


def _reply_due(desk: Desk, kind: Kind, document: Gongwen, ids: Sequence[int], settings: Settings) -> date | None:
    """The day by which an answer is due, for kinds that want one: the limit that was set, else by the kind's rule."""
    if not kind.declared.wants_reply or kind.register is None:
        return None
    given = read_settings(kind, settings).get("办理时限")
    if given is not None:
        return given if isinstance(given, date) else None
    return notice_records.limit(desk, kind, desk.book.records(kind.register.name, ids), document.dated)
