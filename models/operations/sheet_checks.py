"""Checking the rows of a table against a register's own fields and rules. Part of `spreadsheets`.

Made for many rows: a text that comes again in its column is read once, a rule that meets the same facts again
is asked once, and no row is held longer than it takes to hand it on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any

from models.base.errors import FieldError
from models.base.fields import Field, Value, Values, plain_name
from models.base.lists import dated
from models.base.register import Register, Rule
from models.operations.desk import Around, Desk
from models.operations.recognising import folded_text
from models.operations.sheet_layouts import Mapping as Layout
from models.operations.sheet_own_rows import OwnRows
from models.operations.sheet_tables import Table
from models.workbook.rows import read_values
from models.workbook.steps import Step
from models.workdays.calendar import WorkCalendar

Corrections = Mapping[tuple[int, int], str]
"""(row index, column index) -> the corrected text."""

_AT_ONCE = 1000
_LONGEST_KEPT, _MOST_KEPT = 120, 2000
_JOINED = dict.fromkeys(("long_text", "entries"), "\n")
_LOST = "存成了数字，只留下前 15 位，后面的位数已经变成 0，请照原件改正；表格里这一列要先设成文本格式再填"


@dataclass(frozen=True)
class Problem:
    """Why a row can't be brought in: the index of the row, the column (None: the field has none), and a sentence."""

    row: int
    column: int | None
    field: str
    text: str
    sentence: str


class Surveyed(Around):
    """Surroundings that remember every answer; names that would be registered get a negative id for the time being."""

    def __init__(self, desk: Desk, step: Step | None = None, year: int | None = None) -> None:
        """`year`: the one the table states in its title or name."""
        super().__init__(desk, step)
        self._year = year
        self._answers: dict[tuple[str, str], int | None] = {}
        self._known: dict[tuple[str, str], int | None] = {}
        self._values: dict[tuple[str, int], Values] = {}
        self._foreseen = 0
        self.own_rows: OwnRows | None = None
        """The rows that are gone through, where they may name one another."""

    def stated_year(self) -> int | None:
        """The year of the table."""
        return self._year

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar, as it is while the rows are gone through."""
        return super().calendar

    def values(self, register: str, record_id: int) -> Values:
        """The values of another record."""
        key = register, record_id
        own = self.own_rows
        if key not in self._values and own is not None and own.register.name == register and own.holds(record_id):
            return own.values(record_id)
        if key not in self._values:
            self._values[key] = super().values(register, record_id)
        return self._values[key]

    def known(self, register: str, text: str) -> int | None:
        """The record known by this name."""
        key = register, text
        if key not in self._known:
            found = super().known(register, text)
            self._known[key] = self._own_row(register, text) if found is None else found
        return self._known[key]

    def _own_row(self, register: str, text: str) -> int | None:
        own = self.own_rows
        return own.id_of(text) if own is not None and own.register.name == register else None

    def find(self, register: str, text: str) -> int | None:
        """The record known by this name, made or foreseen where the register allows it.

        Raises:
            FieldError: it can't be a name of that register.
        """
        key = register, text
        if key in self._answers:
            return self._answers[key]
        found = self.known(register, text)
        if found is None:
            found = super().find(register, text)
        declared: Register = self._desk.registers[register]
        if found is None and self._step is None and declared.from_name is not None and text.strip():
            found = self._foresee(declared, text.strip())
        self._answers[key] = found
        self._known.clear()
        return found

    def _foresee(self, register: Register, name: str) -> int:
        """An id for a record that will be made of this name; FieldError when it can't be."""
        made = self.of_name(register, name)
        for field, value in made.items():
            register.field(field).check(value)
        same = (register.name, plain_name(name))
        if same not in self._answers:
            self._foreseen -= 1
            self._answers[same] = self._foreseen
            self._values[register.name, self._foreseen] = {**register.empty_values(), **made}
            self.created.setdefault(register.name, []).append(name)
        found = self._answers[same]
        assert found is not None
        return found


