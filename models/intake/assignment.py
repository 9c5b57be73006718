"""One assignment (责任分工): who leads, who is responsible, who cooperates, and by when.

`read_assignment` takes the wording of one bracket or one line; where such wording stands in a task's text
is the matter of `clauses`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.intake.notice import CELL_BREAK, Span
from models.intake.roles import (
    COOPERATE_END,
    DUTY_END,
    GUIDES,
    LEAD_END,
    LOOSE_LABEL,
    RESPONSIBLE_END,
    SUPPORT_END,
    TOGETHER,
    Role,
    find_labels,
    is_deadline,
    role_of,
)
from models.intake.units import BLANKS, Unit, looks_like_unit, outside_brackets, read_units, repeated_units

ENDS = f"，,；;。{CELL_BREAK}"
ROLE_ASIDE = re.compile(
    r"(?P<name>.{2,}?)(?P<aside>[（(](?P<role>牵头|主责|主办|责任|承办|配合|协办|参与)(?:单位|部门|科室)?[)）])$"
)
ASIDE_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "主责": "responsible",
    "主办": "responsible",
    "责任": "responsible",
    "承办": "responsible",
    "配合": "cooperating",
    "协办": "cooperating",
    "参与": "cooperating",
}
"""市教育局（牵头）、市财政局：a role written behind the name."""

UNIT_ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperating")


@dataclass
class Assignment:
    """What one or several adjoining clauses say; `span` covers them with their brackets."""

    span: Span
    lead: list[Unit] = field(default_factory=list)
    responsible: list[Unit] = field(default_factory=list)
    cooperating: list[Unit] = field(default_factory=list)
    deadline: str = ""
    deadline_span: Span | None = None
    persons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sure: bool = True
    """False when some piece is neither a unit, a role nor a deadline, so that it may be ordinary text."""
    has_verb: bool = False
    has_label: bool = False

    @property
    def names_units(self) -> bool:
        """Whether any unit is named."""
        return bool(self.lead or self.responsible or self.cooperating)

    def __bool__(self) -> bool:
        return self.names_units or bool(self.deadline)

    def add(self, role: Role, units: list[Unit]) -> None:
        """Add units in a role, each once."""
        into = {"lead": self.lead, "cooperating": self.cooperating}.get(role, self.responsible)
        known = {unit.name for unit in into}
        into += [unit for unit in units if unit.name not in known]

    def set_deadline(self, text: str, span: Span) -> None:
        """Take up a deadline; one after another is put behind it."""
        if text and text not in self.deadline:
            self.deadline = f"{self.deadline}，{text}" if self.deadline else text
            self.deadline_span = (self.deadline_span[0], span[1]) if self.deadline_span else span

    def merge(self, other: "Assignment") -> None:
        """Take up a clause that follows this one."""
        self.span = (min(self.span[0], other.span[0]), max(self.span[1], other.span[1]))
        self.add("lead", other.lead)
        self.add("responsible", other.responsible)
        self.add("cooperating", other.cooperating)
        if other.deadline and other.deadline_span:
            self.set_deadline(other.deadline, other.deadline_span)
        self.persons += other.persons
        self.warnings += [warning for warning in other.warnings if warning not in self.warnings]


def closed(text: str) -> str:
    """Wording with the line breaks inside it closed."""
    return re.sub(r"[^\S\n]*\n\s*", "", text)


def chunks(text: str) -> list[tuple[Role | None, Span]]:
    """Cut a clause at its labels: (role of the label or None, span of what the label holds)."""
    labels = find_labels(text, inside=True)
    if not labels or text[: labels[0].start()].strip(BLANKS + ENDS + "（(〔[【"):
        loose = None if labels and labels[0].start() == 0 else LOOSE_LABEL.match(text)
        if loose and not loose["sign"] and not looks_like_unit(re.split("[、，,；;]", text[loose.end() :])[0]):
            loose = None
        first_end = labels[0].start() if labels else len(text)
        start = loose.end() if loose else 0
        found: list[tuple[Role | None, Span]] = [(role_of(loose) if loose else None, (start, first_end))]
    else:
        found = []
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        found.append((role_of(label), (label.end(), following.start() if following else len(text))))
    return found


def segments(text: str, start: int, end: int) -> list[Span]:
    """Cut a piece at commas, semicolons and stops outside brackets; blanks at the ends go."""
    found: list[Span] = []
    position = start
    for place, _ in [*((p, c) for p, c in outside_brackets(text[start:end]) if c in ENDS), (end - start, "")]:
        first, last = position, start + place
        while first < last and text[first] in BLANKS:
            first += 1
        while last > first and text[last - 1] in BLANKS:
            last -= 1
        if first < last:
            found.append((first, last))
        position = start + place + 1
    return found


OTHER_LABEL = re.compile(
    r"[；;，,。]\s*[\u4e00-\u9fff]{0,4}(?:范围|备注|说明|依据|来源|方式|形式|成果|成效|目标|指标|条款|类型|类别|性质|进展|状态|对象|地点)[:：]"
)
"""A label that tells of something else than who and when (；适用范围：…)."""


def without_others(text: str, start: int, end: int) -> int:
    """Where the piece ends at the latest: at a label that tells of something else."""
    other = OTHER_LABEL.search(text, start, end)
    return other.start() if other else end


FEWEST_OF_LIST = 4
PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]{3,12}")
NO_NAME = re.compile(r"[的了对将把要应须等]|进行|开展|加强|推进|落实|工作")


def names_only(names: Sequence[str]) -> bool:
    """Whether a list is nothing but units; in a long one, one in four may be of a kind nobody knows (北京冬奥组委)."""
    unknown = [name for name in names if not looks_like_unit(name)]
    if not unknown:
        return True
    plain = all(PLAIN_NAME.fullmatch(name) and not NO_NAME.search(name) for name in unknown)
    return plain and len(names) >= FEWEST_OF_LIST and len(unknown) * 4 <= len(names)


class Clause:
    """Reads one clause, segment by segment, into an `Assignment`."""

    def __init__(self, text: str, offset: int, role: Role | None = None) -> None:
        self._text = text
        self._offset = offset
        self._column = role
        self.result = Assignment((offset, offset + len(text)))
        self._pending: list[Span] = []
        self._label: Role | None = None

    def read(self) -> Assignment:
        """The assignment; `sure` says whether every piece was understood."""
        for role, (start, end) in chunks(self._text):
            self._label = role or self._column
            self.result.has_label = self.result.has_label or role is not None
            if self._label in ("deadline", "person"):
                self._plain_chunk(self._label, start, end)
            else:
                for span in segments(self._text, start, without_others(self._text, start, end)):
                    self._segment(*span)
                self._settle(self._left_over_role())
        return self.result

    def _plain_chunk(self, role: Role, start: int, end: int) -> None:
        wording = self._text[start:end]
        stripped = wording.strip(BLANKS + "，,；;。、")
        if not stripped:
            return
        place = self._offset + start + wording.index(stripped)
        if role == "deadline":
            self.result.set_deadline(closed(stripped), (place, place + len(stripped)))
        else:
            self.result.persons.append(stripped)

    def _left_over_role(self) -> Role:
        if self._label in UNIT_ROLES:
            return self._label
        return "responsible"

    def _settle(self, role: Role) -> None:
        for span in self._pending:
            self._add(role, *span)
        self._pending = []

    def _add(self, role: Role, start: int, end: int) -> None:
        text = self._text[start:end]
        units = read_units(text, self._offset + start)
        labelled = self._label in UNIT_ROLES
        if not labelled and not names_only([unit.name for unit in units]):
            self.result.sure = False
        self.result.warnings += [f"“{name}”写了两次" for name in repeated_units(text)]
        for unit in units:
            aside = ROLE_ASIDE.match(unit.name)
            if aside:
                name = Unit(aside["name"], (unit.span[0], unit.span[1] - len(aside["aside"])))
                self.result.add(ASIDE_ROLES[aside["role"]], [name])
            else:
                self.result.add(role, [unit])

    def _segment(self, start: int, end: int) -> None:
        text = self._text[start:end]
        if is_deadline(closed(text)) and not (self._label in UNIT_ROLES and looks_like_unit(text, strong=True)):
            self.result.set_deadline(closed(text), (self._offset + start, self._offset + end))
            return
        if text.startswith("由") and len(text) > 3:
            start, text = start + 1, text[1:]
        if self._two_sided(start, end) or self._one_verb(start, end):
            return
        if self._pending_or_duty(text):
            self._pending.append((start, end))

    def _pending_or_duty(self, text: str) -> bool:
        """Whether a segment without a verb names units; 按职责分工 alone says nothing new."""
        return not DUTY_END.fullmatch(text) and text not in ("负责", "落实", "配合")

    def _verb(self, role: Role, start: int, end: int) -> None:
        self.result.has_verb = True
        self._settle(role)
        if end > start:
            self._add(role, start, end)

    def _two_sided(self, start: int, end: int) -> bool:
        """X牵头会同Y办理, X会同Y负责, X牵头Y配合 without a comma, 会同Y."""
        text = self._text[start:end]
        together = TOGETHER.search(text)
        if together:
            left = re.sub(r"(?:总|共同)?牵头(?:负责)?$|负责$", "", text[: together.start()])
            right = text[together.end() :]
            tail = RESPONSIBLE_END.search(right) or COOPERATE_END.search(right) or DUTY_END.search(right)
            stop = tail.start() if tail else len(right)
            if left:
                self._verb("lead", start, start + len(left))
            self._add("cooperating", start + together.end(), start + together.end() + stop)
            self.result.has_verb = True
            return True
        middle = re.search(r"(?:总|共同)?牵头(?!单位|部门|科室|机构)(?:负责|落实|组织)?(?=[^\s负落组抓实推]{2,})", text)
        if middle and middle.start() >= 2:
            tail = COOPERATE_END.search(text) or RESPONSIBLE_END.search(text)
            if tail and tail.start() > middle.end():
                role: Role = "cooperating" if COOPERATE_END.search(text) else "responsible"
                self._verb("lead", start, start + middle.start())
                self._add(role, start + middle.end(), start + tail.start())
                return True
        return False

    def _one_verb(self, start: int, end: int) -> bool:
        text = self._text[start:end]
        ends: tuple[tuple[Role, re.Pattern[str]], ...] = (
            ("lead", LEAD_END),
            ("cooperating", COOPERATE_END),
            ("responsible", RESPONSIBLE_END),
            ("responsible", DUTY_END),
        )
        for role, pattern in ends:
            match = pattern.search(text)
            if match and (match.start() >= 2 or self._pending):
                if role == "responsible" and not self.result.has_verb:
                    role = self._left_over_role()  # 牵头单位：市教育局、市财政局按职责分工负责
                self._verb(role, start, start + match.start())
                return True
        beside = SUPPORT_END.search(text)
        named = self.result.names_units or self._pending or (beside and GUIDES.fullmatch(beside[0]))
        units = read_units(text[: beside.start()]) if beside and named else []
        if beside and units and all(looks_like_unit(unit.name, strong=True) for unit in units):
            self._settle(self._left_over_role())
            self._verb("cooperating", start, start + beside.start())
            return True
        return False


def read_assignment(text: str, offset: int = 0, role: Role | None = None) -> Assignment:
    """Read the wording of one bracket, line or cell; spans are counted from `offset`.

    `role` is what a table's column gives to units without a label of their own.
    """
    result = Clause(text, offset, role).read()
    if result.names_units and not (result.has_label or result.has_verb):
        names = [*result.lead, *result.responsible]
        result.sure = result.sure and all(looks_like_unit(unit.name, strong=True) for unit in names)
    settle_main_units(text, result)
    return result


def settle_main_units(text: str, result: Assignment) -> None:
    """主责单位 beside 责任单位, and no 牵头单位: the one in the main role leads."""
    labels = {label["label"]: label.end() for label in find_labels(text)}
    main = next((name for name in labels if name.startswith("主责")), None)
    if main and any("责任" in name and "主责" not in name for name in labels) and not result.lead:
        start = result.span[0] + labels[main]
        following = [place for place in labels.values() if place > labels[main]]
        end = result.span[0] + (min(following) if following else len(text))
        result.lead = [unit for unit in result.responsible if start <= unit.span[0] < end]
        result.responsible = [unit for unit in result.responsible if unit not in result.lead]
