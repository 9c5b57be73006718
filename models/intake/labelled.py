"""Tasks written as blocks of labelled lines: 事项名称：… / 牵头单位：… / 完成时限：…, block after block.

Such a block is a table's row with the column's name in front of each cell, so that it becomes a row of the
same `Table`. Used by `tables`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.intake.alignment import LONGEST_HEADING, SECTION_LINE
from models.intake.columns import ROLE_KINDS, TEXT_KINDS, column_kind, make_head, whole_role
from models.intake.grids import BLANKS, Table, raw_lines
from models.intake.notice import Cell, Span

LABELLED = re.compile(
    r"(?P<number>[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.．、]?\s*)?(?:[●○◆◇■□★▲▪•·]\s*)?"
    r"[【〔\[（(]?(?P<name>[\u4e00-\u9fff]{2,10}(?:[（(][\u4e00-\u9fff]{1,8}[)）])?)[】〕\]）)]?\s*[:：]\s*(?P<value>.*)"
)
OPENER = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{2})?(?:任务|事项|项目|问题|工作|措施|建议|提案)|第)\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:项|件|号)?\s*[：:]?"
)
NUMBER_NAME = "序号"
TERMINAL = "。！!；;"


@dataclass
class Block:
    """One block: where it begins, its number's place, and what stands behind each label."""

    start: int
    number: Span | None = None
    values: dict[str, Span] = field(default_factory=dict)
    worded_above: bool = False
    """The line above words the task itself (任务一：…); then it is an item with lines of units below."""

    def kinds(self) -> set[str | None]:
        """The kinds of the labels."""
        return {column_kind(name) for name in self.values}

    @property
    def is_task(self) -> bool:
        """Whether the block words a task and names units or a deadline."""
        kinds = self.kinds()
        return not self.worded_above and bool(kinds & set(TEXT_KINDS)) and bool(kinds & {*ROLE_KINDS, "deadline"})


def labelled_tables(text: str, taken: Sequence[Span]) -> Iterator[Table]:
    """One table for each run of blocks; none unless two blocks begin with the same label."""
    runs = [run for run in find_runs(text, taken) if run]
    blocks = [block for run in runs for block in run if isinstance(block, Block)]
    firsts = [next(iter(block.values)) for block in blocks]
    if len(blocks) < 2 or len(set(firsts)) > 1:
        return
    for run in runs:
        yield as_table(run)


def find_runs(text: str, taken: Sequence[Span]) -> Iterator[list[Block | Span]]:
    """Runs of blocks, and of the headings between them, that nothing else interrupts."""
    reader = RunReader(text)
    for start, end in raw_lines(text):
        if any(first <= start < last for first, last in taken):
            yield from reader.broken()
        else:
            yield from reader.line(start, end)
    yield from reader.broken()


class RunReader:
    """Reads lines into blocks, and blocks into runs."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._run: list[Block | Span] = []
        self._block: Block | None = None
        self._opened: Span | None = None
        self._opened_at = 0
        self._heading: Span | None = None
        self._blank = False
        self._worded = False

    def line(self, start: int, end: int) -> Iterator[list[Block | Span]]:
        """Take up one line; gives the run that it ends, if any."""
        bare = self._text[start:end].strip(BLANKS + "\t")
        if not bare:
            self._blank = True
            return
        start += self._text[start:end].index(bare)
        end = start + len(bare)
        found = LABELLED.fullmatch(bare)
        opener = OPENER.fullmatch(bare)
        if found and column_kind(whole_role(found["name"])):
            self._labelled(found, start)
        elif opener:
            self._close()
            self._opened = (start + opener.start("number"), start + opener.end("number"))
            self._opened_at = start
        elif self._goes_on(bare):
            self._carry_on(end)
        elif SECTION_LINE.match(bare) and len(bare) <= LONGEST_HEADING and "。" not in bare:
            self._close()
            self._heading = (start, end)
        else:
            yield from self.broken()
            self._worded = OPENER.match(bare) is not None
        self._blank = False

    def broken(self) -> Iterator[list[Block | Span]]:
        """End the run."""
        self._close()
        if any(isinstance(part, Block) for part in self._run):
            yield self._run
        self._run, self._opened, self._heading = [], None, None

    def _labelled(self, found: re.Match[str], start: int) -> None:
        name = whole_role(found["name"])
        if self._block is not None and (name in self._block.values or found["number"]):
            self._close()
        if self._block is None:
            self._block = Block(self._opened_at if self._opened else start, self._opened, worded_above=self._worded)
            self._worded = False
            if found["number"]:
                self._block.number = (start, start + len(found["number"].rstrip()))
            self._opened = None
        self._block.values[name] = (start + found.start("value"), start + found.end("value"))

    def _goes_on(self, bare: str) -> bool:
        """Whether a line without a label carries on the value above it."""
        if self._block is None or self._blank or SECTION_LINE.match(bare):
            return False
        name, span = list(self._block.values.items())[-1]
        value = self._text[slice(*span)]
        return not value or (column_kind(name) in TEXT_KINDS and (value[-1] not in TERMINAL or len(bare) > 20))

    def _carry_on(self, end: int) -> None:
        assert self._block is not None
        name, span = list(self._block.values.items())[-1]
        self._block.values[name] = (span[0], end)

    def _close(self) -> None:
        if self._block is not None and self._block.is_task:
            if self._heading:
                self._run.append(self._heading)
            self._run.append(self._block)
            self._heading = None
        self._block = None


def as_table(run: Sequence[Block | Span]) -> Table:
    """A run as a table: the labels are its columns."""
    blocks = [part for part in run if isinstance(part, Block)]
    names = list(dict.fromkeys(name for block in blocks for name in block.values))
    if any(block.number for block in blocks):
        names.insert(0, NUMBER_NAME)
    rows = tuple(cells_of(part, names) for part in run)
    first = run[0]
    start = first.start if isinstance(first, Block) else first[0]
    end = max(cell.span[1] for row in rows for cell in row)
    return Table((start, end), make_head(tuple(names), 0), rows)


def cells_of(part: Block | Span, names: Sequence[str]) -> tuple[Cell, ...]:
    """A block's cells under the names; those it lacks are empty. A heading stands alone in the first cell."""
    if not isinstance(part, Block):
        return (Cell(part), *(Cell((part[1], part[1])) for _ in names[1:]))
    end = max(span[1] for span in part.values.values())
    spans = {NUMBER_NAME: part.number, **part.values}
    return tuple(Cell(spans.get(name) or (end, end)) for name in names)
