"""From the paragraphs of one item to drafts: its wording, its assignment, its note.

A draft is a task before its deadline is computed. One item usually gives one draft; paragraphs that each
carry an assignment of their own give one draft each.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from models.intake.assignment import Assignment
from models.intake.clauses import FILL, find_assignments
from models.intake.lines import DATE_LINE
from models.intake.notice import Span
from models.intake.roles import is_deadline

NOTE = re.compile(
    r"^[（(【]?(?:任务分工|具体分工|工作分工|部门分工|分工|备注|说明|工作措施|具体措施|落实措施|推进措施|工作进展|完成情况|成果形式|考核标准)[】]?\s*[:：]"
)
LONGEST_SIGNATURE = 50
SAME_LINE = 12
SHORT_TITLE = 36
SHORT_WORDING = 12


@dataclass
class Draft:
    """One task in the making; all spans point into the notice's text."""

    number: str = ""
    mark_span: Span | None = None
    section: tuple[str, ...] = ()
    texts: list[Span] = field(default_factory=list)
    assignment: Assignment | None = None
    notes: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    wording: str | None = None
    """The text itself where it is not simply the spans put together (table cells)."""
    row: Span | None = None
    """For a row of a table, from the first to the last of its own cells that speak of the task."""

    @property
    def span(self) -> Span:
        """From the number, or the first word, to the end of the last piece."""
        places = [*self.texts, *self.notes]
        if self.mark_span:
            places.append(self.mark_span)
        if self.assignment:
            places.append(self.assignment.span)
        return min(place[0] for place in places), max(place[1] for place in places)

    @property
    def whole(self) -> Span:
        """The span, and for a row of a table all its own cells."""
        start, end = self.span
        return (start, end) if self.row is None else (min(start, self.row[0]), max(end, self.row[1]))


def trimmed_span(text: str, start: int, end: int) -> Span:
    """A span without blanks and stray punctuation at its beginning, and without blanks at its end."""
    while start < end and text[start] in FILL + "-–*":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def has_words(text: str, span: Span) -> bool:
    """Whether a piece holds words and not only signs."""
    return bool(re.search(r"[\u4e00-\u9fffA-Za-z]{2}", text[slice(*span)]))


