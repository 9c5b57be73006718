"""The outline of a notice: headings and items as a tree, each with the paragraphs that stand under it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.intake.headed import heads_group
from models.intake.lines import Line
from models.intake.notice import Span
from models.intake.numbering import NumberMark, find_marks
from models.intake.roles import find_labels
from models.intake.units import CLOSE, OPEN

TERMINAL = "。！!？?；;：:.…"
HEADING_LONGEST = 60
GROUP_RANK = 2
"""A unit's name or a month as a heading stands above items 1. and below parts 一、."""
BULLET = re.compile(r"(?P<sign>[●○◆◇■□★☆▲△►▶•·※*]|[—–-]{1,2}(?=[\u4e00-\u9fff“《]))\s*(?=\S)")
BULLET_RANK = "circled"
LABEL_LINE = re.compile(
    r"^[（(【\[]?(?:牵头|责任|配合|主责|主办|承办|协办|参与|完成|落实|时限|任务|具体|整改|办结|备注|附)[\u4e00-\u9fff]{0,6}[】\]]?\s*[:：]"
)
LABEL_ONLY = re.compile(
    r"[（(【\[]?(?:牵头|责任|配合|主责|主办|承办|协办|参与|完成|时限)[\u4e00-\u9fff]{2,4}[】\]]?\s*[:：]"
)


@dataclass
class Node:
    """A heading or item: its mark (None for the root), its paragraphs as spans, and what stands below it."""

    mark: NumberMark | None
    paragraphs: list[Span] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """The mark's rank; -1 for the root."""
        return self.mark.rank if self.mark else -1

    @property
    def label(self) -> str:
        """The number as shown."""
        return self.mark.label if self.mark else ""

    def spans(self) -> list[Span]:
        """All paragraphs of this node and of those below, in order, those below with their marks."""
        found = list(self.paragraphs)
        for child in self.children:
            inner = child.spans()
            if child.mark:
                first = (child.mark.span[0], inner[0][1]) if inner else child.mark.span
                inner = [first, *inner[1:]]
            found += inner
        return found


def build_outline(text: str, lines: Sequence[Line]) -> Node:
    """The tree of the body lines; a line of kind reset or signature begins anew at the root."""
    root = Node(None)
    stack = [root]
    body = [line for line in lines if line.kind == "body"]
    marks = find_marks([(line.span[0], line.text) for line in body])
    by_line = assign_marks(body, marks)
    groups = group_lines(body, by_line)
    listed = listed_lines(body, by_line)
    for line in lines:
        if line.kind in ("reset", "signature"):
            stack = [root]
        if line.kind != "body":
            continue
        position = line.span[0]
        if position in groups:
            while stack[-1].rank >= GROUP_RANK:
                stack.pop()
            stack.append(Node(NumberMark("bracketed", 0, (position, position), True, ""), [line.span]))
            stack[-2].children.append(stack[-1])
            continue
        bullet = BULLET.match(line.text) if position in listed or any(in_group(node) for node in stack) else None
        if bullet and position not in by_line:
            by_line[position] = [NumberMark(BULLET_RANK, 0, (position, position + bullet.end()), True, "")]
        for mark in by_line.get(line.span[0], ()):
            add_piece(text, stack[-1], position, mark.span[0])
            while stack[-1].rank >= mark.rank:
                stack.pop()
            node = Node(mark)
            stack[-1].children.append(node)
            stack.append(node)
            position = mark.span[1]
        add_piece(text, stack[-1], position, line.span[1], fresh=position == line.span[0])
    return root


def in_group(node: Node) -> bool:
    """Whether a node is the heading of a group that has no number of its own."""
    return node.mark is not None and node.mark.rank == GROUP_RANK and not node.mark.label


def group_lines(body: Sequence[Line], by_line: Mapping[int, Sequence[NumberMark]]) -> set[int]:
    """The lines without a number that head a group of items: 区教育局：, 【县财政局】, 4月份; one alone heads none."""
    found: dict[str, set[int]] = {"units": set(), "period": set(), "labelled": set()}
    first_item = min((place for place, marks in by_line.items() if marks[0].rank > GROUP_RANK), default=0)
    for line, following in pairwise(body):
        kind = heads_group(line.text) if line.span[0] not in by_line else ""
        if not kind or (kind == "labelled" and not found[kind] and line.span[0] > first_item):
            continue
        first = by_line.get(following.span[0], ())
        numbered = bool(first) and first[0].begins_line and first[0].rank > GROUP_RANK
        begins = numbered and (kind != "units" or first[0].value == 1)
        if begins or BULLET.match(following.text):
            found[kind].add(line.span[0])
    return {place for places in found.values() if len(places) >= 2 for place in places}


