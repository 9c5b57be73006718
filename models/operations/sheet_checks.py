"""Checking the rows of a table against a register's own fields and rules. Part of `spreadsheets`.

Made for many rows: a text that comes again in its column is read once, a rule that meets the same facts again
is asked once, and no row is held longer than it takes to hand it on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.base.errors import FieldError
from models.base.fields import Field, Value, Values, plain_name
from models.base.register import Register, Rule
from models.operations.desk import Around, Desk
from models.operations.sheet_layouts import Mapping as Layout
from models.operations.sheet_tables import Table
from models.workbook.rows import read_values
from models.workbook.steps import Step

Corrections = Mapping[tuple[int, int], str]
"""(row index, column index) -> the corrected text."""

_LONGEST_KEPT = 120
_JOINED = {"long_text": "\n"}
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

    def __init__(self, desk: Desk, step: Step | None = None) -> None:
        super().__init__(desk, step)
        self._answers: dict[tuple[str, str], int | None] = {}
        self._known: dict[tuple[str, str], int | None] = {}
        self._values: dict[tuple[str, int], Values] = {}
        self._foreseen = 0

    def values(self, register: str, record_id: int) -> Values:
        """The values of another record."""
        key = register, record_id
        if key not in self._values:
            self._values[key] = super().values(register, record_id)
        return self._values[key]

    def known(self, register: str, text: str) -> int | None:
        """The record known by this name."""
        key = register, text
        if key not in self._known:
            self._known[key] = super().known(register, text)
        return self._known[key]

    def find(self, register: str, text: str) -> int | None:
        """The record known by this name, made or foreseen where the register allows it.

        Raises:
            FieldError: it can't be a name of that register.
        """
        key = register, text
        if key in self._answers:
            return self._answers[key]
        found = super().find(register, text)
        declared: Register = self._desk.registers[register]
        if found is None and self._step is None and declared.from_name is not None and text.strip():
            found = self._foresee(declared, text.strip())
        self._answers[key] = found
        self._known.clear()
        return found

    def _foresee(self, register: Register, name: str) -> int:
        """An id for a record that will be made of this name; FieldError when it can't be."""
        assert register.from_name is not None
        for field, value in register.from_name(name).items():
            register.field(field).check(value)
        same = (register.name, plain_name(name))
        if same not in self._answers:
            self._foreseen -= 1
            self._answers[same] = self._foreseen
            self.created.setdefault(register.name, []).append(name)
        found = self._answers[same]
        assert found is not None
        return found


class _Reader(dict[str, Any]):
    """What the texts of one field mean: a value, or the FieldError that refuses it."""

    def __init__(self, field: Field, around: Surveyed) -> None:
        super().__init__()
        self._field = field
        self._around = around

    def __missing__(self, text: str) -> Any:
        try:
            read = self._field.accept(text, self._around)
        except FieldError as error:
            read = error
        if len(text) <= _LONGEST_KEPT:
            self[text] = read
        return read


