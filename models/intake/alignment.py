"""Which column each line of a table belongs to, where merged and empty cells were lost on the way.

Web pages and copies give a table's cells in order, but not where a row ends nor which cells are missing.
The columns' kinds (number, wording, units, deadline) and what each line looks like settle it: of all ways
to lay the lines into rows the one that suits best is taken. Used by `tables` and `flattened`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.intake.columns import ROLE_KINDS, TEXT_KINDS
from models.intake.roles import is_deadline
from models.intake.units import looks_like_unit, read_units

HEADING = -1
"""The column of a line that heads the rows below it (一、政务公开)."""

SECTION_LINE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[部章])")
LONGEST_HEADING = 60
NUMBER = re.compile(r"[（(]?(?:\d{1,4}|[一二三四五六七八九十]{1,3})[)）]?[.．、]?")
NOTHING = re.compile(r"[/\\—\-－]{1,4}|无|暂无")
"""What a cell holds that was left empty on purpose; never a number nor a task."""
PERSON = re.compile(r"[\u4e00-\u9fff·\s、，]{2,20}")
ROLE_WORDS = re.compile(
    r"(?:牵头|配合|协办|参与)(?:负责|落实)?(?=[，,；;、。]|$)|按职责分工负责|(?:负责|抓好)?落实(?=[，,；;、。]|$)"
)
PLACES = re.compile(r"各[^，。；的]{0,8}[镇街乡区县市园]")
MERGED_DOWN = ("category", "task", "lead", "person")
GOES_ON = -0.6
NEVER = float("-inf")

_State = tuple[int, bool]
"""(column, whether the line goes on in the cell of the line above)."""
_Best = tuple[float, _State | None]
"""(score of the best way here, the state before)."""
_Row = dict[_State, _Best]


def suits(wording: str, kind: str | None) -> float:
    """How well a wording suits a column; more is better."""
    bare = wording.strip()
    if NOTHING.fullmatch(bare):
        return 2.0 if fits_kind(bare, kind) else -5.0
    if kind == "number":
        return 2.5 if NUMBER.fullmatch(bare) else -5.0
    if kind in TEXT_KINDS:
        if NUMBER.fullmatch(bare):
            return -5.0
        odd = fits_kind(bare, "responsible") or is_deadline(bare)
        return -3.0 if odd else 2.0 + (kind == "detail") * 0.2 + (len(bare) >= 15) * 0.6
    if kind == "category":
        return -1.0 if fits_kind(bare, "responsible") or NUMBER.fullmatch(bare) else 1.0 - (len(bare) > 30)
    if kind in ROLE_KINDS:
        return 3.0 + (kind == "responsible") * 0.1 if fits_kind(bare, kind) else -2.0
    if kind == "deadline":
        return 3.0 if fits_kind(bare, kind) else -2.0
    if kind == "person":
        return 1.0 if PERSON.fullmatch(bare) and not fits_kind(bare, "responsible") else -2.0
    return 0.4 if len(bare) <= 40 else -0.2


def fits_kind(wording: str, kind: str | None) -> bool:
    """Whether a line may stand in a column of a kind."""
    if NOTHING.fullmatch(wording.strip()):
        return kind not in (*TEXT_KINDS, "number")
    if kind == "deadline":
        return is_deadline(wording) or (bool(re.search(r"\d+月|年底|持续|长期", wording)) and len(wording) <= 30)
    if kind in ROLE_KINDS:
        units = read_units(ROLE_WORDS.sub("", wording))
        return bool(units) and all(looks_like_unit(unit.name) or PLACES.fullmatch(unit.name) for unit in units)
    if kind in TEXT_KINDS or kind == "category":
        return len(wording) >= 4 and not is_deadline(wording)
    return True


def best_columns(wordings: Sequence[str], kinds: Sequence[str | None]) -> list[int]:
    """The columns, in order, that suit the wordings of one row best when empty cells were dropped."""
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for count, wording in enumerate(wordings):
        following: dict[int, tuple[float, list[int]]] = {}
        for column in range(count, len(kinds) - (len(wordings) - count - 1)):
            before = max((item for last, item in best.items() if last < column), default=None)
            if before is not None:
                following[column] = (before[0] + suits(wording, kinds[column]), [*before[1], column])
        best = following
    return max(best.values())[1]


@dataclass(frozen=True)
class _Costs:
    """What it costs to leave a column of a row empty, at the row's beginning and later."""

    early: tuple[float, ...]
    late: tuple[float, ...]

    @classmethod
    def of(cls, kinds: Sequence[str | None]) -> "_Costs":
        texts = [index for index, kind in enumerate(kinds) if kind in TEXT_KINDS]
        roles = [index for index, kind in enumerate(kinds) if kind in ROLE_KINDS]
        named = next((index for index in roles if kinds[index] == "responsible"), roles[0] if roles else None)
        late: list[float] = []
        for index, kind in enumerate(kinds):
            if texts and index == texts[-1]:
                late.append(-4.0)
            elif index == named:
                late.append(-2.7)
            elif kind == "number":
                late.append(-1.5)
            elif kind in ROLE_KINDS or kind == "deadline":
                late.append(-0.7)
            else:
                late.append(-0.3)
        early = [max(cost, -0.3) if kinds[index] in MERGED_DOWN and index != (texts or [-1])[-1] else cost
                 for index, cost in enumerate(late)]  # fmt: skip
        return cls(tuple(early), tuple(late))

    @cached_property
    def begun(self) -> tuple[float, ...]:
        """For a row that begins at each column."""
        return tuple(sum(self.early[:column]) for column in range(len(self.early)))

    @cached_property
    def ended(self) -> tuple[float, ...]:
        """For a row that ends after each column."""
        return tuple(sum(self.late[column + 1 :]) for column in range(len(self.late)))

    @cached_property
    def steps(self) -> Mapping[int, Mapping[int, float]]:
        """To a column or HEADING, from each column and HEADING: on in the row, or out of it and into a new one."""
        columns = range(len(self.late))
        to_column = {
            column: {
                HEADING: self.begun[column],
                **{
                    before: sum(self.late[before + 1 : column])
                    if column > before
                    else self.ended[before] + self.begun[column]
                    for before in columns
                },
            }
            for column in columns
        }
        return {**to_column, HEADING: {HEADING: 0.0, **dict(enumerate(self.ended))}}


