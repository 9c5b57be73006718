"""What a person takes out of a notice by hand: any stretch of its text read as one task, by the parser's own rules.

Also tells which paragraphs became nothing although they read like work, and where a task may be cut in parts.
For the review window and whoever drafts single tasks; `parsing` reads whole notices.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from models.intake.assignment import Assignment
from models.intake.choosing import INHERITED, NO_UNITS
from models.intake.clauses import find_assignments
from models.intake.drafts import SHORT_TITLE, Draft, Drafter, has_words, trimmed_span
from models.intake.facts import find_facts
from models.intake.finishing import Rules, carry_prefixes, to_task
from models.intake.from_wording import with_named_units
from models.intake.lines import classify, split_lines
from models.intake.notice import CELL_BREAK, DraftTask, Notice, Span
from models.intake.numbering import AT_START, NumberMark, to_mark
from models.intake.outline import Node, add_piece, build_outline, heading_text, is_heading
from models.intake.subjects import asked_of, subject_of
from models.intake.units import CLOSE, OPEN, Unit
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import DocumentDates, year_of_number, year_of_title

_SHORTEST = 12  # characters; a shorter paragraph is a heading, a name or a remainder
_LIKE_WORK = re.compile(
    r"[要应须请需]|负责|牵头|配合|报送|上报|反馈|完成|落实|推进|加强|做好|确保|开展|建立|组织|不得|严格|严禁|规范|完善|健全|"
    r"公开|发布|整改|提升|强化|及时|定期"
)
_NO_WORK = re.compile(
    r"特此|^附件|联系人|联系电话|^此页无正文|^抄送|(?:如下|以下)[^。]{0,12}[:：。]?$|[:：]$|^(?:现将|现印发|根据|按照|为(?![民企]))"
)
_INNER_MARK = re.compile(
    r"(?:[一二三四五六七八九十]|十[一二三四五六七八九])是(?!否)|[①-⑳]|[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]|(?<!\d)\d{1,2}[.．、](?!\d)"
)
_STOPS = "。；;！!\n" + CELL_BREAK
_QUOTES = {"“": "”", "《": "》"}


def read_clause(notice: Notice, span: Span, calendar: WorkCalendar) -> DraftTask:
    """The task that a stretch of a notice's text sets, with number, section, units, deadline, marks and doubts.

    Raises:
        ValueError: there are no words in the stretch.
    """
    return ByHand(notice, calendar).clause(span)


class ByHand:
    """One notice, ready to have tasks taken out of it; spans are those of `Notice.text`."""

    def __init__(self, notice: Notice, calendar: WorkCalendar) -> None:
        self._notice = notice
        self._text = notice.text
        self._calendar = calendar
        named = (
            name
            for task in notice.tasks
            for name in (*task.lead_units, *task.responsible_units, *task.cooperating_units)
        )
        self._known = frozenset(named)

    @cached_property
    def _rules(self) -> Rules:
        return Rules(self._text)

    @cached_property
    def _root(self) -> Node:
        lines = split_lines(self._text, ())
        classify(lines)
        return build_outline(self._text, lines[find_facts(lines).body_from :])

    # -- one task -------------------------------------------------------------------------------------

    def clause(self, span: Span, dates: DocumentDates | None = None, *, numbered: bool = True) -> DraftTask:
        """A stretch as one task, whatever it holds; `dates` where they were corrected since the notice was read.

        Not `numbered`, a number mark at its beginning (一是) stays in its wording.

        Raises:
            ValueError: there are no words in the stretch.
        """
        start, end = trimmed_span(self._text, *span)
        if not has_words(self._text, (start, end)):
            raise ValueError("no words")
        mark = self._mark(start, end) if numbered else None
        if mark is not None and not has_words(self._text, (mark.span[1], end)):
            mark = None
        begin = mark.span[1] if mark else start
        draft = self._drafted(mark, begin, end)
        draft.number, draft.mark_span = (mark.label, mark.span) if mark else ("", None)
        draft.section = self.section_at(start)
        if draft.assignment is None:
            draft = self._with_units(draft, start)
        carry_prefixes([draft, self._named_elsewhere()])
        notice = self._notice
        known = dates or DocumentDates(
            year_of_title(notice.title), notice.issued_on, notice.published_on, year_of_number(notice.doc_number)
        )
        return to_task(self._text, draft, known, self._calendar, self._rules)

    def addressed(self, span: Span) -> tuple[str, ...]:
        """Whom a stretch speaks to or of first, 各部门 and the like included (各单位要于…前报送)."""
        wording, start = self._text[slice(*span)], span[0]
        readings = (subject_of(wording, start, everybody=True), asked_of(wording, start, everybody=True))
        found = min(filter(None, readings), key=lambda reading: reading.span[0], default=None)
        return tuple(unit.name for unit in (*found.lead, *found.responsible)) if found else ()

    def _mark(self, start: int, end: int) -> NumberMark | None:
        match = AT_START.match(self._text, start, end)
        return to_mark(match, True, 0) if match else None

    def _drafted(self, mark: NumberMark | None, begin: int, end: int) -> Draft:
        """All words of a stretch in one draft, its assignments put together."""
        drafter = Drafter(self._text, self._known)
        drafts = drafter.read(self._paragraphs(mark, begin, end))
        whole = Draft(texts=sorted({*drafter.leftover, *(span for draft in drafts for span in draft.texts)}))
        for draft in drafts:
            whole.notes += draft.notes
            whole.warnings += draft.warnings
            if draft.assignment and whole.assignment:
                whole.assignment.merge(draft.assignment)
            else:
                whole.assignment = whole.assignment or draft.assignment
        whole.texts = whole.texts or [(begin, end)]
        return whole

    def _paragraphs(self, mark: NumberMark | None, begin: int, end: int) -> list[Span]:
        """The paragraphs of a stretch, lines that carry on a broken sentence joined."""
        node = Node(mark)
        position = begin
        for line in re.split("[\n\t]", self._text[begin:end]):
            add_piece(self._text, node, position, position + len(line), fresh=True)
            position += len(line) + 1
        return node.paragraphs

    def _with_units(self, draft: Draft, start: int) -> Draft:
        """Units from the wording, else from a heading above that names them for what stands below."""
        draft = with_named_units(self._text, draft)
        if draft.assignment is not None:
            return draft
        for node in reversed(self._path(start)):
            first, last = node.paragraphs[0] if node.paragraphs else (0, 0)
            found = find_assignments(self._text[first:last], first, self._known)
            if found and found[0].names_units and found[0].span[0] - first <= SHORT_TITLE:
                draft.assignment = found[0]
                draft.assignment.span, draft.assignment.deadline_span = draft.span, None
                draft.warnings.append(INHERITED)
                return draft
        draft.warnings.append(NO_UNITS)
        return draft

    def _named_elsewhere(self) -> Draft:
        known = Assignment((0, 0), responsible=[Unit(name, (0, 0)) for name in sorted(self._known)])
        return Draft(assignment=known, texts=[(0, 0)])

    # -- where it stands ------------------------------------------------------------------------------

    def _path(self, position: int) -> list[Node]:
        """The headings above a place, the outermost first."""
        path: list[Node] = []
        below = self._root.children
        while below:
            before = [node for node in below if node.mark and node.mark.span[0] <= position]
            if not before:
                break
            path.append(before[-1])
            below = before[-1].children
        while path and self._is_item(path[-1], position):
            path.pop()
        return path

    def _is_item(self, node: Node, position: int) -> bool:
        """Whether a place is in a node's own wording and not below its heading."""
        first = node.paragraphs[0][1] if node.paragraphs else node.mark.span[1] if node.mark else 0
        return position < first or not (node.children or is_heading(self._text, node))

    def section_at(self, position: int) -> tuple[str, ...]:
        """The heading path above a place; in a table, that of the task before it."""
        line_end = self._text.find("\n", position)
        line = self._text[self._text.rfind("\n", 0, position) + 1 : line_end if line_end != -1 else None]
        if "\t" in line:
            above = [task for task in self._notice.tasks if task.span[0] <= position]
            return above[-1].section if above else ()
        return tuple(self._heading(node) for node in self._path(position))

    def _heading(self, node: Node) -> str:
        """A heading without the units it names for what stands below it."""
        heading = heading_text(self._text, node)
        first, last = node.paragraphs[0] if node.paragraphs else (0, 0)
        found = find_assignments(self._text[first:last], first, self._known)
        if found and 0 < found[0].span[0] - first <= SHORT_TITLE and node.mark:
            mark = self._text[slice(*node.mark.span)].strip()
            return mark + self._text[first : found[0].span[0]].strip("（(〔【 ")
        return heading

    def paragraph_at(self, position: int) -> Span | None:
        """The paragraph, with its number, that holds a place; None between paragraphs."""
        for _, span in _walk(self._root):
            if span[0] <= position <= span[1]:
                return span
        start = self._text.rfind("\n", 0, position) + 1
        end = self._text.find("\n", position)
        span = trimmed_span(self._text, start, end if end != -1 else len(self._text))
        return span if has_words(self._text, span) else None

    # -- what was left out ----------------------------------------------------------------------------

    def unlisted(self, used: Sequence[Span]) -> tuple[Span, ...]:
        """The paragraphs that read like work and lie outside what is `used`, in order of place."""
        found: list[Span] = []
        taken = _joined(used)
        for node, (start, end) in _walk(self._root):
            wording = self._text[start:end]
            heads = node.paragraphs[0][1] == end and is_heading(self._text, node) and _goes_on(node)
            if heads or end - start < _SHORTEST or "\t" in wording or _NO_WORK.search(wording):
                continue
            if _LIKE_WORK.search(wording) and not _meets(taken, start, end):
                found.append((start, end))
        return tuple(sorted(found))

    # -- parts of a task ------------------------------------------------------------------------------

    def parts(self, task: DraftTask) -> tuple[Span, ...]:
        """The sentences, clauses and counted points (一是 ① （1）) of a task's wording; one span when it has no parts.

        What stands between two pieces of one paragraph, such as a bracket of units, goes with the piece before it.
        """
        wording = sorted(mark.span for mark in task.marks if mark.kind == "text") or [task.span]
        cut = [piece for place in wording for piece in pieces(self._text, *place)]
        found: list[Span] = []
        for index, (start, end) in enumerate(cut):
            stop = cut[index + 1][0] if index + 1 < len(cut) else end
            between = self._text[end:stop]
            found.append((start, end if "\t" in between else end + len(between.partition("\n")[0])))
        return tuple(found)

    def stretched(self, places: Sequence[Span], whole: Span) -> list[Span]:
        """Parts widened so that together they cover the whole, cells of a table apart."""
        bounds = [whole[0], *(start for start, _ in places[1:]), whole[1]]
        found = []
        for index, (start, end) in enumerate(places):
            first = bounds[0] if index == 0 and "\t" not in self._text[bounds[0] : start] else start
            last = bounds[index + 1] if "\t" not in self._text[end : bounds[index + 1]] else end
            while last > end and self._text[last - 1].isspace():
                last -= 1
            found.append((min(first, start), max(last, end)))
        return found


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences, clauses and counted points of a stretch, each with words in it."""
    depth, position = 0, start
    marks = {match.start() for match in _INNER_MARK.finditer(text, start, end) if _may_begin(text, match, start)}
    for place in range(start, end):
        if place in marks and depth == 0 and has_words(text, (position, place)):
            yield trimmed_span(text, position, place)
            position = place
        depth = max(0, depth + (text[place] in OPEN or text[place] in _QUOTES))
        depth = max(0, depth - (text[place] in CLOSE or text[place] in _QUOTES.values()))
        if text[place] in _STOPS and depth == 0 and has_words(text, (position, place)):
            yield trimmed_span(text, position, place + 1)
            position = place + 1
    if has_words(text, (position, end)):
        yield trimmed_span(text, position, end)


def _walk(node: Node) -> Iterator[tuple[Node, Span]]:
    """Every paragraph of a tree with its node, the first one of an item with its number."""
    for index, (start, end) in enumerate(node.paragraphs):
        yield node, (node.mark.span[0] if node.mark and index == 0 else start, end)
    for child in node.children:
        yield from _walk(child)


def _goes_on(node: Node) -> bool:
    return bool(node.children) or len(node.paragraphs) > 1


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, overlapping ones made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _meets(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of these spans, in order and apart, overlaps a stretch."""
    index = bisect_left(taken, start, key=lambda span: span[1])
    while index < len(taken) and taken[index][0] < end:
        if taken[index][1] > start:
            return True
        index += 1
    return False


def _may_begin(text: str, match: re.Match[str], start: int) -> bool:
    """A point begins the wording, or follows a stop; 一是 and ① stand anywhere."""
    before = text[start : match.start()].rstrip()[-1:]
    free = match[0].endswith("是") or match[0][0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    return not before or before in "。；;！!：:，," or free
