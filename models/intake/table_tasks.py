"""Drafts from a task table: one for each row that has wording."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.intake.assignment import Assignment, read_assignment
from models.intake.choosing import NO_UNITS
from models.intake.columns import ROLE_KINDS, column_kind
from models.intake.drafts import Draft
from models.intake.grids import Table, cell_text
from models.intake.notice import Cell, Span
from models.intake.numbering import AT_START, CN, RANK
from models.intake.roles import Role, find_labels
from models.intake.units import Unit, looks_like_unit

EMPTY = re.compile(r"[\s/\\—\-－无、…]*")
ROLES: dict[str, Role] = {
    "lead": "lead",
    "responsible": "responsible",
    "cooperating": "cooperating",
    "deadline": "deadline",
    "person": "person",
    "division": "division",
}


class TableReader:
    """Reads the rows of one table, top down; headings and merged cells above hold for the rows below."""

    def __init__(self, text: str, table: Table) -> None:
        self._text = text
        self._table = table
        self._sections: list[tuple[int, str]] = []
        self._down: dict[int, Cell] = {}
        head = table.head
        self._wording = head.places("task", "detail")
        scoring = head.scoring()
        if scoring is not None and scoring not in self._wording and self._scored_row_by_row(scoring):
            self._wording.append(scoring)
        self._titles = self._title_columns()

    def drafts(self) -> list[Draft]:
        """One draft for each row; rows that only go on with the task above are put to it."""
        drafts: list[Draft] = []
        for row in self._table.rows:
            values = [cell_text(self._text, cell) for cell in row]
            if self._repeated_head(values) or self._section(row, values):
                continue
            draft = self._draft(row, values)
            if draft is None:
                continue
            if drafts and self._same_task(row, drafts[-1]):
                drafts[-1].texts += draft.texts
                drafts[-1].wording = f"{drafts[-1].wording}\n{draft.wording}"
            else:
                drafts.append(draft)
        return drafts

    def _title_columns(self) -> list[int]:
        """Wording columns that only head a group of rows: every one but the last, when their text repeats."""
        columns = self._wording[:-1]
        titles: list[int] = []
        for column in columns:
            rows = [row for row in self._table.rows if len({cell.span for cell in row}) > 1]  # no bands
            values = [self._value(row, column) for row in rows]
            repeats = any(cell.filled for row in rows for cell in row[column : column + 1])
            repeats = repeats or any(a and a == b for a, b in pairwise(values))
            blank_below = any(
                not value and self._value(row, self._wording[-1]) for row, value in zip(rows, values, strict=True)
            )
            if repeats or blank_below:
                titles.append(column)
        return titles

    def _scored_row_by_row(self, scoring: int) -> bool:
        """Whether rows have units and a scoring of their own under wording that stands once for several of them."""
        roles = self._table.head.places(*ROLE_KINDS)
        return any(
            self._value(row, scoring)
            and any(self._value(row, role) and not row[role].filled for role in roles)
            and all(row[column].filled or not self._value(row, column) for column in self._wording)
            for row in self._table.rows
        )

    def _value(self, row: Sequence[Cell], column: int) -> str:
        return cell_text(self._text, row[column]) if column < len(row) else ""

    def _repeated_head(self, values: list[str]) -> bool:
        """Whether a row is the head again, as on each new page."""
        kinds = [column_kind(value) for value in values if value]
        same = sum(value == name for value, name in zip(values, self._table.head.names, strict=False) if value)
        return bool(values) and same >= 2 and len([kind for kind in kinds if kind]) == len(kinds)

    def _section(self, row: Sequence[Cell], values: list[str]) -> bool:
        """Take up a row that is one merged cell, or a lone numbered heading, as a section."""
        spans = {cell.span for cell, value in zip(row, values, strict=True) if value}
        filled = {value for value in values if value}
        numbered = self._numbered_heading(values)
        if numbered is None and (len(spans) != 1 or len(filled) != 1):
            return False
        wording = numbered or filled.pop()
        match = AT_START.match(wording)
        first = next(index for index, value in enumerate(values) if value)
        merged = numbered is None and len([value for value in values if value]) > 1
        if not merged and not (match and match.lastgroup in ("chinese", "bracketed", "part")):
            return first not in self._wording
        if len(wording) > 80:
            return True
        rank = RANK.get(match.lastgroup or "", 0) if match else 0
        self._sections = [item for item in self._sections if item[0] < rank]
        self._sections.append((rank, re.sub(r"\s+", "", wording)))
        self._down = {}
        return True

    def _numbered_heading(self, values: list[str]) -> str | None:
        """A row that holds a Chinese numeral and a short wording and nothing else, among rows numbered 1 2 3: 一、wording."""
        numbers = self._table.head.places("number")
        filled = [index for index, value in enumerate(values) if value]
        if not numbers or len(filled) != 2 or filled[0] != numbers[0] or len(values[filled[1]]) > 30:
            return None
        bare = values[filled[0]].strip("（）()、.． ")
        arabic = any(self._value(row, numbers[0]).strip(".．、 ").isdigit() for row in self._table.rows)
        return f"{bare}、{values[filled[1]]}" if arabic and re.fullmatch(f"[{CN}]{{1,3}}", bare) else None

    def _same_task(self, row: Sequence[Cell], above: Draft) -> bool:
        """Whether number and units of a row are merged with the row above, so that only wording is new."""
        places = [*self._table.head.places("number"), *self._table.head.places(*ROLE_KINDS)]
        return bool(places) and bool(above.assignment) and all(row[place].filled for place in places)

    def _draft(self, row: Sequence[Cell], values: list[str]) -> Draft | None:
        section = [title for _, title in self._sections]
        for column in (*self._table.head.places("category"), *self._titles):
            if values[column]:
                self._down[column] = row[column]
            if column in self._down:
                section.append(re.sub(r"\s+", "", cell_text(self._text, self._down[column])))
        own = [column for column in self._wording if column not in self._titles and not EMPTY.fullmatch(values[column])]
        if not own:
            own = [column for column in self._titles if values[column] and not row[column].filled][-1:]
            section = section[:-1] if own else section
        if not own:
            return None
        numbers = self._table.head.places("number")
        draft = Draft(section=tuple(dict.fromkeys(part for part in section if part)))
        if numbers:
            draft.number = values[numbers[0]].strip(".．、 ")
            draft.mark_span = row[numbers[0]].span if draft.number and not row[numbers[0]].filled else None
        else:
            draft.number, values = own_number(values, own[0])
        draft.texts = list(dict.fromkeys(row[column].span for column in own))
        draft.wording = "\n".join(dict.fromkeys(tidy(values[column]) for column in own))
        draft.assignment = self._assignment(row, draft.texts[0])
        draft.row = self._reach(row)
        if not draft.assignment.names_units:
            draft.warnings.append(NO_UNITS)
        notes = [column for column in self._table.head.places("note") if column not in self._wording]
        draft.notes = [row[column].span for column in notes if values[column]]
        return draft

    def _reach(self, row: Sequence[Cell]) -> Span | None:
        """From the first to the last cell of a row that says something of its own task: units and limit, too."""
        kinds = self._table.head.kinds
        told = [
            cell.span
            for cell, kind in zip(row, kinds, strict=False)
            if kind in (*ROLES, "number", "task", "detail") and not cell.filled and cell_text(self._text, cell)
        ]
        return (min(start for start, _ in told), max(end for _, end in told)) if told else None

    def _assignment(self, row: Sequence[Cell], place: Span) -> Assignment:
        """What the unit and deadline cells of a row say."""
        result = Assignment(place)
        for column, kind in enumerate(self._table.head.kinds):
            role = ROLES.get(kind or "")
            if kind == "note" and find_labels(self._value(row, column)):
                result.merge(read_assignment(self._text[slice(*row[column].span)], row[column].span[0]))
            if role is None or EMPTY.fullmatch(self._value(row, column)):
                continue
            start, end = row[column].span
            wording = self._text[start:end]
            if role == "deadline":
                result.set_deadline(tidy(wording), (start, end))
                continue
            found = read_assignment(wording, start, None if role == "division" else role)
            result.merge(without_persons(found) if "人" in self._table.head.names[column] else found)
        result.span = place
        return result


PERSON_ASIDE = re.compile(r"[（(](?P<person>[\u4e00-\u9fff·]{2,4})[)）]$")


def without_persons(found: Assignment) -> Assignment:
    """The units of a column 责任单位及责任人, the people beside them kept as people: 建设局（李伟）, 建设局 李伟."""
    for units in (found.lead, found.responsible, found.cooperating):
        for index, unit in reversed(list(enumerate(units))):
            aside = PERSON_ASIDE.search(unit.name)
            if aside and not looks_like_unit(aside["person"]):
                units[index] = Unit(unit.name[: aside.start()], unit.span)
                found.persons.append(aside["person"])
            elif len(units) > 1 and re.fullmatch(r"[\u4e00-\u9fff]{2,3}", unit.name) and not looks_like_unit(unit.name):
                found.persons.append(units.pop(index).name)
    return found


def own_number(values: list[str], column: int) -> tuple[str, list[str]]:
    """The number with which a lone numbered wording begins (1. or （一）), and the values without it."""
    lines = values[column].split("\n")
    found = AT_START.match(lines[0])
    again = any(AT_START.match(line) for line in lines[1:])
    if not found or again or found.end() == len(lines[0]):
        return "", values
    rest = [*values]
    rest[column] = "\n".join([lines[0][found.end() :].lstrip(), *lines[1:]])
    return found[0].strip(" .．、\u3000"), rest


def tidy(wording: str) -> str:
    """A cell's wording without line breaks inside sentences."""
    return re.sub(r"[ \u3000\xa0]*[\n\u2028]+[ \u3000\xa0]*", "", wording).strip()


def table_drafts(text: str, table: Table) -> list[Draft]:
    """The drafts of one table."""
    return TableReader(text, table).drafts()