class _Watched(Mapping[str, Any]):
    """A record's values that note which of them are asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class _Ruling:
    """A rule that is asked once for the same facts."""

    def __init__(self, rule: Rule, empty: Values, around: Surveyed) -> None:
        self.watches = rule.watches
        self._rule = rule
        self._empty = empty
        self._around = around
        self._facts: tuple[str, ...] = ()
        self._kept: dict[tuple[Any, ...], Any] = {}

    def then(self, values: Values) -> Mapping[str, Value]:
        """What follows from these values. Raises FieldError as the rule does."""
        key = tuple([values.get(name) for name in self._facts])
        found = self._kept.get(key)
        if found is None:
            found = self._asked(values)
        if isinstance(found, FieldError):
            raise found
        return found  # type: ignore[no-any-return]

    def _asked(self, values: Values) -> Any:
        watched = _Watched({**self._empty, **values})
        found: Any
        try:
            found = dict(self._rule.then(watched, self._around))
        except FieldError as error:
            found = error
        if not watched.asked <= set(self._facts):
            self._facts = tuple(sorted({*self._facts, *watched.asked}))
            self._kept.clear()
        self._kept[tuple([values.get(name) for name in self._facts])] = found
        return found


class Checker:
    """Reads rows as values of a register's fields and tells what is wrong with them."""

    def __init__(
        self, desk: Desk, register: Register, table: Table, mapping: Layout, corrections: Corrections, around: Surveyed
    ) -> None:
        self.register = register
        self._desk = desk
        self._table = table
        self._corrected = _by_row(corrections)
        self._lost_rows = {row for row, _ in table.lost}
        self._empty = register.empty_values()
        self.columns = _columns_of(mapping)
        self._readers = {name: _Reader(register.field(name), around) for name in self.columns}
        single = [(name, columns[0]) for name, columns in self.columns.items() if len(columns) == 1]
        self._single = [(column, name, self._readers[name], self._empty[name]) for name, column in single]
        self._joined = [(name, columns) for name, columns in self.columns.items() if len(columns) > 1]
        self._rulings = [_Ruling(rule, self._empty, around) for rule in register.rules]
        self._rulings = [rule for rule in self._rulings if any(name in self.columns for name in rule.watches)]
        self._required = [field for field in register.fields if field.required]
        self._unique = [field for field in register.fields if field.unique and field.name in self.columns]
        self._names: dict[str, int] = {}

    def row(self, index: int) -> tuple[dict[str, Value], list[Problem]]:
        """The values of a row that are not empty, with what follows from them, and what is wrong."""
        row: Sequence[str] = self._table.rows[index]
        if index in self._corrected:
            own = self._corrected[index]
            row = [own.get(column, text) for column, text in enumerate(row)]
        values: dict[str, Value] = {}
        problems: list[Problem] = []
        for column, name, reader, empty in self._single:
            text = row[column]
            if text:
                read = reader[text]
                if isinstance(read, FieldError):
                    problems.append(Problem(index, column, name, text, read.sentence))
                elif read != empty:
                    values[name] = read
        for name, columns in self._joined:
            self._join(index, row, name, columns, values, problems)
        if index in self._lost_rows:
            problems += self._lost(index, row)
        for ruling in self._rulings:
            for watched in ruling.watches:
                if watched in values:
                    self._rule(index, row, ruling, values, problems)
                    break
        for field in self._required:
            if field.name not in values and not any(problem.field == field.name for problem in problems):
                problems.append(self._problem(index, row, field.name, f"“{field.title}”不能为空，请填写。"))
        if self._unique:
            self._taken(index, row, values, problems)
        return values, problems

    def _join(
        self,
        index: int,
        row: Sequence[str],
        name: str,
        columns: Sequence[int],
        values: dict[str, Value],
        problems: list[Problem],
    ) -> None:
        field = self.register.field(name)
        texts = dict.fromkeys(row[column].strip() for column in columns)
        text = _JOINED.get(field.kind, "；").join(text for text in texts if text)
        read = self._readers[name][text] if text else self._empty[name]
        if isinstance(read, FieldError):
            problems.append(Problem(index, columns[0], name, text, read.sentence))
        elif read != self._empty[name]:
            values[name] = read

    def _rule(
        self, index: int, row: Sequence[str], ruling: _Ruling, values: dict[str, Value], problems: list[Problem]
    ) -> None:
        try:
            following = ruling.then(values)
        except FieldError as error:
            problems.append(self._problem(index, row, error.field, error.sentence))
            return
        for name, value in following.items():
            if name not in values:
                values[name] = value

    def _lost(self, index: int, row: Sequence[str]) -> Iterable[Problem]:
        own = self._corrected.get(index, {})
        for name, columns in self.columns.items():
            for column in columns:
                if (index, column) in self._table.lost and column not in own:
                    title = self.register.field(name).title
                    yield Problem(index, column, name, row[column], f"“{title}”{_LOST}。")

    def _taken(self, index: int, row: Sequence[str], values: Values, problems: list[Problem]) -> None:
        """Names that another record has already, in the register or in a row above."""
        for field in self._unique:
            value = values.get(field.name, field.empty)
            for item in value if isinstance(value, tuple) else (value,):
                if item in (None, ""):
                    continue
                name = plain_name(str(item))
                above = self._names.setdefault(name, index)
                if above != index:
                    told = f"“{item}”和第 {self._table.numbers[above]} 行的相同，{field.title}不能重复。"
                    problems.append(self._problem(index, row, field.name, told))
                elif self._desk.book.find(self.register.name, str(item)) is not None:
                    told = f"已有名为“{item}”的{self.register.noun}，请改用它，或换一个{field.title}。"
                    problems.append(self._problem(index, row, field.name, told))

    def _problem(self, index: int, row: Sequence[str], field: str, sentence: str) -> Problem:
        columns = self.columns.get(field)
        column = columns[0] if columns else None
        return Problem(index, column, field, row[column] if column is not None else "", sentence)


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

    def is_one(self, values: Values) -> bool:
        """Whether such a record was there before; from now on this one is."""
        key = tuple([values.get(field.name, field.empty) for field in self._fields])
        if key in self._seen:
            return bool(self._fields)
        self._seen.add(key)
        return False


def _running(table: Table, column: int) -> bool:
    """Whether a column holds nothing but the running numbers of the rows."""
    if len(table.rows) < 2:
        return False
    return all(row[column].strip() in (str(number), "") for number, row in enumerate(table.rows[:200], 1))


Progress = Callable[[int], None]


def checked(
    checker: Checker, count: int, left_out: frozenset[int], progress: Progress
) -> Iterator[tuple[int, dict[str, Value], list[Problem]]]:
    """(index, values, problems) of every row that is not left out."""
    for index in range(count):
        if index % 500 == 0:
            progress(index)
        if index not in left_out:
            yield (index, *checker.row(index))
