"""One sheet on its way into a register, as the clerk has it so far: mapping, corrections, ticks, problems. No Qt.

Reads and writes nothing itself: `ui.sheets.page` has it checked in the background and brought in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.base.fields import Field
from models.base.register import Register
from models.operations.spreadsheets import Layout, Preview, Problem, Table
from ui.sheets import mapped
from ui.sheets.findings import NOTHING, Findings
from ui.sheets.steps import Decided, Steps

TWIN = "台账里或前面的行里已有相同的记录"
NOT_CHOSEN = "没有勾选"


@dataclass(frozen=True)
class Counts:
    """How many rows there are, can be brought in, have problems, are there already, and are ticked.

    `aside` are those with problems that are not ticked.
    """

    all: int
    good: int
    bad: int
    twins: int
    ticked: int
    aside: int = 0


class Draft:
    """A table with what the clerk decided about it. Rows and columns are indexes into the table."""

    def __init__(self, register: Register, table: Table, layout: Layout) -> None:
        self.register = register
        self.table = table
        self.mapping: tuple[str | None, ...] = tuple(layout.mapping)
        self.head_rows = layout.head_rows
        self.remembered = layout.remembered
        self.corrections: dict[tuple[int, int], str] = {}
        self.is_checked = False
        """Whether the problems are those of the present mapping."""
        self._first = self.mapping
        self._by_hand: dict[int, bool] = {}
        self._set_aside: set[int] = set()
        self._found = Findings()
        self._to_come: dict[str, tuple[str, ...]] | None = None
        self._left_out: set[int] = set()
        self.steps = Steps()
        """What can be taken back."""

    def take_over(self, former: "Draft") -> None:
        """Keep corrections and ticks made on the same rows of the sheet, when the head was moved or the register changed."""
        if former.table.source != self.table.source or former.table.sheet != self.table.sheet:
            return
        rows = {number: row for row, number in enumerate(self.table.numbers)}
        there = {row: rows[number] for row, number in enumerate(former.table.numbers) if number in rows}
        for (row, column), text in former.corrections.items():
            now = there.get(row)
            if now is not None and self.original(now, column) == former.original(row, column):
                self.corrections[now, column] = text
        for row, on in former._by_hand.items():
            if row in there:
                self._by_hand[there[row]] = on
                if row in former._set_aside:
                    self._set_aside.add(there[row])
        self._settle()

    # -- the mapping ----------------------------------------------------------------------------------

    def map_to(self, mapping: Sequence[str | None]) -> None:
        """Take another mapping; what was found with the former one no longer holds."""
        if tuple(mapping) != self.mapping:
            self.steps.begin("改列和栏目的对应", self.decided())
        self.mapping = tuple(mapping)
        self.is_checked = False
        self._take(NOTHING)

    @property
    def taken(self) -> list[int]:
        """The columns that go into a field, from the left."""
        return [column for column, name in enumerate(self.mapping) if name is not None]

    def field(self, column: int) -> Field:
        """The field a taken column goes into."""
        name = self.mapping[column]
        assert name is not None
        return self.register.field(name)

    def twice(self) -> frozenset[str]:
        """Fields that more than one column goes into although they take only one."""
        return mapped.twice(self.register, self.mapping)

    def several(self) -> frozenset[str]:
        """Fields that more than one column goes into; those that can, join what stands in them."""
        return mapped.several(self.mapping)

    def why_not_mapped(self) -> str:
        """What is wrong with the mapping itself, as a sentence; empty when rows can be checked with it."""
        return mapped.why_not(self.register, self.mapping)

    # -- what was found -------------------------------------------------------------------------------

    def take_preview(self, preview: Preview) -> None:
        """Hold what a check of all rows found."""
        self.is_checked = True
        self._take(preview)

    def _take(self, preview: Preview) -> None:
        self._found.take(preview)
        self._settle()

    def take_row(self, row: int, problems: Sequence[Problem]) -> None:
        """Hold what a check of one row found; a row set aside for its problems comes back when it has none."""
        self._found.take_row(row, problems)
        if not problems and row in self._set_aside:
            self._set_aside.discard(row)
            self._by_hand.pop(row, None)
        self._settle()

    def problems(self, row: int) -> tuple[Problem, ...]:
        """What is wrong with a row."""
        return self._found.problems.get(row, ())

    def problem(self, row: int, column: int) -> Problem | None:
        """What is wrong with a cell."""
        return self._found.at(row, column)

    def bad_rows(self) -> list[int]:
        """Rows with problems, from the top."""
        return list(self._found.problems)

    def is_twin(self, row: int) -> bool:
        """Whether the row looks the same as a record that is there, or as a row before it."""
        return row in self._found.twins

    def next_problem(self, row: int, column: int, step: int) -> tuple[int, int | None] | None:
        """The problem after (step 1) or before (-1) a cell, going around; None when there is none.

        Gives row and column; the column is None for a problem of the whole row.
        """
        return self._found.next_problem(row, column, step, len(self.mapping))

    def names_to_come(self) -> dict[str, tuple[str, ...]]:
        """The names that bringing in the ticked rows would register, by register."""
        if self._to_come is None:
            targets = [column for column in self.taken if self.field(column).target is not None]
            self._to_come = self._found.names_without(self.corrected_table(), targets, self._left_out)
        return self._to_come

    # -- cells ----------------------------------------------------------------------------------------

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, corrected or as in the sheet."""
        corrected = self.corrections.get((row, column))
        return self.original(row, column) if corrected is None else corrected

    def original(self, row: int, column: int) -> str:
        """What the sheet has in a cell."""
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else ""

    def correct(self, row: int, column: int, text: str) -> bool:
        """Put another text into a cell; False when nothing changes by it."""
        if text == self.text(row, column):
            return False
        self.steps.begin(f"改第 {self.table.numbers[row]} 行", self.decided())
        self._put(row, column, text)
        return True

    def correct_alike(self, rows: Sequence[int], column: int, text: str) -> list[int]:
        """Put the same text into the cells of a column, in one step; gives the rows that changed."""
        changed = [row for row in rows if text != self.text(row, column)]
        if changed:
            self.steps.begin(f"改正 {len(changed)} 行", self.decided())
        for row in changed:
            self._put(row, column, text)
        return changed

    def _put(self, row: int, column: int, text: str) -> None:
        self._to_come = None
        if text == self.original(row, column):
            del self.corrections[row, column]
        else:
            self.corrections[row, column] = text

    def alike(self, row: int, column: int, was: str) -> list[int]:
        """Other rows with a problem in this column that hold the same text as this one did.

        Empty cells are not alike in a field that tells records apart: nobody gives many of them the same name.
        """
        name = self.field(column).name
        if not was.strip() and (
            name in (self.register.title_field, *self.register.naming) or self.field(column).unique
        ):
            return []
        return [
            other
            for other in self._found.problems
            if other != row and self.problem(other, column) is not None and self.text(other, column) == was
        ]

    # -- ticks ----------------------------------------------------------------------------------------

    def ticked(self, row: int) -> bool:
        """Whether the row is to be brought in."""
        return row not in self._left_out

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Tick or untick rows."""
        chosen = [row for row in rows if self.ticked(row) != on]
        if chosen:
            self.steps.begin(f"{'勾选' if on else '取消勾选'} {len(chosen)} 行", self.decided())
        self._tick(chosen, on)

    def _tick(self, rows: Iterable[int], on: bool) -> None:
        for row in rows:
            self._by_hand[row] = on
            self._set_aside.discard(row)
        self._settle()

    def set_bad_aside(self) -> int:
        """Untick the rows that have problems; gives how many were ticked."""
        wanted = [row for row in self._found.problems if self.ticked(row)]
        if wanted:
            self.steps.begin(f"有问题的 {len(wanted)} 行先不导入", self.decided())
        self._tick(wanted, on=False)
        self._set_aside.update(wanted)
        return len(wanted)

    # -- taken back -----------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take the last step back; False when there is none. What was found has to be found anew."""
        return self._go_to(self.steps.undo(self.decided()))

    def redo(self) -> bool:
        """Do again what was taken back last; False when there is nothing."""
        return self._go_to(self.steps.redo(self.decided()))

    def take_up(self, decided: Decided) -> bool:
        """Go on from what was decided the last time about the same table, in one step; False when it does not fit."""
        named = {name for name in decided.mapping if name is not None}
        rows = {row for row, _ in decided.corrections} | set(decided.by_hand) | decided.set_aside
        fits = len(decided.mapping) == len(self.mapping) and named <= {field.name for field in self.register.fields}
        if not fits or any(not 0 <= row < len(self.table.rows) for row in rows):
            return False
        self.steps.begin("接着上次的核对", self.decided())
        return self._go_to(decided)

    def decided(self) -> Decided:
        """All that the clerk decided, as it is now."""
        return Decided(self.mapping, dict(self.corrections), dict(self._by_hand), frozenset(self._set_aside))

    def _go_to(self, state: Decided | None) -> bool:
        if state is None:
            return False
        self.mapping = state.mapping
        self.corrections = dict(state.corrections)
        self._by_hand, self._set_aside = dict(state.by_hand), set(state.set_aside)
        self.is_checked = False
        self._take(NOTHING)
        return True

    def _settle(self) -> None:
        self._to_come = None
        by_hand = self._by_hand
        self._left_out = {row for row in self._found.twins if not by_hand.get(row, False)}
        self._left_out.update(row for row, on in by_hand.items() if not on)

    @property
    def left_out(self) -> frozenset[int]:
        """The rows that are not to be brought in."""
        return frozenset(self._left_out)

    def bad_and_ticked(self) -> int:
        """How many rows with problems are still to be brought in."""
        return sum(row not in self._left_out for row in self._found.problems)

    def counts(self) -> Counts:
        """The numbers of the heading."""
        problems, twins = self._found.problems, self._found.twins
        total, bad = len(self.table.rows), len(problems)
        same = sum(row not in problems for row in twins)
        return Counts(total, total - bad - same, bad, same, total - len(self._left_out), bad - self.bad_and_ticked())

    def reasons(self) -> dict[int, str]:
        """Why each row is left out, for the file of those."""
        return {row: self.reason(row) for row in sorted(self._left_out)}

    def reason(self, row: int) -> str:
        """Why a row is left out."""
        told = "；".join(dict.fromkeys(item.sentence.rstrip("。") for item in self.problems(row)))
        return told or (TWIN if self.is_twin(row) else NOT_CHOSEN)

    def corrected_table(self) -> Table:
        """The table with the corrections in it."""
        rows = list(self.table.rows)
        for (row, column), text in self.corrections.items():
            cells = list(rows[row])
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
            rows[row] = tuple(cells)
        return replace(self.table, rows=tuple(rows))

    @property
    def is_edited(self) -> bool:
        """Whether the clerk changed anything that would be lost."""
        return bool(self.corrections or self._by_hand) or self.mapping != self._first
