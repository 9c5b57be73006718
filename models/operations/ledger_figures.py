"""The figures beside a ledger (统计): how many records by status, by unit and by section. Part of `ledgers`."""

from collections import Counter

from models.base.fields import Field
from models.base.record import Record
from models.base.register import Register
from models.export.ledger import Figures
from models.export.text import Value
from models.operations.desk import Desk

_NOTHING = "（未填写）"


class Counted:
    """Counts records as they pass by."""

    def __init__(self, desk: Desk, register: Register) -> None:
        self._desk = desk
        self._register = register
        self._section = next((item for item in register.fields if "category" in item.column_kinds), None)
        self._by_status: Counter[str] = Counter()
        self._by_unit: dict[int | None, Counter[str]] = {}
        self._by_section: dict[str, Counter[str]] = {}

    def add(self, record: Record) -> None:
        """One more record; under every unit it names, in whatever role, once."""
        self._by_status[record.status] += 1
        units = {unit: None for name in self._register.unit_fields for unit in record.values[name]}
        for unit in units or (None,):
            self._by_unit.setdefault(unit, Counter())[record.status] += 1
        if self._section is not None:
            section = self._section.display(record.values[self._section.name], self._desk.book) or _NOTHING
            self._by_section.setdefault(section, Counter())[record.status] += 1

    def told(self, *, by_unit: bool = True) -> tuple[Figures, ...]:
        """The tables, for a register with statuses, the longest last; none where there is nothing to count."""
        statuses = [status for status in self._register.statuses if self._by_status[status.code]]
        if not statuses:
            return ()
        noun = self._register.noun
        lights = tuple(status.light for status in statuses)
        rows = tuple((status.title, self._by_status[status.code]) for status in statuses)
        found = [Figures(f"{noun}按状态统计", ("状态", "数量"), rows, "bar", lights)]
        heads = ("合计", *(status.title for status in statuses))
        if self._section is not None:
            found.append(
                self._table(f"{noun}按{_bare(self._section)}统计", (self._section.title, *heads), self._by_section)
            )
        if by_unit and self._register.unit_fields:
            most = sorted(self._by_unit.items(), key=lambda item: (item[0] is None, -item[1].total()))
            units = {self._unit(unit): counts for unit, counts in most}
            found.append(self._table(f"{noun}按单位统计", ("单位", *heads), units))
        return tuple(found)

    def _unit(self, unit: int | None) -> str:
        return _NOTHING if unit is None else self._desk.book.title("units", unit)

    def _table(self, title: str, heads: tuple[str, ...], counts: dict[str, Counter[str]]) -> Figures:
        """A row a name: how many, and how many in each status."""
        codes = [status.code for status in self._register.statuses if self._by_status[status.code]]
        rows: list[tuple[Value, ...]] = [
            (name, count.total(), *(count[code] for code in codes)) for name, count in counts.items()
        ]
        lights = tuple(status.light for status in self._register.statuses if status.code in codes)
        return Figures(title, heads, tuple(rows), "stacked", lights)


def _bare(field: Field) -> str:
    return field.title.removeprefix("所属")
