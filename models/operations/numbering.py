"""发文字号: which number comes next in a sequence, which are taken, kept back or missing.

A number is 机关代字〔年份〕N号 without leading zeros (GB/T 9704-2012, 7.2.5). What is taken is told by 发文登记簿 alone and what
is kept back by 预留文号, both of which allow a number once; so nothing is counted twice, also after undo and redo. The
next number is the lowest free one: a gap left by undoing, or by a number set by hand, is filled first.
Called by `issuing`, `dispatching`, the window and the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.base.errors import ClerkError
from models.base.fields import NOBODY, DocNumber
from models.base.record import Record
from models.operations import records
from models.operations.desk import Desk, Outcome
from models.operations.notice_kinds import kinds as all_names
from models.registers import number_sequences
from models.registers.number_sequences import first_numbers, number_parts

CODE_SETTING = "office_code"
"""Setting: the 机关代字 of an office that defines no sequences."""

_KEPT_IN = ("dispatches", "reserved_numbers")
_ALL = 1_000_000
numbered = number_sequences.numbered
_FIELD = DocNumber(name="doc_number", title="发文字号")


@dataclass(frozen=True)
class NumberSequence:
    """A sequence: its 机关代字, the kinds of notice it numbers (none: all that have no other), years' first numbers."""

    code: str
    kinds: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    def first(self, year: int) -> int:
        """The number that comes first in that year."""
        return first_numbers(self.starts).get(year, 1)


State = Literal["taken", "void", "reserved", "missing"]


@dataclass(frozen=True)
class NumberLine:
    """One number of a year's list: who has it. record: of 发文登记簿 or 预留文号; 0 for one that is missing (跳号)."""

    number: int
    doc_number: str
    state: State
    told: str
    record: int = 0
    dated: date | None = None
    """The day of the paper that has it."""


def sequences(desk: Desk) -> tuple[NumberSequence, ...]:
    """The office's sequences; without any, the one of the setting 发文机关代字, if that is filled in."""
    found = desk.book.records("number_sequences", desk.book.ids("number_sequences"))
    if found:
        return tuple(NumberSequence(item["code"], item["kinds"], item["starts"]) for item in found)
    code = desk.book.setting(CODE_SETTING).strip()
    return (NumberSequence(code),) if code else ()


def sequence_for(desk: Desk, kind: str) -> NumberSequence | None:
    """The sequence that numbers this kind: the one that names it, else the first that names none."""
    known = sequences(desk)
    own = next((item for item in known if kind in item.kinds), None)
    return own or next((item for item in known if not item.kinds), None)


def next_number(desk: Desk, kind: str, year: int) -> str:
    """The 发文字号 that a notice of this kind gets next; "" when the office has no sequence for it."""
    sequence = sequence_for(desk, kind)
    return numbered(sequence.code, year, next_in(desk, sequence, year)) if sequence is not None else ""


def next_in(desk: Desk, sequence: NumberSequence, year: int) -> int:
    """The lowest number of the year, from its first on, that is neither taken nor kept back."""
    used = _numbers(desk, sequence.code, year)
    number = sequence.first(year)
    while number in used:
        number += 1
    return number


def passed_over(desk: Desk, sequence: NumberSequence, year: int, number: int) -> list[int]:
    """The numbers of the year, from its first on, that would stay free below this one."""
    used = _numbers(desk, sequence.code, year)
    return [free for free in range(sequence.first(year), number) if free not in used]


def _numbers(desk: Desk, code: str, year: int) -> set[int]:
    """What is taken or kept back in that year."""
    told = (text for register in _KEPT_IN for text in desk.book.distinct(register, "doc_number", _ALL))
    return {parts[2] for text in told if (parts := number_parts(text)) and parts[:2] == (code, year)}


def listing(desk: Desk, code: str, year: int) -> tuple[NumberLine, ...]:
    """Every number of the year in order, from its first to its highest; those missing in between are named."""
    used = {line.number: line for line in _used(desk, code, year)}
    sequence = next((item for item in sequences(desk) if item.code == code), NumberSequence(code))
    first = min([sequence.first(year), *used])
    return tuple(
        used.get(number) or NumberLine(number, numbered(code, year, number), "missing", "跳号，还没有用")
        for number in range(first, max(used, default=0) + 1)
    )