class _Reader(dict[str, Any]):
    """What the texts of one field mean: a value, or the FieldError that refuses it.

    Ledgers of offices give progress (进展情况) mostly without a date: it is noted on the day it is brought in.
    """

    def __init__(self, field: Field, around: Surveyed) -> None:
        super().__init__({"": field.empty})
        self._field = field
        self._around = around
        self.refused = False
        """Whether any text was refused so far."""

    def __missing__(self, text: str) -> Any:
        try:
            told = dated(text, self._around.today()) if self._field.kind == "entries" else text
            read = self._field.settled(self._field.parse(told, self._around))
            if read != self._field.empty:  # that it is required is told of the row, not of the text
                self._field.check(read)
        except FieldError as error:
            read = error
            self.refused = True
        if len(text) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[text] = read
        return read


Columns = Mapping[str, Sequence[Value]]
_Following = tuple[tuple[str, Value], ...]


class _Watched(Mapping[str, Any]):
    """The values at one place of the columns, noting which of them are asked for."""

    def __init__(self, columns: Columns, place: int, empty: Values) -> None:
        self._columns = columns
        self._place = place
        self._empty = empty
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return self._columns[name][self._place] if name in self._columns else self._empty[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._empty)

    def __len__(self) -> int:
        return len(self._empty)


class _Ruling:
    """A rule that is asked once for the same facts."""

    def __init__(self, rule: Rule, empty: Values, around: Surveyed) -> None:
        self.watches = rule.watches
        self._rule = rule
        self._empty = empty
        self._around = around
        self._facts: tuple[str, ...] = ()
        self._kept: dict[tuple[Any, ...], _Following | FieldError] = {}
        self._once: dict[_Following, _Following] = {}
        """What followed so far, each held once: many facts come to the same."""

    def each(
        self, columns: Columns, places: Iterable[int], count: int
    ) -> Iterator[tuple[int, _Following | FieldError]]:
        """What follows from the values at these places of columns of `count` rows, or how the rule refuses them."""
        facts: tuple[str, ...] | None = None
        keys: Sequence[tuple[Any, ...]] = ()
        for place in places:
            if facts is not self._facts:
                facts, keys = self._facts, self._keys(columns, count)
            found = self._kept.get(keys[place])
            yield place, self._asked(columns, place) if found is None else found

    def _keys(self, columns: Columns, count: int) -> Sequence[tuple[Any, ...]]:
        """The values of the facts at every place."""
        if not self._facts:
            return [()] * count
        held = [columns[name] if name in columns else repeat(self._empty[name], count) for name in self._facts]
        return list(zip(*held, strict=True))

    def _asked(self, columns: Columns, place: int) -> _Following | FieldError:
        watched = _Watched(columns, place, self._empty)
        found: _Following | FieldError
        try:
            found = tuple(self._rule.then(watched, self._around).items())
            found = self._once.setdefault(found, found)
        except FieldError as error:
            found = error
        if not watched.asked <= set(self._facts):
            self._facts = tuple(sorted({*self._facts, *watched.asked}))
            self._kept.clear()
        self._kept[tuple([watched[name] for name in self._facts])] = found
        return found


@dataclass
class Rows:
    """Rows read as values, a list for each field in the order of `indices`; fields that are empty in all may be absent."""

    indices: Sequence[int]
    columns: dict[str, list[Value]]
    problems: list[Problem]

    def chosen(self, places: Sequence[int]) -> dict[str, list[Value]]:
        """The columns of some of the rows, by their places in `indices`."""
        if len(places) == len(self.indices):
            return self.columns
        return {name: [column[place] for place in places] for name, column in self.columns.items()}