def lay_out(wordings: Sequence[str], kinds: Sequence[str | None]) -> list[_State]:
    """For each line its (column, whether it goes on in the cell above); HEADING for a heading between rows.

    Lines that follow the table get no place: the list ends before them.
    """
    costs = _Costs.of(kinds)
    width = len(kinds)
    table: list[_Row] = []
    best_end, best_score = 0, 0.0
    best_state: _State | None = None
    for index, wording in enumerate(wordings):
        fit = [suits(wording, kind) for kind in kinds]
        heads = bool(SECTION_LINE.match(wording)) and len(wording) <= LONGEST_HEADING
        row: _Row = {}
        before = table[-1] if table else None
        for column in range(width):
            row[(column, False)] = _best_before(before, column, costs, fit[column])
            if before is not None and kinds[column] in (*TEXT_KINDS, *ROLE_KINDS, "note", "deadline"):
                row[(column, True)] = _going_on(before, column, fit[column], wordings[index - 1])
        if heads:
            row[(HEADING, False)] = _best_before(before, HEADING, costs, 1.5)
        table.append(row)
        state, (score, _) = max(row.items(), key=lambda item: item[1][0] + _end_cost(item[0], costs))
        score += _end_cost(state, costs)
        if score > best_score:
            best_end, best_state, best_score = index + 1, state, score
    return _traced(table, best_end, best_state)


def _end_cost(state: _State, costs: _Costs) -> float:
    return 0.0 if state[0] == HEADING else costs.ended[state[0]]


def _best_before(before: _Row | None, column: int, costs: _Costs, fit: float) -> _Best:
    """The best way to come to a column with a new cell, or to a heading."""
    if before is None:
        return (fit + (costs.begun[column] if column != HEADING else 0.0), None)
    best: _Best = (NEVER, None)
    steps = costs.steps[column]
    for state, (score, _) in before.items():
        reached = score + steps[state[0]] + fit
        if reached > best[0]:
            best = (reached, state)
    return best


def _going_on(before: _Row, column: int, fit: float, above: str) -> _Best:
    """The best way for a line to go on in the cell of the line above."""
    open_end = above.rstrip().endswith(("、", "，", ","))
    states = [state for state in ((column, False), (column, True)) if state in before]
    state = max(states, key=lambda item: before[item][0])
    gain = max(fit, 1.0) if open_end else fit / 2 + GOES_ON
    return before[state][0] + gain, state


def _traced(
    table: Sequence[_Row],
    end: int,
    state: _State | None,
) -> list[_State]:
    places: list[_State] = []
    for index in range(end - 1, -1, -1):
        assert state is not None
        places.append(state)
        state = table[index][state][1]
    return places[::-1]