def listed_lines(body: Sequence[Line], by_line: Mapping[int, Sequence[NumberMark]]) -> set[int]:
    """The lines of a list without numbers: two or more in a row that begin with the same sign."""
    found: set[int] = set()
    for line, following in pairwise(body):
        signs = [BULLET.match(each.text) for each in (line, following)]
        same = signs[0] and signs[1] and signs[0]["sign"] == signs[1]["sign"]
        if same and not {line.span[0], following.span[0]} & by_line.keys():
            found |= {line.span[0], following.span[0]}
    return found


def assign_marks(body: Sequence[Line], marks: Sequence[NumberMark]) -> dict[int, list[NumberMark]]:
    """The marks of each line, by the line's start."""
    by_line: dict[int, list[NumberMark]] = {}
    index = 0
    for line in body:
        while index < len(marks) and marks[index].span[0] < line.span[1]:
            by_line.setdefault(line.span[0], []).append(marks[index])
            index += 1
    return by_line


def add_piece(text: str, node: Node, start: int, end: int, *, fresh: bool = False) -> None:
    """Put a piece of a line under a node; a line that carries on a broken sentence joins the one before."""
    while start < end and text[start] in " \t\u3000\xa0\u2002":
        start += 1
    while start < end and text[end - 1] in " \t\u3000\xa0\u2002":
        end -= 1
    if start >= end:
        return
    if fresh and node.paragraphs and goes_on(text, node, start, end):
        node.paragraphs[-1] = (node.paragraphs[-1][0], end)
    else:
        node.paragraphs.append((start, end))


def goes_on(text: str, node: Node, start: int, end: int) -> bool:
    """Whether a line carries on the paragraph before it (a sentence or bracket broken by a line break)."""
    before = text[slice(*node.paragraphs[-1])]
    line = text[start:end]
    if text.find("\n\n\n", node.paragraphs[-1][1], start) != -1 and before[-1] not in "、，,":
        return False
    if LABEL_ONLY.fullmatch(before.strip()) and not LABEL_LINE.match(line):
        return True
    if before[-1] in "、，,（(〔":
        return True
    window = before[-200:]
    opened = sum(window.count(sign) for sign in OPEN) - sum(window.count(sign) for sign in CLOSE)
    if opened > 0:
        signs = [char for char in line if char in OPEN + CLOSE]
        if signs and signs[0] in CLOSE:
            return True
        inside = window[max(window.rfind(sign) for sign in OPEN) :]
        return not signs and "。" not in line and not LABEL_LINE.match(line) and bool(find_labels(inside))
    if before[-1] in TERMINAL + CLOSE + "”》" or LABEL_LINE.match(line):
        return False
    heading = len(node.paragraphs) == 1 and node.rank <= 2 and len(before) <= HEADING_LONGEST
    return not heading and node.rank >= 0 and bool(re.search("[，,]", before)) and len(before) > 12


def heading_text(text: str, node: Node) -> str:
    """A node's heading with its mark, as the section path shows it: its first sentence, or its first line."""
    if node.mark is None or not node.paragraphs:
        return node.label
    start, end = node.paragraphs[0]
    wording = text[start:end]
    if len(wording) > HEADING_LONGEST or re.search("。.", wording):
        wording = re.split("(?<=。)", wording)[0]
    mark = re.sub(r"\s+", "", text[slice(*node.mark.span)])
    return (mark + re.sub(r"\s+", " ", wording).strip())[:120]


def is_heading(text: str, node: Node) -> bool:
    """Whether a node's first paragraph is a heading on its own: short and without a sentence in it."""
    if not node.paragraphs:
        return False
    wording = text[slice(*node.paragraphs[0])].rstrip("。：:")
    return len(wording) <= HEADING_LONGEST and "。" not in wording and "；" not in wording
