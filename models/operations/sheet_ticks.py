"""Columns in which words are ticked (公开层级: 县级 √, 乡级 √), put together as one column of words. Part of `spreadsheets`.

So the prescribed forms write 公开对象, 公开方式 and 公开层级; layouts of ours do, too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from models.base.choices import WordList
from models.base.lists import listed
from models.base.register import Register
from models.operations.sheet_titles import EXACT, candidates

Row = tuple[str, ...]

_TICK = re.compile(r"[√✓✔☑■●▲Vv]|是|有|[Yy](?:es)?|1")
_NOTHING = re.compile(r"[×✗✘☐□○/\\—–-]*|否|无|[Nn]o?|0")
_ASIDE = re.compile(r"[(（][^)）]*[)）]$")
_LOOKED_AT, _MOSTLY = 400, 0.5


def unticked(
    register: Register, titles: tuple[str, ...], rows: tuple[Row, ...]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Titles and rows in which the first of such columns holds the words ticked, under the field's title.

    The others stay where they are, empty. What stands in such a column instead of a tick (特定群体: 适龄儿童家长) counts as
    a word of its own.
    """
    groups = [group for group, field in _groups(register, titles) if _for_ticks(field, titles, rows, group)]
    if not groups:
        return titles, rows
    named, own = list(titles), [list(row) for row in rows]
    for group in groups:
        words = {column: _word(titles[column]) for column in group}
        head = titles[group[0]].rsplit("/", 1)[0]
        for row in own:
            found = [_said(row[column], word) for column, word in words.items()]
            for column in group:
                row[column] = ""
            row[group[0]] = listed(tuple(dict.fromkeys(filter(None, found)))).rstrip("；")
        for column in group[1:]:
            named[column] = f"{words[column]}（并入{head}）"
        named[group[0]] = head
    return tuple(named), tuple(map(tuple, own))


def _groups(register: Register, titles: Sequence[str]) -> Iterator[tuple[list[int], WordList]]:
    """Columns beside one another below the same heading, which names a field of words."""
    found: dict[str, list[int]] = {}
    for column, title in enumerate(titles):
        head, divided, _ = title.rpartition("/")
        if divided and head and found.setdefault(head, [column])[-1] in (column - 1, column):
            found[head].append(column)
    for head, columns in found.items():
        fields = [register.field(name) for name, score in candidates(register, head).items() if score >= EXACT]
        if len(fields) == 1 and isinstance(fields[0], WordList):
            yield columns[1:], fields[0]


def _for_ticks(field: WordList, titles: Sequence[str], rows: Sequence[Row], group: Sequence[int]) -> bool:
    """Whether the columns are called by the field's own words, or hold mostly ticks."""
    known = {*field.options, *(written for written, _ in field.spellings)}
    if {_word(titles[column]) for column in group} <= known:
        return True
    cells = list(islice((row[column].strip() for row in rows for column in group if row[column].strip()), _LOOKED_AT))
    return bool(cells) and sum(bool(_TICK.fullmatch(cell)) for cell in cells) >= len(cells) * _MOSTLY


def _word(title: str) -> str:
    """What is ticked in a column: its lowest heading without what is said beside it (请自行填写)."""
    return _ASIDE.sub("", title.rsplit("/", 1)[-1])


def _said(cell: str, word: str) -> str:
    told = cell.strip()
    if _TICK.fullmatch(told):
        return word
    return "" if _NOTHING.fullmatch(told) else " ".join(told.split())