class Drafter:
    """Walks the paragraphs of one item."""

    def __init__(self, text: str, known: Collection[str], measures_from: int | None = None) -> None:
        self._text = text
        self._known = known
        self._measures_from = measures_from
        self.drafts: list[Draft] = []
        self.leftover: list[Span] = []
        self._current = Draft()

    def read(self, paragraphs: Sequence[Span], *, loose: bool = False) -> list[Draft]:
        """The drafts of the paragraphs, in order.

        `loose` paragraphs stand on their own: only the one that carries an assignment, or stands right
        before a line that does, is a task's wording.
        """
        for index, paragraph in enumerate(paragraphs):
            if loose and self._next_begins(paragraph, paragraphs[index + 1 : index + 2]):
                self._close()
            if loose and self._current.assignment is None and self._current.texts:
                own_line = self._assignments(paragraph)
                if not own_line or has_words(self._text, (paragraph[0], own_line[0].span[0])):
                    self.leftover += self._current.texts
                    self._current = Draft()
            self._paragraph(paragraph)
        alone = self._current.assignment
        if alone and not self._current.texts and not self.drafts and alone.has_verb and alone.deadline:
            self._current.texts = [trimmed_span(self._text, *alone.span)]  # 由…牵头，于5月底前完成摸底 is all it says
        self._close()
        return self.drafts

    def _next_begins(self, paragraph: Span, following: Sequence[Span]) -> bool:
        """Whether a paragraph after a complete task is the next one's wording: its units stand on the line below."""
        wording = self._text[slice(*paragraph)]
        if (
            self._current.assignment is None
            or self._title_only()
            or NOTE.match(wording)
            or self._assignments(paragraph)
        ):
            return False
        below = [found for place in following for found in self._assignments(place) if found.names_units]
        return bool(below) and not has_words(self._text, (following[0][0], below[0].span[0]))

    def _assignments(self, paragraph: Span) -> list[Assignment]:
        return find_assignments(self._text[slice(*paragraph)], paragraph[0], self._known)

    def _paragraph(self, paragraph: Span) -> None:
        text = self._text
        noted = NOTE.match(text[slice(*paragraph)]) and (self._current.texts or self.drafts)
        if noted and not self._divides(paragraph):
            self._current.notes.append(paragraph)
            return
        position = paragraph[0]
        for assignment in self._assignments(paragraph):
            before = trimmed_span(text, position, assignment.span[0])
            if has_words(text, before):
                only_limit = self._current.assignment is not None and not self._current.assignment.names_units
                title_goes_on = self._title_only() and (only_limit or not assignment.names_units)
                if self._current.assignment is not None and not title_goes_on:
                    self._close()
                self._current.texts.append(self._whole_sentence(before, assignment))
            if self._current.assignment is None:
                self._current.assignment = assignment
            else:
                self._current.assignment.merge(assignment)
            position = assignment.span[1]
        rest = trimmed_span(text, position, paragraph[1])
        if has_words(text, rest):
            self._rest(rest)

    def _whole_sentence(self, before: Span, assignment: Assignment) -> Span:
        """The words before an assignment; a few words that run on into it (编制清单，由县政府办负责) keep it."""
        start, end = assignment.span
        runs_on = self._text[start] == "由" and self._text[before[1] - 1] in "，,"
        short = len(re.sub(r"[\W_]", "", self._text[slice(*before)])) < SHORT_WORDING
        return (before[0], end) if runs_on and short else before

    def _divides(self, paragraph: Span) -> bool:
        """Whether a note (部门分工：省财政厅牵头，各地配合) is what names the units of a task that has none yet."""
        so_far = self._current.assignment
        found = self._assignments(paragraph)
        if (so_far is not None and so_far.names_units) or len(found) != 1:
            return False
        return found[0].names_units and found[0].sure and found[0].span[0] - paragraph[0] <= 2

    def _rest(self, rest: Span) -> None:
        """Words that stand after an assignment, or a paragraph without one."""
        measures = self._measures_from is not None and rest[0] >= self._measures_from
        if DATE_LINE.fullmatch(self._text[slice(*rest)]) and rest[1] - rest[0] < LONGEST_SIGNATURE:
            self.leftover.append(rest)
        elif self._current.assignment is None or self._title_only() or measures:
            self._current.texts.append(rest)
        elif self._limit_behind(rest):
            return
        elif NOTE.match(self._text[slice(*rest)]):
            self._current.notes.append(rest)
        else:
            self.leftover.append(rest)

    def _limit_behind(self, rest: Span) -> bool:
        """Take up a limit that stands alone behind the units: （责任单位：…），2021年底前全部完成."""
        own = self._current.assignment
        start, end = rest
        wording = self._text[start:end].rstrip("。；;")
        if own is None or own.deadline or self._text[start - 1] not in "，," or not is_deadline(wording):
            return False
        own.set_deadline(wording, (start, start + len(wording)))
        return True

    def _title_only(self) -> bool:
        """Whether the draft has so far only a short title, so that what follows its units is its wording."""
        if len(self._current.texts) != 1:
            return not self._current.texts
        title = self._text[slice(*self._current.texts[0])]
        return len(title) <= SHORT_TITLE and not re.search("[。；;]", title)

    def _close(self) -> None:
        if self._current.texts and self._current.assignment:
            self.drafts.append(self._current)
        elif self._current.texts:
            self.leftover += self._current.texts
        elif self._current.assignment and self.drafts and self.drafts[-1].assignment:
            self.drafts[-1].assignment.merge(self._current.assignment)
        self._current = Draft()


def wording_of(text: str, spans: Sequence[Span]) -> str:
    """The pieces as one running text: line breaks inside a sentence closed, paragraphs kept apart."""
    joined = ""
    before = -1
    for start, end in spans:
        part = re.sub(r"\s*\n\s*", "", text[start:end]).strip()
        same_line = before >= 0 and "\n" not in text[before:start] and start - before < SAME_LINE
        joined += part if same_line or not joined else f"\n{part}"
        before = end
    return re.sub(r"[ \u3000\xa0\u2002]{2,}", " ", joined).strip()
