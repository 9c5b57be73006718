"""Which items of an outline are tasks, and which units they take over from their heading.

The tasks stand on the lowest level that carries units; a heading that names units for everything below
it hands them down; measures below a task are part of its wording.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from models.intake.assignment import Assignment
from models.intake.clauses import find_assignments
from models.intake.drafts import SHORT_TITLE, Draft, Drafter, has_words
from models.intake.headed import unit_heading
from models.intake.notice import Span
from models.intake.outline import Node, heading_text, is_heading
from models.intake.said_above import SETTING_OUT, complete_from, lift_said_above

NO_UNITS = "没有写明责任单位"
INHERITED = "责任单位取自上级标题"
CLOSING_WORDS = re.compile(
    r"(?:请|望|各)[^。；;]{0,20}?[于在][^。；;]{0,24}前[^。；;]{0,40}(?:报送|上报|报[至到市区县省局我]|反馈)|特此|联系人|附件"
)
"""What stands below the last item and is no part of it: 请于11月5日前将整改情况反馈我办."""
TOP = 2
"""Headings of a rank below this (一、 第一部分) name units for a whole section."""


@dataclass
class Chooser:
    """Chooses tasks in the tree of one notice."""

    text: str
    known: Collection[str]
    folding: Counter[str] = field(default_factory=Counter)
    drafts: list[Draft] = field(default_factory=list)
    leftover: list[Span] = field(default_factory=list)
    own: dict[int, list[Assignment]] = field(default_factory=dict)
    below: dict[int, bool] = field(default_factory=dict)
    said: dict[int, Assignment] = field(default_factory=dict)
    named: dict[int, bool] = field(default_factory=dict)
    """The headings that are nothing but units."""

    def choose(self, root: Node) -> list[Draft]:
        """The drafts of all tasks that carry units or a deadline of their own, in order."""
        self._weigh(root)
        self._compare(root)
        self._collect(root, (), None)
        return self.drafts

    def _weigh(self, node: Node) -> bool:
        """Find the assignments of every node, bottom up; True when the node or one below carries any."""
        said = lift_said_above(self.text, node)
        if said:
            self.said[id(node)] = said
        own: list[Assignment] = []
        for start, end in node.paragraphs:
            own += find_assignments(self.text[start:end], start, self.known)
        self.own[id(node)] = own
        below = [self._weigh(child) for child in node.children]
        self._weigh_unit_headings(node)
        below = [self.below[id(child)] for child in node.children]
        self._raise_said(node)
        self.below[id(node)] = any(below) or bool(own) or id(node) in self.said
        return self.below[id(node)]

    def _weigh_unit_headings(self, node: Node) -> None:
        """Headings side by side that are nothing but units (一、县财政局（2项）) name them for the items below."""
        named: list[tuple[Node, Assignment]] = []
        for child in node.children:
            plain = child.paragraphs[:1] == child.paragraphs != [] and child.children and not self.own[id(child)]
            plain = plain and not all(unit_heading(heading_text(self.text, item)) for item in child.children)
            found = unit_heading(self.text[slice(*child.paragraphs[0])], child.paragraphs[0][0]) if plain else None
            if found:
                named.append((child, found))
        if len(named) >= 2:
            for child, found in named:
                self.own[id(child)] = [found]
                self.below[id(child)] = self.named[id(child)] = True

    def _raise_said(self, node: Node) -> None:
        """What is said below the last of several parts, none of which names units, holds for all the parts."""
        last = node.children[-1] if len(node.children) >= 2 else None
        said = self.said.get(id(last)) if last else None
        if (
            last is None
            or said is None
            or any(self.below[id(child)] for child in [*last.children, *node.children[:-1]])
        ):
            return
        if all(child.children for child in node.children) and not self.own[id(last)]:
            self.said[id(node)] = self.said.pop(id(last))
            self.below[id(last)] = False

    def _carries(self, node: Node) -> bool:
        return bool(self.own[id(node)])

    def _compare(self, node: Node) -> None:
        """Count, for each style of items, the groups in which only the last item carries units."""
        if len(node.children) >= 2 and node.rank >= 0:
            carrying = [self.below[id(child)] for child in node.children]
            if any(carrying):
                style = node.children[0].rank
                only_last = carrying[-1] and not any(carrying[:-1])
                self.folding[f"{style}"] += 1 if only_last else -1
        for child in node.children:
            self._compare(child)

    def _only_last_carries(self, node: Node) -> bool:
        """Whether the bracket after the last of several measures is meant for all of them."""
        carrying = [self.below[id(child)] for child in node.children]
        only_last = len(carrying) >= 2 and carrying[-1] and not any(carrying[:-1])
        in_one_line = not any(child.mark and child.mark.begins_line for child in node.children)
        return only_last and (node.rank >= TOP or in_one_line) and self.folding[f"{node.children[0].rank}"] > 0

    def _collect(self, node: Node, path: tuple[str, ...], handed: Assignment | None) -> None:
        carriers = [child for child in node.children if self.below[id(child)]]
        if not carriers and node.mark is not None and self._carries(node):
            if self._hands_down(node):
                self._hand_down(node, path)
            else:
                self._emit(node, path, whole=True)
            return
        if carriers and node.mark is not None and self._only_last_carries(node):
            self._emit(node, path, whole=True)
            return
        below = (*path, heading_text(self.text, node)) if node.mark else path
        said = self.said.get(id(node))
        handed = said or self._tail_for_all(node) or handed
        first = len(self.drafts)
        if self._carries(node):
            title = is_heading(self.text, node) and len(self.own[id(node)]) == 1 and len(node.paragraphs) == 1
            if node.mark and carriers and title and self._short(node):
                handed = self.own[id(node)][0]
            else:
                self._emit(node, path if node.rank >= TOP else below, whole=False)
        else:
            self.leftover += node.paragraphs
        majority = len(carriers) * 2 >= len(node.children)
        for child in node.children:
            if self.below[id(child)]:
                begun = len(self.drafts)
                self._collect(child, below, handed)
                complete_roles(handed, self.drafts[begun:])
            elif said and child.children and not SETTING_OUT.search(heading_text(self.text, child)):
                for leaf, inner in leaves(child, self.text, below):
                    self._plain(leaf, inner, said)
            elif handed or (majority and self._like(child, carriers)):
                self._plain(child, below, handed)
            else:
                self.leftover += child.spans()
        if said:
            complete_from(said, self.drafts[first:])

    def _like(self, child: Node, carriers: Iterable[Node]) -> bool:
        """Whether an item without units stands among items of the same style that have some."""
        return any(other.rank == child.rank and self._carries(other) for other in carriers)

    def _short(self, node: Node) -> bool:
        start, end = node.paragraphs[0]
        return self.own[id(node)][0].span[0] - start <= SHORT_TITLE and end >= start

    def _hands_down(self, node: Node) -> bool:
        """Whether a heading names units for the items below it: （一）安全方面（责任单位：…） with items below."""
        if id(node) in self.named:
            return True
        first = node.paragraphs[0]
        ends_heading = self.own[id(node)][0].span[1] >= first[1] - 1
        several = len(node.children) >= 2 or (node.rank < TOP and len(node.children) == 1)
        return node.rank <= TOP and several and self._short(node) and ends_heading

    def _tail_for_all(self, node: Node) -> Assignment | None:
        """The line of units below the last item of a section (一、) that holds for all its items."""
        carrying = [self.below[id(child)] for child in node.children]
        if not 0 <= node.rank < TOP or len(carrying) < 2 or not carrying[-1] or any(carrying[:-1]):
            return None
        last = node.children[-1]
        own = self.own[id(last)]
        if last.children or len(last.paragraphs) < 2 or not own or own[0].span[0] > last.paragraphs[1][0]:
            return None
        return own[0] if own[0].span[0] >= last.paragraphs[1][0] - 1 else None

    def _hand_down(self, node: Node, path: tuple[str, ...]) -> None:
        assignment = self.own[id(node)][0]
        start = node.paragraphs[0][0]
        mark = self.text[slice(*node.mark.span)].strip() if node.mark else ""
        heading = mark + self.text[start : assignment.span[0]].strip("（(〔【 ")
        for child in node.children:
            self._plain(child, (*path, heading), assignment)

    def _plain(self, node: Node, path: tuple[str, ...], handed: Assignment | None) -> None:
        """An item without units of its own."""
        draft = plain_draft(self.text, node, path)
        if draft is None:
            return
        self.leftover += node.spans()[len(draft.texts) :]
        if handed:
            draft.assignment = replace(handed, span=node.spans()[0], deadline_span=None, warnings=[])
            draft.assignment.span = draft.span
        draft.warnings.append(INHERITED if handed else NO_UNITS)
        self.drafts.append(draft)

    def _emit(self, node: Node, path: tuple[str, ...], *, whole: bool) -> None:
        """The drafts of one item; `whole` takes the measures below it into its wording."""
        measures = node.children[0].mark.span[0] if whole and node.children and node.children[0].mark else None
        drafter = Drafter(self.text, self.known, measures)
        paragraphs = node.spans() if whole else node.paragraphs
        several = node.rank <= TOP and not node.children and self._worded_paragraphs(node) > 1
        if several and node.mark and is_heading(self.text, node) and not self._first_carries(node):
            path, paragraphs = (*path, heading_text(self.text, node)), paragraphs[1:]
            drafts = drafter.read(paragraphs, loose=True)
        else:
            drafts = drafter.read(paragraphs, loose=node.mark is None)
        for index, draft in enumerate(drafts):
            draft.section, draft.number = path, node.label
            draft.mark_span = node.mark.span if node.mark and index == 0 else None
        self.drafts += drafts
        self.leftover += drafter.leftover

    def _worded_paragraphs(self, node: Node) -> int:
        """How many paragraphs below the heading have words of their own before their assignment."""
        begins = [assignment.span[0] for assignment in self.own[id(node)]]
        return sum(
            any(start < begin < end and has_words(self.text, (start, begin)) for begin in begins)
            for start, end in node.paragraphs[1:]
        )

    def _first_carries(self, node: Node) -> bool:
        start, end = node.paragraphs[0]
        return any(start <= assignment.span[0] < end for assignment in self.own[id(node)])


def complete_roles(handed: Assignment | None, drafts: Iterable[Draft]) -> None:
    """Items that name only who cooperates, or only a limit, take whoever does it from their heading."""
    for draft in drafts if handed else ():
        own = draft.assignment
        if handed and own and not (own.lead or own.responsible):
            given = {unit.name for unit in own.cooperating}
            more = [unit for unit in handed.cooperating if unit.name not in given]
            draft.assignment = replace(
                own, lead=handed.lead, responsible=handed.responsible, cooperating=[*own.cooperating, *more]
            )
            draft.warnings.append(INHERITED)


def plain_draft(text: str, node: Node, path: tuple[str, ...]) -> Draft | None:
    """An item as a draft without an assignment; None when it has no words."""
    spans = node.spans()
    while len(spans) > 1 and not node.children and CLOSING_WORDS.match(text[slice(*spans[-1])]):
        spans.pop()
    if not spans:
        return None
    mark = node.mark.span if node.mark else None
    return Draft(node.label, mark, path, spans)


def leaves(node: Node, text: str, path: tuple[str, ...] = ()) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The items at the ends of a tree, each with its heading path."""
    below = (*path, heading_text(text, node)) if node.mark else path
    for child in node.children:
        if child.children:
            yield from leaves(child, text, below)
        else:
            yield child, below
