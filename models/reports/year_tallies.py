"""The numbers of a year's summary (工作总结): what a register's declaration says is counted of its records.

Called by the command line.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.base.conditions import Before, Filled
from models.base.groups import NOTHING
from models.base.record import Query
from models.base.register import Register, Tally
from models.workbook import Workbook

_AT_ONCE = 2000


@dataclass(frozen=True)
class Tallied:
    """What a tally comes to: how many records, of each word how many (most first), and the sum where one is asked for."""

    tally: Tally
    count: int
    parts: Mapping[str, int]
    added: int | None

    def told(self, register: Register) -> str:
        """“举办活动 6 次：会议 2，业务培训 4；参加人数合计 300”."""
        parts = f"：{'，'.join(f'{word} {count}' for word, count in self.parts.items())}" if self.parts else ""
        added = f"；{register.field(self.tally.adds).title}合计 {self.added}" if self.added is not None else ""
        return f"{self.tally.title} {self.count} {register.counter}{parts}{added}"


def year_tallies(book: Workbook, register: Register, year: int) -> tuple[Tallied, ...]:
    """Every tally of a register for a year."""
    return tuple(_tallied(book, register, tally, year) for tally in register.tallies)


def _tallied(book: Workbook, register: Register, tally: Tally, year: int) -> Tallied:
    within = Filled(tally.day) & ~Before(tally.day, date(year, 1, 1)) & Before(tally.day, date(year + 1, 1, 1))
    ids = book.ids(register.name, Query(where=within))
    parts: Counter[str] = Counter()
    added = 0
    if tally.by or tally.adds:
        for start in range(0, len(ids), _AT_ONCE):
            for record in book.records(register.name, ids[start : start + _AT_ONCE]):
                parts.update([record[tally.by] or NOTHING] if tally.by else ())
                added += (record[tally.adds] or 0) if tally.adds else 0
    return Tallied(tally, len(ids), dict(parts.most_common()), added if tally.adds else None)