class Checker:
    """Reads rows as values of a register's fields, a column at a time, and tells what is wrong with them."""

    def __init__(
        self, desk: Desk, register: Register, table: Table, mapping: Layout, corrections: Corrections, around: Surveyed
    ) -> None:
        self.register = register
        self.empty = register.empty_values()
        self._desk = desk
        self._table = table
        self._corrected = _by_row(corrections)
        self._lost_rows = {row for row, _ in table.lost}
        self.columns = _columns_of(mapping)
        self._readers = {name: _Reader(register.field(name), around) for name in self.columns}
        rulings = [_Ruling(rule, self.empty, around) for rule in register.rules]
        self._rulings = [rule for rule in rulings if any(name in self.columns for name in rule.watches)]
        self._required = [field for field in register.fields if field.required]
        self._unique = [field for field in register.fields if field.unique and field.name in self.columns]
        self._names: dict[str, int] = {}

    @property
    def links_within(self) -> bool:
        """Whether rows may name other rows of the table."""
        return any(self.register.field(name).target == self.register.name for name in self.columns)

    def own_rows(self, left_out: frozenset[int] = frozenset(), first: int | None = None) -> OwnRows:
        """The names of all rows but those left out, as they are corrected; `first` is the id kept for the first row."""
        columns = {name: self.columns[name][0] for name in self.register.naming if name in self.columns}
        rows = [self._texts(index) if index not in left_out else None for index in range(len(self._table.rows))]
        texts = {name: ["" if row is None else row[column] for row in rows] for name, column in columns.items()}
        return OwnRows(self._desk, self.register, texts, first)

    def read(self, indices: Sequence[int]) -> Rows:
        """Some rows: their values, with what follows from them, and what is wrong."""
        texts = [self._texts(index) for index in indices]
        rows = Rows(indices, {}, [])
        for name, columns in self.columns.items():
            if len(columns) == 1:
                column = columns[0]
                rows.columns[name] = self._column(rows, name, column, [row[column] for row in texts])
            else:
                joined = [self._joined(name, columns, row) for row in texts]
                rows.columns[name] = self._column(rows, name, columns[0], joined)
        if self._lost_rows:
            for index, row in zip(indices, texts, strict=True):
                if index in self._lost_rows:
                    rows.problems += self._lost(index, row)
        for ruling in self._rulings:
            self._rule(rows, ruling)
        for field in self._required:
            self._missing(rows, field)
        if self._unique:
            for place in range(len(rows.indices)):
                for field in self._unique:
                    self._taken(rows, field, place)
        rows.problems.sort(key=lambda problem: problem.row)
        return rows

    def _texts(self, index: int) -> Sequence[str]:
        row = self._table.rows[index]
        own = self._corrected.get(index)
        return row if own is None else [own.get(column, text) for column, text in enumerate(row)]

    def _column(self, rows: Rows, name: str, column: int, texts: list[str]) -> list[Value]:
        reader = self._readers[name]
        values = list(map(reader.__getitem__, texts))
        if reader.refused:
            for place, value in enumerate(values):
                if isinstance(value, FieldError):
                    problem = Problem(rows.indices[place], column, name, texts[place], value.sentence)
                    rows.problems.append(problem)
                    values[place] = self.empty[name]
        return values

    def _joined(self, name: str, columns: Sequence[int], row: Sequence[str]) -> str:
        texts = dict.fromkeys(row[column].strip() for column in columns)
        return _JOINED.get(self.register.field(name).kind, "；").join(text for text in texts if text)

    def _rule(self, rows: Rows, ruling: _Ruling) -> None:
        """What follows from the watched fields goes where nothing stands."""
        columns, count = rows.columns, len(rows.indices)
        watched = [(columns[name], self.empty[name]) for name in ruling.watches if name in columns]
        places: set[int] = set()
        for column, empty in watched:
            places.update([place for place, value in enumerate(column) if value != empty])
        for place, following in ruling.each(columns, sorted(places), count):
            if isinstance(following, FieldError):
                rows.problems.append(self._problem(rows.indices[place], following.field, following.sentence))
                continue
            for name, value in following:
                empty = self.empty[name]
                if value == empty:
                    continue
                if name not in columns:
                    columns[name] = [empty] * count
                there = columns[name][place]
                if there == empty:
                    columns[name][place] = value
                elif name == self.register.tree_root and there != value:
                    rows.problems.append(self._contrary(rows.indices[place], there, value))

    def _contrary(self, row: int, own: Value, above: Value) -> Problem:
        """What stands below something else is of what that is of."""
        root, parent = self.register.field(self.register.tree_root), self.register.field(self.register.tree)
        sentence = f"“{root.title}”填的是“{own}”，{parent.title}的{root.title}却是“{above}”，请改成一样的。"
        return self._problem(row, root.name, sentence)

    def _missing(self, rows: Rows, field: Field) -> None:
        column, empty = rows.columns.get(field.name), self.empty[field.name]
        if column is not None and empty not in column:
            return
        told = {problem.row for problem in rows.problems if problem.field == field.name}
        for place, index in enumerate(rows.indices):
            if (column is None or column[place] == empty) and index not in told:
                rows.problems.append(self._problem(index, field.name, f"“{field.title}”不能为空，请填写。"))

    def _lost(self, index: int, row: Sequence[str]) -> Iterable[Problem]:
        own = self._corrected.get(index, {})
        for name, columns in self.columns.items():
            for column in columns:
                if (index, column) in self._table.lost and column not in own:
                    title = self.register.field(name).title
                    yield Problem(index, column, name, row[column], f"“{title}”{_LOST}。")

    def _taken(self, rows: Rows, field: Field, place: int) -> None:
        """Names that another record has already, in the register or in a row above."""
        index, value = rows.indices[place], rows.columns[field.name][place]
        for item in value if isinstance(value, tuple) else (value,):
            if item in (None, ""):
                continue
            name = plain_name(str(item))
            above = self._names.setdefault(name, index)
            if above != index:
                told = f"“{item}”和第 {self._table.numbers[above]} 行的相同，{field.title}不能重复。"
                rows.problems.append(self._problem(index, field.name, told))
            elif self._desk.book.find(self.register.name, str(item)) is not None:
                told = f"已有名为“{item}”的{self.register.noun}，请改用它，或换一个{field.title}。"
                rows.problems.append(self._problem(index, field.name, told))

    def _problem(self, index: int, field: str, sentence: str) -> Problem:
        columns = self.columns.get(field)
        column = columns[0] if columns else None
        return Problem(index, column, field, self._texts(index)[column] if column is not None else "", sentence)


