"""Which column of a table goes into which field: as remembered for the lay-out, else guessed. Part of `spreadsheets`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from models.base.fields import Field
from models.base.lists import split_names
from models.base.register import Register
from models.operations.desk import Desk
from models.operations.sheet_tables import HEADINGS, Table
from models.operations.sheet_titles import EXACT, candidates, offered_fields
from models.workbook.steps import Step

Mapping = tuple[str | None, ...]
"""For each column the name of the field it goes into, or None: it is not taken.

Several columns may go into one long text, one field of several names or of dated notes; their texts are joined."""

_LOOKED_AT = 400
_SETTING = "sheet_layout"
_REPEATS = 0.6


@dataclass(frozen=True)
class Layout:
    """How a table is to be read. When `head_rows` is not the table's own, find the table again with it."""

    mapping: Mapping
    head_rows: int
    remembered: bool


def joins(field: Field) -> bool:
    """Whether several columns may go into this field."""
    return field.kind in ("long_text", "units", "links", "names", "entries")


def propose(desk: Desk, register: Register, table: Table) -> Layout:
    """The lay-out as it was used last time, else the best guess from titles and contents."""
    kept = _remembered(desk, register, table)
    return kept or Layout(_guessed(desk, register, table), table.head_rows, remembered=False)


@dataclass(frozen=True)
class TitleFit:
    """How well a table's titles suit a register: how many fields they name, and whether the title field is one."""

    count: int
    has_title: bool


def title_fit(register: Register, table: Table) -> TitleFit:
    """What the titles alone tell; contents are not looked at."""
    named = {name for column in table.columns for name in candidates(register, column.title)}
    return TitleFit(len(named), register.title_field in named)


def remember(step: Step, register: Register, table: Table, mapping: Mapping) -> None:
    """Keep the lay-out in the workbook, inside a running step."""
    key = _key(register, table)
    value = json.dumps({"head_rows": table.head_rows, "fields": mapping}, ensure_ascii=False)
    step.keep_setting(key, value)


def _key(register: Register, table: Table) -> str:
    return f"{_SETTING}:{register.name}:{table.fingerprint}"


def _remembered(desk: Desk, register: Register, table: Table) -> Layout | None:
    told = desk.book.setting(_key(register, table))
    if not told:
        return None
    try:
        kept = json.loads(told)
        head_rows, fields = int(kept["head_rows"]), tuple(kept["fields"])
    except (ValueError, TypeError, KeyError):
        return None  # written by another version, or by hand
    offered = {field.name for field in offered_fields(register)}
    if head_rows == table.head_rows and len(fields) != len(table.columns):
        return None
    if any(name is not None and name not in offered for name in fields):
        return None  # the office has changed the fields of a register of its own
    return Layout(fields, head_rows, remembered=True)


def _guessed(desk: Desk, register: Register, table: Table) -> Mapping:
    offered = offered_fields(register)
    taken: dict[int, str] = {}
    found = {column.index: candidates(register, column.title) for column in table.columns if column.samples}
    found |= {column.index: candidates(register, column.title) for column in table.columns if not column.samples}
    _take_wording(register, table, found, taken)
    ranked = sorted(
        ((-score, column, name) for column, names in found.items() for name, score in names.items()),
        key=lambda item: item[:2],
    )
    notes = {field.name for field in offered if field.kind == "entries"}
    for score, column, name in ranked:
        adds = name in notes and -score >= EXACT  # 进展情况 and 完成说明: both say how far it is
        if column not in taken and (adds or name not in taken.values()):
            taken[column] = name
    _take_headings(desk, offered, table, taken)
    _take_by_content(desk, register, offered, table, taken)
    return tuple(taken.get(column.index) for column in table.columns)


def _take_wording(register: Register, table: Table, found: dict[int, dict[str, int]], taken: dict[int, str]) -> None:
    """Give the column of wordings to the title field; of several, one that only heads groups of rows goes elsewhere."""
    title = register.title_field
    wordings = sorted(column for column, names in found.items() if title in names and names[title] > 4)
    if len(wordings) < 2:
        return
    own = [column for column in wordings if not _repeats(table, column)] or wordings[-1:]
    field = register.field(title)
    for column in own if joins(field) else own[:1]:
        taken[column] = title
    category = next((item for item in offered_fields(register) if "category" in item.column_kinds), None)
    groups = [column for column in wordings if column not in own]
    for column in wordings:
        found[column].pop(title)
    if category is not None and groups and not any(category.name in names for names in found.values()):
        taken[groups[0]] = category.name


def _take_headings(desk: Desk, offered: Sequence[Field], table: Table, taken: dict[int, str]) -> None:
    """The headings between the rows go where categories go, else where they are plainly values of a field."""
    if not table.columns or table.columns[-1].title != HEADINGS or table.columns[-1].index in taken:
        return
    column = table.columns[-1].index
    free = [field for field in offered if field.name not in taken.values()]
    texts = list(dict.fromkeys(row[column] for row in table.rows if row[column]))[:_LOOKED_AT]
    fitting = [field for field in free if "category" in field.column_kinds]
    fitting = fitting or [field for field in free if _holds(desk, field, texts)]
    if fitting:
        taken[column] = fitting[0].name


def _take_by_content(
    desk: Desk, register: Register, offered: Sequence[Field], table: Table, taken: dict[int, str]
) -> None:
    """What no title tells: names that are in the workbook, words of a list, and the longest text for the title field."""
    rest = [column for column in table.columns if column.index not in taken and column.samples and not column.title]
    for column in rest:
        texts = [row[column.index].strip() for row in table.rows[:_LOOKED_AT] if row[column.index].strip()]
        for field in offered:
            if field.name not in taken.values() and _holds(desk, field, texts):
                taken[column.index] = field.name
                break
    title = register.field(register.title_field)
    if title.name in taken.values() or title.locked:
        return
    free = [column for column in table.columns if column.index not in taken and not candidates(register, column.title)]
    lengths = {
        column.index: sum(len(row[column.index]) for row in table.rows[:_LOOKED_AT]) / len(table.rows[:_LOOKED_AT])
        for column in free
    }
    longest = max(lengths, key=lambda index: lengths[index], default=None)
    if longest is not None and lengths[longest] >= (8 if title.kind == "long_text" else 2):
        taken[longest] = title.name


def _holds(desk: Desk, field: Field, texts: Sequence[str]) -> bool:
    """Whether the texts of a column are plainly values of a field."""
    options = field.offered(desk.book) if field.kind != "yes_no" else ()
    if options:
        return all(text in options for text in texts)
    if field.target is not None:
        names = [name for text in texts for name in split_names(text)]
        return bool(names) and sum(desk.book.find(field.target, name) is not None for name in names) >= len(names) * 0.6
    return False


def _repeats(table: Table, column: int) -> bool:
    """Whether a column's texts come again and again, as headings of groups of rows do."""
    texts = [row[column] for row in table.rows[:_LOOKED_AT] if row[column]]
    return not texts or (len(table.rows) > 2 and len(set(texts)) <= len(table.rows[:_LOOKED_AT]) * _REPEATS)