def gaps(desk: Desk, code: str, year: int) -> tuple[int, ...]:
    """The numbers below the highest that are missing."""
    return tuple(line.number for line in listing(desk, code, year) if line.state == "missing")


def years(desk: Desk, code: str) -> tuple[int, ...]:
    """The years in which a sequence has numbers, the latest first."""
    return tuple(sorted({parts[1] for parts, *_ in _all(desk) if parts[0] == code}, reverse=True))


def _used(desk: Desk, code: str, year: int) -> list[NumberLine]:
    """The numbers of the year that a paper has or that are kept back."""
    return [_line(parts[2], record) for parts, record in _all(desk) if parts[:2] == (code, year)]


def _all(desk: Desk) -> list[tuple[tuple[str, int, int], Record]]:
    """Every number there is, in its parts, with the record in which it stands."""
    found: list[tuple[tuple[str, int, int], Record]] = []
    for register in _KEPT_IN:
        for record in desk.book.records(register, desk.book.ids(register)):
            parts = number_parts(record["doc_number"] or "")
            if parts is not None:
                found.append((parts, record))
    return found


def _line(number: int, record: Record) -> NumberLine:
    told = record["doc_number"]
    if record.register == "reserved_numbers":
        why = f"，用于{record['reason']}" if record["reason"] else ""
        return NumberLine(number, told, "reserved", f"留给{record['reserved_for']}{why}", record.id)
    state: State = "void" if record["voided_on"] else "taken"
    return NumberLine(number, told, state, record["title"], record.id, record["dated"])


# -- keeping back --------------------------------------------------------------------------------------


def read_number(text: str) -> str:
    """A 发文字号 as typed, in its one form.

    Raises:
        ClerkError: it is not built as 机关代字〔年份〕N号, or its number has a leading zero.
    """
    number = str(_FIELD.parse(text, NOBODY) or "")
    parts = number_parts(number)
    if parts is None or numbered(*parts) != number:
        raise ClerkError(f"“{text.strip()}”不是规范的发文字号，请写成 青政办函〔2026〕8号 这样，序号前面不加“第”和 0。")
    return number


def reserve(desk: Desk, doc_number: str, reserved_for: str, reason: str = "") -> Outcome:
    """Keep a number back for somebody, in one step.

    Raises:
        ClerkError: it is not a 发文字号, or taken or kept back already; nobody is named.
    """
    number = read_number(doc_number)
    given = {"doc_number": number, "reserved_for": reserved_for, "reason": reason, "reserved_on": desk.clock.today()}
    outcome = records.add(desk, "reserved_numbers", given)
    return Outcome(outcome.changes, f"已把 {number} 留给{reserved_for}。", outcome.ids)


def release(desk: Desk, doc_number: str) -> Outcome:
    """Give a number that was kept back free again.

    Raises:
        ClerkError: it is not kept back.
    """
    number = read_number(doc_number)
    found = desk.book.find("reserved_numbers", number)
    if found is None:
        raise ClerkError(f"{number} 没有预留，不用取消。")
    outcome = records.delete(desk, "reserved_numbers", [found])
    return Outcome(outcome.changes, f"已取消预留 {number}。", outcome.ids)


def define_sequence(desk: Desk, code: str, kinds: Sequence[str] = (), starts: Sequence[str] = ()) -> Outcome:
    """Define a sequence, or change the one of that 机关代字.

    Raises:
        FieldError: the code holds a year or a number, or a first number can't be read.
        ClerkError: there is no kind of that name.
    """
    known = all_names(desk)
    strange = next((kind for kind in kinds if kind not in known), None)
    if strange is not None:
        raise ClerkError(f"没有“{strange}”这种公文。可选的有：{'、'.join(known)}。")
    given = {"code": code.strip(), "kinds": tuple(kinds), "starts": tuple(starts)}
    found = desk.book.find("number_sequences", code.strip())
    if found is None:
        return records.add(desk, "number_sequences", given)
    return records.edit(desk, "number_sequences", [found], given)