def _columns_of(mapping: Layout) -> dict[str, list[int]]:
    """The columns of each field that has any."""
    found: dict[str, list[int]] = {}
    for column, name in enumerate(mapping):
        if name is not None:
            found.setdefault(name, []).append(column)
    return found


def _by_row(corrections: Corrections) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in corrections.items():
        found.setdefault(row, {})[column] = text
    return found


class Twins:
    """Which rows look the same as a record of the register or as a row before."""

    def __init__(self, desk: Desk, checker: Checker, table: Table) -> None:
        register = checker.register
        self._fields = [
            register.field(name)
            for name, columns in checker.columns.items()
            if not (len(columns) == 1 and _running(table, columns[0]))
        ]
        names = [field.name for field in self._fields]
        ids = desk.book.ids(register.name) if names else []
        held = read_values(desk.book.connection, register, ids, fields=names) if ids else {}
        self._seen = {tuple(found[name] for name in names) for found in held.values()}
        title = register.field(register.title_field)
        self._wording = (
            title.name if register.fed_by_notices and title.kind == "long_text" and title.name in names else ""
        )
        """The field whose words alone tell that a record is there already, however the row differs besides."""
        self._worded = {folded_text(found[title.name] or "") for found in held.values()} if self._wording else set()

    def among(self, rows: Rows) -> list[bool]:
        """For each row whether such a record was there before; from then on that row is one."""
        count = len(rows.indices)
        if not self._fields:
            return [False] * count
        nothing = [rows.columns.get(field.name) or [field.empty] * count for field in self._fields]
        found: list[bool] = []
        place = [field.name for field in self._fields].index(self._wording) if self._worded else -1
        for key in zip(*nothing, strict=True):
            found.append(key in self._seen or (place >= 0 and folded_text(key[place] or "") in self._worded))
            self._seen.add(key)
        return found


def _running(table: Table, column: int) -> bool:
    """Whether a column holds nothing but the running numbers of the rows."""
    if len(table.rows) < 2:
        return False
    return all(row[column].strip() in (str(number), "") for number, row in enumerate(table.rows[:200], 1))


def in_parts(checker: Checker, count: int, left_out: frozenset[int], progress: Callable[[int], None]) -> Iterator[Rows]:
    """All rows that are not left out, some thousand at a time."""
    for start in range(0, count, _AT_ONCE):
        progress(start)
        indices = range(start, min(start + _AT_ONCE, count))
        yield checker.read([index for index in indices if index not in left_out] if left_out else indices)
