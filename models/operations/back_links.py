"""What links to a record: a task's notices (公文往来) and problems, a document's tasks, a unit's everything.

General over registers: the declarations say which field links where, and under which heading that shows at the other end.
Called by the window's form.
"""

from dataclasses import dataclass

from models.base.lists import Link, Links, Related
from models.base.record import Record
from models.base.register import Register
from models.operations.desk import Desk


@dataclass(frozen=True)
class BackLinks:
    """The records of one register that link to a record, the latest first."""

    heading: str
    register: str
    ids: tuple[int, ...]


def headings(desk: Desk, register: str) -> dict[str, str]:
    """For every register that can link to this one, by name, the heading under which that shows; hidden ones left out."""
    found: dict[str, str] = {}
    for owner, field in desk.registers.links_to(register):
        if owner.hidden:
            continue
        told = field.back_title if isinstance(field, Link | Links | Related) else ""
        found[owner.name] = found.get(owner.name) or told
    return {name: told or desk.registers[name].title for name, told in found.items()}


def back_links(desk: Desk, register: str, record_id: int) -> list[BackLinks]:
    """What links to this record, register by register; a record counts once however often it links."""
    linked = desk.book.linked_from(register, record_id)
    return [
        BackLinks(heading, name, tuple(sorted(linked.get(name, ()), reverse=True)))
        for name, heading in headings(desk, register).items()
    ]


def line(desk: Desk, record: Record) -> tuple[str, str]:
    """How a linking record is told in one line: what names it, and its status in words ("" without statuses).

    The first column goes before the title, when it is another one (序号, 发文字号).
    """
    register: Register = desk.registers[record.register]
    names = dict.fromkeys((*register.columns[:1], register.title_field))
    shown = (register.field(name).display(record[name], desk.book) for name in names if record[name])
    return " ".join(" ".join(shown).split()), record.status_text
