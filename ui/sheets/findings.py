"""What a check of a sheet's rows found: problems by row, twins, names that would be registered. No Qt. For `draft` only."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from models.base.fields import plain_name
from models.operations.spreadsheets import Preview, Problem, Table

NOTHING = Preview((), (), {})


class Findings:
    """Rows are indexes into the table, from the top."""

    def __init__(self) -> None:
        self.problems: dict[int, tuple[Problem, ...]] = {}
        self.twins: frozenset[int] = frozenset()
        self.new_names: Mapping[str, tuple[str, ...]] = {}

    def take(self, preview: Preview) -> None:
        """Hold what a check of all rows found."""
        found: dict[int, list[Problem]] = {}
        for problem in preview.problems:
            found.setdefault(problem.row, []).append(problem)
        self.problems = {row: tuple(found[row]) for row in sorted(found)}
        self.twins = frozenset(preview.twins)
        self.new_names = dict(preview.new_names)

    def take_row(self, row: int, problems: Sequence[Problem]) -> None:
        """Hold what a check of one row found."""
        if not problems:
            self.problems.pop(row, None)
            return
        had = row in self.problems
        self.problems[row] = tuple(problems)
        if not had:
            self.problems = {number: self.problems[number] for number in sorted(self.problems)}

    def at(self, row: int, column: int) -> Problem | None:
        """What is wrong with a cell."""
        return next((item for item in self.problems.get(row, ()) if item.column == column), None)

    def next_problem(self, row: int, column: int, step: int, columns: int) -> tuple[int, int | None] | None:
        """The problem after (step 1) or before (-1) a cell, going around; None when there is none.

        Gives row and column; the column is None for a problem of the whole row, which stands behind all `columns`.
        """
        places = sorted(
            {
                (item.row, columns if item.column is None else item.column)
                for items in self.problems.values()
                for item in items
            }
        )
        if not places:
            return None
        here = (row, column)
        at = bisect_right(places, here) if step > 0 else bisect_left(places, here) - 1
        found = places[at % len(places)]
        return found[0], (found[1] if found[1] < columns else None)

    def names_without(
        self, table: Table, columns: Sequence[int], left_out: Iterable[int]
    ) -> dict[str, tuple[str, ...]]:
        """The names that would be registered although these rows stay out: those that only they hold are not."""
        outside = set(left_out)
        if not outside or not self.new_names:
            return dict(self.new_names)
        aside = plain_name("\n".join(table.rows[row][column] for row in outside for column in columns))
        doubtful = {name for names in self.new_names.values() for name in names if plain_name(name) in aside}
        for row, cells in enumerate(table.rows):
            if not doubtful:
                break
            if row not in outside:
                held = plain_name("\n".join(cells[column] for column in columns))
                doubtful -= {name for name in doubtful if plain_name(name) in held}
        kept = {key: tuple(name for name in names if name not in doubtful) for key, names in self.new_names.items()}
        return {key: names for key, names in kept.items() if names}
