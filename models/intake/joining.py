"""Files of one notice brought in together: a covering notice and its attachments become one source.

For the operations' callers through `models.intake`: `group` tells which files belong together, `joined` makes
one source of them. In doubt files stay apart; the clerk can join them by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from models.intake.facts import find_facts
from models.intake.lines import FILE_NAME, Line, classify, split_lines
from models.intake.notice import Block, Cell, SourceText
from models.intake.numbering import value_of

BEGINS = re.compile(
    r"^[（(【]?\s*附\s*[件表]\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[)）】]?(?=$|[\s:：.．、_—-]|《|关于|[^\w])"
)
NAMED = re.compile(
    r"^附\s*[件表]\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?|[-_—－（(【\s]附件\s*(?P<last>\d{1,2})?[)）】]?$"
)
MENTIONS = re.compile(r"附件|附表|附后")
QUOTED = re.compile(r"《([^《》]{4,80})》")
PRINTED = re.compile(r"关于(?:印发|转发|下发|公布|发布)《?(.+?)》?的(?:通知|函|公告|通报)")
LISTING = re.compile(r"^附\s*[件表]\s*(?:[\d一二三四五六七八九十]{1,3})?\s*[:：]?\s*")
ITEM = re.compile(r"(?:^|(?<=[\s；;]))\d{1,2}\s*[.．、]\s*")
HEADING = "附件"
TOP, END = 30_000, 3_000
"""Characters of a source that are looked at, from its beginning and its end."""
SHORTEST = 6
"""Letters and digits of a name that may be a part of another name."""


@dataclass
class _Traits:
    """What tells whether a source is a notice of its own or an attachment of another one."""

    own: bool
    """It has a 文号, a title and a day of its own."""
    begins: bool
    """It says of itself that it is an attachment."""
    number: int
    """Its number as an attachment; 0 where it has none."""
    names: tuple[str, ...]
    """What it may be called: its file's name and its first lines."""
    listed: tuple[str, ...] = ()
    """The attachments it lists, and the documents it hands on."""
    covers: bool = False
    """It speaks of attachments or hands a document on."""
    attachments: list[int] = field(default_factory=list)


def group(sources: Sequence[SourceText]) -> list[list[int]]:
    """Which sources belong to one notice: lists of their indexes, the covering notice first in each.

    An attachment is named in the covering notice (附件：…, 印发《…》), or says that it is one (附件1) while there is
    only one notice it can belong to. A source with its own 文号, title and day always is a notice of its own.
    """
    traits = [_traits(source) for source in sources]
    heads = [index for index, item in enumerate(traits) if item.own or (item.covers and not item.begins)]
    taken: set[int] = set()
    for index, item in enumerate(traits):
        if item.own:
            continue
        others = [head for head in heads if head != index and head not in taken]
        named = [head for head in others if _names(traits[head].listed, item.names)]
        only = others if item.begins else []
        found = named or only
        if len(found) == 1 and not traits[index].attachments:
            traits[found[0]].attachments.append(index)
            taken.add(index)
    groups = [
        [index, *sorted(item.attachments, key=lambda place: (traits[place].number or 99, place))]
        for index, item in enumerate(traits)
        if index not in taken
    ]
    return sorted(groups, key=min)


def joined(sources: Sequence[SourceText]) -> SourceText:
    """One source of several, the covering notice first; it has that one's name.

    Each block's `where` begins with its file's name, unless there is only one source.
    """
    if len(sources) == 1:
        return sources[0]
    parts: list[str] = []
    blocks: list[Block] = []
    warnings: list[str] = []
    length = 0
    for number, source in enumerate(sources):
        if number and not BEGINS.match(_first_line(source.text)):
            start = length
            parts.append(HEADING + "\n")
            length += len(HEADING) + 1
            blocks.append(Block("paragraph", (start, start + len(HEADING)), where=source.name))
        blocks += (_moved(block, length, source.name) for block in source.blocks)
        text = source.text if source.text.endswith("\n") else source.text + "\n"
        parts.append(text)
        length += len(text)
        warnings += (told if source.name in told else f"“{source.name}”：{told}" for told in source.warnings)
    return SourceText(sources[0].name, "".join(parts), tuple(blocks), tuple(dict.fromkeys(warnings)))


def _moved(block: Block, by: int, name: str) -> Block:
    start, end = block.span
    rows = tuple(tuple(Cell((cell.span[0] + by, cell.span[1] + by), cell.filled) for cell in row) for row in block.rows)
    where = f"{name} {block.where}".strip()
    return replace(block, span=(start + by, end + by), rows=rows, where=where)


def _traits(source: SourceText) -> _Traits:
    text = source.text
    if len(text) > TOP + END:
        text = f"{text[:TOP]}\n{text[-END:]}"
    lines = split_lines(text, ())
    classify(lines)
    facts = find_facts(lines)
    stem = re.sub(FILE_NAME, "", PurePath(source.name).stem).strip()
    first = lines[0].text if lines else ""
    begins = BEGINS.match(first) if len(first) < 80 else None
    named = NAMED.search(stem)
    number = next((found for match in (begins, named) if match for found in match.groups() if found), None)
    own = bool(facts.doc_number and facts.notice_title and facts.issued_on) and begins is None
    listed = _listed(lines, facts.notice_title)
    return _Traits(
        own=own,
        begins=bool(begins or named) and not own,
        number=value_of(number) if number else 0,
        names=tuple(filter(None, map(_bare, (stem, *(_row(line.text) for line in lines[:4]))))),
        listed=listed,
        covers=bool(listed) or bool(facts.covering) or (bool(facts.notice_title) and bool(MENTIONS.search(text))),
    )


def _row(text: str) -> str:
    """A line as a title: a table's row only when all of its cells say the same."""
    cells = {cell.strip() for cell in text.split("\t") if cell.strip()}
    return cells.pop() if len(cells) == 1 else ""


def _listed(lines: Sequence[Line], title: str) -> tuple[str, ...]:
    """The names of the attachments a notice lists, and of the documents its title hands on."""
    found: list[str] = [match[1] for match in QUOTED.finditer(title)]
    printed = PRINTED.search(title)
    found += [printed[1]] if printed else []
    for line in lines:
        if line.kind == "attachment":
            found += (piece for piece in ITEM.split(LISTING.sub("", line.text)) if piece.strip())
    return tuple(filter(None, map(_bare, found)))


def _bare(name: str) -> str:
    """A name without its number as an attachment, its ending, signs and blanks."""
    name = re.sub(FILE_NAME, "", LISTING.sub("", name.strip()).strip())
    return re.sub(r"[\W_]+", "", re.sub(r"^\d{1,2}\s*[.．、]\s*", "", name))


def _names(listed: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one of the names is listed, whole or with something put to it (… 定稿)."""
    return any(
        name == other or (min(len(name), len(other)) >= SHORTEST and (name in other or other in name))
        for name in names
        for other in listed
    )


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")
